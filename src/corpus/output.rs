//! Files that are whole or not there.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::hash;

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
        let file = create_with_folder(&partial)?;
        Ok(Self { place: place.to_owned(), partial, out: Some(BufWriter::with_capacity(1 << 16, file)) })
    }

    /// Waits until what was written is on the disk.
    ///
    /// # Errors
    /// When it cannot be written or brought there.
    pub fn sync(&mut self) -> io::Result<()> {
        self.flush()?;
        self.out.as_ref().expect("not finished").get_ref().sync_data()
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
        Self::write_whole(place, bytes, false)
    }

    /// Writes a whole file at once. When it takes its place, its bytes are on the disk; that its name is there, too,
    /// needs [`sync_folders`].
    ///
    /// # Errors
    /// As [`AtomicFile::write`].
    pub fn write_durably(place: &Path, bytes: &[u8]) -> io::Result<()> {
        Self::write_whole(place, bytes, true)
    }

    fn write_whole(place: &Path, bytes: &[u8], durably: bool) -> io::Result<()> {
        let partial = partial_name(place);
        let write = || {
            let mut file = create_with_folder(&partial)?;
            file.write_all(bytes)?;
            if durably {
                file.sync_data()?;
            }
            fs::rename(&partial, place)
        };
        let done = write();
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

/// A file that grows over a whole run under a temporary name, and outlives a run that is stopped: the next one cuts it
/// back to a length at which all was well, and goes on.
#[derive(Debug)]
pub struct GrowingFile {
    file: File,
    len: u64,
}

impl GrowingFile {
    /// Begins the file that will stand at `place`; its folder is made where it is not there.
    ///
    /// # Errors
    /// When the folder or the file cannot be made.
    pub fn create(place: &Path) -> io::Result<Self> {
        Ok(Self { file: create_with_folder(&partial_name(place))?, len: 0 })
    }

    /// Goes on with the file for `place` behind its first `len` bytes.
    ///
    /// # Errors
    /// When it is not there, cannot be written, or has less than `len` bytes.
    pub fn reopen(place: &Path, len: u64) -> io::Result<Self> {
        let mut file = File::options().write(true).open(partial_name(place))?;
        if file.metadata()?.len() < len {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it is shorter than it was"));
        }
        file.set_len(len)?;
        file.seek(SeekFrom::Start(len))?;
        Ok(Self { file, len })
    }

    /// Adds `bytes`: all of them, or as far as can be seen none.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.file.write_all(bytes) {
            // What cannot be taken back now is cut off when the file is opened again.
            let _ = self.file.set_len(self.len);
            let _ = self.file.seek(SeekFrom::Start(self.len));
            return Err(error);
        }
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Waits until all of it is on the disk.
    ///
    /// # Errors
    /// When it cannot be brought there.
    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Puts the file for `place` there.
    ///
    /// # Errors
    /// When it cannot be renamed; it stays under its temporary name then.
    pub fn finish(place: &Path) -> io::Result<()> {
        fs::rename(partial_name(place), place)
    }

    /// As [`GrowingFile::finish`], where that may have been done already.
    ///
    /// # Errors
    /// As there.
    pub fn finish_again(place: &Path) -> io::Result<()> {
        match Self::finish(place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && place.is_file() => Ok(()),
            other => other,
        }
    }

    /// Takes away the file for `place`, when there is one.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn discard(place: &Path) -> io::Result<()> {
        remove(&partial_name(place))
    }
}

/// Removes the file at `path`, when there is one.
///
/// # Errors
/// When it cannot be removed.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Waits until the names of the files at `places` are on the disk, and those of their folders up to `top`.
///
/// # Errors
/// When a folder cannot be read or brought to the disk.
pub fn sync_folders<'p>(top: &Path, places: impl Iterator<Item = &'p Path>) -> io::Result<()> {
    let mut folders = BTreeSet::from([top]);
    for place in places {
        // A folder that is known has its own folders known, too.
        for folder in place.ancestors().skip(1).take_while(|folder| *folder != top) {
            if !folder.starts_with(top) || !folders.insert(folder) {
                break;
            }
        }
    }
    // Elsewhere a folder cannot be opened as a file is, and a rename is as durable as it gets.
    let sync = |folder: &Path| if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) };
    folders.into_iter().try_for_each(sync)
}

/// A new file at `path`; its folder is made where it is not there.
fn create_with_folder(path: &Path) -> io::Result<File> {
    match File::create(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
            File::create(path)
        }
        other => other,
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
