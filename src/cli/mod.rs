//! Flags in, exit status out. The library knows text; this knows files and people.

mod clean;
mod options;
mod progress;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use copydesk::Diagnostic;

/// Cleans and normalizes news text, and logs every byte it changes.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 120)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Clean(clean::Arguments),
}

/// The exit status of every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Done, nothing to report.
    Done = 0,
    /// A check found something.
    Found = 1,
    /// Something could not be done.
    Failed = 2,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Clean(arguments) => clean::run(arguments),
    };
    match done {
        Ok(status) => status.into(),
        Err(error) => {
            eprintln!("error: {error}");
            Status::Failed.into()
        }
    }
}

/// An error that ends the command.
type Fatal = Diagnostic;
