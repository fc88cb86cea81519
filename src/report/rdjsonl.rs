//! Reviewdog's diagnostic format, one JSON object a line.
//!
//! Columns count bytes of UTF-8 from 1, and an end is the place behind the last byte:
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>

use serde::Serialize;

use super::{Checked, Entries, Format, Place, Region, Severity, json};
use crate::rules::Action;

/// One object a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct RdJsonLines;

#[derive(Serialize)]
struct Diagnostic<'d> {
    message: String,
    location: Location<'d>,
    severity: &'static str,
    source: Source,
    code: Code<'d>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'d>>,
}

#[derive(Serialize)]
struct Location<'d> {
    path: &'d str,
    range: Range,
}

#[derive(Clone, Copy, Serialize)]
struct Range {
    start: Point,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Point>,
}

#[derive(Clone, Copy, Serialize)]
struct Point {
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'d> {
    value: &'d str,
}

#[derive(Serialize)]
struct Suggestion<'d> {
    range: Range,
    text: &'d str,
}

impl Format for RdJsonLines {
    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            let point = |place: Place| Point { line: place.line, column: Some(place.byte_column) };
            let (range, exact) = match checked.region(shown) {
                Region::Line(line) => (Range { start: Point { line, column: None }, end: None }, false),
                Region::Exact(start, end) => (Range { start: point(start), end: Some(point(end)) }, true),
            };
            let after = shown.problem.after.as_str();
            let texts: Vec<&str> = match shown.problem.action {
                _ if !exact => Vec::new(),
                Action::Fix => vec![after],
                _ if after.is_empty() => Vec::new(),
                _ => after.split('|').collect(),
            };
            let diagnostic = Diagnostic {
                message: shown.message(),
                location: Location { path: checked.file, range },
                severity: match shown.problem.severity() {
                    Severity::Error => "ERROR",
                    Severity::Warning => "WARNING",
                    Severity::Notice => "INFO",
                },
                source: Source { name: "copydesk" },
                code: Code { value: &shown.rule.id },
                suggestions: texts.into_iter().map(|text| Suggestion { range, text }).collect(),
            };
            entries.push(shown.problem.severity(), |out| {
                out.push_str(&json(&diagnostic));
                out.push('\n');
            });
        }
    }
}
