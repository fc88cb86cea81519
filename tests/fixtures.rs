//! Whole articles, with what a reader would want to be left of them.
//!
//! `fixtures/articles/NAME.txt` holds an article as it came, `fixtures/expected/NAME.txt` the cleaned text, written by
//! hand, and `fixtures/expected/NAME.csv` its rows. `fixtures/cases/NAME/` does the same for a config.
//!
//! `COPYDESK_BLESS=rows` writes the rows anew after they were looked through, `COPYDESK_BLESS=1` the texts, too.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use copydesk::audit::LogWriter;
use copydesk::stages::decode;
use copydesk::text::Document;
use copydesk::{Config, Pipeline};
use similar::TextDiff;

/// What is written instead of compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bless {
    Nothing,
    Rows,
    All,
}

/// One document and where it is written what must come of it.
struct Fixture {
    name: String,
    input: PathBuf,
    text: PathBuf,
    rows: PathBuf,
}

/// What came of a document.
struct Cleaned {
    text: String,
    rows: String,
    again: String,
}

impl Bless {
    fn from_environment() -> Self {
        match std::env::var("COPYDESK_BLESS").as_deref() {
            Ok("1") => Self::All,
            Ok("rows") => Self::Rows,
            _ => Self::Nothing,
        }
    }
}

impl Fixture {
    /// What is wrong with the document, in words; nothing when all is as it should be.
    fn complaint(&self, pipeline: &Pipeline, bless: Bless) -> String {
        let cleaned = self.clean(pipeline);
        let mut complaint = String::new();
        for (expected, got, blessed) in
            [(&self.text, &cleaned.text, bless == Bless::All), (&self.rows, &cleaned.rows, bless != Bless::Nothing)]
        {
            if blessed {
                fs::write(expected, got).expect("the fixtures can be written");
            } else {
                complaint += &difference(expected, got);
            }
        }
        if cleaned.again != cleaned.text {
            complaint += "cleaning the cleaned text changes it:\n";
            complaint += &unified(&cleaned.text, &cleaned.again, "once", "twice");
        }
        complaint
    }

    fn clean(&self, pipeline: &Pipeline) -> Cleaned {
        let bytes = fs::read(&self.input).expect("the fixture can be read");
        let (text, form) = decode::decode(bytes, None).expect("a fixture is text");
        let id = self.input.file_name().expect("a file").to_string_lossy().into_owned();
        let document = Document { form, ..Document::new(id, text) };
        let outcome = pipeline.clean(&document, None);
        let mut log = LogWriter::default();
        log.document(&document.id, &outcome, pipeline.rules());
        let rows = LogWriter::header() + &String::from_utf8(log.into_bytes()).expect("a log is UTF-8");
        let published = outcome.published.map(|published| published.date);
        let text = outcome.text.into_owned();
        let cleaned = Document { published, ..Document::new("", text.as_str()) };
        let again = pipeline.clean(&cleaned, None).text.into_owned();
        Cleaned { text, rows, again }
    }
}

/// The lines in which `got` differs from the file `expected`.
fn difference(expected: &Path, got: &str) -> String {
    let name = expected.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("a fixture").display().to_string();
    match fs::read_to_string(expected) {
        Ok(wanted) if wanted == got => String::new(),
        Ok(wanted) => unified(&wanted, got, &name, "what came out"),
        Err(error) => format!("{name}: {error}\n"),
    }
}

/// Invisible characters are written as in the log, so that every difference can be seen.
fn unified(wanted: &str, got: &str, wanted_name: &str, got_name: &str) -> String {
    let visible = |text: &str| {
        let lines: Vec<_> = text.split_inclusive('\n').map(copydesk::audit::escape).collect();
        lines.join("\n") + "\n"
    };
    let (wanted, got) = (visible(wanted), visible(got));
    TextDiff::from_lines(&wanted, &got).unified_diff().context_radius(0).header(wanted_name, got_name).to_string()
}

/// Fails with the complaints about all fixtures, not only the first.
fn report(complaints: Vec<(String, String)>) {
    let failed: Vec<_> = complaints.into_iter().filter(|(_, complaint)| !complaint.is_empty()).collect();
    let mut message = String::new();
    for (name, complaint) in &failed {
        write!(message, "\n=== {name}\n{complaint}").expect("a string takes all");
    }
    let names: Vec<_> = failed.iter().map(|(name, _)| name.as_str()).collect();
    assert!(failed.is_empty(), "{message}\n{} fixtures failed: {}", failed.len(), names.join(", "));
}

/// What a folder of the fixtures holds, by name.
fn entries(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn articles() {
    let pipeline = Pipeline::new(Config::default()).expect("the default config is sound");
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/expected");
    let bless = Bless::from_environment();
    let complaints = entries("articles").into_iter().map(|input| {
        let name = stem(&input);
        let text = expected.join(format!("{name}.txt"));
        let rows = expected.join(format!("{name}.csv"));
        let fixture = Fixture { name, input, text, rows };
        let complaint = fixture.complaint(&pipeline, bless);
        (fixture.name, complaint)
    });
    report(complaints.collect());
}

#[test]
fn cases() {
    let bless = Bless::from_environment();
    let complaints = entries("cases").into_iter().map(|folder| {
        let config = Config::load(&folder.join(Config::FILE_NAME)).expect("the case's config is sound");
        let pipeline = Pipeline::new(config).expect("the case's rules are there");
        let [input, text, rows] = ["input.txt", "expected.txt", "audit.csv"].map(|name| folder.join(name));
        let fixture = Fixture { name: stem(&folder), input, text, rows };
        let complaint = fixture.complaint(&pipeline, bless);
        (fixture.name, complaint)
    });
    report(complaints.collect());
}

/// An article that was clean comes out as it went in.
#[test]
fn clean_articles_are_untouched() {
    let pipeline = Pipeline::new(Config::default()).expect("the default config is sound");
    let complaints = entries("articles").into_iter().filter(|input| stem(input).contains("-clean-")).map(|input| {
        let text = fs::read_to_string(&input).expect("clean articles are UTF-8");
        let document = Document::new(stem(&input), text);
        let outcome = pipeline.clean(&document, None);
        let complaint = if outcome.is_changed() {
            unified(&document.text, &outcome.text, "as it came", "what came out")
        } else {
            String::new()
        };
        (document.id.clone(), complaint)
    });
    report(complaints.collect());
}
