//! Words of a text: runs of ASCII letters.

use super::hash::{LONGEST, Packed};
use crate::text::{last_word_start, padded};

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
#[inline]
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

/// For each length of a word, ones over its letters in the three numbers that it is packed into.
static KEEP: [[u64; 3]; LONGEST + 1] = {
    let mut masks = [[0; 3]; LONGEST + 1];
    let mut at = 0;
    while at < LONGEST {
        masks[at + 1] = masks[at];
        masks[at + 1][at / 8] |= 0xFF << (at % 8 * 8);
        at += 1;
    }
    masks
};

/// The hash of the word from `start` to `end` in lower case.
#[inline]
pub fn hash_between(bytes: &[u8], start: usize, end: usize) -> u64 {
    let rest = &bytes[start..];
    match rest.first_chunk() {
        Some(whole) => hash_of(whole, end - start),
        None => hash_of(&padded(rest), end - start),
    }
}

/// The hash in lower case of the word that the first `len` bytes are, or begin with.
#[inline]
pub fn hash_of(bytes: &[u8; LONGEST], len: usize) -> u64 {
    let keep = &KEEP[len.min(LONGEST)];
    // Three numbers whatever the length: a branch on it would be guessed wrong at every fifth word.
    let (lanes, _) = bytes.as_chunks();
    let lane = |number: usize| (u64::from_le_bytes(lanes[number]) | CASE) & keep[number];
    Packed([lane(0), lane(1), lane(2)]).hash()
}

/// The word from `start` to `end`.
pub fn word_between(bytes: &[u8], start: usize, end: usize) -> Token {
    hashed_between(bytes, start, end, hash_between(bytes, start, end))
}

/// The word from `start` to `end`, which has the hash `hash`.
pub fn hashed_between(bytes: &[u8], start: usize, end: usize, hash: u64) -> Token {
    let letters = &bytes[start..end];
    let shape = match letters.iter().filter(|letter| letter.is_ascii_uppercase()).count() {
        0 => Shape::Lower,
        1 if letters[0].is_ascii_uppercase() => Shape::Capital,
        _ => Shape::Other,
    };
    Token { start, end, hash, shape }
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
    let mut end = start;
    loop {
        let others = !letters(load(bytes, end)) & HIGH;
        end += others.trailing_zeros() as usize / 8;
        if others != 0 {
            return word_between(bytes, start, end);
        }
    }
}

/// The word in front of byte `at`, when only `gap` stands between.
pub fn before(bytes: &[u8], at: usize, gap: u8) -> Option<&[u8]> {
    let end = at.checked_sub(1).filter(|&end| bytes[end] == gap)?;
    let start = last_word_start(&bytes[..end]);
    (start < end).then(|| &bytes[start..end])
}

/// The letters of `token` in lower case, zeros behind them; nothing when it is longer than any word of the lists.
pub fn lower(bytes: &[u8], token: &Token) -> Option<[u8; LONGEST]> {
    let mut lower = [0; LONGEST];
    let letters = lower.get_mut(..token.len())?;
    letters.copy_from_slice(&bytes[token.start..token.end]);
    letters.make_ascii_lowercase();
    Some(lower)
}

#[cfg(test)]
mod tests {
    use super::{Packed, Shape, Token, next};

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
