//! Everything that is written in order.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use copydesk::audit::Dialect;
use copydesk::corpus::{AtomicFile, Batch, Failure, GrowingFile, JOURNAL_FILE, remove, sync_folders};
use copydesk::rules::RuleSet;
use copydesk::{Config, Pipeline};
use serde::Serialize;

use super::cleaner::CleanSheet;
use super::journal::{Counts, Failures, Journal, Point, Rows, Stopped, Task};
use super::records::RecordsFile;
use super::unwritable;
use crate::cli::progress::Progress;
use crate::cli::{Fatal, Status, counted, note_if_none, say};

/// What made the log.
pub const PROGRAM: &str = concat!("copydesk ", env!("CARGO_PKG_VERSION"));

/// The files that a run is nothing without.
const AUDIT: &str = "audit.csv";
const METADATA: &str = "metadata.jsonl";
const RUN: &str = "run.json";
const SCHEMA: &str = "audit.schema.json";

/// Writes what the threads leave, in order, and notes in the journal how far it has come.
pub struct Desk<'d> {
    settings: Settings<'d>,
    progress: Progress,
    journal: Journal,
    /// None when all was read before.
    log: Option<Log>,
    /// The cleaned file of records that is being written.
    records: Option<RecordsFile>,
    counts: Counts,
    rows: Rows,
    /// Failures that came up behind the last point.
    late: Vec<Failure>,
    /// Files whose names are to be brought to the disk with the next point.
    placed: Vec<PathBuf>,
}

/// How a desk writes.
#[derive(Clone, Copy)]
pub struct Settings<'d> {
    /// The folder for everything.
    pub out: &'d Path,
    /// Whether everything must be on the disk before it is noted.
    pub durably: bool,
    /// Whether only errors are said.
    pub quiet: bool,
    /// How the log is written.
    pub dialect: Dialect,
}

/// What grows with every document.
struct Log {
    audit: GrowingFile,
    metadata: GrowingFile,
}

impl<'d> Desk<'d> {
    /// Begins a run.
    ///
    /// # Errors
    /// When the log cannot be written.
    pub fn open(settings: Settings<'d>, task: &Task, progress: Progress) -> Result<Self, Fatal> {
        let out = settings.out;
        let journal = out.join(JOURNAL_FILE);
        // First of all: with the files that it tells of, the old journal is worth nothing.
        remove(&journal).map_err(|error| unwritable(&journal, &error))?;
        let create = |name| GrowingFile::create(&out.join(name)).map_err(|error| unwritable(&out.join(name), &error));
        let mut log = Log { audit: create(AUDIT)?, metadata: create(METADATA)? };
        log.append(out, settings.dialect.header().as_bytes(), &[])?;
        Ok(Self {
            settings,
            progress,
            journal: Journal::create(out, task)?,
            log: Some(log),
            records: None,
            counts: Counts::default(),
            rows: Rows::default(),
            late: Vec::new(),
            placed: Vec::new(),
        })
    }

    /// Goes on with a run that was stopped.
    ///
    /// # Errors
    /// When a file is not as that run left it, or cannot be written.
    pub fn reopen(settings: Settings<'d>, stopped: &Stopped, progress: Progress) -> Result<Self, Fatal> {
        let out = settings.out;
        let Point { audit, metadata, records, complete, .. } = &stopped.last;
        let lost = |place: &Path, error: &io::Error| {
            Fatal::in_file(place, format!("the file of the run that was stopped cannot be gone on with: {error}"))
                .help("without `--resume` the run starts anew")
        };
        let reopen =
            |name, len| GrowingFile::reopen(&out.join(name), len).map_err(|error| lost(&out.join(name), &error));
        let log = match complete {
            true => None,
            false => Some(Log { audit: reopen(AUDIT, *audit)?, metadata: reopen(METADATA, *metadata)? }),
        };
        let records = records.as_ref().map(|state| RecordsFile::reopen(out, state.clone()));
        let records = records.transpose().map_err(|(place, error)| lost(&place, &error))?;
        let mut desk = Self {
            settings,
            progress,
            journal: stopped.journal()?,
            log,
            records,
            counts: stopped.counts,
            rows: stopped.rows.clone(),
            late: Vec::new(),
            placed: Vec::new(),
        };
        desk.finish_records(true);
        if !settings.quiet {
            let done = counted(desk.counts.read, "documents");
            desk.progress.say(&format!("note: going on behind {done} of the run that was stopped"));
        }
        Ok(desk)
    }

    /// Writes what a batch left.
    ///
    /// # Errors
    /// When the log or the journal cannot be written. Nothing of the batch counts as done then.
    pub fn take(&mut self, batch: Batch<CleanSheet>, rules: &RuleSet) -> Result<(), Fatal> {
        let Batch { sheet, read, failures, part, begun, bytes, .. } = batch;
        let CleanSheet { audit, mut metadata, lines, tally, placed } = sheet;
        let mut audit = audit.into_bytes();
        let failed = failures.len() as u64;
        let mut counts = Counts { read, written: tally.written, unchanged: tally.unchanged, failed };
        let mut rows = tally.named(rules);
        let mut told = failures;
        if let Some(part) = &part {
            let records = match &mut self.records {
                Some(records) => records,
                none => none.insert(RecordsFile::create(self.settings.out, part)),
            };
            if !records.take(part, &lines, &told, counts.written) {
                // Documents that are not written have no rows.
                counts = Counts { failed: failed + counts.written, written: 0, unchanged: 0, ..counts };
                (audit, metadata, rows) = (Vec::new(), Vec::new(), Rows::default());
            }
            told.extend(records.failure().filter(|_| part.last));
        }
        self.placed.extend(placed);
        if let Some(log) = &mut self.log {
            log.append(self.settings.out, &self.settings.dialect.of_plain(audit), &metadata)?;
        }
        let (done, begun) = (counts.written, begun);
        self.note(Point { begun, counts, rows, failures: told, ..Point::default() })?;
        if part.is_some_and(|part| part.last) {
            self.finish_records(false);
        }
        self.progress.add(done, bytes);
        Ok(())
    }

    /// Notes `point`, with the failures that came up before it and the lengths of the files.
    fn note(&mut self, mut point: Point) -> Result<(), Fatal> {
        let late = self.late.len() as u64;
        point.counts += Counts { read: late, failed: late, ..Counts::default() };
        point.failures.splice(..0, self.late.drain(..));
        point.records = self.records.as_ref().map(|records| records.state().clone());
        if let Some(log) = &self.log {
            (point.audit, point.metadata) = (log.audit.len(), log.metadata.len());
        }
        if self.settings.durably {
            self.sync()?;
        }
        self.journal.note(&point, self.settings.durably)?;
        for failure in &point.failures {
            self.progress.say(&format!("error: {failure}"));
        }
        self.counts += point.counts;
        self.rows += point.rows;
        Ok(())
    }

    fn sync(&mut self) -> Result<(), Fatal> {
        let out = self.settings.out;
        if let Some(log) = &self.log {
            for (file, name) in [(&log.audit, AUDIT), (&log.metadata, METADATA)] {
                file.sync().map_err(|error| unwritable(&out.join(name), &error))?;
            }
        }
        if let Some(records) = &self.records {
            records.sync().map_err(|error| unwritable(records.place(), &error))?;
            self.placed.push(records.place().to_owned());
        }
        let names = self.placed.iter().map(PathBuf::as_path);
        sync_folders(out, names).map_err(|error| unwritable(out, &error))?;
        self.placed.clear();
        Ok(())
    }

    /// Puts a file of records in its place when all of it is noted; see [`RecordsFile::finish`].
    fn finish_records(&mut self, again: bool) {
        if let Some(records) = self.records.take_if(|records| records.state().last) {
            self.placed.push(records.place().to_owned());
            self.late.extend(records.finish(again).err());
        }
    }

    /// Ends the run: puts the log in its place, writes `run.json`, and says what was done.
    ///
    /// # Errors
    /// When one of these files cannot be written.
    pub fn close(mut self, pipeline: &Pipeline) -> Result<Status, Fatal> {
        let again = self.log.is_none();
        if !again {
            self.note(Point { complete: true, ..Point::default() })?;
        }
        self.progress.finish();
        let Settings { out, durably, quiet, .. } = self.settings;
        let put = if again { GrowingFile::finish_again } else { GrowingFile::finish };
        for place in [out.join(AUDIT), out.join(METADATA)] {
            put(&place).map_err(|error| unwritable(&place, &error))?;
        }
        let run = Run {
            program: PROGRAM,
            rules: pipeline.rules().version(),
            config: pipeline.config(),
            documents: self.counts,
            rows: &self.rows,
            failures: self.journal.failures(),
        };
        let place = out.join(RUN);
        let schema = out.join(SCHEMA);
        AtomicFile::write(&schema, self.settings.dialect.schema().as_bytes())
            .map_err(|error| unwritable(&schema, &error))?;
        write_run(&place, &run, durably).map_err(|error| unwritable(&place, &error))?;
        if durably {
            sync_folders(out, std::iter::empty()).map_err(|error| unwritable(out, &error))?;
        }
        self.journal.remove()?;
        let Counts { read, written, unchanged, failed } = self.counts;
        if !quiet {
            say(&format!(
                "{}: {} changed, {unchanged} unchanged, {failed} failed; {} in {}",
                counted(read, "documents"),
                written - unchanged,
                counted(self.rows.total(), "rows"),
                out.join(AUDIT).display()
            ));
            if self.progress.is_shown() {
                say(&self.rows.table());
            }
            note_if_none(read);
        }
        if read != written + failed {
            say(&format!("error: {read} documents were read, {written} written and {failed} failed; please report it"));
            return Ok(Status::Failed);
        }
        Ok(if failed == 0 { Status::Done } else { Status::Failed })
    }
}

impl Log {
    fn append(&mut self, out: &Path, audit: &[u8], metadata: &[u8]) -> Result<(), Fatal> {
        for (file, bytes, name) in [(&mut self.audit, audit, AUDIT), (&mut self.metadata, metadata, METADATA)] {
            file.append(bytes).map_err(|error| unwritable(&out.join(name), &error))?;
        }
        Ok(())
    }
}

fn write_run(place: &Path, run: &Run<'_>, durably: bool) -> io::Result<()> {
    let mut file = AtomicFile::create(place)?;
    // As it comes: the list of failures may be long.
    serde_json::to_writer_pretty(&mut file, run)?;
    file.write_all(b"\n")?;
    if durably {
        file.sync()?;
    }
    file.finish()
}

/// What `run.json` holds.
#[derive(Serialize)]
struct Run<'r> {
    program: &'static str,
    /// A hash over all rules: two runs with the same one had the same rules.
    rules: String,
    config: &'r Config,
    documents: Counts,
    rows: &'r Rows,
    failures: Failures<'r>,
}
