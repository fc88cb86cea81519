//! Two words written as one.

use super::lexicon;

/// Words that run into their neighbour: short, frequent, and no part of compounds.
const SMALL: &[&str] = &[
    "a", "about", "after", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did",
    "for", "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "it", "its", "may",
    "more", "most", "not", "of", "on", "or", "our", "out", "over", "she", "should", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "up", "was", "we", "were",
    "what", "when", "where", "which", "while", "who", "will", "with", "would", "you", "your",
];

/// Small words that also open or close compounds (`onboarding`, `lockin`): beside one of these only another small word
/// is believed.
const FORMING: &[&str] =
    &["a", "after", "an", "be", "by", "can", "for", "if", "in", "into", "more", "on", "or", "out", "over", "so", "up"];

/// A word beside a small one is at least as frequent.
const FREQUENT: u8 = 51;
/// Three times the binary logarithm of the words that were counted.
const ALL_WORDS: i32 = 117;
/// What it costs to leave a space out.
const NO_SPACE: i32 = 6;

/// The two words that `wrong` is most likely to be, and how likely, on the scale of
/// [`Candidate`](super::candidates::Candidate).
pub fn find(wrong: &str) -> Option<(String, i32)> {
    (1..wrong.len())
        .filter_map(|at| {
            let (left, right) = wrong.split_at(at);
            let small = |word: &str| SMALL.binary_search(&word).is_ok();
            let forming = |word: &str| FORMING.binary_search(&word).is_ok();
            let fits = match (small(left), small(right)) {
                (true, true) => left.len() + right.len() > 3,
                (true, false) => !forming(left) && right.len() > 2,
                (false, true) => !forming(right) && left.len() > 2,
                (false, false) => false,
            };
            if !fits {
                return None;
            }
            let frequency = |word: &str| {
                lexicon::look_up(word.as_bytes()).filter(|note| !note.is_proper()).map(lexicon::Note::frequency)
            };
            let (left_frequency, right_frequency) = (frequency(left)?, frequency(right)?);
            (left_frequency >= FREQUENT && right_frequency >= FREQUENT).then(|| {
                let score = i32::from(left_frequency) + i32::from(right_frequency) - ALL_WORDS - NO_SPACE;
                (format!("{left} {right}"), score)
            })
        })
        .max_by_key(|&(_, score)| score)
}

#[cfg(test)]
mod tests {
    use super::{FORMING, SMALL, find};

    #[test]
    fn lists_are_sorted() {
        assert!(SMALL.is_sorted() && FORMING.is_sorted());
    }

    #[test]
    fn a_small_word_runs_into_its_neighbour() {
        let two = |wrong: &str| find(wrong).map(|(two, _)| two);
        assert_eq!(two("ofthe").as_deref(), Some("of the"));
        assert_eq!(two("thegovernment").as_deref(), Some("the government"));
        assert_eq!(two("onboarding"), None);
        assert_eq!(two("airtanker"), None);
    }
}
