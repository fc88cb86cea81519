//! Apostrophes that became question marks or spaces.
//!
//! What stood there is not certain, so these are flags with a suggestion.

use crate::finding::Finding;
use crate::rules::{RuleId, id};
use crate::text::Span;

/// What "t" may stand behind when it has lost its apostrophe.
const NEGATED: [&str; 21] = [
    "ain", "aren", "can", "couldn", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn", "mightn", "mustn", "needn",
    "oughtn", "shan", "shouldn", "wasn", "weren", "won", "wouldn",
];
const PRONOUNS: [&str; 12] = ["i", "you", "he", "she", "it", "we", "they", "who", "that", "there", "what", "this"];

/// The word that lost its apostrophe at the question mark, space or replacement character at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Finding> {
    let lost = text[at..].chars().next()?;
    if !matches!(lost, '?' | ' ' | '\u{FFFD}' | 'Õ') {
        return None;
    }
    let (before, after) = (&text[..at], &text[at + lost.len_utf8()..]);
    let ending = &after[..after.bytes().take(3).take_while(u8::is_ascii_lowercase).count()];
    if ending.is_empty() || ending.len() > 2 || after[ending.len()..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let letters = before.bytes().rev().take(24).take_while(u8::is_ascii_alphabetic).count();
    let word = &before[before.len() - letters..];
    let whole_word = !before[..before.len() - letters].ends_with(|c: char| c.is_alphanumeric() || is_joiner(c));
    if letters == 0 || !whole_word || !goes_with(&word.to_ascii_lowercase(), ending, lost) {
        return None;
    }
    let rule: RuleId = id::unicode::LOST_APOSTROPHE;
    let span = Span::new(at - letters, at + lost.len_utf8() + ending.len());
    Some(Finding::fix(rule, span, format!("{word}’{ending}")).confidence(if lost == ' ' { 80 } else { 95 }))
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '’' | '.' | '/' | '=' | '&' | '@' | '_')
}

/// Whether `word`, in small letters, can have `ending` behind an apostrophe.
fn goes_with(word: &str, ending: &str, lost: char) -> bool {
    match ending {
        "t" => NEGATED.contains(&word),
        // "letter s" and "1990 s" aside, an s alone is what is left of a genitive.
        "s" => word.len() > 1 && (lost != ' ' || !matches!(word, "letter" | "letters" | "an" | "the")),
        "m" => word == "i",
        "re" => matches!(word, "we" | "you" | "they" | "who" | "there" | "what"),
        "ve" => matches!(word, "i" | "we" | "you" | "they" | "who" | "would" | "could" | "should" | "might"),
        "d" | "ll" => PRONOUNS.contains(&word),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::at;

    fn suggestion(text: &str, lost: &str) -> Option<String> {
        at(text, text.find(lost)?).map(|finding| finding.value.into_owned())
    }

    #[test]
    fn lost_apostrophes() {
        assert_eq!(suggestion("It?s late", "?").as_deref(), Some("It’s"));
        assert_eq!(suggestion("she doesn t know", " t").as_deref(), Some("doesn’t"));
        assert_eq!(suggestion("Kim\u{FFFD}s car", "\u{FFFD}").as_deref(), Some("Kim’s"));
        assert_eq!(suggestion("they ll go", " ll").as_deref(), Some("they’ll"));
        for (text, lost) in [("plan t now", " t"), ("a?b", "?"), ("is it?so", "?"), ("www.x.org/a?s", "?")] {
            assert_eq!(suggestion(text, lost), None, "{text}");
        }
    }
}
