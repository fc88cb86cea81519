//! Words of a text: runs of ASCII letters, eight bytes looked at a time.

use super::hash::{LONGEST, Packed};
use crate::text::{CHUNK, bits_of};

const HIGH: u64 = 0x8080_8080_8080_8080;
const CASE: u64 = 0x2020_2020_2020_2020;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `word`
    Lower,
    /// `Word`
    Capital,
    /// `WORD`, `wOrd`, `iPhone`
    Other,
}

/// A run of letters.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Hash of the word in lower case; of its first [`LONGEST`] letters when it is longer.
    pub hash: u64,
    /// How it is written.
    pub shape: Shape,
}

impl Token {
    /// Length in bytes, which are letters.
    pub const fn len(&self) -> usize {
        self.end - self.start
    }
}

/// Eight bytes from `at` on, the first in the lowest bits; zeros behind the end.
fn load(bytes: &[u8], at: usize) -> u64 {
    if let Some(eight) = bytes.get(at..at + 8) {
        return u64::from_le_bytes(eight.try_into().expect("eight bytes"));
    }
    let mut last = [0; 8];
    let rest = bytes.get(at..).unwrap_or_default();
    last[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(last)
}

/// The high bit of each byte that is an ASCII letter.
const fn letters(chunk: u64) -> u64 {
    let low = (chunk | CASE) & !HIGH;
    let from_a = low + 0x1F1F_1F1F_1F1F_1F1F; // 0x80 - b'a'
    let past_z = low + 0x0505_0505_0505_0505; // 0x80 - b'z' - 1
    from_a & !past_z & !chunk & HIGH
}

/// The words of a text, in order; see [`words`].
#[derive(Debug)]
pub struct Words<'t> {
    bytes: &'t [u8],
    /// Start of the chunk that `letters` is of.
    base: usize,
    /// The letters of the chunk that lie in no word given yet, one bit a byte.
    letters: u64,
}

/// All words of a text. Much faster than [`next`] over and over: letters are found 64 bytes at a time.
pub fn words(bytes: &[u8]) -> Words<'_> {
    Words { bytes, base: 0, letters: letters_at(bytes, 0) }
}

impl Iterator for Words<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        while self.letters == 0 {
            self.base += CHUNK;
            if self.base >= self.bytes.len() {
                return None;
            }
            self.letters = letters_at(self.bytes, self.base);
        }
        let first = self.letters.trailing_zeros();
        let behind = first + (self.letters >> first).trailing_ones();
        let start = self.base + first as usize;
        let mut end = self.base + behind as usize;
        self.letters &= u64::MAX.checked_shl(behind).unwrap_or(0);
        // A word that the chunk ends in goes on in the next.
        while end == self.base + CHUNK {
            self.base = end;
            let next = letters_at(self.bytes, end);
            let more = next.trailing_ones();
            end += more as usize;
            self.letters = next & u64::MAX.checked_shl(more).unwrap_or(0);
        }
        Some(if end - start <= 8 { short_word(self.bytes, start, end) } else { word_at(self.bytes, start) })
    }
}

/// Which of the 64 bytes from `base` on are ASCII letters; none behind the end.
fn letters_at(bytes: &[u8], base: usize) -> u64 {
    let rest = bytes.get(base..).unwrap_or_default();
    if let Some(chunk) = rest.first_chunk::<CHUNK>() {
        return letter_bits(chunk);
    }
    let mut chunk = [0; CHUNK];
    chunk[..rest.len()].copy_from_slice(rest);
    letter_bits(&chunk)
}

#[inline]
fn letter_bits(chunk: &[u8; CHUNK]) -> u64 {
    bits_of(&std::array::from_fn(|at| u8::from((chunk[at] | 0x20).wrapping_sub(b'a') < 26)))
}

/// The word of at most eight letters between `start` and `end`.
fn short_word(bytes: &[u8], start: usize, end: usize) -> Token {
    let keep = keep_mask(end - start);
    let kept = load(bytes, start) & keep;
    let upper = !kept & CASE & keep;
    let shape = match (upper.count_ones(), upper & 0x20 != 0) {
        (0, _) => Shape::Lower,
        (1, true) => Shape::Capital,
        _ => Shape::Other,
    };
    Token { start, end, hash: Packed([kept | (CASE & keep), 0, 0]).hash(), shape }
}

/// The first word that starts at `at` or behind it.
pub fn next(bytes: &[u8], mut at: usize) -> Option<Token> {
    loop {
        let found = letters(load(bytes, at));
        if found != 0 {
            return Some(word_at(bytes, at + found.trailing_zeros() as usize / 8));
        }
        at += 8;
        if at >= bytes.len() {
            return None;
        }
    }
}

/// The word that starts with the letter at `start`.
fn word_at(bytes: &[u8], start: usize) -> Token {
    let mut packed = [0; 3];
    let mut end = start;
    let mut capitals = 0;
    let mut first_is_capital = false;
    for lane in 0.. {
        let chunk = load(bytes, end);
        let run = !letters(chunk) & HIGH;
        let len = run.trailing_zeros() as usize / 8;
        let kept = if len == 8 { chunk } else { chunk & ((1 << (len * 8)) - 1) };
        if lane < packed.len() {
            packed[lane] = kept | (CASE & keep_mask(len));
        }
        let upper = !kept & CASE & keep_mask(len);
        if lane == 0 {
            first_is_capital = upper & 0x20 != 0;
        }
        capitals += upper.count_ones();
        end += len;
        if len < 8 {
            break;
        }
    }
    let shape = match capitals {
        0 => Shape::Lower,
        1 if first_is_capital => Shape::Capital,
        _ => Shape::Other,
    };
    Token { start, end, hash: Packed(packed).hash(), shape }
}

/// Ones in the lowest `len` bytes.
const fn keep_mask(len: usize) -> u64 {
    if len >= 8 { u64::MAX } else { (1 << (len * 8)) - 1 }
}

/// The word in front of byte `at`, when only `gap` stands between.
pub fn before(bytes: &[u8], at: usize, gap: u8) -> Option<&[u8]> {
    let end = at.checked_sub(1).filter(|&end| bytes[end] == gap)?;
    let start = bytes[..end].iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |last| last + 1);
    (start < end).then(|| &bytes[start..end])
}

/// The letters of `token` in lower case, or nothing when it is longer than any word of the lists.
pub fn lower(bytes: &[u8], token: &Token) -> Option<Vec<u8>> {
    (token.len() <= LONGEST).then(|| bytes[token.start..token.end].to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Packed, Shape, Token, next, words};

    proptest! {
        #[test]
        fn both_ways_find_the_same_words(text in "([a-zA-Z]{0,9}[ é.]{0,3}|[a-z]{60,140}){0,12}") {
            let bytes = text.as_bytes();
            let mut at = 0;
            for word in words(bytes) {
                let same = next(bytes, at).unwrap();
                prop_assert_eq!((word.start, word.end, word.hash, word.shape), (same.start, same.end, same.hash, same.shape));
                at = word.end;
            }
            prop_assert!(next(bytes, at).is_none());
        }
    }

    fn all(text: &str) -> Vec<(&str, Shape)> {
        let mut at = 0;
        let mut found = Vec::new();
        while let Some(Token { start, end, hash, shape }) = next(text.as_bytes(), at) {
            found.push((&text[start..end], shape));
            assert_eq!(hash, Packed::new(text[start..end].to_ascii_lowercase().as_bytes()).hash());
            at = end;
        }
        found
    }

    #[test]
    fn words_are_runs_of_letters() {
        use Shape::{Capital, Lower, Other};
        assert_eq!(all(""), []);
        assert_eq!(all(" 12@[`{ "), []);
        assert_eq!(
            all("The UN’s iPhone cost 3.5pct — naïvely, internationalisation"),
            [
                ("The", Capital),
                ("UN", Other),
                ("s", Lower),
                ("iPhone", Other),
                ("cost", Lower),
                ("pct", Lower),
                ("na", Lower),
                ("vely", Lower),
                ("internationalisation", Lower)
            ]
        );
        assert_eq!(all("abcdefgh"), [("abcdefgh", Lower)]);
        assert_eq!(all("        abcdefghi"), [("abcdefghi", Lower)]);
    }
}
