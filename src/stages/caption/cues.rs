//! Where in a text the words of captions stand: one walk over the text, so that paragraphs without any cost nothing.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Input, packed};

use super::plain;
use crate::names::{self, Label, Sign};
use crate::text::Span;

/// How many bytes of each listed word are looked for.
const LONGEST: usize = 5;
/// The fewest: the search is fast while it can compare four bytes at once.
#[cfg(test)]
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

/// Walks over a text and tells the cues of its lines, which must be asked for in order.
#[derive(Debug)]
pub struct Scan<'t> {
    text: &'t str,
    /// Where the next of the listed words begins, at or behind the last line asked for.
    next: Option<usize>,
}

impl<'t> Scan<'t> {
    /// A walk from the start of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, next: find(text, 0) }
    }

    /// The cues in `line`.
    pub fn cues(&mut self, line: Span) -> Cues {
        if self.next.is_some_and(|next| next < line.start) {
            self.next = find(self.text, line.start);
        }
        let words = self.next.is_some_and(|next| next < line.end);
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

/// Where the first listed word at or behind `from` begins, as far as its first bytes tell.
fn find(text: &str, from: usize) -> Option<usize> {
    static SEARCHER: LazyLock<Option<packed::Searcher>> = LazyLock::new(|| {
        // Some more words than the library would take by itself; they are still found several times as fast.
        packed::Config::new().heuristic_pattern_limits(false).builder().extend(needles()).build()
    });
    static AUTOMATON: LazyLock<AhoCorasick> = LazyLock::new(|| AhoCorasick::new(needles()).expect("a few short words"));
    match &*SEARCHER {
        Some(searcher) => searcher.find_in(text, (from..text.len()).into()).map(|found| found.start()),
        // Not every processor has the instructions for it.
        None => AUTOMATON.find(Input::new(text).range(from..)).map(|found| found.start()),
    }
}

/// Words that say of most signs that something is in a picture, and are rarer than those around them.
const SHOWN: [&str; 3] = ["seen ", "shown ", "pictured"];

/// Some bytes of every mark, label and sign that can stand within a line, but for those that a bracket or a copyright
/// sign tells. Of signs, which begin with a comma or a small word, the one of [`SHOWN`] or else the longest word.
fn needles() -> BTreeSet<&'static [u8]> {
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
    use super::{Cues, SHORTEST, Scan, needles};
    use crate::names::{self, Sign};
    use crate::text::Span;

    #[test]
    fn every_listed_word_is_a_cue() {
        assert!(needles().len() < 128, "{} are more than one search takes", needles().len());
        assert!(needles().iter().all(|needle| needle.len() >= SHORTEST), "{:?}", needles());
        let words = names::CREDIT_MARKS.iter().map(|(mark, _)| *mark);
        for words in words.chain(names::CAPTION_SIGNS.iter().map(|(words, _)| *words)) {
            let text = format!("The ferry leaves. {words} the port closes for the night, the harbour master says.");
            let cues = Scan::new(&text).cues(Span::new(0, text.len()));
            let opening = names::CAPTION_SIGNS.contains(&(words, Sign::Opening));
            assert!(opening || cues.mark || cues.bracket, "{words}");
        }
    }

    #[test]
    fn lines_in_order() {
        let text = "The port is closed.\nA ferry leaves. Photo: Jane Doe\nThe port (of Geneva) is closed.\n";
        let mut scan = Scan::new(text);
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
