//! A house's own list of words.

use std::collections::HashSet;
use std::path::Path;

use super::tokens::Token;
use crate::diagnostic::Diagnostic;

/// Words that are right in this house, in lower case.
#[derive(Debug, Default)]
pub struct HouseWords(HashSet<Vec<u8>>);

impl HouseWords {
    /// Reads the list at `path`: a word a line, remarks behind `#`.
    ///
    /// # Errors
    /// When the file cannot be read, or a line holds anything but one word.
    pub fn load(path: &Path) -> Result<Self, Diagnostic> {
        let source = std::fs::read_to_string(path).map_err(|error| {
            Diagnostic::in_file(path, format!("the house lexicon cannot be read: {error}"))
                .help("`lexicon` under [typo] in the config names a file of one word a line")
        })?;
        let mut words = HashSet::new();
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            let word = line.split('#').next().unwrap_or_default().trim();
            if !word.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’' || c == '-') {
                return Err(Diagnostic::at(
                    path,
                    &source,
                    start..start + line.trim_end().len(),
                    "this is not one word",
                )
                .help("put one word on a line, remarks behind #"));
            }
            // A text is read in runs of ASCII letters, so that is how its words are kept.
            for part in word.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty()) {
                words.insert(part.to_ascii_lowercase().into_bytes());
            }
            start += line.len();
        }
        Ok(Self(words))
    }

    /// Whether the list has the word under `token`.
    pub fn has(&self, bytes: &[u8], token: &Token) -> bool {
        !self.0.is_empty() && self.0.contains(&bytes[token.start..token.end].to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::HouseWords;

    #[test]
    fn an_error_names_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("house.lex");
        std::fs::write(&path, "runnning # a horse\nteh word\n").unwrap();
        let shown = HouseWords::load(&path).unwrap_err().to_string();
        assert!(shown.contains("house.lex:2:1") && shown.contains("teh word"), "{shown}");
        std::fs::write(&path, "runnning # a horse\n\n# Naïvely\n").unwrap();
        assert!(HouseWords::load(&path).unwrap().0.contains(&b"runnning"[..]));
        assert!(HouseWords::load(&folder.path().join("none")).is_err());
    }
}
