//! `check --show-settings` and `--show-files`: what would be done, and who says so.

use std::fmt::Write as _;

use copydesk::Config;
use copydesk::corpus::{Input, Inputs, Walk};
use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::{Fatal, Status, print, say};

/// Prints every setting with its value and where that comes from: an option, a line of the config, or the default.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(from_file: &Config, in_force: &Config) -> Result<Status, Fatal> {
    let mut lines = Vec::new();
    let value = |config: &Config| serde_json::to_value(config).expect("plain data");
    let (from_file_values, in_force_values) = (value(from_file), value(in_force));
    let origin = from_file.origin.as_ref();
    let table = origin.and_then(|origin| DeTable::parse(&origin.source).ok());
    for (path, value) in flat(&in_force_values) {
        let from = if at(&from_file_values, &path) == Some(value) {
            let line = table.as_ref().and_then(|table| line_of(table.get_ref(), &origin?.source, &path));
            match (line, origin) {
                (Some(line), Some(origin)) => format!("{}:{line}", origin.path.display()),
                _ => "default".to_owned(),
            }
        } else {
            "option".to_owned()
        };
        let value = if value.is_null() { "(not set)".to_owned() } else { value.to_string() };
        lines.push((format!("{} = {value}", path.join(".")), from));
    }
    let width = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or_default().min(60);
    let mut out = String::new();
    for (line, from) in lines {
        // A string takes all.
        let _ = writeln!(out, "{line:width$}  # {from}");
    }
    print(&out)?;
    Ok(Status::Done)
}

/// Prints the files that would be read.
///
/// # Errors
/// When standard output cannot be written.
pub fn show_files(walk: Walk) -> Result<Status, Fatal> {
    let mut status = Status::Done;
    for input in Inputs::new(walk) {
        match input {
            Ok(Input::Text { path, .. } | Input::Records { path: Some(path), .. }) => {
                print(&format!("{}\n", path.display()))?;
            }
            Ok(Input::Standard { .. } | Input::Records { path: None, .. }) => print("-\n")?,
            Err(failure) => {
                say(&format!("error: {failure}"));
                status = Status::Failed;
            }
        }
    }
    Ok(status)
}

/// Every value that is no table, with the keys that lead to it.
fn flat(value: &Value) -> Vec<(Vec<&str>, &Value)> {
    let Some(table) = value.as_object() else { return vec![(Vec::new(), value)] };
    table
        .iter()
        .flat_map(|(key, inner)| {
            flat(inner).into_iter().map(move |(mut path, value)| {
                path.insert(0, key);
                (path, value)
            })
        })
        .collect()
}

fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

/// The line, from 1, on which the config gives what `path` leads to.
fn line_of(table: &DeTable<'_>, source: &str, path: &[&str]) -> Option<usize> {
    let (key, rest) = path.split_first()?;
    let (name, value) = table.iter().find(|(name, _)| name.get_ref().as_ref() == *key)?;
    match value.get_ref() {
        DeValue::Table(inner) if !rest.is_empty() => line_of(inner, source, rest),
        _ => Some(source[..name.span().start].matches('\n').count() + 1),
    }
}
