//! Rules as data: one file a rule, with its reason and its examples inside.

mod file;
mod matcher;
mod rule;
mod set;

pub use file::RuleFile;
pub use matcher::Matcher;
pub use rule::{Action, Example, Expected, Pattern, Rule, RuleId};
pub use set::RuleSet;
pub(crate) use table::id;

/// What the build found under `rules/`.
mod table {
    use super::RuleId;
    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}
