//! The line that says when an article came out.

use super::{Clock, Part, PartKind, Spelling, read_clock, read_date};
use crate::names;
use crate::text::{Cursor, Span};

/// Words that may stand alone before a date and make what follows it on the line another part.
const NO_LABEL_ALONE: &[&str] = &["at", "first", "last", "on", "time", "originally"];
/// What may stand behind the date on its line, besides a time, and still be head: `| Reuters`. In bytes.
const LONGEST_REST: usize = 40;
/// Dates that one line may give, each with its label: `Published ... | Updated ...`.
const MOST_DATES: usize = 8;

/// Finds the publication date that `line`, a span of `text`, begins with. `opening` says that nothing of the text
/// stands before it: only there may the story go on behind the date on the same line.
#[must_use]
pub fn find(text: &str, line: Span, opening: bool) -> Option<Part> {
    find_first(text, line, opening, MOST_DATES)
}

/// The same, where up to `most` dates may stand on the line.
fn find_first(text: &str, line: Span, opening: bool, most: usize) -> Option<Part> {
    let mut cursor = Cursor::new(line.of(text));
    let labelled = skip_label(&mut cursor);
    let early = clock(&mut cursor);
    if early.is_some() {
        separators(&mut cursor);
    }
    let (date, len) = read_date(cursor.rest(), Spelling::Right)?;
    let date = date.complete()?;
    cursor.advance(len);
    let end = cursor.at();
    let mut ahead = cursor;
    separators(&mut ahead);
    let late = early.clone().or_else(|| clock(&mut ahead)).filter(|_| ahead.at() > 0);
    let end = if late.is_some() && early.is_none() { ahead.at() } else { end };
    let rest = &line.of(text)[end..];
    let part = |end: usize| Part {
        span: Span::new(line.start, line.start + end),
        kind: PartKind::Date { date, clock: late.clone() },
    };
    let trimmed = rest.trim();
    if trimmed.is_empty() {
        return Some(part(end));
    }
    // A second date or an outlet's name belongs to the line.
    let bar = trimmed.strip_prefix(['|', '•', '·', '–', '—', '/']);
    if trimmed.len() <= LONGEST_REST
        && let Some(more) = bar
        && !more.trim_end_matches('.').contains(['.', '?', '!', ':'])
    {
        return Some(part(line.len()));
    }
    if labelled && most > 1 {
        let more = rest.trim_start_matches([' ', '|', '•', '-', ',', '(']);
        let more = find_first(text, Span::new(line.end - more.len(), line.end), false, most - 1);
        if more.is_some_and(|more| more.span.end == line.end) {
            return Some(part(line.len()));
        }
    }
    let story = rest.strip_prefix([' ', '\t']).map(str::trim_start)?;
    let begins = story.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\'' | '(' | '*' | '[')
    });
    (opening && begins).then(|| part(end))
}

/// `Published on`, `Last updated:`.
fn skip_label(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let mut labelled = false;
    for _ in 0..4 {
        let mut word = ahead;
        let letters = word.letters();
        if !names::is_publication_word(letters) {
            break;
        }
        labelled |= !NO_LABEL_ALONE.iter().any(|word| word.eq_ignore_ascii_case(letters));
        while word.eat_any(b" :-|.\t") {}
        ahead = word;
    }
    if labelled {
        *cursor = ahead;
    }
    labelled
}

/// What stands between a date and a time.
fn separators(cursor: &mut Cursor<'_>) {
    while cursor.eat_any(b" ,|-(T\t") || cursor.eat_word("at") {}
}

fn clock(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let (clock, len) = read_clock(cursor.rest())?;
    cursor.advance(len);
    cursor.eat(b')');
    Some(clock)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::stages::header::PartKind;
    use crate::text::Span;

    fn found(line: &str, opening: bool) -> Option<(String, &str)> {
        let part = find(line, Span::new(0, line.len()), opening)?;
        let PartKind::Date { date, clock } = &part.kind else { return None };
        let clock =
            clock.as_ref().map(|clock| format!(" {} {}", clock.time, clock.zone.as_deref().unwrap_or_default()));
        Some((format!("{date}{}", clock.unwrap_or_default()), &line[part.span.end..]))
    }

    #[test]
    fn lines_of_their_own() {
        for (line, value) in [
            ("date 2017-06-22", "2017-06-22"),
            ("Updated: June 22, 2017 10:45 GMT", "2017-06-22 10:45 GMT"),
            ("Published 22/06/2017", "2017-06-22"),
            ("Thu, 22 Jun 2017", "2017-06-22"),
            ("Posted on June 22, 2017 at 4:05 p.m. ET", "2017-06-22 16:05 ET"),
            ("2017-06-22T10:45:00Z", "2017-06-22 10:45:00 Z"),
            ("June 22, 2017 | Example Post", "2017-06-22"),
        ] {
            assert_eq!(found(line, false), Some((value.to_owned(), "")), "{line}");
        }
    }

    #[test]
    fn glued_before_the_story() {
        assert_eq!(found("date 2017-06-22 Smoke rises", true), Some(("2017-06-22".to_owned(), " Smoke rises")));
        assert_eq!(found("2017-06-22 Smoke rises", false), None);
    }

    #[test]
    fn stories_that_begin_with_a_date() {
        for line in [
            "June 22, 2017 was a Thursday.",
            "June 22, 2017, was a Thursday.",
            "On June 22, 2017 The Example closed.",
            "Dec 27, 2014; Springfield; A guard",
            "22 people",
            "Updated figures show",
        ] {
            assert_eq!(found(line, true), None, "{line}");
        }
    }
}
