//! Date expressions, as TIMEX3.

use serde::Serialize;

use super::Reading;
use crate::finding::Finding;

/// Why a date stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {}

/// Date expressions of the text.
pub fn read(reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let _ = (reading, findings);
}
