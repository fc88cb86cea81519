//! Lines and columns of byte offsets, found in one walk over the text.

use super::{CHUNK, bits, padded};

/// A place as people count: line and column from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// Turns byte offsets into positions. Offsets asked in rising order cost one walk over the text all together;
/// a step back starts again from the top.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// Start of the chunk that lies under the eye.
    base: usize,
    chunk: Chunk,
    /// Where the chunk starts.
    start: Position,
}

/// What stands in [`CHUNK`] bytes of text, one bit each, the first in the lowest.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    /// Where lines end.
    ends: u64,
    /// First bytes of characters.
    characters: u64,
}

impl Chunk {
    /// The chunk of `text` that starts at `base`.
    fn at(text: &[u8], base: usize) -> Self {
        let rest = &text[base.min(text.len())..];
        let chunk = match rest.first_chunk() {
            Some(chunk) => chunk,
            None => &padded(rest),
        };
        let feeds = bits(chunk, |bytes| bytes.is(b'\n'));
        let returns = bits(chunk, |bytes| bytes.is(b'\r'));
        let feed_behind = u64::from(rest.get(CHUNK) == Some(&b'\n')) << (CHUNK - 1);
        Self {
            ends: feeds | returns & !(feeds >> 1 | feed_behind),
            characters: bits(chunk, |bytes| !bytes.between(0x80, 0xBF)),
        }
    }

    /// Where its first `len` bytes lead from `start`.
    fn walk(self, start: Position, len: usize) -> Position {
        let seen = if len < CHUNK { (1 << len) - 1 } else { u64::MAX };
        let (ends, characters) = (self.ends & seen, self.characters & seen);
        if ends == 0 {
            return Position { column: start.column + ones(characters), ..start };
        }
        let line = u64::MAX.checked_shl(u64::BITS - ends.leading_zeros()).unwrap_or(0);
        Position { line: start.line + ones(ends), column: 1 + ones(characters & line) }
    }
}

fn ones(bits: u64) -> usize {
    bits.count_ones() as usize
}

impl<'t> LineIndex<'t> {
    /// An index over `text`; nothing is read yet.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, base: 0, chunk: Chunk::at(text.as_bytes(), 0), start: Position { line: 1, column: 1 } }
    }

    /// The position of byte `offset`, which must be a character boundary.
    pub fn position(&mut self, offset: usize) -> Position {
        if offset < self.base {
            *self = Self::new(self.text);
        }
        while offset - self.base >= CHUNK {
            self.start = self.chunk.walk(self.start, CHUNK);
            self.base += CHUNK;
            self.chunk = Chunk::at(self.text.as_bytes(), self.base);
        }
        self.chunk.walk(self.start, offset - self.base)
    }

    /// The line that holds byte `offset`, without its line end, and the offset at which it starts.
    #[must_use]
    pub fn line_around(&self, offset: usize) -> (usize, &'t str) {
        let is_end = |c: char| c == '\n' || c == '\r';
        let start = self.text[..offset].rfind(is_end).map_or(0, |at| at + 1);
        let end = self.text[offset..].find(is_end).map_or(self.text.len(), |at| offset + at);
        (start, &self.text[start..end])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LineIndex, Position};

    proptest! {
        #[test]
        fn counts_as_one_would_by_hand(text in "([a“é]|[a-z]{20}|\r|\n|\r\n){0,40}") {
            let mut index = LineIndex::new(&text);
            let mut position = Position { line: 1, column: 1 };
            for (at, c) in text.char_indices() {
                prop_assert_eq!(index.position(at), position);
                position = match c {
                    '\r' if text[at..].starts_with("\r\n") => Position { column: position.column + 1, ..position },
                    '\r' | '\n' => Position { line: position.line + 1, column: 1 },
                    _ => Position { column: position.column + 1, ..position },
                };
            }
            prop_assert_eq!(index.position(text.len()), position);
        }
    }

    #[test]
    fn counts_scalar_values_and_every_line_end() {
        let text = "“a”\r\nb\rc\n\nd";
        let mut index = LineIndex::new(text);
        let at = |index: &mut LineIndex, c| index.position(text.find(c).unwrap());
        assert_eq!(at(&mut index, 'a'), Position { line: 1, column: 2 });
        assert_eq!(at(&mut index, 'b'), Position { line: 2, column: 1 });
        assert_eq!(at(&mut index, 'c'), Position { line: 3, column: 1 });
        assert_eq!(at(&mut index, 'd'), Position { line: 5, column: 1 });
        assert_eq!(at(&mut index, 'a'), Position { line: 1, column: 2 }, "a step back is allowed");
        assert_eq!(at(&mut index, '”'), Position { line: 1, column: 3 }, "and a step on in the same line");
    }
}
