//! Reading rule files.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::rule::{Action, Example, Expected, Pattern, Rule};
use crate::diagnostic::Diagnostic;
use crate::stages::Stage;

/// The form of a rule file, as TOML.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    summary: String,
    why: String,
    action: Action,
    #[serde(default)]
    kind: String,
    pattern: Spanned<Pattern>,
    #[serde(default)]
    example: Vec<Spanned<ExampleTable>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleTable {
    before: Option<String>,
    after: Option<String>,
    keep: Option<String>,
    text: Option<String>,
    finds: Option<Vec<(String, String)>>,
    published: Option<String>,
}

impl RuleFile {
    /// Reads the rule `id` (`<stage>/<name>`) from `source`, the text of the file at `path`.
    ///
    /// # Errors
    /// When the text is no TOML or no rule: an unknown key, an unknown stage, no `keep` example, an example that is
    /// none of the three forms. The error shows the line.
    pub fn parse(id: &str, path: &Path, source: &str) -> Result<Rule, Diagnostic> {
        let file: Self = toml::from_str(source).map_err(|error| Diagnostic::from_toml(path, source, &error))?;
        let stage = id.split_once('/').and_then(|(stage, _)| Stage::named(stage)).ok_or_else(|| {
            let stages = Stage::ALL.map(Stage::name).join(", ");
            Diagnostic::in_file(path, format!("rule {id:?} lies in no stage's folder"))
                .help(format!("put it in a folder named after its stage: {stages}"))
        })?;
        let examples = file
            .example
            .into_iter()
            .map(|table| {
                let span = table.span();
                example(table.into_inner()).map_err(|problem| Diagnostic::at(path, source, span, problem))
            })
            .collect::<Result<Vec<_>, _>>()?;
        if !examples.iter().any(|example| example.expected == Expected::Keep) {
            return Err(Diagnostic::in_file(path, format!("rule {id:?} has no `keep` example")).help(
                "say what it must leave alone:\n          [[example]]\n          keep = \"text that looks alike and is right\"",
            ));
        }
        Ok(Rule {
            id: id.to_owned(),
            stage,
            action: file.action,
            summary: file.summary,
            why: file.why,
            kind: file.kind,
            pattern: file.pattern.into_inner(),
            examples,
            path: path.to_owned(),
        })
    }

    /// Reads every rule below `folder`, sorted by id.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read, or a file is no rule.
    pub fn load_folder(folder: &Path) -> Result<Vec<(Rule, String)>, Diagnostic> {
        let unreadable = |path: &Path, error: &std::io::Error| {
            Diagnostic::in_file(path, format!("the rules cannot be read: {error}"))
                .help("`rules_dir` in the config names a folder of `<stage>/<rule>.toml` files")
        };
        let list = |path: &Path| -> Result<Vec<PathBuf>, Diagnostic> {
            let entries = std::fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
            let mut paths = entries
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| unreadable(path, &error))?;
            paths.sort();
            Ok(paths)
        };
        let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut rules = Vec::new();
        for stage in list(folder)?.into_iter().filter(|path| path.is_dir()) {
            for path in list(&stage)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
                let source = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
                rules.push((Self::parse(&format!("{}/{}", stem(&stage), stem(&path)), &path, &source)?, source));
            }
        }
        Ok(rules)
    }
}

fn example(table: ExampleTable) -> Result<Example, String> {
    let published = match table.published {
        None => None,
        Some(text) => {
            Some(text.parse::<Date>().map_err(|error| format!("`published` is no date like 2017-06-22: {error}"))?)
        }
    };
    let (text, expected) = match (table.before, table.after, table.keep, table.text, table.finds) {
        (None, None, Some(keep), None, None) => (keep, Expected::Keep),
        (Some(before), Some(after), None, None, None) => (before, Expected::After(after)),
        (None, None, None, Some(text), Some(finds)) => (text, Expected::Finds(finds)),
        _ => {
            return Err("an example has `keep`, or `before` and `after`, or `text` and `finds`".to_owned());
        }
    };
    Ok(Example { text, published, expected })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::RuleFile;

    fn error(source: &str) -> String {
        RuleFile::parse("typo/house", Path::new("typo/house.toml"), source).unwrap_err().to_string()
    }

    #[test]
    fn a_rule_must_say_what_it_leaves() {
        let source = "summary = \"s\"\nwhy = \"w\"\naction = \"flag\"\npattern = { regex = \"a\" }\n";
        assert!(error(source).starts_with("rule \"typo/house\" has no `keep` example"));
    }

    #[test]
    fn an_unknown_key_is_shown_with_its_line() {
        let source = "summary = \"s\"\nwhy = \"w\"\naction = \"flag\"\nseverity = 3\npattern = \"builtin\"\n";
        let shown = error(source);
        assert!(shown.contains("unknown field `severity`"), "{shown}");
        assert!(shown.contains("4 | severity = 3\n  | ^^^^^^^^"), "{shown}");
    }

    #[test]
    fn an_example_is_one_of_three_forms() {
        let source =
            "summary = \"s\"\nwhy = \"w\"\naction = \"flag\"\npattern = \"builtin\"\n[[example]]\nbefore = \"x\"\n";
        assert!(error(source).contains("an example has `keep`, or"));
    }
}
