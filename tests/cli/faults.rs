//! What fails half-way: files that change, folders that may not be written to.

#![cfg(unix)]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::desk::{Desk, Ran};

/// A run that waits at its first input, so that others can be changed behind its back.
struct Waiting {
    desk: Desk,
    child: std::process::Child,
    gate: fs::File,
}

impl Waiting {
    fn begin(desk: Desk, arguments: &str) -> Self {
        let made = std::process::Command::new("mkfifo").arg(desk.path("gate.txt")).status().unwrap();
        assert!(made.success());
        let mut command = desk.command(&format!("clean gate.txt {arguments} --out out --jobs 1"));
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Opens when the run has begun to read.
        let gate = OpenOptions::new().write(true).open(desk.path("gate.txt")).unwrap();
        Self { desk, child, gate }
    }

    fn end(mut self) -> (Desk, Ran) {
        self.gate.write_all(b"The colour.").unwrap();
        drop(self.gate);
        (self.desk, Ran::from(self.child.wait_with_output().unwrap()))
    }
}

fn record(number: usize) -> String {
    format!("{{\"id\":{number},\"text\":\"The colour of {number}. {}\"}}\n", "It is clean. ".repeat(2_000))
}

#[test]
fn a_file_of_records_that_changes_while_it_is_read_is_named() {
    let desk = Desk::new();
    // Far more than is read ahead.
    let lines: String = (0..200).map(record).collect();
    desk.write("r.jsonl", &lines);
    desk.write("s.txt", "The colour, s.");
    let waiting = Waiting::begin(desk, "r.jsonl s.txt");
    // The file is open by now, or will be when all is there.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let mut file = OpenOptions::new().append(true).open(waiting.desk.path("r.jsonl")).unwrap();
    file.write_all(record(200).as_bytes()).unwrap();
    let (desk, ran) = waiting.end();
    assert_eq!(ran.status, 2, "{ran:?}");
    ran.failed_saying("error: r.jsonl: cannot be read: it changed while it was read");
    let run = desk.json("out/run.json");
    assert_eq!(run["documents"]["failed"], 1);
    assert_eq!(run["documents"]["written"], 203, "the others are done, those of the changed file with them");
    assert_eq!(desk.text("out/s.txt"), "The color, s.");
}

/// Whether this user may write anywhere, whatever the permissions say.
fn is_all_powerful(desk: &Desk) -> bool {
    desk.write("closed/x", "");
    fs::set_permissions(desk.path("closed"), fs::Permissions::from_mode(0o555)).unwrap();
    let is = fs::write(desk.path("closed/y"), "").is_ok();
    fs::set_permissions(desk.path("closed"), fs::Permissions::from_mode(0o755)).unwrap();
    if is {
        println!("skipped: this user can write everywhere");
    }
    is
}

#[test]
fn a_folder_that_may_not_be_written_to_is_named() {
    let desk = Desk::new();
    if is_all_powerful(&desk) {
        return;
    }
    desk.write("in/a.txt", "The colour.");
    desk.write("in/deep/b.txt", "The colour.");
    desk.write("in/deep/r.jsonl", record(1));
    fs::create_dir_all(desk.path("out/deep")).unwrap();
    fs::set_permissions(desk.path("out/deep"), fs::Permissions::from_mode(0o555)).unwrap();
    let ran = desk.run("clean in --glob *.txt --glob *.jsonl --out out");
    ran.failed_saying("error: in/deep/b.txt: its cleaned text cannot be written: Permission denied (os error 13)");
    ran.failed_saying(
        "error: in/deep/r.jsonl:1: its cleaned records cannot be written: Permission denied (os error 13); \
         left out from here on: 1",
    );
    assert_eq!(desk.text("out/a.txt"), "The color.");
    assert_eq!(desk.json("out/run.json")["documents"]["failed"], 2);
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o555)).unwrap();
    let ran = desk.run("clean in --out out");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("cannot be written: Permission denied (os error 13)\n --> out/"), "{}", ran.err);
    for name in ["out", "out/deep"] {
        fs::set_permissions(desk.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// A folder takes the place of a file while the run is under way: no permission is needed to see what is done then.
#[test]
fn a_place_that_is_lost_half_way_is_named_and_the_rest_is_done() {
    let desk = Desk::new();
    desk.write("r.jsonl", (0..200).map(record).collect::<String>());
    desk.write("s.txt", "The colour, s.");
    desk.write("t.jsonl", record(1));
    let waiting = Waiting::begin(desk, "r.jsonl s.txt t.jsonl");
    waiting.desk.write("out/t.jsonl/taken", "");
    waiting.desk.write("out/s.txt/taken", "");
    let (_, ran) = waiting.end();
    ran.failed_saying("error: s.txt: its cleaned text cannot be written: Is a directory (os error 21)");
    ran.failed_saying(
        "error: t.jsonl:1: its cleaned records cannot be written: is a directory; left out from here on: 1",
    );
    assert!(ran.err.ends_with("203 documents: 201 changed, 0 unchanged, 2 failed; 201 rows in out/audit.csv\n"));
}

#[test]
fn a_file_of_records_whose_place_is_taken_at_the_end_is_named() {
    let desk = Desk::new();
    desk.write("r.jsonl", (0..200).map(record).collect::<String>());
    desk.write("s.txt", "The colour, s.");
    // The first block is written before the gate behind it opens.
    let made = std::process::Command::new("mkfifo").arg(desk.path("gate.txt")).status().unwrap();
    assert!(made.success());
    let mut command = desk.command("clean r.jsonl gate.txt s.txt --out out --jobs 1");
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !desk.has("out/r.jsonl.partial") {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    desk.write("out/r.jsonl/taken", "");
    let mut gate = OpenOptions::new().write(true).open(desk.path("gate.txt")).unwrap();
    gate.write_all(b"The colour.").unwrap();
    drop(gate);
    let ran = Ran::from(child.wait_with_output().unwrap());
    ran.failed_saying("error: r.jsonl: its cleaned records cannot be put in their place: Is a directory (os error 21)");
    assert_eq!(desk.text("out/s.txt"), "The color, s.");
    let documents = &desk.json("out/run.json")["documents"];
    assert_eq!(*documents, serde_json::json!({"read": 203, "written": 202, "unchanged": 0, "failed": 1}));
    assert!(desk.has("out/r.jsonl.partial"), "what was written is kept");
}
