//! Throughput of the stages unicode and whitespace, in bytes a second: on clean text, which they only look through, and
//! on text with the mess of real articles. `cargo bench --bench repair`
//!
//! `COPYDESK_TEXTS=FOLDER` names a folder whose files are measured as `own`.

use std::fmt::Write as _;

use copydesk::rules::RuleSet;
use copydesk::stages::{RepairStops, unicode, whitespace};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// About a megabyte of articles of 3 kB each, as documents come.
fn articles(paragraph: impl Fn(usize) -> String) -> Vec<String> {
    (0..350)
        .map(|article| {
            let mut text = String::new();
            for number in 0..10 {
                let gap = if number == 0 { "" } else { "\n\n" };
                write!(text, "{gap}{}", paragraph(article * 10 + number)).expect("a string takes all");
            }
            text + "\n"
        })
        .collect()
}

fn ascii() -> Vec<String> {
    articles(|number| {
        format!(
            "The council voted {number} to one on Tuesday for a new bridge over the river, which will be paid for by a \
             levy on all trucks that cross it. \"We have waited for twenty years,\" the mayor said in an interview with \
             the local paper. Work is to begin in the spring, and it won't be done before the end of next year."
        )
    })
}

fn curly() -> Vec<String> {
    articles(|number| {
        format!(
            "The council voted {number} to one on Tuesday for a new bridge over the river — which will be paid for by a \
             levy on all trucks that cross it. “We have waited for twenty years,” the mayor said in an interview with \
             the local paper. Work is to begin in the spring, and it won’t be done before the end of next year."
        )
    })
}

fn messy() -> Vec<String> {
    articles(|number| match number % 8 {
        0 => "The council voted on Tuesday  for a new bridge.The levy is\u{A0}paid by all trucks. ".to_owned(),
        1 => "â€œWe have waited for twenty years,â€\u{9d} the mayor said at the cafÃ©.\r\n".to_owned(),
        2 => "&quot;It is a good day for the town,&quot; he said in an interview, and doesn t regret it.".to_owned(),
        _ => "“We have waited for twenty years,” the mayor said in an interview with the local paper, which is to be \
              printed on the new press from spring on. It won’t be done before the end of next year, he said."
            .to_owned(),
    })
}

fn own() -> Vec<String> {
    let Some(folder) = std::env::var_os("COPYDESK_TEXTS") else { return Vec::new() };
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok()).collect()
}

#[divan::bench(args = ["ascii", "curly", "messy", "own"], sample_count = 40)]
fn both(bencher: Bencher, kind: &str) {
    bench(bencher, kind, |text, rules, findings| {
        let stops = RepairStops::of(text);
        unicode::read(text, &stops.characters, rules, findings);
        whitespace::read(text, &stops.spaces, rules, findings);
    });
}

#[divan::bench(args = ["ascii", "curly", "messy", "own"], sample_count = 40)]
fn characters(bencher: Bencher, kind: &str) {
    bench(bencher, kind, |text, rules, findings| {
        let stops: Vec<usize> = unicode::stops_of(text).collect();
        unicode::read(text, &stops, rules, findings);
    });
}

#[divan::bench(args = ["ascii", "curly", "messy", "own"], sample_count = 40)]
fn white_space(bencher: Bencher, kind: &str) {
    bench(bencher, kind, |text, rules, findings| {
        let stops: Vec<usize> = whitespace::stops_of(text).collect();
        whitespace::read(text, &stops, rules, findings);
    });
}

fn bench(bencher: Bencher, kind: &str, read: impl Fn(&str, &RuleSet, &mut Vec<copydesk::Finding>) + Sync) {
    let texts = match kind {
        "ascii" => ascii(),
        "curly" => curly(),
        "own" => own(),
        _ => messy(),
    };
    let rules = RuleSet::builtin();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let mut findings = Vec::new();
        for text in &texts {
            findings.clear();
            read(text, &rules, &mut findings);
            divan::black_box(&findings);
        }
    });
}
