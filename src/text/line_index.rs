//! Lines and columns of byte offsets, found in one walk over the text.

use memchr::memchr2_iter;

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
    /// Offset up to which line ends have been counted.
    seen: usize,
    line: usize,
    /// Characters of the line up to `seen`.
    characters: usize,
}

impl<'t> LineIndex<'t> {
    /// An index over `text`; nothing is read yet.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text, seen: 0, line: 1, characters: 0 }
    }

    /// The position of byte `offset`, which must be a character boundary.
    pub fn position(&mut self, offset: usize) -> Position {
        if offset < self.seen {
            *self = Self::new(self.text);
        }
        let bytes = self.text.as_bytes();
        // Counted from the place before, not from the line's start: a line may be as long as the text.
        let mut counted = self.seen;
        for at in memchr2_iter(b'\n', b'\r', &bytes[self.seen..offset]) {
            let at = self.seen + at;
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                self.line += 1;
                self.characters = 0;
                counted = at + 1;
            }
        }
        self.seen = offset;
        let behind = &self.text[counted..offset];
        self.characters += if behind.is_ascii() { behind.len() } else { behind.chars().count() };
        Position { line: self.line, column: self.characters + 1 }
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
    use super::{LineIndex, Position};

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
