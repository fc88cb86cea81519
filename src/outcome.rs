//! What became of a document. Every writer renders this; none runs the stages again.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::finding::{Detail, Finding};
use crate::rules::{Action, RuleId, RuleSet};
use crate::stages::{Stage, caption, dateline};
use crate::text::{EditList, Span};

/// A publication date and what gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The date.
    pub date: Date,
    /// `record`, `header`, `dateline` or `option`.
    pub source: &'static str,
}

/// A finding with what was done about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The finding. Its own span is of the text that its stage read.
    pub finding: Finding,
    /// Where it lies, in bytes of the original text.
    pub span: Span,
    /// What was done: note, flag or fix.
    pub action: Action,
    /// The number, in the log of its document, of the fix that took its place.
    pub superseded_by: Option<u32>,
}

impl Verdict {
    /// The `action` column of a finding whose place another took.
    pub const SUPERSEDED: &'static str = "superseded";

    /// The `after` column.
    #[must_use]
    pub fn after(&self) -> &str {
        match (&self.finding.replacement, self.action) {
            (Some(replacement), Action::Fix) => replacement,
            _ => &self.finding.value,
        }
    }

    /// The `action` column.
    #[must_use]
    pub fn action_name(&self) -> &'static str {
        if self.superseded_by.is_some() { Self::SUPERSEDED } else { self.action.name() }
    }
}

/// What became of a document.
#[derive(Clone, Debug)]
pub struct Outcome<'d> {
    /// The text as it came.
    pub original: &'d str,
    /// The text as it goes.
    pub text: Cow<'d, str>,
    /// From the one to the other.
    pub edits: EditList,
    /// Everything that was found, in the order of the audit log.
    pub logged: Vec<Verdict>,
    /// The publication date.
    pub published: Option<Published>,
}

/// What `metadata.jsonl` holds for a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Metadata<'o> {
    /// The document's name in the log.
    pub doc: &'o str,
    /// ISO 8601 date.
    pub published: Option<String>,
    /// The parts of the head, in order: kind and value.
    pub header: Vec<HeaderEntry<'o>>,
    /// The parts of the dateline.
    pub dateline: Option<&'o dateline::Detail>,
    /// The captions, in order.
    pub captions: Vec<&'o caption::Detail>,
    /// How many findings each rule had that stand in the log as fix, flag or note, in the order of the rules' names.
    #[serde(serialize_with = "as_map")]
    pub counts: Vec<(&'o str, usize)>,
}

/// One part of a head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeaderEntry<'o> {
    /// `DATE`, `BYLINE`, `SLUG` and so on.
    pub kind: &'o str,
    /// As the `after` column has it: an ISO date, a name.
    pub value: &'o str,
    /// As it stood in the text.
    pub text: &'o str,
}

fn as_map<S: Serializer>(pairs: &[(&str, usize)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().copied())
}

impl<'d> Outcome<'d> {
    pub(crate) fn new(
        original: &'d str,
        text: Cow<'d, str>,
        edits: EditList,
        mut logged: Vec<Verdict>,
        published: Option<Published>,
        rules: &RuleSet,
    ) -> Self {
        let place = |verdict: &Verdict| (verdict.span, rules.get(verdict.finding.rule).stage, verdict.finding.rule);
        if logged.iter().any(|verdict| verdict.superseded_by.is_some()) {
            // Numbers in the log follow its order.
            let mut order: Vec<usize> = (0..logged.len()).collect();
            order.sort_by_key(|&number| place(&logged[number]));
            let mut seq_of = vec![0_u32; logged.len()];
            for (seq, &number) in (0..).zip(&order) {
                seq_of[number] = seq;
            }
            for verdict in &mut logged {
                verdict.superseded_by = verdict.superseded_by.map(|winner| seq_of[winner as usize]);
            }
        }
        logged.sort_by_key(place);
        Self { original, text, edits, logged, published }
    }

    /// What there is to tell of the document besides its text.
    #[must_use]
    pub fn metadata<'o>(&'o self, doc: &'o str, rules: &'o RuleSet, captions: bool) -> Metadata<'o> {
        let mut metadata = Metadata {
            doc,
            published: self.published.map(|published| published.date.to_string()),
            ..Metadata::default()
        };
        let mut found: Vec<RuleId> = Vec::with_capacity(self.logged.len());
        for verdict in self.logged.iter().filter(|verdict| verdict.superseded_by.is_none()) {
            let rule = rules.get(verdict.finding.rule);
            found.push(verdict.finding.rule);
            match verdict.finding.detail.as_deref() {
                Some(Detail::Caption(caption)) if captions => metadata.captions.push(caption),
                Some(Detail::Dateline(dateline)) if metadata.dateline.is_none() => metadata.dateline = Some(dateline),
                _ if rule.stage == Stage::Header && !verdict.finding.value.is_empty() => {
                    metadata.header.push(HeaderEntry {
                        kind: if verdict.finding.kind.is_empty() { &rule.kind } else { verdict.finding.kind },
                        value: &verdict.finding.value,
                        text: verdict.span.of(self.original),
                    });
                }
                _ => {}
            }
        }
        found.sort_unstable();
        let by_rule = found.chunk_by(PartialEq::eq);
        metadata.counts = by_rule.map(|same| (rules.get(same[0]).id.as_str(), same.len())).collect();
        // Rules of a user's own are numbered behind the others.
        metadata.counts.sort_unstable();
        metadata
    }

    /// Whether the text is not as it was.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.edits.is_empty()
    }
}
