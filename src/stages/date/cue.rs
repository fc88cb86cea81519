//! Where a date expression may be: nothing is one without a cue, and most text has none.
//!
//! One look at the first four bytes of a word tells of nearly every one that it is no cue; only the others are read.

use super::holiday::{PHRASES, may_open_phrase};
use super::table::beginning;
use super::token::{Token, next_token};
use super::words::{Unit, WORDS, Word};
use crate::text::{self, HashBits, Span};

/// Calls `read` with each cue of `text`, in order: a date word or number that makes it worth while to read what is around
/// it. `places` are those where [`may_open`] holds. `read` gives the byte that it has come to; cues before that are left
/// out.
pub(super) fn each_cue(text: &str, places: &[usize], read: &mut dyn FnMut(Token) -> usize) {
    let mut done = 0;
    for &start in places {
        if start >= done
            && let Some(token) = cue_at(text.as_bytes(), start)
            && token.start >= done
        {
            done = read(token);
        }
    }
}

/// Whether a cue may begin with `word`, and where.
#[inline]
#[must_use]
pub fn place(bytes: &[u8], word: text::Word) -> Option<usize> {
    let start = match word {
        text::Word::Letters(span) => span.start,
        text::Word::Number(start) => start,
        text::Word::Capital(_) => return None,
    };
    // Letters behind a digit are part of the number.
    let is_whole = || start == 0 || !bytes[start - 1].is_ascii_digit();
    (may_open(bytes, start) && is_whole()).then_some(start)
}

/// The places of `text` where a cue may begin.
pub(super) fn places(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    text::each_word(text, Span::new(0, text.len()), |word| places.extend(place(text.as_bytes(), word)));
    places
}

/// Whether the word or number that begins at `start` may be a cue.
#[inline]
fn may_open(bytes: &[u8], start: usize) -> bool {
    let four = text::first_four(bytes, start);
    let [first, second, ..] = four.to_le_bytes();
    (MAY_OPEN.may_have(key(four)) && is_one(bytes, start))
        || ((first.is_ascii_digit() | second.is_ascii_digit()) && number_may_open(bytes, start))
}

/// Whether the word at `start`, whose first letters are those of a cue, is one: half of such words are others. Few words
/// come here.
#[inline(never)]
fn is_one(bytes: &[u8], start: usize) -> bool {
    CUES.may_have(beginning(bytes, start)) || may_open_phrase(bytes, start)
}

/// [`may_open`] for what has a digit among its first two: a year, one with separators, an apostrophe before it or
/// letters behind it.
#[inline(never)]
fn number_may_open(bytes: &[u8], start: usize) -> bool {
    let digits = |from: usize| bytes[from..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let len = digits(start);
    let end = start + len;
    let is_written = match (len, &bytes[end..]) {
        (0, _) => matches!(bytes[start], b'Q' | b'H'),
        (1, [b'Q' | b'H', ..]) => true,
        (4 | 8, _) => matches!(bytes[start..], [b'1', b'5'..=b'9', ..] | [b'2', b'0', ..]),
        (1 | 2, [b':', next, ..]) => next.is_ascii_digit(),
        // A share, a score, a decimal: dates have two separators. But for "9/11".
        (1 | 2, [first @ (b'-' | b'/' | b'.'), next, ..]) if next.is_ascii_digit() => {
            bytes.get(end + 1 + digits(end + 1)) == Some(first) || bytes[start..].starts_with(b"9/11")
        }
        _ => false,
    };
    is_written
        || bytes.get(end) == Some(&b's')
        // The last byte of a curly apostrophe is the last one here.
        || (start > 0 && matches!(bytes[start - 1], b'\'' | 0x99))
        || counts_hours_or_years(bytes, end)
}

/// Whether what stands behind the number that ends at `end` makes an hour or a year of it: "5pm", "44 BC".
fn counts_hours_or_years(bytes: &[u8], end: usize) -> bool {
    let behind = &bytes[end + usize::from(bytes.get(end) == Some(&b' '))..];
    let is_mark = matches!(behind, [b'a' | b'p', b'm', ..] | [b'A' | b'P', b'M', ..])
        || (behind.len() < bytes.len() - end
            && matches!(behind, [b'B', b'C', ..] | [b'A', b'D', ..] | [b'C', b'E', ..]));
    is_mark && !behind.get(2).copied().is_some_and(|byte| byte.is_ascii_lowercase())
}

/// The cue that begins at `start`, or right before it with an apostrophe. Few words come here.
#[inline(never)]
fn cue_at(bytes: &[u8], start: usize) -> Option<Token> {
    let token = match bytes[start] {
        b'0'..=b'9' => number_at(bytes, start)?,
        _ => next_token(bytes, start)?,
    };
    let is_cue = match token.word {
        Word::Digits(1500..=2099, 4) => true,
        Word::Digits(..) => counts_hours_or_years(bytes, token.end),
        // "may" and "march" are verbs; a short form with neither a stop nor a space behind it is none.
        Word::Month(month, short) => {
            let is_marked = bytes[token.end - 1] == b'.' || bytes.get(token.end) == Some(&b' ') || month == 9;
            token.capital && (!short || is_marked)
        }
        Word::Weekday(_, true) => token.capital && (bytes[token.end - 1] == b'.' || !is_in_name(bytes, start)),
        // "15-second" is long, a second is short.
        Word::Unit(Unit::Second) => bytes[..start].ends_with(b"-"),
        Word::NumberedQuarter(_) | Word::NumberedHalf(_) => true,
        // A fall need not be a season, and a financial year is fiscal news.
        Word::Season(_) => !bytes[start..].starts_with(b"Fall"),
        Word::Fiscal => matches!(bytes.get(start + 2), Some(b's' | b'S' | b'0'..=b'9')),
        Word::Scale(_) => bytes[..start].ends_with(b"two ") || bytes[..start].ends_with(b"Two "),
        Word::Past => bytes[..start].ends_with(b"the "),
        Word::Term => {
            [&b"near "[..], b"short ", b"long ", b"medium "].iter().any(|word| bytes[..start].ends_with(word))
        }
        // "the time being", "that time", "a later date".
        Word::Time => {
            bytes[token.end..].starts_with(b" being")
                || [&b" later "[..], b" that "].iter().any(|word| bytes[..start].ends_with(word))
        }
        // "am" and "pm" without stops have a number before them, which is the cue.
        Word::Am | Word::Pm => token.end > start + 2,
        Word::Zone(true) => token.capital,
        word => is_cue(word),
    };
    is_cue.then_some(token)
}

/// The number that begins at `start`, or right before it with an apostrophe.
fn number_at(bytes: &[u8], start: usize) -> Option<Token> {
    let apostrophe = match &bytes[..start] {
        [.., b'\''] => 1,
        [.., 0xE2, 0x80, 0x99] => 3,
        _ => return next_token(bytes, start),
    };
    // What was taken for an apostrophe may open a quotation.
    next_token(bytes, start - apostrophe).or_else(|| next_token(bytes, start))
}

/// Whether a word with a capital stands before the one at `start`: "the Toronto Sun".
fn is_in_name(bytes: &[u8], start: usize) -> bool {
    let [before @ .., b' '] = &bytes[..start] else { return false };
    let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    letters > 2 && before[before.len() - letters].is_ascii_uppercase()
}

/// Whether a word of that meaning can be a cue. What else it takes is for [`cue_at`] to ask.
const fn is_cue(word: Word) -> bool {
    match word {
        Word::Cardinal(number) => number == 19,
        Word::Scale(number) => number == 1000,
        Word::Zone(is_universal) => is_universal,
        Word::Numeric(_)
        | Word::Decade(_)
        | Word::Nineties(_)
        | Word::ShortYear(_)
        | Word::Month(..)
        | Word::Weekday(..)
        | Word::Weekdays(_)
        | Word::Unit(_)
        | Word::Units(_)
        | Word::Every(_)
        | Word::Part(_)
        | Word::Parts(_)
        | Word::Season(_)
        | Word::Seasons(_)
        | Word::Day(_)
        | Word::Tonight
        | Word::Overnight
        | Word::Weekend
        | Word::Period
        | Word::Half
        | Word::Fiscal
        | Word::Holiday(_)
        | Word::Current
        | Word::Recent
        | Word::Present
        | Word::Lately
        | Word::Future
        | Word::Past
        | Word::Term
        | Word::Time
        | Word::Am
        | Word::Pm
        | Word::Noon
        | Word::Midnight
        | Word::OClock => true,
        _ => false,
    }
}

/// For the [`key`] of the first four bytes of each word that can be a cue.
pub static MAY_OPEN: HashBits = {
    let mut table = HashBits::new();
    let mut number = 0;
    while number < WORDS.len() {
        if is_cue(WORDS[number].1) {
            table = enter(table, WORDS[number].0.as_bytes());
        }
        number += 1;
    }
    number = 0;
    while number < PHRASES.len() {
        table = enter(table, PHRASES[number].0.as_bytes());
        number += 1;
    }
    // Words with a mark inside.
    table = enter(table, b"fy19");
    table = enter(table, b"fy20");
    table = enter(table, b"a.m");
    table = enter(table, b"p.m");
    table = enter(table, b"o'clock");
    enter(table, "o’clock".as_bytes())
};

/// For the [`beginning`] of each word that can be a cue, and of those with a mark inside.
static CUES: HashBits = {
    let mut table = HashBits::new();
    let mut number = 0;
    while number < WORDS.len() {
        if is_cue(WORDS[number].1) {
            table.insert(beginning(WORDS[number].0.as_bytes(), 0));
        }
        number += 1;
    }
    table.with(b'a' as u64).with(b'p' as u64).with(b'o' as u64)
};

/// With the first four bytes of a word, and of one of three letters each byte that may be behind it. Shorter ones stand
/// behind a number, which is a cue by itself.
const fn enter(mut table: HashBits, word: &[u8]) -> HashBits {
    match *word {
        [a, b, c, d, ..] => table.with(key(u32::from_le_bytes([a, b, c, d]))),
        [a, b, c] => {
            let mut behind = 0_u8;
            while behind < 0x80 {
                if !is_word(behind) {
                    table = table.with(key(u32::from_le_bytes([a, b, c, behind])));
                }
                behind += 1;
            }
            // The first byte of dashes and curly quotes.
            table.with(key(u32::from_le_bytes([a, b, c, 0xE2])))
        }
        _ => table,
    }
}

/// Four bytes, the first in the lowest, whatever their case.
#[must_use]
pub const fn key(four: u32) -> u64 {
    (four | 0x2020_2020) as u64
}

/// Whether the byte is a letter or a digit of ASCII.
pub(super) const fn is_word(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::holiday::PHRASES;
    use super::super::words::WORDS;
    use super::{cue_at, each_cue, is_word, may_open, places};

    /// The cues that are found when every word is read.
    fn plainly(text: &str) -> Vec<usize> {
        let bytes = text.as_bytes();
        let starts = (0..bytes.len()).filter(|&at| is_word(bytes[at]) && (at == 0 || !is_word(bytes[at - 1])));
        starts.filter_map(|start| cue_at(bytes, start)).map(|token| token.start).collect()
    }

    fn found(text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        each_cue(text, &places(text), &mut |token| {
            found.push(token.start);
            0
        });
        found
    }

    #[test]
    fn every_cue_is_found_however_it_is_written() {
        for word in WORDS.iter().map(|(word, _)| *word).chain(PHRASES.iter().map(|(name, _)| *name)) {
            let capital = word[..1].to_uppercase() + &word[1..];
            for spelt in [word, &capital, &word.to_uppercase()] {
                for text in [format!("5 {spelt} "), format!("({spelt}."), format!("{spelt}—"), spelt.to_owned()] {
                    assert_eq!(found(&text), plainly(&text), "{text}");
                }
            }
        }
    }

    #[test]
    fn other_words_are_passed_over() {
        let text = "The minister said that prices have risen for all because of the war and the strike he did not call";
        let read = text.split(' ').filter(|word| may_open(word.as_bytes(), 0));
        assert!(read.count() <= 2, "one in thirty by chance");
        assert_eq!(found("I am told that 12 of 300 may march, and that the second is financial"), [0; 0]);
    }

    proptest! {
        #[test]
        fn no_cue_is_left_out(
            text in "(Jan|Mon|Tuesday|may|May|MAY|2015|20170622|1980s|80|5|am|pm|BC|a|p|m|’|New|Year|two|thousand|o|clock|now|é|the|x|[ .:/'-]| ){0,40}"
        ) {
            prop_assert_eq!(found(&text), plainly(&text));
        }
    }
}
