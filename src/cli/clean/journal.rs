//! What a run has done, noted as it goes, so that another can go on from there.
//!
//! The journal lies in the output folder while a run is under way. Its first line says what the run is to do, each
//! further one what a batch of documents came to. A line is written when everything that it tells of is in its file:
//! what those files hold behind the lengths of the last whole line is not done, and is cut off by the run that goes on.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use copydesk::Pipeline;
use copydesk::audit::Dialect;
use copydesk::corpus::{Failure, Identity, JOURNAL_FILE, RecordsPosition, Walk, remove};
use copydesk::stages::Stage;
use jiff::civil::Date;
use serde::ser::{Error as _, SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::records::RecordsState;
use super::{Fatal, unwritable};

/// What a run is to do. A run can only go on with what another began when they have the same task.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    program: String,
    rules: String,
    config: Value,
    /// The house's own words: the config only names their file.
    lexicon: Option<String>,
    date: Option<String>,
    paths: Vec<String>,
    globs: Vec<String>,
    standard_name: String,
    dialect: Dialect,
}

impl Task {
    /// What `copydesk clean` is told to do.
    ///
    /// # Errors
    /// When the file of the house's words cannot be read.
    pub fn new(pipeline: &Pipeline, date: Option<Date>, walk: &Walk, dialect: Dialect) -> Result<Self, Fatal> {
        let config = pipeline.config();
        let words = |path: &PathBuf| {
            fs::read_to_string(path).map_err(|error| Fatal::in_file(path, format!("cannot be read: {error}")))
        };
        Ok(Self {
            program: super::desk::PROGRAM.to_owned(),
            rules: pipeline.rules().version(),
            config: serde_json::to_value(config).map_err(|error| Fatal::new(error.to_string()))?,
            lexicon: config.typo.lexicon.as_ref().map(words).transpose()?,
            date: date.map(|date| date.to_string()),
            paths: walk.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
            globs: walk.globs.clone(),
            standard_name: walk.standard_name.clone(),
            dialect,
        })
    }

    /// What is not the same in `other`, in words.
    fn difference(&self, other: &Self) -> Option<&'static str> {
        [
            (self.program != other.program, "version of copydesk"),
            (self.config != other.config, "config"),
            (self.lexicon != other.lexicon, "list of house words"),
            (self.rules != other.rules, "set of rules"),
            (self.date != other.date, "`--date`"),
            (self.paths != other.paths, "list of inputs"),
            (self.globs != other.globs, "`--glob`"),
            (self.standard_name != other.standard_name, "`--stdin-filename`"),
            (self.dialect != other.dialect, "`--csv-dialect`"),
        ]
        .into_iter()
        .find_map(|(differs, what)| differs.then_some(what))
    }
}

/// How many documents there were, and what became of them: read = written + failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub read: u64,
    pub written: u64,
    pub unchanged: u64,
    pub failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.written += other.written;
        self.unchanged += other.unchanged;
        self.failed += other.failed;
    }
}

/// Rows of the log by the names of rule and action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows(pub BTreeMap<String, BTreeMap<String, u64>>);

impl Rows {
    pub fn total(&self) -> u64 {
        self.0.values().flat_map(BTreeMap::values).sum()
    }

    /// Counts by stage and action, for people.
    pub fn table(&self) -> String {
        const ACTIONS: [&str; 4] = ["fix", "flag", "note", "superseded"];
        let mut out = format!("{:10}", "stage");
        // A string takes all.
        for action in ACTIONS {
            let _ = write!(out, "  {action:>10}");
        }
        for stage in Stage::ALL {
            let of_stage = self.0.iter().filter(|(rule, _)| rule.split('/').next() == Some(stage.name()));
            let counts: Vec<&BTreeMap<String, u64>> = of_stage.map(|(_, actions)| actions).collect();
            if counts.is_empty() {
                continue;
            }
            let _ = write!(out, "\n{:10}", stage.name());
            for action in ACTIONS {
                let count: u64 = counts.iter().filter_map(|actions| actions.get(action)).sum();
                let _ = write!(out, "  {count:>10}");
            }
        }
        out
    }
}

impl AddAssign for Rows {
    fn add_assign(&mut self, other: Self) {
        for (rule, actions) in other.0 {
            let own = self.0.entry(rule).or_default();
            for (action, count) in actions {
                *own.entry(action).or_default() += count;
            }
        }
    }
}

/// One line of the journal: what a batch came to, and how long the files are with it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Point {
    pub begun: Vec<Identity>,
    pub counts: Counts,
    pub rows: Rows,
    pub failures: Vec<Failure>,
    /// Bytes of `audit.csv`.
    pub audit: u64,
    /// Bytes of `metadata.jsonl`.
    pub metadata: u64,
    /// The file of records that the batch is of.
    pub records: Option<RecordsState>,
    /// Whether nothing is left to be read.
    pub complete: bool,
}

/// The journal of the run that is under way.
pub struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Begins the journal in the folder `out`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(out: &Path, task: &Task) -> Result<Self, Fatal> {
        let path = out.join(JOURNAL_FILE);
        let file = File::create(&path).map_err(|error| unwritable(&path, &error))?;
        let mut journal = Self { path, file };
        journal.write(task)?;
        Ok(journal)
    }

    /// Notes what was done. Everything of it must be in its file by now.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&mut self, point: &Point, durably: bool) -> Result<(), Fatal> {
        self.write(point)?;
        if durably {
            self.file.sync_data().map_err(|error| unwritable(&self.path, &error))?;
        }
        Ok(())
    }

    fn write(&mut self, line: &impl Serialize) -> Result<(), Fatal> {
        let mut json = serde_json::to_vec(line).map_err(|error| Fatal::new(error.to_string()))?;
        json.push(b'\n');
        self.file.write_all(&json).map_err(|error| unwritable(&self.path, &error))
    }

    /// Every failure so far, read again: they are not kept in memory.
    pub fn failures(&self) -> Failures<'_> {
        Failures(&self.path)
    }

    /// Takes the journal away: the run is done.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(self) -> Result<(), Fatal> {
        remove(&self.path).map_err(|error| unwritable(&self.path, &error))
    }
}

/// The failures that a journal tells of, as a list.
pub struct Failures<'j>(&'j Path);

impl Serialize for Failures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for point in Points::open(self.0, u64::MAX).map_err(S::Error::custom)? {
            for failure in point.map_err(S::Error::custom)?.failures {
                list.serialize_element(&failure)?;
            }
        }
        list.end()
    }
}

/// A run that was stopped, as its journal has it.
pub struct Stopped {
    path: PathBuf,
    /// Bytes of the journal that are whole lines.
    len: u64,
    pub counts: Counts,
    pub rows: Rows,
    /// The last point, without what is added up.
    pub last: Point,
}

impl Stopped {
    /// The run that was stopped in the folder `out`; none where there is none that has done anything.
    ///
    /// # Errors
    /// When the journal cannot be read, or that run had another task.
    pub fn find(out: &Path, task: &Task) -> Result<Option<Self>, Fatal> {
        let path = out.join(JOURNAL_FILE);
        let mut points = match Points::begin(&path) {
            Ok(points) => points,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Fatal::in_file(&path, format!("cannot be read: {error}"))),
        };
        let Some(before) = points.line().and_then(|line| serde_json::from_slice::<Task>(&line).ok()) else {
            return Ok(None);
        };
        let mut stopped =
            Self { path, len: 0, counts: Counts::default(), rows: Rows::default(), last: Point::default() };
        let mut found = false;
        while let Some(point) = points.line().and_then(|line| serde_json::from_slice::<Point>(&line).ok()) {
            found = true;
            stopped.len = points.read;
            stopped.counts += point.counts;
            stopped.rows += point.rows;
            stopped.last = Point { rows: Rows::default(), failures: Vec::new(), begun: Vec::new(), ..point };
        }
        if !found {
            return Ok(None);
        }
        if let Some(what) = before.difference(task) {
            return Err(Fatal::new(format!("the run that was stopped had another {what}"))
                .help("give it the same again, or leave out `--resume` to start anew"));
        }
        Ok(Some(stopped))
    }

    /// Opens the journal to go on with it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn journal(&self) -> Result<Journal, Fatal> {
        let open = || {
            let mut file = File::options().write(true).open(&self.path)?;
            file.set_len(self.len)?;
            file.seek(SeekFrom::Start(self.len))?;
            Ok(file)
        };
        let file = open().map_err(|error| unwritable(&self.path, &error))?;
        Ok(Journal { path: self.path.clone(), file })
    }

    /// Whether all was done but the putting of the log in its place.
    pub fn is_complete(&self) -> bool {
        self.last.complete
    }

    /// The inputs that it began, in order.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn begun(&self) -> Result<impl Iterator<Item = Result<Identity, Fatal>> + use<>, Fatal> {
        let points = Points::open(&self.path, self.len)?;
        Ok(points.flat_map(|point| match point {
            Ok(point) => point.begun.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        }))
    }

    /// How far it came in the file of records that it did not finish.
    pub fn position(&self) -> Option<&RecordsPosition> {
        self.last.records.as_ref().filter(|records| !records.last).map(|records| &records.at)
    }
}

/// The lines of a journal behind the first, one after the other.
struct Points {
    path: PathBuf,
    input: io::Take<BufReader<File>>,
    /// Bytes read.
    read: u64,
}

impl Points {
    fn begin(path: &Path) -> io::Result<Self> {
        let input = BufReader::new(File::open(path)?).take(u64::MAX);
        Ok(Self { path: path.to_owned(), input, read: 0 })
    }

    /// The points in the first `len` bytes.
    fn open(path: &Path, len: u64) -> Result<Self, Fatal> {
        let mut points = Self::begin(path).map_err(|error| Fatal::in_file(path, format!("cannot be read: {error}")))?;
        points.input.set_limit(len);
        points.line();
        Ok(points)
    }

    /// The next whole line: one that was not ended was not written to its end.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        self.read += self.input.read_until(b'\n', &mut line).ok()? as u64;
        line.ends_with(b"\n").then_some(line)
    }
}

impl Iterator for Points {
    type Item = Result<Point, Fatal>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.line()?;
        let wrong = |error: serde_json::Error| Fatal::in_file(&self.path, format!("no journal: {error}"));
        Some(serde_json::from_slice(&line).map_err(wrong))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Rows;

    #[test]
    fn rows_are_counted_by_stage() {
        let of = |action: &str, count| BTreeMap::from([(action.to_owned(), count)]);
        let rows = Rows(BTreeMap::from([
            ("date/weekday".to_owned(), of("note", 3)),
            ("typo/doubled".to_owned(), of("flag", 1)),
            ("date/absolute".to_owned(), of("fix", 20)),
        ]));
        assert_eq!(
            rows.table(),
            "stage              fix        flag        note  superseded\n\
             date                20           0           3           0\n\
             typo                 0           1           0           0"
        );
    }
}
