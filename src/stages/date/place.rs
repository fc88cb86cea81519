//! Where an expression stands: whether it is one there, and whether it may be written anew.

use jiff::civil::Date;

use super::expression::{Calendar, Expression, Set, YearOf};
use super::numeric;
use super::words::{Word, look_up};
use crate::text::Span;

/// Whether what was read is cut out of something longer that is no date: a word, a number, a price, an address.
pub(super) fn is_cut(text: &str, span: Span, expression: &Expression) -> bool {
    is_cut_before(text, span, expression)
        || is_cut_behind(text, span, expression)
        || is_in_address(text, span)
        || is_capitalized(text, span, expression)
}

fn is_cut_before(text: &str, span: Span, expression: &Expression) -> bool {
    let bytes = text.as_bytes();
    let before = match bytes[..span.start].last() {
        None | Some(b' ' | b'\n') => return false,
        _ if numeric::is_interval(bytes, span.start - 1) => return false,
        _ => text[..span.start].chars().next_back(),
    };
    let Some(before) = before else { return false };
    let starts_with_digit = bytes[span.start].is_ascii_digit();
    // "since'82" lacks a space.
    let is_glued = matches!(expression, Expression::Year { .. }) && !starts_with_digit;
    let is_part = (before.is_alphanumeric() && !is_glued) || matches!(before, '_' | '@' | '=' | '&' | '\\' | '/' | '%');
    if is_part || (starts_with_digit && matches!(before, '$' | '£' | '€' | '#' | '¥' | '+')) {
        return true;
    }
    // "3.5 years", "1,200.5 days".
    matches!(before, '.' | ',') && starts_with_digit && span.start >= 2 && bytes[span.start - 2].is_ascii_digit()
}

fn is_cut_behind(text: &str, span: Span, expression: &Expression) -> bool {
    let bytes = text.as_bytes();
    if matches!(bytes.get(span.end), None | Some(b' ' | b'\n' | b',' | b'.')) {
        return false;
    }
    let mut behind = text[span.end..].chars();
    let next = behind.next();
    match (next, behind.next()) {
        (Some('_' | '@' | '=' | '&' | '%'), _) => true,
        // "2017-02-30" is no year.
        (Some('-'), Some(next)) if next.is_ascii_digit() && bytes.get(span.end + 3) == Some(&b'-') => true,
        (Some('/'), Some(next)) if next.is_alphanumeric() && bytes[span.start].is_ascii_digit() => {
            !numeric::is_interval(bytes, span.end)
        }
        (Some('-'), Some(next)) if next.is_ascii_alphabetic() => {
            let stands = matches!(
                expression,
                Expression::Calendar(_)
                    | Expression::Weekday { .. }
                    | Expression::Month { .. }
                    | Expression::Year { .. }
                    | Expression::Quarter { .. }
                    | Expression::Holiday { .. }
                    | Expression::Duration { .. }
                    | Expression::Decade(_)
            );
            !stands && !is_dash(&text[span.end..])
        }
        (Some(next), _) => next.is_alphanumeric(),
        _ => false,
    }
}

/// Whether the hyphen that `behind` begins with stands for a dash: "this year-the worst so far".
fn is_dash(behind: &str) -> bool {
    let word = behind[1..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    matches!(word, "the" | "but" | "and" | "which" | "when" | "he" | "she" | "they" | "it" | "that" | "as" | "with")
}

/// Whether a common word of time has a capital that its place does not give it: "This Week", "60 Minutes".
fn is_capitalized(text: &str, span: Span, expression: &Expression) -> bool {
    let is_common = matches!(
        expression,
        Expression::Offset { .. }
            | Expression::YearBefore(_)
            | Expression::Duration { .. }
            | Expression::Set(Set::Units(..) | Set::Part(_))
            | Expression::Weekend(_)
            | Expression::ThatPeriod { .. }
            | Expression::Reference(_)
    );
    if !is_common {
        return false;
    }
    let words = span.of(text).as_bytes();
    let last = words.rsplit(|byte| matches!(byte, b' ' | b'-' | b'\n')).next().unwrap_or(words);
    if !matches!(last, [first, rest @ ..] if first.is_ascii_uppercase() && !rest.iter().all(u8::is_ascii_uppercase)) {
        return false;
    }
    if matches!(look_up(last), Word::Weekday(..) | Word::Month(..)) {
        return false;
    }
    let opens_sentence = text[..span.start].trim_end_matches(' ').chars().next_back().is_none_or(|c| {
        matches!(c, '.' | '!' | '?' | ':' | '"' | '“' | '\'' | '‘' | '\n' | '—' | '-' | '(' | '`' | '_')
    });
    words.len() > last.len() || !opens_sentence
}

/// Bytes of an address that are looked at on either side.
const REACH: usize = 200;

/// Whether the stretch without white space that the span lies in is an address of the web or of mail.
fn is_in_address(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let is_joint = |byte: u8| matches!(byte, b'/' | b'.' | b'-' | b'_' | b'?' | b'#' | b':' | b'~');
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    // The full stop of a sentence joins it to nothing.
    let joined = matches!(bytes[..span.start], [.., other, last] if is_joint(last) && !is_space(&other))
        || matches!(bytes[span.end..], [first, other, ..] if is_joint(first) && !is_space(&other));
    if !joined {
        return false;
    }
    let start = bytes[..span.start]
        .iter()
        .rev()
        .take(REACH)
        .position(is_space)
        .map_or(span.start.saturating_sub(REACH), |back| span.start - back);
    let end = bytes[span.end..]
        .iter()
        .take(REACH)
        .position(is_space)
        .map_or(bytes.len().min(span.end + REACH), |on| span.end + on);
    let stretch = &bytes[start..end];
    let is_mark = |rest: &[u8]| {
        [&b"://"[..], b"www.", b"@", b".com/", b".org/", b".net/"].iter().any(|mark| rest.starts_with(mark))
    };
    // Each mark begins with one of these.
    stretch.iter().enumerate().any(|(at, byte)| matches!(byte, b':' | b'w' | b'@' | b'.') && is_mark(&stretch[at..]))
}

/// "The September 11 attacks" were in 2001, whenever they are told of.
pub(super) fn named_attacks(text: &str, span: Span, expression: Expression) -> Expression {
    let Expression::Calendar(calendar @ Calendar { month: 9, day: 11, year: YearOf::Unknown, .. }) = expression else {
        return expression;
    };
    let behind = text[span.end..].trim_start_matches([',', ' ']);
    let is_named = ["attack", "terror", "hijack"].iter().any(|word| behind.starts_with(word));
    if is_named { Expression::Calendar(Calendar { year: YearOf::Given(2001), ..calendar }) } else { expression }
}

/// Words behind a date that make it the name of something.
const NAMED_BEHIND: &[&str] =
    &["attack", "attacks", "bombing", "bombings", "massacre", "movement", "revolution", "uprising", "coup", "accord"];

/// Whether a reader expects the date here to be as it was written: in a name, a title, a word.
pub(super) fn may_be_rewritten(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let next = text[span.end..].chars().next();
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '‘' | '\'' | '—' | '–'));
    let closes = next.is_none_or(|c| {
        c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | ')' | ']' | '"' | '”' | '’' | '\'' | '—' | '?' | '!')
    });
    if !opens || !closes {
        return false;
    }
    let behind = text[span.end..].strip_prefix(',').unwrap_or(&text[span.end..]);
    let behind = behind.strip_prefix(' ').unwrap_or("");
    let behind = behind.strip_prefix("terrorist ").or_else(|| behind.strip_prefix("terror ")).unwrap_or(behind);
    let word_end = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    let word = &behind[..word_end];
    let is_capital = word.starts_with(char::is_uppercase) && text[span.end..].starts_with(' ');
    let is_name = is_capital || NAMED_BEHIND.contains(&word);
    !is_name && !is_in_title(text, span)
}

/// Characters of a quotation that is more likely a title than a sentence.
const LONGEST_TITLE: usize = 80;

/// Whether the span lies in a short quotation that ends, on its line, without a mark of its own, as titles do.
fn is_in_title(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let farthest = span.start.saturating_sub(LONGEST_TITLE);
    let mut reach = memchr::memrchr(b'\n', &bytes[farthest..span.start]).map_or(farthest, |at| farthest + at + 1);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    // A straight quote, or the first byte of a curly one.
    if memchr::memchr2(b'"', 0xE2, &bytes[reach..span.start]).is_none() {
        return false;
    }
    for (open, close) in [('“', '”'), ('"', '"'), ('‘', '’')] {
        let before = &text[reach..span.start];
        let Some(opened) = before.rfind(open) else { continue };
        if open != close && before[opened..].contains(close) {
            continue;
        }
        // A straight quote may close as well as open: it opens when white space is before it.
        let opens = before[..opened].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        let farthest = text.len().min(span.end + LONGEST_TITLE);
        let mut limit = memchr::memchr(b'\n', &bytes[span.end..farthest]).map_or(farthest, |at| span.end + at);
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let Some(closed) = text[span.end..limit].find(close) else { continue };
        let inside = &text[reach + opened + open.len_utf8()..span.end + closed];
        let is_sentence = inside.ends_with([',', '.', '?', '!']);
        if opens && inside.len() <= LONGEST_TITLE && !is_sentence {
            return true;
        }
    }
    false
}

/// The date that stands behind the span already, as `(2017-06-21)`.
pub(super) fn date_behind(text: &str, span: Span) -> Option<Date> {
    let rest = text[span.end..].strip_prefix(" (")?;
    let date = rest.get(..10).filter(|_| rest[10..].starts_with(')'))?;
    date.parse().ok()
}
