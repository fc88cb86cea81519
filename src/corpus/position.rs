//! How far a run has come, and whether the inputs are still those it began with.

use std::fs::Metadata;

use serde::{Deserialize, Serialize};

use super::hash;

/// What tells an input from others, and from itself after a change: a hash of its name, and of its length and time of
/// change when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity(u64);

impl Identity {
    /// The input called `name`, whatever it holds: one that could not be read, or standard input.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        Self(hash(name))
    }

    /// The file called `name`, as `metadata` describes it.
    #[must_use]
    pub fn of_file(name: &str, metadata: &Metadata) -> Self {
        Self(hash((name, metadata.len(), metadata.modified().ok())))
    }
}

/// A place between two lines of a file of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsPosition {
    /// Bytes before it.
    pub offset: u64,
    /// 1-based number of the line behind it.
    pub line: u64,
    /// A hash of the bytes before it, where no time of change tells whether they are the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<u64>,
}
