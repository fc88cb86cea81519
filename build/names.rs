//! Compiles lists of names and of words into sorted tables.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Lists in which case makes no difference, by the name of their file without its ending.
const LISTS: [&str; 7] =
    ["agencies", "caption-verbs", "credit-words", "labels", "organization-words", "picture-words", "publication-words"];
/// Lists in which it does, and lists of phrases that are compared in the way of the stage that has them.
const EXACT_LISTS: [&str; 5] = ["catchwords", "desk-notes", "desk-phrases", "desk-small-phrases", "sentence-openers"];
/// Tables of two columns, and the type whose variants the second names.
const TABLES: [(&str, &str); 3] = [("caption-labels", "Label"), ("caption-signs", "Sign"), ("credit-marks", "Mark")];

/// Writes `names.rs` into `out`: a constant for each list in `data`.
pub fn compile(data: &Path, out: &Path) {
    let mut source = String::new();
    for list in LISTS {
        let text = read(data, &format!("{list}.txt"));
        let mut names: Vec<String> = lines(&text).map(|line| line.trim().to_lowercase()).collect();
        names.sort();
        names.dedup();
        let constant = constant(list);
        writeln!(source, "/// `rules/data/{list}.txt`, in lower case, sorted.").expect("a string takes all");
        writeln!(source, "pub(crate) const {constant}: &[&str] = &{names:?};").expect("a string takes all");
        writeln!(source, "/// The lengths of those names, a bit each, by first byte.").expect("a string takes all");
        writeln!(source, "#[allow(clippy::unreadable_literal)] // Sets of bits.").expect("a string takes all");
        writeln!(source, "pub(crate) const {constant}_LENGTHS: [u64; 128] = {:?};", lengths(&names))
            .expect("a string takes all");
        writeln!(source, "/// How many of those names begin with a lesser byte.").expect("a string takes all");
        writeln!(source, "pub(crate) const {constant}_BEFORE: [u16; 129] = {:?};", before(&names))
            .expect("a string takes all");
    }
    for list in EXACT_LISTS {
        let text = read(data, &format!("{list}.txt"));
        let mut names: Vec<&str> = lines(&text).map(str::trim).collect();
        names.sort_unstable();
        writeln!(source, "/// `rules/data/{list}.txt`, sorted.").expect("a string takes all");
        writeln!(source, "pub(crate) const {}: &[&str] = &{names:?};", constant(list)).expect("a string takes all");
    }
    for (table, kind) in TABLES {
        let text = read(data, &format!("{table}.tsv"));
        writeln!(source, "/// `rules/data/{table}.tsv`.").expect("a string takes all");
        writeln!(source, "pub(crate) const {}: &[(&str, {kind})] = &[", constant(table)).expect("a string takes all");
        for line in lines(&text) {
            let (words, sort) = line.split_once('\t').unwrap_or_else(|| panic!("{table}: {line:?} has no tab"));
            // An underscore stands for a space that could not be seen.
            let words = words.strip_suffix('_').map_or_else(|| words.to_owned(), |words| format!("{words} "));
            let (first, rest) = sort.trim().split_at(1);
            writeln!(source, "    ({words:?}, {kind}::{}{rest}),", first.to_uppercase()).expect("a string takes all");
        }
        source.push_str("];\n");
    }
    fs::write(out.join("names.rs"), source).expect("OUT_DIR can be written");
}

fn read(data: &Path, name: &str) -> String {
    fs::read_to_string(data.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The lines that are no comment.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

fn constant(list: &str) -> String {
    list.replace('-', "_").to_uppercase()
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

/// For each byte of ASCII and the one behind, how many names begin with a lesser one.
fn before(names: &[String]) -> Vec<u16> {
    let lesser = |first: u8| names.iter().filter(|name| name.as_bytes()[0] < first).count();
    (0..=128).map(|first| u16::try_from(lesser(first)).expect("a list has fewer names")).collect()
}
