//! Words with a capital within a sentence. Nearly all are names, and few slips would count in one: a look for those alone
//! tells of most that they are none.

use std::cell::RefCell;

use super::candidates::{BEST_FIT, Candidate};
use super::hashed::{ByHash, remembered};
use super::{reach, slips};

/// Letters of the shortest where a letter may be but doubled or single.
const LONG: usize = 10;
/// Letters at its end that must be right, and what its slips may cost. No letter in another's place is that cheap, and of
/// two slips none but a double letter that is single and another such or a swap.
const END: usize = 2;
const CHEAP: i32 = 11;

thread_local! {
    /// What [`may_reach`] said of words, by their hash.
    static REACHED: RefCell<ByHash<i32>> = RefCell::default();
}

/// Whether `wrong` may be a slip of `meant` rather than a name. Names, and words of other languages in names, differ from
/// English words by a letter doubled or not, by a vowel or a sound, and in their ends (Andersson, Nationale); slips of
/// the hand swap letters or lose them, anywhere.
pub fn may_be_slip(wrong: &[u8], meant: &Candidate) -> bool {
    let right = meant.word.bytes();
    let right = &right[..meant.word.len()];
    let same_end = wrong[wrong.len() - END..] == right[right.len().saturating_sub(END)..];
    meant.cost() <= CHEAP && same_end && (wrong.len() >= LONG || !slips::differs_in_doubling(wrong, right))
}

/// The highest score that a word for which [`may_be_slip`] holds can come to, whatever its neighbours are. `wrong` has the
/// hash `hash`.
pub fn may_reach(wrong: &[u8], hash: u64) -> i32 {
    REACHED.with_borrow_mut(|reached| *remembered(reached, hash, || best_score(wrong) + BEST_FIT))
}

/// The highest score of such a word.
fn best_score(wrong: &[u8]) -> i32 {
    let mut best = i32::MIN / 2;
    reach::cheap_slips(wrong, END, |word, note| {
        let right = word.bytes();
        if let Some(cost) = slips::cost(wrong, &right[..word.len()]) {
            let meant = Candidate::new(word, note, cost);
            if may_be_slip(wrong, &meant) {
                best = best.max(meant.score);
            }
        }
    });
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::candidates::{Near, Neighbours};
    use super::super::hash::Packed;
    use super::{best_score, may_be_slip};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        /// What one or two slips make of a word.
        #[test]
        fn no_slip_that_counts_is_missed(
            right in prop::sample::select(vec!["government", "committee", "parliament", "accommodation", "possession"]),
            slips in prop::collection::vec((0_usize..4, 0_usize..13, "[a-z]"), 1..3),
        ) {
            let mut wrong = right.as_bytes().to_vec();
            for (kind, at, letter) in slips {
                let at = at % (wrong.len() - 1);
                match kind {
                    0 => { wrong.remove(at); }
                    1 => wrong.insert(at, letter.as_bytes()[0]),
                    2 => wrong.swap(at, at + 1),
                    _ => wrong[at] = letter.as_bytes()[0],
                }
            }
            let near = Near::of(&wrong, false);
            let all = near.candidates(Neighbours::default());
            // Two slips may undo one another, and a word that is in a list is nobody's slip.
            let slips = all.iter().filter(|meant| meant.cost() > 0 && may_be_slip(&wrong, meant));
            let best = slips.map(|meant| meant.score).max();
            prop_assert!(best.is_none_or(|best| best_score(&wrong) >= best), "{:?}", Packed::new(&wrong));
        }
    }
}
