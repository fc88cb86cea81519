//! Photo captions and their credits.

use serde::Serialize;

use super::Reading;
use crate::finding::{self, Finding};
use crate::layout::ZoneKind;
use crate::rules::id;
use crate::text::Span;

mod credit;
mod cues;
mod desk;
mod find;
mod plain;
mod sentence;
mod weak;

pub use cues::{Cues, Needles, Place as WordPlace, Scan};
pub use find::{Place, find, find_bare_credit, find_signed, stands_for_itself};
pub use weak::{confidence as confidence_by_signs, goes_with_credit};

/// A caption that the layout found.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// From its first byte to the last of its credit.
    pub span: Span,
    /// The credit as it stands in the caption, brackets and all; empty where there is none.
    pub credit: Span,
    /// How sure it is that this is a caption, in percent.
    pub confidence: u8,
}

/// The parts of a caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// What the picture shows, without the credit, white space collapsed.
    pub text: String,
    /// The credit as written, without brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The agency that the credit names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The person that the credit names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photographer: Option<String>,
}

/// Findings of the caption zones of the layout.
pub fn read(reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for zone in &reading.layout.zones {
        let (ZoneKind::Caption(caption), Some(removal)) = (&zone.kind, &zone.removal) else { continue };
        let rule = if caption.credit.is_empty() { id::caption::UNCREDITED } else { id::caption::CREDITED };
        let detail = caption.detail(reading.text);
        let finding = Finding::fix(rule, removal.span, removal.replacement).confidence(caption.confidence);
        findings
            .push(Finding { value: detail.text.clone().into(), ..finding }.detail(finding::Detail::Caption(detail)));
    }
}

impl Caption {
    /// The parts of this caption, which stands in `text`.
    #[must_use]
    pub fn detail(&self, text: &str) -> Detail {
        let collapsed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = Span::new(self.span.start, self.credit.start.max(self.span.start)).of(text);
        let after = Span::new(self.credit.end.min(self.span.end), self.span.end).of(text);
        if self.credit.is_empty() {
            return Detail { text: collapsed(self.span.of(text)), credit: None, agency: None, photographer: None };
        }
        let credit = self.credit.of(text).trim_matches(['(', ')', '[', ']', ' ']);
        let parts = credit::parts(credit);
        // What stands behind a credit is the desk's, but for a caption that opens with its credit.
        let shown = if before.trim().is_empty() { after } else { before };
        Detail {
            text: collapsed(shown),
            credit: Some(collapsed(credit)),
            agency: parts.agency.map(collapsed),
            photographer: parts.photographer.map(collapsed),
        }
    }
}
