//! `copydesk rules`, `copydesk explain`, and a user's own rules.

use crate::desk::{Desk, HOUSE_RULE};

#[test]
fn lists_shipped_and_own_rules_by_stage() {
    let desk = Desk::new();
    let all = desk.run("rules").went_well().out;
    assert!(all.contains("decode/encoding "), "{all}");
    let stages: Vec<&str> = all.lines().filter_map(|line| line.split('/').next()).collect();
    let order = ["decode", "unicode", "whitespace", "header", "caption", "dateline", "date", "typo"];
    assert!(stages.is_sorted_by_key(|stage| order.iter().position(|other| other == stage)), "{all}");
    let own = desk.run("rules unicode").went_well().out;
    assert!(own.lines().all(|line| line.starts_with("unicode/")), "{own}");
    assert!(own.lines().any(|line| line.ends_with("  fix   House spelling")), "{own}");
    assert!(own.lines().any(|line| line.ends_with("  flag  A word to look at")), "{own}");
}

#[test]
fn shows_the_action_that_the_config_gives() {
    let desk = Desk::with_config("stages = [\"decode\"]\n[rules]\n\"decode/encoding\" = \"flag\"\n");
    let out = desk.run("rules").went_well().out;
    assert!(out.lines().any(|line| line.starts_with("decode/encoding ") && line.contains("  flag  ")), "{out}");
    assert!(out.lines().filter(|line| !line.starts_with("decode/")).all(|line| line.contains("  off ")), "{out}");
}

#[test]
fn an_unknown_stage_is_refused() {
    Desk::new().run("rules dates").failed_with(
        "error: there is no stage \"dates\"\n  = help: decode, unicode, whitespace, header, caption, dateline, date, typo",
    );
}

#[test]
fn explains_a_rule() {
    let out = Desk::new().run("explain unicode/spelling").went_well().out;
    assert_eq!(
        out,
        "unicode/spelling\nHouse spelling\n\nOne house, one spelling.\n\n\
         Stage:   unicode\nAction:  fix\nPair:    colour → color\n\n\
         Changed\n  - The colour.\n  + The color.\n\n\
         Left alone\n    The color.\n\n\
         To change what it does, in copydesk.toml:\n    [rules]\n    \"unicode/spelling\" = \"off\"    # off | flag | fix\n"
    );
}

#[test]
fn every_shipped_rule_can_be_explained() {
    let desk = Desk::with_config("");
    let rules = desk.run("rules").went_well().out;
    for rule in rules.lines().filter_map(|line| line.split(' ').next()).step_by(7) {
        assert!(desk.run(&format!("explain {rule}")).went_well().out.starts_with(rule), "{rule}");
    }
}

#[test]
fn an_unknown_rule_is_refused() {
    let desk = Desk::new();
    desk.run("explain unicode/speling")
        .failed_with("error: there is no rule \"unicode/speling\"\n  = help: did you mean \"unicode/spelling\"?");
    desk.run("explain zebra")
        .failed_with("error: there is no rule \"zebra\"\n  = help: `copydesk rules` lists them all");
}

/// Says what comes of a house rule with that text.
#[track_caller]
fn rule_says(rule: &str, error: &str) {
    let desk = Desk::new();
    desk.write("house/unicode/spelling.toml", rule);
    desk.write("a.txt", "colour");
    for command in ["clean a.txt --out out", "check a.txt", "rules"] {
        desk.run(command).failed_with(&format!("error: {error}"));
    }
    assert!(!desk.has("out"));
}

#[test]
fn a_bad_regex() {
    rule_says(
        &HOUSE_RULE.replace("pairs = { colour = \"color\" }", "regex = \"colou(r\", replace = \"color\""),
        "rule \"unicode/spelling\": the expression does not compile: unclosed group\n \
         --> house/unicode/spelling.toml:5:21\n  |\n5 | pattern = { regex = \"colou(r\", replace = \"color\" }\n  |                     ^^^^^^^^^",
    );
}

#[test]
fn an_example_that_fails() {
    rule_says(
        &HOUSE_RULE.replace("The color.\"\n[[", "The collar.\"\n[["),
        "rule \"unicode/spelling\": the example \"The colour.\" becomes \"The color.\", not \"The collar.\"\n \
         --> house/unicode/spelling.toml\n  = help: mend the rule or its example",
    );
    rule_says(
        &HOUSE_RULE.replace("keep = \"The color.\"", "keep = \"The colour.\""),
        "rule \"unicode/spelling\": the `keep` example \"The colour.\" becomes \"The color.\"\n \
         --> house/unicode/spelling.toml\n  = help: mend the rule or its example",
    );
}

#[test]
fn an_unknown_key_in_a_rule() {
    rule_says(
        &HOUSE_RULE.replace("why =", "because ="),
        "unknown field `because`, expected one of `summary`, `why`, `action`, `kind`, `pattern`, `example`\n \
         --> house/unicode/spelling.toml:3:1\n  |\n3 | because = \"One house, one spelling.\"\n  | ^^^^^^^",
    );
}

#[test]
fn a_rule_without_a_keep_example() {
    rule_says(
        HOUSE_RULE.split("[[example]]\nkeep").next().unwrap(),
        "rule \"unicode/spelling\" has no `keep` example\n --> house/unicode/spelling.toml\n  \
         = help: say what it must leave alone:\n          [[example]]\n          keep = \"text that looks alike and is right\"",
    );
}

#[test]
fn a_rule_in_no_stage() {
    let desk = Desk::new();
    desk.write("house/spelling/colour.toml", HOUSE_RULE);
    desk.run("rules").failed_with(
        "error: rule \"spelling/colour\" lies in no stage's folder\n --> house/spelling/colour.toml\n  \
         = help: put it in a folder named after its stage: decode, unicode, whitespace, header, caption, dateline, date, typo",
    );
}

#[test]
fn a_rule_that_is_shipped_already() {
    let desk = Desk::new();
    desk.write("house/decode/encoding.toml", HOUSE_RULE);
    desk.run("rules").failed_with(
        "error: rule \"decode/encoding\" comes with copydesk already\n --> house/decode/encoding.toml\n  \
         = help: give the file another name; `[rules]` in the config changes what a shipped rule does",
    );
}

#[test]
fn a_folder_of_rules_that_is_not_there() {
    let desk = Desk::with_config("rules_dir = \"nowhere\"\n");
    desk.run("rules").failed_with(
        "error: the rules cannot be read: No such file or directory (os error 2)\n --> nowhere\n  \
         = help: `rules_dir` in the config names a folder of `<stage>/<rule>.toml` files",
    );
}
