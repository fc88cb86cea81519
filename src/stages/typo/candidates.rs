//! Words that may have been meant.

use std::cell::RefCell;
use std::collections::HashMap;

use super::hash::{LONGEST, Packed, RAREST};
use super::lexicon::{self, Note};
use super::slips;

include!(concat!(env!("OUT_DIR"), "/groups.rs"));

/// The letters of the common words, group after group, and the set of letters of each (see `build/words.rs`).
static COMMON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/common.bin"));
static LETTERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin"));

/// Letters of the shortest word that two slips are looked for in. In a shorter one too much is within reach.
const SHORTEST_FAR: usize = 6;
/// What a step of affinity to a neighbour is worth (see `lexicon::affinity`).
pub const AFFINITY: i32 = 2;
/// The most that two neighbours can add to a score.
const BEST_FIT: i32 = AFFINITY * 2 * 9;
/// Suggestions given, at most.
const MOST: usize = 4;
/// A suggestion so much less likely than the best is not given.
const FAR_BEHIND: i32 = 24;

/// A word that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// In lower case.
    pub word: Vec<u8>,
    /// What is known of it.
    pub note: Note,
    /// How likely it is to have been meant, in thirds of a bit: frequency less the cost of the slips.
    pub score: i32,
    /// How well it goes with the words around it, in the same unit.
    pub fit: i32,
}

impl Candidate {
    /// Score and fit together.
    pub const fn total(&self) -> i32 {
        self.score + self.fit
    }
}

/// The words on either side of a word, as hashes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbours {
    /// The word in front.
    pub before: Option<u64>,
    /// The word behind.
    pub after: Option<u64>,
}

impl Neighbours {
    /// What it adds to the score of the word with that hash that it stands between these.
    pub fn affinity(self, hash: u64) -> i32 {
        let before = self.before.map_or(0, |before| lexicon::affinity(before, hash));
        let after = self.after.map_or(0, |after| lexicon::affinity(hash, after));
        AFFINITY * i32::from(before + after)
    }
}

/// Words whose neighbourhood a thread keeps, so that a name or a slip that comes again costs nothing.
const KEPT: usize = 1 << 15;

thread_local! {
    /// What lies near a word depends on nothing but the word, so it does not matter who asked for it before.
    static NEAR: RefCell<HashMap<u64, Vec<Candidate>>> = RefCell::default();
}

/// The likeliest words for `wrong`, which is in no list, best first.
pub fn find(wrong: &[u8], neighbours: Neighbours) -> Vec<Candidate> {
    let mut found = NEAR.with_borrow_mut(|near| {
        if near.len() >= KEPT {
            near.clear();
        }
        near.entry(Packed::new(wrong).hash()).or_insert_with(|| around(wrong)).clone()
    });
    for candidate in &mut found {
        candidate.fit = neighbours.affinity(Packed::new(&candidate.word).hash());
    }
    found.sort_by(|a, b| b.total().cmp(&a.total()).then_with(|| a.word.cmp(&b.word)));
    let best = found.first().map_or(0, Candidate::total);
    found.retain(|candidate| candidate.total() > best - FAR_BEHIND);
    found.truncate(MOST);
    found
}

/// Every word within reach of `wrong`, in no order.
fn around(wrong: &[u8]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut consider = |word: &[u8], note: Note| {
        if note.frequency() >= RAREST
            && !found.iter().any(|other| other.word == word)
            && let Some(cost) = slips::cost(wrong, word)
        {
            let score = i32::from(note.frequency()) - i32::try_from(cost).unwrap_or(i32::MAX);
            found.push(Candidate { word: word.to_vec(), note, score, fit: 0 });
        }
    };
    one_slip(wrong, &mut consider);
    if wrong.len() >= SHORTEST_FAR {
        two_slips(wrong, &mut consider);
    }
    // What even the best neighbours cannot lift into the suggestions need not be kept.
    let best = found.iter().map(|candidate| candidate.score).max().unwrap_or_default();
    found.retain(|candidate| candidate.score > best - FAR_BEHIND - BEST_FIT);
    found
}

impl Packed {
    /// The letters, zeros behind them.
    fn bytes(self) -> [u8; LONGEST] {
        let mut bytes = [0; LONGEST];
        for (eight, lane) in bytes.chunks_exact_mut(8).zip(self.0) {
            eight.copy_from_slice(&lane.to_le_bytes());
        }
        bytes
    }

    /// The same word with `letter` at position `at`, which lies within it.
    const fn with(mut self, at: usize, letter: u8) -> Self {
        let shift = at % 8 * 8;
        self.0[at / 8] = self.0[at / 8] & !(0xFF << shift) | (letter as u64) << shift;
        self
    }
}

/// Gives every word that is offered and one slip away from `wrong`: a letter left out, put in, replaced, or swapped with
/// the next.
fn one_slip(wrong: &[u8], mut give: impl FnMut(&[u8], Note)) {
    let len = wrong.len();
    if len >= LONGEST {
        return;
    }
    let mut ask = |packed: Packed, len: usize| {
        if let Some(note) = lexicon::offered(packed.hash()) {
            give(&packed.bytes()[..len], note);
        }
    };
    let whole = Packed::new(wrong);
    let mut buffer = [0; LONGEST];
    for at in 0..len {
        buffer[..at].copy_from_slice(&wrong[..at]);
        buffer[at..len - 1].copy_from_slice(&wrong[at + 1..]);
        ask(Packed::new(&buffer[..len - 1]), len - 1);
        for letter in b'a'..=b'z' {
            ask(whole.with(at, letter), len);
        }
        if at + 1 < len && wrong[at] != wrong[at + 1] {
            ask(whole.with(at, wrong[at + 1]).with(at + 1, wrong[at]), len);
        }
    }
    for at in 0..=len {
        buffer[..at].copy_from_slice(&wrong[..at]);
        buffer[at] = b'a';
        buffer[at + 1..=len].copy_from_slice(&wrong[at..]);
        let longer = Packed::new(&buffer[..=len]);
        for letter in b'a'..=b'z' {
            ask(longer.with(at, letter), len + 1);
        }
    }
}

/// Gives the common words that two slips may lead to: same first letter, about the same length, nearly the same set of
/// letters. Reads some thousands of four-byte sets, which is faster than any index that has to be walked.
fn two_slips(wrong: &[u8], mut give: impl FnMut(&[u8], Note)) {
    let wanted = wrong.iter().fold(0_u32, |set, letter| set | 1 << (letter - b'a'));
    let groups = &GROUPS[usize::from(wrong[0] - b'a')];
    let longest = (wrong.len() + 2).min(groups.len() - 1);
    for (len, &(at, first, count)) in groups.iter().enumerate().take(longest + 1).skip(wrong.len() - 2) {
        let (at, first, count) = (at as usize, first as usize, count as usize);
        for (number, set) in LETTERS[first * 4..(first + count) * 4].chunks_exact(4).enumerate() {
            let set = u32::from_le_bytes(set.try_into().expect("four bytes"));
            if (set ^ wanted).count_ones() <= 4 {
                let word = &COMMON[at + number * len..at + (number + 1) * len];
                if within_two(wrong, word)
                    && let Some(note) = lexicon::look_up(word)
                {
                    give(word, note);
                }
            }
        }
    }
}

/// Whether `a` and `b` are at most two slips apart.
fn within_two(a: &[u8], b: &[u8]) -> bool {
    let same = |(x, y): &(&u8, &u8)| x == y;
    let front = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len()) <= 2;
    }
    // What is left differs at both ends: one slip at the front, and what remains is one slip or nothing.
    let one = |a: &[u8], b: &[u8]| within_one(a, b);
    one(&a[1..], b)
        || one(a, &b[1..])
        || one(&a[1..], &b[1..])
        || (a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0] && one(&a[2..], &b[2..]))
}

fn within_one(a: &[u8], b: &[u8]) -> bool {
    let same = |(x, y): &(&u8, &u8)| x == y;
    let front = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    match (a, b) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Neighbours, find, within_two};

    fn best(wrong: &str) -> String {
        find(wrong.as_bytes(), Neighbours::default())
            .first()
            .map(|best| String::from_utf8(best.word.clone()).unwrap())
            .unwrap_or_default()
    }

    #[test]
    fn the_likeliest_word_comes_first() {
        for (wrong, right) in [
            ("runnning", "running"),
            ("acrross", "across"),
            ("teh", "the"),
            ("occured", "occurred"),
            ("goverment", "government"),
            ("seperate", "separate"),
            ("acommodate", "accommodate"),
            ("acomodate", "accommodate"),
            ("definately", "definitely"),
            ("presidnet", "president"),
        ] {
            assert_eq!(best(wrong), right, "{wrong}");
        }
    }

    #[test]
    fn two_slips_and_no_more() {
        for (a, b) in [("abcd", "abcd"), ("abcd", "badc"), ("abcd", "ab"), ("axcy", "abcd"), ("abcd", "xabcdx")] {
            assert!(within_two(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
        for (a, b) in [("abcd", "wxyd"), ("abcd", "a"), ("abcdef", "badcfe")] {
            assert!(!within_two(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }
}
