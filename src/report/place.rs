//! Columns as each format counts them.

use crate::text::LineIndex;

/// A place in a text, all from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line. `\n`, `\r\n` and a lone `\r` end one.
    pub line: usize,
    /// The column in Unicode scalar values, as people and the audit log count.
    pub column: usize,
    /// The column in bytes of UTF-8, as rdjson counts.
    pub byte_column: usize,
    /// The column in UTF-16 code units, as SARIF and editors count.
    pub utf16_column: usize,
}

/// Turns byte offsets into places. Offsets asked in rising order cost one walk over the text all together.
#[derive(Clone, Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    lines: LineIndex<'t>,
    /// The last answer, and the offset it was for.
    last: (usize, Place),
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let first = Place { line: 1, column: 1, byte_column: 1, utf16_column: 1 };
        Self { text, lines: LineIndex::new(text), last: (0, first) }
    }

    /// The place of byte `offset`, which must be a character boundary.
    pub(super) fn at(&mut self, offset: usize) -> Place {
        let position = self.lines.position(offset);
        let (seen, last) = self.last;
        let (from, bytes, units) = if position.line == last.line && seen <= offset {
            (seen, last.byte_column, last.utf16_column)
        } else {
            // The columns of a new line are counted from its start, those of the same line from the place before.
            let is_end = |c: char| matches!(c, '\n' | '\r');
            (self.text[..offset].rfind(is_end).map_or(0, |end| end + 1), 1, 1)
        };
        let between = &self.text[from..offset];
        let place = Place {
            line: position.line,
            column: position.column,
            byte_column: bytes + between.len(),
            utf16_column: units + between.encode_utf16().count(),
        };
        self.last = (offset, place);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Places};

    #[test]
    fn quotes_dashes_and_pictures_are_counted_in_three_ways() {
        let text = "“Yes” — 😀 no\r\nsecond “x”\rthird —";
        let mut places = Places::new(text);
        let mut at = |needle: &str| places.at(text.find(needle).unwrap());
        let place = |line, column, byte_column, utf16_column| Place { line, column, byte_column, utf16_column };
        assert_eq!(at("Yes"), place(1, 2, 4, 2));
        assert_eq!(at("—"), place(1, 7, 11, 7));
        assert_eq!(at("no"), place(1, 11, 20, 12));
        assert_eq!(at("x"), place(2, 9, 11, 9));
        assert_eq!(at("third"), place(3, 1, 1, 1));
        assert_eq!(at("“Yes"), place(1, 1, 1, 1), "a step back is allowed");
    }

    #[test]
    fn a_line_end_that_is_cut_in_two() {
        let text = "a\r\nb";
        let mut places = Places::new(text);
        assert_eq!(places.at(1).line, 1);
        assert_eq!((places.at(2).line, places.at(3).line), (1, 2));
    }
}
