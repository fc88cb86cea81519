//! `copydesk audit report`: the log as a page to look at.

use std::path::PathBuf;

use clap::Args;
use copydesk::audit::Archive;
use copydesk::audit::report::{ReportLimits, report, write};

use super::{Fatal, Status, Stored, print, say};

/// Failures that are named; more are counted.
const MOST_NAMED: u64 = 5;

#[derive(Debug, Args)]
pub struct Report {
    #[command(flatten)]
    stored: Stored,

    /// The page; - for standard output [default: report.html beside the log]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// The most rows of its table; the counts are of all
    #[arg(long, value_name = "N", default_value_t = ReportLimits::default().rows)]
    rows: usize,

    /// The most megabytes of documents' texts in it
    #[arg(long, value_name = "MB", default_value_t = ReportLimits::default().text_bytes >> 20)]
    texts: usize,
}

/// Writes the page.
///
/// # Errors
/// When the log cannot be read or the page cannot be written.
pub fn run(options: &Report) -> Result<Status, Fatal> {
    let archive = Archive::open(&options.stored.log.audit)?;
    let from = options.stored.from.clone().unwrap_or_else(|| archive.folder().to_owned());
    let limits = ReportLimits { rows: options.rows, text_bytes: options.texts.saturating_mul(1 << 20) };
    let mut failed = 0_u64;
    let page = report(&archive, &from, limits, |problem| {
        failed += 1;
        if failed <= MOST_NAMED {
            say(&format!("note: no text of {problem}"));
        }
    })?;
    if failed > MOST_NAMED {
        say(&format!("note: and {} more", failed - MOST_NAMED));
    }
    let out = options.out.clone().unwrap_or_else(|| archive.folder().join("report.html"));
    if out.as_os_str() == "-" {
        print(&page)?;
    } else {
        write(&out, &page).map_err(|error| Fatal::in_file(&out, format!("cannot be written: {error}")))?;
        say(&format!("{} written", out.display()));
    }
    Ok(Status::Done)
}
