//! `copydesk audit replay` and `copydesk audit undo`: documents again, whole or without some of the changes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use copydesk::audit::{Archive, Dialect, Direction, Entry, restore_all, without_text_crc32};
use copydesk::corpus::{AtomicFile, Rejected};

use super::{Fatal, Log, Status, Stored, counted, say};

#[derive(Debug, Args)]
pub struct Replay {
    #[command(flatten)]
    log: Log,

    /// Folder of the originals
    #[arg(long, value_name = "ORIGINALS")]
    from: PathBuf,

    /// Folder for the cleaned documents
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Undo {
    #[command(flatten)]
    stored: Stored,

    /// Folder for the originals
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Take back this row alone and keep the others, such as story.txt:7; may be given more than once
    #[arg(long, value_name = "DOC:SEQ")]
    rows: Vec<RowName>,

    /// Take back the rows that this file names, one a line
    #[arg(long, value_name = "FILE")]
    rows_from: Option<PathBuf>,

    /// Take back every row of this rule
    #[arg(long, value_name = "RULE")]
    rule: Vec<String>,
}

/// A row of a log: its document and its number there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct RowName {
    doc: String,
    seq: usize,
}

impl FromStr for RowName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.rsplit_once(':').and_then(|(doc, seq)| Some((doc.to_owned(), seq.parse().ok()?)));
        let (doc, seq) = parts.ok_or_else(|| format!("{text:?} is not DOCUMENT:NUMBER, such as story.txt:7"))?;
        Ok(Self { doc, seq })
    }
}

/// Writes the cleaned documents again.
///
/// # Errors
/// When the log cannot be read, or the folder cannot be made.
pub fn replay(options: &Replay) -> Result<Status, Fatal> {
    let archive = Archive::open(&options.log.audit)?;
    write_again(&archive, Direction::Replay, &options.from, &options.out)
}

/// Writes the originals again, or the cleaned documents without some of the changes.
///
/// # Errors
/// When the log cannot be read, a row that is named is not there or changed nothing, or the folder cannot be made.
pub fn undo(options: &Undo) -> Result<Status, Fatal> {
    let archive = Archive::open(&options.stored.log.audit)?;
    let from = options.stored.from.clone().unwrap_or_else(|| archive.folder().to_owned());
    let mut rows: HashSet<RowName> = options.rows.iter().cloned().collect();
    if let Some(path) = &options.rows_from {
        let text =
            fs::read_to_string(path).map_err(|error| Fatal::in_file(path, format!("cannot be read: {error}")))?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            rows.insert(line.trim_end().parse().map_err(|error: String| Fatal::in_file(path, error))?);
        }
    }
    if rows.is_empty() && options.rule.is_empty() && options.rows_from.is_none() {
        return write_again(&archive, Direction::Undo, &from, &options.out);
    }
    undo_rows(&archive, &from, &options.out, rows, &options.rule)
}

/// Writes the cleaned documents without the changes of `rows` and `rules`, and a log that says so: there, these rows
/// are flags. That is an undo of everything and a replay of that log, so every check of both is made.
fn undo_rows(
    archive: &Archive,
    from: &Path,
    out: &Path,
    rows: HashSet<RowName>,
    rules: &[String],
) -> Result<Status, Fatal> {
    make_other_folder(from, out)?;
    make_other_folder(archive.folder(), out)?;
    let place = out.join("audit.csv");
    let unwritable = |error: std::io::Error| Fatal::in_file(&place, format!("cannot be written: {error}"));
    let mut log = AtomicFile::create(&place).map_err(unwritable)?;
    log.write_all(Dialect::Plain.header().as_bytes()).map_err(unwritable)?;
    let mut wanted: HashMap<String, HashSet<usize>> = HashMap::new();
    for RowName { doc, seq } in rows {
        wanted.entry(doc).or_default().insert(seq);
    }
    let mut taken: BTreeMap<String, u64> = BTreeMap::new();
    let mut beside = HashSet::new();
    for row in archive.rows()? {
        let mut row = row?;
        let named = wanted.get_mut(&row.doc).is_some_and(|of| of.remove(&row.seq));
        if named && !row.is_fix() {
            return Err(Fatal::new(format!("row {}:{} is a {} and changed nothing", row.doc, row.seq, row.action)));
        }
        if row.is_fix() && (named || rules.contains(&row.rule)) {
            "flag".clone_into(&mut row.action);
            *taken.entry(row.doc.clone()).or_default() += 1;
        }
        let entry = Entry { doc: row.doc.clone(), ..Entry::default() };
        if let Some(file) = entry.records_file() {
            beside.insert(format!("{file}{}", Rejected::ENDING));
        }
        log.write_all(Dialect::Plain.row(&row).as_bytes()).map_err(unwritable)?;
    }
    if let Some((doc, seq)) = wanted.iter().find_map(|(doc, of)| of.iter().min().map(|seq| (doc, seq))) {
        return Err(Fatal::new(format!("the log has no row {doc}:{seq}"))
            .help("`copydesk audit show --format csv` prints the document and number of every row"));
    }
    log.finish().map_err(unwritable)?;
    copy_metadata(archive, out, |doc| taken.contains_key(doc))?;
    for name in ["run.json", "audit.schema.json"].into_iter().map(str::to_owned).chain(beside) {
        let (source, copy) = (archive.folder().join(&name), out.join(&name));
        if source.is_file() {
            let copied = copy.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::copy(&source, &copy));
            copied.map_err(|error| Fatal::in_file(&copy, format!("cannot be written: {error}")))?;
        }
    }
    let originals = out.join(".originals");
    let undone = write_all(archive, Direction::Undo, from, &originals)?;
    let replayed = write_all(&Archive::open(&place)?, Direction::Replay, &originals, out)?;
    fs::remove_dir_all(&originals)
        .map_err(|error| Fatal::in_file(&originals, format!("cannot be taken away: {error}")))?;
    let rows: u64 = taken.values().sum();
    let (rows, of) = (counted(rows, "changes"), counted(taken.len() as u64, "documents"));
    let failed = undone.failed.max(replayed.failed);
    say(&format!(
        "{rows} taken back in {of}; {} written to {}, {failed} failed",
        counted(replayed.done, "documents"),
        out.display()
    ));
    Ok(status(failed))
}

/// Copies `metadata.jsonl`, without the checksums of the texts that are `other` now.
fn copy_metadata(archive: &Archive, out: &Path, other: impl Fn(&str) -> bool) -> Result<(), Fatal> {
    let place = out.join("metadata.jsonl");
    let copy = || -> io::Result<AtomicFile> {
        let mut file = AtomicFile::create(&place)?;
        for entry in archive.entries().map_err(io::Error::other)? {
            let Entry { doc, metadata: Some(line), .. } = entry.map_err(io::Error::other)? else { continue };
            let line = if other(&doc) { without_text_crc32(&line) } else { line.into() };
            writeln!(file, "{line}")?;
        }
        Ok(file)
    };
    if !archive.folder().join("metadata.jsonl").is_file() {
        return Ok(());
    }
    copy().and_then(AtomicFile::finish).map_err(|error| Fatal::in_file(&place, format!("cannot be written: {error}")))
}

/// Counts of documents.
struct Written {
    done: u64,
    failed: u64,
}

fn write_all(archive: &Archive, direction: Direction, from: &Path, out: &Path) -> Result<Written, Fatal> {
    let mut failed = 0_u64;
    let fail = |problem| {
        say(&format!("error: {problem}"));
        failed += 1;
    };
    let done = restore_all(archive, direction, from, Some(out), |_| {}, fail)?;
    Ok(Written { done, failed })
}

fn write_again(archive: &Archive, direction: Direction, from: &Path, out: &Path) -> Result<Status, Fatal> {
    make_other_folder(from, out)?;
    let Written { done, failed } = write_all(archive, direction, from, out)?;
    say(&format!("{} written to {}, {failed} failed", counted(done, "documents"), out.display()));
    Ok(status(failed))
}

/// Makes the folder `out`, which must not be the one that is read.
fn make_other_folder(from: &Path, out: &Path) -> Result<(), Fatal> {
    fs::create_dir_all(out).map_err(|error| Fatal::in_file(out, format!("the folder cannot be made: {error}")))?;
    // The folder of a log that is named without one is this one.
    let read = if from.as_os_str().is_empty() { Path::new(".") } else { from };
    if read.canonicalize().ok() == out.canonicalize().ok() {
        return Err(Fatal::in_file(out, "the output folder is the one that is read").help("name another with `--out`"));
    }
    Ok(())
}

pub fn status(failed: u64) -> Status {
    if failed == 0 { Status::Done } else { Status::Failed }
}
