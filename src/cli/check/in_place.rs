//! Cleaning files where they are, without giving up the way back.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use copydesk::Outcome;
use copydesk::audit::LogWriter;
use copydesk::corpus::{AtomicFile, Compression, Loaded, is_inside};
use copydesk::rules::RuleSet;

use super::{counted, say};

/// The folder that keeps the logs. It tells git to leave it alone.
const FOLDER: &str = ".copydesk";

/// Writes cleaned files over their originals, each after its rows are in a log of this run.
pub struct InPlace {
    log: Mutex<Option<Log>>,
}

struct Log {
    folder: PathBuf,
    file: fs::File,
    documents: u64,
}

impl InPlace {
    /// Nothing is made before there is something to write.
    pub fn new() -> Self {
        Self { log: Mutex::new(None) }
    }

    /// Writes the cleaned text over its file.
    ///
    /// # Errors
    /// In words, when that cannot be done or could not be undone; the file is as it was then.
    pub fn write(&self, loaded: &Loaded, outcome: &Outcome<'_>, rules: &RuleSet) -> Result<(), String> {
        if loaded.line.is_some() {
            return Err("a file of records is not cleaned where it is; `copydesk clean` writes a new one".to_owned());
        }
        if loaded.file == "standard input" {
            return Err("standard input cannot be cleaned where it is; use `copydesk clean`".to_owned());
        }
        let file = loaded.file.trim_start_matches("./");
        if !is_inside(Path::new(file)) {
            return Err("only files below the current folder are cleaned where they are".to_owned());
        }
        let mut rows = LogWriter::default();
        rows.document(file, outcome, rules);
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let open = match &mut *log {
            Some(open) => open,
            none => none.insert(Log::open().map_err(|error| format!("no log can be written to {FOLDER}: {error}"))?),
        };
        // A row too many is refused when the log is undone; a change without one could not be.
        open.file.write_all(&rows.into_bytes()).map_err(|error| format!("its rows cannot be written: {error}"))?;
        open.documents += 1;
        drop(log);
        Compression::of(file)
            .compress(outcome.text.as_bytes())
            .and_then(|bytes| AtomicFile::write(Path::new(file), &bytes))
            .map_err(|error| format!("its cleaned text cannot be written: {error}"))
    }

    /// Says what was written, and how to take it back.
    pub fn say(&self) {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Log { folder, documents, .. }) = &*log {
            let (documents, audit) = (counted(*documents, "documents"), folder.join("audit.csv").display().to_string());
            say(&format!(
                "{documents} cleaned in place; `copydesk audit undo {audit} --from . --out DIR` takes it back"
            ));
        }
    }
}

impl Log {
    /// A new log, in the first folder of its kind that is not there yet.
    fn open() -> std::io::Result<Self> {
        let top = Path::new(FOLDER);
        fs::create_dir_all(top)?;
        fs::write(top.join(".gitignore"), "*\n")?;
        for number in 1.. {
            let folder = top.join(format!("log-{number}"));
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(()) => {
                    let mut file = OpenOptions::new().write(true).create_new(true).open(folder.join("audit.csv"))?;
                    file.write_all(LogWriter::header().as_bytes())?;
                    return Ok(Self { folder, file, documents: 0 });
                }
            }
        }
        unreachable!("numbers do not end")
    }
}
