//! The log as spreadsheets want it, and back.
//!
//! A spreadsheet runs a cell that begins with `=` and turns `00123` or `1-2` into something else. Such cells get an
//! apostrophe in front; one more column, `guarded`, names them, so that reading takes away no apostrophe of the text.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::escape::escape;
use super::row::{COLUMNS, Row};
use super::table_schema::TABLE_SCHEMA;
use crate::diagnostic::nearest;

/// The column behind the others that names the guarded cells of its row, with spaces between.
pub(super) const GUARDED: &str = "guarded";

/// What stands in front of a guarded cell.
pub(super) const GUARD: char = '\'';

/// The columns that can hold anything.
const FREE: [&str; 3] = ["doc", "before", "after"];

/// A way to write the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// RFC 4180, no byte order mark.
    #[default]
    Plain,
    /// A byte order mark, and guards in front of cells that a spreadsheet would not leave as they are.
    Excel,
}

impl FromStr for Dialect {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "plain" => Ok(Self::Plain),
            "excel" => Ok(Self::Excel),
            _ => Err(match nearest(name, ["plain", "excel"]) {
                Some(near) => format!("no such dialect; did you mean {near:?}?"),
                None => "no such dialect; there are plain and excel".to_owned(),
            }),
        }
    }
}

impl Dialect {
    /// The header line.
    #[must_use]
    pub fn header(self) -> String {
        match self {
            Self::Plain => COLUMNS.join(",") + "\n",
            Self::Excel => format!("\u{FEFF}{},{GUARDED}\n", COLUMNS.join(",")),
        }
    }

    /// The table schema of a log in this dialect.
    #[must_use]
    pub fn schema(self) -> String {
        match self {
            Self::Plain => TABLE_SCHEMA.to_owned(),
            Self::Excel => {
                let field = format!(
                    "{{ \"name\": \"{GUARDED}\", \"type\": \"string\", \"description\": \"Columns of this row with an apostrophe in front\" }}"
                );
                let (fields, end) = TABLE_SCHEMA.rsplit_once("\n  ]").expect("the fields come last");
                format!("{fields},\n    {field}\n  ]{end}")
            }
        }
    }

    /// A row, with its line end.
    #[must_use]
    pub fn row(self, row: &Row) -> String {
        let numbers = [row.seq, row.span.start, row.span.end, row.line, row.column].map(|number| number.to_string());
        let [seq, start, end, line, column] = &numbers;
        let cells = [
            &*escape(&row.doc),
            seq,
            &row.stage,
            &row.rule,
            &row.kind,
            &row.action,
            start,
            end,
            line,
            column,
            &*escape(&row.before),
            &*escape(&row.after),
            &row.confidence,
            &row.detail,
        ];
        self.cells(cells.into_iter())
    }

    /// The same rows, written plainly before, in this dialect.
    #[must_use]
    pub fn of_plain(self, rows: Vec<u8>) -> Vec<u8> {
        if self == Self::Plain {
            return rows;
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rows.as_slice());
        let mut out = String::with_capacity(rows.len() + rows.len() / 16);
        for record in reader.records() {
            out += &self.cells(record.expect("rows that were written just now").iter());
        }
        out.into_bytes()
    }

    fn cells<'c>(self, cells: impl Iterator<Item = &'c str>) -> String {
        let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        let mut guarded = String::new();
        for (cell, column) in cells.zip(COLUMNS) {
            if self == Self::Excel && FREE.contains(&column) && changes_in_a_spreadsheet(cell) {
                guarded += if guarded.is_empty() { "" } else { " " };
                guarded += column;
                csv.write_field(format!("{GUARD}{cell}")).expect(IN_MEMORY);
            } else {
                csv.write_field(cell).expect(IN_MEMORY);
            }
        }
        if self == Self::Excel {
            csv.write_field(guarded).expect(IN_MEMORY);
        }
        csv.write_record(None::<&[u8]>).expect(IN_MEMORY);
        String::from_utf8(csv.into_inner().expect(IN_MEMORY)).expect("text in, text out")
    }
}

const IN_MEMORY: &str = "writing to memory does not fail";

/// Whether a spreadsheet would run the cell, or take it for a number or a date.
fn changes_in_a_spreadsheet(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}

#[cfg(test)]
mod tests {
    use super::Dialect;

    #[test]
    fn a_schema_has_the_columns_of_its_header() {
        for dialect in [Dialect::Plain, Dialect::Excel] {
            let schema: serde_json::Value = serde_json::from_str(&dialect.schema()).unwrap();
            let names: Vec<&str> =
                schema["fields"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(names.join(",") + "\n", dialect.header().trim_start_matches('\u{FEFF}'));
        }
    }

    #[test]
    fn only_what_a_spreadsheet_would_change_is_guarded() {
        let rows = b"a.txt,0,date,date/x,DATE,note,1,2,1,1,=1+1,2017-06-22,1,\n-b.txt,0,typo,typo/x,,flag,1,2,1,1,'tis,\"a, b\",1,\n";
        assert_eq!(Dialect::Plain.of_plain(rows.to_vec()), rows);
        assert_eq!(
            String::from_utf8(Dialect::Excel.of_plain(rows.to_vec())).unwrap(),
            "a.txt,0,date,date/x,DATE,note,1,2,1,1,'=1+1,'2017-06-22,1,,before after\n\
             '-b.txt,0,typo,typo/x,,flag,1,2,1,1,'tis,\"a, b\",1,,doc\n"
        );
    }
}
