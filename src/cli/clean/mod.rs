//! `copydesk clean`: documents in, cleaned documents and the log out.

mod cleaner;
mod desk;
mod journal;
mod records;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use copydesk::Pipelines;
use copydesk::audit::Dialect;
use copydesk::corpus::Engine;

use self::cleaner::Cleaner;
use self::desk::{Desk, Settings};
use self::journal::{Stopped, Task};
use super::options::{ConfigOptions, InputOptions};
use super::progress::Progress;
use super::{Fatal, Status};

/// Clean documents; write them, audit.csv, metadata.jsonl and run.json into a folder
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Arguments {
    #[command(flatten)]
    input: InputOptions,

    /// Folder for everything that is written; made where it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    #[command(flatten)]
    config: ConfigOptions,

    /// Go on where a run into the same folder was stopped; without one, start
    #[arg(long)]
    resume: bool,

    /// Wait until documents are on the disk before they count as done, so that a power cut loses none of them
    #[arg(long)]
    sync: bool,

    /// How audit.csv is written: plain, or excel with a byte order mark and guards against formulas
    #[arg(long, value_name = "DIALECT", default_value = "plain", hide_possible_values = true)]
    csv_dialect: Dialect,

    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,

    /// Show no progress
    #[arg(long)]
    no_progress: bool,
}

/// Runs the command.
///
/// # Errors
/// What ends it: a bad config, a log that cannot be written, or a stopped run that was another than this one.
pub fn run(arguments: Arguments) -> Result<Status, Fatal> {
    let pipelines = Pipelines::new(arguments.config.load()?)?;
    let pipeline = pipelines.plain();
    let engine = Engine::new(pipeline.config(), arguments.config.jobs())?;
    let out = arguments.out;
    fs::create_dir_all(&out).map_err(|error| Fatal::in_file(&out, format!("the folder cannot be made: {error}")))?;
    let out_real = out.canonicalize().map_err(|error| Fatal::in_file(&out, error.to_string()))?;
    refuse_same_place(&arguments.input.paths, &out_real)?;

    let walk = arguments.input.walk(Some(out_real))?;
    let task = Task::new(pipeline, arguments.config.date, &walk, arguments.csv_dialect)?;
    let cleaner =
        Cleaner { pipelines: &pipelines, out: &out, fallback: arguments.config.date, durably: arguments.sync };
    let progress = Progress::over(!arguments.quiet && !arguments.no_progress, &walk);
    let settings =
        Settings { out: &out, durably: arguments.sync, quiet: arguments.quiet, dialect: arguments.csv_dialect };
    let rules = pipeline.rules();
    let stopped = if arguments.resume { Stopped::find(&out, &task)? } else { None };
    let Some(stopped) = stopped else {
        let mut desk = Desk::open(settings, &task, progress)?;
        engine.run(walk, &cleaner, |batch| desk.take(batch, rules))?;
        return desk.close(pipeline);
    };
    let mut desk = Desk::reopen(settings, &stopped, progress)?;
    if !stopped.is_complete() {
        engine.resume(walk, stopped.begun()?, stopped.position(), &cleaner, |batch| desk.take(batch, rules))?;
    }
    desk.close(pipeline)
}

/// An output that lands on its input would destroy it.
fn refuse_same_place(paths: &[PathBuf], out: &Path) -> Result<(), Fatal> {
    for path in paths.iter().filter(|path| *path != Path::new("-")) {
        let Ok(real) = path.canonicalize() else { continue };
        let folder = if real.is_dir() { Some(real.as_path()) } else { real.parent() };
        if folder == Some(out) {
            let message = format!("the output folder is the folder of the input {}", path.display());
            return Err(Fatal::in_file(path, message)
                .help("name another folder with `--out`; copydesk never writes over what it reads"));
        }
    }
    Ok(())
}

/// The error of a file that the run cannot do without.
fn unwritable(place: &Path, error: &std::io::Error) -> Fatal {
    Fatal::in_file(place, format!("cannot be written: {error}"))
        .help("the run stopped here; when that is mended, `--resume` goes on")
}
