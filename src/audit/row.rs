//! Rows of the log, read.

use std::borrow::Cow;
use std::io::Read;

use super::dialect::{GUARD, GUARDED};
use super::escape::unescape;
use crate::text::Span;

/// The columns, in order.
pub const COLUMNS: [&str; 14] = [
    "doc",
    "seq",
    "stage",
    "rule",
    "kind",
    "action",
    "start",
    "end",
    "line",
    "column",
    "before",
    "after",
    "confidence",
    "detail",
];

/// One row, as read from a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The document.
    pub doc: String,
    /// 0-based number of the row within its document.
    pub seq: usize,
    /// The stage's name.
    pub stage: String,
    /// The rule's id.
    pub rule: String,
    /// The stage's own class.
    pub kind: String,
    /// `fix`, `flag`, `note` or `superseded`.
    pub action: String,
    /// In bytes of the original text.
    pub span: Span,
    /// 1-based.
    pub line: usize,
    /// 1-based, in Unicode scalar values.
    pub column: usize,
    /// The slice of the original text.
    pub before: String,
    /// The replacement, suggestions or value.
    pub after: String,
    /// From 0 to 1, as written.
    pub confidence: String,
    /// JSON object, or empty.
    pub detail: String,
}

impl Row {
    /// Whether the row changed bytes.
    #[must_use]
    pub fn is_fix(&self) -> bool {
        self.action == "fix"
    }

    /// The detail under `key`, when it is a string.
    #[must_use]
    pub fn detail_text(&self, key: &str) -> Option<String> {
        let detail: serde_json::Value = serde_json::from_str(&self.detail).ok()?;
        Some(detail.get(key)?.as_str()?.to_owned())
    }
}

/// Why a line of a log is no row.
#[derive(Debug, thiserror::Error)]
pub enum RowError {
    /// The CSV is broken, or could not be read.
    #[error("{0}")]
    Csv(#[from] csv::Error),
    /// The first line is not that of a log.
    #[error("not an audit log: its first line must be {}", COLUMNS.join(","))]
    Header,
    /// A cell holds what no log holds.
    #[error("line {line}: column `{column}` holds {value:?}, which copydesk does not write")]
    Cell {
        /// 1-based line of the file.
        line: u64,
        /// The column's name.
        column: &'static str,
        /// The cell.
        value: String,
    },
}

/// Reads the rows of a log.
pub struct LogReader<R: Read> {
    csv: csv::Reader<R>,
    record: csv::StringRecord,
    /// The column that names guarded cells, in a log that was written for a spreadsheet.
    guarded: Option<usize>,
}

impl<R: Read> LogReader<R> {
    /// A reader that has checked the header line. Columns behind the known ones are passed over.
    ///
    /// # Errors
    /// When the input cannot be read or does not begin as a log does.
    pub fn new(input: R) -> Result<Self, RowError> {
        let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(input);
        let headers = csv.headers()?;
        let is_log = headers.len() >= COLUMNS.len()
            && headers.iter().zip(COLUMNS).all(|(got, want)| got.trim_start_matches('\u{FEFF}') == want);
        let guarded = headers.iter().position(|name| name == GUARDED);
        if is_log { Ok(Self { csv, record: csv::StringRecord::new(), guarded }) } else { Err(RowError::Header) }
    }

    fn row(&self) -> Result<Row, RowError> {
        let line = self.record.position().map_or(0, csv::Position::line);
        let guarded = self.guarded.and_then(|column| self.record.get(column)).unwrap_or_default();
        let cell = |number: usize| {
            let cell = self.record.get(number).unwrap_or_default();
            let is_guarded = !guarded.is_empty() && guarded.split(' ').any(|name| name == COLUMNS[number]);
            if is_guarded { cell.strip_prefix(GUARD).unwrap_or(cell) } else { cell }
        };
        let bad = |number: usize| RowError::Cell { line, column: COLUMNS[number], value: cell(number).to_owned() };
        let number = |at: usize| cell(at).parse::<usize>().map_err(|_| bad(at));
        let text = |at: usize| unescape(cell(at)).map(Cow::into_owned).ok_or_else(|| bad(at));
        let (start, end) = (number(6)?, number(7)?);
        if end < start {
            return Err(bad(7));
        }
        Ok(Row {
            doc: text(0)?,
            seq: number(1)?,
            stage: cell(2).to_owned(),
            rule: cell(3).to_owned(),
            kind: cell(4).to_owned(),
            action: cell(5).to_owned(),
            span: Span::new(start, end),
            line: number(8)?,
            column: number(9)?,
            before: text(10)?,
            after: text(11)?,
            confidence: cell(12).to_owned(),
            detail: cell(13).to_owned(),
        })
    }
}

impl<R: Read> Iterator for LogReader<R> {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.csv.read_record(&mut self.record) {
            Ok(false) => None,
            Ok(true) => Some(self.row()),
            Err(error) => Some(Err(error.into())),
        }
    }
}
