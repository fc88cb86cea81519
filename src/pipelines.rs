//! Pipelines by path: a config may have rules do something else in some files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::paths::absolute;
use crate::pipeline::{Pipeline, unknown_rule};

/// The pipeline of the config, and those that its overrides make of it, each compiled when a file first needs it.
/// All have the same rules under the same numbers.
#[derive(Debug)]
pub struct Pipelines {
    plain: Arc<Pipeline>,
    /// For each override of the config, the paths it is about.
    paths: Vec<GlobSet>,
    folder: PathBuf,
    /// By which overrides are in force.
    others: Mutex<HashMap<Vec<bool>, Arc<Pipeline>>>,
}

impl Pipelines {
    /// Compiles the rules with what `config` says of them for most files.
    ///
    /// # Errors
    /// As [`Pipeline::new`]; and when an override has a glob that is none or a rule that there is not.
    pub fn new(config: Config) -> Result<Self, Diagnostic> {
        let folder = config.origin.as_ref().and_then(|origin| origin.path.parent()).map(absolute).unwrap_or_default();
        let plain = Pipeline::new(config)?;
        let config = plain.config();
        let mut paths = Vec::new();
        for over in &config.overrides {
            let mut globs = GlobSetBuilder::new();
            for path in &over.paths {
                let glob = GlobBuilder::new(path.get_ref()).literal_separator(true).build();
                globs.add(glob.map_err(|error| config.error_at(path.span(), format!("no glob: {}", error.kind())))?);
            }
            paths.push(globs.build().map_err(|error| Diagnostic::new(error.to_string()))?);
            if let Some(name) = over.rules.keys().find(|name| plain.rules().named(name.get_ref()).is_none()) {
                return Err(unknown_rule(config, plain.rules(), name));
            }
        }
        Ok(Self { plain: Arc::new(plain), paths, folder, others: Mutex::default() })
    }

    /// The pipeline of files that no override is about.
    #[must_use]
    pub fn plain(&self) -> &Pipeline {
        &self.plain
    }

    /// The pipeline of `file`, which is named from the current folder.
    ///
    /// # Errors
    /// When the rules cannot be compiled the way an override has them.
    pub fn of(&self, file: &str) -> Result<Arc<Pipeline>, Diagnostic> {
        if self.paths.is_empty() {
            return Ok(Arc::clone(&self.plain));
        }
        let path = absolute(Path::new(file));
        let path = path.strip_prefix(&self.folder).unwrap_or(&path);
        let in_force: Vec<bool> = self.paths.iter().map(|globs| globs.is_match(path)).collect();
        if !in_force.contains(&true) {
            return Ok(Arc::clone(&self.plain));
        }
        // A map is whole whatever a thread that held it did.
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pipeline) = others.get(&in_force) {
            return Ok(Arc::clone(pipeline));
        }
        let mut config = self.plain.config().clone();
        let overrides = std::mem::take(&mut config.overrides);
        for (over, _) in overrides.into_iter().zip(&in_force).filter(|(_, in_force)| **in_force) {
            for (name, action) in over.rules {
                config.rules.retain(|other, _| other.get_ref() != name.get_ref());
                config.rules.insert(name, action);
            }
        }
        let pipeline = Arc::new(Pipeline::new(config)?);
        others.insert(in_force, Arc::clone(&pipeline));
        Ok(pipeline)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Config, Pipelines};
    use crate::rules::Action;

    fn pipelines(config: &str) -> Result<Pipelines, String> {
        let config = Config::parse(Path::new("copydesk.toml"), config.to_owned()).map_err(|error| error.to_string())?;
        Pipelines::new(config).map_err(|error| error.to_string())
    }

    #[test]
    fn the_later_override_wins() {
        let pipelines = pipelines(
            "[rules]\n\"typo/doubled\" = \"fix\"\n\
             [[override]]\npaths = [\"old/**\"]\nrules = { \"typo/doubled\" = \"off\", \"typo/joined\" = \"off\" }\n\
             [[override]]\npaths = [\"**/*.draft.txt\"]\nrules = { \"typo/doubled\" = \"note\" }\n",
        )
        .unwrap();
        let action = |file: &str, rule: &str| {
            let pipeline = pipelines.of(file).unwrap();
            pipeline.rules().action(pipeline.rules().named(rule).unwrap())
        };
        assert_eq!(action("new/a.txt", "typo/doubled"), Action::Fix);
        assert_eq!(action("./old/a.txt", "typo/doubled"), Action::Off);
        assert_eq!(action("new/../old/deep/a.draft.txt", "typo/doubled"), Action::Note);
        assert_eq!(action("old/a.draft.txt", "typo/joined"), Action::Off);
        assert_eq!(action("older/a.txt", "typo/joined"), Action::Flag);
    }

    #[test]
    fn mistakes_are_shown() {
        let error = pipelines("[[override]]\npaths = [\"a{\"]\nrules = {}\n").unwrap_err();
        assert!(error.contains("copydesk.toml:2:10") && error.contains("no glob"), "{error}");
        let error = pipelines("[[override]]\npaths = []\nrules = { \"typo/dubled\" = \"off\" }\n").unwrap_err();
        assert!(error.contains("copydesk.toml:3:11") && error.contains("typo/doubled"), "{error}");
    }
}
