//! Files of JSON lines.

use crate::desk::{Desk, Ran};

/// Cleans `in/a.jsonl` that holds `bytes`.
fn clean(desk: &Desk, bytes: impl AsRef<[u8]>) -> Ran {
    desk.write("in/a.jsonl", bytes);
    desk.run("clean in/a.jsonl --out out")
}

fn docs(desk: &Desk) -> Vec<String> {
    let doc = |line| serde_json::from_str::<serde_json::Value>(line).unwrap()["doc"].as_str().unwrap().to_owned();
    desk.text("out/metadata.jsonl").lines().map(doc).collect()
}

#[track_caller]
fn comes_back(desk: &Desk) {
    desk.run("audit undo out/audit.csv --out back").went_well();
    let (back, original) = (desk.bytes("back/a.jsonl"), desk.bytes("in/a.jsonl"));
    assert_eq!(String::from_utf8_lossy(&back), String::from_utf8_lossy(&original));
    assert!(back == original);
    desk.run("audit replay out/audit.csv --from in --out again").went_well();
    assert_eq!(desk.text("again/a.jsonl"), desk.text("out/a.jsonl"));
}

#[test]
fn broken_lines_are_named_and_kept_beside() {
    let desk = Desk::new();
    let ran = clean(
        &desk,
        b"{\"id\":1,\"text\":\"The colour.\"}\nno json \xE9\n{\"id\":3}\n{\"id\":4,\"text\":4}\n[5]\n\
          {\"id\":6,\"text\":\"The colour.\"} x\n{\"id\":7,\"text\":\"The colour.\"}\n",
    );
    ran.failed_with(
        "error: in/a.jsonl:2: not a JSON object: expected ident at byte 2 of the line\n\
         error: in/a.jsonl:3: the record has no field \"text\"; `--text-field` names another\n\
         error: in/a.jsonl:4: the field \"text\" is no string\n\
         error: in/a.jsonl:5: not a JSON object: invalid type: sequence, expected a JSON object\n\
         error: in/a.jsonl:6: not a JSON object: trailing characters at byte 31 of the line\n\
         7 documents: 2 changed, 0 unchanged, 5 failed; 2 rows in out/audit.csv",
    );
    let cleaned = desk.text("out/a.jsonl");
    let starts: Vec<&str> = cleaned.lines().map(|line| line.split(",\"copydesk\"").next().unwrap()).collect();
    assert_eq!(starts, ["{\"id\":1,\"text\":\"The color.\"", "{\"id\":7,\"text\":\"The color.\""]);
    assert_eq!(desk.text("out/a.jsonl.rejected").lines().count(), 5);
    assert_eq!(docs(&desk), ["a.jsonl#1", "a.jsonl#7"]);
    comes_back(&desk);
}

#[test]
fn lines_that_an_earlier_run_rejected_do_not_come_back() {
    let desk = Desk::new();
    assert_eq!(clean(&desk, "{\"text\":\"colour\"}\nbroken\n").status, 2);
    assert!(desk.has("out/a.jsonl.rejected"));
    clean(&desk, "{\"text\":\"colour\"}\n").went_well();
    assert!(!desk.has("out/a.jsonl.rejected"));
    comes_back(&desk);
}

#[test]
fn a_duplicate_id_is_refused() {
    let desk = Desk::new();
    let ran = clean(
        &desk,
        "\u{FEFF}{\"id\":\"x\",\"text\":\"one colour\"}\n{\"text\":\"two colour\"}\n{\"id\":\"x\",\"text\":\"three\"}\n\
         {\"id\":2,\"text\":\"four\"}\n{\"id\":\"5\",\"text\":\"five\"}\n",
    );
    ran.failed_with(
        "error: in/a.jsonl:3: an earlier record has the id \"x\", too; `--id-field` names another field\n\
         error: in/a.jsonl:4: an earlier record has the id \"2\", too; `--id-field` names another field\n\
         5 documents: 2 changed, 1 unchanged, 2 failed; 2 rows in out/audit.csv",
    );
    assert_eq!(docs(&desk), ["a.jsonl#x", "a.jsonl#2", "a.jsonl#5"], "a record without an id goes by its line");
    comes_back(&desk);
}

#[test]
fn a_duplicate_id_in_latin_1_is_refused() {
    let desk = Desk::new();
    clean(&desk, b"{\"id\":\"caf\xE9\",\"text\":\"colour\"}\n{\"id\":\"caf\xE9\",\"text\":\"colour\"}\n")
        .failed_saying(
            "error: in/a.jsonl:2: an earlier record has the id \"café\", too; `--id-field` names another field",
        );
    comes_back(&desk);
}

#[test]
fn line_ends_and_blank_lines_stay() {
    let desk = Desk::new();
    clean(&desk, "{\"text\":\"colour\"}\r\n\r\n\n  \n{\"text\":\"colour\"}\r\n{\"text\":\"colour\"}").went_well();
    assert_eq!(docs(&desk), ["a.jsonl#1", "a.jsonl#5", "a.jsonl#6"]);
    let cleaned = desk.text("out/a.jsonl");
    let ends: Vec<_> = cleaned.split('}').map(|part| part.trim_start_matches(|c| c != '\r' && c != '\n')).collect();
    assert!(ends.concat().starts_with("\r\n\r\n\n  \n"), "{cleaned:?}");
    assert!(!cleaned.ends_with('\n'));
    comes_back(&desk);
}

#[test]
fn every_way_to_write_json_comes_back() {
    let long = format!("{{\"id\":\"long\",\"text\":\"{}\"}}", "caf\u{E9} colour ".repeat(500));
    let lines: &[&[u8]] = &[
        br#"{"id": "python", "text": "Caf\u00e9 colour \u201cx\u201d \ud83d\ude00", "date": null}"#,
        br#"{"id":"slash","text":"a colour \/ b"}"#,
        br#"{"id":"mixed","text":"caf\u00E9 colour caf\u00e9 \u0041 \t\b"}"#,
        b"{\"id\":\"latin\",\"text\":\"caf\xE9 colour \xE9\\n\xE9\",\"note\":\"na\xEFve\"}",
        b"{\"id\":\"latin python\",\"note\":\"na\xEFve\",\"text\":\"caf\\u00e9 colour \"}",
        br#"{"id":"twice","text":"first colour","text":"last colour","n":1.50,"n":2e5}"#,
        br#"{"copydesk":"mine","id":"added","text":"colour"}"#,
        br#"{"id":"added, clean","text":"fine","copydesk":{"doc":"old"} }"#,
        br#"{"id":"added twice","copydesk":1,"text":"colour","copydesk":[2]}"#,
        br#"  { "id" : "spaces" , "text" : "colour" , "deep" : {"text":"colour","copydesk":3} }  "#,
        br#"{"id":"escaped key","te\u0078t":"colour"}"#,
        br#"{"id":"","text":"colour, no id"}"#,
        br#"{"id":1e400,"text":"colour, no number"}"#,
        br#"{"id":"a,\"b\"\nc","text":"colour"}"#,
        br#"{"id":"nul","text":"a\u0000b colour"}"#,
        br#"{"text":""}"#,
        long.as_bytes(),
    ];
    let bytes = lines.join(&b'\n');
    for desk in [Desk::new(), Desk::with_all_stages()] {
        clean(&desk, &bytes).went_well();
        comes_back(&desk);

        // A second run changes nothing, and it, too, can be undone.
        desk.run("clean out/a.jsonl --out second").went_well();
        assert_eq!(desk.text("second/a.jsonl"), desk.text("out/a.jsonl"));
        desk.run("audit undo second/audit.csv --out first").went_well();
        assert_eq!(desk.text("first/a.jsonl"), desk.text("out/a.jsonl"));
    }
}

#[test]
fn a_declared_encoding_holds_for_records() {
    let desk = Desk::new();
    let config = "stages = [\"unicode\"]\nrules_dir = \"house\"\n[decode]\nencoding = \"windows-1251\"\n";
    desk.write("copydesk.toml", config);
    clean(&desk, b"{\"id\":1,\"text\":\"colour \xCC\xE8\xF0\"}\n{\"id\":\"\xCC\",\"text\":\"\xCC\"}\n").went_well();
    assert!(desk.text("out/a.jsonl").starts_with("{\"id\":1,\"text\":\"color Мир\","));
    comes_back(&desk);
}

#[test]
fn utf_16_is_refused_as_a_whole() {
    let desk = Desk::new();
    let bytes: Vec<u8> =
        "\u{FEFF}{\"text\":\"colour\"}\n".repeat(3).encode_utf16().flat_map(u16::to_le_bytes).collect();
    clean(&desk, bytes).failed_with(
        "error: in/a.jsonl: JSON lines in UTF-16; convert the file to UTF-8 first\n\
         1 document: 0 changed, 0 unchanged, 1 failed; 0 rows in out/audit.csv",
    );
    assert!(!desk.has("out/a.jsonl"));
    desk.write("copydesk.toml", "[decode]\nencoding = \"utf-16be\"\n");
    let ran = clean(&desk, "{\"text\":\"colour\"}\n");
    ran.failed_saying("error: in/a.jsonl: JSON lines in UTF-16; convert the file to UTF-8 first");
}

#[test]
fn a_date_that_is_none_is_flagged() {
    let desk = Desk::new();
    clean(&desk, "{\"id\":1,\"text\":\"fine\",\"date\":\"1998-28-06\"}\n{\"id\":2,\"text\":\"fine\",\"date\":5}\n")
        .went_well();
    let log = desk.text("out/audit.csv");
    assert!(log.contains("a.jsonl#1,0,decode,decode/record-date,date,flag,0,0,1,1,,1998-28-06,1,\n"), "{log}");
    assert!(log.contains("a.jsonl#2,0,decode,decode/record-date,date,flag,0,0,1,1,,5,1,\n"), "{log}");
}

#[test]
fn the_added_field_cannot_be_the_text() {
    let desk = Desk::new();
    desk.write("in/a.jsonl", "{\"copydesk\":\"colour\"}\n");
    for option in ["--text-field", "--id-field", "--date-field"] {
        desk.run(&format!("clean in --out out {option} copydesk")).failed_with(
            "error: \"copydesk\" cannot be the name of a field that is read\n  \
             = help: copydesk writes what it found into that field of a cleaned record",
        );
    }
}

#[test]
fn a_long_record_is_read_whole() {
    let desk = Desk::new();
    let text = "The colour of it. ".repeat(60_000);
    clean(&desk, format!("{{\"id\":1,\"text\":\"{text}\"}}\nbroken\n{{\"id\":2,\"text\":\"colour\"}}"))
        .failed_saying("error: in/a.jsonl:2: not a JSON object: expected value at byte 1 of the line");
    comes_back(&desk);
}
