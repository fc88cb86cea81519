//! The run of date words around each cue.

use super::cue::each_cue;
use super::words::{Word, look_up};
use super::{holiday, numeric};

/// A word, a number or a separator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What it is.
    pub(super) word: Word,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

/// Tokens of the longest run that is looked at in one piece.
const MOST_TOKENS: usize = 64;
/// Words before a cue that may belong to its expression ("more than the last twenty four").
const MOST_BEFORE: usize = 12;

/// Calls `visit` with each run of date words that has a cue in it, in order. Runs do not overlap.
pub(super) fn islands(text: &str, mut visit: impl FnMut(&[Token])) {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::with_capacity(MOST_TOKENS);
    let mut done = 0;
    each_cue(text, |cue, end| {
        let start = opening(bytes, cue, end, done)?;
        tokens.clear();
        let mut at = start;
        while tokens.len() < MOST_TOKENS
            && let Some(token) = next_token(bytes, at)
        {
            at = token.end;
            tokens.push(token);
        }
        if at <= cue {
            return None;
        }
        done = at;
        visit(&tokens);
        Some(at)
    });
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Where the run begins that the cue at `cue..end` lies in, but not before `floor`; none when the cue's own word is
/// not a date word.
fn opening(text: &[u8], cue: usize, end: usize, floor: usize) -> Option<usize> {
    // The cue's first or last byte may be a separator of its word.
    let inside = if text[cue].is_ascii_alphabetic() || text[cue].is_ascii_digit() { cue } else { cue + 1 };
    let digits = text[cue].is_ascii_digit() && text[end - 1].is_ascii_digit();
    if digits && cue > 0 && text[cue - 1].is_ascii_digit() {
        return None;
    }
    let mut start = word_start(text, inside.min(end - 1), floor);
    if !matches!(text[cue], b'\'' | 0xE2 | b'/' | b':') && next_token(text, start).is_none() {
        return None;
    }
    if start > floor && text[start - 1] == b'\'' && text[start].is_ascii_digit() {
        start -= 1;
    } else if start >= floor + 3 && text[start - 3..start] == *"’".as_bytes() && text[start].is_ascii_digit() {
        start -= 3;
    }
    for _ in 0..MOST_BEFORE {
        let mut at = start;
        if at > floor && matches!(text[at - 1], b' ' | b'-') {
            at -= 1;
        }
        if at == floor || !is_word(text[at - 1]) {
            break;
        }
        let before = word_start(text, at - 1, floor);
        match next_token(text, before) {
            Some(token) if token.end >= at => start = before,
            _ => break,
        }
    }
    Some(start)
}

/// The start of the word, or of the number with its separators, that the byte at `at` is in.
fn word_start(text: &[u8], at: usize, floor: usize) -> usize {
    let mut start = at;
    while start > floor {
        let before = text[start - 1];
        let goes_on = is_word(before)
            || (matches!(before, b'/' | b'.' | b':' | b',' | b'-')
                && text[start].is_ascii_digit()
                && start >= floor + 2
                && text[start - 2].is_ascii_digit())
            // "p.m" and "a.m" have their cue behind the stop.
            || (before == b'.' && matches!(text[start], b'm' | b'M'))
            // "o'clock", with either apostrophe.
            || (matches!(before, b'\'' | 0x99 | 0x80 | 0xE2) && text[at..].starts_with(b"clock") && at - start < 3);
        if !goes_on {
            break;
        }
        start -= 1;
    }
    start
}

/// The date word at `at`, white space before it left out; none where there is another word or the line ends.
fn next_token(text: &[u8], at: usize) -> Option<Token> {
    // Repaired text has one space between words; a line end is the end of a heading or a paragraph.
    let start = at + usize::from(text.get(at) == Some(&b' '));
    let spaced = start > at;
    let first = *text.get(start)?;
    let (word, end) = match first {
        b'0'..=b'9' => number(text, start),
        b'a'..=b'z' | b'A'..=b'Z' => letters(text, start),
        b',' => (Word::Comma, start + 1),
        b'-' => (Word::Hyphen, start + 1),
        b'\'' => apostrophe(text, start, start + 1),
        0xE2 if text[start..].starts_with("–".as_bytes()) => (Word::Dash, start + 3),
        0xE2 if text[start..].starts_with("’".as_bytes()) => apostrophe(text, start, start + 3),
        _ => (Word::Other, start + 1),
    };
    (word != Word::Other).then_some(Token { start, end, word, spaced, capital: first.is_ascii_uppercase() })
}

/// One past the letters and digits from `at` on, and whether a letter that is not ASCII goes on from there.
fn word_end(text: &[u8], at: usize) -> (usize, bool) {
    let end = at + text[at..].iter().take_while(|byte| is_word(**byte)).count();
    // General Punctuation begins with E2 80; every other character beyond ASCII may be a letter.
    let goes_on = match text.get(end..) {
        Some([0xE2, 0x80, ..]) => false,
        Some([0xC2, second, ..]) => matches!(second, 0xAA | 0xB5 | 0xBA),
        Some([first, ..]) => *first >= 0x80 || *first == b'_',
        _ => false,
    };
    (end, goes_on)
}

fn letters(text: &[u8], start: usize) -> (Word, usize) {
    let (end, goes_on) = word_end(text, start);
    let word = &text[start..end];
    if goes_on {
        return (Word::Other, end);
    }
    if let [b'a' | b'A' | b'p' | b'P'] = word
        && let Some([b'.', b'm' | b'M', rest @ ..]) = text.get(end..)
        && !rest.first().is_some_and(|byte| is_word(*byte))
    {
        let end = end + 2 + usize::from(rest.first() == Some(&b'.'));
        return (if word[0] | 0x20 == b'a' { Word::Am } else { Word::Pm }, end);
    }
    if word == b"o" || word == b"O" {
        let mark = if text[end..].starts_with("’".as_bytes()) { 3 } else { 1 };
        if text.get(end..).is_some_and(|rest| rest.starts_with(b"'") || rest.starts_with("’".as_bytes()))
            && text[end + mark..].starts_with(b"clock")
        {
            return (Word::OClock, end + mark + 5);
        }
        return (Word::Other, end);
    }
    if word[0].is_ascii_uppercase()
        && let Some((holiday, end)) = holiday::phrase(text, start)
    {
        return (Word::Holiday(holiday), end);
    }
    let meaning = look_up(word);
    let end = match meaning {
        Word::Month(_, true) | Word::Weekday(_, true) if text.get(end) == Some(&b'.') => end + 1,
        _ => end,
    };
    (meaning, end)
}

fn number(text: &[u8], start: usize) -> (Word, usize) {
    if let Some(end) = attacks(text, start) {
        return (Word::Numeric(numeric::Numeric::Date(2001, 9, 11, numeric::Form::Basic)), end);
    }
    if let Some((numeric, end)) = numeric::read(text, start) {
        return (Word::Numeric(numeric), end);
    }
    if text[start..].starts_with(b"1/2") && !text.get(start + 3).is_some_and(|byte| is_word(*byte)) {
        return (Word::OneHalf, start + 3);
    }
    let (end, goes_on) = word_end(text, start);
    let len = text[start..end].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits_end = start + len;
    if goes_on || len > 9 {
        return (Word::Other, end);
    }
    let value = text[start..digits_end].iter().fold(0_u32, |value, byte| value * 10 + u32::from(byte - b'0'));
    match &text[digits_end..end] {
        b"" => whole_number(text, value, len, end),
        b"st" | b"nd" | b"rd" | b"th" if len <= 2 => (Word::Ordinal(u8::try_from(value).unwrap_or(0)), end),
        b"s" if value % 10 == 0 && (len == 4 && (1500..=2090).contains(&value) || len == 2) => {
            (Word::Decade(i16::try_from(value).unwrap_or(0)), end)
        }
        b"am" | b"pm" | b"AM" | b"PM" if len <= 2 => (Word::Digits(value, 2), digits_end),
        _ => (Word::Other, end),
    }
}

/// The end of "9/11", where that is the day of the attacks and no share, no date of this year.
fn attacks(text: &[u8], start: usize) -> Option<usize> {
    let end = start + 4;
    if !text[start..].starts_with(b"9/11") || text.get(end).is_some_and(|byte| is_word(*byte) || *byte == b'/') {
        return None;
    }
    let is_before =
        [&b"after "[..], b"since ", b"before ", b"post-", b"pre-"].iter().any(|word| text[..start].ends_with(word));
    let behind = text[end..].strip_prefix(b" ").unwrap_or(b"");
    let is_behind = [&b"attack"[..], b"terror", b"hijack", b"Commission", b"commission"]
        .iter()
        .any(|word| behind.starts_with(word));
    (is_before || is_behind).then_some(end)
}

/// A number that no letter follows: with groups of three, or alone.
fn whole_number(text: &[u8], value: u32, len: usize, end: usize) -> (Word, usize) {
    let group = |at: usize| -> Option<u32> {
        let digits = text.get(at + 1..at + 4).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
        let alone = !text.get(at + 4).is_some_and(|byte| is_word(*byte));
        (text[at] == b',' && alone).then(|| digits.iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0')))
    };
    if len <= 3
        && end < text.len()
        && let Some(thousands) = group(end)
    {
        let end = end + 4;
        return match text.get(end..) {
            Some([b',' | b'.', next, ..]) if next.is_ascii_digit() => (Word::Other, end),
            _ => (Word::Digits(value * 1000 + thousands, 9), end),
        };
    }
    match text.get(end..) {
        // A decimal, a score, a fraction, a share: none of them counts a unit of time here.
        Some([b'.' | b':' | b'/', next, ..]) if next.is_ascii_digit() => (Word::Other, end),
        Some([b'%' | b'_', ..]) => (Word::Other, end),
        _ => (Word::Digits(value, u8::try_from(len).unwrap_or(9)), end),
    }
}

fn apostrophe(text: &[u8], start: usize, after: usize) -> (Word, usize) {
    let (end, goes_on) = word_end(text, after);
    if goes_on {
        return (Word::Other, end);
    }
    match &text[after..end] {
        b"s" => (Word::Possessive, end),
        [tens @ b'0'..=b'9', b'0', b's'] => (Word::Decade(i16::from(tens - b'0') * 10), end),
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            (Word::ShortYear(i16::from(tens - b'0') * 10 + i16::from(ones - b'0')), end)
        }
        // The plural's apostrophe: "two weeks' notice".
        b"" if start > 0 && text[start - 1] == b's' => (Word::Possessive, after),
        _ => (Word::Other, end),
    }
}
