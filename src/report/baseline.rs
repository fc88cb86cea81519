//! Findings that are known: what was there before does not fail a build.
//!
//! The file holds one JSON object a line, in order, so that it reads well in a diff and can be mended by hand. A finding
//! is known by its document, its rule and a hash of what stood in the text, so text that moves stays known.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hasher;
use std::path::Path;

use fnv::FnvHasher;
use serde::{Deserialize, Serialize};

use super::{Checked, shortened};
use crate::audit::escape;
use crate::diagnostic::Diagnostic;

/// What was decided about findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// They were there when the baseline was written; so many of them are passed over.
    #[default]
    Known,
    /// The rule is right, and the text stays as it is: passed over for good.
    Accepted,
    /// The rule is wrong here: passed over for good.
    Rejected,
}

/// One line of a baseline: findings of one rule with one `before` in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineLine {
    /// The document: its path from the baseline's folder, or its name in an audit log.
    pub doc: String,
    /// The rule's id.
    pub rule: String,
    /// [`hash_of`] what stands in the text.
    pub before: String,
    /// The same to be read, shortened. Nothing depends on it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// How many there are; of no account behind a decision for good.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: u32,
    /// What was decided.
    #[serde(default, skip_serializing_if = "is_known")]
    pub decision: Decision,
    /// Why; a decision for good needs a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_one(count: &u32) -> bool {
    *count == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_known(decision: &Decision) -> bool {
    *decision == Decision::Known
}

/// The hash that stands for what a finding found: FNV-1a of its bytes, 64 bits, in hexadecimal.
#[must_use]
pub fn hash_of(before: &str) -> String {
    let mut hasher = FnvHasher::default();
    hasher.write(before.as_bytes());
    format!("{:016x}", hasher.finish())
}

/// The known findings of one document: by rule and hash, how many are passed over.
type OfDocument = HashMap<(String, String), u32>;

/// A baseline as it was read.
#[derive(Debug, Default)]
pub struct Baseline {
    lines: Vec<BaselineLine>,
    documents: HashMap<String, OfDocument>,
}

impl Baseline {
    /// Reads the baseline at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or a line of it is none; the error shows the line.
    pub fn load(path: &Path) -> Result<Self, Diagnostic> {
        let source = std::fs::read_to_string(path).map_err(|error| {
            Diagnostic::in_file(path, format!("the baseline cannot be read: {error}"))
                .help("`copydesk check PATH --write-baseline FILE` writes one")
        })?;
        let mut baseline = Self::default();
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            let span = start..start + line.trim_end().len();
            start += line.len();
            if line.trim().is_empty() {
                continue;
            }
            let wrong = |message: String| Diagnostic::at(path, &source, span.clone(), message);
            let line: BaselineLine = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
            if line.decision != Decision::Known && line.reason.as_deref().is_none_or(|reason| reason.trim().is_empty())
            {
                return Err(wrong("a decision for good needs a `reason`".to_owned())
                    .help("say why in a few words: \"reason\":\"a name in this town\""));
            }
            baseline.add(line);
        }
        Ok(baseline)
    }

    fn add(&mut self, line: BaselineLine) {
        let count = if line.decision == Decision::Known { line.count } else { u32::MAX };
        let known = self.documents.entry(line.doc.clone()).or_default();
        let known = known.entry((line.rule.clone(), line.before.clone())).or_default();
        *known = known.saturating_add(count);
        self.lines.push(line);
    }

    /// For each finding of `checked`, whether it is known. `key` is the path from the baseline's folder.
    #[must_use]
    pub fn knows(&self, checked: &Checked<'_>, key: &str) -> Vec<bool> {
        let of: Vec<&OfDocument> = [key, checked.doc].iter().filter_map(|name| self.documents.get(*name)).collect();
        if of.is_empty() {
            return vec![false; checked.findings.len()];
        }
        let knows = |rule: &str, before: &str, nth: u32| {
            let key = (rule.to_owned(), hash_of(before));
            of.iter().any(|known| known.get(&key).is_some_and(|&count| nth < count))
        };
        let findings = checked.findings.iter();
        findings.map(|shown| knows(&shown.rule.id, shown.before, shown.problem.nth)).collect()
    }

    /// The file that takes the place of this one when `found` was found: decisions for good stay, and so does what is
    /// said of documents that were not `checked`.
    #[must_use]
    pub fn renewed(self, checked: &HashSet<String>, found: Vec<BaselineLine>) -> String {
        let mut kept: BTreeMap<(String, String, String, Decision), BaselineLine> = BTreeMap::new();
        let mut decided = HashSet::new();
        let key = |line: &BaselineLine| (line.doc.clone(), line.rule.clone(), line.before.clone());
        for line in self.lines {
            if line.decision != Decision::Known {
                decided.insert(key(&line));
            } else if checked.contains(&line.doc) {
                continue;
            }
            let (doc, rule, before) = key(&line);
            kept.insert((doc, rule, before, line.decision), line);
        }
        for line in found {
            let (doc, rule, before) = key(&line);
            if !decided.contains(&(doc.clone(), rule.clone(), before.clone())) {
                kept.insert((doc, rule, before, line.decision), line);
            }
        }
        kept.into_values().map(|line| super::json(&line) + "\n").collect()
    }
}

impl BaselineLine {
    /// The lines that make every finding of `checked` known.
    #[must_use]
    pub fn all(checked: &Checked<'_>, key: &str) -> Vec<Self> {
        let mut counts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for shown in &checked.findings {
            *counts.entry((&shown.rule.id, shown.before)).or_default() += 1;
        }
        let line = |((rule, before), count): ((&str, &str), u32)| Self {
            doc: key.to_owned(),
            rule: rule.to_owned(),
            before: hash_of(before),
            text: shortened(&escape(before)).into_owned(),
            count,
            decision: Decision::Known,
            reason: None,
        };
        counts.into_iter().map(line).collect()
    }
}
