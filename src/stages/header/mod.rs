//! Publication date, slugs, bylines, end marks.

use jiff::civil::Date;
use serde::Serialize;

use super::Reading;
use crate::finding::{self, Finding};
use crate::layout::ZoneKind;
use crate::rules::{RuleId, id};
use crate::text::Span;

mod byline;
mod date;
mod publication;
mod slug;

pub(super) use byline::is_person;
pub use byline::{find as find_byline, split as split_prefix};
pub use date::{Clock, HeadDate, Spelling, read as read_date, read_clock};
pub use publication::find as find_publication;
pub use slug::find as find_slug;
pub(super) use slug::is_note;

/// A part of a head.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// From its first byte to its last, white space behind it left out.
    pub span: Span,
    /// What it says.
    pub kind: PartKind,
}

/// What a part of a head says.
#[derive(Clone, Debug, PartialEq)]
pub enum PartKind {
    /// When the article came out.
    Date {
        /// The day.
        date: Date,
        /// The time of day.
        clock: Option<Clock>,
    },
    /// Who wrote it; the names as written.
    Byline(String),
    /// A catchword or a note of the desk, without its brackets.
    Slug(String),
}

/// What a head part says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// Clock time, of 24 hours.
    pub time: String,
    /// Its zone as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

impl PartKind {
    fn rule(&self) -> RuleId {
        match self {
            Self::Date { .. } => id::header::DATE,
            Self::Byline(_) => id::header::BYLINE,
            Self::Slug(_) => id::header::SLUG,
        }
    }
}

/// Findings of the header zones of the layout: what each part says, and that it goes.
pub fn read(reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for zone in &reading.layout.zones {
        let ZoneKind::Header(part) = &zone.kind else { continue };
        let rule = part.kind.rule();
        let finding = match &part.kind {
            PartKind::Date { date, clock } => {
                let finding = Finding::value(rule, part.span, date.to_string());
                match clock.clone() {
                    Some(Clock { time, zone }) => finding.detail(finding::Detail::Header(Detail { time, zone })),
                    None => finding,
                }
            }
            PartKind::Byline(text) | PartKind::Slug(text) => Finding::value(rule, part.span, text.clone()),
        };
        findings.push(finding);
        if let (Some(removal), true) = (&zone.removal, reading.rules.is_on(rule)) {
            findings.push(Finding::fix(id::header::STRIP, removal.span, removal.replacement));
        }
    }
}
