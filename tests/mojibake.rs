//! Right text read wrongly in every way comes back; right text that looks like it stays.

use copydesk::stages::Stage;
use copydesk::text::Document;
use copydesk::{Config, Pipeline};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253,
    WINDOWS_1254, WINDOWS_1257,
};

const RIGHT: &str = include_str!("../fixtures/mojibake/right.txt");
const KEEP: &str = include_str!("../fixtures/mojibake/keep.txt");

/// What UTF-8 is mistaken for, once or twice over, in any pair.
const ENCODINGS: [Wrong; 12] = [
    Wrong::Standard(WINDOWS_1252),
    Wrong::Standard(WINDOWS_1250),
    Wrong::Standard(WINDOWS_1251),
    Wrong::Standard(WINDOWS_1253),
    Wrong::Standard(WINDOWS_1254),
    Wrong::Standard(WINDOWS_1257),
    Wrong::Standard(ISO_8859_2),
    Wrong::Standard(MACINTOSH),
    Wrong::Standard(KOI8_R),
    Wrong::Standard(IBM866),
    Wrong::Latin1,
    Wrong::Ibm437,
];

/// The bytes 80 to FF of code page 437, which the WHATWG Encoding Standard leaves out.
const IBM437: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// An encoding that text in UTF-8 is read as.
#[derive(Clone, Copy)]
enum Wrong {
    Standard(&'static Encoding),
    Latin1,
    Ibm437,
}

impl Wrong {
    fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Latin1 => "ISO-8859-1",
            Self::Ibm437 => "IBM437",
        }
    }

    /// `text` in UTF-8, read as this encoding; nothing where a byte means nothing there.
    fn misread(self, text: &str) -> Option<String> {
        let page: Vec<char> = match self {
            Self::Standard(encoding) => {
                let wrong = encoding.decode_without_bom_handling_and_without_replacement(text.as_bytes())?;
                return Some(wrong.into_owned());
            }
            Self::Latin1 => ('\u{80}'..='\u{FF}').collect(),
            Self::Ibm437 => IBM437.chars().collect(),
        };
        let read = |byte: u8| if byte.is_ascii() { char::from(byte) } else { page[usize::from(byte) - 0x80] };
        Some(text.bytes().map(read).collect())
    }
}

fn pipeline() -> Pipeline {
    Pipeline::new(Config { stages: vec![Stage::Unicode], ..Config::default() }).expect("the shipped rules compile")
}

fn clean(pipeline: &Pipeline, text: &str) -> String {
    pipeline.clean(&Document::new("text", text), None).text.into_owned()
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.replace("\\u{A0}", "\u{A0}"))
}

/// Every sentence read wrongly, once and in every pair of encodings, with what it should come back as and a name for
/// the way.
fn misreadings() -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for right in lines(RIGHT) {
        for first in ENCODINGS {
            let Some(once) = first.misread(&right) else { continue };
            for second in ENCODINGS {
                if let Some(twice) = second.misread(&once) {
                    all.push((format!("{} + {}", first.name(), second.name()), twice, right.clone()));
                }
            }
            all.push((first.name().to_owned(), once, right.clone()));
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
fn misreadings_come_back() {
    let all = misreadings();
    let missed = missed(&all);
    assert!(all.len() >= 3_000, "only {}", all.len());
    assert!(missed.len() * 150 <= all.len(), "{} of {}\n{}", missed.len(), all.len(), missed.join("\n"));
}

#[test]
fn broken_words_among_right_ones_come_back() {
    let mut all = Vec::new();
    for right in lines(RIGHT) {
        for wrong in ENCODINGS {
            for odd in [0, 1] {
                let word = |(number, word): (usize, &str)| {
                    if number % 2 == odd { wrong.misread(word) } else { Some(word.to_owned()) }
                };
                let words: Option<Vec<String>> = right.split(' ').enumerate().map(word).collect();
                all.extend(words.map(|words| (wrong.name().to_owned(), words.join(" "), right.clone())));
            }
        }
    }
    let missed = missed(&all);
    assert!(missed.len() * 50 <= all.len(), "{} of {}\n{}", missed.len(), all.len(), missed.join("\n"));
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
