//! Files that are whole or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::engine::hash;

/// A file that is written under a temporary name beside its place and renamed when it is complete. Dropped before
/// that, it leaves nothing behind.
#[derive(Debug)]
pub struct AtomicFile {
    place: PathBuf,
    partial: PathBuf,
    out: Option<BufWriter<File>>,
}

impl AtomicFile {
    /// What a temporary name ends in.
    pub const ENDING: &'static str = ".partial";

    /// Begins the file that will stand at `place`; its folder is made where it is not there.
    ///
    /// # Errors
    /// When the folder or the file cannot be made.
    pub fn create(place: &Path) -> io::Result<Self> {
        let partial = partial_name(place);
        let file = match File::create(&partial) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(place.parent().unwrap_or(Path::new("")))?;
                File::create(&partial)?
            }
            other => other?,
        };
        Ok(Self { place: place.to_owned(), partial, out: Some(BufWriter::with_capacity(1 << 16, file)) })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When the rest cannot be written or the file cannot be renamed; nothing is left behind then.
    pub fn finish(mut self) -> io::Result<()> {
        let mut out = self.out.take().expect("taken only here");
        let done = out.flush().and_then(|()| fs::rename(&self.partial, &self.place));
        if done.is_err() {
            let _ = fs::remove_file(&self.partial);
        }
        done
    }

    /// Writes a whole file at once.
    ///
    /// # Errors
    /// When it cannot be written; nothing is left behind then.
    pub fn write(place: &Path, bytes: &[u8]) -> io::Result<()> {
        let partial = partial_name(place);
        let done = match fs::write(&partial, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(place.parent().unwrap_or(Path::new(""))).and_then(|()| fs::write(&partial, bytes))
            }
            other => other,
        };
        let done = done.and_then(|()| fs::rename(&partial, place));
        if done.is_err() {
            let _ = fs::remove_file(&partial);
        }
        done
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_mut().expect("not finished").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().expect("not finished").flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(out) = self.out.take() {
            // What is buffered must not be written to a file that is about to go.
            drop(out.into_parts());
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// The temporary name: the file's own with an ending, or a hash of it where that would be too long for file systems.
fn partial_name(place: &Path) -> PathBuf {
    const LONGEST: usize = 255;
    let mut name = place.file_name().unwrap_or_default().to_owned();
    if name.len() + AtomicFile::ENDING.len() > LONGEST {
        name = format!("{:016x}", hash(name.as_encoded_bytes())).into();
    }
    name.push(AtomicFile::ENDING);
    place.with_file_name(name)
}
