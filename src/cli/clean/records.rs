//! A cleaned file of records, and the lines of the original that were no records.

use std::io;
use std::path::{Path, PathBuf};

use copydesk::corpus::{Failure, GrowingFile, RecordsPart, RecordsPosition, Rejected, remove};
use serde::{Deserialize, Serialize};

/// How far a cleaned file of records has come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordsState {
    /// The file's name in the log.
    doc: String,
    /// The file, as the user named it.
    file: String,
    /// Where the next batch begins.
    pub at: RecordsPosition,
    /// Whether there is none.
    pub last: bool,
    /// Bytes of the cleaned file.
    lines: u64,
    /// Bytes of the file of rejected lines, when there is one.
    rejected: Option<u64>,
    /// What could not be written.
    left_out: Option<LeftOut>,
}

/// Records that are not in the cleaned file, because it could not be written.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct LeftOut {
    /// The line from which on they are missing.
    line: u64,
    error: String,
    documents: u64,
}

/// A cleaned file of records on its way.
pub struct RecordsFile {
    place: PathBuf,
    rejected_place: PathBuf,
    state: RecordsState,
    /// None when nothing more can be written.
    lines: Option<GrowingFile>,
    rejected: Option<GrowingFile>,
}

impl RecordsFile {
    /// Begins the cleaned file, below the folder `out`, of the file that `part` is the first part of.
    pub fn create(out: &Path, part: &RecordsPart) -> Self {
        let state = RecordsState {
            doc: part.doc.clone(),
            file: part.file.clone(),
            at: part.end.clone(),
            last: false,
            lines: 0,
            rejected: None,
            left_out: None,
        };
        let mut file = Self::of(out, state);
        // Known only at the end otherwise, when there is nothing to be done about it.
        let taken = file.place.is_dir().then(|| io::Error::from(io::ErrorKind::IsADirectory));
        match taken.map_or_else(|| GrowingFile::create(&file.place), Err) {
            Ok(lines) => file.lines = Some(lines),
            Err(error) => file.leave_out(part.line, &error),
        }
        file
    }

    /// Goes on with the file that a stopped run began.
    ///
    /// # Errors
    /// With the file, when it is not as it was.
    pub fn reopen(out: &Path, state: RecordsState) -> Result<Self, (PathBuf, io::Error)> {
        let mut file = Self::of(out, state);
        if file.state.left_out.is_none() && !file.state.last {
            let reopen = |place: &Path, len| GrowingFile::reopen(place, len).map_err(|error| (place.to_owned(), error));
            file.lines = Some(reopen(&file.place, file.state.lines)?);
            file.rejected = file.state.rejected.map(|len| reopen(&file.rejected_place, len)).transpose()?;
        }
        Ok(file)
    }

    fn of(out: &Path, state: RecordsState) -> Self {
        let place = out.join(&state.doc);
        let rejected_place = out.join(format!("{}{}", state.doc, Rejected::ENDING));
        Self { place, rejected_place, state, lines: None, rejected: None }
    }

    /// Adds a batch: `lines`, and those of `failures` that are lines. Says whether that could be written; if not,
    /// `documents` are left out.
    pub fn take(&mut self, part: &RecordsPart, lines: &[u8], failures: &[Failure], documents: u64) -> bool {
        self.state.at = part.end.clone();
        self.state.last = part.last;
        if let Err(error) = self.append(lines, failures) {
            self.leave_out(part.line, &error);
        }
        match &mut self.state.left_out {
            None => true,
            Some(left_out) => {
                left_out.documents += documents;
                false
            }
        }
    }

    fn append(&mut self, lines: &[u8], failures: &[Failure]) -> io::Result<()> {
        let Some(file) = &mut self.lines else { return Ok(()) };
        let mut rejected = Vec::new();
        for failure in failures {
            if let Some(line) = Rejected::of(failure) {
                serde_json::to_writer(&mut rejected, &line)?;
                rejected.push(b'\n');
            }
        }
        // Lines that were kept and whose batch is not written are cut off with it.
        if !rejected.is_empty() {
            let kept = match &mut self.rejected {
                Some(kept) => kept,
                none => none.insert(GrowingFile::create(&self.rejected_place)?),
            };
            kept.append(&rejected)?;
        }
        file.append(lines)?;
        self.state.lines = file.len();
        self.state.rejected = self.rejected.as_ref().map(GrowingFile::len);
        Ok(())
    }

    /// From here on nothing can be written; what has been stays.
    fn leave_out(&mut self, line: u64, error: &io::Error) {
        (self.lines, self.rejected) = (None, None);
        self.state.left_out = Some(LeftOut { line, error: error.to_string(), documents: 0 });
        if let Some(len) = self.state.rejected {
            drop(GrowingFile::reopen(&self.rejected_place, len));
        } else {
            let _ = GrowingFile::discard(&self.rejected_place);
        }
    }

    pub fn state(&self) -> &RecordsState {
        &self.state
    }

    /// Where the cleaned file will stand.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Waits until what was added is on the disk.
    ///
    /// # Errors
    /// When it cannot be brought there.
    pub fn sync(&self) -> io::Result<()> {
        [&self.lines, &self.rejected].into_iter().flatten().try_for_each(GrowingFile::sync)
    }

    /// What there is to be told of records that were left out.
    pub fn failure(&self) -> Option<Failure> {
        let LeftOut { line, error, documents } = self.state.left_out.as_ref()?;
        let error = format!("its cleaned records cannot be written: {error}; left out from here on: {documents}");
        Some(Failure { file: self.state.file.clone(), line: Some(*line), error, raw: None })
    }

    /// Puts the files in their places, `again` where that may have been done already.
    ///
    /// # Errors
    /// When they cannot be put there; they keep their temporary names then.
    pub fn finish(self, again: bool) -> Result<(), Failure> {
        let put = if again { GrowingFile::finish_again } else { GrowingFile::finish };
        let finish = || {
            if self.state.left_out.is_some() && self.state.lines == 0 {
                GrowingFile::discard(&self.rejected_place)?;
                return GrowingFile::discard(&self.place);
            }
            match self.state.rejected {
                Some(_) => put(&self.rejected_place)?,
                // Lines that an earlier run into this folder rejected would come back when this one is undone.
                None => remove(&self.rejected_place)?,
            }
            put(&self.place)
        };
        finish().map_err(|error| Failure {
            file: self.state.file.clone(),
            line: None,
            error: format!("its cleaned records cannot be put in their place: {error}"),
            raw: None,
        })
    }
}
