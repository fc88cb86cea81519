//! Completions for shells, and manual pages.

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Fatal, Status, print, say};

/// Print what makes a shell complete commands and options
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

/// Write a manual page for every command into a folder
#[derive(Debug, Args)]
pub struct ManArguments {
    /// The folder
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Runs `completions`.
///
/// # Errors
/// When standard output cannot be written.
pub fn completions(arguments: &CompletionsArguments) -> Result<Status, Fatal> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "copydesk", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Done)
}

/// Runs `man`.
///
/// # Errors
/// When a page cannot be written.
pub fn man(arguments: &ManArguments) -> Result<Status, Fatal> {
    let out = &arguments.out;
    fs::create_dir_all(out)
        .and_then(|()| clap_mangen::generate_to(super::Arguments::command(), out))
        .map_err(|error| Fatal::in_file(out, format!("cannot be written: {error}")))?;
    say(&format!("written to {}; `man -l {}` shows the first", out.display(), out.join("copydesk.1").display()));
    Ok(Status::Done)
}
