//! Logs and texts that were changed behind copydesk's back are refused, the first differing row named.

use crate::desk::Desk;

fn cleaned() -> Desk {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour of the colour of a quux.\n");
    desk.write("in/b.txt", "Another colour.\n");
    desk.write("in/l.txt", b"caf\xE9 \x93colour\x94 in Orl\xE9ans");
    desk.write("in/r.jsonl", "{\"id\":1,\"text\":\"colour \\u00e9\"}\n{\"id\":2,\"text\":\"colour\"}\nbroken\n");
    assert_eq!(desk.run("clean in in/r.jsonl --out out").status, 2, "one line is broken");
    desk
}

fn change(desk: &Desk, name: &str, from: &str, to: &str) {
    let text = desk.text(name);
    assert!(text.contains(from), "{text}");
    desk.write(name, text.replacen(from, to, 1));
}

#[track_caller]
fn undo_says(desk: &Desk, error: &str) {
    let ran = desk.run("audit undo out/audit.csv --out back");
    ran.failed_saying(&format!("error: {error}"));
    assert!(desk.has("back/b.txt"), "the others are still done");
}

#[track_caller]
fn replay_says(desk: &Desk, error: &str) {
    let ran = desk.run("audit replay out/audit.csv --from in --out again");
    ran.failed_saying(&format!("error: {error}"));
    assert!(desk.has("again/b.txt"), "the others are still done");
}

#[test]
fn a_changed_original() {
    let desk = cleaned();
    change(&desk, "in/a.txt", "The colour", "The savour");
    replay_says(
        &desk,
        "a.txt: row 0 (unicode/spelling) does not fit: bytes 4..10 of the original should hold \"colour\" and hold \"savour\"",
    );
    assert!(!desk.has("again/a.txt"));
}

#[test]
fn a_shortened_original() {
    let desk = cleaned();
    desk.write("in/a.txt", "The colour");
    replay_says(
        &desk,
        "a.txt: row 1 (unicode/spelling) does not fit: bytes 18..24 of the original should hold \"colour\", and the text is too short or other characters stand there",
    );
}

#[test]
fn a_changed_cleaned_text() {
    let desk = cleaned();
    change(&desk, "out/a.txt", "of the color", "of the honor");
    undo_says(
        &desk,
        "a.txt: row 1 (unicode/spelling) does not fit: bytes 17..22 of the cleaned text should hold \"color\" and hold \"honor\"",
    );
    assert!(!desk.has("back/a.txt"));
}

#[test]
fn a_cleaned_text_that_differs_at_a_row_that_changed_nothing() {
    let desk = cleaned();
    change(&desk, "out/a.txt", "quux", "quip");
    undo_says(
        &desk,
        "a.txt: row 2 (unicode/doubt) does not fit: bytes 30..34 of the original should hold \"quux\" and hold \"quip\"",
    );
}

/// No row tells of these words, so no row can differ.
#[test]
fn a_text_that_differs_where_no_row_is() {
    let desk = cleaned();
    change(&desk, "out/a.txt", "of a quux", "of A quux");
    change(&desk, "out/r.jsonl", "\"text\":\"color\"", "\"text\":\"color!\"");
    let other = |name: &str, found, noted| {
        format!(
            "{name}: the text is not the one of the log's run: it was changed where no row tells of it (the CRC-32 of \
             the cleaned text is {found}, metadata.jsonl has {noted})"
        )
    };
    let crc = |text: &str| copydesk::audit::text_crc32(text);
    let (found, noted) = ("The color of the color of A quux.\n", "The color of the color of a quux.\n");
    undo_says(&desk, &other("a.txt", crc(found), crc(noted)));
    undo_says(&desk, &other("r.jsonl:2", crc("color!"), crc("color")));
    assert!(!desk.has("back/a.txt") && !desk.has("back/r.jsonl"));
    change(&desk, "in/a.txt", "of a quux", "of A quux");
    replay_says(&desk, &other("a.txt", crc(found), crc(noted)));
    assert_eq!(crc("123456789"), "cbf43926", "the check value of the CRC that gzip has");
}

#[test]
fn a_row_taken_out() {
    let desk = cleaned();
    let log = desk.text("out/audit.csv");
    let without = |number: usize| -> String {
        let kept = log.split_inclusive('\n').enumerate().filter(|(at, _)| *at != number);
        kept.map(|(_, line)| line).collect()
    };
    desk.write("out/audit.csv", without(2));
    undo_says(&desk, "a.txt: row 1 is missing from the log; row 2 (unicode/doubt) follows");
    replay_says(&desk, "a.txt: row 1 is missing from the log; row 2 (unicode/doubt) follows");
    desk.write("out/audit.csv", without(3));
    undo_says(&desk, "a.txt: the log has 0 rows of unicode/doubt, and metadata.jsonl counts 1");
}

#[test]
fn a_row_of_another_document() {
    let desk = cleaned();
    change(&desk, "out/audit.csv", "\na.txt,2,", "\nx.txt,2,");
    let ran = desk.run("audit undo out/audit.csv --out back");
    ran.failed_saying("error: a.txt: the log has 0 rows of unicode/doubt, and metadata.jsonl counts 1");
    ran.failed_saying(
        "error: row 2 (unicode/doubt) of the log is about x.txt, which metadata.jsonl does not name there",
    );
}

#[test]
fn a_row_that_overlaps_another() {
    let desk = cleaned();
    change(&desk, "out/audit.csv", "fix,18,24", "fix,6,12");
    undo_says(&desk, "a.txt: row 1 (unicode/spelling) does not fit: it begins before the fix in front of it ends");
}

#[test]
fn a_cell_that_is_none_ends_it() {
    for (from, to, column, value) in [
        ("fix,4,10", "fix,4,x", "end", "x"),
        ("fix,4,10", "fix,10,4", "end", "4"),
        (",colour,", ",\\q,", "before", "\\\\q"),
    ] {
        let desk = cleaned();
        change(&desk, "out/audit.csv", from, to);
        desk.run("audit undo out/audit.csv --out back").failed_with(&format!(
            "error: line 2: column `{column}` holds \"{value}\", which copydesk does not write\n --> out/audit.csv"
        ));
    }
}

#[test]
fn bytes_that_do_not_fit_are_refused() {
    for bytes in ["[[5,3,[1]]]", "[[900,901,[1]]]", "[[2,4,[1]],[1,2,[1]]]", "[[4,5,[1]]]"] {
        let desk = cleaned();
        change(&desk, "out/metadata.jsonl", "\"encoding\":\"windows-1252\"", &format!("\"bytes\":{bytes}"));
        undo_says(&desk, "l.txt: the bytes that the log has for it do not fit into its text");
    }
}

#[test]
fn a_record_without_what_copydesk_added() {
    let desk = cleaned();
    change(&desk, "out/r.jsonl", ",\"copydesk\":", ",\"copydesk\" :");
    undo_says(&desk, "r.jsonl:1: the record has no field \"copydesk\" as copydesk writes it");
    change(&desk, "out/r.jsonl", ",\"copydesk\" :", ",\"copybook\":");
    undo_says(&desk, "r.jsonl:1: the record has no field \"copydesk\" as copydesk writes it");
    assert!(!desk.has("back/r.jsonl"));
}

#[test]
fn records_that_are_gone_or_new() {
    let desk = cleaned();
    let lines = desk.text("out/r.jsonl");
    let (first, second) = lines.split_once('\n').unwrap();
    desk.write("out/r.jsonl", second);
    undo_says(&desk, "r.jsonl:1: the log has no document r.jsonl#2");
    desk.write("out/r.jsonl", format!("{first}\n"));
    undo_says(&desk, "r.jsonl: the log has r.jsonl#2, and the file has no such record");
    desk.write("out/r.jsonl", "");
    undo_says(&desk, "r.jsonl: the log has r.jsonl#1, and the file has no such record");
}

#[test]
fn a_rejected_line_that_changed() {
    let desk = cleaned();
    change(&desk, "in/r.jsonl", "broken", "mended");
    replay_says(&desk, "r.jsonl:3: not the line that was rejected here when the log was written");
    desk.write("out/r.jsonl.rejected", "{\"line\":\n");
    replay_says(&desk, "r.jsonl: out/r.jsonl.rejected:1: EOF while parsing a value at line 1 column 8");
}

#[test]
fn a_log_that_names_places_outside() {
    let desk = cleaned();
    for name in ["out/audit.csv", "out/metadata.jsonl"] {
        desk.write(name, desk.text(name).replace("a.txt", "../escaped.txt"));
    }
    desk.write("escaped.txt", "stays");
    undo_says(&desk, "../escaped.txt: the log names a place outside of the folder");
    assert_eq!(desk.text("escaped.txt"), "stays");
}

#[test]
fn documents_that_are_gone() {
    let desk = cleaned();
    desk.remove("out/a.txt");
    desk.remove("out/r.jsonl");
    undo_says(&desk, "a.txt: out/a.txt cannot be read: No such file or directory (os error 2)");
    undo_says(&desk, "r.jsonl: out/r.jsonl cannot be read: No such file or directory (os error 2)");
}

#[test]
fn metadata_that_is_broken() {
    let desk = cleaned();
    change(&desk, "out/metadata.jsonl", "{\"doc\":\"b.txt\"", "{\"doc\":");
    desk.run("audit undo out/audit.csv --out back")
        .failed_with("error: line 2: expected value at line 1 column 8\n --> out/metadata.jsonl");
}

#[test]
fn a_log_that_is_no_text() {
    let desk = cleaned();
    let log = [desk.bytes("out/audit.csv"), b"b.txt,\xE9\n".to_vec()].concat();
    desk.write("out/audit.csv", log);
    let ran = desk.run("audit summary out/audit.csv");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("(line 10, ") && ran.err.contains("invalid utf-8"), "{}", ran.err);
    assert!(ran.err.ends_with("\n --> out/audit.csv\n"), "{}", ran.err);
}
