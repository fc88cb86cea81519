//! The hash of a word, the same when the tables are built and when they are asked.

/// Letters of the longest word that the tables hold.
pub const LONGEST: usize = 24;

/// Slots of each table: a power of two, twice as many as there are entries, so that a search ends at the first or second
/// slot.
pub const SLOTS: usize = 1 << 19;

/// A word rarer than this is never offered as what was meant.
pub const RAREST: u8 = 36;

/// Bits of the filter over the words that are offered: an eighth of a megabyte, which stays in a fast cache while
/// dozens of strings are asked for around each unknown word.
pub const FILTER_BITS: usize = 1 << 20;

/// Buckets of the table of the most frequent words, which are three of four in a text: eight kilobytes, which stay in the
/// fastest cache.
pub const FREQUENT_BUCKETS: usize = 1 << 10;

/// Words of one of those buckets.
pub const FREQUENT_BUCKET: usize = 2;

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
        let mixed = a.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ b.wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(23)
            ^ c.wrapping_mul(0x1656_67B1_9E37_79F9).rotate_left(41);
        let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ (mixed >> 29)
    }
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

/// The bucket of a word with that hash in the table of the most frequent words.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
pub const fn frequent_bucket(hash: u64) -> usize {
    hash as usize & (FREQUENT_BUCKETS - 1)
}

/// What such a bucket holds of the hash: its top 32 bits, never 0, which stands for a free place.
#[inline]
pub const fn frequent_print(hash: u64) -> u32 {
    let print = (hash >> 32) as u32;
    if print == 0 { 1 } else { print }
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

/// The bit of the filter that stands for a word with that hash.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "some bits of the middle are wanted")]
pub const fn filter_bit(hash: u64) -> usize {
    (hash >> 20) as usize & (FILTER_BITS - 1)
}

/// What a slot holds of the hash: its top 24 bits, in the upper bits of the slot. The lowest byte is left for what is
/// known of the word or pair. An unknown word meets another's slot at each step of its search, some two and a half on average
/// in a table that is half full, so one in about 6.5 million is taken for known.
#[inline]
pub const fn fingerprint(hash: u64) -> u32 {
    ((hash >> 32) as u32) & 0xFFFF_FF00
}
