//! Letters written in pieces, and ligatures that are a matter of type.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::finding::Finding;
use crate::rules::id;
use crate::text::Span;

/// Below this, every character is composed already.
const FIRST_COMBINING: char = '\u{300}';

/// What is to be composed or taken apart at the character at `at`, nothing of it before `from`.
pub(super) fn at(text: &str, from: usize, at: usize) -> Option<Finding> {
    let c = text[at..].chars().next()?;
    if let Some(letters) = ligature(c) {
        return Some(Finding::fix(id::unicode::LIGATURE, Span::new(at, at + c.len_utf8()), letters));
    }
    if is_inert(c) {
        return None;
    }
    // The first mark of several speaks for all of them and for what they stand on.
    let base = text[from..at].chars().next_back();
    if base.is_some_and(|base| !is_inert(base)) {
        return None;
    }
    let start = at - base.map_or(0, char::len_utf8);
    let marks = text[at..].chars().take_while(|&c| !is_inert(c)).map(char::len_utf8).sum::<usize>();
    let pieces = &text[start..at + marks];
    let whole: String = pieces.nfc().collect();
    if whole == pieces {
        return None;
    }
    let head: usize = whole.chars().zip(pieces.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let tails = whole[head..].chars().rev().zip(pieces[head..].chars().rev());
    let tail: usize = tails.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let span = Span::new(start + head, start + pieces.len() - tail);
    Some(Finding::fix(id::unicode::NFC, span, whole[head..whole.len() - tail].to_owned()))
}

/// Whether `c` never changes in NFC, nor anything with it.
fn is_inert(c: char) -> bool {
    c < FIRST_COMBINING || (canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes)
}

/// The letters of a Latin ligature of the block Alphabetic Presentation Forms.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::at;

    fn composed(text: &str, mark: char) -> Option<(&str, String)> {
        at(text, 0, text.find(mark)?).map(|finding| (finding.span.of(text), finding.value.into_owned()))
    }

    #[test]
    fn marks_join_what_they_stand_on() {
        assert_eq!(composed("cafe\u{301}s", '\u{301}'), Some(("e\u{301}", "é".to_owned())));
        assert_eq!(composed("a\u{302}\u{323}b", '\u{302}'), Some(("a\u{302}\u{323}", "ậ".to_owned())));
        assert_eq!(
            composed("\u{1100}\u{1161}\u{11A8}", '\u{1161}'),
            Some(("\u{1100}\u{1161}\u{11A8}", "\u{AC01}".to_owned()))
        );
        assert_eq!(composed("5 \u{212A}", '\u{212A}'), Some(("\u{212A}", "K".to_owned())));
        assert_eq!(composed("x\u{302}", '\u{302}'), None, "there is no such letter");
        assert_eq!(composed("oﬃce", 'ﬃ'), Some(("ﬃ", "ffi".to_owned())));
    }
}
