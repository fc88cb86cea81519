//! Where in a text the words of captions stand, so that paragraphs without any cost nothing.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::plain;
use crate::names::{self, Label, Sign};
use crate::text::{HashBits, Span, Word};

/// How many bytes of each listed word are looked for.
const LONGEST: usize = 5;
/// The fewest: so many are compared at once.
const SHORTEST: usize = 4;

/// What a line shows at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cues {
    /// A bracket that closes.
    pub bracket: bool,
    /// What can open a credit without brackets, or close a line.
    pub mark: bool,
    /// Words that captions have.
    pub words: bool,
}

/// Tells the cues of the lines of a text, which must be asked for in order.
#[derive(Debug)]
pub struct Scan<'t> {
    text: &'t str,
    /// Where listed words may begin, from the present line on.
    places: &'t [usize],
}

impl<'t> Scan<'t> {
    /// The lines of `text`. `places` are those where [`Needles::place`] finds a word.
    #[must_use]
    pub const fn new(text: &'t str, places: &'t [usize]) -> Self {
        Self { text, places }
    }

    /// The cues in `line`.
    pub fn cues(&mut self, line: Span) -> Cues {
        self.places = &self.places[self.places.iter().take_while(|&&place| place < line.start).count()..];
        let words = self.places.first().is_some_and(|&place| place < line.end);
        let slice = line.of(self.text);
        let bytes = slice.as_bytes();
        Cues {
            bracket: memchr::memchr2(b')', b']', bytes).is_some(),
            // The third is the last byte of a long dash, the fourth the first of a copyright sign.
            mark: words
                || memchr::memchr3(b'/', b'|', 0x94, bytes).is_some()
                || memchr::memchr(0xC2, bytes).is_some()
                || plain::may_sign(slice),
            words,
        }
    }
}

/// The first bytes of the words that are looked for.
#[derive(Debug)]
pub struct Needles {
    /// The first four of each.
    first: HashBits,
    /// In order.
    listed: Vec<&'static [u8]>,
}

impl Needles {
    /// Those of all lists.
    #[must_use]
    pub fn get() -> &'static Self {
        static NEEDLES: LazyLock<Needles> = LazyLock::new(|| {
            let mut needles = Needles { first: HashBits::new(), listed: Vec::new() };
            for needle in listed() {
                needles.first.insert(first(needle, 0));
                needles.listed.push(needle);
            }
            needles
        });
        &NEEDLES
    }

    /// Where a listed word begins in `word`, as far as its first bytes tell. A mark may be glued to the word before it.
    #[inline]
    #[must_use]
    pub fn place(&self, bytes: &[u8], word: Word) -> Option<usize> {
        let (Word::Letters(Span { start, .. }) | Word::Capital(start)) = word else { return None };
        let may_be = self.first.may_have(first(bytes, start));
        (may_be && self.begins(&bytes[start..])).then_some(start)
    }

    #[inline(never)]
    fn begins(&self, bytes: &[u8]) -> bool {
        (SHORTEST..=LONGEST.min(bytes.len())).any(|len| self.listed.binary_search(&&bytes[..len]).is_ok())
    }
}

/// The four bytes from `at` on as one number; zeros behind the end.
#[inline]
fn first(bytes: &[u8], at: usize) -> u64 {
    let rest = &bytes[at..];
    u64::from(match rest.first_chunk() {
        Some(four) => u32::from_le_bytes(*four),
        None => rest.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)),
    })
}

/// Words that say of most signs that something is in a picture, and are rarer than those around them.
const SHOWN: [&str; 3] = ["seen ", "shown ", "pictured"];

/// Some bytes of every mark, label and sign that can stand within a line, but for those that a bracket or a copyright
/// sign tells. Of signs, which begin with a comma or a small word, the one of [`SHOWN`] or else the longest word.
fn listed() -> BTreeSet<&'static [u8]> {
    let marks = names::CREDIT_MARKS.iter().map(|(mark, _)| *mark).filter(|mark| !mark.starts_with('©'));
    let labels = names::CAPTION_LABELS.iter().filter(|(_, label)| *label == Label::Start).map(|(label, _)| *label);
    let signs = names::CAPTION_SIGNS.iter().filter(|(_, sign)| *sign != Sign::Opening).map(|(words, _)| *words);
    let signs = signs.filter(|words| !words.contains(')')).map(|words| {
        let longest = || words.split([' ', ',', '(']).rev().max_by_key(|word| word.len()).unwrap_or(words);
        SHOWN
            .into_iter()
            .find(|shown| words.contains(shown))
            .unwrap_or_else(|| &words[words.find(longest()).unwrap_or(0)..])
    });
    let words = marks.chain(labels).chain(signs);
    words.map(|words| &words.as_bytes()[..words.len().min(LONGEST)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Cues, Needles, SHORTEST, Scan, listed};
    use crate::names::{self, Sign};
    use crate::text::{Span, each_word};

    fn places(text: &str) -> Vec<usize> {
        let mut places = Vec::new();
        each_word(text, |word| places.extend(Needles::get().place(text.as_bytes(), word)));
        places
    }

    #[test]
    fn every_listed_word_is_a_cue() {
        assert!(listed().iter().all(|needle| needle.len() >= SHORTEST), "{:?}", listed());
        let words = names::CREDIT_MARKS.iter().map(|(mark, _)| *mark);
        for words in words.chain(names::CAPTION_SIGNS.iter().map(|(words, _)| *words)) {
            let text = format!("The ferry leaves. {words} the port closes for the night, the harbour master says.");
            let cues = Scan::new(&text, &places(&text)).cues(Span::new(0, text.len()));
            let opening = names::CAPTION_SIGNS.contains(&(words, Sign::Opening));
            assert!(opening || cues.mark || cues.bracket, "{words}");
        }
    }

    #[test]
    fn lines_in_order() {
        let text = "The port is closed.\nA ferry leaves. Photo: Jane Doe\nThe port (of Geneva) is closed.\n";
        let places = places(text);
        let mut scan = Scan::new(text, &places);
        let mut start = 0;
        let mut cues = Vec::new();
        for line in text.lines() {
            cues.push(scan.cues(Span::new(start, start + line.len())));
            start += line.len() + 1;
        }
        assert_eq!(cues[0], Cues { bracket: false, mark: false, words: false });
        assert!(cues[1].mark && cues[1].words && !cues[1].bracket);
        assert!(cues[2].bracket && !cues[2].words);
    }
}
