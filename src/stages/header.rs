//! Publication date, slugs, bylines, end marks.

use serde::Serialize;

use super::Reading;
use crate::finding::Finding;

/// A part of a head.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {}

/// What a head part says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {}

/// Findings of the header zones of the layout.
pub fn read(reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let _ = (reading, findings);
}
