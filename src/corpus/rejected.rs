//! Lines of a file of records that were none.

use serde::{Deserialize, Serialize};

use super::Failure;

/// A line that was no record, kept beside the cleaned file so that nothing is lost and undoing gives it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// 1-based line of the original file.
    pub line: u64,
    /// Why it was refused.
    pub error: String,
    /// The line with its line end, when it is text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// The line with its line end, when it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_bytes: Option<Vec<u8>>,
}

impl Rejected {
    /// What the name of the file that holds such lines has behind the name of the records' own.
    pub const ENDING: &'static str = ".rejected";

    /// The line of `failure`, when that is about a line.
    #[must_use]
    pub fn of(failure: &Failure) -> Option<Self> {
        let (line, raw) = (failure.line?, failure.raw.clone()?);
        let (raw, raw_bytes) = match String::from_utf8(raw) {
            Ok(text) => (Some(text), None),
            Err(error) => (None, Some(error.into_bytes())),
        };
        Some(Self { line, error: failure.error.clone(), raw, raw_bytes })
    }

    /// The line as it stood in the file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match (&self.raw, &self.raw_bytes) {
            (Some(text), _) => text.clone().into_bytes(),
            (None, Some(bytes)) => bytes.clone(),
            (None, None) => Vec::new(),
        }
    }
}
