//! What the date stage finds in single sentences: `tests/dates.tsv`, one a line.
//!
//! Columns: how it is read (`-` published 2017-06-22, `none` without a publication date, `dmy` and `mdy` with that
//! order set), the text, and the rows of the audit log that it must give, `<action> <kind> <before> = <after>`, or `-`.

use copydesk::stages::Stage;
use copydesk::text::Document;
use copydesk::{Config, DateOrder, DateSettings, Outcome, Pipeline, Rewrite};
use jiff::civil::date;
use proptest::prelude::*;
use std::sync::LazyLock;

static PLAIN: LazyLock<Pipeline> = LazyLock::new(|| pipeline(DateSettings::default()));
static RESOLVED: LazyLock<Pipeline> =
    LazyLock::new(|| pipeline(DateSettings { rewrite: Rewrite::Resolved, ..DateSettings::default() }));

fn pipeline(date: DateSettings) -> Pipeline {
    let stages = vec![Stage::Date];
    Pipeline::new(Config { stages, date, ..Config::default() }).expect("the shipped rules compile")
}

fn ordered(order: DateOrder) -> Pipeline {
    pipeline(DateSettings { order: Some(order), ..DateSettings::default() })
}

fn document(text: &str) -> Document {
    Document { published: Some(date(2017, 6, 22)), ..Document::new("sentence", text) }
}

fn rows(outcome: &Outcome<'_>) -> String {
    let rows: Vec<String> = outcome
        .logged
        .iter()
        .map(|verdict| {
            let before = verdict.span.of(outcome.original);
            format!("{} {} {before} = {}", verdict.action_name(), verdict.finding.kind, verdict.after())
        })
        .collect();
    if rows.is_empty() { "-".to_owned() } else { rows.join("; ") }
}

/// Every line of the table as its three columns.
fn sentences() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    include_str!("dates.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_else(|| panic!("three columns: {line:?}"));
        (next(), next(), next())
    })
}

#[test]
fn every_sentence_gives_its_rows() {
    let (dmy, mdy) = (ordered(DateOrder::Dmy), ordered(DateOrder::Mdy));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (how, text, expected) in sentences() {
        count += 1;
        let document = match how {
            "none" => Document::new("sentence", text),
            _ => document(text),
        };
        let pipeline = match how {
            "dmy" => &dmy,
            "mdy" => &mdy,
            _ => &*PLAIN,
        };
        let found = rows(&pipeline.clean(&document, None));
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 200, "the table has lost sentences: {count}");
}

#[test]
fn a_second_run_changes_nothing() {
    for (_, text, _) in sentences() {
        for pipeline in [&*PLAIN, &*RESOLVED] {
            let once = pipeline.clean(&document(text), None).text.into_owned();
            let twice = pipeline.clean(&document(&once), None).text.into_owned();
            assert_eq!(twice, once, "of {text:?}");
        }
    }
}

#[test]
fn resolved_dates_are_written_behind_relative_ones() {
    let resolved = |text: &str| RESOLVED.clean(&document(text), None).text.into_owned();
    assert_eq!(resolved("He spoke on Wednesday."), "He spoke on Wednesday (2017-06-21).");
    assert_eq!(resolved("He spoke on Wednesday (2017-06-21)."), "He spoke on Wednesday (2017-06-21).");
    assert_eq!(
        resolved("He spoke on June 3, 2016, and left yesterday."),
        "He spoke on 2016-06-03, and left yesterday (2017-06-21)."
    );
    assert_eq!(resolved("It rained last week for six hours."), "It rained last week for six hours.");
}

#[test]
fn no_rule_changes_the_text_when_rewriting_is_off() {
    let pipeline = pipeline(DateSettings { rewrite: Rewrite::None, ..DateSettings::default() });
    for (_, text, _) in sentences() {
        assert_eq!(pipeline.clean(&document(text), None).text, text);
    }
}

/// Words that dates are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "June",
        "May",
        "3",
        "22",
        "2016",
        "2017-06-22",
        "03/04/2017",
        "25/04/2017",
        "04/25/2017",
        ",",
        ", ",
        "-",
        "–",
        "the ",
        "a ",
        "last ",
        "next ",
        "week",
        "year",
        "years",
        "Monday",
        "Monday ",
        " ",
        " ",
        " ",
        "\n",
        ".",
        "'s",
        "ago",
        "earlier",
        "two ",
        "third",
        "quarter",
        "of ",
        "p.m.",
        "4:30",
        "noon",
        "’80s",
        "(2017-06-19)",
        "é",
        "“",
        "”",
        "September 11",
        "attacks",
        "every ",
        "half",
        "-old",
        "today",
        "now",
        "o’clock",
        "BC",
        "/",
        "http://",
    ]);
    prop::collection::vec(words, 0..24).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn cleaning_what_is_clean_changes_nothing(text in pieces()) {
        for pipeline in [&*PLAIN, &*RESOLVED] {
            let once = pipeline.clean(&document(&text), None).text.into_owned();
            let twice = pipeline.clean(&document(&once), None).text.into_owned();
            prop_assert_eq!(&twice, &once, "of {:?}", text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,120}") {
        let _ = RESOLVED.clean(&document(&text), None);
    }
}
