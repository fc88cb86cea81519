//! What captions are made of, sentence by sentence.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::names;
use crate::text::{Lanes, SEEN, stops};

/// For each sentence of `text` but the last: where the next begins, and where it ends itself.
pub fn ends(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    // The last byte of each mark, with a space behind it, before the mark itself is looked at.
    let is_mark = |[a, b, ..]: [Lanes; SEEN]| b.is(b' ') & (a.is(b'.') | a.is(b'?') | a.is(b'!') | a.is(b'"'));
    let is_quote = |[a, b, ..]: [Lanes; SEEN]| b.is(b' ') & a.is(0x9D);
    stops(text, is_mark, is_quote).map(|mark| mark + 1).filter_map(|at| {
        let ends = text[..at].ends_with(['.', '?', '!', '”', '"']);
        let begins = ends && text[at + 1..].starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
        let short = || {
            let mut words = text[..at].rsplit([' ', '.']);
            words.nth(1).is_some_and(|word| word.len() <= 3 && word.starts_with(char::is_uppercase))
        };
        (begins && !short()).then_some((at + 1, at))
    })
}

/// The sentences of `text`.
pub fn all(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    ends(text).map(Some).chain([None]).map(move |end| {
        let (next, end) = end.unwrap_or((text.len(), text.len()));
        let sentence = &text[from..end];
        from = next;
        sentence
    })
}

/// Whether `text` reports what somebody said: captions do not.
pub fn reports(text: &str) -> bool {
    static VERBS: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new([" said", " says", " told", " added", " wrote"]).expect("a few short words"));
    VERBS.find_iter(text).any(|verb| !text[verb.end()..].starts_with(char::is_alphanumeric))
}

/// Whether `text` holds a quotation in double marks.
pub fn quotes(text: &str) -> bool {
    text.contains(['“', '”', '"'])
}

/// Whether one of the first words of `sentence` is a verb in the present tense that says what a picture shows:
/// `Two ferries leave the port`. A verb behind `to` or `will` says what is to come.
pub fn shows_in_present(sentence: &str) -> bool {
    const MOST_WORDS: usize = 24;
    let mut before = "";
    for (count, word) in sentence.split(' ').take(MOST_WORDS).enumerate() {
        let bare = word.trim_end_matches([',', ';', '.']);
        let no_verb = matches!(
            before,
            "to" | "will" | "would" | "can" | "could" | "may" | "might" | "must" | "should" | "not" | "did" | "do"
        ) || matches!(
            before,
            "a" | "an" | "the" | "his" | "her" | "their" | "its" | "of" | "for" | "in" | "at" | "on"
        );
        if count > 0 && !no_verb && bare.starts_with(|c: char| c.is_ascii_lowercase()) && names::is_caption_verb(bare) {
            return true;
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{all, reports, shows_in_present};

    #[test]
    fn sentences_one_by_one() {
        let text = "The port is closed. Mr. Doe waits. “Why?” He knows.";
        assert_eq!(all(text).collect::<Vec<_>>(), ["The port is closed.", "Mr. Doe waits.", "“Why?”", "He knows."]);
        assert_eq!(all("").collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn reports_and_pictures() {
        assert!(reports("The port is closed, he said.") && !reports("The port is closed."));
        assert!(shows_in_present("The mayor waves from a ferry.") && shows_in_present("Two ferries leave the port"));
        assert!(!shows_in_present("The mayor wants to leave.") && !shows_in_present("The mayor left the port."));
        assert!(!shows_in_present("It came as a hit."));
    }
}
