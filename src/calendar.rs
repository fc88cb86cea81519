//! Names of months and weekdays: the one table that every stage asks.

use jiff::civil::Weekday;

use crate::text::within_one_slip;

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
    let word = word.to_ascii_lowercase();
    let number =
        MONTHS.iter().position(|names| names[0] != word && within_one_slip(names[0].as_bytes(), word.as_bytes()))?;
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
