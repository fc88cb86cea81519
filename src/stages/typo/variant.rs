//! American and British spelling: both are right unless the house writes one of them.

use super::hash::Packed;
use super::hashed::ByHash;
use crate::config::Variant;

static AMERICAN: &str = include_str!("../../../rules/data/words/american.tsv");
static BRITISH: &str = include_str!("../../../rules/data/words/british.tsv");

/// Words that are right on the other side of the Atlantic only, with what is written on this.
#[derive(Debug)]
pub struct OtherSide(ByHash<&'static str>);

impl OtherSide {
    /// What a house that writes `variant` does not. The list is read when a config asks for it and not before.
    pub fn of(variant: Variant) -> Self {
        let list = match variant {
            Variant::Us => BRITISH,
            Variant::Gb => AMERICAN,
        };
        let pairs = list.lines().filter_map(|line| line.split_once('\t'));
        Self(pairs.map(|(word, right)| (Packed::new(word.as_bytes()).hash(), right)).collect())
    }

    /// What is written here for the word with that hash.
    pub fn spelling(&self, hash: u64) -> Option<&'static str> {
        self.0.get(&hash).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{AMERICAN, BRITISH, OtherSide, Packed};
    use crate::config::Variant;
    use crate::stages::typo::lexicon;

    #[test]
    fn each_side_has_its_spelling() {
        let hash = |word: &str| Packed::new(word.as_bytes()).hash();
        let (us, gb) = (OtherSide::of(Variant::Us), OtherSide::of(Variant::Gb));
        for (american, british) in [("color", "colour"), ("center", "centre"), ("traveled", "travelled")] {
            assert_eq!(us.spelling(hash(british)), Some(american));
            assert_eq!(gb.spelling(hash(american)), Some(british));
            assert_eq!(us.spelling(hash(american)).or(gb.spelling(hash(british))), None);
        }
        // Oxford spelling is British too, and a program of a computer is one everywhere.
        assert_eq!(us.spelling(hash("organise")), Some("organize"));
        assert_eq!(gb.spelling(hash("organize")), None);
        assert_eq!(us.spelling(hash("programme")), Some("program"));
        assert_eq!(gb.spelling(hash("program")), None);
    }

    #[test]
    fn no_spelling_leads_to_one_that_is_flagged() {
        for (list, variant) in [(BRITISH, Variant::Us), (AMERICAN, Variant::Gb)] {
            let other = OtherSide::of(variant);
            for line in list.lines() {
                let (word, right) = line.split_once('\t').unwrap();
                assert!(lexicon::knows(word) && lexicon::knows(right), "{line}");
                assert_eq!(other.spelling(Packed::new(right.as_bytes()).hash()), None, "{line}");
            }
        }
    }
}
