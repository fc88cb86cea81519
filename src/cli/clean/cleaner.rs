//! Documents cleaned together and written one after the other, on any thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::audit::{LogWriter, text_crc32};
use copydesk::corpus::{AtomicFile, Compression, Each, Loaded, RecordsPart, Sheet, SourceNote};
use copydesk::rules::{Action, RuleSet};
use copydesk::{CaptionTo, Metadata, Outcome, Pipeline, Pipelines, Verdict};
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
    /// Rows by the number of the rule and, as in [`ACTIONS`], by action.
    rows: Vec<[u64; ACTIONS.len()]>,
}

/// What may have become of a finding, in the order of the actions' numbers; `off` stands for superseded.
const ACTIONS: [Action; 4] = [Action::Off, Action::Note, Action::Flag, Action::Fix];

/// Bytes of messy records to each byte of their metadata, about. Their log may be as long as they are.
const A_METADATA_BYTE: usize = 4;

impl Sheet for CleanSheet {
    fn make_room(&mut self, bytes: usize) {
        let metadata = bytes / A_METADATA_BYTE;
        self.lines.reserve(bytes + metadata);
        self.metadata.reserve(metadata);
        self.audit.reserve(bytes);
    }

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

impl Each<CleanSheet> for Cleaner<'_> {
    /// The pipeline that its rules are of, and what became of it.
    type Made<'d> = Result<(Arc<Pipeline>, Outcome<'d>), String>;

    fn make<'d>(&self, mut documents: &'d [Loaded]) -> Vec<Self::Made<'d>> {
        let pipeline_of = |loaded: &Loaded| self.pipelines.of(&loaded.file).map_err(|error| error.to_string());
        let pipelines: Vec<_> = documents.iter().map(pipeline_of).collect();
        let mut made = Vec::with_capacity(documents.len());
        for same in
            pipelines.chunk_by(|one, other| matches!((one, other), (Ok(one), Ok(other)) if Arc::ptr_eq(one, other)))
        {
            let (these, others) = documents.split_at(same.len());
            match &same[0] {
                Ok(pipeline) => {
                    let outcomes = pipeline.clean_all(these.iter().map(|loaded| &loaded.document), self.fallback);
                    made.extend(outcomes.into_iter().map(|outcome| Ok((Arc::clone(pipeline), outcome))));
                }
                Err(error) => made.push(Err(error.clone())),
            }
            documents = others;
        }
        made
    }

    /// Writes what became of a document.
    ///
    /// # Errors
    /// In words, when its rules cannot be had or its text cannot be written.
    fn write(&self, loaded: &Loaded, made: Self::Made<'_>, sheet: &mut CleanSheet) -> Result<(), String> {
        let (pipeline, outcome) = made?;
        let document = &loaded.document;
        let rules = pipeline.rules();
        let captions = pipeline.config().caption.to != CaptionTo::Drop;
        let entry = Entry {
            metadata: outcome.metadata(&document.id, rules, captions),
            text_crc32: text_crc32(&outcome.text),
            source: SourceNote::of(loaded),
        };
        if loaded.line.is_none() {
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
        let entry_at = sheet.metadata.len();
        serde_json::to_writer(&mut sheet.metadata, &entry).expect("metadata is plain data, and memory takes all");
        match &loaded.line {
            None => {}
            Some(line) if !outcome.is_changed() && line.record.added_span.is_some() => {
                // Nothing new since an earlier run; what that found stays.
                sheet.lines.extend_from_slice(&line.bytes());
            }
            Some(line) => {
                let added = &sheet.metadata[entry_at..];
                line.record.rewrite(&mut sheet.lines, &line.text, &outcome.text, added);
                if line.ended {
                    sheet.lines.push(b'\n');
                }
            }
        }
        sheet.metadata.push(b'\n');
        sheet.audit.document(&document.id, &outcome, rules);
        sheet.tally.add(&outcome);
        Ok(())
    }
}

impl Tally {
    fn add(&mut self, outcome: &Outcome<'_>) {
        self.written += 1;
        self.unchanged += u64::from(!outcome.is_changed());
        for verdict in &outcome.logged {
            let action = if verdict.superseded_by.is_none() { verdict.action } else { Action::Off };
            let rule = verdict.finding.rule.number();
            if rule >= self.rows.len() {
                self.rows.resize(rule + 1, [0; ACTIONS.len()]);
            }
            self.rows[rule][action as usize] += 1;
        }
    }

    /// Rows by the names of rule and action.
    pub fn named(&self, rules: &RuleSet) -> Rows {
        let mut named = Rows::default();
        for ((_, rule), rows) in rules.iter().zip(&self.rows) {
            for (&action, &count) in ACTIONS.iter().zip(rows).filter(|(_, count)| **count > 0) {
                let name = if action == Action::Off { Verdict::SUPERSEDED } else { action.name() };
                named.0.entry(rule.id.clone()).or_default().insert(name.to_owned(), count);
            }
        }
        named
    }
}
