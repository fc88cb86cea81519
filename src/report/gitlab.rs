//! GitLab's Code Quality report: a subset of Code Climate's format.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use serde::Serialize;

use super::{Checked, Entries, Format, Region, Severity, Totals, json, repository_path};

/// One array of objects.
#[derive(Clone, Copy, Debug, Default)]
pub struct GitLab;

#[derive(Serialize)]
struct Issue<'i> {
    description: String,
    check_name: &'i str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'i>,
}

#[derive(Serialize)]
struct Location<'i> {
    path: &'i str,
    #[serde(flatten)]
    place: Where,
}

/// A location has `lines` or `positions`, never both.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Where {
    Lines { begin: usize },
    Positions { begin: Point, end: Point },
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

impl Format for GitLab {
    fn begin(&self) -> String {
        "[".to_owned()
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            let place = match checked.region(shown) {
                Region::Line(begin) => Where::Lines { begin },
                Region::Exact(start, end) => Where::Positions {
                    begin: Point { line: start.line, column: start.column },
                    end: Point { line: end.line, column: end.column },
                },
            };
            let issue = Issue {
                description: shown.message(),
                check_name: &shown.rule.id,
                fingerprint: checked.fingerprint(shown),
                severity: match shown.problem.severity() {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Notice => "info",
                },
                location: Location { path: repository_path(checked.file), place },
            };
            entries.push(shown.problem.severity(), |out| {
                out.push('\n');
                out.push_str(&json(&issue));
            });
        }
    }

    fn end(&self, _: Totals<'_>) -> String {
        "\n]\n".to_owned()
    }
}
