//! Flags in, exit status out. The library knows text; this knows files and people.

mod audit;
mod check;
mod clean;
mod colour;
mod init;
mod lexicon;
mod manual;
mod options;
mod progress;
mod rules;

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::{Parser, Subcommand};
use copydesk::Diagnostic;
use copydesk::corpus::DEFAULT_GLOBS;

/// What a newcomer wants to know, below the list of commands.
const FIRST_STEPS: &str = "\
First steps:
  copydesk clean articles --out cleaned            Clean every article of a folder
  copydesk audit diff cleaned/audit.csv            See what was changed
  copydesk audit undo cleaned/audit.csv --out old  Get the originals back, byte for byte

Exit status: 0 done, 1 `check` found something, 2 something could not be done";

/// Cleans and normalizes news text, and logs every byte it changes.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 120, after_help = FIRST_STEPS)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// Colours: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    color: colour::Choice,
}

#[derive(Debug, Subcommand)]
enum Command {
    Clean(clean::Arguments),
    Check(check::Arguments),
    Audit(audit::Arguments),
    Rules(rules::ListArguments),
    Explain(rules::ExplainArguments),
    Lexicon(lexicon::Arguments),
    Init(init::Arguments),
    Completions(manual::CompletionsArguments),
    Man(manual::ManArguments),
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
    colour::set(arguments.color);
    let done = match arguments.command {
        Command::Clean(arguments) => clean::run(arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Audit(arguments) => audit::run(arguments),
        Command::Rules(arguments) => rules::list(&arguments),
        Command::Explain(arguments) => rules::explain(&arguments),
        Command::Lexicon(arguments) => lexicon::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Completions(arguments) => manual::completions(&arguments),
        Command::Man(arguments) => manual::man(&arguments),
    };
    match done {
        Ok(status) => status.into(),
        Err(error) => {
            say(&format!("error: {error}"));
            Status::Failed.into()
        }
    }
}

/// Writes to standard output. A reader that went away, such as `head`, has seen enough: that is no failure.
///
/// # Errors
/// When standard output cannot be written for another reason.
fn print(text: &str) -> Result<(), Fatal> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Fatal::new(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error. Where even that cannot be written, the exit status says it.
fn say(line: &str) {
    let (word, style) = match line.split_once(':') {
        Some((word @ "error", _)) => (word, AnsiColor::Red.on_default().bold()),
        Some((word @ "note", _)) => (word, AnsiColor::Cyan.on_default().bold()),
        _ => ("", Style::new()),
    };
    // Stripped again where standard error shows no colours.
    let _ = writeln!(anstream::stderr(), "{style}{word}{style:#}{}", &line[word.len()..]);
}

/// So many things, in words; `things` ends in an s.
fn counted(count: u64, things: &str) -> String {
    let things = if count == 1 { things.trim_end_matches('s') } else { things };
    format!("{count} {things}")
}

/// Says why nothing may have been found where there was something to find.
fn note_if_none(documents: u64) {
    if documents == 0 {
        let globs = DEFAULT_GLOBS.join(", ");
        say(&format!(
            "note: a folder is searched for {globs}; `--glob` takes other files, and those .gitignore names are left"
        ));
    }
}

/// An error that ends the command.
type Fatal = Diagnostic;
