//! What was found before: a document that is as it was, under the same rules, is not read again.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use copydesk::Pipeline;
use copydesk::corpus::AtomicFile;
use copydesk::report::Problem;
use copydesk::rules::{Action, RuleSet};
use copydesk::text::{Document, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Fatal;

/// The most documents that are remembered; the oldest are forgotten first.
const MOST: usize = 200_000;

/// One line of the file: a document and what was found in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Remembered {
    /// SHA-256 of the document and of all that its findings depend on. Nothing weaker: a text made to have the hash of
    /// one that was found good would pass unread.
    key: String,
    found: Vec<Found>,
}

/// Rule, start, end, whether it is a fix, `after`, confidence in percent, which of its like.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Found(String, usize, usize, bool, String, u8, u32);

/// The documents that are remembered.
pub struct Cache {
    path: PathBuf,
    known: HashMap<String, Vec<Found>>,
    /// In the order of the file.
    order: Vec<String>,
    date: Option<Date>,
    /// What is hashed of a pipeline, by its place in memory: there are few.
    settings: Mutex<HashMap<usize, Arc<str>>>,
}

impl Cache {
    /// Reads the cache. One that is not there is empty, and lines that cannot be read are forgotten.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn load(path: &Path, date: Option<Date>) -> Result<Self, Fatal> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            other => other.map_err(|error| Fatal::in_file(path, format!("the cache cannot be read: {error}")))?,
        };
        let mut known = HashMap::new();
        let mut order = Vec::new();
        for Remembered { key, found } in text.lines().filter_map(|line| serde_json::from_str(line).ok()) {
            order.push(key.clone());
            known.insert(key, found);
        }
        Ok(Self { path: path.to_owned(), known, order, date, settings: Mutex::default() })
    }

    /// What stands for the document as `pipeline` reads it.
    pub fn key(&self, document: &Document, pipeline: &Arc<Pipeline>) -> Result<String, String> {
        let settings = self.settings(pipeline)?;
        let mut hash = Sha256::new();
        let Document { published, unread_date, form, text, .. } = document;
        hash.update(format!("{settings}\0{published:?}\0{unread_date:?}\0{form:?}\0"));
        hash.update(text);
        Ok(hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            // A string takes all.
            let _ = write!(hex, "{byte:02x}");
            hex
        }))
    }

    fn settings(&self, pipeline: &Arc<Pipeline>) -> Result<Arc<str>, String> {
        // A map is whole whatever a thread that held it did.
        let mut settings = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        let place = Arc::as_ptr(pipeline).addr();
        if let Some(known) = settings.get(&place) {
            return Ok(Arc::clone(known));
        }
        let config = pipeline.config();
        let lexicon = config.typo.lexicon.as_ref().map(fs::read_to_string).transpose();
        let lexicon = lexicon.map_err(|error| format!("the house's words cannot be read: {error}"))?;
        let config = serde_json::to_string(config).map_err(|error| error.to_string())?;
        let (version, rules) = (env!("CARGO_PKG_VERSION"), pipeline.rules().version());
        let all: Arc<str> = format!("{version}\0{rules}\0{config}\0{lexicon:?}\0{:?}", self.date).into();
        settings.insert(place, Arc::clone(&all));
        Ok(all)
    }

    /// What was found in the document of that key, when it is remembered.
    pub fn find(&self, key: &str, rules: &RuleSet) -> Option<Vec<Problem>> {
        let found = self.known.get(key)?;
        found
            .iter()
            .map(|Found(rule, start, end, fix, after, confidence, nth)| {
                Some(Problem {
                    rule: rules.named(rule)?,
                    span: Span { start: *start, end: *end },
                    action: if *fix { Action::Fix } else { Action::Flag },
                    after: after.clone(),
                    confidence: *confidence,
                    nth: *nth,
                    fails: true,
                })
            })
            .collect()
    }

    /// Writes what was found this time in front of what was remembered.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, new: &[Remembered]) -> Result<(), Fatal> {
        let fresh: HashSet<String> = new.iter().map(|one| one.key.clone()).collect();
        let old = self.order.iter().filter(|key| !fresh.contains(*key));
        let old = old.map(|key| Remembered { key: key.clone(), found: self.known[key].clone() }).collect::<Vec<_>>();
        let mut text = String::new();
        for one in new.iter().chain(&old).take(MOST) {
            text += &serde_json::to_string(one).expect("plain data");
            text.push('\n');
        }
        AtomicFile::write(&self.path, text.as_bytes())
            .map_err(|error| Fatal::in_file(&self.path, format!("the cache cannot be written: {error}")))
    }
}

impl Remembered {
    /// What was found in the document of that key.
    pub fn new(key: String, problems: &[Problem], rules: &RuleSet) -> Self {
        let found = problems.iter().map(|problem| {
            let Problem { rule, span, action, after, confidence, nth, .. } = problem;
            let fix = *action == Action::Fix;
            Found(rules.get(*rule).id.clone(), span.start, span.end, fix, after.clone(), *confidence, *nth)
        });
        Self { key, found: found.collect() }
    }
}
