//! Throughput of the stages date and typo, in bytes and words a second, each with its part of the walk over the words and
//! nothing around it. `cargo bench --bench read`
//!
//! `COPYDESK_TEXTS=FOLDER` names a folder whose files are measured as `own`.

use std::fmt::Write as _;

use copydesk::rules::RuleSet;
use copydesk::stages::typo::{Census, Checker, HouseWords};
use copydesk::stages::{Reading, Walk, Wanted, date};
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

/// Walks over each text for what is `wanted` of it, and has `read` read it.
fn bench(bencher: Bencher<'_, '_>, kind: &str, config: &Config, wanted: Wanted<'_>, read: impl Fn(&Reading<'_>)) {
    let texts = texts(kind);
    let (rules, layout) = (RuleSet::builtin(), Layout::default());
    let bytes: usize = texts.iter().map(String::len).sum();
    let words: usize = texts.iter().map(|text| text.split_ascii_whitespace().count()).sum();
    let published = Some(jiff::civil::date(2017, 6, 22));
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(words)).bench_local(|| {
        for text in &texts {
            let mut walk = Walk::of(text);
            walk.read(text, &[], wanted);
            let (walk, layout, rules) = (&walk, &layout, &rules);
            read(&Reading { text, walk, layout, published, rules, config, only_fixes: false });
        }
    });
}

fn bench_typos(bencher: Bencher<'_, '_>, kind: &str, settings: TypoSettings) {
    let config = Config { typo: settings, ..Config::default() };
    let checker = Checker::new(&config.typo).unwrap();
    let wanted = Wanted { typos: Some(&checker), ..Wanted::default() };
    bench(bencher, kind, &config, wanted, |reading| {
        let mut findings = Vec::new();
        checker.read(reading, &mut findings);
        divan::black_box(findings);
    });
}

#[divan::bench(args = ["clean", "own"], sample_count = 40)]
fn dates(bencher: Bencher<'_, '_>, kind: &str) {
    let wanted = Wanted { dates: true, ..Wanted::default() };
    bench(bencher, kind, &Config::default(), wanted, |reading| {
        let mut findings = Vec::new();
        date::read(reading, &mut findings);
        divan::black_box(findings);
    });
}

#[divan::bench(args = ["clean", "slips", "own"], sample_count = 40)]
fn typos(bencher: Bencher<'_, '_>, kind: &str) {
    bench_typos(bencher, kind, TypoSettings::default());
}

#[divan::bench(args = ["clean", "own"], sample_count = 40)]
fn typos_with_a_variant(bencher: Bencher<'_, '_>, kind: &str) {
    bench_typos(bencher, kind, TypoSettings { variant: Some(Variant::Us), ..TypoSettings::default() });
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
