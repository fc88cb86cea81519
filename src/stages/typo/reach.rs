//! Words within one or two slips of another.
//!
//! One slip is tried out, letter by letter. Which letters may stand beside which is known beforehand: of the strings that
//! one slip could make, only those are looked up in which every three letters in a row stand in some word as well.

use super::hash::{LONGEST, Packed};
use super::lexicon::{self, Note};
use super::sound;
use crate::text::within_two_slips;

include!(concat!(env!("OUT_DIR"), "/groups.rs"));
include!(concat!(env!("OUT_DIR"), "/triples.rs"));

/// The letters of the common words, group after group, and the set of letters of each (see `build/words.rs`).
static COMMON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/common.bin"));
static LETTERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin"));

/// The same words in the order of how they sound (see `sound`): a key in eight bytes, an offset in three, a length in one.
static SOUNDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sounds.bin"));

/// Sets of letters looked at together.
const AT_ONCE: usize = 32;

impl Packed {
    /// The letters, zeros behind them.
    pub fn bytes(self) -> [u8; LONGEST] {
        let mut bytes = [0; LONGEST];
        for (eight, lane) in bytes.chunks_exact_mut(8).zip(self.0) {
            eight.copy_from_slice(&lane.to_le_bytes());
        }
        bytes
    }

    /// How many letters it has.
    pub const fn len(self) -> usize {
        let [a, b, c] = self.0;
        let zeros =
            c.leading_zeros() + if c == 0 { b.leading_zeros() + if b == 0 { a.leading_zeros() } else { 0 } } else { 0 };
        LONGEST - zeros as usize / 8
    }

    /// The same word with `letter` at position `at`, which lies within it.
    const fn with(mut self, at: usize, letter: u8) -> Self {
        let shift = at % 8 * 8;
        self.0[at / 8] = self.0[at / 8] & !(0xFF << shift) | (letter as u64) << shift;
        self
    }
}

/// A word with its two ends, and what its triples of letters say of where a slip can be. A slip away from a word that is
/// offered, every triple that none of those words has must touch the slip.
struct Sites {
    /// Letters as numbers from 0, [`END`] at both ends.
    letters: [u8; LONGEST + 2],
    /// How many of them count.
    len: usize,
    /// Where the first and the last triple begin that no word has; the other way round when there is none.
    first: usize,
    last: usize,
}

impl Sites {
    fn of(wrong: &[u8]) -> Self {
        let mut letters = [END; LONGEST + 2];
        for (to, letter) in letters[1..].iter_mut().zip(wrong) {
            *to = letter - b'a';
        }
        let mut sites = Self { letters, len: wrong.len() + 2, first: usize::MAX, last: 0 };
        for at in 0..wrong.len() {
            if BEHIND[sites.at(at)][sites.at(at + 1)] >> letters[at + 2] & 1 == 0 {
                sites.first = sites.first.min(at);
                sites.last = at;
            }
        }
        sites
    }

    fn at(&self, at: usize) -> usize {
        usize::from(self.letters[at])
    }

    /// Whether every triple that no word has begins at `from` or behind it, and at `to` at the latest.
    const fn lie_within(&self, from: usize, to: usize) -> bool {
        self.first == usize::MAX || (self.first >= from && self.last <= to)
    }

    /// The letters that may stand between the letters numbered `left` and `right`.
    fn between(&self, left: usize, right: usize) -> impl Iterator<Item = u8> + use<> {
        let mut set = BETWEEN[self.at(left)][self.at(right)];
        if left > 0 {
            set &= BEHIND[self.at(left - 1)][self.at(left)];
        }
        if right + 1 < self.len {
            set &= BEFORE[self.at(right)][self.at(right + 1)];
        }
        std::iter::from_fn(move || {
            let letter = u8::try_from(set.trailing_zeros()).ok().filter(|&letter| letter < END)?;
            set &= set - 1;
            Some(b'a' + letter)
        })
    }
}

/// Gives every word that is offered and one slip away from `wrong`: a letter left out, put in, replaced, or swapped with
/// the next.
pub fn one_slip(wrong: &[u8], mut give: impl FnMut(Packed, Note)) {
    let len = wrong.len();
    if len >= LONGEST {
        return;
    }
    let mut strings: Vec<Packed> = Vec::with_capacity(128);
    let sites = Sites::of(wrong);
    let whole = Packed::new(wrong);
    let mut buffer = [0; LONGEST];
    for at in 0..len {
        // The letter is number `at + 1`, counted with the end in front.
        if sites.lie_within(at.saturating_sub(1), at + 1) {
            buffer[..at].copy_from_slice(&wrong[..at]);
            buffer[at..len - 1].copy_from_slice(&wrong[at + 1..]);
            strings.push(Packed::new(&buffer[..len - 1]));
            strings.extend(sites.between(at, at + 2).map(|letter| whole.with(at, letter)));
        }
        if at + 1 < len && wrong[at] != wrong[at + 1] && sites.lie_within(at.saturating_sub(1), at + 2) {
            strings.push(whole.with(at, wrong[at + 1]).with(at + 1, wrong[at]));
        }
    }
    for at in 0..=len {
        if sites.lie_within(at.saturating_sub(1), at) {
            buffer[..at].copy_from_slice(&wrong[..at]);
            buffer[at] = b'a';
            buffer[at + 1..=len].copy_from_slice(&wrong[at..]);
            let longer = Packed::new(&buffer[..=len]);
            strings.extend(sites.between(at, at + 1).map(|letter| longer.with(at, letter)));
        }
    }
    // Looked up in one go, so that a processor can wait for several at once.
    for string in strings {
        if let Some(note) = lexicon::offered(string.hash()) {
            give(string, note);
        }
    }
}

/// Gives the common words that two slips may lead to: same first letter, about the same length, nearly the same set of
/// letters. Reads some thousands of four-byte sets, which is faster than any index that has to be walked.
pub fn two_slips(wrong: &[u8], mut give: impl FnMut(Packed, Note)) {
    let mut consider = |word: &[u8]| {
        if within_two_slips(wrong, word)
            && let Some(note) = lexicon::look_up(word)
        {
            give(Packed::new(word), note);
        }
    };
    let set = wrong.iter().fold(0_u32, |set, letter| set | 1 << (letter - b'a'));
    let group = |len: usize| Group::of(wrong[0], len);
    // What two slips can take out of the set, and bring into it, depends on how many of them change the length.
    group(wrong.len() - 2).like::<2, 0>(set, &mut consider);
    group(wrong.len() - 1).like::<2, 1>(set, &mut consider);
    group(wrong.len()).like::<2, 2>(set, &mut consider);
    group(wrong.len() + 1).like::<1, 2>(set, &mut consider);
    group(wrong.len() + 2).like::<0, 2>(set, &mut consider);
}

/// Gives the words that are offered of which one letter stands two places from its own in `wrong`.
pub fn moved(wrong: &[u8], mut give: impl FnMut(Packed, Note)) {
    if wrong.len() > LONGEST {
        return;
    }
    let mut buffer = [0; LONGEST];
    let word = &mut buffer[..wrong.len()];
    for at in 0..wrong.len().saturating_sub(2) {
        for by in [1, 2] {
            word.copy_from_slice(wrong);
            word[at..at + 3].rotate_left(by);
            let moved = Packed::new(word);
            if word != wrong
                && let Some(note) = lexicon::offered(moved.hash())
            {
                give(moved, note);
            }
        }
    }
}

/// Gives the common words that sound like `wrong`.
pub fn alike(wrong: &[u8], mut give: impl FnMut(Packed, Note)) {
    let Some(wanted) = sound::key(wrong) else { return };
    let (entries, _) = SOUNDS.as_chunks::<12>();
    let key = |entry: &[u8; 12]| u64::from_le_bytes(entry[..8].try_into().expect("eight bytes"));
    let first = entries.partition_point(|entry| key(entry) < wanted);
    for entry in entries[first..].iter().take_while(|entry| key(entry) == wanted) {
        let at = u32::from_le_bytes([entry[8], entry[9], entry[10], 0]) as usize;
        let word = &COMMON[at..at + usize::from(entry[11])];
        if let Some(note) = lexicon::look_up(word) {
            give(Packed::new(word), note);
        }
    }
}

/// The common words of one first letter and one length.
struct Group {
    len: usize,
    words: &'static [u8],
    sets: &'static [u8],
}

impl Group {
    fn of(first: u8, len: usize) -> Self {
        let (at, number, count) = GROUPS[usize::from(first - b'a')].get(len).copied().unwrap_or_default();
        let words = &COMMON[at as usize..at as usize + count as usize * len];
        Self { len, words, sets: &LETTERS[number as usize * 4..(number + count) as usize * 4] }
    }

    /// Gives the words whose letters lack at most `GONE` of those in `set`, and have at most `COME` others.
    fn like<const GONE: u32, const COME: u32>(&self, set: u32, give: &mut impl FnMut(&[u8])) {
        for (words, sets) in self.words.chunks(self.len.max(1) * AT_ONCE).zip(self.sets.chunks(4 * AT_ONCE)) {
            let mut like = 0_u32;
            for (number, other) in sets.chunks_exact(4).enumerate() {
                let other = u32::from_le_bytes(other.try_into().expect("four bytes"));
                like |= u32::from(has_few_bits::<GONE>(set & !other) & has_few_bits::<COME>(other & !set)) << number;
            }
            while like != 0 {
                let at = like.trailing_zeros() as usize * self.len;
                like &= like - 1;
                give(&words[at..at + self.len]);
            }
        }
    }
}

/// Whether at most `MOST` bits are set. Counting them takes longer where processors are not asked for more than the
/// oldest can do.
#[inline]
const fn has_few_bits<const MOST: u32>(mut set: u32) -> bool {
    let mut taken = 0;
    while taken < MOST {
        set &= set.wrapping_sub(1);
        taken += 1;
    }
    set == 0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Packed, has_few_bits, lexicon, one_slip, two_slips};
    use crate::text::within_two_slips;

    /// Every word that is offered and one slip away, without a thought.
    fn all(wrong: &str) -> BTreeSet<String> {
        let mut strings = BTreeSet::new();
        for at in 0..=wrong.len() {
            let (front, back) = wrong.split_at(at);
            for letter in 'a'..='z' {
                strings.insert(format!("{front}{letter}{back}"));
                strings.extend(back.get(1..).map(|rest| format!("{front}{letter}{rest}")));
            }
            strings.extend(back.get(1..).map(|rest| format!("{front}{rest}")));
            strings.extend(back.get(2..).map(|rest| format!("{front}{}{}{rest}", &back[1..2], &back[..1])));
        }
        strings.retain(|word| word != wrong && lexicon::offered(Packed::new(word.as_bytes()).hash()).is_some());
        strings
    }

    fn found(wrong: &str) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        one_slip(wrong.as_bytes(), |word, _| {
            words.insert(String::from_utf8(word.bytes()[..word.len()].to_vec()).unwrap());
        });
        words.remove(wrong);
        words
    }

    #[test]
    fn nothing_within_one_slip_is_missed() {
        for wrong in ["runnning", "teh", "acrross", "goverment", "xthe", "theq", "whihc", "ab", "thne", "governmetn"] {
            assert_eq!(found(wrong), all(wrong), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn letters_that_never_meet_are_no_loss(wrong in "[a-z]{2,9}|(th|er|on|qu|z){1,4}[a-z]?(ing|ed|s)") {
            prop_assert_eq!(found(&wrong), all(&wrong));
        }
    }

    #[test]
    fn nothing_within_two_slips_is_missed() {
        let word = |packed: Packed| String::from_utf8(packed.bytes()[..packed.len()].to_vec()).unwrap();
        let common: Vec<&[u8]> = (b'a'..=b'z')
            .flat_map(|first| (5..=20).map(move |len| super::Group::of(first, len)))
            .filter(|group| group.len > 0)
            .flat_map(|group| group.words.chunks_exact(group.len))
            .collect();
        for wrong in ["gvernmnt", "acomodate", "definately", "occassionaly", "thsree", "presidnets", "abotu", "wrokign"]
        {
            let is_near = |right: &&&[u8]| right[0] == wrong.as_bytes()[0] && within_two_slips(wrong.as_bytes(), right);
            let near: BTreeSet<String> =
                common.iter().filter(is_near).map(|right| String::from_utf8(right.to_vec()).unwrap()).collect();
            let mut found = BTreeSet::new();
            two_slips(wrong.as_bytes(), |packed, _| {
                found.insert(word(packed));
            });
            assert_eq!(found, near, "{wrong}");
        }
    }

    #[test]
    fn few_bits_are_told_from_many() {
        assert!(has_few_bits::<2>(0) && has_few_bits::<2>(0b1_0000_1000) && !has_few_bits::<2>(0b11_0010));
        assert!(has_few_bits::<0>(0) && !has_few_bits::<0>(0b10));
    }
}
