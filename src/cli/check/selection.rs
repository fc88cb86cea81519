//! Which rules report, and which make the check fail.

use std::collections::HashSet;

use copydesk::nearest;
use copydesk::rules::{Action, RuleId, RuleSet};
use copydesk::stages::Stage;

use super::{Fatal, say};

/// Sets of rules, from what the options name.
#[derive(Debug)]
pub struct Selection {
    /// None for all.
    select: Option<HashSet<RuleId>>,
    ignore: HashSet<RuleId>,
    /// None for all.
    fail_on: Option<HashSet<RuleId>>,
}

impl Selection {
    /// The rules that the names stand for: ids of rules, and stages for all of theirs.
    ///
    /// # Errors
    /// When there is no such rule or stage.
    pub fn new(rules: &RuleSet, select: &[String], ignore: &[String], fail_on: &[String]) -> Result<Self, Fatal> {
        let some = |names: &[String]| (!names.is_empty()).then(|| named(rules, names)).transpose();
        Ok(Self { select: some(select)?, ignore: named(rules, ignore)?, fail_on: some(fail_on)? })
    }

    /// Whether the rule's findings are reported.
    pub fn reports(&self, rule: RuleId) -> bool {
        self.select.as_ref().is_none_or(|select| select.contains(&rule)) && !self.ignore.contains(&rule)
    }

    /// Whether the rule's findings make the check fail.
    pub fn fails(&self, rule: RuleId) -> bool {
        self.fail_on.as_ref().is_none_or(|fail_on| fail_on.contains(&rule))
    }

    /// Says which of the rules that were asked for by name cannot report anything, because they only note or are off.
    pub fn say_silent(&self, rules: &RuleSet) {
        let Some(select) = &self.select else { return };
        if select.iter().any(|&rule| rules.action(rule) >= Action::Flag) {
            return;
        }
        let names: Vec<&str> =
            rules.iter().filter(|(id, _)| select.contains(id)).map(|(_, rule)| rule.id.as_str()).collect();
        say(&format!(
            "note: `check` reports fixes and flags, and none of the selected rules does either ({}); \
             `[rules]` in the config makes a rule flag",
            names.join(", ")
        ));
    }
}

fn named(rules: &RuleSet, names: &[String]) -> Result<HashSet<RuleId>, Fatal> {
    let mut found = HashSet::new();
    for name in names {
        if let Some(stage) = Stage::named(name) {
            found.extend(rules.iter().filter(|(_, rule)| rule.stage == stage).map(|(id, _)| id));
        } else if let Some(id) = rules.named(name) {
            found.insert(id);
        } else {
            let error = Fatal::new(format!("there is no rule or stage {name:?}"));
            let all = rules.iter().map(|(_, rule)| rule.id.as_str()).chain(Stage::ALL.map(Stage::name));
            return Err(match nearest(name, all) {
                Some(near) => error.help(format!("did you mean {near:?}?")),
                None => error.help("`copydesk rules` lists them all"),
            });
        }
    }
    Ok(found)
}
