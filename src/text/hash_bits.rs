//! Small sets of keys that tell most others at one look.

/// The upper bits of the product: those that every bit of the key has a part in.
#[inline]
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a hash has fewer bits than any usize")]
pub const fn hash(key: u64, bits: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - bits)) as usize
}

/// Bits of a hash of which [`HashBits`] keeps one bit for each value: as many as fit the fastest memory.
const HASH_BITS: u32 = 15;

/// A set of keys that now and then has one that was never put in: a way to tell of most keys, at the price of one look,
/// that they are not there. The compiler can make it.
#[derive(Clone, Debug)]
pub struct HashBits([u64; 1 << (HASH_BITS - 6)]);

impl HashBits {
    /// The empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self([0; 1 << (HASH_BITS - 6)])
    }

    /// The same with `key`.
    #[must_use]
    pub const fn with(mut self, key: u64) -> Self {
        self.insert(key);
        self
    }

    /// Puts `key` in.
    pub const fn insert(&mut self, key: u64) {
        let hash = hash(key, HASH_BITS);
        self.0[hash / 64] |= 1 << (hash % 64);
    }

    /// False if `key` was not put in.
    #[inline]
    #[must_use]
    pub const fn may_have(&self, key: u64) -> bool {
        let hash = hash(key, HASH_BITS);
        self.0[hash / 64] >> (hash % 64) & 1 != 0
    }
}
