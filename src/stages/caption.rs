//! Photo captions and their credits.

use serde::Serialize;

use super::Reading;
use crate::finding::Finding;

/// A caption that the layout found.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {}

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
    let _ = (reading, findings);
}
