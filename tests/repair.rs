//! What the repair stages promise on any text.

use copydesk::stages::Stage;
use copydesk::text::Document;
use copydesk::{Config, Pipeline};
use proptest::prelude::*;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let stages = vec![Stage::Decode, Stage::Unicode, Stage::Whitespace];
    Pipeline::new(Config { stages, ..Config::default() }).expect("the shipped rules compile")
});

fn clean(text: &str) -> String {
    PIPELINE.clean(&Document::new("text", text), None).text.into_owned()
}

fn repair_stages(stage: Stage) -> bool {
    matches!(stage, Stage::Decode | Stage::Unicode | Stage::Whitespace)
}

#[test]
fn every_example_comes_out_as_its_rule_says() {
    let problems: Vec<String> = PIPELINE
        .rules()
        .iter()
        .filter(|(_, rule)| repair_stages(rule.stage))
        .flat_map(|(id, rule)| rule.examples.iter().map(move |example| (id, rule, example)))
        .filter_map(|(id, rule, example)| {
            PIPELINE.prove(id, example).err().map(|problem| format!("{}: {problem}", rule.id))
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_repaired_once_and_undone(text in "(\\PC|\\PC|[ \n\r\t\u{85}\u{A0}\u{AD}\u{200B}-\u{200F}\u{2028}\u{FEFF}\u{3000}]|[a-zA-Z.?!\"“”’&;]|â€™|Ã©|&amp;){0,60}") {
        check(&text)?;
    }

    #[test]
    fn any_lines_are_repaired_once_and_undone(text in "([ \t]{0,4}([a-zA-Z][a-z]{1,8}[ -]{1,2}){3,14}[a-z]{1,6}[.,]?\r?\n{1,2}){1,12}") {
        check(&text)?;
    }
}

/// Repairing repairs everything, and the edits take back what was done.
fn check(text: &str) -> Result<(), TestCaseError> {
    let document = Document::new("text", text);
    let outcome = PIPELINE.clean(&document, None);
    prop_assert_eq!(outcome.edits.apply(text), outcome.text.as_ref());
    prop_assert_eq!(outcome.edits.inverse(text).apply(&outcome.text), text);
    prop_assert_eq!(clean(&outcome.text), outcome.text.as_ref());
    Ok(())
}
