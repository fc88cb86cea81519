//! Which ids and names came before, in memory that does not grow with them.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::iter;
use std::path::{Path, PathBuf};

use fnv::FnvHashSet;

use super::hash;

/// Hashes that are held in memory, at the most: as many as a table of 2^18 places takes, some 2.4 MB.
const MOST_IN_MEMORY: usize = (1 << 18) / 8 * 7;

/// Hashes of a run that are read at once. Of each such page the first hash stays in memory: a byte to 64 hashes.
const PAGE: usize = 512;

const HASH_BYTES: usize = size_of::<u64>();

/// Which names came before. It holds hashes of 64 bits; two names of a billion share one in 3 cases of 100.
///
/// The latest are held in memory. When there are too many, they go to a temporary file that nobody else can see and that
/// goes with the process, as a sorted run; runs of one length are merged, so that there are few.
#[derive(Debug)]
pub struct Seen {
    latest: FnvHashSet<u64>,
    most: usize,
    /// Where temporary files are made.
    folder: PathBuf,
    /// Each is shorter than the one before.
    runs: Vec<Run>,
}

impl Default for Seen {
    fn default() -> Self {
        Self::new(MOST_IN_MEMORY, std::env::temp_dir())
    }
}

impl Seen {
    /// A set of which `most` hashes are held in memory, and the rest in `folder`.
    pub fn new(most: usize, folder: PathBuf) -> Self {
        Self { latest: FnvHashSet::default(), most, folder, runs: Vec::new() }
    }

    /// Takes `name`; says whether it is new.
    ///
    /// # Errors
    /// When a temporary file cannot be made, written or read.
    pub fn insert(&mut self, name: &str) -> io::Result<bool> {
        let hash = hash(name.as_bytes());
        if self.latest.contains(&hash) {
            return Ok(false);
        }
        for run in &mut self.runs {
            if run.has(hash)? {
                return Ok(false);
            }
        }
        if self.latest.len() >= self.most {
            self.put_away()?;
        }
        self.latest.insert(hash);
        Ok(true)
    }

    /// Brings what is held in memory into a run.
    fn put_away(&mut self) -> io::Result<()> {
        let mut hashes: Vec<u64> = self.latest.iter().copied().collect();
        hashes.sort_unstable();
        // Nothing is let go before it is elsewhere: after an error, too, no name may seem new that is not.
        self.runs.push(Run::of(&self.folder, hashes.into_iter().map(Ok))?);
        self.latest.clear();
        while let [.., one, other] = &mut self.runs[..]
            && one.len <= other.len
        {
            let merged = Run::of(&self.folder, merged(one.hashes()?, other.hashes()?))?;
            self.runs.truncate(self.runs.len() - 2);
            self.runs.push(merged);
        }
        Ok(())
    }
}

/// What is said of what comes first behind a failure of [`Seen::insert`].
pub fn incomparable(error: &io::Error) -> String {
    format!("no temporary file to compare it with those before it ({error}); TMPDIR names the folder for such files")
}

/// Hashes in rising order, in a temporary file.
#[derive(Debug)]
struct Run {
    file: File,
    len: usize,
    /// The first hash of each page.
    firsts: Vec<u64>,
}

impl Run {
    fn of(folder: &Path, hashes: impl Iterator<Item = io::Result<u64>>) -> io::Result<Self> {
        let mut out = BufWriter::new(tempfile::tempfile_in(folder)?);
        let (mut len, mut firsts) = (0, Vec::new());
        for hash in hashes {
            let hash = hash?;
            if len % PAGE == 0 {
                firsts.push(hash);
            }
            out.write_all(&hash.to_le_bytes())?;
            len += 1;
        }
        Ok(Self { file: out.into_inner()?, len, firsts })
    }

    fn has(&mut self, hash: u64) -> io::Result<bool> {
        let Some(page) = self.firsts.partition_point(|&first| first <= hash).checked_sub(1) else { return Ok(false) };
        let from = page * PAGE;
        let len = (self.len - from).min(PAGE);
        let mut bytes = [0; PAGE * HASH_BYTES];
        let bytes = &mut bytes[..len * HASH_BYTES];
        self.file.seek(SeekFrom::Start((from * HASH_BYTES) as u64))?;
        self.file.read_exact(bytes)?;
        let (hashes, _) = bytes.as_chunks();
        Ok(hashes.binary_search_by_key(&hash, |bytes| u64::from_le_bytes(*bytes)).is_ok())
    }

    fn hashes(&mut self) -> io::Result<impl Iterator<Item = io::Result<u64>>> {
        self.file.rewind()?;
        let mut file = BufReader::new(&mut self.file);
        Ok((0..self.len).map(move |_| {
            let mut bytes = [0; HASH_BYTES];
            file.read_exact(&mut bytes)?;
            Ok(u64::from_le_bytes(bytes))
        }))
    }
}

/// Two rows of hashes in rising order as one.
fn merged(
    one: impl Iterator<Item = io::Result<u64>>,
    other: impl Iterator<Item = io::Result<u64>>,
) -> impl Iterator<Item = io::Result<u64>> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(Ok(hash)), Some(Ok(lower))) if lower < hash => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::{PAGE, Seen};

    #[test]
    fn what_was_put_away_is_known_still() {
        let mut seen = Seen::new(100, std::env::temp_dir());
        let count = 20 * PAGE;
        assert!((0..count).all(|number| seen.insert(&number.to_string()).unwrap()));
        assert!(seen.latest.len() <= 100 && seen.runs.len() < 10);
        assert!((0..count).all(|number| !seen.insert(&number.to_string()).unwrap()));
        assert!(seen.insert("new").unwrap() && !seen.insert("new").unwrap());
    }

    #[test]
    fn nothing_is_forgotten_where_nothing_can_be_put_away() {
        let mut seen = Seen::new(2, "no/such/folder".into());
        assert!(seen.insert("a").unwrap() && seen.insert("b").unwrap());
        assert!(seen.insert("c").is_err() && seen.insert("c").is_err());
        assert!(!seen.insert("a").unwrap() && !seen.insert("b").unwrap());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(50))]

        #[test]
        fn it_says_what_a_set_says(names in prop::collection::vec("[ab]{0,6}", 0..300), most in 1_usize..20) {
            let mut seen = Seen::new(most, std::env::temp_dir());
            let mut set = HashSet::new();
            for name in &names {
                prop_assert_eq!(seen.insert(name).unwrap(), set.insert(name));
            }
        }
    }
}
