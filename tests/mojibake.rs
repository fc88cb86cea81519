//! Right text read wrongly in every way comes back; right text that looks like it stays.

use std::collections::BTreeMap;

use copydesk::stages::Stage;
use copydesk::text::Document;
use copydesk::{Config, Pipeline};
use encoding_rs::{
    Encoding, ISO_8859_2, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1257,
};

const RIGHT: &str = include_str!("../fixtures/mojibake/right.txt");
const KEEP: &str = include_str!("../fixtures/mojibake/keep.txt");

const ENCODINGS: [&Encoding; 9] =
    [WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257, MACINTOSH, ISO_8859_2, KOI8_R];

fn pipeline() -> Pipeline {
    Pipeline::new(Config { stages: vec![Stage::Unicode], ..Config::default() }).expect("the shipped rules compile")
}

fn clean(pipeline: &Pipeline, text: &str) -> String {
    pipeline.clean(&Document::new("text", text), None).text.into_owned()
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.replace("\\u{A0}", "\u{A0}"))
}

/// `text` in UTF-8, read as `encoding`; nothing where a byte means nothing there.
fn misread(text: &str, encoding: &'static Encoding) -> Option<String> {
    let wrong = encoding.decode_without_bom_handling_and_without_replacement(text.as_bytes())?;
    Some(wrong.into_owned())
}

#[test]
fn every_misreading_comes_back() {
    let pipeline = pipeline();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut all = 0;
    for right in lines(RIGHT) {
        for first in ENCODINGS {
            let Some(once) = misread(&right, first) else { continue };
            let twice = ENCODINGS.into_iter().filter_map(|second| {
                misread(&once, second).map(|twice| (format!("{} + {}", first.name(), second.name()), twice))
            });
            for (name, wrong) in std::iter::once((first.name().to_owned(), once.clone())).chain(twice) {
                let got = clean(&pipeline, &wrong);
                let count = counts.entry(name.clone()).or_default();
                count.0 += 1;
                all += 1;
                if got != right {
                    count.1 += 1;
                    missed.push(format!("{name}: {right}\n  read {wrong}\n  got  {got}"));
                }
            }
        }
    }
    let short: Vec<_> = counts.iter().filter(|(_, (_, missed))| *missed > 0).collect();
    assert!(all >= 150, "only {all} readings");
    assert!(missed.len() * 150 <= all, "{} of {all}\n{short:?}\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn right_text_stays() {
    let pipeline = pipeline();
    let ligature = |line: &String| !line.contains('ﬁ');
    let kept: Vec<String> = lines(KEEP).chain(lines(RIGHT)).filter(ligature).collect();
    assert!(kept.len() >= 150, "only {}", kept.len());
    let touched: Vec<_> = kept
        .iter()
        .filter(|line| clean(&pipeline, line) != **line)
        .map(|line| (line, clean(&pipeline, line)))
        .collect();
    assert!(touched.is_empty(), "{touched:#?}");
    let whole = kept.join("\n");
    assert_eq!(clean(&pipeline, &whole), whole, "all in one document");
}
