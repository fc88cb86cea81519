//! `copydesk rules` and `copydesk explain`: what there is, and why.

use std::fmt::Write as _;

use clap::Args;
use copydesk::audit::escape;
use copydesk::rules::{Action, Expected, Pattern, Rule};
use copydesk::stages::Stage;
use copydesk::{Pipeline, nearest};

use super::options::RuleOptions;
use super::{Fatal, Status, print};

/// List every rule with what it does
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Only the rules of this stage
    #[arg(value_name = "STAGE")]
    stage: Option<String>,

    /// Print the page of the manual: every rule with its reason and examples, as Markdown
    #[arg(long)]
    manual: bool,

    #[command(flatten)]
    config: RuleOptions,
}

/// Say what a rule finds, why, and show its examples
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The rule, such as date/weekday
    #[arg(value_name = "RULE")]
    rule: String,

    #[command(flatten)]
    config: RuleOptions,
}

/// Runs `rules`.
///
/// # Errors
/// When the config is bad or there is no such stage.
pub fn list(arguments: &ListArguments) -> Result<Status, Fatal> {
    let pipeline = Pipeline::new(arguments.config.load()?)?;
    let wanted = match &arguments.stage {
        None => None,
        Some(name) => Some(Stage::named(name).ok_or_else(|| {
            Fatal::new(format!("there is no stage {name:?}")).help(Stage::ALL.map(Stage::name).join(", "))
        })?),
    };
    let rules = || pipeline.rules().iter().filter(|(_, rule)| wanted.is_none_or(|stage| rule.stage == stage));
    let width = rules().map(|(_, rule)| rule.id.len()).max().unwrap_or_default();
    let mut sorted: Vec<_> = rules().collect();
    sorted.sort_by_key(|(id, rule)| (rule.stage, *id));
    let mut out = String::new();
    if arguments.manual {
        let rules: Vec<_> = sorted.into_iter().map(|(id, rule)| (rule, pipeline.rules().action(id))).collect();
        print(&manual(&rules))?;
        return Ok(Status::Done);
    }
    for (id, rule) in sorted {
        let action = pipeline.rules().action(id).name();
        // A string takes all.
        let _ = writeln!(out, "{:width$}  {action:4}  {}", rule.id, rule.summary);
    }
    print(&out)?;
    Ok(Status::Done)
}

/// The page of the manual about `rules`, a chapter a stage.
fn manual(rules: &[(&Rule, Action)]) -> String {
    let mut out = String::from("# Rules\n\n`copydesk rules --manual` writes this page from the files of the rules.\n");
    let mut stage = None;
    for (rule, action) in rules {
        // A string takes all.
        if stage != Some(rule.stage) {
            stage = Some(rule.stage);
            let _ = writeln!(out, "\n## {}", rule.stage.name());
        }
        let _ = writeln!(out, "\n### {}\n\n{}. *{}*\n\n{}", rule.id, rule.summary, action.name(), rule.why);
        for example in &rule.examples {
            let text = code(&example.text);
            let published = example.published.map(|date| format!(", published {date}")).unwrap_or_default();
            let _ = match &example.expected {
                Expected::Keep => writeln!(out, "\n- left alone{published}: {text}"),
                Expected::After(after) => writeln!(out, "\n- {text} becomes {}{published}", code(after)),
                Expected::Finds(finds) => {
                    let found: Vec<String> = finds.iter().map(|(before, after)| found(before, after)).collect();
                    writeln!(out, "\n- in {text}{published}: {}", found.join("; "))
                }
            };
        }
    }
    out
}

fn found(before: &str, after: &str) -> String {
    if after.is_empty() { code(before) } else { format!("{} → {}", code(before), code(after)) }
}

/// Text as code in Markdown, which takes as many backticks as it does not hold.
fn code(text: &str) -> String {
    let text = escape(text);
    let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or_default() + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Runs `explain`.
///
/// # Errors
/// When the config is bad or there is no such rule.
pub fn explain(arguments: &ExplainArguments) -> Result<Status, Fatal> {
    let pipeline = Pipeline::new(arguments.config.load()?)?;
    let rules = pipeline.rules();
    let Some(id) = rules.named(&arguments.rule) else {
        let error = Fatal::new(format!("there is no rule {:?}", arguments.rule));
        return Err(match nearest(&arguments.rule, rules.iter().map(|(_, rule)| rule.id.as_str())) {
            Some(near) => error.help(format!("did you mean {near:?}?")),
            None => error.help("`copydesk rules` lists them all"),
        });
    };
    let rule = rules.get(id);
    let mut out = format!("{}\n{}\n\n{}\n\n", rule.id, rule.summary, rule.why);
    let _ = writeln!(out, "Stage:   {}\nAction:  {}", rule.stage.name(), rules.action(id).name());
    if let Pattern::Regex { regex, replace } = &rule.pattern {
        let _ = writeln!(out, "Pattern: {}", regex.get_ref());
        if let Some(replace) = replace {
            let _ = writeln!(out, "Becomes: {}", escape(replace));
        }
    }
    if let Pattern::Pairs(pairs) = &rule.pattern {
        for (wrong, right) in pairs {
            let _ = writeln!(out, "Pair:    {wrong} → {right}");
        }
    }
    for example in &rule.examples {
        let text = escape(&example.text);
        let published = example.published.map(|date| format!(" (published {date})")).unwrap_or_default();
        let _ = match &example.expected {
            Expected::Keep => writeln!(out, "\nLeft alone{published}\n    {text}"),
            Expected::After(after) => writeln!(out, "\nChanged{published}\n  - {text}\n  + {}", escape(after)),
            Expected::Finds(finds) => {
                let _ = writeln!(out, "\nFound{published}\n    {text}");
                finds.iter().try_for_each(|(before, after)| writeln!(out, "    {} → {}", escape(before), escape(after)))
            }
        };
    }
    let _ = writeln!(
        out,
        "\nTo change what it does, in copydesk.toml:\n    [rules]\n    \"{}\" = \"off\"    # off | flag | fix",
        rule.id
    );
    print(&out)?;
    Ok(Status::Done)
}
