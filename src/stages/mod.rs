//! The stages: each reads text and says what it found. None of them edits.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::layout::Layout;
use crate::rules::RuleSet;

pub mod caption;
pub mod date;
pub mod dateline;
pub mod decode;
pub mod header;
mod repair;
pub mod typo;
pub mod unicode;
mod walk;
pub mod whitespace;

pub use repair::RepairStops;
pub use walk::{Walk, Wanted};

/// A stage of the pipeline. The order of the variants is the order of the stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Bytes to text.
    Decode,
    /// Characters: mojibake, entities, controls, invisible characters, normalization.
    Unicode,
    /// White space, line ends and paragraphs.
    Whitespace,
    /// Publication date, slug, byline, end marks.
    Header,
    /// Photo captions and their credits.
    Caption,
    /// Place, date, agency and byline that open a story.
    Dateline,
    /// Date expressions, as TIMEX3.
    Date,
    /// Misspelled, doubled, joined and split words.
    Typo,
}

/// When a stage runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// While a document is read from its bytes.
    Decode,
    /// On the text as it came, until the text is sound.
    Repair,
    /// On sound text; these stages all see the same text.
    Read,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 8] = [
        Self::Decode,
        Self::Unicode,
        Self::Whitespace,
        Self::Header,
        Self::Caption,
        Self::Dateline,
        Self::Date,
        Self::Typo,
    ];

    /// The name in configs, rule ids and the audit log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Unicode => "unicode",
            Self::Whitespace => "whitespace",
            Self::Header => "header",
            Self::Caption => "caption",
            Self::Dateline => "dateline",
            Self::Date => "date",
            Self::Typo => "typo",
        }
    }

    /// The stage of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// When it runs.
    #[must_use]
    pub const fn phase(self) -> Phase {
        match self {
            Self::Decode => Phase::Decode,
            Self::Unicode | Self::Whitespace => Phase::Repair,
            Self::Header | Self::Caption | Self::Dateline | Self::Date | Self::Typo => Phase::Read,
        }
    }

    /// Whether it decides what the parts of the document are. Only such a stage may edit a structural zone, and what
    /// it takes away can bring another part to the head, so it is asked again afterwards.
    #[must_use]
    pub const fn is_structural(self) -> bool {
        matches!(self, Self::Header | Self::Caption | Self::Dateline)
    }
}

/// What the stages of the read phase are given: one sound text, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'r> {
    /// The text.
    pub text: &'r str,
    /// What the walk over its words found.
    pub walk: &'r Walk,
    /// Its zones.
    pub layout: &'r Layout,
    /// The date that relative dates are counted from.
    pub published: Option<Date>,
    /// What each rule may do.
    pub rules: &'r RuleSet,
    /// The settings.
    pub config: &'r Config,
    /// Whether the text was read before an edit brought it to what it is: what is no edit was logged then, and need not
    /// be found again.
    pub only_fixes: bool,
}
