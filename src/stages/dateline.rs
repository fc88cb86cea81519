//! Datelines: place, date, agency and byline that open a story.

use serde::Serialize;

use super::Reading;
use crate::finding::Finding;

/// A dateline that the layout found.
#[derive(Clone, Debug, PartialEq)]
pub struct Dateline {}

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
    let _ = (reading, findings);
}
