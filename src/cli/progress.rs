//! How far a long command has come.

use std::io::IsTerminal;

use copydesk::corpus::{Input, Inputs, Walk};
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
        Self { bar: ProgressBar::hidden(), documents: 0, bytes: 0 }
    }
}

impl Progress {
    /// A line that is shown when `wanted` and standard error is a terminal. What lies below `walk` is counted before,
    /// so that it can say how much is left; not so standard input.
    pub fn over(wanted: bool, walk: &Walk) -> Self {
        if !wanted || !std::io::stderr().is_terminal() {
            return Self::default();
        }
        let style = |template| ProgressStyle::with_template(template).expect("a fixed template");
        let bar = match bytes_below(walk) {
            Some(total) => ProgressBar::new(total).with_style(style("{bar:30} {percent:>3} %  {msg}, {eta} left")),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {elapsed} {msg}")),
        };
        Self { bar, documents: 0, bytes: 0 }
    }

    /// Whether there is someone to look at it.
    pub fn is_shown(&self) -> bool {
        !self.bar.is_hidden()
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
        self.bar.set_position(self.bytes);
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

/// The bytes of all inputs; none where standard input is among them.
fn bytes_below(walk: &Walk) -> Option<u64> {
    let mut bytes = 0;
    for input in Inputs::new(walk.clone()).filter_map(Result::ok) {
        match input {
            Input::Text { path, .. } | Input::Records { path: Some(path), .. } => {
                // What cannot be read is told when it is its turn.
                bytes += path.metadata().map_or(0, |file| file.len());
            }
            Input::Standard { .. } | Input::Records { path: None, .. } => return None,
        }
    }
    Some(bytes)
}
