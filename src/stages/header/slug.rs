//! Catchwords and notes of the desk: `(LEAD)`, `(2nd LD)`, `(ATTN: ADDS photo)`, `URGENT`, `epaselect epa12345678`.

use super::{Part, PartKind};
use crate::names;
use crate::text::Span;

/// The words of such a note, when it stands in the front of a slug; a longer headline is none.
const LONGEST_SLUG: usize = 60;
/// No number of a picture is longer, in bytes.
const LONGEST_NUMBER: usize = 40;

/// Finds the note that `line`, a span of `text`, begins with. Where the same note stands twice, what is between is the
/// slug, and goes with it: `(LEAD) harbour fire (LEAD) Fire closes harbour`.
#[must_use]
pub fn find(text: &str, line: Span) -> Option<Part> {
    let all = line.of(text);
    let part = |len: usize, says: &str| Part {
        span: Span::new(line.start, line.start + len),
        kind: PartKind::Slug(says.trim().to_owned()),
    };
    if let Some(note) = note(all) {
        let rest = &all[note.len()..];
        let again = rest.find(note).filter(|&at| (1..=LONGEST_SLUG).contains(&rest[..at].trim().len()));
        return Some(match again {
            Some(at) => part(2 * note.len() + at, &rest[..at]),
            None => part(note.len(), &note[1..note.len() - 1]),
        });
    }
    let word = all[..all.floor_char_boundary(LONGEST_NUMBER)].split([' ', ':', '-']).next().unwrap_or_default();
    let alone = all.trim_end_matches([':', '.', '!', ' ']);
    if names::CATCHWORDS.binary_search(&alone).is_ok() {
        return Some(part(all.trim_end().len(), alone));
    }
    // The European Pressphoto Agency numbers its pictures.
    let number = |word: &str| {
        word.strip_prefix("epa").is_some_and(|rest| rest.len() >= 7 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    if word == "epaselect" {
        let rest = all[word.len()..].trim_start();
        let next = rest.split(' ').next().unwrap_or_default();
        let end = if number(next) { all.len() - rest.len() + next.len() } else { word.len() };
        return Some(part(end, &all[..end]));
    }
    number(word).then(|| part(word.len(), word))
}

/// The bracketed note of the desk at the start of `text`.
fn note(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?;
    let len = inner.find([')', '\n'])?;
    (inner[len..].starts_with(')') && is_note(&inner[..len])).then(|| &text[..len + 2])
}

/// Whether `inner`, which stood in brackets, is a note of the desk.
pub fn is_note(inner: &str) -> bool {
    let says = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    // `2nd LD`.
    let says = ["st ", "nd ", "rd ", "th "].iter().find_map(|end| says.strip_prefix(end)).unwrap_or(says).trim_start();
    let opens = |note: &&str| {
        says.get(..note.len()).is_some_and(|start| start.eq_ignore_ascii_case(note))
            && !says[note.len()..].starts_with(|c: char| c.is_alphanumeric())
    };
    // A plain word in brackets is a note only in capitals or before a colon.
    let shouted = |opening: &str| says[..opening.len()].bytes().all(|byte| !byte.is_ascii_lowercase());
    names::DESK_NOTES.iter().find(|note| opens(note)).is_some_and(|opening| shouted(opening) || opening.contains(' '))
}

/// The notes within a line, glued behind a headline: their places, in bytes of `text`.
pub fn find_within(text: &str) -> Option<(usize, &str)> {
    text.match_indices('(').find_map(|(at, _)| note(&text[at..]).map(|note| (at, note)))
}

#[cfg(test)]
mod tests {
    use super::{find, find_within};
    use crate::stages::header::PartKind;
    use crate::text::Span;

    fn slug(line: &str) -> Option<(String, &str)> {
        let part = find(line, Span::new(0, line.len()))?;
        let PartKind::Slug(says) = part.kind else { return None };
        Some((says, &line[part.span.end..]))
    }

    #[test]
    fn notes_and_slugs() {
        assert_eq!(slug("(LEAD) harbour fire (LEAD) Fire closes"), Some(("harbour fire".into(), " Fire closes")));
        assert_eq!(slug("(2nd LD) Fire closes"), Some(("2nd LD".into(), " Fire closes")));
        assert_eq!(slug("(ATTN: ADDS photo)By Ann Lee"), Some(("ATTN: ADDS photo".into(), "By Ann Lee")));
        assert_eq!(slug("epaselect epa12345678 A ferry"), Some(("epaselect epa12345678".into(), " A ferry")));
        assert_eq!(slug("URGENT"), Some(("URGENT".into(), "")));
        assert_eq!(find_within("Fire closes(ATTN: x) By"), Some((11, "(ATTN: x)")));
    }

    #[test]
    fn plain_brackets_and_words() {
        for line in ["(lead is a metal) and", "(Reuters) - The", "URGENT repairs are needed.", "(unclosed", "", "()"] {
            assert_eq!(slug(line), None, "{line}");
        }
    }
}
