//! Text and the edits made to it, with no idea of files, rules or news.

mod cursor;
mod document;
mod edit;
mod hash_bits;
mod lanes;
mod line_index;
mod places;
mod scan;
mod slip;
mod span;
mod words;

pub use cursor::Cursor;
pub use document::{Document, Patch, SourceForm};
pub use edit::{Absorbed, Edit, EditError, EditList};
pub(crate) use hash_bits::{HashBits, hash};
pub use lanes::Lanes;
pub use line_index::{LineIndex, Position};
pub use places::Places;
pub(crate) use scan::{CHUNK, bits, padded};
pub use scan::{SEEN, Stops, carried, stops};
pub(crate) use slip::{within_one_slip, within_two_slips};
pub use span::Span;
pub use words::{Chunk, Word, each_chunk, each_word, first_bytes, first_four, last_word_start};
