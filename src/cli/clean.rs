//! `copydesk clean`: documents in, cleaned documents and the log out.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use copydesk::audit::LogWriter;
use copydesk::corpus::{AtomicFile, Batch, Engine, Failure, Loaded, Rejected, Sheet, SourceNote};
use copydesk::rules::{Action, RuleId, RuleSet};
use copydesk::{CaptionTo, Config, Metadata, Outcome, Pipeline, Pipelines, Verdict};
use jiff::civil::Date;
use serde::Serialize;

use super::options::{ConfigOptions, InputOptions};
use super::progress::Progress;
use super::{Fatal, Status, counted, note_if_none, say};

/// Clean documents; write them, audit.csv, metadata.jsonl and run.json into a folder
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    input: InputOptions,

    /// Folder for everything that is written; made where it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    #[command(flatten)]
    config: ConfigOptions,

    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,

    /// Show no progress
    #[arg(long)]
    no_progress: bool,
}

/// Runs the command.
///
/// # Errors
/// What ends it: a bad config, or a log that cannot be written.
pub fn run(arguments: Arguments) -> Result<Status, Fatal> {
    let pipelines = Pipelines::new(arguments.config.load()?)?;
    let pipeline = pipelines.plain();
    let engine = Engine::new(pipeline.config(), arguments.config.jobs())?;
    let out = arguments.out;
    fs::create_dir_all(&out).map_err(|error| Fatal::in_file(&out, format!("the folder cannot be made: {error}")))?;
    let out_real = out.canonicalize().map_err(|error| Fatal::in_file(&out, error.to_string()))?;
    refuse_same_place(&arguments.input.paths, &out_real)?;

    let cleaner = Cleaner { pipelines: &pipelines, out: &out, fallback: arguments.config.date };
    let progress = Progress::new(!arguments.quiet && !arguments.no_progress);
    let mut desk = Desk::open(&out, progress)?;
    let walk = arguments.input.walk(Some(out_real))?;
    engine.run(walk, |loaded, sheet: &mut CleanSheet| cleaner.clean(loaded, sheet), |batch| desk.take(batch))?;
    desk.close(pipeline, arguments.quiet)
}

/// An output that lands on its input would destroy it.
fn refuse_same_place(paths: &[PathBuf], out: &Path) -> Result<(), Fatal> {
    for path in paths.iter().filter(|path| *path != Path::new("-")) {
        let Ok(real) = path.canonicalize() else { continue };
        let folder = if real.is_dir() { Some(real.as_path()) } else { real.parent() };
        if folder == Some(out) {
            let message = format!("the output folder is the folder of the input {}", path.display());
            return Err(Fatal::in_file(path, message)
                .help("name another folder with `--out`; copydesk never writes over what it reads"));
        }
    }
    Ok(())
}

/// Cleans single documents; shared by all threads.
struct Cleaner<'c> {
    pipelines: &'c Pipelines,
    out: &'c Path,
    fallback: Option<Date>,
}

/// What a batch of documents leaves to be written in order.
#[derive(Default)]
struct CleanSheet {
    audit: LogWriter,
    metadata: Vec<u8>,
    /// Lines of the cleaned file of records.
    lines: Vec<u8>,
    tally: Tally,
}

/// Counts for `run.json`.
#[derive(Default)]
struct Tally {
    unchanged: u64,
    /// Rows by rule and action; no action for those superseded.
    rows: BTreeMap<(RuleId, Option<Action>), u64>,
}

impl Sheet for CleanSheet {
    fn pass(&mut self, line: &[u8]) {
        self.lines.extend_from_slice(line);
    }
}

/// What `metadata.jsonl` and the added field of a record hold.
#[derive(Serialize)]
struct Entry<'e> {
    #[serde(flatten)]
    metadata: Metadata<'e>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceNote>,
}

impl Cleaner<'_> {
    fn clean(&self, loaded: &Loaded, sheet: &mut CleanSheet) -> Result<(), String> {
        let document = &loaded.document;
        let pipeline = self.pipelines.of(&loaded.file).map_err(|error| error.to_string())?;
        let outcome = pipeline.clean(document, self.fallback);
        let rules = pipeline.rules();
        let captions = pipeline.config().caption.to != CaptionTo::Drop;
        let entry = Entry { metadata: outcome.metadata(&document.id, rules, captions), source: SourceNote::of(loaded) };
        let entry = serde_json::to_string(&entry).map_err(|error| error.to_string())?;
        match &loaded.line {
            None => {
                // Before anything is logged: a document that cannot be written has no rows.
                AtomicFile::write(&self.out.join(&document.id), outcome.text.as_bytes())
                    .map_err(|error| format!("its cleaned text cannot be written: {error}"))?;
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
        self.unchanged += u64::from(!outcome.is_changed());
        for verdict in &outcome.logged {
            let action = verdict.superseded_by.is_none().then_some(verdict.action);
            *self.rows.entry((verdict.finding.rule, action)).or_default() += 1;
        }
    }

    fn merge(&mut self, other: Self) {
        self.unchanged += other.unchanged;
        for (key, count) in other.rows {
            *self.rows.entry(key).or_default() += count;
        }
    }

    /// Rows by the names of rule and action.
    fn named<'r>(&self, rules: &'r RuleSet) -> BTreeMap<&'r str, BTreeMap<&'static str, u64>> {
        let mut named: BTreeMap<&str, BTreeMap<&'static str, u64>> = BTreeMap::new();
        for (&(rule, action), &count) in &self.rows {
            let action = action.map_or(Verdict::SUPERSEDED, Action::name);
            named.entry(&rules.get(rule).id).or_default().insert(action, count);
        }
        named
    }
}

/// Writes what the threads leave, in order.
struct Desk<'d> {
    out: &'d Path,
    progress: Progress,
    audit: AtomicFile,
    metadata: AtomicFile,
    /// The cleaned file of records that is being written, and the lines that were no records.
    records: Option<AtomicFile>,
    rejected: Option<AtomicFile>,
    tally: Tally,
    done: u64,
    bytes: u64,
    failures: Vec<Failure>,
}

impl<'d> Desk<'d> {
    fn open(out: &'d Path, progress: Progress) -> Result<Self, Fatal> {
        let mut audit = create(&out.join("audit.csv"))?;
        let header = LogWriter::header();
        audit.write_all(header.as_bytes()).map_err(|error| unwritable(&out.join("audit.csv"), &error))?;
        Ok(Self {
            out,
            progress,
            audit,
            metadata: create(&out.join("metadata.jsonl"))?,
            records: None,
            rejected: None,
            tally: Tally::default(),
            done: 0,
            bytes: 0,
            failures: Vec::new(),
        })
    }

    fn take(&mut self, batch: Batch<CleanSheet>) -> Result<(), Fatal> {
        if let Some(part) = &batch.part {
            let place = self.out.join(&part.doc);
            if part.first {
                self.records = Some(create(&place)?);
            }
            if let Some(records) = &mut self.records {
                records.write_all(&batch.sheet.lines).map_err(|error| unwritable(&place, &error))?;
            }
            for failure in &batch.failures {
                self.reject(&part.doc, failure)?;
            }
            if part.last {
                if self.rejected.is_none() {
                    self.remove_stale_rejected(&part.doc)?;
                }
                for file in [self.records.take(), self.rejected.take()].into_iter().flatten() {
                    file.finish().map_err(|error| unwritable(&place, &error))?;
                }
            }
        }
        let rows = batch.sheet.audit.into_bytes();
        self.audit.write_all(&rows).map_err(|error| unwritable(&self.out.join("audit.csv"), &error))?;
        self.metadata
            .write_all(&batch.sheet.metadata)
            .map_err(|error| unwritable(&self.out.join("metadata.jsonl"), &error))?;
        self.tally.merge(batch.sheet.tally);
        self.done += batch.done;
        self.bytes += batch.bytes;
        for failure in &batch.failures {
            self.progress.say(&format!("error: {failure}"));
        }
        // The lines themselves are written by now; only their messages are kept.
        self.failures.extend(batch.failures.into_iter().map(|failure| Failure { raw: None, ..failure }));
        self.progress.add(batch.done, batch.bytes);
        Ok(())
    }

    /// Keeps a line that was no record, beside the cleaned file.
    fn reject(&mut self, doc: &str, failure: &Failure) -> Result<(), Fatal> {
        let Some(rejected) = Rejected::of(failure) else { return Ok(()) };
        let place = self.rejected_place(doc);
        if self.rejected.is_none() {
            self.rejected = Some(create(&place)?);
        }
        let json = serde_json::to_string(&rejected).map_err(|error| Fatal::new(error.to_string()))?;
        let file = self.rejected.as_mut().expect("just opened");
        writeln!(file, "{json}").map_err(|error| unwritable(&place, &error))
    }

    /// Lines that an earlier run into this folder rejected would come back when this one is undone.
    fn remove_stale_rejected(&self, doc: &str) -> Result<(), Fatal> {
        let place = self.rejected_place(doc);
        match fs::remove_file(&place) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(unwritable(&place, &error)),
            _ => Ok(()),
        }
    }

    fn rejected_place(&self, doc: &str) -> PathBuf {
        self.out.join(format!("{doc}{}", Rejected::ENDING))
    }

    fn close(mut self, pipeline: &Pipeline, quiet: bool) -> Result<Status, Fatal> {
        self.progress.finish();
        // A disk that is full shows now, before the one takes its place without the other.
        for (file, name) in [(&mut self.audit, "audit.csv"), (&mut self.metadata, "metadata.jsonl")] {
            file.flush().map_err(|error| unwritable(&self.out.join(name), &error))?;
        }
        for (file, name) in [(self.audit, "audit.csv"), (self.metadata, "metadata.jsonl")] {
            file.finish().map_err(|error| unwritable(&self.out.join(name), &error))?;
        }
        let failed = self.failures.len() as u64;
        let run = Run {
            program: concat!("copydesk ", env!("CARGO_PKG_VERSION")),
            rules: pipeline.rules().version(),
            config: pipeline.config(),
            documents: Documents {
                read: self.done + failed,
                written: self.done,
                unchanged: self.tally.unchanged,
                failed,
            },
            rows: self.tally.named(pipeline.rules()),
            failures: &self.failures,
        };
        let json = serde_json::to_string_pretty(&run).map_err(|error| Fatal::new(error.to_string()))? + "\n";
        let place = self.out.join("run.json");
        AtomicFile::write(&place, json.as_bytes()).map_err(|error| unwritable(&place, &error))?;
        if !quiet {
            let rows: u64 = self.tally.rows.values().sum();
            say(&format!(
                "{}: {} changed, {} unchanged, {failed} failed; {} in {}",
                counted(self.done + failed, "documents"),
                self.done - self.tally.unchanged,
                self.tally.unchanged,
                counted(rows, "rows"),
                self.out.join("audit.csv").display()
            ));
            note_if_none(self.done + failed);
        }
        Ok(if failed == 0 { Status::Done } else { Status::Failed })
    }
}

/// What `run.json` holds.
#[derive(Serialize)]
struct Run<'r> {
    program: &'static str,
    /// A hash over all rules: two runs with the same one had the same rules.
    rules: String,
    config: &'r Config,
    documents: Documents,
    rows: BTreeMap<&'r str, BTreeMap<&'static str, u64>>,
    failures: &'r [Failure],
}

/// Counts that add up: read = written + failed.
#[derive(Serialize)]
struct Documents {
    read: u64,
    written: u64,
    unchanged: u64,
    failed: u64,
}

fn create(place: &Path) -> Result<AtomicFile, Fatal> {
    AtomicFile::create(place).map_err(|error| unwritable(place, &error))
}

fn unwritable(place: &Path, error: &std::io::Error) -> Fatal {
    Fatal::in_file(place, format!("cannot be written: {error}"))
        .help("the run stopped here; what it had begun to write is taken away, cleaned text files stay")
}
