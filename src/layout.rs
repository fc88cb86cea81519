//! Which part of a document is what.

use jiff::civil::Date;

use crate::stages::{caption, dateline, header};
use crate::text::Span;

/// The zones of a document, in order, disjoint. What lies in none is body.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Every zone that is not body.
    pub zones: Vec<Zone>,
}

/// A part of the document that is not body text.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Where it lies, in bytes.
    pub span: Span,
    /// What it is, already read.
    pub kind: ZoneKind,
}

/// What a zone is.
#[derive(Clone, Debug)]
pub enum ZoneKind {
    /// Publication date, slug, byline, end mark.
    Header(header::Part),
    /// A caption with its credit.
    Caption(caption::Caption),
    /// A dateline.
    Dateline(dateline::Dateline),
}

impl Layout {
    /// Finds the zones of `text`, which is sound (repaired) text.
    #[must_use]
    pub fn find(text: &str) -> Self {
        let _ = text;
        Self::default()
    }

    /// The zone that shares a byte with `span`.
    #[must_use]
    pub fn zone_at(&self, span: Span) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.span.collides(span))
    }

    /// The publication date that the header gives, or else the dateline's, and which of them gave it.
    #[must_use]
    pub fn published(&self) -> Option<(Date, &'static str)> {
        None
    }
}
