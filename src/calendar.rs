//! Names of months and weekdays: the one table that every stage asks.

use jiff::civil::Weekday;

/// Names by month from January on: the full name first, then the short ones, as they are written before a full stop or
/// without one.
pub const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Names by weekday from Monday on, in the same order.
pub const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon"],
    &["tuesday", "tues", "tue"],
    &["wednesday", "weds", "wed"],
    &["thursday", "thurs", "thur", "thu"],
    &["friday", "fri"],
    &["saturday", "sat"],
    &["sunday", "sun"],
];

/// The month, from 1, that `word` names in full or abbreviated, in any case, without a full stop.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    named(&MONTHS, word)
}

/// The month that `word` names but for one slip of the keyboard: a letter too many, too few, wrong, or two swapped.
#[must_use]
pub fn misspelled_month(word: &str) -> Option<i8> {
    if !(3..=10).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let number = MONTHS.iter().position(|names| is_one_slip(names[0].as_bytes(), word.as_bytes()))?;
    i8::try_from(number + 1).ok()
}

/// The weekday that `word` names in full or abbreviated, in any case, without a full stop.
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(named(&WEEKDAYS, word)?).ok()
}

/// The number, from 1, of the names of which `word` is one.
fn named(table: &[&[&str]], word: &str) -> Option<i8> {
    let number = table.iter().position(|names| names.iter().any(|name| name.eq_ignore_ascii_case(word)))?;
    i8::try_from(number + 1).ok()
}

/// Whether one letter too many, too few or wrong, or two swapped, make `typed` of `right`; case makes no difference.
fn is_one_slip(right: &[u8], typed: &[u8]) -> bool {
    let same = |a: &[u8], b: &[u8]| a.eq_ignore_ascii_case(b);
    let start = right.iter().zip(typed).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let (right, typed) = (&right[start..], &typed[start..]);
    match (right, typed) {
        ([_, rest @ ..], _) if same(rest, typed) => true,
        (_, [_, rest @ ..]) if same(right, rest) => true,
        ([_, right @ ..], [_, typed @ ..]) if same(right, typed) => true,
        ([a, b, right @ ..], [c, d, typed @ ..]) => {
            a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c) && same(right, typed)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{misspelled_month, month, weekday};

    #[test]
    fn names_in_any_case() {
        assert_eq!(month("MArch"), Some(3));
        assert_eq!(month("sept"), Some(9));
        assert_eq!(month("ma"), None);
        assert_eq!(weekday("Thurs"), weekday("THURSDAY"));
        assert_eq!(weekday("Day"), None);
    }

    #[test]
    fn one_slip_is_forgiven() {
        for (typed, number) in [("Narch", 3), ("Mach", 3), ("Juen", 6), ("Marchg", 3), ("Apri", 4), ("Jne", 6)] {
            assert_eq!(misspelled_month(typed), Some(number), "{typed}");
        }
        assert_eq!(misspelled_month("Match point"), None);
        assert_eq!(misspelled_month("Lunch"), None);
    }
}
