//! A house's own list of words.

use std::path::Path;

use super::hash::Packed;
use super::hashed::ByHash;
use super::tokens::{Shape, Token};
use crate::config::TypoSettings;
use crate::diagnostic::Diagnostic;

/// Words that are right in this house, by hash.
#[derive(Debug, Default)]
pub struct HouseWords(ByHash<HouseWord>);

#[derive(Debug)]
struct HouseWord {
    /// As the list has it.
    written: String,
    /// Whether it is right without a capital, too.
    plain: bool,
}

impl HouseWords {
    /// The words of the list that the settings name, or none.
    ///
    /// # Errors
    /// As [`HouseWords::load`].
    pub fn of(settings: &TypoSettings) -> Result<Self, Diagnostic> {
        Ok(settings.lexicon.as_deref().map(Self::load).transpose()?.unwrap_or_default())
    }

    /// Reads the list at `path`: a word a line, remarks behind `#`. A word with a capital is right with a capital only.
    ///
    /// # Errors
    /// When the file cannot be read, or a line holds anything but one word.
    pub fn load(path: &Path) -> Result<Self, Diagnostic> {
        let source = std::fs::read_to_string(path).map_err(|error| {
            Diagnostic::in_file(path, format!("the house lexicon cannot be read: {error}"))
                .help("it is a file of one word a line, such as `copydesk lexicon` writes")
        })?;
        let mut words = ByHash::default();
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
                let lower = part.to_ascii_lowercase();
                let known = words
                    .entry(Packed::new(lower.as_bytes()).hash())
                    .or_insert_with(|| HouseWord { written: part.to_owned(), plain: false });
                if part == lower {
                    *known = HouseWord { written: lower, plain: true };
                }
            }
            start += line.len();
        }
        Ok(Self(words))
    }

    /// Whether the list has the word under `token`.
    #[must_use]
    pub fn has(&self, token: &Token) -> bool {
        !self.0.is_empty() && self.0.get(&token.hash).is_some_and(|word| word.plain || token.shape != Shape::Lower)
    }

    /// The words, in order.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.0.values().map(|word| word.written.as_str()).collect();
        words.sort_unstable();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::HouseWords;
    use crate::stages::typo::tokens;

    #[test]
    fn an_error_names_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("house.lex");
        std::fs::write(&path, "runnning # a horse\nteh word\n").unwrap();
        let shown = HouseWords::load(&path).unwrap_err().to_string();
        assert!(shown.contains("house.lex:2:1") && shown.contains("teh word"), "{shown}");
        assert!(HouseWords::load(&folder.path().join("none")).is_err());
    }

    #[test]
    fn a_capital_asks_for_a_capital() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("house.lex");
        std::fs::write(&path, "runnning # a horse\n\n# Naïvely\nTeh\nOccured\noccured\n").unwrap();
        let house = HouseWords::load(&path).unwrap();
        let has = |word: &str| house.has(&tokens::next(word.as_bytes(), 0).unwrap());
        for known in ["runnning", "Runnning", "Teh", "TEH", "occured", "Occured"] {
            assert!(has(known), "{known}");
        }
        assert!(!has("teh") && !has("vely"));
        assert_eq!(house.words(), ["Teh", "occured", "runnning"]);
    }
}
