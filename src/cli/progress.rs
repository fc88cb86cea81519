//! How far a long command has come.

use std::io::IsTerminal;

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};

use super::say;

/// A line on standard error that says how much is done, when that is a terminal.
pub struct Progress {
    bar: ProgressBar,
    documents: u64,
    bytes: u64,
}

impl Default for Progress {
    fn default() -> Self {
        Self::new(false)
    }
}

impl Progress {
    /// A line that is shown when `wanted` and standard error is a terminal.
    pub fn new(wanted: bool) -> Self {
        let bar = if wanted && std::io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{spinner} {elapsed} {msg}").expect("a fixed template");
            ProgressBar::new_spinner().with_style(style)
        } else {
            ProgressBar::hidden()
        };
        Self { bar, documents: 0, bytes: 0 }
    }

    /// Adds what was done.
    pub fn add(&mut self, documents: u64, bytes: u64) {
        self.documents += documents;
        self.bytes += bytes;
        if self.bar.is_hidden() {
            return;
        }
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rate shown to people"
        )]
        let rate = (self.bytes as f64 / seconds) as u64;
        self.bar.set_message(format!(
            "{} documents, {}, {}/s",
            HumanCount(self.documents),
            HumanBytes(self.bytes),
            HumanBytes(rate)
        ));
        self.bar.tick();
    }

    /// Writes a line above the bar.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| say(line));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
