//! Which rows of a log are wanted.

use clap::Args;
use copydesk::audit::Row;
use copydesk::stages::Stage;

use crate::cli::options::stage;

/// Conditions that a row must meet, all of them.
#[derive(Debug, Default, Args)]
pub struct Filter {
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

    /// Only rows that are at least so sure, from 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = confidence)]
    min_confidence: Option<f64>,

    /// Only rows that are at most so sure
    #[arg(long, value_name = "NUMBER", value_parser = confidence)]
    max_confidence: Option<f64>,
}

impl Filter {
    /// Whether the row is wanted.
    pub fn takes(&self, row: &Row) -> bool {
        let is = |wanted: &Option<String>, got: &str| wanted.as_ref().is_none_or(|wanted| wanted == got);
        let holds = |wanted: &Option<String>, got: &[&str]| {
            wanted.as_ref().is_none_or(|wanted| got.iter().any(|got| got.contains(wanted.as_str())))
        };
        self.stage.is_none_or(|stage| stage.name() == row.stage)
            && is(&self.rule, &row.rule)
            && is(&self.action, &row.action)
            && holds(&self.doc, &[&row.doc])
            && holds(&self.text, &[&row.before, &row.after])
            && self.is_sure(row)
    }

    fn is_sure(&self, row: &Row) -> bool {
        if self.min_confidence.is_none() && self.max_confidence.is_none() {
            return true;
        }
        row.confidence.parse::<f64>().is_ok_and(|sure| {
            self.min_confidence.is_none_or(|least| sure >= least) && self.max_confidence.is_none_or(|most| sure <= most)
        })
    }
}

fn confidence(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|number| (0.0..=1.0).contains(number)).ok_or_else(|| "not a number from 0 to 1".to_owned())
}
