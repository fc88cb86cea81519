//! Two words written as one.

use super::candidates::{AFFINITY, Neighbours};
use super::hash::Packed;
use super::lexicon;

/// Words that run into their neighbour: short, frequent, and no part of compounds.
const SMALL: &[&str] = &[
    "about", "after", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "for",
    "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "it", "its", "may", "more",
    "most", "not", "of", "on", "or", "our", "out", "over", "she", "should", "so", "some", "such", "than", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "up", "was", "we", "were", "what",
    "when", "where", "which", "while", "who", "will", "with", "would", "you", "your",
];

/// Letters of the longest of them.
const LONGEST_SMALL: usize = 6;

/// Small words that also open or close compounds (`onboarding`, `lockin`): beside one of these a longer word is believed
/// only when the two often stand together.
const FORMING: &[&str] =
    &["after", "an", "be", "by", "can", "for", "if", "in", "into", "more", "on", "or", "out", "over", "so", "up"];

/// The one of them that closes no compound.
const NEVER_LAST: &str = "for";

/// A word beside a small one is at least as frequent.
const FREQUENT: u8 = 51;
/// Three times the binary logarithm of the words that were counted.
const ALL_WORDS: i32 = 117;
/// What it costs to leave a space out.
const NO_SPACE: i32 = 6;
/// In words of fewer letters a small word is found by chance (`sheat`, `partis`).
const SHORT: usize = 7;
/// What two words that never stand together lose.
const STRANGERS: i32 = 6;

/// Two words that a word in no list may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// Letters of the first.
    pub at: usize,
    /// How likely they are, whatever stands around them, on the scale of a [`Candidate`](super::candidates::Candidate).
    score: i32,
    /// The hash of the first, and of the second.
    pub left: u64,
    /// See `left`.
    pub right: u64,
}

impl Split {
    /// How likely the two are between these neighbours, on the same scale.
    pub fn score(&self, neighbours: Neighbours) -> i32 {
        self.score
            + Neighbours { after: None, ..neighbours }.affinity(self.left)
            + Neighbours { before: None, ..neighbours }.affinity(self.right)
    }
}

/// The pairs of words that `wrong` may be.
pub fn splits(wrong: &str) -> Vec<Split> {
    (1..wrong.len()).filter_map(|at| split(wrong, at)).collect()
}

fn split(wrong: &str, at: usize) -> Option<Split> {
    let (left, right) = wrong.split_at(at);
    if at.min(right.len()) > LONGEST_SMALL {
        return None;
    }
    let hash = |word: &str| Packed::new(word.as_bytes()).hash();
    let (left_hash, right_hash) = (hash(left), hash(right));
    let frequency = |hash: u64| {
        let note = lexicon::offered(hash).filter(|note| !note.is_proper() && note.frequency() >= FREQUENT)?;
        Some(i32::from(note.frequency()))
    };
    let (left_frequency, right_frequency) = (frequency(left_hash)?, frequency(right_hash)?);
    let small = |word: &str| SMALL.binary_search(&word).is_ok();
    let forming = |word: &str| FORMING.binary_search(&word).is_ok();
    let both = small(left) && small(right);
    if !(small(left) || small(right)) || left == right || wrong.len() < 4 {
        return None;
    }
    let between = AFFINITY * i32::from(lexicon::affinity(left_hash, right_hash));
    if !both {
        let closes = forming(right) && right != NEVER_LAST;
        let doubtful = forming(left) || closes || wrong.len() < SHORT;
        if doubtful && between == 0 || left.len().max(right.len()) < 3 {
            return None;
        }
    }
    let strangers = if between == 0 { STRANGERS } else { 0 };
    let score = left_frequency + right_frequency - ALL_WORDS - NO_SPACE - strangers + between;
    Some(Split { at, score, left: left_hash, right: right_hash })
}

#[cfg(test)]
mod tests {
    use super::{FORMING, LONGEST_SMALL, Neighbours, SMALL, splits};

    #[test]
    fn lists_are_sorted() {
        assert!(SMALL.is_sorted() && FORMING.is_sorted());
        assert_eq!(SMALL.iter().map(|word| word.len()).max(), Some(LONGEST_SMALL));
    }

    #[test]
    fn a_small_word_runs_into_its_neighbour() {
        let two = |wrong: &str| {
            let best = splits(wrong).into_iter().max_by_key(|split| split.score(Neighbours::default()));
            best.map(|best| best.at)
        };
        assert_eq!(two("ofthe"), Some(2));
        assert_eq!(two("thegovernment"), Some(3));
        assert_eq!(two("districtfor"), Some(8));
        assert_eq!(two("onboarding"), None);
        assert_eq!(two("airtanker"), None);
    }
}
