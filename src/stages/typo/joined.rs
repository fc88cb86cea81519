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

/// Small words that also open or close compounds (`onboarding`, `lockin`): beside one of these a longer word is believed
/// only when the two often stand together.
const FORMING: &[&str] =
    &["after", "an", "be", "by", "can", "for", "if", "in", "into", "more", "on", "or", "out", "over", "so", "up"];

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

/// The two words that `wrong` is most likely to be, and how likely, on the scale of
/// [`Candidate`](super::candidates::Candidate).
pub fn find(wrong: &str, neighbours: Neighbours) -> Option<(String, i32)> {
    (1..wrong.len())
        .filter_map(|at| {
            let (left, right) = wrong.split_at(at);
            let score = score(left, right, neighbours)?;
            Some((format!("{left} {right}"), score))
        })
        .max_by_key(|&(_, score)| score)
}

fn score(left: &str, right: &str, neighbours: Neighbours) -> Option<i32> {
    let small = |word: &str| SMALL.binary_search(&word).is_ok();
    let forming = |word: &str| FORMING.binary_search(&word).is_ok();
    let both = small(left) && small(right);
    if !(small(left) || small(right)) || left == right || left.len() + right.len() < 4 {
        return None;
    }
    let hash = |word: &str| Packed::new(word.as_bytes()).hash();
    let (left_hash, right_hash) = (hash(left), hash(right));
    let frequency = |hash: u64| {
        let note = lexicon::note(hash).filter(|note| !note.is_proper() && note.frequency() >= FREQUENT)?;
        Some(i32::from(note.frequency()))
    };
    let (left_frequency, right_frequency) = (frequency(left_hash)?, frequency(right_hash)?);
    let between = AFFINITY * i32::from(lexicon::affinity(left_hash, right_hash));
    let around = Neighbours { after: None, ..neighbours }.affinity(left_hash)
        + Neighbours { before: None, ..neighbours }.affinity(right_hash);
    if !both {
        let doubtful = forming(left) || forming(right) || left.len() + right.len() < SHORT;
        if doubtful && between == 0 || left.len().max(right.len()) < 3 {
            return None;
        }
    }
    let strangers = if between == 0 { STRANGERS } else { 0 };
    Some(left_frequency + right_frequency - ALL_WORDS - NO_SPACE - strangers + between + around)
}

#[cfg(test)]
mod tests {
    use super::{FORMING, Neighbours, SMALL, find};

    #[test]
    fn lists_are_sorted() {
        assert!(SMALL.is_sorted() && FORMING.is_sorted());
    }

    #[test]
    fn a_small_word_runs_into_its_neighbour() {
        let two = |wrong: &str| find(wrong, Neighbours::default()).map(|(two, _)| two);
        assert_eq!(two("ofthe").as_deref(), Some("of the"));
        assert_eq!(two("thegovernment").as_deref(), Some("the government"));
        assert_eq!(two("onboarding"), None);
        assert_eq!(two("airtanker"), None);
    }
}
