//! `JUnit` XML as Jenkins, GitLab and others read it: a suite a document, a case a finding.

use std::fmt::Write as _;

use super::{Checked, Entries, Format, Region, Severity, Totals};
use crate::corpus::Failure;

/// A suite a document; one without findings has one case that passed.
#[derive(Clone, Copy, Debug, Default)]
pub struct JUnit;

impl Format for JUnit {
    fn begin(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"copydesk\">\n".to_owned()
    }

    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        let name = xml(&checked.name());
        let failing = checked.findings.iter().filter(|shown| shown.problem.fails).count();
        entries.push(Severity::Notice, |out| {
            let tests = checked.findings.len().max(1);
            // A string takes all.
            let _ = writeln!(
                out,
                "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failing}\" errors=\"0\" skipped=\"0\">"
            );
            if checked.findings.is_empty() {
                let _ = writeln!(out, "    <testcase name=\"no findings\" classname=\"{name}\"/>");
            }
            for shown in &checked.findings {
                let rule = xml(&shown.rule.id);
                let (line, column) = match checked.region(shown) {
                    Region::Line(line) => (line, String::new()),
                    Region::Exact(start, _) => (start.line, format!(":{}", start.column)),
                };
                let (file, message) = (xml(checked.file), xml(&shown.message()));
                let case = format!("{rule} {}:{}", shown.start.line, shown.start.column);
                let _ = write!(out, "    <testcase name=\"{case}\" classname=\"{name}\"");
                let _ = if shown.problem.fails {
                    writeln!(
                        out,
                        ">\n      <failure type=\"{rule}\" message=\"{message}\">{file}:{line}{column}: {message}\
                         </failure>\n    </testcase>"
                    )
                } else {
                    writeln!(out, ">\n      <system-out>{file}:{line}{column}: {message}</system-out>\n    </testcase>")
                };
            }
            out.push_str("  </testsuite>\n");
        });
    }

    fn failure(&self, failure: &Failure) -> Option<String> {
        let (name, error) = (xml(&failure.file), xml(&failure.to_string()));
        Some(format!(
            "  <testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    \
             <testcase name=\"read\" classname=\"{name}\">\n      <error message=\"{error}\"/>\n    </testcase>\n  \
             </testsuite>\n"
        ))
    }

    fn end(&self, _: Totals<'_>) -> String {
        "</testsuites>\n".to_owned()
    }
}

/// `text` for an attribute or an element. Characters that XML 1.0 cannot hold at all become U+FFFD.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As they are, an attribute would turn them into spaces.
            '\t' | '\n' | '\r' => write!(out, "&#{};", u32::from(c)).expect("a string takes all"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
