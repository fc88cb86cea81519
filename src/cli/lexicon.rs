//! `copydesk lexicon`: the words that a corpus shows to be right.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use copydesk::corpus::{AtomicFile, Engine, Loaded, Sheet};
use copydesk::stages::Stage;
use copydesk::stages::typo::{Census, HouseWords};
use copydesk::{Config, Pipeline};

use super::options::{ConfigOptions, InputOptions};
use super::progress::Progress;
use super::{Fatal, Status, counted, note_if_none, say};

/// Documents that a word must stand in, unless told otherwise. One author writes the same slip twice.
const LEAST: u64 = 2;

/// Learn from documents which words are right; write them into a file for `--lexicon`
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    input: InputOptions,

    /// File for the words, one a line, each with how often it was seen
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// Documents that a word must stand in
    #[arg(long, value_name = "N", default_value_t = LEAST, value_parser = clap::value_parser!(u64).range(1..))]
    min_documents: u64,

    #[command(flatten)]
    config: ConfigOptions,

    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,

    /// Show no progress
    #[arg(long)]
    no_progress: bool,
}

/// The words of a batch of documents.
#[derive(Default)]
struct Counted(Census);

impl Sheet for Counted {}

/// Runs the command.
///
/// # Errors
/// What ends it: a bad config, or a file that cannot be written.
pub fn run(arguments: &Arguments) -> Result<Status, Fatal> {
    let config = arguments.config.load()?;
    let house = HouseWords::of(&config.typo)?;
    let engine = Engine::new(&config, arguments.config.jobs())?;
    // Words are counted as the stage `typo` sees them: entities decoded, hyphens at line ends gone.
    let stages = vec![Stage::Decode, Stage::Unicode, Stage::Whitespace];
    let pipeline = Pipeline::new(Config { stages, ..config })?;
    let walk = arguments.input.walk(None)?;
    let mut progress = Progress::over(!arguments.quiet && !arguments.no_progress, &walk);
    let each = |loaded: &Loaded, sheet: &mut Counted| {
        sheet.0.count(&pipeline.clean(&loaded.document, None).text, &house);
        Ok(())
    };
    let mut census = Census::default();
    let mut failed = 0;
    engine.run(walk, &each, |batch| {
        census.merge(batch.sheet.0);
        failed += batch.failures.len() as u64;
        for failure in &batch.failures {
            progress.say(&format!("error: {failure}"));
        }
        progress.add(batch.done, batch.bytes);
        Ok::<(), Fatal>(())
    })?;
    progress.finish();
    let (lexicon, words) = written(&census, arguments.min_documents, &house);
    AtomicFile::write(&arguments.out, lexicon.as_bytes())
        .map_err(|error| Fatal::in_file(&arguments.out, format!("the lexicon cannot be written: {error}")))?;
    if !arguments.quiet {
        let documents = counted(census.documents(), "documents");
        say(&format!("{documents} read, {} found, {failed} failed", counted(words, "words")));
        note_if_none(census.documents() + failed);
    }
    Ok(if failed == 0 { Status::Done } else { Status::Failed })
}

/// The file, and how many words were found: those that the house knew before, and those that the corpus shows.
fn written(census: &Census, least: u64, house: &HouseWords) -> (String, u64) {
    let mut lexicon = String::from(
        "# Words that are right in this house, one a line; remarks stand behind a #.\n\
         # One with a capital is right with a capital only.\n",
    );
    for word in house.words() {
        lexicon.push_str(word);
        lexicon.push('\n');
    }
    let attested = census.attested(least);
    for word in &attested {
        // A string takes all.
        let _ = writeln!(lexicon, "{}\t# {} in {}", word.word, word.count, counted(word.documents, "documents"));
    }
    (lexicon, attested.len() as u64)
}
