//! A log with the files it is about: every document with its rows, one after the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::iter::{Peekable, Zip};
use std::ops::RangeFrom;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::row::{LogReader, Row, RowError};
use crate::config::Fields;
use crate::corpus::records_file;
use crate::diagnostic::Diagnostic;

/// A document of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub doc: String,
    /// Its rows, in order.
    pub rows: Vec<Row>,
    /// Its line of `metadata.jsonl`, where there is one.
    pub metadata: Option<String>,
}

impl Entry {
    /// The file of records that the document lies in; none for a text file.
    #[must_use]
    pub fn records_file(&self) -> Option<&str> {
        records_file(&self.doc)
    }

    /// Checks that `cleaned` is the text that the run wrote, where its metadata says: rows tell only of parts of it.
    ///
    /// # Errors
    /// In words, when it is another.
    pub fn check_text(&self, cleaned: &str) -> Result<(), String> {
        let noted = self.metadata.as_deref().and_then(|line| serde_json::from_str::<Summed>(line).ok());
        let Some(Summed { text_crc32: noted }) = noted else { return Ok(()) };
        let found = text_crc32(cleaned);
        if found == noted {
            Ok(())
        } else {
            Err(format!(
                "the text is not the one of the log's run: it was changed where no row tells of it (the CRC-32 of the \
                 cleaned text is {found}, metadata.jsonl has {noted})"
            ))
        }
    }

    /// Checks that the rows are those that the run wrote: numbered without a gap, and as many as the metadata counts.
    ///
    /// # Errors
    /// What is missing or too much, in words.
    pub fn check(&self) -> Result<(), String> {
        if let Some((seq, row)) = self.rows.iter().enumerate().find(|(seq, row)| row.seq != *seq) {
            return Err(format!("row {seq} is missing from the log; row {} ({}) follows", row.seq, row.rule));
        }
        let counted = self.metadata.as_deref().and_then(|line| serde_json::from_str::<Counted>(line).ok());
        let Some(Counted { counts }) = counted else { return Ok(()) };
        let mut found: BTreeMap<&str, u64> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.action != "superseded") {
            *found.entry(&row.rule).or_default() += 1;
        }
        let rules: BTreeSet<&str> = found.keys().copied().chain(counts.keys().map(String::as_str)).collect();
        for rule in rules {
            let (found, counted) = (found.get(rule).unwrap_or(&0), counts.get(rule).unwrap_or(&0));
            if found != counted {
                return Err(format!("the log has {found} rows of {rule}, and metadata.jsonl counts {counted}"));
            }
        }
        Ok(())
    }
}

/// The CRC-32 of a cleaned text in UTF-8, as `metadata.jsonl` has it: that of gzip and PNG, 8 hexadecimal digits.
#[must_use]
pub fn text_crc32(text: &str) -> String {
    format!("{:08x}", crc32fast::hash(text.as_bytes()))
}

/// A line of `metadata.jsonl` without the CRC-32 of the text, for a text that is another now.
#[must_use]
pub fn without_text_crc32(line: &str) -> Cow<'_, str> {
    const NAME: &str = ",\"text_crc32\":\"";
    // Inside of a string each of these quotes would have a backslash before it.
    let found = line.find(NAME).and_then(|at| Some((at, line[at + NAME.len()..].find('"')? + at + NAME.len() + 1)));
    found.map_or(Cow::Borrowed(line), |(start, end)| Cow::Owned([&line[..start], &line[end..]].concat()))
}

/// The part of a line of `metadata.jsonl` that [`Entry::check_text`] reads.
#[derive(Deserialize)]
struct Summed {
    text_crc32: String,
}

/// The part of a line of `metadata.jsonl` that [`Entry::check`] reads.
#[derive(Deserialize)]
struct Counted {
    counts: BTreeMap<String, u64>,
}

/// A log and what stands beside it.
#[derive(Debug)]
pub struct Archive {
    log: PathBuf,
    folder: PathBuf,
    /// Names of the fields of records, as the run that wrote the log had them.
    pub fields: Fields,
}

/// The part of `run.json` that is read again.
#[derive(Deserialize)]
struct Run {
    config: RunConfig,
}

#[derive(Deserialize)]
struct RunConfig {
    fields: Fields,
}

impl Archive {
    /// The log at `path`.
    ///
    /// # Errors
    /// When it cannot be read or is no log.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let run = fs::read_to_string(folder.join("run.json")).ok();
        let run: Option<Run> = run.and_then(|text| serde_json::from_str(&text).ok());
        let fields = run.map_or_else(Fields::default, |run| run.config.fields);
        let archive = Self { log: path.to_owned(), folder, fields };
        drop(archive.rows()?);
        Ok(archive)
    }

    /// The folder that the log lies in, where the run that wrote it put the cleaned documents.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The rows of the log, in order.
    ///
    /// # Errors
    /// When it cannot be read or is no log.
    pub fn rows(&self) -> Result<impl Iterator<Item = Result<Row, Diagnostic>> + use<>, Diagnostic> {
        let path = self.log.clone();
        let file = File::open(&path).map_err(|error| {
            Diagnostic::in_file(&path, format!("the log cannot be read: {error}"))
                .help("`copydesk clean PATH --out DIR` writes one to DIR/audit.csv")
        })?;
        let wrong = move |error: RowError| Diagnostic::in_file(&path, error.to_string());
        let reader = LogReader::new(BufReader::new(file)).map_err(&wrong)?;
        Ok(reader.map(move |row| row.map_err(&wrong)))
    }

    /// Every document of the run, in order: those that `metadata.jsonl` names, or those that have rows where that file
    /// is gone.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn entries(&self) -> Result<Entries<impl Iterator<Item = Result<Row, Diagnostic>> + use<>>, Diagnostic> {
        let path = self.folder.join("metadata.jsonl");
        let metadata = match File::open(&path) {
            Ok(file) => Some(MetadataLines { path, lines: (1..).zip(BufReader::new(file).lines()) }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Diagnostic::in_file(&path, format!("cannot be read: {error}"))),
        };
        Ok(Entries { rows: self.rows()?.peekable(), metadata })
    }
}

/// The documents of a log; see [`Archive::entries`].
#[derive(Debug)]
pub struct Entries<R: Iterator<Item = Result<Row, Diagnostic>>> {
    rows: Peekable<R>,
    metadata: Option<MetadataLines>,
}

/// The lines of `metadata.jsonl`, with their numbers.
#[derive(Debug)]
struct MetadataLines {
    path: PathBuf,
    lines: Zip<RangeFrom<u64>, io::Lines<BufReader<File>>>,
}

impl MetadataLines {
    /// The name of the next document, and its line.
    fn next(&mut self) -> Option<Result<(String, Option<String>), Diagnostic>> {
        let (number, line) = self.lines.next()?;
        let named = line.map_err(|error| error.to_string()).and_then(|line| {
            let named: Named = serde_json::from_str(&line).map_err(|error| error.to_string())?;
            Ok((named.doc, Some(line)))
        });
        Some(named.map_err(|error| Diagnostic::in_file(&self.path, format!("line {number}: {error}"))))
    }
}

/// The part of a line of `metadata.jsonl` that is read again.
#[derive(Deserialize)]
struct Named {
    doc: String,
}

impl<R: Iterator<Item = Result<Row, Diagnostic>>> Entries<R> {
    fn named_next(&mut self) -> Option<Result<(String, Option<String>), Diagnostic>> {
        match &mut self.metadata {
            Some(lines) => lines.next(),
            None => match self.rows.peek()? {
                Ok(row) => Some(Ok((row.doc.clone(), None))),
                Err(error) => Some(Err(error.clone())),
            },
        }
    }
}

impl<R: Iterator<Item = Result<Row, Diagnostic>>> Iterator for Entries<R> {
    type Item = Result<Entry, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        let (doc, metadata) = match self.named_next() {
            Some(Ok(named)) => named,
            Some(Err(error)) => return Some(Err(error)),
            None => {
                // Rows of documents that no line of metadata.jsonl names, or not in this order.
                let left = self.rows.next()?;
                return Some(left.and_then(|row| {
                    Err(Diagnostic::new(format!(
                        "row {} ({}) of the log is about {}, which metadata.jsonl does not name there",
                        row.seq, row.rule, row.doc
                    )))
                }));
            }
        };
        let mut rows = Vec::new();
        while let Some(row) = self.rows.next_if(|row| row.as_ref().map_or(true, |row| row.doc == doc)) {
            match row {
                Ok(row) => rows.push(row),
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok(Entry { doc, rows, metadata }))
    }
}
