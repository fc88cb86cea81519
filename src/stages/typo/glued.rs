//! Two words with a mark between them and no space.

use super::tokens::{self, Shape, Token};
use super::{context, doubled, lexicon};
use crate::finding::Finding;
use crate::rules::id;
use crate::stages::whitespace::gaps::Gaps;
use crate::text::{Span, last_word_start};

/// Letters of the shortest word on either side. Shorter ones are abbreviations: `e.g.`, `p.m.`
const SHORTEST: usize = 2;
/// A left side that short before a full stop is an abbreviation or a file name.
const SHORTEST_SENTENCE_END: usize = 3;

/// The finding that the word that starts at byte `start`, a mark and the word behind it want a space.
pub fn read(text: &str, start: usize, gaps: &Gaps<'_>) -> Option<Finding> {
    let bytes = text.as_bytes();
    let left = &tokens::next(bytes, start)?;
    let is_stop = !matches!(bytes[left.end], b',' | b';');
    if is_stop && let Some(gap) = gaps.at(left.end) {
        return sentences(text, gap);
    }
    let right = tokens::next(bytes, left.end + 1)?;
    if left.len() < SHORTEST || right.len() < SHORTEST && bytes[right.start] != b'a' {
        return None;
    }
    if left.shape == Shape::Other || right.shape == Shape::Other || is_data(text, left.start, right.end) {
        return None;
    }
    let is_known = |token: &Token| lexicon::note(token.hash).is_some();
    let (opens, goes_on) = (left.shape == Shape::Capital, right.shape == Shape::Lower);
    let fits = is_known(&right)
        && if is_stop {
            left.len() >= SHORTEST_SENTENCE_END && !opens && !goes_on && is_known(left)
        } else {
            opens && goes_on || is_known(left)
        };
    if !fits {
        return None;
    }
    let span = Span::new(left.start, right.end);
    let apart = apart(text, left, &right);
    let plain = left.shape == Shape::Lower && right.shape == Shape::Lower;
    let alone = context::stands_free(text, span)
        && [left, &right].iter().all(|side| !doubled::continues(text, &text[side.start..side.end], span));
    Some(if plain && alone {
        Finding::fix(id::typo::GLUED, span, apart).confidence(98)
    } else {
        Finding::value(id::typo::GLUED, span, apart).confidence(90)
    })
}

/// The finding for the two sentences between which a space is missing at byte `gap`, when a word stands right on either
/// side. Whether one is missing is for `whitespace/sentence-gap` to say, which puts it in where it may.
pub fn sentences(text: &str, gap: usize) -> Option<Finding> {
    let bytes = text.as_bytes();
    let mark = gap.checked_sub(1)?;
    let (left, right) = (tokens::next(bytes, last_word_start(&bytes[..mark]))?, tokens::next(bytes, gap)?);
    if left.end != mark || right.start != gap || is_data(text, left.start, right.end) {
        return None;
    }
    let span = Span::new(left.start, right.end);
    Some(Finding::value(id::typo::GLUED, span, apart(text, &left, &right)).confidence(90))
}

/// The two words, with a space behind the mark.
fn apart(text: &str, left: &Token, right: &Token) -> String {
    format!("{} {}", &text[left.start..=left.end], &text[right.start..right.end])
}

/// Bytes on either side within which prose has white space.
const REACH: usize = 200;

/// Whether what stands between two white spaces is no prose: an address, a file name, a list of values.
fn is_data(text: &str, start: usize, end: usize) -> bool {
    let blank = |c: char| c.is_whitespace();
    let near = text.ceil_char_boundary(start.saturating_sub(REACH))..text.floor_char_boundary(end + REACH);
    let from = text[near.start..start].rfind(blank).map(|at| text.ceil_char_boundary(near.start + at + 1));
    let to = text[end..near.end].find(blank).map(|at| end + at);
    let (Some(from), Some(to)) =
        (from.or((near.start == 0).then_some(0)), to.or((near.end == text.len()).then_some(near.end)))
    else {
        return true;
    };
    let chunk = &text[from..to];
    let glues =
        chunk.as_bytes().windows(2).filter(|pair| b",;.!?".contains(&pair[0]) && pair[1].is_ascii_alphanumeric());
    glues.count() > 1
        || chunk.contains(['@', '/', '\\', '_', '=', '&', '#', '<', '>', '{', '}', '*'])
        || text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '.')
        || text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '(')
}
