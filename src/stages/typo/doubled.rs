//! A word written twice.

use super::tokens::{self, Shape};
use super::{context, lexicon};
use crate::finding::Finding;
use crate::rules::id;
use crate::text::Span;

/// Words that are rightly said twice: auxiliaries that meet ("what he had had"), emphasis, calls and sounds.
const TWICE: &[&str] = &[
    "again", "aye", "bad", "beep", "big", "blah", "boom", "bye", "can", "cha", "chop", "clap", "click", "da", "deep",
    "ding", "do", "down", "ever", "far", "fast", "fifty", "go", "good", "ha", "had", "hear", "hello", "her", "here",
    "hey", "hi", "hip", "ho", "hot", "hush", "is", "knock", "la", "little", "long", "lots", "love", "many", "more",
    "much", "my", "na", "never", "night", "no", "now", "nudge", "oh", "ok", "old", "out", "over", "please", "pom",
    "poor", "quick", "quite", "rah", "real", "really", "red", "same", "so", "soon", "sorry", "tap", "that", "there",
    "tick", "tut", "up", "very", "wait", "way", "well", "who", "win", "wink", "woo", "wow", "yada", "yeah", "years",
    "yes", "yo", "you", "yum",
];

/// The words that are doubled by a slip of the hand and never on purpose: mending them is safe.
const NEVER_TWICE: &[&str] = &["a", "an", "and", "as", "at", "by", "for", "from", "of", "or", "the", "to", "with"];

/// The finding that of the word that starts at byte `first`, and the same word that starts at `second` behind it, one is
/// too many.
pub fn read(text: &str, first: usize, second: usize) -> Option<Finding> {
    let (first, second) = (tokens::next(text.as_bytes(), first)?, tokens::next(text.as_bytes(), second)?);
    let gap = &text[first.end..second.start];
    let lines = gap.matches('\n').count();
    if second.shape != Shape::Lower || first.shape == Shape::Other || !gap.chars().all(char::is_whitespace) || lines > 1
    {
        return None;
    }
    let word = &text[second.start..second.end];
    let known = lexicon::note(second.hash)?;
    if TWICE.binary_search(&word).is_ok() || known.is_proper() || is_part(text, first.start, second.end) {
        return None;
    }
    if word == "on" && goes_on(text, first.start) {
        return None;
    }
    let span = Span::new(first.start, second.end);
    let kept = &text[first.start..first.end];
    let surely = NEVER_TWICE.binary_search(&word).is_ok();
    Some(if surely && context::stands_free(text, span) && !continues(text, word, span) {
        Finding::fix(id::typo::DOUBLED, span, kept.to_owned()).confidence(98)
    } else {
        Finding::value(id::typo::DOUBLED, span, kept.to_owned()).confidence(90)
    })
}

/// Words that `on` belongs to, so that another may follow it: "it carried on on Monday".
const BEFORE_ON: &[&str] = &[
    "came", "carried", "carries", "carry", "come", "dragged", "early", "go", "goes", "going", "gone", "hold", "later",
    "live", "lived", "log", "logged", "move", "moved", "moving", "press", "pressed", "sign", "signed", "signing", "so",
    "turn", "turned", "went",
];

/// Whether the `on` that starts at byte `start` belongs to the word before it.
fn goes_on(text: &str, start: usize) -> bool {
    let word = text[..start].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    BEFORE_ON.binary_search(&word).is_ok()
}

/// Whether the pair is glued to something on either side: `in-the the-`, `’s s`.
fn is_part(text: &str, start: usize, end: usize) -> bool {
    let glues = |c: char| c.is_alphanumeric() || "-'’‐‑/.@_&".contains(c);
    text[..start].chars().next_back().is_some_and(glues)
        || text[end..].chars().next().is_some_and(|c| glues(c) && c != '.')
}

/// Whether `word` stands on either side of `span`. What would then be doubled, or is said three times, is shown and not
/// mended, so that mending it once leaves nothing for a second time.
pub fn continues(text: &str, word: &str, span: Span) -> bool {
    let same = |other: Option<&str>| other.is_some_and(|other| other.eq_ignore_ascii_case(word));
    let apart = |c: char| !c.is_alphanumeric();
    same(text[..span.start].trim_end().rsplit(apart).next()) || same(text[span.end..].trim_start().split(apart).next())
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_ON, NEVER_TWICE, TWICE, goes_on};

    #[test]
    fn lists_are_sorted() {
        assert!(TWICE.is_sorted() && NEVER_TWICE.is_sorted() && BEFORE_ON.is_sorted());
    }

    #[test]
    fn what_goes_on_may_do_so_on_a_day() {
        assert!(goes_on("it carried on", 11) && !goes_on("it opens on", 9) && !goes_on("on", 0));
    }
}
