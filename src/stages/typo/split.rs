//! One word written as two.

use super::lexicon;
use super::tokens::{self, Shape, Token};

/// The word that two parts make is at least as frequent.
const FREQUENT: u8 = 48;

/// A part is a word by chance when it is at least so much rarer than the whole: 250 times.
const RARER: u8 = 24;

/// The token behind `part` that makes a frequent word with it, with that word in lower case.
pub fn with_next(bytes: &[u8], part: &Token) -> Option<(Token, Vec<u8>)> {
    if bytes.get(part.end) != Some(&b' ') || !bytes.get(part.end + 1)?.is_ascii_lowercase() {
        return None;
    }
    let next = tokens::next(bytes, part.end + 1)?;
    (next.shape == Shape::Lower && ends_here(bytes, &next)).then_some(())?;
    let word = whole(bytes, part, &next)?;
    // "Plan b is": what follows is a word of its own, and likelier than the two together.
    let alone = lexicon::note(next.hash).map_or(0, lexicon::Note::frequency);
    (lexicon::look_up(&word)?.frequency() >= alone).then_some((next, word))
}

/// The token in front of `part` that makes a frequent word with it, with that word in lower case.
pub fn with_last(bytes: &[u8], part: &Token) -> Option<(Token, Vec<u8>)> {
    let word = tokens::before(bytes, part.start, b' ')?;
    let last = tokens::next(bytes, part.start - 1 - word.len())?;
    let opens = last.start == 0 || matches!(bytes[last.start - 1], b' ' | b'\n' | b'"' | b'(' | 0x9C | 0x98);
    (last.shape != Shape::Other && opens && ends_here(bytes, part)).then_some(())?;
    Some((last, whole(bytes, &last, part)?))
}

/// Whether `next` is a part rather than a word of its own: in no list, or so rare beside the `word` that it would be a part
/// of that it is none here (`sales s oared`).
pub fn is_part(next: &Token, word: &[u8]) -> bool {
    let frequency = |note: Option<lexicon::Note>| note.map_or(0, lexicon::Note::frequency);
    frequency(lexicon::note(next.hash)) + RARER <= frequency(lexicon::look_up(word))
}

fn whole(bytes: &[u8], left: &Token, right: &Token) -> Option<Vec<u8>> {
    let word = [&bytes[left.start..left.end], &bytes[right.start..right.end]].concat().to_ascii_lowercase();
    let note = lexicon::look_up(&word)?;
    (word.len() > 2 && note.frequency() >= FREQUENT && !note.is_proper()).then_some(word)
}

/// Whether nothing but white space or a closing mark follows.
fn ends_here(bytes: &[u8], token: &Token) -> bool {
    match bytes.get(token.end) {
        None | Some(b' ' | b'\n' | b',' | b';' | b':' | b'!' | b'?' | b'"' | b')') => true,
        Some(b'.') => !bytes.get(token.end + 1).is_some_and(u8::is_ascii_alphanumeric),
        Some(_) => false,
    }
}
