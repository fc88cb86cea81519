//! The hash of a word, the same when the tables are built and when they are asked.

/// Letters of the longest word that the tables hold.
pub const LONGEST: usize = 24;

/// Slots of each table: a power of two, twice as many as there are entries, so that a search ends at the first or second
/// slot.
pub const SLOTS: usize = 1 << 19;

/// A word rarer than this is never offered as what was meant.
pub const RAREST: u8 = 36;

/// Numbers of the filter over the words that are offered, each with 64 bits: an eighth of a megabyte, which stays in a
/// fast cache while dozens of strings are asked for around each unknown word.
pub const FILTER: usize = 1 << 14;

/// Letters of the beginnings and ends of words that [`END_BITS`] are kept of.
pub const ENDS: [usize; 2] = [4, 6];

/// Bits of each of two filters, one over the beginnings of the words that are offered and one over their ends.
pub const END_BITS: usize = 1 << 19;

/// Sets of [`letters`] that are looked at together.
pub const SETS_AT_ONCE: usize = 8;

/// Buckets of the table of the commonest words: sixty-four kilobytes, of which the lines of the very commonest words
/// stay in the fastest cache.
pub const COMMON_BUCKETS: usize = 1 << 13;

/// Words of one bucket.
pub const BUCKET: usize = 4;

/// A word in lower-case ASCII letters, packed eight to a number with zeros behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed(pub [u64; 3]);

impl Packed {
    /// Packs the first [`LONGEST`] bytes of `word`, which is lower case.
    pub fn new(word: &[u8]) -> Self {
        let mut bytes = [0; LONGEST];
        let len = word.len().min(LONGEST);
        bytes[..len].copy_from_slice(&word[..len]);
        let lane = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        Self([lane(0), lane(8), lane(16)])
    }

    /// The hash. Words of up to eight letters never share one: multiplying by an odd number can be undone.
    #[inline]
    pub const fn hash(self) -> u64 {
        let [a, b, c] = self.0;
        finish(term(0, a) ^ term(1, b) ^ term(2, c))
    }
}

/// The part that the number `lane` of a packed word has in its hash.
#[inline]
pub const fn term(lane: usize, number: u64) -> u64 {
    const FACTORS: [u64; 3] = [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9];
    const TURNS: [u32; 3] = [0, 23, 41];
    number.wrapping_mul(FACTORS[lane]).rotate_left(TURNS[lane])
}

/// The hash of a word whose three terms come to `mixed`.
#[inline]
pub const fn finish(mixed: u64) -> u64 {
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    mixed ^ (mixed >> 29)
}

/// The letters of `word`, which is in lower-case ASCII letters, as the bits of a number: one for each that it has, one
/// more for each that it has again, those that are seldom there or again sharing theirs. A letter more or less is at most
/// one bit more or less.
pub fn letters(word: &[u8]) -> u32 {
    word.iter().fold(0, |set, &letter| {
        let first = 1
            << match letter {
                b'q' => b'j' - b'a',
                b'z' => b'x' - b'a' - 1,
                b'r'..=b'y' => letter - b'a' - 1,
                _ => letter - b'a',
            };
        let again = 1
            << match letter {
                b'e' => 24,
                b'i' | b'y' => 25,
                b'a' | b'u' => 26,
                b'o' | b'w' => 27,
                b's' | b'c' => 28,
                b't' | b'd' | b'p' => 29,
                b'n' | b'm' | b'g' => 30,
                _ => 31,
            };
        set | if set & first == 0 { first } else { again }
    })
}

/// The hash of two words, one right behind the other.
#[inline]
pub const fn pair(first: u64, second: u64) -> u64 {
    let mixed = (first ^ second.rotate_left(31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

/// The slot at which the search for a word with that hash begins.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
pub const fn first_slot(hash: u64) -> usize {
    hash as usize & (SLOTS - 1)
}

/// The bucket of a word with that hash in the table of the commonest words.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
pub const fn common_bucket(hash: u64) -> usize {
    hash as usize & (COMMON_BUCKETS - 1)
}

/// What a bucket holds of the hash: its top 16 bits, never 0, which stands for a free place.
#[inline]
pub const fn common_print(hash: u64) -> u64 {
    let print = hash >> 48;
    if print == 0 { 1 } else { print }
}

/// The number of the filter that a word with that hash is in, and the two bits that stand for it there. Of strings that are
/// no such words one in forty has both.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "some bits of the middle are wanted")]
pub const fn filter_bits(hash: u64) -> (usize, u64) {
    ((hash >> 20) as usize & (FILTER - 1), 1 << (hash >> 34 & 63) | 1 << (hash >> 40 & 63))
}

/// The bit that stands for a beginning or an end with that hash in its filter.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "some bits of the middle are wanted")]
pub const fn end_bit(hash: u64) -> usize {
    (hash >> 20) as usize & (END_BITS - 1)
}

/// What a slot holds of the hash: its top 24 bits, in the upper bits of the slot. The lowest byte is left for what is
/// known of the word or pair. An unknown word meets another's slot at each step of its search, some two and a half on average
/// in a table that is half full, so one in about 6.5 million is taken for known.
#[inline]
pub const fn fingerprint(hash: u64) -> u32 {
    ((hash >> 32) as u32) & 0xFFFF_FF00
}
