//! Places among sixty-four bytes.

/// A set of places in a chunk, a bit each.
#[derive(Clone, Copy, Debug)]
pub struct Places(pub(super) u64);

impl Places {
    /// These, and those of the `others` for which `test` holds. What it says is gathered without a branch, which would
    /// often be guessed wrong.
    #[inline]
    #[must_use]
    pub fn and_those(self, others: Self, mut test: impl FnMut(usize) -> bool) -> Self {
        Self(others.into_iter().fold(self.0, |places, at| places | u64::from(test(at)) << at))
    }

    /// Those for which `test` holds.
    #[inline]
    #[must_use]
    pub fn those(self, test: impl FnMut(usize) -> bool) -> Self {
        Self(0).and_those(self, test)
    }

    /// Those before `at`.
    #[inline]
    #[must_use]
    pub const fn before(self, at: usize) -> Self {
        Self(self.0 & ((1 << at) - 1))
    }

    /// The last one.
    #[inline]
    #[must_use]
    pub fn last_place(self) -> Option<usize> {
        Some(self.0.checked_ilog2()? as usize)
    }

    /// How many there are.
    #[inline]
    #[must_use]
    pub const fn count(self) -> usize {
        self.0.count_ones() as usize
    }
}

impl IntoIterator for Places {
    type Item = usize;
    type IntoIter = InOrder;

    #[inline]
    fn into_iter(self) -> InOrder {
        InOrder(self.0)
    }
}

/// Gives [`Places`] one by one.
#[derive(Clone, Debug)]
pub struct InOrder(u64);

impl Iterator for InOrder {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let at = (self.0 != 0).then(|| self.0.trailing_zeros() as usize);
        self.0 &= self.0.wrapping_sub(1);
        at
    }
}
