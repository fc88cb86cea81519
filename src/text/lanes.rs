//! Sixteen bytes of text, compared all at once.

use std::ops::{BitAnd, BitOr, Not};

use wide::u8x16;

/// Sixteen bytes, or what a comparison said of each: all ones where it holds and zero where not. `&`, `|` and `!`
/// join comparisons.
///
/// Written out, because tests on single bytes become vector instructions only by luck: the same tests on `u8` and
/// `bool` took seven times the instructions.
#[derive(Clone, Copy, Debug)]
pub struct Lanes(u8x16);

impl Lanes {
    /// Bytes that are looked at together.
    pub const COUNT: usize = 16;

    /// A comparison that holds for no byte.
    pub const NONE: Self = Self(u8x16::new([0; Self::COUNT]));

    /// The bytes.
    #[inline]
    #[must_use]
    pub const fn new(bytes: [u8; Self::COUNT]) -> Self {
        Self(u8x16::new(bytes))
    }

    /// Which bytes are `byte`.
    #[inline]
    #[must_use]
    pub fn is(self, byte: u8) -> Self {
        Self(self.0.simd_eq(u8x16::splat(byte)))
    }

    /// Which bytes are `first`, `last` or between them.
    #[inline]
    #[must_use]
    pub fn between(self, first: u8, last: u8) -> Self {
        debug_assert!(first <= last);
        // One comparison in place of two: what lies below `first` wraps to the far end.
        let above = self.0 - u8x16::splat(first);
        Self(above.min(u8x16::splat(last - first)).simd_eq(above))
    }

    /// The bytes with only the bits of `mask`.
    #[inline]
    #[must_use]
    pub fn masked(self, mask: u8) -> Self {
        self & Self(u8x16::splat(mask))
    }

    /// The highest bit of each byte, the first byte's lowest.
    #[inline]
    #[must_use]
    pub fn high_bits(self) -> u64 {
        u64::from(self.0.to_bitmask())
    }
}

impl BitAnd for Lanes {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Lanes {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Not for Lanes {
    type Output = Self;

    #[inline]
    fn not(self) -> Self {
        Self(!self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Lanes;

    proptest! {
        #[test]
        fn says_of_each_byte_what_is_true_of_it(bytes in any::<[u8; Lanes::COUNT]>(), one in any::<u8>(), two in any::<u8>()) {
            let (first, last) = (one.min(two), one.max(two));
            let lanes = Lanes::new(bytes);
            let wanted = |test: &dyn Fn(u8) -> bool| -> u64 {
                (0..).zip(bytes).map(|(at, byte)| u64::from(test(byte)) << at).sum()
            };
            prop_assert_eq!(lanes.is(one).high_bits(), wanted(&|byte| byte == one));
            prop_assert_eq!(lanes.between(first, last).high_bits(), wanted(&|byte| (first..=last).contains(&byte)));
            prop_assert_eq!(lanes.masked(0xF8).is(one & 0xF8).high_bits(), wanted(&|byte| byte & 0xF8 == one & 0xF8));
            prop_assert_eq!((!lanes.is(one) & lanes.is(two)).high_bits(), wanted(&|byte| byte != one && byte == two));
            prop_assert_eq!((lanes.is(one) | lanes.is(two)).high_bits(), wanted(&|byte| byte == one || byte == two));
            prop_assert_eq!((lanes & Lanes::NONE).high_bits(), 0);
        }
    }
}
