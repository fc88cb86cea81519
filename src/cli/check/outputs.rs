//! Where findings are written, and in which form.

use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use copydesk::corpus::{AtomicFile, Failure};
use copydesk::nearest;
use copydesk::report::{
    Checked, Concise, Csv, Entries, Format, Full, GitHub, GitLab, JUnit, Json, JsonLines, RdJsonLines, Sarif, Severity,
    Totals,
};
use copydesk::rules::RuleSet;

use super::{Fatal, print, say};

/// The name of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Full,
    Concise,
    Json,
    JsonLines,
    Csv,
    Sarif,
    GitHub,
    GitLab,
    RdJsonLines,
    JUnit,
}

const NAMES: [(&str, Name); 10] = [
    ("full", Name::Full),
    ("concise", Name::Concise),
    ("json", Name::Json),
    ("jsonl", Name::JsonLines),
    ("csv", Name::Csv),
    ("sarif", Name::Sarif),
    ("github", Name::GitHub),
    ("gitlab", Name::GitLab),
    ("rdjsonl", Name::RdJsonLines),
    ("junit", Name::JUnit),
];

/// What `--output-format` was given: `FORMAT` or `FORMAT=FILE`.
#[derive(Clone, Debug)]
pub struct OutputChoice {
    name: Name,
    /// None for standard output.
    file: Option<PathBuf>,
}

impl OutputChoice {
    pub const fn full() -> Self {
        Self { name: Name::Full, file: None }
    }

    pub const fn json() -> Self {
        Self { name: Name::Json, file: None }
    }

    pub const fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// Whether it is to be read by people, on standard output.
    fn is_for_people(&self) -> bool {
        matches!(self.name, Name::Full | Name::Concise | Name::GitHub)
    }
}

impl FromStr for OutputChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file behind `=`".to_owned()),
            Some((format, file)) => (format, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let names = NAMES.map(|(name, _)| name);
        let found = NAMES.into_iter().find(|(name, _)| *name == format);
        let Some((_, name)) = found else {
            return Err(match nearest(format, names) {
                Some(near) => format!("no such format; did you mean {near:?}?"),
                None => format!("no such format; there are {}", names.join(", ")),
            });
        };
        // `-` is standard output here as everywhere.
        Ok(Self { name, file: file.filter(|file| file.as_os_str() != "-") })
    }
}

/// Every output that is asked for.
#[derive(Debug)]
pub struct OutputsPlan {
    pub choices: Vec<OutputChoice>,
    /// Whether standard output is shown in colours.
    pub colour: bool,
}

impl OutputsPlan {
    /// Whether findings go to standard output.
    pub fn takes_stdout(&self) -> bool {
        self.choices.iter().any(|choice| !choice.is_file())
    }

    /// Whether a line at the end says what was done: not where a program reads standard output.
    pub fn says_summary(&self) -> bool {
        self.choices.iter().all(|choice| choice.is_file() || choice.is_for_people())
    }
}

/// Renders findings; on any thread.
pub struct Reporter {
    name: &'static str,
    format: Box<dyn Format>,
}

impl Reporter {
    pub fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        self.format.document(checked, entries);
    }
}

/// The outputs, open.
pub struct Outputs {
    all: Vec<Output>,
}

struct Output {
    reporter: Arc<Reporter>,
    target: Target,
    /// Entries written, by severity.
    written: [u64; Severity::COUNT],
    /// Entries left out because of the format's limit.
    cut: u64,
}

enum Target {
    Standard,
    File(PathBuf, AtomicFile),
}

impl Outputs {
    /// Opens every output.
    ///
    /// # Errors
    /// When two go to the same place, or a file cannot be made.
    pub fn open(plan: &OutputsPlan, rules: &RuleSet) -> Result<Self, Fatal> {
        let mut all = Vec::new();
        for (number, OutputChoice { name, file }) in plan.choices.iter().enumerate() {
            if plan.choices[..number].iter().any(|other| other.file == *file) {
                let place = file.as_ref().map_or("standard output".into(), |file| file.display().to_string());
                return Err(Fatal::new(format!("two reports would be written to {place}"))
                    .help("give one of them a file: `--output-format sarif=copydesk.sarif`"));
            }
            let colour = plan.colour && file.is_none();
            let format: Box<dyn Format> = match name {
                Name::Full => Box::new(Full { colour }),
                Name::Concise => Box::new(Concise { colour }),
                Name::Json => Box::new(Json),
                Name::JsonLines => Box::new(JsonLines),
                Name::Csv => Box::new(Csv),
                Name::Sarif => Box::new(Sarif::new(rules)),
                Name::GitHub => Box::new(GitHub),
                Name::GitLab => Box::new(GitLab),
                Name::RdJsonLines => Box::new(RdJsonLines),
                Name::JUnit => Box::new(JUnit),
            };
            let target = match file {
                None => Target::Standard,
                Some(file) => {
                    let open = AtomicFile::create(file)
                        .map_err(|error| Fatal::in_file(file, format!("cannot be written: {error}")))?;
                    Target::File(file.clone(), open)
                }
            };
            let label = NAMES.iter().find(|(_, other)| other == name).map_or("", |(label, _)| label);
            let reporter = Arc::new(Reporter { name: label, format });
            all.push(Output { reporter, target, written: [0; Severity::COUNT], cut: 0 });
        }
        Ok(Self { all })
    }

    /// What renders for each of them.
    pub fn reporters(&self) -> Vec<Arc<Reporter>> {
        self.all.iter().map(|output| Arc::clone(&output.reporter)).collect()
    }

    pub fn begin(&mut self) -> Result<(), Fatal> {
        for output in &mut self.all {
            let begin = output.reporter.format.begin();
            output.put(&begin)?;
        }
        Ok(())
    }

    /// Writes the entries of some documents, for each output its own.
    pub fn write(&mut self, entries: &[Entries]) -> Result<(), Fatal> {
        for (output, entries) in self.all.iter_mut().zip(entries) {
            let mut text = String::new();
            for (entry, severity) in entries.iter() {
                output.take(entry, severity, &mut text);
            }
            output.put(&text)?;
        }
        Ok(())
    }

    /// Writes of a document that could not be read.
    pub fn failure(&mut self, failure: &Failure) -> Result<(), Fatal> {
        for output in &mut self.all {
            if let Some(entry) = output.reporter.format.failure(failure) {
                output.put(&entry)?;
            }
        }
        Ok(())
    }

    /// Writes what stands at the end, and says what was cut.
    pub fn end(self, failures: &[Failure]) -> Result<(), Fatal> {
        for mut output in self.all {
            let reporter = Arc::clone(&output.reporter);
            let cut = reporter.format.limit().filter(|_| output.cut > 0).map(|limit| {
                let written: u64 = output.written.iter().sum();
                format!("{} of {} findings written: {}", written, written + output.cut, limit.reason)
            });
            if let Some(cut) = &cut {
                say(&format!("note: {}: {cut}", reporter.name));
            }
            output.put(&reporter.format.end(Totals { failures, cut: cut.as_deref() }))?;
            if let Target::File(path, file) = output.target {
                file.finish().map_err(|error| Fatal::in_file(&path, format!("cannot be written: {error}")))?;
            }
        }
        Ok(())
    }
}

impl Output {
    fn take(&mut self, entry: &str, severity: Severity, text: &mut String) {
        let format = &self.reporter.format;
        if let Some(limit) = format.limit() {
            let so_far = if limit.each_severity { self.written[severity as usize] } else { self.written.iter().sum() };
            if so_far >= limit.most {
                self.cut += 1;
                return;
            }
        }
        if self.written.iter().any(|&count| count > 0) {
            text.push_str(format.separator());
        }
        text.push_str(entry);
        self.written[severity as usize] += 1;
    }

    fn put(&mut self, text: &str) -> Result<(), Fatal> {
        match &mut self.target {
            Target::Standard => print(text),
            Target::File(path, file) => file
                .write_all(text.as_bytes())
                .map_err(|error| Fatal::in_file(path, format!("cannot be written: {error}"))),
        }
    }
}
