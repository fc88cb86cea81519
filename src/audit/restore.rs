//! Whole corpora again: the cleaned one from the original and its log, the original from the cleaned one.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::iter::Peekable;
use std::path::Path;

use super::apply::{Misfit, replay, source_form, undo};
use super::archive::{Archive, Entry};
use super::row::Row;
use crate::config::Fields;
use crate::corpus::{AtomicFile, Compression, Record, Rejected, SourceNote, is_inside, restore};
use crate::diagnostic::Diagnostic;
use crate::stages::decode;
use crate::text::SourceForm;

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the originals to the cleaned documents.
    Replay,
    /// From the cleaned documents to the originals.
    Undo,
}

/// A document that was done again or undone, before it is written.
#[derive(Debug)]
pub struct Restored<'r> {
    /// Its name in the log.
    pub doc: &'r str,
    /// The text that was read.
    pub from: &'r str,
    /// The text that came out.
    pub to: &'r str,
}

/// Takes every document of `archive` from the folder `from`, goes `direction`, and writes the result into `out` where
/// there is one. `visit` sees each text; what cannot be done is given to `fail`, and the rest is done.
///
/// # Errors
/// When the log itself cannot be read on.
pub fn restore_all(
    archive: &Archive,
    direction: Direction,
    from: &Path,
    out: Option<&Path>,
    mut visit: impl FnMut(&Restored<'_>),
    mut fail: impl FnMut(String),
) -> Result<u64, Diagnostic> {
    let mut entries = archive.entries()?.peekable();
    let mut done = 0;
    while let Some(entry) = entries.peek() {
        let Ok(entry) = entry else { break };
        match entry.records_file().map(str::to_owned) {
            None => {
                let Some(Ok(entry)) = entries.next() else { break };
                match restore_text(&entry, direction, from, out, &mut visit) {
                    Ok(()) => done += 1,
                    Err(problem) => fail(format!("{}: {problem}", entry.doc)),
                }
            }
            Some(file) => {
                let mut of_file = std::iter::from_fn(|| {
                    entries
                        .next_if(|entry| entry.as_ref().is_ok_and(|entry| entry.records_file() == Some(file.as_str())))
                })
                .filter_map(Result::ok)
                .peekable();
                let beside = archive.folder();
                let records = Records { file: &file, direction, from, beside, fields: &archive.fields };
                match records.restore(&mut of_file, out, &mut visit) {
                    Ok(count) => done += count,
                    Err(problem) => fail(format!("{file}{problem}")),
                }
                of_file.for_each(drop);
            }
        }
    }
    match entries.next() {
        Some(Err(error)) => Err(error),
        _ => Ok(done),
    }
}

fn restore_text(
    entry: &Entry,
    direction: Direction,
    from: &Path,
    out: Option<&Path>,
    visit: &mut impl FnMut(&Restored<'_>),
) -> Result<(), String> {
    refuse_outside(&entry.doc)?;
    entry.check()?;
    let path = from.join(&entry.doc);
    let compression = Compression::of(&entry.doc);
    let bytes = fs::read(&path)
        .and_then(|bytes| compression.decompress(bytes))
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let misfit = |error: Misfit| error.to_string();
    let form = match source_note(entry.metadata.as_deref()) {
        Some(note) => note.form(),
        None => source_form(&entry.rows).map_err(misfit)?,
    };
    let (read, written, bytes) = match direction {
        Direction::Replay => {
            let declared = form.encoding.and_then(decode::encoding_named);
            let (original, _) = decode::decode(bytes, declared).map_err(|error| error.to_string())?;
            let cleaned = replay(&original, &entry.rows).map_err(misfit)?;
            entry.check_text(&cleaned)?;
            let bytes = cleaned.clone().into_bytes();
            (original, cleaned, bytes)
        }
        Direction::Undo => {
            let cleaned = String::from_utf8(bytes).map_err(|_| "the cleaned text is not UTF-8".to_owned())?;
            let original = undo(&cleaned, &entry.rows).map_err(misfit)?;
            entry.check_text(&cleaned)?;
            let bytes = encode(&original, &form)?;
            (cleaned, original, bytes)
        }
    };
    visit(&Restored { doc: &entry.doc, from: &read, to: &written });
    match out {
        Some(out) => compression
            .compress(&bytes)
            .and_then(|bytes| AtomicFile::write(&out.join(&entry.doc), &bytes))
            .map_err(|error| format!("{} cannot be written: {error}", out.join(&entry.doc).display())),
        None => Ok(()),
    }
}

/// A log may come from anywhere; what it names must not be written just anywhere.
fn refuse_outside(doc: &str) -> Result<(), String> {
    if is_inside(Path::new(doc)) { Ok(()) } else { Err("the log names a place outside of the folder".to_owned()) }
}

/// The bytes of `text`, where the form read from a log can be its own.
fn encode(text: &str, form: &SourceForm) -> Result<Vec<u8>, String> {
    if form.fits(text) {
        Ok(decode::encode(text, form))
    } else {
        Err("the bytes that the log has for it do not fit into its text".to_owned())
    }
}

/// A file of records on its way.
struct Records<'r> {
    file: &'r str,
    direction: Direction,
    from: &'r Path,
    /// The folder of the log, where rejected lines are kept.
    beside: &'r Path,
    fields: &'r Fields,
}

impl Records<'_> {
    /// Goes through the file line by line. An error is said from behind the file's name on.
    fn restore(
        &self,
        entries: &mut Peekable<impl Iterator<Item = Entry>>,
        out: Option<&Path>,
        visit: &mut impl FnMut(&Restored<'_>),
    ) -> Result<u64, String> {
        refuse_outside(self.file).map_err(|problem| format!(": {problem}"))?;
        let path = self.from.join(self.file);
        let unreadable = |path: &Path, error: &std::io::Error| format!(": {} cannot be read: {error}", path.display());
        let compression = Compression::of(self.file);
        let lines = File::open(&path).and_then(|file| compression.reader(file));
        let mut lines = BufReader::new(lines.map_err(|error| unreadable(&path, &error))?);
        let mut rejected = self.rejected()?.into_iter().peekable();
        let place = out.map(|out| out.join(self.file));
        let unwritable = |error: std::io::Error| format!(": cannot be written: {error}");
        let mut file = match &place {
            Some(place) => {
                Some(AtomicFile::create(place).and_then(|file| compression.writer(file)).map_err(unwritable)?)
            }
            None => None,
        };
        let (mut number, mut done) = (0, 0);
        let mut line = Vec::new();
        loop {
            number += 1;
            // Lines that were no records are in neither the cleaned file nor the log.
            let written = if let Some(kept) = rejected.next_if(|kept| kept.line == number) {
                if self.direction == Direction::Replay {
                    line.clear();
                    lines.read_until(b'\n', &mut line).map_err(|error| unreadable(&path, &error))?;
                    if line != kept.bytes() {
                        return Err(format!(":{number}: not the line that was rejected here when the log was written"));
                    }
                    continue;
                }
                kept.bytes()
            } else {
                line.clear();
                if lines.read_until(b'\n', &mut line).map_err(|error| unreadable(&path, &error))? == 0 {
                    break;
                }
                if line.trim_ascii().is_empty() {
                    line.clone()
                } else {
                    done += 1;
                    self.line(&line, number, entries, visit).map_err(|problem| format!(":{number}: {problem}"))?
                }
            };
            if let Some(file) = &mut file {
                file.write_all(&written).map_err(unwritable)?;
            }
        }
        if let Some(left) = entries.peek() {
            return Err(format!(": the log has {}, and the file has no such record", left.doc));
        }
        if let Some(kept) = rejected.peek() {
            return Err(format!(": the file ends before line {}, which was rejected", kept.line));
        }
        if let Some(file) = file {
            file.finish().and_then(AtomicFile::finish).map_err(unwritable)?;
        }
        Ok(done)
    }

    fn rejected(&self) -> Result<Vec<Rejected>, String> {
        let path = self.beside.join(format!("{}{}", self.file, Rejected::ENDING));
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(format!(": {} cannot be read: {error}", path.display())),
        };
        (1..)
            .zip(text.lines())
            .map(|(number, line)| {
                serde_json::from_str(line).map_err(|error| format!(": {}:{number}: {error}", path.display()))
            })
            .collect()
    }

    /// One line as it is to be written, line end included.
    fn line(
        &self,
        bytes: &[u8],
        number: u64,
        entries: &mut Peekable<impl Iterator<Item = Entry>>,
        visit: &mut impl FnMut(&Restored<'_>),
    ) -> Result<Vec<u8>, String> {
        let ended = bytes.ends_with(b"\n");
        let bytes = &bytes[..bytes.len() - usize::from(ended)];
        let note = entries.peek().and_then(|entry| source_note(entry.metadata.as_deref())).unwrap_or_default();
        let encoding = match self.direction {
            Direction::Replay => note.form().encoding.and_then(decode::encoding_named),
            Direction::Undo => None,
        };
        let (line, _) = decode::decode(bytes.to_vec(), Some(encoding.unwrap_or(encoding_rs::UTF_8)))
            .map_err(|error| error.to_string())?;
        let record = Record::parse(&line, self.fields).map_err(|error| error.to_string())?;
        let id = record.id.clone().unwrap_or_else(|| number.to_string());
        let doc = format!("{}#{id}", self.file);
        let Some(entry) = entries.next_if(|entry| entry.doc == doc) else {
            return Err(format!("the log has no document {doc}"));
        };
        entry.check()?;
        let misfit = |error: Misfit| error.to_string();
        let unchanged = !entry.rows.iter().any(Row::is_fix);
        let (text, mut restored) = match self.direction {
            Direction::Replay => {
                let cleaned = replay(&record.text, &entry.rows).map_err(misfit)?;
                entry.check_text(&cleaned)?;
                let added =
                    entry.metadata.as_deref().ok_or("metadata.jsonl beside the log is needed to replay records")?;
                let mut rewritten = Vec::with_capacity(line.len() + added.len());
                if unchanged && record.added_span.is_some() {
                    rewritten.extend_from_slice(line.as_bytes());
                } else {
                    record.rewrite(&mut rewritten, &line, &cleaned, added.as_bytes());
                }
                (cleaned, rewritten)
            }
            Direction::Undo => {
                let original = undo(&record.text, &entry.rows).map_err(misfit)?;
                entry.check_text(&record.text)?;
                let bytes = if unchanged && note.previous.is_some() {
                    // The run that found nothing left the line as it was.
                    bytes.to_vec()
                } else {
                    let style = note.style();
                    let back = restore(&line, self.fields, &original, &style, note.previous.as_deref())
                        .map_err(|error| error.to_string())?;
                    encode(&back, &note.form())?
                };
                (original, bytes)
            }
        };
        visit(&Restored { doc: &doc, from: &record.text, to: &text });
        if ended {
            restored.push(b'\n');
        }
        Ok(restored)
    }
}

/// What a document's line of `metadata.jsonl` says of its source, when it says something.
fn source_note(metadata: Option<&str>) -> Option<SourceNote> {
    #[derive(serde::Deserialize)]
    struct Noted {
        source: Option<SourceNote>,
    }
    serde_json::from_str::<Noted>(metadata?).ok()?.source
}
