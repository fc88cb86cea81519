//! Rows of the log, written.
//!
//! By hand and not by the csv crate, which reads them: rows are a good part of what a run writes, and most cells are
//! known not to need a look.

use serde_json::Value;

use super::escape::escape_quoted;
use super::row::COLUMNS;
use crate::finding::Detail;
use crate::outcome::Outcome;
use crate::rules::{Rule, RuleSet};
use crate::text::LineIndex;

/// Writes rows as CSV: RFC 4180, LF, no byte order mark.
#[derive(Debug, Default)]
pub struct LogWriter {
    rows: Vec<u8>,
    /// Cells of the rules met so far, by the rule's number.
    names: Vec<Names>,
}

/// Cells that all rows of a rule have in common, each with a comma before it.
#[derive(Clone, Debug, Default)]
struct Names {
    /// `stage`, `rule` and `kind`.
    cells: Vec<u8>,
    /// Where the kind begins, which a finding may have of its own.
    kind_at: usize,
}

impl Names {
    fn of(rule: &Rule) -> Self {
        let mut names = Self::default();
        for name in [rule.stage.name(), &rule.id, &rule.kind] {
            names.kind_at = names.cells.len();
            names.cells.push(b',');
            verbatim(&mut names.cells, name);
        }
        names
    }
}

impl LogWriter {
    /// The header line.
    #[must_use]
    pub fn header() -> String {
        COLUMNS.join(",") + "\n"
    }

    /// Makes room for so many bytes more.
    pub fn reserve(&mut self, bytes: usize) {
        self.rows.reserve(bytes);
    }

    /// Writes every row of a document.
    pub fn document(&mut self, doc: &str, outcome: &Outcome<'_>, rules: &RuleSet) {
        let mut lines = LineIndex::new(outcome.original);
        let mut first = Vec::with_capacity(doc.len() + 3);
        readable(&mut first, doc);
        first.push(b',');
        let mut numbers = itoa::Buffer::new();
        self.names.resize_with(rules.count(), Names::default);
        let rows = &mut self.rows;
        for (seq, verdict) in outcome.logged.iter().enumerate() {
            let names = &mut self.names[verdict.finding.rule.number()];
            if names.cells.is_empty() {
                *names = Names::of(rules.get(verdict.finding.rule));
            }
            let position = lines.position(verdict.span.start);
            rows.extend_from_slice(&first);
            rows.extend_from_slice(numbers.format(seq).as_bytes());
            if verdict.finding.kind.is_empty() {
                rows.extend_from_slice(&names.cells);
            } else {
                rows.extend_from_slice(&names.cells[..names.kind_at]);
                rows.push(b',');
                verbatim(rows, verdict.finding.kind);
            }
            rows.push(b',');
            rows.extend_from_slice(verdict.action_name().as_bytes());
            for number in [verdict.span.start, verdict.span.end, position.line, position.column] {
                rows.push(b',');
                rows.extend_from_slice(numbers.format(number).as_bytes());
            }
            for text in [verdict.span.of(outcome.original), verdict.after()] {
                rows.push(b',');
                readable(rows, text);
            }
            rows.push(b',');
            confidence(rows, verdict.finding.confidence);
            rows.push(b',');
            let winner = verdict.superseded_by.map(|winner| &outcome.logged[winner as usize]);
            let winner = winner.map(|winner| rules.get(winner.finding.rule).id.as_str());
            if verdict.finding.detail.is_some() || winner.is_some() {
                verbatim(rows, &detail(verdict.finding.detail.as_deref(), winner));
            }
            rows.push(b'\n');
        }
    }

    /// The rows.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.rows
    }
}

/// What a byte of a cell asks for: nothing, quotes around the cell, or a closer look by [`escape`](super::escape::escape).
const PLAIN: u8 = 0;
const QUOTE: u8 = 1;
const LOOK: u8 = 2;

const ASKS: [u8; 256] = {
    let mut asks = [LOOK; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        asks[byte as usize] = match byte {
            b'\\' => LOOK,
            b',' | b'"' => QUOTE,
            _ => PLAIN,
        };
        byte += 1;
    }
    asks
};

/// A cell with `text`, what is invisible in it written as [`escape`](super::escape::escape) does.
fn readable(out: &mut Vec<u8>, text: &str) {
    match text.bytes().fold(PLAIN, |all, byte| all | ASKS[usize::from(byte)]) {
        PLAIN => out.extend_from_slice(text.as_bytes()),
        QUOTE => quoted(out, text),
        asks => {
            let quote: &[u8] = if asks & QUOTE != 0 { b"\"" } else { b"" };
            out.extend_from_slice(quote);
            escape_quoted(out, text);
            out.extend_from_slice(quote);
        }
    }
}

/// A cell with `text` as it is.
fn verbatim(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    if bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        quoted(out, text);
    } else {
        out.extend_from_slice(bytes);
    }
}

fn quoted(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.push(b'"');
    let mut from = 0;
    for at in memchr::memchr_iter(b'"', bytes) {
        // Up to the quote and with it; it comes again at the front of the next piece.
        out.extend_from_slice(&bytes[from..=at]);
        from = at;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

/// Percent as a number from 0 to 1.
fn confidence(out: &mut Vec<u8>, percent: u8) {
    match percent {
        100 => out.push(b'1'),
        percent => out.extend([b'0', b'.', b'0' + percent / 10, b'0' + percent % 10]),
    }
}

/// A JSON object. `winner` is the rule that took the place of a superseded finding.
fn detail(detail: Option<&Detail>, winner: Option<&str>) -> String {
    let own = detail.map(|detail| serde_json::to_string(detail).expect("details are plain data"));
    let by = winner.map(|rule| format!("{{\"by\":{}}}", Value::from(rule)));
    match (own, by) {
        (None, None) => String::new(),
        (Some(one), None) | (None, Some(one)) => one,
        (Some(own), Some(by)) if own == "{}" => by,
        (Some(own), Some(by)) => format!("{},{}", &own[..own.len() - 1], &by[1..]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::escape::unescape;
    use super::{confidence, readable, verbatim};

    proptest! {
        #[test]
        fn any_cell_is_read_again(text in any::<String>(), plain in "[ -~]{0,12}", name in "[^\r\n]{0,9}") {
            let mut row = Vec::new();
            for cell in [&text, &plain] {
                readable(&mut row, cell);
                row.push(b',');
            }
            verbatim(&mut row, &name);
            row.extend(b",end\n");
            let mut csv = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_slice());
            let records: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
            prop_assert_eq!(records.len(), 1);
            let cells: Vec<String> =
                records[0].iter().take(2).map(|cell| unescape(cell).unwrap().into_owned()).collect();
            prop_assert_eq!((cells, &records[0][2]), (vec![text, plain], name.as_str()));
        }
    }

    #[test]
    fn percent() {
        let written = |percent| {
            let mut out = Vec::new();
            confidence(&mut out, percent);
            String::from_utf8(out).unwrap()
        };
        assert_eq!([written(100), written(93), written(5)], ["1", "0.93", "0.05"]);
    }
}
