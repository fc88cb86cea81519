//! `copydesk check --output-format`: each format as its readers want it.

use serde_json::{Value, json};

use crate::desk::Desk;

/// A line with quotes and dashes, of more bytes than characters, and one with a picture, of more UTF-16 units.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("in/a b.txt", "“Yes” — the colour.\nA 😀 quux, 100% <b>\n");
    desk.write("in/fine.txt", "The color.\n");
    desk.write("in/r.jsonl", "{\"id\":\"x\",\"text\":\"fine\"}\n{\"id\":\"y:1\",\"text\":\"one\\ntwo colour\"}\n");
    desk
}

const EVERYTHING: &str = "in --glob *.txt --glob *.jsonl";

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn concise_is_a_line_a_finding() {
    let ran = desk().run(&format!("check {EVERYTHING} --output-format concise"));
    assert_eq!(
        ran.out,
        "in/a b.txt:1:13: unicode/spelling: House spelling: `colour` becomes `color`\n\
         in/a b.txt:2:5: unicode/doubt: A word to look at: `quux`\n\
         in/r.jsonl#y:1:2:5: unicode/spelling: House spelling: `colour` becomes `color`\n"
    );
    assert_eq!((ran.status, ran.err.as_str()), (1, "4 documents checked, 3 findings, 0 failed\n"));
}

#[test]
fn jsonl_and_csv_hold_what_json_holds() {
    let desk = desk();
    let of = |format: &str| desk.run(&format!("check {EVERYTHING} --output-format {format}")).out;
    let array: Vec<Value> = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(array, lines(&of("jsonl")));
    let csv = of("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), array.len());
    for (row, object) in rows.iter().zip(&array) {
        for (name, cell) in header.iter().zip(row) {
            let value = &object[name];
            let text =
                value.as_str().map_or_else(|| value.to_string(), |text| copydesk::audit::escape(text).into_owned());
            assert_eq!(cell, text, "{name}");
        }
    }
}

#[test]
fn sarif_counts_utf16_units_and_says_so() {
    let ran = desk().run(&format!("check {EVERYTHING} --output-format sarif"));
    assert_eq!(ran.err, "");
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let results = run["results"].as_array().unwrap();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let place = |number: usize| &results[number]["locations"][0]["physicalLocation"];
    assert_eq!(place(0)["artifactLocation"], json!({ "uri": "in/a%20b.txt", "uriBaseId": "%SRCROOT%" }));
    assert_eq!(place(0)["region"], json!({ "startLine": 1, "startColumn": 13, "endLine": 1, "endColumn": 19 }));
    // The picture before it is one character and two units.
    assert_eq!(place(1)["region"], json!({ "startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 10 }));
    assert_eq!(place(2)["region"], json!({ "startLine": 2 }), "of a record only its line is known");
    assert_eq!((&results[0]["level"], &results[1]["level"]), (&json!("error"), &json!("warning")));
    let fix = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!((&fix["insertedContent"]["text"], &fix["deletedRegion"]), (&json!("color"), &place(0)["region"]));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn sarif_is_cut_at_what_github_takes_and_tells_of_failures() {
    let desk = Desk::new();
    desk.write("a.txt", "colour ".repeat(25_010));
    let ran = desk.run("check a.txt gone.txt --output-format sarif=out/all.sarif");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    let cut = "25000 of 25010 findings written: GitHub takes 25,000 results in a SARIF run";
    assert!(ran.err.contains(&format!("note: sarif: {cut}\n")), "{}", ran.err);
    let run = &desk.json("out/all.sarif")["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notes = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert!(notes[0]["message"]["text"].as_str().unwrap().starts_with("gone.txt: cannot be read"));
    assert_eq!(notes[1]["message"]["text"], cut);
}

#[test]
fn github_annotates_files_and_escapes() {
    let desk = desk();
    desk.write("in/odd,name:1.txt", "100% quux\nA colour\n");
    let ran = desk.run(&format!("check {EVERYTHING} in/gone.txt --output-format github"));
    let gone = "::error file=in/gone.txt,title=copydesk::cannot be read: No such file or directory (os error 2)\n";
    assert_eq!(
        ran.out,
        format!(
            "::error file=in/a b.txt,line=1,col=13,endColumn=19,title=unicode/spelling::House spelling: `colour` becomes `color`\n\
             ::warning file=in/a b.txt,line=2,col=5,endColumn=9,title=unicode/doubt::A word to look at: `quux`\n\
             ::warning file=in/odd%2Cname%3A1.txt,line=1,col=6,endColumn=10,title=unicode/doubt::A word to look at: `quux`\n\
             ::error file=in/odd%2Cname%3A1.txt,line=2,col=3,endColumn=9,title=unicode/spelling::House spelling: `colour` becomes `color`\n\
             ::error file=in/r.jsonl,line=2,title=unicode/spelling::record y:1: House spelling: `colour` becomes `color`\n{gone}"
        )
    );
}

#[test]
fn github_is_cut_at_what_it_shows() {
    let desk = Desk::new();
    desk.write("a.txt", "colour quux quux ".repeat(12));
    let ran = desk.run("check a.txt --output-format github");
    let count = |kind: &str| ran.out.lines().filter(|line| line.starts_with(kind)).count();
    assert_eq!((count("::error "), count("::warning ")), (10, 10));
    assert!(ran.err.contains("note: github: 20 of 36 findings written"), "{}", ran.err);
    let ran = desk.run("check a.txt --output-format github --fail-on unicode/doubt");
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("::notice ")).count(), 10);
}

#[test]
fn gitlab_names_each_finding_once_and_for_all() {
    let desk = desk();
    desk.write("in/twice.txt", "The colour, the colour.\n");
    let of = || -> Vec<Value> {
        serde_json::from_str(&desk.run(&format!("check {EVERYTHING} --output-format gitlab")).out).unwrap()
    };
    let issues = of();
    for issue in &issues {
        for key in ["description", "check_name", "fingerprint", "severity", "location"] {
            assert!(!issue[key].is_null(), "{key}");
        }
    }
    assert_eq!(issues[0]["location"]["positions"]["begin"], json!({ "line": 1, "column": 13 }));
    assert_eq!(issues[2]["location"], json!({ "path": "in/r.jsonl", "lines": { "begin": 2 } }));
    assert_eq!((&issues[0]["severity"], &issues[1]["severity"]), (&json!("major"), &json!("minor")));
    let prints = |issues: &[Value]| -> Vec<String> {
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let before = prints(&issues);
    let distinct: std::collections::HashSet<_> = before.iter().collect();
    assert_eq!(distinct.len(), before.len());
    desk.write("in/twice.txt", "A line more.\nThe colour, the colour.\n");
    assert_eq!(prints(&of()), before, "what moves keeps its name");
}

#[test]
fn rdjsonl_counts_bytes() {
    let ran = desk().run(&format!("check {EVERYTHING} --output-format rdjsonl"));
    let found = lines(&ran.out);
    let start = |number: usize| &found[number]["location"]["range"]["start"];
    assert_eq!(start(0), &json!({ "line": 1, "column": 19 }), "quotes and dash are three bytes each");
    assert_eq!(start(1), &json!({ "line": 2, "column": 8 }), "the picture is four");
    assert_eq!(start(2), &json!({ "line": 2 }));
    assert_eq!(found[0]["suggestions"][0]["text"], "color");
    assert_eq!((&found[0]["severity"], &found[1]["severity"]), (&json!("ERROR"), &json!("WARNING")));
}

#[test]
fn junit_has_a_suite_a_document() {
    let desk = desk();
    desk.write("in/odd.txt", "A & B\u{1} \"quux\"\n");
    let ran = desk.run(&format!(
        "check {EVERYTHING} in/gone.txt --output-format junit --ignore unicode/spelling,unicode/control"
    ));
    assert_eq!(
        ran.out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"copydesk\">\n  \
         <testsuite name=\"in/a b.txt\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">\n    \
         <testcase name=\"unicode/doubt 2:5\" classname=\"in/a b.txt\">\n      \
         <failure type=\"unicode/doubt\" message=\"A word to look at: `quux`\">in/a b.txt:2:5: A word to look at: `quux`</failure>\n    \
         </testcase>\n  </testsuite>\n  \
         <testsuite name=\"in/fine.txt\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    \
         <testcase name=\"no findings\" classname=\"in/fine.txt\"/>\n  </testsuite>\n  \
         <testsuite name=\"in/odd.txt\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">\n    \
         <testcase name=\"unicode/doubt 1:9\" classname=\"in/odd.txt\">\n      \
         <failure type=\"unicode/doubt\" message=\"A word to look at: `quux`\">in/odd.txt:1:9: A word to look at: `quux`</failure>\n    \
         </testcase>\n  </testsuite>\n  \
         <testsuite name=\"in/r.jsonl#x\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    \
         <testcase name=\"no findings\" classname=\"in/r.jsonl#x\"/>\n  </testsuite>\n  \
         <testsuite name=\"in/r.jsonl#y:1\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    \
         <testcase name=\"no findings\" classname=\"in/r.jsonl#y:1\"/>\n  </testsuite>\n  \
         <testsuite name=\"in/gone.txt\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    \
         <testcase name=\"read\" classname=\"in/gone.txt\">\n      \
         <error message=\"in/gone.txt: cannot be read: No such file or directory (os error 2)\"/>\n    \
         </testcase>\n  </testsuite>\n</testsuites>\n"
    );
}

#[test]
fn several_at_once_and_none_in_the_others_way() {
    let desk = desk();
    let ran = desk.run("check in --output-format full --output-format sarif=s.json --output-format junit=deep/j.xml");
    assert!(ran.out.starts_with("in/a b.txt:1:13: ") && ran.err.starts_with("2 documents checked"), "{ran:?}");
    assert!(desk.has("s.json") && desk.text("deep/j.xml").ends_with("</testsuites>\n"));
    desk.run("check in --output-format json --output-format csv").failed_with(
        "error: two reports would be written to standard output\n  \
         = help: give one of them a file: `--output-format sarif=copydesk.sarif`",
    );
    for (bad, says) in [
        ("sarf", "no such format; did you mean \"sarif\"?"),
        ("yaml", "no such format; there are full, concise, json, jsonl, csv, sarif, github, gitlab, rdjsonl, junit"),
        ("csv=", "no file behind `=`"),
    ] {
        let ran = desk.run(&format!("check in --output-format {bad}"));
        assert!(ran.status == 2 && ran.err.contains(says), "{}", ran.err);
    }
}

#[test]
fn every_format_is_the_same_for_any_number_of_threads() {
    let desk = Desk::new();
    for number in 0..200 {
        desk.write(&format!("in/{number:03}.txt"), "A colour — “quux”.\n".repeat(number % 5));
    }
    for format in ["full", "concise", "json", "jsonl", "csv", "sarif", "github", "gitlab", "rdjsonl", "junit"] {
        let of = |jobs| desk.run(&format!("check in --output-format {format} --jobs {jobs}")).out;
        assert_eq!(of(1), of(4), "{format}");
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let desk = desk();
    assert!(!desk.run("check in").out.contains('\u{1B}'), "not into a pipe");
    let ran = desk.run("check in --color always");
    assert!(ran.out.contains("\u{1B}[1min/a b.txt\u{1B}[0m:1:13: "), "{:?}", ran.out);
    assert!(!desk.run("check in --color always --output-format json").out.contains('\u{1B}'));
    let mut plain = desk.command("check in --color auto");
    let ran = crate::desk::Ran::of(plain.env("NO_COLOR", "1").env("CLICOLOR_FORCE", ""));
    assert!(!ran.out.contains('\u{1B}'));
}
