//! The words that are known. The tables are built with the program and asked where they lie; nothing is read at start-up.

use super::hash::{
    COMMONEST, FILTER_BITS, LONGEST, Packed, RAREST, SLOTS, common_slot, filter_bit, fingerprint, first_slot, pair,
};

/// Four bytes a slot: a fingerprint over a note (see `build/words.rs`).
static WORDS: &[u8; SLOTS * 4] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

static PAIRS: &[u8; SLOTS * 4] = include_bytes!(concat!(env!("OUT_DIR"), "/pairs.bin"));

static FIRST: &[u8; COMMONEST * 4] = include_bytes!(concat!(env!("OUT_DIR"), "/commonest.bin"));

static OFFERED: &[u8; FILTER_BITS / 8] = include_bytes!(concat!(env!("OUT_DIR"), "/offered.bin"));

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note(u8);

impl Note {
    /// Three times the binary logarithm of how often the word is seen in a large corpus: 103 for "the", about 60 for
    /// the ten-thousandth word, 30 for the rarest that is counted, 1 for those that are not.
    #[must_use]
    pub const fn frequency(self) -> u8 {
        self.0 & 0x7F
    }

    /// Whether it is only written with a capital.
    #[must_use]
    pub const fn is_proper(self) -> bool {
        self.0 & 0x80 != 0
    }
}

/// What is known of the word with that hash; nothing when it is in no list. One unknown word in some 6.5 million is
/// taken for a known one.
#[must_use]
pub fn note(hash: u64) -> Option<Note> {
    held(WORDS, hash).map(Note)
}

/// Whether the word with that hash is in any list. Most words of a text are found among the commonest, which costs no
/// look at the large table.
#[must_use]
pub fn is_known(hash: u64) -> bool {
    let at = common_slot(hash) * 4;
    let common = u32::from_le_bytes([FIRST[at], FIRST[at + 1], FIRST[at + 2], FIRST[at + 3]]);
    (common == fingerprint(hash) && common != 0) || note(hash).is_some()
}

/// What is known of the word with that hash when it is frequent enough to be offered. Made for strings of which most are
/// no words: those cost one look at a small filter.
#[must_use]
pub fn offered(hash: u64) -> Option<Note> {
    let bit = filter_bit(hash);
    let may_be = OFFERED[bit / 8] & 1 << (bit % 8) != 0;
    if may_be { note(hash).filter(|note| note.frequency() >= RAREST) } else { None }
}

/// How much oftener than chance would have it the word with the hash `second` stands right behind that with the hash
/// `first`, in steps of 4/3 of a bit; 0 for most pairs, 9 at most.
#[must_use]
pub fn affinity(first: u64, second: u64) -> u8 {
    held(PAIRS, pair(first, second)).unwrap_or(0)
}

/// The note in the slot of that hash.
#[allow(clippy::cast_possible_truncation, reason = "the lowest byte is wanted")]
fn held(table: &[u8; SLOTS * 4], hash: u64) -> Option<u8> {
    let wanted = fingerprint(hash);
    let mut slot = first_slot(hash);
    loop {
        let at = slot * 4;
        let held = u32::from_le_bytes([table[at], table[at + 1], table[at + 2], table[at + 3]]);
        if held == 0 {
            return None;
        }
        if held & 0xFFFF_FF00 == wanted {
            return Some(held as u8);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// What is known of `word`, which is in lower-case ASCII letters.
#[must_use]
pub fn look_up(word: &[u8]) -> Option<Note> {
    if word.is_empty() || word.len() > LONGEST { None } else { note(Packed::new(word).hash()) }
}

/// Whether `word` is a word of English in any spelling. It is to be in lower case; names are known in lower case too.
#[must_use]
pub fn knows(word: &str) -> bool {
    look_up(word.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::{knows, look_up};

    #[test]
    fn knows_both_sides_of_the_atlantic() {
        for word in ["colour", "color", "organise", "organize", "manoeuvre", "maneuver", "the", "a", "mths", "african"]
        {
            assert!(knows(word), "{word}");
        }
        for word in ["runnning", "teh", "b", "", "ofthe", "occured", "internationalizationsandmore"] {
            assert!(!knows(word), "{word}");
        }
    }

    #[test]
    fn words_that_go_together_are_told_from_strangers() {
        let hash = |word: &str| super::Packed::new(word.as_bytes()).hash();
        assert!(super::affinity(hash("prime"), hash("minister")) > super::affinity(hash("the"), hash("minister")));
        assert_eq!(super::affinity(hash("minister"), hash("of")).min(1), 1);
        assert_eq!(super::affinity(hash("of"), hash("of")), 0);
    }

    #[test]
    fn frequent_words_are_told_from_rare_ones() {
        let frequency = |word: &str| look_up(word.as_bytes()).unwrap().frequency();
        assert!(frequency("the") > frequency("government") && frequency("government") > frequency("theosophist"));
        assert!(look_up(b"february").unwrap().is_proper());
        assert!(!look_up(b"siege").unwrap().is_proper());
    }
}
