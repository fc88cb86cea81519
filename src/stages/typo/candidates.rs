//! Words that may have been meant.

use std::cell::RefCell;

use super::formed::{Formed, formed};
use super::hash::{Packed, RAREST};
use super::hashed::{ByHash, remembered};
use super::joined::{self, Split};
use super::lexicon::{self, Note};
use super::{reach, slips};

/// Letters of the shortest word that two slips are looked for in. In a shorter one too much is within reach.
const SHORTEST_FAR: usize = 6;
/// Letters of the shortest word that words of the same sound are looked for of, when no slip of the hand is this cheap.
const SHORTEST_HEARD: usize = 5;
const HAND: i32 = 18;
/// What is left of the cost of slips, in percent, when the two words sound alike.
const BY_EAR: u32 = 52;
/// What a step of affinity to a neighbour is worth (see `lexicon::affinity`).
pub const AFFINITY: i32 = 2;
/// The most that two neighbours can add to a score.
pub const BEST_FIT: i32 = AFFINITY * 2 * 9;
/// Suggestions given, at most.
const MOST: usize = 4;
/// A suggestion so much less likely than the best is not given.
const FAR_BEHIND: i32 = 24;

/// A word that may have been meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// In lower case.
    pub word: Packed,
    /// What is known of it.
    pub note: Note,
    /// How likely it is to have been meant, in thirds of a bit: frequency less the cost of the slips.
    pub score: i32,
    /// How well it goes with the words around it, in the same unit.
    pub fit: i32,
    /// Whether only an ear would take one for the other.
    pub by_ear: bool,
}

impl Candidate {
    /// The word that was meant if slips of that cost were made.
    pub fn new(word: Packed, note: Note, cost: u32) -> Self {
        let score = i32::from(note.frequency()) - i32::try_from(cost).unwrap_or(i32::MAX);
        Self { word, note, score, fit: 0, by_ear: false }
    }

    /// What the slips cost (see `slips`).
    pub fn cost(&self) -> i32 {
        i32::from(self.note.frequency()) - self.score
    }

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

/// What there is to know of a word in no list, whatever stands around it.
#[derive(Clone, Debug)]
pub struct Near {
    /// Whether it is formed from a word that is in one.
    pub formed: Formed,
    /// The words within reach, in no order.
    words: Vec<Candidate>,
    /// The pairs of words that it may be.
    splits: Vec<Split>,
}

thread_local! {
    /// What lies near a word depends on nothing but the word, so it does not matter who asked for it before.
    /// The second is of words written in small letters throughout.
    static NEAR: RefCell<[ByHash<Near>; 2]> = RefCell::default();
}

/// Gives `ask` what there is to know of `wrong`, which is in no list and has the hash `hash`. See [`Near::of`].
pub fn near<R>(wrong: &[u8], hash: u64, plain: bool, ask: impl FnOnce(&Near) -> R) -> R {
    NEAR.with_borrow_mut(|near| ask(remembered(&mut near[usize::from(plain)], hash, || Near::of(wrong, plain))))
}

impl Near {
    /// Looks around `wrong`, which is in lower-case letters. What was written with a capital is not `plain`: names sound like
    /// words, and are made of their letters.
    pub fn of(wrong: &[u8], plain: bool) -> Self {
        let letters = std::str::from_utf8(wrong).expect("letters of ASCII");
        Self { formed: formed(letters), words: around(wrong, plain), splits: joined::splits(letters) }
    }

    /// The likeliest words, best first, between these neighbours.
    pub fn candidates(&self, neighbours: Neighbours) -> Vec<Candidate> {
        let fitted =
            |candidate: &Candidate| Candidate { fit: neighbours.affinity(candidate.word.hash()), ..*candidate };
        let mut found: Vec<Candidate> = self.words.iter().map(fitted).collect();
        found.sort_by(|a, b| b.total().cmp(&a.total()).then_with(|| a.word.bytes().cmp(&b.word.bytes())));
        let best = found.first().map_or(0, Candidate::total);
        found.retain(|candidate| candidate.total() > best - FAR_BEHIND);
        found.truncate(MOST);
        found
    }

    /// The highest score that the likeliest word can come to, whatever its neighbours are.
    pub fn may_reach(&self) -> i32 {
        self.words.iter().map(|candidate| candidate.score).max().map_or(i32::MIN / 2, |score| score + BEST_FIT)
    }

    /// Whether it may be two words.
    pub fn may_be_two(&self) -> bool {
        !self.splits.is_empty()
    }

    /// The words within reach, each with what its slips cost (see `slips`).
    pub fn words(&self) -> impl Iterator<Item = (Packed, u32)> {
        self.words.iter().map(|near| (near.word, u32::try_from(near.cost()).unwrap_or_default()))
    }

    /// The pairs of words that it may be, as hashes.
    pub fn pairs(&self) -> impl Iterator<Item = (u64, u64)> {
        self.splits.iter().map(|split| (split.left, split.right))
    }

    /// The likeliest two words between these neighbours, and how likely, on the scale of a [`Candidate`].
    pub fn two_words(&self, neighbours: Neighbours) -> Option<(Split, i32)> {
        self.splits.iter().map(|split| (*split, split.score(neighbours))).max_by_key(|&(_, score)| score)
    }
}

/// Every word within reach of `wrong`, in no order.
fn around(wrong: &[u8], plain: bool) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut consider = |word: Packed, note: Note| {
        if note.frequency() >= RAREST
            && !found.iter().any(|other| other.word == word)
            && let Some(cost) = slips::cost(wrong, &word.bytes()[..word.len()])
        {
            found.push(Candidate::new(word, note, cost));
        }
    };
    reach::one_slip(wrong, &mut consider);
    if plain {
        reach::moved(wrong, &mut consider);
    }
    if wrong.len() >= SHORTEST_FAR {
        reach::two_slips(wrong, &mut consider);
    }
    if plain && wrong.len() >= SHORTEST_HEARD && found.iter().all(|candidate| candidate.cost() > HAND) {
        hear(wrong, &mut found);
    }
    // What even the best neighbours cannot lift into the suggestions need not be kept.
    let best = found.iter().map(|candidate| candidate.score).max().unwrap_or_default();
    found.retain(|candidate| candidate.score > best - FAR_BEHIND - BEST_FIT);
    found
}

/// Adds the words that sound like `wrong` to those found.
fn hear(wrong: &[u8], found: &mut Vec<Candidate>) {
    reach::alike(wrong, |word, note| {
        let bytes = word.bytes();
        let right = &bytes[..word.len()];
        if !note.is_proper()
            && let Some(cost) = slips::cost_by_ear(wrong, right)
            && slips::syllables(wrong) == slips::syllables(right)
        {
            found.retain(|other| other.word != word);
            found.push(Candidate { by_ear: true, ..Candidate::new(word, note, cost * BY_EAR / 100) });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{Near, Neighbours};

    fn best(wrong: &str) -> String {
        let found = Near::of(wrong.as_bytes(), true).candidates(Neighbours::default());
        let word = found.first().map(|best| best.word).unwrap_or_default();
        String::from_utf8(word.bytes()[..word.len()].to_vec()).unwrap()
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
            ("veor", "over"),
            ("nessisary", "necessary"),
            ("regulary", "regularly"),
        ] {
            assert_eq!(best(wrong), right, "{wrong}");
        }
    }
}
