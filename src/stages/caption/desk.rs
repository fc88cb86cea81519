//! What photo desks write behind a credit: `FILE PHOTO`, `MANDATORY CREDIT`, `GERMANY OUT`, numbers of pictures.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::gazetteer;
use crate::names;
use crate::stages::dateline::{self, Trust};
use crate::text::Span;

/// Short words that are a phrase only where they end.
const LONG_PHRASE: usize = 8;
/// The longest heading that is taken for one, in words.
const LONGEST_HEADING: usize = 3;
/// Words in capitals behind a credit are the desk's for no longer than this, in bytes.
const LONGEST_RUN: usize = 1_000;

/// Whether a note in small letters begins with `first`, a small letter.
pub fn may_begin_note(first: char) -> bool {
    names::DESK_SMALL_PHRASES.iter().any(|phrase| phrase.starts_with(first))
}

/// How many bytes of `text`, which stands behind a credit, are the desk's.
#[must_use]
pub fn instructions(text: &str) -> usize {
    let run = capitals(text);
    // A few words in capitals may be the next heading: only a phrase of the desk, or a number, tells them from one.
    let is_heading = || {
        text.split_whitespace().count() <= LONGEST_HEADING
            && !text.contains(|c: char| c.is_ascii_digit())
            && last_phrase_end(text, run).is_none()
    };
    if run == text.len() && !is_heading() {
        return text.trim_end().len();
    }
    // Capitals at the end of the run may be the story's dateline, or the first capital of its first word.
    let reach = dateline_in(text, run, false).unwrap_or(run);
    let mut end = last_phrase_end(text, reach).unwrap_or(0);
    if reach < run && end < reach {
        end = text[..reach].trim_end().len();
    }
    loop {
        let rest = &text[end..];
        let step = small_phrase(rest).max(numbers(rest)).max(copyright(rest));
        if step == 0 {
            break;
        }
        end += step;
    }
    let rest = &text[end..];
    let marks = rest.len() - rest.trim_start_matches(['.', ',', ';', '*', ' ']).len();
    if end > 0 || marks == rest.len() { end + rest[..marks].trim_end().len() } else { 0 }
}

/// How many bytes at the start of `text` hold no small letter, up to the word that has one: a word's first capital may
/// be glued to the capitals before it. Of a run that does not end, as much as can be the desk's.
fn capitals(text: &str) -> usize {
    let mut word = 0;
    let mut letters = 0;
    for (at, c) in text.char_indices() {
        if at > LONGEST_RUN {
            return word;
        }
        if c.is_lowercase() {
            let last = text[..at].chars().next_back().map_or(0, char::len_utf8);
            return if letters > 2 { at - last } else { word };
        }
        if c.is_alphabetic() {
            letters += 1;
        } else {
            (word, letters) = (at + c.len_utf8(), 0);
        }
    }
    text.len()
}

/// Where within the first `run` bytes of `text` a dateline begins whose city the gazetteer knows. With `glued`, it may
/// begin within a word, as behind a name in capitals; otherwise at a word's start or behind a phrase of the desk.
fn dateline_in(text: &str, run: usize, glued: bool) -> Option<usize> {
    let mut before = ' ';
    for (at, c) in text[..run].char_indices() {
        let begins = c.is_uppercase()
            && (glued
                || !before.is_alphanumeric()
                || names::DESK_PHRASES.iter().any(|phrase| text[..at].ends_with(phrase)));
        before = c;
        if begins {
            let found =
                dateline::find(text, Span::new(at, text.len()), Trust::Head).filter(|found| found.span.start == at);
            if found.is_some_and(|found| gazetteer::knows(found.place.split(',').next().unwrap_or_default())) {
                return Some(at);
            }
        }
    }
    None
}

/// `end`, or where a dateline begins between `from` and `end` of `line`: `Photo: Jane Doe GENEVA — The port ...`.
pub fn before_dateline(line: &str, from: usize, end: usize) -> usize {
    if !line[from..end].trim_end().ends_with(['-', '–', '—', ':']) {
        return end;
    }
    dateline_in(&line[from..], end - from, true).map_or(end, |at| from + line[from..from + at].trim_end().len())
}

/// Where the last of the desk's phrases within the first `reach` bytes of `text` ends.
fn last_phrase_end(text: &str, reach: usize) -> Option<usize> {
    static FINDER: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new(names::DESK_PHRASES).expect("a few short phrases"));
    let is_phrase = |start: usize, end: usize| {
        let opens = !text[..start].ends_with(char::is_alphanumeric);
        let closes = !text[end..].starts_with(char::is_alphanumeric);
        opens && (closes || end - start >= LONG_PHRASE)
    };
    let found = FINDER.find_overlapping_iter(&text[..reach]).map(|found| (found.start(), found.end()));
    found.filter(|&(start, end)| is_phrase(start, end)).map(|(_, end)| end).max()
}

fn small_phrase(text: &str) -> usize {
    let start = text.len() - text.trim_start_matches([' ', '.', ',', ';', '-']).len();
    names::DESK_SMALL_PHRASES
        .iter()
        .filter(|phrase| text[start..].get(..phrase.len()).is_some_and(|found| found.eq_ignore_ascii_case(phrase)))
        .map(|phrase| start + phrase.len())
        .filter(|&end| !text[end..].starts_with(|c: char| c.is_lowercase() || c == '/'))
        .max()
        .unwrap_or(0)
}

/// `- Copyright AP Photo`.
fn copyright(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '-', '–']);
    let Some(rest) = rest.strip_prefix("Copyright") else { return 0 };
    let step = small_phrase(rest);
    if step == 0 { 0 } else { text.len() - rest.len() + step }
}

/// Numbers of pictures, marks between them included: `120425132377, 21334631,`.
fn numbers(text: &str) -> usize {
    let end =
        text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | ';' | '.')).len();
    let digits = text[..end].bytes().filter(u8::is_ascii_digit).count();
    if digits >= 5 { text[..end].trim_end().len() } else { 0 }
}

/// How many bytes at the start of `text` are a name, one to four words in capitals or with a capital, that ends at the
/// text's end or before a sentence or a dateline.
#[must_use]
pub fn name_in_capitals(text: &str) -> usize {
    let run = capitals(text);
    if run == text.len() {
        return text.trim_end().len();
    }
    if run > 0 {
        return dateline_in(text, run, true).map_or(text[..run].trim_end().len(), |at| text[..at].trim_end().len());
    }
    // A name in small letters counts only where nothing follows.
    let plain = text.split_whitespace().count() <= 4
        && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    if plain { text.trim_end().len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{instructions, name_in_capitals};

    fn left(text: &str) -> &str {
        &text[instructions(text)..]
    }

    #[test]
    fn the_desk_and_the_story() {
        assert_eq!(left(" FILE PHOTO"), "");
        assert_eq!(left(" MANDATORY CREDIT. file photo"), "");
        assert_eq!(left(" FILE PHOTOThe port"), "The port");
        assert_eq!(
            left(" MANDATORY CREDITGENEVA — The port is closed for the week."),
            "GENEVA — The port is closed for the week."
        );
        assert_eq!(
            left(" GERMANY OUTGENEVA — The port is closed for the week."),
            "GENEVA — The port is closed for the week."
        );
        assert_eq!(left(" GERMANY OUT; MANDATORY CREDIT The port"), " The port");
        assert_eq!(left(" 120425132377, 21334631, The port"), " The port");
        assert_eq!(
            left("SOUTHAMPTON, Britain – The port is closed for the week."),
            "SOUTHAMPTON, Britain – The port is closed for the week."
        );
        assert_eq!(left(" The port"), " The port");
        assert_eq!(left("A port"), "A port");
        assert_eq!(left("."), "");
    }

    #[test]
    fn names_before_the_story() {
        let name = |text: &'static str| &text[..name_in_capitals(text)];
        assert_eq!(name("JANE S. DOE The port"), "JANE S. DOE");
        assert_eq!(name("JANE DOE GENEVA: The port is closed for the week."), "JANE DOE");
        assert_eq!(name("JANE DOEGENEVA: The port is closed for the week."), "JANE DOE");
        assert_eq!(name("Jane Doe"), "Jane Doe");
        assert_eq!(name("Jane Doe said the port is closed."), "");
    }
}
