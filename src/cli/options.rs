//! Options that several commands share.

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::Args;
use copydesk::corpus::{Walk, is_inside};
use copydesk::stages::Stage;
use copydesk::{Config, Diagnostic, nearest};
use jiff::civil::Date;

/// What is read.
#[derive(Debug, Args)]
pub struct InputOptions {
    /// Text files, folders, files of JSON lines (.jsonl), or - for standard input
    #[arg(required_unless_present = "file_list", value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Take files of a folder that match GLOB instead of *.txt, *.text and *.md; may be given more than once
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub glob: Vec<String>,

    /// Read PATHs from this file, one a line; - for standard input
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub file_list: Option<PathBuf>,

    /// Name of standard input; one that ends in .jsonl makes it JSON lines
    #[arg(long, value_name = "NAME", value_parser = standard_name, help_heading = "Input")]
    pub stdin_filename: Option<String>,
}

impl InputOptions {
    /// What standard input is called unless told otherwise.
    const STANDARD_NAME: &str = "stdin.txt";

    /// The walk over the inputs, `except` being a folder to leave out.
    ///
    /// # Errors
    /// When the list of files cannot be read.
    pub fn walk(&self, except: Option<PathBuf>) -> Result<Walk, Diagnostic> {
        let mut paths = self.paths.clone();
        if let Some(list) = &self.file_list {
            let read =
                if list.as_os_str() == "-" { io::read_to_string(io::stdin().lock()) } else { fs::read_to_string(list) };
            let read = read.map_err(|error| Diagnostic::in_file(list, format!("the list cannot be read: {error}")))?;
            paths.extend(read.lines().filter(|line| !line.trim().is_empty()).map(PathBuf::from));
        }
        let standard_name = self.stdin_filename.as_deref().unwrap_or(Self::STANDARD_NAME).to_owned();
        Ok(Walk { paths, globs: self.glob.clone(), except, standard_name, only: None })
    }
}

/// Which rules there are and what they do.
#[derive(Debug, Args)]
pub struct RuleOptions {
    /// Config to use instead of the nearest copydesk.toml upwards
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Stages to run, by name, with commas between
    #[arg(long, value_name = "A,B,C", value_delimiter = ',', value_parser = stage)]
    stages: Option<Vec<Stage>>,
}

impl RuleOptions {
    /// The config as its file has it.
    ///
    /// # Errors
    /// When the config cannot be read.
    fn file(&self) -> Result<Config, Diagnostic> {
        let nearest = || std::env::current_dir().ok().and_then(|folder| Config::find(&folder));
        match self.config.clone().or_else(nearest) {
            Some(path) => Config::load(&shortened(&path)),
            None => Ok(Config::default()),
        }
    }

    /// The config with the options on top of it.
    ///
    /// # Errors
    /// When the config cannot be read.
    pub fn load(&self) -> Result<Config, Diagnostic> {
        let mut config = self.file()?;
        if let Some(stages) = &self.stages {
            config.stages.clone_from(stages);
        }
        Ok(config)
    }
}

/// How documents are read. Options win over the config.
#[derive(Debug, Args)]
pub struct ConfigOptions {
    #[command(flatten)]
    rules: RuleOptions,

    /// Threads; all processors by default. The output is the same for any number
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Publication date of documents that carry none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = "Input")]
    pub date: Option<Date>,

    /// Words that are right in your house, one a line, in place of those the config names
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,

    /// Field of a record that holds its id [default: id]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    id_field: Option<String>,

    /// Field of a record that holds its text [default: text]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    text_field: Option<String>,

    /// Field of a record that holds its publication date [default: date]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    date_field: Option<String>,
}

impl ConfigOptions {
    /// The config with the options on top of it.
    ///
    /// # Errors
    /// When the config cannot be read.
    pub fn load(&self) -> Result<Config, Diagnostic> {
        let mut config = self.rules.load()?;
        let names = [
            (&self.id_field, &mut config.fields.id),
            (&self.text_field, &mut config.fields.text),
            (&self.date_field, &mut config.fields.date),
        ];
        if let Some(lexicon) = &self.lexicon {
            config.typo.lexicon = Some(lexicon.clone());
        }
        for (given, name) in names {
            if let Some(given) = given {
                name.clone_from(given);
            }
        }
        Ok(config)
    }

    /// The config as its file has it, without the options.
    ///
    /// # Errors
    /// When the config cannot be read.
    pub fn file(&self) -> Result<Config, Diagnostic> {
        self.rules.file()
    }

    /// Number of threads, 0 for one a processor.
    pub fn jobs(&self) -> usize {
        self.jobs.map_or(0, usize::from)
    }
}

/// `path` as seen from here, where that is shorter: messages show it.
fn shortened(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}

fn standard_name(name: &str) -> Result<String, String> {
    if is_inside(Path::new(name)) {
        Ok(name.to_owned())
    } else {
        Err("not a path below the output folder, such as wire/story.txt".to_owned())
    }
}

/// The stage of that name.
///
/// # Errors
/// In words, when there is none.
pub fn stage(name: &str) -> Result<Stage, String> {
    Stage::named(name).ok_or_else(|| {
        let names = Stage::ALL.map(Stage::name);
        match nearest(name, names) {
            Some(near) => format!("no such stage; did you mean {near:?}?"),
            None => format!("no such stage; there are {}", names.join(", ")),
        }
    })
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "not a date like 2017-06-22".to_owned())
}
