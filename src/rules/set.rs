//! All rules of a run, and what each of them may do.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;

use super::file::RuleFile;
use super::rule::{Action, Rule, RuleId};
use super::table::SOURCES;
use crate::diagnostic::Diagnostic;
use crate::stages::Stage;

/// Every rule with the action that the config gives it.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    actions: Vec<Action>,
}

impl RuleSet {
    /// The rules compiled in, each with its own default action.
    ///
    /// # Panics
    /// When a rule file that was compiled in is no rule; a test reads them all.
    #[must_use]
    pub fn builtin() -> Self {
        let rules: Vec<Rule> = SOURCES
            .iter()
            .map(|(id, source)| {
                let path = Path::new("rules").join(format!("{id}.toml"));
                RuleFile::parse(id, &path, source).unwrap_or_else(|error| panic!("{error}"))
            })
            .collect();
        let actions = rules.iter().map(|rule| rule.action).collect();
        Self { rules, actions }
    }

    /// Adds a user's rules behind those compiled in.
    ///
    /// # Errors
    /// When one has the id of a rule that is there already, or says it is builtin.
    pub fn add(&mut self, added: Vec<(Rule, String)>) -> Result<(), Diagnostic> {
        for (rule, source) in added {
            if self.named(&rule.id).is_some() {
                let message = format!("rule {:?} comes with copydesk already", rule.id);
                return Err(Diagnostic::in_file(&rule.path, message)
                    .help("give the file another name; `[rules]` in the config changes what a shipped rule does"));
            }
            if rule.pattern == super::Pattern::Builtin {
                let at = source.find("pattern").unwrap_or_default();
                return Err(Diagnostic::at(&rule.path, &source, at..at + 7, "only copydesk's own rules are builtin")
                    .help("use `pattern = { regex = \"...\" }` or `pattern = { pairs = { wrong = \"right\" } }`"));
            }
            self.actions.push(rule.action);
            self.rules.push(rule);
        }
        Ok(())
    }

    /// All rules in order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules.iter().enumerate().map(|(number, rule)| (Self::number(number), rule))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rules.len()
    }

    /// The rule of that number.
    #[must_use]
    pub fn get(&self, id: RuleId) -> &Rule {
        &self.rules[id.number()]
    }

    /// The number of the rule called `id`.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<RuleId> {
        self.rules.iter().position(|rule| rule.id == id).map(Self::number)
    }

    /// What a finding of this rule may do.
    #[must_use]
    pub fn action(&self, id: RuleId) -> Action {
        self.actions[id.number()]
    }

    /// Whether the rule is looked for at all.
    #[must_use]
    pub fn is_on(&self, id: RuleId) -> bool {
        self.action(id) != Action::Off
    }

    /// A hash over all rules and what they do: two sets with the same one find the same things.
    #[must_use]
    pub fn version(&self) -> String {
        let mut hasher = DefaultHasher::new();
        for (rule, action) in self.rules.iter().zip(&self.actions) {
            (&rule.id, action, format!("{:?}", rule.pattern)).hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }

    /// Gives the rule another action.
    pub fn set_action(&mut self, id: RuleId, action: Action) {
        self.actions[id.number()] = action;
    }

    /// Gives every rule of `stage` the action that `change` makes of its present one.
    pub fn change_stage(&mut self, stage: Stage, change: impl Fn(Action) -> Action) {
        for (rule, action) in self.rules.iter().zip(&mut self.actions) {
            if rule.stage == stage {
                *action = change(*action);
            }
        }
    }

    fn number(number: usize) -> RuleId {
        RuleId(u16::try_from(number).expect("fewer than 65,536 rules"))
    }
}
