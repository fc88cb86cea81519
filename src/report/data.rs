//! For programs of one's own: JSON, JSON lines and CSV, with the same fields.

use serde::Serialize;

use super::{Checked, Entries, Format, Shown, Totals, json};
use crate::audit::escape;

/// One array of objects.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

/// One object a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonLines;

/// One row a finding, cells written as in the audit log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Csv;

/// A finding as a program reads it.
#[derive(Serialize)]
struct Item<'i> {
    file: &'i str,
    doc: &'i str,
    line: usize,
    /// In Unicode scalar values, from 1.
    column: usize,
    /// In bytes of the document's text, from 0.
    start: usize,
    end: usize,
    rule: &'i str,
    action: &'static str,
    message: &'i str,
    before: &'i str,
    after: &'i str,
    confidence: f64,
}

/// The names of the fields of [`Item`], for CSV.
const FIELDS: [&str; 12] =
    ["file", "doc", "line", "column", "start", "end", "rule", "action", "message", "before", "after", "confidence"];

impl<'i> Item<'i> {
    fn new(checked: &Checked<'i>, shown: &Shown<'i>) -> Self {
        let problem = shown.problem;
        Self {
            file: checked.file,
            doc: checked.doc,
            line: shown.start.line,
            column: shown.start.column,
            start: problem.span.start,
            end: problem.span.end,
            rule: &shown.rule.id,
            action: problem.action.name(),
            message: &shown.rule.summary,
            before: shown.before,
            after: &problem.after,
            confidence: problem.confidence(),
        }
    }
}

impl Format for Json {
    fn begin(&self) -> String {
        "[".to_owned()
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            entries.push(shown.problem.severity(), |out| {
                out.push('\n');
                out.push_str(&json(&Item::new(checked, shown)));
            });
        }
    }

    fn end(&self, _: Totals<'_>) -> String {
        "\n]\n".to_owned()
    }
}

impl Format for JsonLines {
    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            entries.push(shown.problem.severity(), |out| {
                out.push_str(&json(&Item::new(checked, shown)));
                out.push('\n');
            });
        }
    }
}

impl Format for Csv {
    fn begin(&self) -> String {
        FIELDS.join(",") + "\n"
    }

    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            let item = Item::new(checked, shown);
            let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
            let cells = Item {
                file: &escape(item.file),
                doc: &escape(item.doc),
                message: &escape(item.message),
                before: &escape(item.before),
                after: &escape(item.after),
                ..item
            };
            csv.serialize(cells).expect("twelve plain cells");
            let row = csv.into_inner().expect("memory takes all");
            entries.push(shown.problem.severity(), |out| {
                out.push_str(std::str::from_utf8(&row).expect("text in, text out"));
            });
        }
    }
}
