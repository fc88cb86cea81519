//! Documents in and out: trees of text files, JSON lines, standard input.

mod compression;
mod engine;
mod group;
mod json_string;
mod ordered;
mod output;
mod position;
mod record;
mod rejected;
mod seen;
mod walk;

pub use compression::{Compressed, Compression, Counted, Decompressed};
pub use engine::{Batch, Each, Engine, Line, Loaded, RecordsPart, Sheet};
pub use json_string::JsonStyle;
pub use output::{AtomicFile, GrowingFile, remove, sync_folders};
pub use position::{Identity, RecordsPosition};
pub use record::{Record, RecordError, SourceNote, restore};
pub use rejected::Rejected;
pub(crate) use walk::records_file;
pub use walk::{DEFAULT_GLOBS, Input, Inputs, JOURNAL_FILE, LOG_FILES, Walk, is_inside};

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

/// A document that could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The file, as the user named it.
    pub file: String,
    /// 1-based line of the file, for a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// What is wrong, and the way out.
    pub error: String,
    /// The line as it stands in the file, for a record.
    #[serde(skip)]
    pub raw: Option<Vec<u8>>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.error),
            None => write!(f, "{}: {}", self.file, self.error),
        }
    }
}

/// A hash that is the same in every run.
fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
