//! Where a date expression may be: nothing is one without a cue, and most text has none.
//!
//! The text is walked from word to word, sixty-four bytes at a time. One look into a small table tells of nearly every
//! word that it holds no cue; only around the others a search is made.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use crate::text::{Lanes, stops};

/// What opens, or lies in, every date expression.
///
/// Case matters: it costs nothing here and keeps "may" and "march" out.
static CUES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostFirst)
        .prefilter(false)
        .build(CUE_WORDS)
        .expect("a few short literals make a small automaton")
});

#[rustfmt::skip]
const CUE_WORDS: &[&str] = &[
    "day", "Day", "DAY", "anuary", "ebruary", "March", "April", "May", "June", "July", "ugust", "eptember", "ctober",
    "ovember", "ecember", "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY ", "JUNE", "JULY", "AUGUST", "SEPTEMBER",
    "OCTOBER", "NOVEMBER", "DECEMBER", "Jan.", "Jan ", "Feb.", "Feb ", "Mar.", "Mar ", "Apr.", "Apr ", "Jun.", "Jun ",
    "Jul.", "Jul ", "Aug.", "Aug ", "Sep.", "Sep ", "Sept", "Oct.", "Oct ", "Nov.", "Nov ", "Dec.", "Dec ", "Mon.",
    "Tue", "Wed", "Thu", "Fri.", "Sat.", "Sun.", "year", "Year", "onth", "week", "Week", "decade", "Decade", "centur",
    "Centur", "hour", "minute", "uarter", "seconds", "morning", "Morning", "noon", "Noon", "evening", "Evening",
    "night", "Night", "spring", "Spring", "summer", "Summer", "autumn", "Autumn", "winter", "Winter", "fall",
    "omorrow", "eriod", "half", "fiscal", "Fiscal", "hristmas", "Xmas", "Easter", "hanksgiving", "alloween",
    "entecost", "uneteenth", "piphany", "Ramadan", "New Year", "daily", "Daily", " now", "Now", "urrent", "ecent",
    "uture", "near term", "annually", "nineties", "eighties", "seventies", "sixties", "fifties", "forties", "thirties", "twenties",
    "ineteen", "wo thousand", "a.m", "p.m", "A.M", "P.M", "0am", "1am", "2am", "3am", "4am", "5am", "6am", "7am",
    "8am", "9am", "0pm", "1pm", "2pm", "3pm", "4pm", "5pm", "6pm", "7pm", "8pm", "9pm", "0 am", "1 am", "2 am", "3 am",
    "4 am", "5 am", "6 am", "7 am", "8 am", "9 am", "0 pm", "1 pm", "2 pm", "3 pm", "4 pm", "5 pm", "6 pm", "7 pm",
    "8 pm", "9 pm", "UTC", "GMT", "clock", "15", "16", "17", "18", "19", "20", "0s", "'0", "'1", "'2", "'3", "'4",
    "'5", "'6", "'7", "'8", "'9", "’0", "’1", "’2", "’3", "’4", "’5", "’6", "’7", "’8", "’9", "/0", "/1", "/2", "/3",
    "/4", "/5", "/6", "/7", "/8", "/9", ":0", ":1", ":2", ":3", ":4", ":5", " BC", " AD", " CE",
];

/// The words that may hold a cue, in lower case: those of the grammar that do when they are written in one of the
/// usual ways, and the first words of cues of two.
#[rustfmt::skip]
const HOLDERS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur",
    "thurs", "fri", "sat", "sun", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays",
    "sundays", "nineteen", "nineteenth", "minute", "hour", "day", "week", "month", "quarter", "year", "decade",
    "century", "seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years", "decades", "centuries",
    "hourly", "daily", "weekly", "monthly", "annually", "yearly", "morning", "afternoon", "evening", "night",
    "midday", "midafternoon", "midmorning", "mornings", "afternoons", "evenings", "nights", "spring", "summer",
    "fall", "autumn", "winter", "springs", "summers", "winters", "yesterday", "today", "tomorrow", "tonight",
    "overnight", "weekend", "period", "half", "fiscal", "twenties", "thirties", "forties", "fifties", "sixties",
    "seventies", "eighties", "nineties", "christmas", "xmas", "easter", "thanksgiving", "halloween", "pentecost",
    "juneteenth", "epiphany", "current", "recent", "additional", "now", "currently", "recently", "future", "noon",
    "midnight", "oclock", "utc", "gmt", "cet", "cest", "eastern", "bc", "bce", "ad", "ce", "new", "near", "two",
    "clock",
];

/// Bytes of a word that are looked at; longer words are told by their beginnings.
const SEEN: usize = 8;

/// Bits of the hash of a word.
const HASH_BITS: u32 = 15;

/// One bit for each hash of one of [`HOLDERS`].
static MAY_HOLD: [u64; 1 << (HASH_BITS - 6)] = {
    let mut table = [0; 1 << (HASH_BITS - 6)];
    let mut number = 0;
    while number < HOLDERS.len() {
        let word = HOLDERS[number].as_bytes();
        let mut key = 0;
        let mut at = 0;
        while at < word.len() && at < SEEN {
            key |= (word[at] as u64) << (8 * at);
            at += 1;
        }
        let hash = hash_of(key);
        table[hash / 64] |= 1 << (hash % 64);
        number += 1;
    }
    table
};

/// Hash of a word: its first letters in lower case, the first in the lowest byte.
const fn hash_of(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - HASH_BITS)) as usize
}

/// Bytes behind a word that a cue which begins in it may take ("two thousand").
const BEHIND: usize = 9;

/// Calls `read` with the first byte of each cue and the one behind it, in order, no two overlapping. Where `read`
/// gives the byte that it has come to, cues before that are left out.
pub(super) fn each_cue(text: &str, mut read: impl FnMut(usize, usize) -> Option<usize>) {
    let bytes = text.as_bytes();
    let first = bytes.first().is_some_and(u8::is_ascii_alphanumeric).then_some(0);
    let behind_others = stops(text, |[one, next, ..]| !words(one) & words(next), |_| Lanes::NONE).map(|at| at + 1);
    let (mut done, mut free) = (0, 0);
    for start in first.into_iter().chain(behind_others) {
        if start < done || !may_hold(bytes, start) {
            continue;
        }
        let end = start + bytes[start..].iter().take_while(|byte| is_word(**byte)).count();
        let limit = bytes.len().min(end + BEHIND);
        // An apostrophe, a colon, a slash or a space may be the first of a cue.
        let before = match start.checked_sub(1).map(|last| bytes[last]) {
            Some(0x80..) => 3,
            Some(_) => 1,
            None => 0,
        };
        free = free.max(start.saturating_sub(before));
        while let Some(cue) = CUES.find(Input::new(bytes).range(free..limit))
            && cue.start() < end
        {
            free = cue.end();
            if cue.start() >= done
                && let Some(come_to) = read(cue.start(), cue.end())
            {
                done = come_to;
                if done > start {
                    break;
                }
            }
        }
    }
}

/// Whether a cue may begin in the word or number that begins at `start`, or right before it.
#[inline]
fn may_hold(bytes: &[u8], start: usize) -> bool {
    if bytes[start].is_ascii_digit() {
        return number_may_hold(bytes, start);
    }
    let eight = match bytes.get(start..start + SEEN) {
        Some(eight) => u64::from_le_bytes(eight.try_into().expect("eight bytes")),
        None => bytes[start..].iter().rev().fold(0, |key, byte| key << 8 | u64::from(*byte)),
    };
    let lower = eight | 0x2020_2020_2020_2020;
    let others = !letters(eight) & HIGH;
    let key = if others == 0 { lower } else { lower & ((others & others.wrapping_neg()) - 1) >> 7 };
    let hash = hash_of(key);
    // "a.m." is two words of one letter.
    MAY_HOLD[hash / 64] >> (hash % 64) & 1 != 0 || matches!(eight.to_le_bytes(), [b'a' | b'A' | b'p' | b'P', b'.', ..])
}

/// [`may_hold`] for what begins with a digit: as a year does, behind a separator or an apostrophe, before an `s`, an `am`
/// or a `pm`.
fn number_may_hold(bytes: &[u8], start: usize) -> bool {
    if matches!(bytes[start..], [b'1', b'5'..=b'9', ..] | [b'2', b'0', ..]) {
        return true;
    }
    // The last byte of a curly apostrophe is the last one here.
    if start > 0 && matches!(bytes[start - 1], b'\'' | b'/' | b':' | 0x99) {
        return true;
    }
    let digits = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    matches!(bytes[start + digits..], [b's', ..] | [b'a' | b'p', b'm', ..] | [b' ', b'a' | b'p', b'm', ..])
}

const HIGH: u64 = 0x8080_8080_8080_8080;

/// The high bit of each byte that is an ASCII letter.
const fn letters(chunk: u64) -> u64 {
    let low = (chunk | 0x2020_2020_2020_2020) & !HIGH;
    let from_a = low + 0x1F1F_1F1F_1F1F_1F1F; // 0x80 - b'a'
    let past_z = low + 0x0505_0505_0505_0505; // 0x80 - b'z' - 1
    from_a & !past_z & !chunk & HIGH
}

/// Which bytes are letters or digits of ASCII.
#[inline]
fn words(bytes: Lanes) -> Lanes {
    bytes.between(b'0', b'9') | bytes.masked(!0x20).between(b'A', b'Z')
}

const fn is_word(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::holiday::PHRASES;
    use super::super::words::WORDS;
    use super::{CUES, each_cue, is_word, may_hold};

    /// The start of the word that the first byte of a cue is in, or right before.
    fn word_of(text: &str, cue: usize) -> usize {
        let bytes = text.as_bytes();
        let mut start = cue + bytes[cue..].iter().take_while(|byte| !is_word(**byte)).count();
        while start > 0 && is_word(bytes[start - 1]) {
            start -= 1;
        }
        start
    }

    #[test]
    fn words_that_hold_a_cue_are_looked_at() {
        for word in WORDS.iter().map(|(word, _)| *word).chain(PHRASES.iter().map(|(name, _)| *name)) {
            let capital = word[..1].to_uppercase() + &word[1..];
            for spelt in [word, &capital, &word.to_uppercase()] {
                for text in [format!(" {spelt} "), format!(" {spelt}.")] {
                    for cue in CUES.find_iter(&text) {
                        assert!(may_hold(text.as_bytes(), word_of(&text, cue.start())), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn other_words_are_passed_over() {
        let passed = "The minister said that prices have risen because of the war and the strike".split(' ');
        assert_eq!(passed.filter(|word| may_hold(word.as_bytes(), 0)).collect::<Vec<_>>(), [""; 0]);
    }

    proptest! {
        #[test]
        fn no_cue_of_such_a_word_is_left_out(
            text in "(Jan|Mon|Tuesday|may|May|MAY|2015|1980s|5|am|a|p|m|’|New|Year|two|thousand|o|clock|now|BC|é|the|x|[ .:/'-]| ){0,40}"
        ) {
            let mut found = Vec::new();
            each_cue(&text, |start, end| {
                found.push((start, end));
                None
            });
            let plain = CUES.find_iter(&text).map(|cue| (cue.start(), cue.end()));
            let held: Vec<_> = plain.filter(|(start, _)| may_hold(text.as_bytes(), word_of(&text, *start))).collect();
            for cue in held {
                prop_assert!(found.contains(&cue), "{cue:?} of {found:?}");
            }
        }
    }
}
