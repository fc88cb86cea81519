//! Every example of every rule, through the whole pipeline, twice.

use copydesk::rules::{Action, Expected};
use copydesk::{Config, Pipeline};

#[test]
fn every_example_comes_out_as_it_says() {
    let pipeline = Pipeline::new(Config::default()).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (id, rule) in pipeline.rules().iter() {
        for example in &rule.examples {
            count += 1;
            if let Err(problem) = pipeline.prove(id, example) {
                wrong.push(format!("{}: {problem}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_shows_what_it_finds() {
    let pipeline = Pipeline::new(Config::default()).unwrap();
    let silent: Vec<&str> = pipeline
        .rules()
        .iter()
        // What a file's bytes are cannot be shown in a text.
        .filter(|(_, rule)| !rule.id.starts_with("decode/") && rule.action != Action::Off)
        .filter(|(_, rule)| rule.examples.iter().all(|example| example.expected == Expected::Keep))
        .map(|(_, rule)| rule.id.as_str())
        .collect();
    assert!(silent.is_empty(), "rules without an example of what they find: {silent:?}");
}

#[test]
fn a_rule_says_what_it_does_in_one_line() {
    let pipeline = Pipeline::new(Config::default()).unwrap();
    for (_, rule) in pipeline.rules().iter() {
        let summary = &rule.summary;
        assert!(!summary.is_empty() && summary.len() <= 100 && !summary.ends_with('.'), "{}: {summary:?}", rule.id);
        assert!(rule.why.len() > 20, "{}: {:?}", rule.id, rule.why);
    }
}
