//! Which files are not as they were in a revision of git.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use super::Fatal;

/// The canonical paths of all files below the current folder that differ from `revision`, untracked ones included.
///
/// # Errors
/// When git cannot be run or knows no such revision.
pub fn since(revision: &str) -> Result<HashSet<PathBuf>, Fatal> {
    if revision.starts_with('-') {
        return Err(Fatal::new(format!("{revision:?} is no revision")));
    }
    let changed = git(&["diff", "--name-only", "--relative", "--no-renames", "--diff-filter=d", "-z", revision, "--"])?;
    let untracked = git(&["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = changed.split(|&byte| byte == 0).chain(untracked.split(|&byte| byte == 0));
    // A name that cannot be resolved is gone again.
    Ok(names.filter(|name| !name.is_empty()).filter_map(|name| path_of(name).canonicalize().ok()).collect())
}

fn git(arguments: &[&str]) -> Result<Vec<u8>, Fatal> {
    let run = Command::new("git").args(arguments).output();
    let output = run.map_err(|error| Fatal::new(format!("git cannot be run: {error}")).help("`--since` asks git"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("no reason given");
    Err(Fatal::new(format!("git does not say what changed: {said}"))
        .help("`--since` takes a revision that is here; a shallow clone may lack it"))
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::new(&*String::from_utf8_lossy(name)))
}
