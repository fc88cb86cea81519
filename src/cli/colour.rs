//! Whether output is shown in colours: not into files, and not where `NO_COLOR` says so.

use std::io;

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

/// What `--color` takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Choice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// Makes `choice` hold for everything that is written from now on.
pub fn set(choice: Choice) {
    match choice {
        Choice::Auto => ColorChoice::Auto,
        Choice::Always => ColorChoice::Always,
        Choice::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Whether standard output is shown in colours.
pub fn of_stdout() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}
