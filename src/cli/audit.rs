//! `copydesk audit`: a log read again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use copydesk::audit::{Archive, Direction, Row, escape, restore_all};
use copydesk::stages::Stage;
use similar::TextDiff;

use super::options::stage;
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
    /// Print what was changed as a unified diff
    Diff(Stored),
    /// Write the cleaned documents again, from the originals and the log
    Replay(Replay),
    /// Write the originals again, from the cleaned documents and the log
    Undo(Undo),
}

#[derive(Debug, Args)]
struct Log {
    /// The log: DIR/audit.csv
    #[arg(value_name = "AUDIT")]
    audit: PathBuf,
}

#[derive(Debug, Args)]
struct Show {
    #[command(flatten)]
    log: Log,

    /// Only rows of this stage
    #[arg(long, value_name = "STAGE", value_parser = stage)]
    stage: Option<Stage>,

    /// Only rows of this rule
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,

    /// Only rows with this action: fix, flag, note or superseded
    #[arg(long, value_name = "ACTION", value_parser = ["fix", "flag", "note", "superseded"], hide_possible_values = true)]
    action: Option<String>,

    /// Only rows of documents whose name holds TEXT
    #[arg(long, value_name = "TEXT")]
    doc: Option<String>,

    /// Only rows whose `before` or `after` holds TEXT
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

#[derive(Debug, Args)]
struct Stored {
    #[command(flatten)]
    log: Log,

    /// Where the cleaned documents are, if not beside the log
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Undo {
    #[command(flatten)]
    stored: Stored,

    /// Folder for the originals
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct Replay {
    #[command(flatten)]
    log: Log,

    /// Folder of the originals
    #[arg(long, value_name = "ORIGINALS")]
    from: PathBuf,

    /// Folder for the cleaned documents
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// When the log cannot be read, or standard output cannot be written.
pub fn run(arguments: Arguments) -> Result<Status, Fatal> {
    match arguments.command {
        Command::Summary(log) => summary(&Archive::open(&log.audit)?),
        Command::Show(options) => show(&Archive::open(&options.log.audit)?, &options),
        Command::Diff(options) => diff(&options),
        Command::Replay(options) => {
            let archive = Archive::open(&options.log.audit)?;
            write_again(&archive, Direction::Replay, &options.from, &options.out)
        }
        Command::Undo(options) => {
            let archive = Archive::open(&options.stored.log.audit)?;
            let from = options.stored.from.clone().unwrap_or_else(|| archive.folder().to_owned());
            write_again(&archive, Direction::Undo, &from, &options.out)
        }
    }
}

/// Counts of a rule.
#[derive(Default)]
struct Count {
    rows: u64,
    documents: u64,
    last: String,
}

fn summary(archive: &Archive) -> Result<Status, Fatal> {
    let mut counts: BTreeMap<(Option<Stage>, String, String), Count> = BTreeMap::new();
    let (mut rows, mut with_rows) = (0_u64, 0);
    let mut last = String::new();
    for row in archive.rows()? {
        let row = row?;
        rows += 1;
        let count = counts.entry((Stage::named(&row.stage), row.rule, row.action)).or_default();
        count.rows += 1;
        // A document's rows stand together.
        if count.last != row.doc {
            count.documents += 1;
            count.last.clone_from(&row.doc);
        }
        if last != row.doc {
            with_rows += 1;
            last = row.doc;
        }
    }
    let width = counts.keys().map(|(_, rule, _)| rule.len()).max().unwrap_or(4).max(4);
    let mut out = format!("{:width$}  {:10}  {:>9}  {:>9}\n", "rule", "action", "rows", "documents");
    for ((_, rule, action), count) in &counts {
        // A string takes all.
        let _ = writeln!(out, "{rule:width$}  {action:10}  {:>9}  {:>9}", count.rows, count.documents);
    }
    let _ = writeln!(out, "{} in {}", counted(rows, "rows"), counted(with_rows, "documents"));
    print(&out)?;
    Ok(Status::Done)
}

impl Show {
    fn takes(&self, row: &Row) -> bool {
        let is = |wanted: &Option<String>, got: &str| wanted.as_ref().is_none_or(|wanted| wanted == got);
        let holds = |wanted: &Option<String>, got: &[&str]| {
            wanted.as_ref().is_none_or(|wanted| got.iter().any(|got| got.contains(wanted.as_str())))
        };
        self.stage.is_none_or(|stage| stage.name() == row.stage)
            && is(&self.rule, &row.rule)
            && is(&self.action, &row.action)
            && holds(&self.doc, &[&row.doc])
            && holds(&self.text, &[&row.before, &row.after])
    }
}

fn show(archive: &Archive, options: &Show) -> Result<Status, Fatal> {
    for row in archive.rows()? {
        let row = row?;
        if options.takes(&row) {
            let Row { doc, line, column, rule, action, .. } = &row;
            let (before, after) = (escape(&row.before), escape(&row.after));
            print(&format!("{doc}:{line}:{column}: {rule} {action}: {before} → {after}\n"))?;
        }
    }
    Ok(Status::Done)
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
    Ok(status(failed))
}

fn write_again(archive: &Archive, direction: Direction, from: &Path, out: &Path) -> Result<Status, Fatal> {
    fs::create_dir_all(out).map_err(|error| Fatal::in_file(out, format!("the folder cannot be made: {error}")))?;
    // The folder of a log that is named without one is this one.
    let read = if from.as_os_str().is_empty() { Path::new(".") } else { from };
    if read.canonicalize().ok() == out.canonicalize().ok() {
        return Err(Fatal::in_file(out, "the output folder is the one that is read").help("name another with `--out`"));
    }
    let mut failed = 0_u64;
    let done = restore_all(
        archive,
        direction,
        from,
        Some(out),
        |_| {},
        |problem| {
            say(&format!("error: {problem}"));
            failed += 1;
        },
    )?;
    say(&format!("{} written to {}, {failed} failed", counted(done, "documents"), out.display()));
    Ok(status(failed))
}

fn status(failed: u64) -> Status {
    if failed == 0 { Status::Done } else { Status::Failed }
}
