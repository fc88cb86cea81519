//! Paths compared by name.

use std::path::{Component, Path, PathBuf};

/// `path` from the root, `.` and `..` taken out by name alone.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let mut out = std::env::current_dir().unwrap_or_default();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            // Pushing a root begins anew.
            other => out.push(other),
        }
    }
    out
}
