//! Throughput of each stage and of the whole, in bytes and words a second, on the shipped articles.
//!
//! `cargo bench --bench throughput`; one core, no files. The `dirty` text is every shipped article, over and over;
//! the `clean` text is what the pipeline makes of it.

use std::path::Path;

use copydesk::stages::{Stage, decode};
use copydesk::text::Document;
use copydesk::{Config, Pipeline};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use jiff::civil::date;

fn main() {
    divan::main();
}

/// The shipped articles, each as a document.
fn dirty() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let documents = paths.into_iter().filter_map(|path| {
        let (text, form) = decode::decode(std::fs::read(&path).unwrap(), None).ok()?;
        let published = Some(date(2017, 6, 22));
        Some(Document { form, published, ..Document::new(path.display().to_string(), text) })
    });
    documents.collect()
}

/// The same, cleaned.
fn clean() -> Vec<Document> {
    let pipeline = Pipeline::new(Config::default()).unwrap();
    let cleaned = |document: &Document| {
        let text = pipeline.clean(document, None).text.into_owned();
        Document { published: document.published, ..Document::new(document.id.clone(), text) }
    };
    dirty().iter().map(cleaned).collect()
}

fn run(bencher: Bencher<'_, '_>, stages: &[Stage], documents: &[Document]) {
    let mut config = Config::default();
    config.stages.retain(|stage| stages.contains(stage));
    let pipeline = Pipeline::new(config).unwrap();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let words: usize = documents.iter().map(|document| document.text.split_ascii_whitespace().count()).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(words)).bench(|| {
        for document in documents {
            divan::black_box(pipeline.clean(document, None));
        }
    });
}

const SETS: [(&str, &[Stage]); 8] = [
    ("nothing", &[]),
    ("unicode", &[Stage::Unicode]),
    ("whitespace", &[Stage::Whitespace]),
    ("repair", &[Stage::Unicode, Stage::Whitespace]),
    ("heads", &[Stage::Header, Stage::Caption, Stage::Dateline]),
    ("date", &[Stage::Date]),
    ("typo", &[Stage::Typo]),
    ("whole", &Stage::ALL),
];

#[divan::bench(args = SETS.map(|(name, _)| name))]
fn on_dirty_text(bencher: Bencher<'_, '_>, name: &str) {
    run(bencher, stages_of(name), &dirty());
}

#[divan::bench(args = SETS.map(|(name, _)| name))]
fn on_clean_text(bencher: Bencher<'_, '_>, name: &str) {
    run(bencher, stages_of(name), &clean());
}

/// What a run costs before its first document.
#[divan::bench]
fn start(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Pipeline::new(Config::default()).unwrap());
}

fn stages_of(name: &str) -> &'static [Stage] {
    SETS.iter().find(|(own, _)| *own == name).expect("a listed set").1
}
