//! `copydesk lexicon`, and what `--lexicon` and `variant` change.

use crate::desk::Desk;

/// Two documents with a word nobody listed and a repeated slip, and one with neither.
fn desk() -> Desk {
    let desk = Desk::with_config("stages = [\"decode\", \"unicode\", \"whitespace\", \"typo\"]\n");
    desk.write("in/a.txt", "The govermant fleet occured, and the govermant occurred.\n");
    desk.write("in/b.txt", "A govermant occured on Quzix. The event occurred twice, and occurred again.\n");
    desk.write("in/c.txt", "It occurred, it occurred, it occurred.\n");
    desk
}

#[test]
fn a_word_of_the_corpus_is_right_and_a_repeated_slip_is_not() {
    let desk = desk();
    let before = desk.run("check in");
    assert!(before.out.contains("`govermant`") && before.out.contains("`occured`"), "{before:?}");
    let ran = desk.run("lexicon in --out house.lex").went_well();
    assert_eq!(ran.err, "3 documents read, 1 word found, 0 failed\n");
    let lexicon = desk.text("house.lex");
    assert!(lexicon.starts_with('#') && lexicon.ends_with("\ngovermant\t# 3 in 2 documents\n"), "{lexicon}");
    let after = desk.run("check in --lexicon house.lex");
    assert!(!after.out.contains("`govermant`") && after.out.contains("`occured`"), "{after:?}");
}

#[test]
fn the_lexicon_is_the_same_for_any_number_of_threads() {
    let desk = desk();
    let record = |number: usize| {
        let word = ["zorbling", "Quzix", "tharn", "govermant"][number % 4];
        let ends = "e".repeat(number % 7);
        format!("{{\"id\":{number},\"text\":\"The {word} of {number} and its vornate{ends} end.\"}}\n")
    };
    let records: String = (0..3_000).map(record).collect();
    desk.write("many.jsonl", records);
    desk.run("lexicon in many.jsonl --out one.lex --jobs 1 --min-documents 3").went_well();
    desk.run("lexicon in many.jsonl --out four.lex --jobs 4 --min-documents 3").went_well();
    assert_eq!(desk.text("one.lex"), desk.text("four.lex"));
    assert!(desk.text("one.lex").contains("\nQuzix\t# 751 in 751 documents\n"), "{}", desk.text("one.lex"));
}

#[test]
fn with_one_lexicon_shards_agree_with_the_whole() {
    let desk = desk();
    desk.run("lexicon in --out house.lex").went_well();
    desk.run("clean in --out whole --lexicon house.lex").went_well();
    let mut parts = String::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        desk.run(&format!("clean in/{name} --out part --lexicon house.lex")).went_well();
        let log = desk.text("part/audit.csv");
        parts += if parts.is_empty() { &log } else { log.split_once('\n').unwrap().1 };
    }
    assert_eq!(parts, desk.text("whole/audit.csv"));
}

#[test]
fn what_the_house_knew_before_is_kept() {
    let desk = desk();
    desk.write("old.lex", "Quzix # a town\nzorbling\n");
    desk.run("lexicon in --out new.lex --lexicon old.lex").went_well();
    assert!(
        desk.text("new.lex").ends_with("\nQuzix\nzorbling\ngovermant\t# 3 in 2 documents\n"),
        "{}",
        desk.text("new.lex")
    );
}

#[test]
fn a_document_that_cannot_be_read_is_named() {
    let desk = desk();
    desk.write("bad.jsonl", "{\"id\":1}\n");
    let ran = desk.run("lexicon bad.jsonl in --out house.lex");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("bad.jsonl:1: the record has no field") && desk.has("house.lex"), "{ran:?}");
}

#[test]
fn a_lexicon_that_is_not_there() {
    let desk = desk();
    desk.run("check in --lexicon none.lex").failed_with(
        "error: the house lexicon cannot be read: No such file or directory (os error 2)\n --> none.lex\n  \
         = help: it is a file of one word a line, such as `copydesk lexicon` writes",
    );
    let ran = desk.run("lexicon in --out in");
    assert!(ran.status == 2 && ran.err.starts_with("error: the lexicon cannot be written: "), "{ran:?}");
}

#[test]
fn a_house_has_one_spelling() {
    let desk = Desk::with_config("stages = [\"typo\"]\n");
    desk.write("a.txt", "Colour is analysed at the Centre of the center, by color. He wrote “Labour” in gray.\n");
    desk.run("check a.txt").went_well();
    let flagged = |variant: &str| {
        desk.write("copydesk.toml", format!("stages = [\"typo\"]\n[typo]\nvariant = \"{variant}\"\n"));
        let ran = desk.run("check a.txt");
        assert_eq!(ran.status, 1, "{ran:?}");
        let found = ran.out.lines().filter(|line| line.contains("typo/variant"));
        found
            .map(|line| line.split('`').nth(1).unwrap().to_owned() + "→" + line.split('`').nth(3).unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(flagged("us"), ["Colour→Color", "analysed→analyzed"]);
    assert_eq!(flagged("gb"), ["center→centre", "color→colour", "gray→grey"]);
    desk.write("copydesk.toml", "[typo]\nvariant = \"uk\"\n");
    let ran = desk.run("check a.txt");
    assert!(ran.status == 2 && ran.err.contains("unknown variant `uk`, expected `us` or `gb`"), "{ran:?}");
}
