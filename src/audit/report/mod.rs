//! A log as one page to look at: no network, no HTML but this module's own, everything else text.

mod data;
mod page;

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::archive::Archive;
use super::restore::{Direction, restore_all};
use crate::diagnostic::Diagnostic;
use data::Data;

/// How much of a log a page holds.
#[derive(Clone, Copy, Debug)]
pub struct ReportLimits {
    /// Rows; the counts are of all.
    pub rows: usize,
    /// Bytes of the texts of documents.
    pub text_bytes: usize,
}

impl Default for ReportLimits {
    /// What a browser opens without a pause.
    fn default() -> Self {
        Self { rows: 200_000, text_bytes: 24 << 20 }
    }
}

/// The page about the log of `archive`. The originals are found out from the cleaned documents in the folder `from`;
/// what cannot be found out is given to `fail`, and its document shows rows only.
///
/// # Errors
/// When the log cannot be read.
pub fn report(
    archive: &Archive,
    from: &Path,
    limits: ReportLimits,
    fail: impl FnMut(String),
) -> Result<String, Diagnostic> {
    let mut data = Data::read(archive, limits.rows)?;
    let mut texts: HashMap<String, String> = HashMap::new();
    let mut left = limits.text_bytes;
    restore_all(
        archive,
        Direction::Undo,
        from,
        None,
        |restored| {
            if let Some(rest) = left.checked_sub(restored.to.len()) {
                left = rest;
                texts.insert(restored.doc.to_owned(), restored.to.to_owned());
            }
        },
        fail,
    )?;
    data.set_texts(texts);
    Ok(page::render(&data))
}

/// Writes the page into the file at `path`.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, page: &str) -> io::Result<()> {
    crate::corpus::AtomicFile::write(path, page.as_bytes())
}
