//! What a rule is.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::stages::Stage;

/// A rule's number in its [`super::RuleSet`]. Numbers follow the ids of the rules compiled in, then those a user added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub(crate) u16);

impl RuleId {
    /// The number, from 0.
    #[must_use]
    pub fn number(self) -> usize {
        usize::from(self.0)
    }
}

/// What may be done about a finding of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Not looked for.
    Off,
    /// Logged with its value; nothing changes.
    Note,
    /// Logged with suggestions, and a finding of `check`; nothing changes.
    Flag,
    /// Replaced.
    Fix,
}

impl Action {
    /// The name in configs and in the audit log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Flag => "flag",
            Self::Fix => "fix",
        }
    }
}

/// One rule, as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `<stage>/<name>`, its file's path below the rules directory, without the ending.
    pub id: String,
    /// The stage it belongs to.
    pub stage: Stage,
    /// What it does unless a config says otherwise.
    pub action: Action,
    /// One line: what it finds.
    pub summary: String,
    /// Why that matters to who reads the text.
    pub why: String,
    /// The `kind` column of its findings; empty where the code behind a builtin rule gives it.
    pub kind: String,
    /// How it finds.
    pub pattern: Pattern,
    /// What it must do and what it must leave.
    pub examples: Vec<Example>,
    /// The file it was read from.
    pub path: PathBuf,
}

/// How a rule finds what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Code in the stage of the rule. Written `pattern = "builtin"`.
    Builtin,
    /// A regular expression in the syntax of the `regex` crate: `pattern = { regex = "...", replace = "..." }`.
    /// Where it has a group named `hit`, only that group is the finding; the rest is context.
    Regex {
        /// The expression, and where it stands in its file.
        regex: toml::Spanned<String>,
        /// What replaces the hit, `$1` and `${name}` standing for groups; without it the rule can only flag.
        replace: Option<String>,
    },
    /// Whole words or phrases, from wrong to right: `pattern = { pairs = { wrong = "right" } }`. The case of the first
    /// letter and of all-capitals is kept; an empty right side flags without a suggestion.
    Pairs(BTreeMap<String, String>),
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PatternVisitor)
    }
}

struct PatternVisitor;

impl<'de> Visitor<'de> for PatternVisitor {
    type Value = Pattern;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"builtin\", { regex = \"...\", replace = \"...\" } or { pairs = { wrong = \"right\" } }")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Pattern, E> {
        if text == "builtin" { Ok(Pattern::Builtin) } else { Err(E::invalid_value(de::Unexpected::Str(text), &self)) }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Pattern, A::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            regex: Option<toml::Spanned<String>>,
            replace: Option<String>,
            pairs: Option<BTreeMap<String, String>>,
        }
        match Table::deserialize(MapAccessDeserializer::new(map))? {
            Table { regex: Some(regex), replace, pairs: None } => Ok(Pattern::Regex { regex, replace }),
            Table { regex: None, replace: None, pairs: Some(pairs) } => Ok(Pattern::Pairs(pairs)),
            _ => Err(de::Error::custom("a pattern has either `regex`, with or without `replace`, or `pairs`")),
        }
    }
}

/// One example of a rule. Each runs through the whole pipeline, twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The text to be cleaned.
    pub text: String,
    /// Publication date that the text is read with.
    pub published: Option<Date>,
    /// What must come of it.
    pub expected: Expected,
}

/// What an example says must happen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// The rule finds nothing and the text stays as it is.
    #[default]
    Keep,
    /// The rule changes the text, and this is what the pipeline leaves.
    After(String),
    /// The rule's findings are exactly these: the slice of the original, and the `after` column.
    Finds(Vec<(String, String)>),
}
