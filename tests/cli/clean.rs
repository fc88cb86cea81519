//! `copydesk clean`.

use crate::desk::{Desk, Ran};

#[test]
fn writes_the_cleaned_tree_and_the_log() {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour of it.\n");
    desk.write("in/deep/er/b.md", "Nothing here.\n");
    desk.write("in/c.pdf", "The colour is not taken.\n");
    let ran = desk.run("clean in --out out").went_well();
    assert_eq!(ran.out, "");
    assert_eq!(ran.err, "2 documents: 1 changed, 1 unchanged, 0 failed; 1 row in out/audit.csv\n");
    assert_eq!(
        desk.files("out"),
        ["a.txt", "audit.csv", "audit.schema.json", "deep/er/b.md", "metadata.jsonl", "run.json"]
    );
    assert_eq!(desk.text("out/a.txt"), "The color of it.\n");
    assert_eq!(
        desk.text("out/audit.csv"),
        "doc,seq,stage,rule,kind,action,start,end,line,column,before,after,confidence,detail\n\
         a.txt,0,unicode,unicode/spelling,,fix,4,10,1,5,colour,color,1,\n"
    );
    let metadata = desk.text("out/metadata.jsonl");
    let docs: Vec<serde_json::Value> = metadata.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(docs[0]["counts"]["unicode/spelling"], 1);
    assert_eq!(docs[1]["doc"], "deep/er/b.md");
}

#[test]
fn counts_of_the_run_add_up() {
    let desk = Desk::new();
    desk.write("in/a.txt", "colour colour quux\n");
    desk.write("in/b.txt", "fine\n");
    desk.write("in/c.txt", b"\0\0\0\0binary\0");
    desk.write("d.jsonl", "{\"text\":\"colour\"}\n{\"text\":\n");
    let ran = desk.run("clean in d.jsonl nowhere.txt --out out");
    assert_eq!(ran.status, 2);
    let run = desk.json("out/run.json");
    assert_eq!(run["documents"], serde_json::json!({"read": 6, "written": 3, "unchanged": 1, "failed": 3}));
    assert_eq!(run["failures"].as_array().unwrap().len(), 3);
    assert_eq!(run["rows"]["unicode/spelling"], serde_json::json!({"fix": 3}));
    assert_eq!(run["rows"]["unicode/doubt"], serde_json::json!({"flag": 1}));
    assert_eq!(desk.text("out/audit.csv").lines().count(), 1 + 4);
    assert_eq!(desk.text("out/metadata.jsonl").lines().count(), 3);
    assert_eq!(run["config"]["stages"], serde_json::json!(["decode", "unicode"]));
    assert!(run["program"].as_str().unwrap().starts_with("copydesk "));
}

#[test]
fn the_config_with_its_rules_stands_in_the_run() {
    let desk = Desk::new();
    desk.write("a.txt", "colour");
    desk.write("off.toml", "stages = [\"unicode\"]\nrules_dir = \"house\"\n[rules]\n\"unicode/spelling\" = \"off\"\n");
    desk.run("clean a.txt --out out --config off.toml").went_well();
    assert_eq!(desk.text("out/a.txt"), "colour");
    assert_eq!(desk.json("out/run.json")["config"]["rules"]["unicode/spelling"], "off");
}

#[test]
fn any_number_of_threads_writes_the_same() {
    let desk = Desk::with_all_stages();
    let mut records = Vec::new();
    for number in 0..300 {
        let text = format!(
            "date 2017-06-22\n\n  PARIS (AFP) — Story {number} of\u{A0}colour  was runnning on Tuesday .\r\n{}\n\n\n\nEnd.",
            "Caf\\u00e9 and colour, ".repeat(number % 17)
        );
        desk.write(&format!("in/{}/{number}.txt", number % 7), &text);
        let json = serde_json::to_string(&text).unwrap();
        records.push(format!("{{\"id\":\"n{number}\",\"date\":\"2017-06-22\",\"text\":{json}}}\n"));
    }
    // Longer than what a thread is given at once.
    desk.write("many.jsonl", records.concat().repeat(4).replace("\"id\"", "\"no\""));
    desk.run("clean in many.jsonl --out one --jobs 1").went_well();
    for jobs in ["2", "7"] {
        desk.run(&format!("clean in many.jsonl --out {jobs} --jobs {jobs}")).went_well();
        assert_eq!(desk.files(jobs), desk.files("one"));
        for name in desk.files("one") {
            assert!(desk.bytes(&format!("{jobs}/{name}")) == desk.bytes(&format!("one/{name}")), "{jobs} {name}");
        }
    }
    let rows = desk.text("one/audit.csv");
    let docs: Vec<&str> = rows.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    let place = |doc: &str| docs.iter().position(|other| *other == doc);
    assert!(place("0/0.txt") < place("0/7.txt") && place("6/6.txt") < place("many.jsonl#1"), "input order");
}

#[test]
fn standard_input_is_a_document() {
    let desk = Desk::new();
    let ran = desk.run_with_input("clean - --out out", b"The colour.");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(desk.text("out/stdin.txt"), "The color.");
    assert!(desk.text("out/audit.csv").contains("\nstdin.txt,0,unicode,"));

    let ran = desk.run_with_input("clean - --stdin-filename wire/b.txt --out out", b"The colour.");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(desk.text("out/wire/b.txt"), "The color.");
}

#[test]
fn standard_input_can_be_records() {
    let desk = Desk::new();
    let line = b"{\"id\":\"x\",\"text\":\"The colour.\"}\n";
    let ran = desk.run_with_input("clean - --stdin-filename x.jsonl --out out", line);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        desk.text("out/x.jsonl")
            .starts_with("{\"id\":\"x\",\"text\":\"The color.\",\"copydesk\":{\"doc\":\"x.jsonl#x\"")
    );
    assert!(desk.text("out/audit.csv").contains("\nx.jsonl#x,0,unicode,"));
}

#[test]
fn standard_input_cannot_be_named_out_of_the_folder() {
    let desk = Desk::new();
    for name in ["../x.txt", "/tmp/x.txt", "a/../../x.txt", ".."] {
        let ran = desk.run_with_input(&format!("clean - --stdin-filename {name} --out out"), b"x");
        assert_eq!(ran.status, 2, "{name}");
        assert!(ran.err.contains("not a path below the output folder, such as wire/story.txt"), "{name}: {}", ran.err);
    }
    assert!(!desk.has("out"));
}

#[test]
fn the_date_option_counts_where_a_document_gives_none() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"id\":1,\"text\":\"x\"}\n{\"id\":2,\"text\":\"x\",\"date\":\"2001-02-03T10:00:00Z\"}\n");
    desk.write("b.txt", "x");
    desk.run("clean a.jsonl b.txt --out out --date 2017-06-22").went_well();
    let published: Vec<_> = desk
        .text("out/metadata.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["published"].clone())
        .collect();
    assert_eq!(published, ["2017-06-22", "2001-02-03", "2017-06-22"]);
}

#[test]
fn options_name_the_fields_and_the_stages() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"key\":\"k\",\"body\":\"The colour.\",\"when\":\"2017-06-22\",\"text\":\"colour\"}\n");
    desk.run("clean a.jsonl --out out --id-field key --text-field body --date-field when").went_well();
    let line = desk.text("out/a.jsonl");
    assert!(
        line.starts_with("{\"key\":\"k\",\"body\":\"The color.\",\"when\":\"2017-06-22\",\"text\":\"colour\","),
        "{line}"
    );
    assert!(line.contains("\"doc\":\"a.jsonl#k\",\"published\":\"2017-06-22\""), "{line}");

    desk.run("clean a.jsonl --out none --text-field body --stages decode,typo").went_well();
    assert!(desk.text("none/a.jsonl").contains("\"body\":\"The colour.\""));
}

#[test]
fn quiet_says_only_errors() {
    let desk = Desk::new();
    desk.write("a.txt", "colour");
    assert_eq!(desk.run("clean a.txt --out out --quiet").went_well().err, "");
    desk.run("clean a.txt b.txt --out out --quiet")
        .failed_with("error: b.txt: cannot be read: No such file or directory (os error 2)");
}

#[test]
fn a_folder_honours_gitignore_and_globs() {
    let desk = Desk::new();
    for name in ["in/a.txt", "in/b.text", "in/c.md", "in/d.html", "in/drafts/e.txt", "in/.hidden.txt", "in/f.jsonl"] {
        desk.write(name, "x");
    }
    desk.write("in/.gitignore", "drafts/\n");
    let docs = |arguments: &str| -> Vec<String> {
        desk.run(&format!("clean in --out out {arguments}")).went_well();
        let metadata = desk.text("out/metadata.jsonl");
        let doc = |line| serde_json::from_str::<serde_json::Value>(line).unwrap()["doc"].as_str().unwrap().to_owned();
        metadata.lines().map(doc).collect()
    };
    assert_eq!(docs(""), ["a.txt", "b.text", "c.md"]);
    assert_eq!(docs("--glob *.html --glob a.*"), ["a.txt", "d.html"]);
}

#[test]
fn what_a_user_ignores_everywhere_is_read_all_the_same() {
    let desk = Desk::new();
    desk.write("in/a.txt", "x");
    desk.write("home/git/ignore", "*.txt\n");
    let mut command = desk.command("clean in --out out");
    let ran = Ran::of(command.env("XDG_CONFIG_HOME", desk.path("home")).env("HOME", desk.path("home")));
    assert_eq!(ran.status, 0);
    assert!(desk.has("out/a.txt"), "{}", ran.err);
}

#[test]
fn a_folder_with_nothing_to_read_is_told() {
    let desk = Desk::new();
    desk.write("in/a.html", "x");
    let ran = desk.run("clean in --out out").went_well();
    assert_eq!(
        ran.err,
        "0 documents: 0 changed, 0 unchanged, 0 failed; 0 rows in out/audit.csv\n\
         note: a folder is searched for *.txt, *.text, *.md; `--glob` takes other files, and those .gitignore names are left\n"
    );
}

#[test]
fn the_output_folder_below_the_input_is_not_read() {
    let desk = Desk::new();
    desk.write("a.txt", "colour");
    desk.run("clean . --out cleaned").went_well();
    desk.run("clean . --out cleaned").went_well();
    assert_eq!(desk.files("cleaned"), ["a.txt", "audit.csv", "audit.schema.json", "metadata.jsonl", "run.json"]);
}

#[cfg(unix)]
#[test]
fn the_output_folder_is_not_read_through_a_link() {
    let desk = Desk::new();
    desk.write("in/a.txt", "colour");
    std::fs::create_dir(desk.path("out")).unwrap();
    std::os::unix::fs::symlink("../out", desk.path("in/link")).unwrap();
    desk.run("clean in --out out").went_well();
    desk.run("clean in --out out").went_well();
    assert_eq!(desk.files("out"), ["a.txt", "audit.csv", "audit.schema.json", "metadata.jsonl", "run.json"]);
}

#[test]
fn a_long_file_name_is_no_hindrance() {
    let desk = Desk::new();
    let name = format!("{}.txt", "n".repeat(251));
    desk.write(&format!("in/{name}"), "colour");
    desk.run("clean in --out out").went_well();
    assert_eq!(desk.text(&format!("out/{name}")), "color");
}
