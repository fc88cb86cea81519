//! Misspelled, doubled, joined and split words.

mod hash;
pub mod lexicon;

use super::Reading;
use crate::config::TypoSettings;
use crate::diagnostic::Diagnostic;
use crate::finding::Finding;

/// What is needed to know words: the lists compiled in, and the house's own.
#[derive(Debug)]
pub struct Checker {}

impl Checker {
    /// Reads the house lexicon, where there is one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn new(settings: &TypoSettings) -> Result<Self, Diagnostic> {
        let _ = settings;
        Ok(Self {})
    }

    /// Typos of the text.
    pub fn read(&self, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
        let _ = (reading, findings);
    }
}
