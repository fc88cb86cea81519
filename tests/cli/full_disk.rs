//! A disk that is full, and files that may not grow: nothing torn is left, and the message says which file it was.

#![cfg(target_os = "linux")]

use std::os::unix::fs::symlink;

use crate::desk::Desk;

const STOPPED: &str = "the run stopped here; when that is mended, `--resume` goes on";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour, a.");
    desk.write("in/b.txt", "The colour, b.");
    desk.write("r.jsonl", "{\"text\":\"The colour.\"}\n");
    std::fs::create_dir(desk.path("out")).unwrap();
    desk
}

#[test]
fn a_document_that_does_not_fit_is_named_and_the_others_are_done() {
    let desk = desk();
    symlink("/dev/full", desk.path("out/a.txt.partial")).unwrap();
    let ran = desk.run("clean in --out out");
    ran.failed_with(
        "error: in/a.txt: its cleaned text cannot be written: No space left on device (os error 28)\n\
         2 documents: 1 changed, 0 unchanged, 1 failed; 1 row in out/audit.csv",
    );
    assert_eq!(desk.files("out"), ["audit.csv", "audit.schema.json", "b.txt", "metadata.jsonl", "run.json"]);
    assert!(!desk.text("out/audit.csv").contains("a.txt"));
}

#[test]
fn a_log_that_does_not_fit_ends_the_run_and_leaves_the_last_one() {
    let desk = desk();
    desk.run("clean in --out out").went_well();
    let before = desk.text("out/audit.csv");
    for name in ["audit.csv", "metadata.jsonl", "run.json"] {
        let partial = format!("out/{name}.partial");
        let _ = std::fs::remove_file(desk.path(&partial));
        symlink("/dev/full", desk.path(&partial)).unwrap();
        desk.run("clean in r.jsonl --out out").failed_with(&format!(
            "error: cannot be written: No space left on device (os error 28)\n --> out/{name}\n  = help: {STOPPED}"
        ));
        let _ = std::fs::remove_file(desk.path(&partial));
        if name != "run.json" {
            assert_eq!(desk.text("out/audit.csv"), before, "{name}");
        }
    }
}

#[test]
fn a_file_of_records_that_does_not_fit_is_named_and_the_others_are_done() {
    let desk = desk();
    symlink("/dev/full", desk.path("out/r.jsonl.partial")).unwrap();
    desk.write("s.jsonl", "{\"text\":\"The colour, s.\"}\n");
    desk.run("clean r.jsonl s.jsonl --out out").failed_with(
        "error: r.jsonl:1: its cleaned records cannot be written: No space left on device (os error 28); \
         left out from here on: 1\n\
         2 documents: 1 changed, 0 unchanged, 1 failed; 1 row in out/audit.csv",
    );
    assert_eq!(desk.files("out"), ["audit.csv", "audit.schema.json", "metadata.jsonl", "run.json", "s.jsonl"]);
    assert!(!desk.text("out/audit.csv").contains("r.jsonl"));
    desk.run("audit undo out/audit.csv --out back").went_well();
    assert_eq!(desk.bytes("back/s.jsonl"), desk.bytes("s.jsonl"));
}

/// The first blocks fit. What was written of them can be undone.
#[test]
fn a_file_of_records_that_grows_too_large_keeps_what_was_written() {
    let desk = Desk::new();
    let record = format!("{{\"text\":\"The colour. {}\"}}\n", "It is clean. ".repeat(1_000));
    desk.write("r.jsonl", record.repeat(200));
    desk.write("s.jsonl", "{\"text\":\"The colour, s.\"}\n");
    // 3,000 blocks of 512 bytes.
    let ran = desk.run_in_shell("trap '' XFSZ; ulimit -f 3000;", "clean r.jsonl s.jsonl --out out");
    let line = ran.err.strip_prefix("error: r.jsonl:").unwrap().split(':').next().unwrap().parse::<usize>().unwrap();
    assert!(line > 2 && line < 200, "{line}");
    ran.failed_with(&format!(
        "error: r.jsonl:{line}: its cleaned records cannot be written: File too large (os error 27); left out from \
         here on: {}\n201 documents: {line} changed, 0 unchanged, {} failed; {line} rows in out/audit.csv",
        201 - line,
        201 - line
    ));
    desk.run("audit undo out/audit.csv --out back").went_well();
    assert_eq!(desk.text("back/r.jsonl"), record.repeat(line - 1));
    let documents = &desk.json("out/run.json")["documents"];
    assert_eq!(*documents, serde_json::json!({"read": 201, "written": line, "unchanged": 0, "failed": 201 - line}));
}

#[test]
fn files_that_may_not_grow_leave_nothing_torn() {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour.\n");
    desk.write("in/big.txt", "A long line that is clean.\n".repeat(10_000));
    // 32 blocks of 512 bytes. Without the trap the signal ends the program before it can say anything.
    let ran = desk.run_in_shell("trap '' XFSZ; ulimit -f 32;", "clean in --out out");
    ran.failed_with(
        "error: in/big.txt: its cleaned text cannot be written: File too large (os error 27)\n\
         2 documents: 1 changed, 0 unchanged, 1 failed; 1 row in out/audit.csv",
    );
    assert_eq!(desk.files("out"), ["a.txt", "audit.csv", "audit.schema.json", "metadata.jsonl", "run.json"]);
}

#[test]
fn a_log_that_may_not_grow_ends_the_run_and_it_can_be_gone_on_with() {
    let desk = Desk::new();
    for number in 0..200 {
        desk.write(&format!("in/{number:03}.txt"), "The colour of it all. ".repeat(20));
    }
    desk.run("clean in --out whole").went_well();
    let ran = desk.run_in_shell("trap '' XFSZ; ulimit -f 100;", "clean in --out out");
    ran.failed_with(&format!(
        "error: cannot be written: File too large (os error 27)\n --> out/audit.csv\n  = help: {STOPPED}"
    ));
    let ran = desk.run("clean in --out out --resume").went_well();
    assert!(ran.err.starts_with("note: going on behind "), "{}", ran.err);
    assert_eq!(desk.files("out"), desk.files("whole"));
    for name in desk.files("whole") {
        assert!(desk.bytes(&format!("out/{name}")) == desk.bytes(&format!("whole/{name}")), "{name}");
    }
}

#[test]
fn undoing_onto_a_full_disk_names_the_document() {
    let desk = desk();
    desk.run("clean in --out out").went_well();
    std::fs::create_dir(desk.path("back")).unwrap();
    symlink("/dev/full", desk.path("back/a.txt.partial")).unwrap();
    desk.run("audit undo out/audit.csv --out back").failed_with(
        "error: a.txt: back/a.txt cannot be written: No space left on device (os error 28)\n\
         1 document written to back, 1 failed",
    );
    assert_eq!(desk.files("back"), ["b.txt"]);
}

#[test]
fn standard_output_that_does_not_fit_is_told() {
    let desk = desk();
    for arguments in ["check in", "check in --format json", "init -", "rules", "explain unicode/spelling"] {
        let ran = desk.run_in_shell("", &format!("{arguments} > /dev/full"));
        ran.failed_with("error: standard output cannot be written: No space left on device (os error 28)");
    }
}

#[test]
fn standard_error_that_does_not_fit_is_borne() {
    let desk = desk();
    let ran = desk.run_in_shell("", "clean in nowhere.txt --out out 2> /dev/full");
    assert_eq!(ran.status, 2);
    assert_eq!(desk.text("out/a.txt"), "The color, a.");
}
