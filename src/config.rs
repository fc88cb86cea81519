//! The one struct that a user sets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::diagnostic::Diagnostic;
use crate::rules::Action;
use crate::stages::Stage;

/// Every setting, as `copydesk.toml` has it. Unknown keys are refused.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The stages that run. Their order is fixed; leaving one out switches it off.
    pub stages: Vec<Stage>,
    /// A folder of rules of one's own, in the form of copydesk's `rules/`. Relative to the config file.
    pub rules_dir: Option<PathBuf>,
    /// Names of the fields of a record.
    pub fields: Fields,
    /// See [`DecodeSettings`].
    pub decode: DecodeSettings,
    /// See [`HeaderSettings`].
    pub header: HeaderSettings,
    /// See [`CaptionSettings`].
    pub caption: CaptionSettings,
    /// See [`DatelineSettings`].
    pub dateline: DatelineSettings,
    /// See [`DateSettings`].
    pub date: DateSettings,
    /// See [`TypoSettings`].
    pub typo: TypoSettings,
    /// What single rules do, by id.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Action>"))]
    pub rules: BTreeMap<Spanned<String>, Action>,
    /// What single rules do in some files only; the later wins.
    #[serde(rename = "override")]
    pub overrides: Vec<Override>,
    /// Where the config was read from, to point at its lines.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

/// What single rules do in files of some paths.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Globs, taken from the folder of the config; `**` crosses folders.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub paths: Vec<Spanned<String>>,
    /// What single rules do there, by id.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Action>"))]
    pub rules: BTreeMap<Spanned<String>, Action>,
}

/// The file a config was read from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub source: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            stages: Stage::ALL.to_vec(),
            rules_dir: None,
            fields: Fields::default(),
            decode: DecodeSettings::default(),
            header: HeaderSettings::default(),
            caption: CaptionSettings::default(),
            dateline: DatelineSettings::default(),
            date: DateSettings::default(),
            typo: TypoSettings::default(),
            rules: BTreeMap::new(),
            overrides: Vec::new(),
            origin: None,
        }
    }
}

/// Names of the fields that a record keeps its parts in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    /// The record's id.
    pub id: String,
    /// The text to be cleaned.
    pub text: String,
    /// The publication date, `YYYY-MM-DD`, with or without a time behind it.
    pub date: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self { id: "id".into(), text: "text".into(), date: "date".into() }
    }
}

/// How bytes become text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DecodeSettings {
    /// WHATWG label of the encoding of every file, such as `windows-1252`; none finds it out file by file.
    pub encoding: Option<String>,
}

/// What becomes of a head: publication date, slugs, bylines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct HeaderSettings {
    /// Whether the text keeps it. The metadata has it either way.
    pub keep: bool,
}

/// What becomes of captions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CaptionSettings {
    /// Where they go.
    pub to: CaptionTo,
}

/// Where captions go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CaptionTo {
    /// Out of the text, into the metadata.
    #[default]
    Metadata,
    /// They stay where they are and are noted.
    Inline,
    /// Out of the text and nowhere else but the audit log.
    Drop,
}

/// What becomes of datelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DatelineSettings {
    /// Whether the text keeps them. The metadata has them either way.
    pub keep: bool,
}

impl Default for DatelineSettings {
    fn default() -> Self {
        Self { keep: true }
    }
}

/// What becomes of dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DateSettings {
    /// Which dates are written anew.
    pub rewrite: Rewrite,
    /// How `03/04/2017` is read; without it such a date is flagged as ambiguous unless its document decides.
    pub order: Option<DateOrder>,
}

/// Which dates are written anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Rewrite {
    /// None: every date is a note.
    None,
    /// Complete, unambiguous calendar dates become ISO 8601.
    #[default]
    Absolute,
    /// As `absolute`, and the resolved date is written behind a relative one.
    Resolved,
}

/// The order of day and month in a date of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// What becomes of typos.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TypoSettings {
    /// Whether the surest are corrected; otherwise all are flags.
    pub fix: bool,
    /// A file of words that are right in this house, one a line, `#` for remarks. Relative to the config file.
    pub lexicon: Option<PathBuf>,
    /// The spelling of this house; without it both are right.
    pub variant: Option<Variant>,
}

/// A side of the Atlantic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Variant {
    /// American spelling.
    Us,
    /// British spelling, with `-ise` or `-ize`.
    Gb,
}

impl Config {
    /// The name that a config is looked for under.
    pub const FILE_NAME: &'static str = "copydesk.toml";

    /// Reads the config at `path`.
    ///
    /// # Errors
    /// When the file cannot be read, is no TOML, or has an unknown key, stage or value; the error shows the line.
    pub fn load(path: &Path) -> Result<Self, Diagnostic> {
        let source = std::fs::read_to_string(path).map_err(|error| {
            Diagnostic::in_file(path, format!("the config cannot be read: {error}"))
                .help("`copydesk init` writes one with every setting at its default")
        })?;
        Self::parse(path, source)
    }

    /// Reads a config from `source`, which was read from `path`. Paths in it are taken from the folder of `path`.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(path: &Path, source: String) -> Result<Self, Diagnostic> {
        let mut config: Self = toml::from_str(&source).map_err(|error| Diagnostic::from_toml(path, &source, &error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for relative in [&mut config.rules_dir, &mut config.typo.lexicon].into_iter().flatten() {
            *relative = folder.join(&*relative);
        }
        config.origin = Some(Origin { path: path.to_owned(), source });
        Ok(config)
    }

    /// The nearest `copydesk.toml` in `folder` or above it.
    #[must_use]
    pub fn find(folder: &Path) -> Option<PathBuf> {
        folder.ancestors().map(|folder| folder.join(Self::FILE_NAME)).find(|path| path.is_file())
    }

    /// Whether `stage` runs.
    #[must_use]
    pub fn runs(&self, stage: Stage) -> bool {
        self.stages.contains(&stage)
    }

    /// An error at the bytes `span` of the file that this config was read from.
    pub(crate) fn error_at(&self, span: std::ops::Range<usize>, message: String) -> Diagnostic {
        match &self.origin {
            Some(origin) => Diagnostic::at(&origin.path, &origin.source, span, message),
            None => Diagnostic::new(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    /// `COPYDESK_BLESS=1` writes the schema anew.
    #[test]
    fn the_shipped_schema_is_that_of_the_config() {
        let mut schema = schemars::schema_for!(Config);
        schema.insert("title".to_owned(), "copydesk.toml".into());
        let schema = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("copydesk.schema.json");
        if std::env::var("COPYDESK_BLESS").as_deref() == Ok("1") {
            std::fs::write(&path, &schema).expect("the schema can be written");
        }
        let shipped = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(shipped == schema, "stale: COPYDESK_BLESS=1 cargo test --lib config writes copydesk.schema.json anew");
    }
}
