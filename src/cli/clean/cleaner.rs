//! One document after the other, on any thread.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use copydesk::audit::{LogWriter, text_crc32};
use copydesk::corpus::{AtomicFile, Compression, Loaded, RecordsPart, Sheet, SourceNote};
use copydesk::rules::{Action, RuleId, RuleSet};
use copydesk::{CaptionTo, Metadata, Outcome, Pipelines, Verdict};
use jiff::civil::Date;
use serde::Serialize;

use super::journal::Rows;

/// Cleans single documents; shared by all threads.
pub struct Cleaner<'c> {
    pub pipelines: &'c Pipelines,
    pub out: &'c Path,
    /// Publication date of documents that carry none.
    pub fallback: Option<Date>,
    /// Whether a text file must be on the disk before it is done.
    pub durably: bool,
}

/// What a batch of documents leaves to be written in order.
#[derive(Default)]
pub struct CleanSheet {
    pub audit: LogWriter,
    pub metadata: Vec<u8>,
    /// Lines of the cleaned file of records.
    pub lines: Vec<u8>,
    pub tally: Tally,
    /// Text files whose names are still to be brought to the disk.
    pub placed: Vec<PathBuf>,
}

/// Counts for `run.json`.
#[derive(Default)]
pub struct Tally {
    pub written: u64,
    pub unchanged: u64,
    /// Rows by rule and action; no action for those superseded.
    rows: BTreeMap<(RuleId, Option<Action>), u64>,
}

impl Sheet for CleanSheet {
    fn pass(&mut self, line: &[u8]) {
        self.lines.extend_from_slice(line);
    }

    fn seal(&mut self, part: &RecordsPart) {
        let compression = Compression::of(&part.doc);
        // An archive of nothing is not nothing.
        if compression != Compression::None && (part.first || !self.lines.is_empty()) {
            self.lines = compression.compress(&self.lines).expect("writing to memory does not fail").into_owned();
        }
    }
}

/// What `metadata.jsonl` and the added field of a record hold.
#[derive(Serialize)]
struct Entry<'e> {
    #[serde(flatten)]
    metadata: Metadata<'e>,
    /// Of the cleaned text: what no row tells of can be seen to have stayed as it was.
    text_crc32: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceNote>,
}

impl Cleaner<'_> {
    /// Cleans a document.
    ///
    /// # Errors
    /// In words, when its text cannot be written.
    pub fn clean(&self, loaded: &Loaded, sheet: &mut CleanSheet) -> Result<(), String> {
        let document = &loaded.document;
        let pipeline = self.pipelines.of(&loaded.file).map_err(|error| error.to_string())?;
        let outcome = pipeline.clean(document, self.fallback);
        let rules = pipeline.rules();
        let captions = pipeline.config().caption.to != CaptionTo::Drop;
        let entry = Entry {
            metadata: outcome.metadata(&document.id, rules, captions),
            text_crc32: text_crc32(&outcome.text),
            source: SourceNote::of(loaded),
        };
        let entry = serde_json::to_string(&entry).map_err(|error| error.to_string())?;
        match &loaded.line {
            None => {
                // Before anything is logged: a document that cannot be written has no rows.
                let place = self.out.join(&document.id);
                let write = if self.durably { AtomicFile::write_durably } else { AtomicFile::write };
                Compression::of(&document.id)
                    .compress(outcome.text.as_bytes())
                    .and_then(|bytes| write(&place, &bytes))
                    .map_err(|error| format!("its cleaned text cannot be written: {error}"))?;
                if self.durably {
                    sheet.placed.push(place);
                }
            }
            Some(line) if !outcome.is_changed() && line.record.added_span.is_some() => {
                // Nothing new since an earlier run; what that found stays.
                sheet.lines.extend_from_slice(&line.bytes());
            }
            Some(line) => {
                sheet.lines.extend_from_slice(line.record.rewrite(&line.text, &outcome.text, &entry).as_bytes());
                if line.ended {
                    sheet.lines.push(b'\n');
                }
            }
        }
        sheet.audit.document(&document.id, &outcome, rules);
        sheet.metadata.extend_from_slice(entry.as_bytes());
        sheet.metadata.push(b'\n');
        sheet.tally.add(&outcome);
        Ok(())
    }
}

impl Tally {
    fn add(&mut self, outcome: &Outcome<'_>) {
        self.written += 1;
        self.unchanged += u64::from(!outcome.is_changed());
        for verdict in &outcome.logged {
            let action = verdict.superseded_by.is_none().then_some(verdict.action);
            *self.rows.entry((verdict.finding.rule, action)).or_default() += 1;
        }
    }

    /// Rows by the names of rule and action.
    pub fn named(&self, rules: &RuleSet) -> Rows {
        let mut named = Rows::default();
        for (&(rule, action), &count) in &self.rows {
            let action = action.map_or(Verdict::SUPERSEDED, Action::name);
            named.0.entry(rules.get(rule).id.clone()).or_default().insert(action.to_owned(), count);
        }
        named
    }
}
