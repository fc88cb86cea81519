//! What copydesk writes, read by tools that others wrote: a browser, validators, pre-commit.
//!
//! The tools are no part of a Rust toolchain. `.ci/others.sh` installs them by name and sets `COPYDESK_PYTHON`, and then
//! a tool that is not there is a failure; anywhere else it is a test passed over, which says so.

use std::path::Path;
use std::process::Command;

/// What a script exits with when a tool is not there.
const NOT_HERE: i32 = 77;

/// Runs `tests/others/NAME.py` with the program and an empty folder.
fn run(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::TempDir::new().expect("a folder for the test");
    let demanded = std::env::var_os("COPYDESK_PYTHON");
    let python = demanded.clone().unwrap_or_else(|| "python3".into());
    let mut command = Command::new(&python);
    command.arg(root.join("tests/others").join(name)).arg(env!("CARGO_BIN_EXE_copydesk")).arg(folder.path()).arg(root);
    let Ok(output) = command.current_dir(folder.path()).output() else {
        assert!(demanded.is_none(), "{} cannot be run", python.display());
        eprintln!("skipped: there is no python3 on this machine");
        return;
    };
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(0) => println!("{said}"),
        Some(NOT_HERE) if demanded.is_none() => eprintln!("skipped: {said}"),
        _ => panic!("{name}:\n{said}"),
    }
}

/// The page of a log in headless Chromium: filters, sorting, a document, hostile text, 100,000 rows.
#[test]
fn a_browser_shows_the_report() {
    run("browser.py");
}

/// The log and its schema with frictionless, pandas and `DuckDB`.
#[test]
fn table_readers_read_the_log() {
    run("tables.py");
}

/// SARIF with Microsoft's validator, `JUnit` with a parser of XML and junitparser, config and schema with jsonschema.
#[test]
fn validators_pass_the_reports() {
    run("formats.py");
}

/// The hooks with pre-commit, against a repository made for the test.
#[test]
fn pre_commit_runs_the_hooks() {
    run("hooks.py");
}

/// The commands of the composite action and of the GitLab snippet, as a runner would run them.
#[test]
fn the_ci_parts_run() {
    run("ci_parts.py");
}
