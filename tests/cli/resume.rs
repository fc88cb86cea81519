//! Runs that are stopped, and those that go on with them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use copydesk::corpus::Compression;

use crate::desk::Desk;

const INPUTS: &str = "in in/deep/many.jsonl in/few.jsonl nowhere.txt many.jsonl.gz many.jsonl.zst note.txt.gz";

/// Articles in many folders, two files of records, and what cannot be read.
fn corpus() -> Desk {
    let desk = Desk::new();
    for number in 0..150 {
        let text = format!("Story {number} of the colour, a quux.\n{}", "A line that is clean.\n".repeat(number % 40));
        desk.write(&format!("in/{}/{number}.txt", number % 5), text);
    }
    desk.write("in/2/binary.txt", [0; 90]);
    let mut lines = String::new();
    for number in 0..100 {
        // Ids that come back far behind, in another block.
        let id = number % 90;
        let text = format!("The colour of {number}. {}", "It is clean. ".repeat(900));
        writeln!(lines, "{{\"id\":{id},\"text\":\"{text}\"}}").unwrap();
        if number % 50 == 7 {
            lines.push_str("no record\n\n");
        }
    }
    for (name, compression) in [("many.jsonl.gz", Compression::Gzip), ("many.jsonl.zst", Compression::Zstd)] {
        let lines = &lines[..lines.len() / 2];
        desk.write(name, compression.compress(lines.as_bytes()).unwrap());
    }
    desk.write("note.txt.gz", Compression::Gzip.compress(b"The colour.").unwrap());
    desk.write("in/deep/many.jsonl", lines);
    desk.write("in/few.jsonl", "{\"text\":\"The colour.\"}\n{\"text\":\"Fine.\"}");
    desk
}

/// Every file below the folder `name`, with what it holds.
fn tree(desk: &Desk, name: &str) -> BTreeMap<String, Vec<u8>> {
    desk.files(name).into_iter().map(|file| (file.clone(), desk.bytes(&format!("{name}/{file}")))).collect()
}

#[track_caller]
fn assert_same(desk: &Desk, name: &str, want: &BTreeMap<String, Vec<u8>>) {
    let got = tree(desk, name);
    assert_eq!(got.keys().collect::<Vec<_>>(), want.keys().collect::<Vec<_>>());
    for (file, bytes) in want {
        assert!(got[file] == *bytes, "{file} differs");
    }
}

/// The journal's lines behind the first, as far as they are whole.
fn points(desk: &Desk) -> Vec<serde_json::Value> {
    let journal = fs::read_to_string(desk.path("out/resume.journal")).unwrap_or_default();
    journal.lines().skip(1).map_while(|line| serde_json::from_str(line).ok()).collect()
}

/// Numbers that look drawn by lot, the same in every run.
struct Lots(u64);

impl Lots {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// `COPYDESK_KILLS=200` kills that many times.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_is_gone_on_with_to_the_same_bytes() {
    use std::os::unix::fs::MetadataExt;
    let kills = std::env::var("COPYDESK_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(3);
    let desk = corpus();
    let begun = Instant::now();
    assert_eq!(desk.run(&format!("clean {INPUTS} --out whole --jobs 2")).status, 2);
    let whole = tree(&desk, "whole");
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let mut lots = Lots(7);
    let (mut killed, mut went_on) = (0, 0);
    while killed < kills {
        let _ = fs::remove_dir_all(desk.path("out"));
        let sync = if killed % 5 == 4 { "--sync" } else { "" };
        loop {
            let jobs = 1 + lots.below(3);
            let mut run = desk.command(&format!("clean {INPUTS} --out out --quiet --resume --jobs {jobs} {sync}"));
            let mut child = run.stderr(std::process::Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_micros(lots.below(micros)));
            child.kill().unwrap();
            if let Some(status) = child.wait().unwrap().code() {
                assert_eq!(status, 2);
                break;
            }
            killed += 1;
            let done: u64 = points(&desk).iter().map(|point| point["counts"]["read"].as_u64().unwrap()).sum();
            went_on += u64::from(done > 0);
            // Documents that are done are not done again: another file would take their place.
            let before: Vec<_> = desk.files("in").into_iter().filter(|name| name.contains(".txt")).collect();
            let place = |name: &String| fs::metadata(desk.path("out").join(name)).ok().map(|file| file.ino());
            let places: Vec<_> =
                before.iter().take(usize::try_from(done).unwrap()).map(|name| (name, place(name))).collect();
            if lots.below(3) == 0 {
                let ran = desk.run(&format!("clean {INPUTS} --out out --resume"));
                assert_eq!(ran.status, 2, "{ran:?}");
                for (name, before) in places {
                    assert_eq!(place(name), before, "{name} was done again");
                }
                break;
            }
        }
        assert_same(&desk, "out", &whole);
    }
    println!("{killed} kills, {went_on} of them after something was done");
}

/// A run that stands still at an input that does not come, killed when something was done.
#[cfg(unix)]
fn stopped(arguments: &str) -> Desk {
    let desk = corpus();
    assert!(std::process::Command::new("mkfifo").arg(desk.path("in/zz.txt")).status().unwrap().success());
    let mut child =
        desk.command(&format!("clean in --out out {arguments}")).stderr(std::process::Stdio::null()).spawn().unwrap();
    while points(&desk).is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    desk.remove("in/zz.txt");
    desk.write("in/zz.txt", "colour");
    desk
}

#[cfg(unix)]
#[test]
fn going_on_says_how_much_is_done() {
    let desk = stopped("");
    let done: u64 = points(&desk).iter().map(|point| point["counts"]["read"].as_u64().unwrap()).sum();
    let ran = desk.run("clean in --out out --resume");
    assert!(
        ran.err.starts_with(&format!("note: going on behind {done} documents of the run that was stopped\n")),
        "{}",
        ran.err
    );
    assert_eq!(ran.status, 2);
    assert!(!desk.has("out/resume.journal"));
    // Nothing is left to go on with: it starts, and comes to the same.
    let once = tree(&desk, "out");
    assert_eq!(desk.run("clean in --out out --resume").status, 2);
    assert_same(&desk, "out", &once);
}

#[cfg(unix)]
#[test]
fn another_task_is_refused() {
    let desk = stopped("");
    let refused = |arguments: &str, what: &str| {
        desk.run(&format!("clean --out out --resume {arguments}")).failed_with(&format!(
            "error: the run that was stopped had another {what}\n  = help: give it the same again, or leave out \
             `--resume` to start anew"
        ));
    };
    refused("in --date 2017-06-22", "`--date`");
    refused("in --stages decode", "config");
    refused("in/1", "list of inputs");
    refused("in --glob *.txt", "`--glob`");
    desk.write("house/unicode/doubt.toml", desk.text("house/unicode/doubt.toml").replace("quux", "quuz"));
    refused("in", "set of rules");
    assert_eq!(desk.run("clean in --out out").status, 2, "without --resume it starts anew");
}

#[cfg(unix)]
#[test]
fn other_inputs_are_refused() {
    let refused = |desk: &Desk, difference: &str| {
        desk.run("clean in --out out --resume")
            .failed_saying(&format!("error: the inputs are not those of the run that was stopped: {difference}"));
    };
    let desk = stopped("");
    desk.write("in/0/0.txt", "Another colour.");
    refused(&desk, "in/0/0.txt is new or has changed since");
    let desk = stopped("");
    desk.write("in/0/00.txt", "A new colour.");
    refused(&desk, "in/0/00.txt is new or has changed since");
    let desk = stopped("");
    fs::remove_dir_all(desk.path("in")).unwrap();
    desk.write("in/deep/a.html", "");
    refused(&desk, "there are fewer of them");
}

#[cfg(unix)]
#[test]
fn files_that_are_gone_are_named() {
    let desk = stopped("");
    desk.remove("out/metadata.jsonl.partial");
    desk.run("clean in --out out --resume").failed_with(
        "error: the file of the run that was stopped cannot be gone on with: No such file or directory (os error 2)\n \
         --> out/metadata.jsonl\n  = help: without `--resume` the run starts anew",
    );
    let desk = stopped("");
    desk.write("out/audit.csv.partial", "doc");
    desk.run("clean in --out out --resume").failed_with(
        "error: the file of the run that was stopped cannot be gone on with: it is shorter than it was\n \
         --> out/audit.csv\n  = help: without `--resume` the run starts anew",
    );
}

#[test]
fn a_journal_that_was_torn_counts_up_to_its_last_whole_line() {
    let desk = corpus();
    assert_eq!(desk.run(&format!("clean {INPUTS} --out whole")).status, 2);
    desk.write("out/resume.journal", "{\"program\":");
    desk.write("out/audit.csv.partial", "torn");
    assert_eq!(desk.run(&format!("clean {INPUTS} --out out --resume")).status, 2);
    assert_same(&desk, "out", &tree(&desk, "whole"));
}

/// Standard input has no time of change; what it holds is compared.
#[cfg(unix)]
#[test]
fn records_from_standard_input_are_gone_on_with() {
    let desk = corpus();
    let input = desk.bytes("in/deep/many.jsonl");
    let arguments = "clean - --stdin-filename many.jsonl --resume --jobs 1 --out";
    let ran = desk.run_with_input(&format!("{arguments} whole"), &input);
    assert_eq!(ran.status, 2);
    // The cleaned file may not grow beyond 1 MiB, so the run is ended by a signal.
    let limited = format!("head -c {} in/deep/many.jsonl | (ulimit -f 2048;", input.len());
    let ran = std::process::Command::new("sh")
        .args(["-c", &format!("{limited} exec {} {arguments} out)", env!("CARGO_BIN_EXE_copydesk"))])
        .current_dir(desk.path("."))
        .output()
        .unwrap();
    assert!(!ran.status.success() && !points(&desk).is_empty(), "{ran:?}");
    let mut other = input.clone();
    other[0..2].copy_from_slice(b" {");
    let ran = desk.run_with_input(&format!("{arguments} out"), &other);
    assert!(ran.err.contains("standard input is not as it was up to line "), "{}", ran.err);
    let ran = desk.run_with_input(&format!("{arguments} out"), &input);
    assert!(ran.err.contains("note: going on behind "), "{}", ran.err);
    assert_same(&desk, "out", &tree(&desk, "whole"));
}
