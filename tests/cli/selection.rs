//! What `check` looks at, reports, fails for and passes over.

use std::process::Command;

use crate::desk::{Desk, Ran};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour of a quux.\n");
    desk.write("in/b.txt", "The colour, the colour.\n");
    desk
}

fn rules_of(ran: &Ran) -> Vec<&str> {
    ran.out.lines().filter_map(|line| line.split(": ").nth(1)).collect()
}

#[test]
fn rules_are_selected_ignored_and_failed_for() {
    let desk = desk();
    let (doubt, spelling) = ("unicode/doubt", "unicode/spelling");
    for (flags, status, rules) in [
        ("--select unicode/doubt", 1, vec![doubt]),
        ("--select unicode", 1, vec![spelling, doubt, spelling, spelling]),
        ("--select typo", 0, vec![]),
        ("--ignore unicode/spelling", 1, vec![doubt]),
        ("--select unicode --ignore unicode/doubt,typo", 1, vec![spelling, spelling, spelling]),
        ("--fail-on unicode/doubt", 1, vec![spelling, doubt, spelling, spelling]),
        ("--fail-on unicode/doubt --ignore unicode/doubt", 0, vec![spelling, spelling, spelling]),
        ("--exit-zero", 0, vec![spelling, doubt, spelling, spelling]),
    ] {
        let ran = desk.run(&format!("check in --output-format concise {flags}"));
        assert_eq!((ran.status, rules_of(&ran)), (status, rules), "{flags}");
    }
    let ran = desk.run("check in --fail-on unicode/doubt");
    assert_eq!(ran.err, "2 documents checked, 4 findings (1 to fail for), 0 failed\n");
    let ran = desk.run("check in/gone.txt --exit-zero");
    assert_eq!(ran.status, 2, "what cannot be read is no finding");
    desk.run("check in --select unicode/doubd")
        .failed_with("error: there is no rule or stage \"unicode/doubd\"\n  = help: did you mean \"unicode/doubt\"?");
}

#[test]
fn a_rule_that_only_notes_says_why_it_is_not_heard() {
    let desk = Desk::with_config("");
    desk.write("a.txt", "He spoke on Wednesday.\n");
    let ran = desk.run("check a.txt --select date/weekday");
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("none of the selected rules does either (date/weekday)"), "{}", ran.err);
}

#[test]
fn statistics_count_by_rule() {
    let desk = desk();
    let ran = desk.run("check in --statistics");
    assert_eq!(
        ran.out,
        " findings  documents    fixable  rule              what\n        \
         3          2          3  unicode/spelling  House spelling\n        \
         1          1          0  unicode/doubt     A word to look at\n"
    );
    let ran = desk.run("check in --statistics --output-format jsonl");
    assert_eq!(ran.out.lines().count(), 4, "the findings keep standard output");
    assert!(ran.err.contains("unicode/spelling  House spelling\n"));
}

#[test]
fn a_diff_shows_what_would_change() {
    let desk = desk();
    desk.write("in/c.txt", "A quux.\n");
    let ran = desk.run("check in --diff");
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.out,
        "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-The colour of a quux.\n+The color of a quux.\n\
         --- a/b.txt\n+++ b/b.txt\n@@ -1 +1 @@\n-The colour, the colour.\n+The color, the color.\n"
    );
    assert_eq!(ran.err, "3 documents checked, 2 would change, 0 failed\n");
    let ran = desk.run("check in --diff --ignore unicode/spelling");
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "flags change nothing");
}

#[test]
fn writing_in_place_can_be_undone() {
    let desk = desk();
    let before = desk.bytes("in/b.txt");
    let ran = desk.run("check in --write");
    assert_eq!((ran.status, ran.out.lines().count()), (1, 3), "the flag is left: {ran:?}");
    assert!(ran.err.contains("2 documents cleaned in place"), "{}", ran.err);
    assert_eq!(desk.text("in/a.txt"), "The color of a quux.\n");
    desk.run("check in --write --ignore")
        .failed_saying("error: a value is required for '--ignore <RULE,...>' but none was supplied");
    let again = desk.run("check in --write");
    assert!(!desk.has(".copydesk/log-2") && !again.err.contains("in place"), "nothing was left to do");
    desk.run("audit undo .copydesk/log-1/audit.csv --from . --out back").went_well();
    assert_eq!(desk.bytes("back/in/b.txt"), before);
    assert_eq!(desk.text("back/in/a.txt"), "The colour of a quux.\n");
    desk.write("in/a.txt", "A colour.\n");
    desk.run("check in --write").went_well();
    assert!(desk.has(".copydesk/log-2/audit.csv"), "no log is written over");
}

#[test]
fn the_log_of_what_is_written_in_place_is_the_same_for_any_number_of_threads() {
    let logs = [1, 3].map(|jobs| {
        let desk = Desk::new();
        for number in 0..150 {
            desk.write(&format!("in/{number:03}.txt"), "A colour.\n");
        }
        desk.run(&format!("check in --write --jobs {jobs}")).went_well();
        desk.text(".copydesk/log-1/audit.csv")
    });
    assert_eq!(logs[0], logs[1]);
}

#[test]
fn only_what_can_be_written_back_is_written_in_place() {
    let desk = desk();
    desk.write("r.jsonl", "{\"text\":\"colour\"}\n");
    desk.run("check r.jsonl --write").failed_saying(
        "error: r.jsonl:1: a file of records is not cleaned where it is; `copydesk clean` writes a new one",
    );
    let there = desk.path("in/a.txt").display().to_string();
    let ran = desk.run(&format!("check {there} --write"));
    ran.failed_saying(&format!("error: {there}: only files below the current folder are cleaned where they are"));
    assert_eq!(desk.text("in/a.txt"), "The colour of a quux.\n");
}

#[test]
fn files_come_from_a_list() {
    let desk = desk();
    desk.write("list.txt", "in/a.txt\r\n\nin/b.txt\n");
    assert!(desk.run("check --file-list list.txt").err.starts_with("2 documents checked, 4 findings"));
    let ran = desk.run_with_input("check in/a.txt --file-list -", b"in/b.txt");
    assert!(ran.err.starts_with("2 documents checked"), "{ran:?}");
    assert_eq!(desk.run("check").status, 2, "some path there must be");
    assert!(desk.run("check --file-list gone.txt").err.starts_with("error: the list cannot be read"));
}

#[test]
fn files_of_one_name_are_checked_each() {
    let desk = Desk::new();
    desk.write("one/a.txt", "A colour.\n");
    desk.write("two/a.txt", "A colour.\n");
    let ran = desk.run("check one/a.txt two/a.txt --output-format concise");
    assert!(ran.out.contains("one/a.txt:1:3") && ran.out.contains("two/a.txt:1:3"), "{ran:?}");
}

#[test]
fn standard_input_has_the_name_it_is_given() {
    let desk = desk();
    let ran = desk.run_with_input("check - --stdin-filename wire/x.txt --output-format concise", b"A colour.\n");
    assert!(ran.out.starts_with("wire/x.txt:1:3: "), "{}", ran.out);
    let input = b"{\"id\":7,\"text\":\"colour\"}\n";
    let ran = desk.run_with_input("check - --stdin-filename x.jsonl --output-format concise", input);
    assert!(ran.out.starts_with("x.jsonl#7:1:1: "), "{}", ran.out);
}

#[test]
fn rules_may_differ_by_path() {
    let desk = desk();
    let config = "stages = [\"decode\", \"unicode\"]\nrules_dir = \"house\"\n\
                  [[override]]\npaths = [\"in/b.*\"]\nrules = { \"unicode/spelling\" = \"off\" }\n";
    desk.write("copydesk.toml", config);
    let ran = desk.run("check in --output-format concise");
    assert!(ran.out.contains("in/a.txt:1:5: unicode/spelling") && !ran.out.contains("in/b.txt"), "{}", ran.out);
    desk.run("clean in --out out").went_well();
    assert_eq!(desk.text("out/a.txt"), "The color of a quux.\n");
    assert_eq!(desk.text("out/b.txt"), "The colour, the colour.\n");
    desk.write("copydesk.toml", config.replace("spelling", "speling"));
    let ran = desk.run("check in");
    assert!(ran.status == 2 && ran.err.contains("--> copydesk.toml:5:11"), "{}", ran.err);
}

fn git(desk: &Desk, arguments: &str) -> bool {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]);
    git.args(arguments.split(' ')).current_dir(desk.path("."));
    git.output().is_ok_and(|output| output.status.success())
}

#[test]
fn only_files_that_git_says_changed() {
    let desk = desk();
    if !git(&desk, "init -q") {
        eprintln!("skipped: there is no git on this machine");
        return;
    }
    assert!(git(&desk, "add -A") && git(&desk, "commit -q -m first"));
    let ran = desk.run("check in --since HEAD --output-format concise");
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    desk.write("in/a.txt", "Another colour.\n");
    desk.write("in/ü new.txt", "A new colour.\n");
    desk.remove("in/b.txt");
    let ran = desk.run("check in --since HEAD --output-format concise");
    let files: Vec<&str> = ran.out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(files, ["in/a.txt", "in/ü new.txt"], "{ran:?}");
    let ran = desk.run("check in --since nowhere");
    assert!(ran.status == 2 && ran.err.starts_with("error: git does not say what changed: "), "{}", ran.err);
    assert_eq!(desk.run("check in --since=--output=x").status, 2);
}

#[test]
fn what_was_found_before_is_found_again() {
    let desk = desk();
    desk.write("in/c.txt", "Nothing is wrong.\n");
    let check = |flags: &str| desk.run(&format!("check in --output-format jsonl {flags}"));
    let plain = check("");
    let (first, second) = (check("--cache c.jsonl"), check("--cache c.jsonl"));
    assert_eq!((&first.out, &second.out), (&plain.out, &plain.out));
    assert_eq!(desk.text("c.jsonl").lines().count(), 3);
    // That it is asked at all: a finding that the cache lost is not found.
    let text = desk.text("c.jsonl");
    let forgetful = text.lines().map(|line| {
        let mut entry: serde_json::Value = serde_json::from_str(line).unwrap();
        entry["found"] = serde_json::json!([]);
        entry.to_string()
    });
    let lost = forgetful.collect::<Vec<_>>().join("\n");
    desk.write("c.jsonl", format!("{lost}\nno line of a cache\n"));
    assert_eq!(check("--cache c.jsonl").out, "");
    // Another text, other rules, or another date are read anew.
    desk.write("in/b.txt", "A colour.\n");
    assert_eq!(check("--cache c.jsonl").out.lines().count(), 1);
    assert_eq!(check("--cache c.jsonl --date 2017-06-22").out.lines().count(), 3);
    desk.write("copydesk.toml", "stages = [\"unicode\"]\nrules_dir = \"house\"\n");
    assert_eq!(check("--cache c.jsonl").out.lines().count(), 3);
}

#[test]
fn settings_say_where_they_come_from() {
    let desk =
        Desk::with_config("rules_dir = \"house\"\n\n[date]\nrewrite = \"none\"\n[rules]\n\"typo/joined\" = \"off\"\n");
    let ran = desk.run("check --show-settings . --id-field nr").went_well();
    for (setting, from) in [
        ("caption.to = \"metadata\"", "default"),
        ("date.rewrite = \"none\"", "copydesk.toml:4"),
        ("date.order = (not set)", "default"),
        ("fields.id = \"nr\"", "option"),
        ("fields.text = \"text\"", "default"),
        ("rules.typo/joined = \"off\"", "copydesk.toml:6"),
        ("rules_dir = \"house\"", "copydesk.toml:1"),
    ] {
        let line =
            ran.out.lines().find(|line| line.starts_with(setting)).unwrap_or_else(|| panic!("{setting}: {}", ran.out));
        assert_eq!(line.rsplit("# ").next(), Some(from), "{line}");
    }
}

#[test]
fn files_are_shown_and_not_checked() {
    let desk = desk();
    desk.write(".gitignore", "in/b.txt\n");
    let ran = desk.run("check in --show-files").went_well();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("in/a.txt\n", ""));
}
