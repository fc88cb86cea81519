//! From paths to inputs, in an order that does not depend on the file system.

use std::collections::HashSet;
use std::error::Error as _;
use std::path::{Component, Path, PathBuf};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::seen::{Seen, incomparable};
use super::{AtomicFile, Compression, Failure, Rejected};

/// What is taken from a folder unless told otherwise.
pub const DEFAULT_GLOBS: [&str; 3] = ["*.txt", "*.text", "*.md"];

/// What stands beside the cleaned documents in the output folder.
pub const LOG_FILES: [&str; 5] = ["audit.csv", "audit.schema.json", "metadata.jsonl", "run.json", JOURNAL_FILE];

/// Where a run notes how far it has come, until it is done.
pub const JOURNAL_FILE: &str = "resume.journal";

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A text file.
    Text {
        /// Where it is.
        path: PathBuf,
        /// Relative path with `/`: its name in the log, and its place in the output folder.
        doc: String,
    },
    /// A file of JSON records, one a line.
    Records {
        /// Where it is; none for standard input.
        path: Option<PathBuf>,
        /// As for a text file.
        doc: String,
    },
    /// Text on standard input.
    Standard {
        /// As for a text file.
        doc: String,
    },
}

impl Input {
    /// Its name in the log.
    #[must_use]
    pub fn doc(&self) -> &str {
        match self {
            Self::Text { doc, .. } | Self::Records { doc, .. } | Self::Standard { doc } => doc,
        }
    }

    /// Where it is; none for standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Text { path, .. } => Some(path),
            Self::Records { path, .. } => path.as_deref(),
            Self::Standard { .. } => None,
        }
    }
}

/// How paths are walked.
#[derive(Clone, Debug)]
pub struct Walk {
    /// The paths that the user named.
    pub paths: Vec<PathBuf>,
    /// What is taken from a folder; empty for [`DEFAULT_GLOBS`].
    pub globs: Vec<String>,
    /// A folder that is not walked: where the output goes. With one, documents whose names are needed for what stands
    /// beside them there are refused.
    pub except: Option<PathBuf>,
    /// The name of standard input. One that ends in `.jsonl` makes it records.
    pub standard_name: String,
    /// The only files that are taken, by their canonical paths; none for all.
    pub only: Option<HashSet<PathBuf>>,
}

impl Walk {
    fn takes(&self, path: &Path) -> bool {
        // A file that is not there is found out when it is read.
        self.only.as_ref().is_none_or(|only| path.canonicalize().map_or(true, |path| only.contains(&path)))
    }
}

/// The inputs below some paths, one after the other: a folder's entries by name, as bytes.
pub struct Inputs {
    walk: Walk,
    next_path: usize,
    folder: Option<(PathBuf, Override, ignore::Walk)>,
    /// The names given out, when two paths could give the same one.
    seen: Option<Seen>,
}

impl Inputs {
    /// Inputs in the order of the paths. Nothing is read yet.
    #[must_use]
    pub fn new(walk: Walk) -> Self {
        // Where nothing is written, no document takes the place of another.
        let seen = (walk.paths.len() > 1 && walk.except.is_some()).then(Seen::default);
        Self { walk, next_path: 0, folder: None, seen }
    }

    fn open_folder(&self, folder: &Path) -> Result<(Override, ignore::Walk), ignore::Error> {
        let mut globs = OverrideBuilder::new(folder);
        if self.walk.globs.is_empty() {
            for glob in DEFAULT_GLOBS {
                globs.add(glob)?;
            }
        }
        for glob in &self.walk.globs {
            globs.add(glob)?;
        }
        let globs = globs.build()?;
        let mut builder = WalkBuilder::new(folder);
        // Links are followed, so that no article is passed over; a loop of links comes back as an error.
        // What a user's own git ignores everywhere is no part of the input.
        builder.follow_links(true).require_git(false).git_global(false).sort_by_file_name(Ord::cmp);
        if let Some(except) = self.walk.except.clone() {
            builder.filter_entry(move |entry| !is_same(entry, &except));
        }
        Ok((globs, builder.build()))
    }

    fn input(&mut self, path: &Path, name: &Path) -> Result<Input, Failure> {
        let Some(doc) = relative_name(name) else {
            // Two such names could become one.
            return Err(failure(path, "its name is not UTF-8 and cannot stand in the log; rename it".to_owned()));
        };
        if self.walk.except.is_some() && is_reserved(&doc) {
            let error = format!("its cleaned text would take the place of copydesk's own {doc:?}; rename it");
            return Err(failure(path, error));
        }
        if self.walk.except.is_some() && records_file(&doc).is_some() {
            let error = "its name reads like that of a record in the log; rename it".to_owned();
            return Err(failure(path, error));
        }
        match self.seen.as_mut().map_or(Ok(true), |seen| seen.insert(&doc)) {
            Ok(true) => {}
            Ok(false) => {
                let error = format!(
                    "another of the paths has a document {doc:?}; clean them one by one, or name the folder above both"
                );
                return Err(failure(path, error));
            }
            Err(error) => return Err(failure(path, incomparable(&error))),
        }
        if is_records(&doc) {
            Ok(Input::Records { path: Some(path.to_owned()), doc })
        } else {
            Ok(Input::Text { path: path.to_owned(), doc })
        }
    }

    fn next_of_folder(&mut self) -> Option<Result<Input, Failure>> {
        let (root, globs, walk) = self.folder.as_mut()?;
        for entry in walk.by_ref() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return Some(Err(walk_failure(root, &error))),
            };
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if is_file && globs.matched(entry.path(), false).is_whitelist() && self.walk.takes(entry.path()) {
                let name = entry.path().strip_prefix(&*root).unwrap_or(entry.path()).to_owned();
                let path = entry.into_path();
                return Some(self.input(&path, &name));
            }
        }
        self.folder = None;
        None
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(input) = self.next_of_folder() {
                return Some(input);
            }
            let path = self.walk.paths.get(self.next_path)?.clone();
            self.next_path += 1;
            if path == Path::new("-") {
                let name = PathBuf::from(&self.walk.standard_name);
                return Some(self.input(&path, &name).map(|input| match input {
                    Input::Records { doc, .. } => Input::Records { path: None, doc },
                    Input::Text { doc, .. } | Input::Standard { doc } => Input::Standard { doc },
                }));
            }
            if path.is_dir() {
                match self.open_folder(&path) {
                    Ok((globs, walk)) => self.folder = Some((path, globs, walk)),
                    Err(error) => return Some(Err(failure(&path, error.to_string()))),
                }
                continue;
            }
            if !self.walk.takes(&path) {
                continue;
            }
            // A file that is not there is found out when it is read.
            let name = PathBuf::from(path.file_name().unwrap_or_default());
            return Some(self.input(&path, &name));
        }
    }
}

/// Whether a file of that name holds JSON records.
fn is_records(doc: &str) -> bool {
    Path::new(Compression::inner_name(doc))
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("jsonl") || end.eq_ignore_ascii_case("ndjson"))
}

/// The file of records that the document called `doc` lies in; none for a text file.
pub(crate) fn records_file(doc: &str) -> Option<&str> {
    doc.match_indices('#').map(|(at, _)| &doc[..at]).find(|file| is_records(file))
}

/// Whether the path lies below the folder it is taken from: relative, and with no `..` in it.
#[must_use]
pub fn is_inside(path: &Path) -> bool {
    path.file_name().is_some() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether a document of that name would collide with what copydesk itself writes into the output folder.
fn is_reserved(doc: &str) -> bool {
    // Some file systems do not tell capitals apart.
    let doc = doc.to_ascii_lowercase();
    LOG_FILES.contains(&doc.as_str())
        || [AtomicFile::ENDING, Rejected::ENDING].into_iter().any(|end| doc.ends_with(end))
}

fn is_same(entry: &DirEntry, except: &Path) -> bool {
    // Only a link can have another name.
    entry.file_type().is_some_and(|kind| kind.is_dir())
        && (entry.path_is_symlink() || entry.path().file_name() == except.file_name())
        && entry.path().canonicalize().is_ok_and(|path| path == except)
}

/// A relative path with `/`; none when it is not UTF-8.
fn relative_name(path: &Path) -> Option<String> {
    let parts: Option<Vec<_>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

fn failure(path: &Path, error: String) -> Failure {
    Failure { file: path.display().to_string(), line: None, error, raw: None }
}

fn walk_failure(root: &Path, error: &ignore::Error) -> Failure {
    match error {
        ignore::Error::WithDepth { err, .. } => walk_failure(root, err),
        ignore::Error::WithPath { path, err } => walk_failure(path, err),
        ignore::Error::Loop { ancestor, child } => {
            failure(child, format!("a link that leads back to {}; not followed", ancestor.display()))
        }
        ignore::Error::Io(error) => {
            // The walker says the path once more; what is behind it says only what is wrong.
            let error = error.source().map_or_else(|| error.to_string(), ToString::to_string);
            failure(root, format!("cannot be read: {error}"))
        }
        other => failure(root, other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{is_inside, is_reserved, records_file};

    #[test]
    fn knows_names_that_would_do_harm() {
        assert!(is_reserved("audit.csv") && is_reserved("Run.JSON") && is_reserved("deep/a.jsonl.Rejected"));
        assert!(!is_reserved("deep/audit.csv") && !is_reserved("partial"));
        assert_eq!(records_file("a#b/c.jsonl#d.jsonl#7"), Some("a#b/c.jsonl"));
        assert_eq!(records_file("c.jsonl.gz#7"), Some("c.jsonl.gz"));
        assert_eq!(records_file("a#b.txt"), None);
        assert!(is_inside(Path::new("a/b..txt")));
        assert!(["", "..", "a/..", "../a", "/a", "a/../../b"].into_iter().all(|path| !is_inside(Path::new(path))));
    }
}
