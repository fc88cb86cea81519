//! `copydesk audit`.

use crate::desk::Desk;

fn cleaned() -> Desk {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour of a quux,\tthe colour.\n");
    desk.write("in/b.txt", "Fine.\nThe colour.\n");
    desk.run("clean in --out out").went_well();
    desk
}

#[test]
fn summary_counts_rows_and_documents() {
    let ran = cleaned().run("audit summary out/audit.csv").went_well();
    assert_eq!(
        ran.out,
        "rule              action           rows  documents\n\
         unicode/doubt     flag                1          1  ██████████\n\
         unicode/spelling  fix                 3          2  ██████████████████████████████\n\
         4 rows in 2 documents\n"
    );
}

#[test]
fn show_filters_rows() {
    let desk = cleaned();
    let first = "a.txt:1:5: unicode/spelling fix: colour → color\n";
    let doubt = "a.txt:1:17: unicode/doubt flag: quux → \n";
    let second = "a.txt:1:27: unicode/spelling fix: colour → color\n";
    let other = "b.txt:2:5: unicode/spelling fix: colour → color\n";
    for (filter, want) in [
        ("", vec![first, doubt, second, other]),
        ("--stage unicode", vec![first, doubt, second, other]),
        ("--stage typo", vec![]),
        ("--rule unicode/doubt", vec![doubt]),
        ("--action fix --doc b.", vec![other]),
        ("--action note", vec![]),
        ("--text quu", vec![doubt]),
        ("--text color --doc a.txt", vec![first, second]),
    ] {
        assert_eq!(desk.run(&format!("audit show out/audit.csv {filter}")).went_well().out, want.concat(), "{filter}");
    }
}

#[test]
fn show_refuses_what_no_row_can_have() {
    let desk = cleaned();
    let ran = desk.run("audit show out/audit.csv --stage typos");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no such stage; did you mean \"typo\"?"), "{}", ran.err);
    let ran = desk.run("audit show out/audit.csv --action fixed");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("[possible values: fix, flag, note, superseded]"), "{}", ran.err);
}

#[test]
fn diff_shows_what_changed() {
    let desk = cleaned();
    let ran = desk.run("audit diff out/audit.csv").went_well();
    assert_eq!(
        ran.out,
        "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n\
         -The colour of a quux,\tthe colour.\n+The color of a quux,\tthe color.\n\
         --- a/b.txt\n+++ b/b.txt\n@@ -1,2 +1,2 @@\n Fine.\n-The colour.\n+The color.\n"
    );
    desk.remove("out/a.txt");
    let ran = desk.run("audit diff out/audit.csv");
    ran.failed_with("error: a.txt: out/a.txt cannot be read: No such file or directory (os error 2)");
    assert!(ran.out.contains("--- a/b.txt"));
}

#[test]
fn a_log_that_is_not_there() {
    let desk = cleaned();
    let error = "error: the log cannot be read: No such file or directory (os error 2)\n --> nowhere.csv\n  \
                 = help: `copydesk clean PATH --out DIR` writes one to DIR/audit.csv";
    for command in ["summary", "show", "diff", "undo --out back", "replay --from in --out back"] {
        desk.run(&format!("audit {command} nowhere.csv")).failed_with(error);
    }
}

#[test]
fn a_file_that_is_no_log() {
    let desk = cleaned();
    for command in ["summary", "show", "diff", "undo --out back", "replay --from in --out back"] {
        desk.run(&format!("audit {command} in/a.txt")).failed_with(
            "error: not an audit log: its first line must be \
             doc,seq,stage,rule,kind,action,start,end,line,column,before,after,confidence,detail\n --> in/a.txt",
        );
    }
    assert!(!desk.has("back"));
}

#[test]
fn a_log_read_by_eye_through_a_spreadsheet_is_still_one() {
    let desk = cleaned();
    desk.write("out/audit.csv", format!("\u{FEFF}{}", desk.text("out/audit.csv").replace('\n', "\r\n")));
    assert!(desk.run("audit summary out/audit.csv").went_well().out.ends_with("4 rows in 2 documents\n"));
    desk.run("audit undo out/audit.csv --out back").went_well();
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let desk = cleaned();
    let error = |out: &str| {
        format!("error: the output folder is the one that is read\n --> {out}\n  = help: name another with `--out`")
    };
    desk.run("audit undo out/audit.csv --out out").failed_with(&error("out"));
    desk.run("audit undo out/audit.csv --from in --out in").failed_with(&error("in"));
    desk.run("audit replay out/audit.csv --from in --out ./in").failed_with(&error("./in"));
    let here = crate::desk::Ran::of(desk.command("audit undo audit.csv --out .").current_dir(desk.path("out")));
    here.failed_with(&error("."));
    assert_eq!(desk.text("out/a.txt"), "The color of a quux,\tthe color.\n");
}

#[test]
fn undo_and_replay_say_what_they_did() {
    let desk = cleaned();
    let ran = desk.run("audit undo out/audit.csv --out back").went_well();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", "2 documents written to back, 0 failed\n"));
    let ran = desk.run("audit replay out/audit.csv --from in --out again").went_well();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", "2 documents written to again, 0 failed\n"));
}
