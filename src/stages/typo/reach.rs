//! Words within one or two slips of another.
//!
//! One slip is tried out, letter by letter. Which letters may stand beside which is known beforehand: of the strings that
//! one slip could make, only those are looked up in which every three letters in a row stand in some word as well.

use wide::u32x8;

use super::hash::{ENDS, LONGEST, Packed, SETS_AT_ONCE, finish, letters, term};
use super::lexicon::{self, Note};
use super::sound;
use crate::text::within_two_slips;

include!(concat!(env!("OUT_DIR"), "/groups.rs"));
include!(concat!(env!("OUT_DIR"), "/triples.rs"));

/// The letters of the common words, group after group, the set of letters of each, and what is known of it (see
/// `build/words.rs`).
static COMMON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/common.bin"));
static LETTERS: [u32; SETS] = numbers(include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin")));
static NOTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/notes.bin"));

/// The same words in the order of how they sound (see `sound`): a key in eight bytes, an offset in three, a length in one.
static SOUNDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sounds.bin"));

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

    /// The same word without its first letter.
    const fn without_first(self) -> Self {
        let [a, b, c] = self.0;
        Self([a >> 8 | b << 56, b >> 8 | c << 56, c >> 8])
    }

    /// The same word with a gap in front of it. It must not be as long as can be.
    const fn behind_gap(self) -> Self {
        let [a, b, c] = self.0;
        Self([a << 8, b << 8 | a >> 56, c << 8 | b >> 56])
    }

    /// The same word with `letter` at position `at`, which lies within it.
    const fn with(mut self, at: usize, letter: u8) -> Self {
        let shift = at % 8 * 8;
        self.0[at / 8] = self.0[at / 8] & !(0xFF << shift) | (letter as u64) << shift;
        self
    }
}

/// Strings that may be words which are offered, as far as a small filter tells of their hashes. It leaves few that are
/// none.
struct Strings(Vec<(Packed, u64)>);

impl Strings {
    fn new() -> Self {
        Self(Vec::with_capacity(32))
    }

    fn push(&mut self, string: Packed) {
        self.push_hashed(string.hash(), || string);
    }

    /// Pushes `string` with each of the `letters`, which are a set, at position `at`.
    fn push_each(&mut self, string: Packed, at: usize, mut letters: u32) {
        // Only one number of the three changes.
        let (lane, gap) = (at / 8, string.with(at, 0));
        let [a, b, c] = gap.0;
        let others = term(0, a) ^ term(1, b) ^ term(2, c) ^ term(lane, gap.0[lane]);
        while letters != 0 {
            let letter = b'a' + (letters.trailing_zeros() & 31) as u8;
            letters &= letters - 1;
            let changed = gap.0[lane] | u64::from(letter) << (at % 8 * 8);
            self.push_hashed(finish(others ^ term(lane, changed)), || gap.with(at, letter));
        }
    }

    fn push_hashed(&mut self, hash: u64, string: impl FnOnce() -> Packed) {
        if lexicon::may_be_offered(hash) {
            self.0.push((string(), hash));
        }
    }

    /// Gives those that are words. They are looked up in one go, so that a processor can wait for several at once.
    fn give(self, give: &mut impl FnMut(Packed, Note)) {
        for (word, hash) in self.0 {
            if let Some(note) = lexicon::offered(hash) {
                give(word, note);
            }
        }
    }
}

/// A word with its two ends, and what its letters say of where a slip can be. A slip away from a word that is offered, every
/// triple that none of those words has must touch the slip, and one of them must begin as the word does before the slip and
/// end as it does behind.
struct Sites {
    /// The word, which is shorter than can be.
    word: Packed,
    /// Letters as numbers from 0, [`END`] at both ends.
    letters: [u8; LONGEST + 2],
    /// How many of them count.
    len: usize,
    /// Where the first and the last triple begin that no word has; the other way round when there is none.
    first: usize,
    last: usize,
    /// How many letters in front of a slip are right at most, and how many behind it.
    front: usize,
    back: usize,
}

impl Sites {
    /// Those of `wrong`; none of what is too long for a letter more.
    fn of(wrong: &[u8]) -> Option<Self> {
        if wrong.len() >= LONGEST {
            return None;
        }
        let mut letters = [END; LONGEST + 2];
        for (to, letter) in letters[1..].iter_mut().zip(wrong) {
            *to = letter - b'a';
        }
        let lens = || ENDS.into_iter().filter(|&len| len <= wrong.len());
        let no_front = lens().find(|&len| !lexicon::may_begin_offered(&wrong[..len]));
        let no_back = lens().find(|&len| !lexicon::may_end_offered(&wrong[wrong.len() - len..]));
        let mut sites = Self {
            word: Packed::new(wrong),
            letters,
            len: wrong.len() + 2,
            first: usize::MAX,
            last: 0,
            front: no_front.map_or(wrong.len(), |len| len - 1),
            back: no_back.map_or(wrong.len(), |len| len - 1),
        };
        for at in 0..wrong.len() {
            if BEHIND[sites.at(at)][sites.at(at + 1)] >> letters[at + 2] & 1 == 0 {
                sites.first = sites.first.min(at);
                sites.last = at;
            }
        }
        Some(sites)
    }

    fn at(&self, at: usize) -> usize {
        usize::from(self.letters[at])
    }

    /// The letter at position `at` of the word.
    fn letter(&self, at: usize) -> u8 {
        b'a' + self.letters[at + 1]
    }

    /// How many letters the word has.
    const fn count(&self) -> usize {
        self.len - 2
    }

    /// Whether a slip may be at letter `at`, with the letters from `behind` on right: every triple that no word has then
    /// touches the slip.
    const fn may_be(&self, at: usize, behind: usize) -> bool {
        let is_known = at <= self.front && self.count() - behind <= self.back;
        is_known && (self.first == usize::MAX || (self.first >= at.saturating_sub(1) && self.last <= behind))
    }

    /// The set of letters that may stand between the letters numbered `left` and `right`.
    fn between(&self, left: usize, right: usize) -> u32 {
        let mut set = BETWEEN[self.at(left)][self.at(right)];
        if left > 0 {
            set &= BEHIND[self.at(left - 1)][self.at(left)];
        }
        if right + 1 < self.len {
            set &= BEFORE[self.at(right)][self.at(right + 1)];
        }
        set & !(1 << END)
    }

    /// What the word may be if one letter is too many.
    fn put_in(&self, strings: &mut Strings) {
        let mut shorter = self.word.without_first();
        for at in 0..self.count() {
            if self.may_be(at, at + 1) {
                strings.push(shorter);
            }
            shorter = shorter.with(at, self.letter(at));
        }
    }

    /// What the word may be if one letter stands for another.
    fn replaced(&self, strings: &mut Strings) {
        for at in 0..self.count() {
            if self.may_be(at, at + 1) {
                // The letter is number `at + 1`, counted with the end in front.
                strings.push_each(self.word, at, self.between(at, at + 2));
            }
        }
    }

    /// What the word may be if two letters have changed places.
    fn swapped(&self, strings: &mut Strings) {
        for at in 1..self.count() {
            let (left, right) = (self.letter(at - 1), self.letter(at));
            if left != right && self.may_be(at - 1, at + 1) {
                strings.push(self.word.with(at - 1, right).with(at, left));
            }
        }
    }

    /// What the word may be if one letter is missing, with `end` letters at least behind it.
    fn left_out(&self, end: usize, strings: &mut Strings) {
        let mut longer = self.word.behind_gap();
        for at in 0..=self.count().saturating_sub(end) {
            if self.may_be(at, at) {
                strings.push_each(longer, at, self.between(at, at + 1));
            }
            if at < self.count() {
                longer = longer.with(at, self.letter(at)).with(at + 1, 0);
            }
        }
    }
}

/// Gives every word that is offered and one slip away from `wrong`: a letter left out, put in, replaced, or swapped with
/// the next.
pub fn one_slip(wrong: &[u8], mut give: impl FnMut(Packed, Note)) {
    let Some(sites) = Sites::of(wrong) else { return };
    let mut strings = Strings::new();
    sites.put_in(&mut strings);
    sites.replaced(&mut strings);
    sites.swapped(&mut strings);
    sites.left_out(0, &mut strings);
    strings.give(&mut give);
}

/// Gives every word of [`one_slip`] and [`two_slips`] that slips lead to of which none is a letter in another's place,
/// none but one may be more than two letters swapped or a double one that is single, and that has the last `end` letters of
/// `wrong`; and some others.
pub fn cheap_slips(wrong: &[u8], end: usize, mut give: impl FnMut(Packed, Note)) {
    let Some(sites) = Sites::of(wrong) else { return };
    let mut strings = Strings::new();
    sites.put_in(&mut strings);
    sites.swapped(&mut strings);
    sites.left_out(end, &mut strings);
    strings.give(&mut give);
    let mut consider = near(wrong, give);
    let set = letters(wrong);
    // Two letters that are single may be one that is missing altogether.
    Group::of(wrong[0], wrong.len() + 1).like::<0, 1>(set, &mut consider);
    Group::of(wrong[0], wrong.len() + 2).like::<0, 2>(set, &mut consider);
}

/// Gives the common words that two slips may lead to: same first letter, about the same length, nearly the same set of
/// letters. Reads some thousands of four-byte sets, which is faster than any index that has to be walked.
pub fn two_slips(wrong: &[u8], give: impl FnMut(Packed, Note)) {
    let mut consider = near(wrong, give);
    let set = letters(wrong);
    let group = |len: usize| Group::of(wrong[0], len);
    // What two slips can take out of the set, and bring into it, depends on how many of them change the length.
    group(wrong.len() - 2).like::<2, 0>(set, &mut consider);
    group(wrong.len() - 1).like::<2, 1>(set, &mut consider);
    group(wrong.len()).like::<2, 2>(set, &mut consider);
    group(wrong.len() + 1).like::<1, 2>(set, &mut consider);
    group(wrong.len() + 2).like::<0, 2>(set, &mut consider);
}

/// Has `give` take a word when it is within two slips of `wrong`.
fn near(wrong: &[u8], mut give: impl FnMut(Packed, Note)) -> impl FnMut(&[u8], Note) {
    move |word, note| {
        if within_two_slips(wrong, word) {
            give(Packed::new(word), note);
        }
    }
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

/// How many sets of letters there are, those in free places counted in.
const SETS: usize = include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin")).len() / 4;

/// The numbers that `bytes` are made of, four to each.
#[expect(clippy::large_stack_arrays, reason = "the compiler makes it, and has room")]
const fn numbers(bytes: &[u8; SETS * 4]) -> [u32; SETS] {
    let (fours, _) = bytes.as_chunks::<4>();
    let mut numbers = [0; SETS];
    let mut at = 0;
    while at < SETS {
        numbers[at] = u32::from_le_bytes(fours[at]);
        at += 1;
    }
    numbers
}

/// The common words of one first letter and one length.
struct Group {
    len: usize,
    words: &'static [u8],
    /// The sets of their letters, and behind the last what no set is like.
    sets: &'static [[u32; SETS_AT_ONCE]],
    notes: &'static [u8],
}

impl Group {
    fn of(first: u8, len: usize) -> Self {
        let (at, number, count) = GROUPS[usize::from(first - b'a')].get(len).copied().unwrap_or_default();
        let (at, number, count) = (at as usize, number as usize, count as usize);
        let words = &COMMON[at..at + count * len];
        let sets = &LETTERS.as_chunks().0[number / SETS_AT_ONCE..][..count.div_ceil(SETS_AT_ONCE)];
        Self { len, words, sets, notes: &NOTES[number..number + count] }
    }

    /// Gives the words whose letters lack at most `GONE` of those in `set`, and have at most `COME` others.
    fn like<const GONE: u32, const COME: u32>(&self, set: u32, give: &mut impl FnMut(&[u8], Note)) {
        let set = u32x8::splat(set);
        for (number, sets) in self.sets.iter().enumerate() {
            let others = u32x8::new(*sets);
            let too_many = all_but::<GONE>(set & !others) | all_but::<COME>(others & !set);
            let mut like = too_many.simd_eq(u32x8::splat(0)).to_bitmask();
            while like != 0 {
                let word = number * SETS_AT_ONCE + like.trailing_zeros() as usize;
                like &= like - 1;
                give(&self.words[word * self.len..][..self.len], Note::of(self.notes[word]));
            }
        }
    }
}

/// The sets without `MOST` of their bits. Counting bits takes longer where processors are not asked for more than the oldest
/// can do.
#[inline]
fn all_but<const MOST: u32>(mut sets: u32x8) -> u32x8 {
    for _ in 0..MOST {
        sets &= sets - u32x8::splat(1);
    }
    sets
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use wide::u32x8;

    use super::{Packed, all_but, lexicon, one_slip, two_slips};
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
        let left = |sets: u32x8| sets.simd_eq(u32x8::splat(0)).to_bitmask();
        let sets = u32x8::new([0, 0b1_0000_1000, 0b11_0010, 1, u32::MAX, 0b11, 1 << 31, 0b111]);
        assert_eq!(left(all_but::<2>(sets)), 0b0110_1011);
        assert_eq!(left(all_but::<0>(sets)), 0b0000_0001);
    }
}
