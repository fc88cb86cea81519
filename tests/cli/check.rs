//! `copydesk check`.

use crate::desk::Desk;

#[test]
fn shows_each_finding_with_its_line() {
    let desk = Desk::new();
    desk.write("a.txt", "“One” line.\nThe colour of a quux.\n");
    let ran = desk.run("check a.txt");
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.out,
        "a.txt:2:5: unicode/spelling: House spelling: `colour` becomes `color`\n    \
             The colour of a quux.\n        \
                 ^^^^^^\n\
         a.txt:2:17: unicode/doubt: A word to look at: `quux`\n    \
             The colour of a quux.\n                    \
                             ^^^^\n"
    );
    assert_eq!(ran.err, "1 document checked, 2 findings, 0 failed\n");
    assert_eq!(desk.files("."), ["a.txt", "copydesk.toml", "house/unicode/doubt.toml", "house/unicode/spelling.toml"]);
}

#[test]
fn nothing_to_report_is_zero() {
    let desk = Desk::new();
    desk.write("a.txt", "The color.\n");
    let ran = desk.run("check a.txt");
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, "1 document checked, 0 findings, 0 failed\n");
}

#[test]
fn a_failure_outweighs_findings() {
    let desk = Desk::new();
    desk.write("a.txt", "The colour.\n");
    let ran = desk.run("check nowhere.txt a.txt");
    ran.failed_with(
        "error: nowhere.txt: cannot be read: No such file or directory (os error 2)\n\
         1 document checked, 1 finding, 1 failed",
    );
    assert!(ran.out.starts_with("a.txt:1:5: "), "the others are still done");
}

#[test]
fn quiet_only_sets_the_status() {
    let desk = Desk::new();
    desk.write("a.txt", "The colour.\n");
    for flags in ["--quiet", "--quiet --format json"] {
        let ran = desk.run(&format!("check a.txt {flags}"));
        assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (1, "", ""));
    }
}

#[test]
fn json_is_one_array_of_findings() {
    let desk = Desk::new();
    for number in 0..100 {
        desk.write(&format!("in/{number:03}.txt"), if number % 3 == 0 { "A\t“colour”\n" } else { "fine\n" });
    }
    let ran = desk.run("check in --format json --jobs 3");
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    let found: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(found.len(), 34);
    assert_eq!(
        found[1],
        serde_json::json!({
            "file": "in/003.txt", "doc": "003.txt", "line": 1, "column": 4, "start": 5, "end": 11,
            "rule": "unicode/spelling", "action": "fix", "message": "House spelling",
            "before": "colour", "after": "color", "confidence": 1.0
        })
    );
    let ran = desk.run("check in --format json --stages decode");
    assert_eq!((ran.status, ran.out.as_str()), (0, "[\n]\n"));
}

#[test]
fn json_stays_valid_when_documents_fail() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"id\":1,\"text\":\"colour\"}\nbroken\n{\"id\":3,\"text\":\"colour\"}\n");
    let ran = desk.run("check a.jsonl --format json");
    ran.failed_with("error: a.jsonl:2: not a JSON object: expected value at byte 1 of the line");
    let found: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
    let docs: Vec<_> = found.iter().map(|found| found["doc"].as_str().unwrap()).collect();
    assert_eq!(docs, ["a.jsonl#1", "a.jsonl#3"]);
}

#[test]
fn a_record_is_named_by_file_and_id() {
    let desk = Desk::new();
    desk.write("od#d/a#b.jsonl", "{\"id\":\"x#y\",\"text\":\"colour\"}\n{\"text\":\"colour\"}\n");
    let ran = desk.run("check od#d/a#b.jsonl");
    let places: Vec<&str> = ran.out.lines().filter_map(|line| line.split(": unicode").next()).step_by(3).collect();
    assert_eq!(places, ["od#d/a#b.jsonl#x#y:1:1", "od#d/a#b.jsonl#2:1:1"]);
}

#[test]
fn standard_input_is_named() {
    let desk = Desk::new();
    let ran = desk.run_with_input("check -", b"colour");
    assert_eq!(ran.status, 1);
    assert!(ran.out.starts_with("standard input:1:1: unicode/spelling: "), "{}", ran.out);
}

#[test]
fn a_long_line_with_many_findings_costs_no_more_than_many_lines() {
    let desk = Desk::new();
    desk.write("a.txt", "The colour. ".repeat(20_000));
    let ran = desk.run("check a.txt");
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("\na.txt:1:239993: "), "the last of them");
    let widest = ran.out.lines().map(|line| line.chars().count()).max();
    assert!(widest < Some(120), "{widest:?}");
}

#[test]
fn no_format_but_two() {
    let desk = Desk::new();
    let ran = desk.run("check a.txt --format xml");
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("error: invalid value 'xml' for '--format <FORMAT>'"), "{}", ran.err);
}

#[test]
fn a_missing_space_is_told_by_each_rule_that_leaves_it() {
    let text = "The talks failed.Nobody was hurt.\n";
    for (config, told) in [
        ("", &["whitespace/sentence-gap"][..]),
        ("[rules]\n\"whitespace/sentence-gap\" = \"flag\"\n", &["whitespace/sentence-gap", "typo/glued"]),
        ("[rules]\n\"whitespace/sentence-gap\" = \"off\"\n", &["typo/glued"]),
        ("[rules]\n\"typo/glued\" = \"off\"\n", &["whitespace/sentence-gap"]),
    ] {
        let desk = Desk::with_config(config);
        desk.write("a.txt", text);
        let ran = desk.run("check a.txt");
        for rule in ["whitespace/sentence-gap", "typo/glued"] {
            assert_eq!(ran.out.contains(rule), told.contains(&rule), "{config}: {}", ran.out);
        }
    }
}
