//! What is done with single rows: shown in other forms, compared, taken back.

use serde_json::{Value, json};

use crate::desk::Desk;

fn cleaned() -> Desk {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour of a quux,\tthe colour.\n");
    desk.write(
        "in/r.jsonl",
        "{\"id\":1,\"text\":\"A colour.\",\"x\":[1, 2]}\nbroken\n{\"id\":2,\"text\":\"=A colour\"}\n",
    );
    assert_eq!(desk.run("clean in --glob *.txt --glob *.jsonl --out out").status, 2, "one line is broken");
    desk
}

#[test]
fn rows_as_a_table() {
    let desk = cleaned();
    desk.write("in/long.txt", format!("{}\n", "word ".repeat(5)));
    let ran = desk.run("audit show out/audit.csv --format table --doc a.txt").went_well();
    assert_eq!(
        ran.out,
        "document  line  rule              action  before  after  sure\n\
         a.txt     1     unicode/spelling  fix     colour  color  1\n\
         a.txt     1     unicode/doubt     flag    quux           1\n\
         a.txt     1     unicode/spelling  fix     colour  color  1\n"
    );
}

#[test]
fn rows_as_csv_are_the_rows_of_the_log() {
    let desk = cleaned();
    let ran = desk.run("audit show out/audit.csv --format csv").went_well();
    assert_eq!(ran.out, desk.text("out/audit.csv"));
}

#[test]
fn rows_as_json_have_nothing_escaped() {
    let desk = Desk::with_config("stages = [\"decode\", \"unicode\", \"whitespace\", \"dateline\"]\n");
    desk.write("a.txt", "PARIS —\u{A0}The port is closed, a long line that is a story.\n");
    desk.run("clean a.txt --out out").went_well();
    let ran = desk.run("audit show out/audit.csv --format json").went_well();
    let rows: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    let space = rows.iter().find(|row| row["rule"] == "whitespace/odd-space").unwrap();
    assert_eq!((&space["before"], &space["after"], &space["detail"]), (&json!("\u{A0}"), &json!(" "), &json!(null)));
    let dateline = rows.iter().find(|row| row["stage"] == "dateline").unwrap();
    assert_eq!(dateline["detail"]["country"], "FR");
    assert_eq!(desk.run("audit show out/audit.csv --format json --stage typo").out, "[]\n");
}

#[test]
fn rows_by_how_sure_they_are() {
    let desk = Desk::with_config("");
    desk.write("a.txt", "Talks were runnning late,  said the the mayor.\n");
    desk.run("clean a.txt --out out").went_well();
    let count = |flags: &str| desk.run(&format!("audit show out/audit.csv {flags}")).went_well().out.lines().count();
    let all = count("");
    assert_eq!(count("--min-confidence 0"), all);
    assert_eq!(count("--min-confidence 1") + count("--max-confidence 0.999"), all);
    assert!(count("--max-confidence 0.999") > 0);
    assert_eq!(desk.run("audit show out/audit.csv --min-confidence 2").status, 2);
}

#[test]
fn two_logs_compared() {
    let desk = cleaned();
    desk.write("in/b.txt", "A colour.\n");
    desk.write(
        "copydesk.toml",
        "rules_dir = \"house\"\nstages = [\"unicode\"]\n[rules]\n\"unicode/doubt\" = \"off\"\n",
    );
    assert_eq!(desk.run("clean in --glob *.txt --glob *.jsonl --out new").status, 2);
    let ran = desk.run("audit diff out/audit.csv new/audit.csv").went_well();
    assert_eq!(
        ran.out,
        "- a.txt:1:17: unicode/doubt flag: quux → \n\
         + b.txt:1:3: unicode/spelling fix: colour → color\n\
         \nrule              action       only old   only new\n\
         unicode/doubt     flag                1          0\n\
         unicode/spelling  fix                 0          1\n\
         2 documents differ\n"
    );
    assert_eq!(desk.run("audit diff out/audit.csv out/audit.csv").went_well().out, "no difference\n");
}

#[test]
fn single_changes_are_taken_back() {
    let desk = cleaned();
    let ran = desk.run("audit undo out/audit.csv --rows a.txt:2 --rows r.jsonl#2:0 --out some").went_well();
    assert_eq!(ran.err, "2 changes taken back in 2 documents; 3 documents written to some, 0 failed\n");
    assert_eq!(desk.text("some/a.txt"), "The color of a quux,\tthe colour.\n");
    let lines: Vec<Value> = desk.text("some/r.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["text"], &lines[1]["text"]), (&json!("A color."), &json!("=A colour")));
    // What is left is a corpus like any other: its log says what was done and undoes it.
    assert!(desk.text("some/audit.csv").contains("a.txt,2,unicode,unicode/spelling,,flag,"));
    desk.run("audit undo some/audit.csv --out back").went_well();
    desk.run("audit replay some/audit.csv --from in --out again").went_well();
    for name in ["a.txt", "r.jsonl"] {
        assert_eq!(desk.text(&format!("back/{name}")), desk.text(&format!("in/{name}")), "{name}");
        assert_eq!(desk.text(&format!("again/{name}")), desk.text(&format!("some/{name}")), "{name}");
    }
    assert!(!desk.has("some/.originals"));
}

#[test]
fn changes_are_taken_back_from_a_list_and_by_rule() {
    let desk = cleaned();
    desk.write("rows.txt", "a.txt:0\n\nr.jsonl#1:0\n");
    desk.run("audit undo out/audit.csv --rows-from rows.txt --out some").went_well();
    assert_eq!(desk.text("some/a.txt"), "The colour of a quux,\tthe color.\n");
    desk.run("audit undo out/audit.csv --rule unicode/spelling --out none").went_well();
    assert_eq!(desk.text("none/a.txt"), desk.text("in/a.txt"));
}

#[test]
fn rows_that_cannot_be_taken_back() {
    let desk = cleaned();
    for (row, says) in [
        ("a.txt:1", "error: row a.txt:1 is a flag and changed nothing"),
        ("a.txt:9", "error: the log has no row a.txt:9"),
        ("b.txt:0", "error: the log has no row b.txt:0"),
    ] {
        let ran = desk.run(&format!("audit undo out/audit.csv --rows {row} --out some"));
        assert!(ran.status == 2 && ran.err.starts_with(says), "{}", ran.err);
    }
    assert_eq!(desk.run("audit undo out/audit.csv --rows a.txt --out some").status, 2);
    assert_eq!(desk.files("some"), [""; 0]);
}

#[test]
fn a_log_for_a_spreadsheet_reads_back() {
    let desk = cleaned();
    desk.write("in/=1+1.txt", "'tis a colour, =1+1 colour\n");
    assert_eq!(desk.run("clean in --glob *.txt --glob *.jsonl --out out").status, 2);
    let excel = desk.run("audit show out/audit.csv --format csv --csv-dialect excel").went_well().out;
    assert!(excel.starts_with("\u{FEFF}doc,seq,"));
    assert!(excel.contains("\n'=1+1.txt,0,") && excel.contains(",1,,doc\n"), "{excel}");
    let plain = desk.text("out/audit.csv");
    // As a spreadsheet saves it.
    desk.write("out/audit.csv", excel.replace('\n', "\r\n"));
    assert_eq!(desk.run("audit show out/audit.csv --format csv").went_well().out, plain);
    desk.run("audit undo out/audit.csv --out back").went_well();
    assert_eq!(desk.text("back/=1+1.txt"), desk.text("in/=1+1.txt"));
}
