//! What the page's own code reads: the log as JSON, names once and numbers instead of them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::super::archive::Archive;
use super::super::escape::escape;
use super::super::row::Row;
use super::super::summary::Summary;
use crate::diagnostic::Diagnostic;
use crate::report::hash_of;
use crate::rules::RuleSet;

/// A rule as the page explains it.
#[derive(Debug, Serialize)]
pub(super) struct RuleNote {
    pub id: String,
    pub stage: String,
    pub summary: String,
    pub why: String,
}

/// A row: document, seq, rule, kind, action, start, end, line, column, before, after, confidence, detail.
#[derive(Debug, Serialize)]
struct Cells(usize, usize, usize, usize, usize, usize, usize, usize, usize, String, String, f64, String);

/// What a line of `metadata.jsonl` says for people.
#[derive(Debug, Deserialize, Serialize)]
struct About {
    published: Option<String>,
    header: Box<RawValue>,
    dateline: Option<Box<RawValue>>,
    captions: Box<RawValue>,
}

/// All that the page is made of.
#[derive(Debug, Default, Serialize)]
pub(super) struct Data {
    docs: Vec<String>,
    pub rules: Vec<RuleNote>,
    kinds: Vec<String>,
    rows: Vec<Cells>,
    /// The original of each document; none where there is no room or no way to know it.
    texts: Vec<Option<String>>,
    /// What is known of each document besides.
    about: Vec<Option<About>>,
    /// What is kept between two visits is kept under this name.
    key: String,
    #[serde(rename = "noText")]
    no_text: &'static str,
    #[serde(skip)]
    pub summary: Summary,
    /// Documents that have a fix.
    #[serde(skip)]
    pub changed: u64,
}

impl Data {
    /// Reads the log, at most `most` of its rows.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(archive: &Archive, most: usize) -> Result<Self, Diagnostic> {
        let mut data = Self {
            no_text: "The text of this document is not in this page: there was no room for it, or its cleaned text was \
                      not beside the log.",
            ..Self::default()
        };
        let mut rules = Numbers::default();
        let mut kinds = Numbers::default();
        let mut log_hash = String::new();
        for entry in archive.entries()? {
            let entry = entry?;
            let doc = data.docs.len();
            for row in &entry.rows {
                data.summary.add(row);
                if data.rows.len() < most {
                    let (rule, kind) = (rules.of(&row.rule), kinds.of(&row.kind));
                    data.rows.push(Cells::new(row, doc, rule, kind));
                } else {
                    rules.of(&row.rule);
                }
            }
            data.changed += u64::from(entry.rows.iter().any(Row::is_fix));
            log_hash = hash_of(&format!("{log_hash} {} {}", entry.doc, entry.rows.len()));
            data.docs.push(escape(&entry.doc).into_owned());
            data.about.push(entry.metadata.and_then(|line| serde_json::from_str(&line).ok()));
        }
        data.key = log_hash;
        data.kinds = kinds.names;
        let known = RuleSet::builtin();
        data.rules = rules.names.into_iter().map(|id| RuleNote::new(id, &known)).collect();
        Ok(data)
    }

    /// Gives the documents their texts, by name.
    pub fn set_texts(&mut self, mut texts: HashMap<String, String>) {
        self.texts = self.docs.iter().map(|doc| texts.remove(doc)).collect();
    }

    /// Documents of the log.
    pub fn documents(&self) -> usize {
        self.docs.len()
    }

    /// Rows that the page has.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Documents without a text.
    pub fn without_text(&self) -> usize {
        self.texts.iter().filter(|text| text.is_none()).count()
    }

    /// JSON that cannot end the element that it stands in.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("plain data").replace('<', "\\u003c")
    }
}

impl Cells {
    fn new(row: &Row, doc: usize, rule: usize, kind: usize) -> Self {
        // The order of the page's own list.
        let action = ["fix", "flag", "note"].iter().position(|name| *name == row.action).unwrap_or(3);
        let confidence = row.confidence.parse().unwrap_or(0.0);
        let (before, after) = (escape(&row.before).into_owned(), escape(&row.after).into_owned());
        let (start, end) = (row.span.start, row.span.end);
        let detail = row.detail.clone();
        Self(doc, row.seq, rule, kind, action, start, end, row.line, row.column, before, after, confidence, detail)
    }
}

impl RuleNote {
    fn new(id: String, known: &RuleSet) -> Self {
        let stage = id.split('/').next().unwrap_or_default().to_owned();
        let rule = known.named(&id).map(|number| known.get(number));
        let (summary, why) = rule.map(|rule| (rule.summary.clone(), rule.why.clone())).unwrap_or_default();
        Self { id, stage, summary, why }
    }
}

/// Numbers for names, in the order in which they come.
#[derive(Default)]
struct Numbers {
    names: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Numbers {
    fn of(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len();
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}
