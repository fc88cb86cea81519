//! Input that nobody wants: named with file and line, the others still done, status 2.

use std::fs;
use std::io::Write;

use crate::desk::{Desk, Ran};

/// Cleans `name` beside a good file and checks that the good one is done and no file is half written.
#[track_caller]
fn clean_beside_a_good_one(desk: &Desk, name: &str) -> Ran {
    desk.write("in/zz-good.txt", "The colour.");
    let ran = desk.run("clean in --out out --glob *.txt --glob *.jsonl");
    assert_eq!(desk.text("out/zz-good.txt").trim_end(), "The color.", "the others are still done");
    assert!(desk.text("out/audit.csv").contains("zz-good.txt,0,unicode,unicode/spelling"));
    let run = desk.json("out/run.json");
    let count = |key: &str| run["documents"][key].as_u64().unwrap();
    assert_eq!(count("read"), count("written") + count("failed"), "{name}");
    let torn: Vec<_> = desk.files("out").into_iter().filter(|name| name.ends_with(".partial")).collect();
    assert!(torn.is_empty(), "{torn:?}");
    ran
}

/// Undoes what is in `out` and checks that the bytes of `name` come back.
#[track_caller]
fn comes_back(desk: &Desk, name: &str) {
    desk.run("audit undo out/audit.csv --out back").went_well();
    assert!(desk.bytes(&format!("back/{name}")) == desk.bytes(&format!("in/{name}")), "{name}");
}

#[test]
fn an_empty_file_stays_empty() {
    let desk = Desk::with_all_stages();
    desk.write("in/a.txt", "");
    desk.write("in/a.jsonl", "");
    clean_beside_a_good_one(&desk, "a.txt").went_well();
    assert_eq!((desk.bytes("out/a.txt"), desk.bytes("out/a.jsonl")), (vec![], vec![]));
    comes_back(&desk, "a.txt");
}

#[test]
fn a_lone_byte_order_mark_is_an_article_of_nothing() {
    let desk = Desk::with_all_stages();
    desk.write("in/a.txt", "\u{FEFF}");
    clean_beside_a_good_one(&desk, "a.txt").went_well();
    assert_eq!(desk.text("out/a.txt"), "");
    comes_back(&desk, "a.txt");
}

#[test]
fn invalid_utf8_in_the_middle_is_read_and_logged() {
    let desk = Desk::new();
    desk.write("in/a.txt", b"\xC5\x81\xC3\xB3d\xC5\xBA: The colour of the caf\xE9 in \xC5\x81\xC3\xB3d\xC5\xBA.");
    clean_beside_a_good_one(&desk, "a.txt").went_well();
    assert_eq!(desk.text("out/a.txt"), "Łódź: The color of the café in Łódź.");
    let log = desk.text("out/audit.csv");
    assert!(log.contains(",decode/invalid-bytes,bytes,note,30,32,1,28,é,é,1,\"{\"\"bytes\"\":\"\"E9\"\"}\""), "{log}");
    comes_back(&desk, "a.txt");
}

#[test]
fn legacy_encodings_are_read_and_come_back() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (bytes, encoding, text) in [
        (utf16("\u{FEFF}The colour of “Łódź”."), "UTF-16LE", "\u{FEFF}The color of “Łódź”."),
        (
            b"The colour of caf\xE9 and \x93tea\x94 in Orl\xE9ans".to_vec(),
            "windows-1252",
            "The color of café and “tea” in Orléans",
        ),
    ] {
        let desk = Desk::new();
        desk.write("in/a.txt", &bytes);
        clean_beside_a_good_one(&desk, "a.txt").went_well();
        assert_eq!(desk.text("out/a.txt").trim_start_matches('\u{FEFF}'), text.trim_start_matches('\u{FEFF}'));
        let log = desk.text("out/audit.csv");
        assert!(log.contains(&format!("decode/encoding,encoding,note,0,0,1,1,,{encoding},1,")), "{log}");
        comes_back(&desk, "a.txt");
        desk.run("audit replay out/audit.csv --from in --out again").went_well();
        assert_eq!(desk.text("again/a.txt"), desk.text("out/a.txt"));
    }
}

#[test]
fn undo_needs_no_rows_of_the_decode_stage() {
    let desk = Desk::new();
    desk.write("in/a.txt", b"The colour of caf\xE9 and \x93tea\x94 in Orl\xE9ans");
    desk.run("clean in --out out --stages unicode").went_well();
    assert!(!desk.text("out/audit.csv").contains("decode"));
    comes_back(&desk, "a.txt");
    desk.run("audit replay out/audit.csv --from in --out again").went_well();
    assert_eq!(desk.text("again/a.txt"), desk.text("out/a.txt"));
}

/// `COPYDESK_LONG_LINE=200000000` makes it the size of the worst we know.
#[test]
fn one_long_line_is_a_document_like_any_other() {
    let size = std::env::var("COPYDESK_LONG_LINE").ok().and_then(|size| size.parse().ok()).unwrap_or(2_000_000);
    let desk = Desk::with_all_stages();
    let sentence = "The colour of the caf\u{E9} on the corner is told in a long line. ";
    desk.write("in/a.txt", sentence.repeat(size / sentence.len()));
    let ran = clean_beside_a_good_one(&desk, "a.txt").went_well();
    assert!(ran.err.starts_with("2 documents: 2 changed"), "{}", ran.err);
    assert!(!desk.text("out/a.txt").contains("colour"));
    comes_back(&desk, "a.txt");
}

#[test]
fn a_binary_file_is_refused() {
    let desk = Desk::new();
    desk.write("in/a.txt", [b"\x7FELF\0\0\0\x01".as_slice(), &[0; 92]].concat());
    clean_beside_a_good_one(&desk, "a.txt")
        .failed_saying("error: in/a.txt: not a text: 96 of 100 bytes are control bytes");
    assert!(!desk.has("out/a.txt"));
    assert_eq!(desk.text("out/metadata.jsonl").lines().count(), 1);
    assert_eq!(
        desk.json("out/run.json")["failures"],
        serde_json::json!([{"file": "in/a.txt", "error": "not a text: 96 of 100 bytes are control bytes"}])
    );
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("in/a.txt", "secret");
    fs::set_permissions(desk.path("in/a.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(desk.path("in/a.txt")).is_ok() {
        println!("skipped: this user can read every file, so no file is unreadable");
        return;
    }
    clean_beside_a_good_one(&desk, "a.txt")
        .failed_saying("error: in/a.txt: cannot be read: Permission denied (os error 13)");
}

#[cfg(unix)]
#[test]
fn loops_of_links_are_named_and_not_followed() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.write("in/deep/a.txt", "fine");
    symlink("..", desk.path("in/deep/up")).unwrap();
    symlink("me.txt", desk.path("in/me.txt")).unwrap();
    symlink("gone.txt", desk.path("in/nowhere.txt")).unwrap();
    let ran = clean_beside_a_good_one(&desk, "a.txt");
    ran.failed_saying("error: in/deep/up: a link that leads back to in; not followed");
    ran.failed_saying("error: in/me.txt: cannot be read: Too many levels of symbolic links (os error 40)");
    ran.failed_saying("error: in/nowhere.txt: cannot be read: No such file or directory (os error 2)");
    assert_eq!(desk.json("out/run.json")["documents"]["failed"], 3);
    assert_eq!(desk.text("out/deep/a.txt"), "fine");
}

#[test]
fn a_missing_input_is_named() {
    let desk = Desk::new();
    desk.write("a.txt", "colour");
    let ran = desk.run("clean nowhere a.txt nowhere.jsonl --out out");
    ran.failed_with(
        "error: nowhere: cannot be read: No such file or directory (os error 2)\n\
         error: nowhere.jsonl: cannot be read: No such file or directory (os error 2)\n\
         3 documents: 1 changed, 0 unchanged, 2 failed; 1 row in out/audit.csv",
    );
    assert_eq!(desk.text("out/a.txt"), "color");
}

#[cfg(unix)]
#[test]
fn an_input_that_vanishes_is_named() {
    let desk = Desk::new();
    desk.write("in/a.txt", "colour");
    desk.write("in/b.txt", "colour");
    assert!(std::process::Command::new("mkfifo").arg(desk.path("gate.txt")).status().unwrap().success());
    // All three are listed before the first is read, and reading that waits for someone to write.
    let mut command = desk.command("clean gate.txt in --out out --jobs 1");
    let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut gate = fs::OpenOptions::new().write(true).open(desk.path("gate.txt")).unwrap();
    // The gate opens when the program does; now it waits for what is written.
    desk.remove("in/a.txt");
    gate.write_all(b"The colour.").unwrap();
    drop(gate);
    let ran = Ran::from(child.wait_with_output().unwrap());
    ran.failed_with(
        "error: in/a.txt: cannot be read: No such file or directory (os error 2)\n\
         3 documents: 2 changed, 0 unchanged, 1 failed; 2 rows in out/audit.csv",
    );
    assert_eq!((desk.text("out/gate.txt"), desk.text("out/b.txt")), ("The color.".to_owned(), "color".to_owned()));
    assert!(!desk.has("out/a.txt"));
}

#[test]
fn two_paths_with_a_document_of_one_name() {
    let desk = Desk::new();
    desk.write("one/a.txt", "The colour, one.");
    desk.write("two/a.txt", "The colour, two.");
    desk.write("two/b.txt", "The colour.");
    let ran = desk.run("clean one two --out out");
    ran.failed_saying(
        "error: two/a.txt: another of the paths has a document \"a.txt\"; clean them one by one, or name the folder above both",
    );
    assert_eq!(desk.text("out/a.txt"), "The color, one.", "the first stays");
    assert_eq!(desk.text("out/b.txt"), "The color.");
    let ran = desk.run_with_input("clean - - --out twice", b"x");
    ran.failed_saying(
        "error: -: another of the paths has a document \"stdin.txt\"; clean them one by one, or name the folder above both",
    );
}

#[test]
fn names_that_the_output_needs_are_refused() {
    let desk = Desk::new();
    desk.write("in/b.txt", "colour");
    for name in
        ["audit.csv", "audit.schema.json", "metadata.jsonl", "run.json", "deep/x.jsonl.rejected", "b.txt.partial"]
    {
        desk.write(&format!("in/{name}"), "colour");
    }
    desk.write("in/deep/run.json", "colour");
    let ran = desk.run("clean in --glob * --out out");
    for name in
        ["audit.csv", "audit.schema.json", "metadata.jsonl", "run.json", "deep/x.jsonl.rejected", "b.txt.partial"]
    {
        ran.failed_saying(&format!(
            "error: in/{name}: its cleaned text would take the place of copydesk's own {name:?}; rename it"
        ));
    }
    assert_eq!(
        desk.files("out"),
        ["audit.csv", "audit.schema.json", "b.txt", "deep/run.json", "metadata.jsonl", "run.json"]
    );
    assert_eq!(desk.json("out/run.json")["documents"]["failed"], 6);
    assert_eq!(desk.run("check in/audit.csv").status, 1, "checking writes nothing");
}

#[test]
fn names_that_read_like_records_are_refused() {
    let desk = Desk::new();
    desk.write("in/x.jsonl#1.txt", "colour");
    desk.write("in/a#b.txt", "colour");
    let ran = desk.run("clean in --out out");
    ran.failed_saying("error: in/x.jsonl#1.txt: its name reads like that of a record in the log; rename it");
    assert_eq!(desk.text("out/a#b.txt"), "color");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    desk.write("in/b.txt", "colour");
    for name in [b"\xFF.txt".as_slice(), b"\xFE.txt"] {
        fs::write(desk.path("in").join(OsStr::from_bytes(name)), "colour").unwrap();
    }
    let ran = desk.run("clean in --out out");
    ran.failed_saying("error: in/\u{FFFD}.txt: its name is not UTF-8 and cannot stand in the log; rename it");
    assert_eq!(desk.files("out"), ["audit.csv", "audit.schema.json", "b.txt", "metadata.jsonl", "run.json"]);
}

#[test]
fn an_output_folder_that_is_the_input_is_refused() {
    let desk = Desk::new();
    desk.write("in/a.txt", "colour");
    desk.write("in/deep/b.txt", "colour");
    let error = |path: &str| {
        format!(
            "error: the output folder is the folder of the input {path}\n --> {path}\n  \
             = help: name another folder with `--out`; copydesk never writes over what it reads"
        )
    };
    desk.run("clean in --out in").failed_with(&error("in"));
    desk.run("clean in/a.txt --out in/deep/..").failed_with(&error("in/a.txt"));
    desk.run("clean . --out .").failed_with(&error("."));
    assert_eq!(desk.text("in/a.txt"), "colour");
    assert_eq!(desk.files("in"), ["a.txt", "deep/b.txt"]);
}

#[test]
fn an_output_folder_that_is_a_file_is_refused() {
    let desk = Desk::new();
    desk.write("a.txt", "colour");
    desk.write("out", "");
    desk.run("clean a.txt --out out")
        .failed_with("error: the folder cannot be made: File exists (os error 17)\n --> out");
}

#[test]
fn a_document_whose_place_is_taken_is_named() {
    let desk = Desk::new();
    desk.write("in/a.txt", "colour");
    desk.write("out/a.txt/x", "");
    clean_beside_a_good_one(&desk, "a.txt")
        .failed_saying("error: in/a.txt: its cleaned text cannot be written: Is a directory (os error 21)");
}
