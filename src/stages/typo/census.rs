//! Evidence from a corpus: a word that several documents have is a word, unless another that it may be a slip of is so
//! much more frequent that slips alone would bring it about.
//!
//! Counts of documents add up in any grouping, so they can be taken on many threads; merged in the order of the
//! documents, they are the same for any number of them.

use std::collections::hash_map::Entry;

use super::candidates::Near;
use super::hash::{LONGEST, Packed};
use super::hashed::ByHash;
use super::house::HouseWords;
use super::tokens::{self, Shape};
use super::{apostrophe, lexicon};
use crate::text::{Span, Word, each_word};

/// Words in no list that are kept. When there are more, those that one document has are forgotten: memory does not grow
/// with the corpus.
const MOST: usize = 1 << 20;

/// What a slip that costs nothing could bring about: so many misspellings to each right spelling. Lists of learners'
/// mistakes have nothing worse.
const WORST: u64 = 4;
/// The cost of a slip that is half as likely, see `slips`.
const HALF: u32 = 3;
/// How many times rarer than the rarer of two words their joining is by chance, as a power of two.
const JOINED: u32 = 2;
/// How often each word of the lists counts as seen before the first document: what a few documents do not have need not
/// be rare.
const BEFORE: u64 = 8;

/// How often words stand in some documents.
#[derive(Debug, Default)]
pub struct Census {
    unlisted: ByHash<Unlisted>,
    /// How often each word of the lists was seen, by hash.
    listed: ByHash<u64>,
    documents: u64,
}

/// A word in no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unlisted {
    word: Packed,
    count: u64,
    documents: u64,
    /// The last document that had it.
    last: u64,
    /// Whether it was ever written without a capital.
    plain: bool,
}

/// A word that a corpus has shown to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attested {
    /// With a capital where it was never written without.
    pub word: String,
    /// How often it was seen.
    pub count: u64,
    /// In how many documents.
    pub documents: u64,
}

impl Census {
    /// Counts the words of a document. Those that the house knows are left out.
    pub fn count(&mut self, text: &str, house: &HouseWords) {
        let bytes = text.as_bytes();
        let document = self.documents;
        self.documents += 1;
        each_word(text, Span::new(0, text.len()), |word| {
            let Word::Letters(Span { start, end }) = word else { return };
            if apostrophe::is_rest(bytes, start, end) || !(2..=LONGEST).contains(&(end - start)) {
                return;
            }
            let hash = tokens::hash_between(bytes, start, end);
            if lexicon::note(hash).is_some() {
                *self.listed.entry(hash).or_default() += 1;
                return;
            }
            let word = tokens::word_between(bytes, start, end);
            if word.shape == Shape::Other || house.has(&word) {
                return;
            }
            let Some(letters) = tokens::lower(bytes, &word) else { return };
            let packed = Packed::new(&letters[..word.len()]);
            let plain = word.shape == Shape::Lower;
            let seen = Unlisted { word: packed, count: 1, documents: 1, last: document, plain };
            match self.unlisted.entry(hash) {
                Entry::Vacant(free) => {
                    free.insert(seen);
                }
                Entry::Occupied(mut taken) => {
                    let known = taken.get_mut();
                    known.count += 1;
                    known.documents += u64::from(known.last != document);
                    known.last = document;
                    known.plain |= plain;
                }
            }
        });
    }

    /// Adds what `later` counted in the documents behind these.
    pub fn merge(&mut self, later: Self) {
        for (hash, count) in later.listed {
            *self.listed.entry(hash).or_default() += count;
        }
        for (hash, word) in later.unlisted {
            match self.unlisted.entry(hash) {
                Entry::Vacant(free) => {
                    // Its number there is none here.
                    free.insert(Unlisted { last: u64::MAX, ..word });
                }
                Entry::Occupied(mut taken) => {
                    let known = taken.get_mut();
                    known.count += word.count;
                    known.documents += word.documents;
                    known.plain |= word.plain;
                }
            }
        }
        self.documents += later.documents;
        if self.unlisted.len() > MOST {
            self.unlisted.retain(|_, word| word.documents > 1);
        }
    }

    /// Documents that were counted.
    #[must_use]
    pub const fn documents(&self) -> u64 {
        self.documents
    }

    /// The words that at least `least` documents have and that are no slips of others, in order.
    #[must_use]
    pub fn attested(&self, least: u64) -> Vec<Attested> {
        let often = self.unlisted.values().filter(|word| word.documents >= least);
        let mut words: Vec<Attested> =
            often.filter(|word| word.count > self.by_slips(word)).map(Unlisted::attested).collect();
        words.sort_by(|a, b| a.word.cmp(&b.word));
        words
    }

    /// How often the word would be seen, at the most, if it were but a slip of another.
    fn by_slips(&self, word: &Unlisted) -> u64 {
        let seen = |hash: u64| self.listed.get(&hash).copied().unwrap_or_default() + BEFORE;
        let near = Near::of(&word.word.bytes()[..word.word.len()], word.plain);
        let misspelled =
            near.words().map(|(right, cost)| (seen(right.hash()) * WORST).checked_shr(cost / HALF).unwrap_or(0));
        let joined = near.pairs().map(|(left, right)| seen(left).min(seen(right)) >> JOINED);
        misspelled.chain(joined).max().unwrap_or(0)
    }
}

impl Unlisted {
    fn attested(&self) -> Attested {
        let letters = self.word.bytes();
        let mut word = String::from_utf8_lossy(&letters[..self.word.len()]).into_owned();
        if !self.plain {
            word[..1].make_ascii_uppercase();
        }
        Attested { word, count: self.count, documents: self.documents }
    }
}

#[cfg(test)]
mod tests {
    use super::{Attested, Census, HouseWords};

    fn counted(documents: &[&str]) -> Census {
        let mut census = Census::default();
        for text in documents {
            census.count(text, &HouseWords::default());
        }
        census
    }

    fn words(census: &Census) -> Vec<String> {
        census.attested(2).into_iter().map(|attested| attested.word).collect()
    }

    #[test]
    fn a_word_of_several_documents_is_one() {
        let census =
            counted(&["The zorbling crew of Quzix.", "Quzix is for zorbling, zorbling for Quzix.", "A vornate day."]);
        let attested = census.attested(2);
        assert_eq!(
            attested,
            [
                Attested { word: "Quzix".to_owned(), count: 3, documents: 2 },
                Attested { word: "zorbling".to_owned(), count: 3, documents: 2 }
            ]
        );
    }

    #[test]
    fn a_common_slip_stays_one() {
        let right = "It occurred in the north of the state, and what occurred there is known to the government.";
        let wrong = "It occured to the goverment ofthe state.";
        let census = counted(&[right, right, right, wrong, wrong]);
        assert_eq!(words(&census), [""; 0]);
    }

    #[test]
    fn grouping_makes_no_difference() {
        let documents = ["a zorbling Quzix", "zorbling of a tharn", "Quzix, the tharn", "a vornate tharn, zorbling"];
        let whole = counted(&documents);
        for cut in 0..=documents.len() {
            let mut merged = counted(&documents[..cut]);
            merged.merge(counted(&documents[cut..]));
            assert_eq!(merged.attested(1), whole.attested(1), "{cut}");
            assert_eq!(merged.documents(), 4);
        }
    }
}
