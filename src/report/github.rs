//! Workflow commands of GitHub Actions: annotations on the files of a pull request.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use std::fmt::Write as _;

use super::{Checked, Entries, Format, Limit, Region, Severity, repository_path};
use crate::corpus::Failure;

/// `::error file=...,line=...::message`, one line a finding.
#[derive(Clone, Copy, Debug, Default)]
pub struct GitHub;

impl Format for GitHub {
    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            let severity = shown.problem.severity();
            entries.push(severity, |out| {
                let kind = match severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Notice => "notice",
                };
                let file = property(repository_path(checked.file));
                // A string takes all.
                let _ = write!(out, "::{kind} file={file}");
                let _ = match checked.region(shown) {
                    Region::Line(line) => write!(out, ",line={line}"),
                    // An end column is only taken on the line of the start.
                    Region::Exact(start, end) if start.line == end.line => {
                        let (line, column) = (start.line, start.column);
                        write!(out, ",line={line},col={column},endColumn={}", end.column.max(column + 1))
                    }
                    Region::Exact(start, end) => {
                        write!(out, ",line={},endLine={},col={}", start.line, end.line, start.column)
                    }
                };
                let title = property(&shown.rule.id);
                let record = checked.record.as_ref().map(|record| format!("record {}: ", record.id));
                let message = data(&format!("{}{}", record.unwrap_or_default(), shown.message()));
                let _ = writeln!(out, ",title={title}::{message}");
            });
        }
    }

    fn failure(&self, failure: &Failure) -> Option<String> {
        let line = failure.line.map(|line| format!(",line={line}")).unwrap_or_default();
        let file = property(repository_path(&failure.file));
        Some(format!("::error file={file}{line},title=copydesk::{}\n", data(&failure.error)))
    }

    fn limit(&self) -> Option<Limit> {
        Some(Limit { most: 10, each_severity: true, reason: "GitHub shows 10 annotations of a kind in a step" })
    }
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
