//! What a stage may return.

use std::borrow::Cow;

use serde::Serialize;

use crate::rules::RuleId;
use crate::stages::{caption, date, dateline, decode, header};
use crate::text::Span;

/// Something that a rule has to say about a span of the text that its stage read.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleId,
    /// Where, in bytes of the text that the stage was given.
    pub span: Span,
    /// The stage's own class, for the `kind` column; empty for the kind that the rule's file names.
    pub kind: &'static str,
    /// What the `after` column says when nothing is replaced: suggestions joined by `|`, or a normalized value.
    pub value: Cow<'static, str>,
    /// What the stage would put in place of the span. Whether that is done is for the rule's action to say.
    pub replacement: Option<Cow<'static, str>>,
    /// How sure the stage is, in percent.
    pub confidence: u8,
    /// What else there is to say.
    pub detail: Option<Box<Detail>>,
}

impl Finding {
    /// A finding that would replace `span` by `replacement`, at full confidence.
    #[must_use]
    pub fn fix(rule: RuleId, span: Span, replacement: impl Into<Cow<'static, str>>) -> Self {
        let replacement = replacement.into();
        Self { replacement: Some(replacement.clone()), ..Self::value(rule, span, replacement) }
    }

    /// A finding with a value or suggestions and nothing to replace, at full confidence.
    #[must_use]
    pub fn value(rule: RuleId, span: Span, value: impl Into<Cow<'static, str>>) -> Self {
        Self { rule, span, kind: "", value: value.into(), replacement: None, confidence: 100, detail: None }
    }

    /// The same, of that kind.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// The same, so many percent sure.
    #[must_use]
    pub fn confidence(mut self, percent: u8) -> Self {
        debug_assert!(percent <= 100, "{percent} %");
        self.confidence = percent;
        self
    }

    /// The same, with more to say.
    #[must_use]
    pub fn detail(mut self, detail: Detail) -> Self {
        self.detail = Some(Box::new(detail));
        self
    }
}

/// The `detail` column: a JSON object whose keys depend on the stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Detail {
    /// How bytes became text.
    Decode(decode::Detail),
    /// What a head part says.
    Header(header::Detail),
    /// The parts of a caption.
    Caption(caption::Detail),
    /// The parts of a dateline.
    Dateline(dateline::Detail),
    /// Why a date stays as it is.
    Date(date::Detail),
}
