//! Errors in something a person wrote: the file, the line, a caret, and what to do.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::text::LineIndex;

/// An error in a config or rule file, or one that no file is to blame for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    message: String,
    place: Option<Place>,
    help: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    line: usize,
    /// From 1, in Unicode scalar values.
    column: usize,
    /// Characters under the caret; at least 1.
    width: usize,
    /// The line as written; none when only the file is known.
    excerpt: Option<String>,
}

impl Diagnostic {
    /// An error with no place.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, help: None }
    }

    /// An error in the file at `path`, no line known.
    #[must_use]
    pub fn in_file(path: &Path, message: impl Into<String>) -> Self {
        let place = Place { path: path.to_owned(), line: 1, column: 1, width: 1, excerpt: None };
        Self { place: Some(place), ..Self::new(message) }
    }

    /// An error at the bytes `span` of `source`, which was read from `path`.
    #[must_use]
    pub fn at(path: &Path, source: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let start = source.floor_char_boundary(span.start);
        let mut lines = LineIndex::new(source);
        let position = lines.position(start);
        let (line_start, line) = lines.line_around(start);
        let end = source.floor_char_boundary(span.end).clamp(start, line_start + line.len());
        let place = Place {
            path: path.to_owned(),
            line: position.line,
            column: position.column,
            width: source[start..end].chars().count().max(1),
            // A tab would put the carets elsewhere.
            excerpt: Some(line.replace('\t', " ")),
        };
        Self { place: Some(place), ..Self::new(message) }
    }

    /// What a parser of TOML says of `source`, which was read from `path`.
    #[must_use]
    pub fn from_toml(path: &Path, source: &str, error: &toml::de::Error) -> Self {
        match error.span() {
            Some(span) => Self::at(path, source, span, error.message()),
            None => Self::in_file(path, error.message()),
        }
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        let mut gutter = 1;
        if let Some(Place { path, line, column, width, excerpt }) = &self.place {
            let Some(excerpt) = excerpt else {
                write!(f, "\n --> {}", path.display())?;
                if let Some(help) = &self.help {
                    write!(f, "\n  = help: {help}")?;
                }
                return Ok(());
            };
            gutter = line.to_string().len();
            write!(f, "\n{:gutter$}--> {}:{line}:{column}", "", path.display())?;
            write!(f, "\n{:gutter$} |\n{line} | {excerpt}\n{:gutter$} | ", "", "")?;
            write!(f, "{:indent$}{}", "", "^".repeat(*width), indent = column - 1)?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n{:gutter$} = help: {help}", "")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// The name of `names` that is nearest to `wrong`, when it is near enough to be what was meant.
#[must_use]
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let distance = levenshtein(wrong, name);
        if distance <= (wrong.len() / 3).max(1) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

fn levenshtein(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Diagnostic, nearest};

    #[test]
    fn points_at_the_word() {
        let source = "[rules]\n\"typo/nonwrd\" = \"off\"\n";
        let shown = Diagnostic::at(Path::new("copydesk.toml"), source, 8..21, "unknown rule \"typo/nonwrd\"")
            .help("did you mean \"typo/nonword\"?")
            .to_string();
        let want = "unknown rule \"typo/nonwrd\"\n --> copydesk.toml:2:1\n  |\n2 | \"typo/nonwrd\" = \"off\"\n  | \
                    ^^^^^^^^^^^^^\n  = help: did you mean \"typo/nonword\"?";
        assert_eq!(shown, want);
    }

    #[test]
    fn nearest_gives_up_on_strangers() {
        assert_eq!(nearest("datline", ["date", "dateline"]), Some("dateline"));
        assert_eq!(nearest("zebra", ["date", "dateline"]), None);
    }
}
