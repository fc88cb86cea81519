//! `copydesk audit show`: rows of a log, in the form that is wanted.

use std::borrow::Cow;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use copydesk::audit::{Archive, Dialect, Row, escape};
use serde::Serialize;
use serde_json::value::RawValue;

use super::filter::Filter;
use super::{Fatal, Log, Status, print};

/// The most characters of a cell that a table shows.
const WIDEST: usize = 36;

#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    pub log: Log,

    #[command(flatten)]
    filter: Filter,

    /// How rows are written: lines, table, csv (as in the log) or json
    #[arg(long, value_name = "FORMAT", default_value = "lines", hide_possible_values = true)]
    format: Format,

    /// For csv: plain, or excel with a byte order mark and guards against formulas
    #[arg(long, value_name = "DIALECT", default_value = "plain", hide_possible_values = true)]
    csv_dialect: Dialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Lines,
    Table,
    Csv,
    Json,
}

/// Prints the rows that are wanted.
///
/// # Errors
/// When the log cannot be read, or standard output cannot be written.
pub fn show(options: &Show) -> Result<Status, Fatal> {
    let archive = Archive::open(&options.log.audit)?;
    let rows = archive.rows()?.filter(|row| row.as_ref().map_or(true, |row| options.filter.takes(row)));
    match options.format {
        Format::Lines => {
            for row in rows {
                let Row { doc, line, column, rule, action, before, after, .. } = &row?;
                print(&format!("{doc}:{line}:{column}: {rule} {action}: {} → {}\n", escape(before), escape(after)))?;
            }
        }
        Format::Table => print(&table(&rows.collect::<Result<Vec<_>, _>>()?))?,
        Format::Csv => {
            print(&options.csv_dialect.header())?;
            for row in rows {
                print(&options.csv_dialect.row(&row?))?;
            }
        }
        Format::Json => {
            let mut between = "[\n";
            for row in rows {
                print(between)?;
                print(&serde_json::to_string(&Item::from(&row?)).expect("plain data"))?;
                between = ",\n";
            }
            print(if between == "[\n" { "[]\n" } else { "\n]\n" })?;
        }
    }
    Ok(Status::Done)
}

/// Columns as wide as what they hold, within reason.
fn table(rows: &[Row]) -> String {
    let mut lines = vec![["document", "line", "rule", "action", "before", "after", "sure"].map(Cow::Borrowed)];
    for row in rows {
        lines.push([
            cut(Cow::Borrowed(&row.doc)),
            Cow::Owned(row.line.to_string()),
            Cow::Borrowed(&row.rule),
            Cow::Borrowed(&row.action),
            cut(escape(&row.before)),
            cut(escape(&row.after)),
            Cow::Borrowed(&row.confidence),
        ]);
    }
    let widths: Vec<usize> =
        (0..7).map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()).collect();
    let mut out = String::new();
    for line in &lines {
        for (cell, &width) in line.iter().zip(&widths) {
            // A string takes all.
            let _ = write!(out, "{cell:width$}  ");
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    out
}

/// The cell without its middle, where it is too long.
fn cut(cell: Cow<'_, str>) -> Cow<'_, str> {
    let count = cell.chars().count();
    if count <= WIDEST {
        return cell;
    }
    let head: String = cell.chars().take(WIDEST / 2).collect();
    let tail: String = cell.chars().skip(count - (WIDEST - WIDEST / 2 - 1)).collect();
    Cow::Owned(format!("{head}…{tail}"))
}

/// A row as a program reads it: the columns of the log, nothing escaped.
#[derive(Serialize)]
struct Item<'i> {
    doc: &'i str,
    seq: usize,
    stage: &'i str,
    rule: &'i str,
    kind: &'i str,
    action: &'i str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    before: &'i str,
    after: &'i str,
    confidence: Option<f64>,
    /// None where there is none.
    detail: Option<Box<RawValue>>,
}

impl<'i> From<&'i Row> for Item<'i> {
    fn from(row: &'i Row) -> Self {
        Self {
            doc: &row.doc,
            seq: row.seq,
            stage: &row.stage,
            rule: &row.rule,
            kind: &row.kind,
            action: &row.action,
            start: row.span.start,
            end: row.span.end,
            line: row.line,
            column: row.column,
            before: &row.before,
            after: &row.after,
            confidence: row.confidence.parse().ok(),
            detail: RawValue::from_string(row.detail.clone()).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use copydesk::audit::COLUMNS;
    use copydesk::text::Span;

    use super::{Item, Row};

    #[test]
    fn json_has_the_columns_of_the_log() {
        let row = Row {
            doc: "a.txt".into(),
            seq: 0,
            stage: "typo".into(),
            rule: "typo/nonword".into(),
            kind: "nonword".into(),
            action: "flag".into(),
            span: Span::new(1, 2),
            line: 1,
            column: 2,
            before: "x\u{A0}".into(),
            after: String::new(),
            confidence: "0.5".into(),
            detail: "{\"by\":\"y\"}".into(),
        };
        let json = serde_json::to_string(&Item::from(&row)).unwrap();
        let places = COLUMNS.map(|column| json.find(&format!("\"{column}\":")).unwrap());
        assert!(places.is_sorted());
        assert!(json.contains("\"before\":\"x\u{A0}\"") && json.contains("\"detail\":{\"by\":\"y\"}"), "{json}");
    }
}
