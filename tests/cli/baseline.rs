//! What was there before does not fail a build.

use crate::desk::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour of a quux.\n");
    desk.write("in/r.jsonl", "{\"id\":\"x\",\"text\":\"A colour, a colour.\"}\n");
    desk
}

const EVERYTHING: &str = "in --glob *.txt --glob *.jsonl";

#[test]
fn one_command_adopts_what_there_is() {
    let desk = desk();
    let ran = desk.run(&format!("check {EVERYTHING} --write-baseline known.jsonl")).went_well();
    assert!(ran.err.ends_with("known.jsonl written; `--baseline` passes over what it knows\n"), "{}", ran.err);
    assert_eq!(
        desk.text("known.jsonl"),
        "{\"doc\":\"in/a.txt\",\"rule\":\"unicode/doubt\",\"before\":\"1e4d6507b2c02706\",\"text\":\"quux\"}\n\
         {\"doc\":\"in/a.txt\",\"rule\":\"unicode/spelling\",\"before\":\"43163887e446729d\",\"text\":\"colour\"}\n\
         {\"doc\":\"in/r.jsonl#x\",\"rule\":\"unicode/spelling\",\"before\":\"43163887e446729d\",\"text\":\"colour\",\"count\":2}\n"
    );
    let ran = desk.run(&format!("check {EVERYTHING} --baseline known.jsonl")).went_well();
    assert_eq!(ran.err, "2 documents checked, 0 findings, 4 known, 0 failed\n");
}

#[test]
fn what_moves_stays_known_and_what_is_new_shows() {
    let desk = desk();
    desk.run(&format!("check {EVERYTHING} --write-baseline known.jsonl")).went_well();
    desk.write("in/a.txt", "A line more.\n\nA quux has colour.\n");
    let check = || desk.run(&format!("check {EVERYTHING} --baseline known.jsonl --output-format concise"));
    assert_eq!(check().status, 0);
    desk.write("in/a.txt", "A quux has colour, and colour.\n");
    desk.write("in/b.txt", "A quux.\n");
    let ran = check();
    assert_eq!(ran.status, 1);
    let places: Vec<&str> = ran.out.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["in/a.txt:1:24", "in/b.txt:1:3"], "one more of its kind, and one of a new document");
}

#[test]
fn a_document_is_known_from_wherever_it_is_checked() {
    let desk = desk();
    desk.run("check . --write-baseline known.jsonl").went_well();
    let there = desk.path("in/a.txt").display().to_string();
    for path in ["in", "in/a.txt", "./in/../in/a.txt", &there] {
        desk.run(&format!("check {path} --baseline known.jsonl")).went_well();
    }
    let mut inside = desk.command("check a.txt --baseline ../known.jsonl");
    assert_eq!(crate::desk::Ran::of(inside.current_dir(desk.path("in"))).status, 0);
}

#[test]
fn decisions_for_good_stay_and_need_a_reason() {
    let desk = desk();
    desk.run("check in --write-baseline known.jsonl").went_well();
    let decided = desk.text("known.jsonl").replacen(
        "\"text\":\"quux\"}",
        "\"text\":\"quux\",\"decision\":\"rejected\",\"reason\":\"a firm\"}",
        1,
    );
    desk.write("known.jsonl", &decided);
    desk.write("in/a.txt", "A quux, a quux, a quux, no more.\n");
    desk.run("check in --baseline known.jsonl").went_well();
    desk.write("in/a.txt", "A quux and a colour.\n");
    desk.write("in/b.txt", "A colour.\n");
    desk.run("check in/b.txt --write-baseline known.jsonl").went_well();
    let lines = desk.text("known.jsonl");
    assert_eq!(lines.lines().count(), 3, "what was said of other documents stays: {lines}");
    assert!(lines.contains("\"decision\":\"rejected\",\"reason\":\"a firm\""));
    desk.write("known.jsonl", decided.replace(",\"reason\":\"a firm\"", ""));
    let ran = desk.run("check in --baseline known.jsonl");
    assert!(
        ran.status == 2 && ran.err.starts_with("error: a decision for good needs a `reason`\n --> known.jsonl:1:1\n"),
        "{}",
        ran.err
    );
}

#[test]
fn a_file_that_is_no_baseline() {
    let desk = desk();
    desk.write("bad.jsonl", "{\"doc\":\"a\",\"rule\":\"b\",\"before\":\"c\"}\n{\"doc\":\"a\",\"rul\":\"b\"}\n");
    let ran = desk.run("check in --baseline bad.jsonl");
    assert!(ran.status == 2 && ran.err.contains("--> bad.jsonl:2:1"), "{}", ran.err);
    desk.run("check in --baseline gone.jsonl").failed_with(
        "error: the baseline cannot be read: No such file or directory (os error 2)\n --> gone.jsonl\n  \
         = help: `copydesk check PATH --write-baseline FILE` writes one",
    );
}
