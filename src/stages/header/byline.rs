//! Who wrote an article.

use super::slug;
use super::{Part, PartKind};
use crate::gazetteer;
use crate::names;
use crate::text::Span;

/// The longest byline, in bytes.
const LONGEST: usize = 120;
/// Small words within a name.
const PARTICLES: &[&str] =
    &["de", "del", "van", "von", "der", "den", "la", "le", "di", "da", "bin", "al", "el", "ter", "du", "dos", "y"];

/// Finds the byline that fills `line`, a span of `text`: `By Jane Doe, Reuters`, `Jane Doe and John Roe in Paris`.
#[must_use]
pub fn find(text: &str, line: Span) -> Option<Part> {
    let all = line.of(text).trim_end();
    if all.len() > LONGEST {
        return None;
    }
    let name = match after_by(all) {
        Some(names) => written_by(names)?,
        None => from_place(all)?,
    };
    Some(Part { span: Span::new(line.start, line.start + all.len()), kind: PartKind::Byline(name.to_owned()) })
}

/// The notes and the byline that stand glued before a dateline, in `before`, a span of `text`, behind the headline.
#[must_use]
pub fn split(text: &str, before: Span) -> Vec<Part> {
    let all = before.of(text);
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some((at, note)) = slug::find_within(&all[from..]) {
        let span = Span::new(before.start + from + at, before.start + from + at + note.len());
        parts.push(Part { span, kind: PartKind::Slug(note[1..note.len() - 1].to_owned()) });
        from += at + note.len();
    }
    let tail = &all[from..];
    // The last `By` with a capital, at a word's start or glued behind a small letter or a mark.
    let found = ["By ", "BY "]
        .iter()
        .filter_map(|by| tail.rfind(by))
        .max()
        .filter(|&at| !tail[..at].ends_with(|c: char| c.is_uppercase()));
    if let Some(at) = found
        && let Some(name) = after_by(&tail[at..]).and_then(|names| written_by(names.trim_end()))
    {
        let start = before.start + from + at;
        let end = before.start + from + tail.trim_end().len();
        parts.push(Part { span: Span::new(start, end), kind: PartKind::Byline(name.to_owned()) });
    }
    parts
}

fn after_by(text: &str) -> Option<&str> {
    let by = text.get(..3).filter(|by| by.eq_ignore_ascii_case("by "))?;
    Some(text[by.len()..].trim_start())
}

/// The names in what stands behind `By`, if it is names: an agency, a title or a place may follow.
fn written_by(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['.', ' ', ',', '-', '|', ':']);
    let mut parts = text.split([',', '|', '/']);
    let names = parts.next()?.trim();
    let names = names.split(" in ").next().unwrap_or(names).trim();
    // An agency, a title, a place; not a date and not the story.
    let rest_is_short = parts
        .all(|part| part.split_whitespace().count() <= 5 && !part.contains(|c: char| c.is_ascii_digit() || c == '-'));
    (rest_is_short && (split_names(names).all(is_person) || names::is_agency(names))).then_some(names)
}

/// `Jane Doe and John Roe in Paris`.
fn from_place(text: &str) -> Option<&str> {
    let (names, place) = text.split_once(" in ")?;
    let known = gazetteer::knows(place.trim_end_matches('.'));
    (known && split_names(names).all(is_writer)).then_some(names)
}

fn split_names(names: &str) -> impl Iterator<Item = &str> {
    let and = if names.contains(" AND ") { " AND " } else { " and " };
    names.split(and).flat_map(|names| names.split(", "))
}

/// Whether `name` is made like the name of a person, with a capital on every word: without `By` before it, it must be.
fn is_writer(name: &str) -> bool {
    is_person(name) && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
}

/// Whether `name` is made like the name of a person: two to five words, each with a capital.
pub fn is_person(name: &str) -> bool {
    let mut words = 0;
    let mut count = 0;
    for word in name.split_whitespace() {
        count += 1;
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        if letters && word.starts_with(char::is_uppercase) {
            words += 1;
        } else if !letters || !(PARTICLES.contains(&word) || word.len() > 2) {
            return false;
        }
    }
    // One small word is a slip: `keith Grant`.
    (2..=5).contains(&count) && words >= 2 || (count == 2 && words >= 1)
}

#[cfg(test)]
mod tests {
    use super::{find, split};
    use crate::stages::header::PartKind;
    use crate::text::Span;

    fn byline(line: &str) -> Option<String> {
        match find(line, Span::new(0, line.len()))?.kind {
            PartKind::Byline(name) => Some(name),
            _ => None,
        }
    }

    #[test]
    fn lines_of_their_own() {
        assert_eq!(byline("By Kim Soo-yeon").as_deref(), Some("Kim Soo-yeon"));
        assert_eq!(byline("By Jane Doe, Reuters").as_deref(), Some("Jane Doe"));
        assert_eq!(byline("BY JANE DOE AND JOHN ROE").as_deref(), Some("JANE DOE AND JOHN ROE"));
        assert_eq!(byline("By Jane Doe and John van Roe").as_deref(), Some("Jane Doe and John van Roe"));
        assert_eq!(byline("Jane Doe and John Roe in Paris").as_deref(), Some("Jane Doe and John Roe"));
        assert_eq!(byline("By Reuters").as_deref(), Some("Reuters"));
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in ["By noon the harbour was closed", "By Friday, 12 had died", "Prices rise in Paris", "By", ""] {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn glued_before_a_dateline() {
        let text = "Fire closes harbour(ATTN: ADDS photo)By Ann Lee ";
        let parts = split(text, Span::new(0, text.len()));
        let slices: Vec<&str> = parts.iter().map(|part| part.span.of(text)).collect();
        assert_eq!(slices, ["(ATTN: ADDS photo)", "By Ann Lee"]);
    }
}
