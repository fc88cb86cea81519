//! The baseline that a check reads, writes, or both.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use copydesk::absolute;
use copydesk::corpus::AtomicFile;
use copydesk::report::{Baseline, BaselineLine, Checked};

use super::Fatal;

/// What is known, and the folder that its documents are named from.
pub struct Known {
    read: Baseline,
    /// What stands in the file that is written anew.
    replaced: Baseline,
    folder: Option<PathBuf>,
}

impl Known {
    /// Reads the baseline, and the one that is to be written where that is another.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn load(read: Option<&Path>, written: Option<&Path>) -> Result<Self, Fatal> {
        let folder = written.or(read).map(|path| {
            let path = absolute(path);
            path.parent().map(Path::to_owned).unwrap_or_default()
        });
        let replaced = match written {
            Some(path) if path.exists() => Baseline::load(path)?,
            _ => Baseline::default(),
        };
        Ok(Self { read: read.map(Baseline::load).transpose()?.unwrap_or_default(), replaced, folder })
    }

    /// What the baseline calls the document; none where there is no baseline.
    pub fn key(&self, checked: &Checked<'_>) -> Option<String> {
        let folder = self.folder.as_ref()?;
        let name = checked.name();
        let path = absolute(Path::new(&*name));
        Some(match path.strip_prefix(folder) {
            Ok(path) => path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"),
            Err(_) => name.into_owned(),
        })
    }

    /// What is passed over.
    pub fn baseline(&self) -> &Baseline {
        &self.read
    }

    /// Writes the new baseline.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(self, path: &Path, documents: &HashSet<String>, found: Vec<BaselineLine>) -> Result<(), Fatal> {
        let text = self.replaced.renewed(documents, found);
        AtomicFile::write(path, text.as_bytes())
            .map_err(|error| Fatal::in_file(path, format!("the baseline cannot be written: {error}")))
    }
}
