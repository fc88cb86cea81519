//! Right text read wrongly in every way comes back; right text that looks like it stays.

use copydesk::stages::Stage;
use copydesk::text::Document;
use copydesk::{Config, Pipeline};
use encoding_rs::{
    Encoding, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

const RIGHT: &str = include_str!("../fixtures/mojibake/right.txt");
const KEEP: &str = include_str!("../fixtures/mojibake/keep.txt");

/// What UTF-8 is mistaken for.
const FIRST: [&Encoding; 8] =
    [WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257, MACINTOSH, KOI8_R];
/// What it is mistaken for once more. Two mistakes in different encodings leave less to go by.
const SECOND: [&Encoding; 2] = [WINDOWS_1252, WINDOWS_1254];
/// Pairs of encodings beyond those, all of which are wanted back in most cases.
const RARE: [&Encoding; 4] = [WINDOWS_1250, WINDOWS_1251, MACINTOSH, KOI8_R];

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

/// Every sentence read wrongly, with what it should come back as and a name for the way.
fn misreadings(firsts: &[&'static Encoding], seconds: &[&'static Encoding]) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for right in lines(RIGHT) {
        for first in firsts {
            let Some(once) = misread(&right, first) else { continue };
            for second in seconds {
                if let Some(twice) = misread(&once, second) {
                    all.push((format!("{} + {}", first.name(), second.name()), twice, right.clone()));
                }
            }
            if seconds.is_empty() {
                all.push((first.name().to_owned(), once, right.clone()));
            }
        }
    }
    all
}

/// Those that do not come back.
fn missed(all: &[(String, String, String)]) -> Vec<String> {
    let pipeline = pipeline();
    let miss = |(name, wrong, right): &(String, String, String)| {
        let got = clean(&pipeline, wrong);
        (got != *right).then(|| format!("{name}: {right}\n  read {wrong}\n  got  {got}"))
    };
    all.iter().filter_map(miss).collect()
}

#[test]
fn one_misreading_comes_back() {
    let all = misreadings(&FIRST, &[]);
    let missed = missed(&all);
    assert!(
        all.len() >= 150 && missed.len() * 150 <= all.len(),
        "{} of {}\n{}",
        missed.len(),
        all.len(),
        missed.join("\n")
    );
}

#[test]
fn two_misreadings_come_back() {
    let all = misreadings(&SECOND, &SECOND);
    let missed = missed(&all);
    assert!(missed.len() * 150 <= all.len(), "{} of {}\n{}", missed.len(), all.len(), missed.join("\n"));
}

#[test]
fn two_misreadings_of_any_kind_mostly_come_back() {
    let all = misreadings(&FIRST, &RARE);
    let missed = missed(&all);
    assert!(missed.len() * 5 <= all.len(), "{} of {}\n{}", missed.len(), all.len(), missed.join("\n"));
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
