//! A disk that is full, and files that may not grow: nothing torn is left, and the message says which file it was.

#![cfg(target_os = "linux")]

use std::os::unix::fs::symlink;

use crate::desk::Desk;

const STOPPED: &str = "the run stopped here; what it had begun to write is taken away, cleaned text files stay";

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
    assert_eq!(desk.files("out"), ["audit.csv", "b.txt", "metadata.jsonl", "run.json"]);
    assert!(!desk.text("out/audit.csv").contains("a.txt"));
}

#[test]
fn a_log_that_does_not_fit_ends_the_run_and_leaves_the_last_one() {
    let desk = desk();
    desk.run("clean in --out out").went_well();
    let before = desk.text("out/audit.csv");
    for name in ["audit.csv", "metadata.jsonl", "run.json"] {
        symlink("/dev/full", desk.path(&format!("out/{name}.partial"))).unwrap();
        desk.run("clean in r.jsonl --out out").failed_with(&format!(
            "error: cannot be written: No space left on device (os error 28)\n --> out/{name}\n  = help: {STOPPED}"
        ));
        let left = desk.files("out");
        assert!(!left.iter().any(|name| name.ends_with(".partial")), "{left:?}");
        if name != "run.json" {
            assert_eq!(desk.text("out/audit.csv"), before, "{name}");
        }
    }
}

#[test]
fn a_file_of_records_that_does_not_fit_ends_the_run() {
    let desk = desk();
    symlink("/dev/full", desk.path("out/r.jsonl.partial")).unwrap();
    desk.run("clean r.jsonl --out out").failed_with(&format!(
        "error: cannot be written: No space left on device (os error 28)\n --> out/r.jsonl\n  = help: {STOPPED}"
    ));
    assert!(desk.files("out").is_empty(), "{:?}", desk.files("out"));
}

#[test]
fn files_that_may_not_grow_leave_nothing_torn() {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour.\n");
    desk.write("in/big.txt", "A long line that is clean.\n".repeat(10_000));
    desk.write("r.jsonl", "{\"text\":\"The colour.\"}\n".repeat(2_000));
    // 32 blocks of 512 bytes. Without the trap the signal ends the program before it can say anything.
    let before = "trap '' XFSZ; ulimit -f 32;";
    let ran = desk.run_in_shell(before, "clean in --out out");
    ran.failed_with(
        "error: in/big.txt: its cleaned text cannot be written: File too large (os error 27)\n\
         2 documents: 1 changed, 0 unchanged, 1 failed; 1 row in out/audit.csv",
    );
    assert_eq!(desk.files("out"), ["a.txt", "audit.csv", "metadata.jsonl", "run.json"]);
    let ran = desk.run_in_shell(before, "clean r.jsonl --out none");
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("error: cannot be written: File too large (os error 27)\n --> none/"), "{}", ran.err);
    assert!(desk.files("none").is_empty(), "{:?}", desk.files("none"));
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
