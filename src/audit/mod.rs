//! The audit log: its rows, as CSV and back, and what can be done with a log.

mod escape;
mod row;

pub use escape::{escape, unescape};
pub use row::{COLUMNS, LogReader, LogWriter, Row, RowError};
