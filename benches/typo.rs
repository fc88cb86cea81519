//! Throughput of the stage typo, in bytes and words a second, with nothing around it. `cargo bench --bench typo`
//!
//! `COPYDESK_TEXTS=FOLDER` names a folder whose files are measured as `own`.

use std::fmt::Write as _;

use copydesk::rules::RuleSet;
use copydesk::stages::Reading;
use copydesk::stages::typo::{Census, Checker, HouseWords};
use copydesk::{Config, Layout, TypoSettings, Variant};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

fn main() {
    divan::main();
}

/// About a megabyte of articles of 3 kB each, with `slips` of a hundred of their paragraphs misspelled.
fn articles(slips: usize) -> Vec<String> {
    let paragraph = |number: usize| {
        let (council, day) = match number * 37 % 100 {
            hit if hit < slips => ("concil", "Tuesdya"),
            _ => ("council", "Tuesday"),
        };
        format!(
            "The {council} of Ellerystown voted {number} to one on {day} for a new bridge over the river Brabourne, which \
             will be paid for by a levy on all trucks that cross it. \"We have waited for twenty years,\" Mayor Odile \
             Krantzmeier said in an interview with the local paper. Work is to begin in the spring; it won't be done \
             before the end of next year, although unemployed steelworkers petitioned for haste."
        )
    };
    (0..300)
        .map(|article| {
            (0..9).fold(String::new(), |mut text, number| {
                write!(text, "{}\n\n", paragraph(article * 9 + number)).expect("a string takes all");
                text
            })
        })
        .collect()
}

fn own() -> Vec<String> {
    let Some(folder) = std::env::var_os("COPYDESK_TEXTS") else { return Vec::new() };
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok()).collect()
}

fn texts(kind: &str) -> Vec<String> {
    match kind {
        "clean" => articles(0),
        "slips" => articles(5),
        _ => own(),
    }
}

fn bench(bencher: Bencher<'_, '_>, kind: &str, settings: TypoSettings) {
    let texts = texts(kind);
    let config = Config { typo: settings, ..Config::default() };
    let (checker, rules, layout) = (Checker::new(&config.typo).unwrap(), RuleSet::builtin(), Layout::default());
    let bytes: usize = texts.iter().map(String::len).sum();
    let words: usize = texts.iter().map(|text| text.split_ascii_whitespace().count()).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(words)).bench_local(|| {
        let mut findings = Vec::new();
        for text in &texts {
            findings.clear();
            let reading =
                Reading { text, layout: &layout, published: None, rules: &rules, config: &config, only_fixes: false };
            checker.read(&reading, &mut findings);
            divan::black_box(&findings);
        }
    });
}

#[divan::bench(args = ["clean", "slips", "own"], sample_count = 40)]
fn check(bencher: Bencher<'_, '_>, kind: &str) {
    bench(bencher, kind, TypoSettings::default());
}

#[divan::bench(args = ["clean", "own"], sample_count = 40)]
fn with_a_variant(bencher: Bencher<'_, '_>, kind: &str) {
    bench(bencher, kind, TypoSettings { variant: Some(Variant::Us), ..TypoSettings::default() });
}

/// Counting words for `copydesk lexicon`.
#[divan::bench(args = ["clean", "own"], sample_count = 20)]
fn census(bencher: Bencher<'_, '_>, kind: &str) {
    let texts = texts(kind);
    let bytes: usize = texts.iter().map(String::len).sum();
    let house = HouseWords::default();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let mut census = Census::default();
        for text in &texts {
            census.count(text, &house);
        }
        divan::black_box(&census);
    });
}
