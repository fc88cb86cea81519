//! The run of date words around each cue.

use super::cue::{each_cue, is_word};
use super::holiday;
use super::numeric;
use super::table::beginning;
use super::words::{self, Word};

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

/// Calls `visit` with each run of date words that has a cue in it, in order. Runs do not overlap. `places` are those of
/// `text` where a cue may begin (see [`cue::places`](super::cue::places)).
pub(super) fn islands(text: &str, places: &[usize], mut visit: impl FnMut(&[Token])) {
    let bytes = text.as_bytes();
    let mut run: Vec<Token> = Vec::new();
    let mut done = 0;
    each_cue(text, places, &mut |cue| {
        if let Some(end) = read_run(bytes, cue, done, &mut run) {
            done = end;
            visit(&run);
        }
        done
    });
}

/// Fills `run` with the tokens around a cue, none of them before `floor`, and gives the end of the last one; none where
/// the cue is part of something longer that is no date word.
#[inline(never)]
fn read_run(text: &[u8], cue: Token, floor: usize, run: &mut Vec<Token>) -> Option<usize> {
    run.clear();
    if !open_run(text, cue, floor, run) {
        return None;
    }
    let mut at = run.last()?.end;
    while run.len() < MOST_TOKENS
        && let Some(token) = next_token(text, at)
    {
        at = token.end;
        run.push(token);
    }
    Some(at)
}

/// Fills `run` with the tokens from its first to the cue, none of them before `floor`. Gives false where the cue is
/// part of something longer that is no date word.
fn open_run(text: &[u8], cue: Token, floor: usize, run: &mut Vec<Token>) -> bool {
    let mut start = word_start(text, cue.start, floor);
    if start == cue.start {
        run.push(cue);
    } else {
        // A number that goes on before it.
        match next_token(text, start) {
            Some(token) if token.end > cue.start => run.push(token),
            Some(_) => {}
            None => return false,
        }
    }
    let mut is_whole = !run.is_empty();
    for _ in 0..MOST_BEFORE {
        let at = start - usize::from(start > floor && matches!(text[start - 1], b' ' | b'-'));
        if at == floor || !is_word(text[at - 1]) {
            break;
        }
        let before = word_start(text, at - 1, floor);
        let Some(token) = next_token(text, before) else { break };
        // One that reaches into those behind it takes them in; a number may be several, as in "30-100".
        is_whole &= token.end == at;
        if !is_whole && !reaches(text, token.end, at) {
            break;
        }
        if text[at] == b'-' {
            run.push(Token { start: at, end: at + 1, word: Word::Hyphen, spaced: false, capital: false });
        }
        run.push(token);
        start = before;
    }
    run.reverse();
    if is_whole {
        for token in &mut run[1..] {
            token.spaced = text[token.start - 1] == b' ';
        }
        return true;
    }
    run.clear();
    let mut at = start;
    while at <= cue.start
        && let Some(token) = next_token(text, at)
    {
        at = token.end;
        run.push(token);
    }
    at > cue.start
}

/// Whether the tokens from `from` on reach to `to`.
fn reaches(text: &[u8], mut from: usize, to: usize) -> bool {
    while from < to
        && let Some(token) = next_token(text, from)
    {
        from = token.end;
    }
    from >= to
}

/// The start of the word, or of the number with its separators, that the byte at `at` is in.
fn word_start(text: &[u8], at: usize, floor: usize) -> usize {
    let mut start = at;
    loop {
        while start > floor && is_word(text[start - 1]) {
            start -= 1;
        }
        let is_joined = start >= floor + 2
            && matches!(text[start - 1], b'/' | b'.' | b':' | b',' | b'-')
            && text[start].is_ascii_digit()
            && text[start - 2].is_ascii_digit();
        if !is_joined {
            return start;
        }
        start -= 1;
    }
}

/// The date word at `at`, white space before it left out; none where there is another word or the line ends.
pub(super) fn next_token(text: &[u8], at: usize) -> Option<Token> {
    // Repaired text has one space between words; a line end is the end of a heading or a paragraph.
    let start = at + usize::from(text.get(at) == Some(&b' '));
    let spaced = start > at;
    let first = *text.get(start)?;
    let (word, end) = match first {
        b'a'..=b'z' | b'A'..=b'Z' => letters(text, start)?,
        b'0'..=b'9' => number(text, start)?,
        b',' => (Word::Comma, start + 1),
        b'-' => (Word::Hyphen, start + 1),
        b'\'' => apostrophe(text, start, start + 1)?,
        0xE2 if text[start..].starts_with("–".as_bytes()) => (Word::Dash, start + 3),
        0xE2 if text[start..].starts_with("’".as_bytes()) => apostrophe(text, start, start + 3)?,
        _ => return None,
    };
    Some(Token { start, end, word, spaced, capital: first.is_ascii_uppercase() })
}

/// A word and the byte behind it; none where no date word is.
type Found = Option<(Word, usize)>;

/// One past the letters and digits from `at` on, and whether a letter that is not ASCII goes on from there.
fn word_end(text: &[u8], at: usize) -> (usize, bool) {
    let end = at + text[at..].iter().take_while(|byte| is_word(**byte)).count();
    (end, goes_on(text, end))
}

/// Whether the word that seems to end at `end` goes on.
#[inline]
fn goes_on(text: &[u8], end: usize) -> bool {
    match text.get(end) {
        Some(byte) if byte.is_ascii() => *byte == b'_' || is_word(*byte),
        Some(_) => is_letter(&text[end..]),
        None => false,
    }
}

/// Whether a character beyond ASCII may be a letter. General Punctuation begins with E2 80.
fn is_letter(text: &[u8]) -> bool {
    !matches!(text, [0xE2, 0x80, ..]) && !matches!(text, [0xC2, second, ..] if !matches!(second, 0xAA | 0xB5 | 0xBA))
}

#[inline]
fn letters(text: &[u8], start: usize) -> Found {
    let key = beginning(text, start);
    if holiday::may_open_phrase(text, start)
        && let Some((holiday, end)) = holiday::phrase(text, start)
    {
        return Some((Word::Holiday(holiday), end));
    }
    // A word of one letter has a key of its first byte alone.
    if key < 0x100 {
        return letter(text, text[start], start + 1);
    }
    let (meaning, end) = words::at(text, start, key)?;
    if goes_on(text, end) {
        // "FY2017" is two words.
        let is_fiscal = text[start..].starts_with(b"FY") && text[end].is_ascii_digit();
        return is_fiscal.then_some((meaning, end));
    }
    match meaning {
        Word::Month(_, true) | Word::Weekday(_, true) if text.get(end) == Some(&b'.') => Some((meaning, end + 1)),
        _ => Some((meaning, end)),
    }
}

/// A word of one letter that ends at `end`: the first of "a.m." or "o'clock", or the article.
fn letter(text: &[u8], letter: u8, end: usize) -> Found {
    Some(match (letter | 0x20, &text[end..]) {
        (b'a' | b'p', [b'.', b'm' | b'M', rest @ ..]) if !rest.first().is_some_and(|byte| is_word(*byte)) => {
            let end = end + 2 + usize::from(rest.first() == Some(&b'.'));
            (if letter | 0x20 == b'a' { Word::Am } else { Word::Pm }, end)
        }
        (b'o', [b'\'', rest @ ..]) if rest.starts_with(b"clock") => (Word::OClock, end + 6),
        (b'o', [0xE2, 0x80, 0x99, rest @ ..]) if rest.starts_with(b"clock") => (Word::OClock, end + 8),
        (b'a', _) if !goes_on(text, end) => (Word::A, end),
        (b'q', [digit @ b'1'..=b'4', ..]) if !goes_on(text, end + 1) => (Word::NumberedQuarter(digit - b'0'), end + 1),
        (b'h', [digit @ b'1'..=b'2', ..]) if !goes_on(text, end + 1) => (Word::NumberedHalf(digit - b'0'), end + 1),
        _ => return None,
    })
}

#[inline(never)]
fn number(text: &[u8], start: usize) -> Found {
    let len = text[start..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let digits_end = start + len;
    let may_be_written = len == 8 || matches!(text.get(digits_end), Some(b'-' | b'/' | b'.' | b':'));
    if may_be_written && let Some(found) = written(text, start) {
        return Some(found);
    }
    let (end, goes_on) = word_end(text, digits_end);
    if goes_on || len > 9 {
        return None;
    }
    let value = text[start..digits_end].iter().fold(0_u32, |value, byte| value * 10 + u32::from(byte - b'0'));
    Some(match &text[digits_end..end] {
        b"" => return whole_number(text, value, len, end),
        b"st" | b"nd" | b"rd" | b"th" if len <= 2 => (Word::Ordinal(u8::try_from(value).unwrap_or(0)), end),
        b"s" if value % 10 == 0 && (len == 4 && (1500..=2090).contains(&value) || len == 2) => {
            (Word::Decade(i16::try_from(value).unwrap_or(0)), end)
        }
        b"Q" if len == 1 && (1..=4).contains(&value) => (Word::NumberedQuarter(text[start] - b'0'), end),
        b"H" if len == 1 && (1..=2).contains(&value) => (Word::NumberedHalf(text[start] - b'0'), end),
        b"am" | b"pm" | b"AM" | b"PM" if len <= 2 => (Word::Digits(value, 2), digits_end),
        _ => return None,
    })
}

/// A date or a time of the day in digits, or the half: what has eight digits, or a separator behind its first ones.
fn written(text: &[u8], start: usize) -> Found {
    if let Some(end) = attacks(text, start) {
        return Some((Word::Numeric(numeric::Numeric::Date(2001, 9, 11, numeric::Form::Basic)), end));
    }
    if let Some((numeric, end)) = numeric::read(text, start) {
        return Some((Word::Numeric(numeric), end));
    }
    let is_half = text[start..].starts_with(b"1/2") && !text.get(start + 3).is_some_and(|byte| is_word(*byte));
    is_half.then_some((Word::OneHalf, start + 3))
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
fn whole_number(text: &[u8], value: u32, len: usize, end: usize) -> Found {
    let group = |at: usize| -> Option<u32> {
        let digits = text.get(at + 1..at + 4).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
        let alone = !text.get(at + 4).is_some_and(|byte| is_word(*byte));
        alone.then(|| digits.iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0')))
    };
    if len <= 3
        && text.get(end) == Some(&b',')
        && let Some(thousands) = group(end)
    {
        let end = end + 4;
        return match text.get(end..) {
            Some([b',' | b'.', next, ..]) if next.is_ascii_digit() => None,
            _ => Some((Word::Digits(value * 1000 + thousands, 9), end)),
        };
    }
    match text.get(end..) {
        // A decimal, a score, a fraction, a share: none of them counts a unit of time here.
        Some([b'.' | b':' | b'/', next, ..]) if next.is_ascii_digit() => None,
        Some([b'%' | b'_', ..]) => None,
        _ => Some((Word::Digits(value, u8::try_from(len).unwrap_or(9)), end)),
    }
}

fn apostrophe(text: &[u8], start: usize, after: usize) -> Found {
    let (end, goes_on) = word_end(text, after);
    if goes_on {
        return None;
    }
    match &text[after..end] {
        b"s" => Some((Word::Possessive, end)),
        [tens @ b'0'..=b'9', b'0', b's'] => Some((Word::Decade(i16::from(tens - b'0') * 10), end)),
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            Some((Word::ShortYear(i16::from(tens - b'0') * 10 + i16::from(ones - b'0')), end))
        }
        // The plural's apostrophe: "two weeks' notice".
        b"" if start > 0 && text[start - 1] == b's' => Some((Word::Possessive, after)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::holiday::PHRASES;
    use super::super::words::{WORDS, Word};
    use super::next_token;

    #[test]
    fn every_date_word_is_read() {
        for (word, meaning) in WORDS {
            for spelt in [(*word).to_owned(), word.to_uppercase(), word[..1].to_uppercase() + &word[1..]] {
                let read = next_token(format!("{spelt} x").as_bytes(), 0).map(|token| token.word);
                // A capital opens a named day first.
                assert!(read == Some(*meaning) || matches!(read, Some(Word::Holiday(_))), "{spelt}: {read:?}");
            }
        }
        for (name, holiday) in PHRASES {
            let read = next_token(format!(" {name},").as_bytes(), 0).map(|token| (token.word, token.end));
            assert_eq!(read, Some((Word::Holiday(*holiday), name.len() + 1)), "{name}");
        }
        assert!(next_token("twenties\u{e9}".as_bytes(), 0).is_none());
    }
}
