//! The words of a text, found sixty-four bytes at a time.

use std::array;

use super::{CHUNK, Lanes, Span, bits};

/// What begins at a place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A run of ASCII letters.
    Letters(Span),
    /// A run of ASCII letters and digits that begins with a digit. Its letters are given by themselves, too.
    Number(usize),
    /// A capital right behind a small letter: of a name as `iPhone`, or of a word with another glued before it.
    Capital(usize),
}

/// Gives each word of `text` that lies in `part` to `visit`, in order. Letters beyond ASCII belong to none.
#[inline]
pub fn each_word(text: &str, part: Span, mut visit: impl FnMut(Word)) {
    let bytes = &text.as_bytes()[..part.end];
    let mut behind = Classes::default();
    let mut here = Classes::at(bytes, part.start);
    let mut base = part.start;
    while base < bytes.len() {
        let next = Classes::at(bytes, base + CHUNK);
        let letters = here.letters();
        let words = letters & !following(letters, behind.letters());
        let numbers = here.digits & !following(letters | here.digits, behind.letters() | behind.digits);
        let capitals = here.capitals & following(here.small, behind.small);
        let mut starts = words | numbers | capitals;
        while starts != 0 {
            let bit = starts.trailing_zeros();
            starts &= starts - 1;
            let start = base + bit as usize;
            visit(if words >> bit & 1 != 0 {
                let mut end = start + (letters >> bit).trailing_ones() as usize;
                if end == base + CHUNK {
                    end = end_of_letters(bytes, end, next.letters());
                }
                Word::Letters(Span::new(start, end))
            } else if numbers >> bit & 1 != 0 {
                Word::Number(start)
            } else {
                Word::Capital(start)
            });
        }
        (behind, here) = (here, next);
        base += CHUNK;
    }
}

/// The four bytes from `at` on, the first in the lowest bits; zeros behind the end. Enough to tell most words apart.
#[inline]
#[must_use]
pub fn first_four(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..).and_then(<[u8]>::first_chunk) {
        Some(four) => u32::from_le_bytes(*four),
        None => u32::from_le_bytes(array::from_fn(|ahead| bytes.get(at + ahead).copied().unwrap_or(0))),
    }
}

/// Which bytes of a chunk are what, one bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Classes {
    small: u64,
    capitals: u64,
    digits: u64,
}

impl Classes {
    /// Those of the chunk from `base` on; none behind the end.
    #[inline]
    fn at(bytes: &[u8], base: usize) -> Self {
        let rest = bytes.get(base..).unwrap_or_default();
        if let Some(chunk) = rest.first_chunk() {
            return Self::of(chunk);
        }
        let mut chunk = [0; CHUNK];
        chunk[..rest.len()].copy_from_slice(rest);
        Self::of(&chunk)
    }

    #[inline]
    fn of(chunk: &[u8; CHUNK]) -> Self {
        Self {
            small: bits(chunk, |bytes: Lanes| bytes.between(b'a', b'z')),
            capitals: bits(chunk, |bytes| bytes.between(b'A', b'Z')),
            digits: bits(chunk, |bytes| bytes.between(b'0', b'9')),
        }
    }

    const fn letters(self) -> u64 {
        self.small | self.capitals
    }
}

/// The places right behind those in `places`, the last one of the chunk `behind` counted in.
#[inline]
const fn following(places: u64, behind: u64) -> u64 {
    places << 1 | behind >> (CHUNK - 1)
}

/// One past the last of the letters from `at` on, where `letters` are those of the chunk that begins there.
fn end_of_letters(bytes: &[u8], mut at: usize, mut letters: u64) -> usize {
    while letters == u64::MAX {
        at += CHUNK;
        letters = Classes::at(bytes, at).letters();
    }
    at + letters.trailing_ones() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Span, Word, each_word};

    /// The words, a byte at a time.
    fn plainly(text: &str) -> Vec<Word> {
        let bytes = text.as_bytes();
        let mut words = Vec::new();
        let mut before = b' ';
        for (at, byte) in bytes.iter().enumerate() {
            if byte.is_ascii_alphabetic() && !before.is_ascii_alphabetic() {
                let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                words.push(Word::Letters(Span::new(at, at + len)));
            } else if byte.is_ascii_digit() && !before.is_ascii_alphanumeric() {
                words.push(Word::Number(at));
            } else if byte.is_ascii_uppercase() && before.is_ascii_lowercase() {
                words.push(Word::Capital(at));
            }
            before = *byte;
        }
        words
    }

    #[test]
    fn a_word_may_be_as_long_as_the_text() {
        let text = "a".repeat(1 << 20);
        let mut words = Vec::new();
        each_word(&text, Span::new(0, text.len()), |word| words.push(word));
        assert_eq!(words, [Word::Letters(Span::new(0, text.len()))]);
    }

    proptest! {
        #[test]
        fn parts_are_read_alone(front in "[a-z0-9 \n]{0,90}", part in "[a-zA-Z0-9é ]{0,150}", end in "[a-z0-9 ]{0,9}") {
            let text = format!("{front}{part}{end}");
            let span = Span::new(front.len(), front.len() + part.len());
            let mut words = Vec::new();
            each_word(&text, span, |word| words.push(word));
            let mut alone = Vec::new();
            each_word(&part, Span::new(0, part.len()), |word| {
                alone.push(match word {
                    Word::Letters(word) => Word::Letters(Span::new(word.start + span.start, word.end + span.start)),
                    Word::Number(start) => Word::Number(start + span.start),
                    Word::Capital(start) => Word::Capital(start + span.start),
                });
            });
            prop_assert_eq!(words, alone);
        }

        #[test]
        fn none_is_missed(text in "([a-zA-Z0-9]{0,9}[ é.’]{0,3}|[a-z]{60,140}|[0-9]{60,70}){0,12}") {
            let mut words = Vec::new();
            each_word(&text, Span::new(0, text.len()), |word| words.push(word));
            prop_assert_eq!(words, plainly(&text));
        }
    }
}
