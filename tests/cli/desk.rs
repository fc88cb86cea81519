//! A folder for each test, and the program run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A house rule that changes a word, so that tests do not depend on what the shipped rules find.
pub const HOUSE_RULE: &str = r#"
summary = "House spelling"
why = "One house, one spelling."
action = "fix"
pattern = { pairs = { colour = "color" } }
[[example]]
before = "The colour."
after = "The color."
[[example]]
keep = "The color."
"#;

/// A house rule that flags a word.
pub const HOUSE_FLAG: &str = r#"
summary = "A word to look at"
why = "Someone has to."
action = "flag"
pattern = { regex = "\\bquux\\b" }
[[example]]
text = "A quux."
finds = [["quux", ""]]
[[example]]
keep = "A quuux."
"#;

/// A folder with a config of its own.
pub struct Desk {
    folder: TempDir,
}

/// What a run left.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// Two house rules and no stage that changes plain text.
    pub fn new() -> Self {
        Self::with_config("stages = [\"decode\", \"unicode\"]\nrules_dir = \"house\"\n")
            .put("house/unicode/spelling.toml", HOUSE_RULE)
            .put("house/unicode/doubt.toml", HOUSE_FLAG)
    }

    /// All stages as they are by default, and the house rules.
    pub fn with_all_stages() -> Self {
        let desk = Self::new();
        desk.write("copydesk.toml", "rules_dir = \"house\"\n");
        desk
    }

    /// A config and nothing else.
    pub fn with_config(config: &str) -> Self {
        Self { folder: TempDir::new().unwrap() }.put("copydesk.toml", config)
    }

    fn put(self, name: &str, bytes: &str) -> Self {
        self.write(name, bytes);
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    pub fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    /// The program with arguments that have no spaces in them.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments.split_whitespace()).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &str) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    pub fn run_with_input(&self, arguments: &str, input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that refuses its flags reads nothing.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran::from(child.wait_with_output().unwrap())
    }

    /// The program, started by the shell after `before`.
    #[cfg(unix)]
    pub fn run_in_shell(&self, before: &str, arguments: &str) -> Ran {
        let script = format!("{before} exec {} {arguments}", env!("CARGO_BIN_EXE_copydesk"));
        let mut shell = Command::new("sh");
        Ran::of(shell.args(["-c", &script]).current_dir(self.folder.path()).stdin(Stdio::null()))
    }

    /// Every file below the folder `name`, by name, in order.
    pub fn files(&self, name: &str) -> Vec<String> {
        let top = self.path(name);
        let mut found = Vec::new();
        list(&top, &top, &mut found);
        found.sort();
        found
    }
}

fn list(top: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(top, &path, found);
        } else {
            found.push(path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        Self::from(command.output().unwrap())
    }

    /// Checks that it went well and said nothing of an error.
    #[track_caller]
    pub fn went_well(self) -> Self {
        assert_eq!(self.status, 0, "{self:?}");
        assert!(!self.err.contains("error"), "{self:?}");
        self
    }

    /// Checks that it failed, with that on standard error and nothing else.
    #[track_caller]
    pub fn failed_with(&self, error: &str) {
        assert_eq!(self.err.trim_end(), error.trim_end());
        assert_eq!(self.status, 2);
    }

    /// Checks that it failed, with that line among others.
    #[track_caller]
    pub fn failed_saying(&self, line: &str) {
        assert_eq!(self.status, 2, "{self:?}");
        assert!(self.err.lines().any(|other| other == line), "no line {line:?} in:\n{}", self.err);
    }
}

impl From<std::process::Output> for Ran {
    fn from(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("messages are UTF-8");
        Self {
            status: output.status.code().expect("ended by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}
