//! `copydesk audit`: a log read again.

mod compare;
mod filter;
mod report;
mod restore;
mod show;
mod summary;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use copydesk::audit::{Archive, Direction, restore_all};
use similar::TextDiff;

use self::report::Report;
use self::restore::{Replay, Undo};
use self::show::Show;
use super::{Fatal, Status, counted, print, say};

/// Read an audit log again
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Count rows and documents by rule
    Summary(Log),
    /// Print rows that match
    Show(Show),
    /// Print what was changed as a unified diff, or with two logs the rows that only one of them has
    Diff(Diff),
    /// Write the cleaned documents again, from the originals and the log
    Replay(Replay),
    /// Write the originals again, from the cleaned documents and the log
    Undo(Undo),
    /// Write a page to look at: counts, rows, and every document with its edits
    Report(Report),
}

#[derive(Debug, Args)]
struct Log {
    /// The log: DIR/audit.csv
    #[arg(value_name = "AUDIT")]
    audit: PathBuf,
}

#[derive(Debug, Args)]
struct Diff {
    #[command(flatten)]
    stored: Stored,

    /// A second log, such as that of a new version or another config
    #[arg(value_name = "NEW", conflicts_with = "from")]
    new: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Stored {
    #[command(flatten)]
    log: Log,

    /// Where the cleaned documents are, if not beside the log
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When the log cannot be read, or standard output cannot be written.
pub fn run(arguments: Arguments) -> Result<Status, Fatal> {
    match arguments.command {
        Command::Summary(log) => summary::summary(&Archive::open(&log.audit)?),
        Command::Show(options) => show::show(&options),
        Command::Diff(Diff { stored, new: None }) => diff(&stored),
        Command::Diff(Diff { stored, new: Some(new) }) => {
            compare::compare(&Archive::open(&stored.log.audit)?, &Archive::open(&new)?)
        }
        Command::Replay(options) => restore::replay(&options),
        Command::Undo(options) => restore::undo(&options),
        Command::Report(options) => report::run(&options),
    }
}

fn diff(options: &Stored) -> Result<Status, Fatal> {
    let archive = Archive::open(&options.log.audit)?;
    let from = options.from.clone().unwrap_or_else(|| archive.folder().to_owned());
    let mut printed = Ok(());
    let mut failed = 0_u64;
    restore_all(
        &archive,
        Direction::Undo,
        &from,
        None,
        |restored| {
            if restored.from != restored.to && printed.is_ok() {
                let diff = TextDiff::from_lines(restored.to, restored.from);
                let names = (format!("a/{}", restored.doc), format!("b/{}", restored.doc));
                printed = print(&diff.unified_diff().header(&names.0, &names.1).to_string());
            }
        },
        |problem| {
            say(&format!("error: {problem}"));
            failed += 1;
        },
    )?;
    printed?;
    Ok(restore::status(failed))
}
