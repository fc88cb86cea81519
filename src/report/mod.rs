//! What `check` has to say of a document, in every form that people and programs read: one module a format.

mod baseline;
mod data;
mod full;
mod github;
mod gitlab;
mod junit;
mod place;
mod rdjsonl;
mod sarif;

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hasher;

use fnv::FnvHasher;

pub use baseline::{Baseline, BaselineLine, Decision, hash_of};
pub use data::{Csv, Json, JsonLines};
pub use full::{Concise, Full};
pub use github::GitHub;
pub use gitlab::GitLab;
pub use junit::JUnit;
pub use place::Place;
pub use rdjsonl::RdJsonLines;
pub use sarif::Sarif;

use crate::audit::escape;
use crate::corpus::{Failure, Loaded};
use crate::outcome::Outcome;
use crate::rules::{Action, Rule, RuleId, RuleSet};
use crate::text::Span;
use place::Places;

/// Characters of a finding, or of what takes its place, that a message shows.
const LONGEST: usize = 60;

/// A finding that is reported: a fix or a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule that found it.
    pub rule: RuleId,
    /// Where, in bytes of the original text.
    pub span: Span,
    /// What `clean` would do: fix or flag.
    pub action: Action,
    /// The `after` column: replacement or suggestions.
    pub after: String,
    /// From 0 to 100.
    pub confidence: u8,
    /// How many findings of the same rule with the same `before` stand in front of it in its document.
    pub nth: u32,
    /// Whether it makes the check fail.
    pub fails: bool,
}

impl Problem {
    /// Every fix and every flag of a document, in the order of the log.
    #[must_use]
    pub fn all(outcome: &Outcome<'_>) -> Vec<Self> {
        let mut seen: HashMap<(RuleId, &str), u32> = HashMap::new();
        let reported = outcome
            .logged
            .iter()
            .filter(|verdict| verdict.superseded_by.is_none() && matches!(verdict.action, Action::Fix | Action::Flag));
        reported
            .map(|verdict| {
                let count = seen.entry((verdict.finding.rule, verdict.span.of(outcome.original))).or_default();
                let nth = *count;
                *count += 1;
                Self {
                    rule: verdict.finding.rule,
                    span: verdict.span,
                    action: verdict.action,
                    after: verdict.after().to_owned(),
                    confidence: verdict.finding.confidence,
                    nth,
                    fails: true,
                }
            })
            .collect()
    }

    /// How grave it is, in the words that most formats share.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match (self.fails, self.action) {
            (false, _) => Severity::Notice,
            (true, Action::Fix) => Severity::Error,
            (true, _) => Severity::Warning,
        }
    }

    /// From 0 to 1, as the log has it.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        f64::from(self.confidence) / 100.0
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// `clean` would change the text.
    Error,
    /// Someone should look.
    Warning,
    /// Reported, but no reason to fail.
    Notice,
}

impl Severity {
    /// How many there are.
    pub const COUNT: usize = 3;
}

/// Where a record stands: its line in its file, and its id.
#[derive(Clone, Debug)]
pub struct RecordPlace<'c> {
    /// From 1.
    pub line: usize,
    /// The record's id, or its line number where it has none.
    pub id: Cow<'c, str>,
}

/// A document and what there is to report of it.
#[derive(Debug)]
pub struct Checked<'c> {
    /// The file, as the user named it.
    pub file: &'c str,
    /// Its name in a log.
    pub doc: &'c str,
    /// Its place in its file, when it is a record.
    pub record: Option<RecordPlace<'c>>,
    /// The text that the findings are about.
    pub text: &'c str,
    /// What is reported, in order.
    pub findings: Vec<Shown<'c>>,
}

/// A finding with all that a report says of it.
#[derive(Debug)]
pub struct Shown<'c> {
    /// The finding itself.
    pub problem: &'c Problem,
    /// Its rule.
    pub rule: &'c Rule,
    /// What stands in the text.
    pub before: &'c str,
    /// Where that begins.
    pub start: Place,
    /// Where that ends: the place behind its last character.
    pub end: Place,
}

/// Where in its file a tool that knows only files and lines finds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// In a text file: from here to there.
    Exact(Place, Place),
    /// In a file of records: somewhere in this line. Columns would be those of the JSON, not of the text.
    Line(usize),
}

impl Region {
    /// The line it begins in.
    #[must_use]
    pub fn line(self) -> usize {
        match self {
            Self::Exact(start, _) => start.line,
            Self::Line(line) => line,
        }
    }
}

impl<'c> Checked<'c> {
    /// A document with what is reported of it.
    #[must_use]
    pub fn new(loaded: &'c Loaded, file: &'c str, problems: &'c [Problem], rules: &'c RuleSet) -> Self {
        let text = loaded.document.text.as_str();
        let mut places = Places::new(text);
        let findings = problems
            .iter()
            .map(|problem| {
                let start = places.at(problem.span.start);
                let end = places.clone().at(problem.span.end);
                Shown { problem, rule: rules.get(problem.rule), before: problem.span.of(text), start, end }
            })
            .collect();
        let record = loaded
            .line
            .as_ref()
            .map(|line| RecordPlace { line: usize::try_from(line.number).expect("lines in memory"), id: line.id() });
        Self { file, doc: &loaded.document.id, record, text, findings }
    }

    /// What people are told it is: the file, and behind `#` the record's id.
    #[must_use]
    pub fn name(&self) -> Cow<'c, str> {
        match &self.record {
            Some(record) => Cow::Owned(format!("{}#{}", self.file, record.id)),
            None => Cow::Borrowed(self.file),
        }
    }

    /// Where a tool that knows files only finds it.
    #[must_use]
    pub fn region(&self, shown: &Shown<'_>) -> Region {
        match &self.record {
            Some(record) => Region::Line(record.line),
            None => Region::Exact(shown.start, shown.end),
        }
    }

    /// A name for the finding that stays while the text around it changes: a hash of document, rule, `before`, and
    /// which of its like it is.
    #[must_use]
    pub fn fingerprint(&self, shown: &Shown<'_>) -> String {
        let mut hasher = FnvHasher::default();
        let name = self.name();
        for part in [&*name, shown.rule.id.as_str(), shown.before] {
            hasher.write(part.as_bytes());
            // Never a byte of UTF-8, so parts cannot run into each other.
            hasher.write(&[0xFF]);
        }
        hasher.write(&shown.problem.nth.to_le_bytes());
        format!("{:016x}", hasher.finish())
    }
}

impl Shown<'_> {
    /// What is wrong, and what would be right.
    #[must_use]
    pub fn message(&self) -> String {
        let summary = &self.rule.summary;
        let before = escape(self.before);
        let (before, after) = (shortened(&before), self.problem.after.as_str());
        match self.problem.action {
            Action::Fix if after.is_empty() => format!("{summary}: `{before}` goes"),
            Action::Fix if before.is_empty() => format!("{summary}: `{}` is missing", shortened(&escape(after))),
            Action::Fix => format!("{summary}: `{before}` becomes `{}`", shortened(&escape(after))),
            _ if after.is_empty() => format!("{summary}: `{before}`"),
            _ if before.is_empty() => format!("{summary}: `{}`", shortened(&escape(after))),
            _ => {
                let suggestions: Vec<String> =
                    after.split('|').map(|one| format!("`{}`", shortened(&escape(one)))).collect();
                format!("{summary}: `{before}`; suggested: {}", suggestions.join(", "))
            }
        }
    }
}

/// The first characters of `text`.
fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// The entries of a report, one behind the other, each with how grave it is.
#[derive(Debug, Default)]
pub struct Entries {
    text: String,
    ends: Vec<(usize, Severity)>,
}

impl Entries {
    /// Adds the entry that `write` writes.
    pub fn push(&mut self, severity: Severity, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.ends.push((self.text.len(), severity));
    }

    /// The entries in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Severity)> {
        let mut from = 0;
        self.ends.iter().map(move |&(end, severity)| {
            let entry = &self.text[from..end];
            from = end;
            (entry, severity)
        })
    }
}

/// The most entries that the reader of a format takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// So many.
    pub most: u64,
    /// Whether that is counted for each severity by itself.
    pub each_severity: bool,
    /// Whose limit it is, to be told.
    pub reason: &'static str,
}

/// What is known when all documents are done.
#[derive(Clone, Copy, Debug)]
pub struct Totals<'t> {
    /// Documents that could not be read.
    pub failures: &'t [Failure],
    /// Entries that were left out because of the format's limit, as the user is told; none when nothing was.
    pub cut: Option<&'t str>,
}

/// A form of report. Documents are rendered on any thread; what they give is written in their order.
pub trait Format: Send + Sync {
    /// What stands in front of all entries.
    fn begin(&self) -> String {
        String::new()
    }

    /// What stands between two entries.
    fn separator(&self) -> &'static str {
        ""
    }

    /// Adds what there is to say of a document.
    fn document(&self, checked: &Checked<'_>, entries: &mut Entries);

    /// What there is to say of a document that could not be read, where that has a place among the entries.
    fn failure(&self, failure: &Failure) -> Option<String> {
        let _ = failure;
        None
    }

    /// What stands behind all entries.
    fn end(&self, totals: Totals<'_>) -> String {
        let _ = totals;
        String::new()
    }

    /// The most entries that its reader takes.
    fn limit(&self) -> Option<Limit> {
        None
    }
}

/// Serializes plain data, which cannot fail.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain data")
}

/// `path` as the path of a URI: every byte that may not stand there is percent-encoded.
fn uri_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        // RFC 3986, unreserved and what a path may hold besides; `:` could be taken for a scheme's.
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            use std::fmt::Write as _;
            write!(out, "%{byte:02X}").expect("a string takes all");
        }
    }
    out
}

/// A file as formats for repositories want it: relative, with no `./` in front.
fn repository_path(file: &str) -> &str {
    file.trim_start_matches("./")
}
