//! Datelines: place, date, agency and byline that open a story.

use serde::Serialize;

use super::Reading;
use crate::finding::{self, Finding};
use crate::gazetteer;
use crate::layout::ZoneKind;
use crate::rules::{Action, id};
use crate::stages::header::HeadDate;
use crate::text::Span;

mod parse;

pub use parse::{Trust, find};

/// A dateline that the layout found.
#[derive(Clone, Debug, PartialEq)]
pub struct Dateline {
    /// From the place through the separator and the white space behind it.
    pub span: Span,
    /// The place as written, white space collapsed; empty where only a date or an agency stands.
    pub place: String,
    /// The date, perhaps without its year.
    pub date: Option<HeadDate>,
    /// The agency as written.
    pub agency: Option<String>,
}

/// The parts of a dateline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// The place as written, white space collapsed.
    pub place: String,
    /// First-order division, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The agency as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The writer that the dateline names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
}

/// Findings of the dateline zones of the layout.
pub fn read(reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    if reading.only_fixes && reading.rules.action(id::dateline::DATELINE) != Action::Fix {
        return;
    }
    for zone in &reading.layout.zones {
        let ZoneKind::Dateline(dateline) = &zone.kind else { continue };
        let (region, country) = gazetteer::locate(&dateline.place);
        let detail = Detail {
            place: dateline.place.clone(),
            region: region.map(str::to_owned),
            country: country.map(str::to_owned),
            date: dateline.date.and_then(|date| date.near(reading.published)).map(|date| date.to_string()),
            agency: dateline.agency.clone(),
            byline: reading.layout.byline().map(str::to_owned),
        };
        let finding = Finding::fix(id::dateline::DATELINE, zone.span, "").detail(finding::Detail::Dateline(detail));
        findings.push(Finding { value: dateline.place.clone().into(), ..finding });
    }
}
