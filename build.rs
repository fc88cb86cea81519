//! Compiles the rule files in: one table of their sources, and one constant for each builtin rule.
//!
//! Code names a builtin rule by its constant (`id::typo::DOUBLED` for `rules/typo/doubled.toml`), so a rule file
//! without code behind it is an unused constant, and code without a rule file does not compile.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "build/gazetteer.rs"]
mod gazetteer;
#[path = "build/names.rs"]
mod names;
#[path = "build/words.rs"]
mod words;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/stages/typo/hash.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("rules.rs"), rule_table(&root.join("rules"))).expect("OUT_DIR can be written");
    gazetteer::compile(&root.join("rules/data"), &out);
    names::compile(&root.join("rules/data"), &out);
    words::write_tables(&root.join("rules/data/words"), &out);
}

/// Rust source: `SOURCES`, every rule's id and text in order of ids, and a module of constants for each stage.
fn rule_table(rules: &Path) -> String {
    let mut ids: Vec<(String, PathBuf)> = Vec::new();
    for stage in list(rules).into_iter().filter(|path| path.is_dir() && !path.ends_with("data")) {
        for file in list(&stage).into_iter().filter(|path| path.extension().is_some_and(|ext| ext == "toml")) {
            ids.push((format!("{}/{}", name(&stage), name(&file)), file));
        }
    }
    ids.sort();
    let mut sources = String::from("pub(crate) const SOURCES: &[(&str, &str)] = &[\n");
    let mut constants: BTreeMap<String, String> = BTreeMap::new();
    for (number, (id, file)) in ids.iter().enumerate() {
        let path = file.to_str().expect("rule files have plain names");
        writeln!(sources, "    ({id:?}, include_str!({path:?})),").expect("a string takes all");
        let text = fs::read_to_string(file).expect("a listed file can be read");
        if text.lines().any(|line| line.trim_end() == "pattern = \"builtin\"") {
            let (stage, rule) = id.split_once('/').expect("made with a slash");
            let constant = rule.replace('-', "_").to_uppercase();
            writeln!(
                constants.entry(stage.replace('-', "_")).or_default(),
                "        pub(crate) const {constant}: RuleId = RuleId({number});"
            )
            .expect("a string takes all");
        }
    }
    sources.push_str("];\n\n/// Builtin rules by name.\npub(crate) mod id {\n");
    for (stage, lines) in constants {
        writeln!(sources, "    pub(crate) mod {stage} {{\n        use super::super::RuleId;\n{lines}    }}")
            .expect("a string takes all");
    }
    sources.push_str("}\n");
    sources
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("a listed entry can be read").path()).collect()
}

fn name(path: &Path) -> String {
    path.file_stem().and_then(|stem| stem.to_str()).expect("rule files have plain names").to_owned()
}
