//! Undoing one misreading after the other.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Stretch;
use super::evidence;
use super::pages::COUNT;
use super::sequences::{Sequence, Suspect, suspects, words};
use crate::text::{Edit, EditList, Span};

/// What a stretch must weigh to be repaired.
pub(super) const ENOUGH: u32 = 2;
/// With this much found in one encoding, the document is known to be damaged, and sequences that might be right by
/// themselves are repaired, too.
const PLENTY: u32 = 4;
/// So many sequences are no chance when they leave nothing beyond ASCII that is none.
const MANY: usize = 4;
/// No text has been read wrongly more often.
const MOST_LAYERS: usize = 4;
/// Encodings that explain all of a text and are followed to the end, to see which one leads to words.
const MOST_READINGS: usize = 2;

/// All mojibake in `text`, through all its layers.
pub(super) fn undo(text: &str) -> Vec<Stretch> {
    let all = [Span::new(0, text.len())];
    let edits = unwind(text, &all, 0);
    let stretch = |edit: &Edit| Stretch { span: edit.span, right: edit.replacement.clone().into_owned() };
    edits.as_slice().iter().map(stretch).collect()
}

/// The edits that take off all layers of what lies within `scope`, `depth` of which have been taken off already.
fn unwind(text: &str, scope: &[Span], depth: usize) -> EditList {
    if depth == MOST_LAYERS {
        return EditList::default();
    }
    let mut readings = readings(text, scope, depth > 0);
    let whole = readings.iter().take_while(|reading| reading.is_whole).count();
    if whole > 1 {
        readings.truncate(MOST_READINGS.min(whole));
        let undone = readings.into_iter().map(|reading| peel(text, vec![reading], depth));
        return undone.min_by_key(|edits| strain(text, edits)).unwrap_or_default();
    }
    peel(text, readings, depth)
}

/// Takes off the layer that `readings` explain, the best first, and all below it.
fn peel(text: &str, readings: Vec<Reading>, depth: usize) -> EditList {
    let mut taken: BTreeMap<usize, Edit> = BTreeMap::new();
    for word in readings.into_iter().flat_map(|reading| reading.words) {
        let edit = decoded(&word);
        let before = taken.range(..=edit.span.start).next_back();
        let free = before.is_none_or(|(_, before)| before.span.end <= edit.span.start)
            && taken.range(edit.span.start..).next().is_none_or(|(start, _)| edit.span.end <= *start);
        if free {
            taken.insert(edit.span.start, edit);
        }
    }
    if taken.is_empty() {
        return EditList::default();
    }
    let edits = EditList::new(text, taken.into_values().collect()).expect("the words are disjoint");
    let peeled = edits.apply(text);
    let written: Vec<Span> = edits.inverse(text).as_slice().iter().map(|edit| edit.span).collect();
    let deeper = unwind(&peeled, &written, depth + 1);
    edits.compose(deeper).0
}

/// What a word stands for.
fn decoded(word: &[Sequence]) -> Edit {
    let span = Span::new(word[0].span.start, word[word.len() - 1].span.end);
    let meant: String = word.iter().map(|sequence| sequence.meant).collect();
    Edit { span, replacement: Cow::Owned(meant), owner: 0 }
}

/// What one encoding explains.
struct Reading {
    /// The words that are mojibake.
    words: Vec<Vec<Sequence>>,
    weight: u32,
    /// Whether nothing beyond ASCII is left over.
    is_whole: bool,
    /// How many characters are meant that no one wrote.
    unwritten: usize,
}

/// What the encodings explain of the text within `scope`, the best first. `known` says that it has been damaged for
/// certain.
fn readings(text: &str, scope: &[Span], known: bool) -> Vec<Reading> {
    let suspects = suspects(text, scope);
    let pages = suspects.iter().fold(0, |pages, suspect| pages | suspect.pages);
    if pages == 0 {
        return Vec::new();
    }
    let wide: usize = scope.iter().map(|span| wide_characters(span.of(text))).sum();
    let mut readings: Vec<Reading> = (0..COUNT)
        .filter(|page| pages & 1 << page != 0)
        .map(|page| Reading::new(text, &suspects, page, wide, known))
        .filter(|reading| !reading.words.is_empty())
        .collect();
    // The encoding that explains all comes first, or else the one that explains most; where two explain as much, the
    // one that leads to words, or else the commoner one.
    let is_doubtful = readings.len() > 1;
    readings.sort_by_cached_key(|reading| {
        let unwritten = if reading.is_whole { reading.unwritten } else { 0 };
        let strain = if is_doubtful { strain(text, &reading.edits(text)) } else { 0 };
        (!reading.is_whole, unwritten, u32::MAX - reading.weight, strain)
    });
    readings
}

impl Reading {
    fn new(text: &str, suspects: &[Suspect], page: usize, wide: usize, known: bool) -> Self {
        let words = words(text, suspects, page);
        let sequences = || words.iter().flatten();
        let explained: usize = sequences().map(|sequence| wide_characters(sequence.span.of(text))).sum();
        let first = sequences().next().map(|sequence| sequence.meant);
        let is_varied = sequences().any(|sequence| Some(sequence.meant) != first);
        let weights: Vec<u32> = words.iter().map(|word| weight_of(word, page)).collect();
        let sum: u32 = weights.iter().sum();
        let fits = explained == wide;
        let is_sure = fits && is_varied && sequences().count() >= MANY && (known || sum >= ENOUGH);
        let unwritten = evidence::unwritten(&words);
        let count = words.len();
        let words = if is_sure { words } else { accepted(text, words, &weights, page, known) };
        let is_whole = fits && words.len() == count;
        let weight = words.iter().flatten().map(|sequence| sequence.weight).sum();
        Self { words, weight, is_whole, unwritten }
    }

    fn edits(&self, text: &str) -> EditList {
        let edits = self.words.iter().map(|word| decoded(word)).collect();
        EditList::new(text, edits).expect("the words of one reading are disjoint")
    }
}

/// How many characters beyond ASCII there are.
fn wide_characters(text: &str) -> usize {
    text.bytes().filter(|byte| *byte >= 0xC0).count()
}

/// Those of `words` that are mojibake. Words with little between them are weighed together.
fn accepted(text: &str, words: Vec<Vec<Sequence>>, weights: &[u32], page: usize, known: bool) -> Vec<Vec<Sequence>> {
    let mut taken = vec![false; words.len()];
    let mut start = 0;
    for end in 1..=words.len() {
        let goes_on = end < words.len() && {
            let (last, next) = (words[end - 1].last(), words[end].first());
            let between = last.zip(next).map_or("", |(last, next)| &text[last.span.end..next.span.start]);
            between.len() <= 2 && between.bytes().all(|byte| byte == b' ' || byte.is_ascii_punctuation())
        };
        if !goes_on {
            let enough = weights[start..end].iter().sum::<u32>() >= ENOUGH;
            for number in start..end {
                let odd = || weights[number] > 0 || !evidence::may_be_right(text, &words[number], page, true);
                taken[number] = enough && odd();
            }
            start = end;
        }
    }
    let sum: u32 = weights.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(weight, _)| weight).sum();
    let plenty = sum >= PLENTY;
    words
        .into_iter()
        .zip(taken)
        .filter(|(word, taken)| *taken || (plenty || known) && !evidence::may_be_right(text, word, page, !plenty))
        .map(|(word, _)| word)
        .collect()
}

/// What a word weighs. Three sequences that touch are no chance even if each could be, and neither are two that by what
/// they mean are a sequence once more.
fn weight_of(word: &[Sequence], page: usize) -> u32 {
    let weights = word.iter().map(|sequence| sequence.weight).sum::<u32>();
    let many = if word.len() >= 3 { evidence::of_many(word, page) } else { 0 };
    let deep = if evidence::goes_deeper(word) { ENOUGH } else { 0 };
    weights + many + deep
}

/// How odd the text is that the edits of one reading lead to.
fn strain(text: &str, edits: &EditList) -> u32 {
    let done = edits.apply(text);
    let written = edits.inverse(text);
    written.as_slice().iter().map(|edit| evidence::strain_of(&done, edit.span)).sum()
}
