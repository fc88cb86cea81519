//! A half-open range of bytes.

use std::ops::Range;

/// A half-open range of bytes of some text. Which text is said by whoever holds the span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The empty span at `at`: the place of an insertion.
    #[must_use]
    pub const fn at(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within this span (touching its edges counts).
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether two edits at these spans would collide: they share a byte, one is an insertion strictly inside the
    /// other, or both are insertions at one place, which leaves their order open.
    #[must_use]
    pub const fn collides(self, other: Self) -> bool {
        if self.is_empty() && other.is_empty() {
            return self.start == other.start;
        }
        self.start < other.end && other.start < self.end
    }

    /// The slice of `text` under this span.
    ///
    /// # Panics
    /// When the span does not lie on character boundaries of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The same range, moved right by `by` bytes.
    #[must_use]
    pub const fn shift(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn insertions_collide_only_inside_or_at_one_place() {
        let word = Span::new(4, 8);
        assert!(!word.collides(Span::at(4)));
        assert!(!word.collides(Span::at(8)));
        assert!(word.collides(Span::at(5)));
        assert!(Span::at(5).collides(Span::at(5)));
        assert!(!word.collides(Span::new(8, 9)));
        assert!(word.collides(Span::new(7, 9)));
    }
}
