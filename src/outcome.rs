//! What became of a document. Every writer renders this; none runs the stages again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

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
        if self.superseded_by.is_some() { "superseded" } else { self.action.name() }
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
    /// How many findings each rule had that stand in the log as fix, flag or note.
    pub counts: BTreeMap<&'o str, usize>,
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

impl<'d> Outcome<'d> {
    pub(crate) fn new(
        original: &'d str,
        text: Cow<'d, str>,
        edits: EditList,
        logged: Vec<Verdict>,
        published: Option<Published>,
        rules: &RuleSet,
    ) -> Self {
        let mut order: Vec<usize> = (0..logged.len()).collect();
        order.sort_by_key(|&number| {
            let verdict = &logged[number];
            (verdict.span, rules.get(verdict.finding.rule).stage, verdict.finding.rule, number)
        });
        // Numbers in the log follow its order.
        let mut place = vec![0_u32; logged.len()];
        for (seq, &number) in order.iter().enumerate() {
            place[number] = u32::try_from(seq).expect("fewer findings");
        }
        let mut slots: Vec<Option<Verdict>> = logged.into_iter().map(Some).collect();
        let logged = order
            .into_iter()
            .map(|number| {
                let mut verdict = slots[number].take().expect("each number once");
                verdict.superseded_by = verdict.superseded_by.map(|winner| place[winner as usize]);
                verdict
            })
            .collect();
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
        let mut counts: BTreeMap<RuleId, usize> = BTreeMap::new();
        for verdict in self.logged.iter().filter(|verdict| verdict.superseded_by.is_none()) {
            let rule = rules.get(verdict.finding.rule);
            *counts.entry(verdict.finding.rule).or_default() += 1;
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
        metadata.counts = counts.into_iter().map(|(rule, count)| (rules.get(rule).id.as_str(), count)).collect();
        metadata
    }

    /// Whether the text is not as it was.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.edits.is_empty()
    }
}
