//! Compiles lists of names, one a line, into sorted tables in lower case.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Lists by the name of their file without its ending.
const LISTS: [&str; 3] = ["agencies", "credit-words", "labels"];

/// Writes `names.rs` into `out`: a constant for each list in `data`.
pub fn compile(data: &Path, out: &Path) {
    let mut source = String::new();
    for list in LISTS {
        let text =
            fs::read_to_string(data.join(format!("{list}.txt"))).unwrap_or_else(|error| panic!("{list}: {error}"));
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut names: Vec<String> = lines.map(str::to_lowercase).collect();
        names.sort();
        names.dedup();
        let constant = list.replace('-', "_").to_uppercase();
        writeln!(source, "/// `rules/data/{list}.txt`, in lower case, sorted.").expect("a string takes all");
        writeln!(source, "pub(crate) const {constant}: &[&str] = &{names:?};").expect("a string takes all");
        writeln!(source, "/// The lengths of those names, a bit each, by first byte.").expect("a string takes all");
        writeln!(source, "#[allow(clippy::unreadable_literal)] // Sets of bits.").expect("a string takes all");
        writeln!(source, "pub(crate) const {constant}_LENGTHS: [u64; 128] = {:?};", lengths(&names))
            .expect("a string takes all");
    }
    fs::write(out.join("names.rs"), source).expect("OUT_DIR can be written");
}

/// For each first byte of the ASCII names, their lengths in bytes as a set of bits.
fn lengths(names: &[String]) -> [u64; 128] {
    let mut lengths = [0; 128];
    for name in names.iter().filter(|name| name.is_ascii()) {
        assert!(name.len() < 64, "{name:?} is longer than 63 bytes");
        lengths[usize::from(name.as_bytes()[0])] |= 1 << name.len();
    }
    lengths
}
