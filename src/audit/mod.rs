//! The audit log: its rows, as CSV and back, and what can be done with a log.

mod apply;
mod archive;
mod dialect;
mod escape;
pub mod report;
mod restore;
mod row;
mod summary;
mod table_schema;
mod writer;

pub use apply::{Misfit, replay, source_form, undo};
pub use archive::{Archive, Entries, Entry, text_crc32, without_text_crc32};
pub use dialect::Dialect;
pub use escape::{escape, unescape};
pub use restore::{Direction, Restored, restore_all};
pub use row::{COLUMNS, LogReader, Row, RowError};
pub use summary::{Count, Counted, Summary};
pub use writer::LogWriter;
