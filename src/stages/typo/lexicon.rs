//! The words that are known. The tables are built with the program and asked where they lie; nothing is read at start-up.

use super::hash::{
    BUCKET, COMMON_BUCKETS, END_BITS, FILTER, LONGEST, Packed, RAREST, SLOTS, common_bucket, common_print, end_bit,
    filter_bits, fingerprint, first_slot, pair,
};

/// Four bytes a slot: a fingerprint over a note (see `build/words.rs`).
static WORDS: &[u8; SLOTS * 4] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

static PAIRS: &[u8; SLOTS * 4] = include_bytes!(concat!(env!("OUT_DIR"), "/pairs.bin"));

static COMMONEST: &[u8; COMMON_BUCKETS * BUCKET * 2] = include_bytes!(concat!(env!("OUT_DIR"), "/commonest.bin"));

static OFFERED: &[u8; FILTER * 8] = include_bytes!(concat!(env!("OUT_DIR"), "/offered.bin"));

static BEGINNINGS: &[u8; END_BITS / 8] = include_bytes!(concat!(env!("OUT_DIR"), "/beginnings.bin"));

static ENDS: &[u8; END_BITS / 8] = include_bytes!(concat!(env!("OUT_DIR"), "/ends.bin"));

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note(u8);

impl Note {
    /// What the tables say in one byte.
    #[must_use]
    pub const fn of(byte: u8) -> Self {
        Self(byte)
    }

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

/// Whether the word with that hash is one of the thirty thousand commonest, as more than nine of ten words of a text are.
/// One other word in some 16,000 is taken for one of them.
#[must_use]
#[inline]
pub fn is_common(hash: u64) -> bool {
    const ONES: u64 = 0x0001_0001_0001_0001;
    let at = common_bucket(hash) * BUCKET * 2;
    let bucket = u64::from_le_bytes(COMMONEST[at..at + BUCKET * 2].try_into().expect("eight bytes"));
    // A place with the same print is zero now, and only at a zero the subtraction sets a high bit that was not there.
    let differs = bucket ^ common_print(hash).wrapping_mul(ONES);
    differs.wrapping_sub(ONES) & !differs & (ONES << 15) != 0
}

/// What the first slot for a word with that hash holds, for [`is_known`]. Asking for the slots of many words before
/// looking at any lets a processor wait for all of them at once.
#[must_use]
#[inline]
pub fn first_held(hash: u64) -> u32 {
    slot(WORDS, first_slot(hash))
}

/// Whether the word with that hash is in any list. `first` is what [`first_held`] gave for it.
#[must_use]
#[inline]
pub fn is_known(hash: u64, first: u32) -> bool {
    first != 0 && (first & 0xFFFF_FF00 == fingerprint(hash) || note(hash).is_some())
}

/// What is known of the word with that hash when it is frequent enough to be offered. Made for strings of which most are
/// no words: those cost one look at a small filter.
#[must_use]
pub fn offered(hash: u64) -> Option<Note> {
    if may_be_offered(hash) { note(hash).filter(|note| note.frequency() >= RAREST) } else { None }
}

/// False for nearly every hash that is not that of a word which is offered.
#[must_use]
#[inline]
pub fn may_be_offered(hash: u64) -> bool {
    let (number, bits) = filter_bits(hash);
    let (filter, _) = OFFERED.as_chunks();
    u64::from_le_bytes(filter[number]) & bits == bits
}

/// False for most strings with which no word begins that is offered. `beginning` has one of the lengths of `hash::ENDS`.
#[must_use]
pub fn may_begin_offered(beginning: &[u8]) -> bool {
    has_bit(BEGINNINGS, beginning)
}

/// The same for the end of a word.
#[must_use]
pub fn may_end_offered(end: &[u8]) -> bool {
    has_bit(ENDS, end)
}

fn has_bit(filter: &[u8; END_BITS / 8], part: &[u8]) -> bool {
    let bit = end_bit(Packed::new(part).hash());
    filter[bit / 8] >> (bit % 8) & 1 != 0
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
    let mut at = first_slot(hash);
    loop {
        let held = slot(table, at);
        if held == 0 {
            return None;
        }
        if held & 0xFFFF_FF00 == wanted {
            return Some(held as u8);
        }
        at = (at + 1) % SLOTS;
    }
}

#[inline]
fn slot(table: &[u8; SLOTS * 4], number: usize) -> u32 {
    u32::from_le_bytes(table[number * 4..number * 4 + 4].try_into().expect("four bytes"))
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
    fn the_commonest_words_are_known_at_a_look() {
        let hash = |word: &str| super::Packed::new(word.as_bytes()).hash();
        assert!(["the", "of", "said", "government", "siege"].iter().all(|word| super::is_common(hash(word))));
        assert!(!super::is_common(hash("theosophist")) && !super::is_common(hash("runnning")));
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
