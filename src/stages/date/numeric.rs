//! Dates and clock times written in digits.

use jiff::civil::Date;

/// What a run of digits and separators says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeric {
    /// Year first: `2017-06-22` (`true`), `2017/06/22`, `20170622`.
    Date(i16, u8, u8, Form),
    /// `2017-06-22T14:30Z`: the date, the clock and whether it ends in `Z` or an offset of zero.
    Stamp(i16, u8, u8, Clock, bool),
    /// `2017-06`.
    Month(i16, u8),
    /// `2017-W25`, `2017-W25-4`; no day is 0.
    Week(i16, u8, u8),
    /// `03/04/2017`: two numbers in an order that the document has to tell, and the year.
    Pair(u8, u8, i16),
    /// `3/4/17`: the same, with two digits of the year.
    ShortPair(u8, u8, u8),
    /// `14:30`.
    Clock(Clock),
}

/// How a date of digits with the year first is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `2017-06-22`.
    Extended,
    /// `20170622`: as likely the number of a file as a date to be read.
    Basic,
    /// With other separators.
    Other,
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: Option<u8>,
    pub(super) second: Option<u8>,
}

/// Reads what stands at the digit `text[at]`, and gives its end in bytes.
pub(super) fn read(text: &[u8], at: usize) -> Option<(Numeric, usize)> {
    let first = Digits::at(text, at)?;
    let separator = text.get(first.end).copied().unwrap_or(b' ');
    match (first.len, separator) {
        (8, _) => basic(first).map(|date| (date, first.end)),
        (4, b'-' | b'/' | b'.') => year_first(text, first, separator),
        (1 | 2, b'/' | b'-' | b'.') => year_last(text, first, separator),
        (1 | 2, b':') => {
            let (clock, end) = clock(text, at)?;
            ends_here(text, end).then_some((Numeric::Clock(clock), end))
        }
        _ => None,
    }
}

#[derive(Clone, Copy)]
struct Digits {
    value: u32,
    len: usize,
    end: usize,
}

impl Digits {
    fn at(text: &[u8], at: usize) -> Option<Self> {
        let len = text[at.min(text.len())..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        let end = at + len;
        let value = text[at..end].iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
        (1..=8).contains(&len).then_some(Self { value, len, end })
    }

    fn byte(self) -> u8 {
        u8::try_from(self.value).unwrap_or(u8::MAX)
    }

    fn year(self) -> Option<i16> {
        i16::try_from(self.value).ok().filter(|year| self.len == 4 && (1500..=2099).contains(year))
    }
}

fn two_digits(text: &[u8], at: usize) -> Option<Digits> {
    Digits::at(text, at).filter(|digits| digits.len == 2)
}

/// Whether nothing that could belong to the same number or word comes at `end`.
fn ends_here(text: &[u8], end: usize) -> bool {
    let next = |by: usize| text.get(end + by).copied().unwrap_or(b' ');
    match next(0) {
        b'-' | b'/' | b'.' | b':' | b',' => !next(1).is_ascii_digit(),
        byte => !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'%'),
    }
}

/// Whether the solidus at `at` stands between the two dates of an ISO 8601 interval, each written in full.
pub(super) fn is_interval(text: &[u8], at: usize) -> bool {
    let is_date = |at: usize| {
        text.get(at..at + 10).is_some_and(|date| {
            date.iter().enumerate().all(|(place, byte)| match place {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            })
        })
    };
    text.get(at) == Some(&b'/') && at >= 10 && is_date(at - 10) && is_date(at + 1)
}

fn basic(digits: Digits) -> Option<Numeric> {
    let year = i16::try_from(digits.value / 10_000).ok().filter(|year| (1900..=2099).contains(year))?;
    let month = u8::try_from(digits.value / 100 % 100).ok()?;
    let day = u8::try_from(digits.value % 100).ok()?;
    is_date(year, month, day).then_some(Numeric::Date(year, month, day, Form::Basic))
}

fn year_first(text: &[u8], first: Digits, separator: u8) -> Option<(Numeric, usize)> {
    let year = first.year()?;
    if separator == b'-' && text.get(first.end + 1) == Some(&b'W') {
        let week = two_digits(text, first.end + 2).filter(|week| (1..=53).contains(&week.value))?;
        if text.get(week.end) == Some(&b'-')
            && let Some(day) = Digits::at(text, week.end + 1).filter(|day| day.len == 1 && (1..=7).contains(&day.value))
            && ends_here(text, day.end)
        {
            return Some((Numeric::Week(year, week.byte(), day.byte()), day.end));
        }
        return ends_here(text, week.end).then_some((Numeric::Week(year, week.byte(), 0), week.end));
    }
    let month = Digits::at(text, first.end + 1).filter(|month| month.len <= 2)?;
    if text.get(month.end) == Some(&separator)
        && let Some(day) = Digits::at(text, month.end + 1)
        && day.len <= 2
        // "2016.1.4" is a version.
        && (separator != b'.' || (month.len == 2 && day.len == 2))
        && is_date(year, month.byte(), day.byte())
    {
        if separator == b'-'
            && text.get(day.end) == Some(&b'T')
            && let Some((clock, end)) = clock(text, day.end + 1)
        {
            let (utc, end) = offset(text, end);
            return ends_here(text, end).then_some((Numeric::Stamp(year, month.byte(), day.byte(), clock, utc), end));
        }
        let form = if separator == b'-' && month.len == 2 && day.len == 2 { Form::Extended } else { Form::Other };
        let closes = ends_here(text, day.end) || (form == Form::Extended && is_interval(text, day.end));
        return closes.then_some((Numeric::Date(year, month.byte(), day.byte(), form), day.end));
    }
    let is_month = separator == b'-' && month.len == 2 && (1..=12).contains(&month.value) && ends_here(text, month.end);
    // "2010-12" and "2011-12" are as likely two years; only a month that cannot be the next year is one.
    let is_range = i64::from(month.value) > i64::from(year % 100);
    (is_month && !is_range).then_some((Numeric::Month(year, month.byte()), month.end))
}

fn year_last(text: &[u8], first: Digits, separator: u8) -> Option<(Numeric, usize)> {
    let second = Digits::at(text, first.end + 1).filter(|second| second.len <= 2)?;
    if text.get(second.end) != Some(&separator) {
        return None;
    }
    let last = Digits::at(text, second.end + 1)?;
    let (one, two) = (first.byte(), second.byte());
    let may_be = one >= 1 && two >= 1 && one.min(two) <= 12 && one.max(two) <= 31;
    if !may_be || !ends_here(text, last.end) {
        return None;
    }
    match last.len {
        4 => last.year().map(|year| (Numeric::Pair(one, two, year), last.end)),
        // With full stops or hyphens it is the number of a version, a chapter, a score.
        2 if separator == b'/' => Some((Numeric::ShortPair(one, two, last.byte()), last.end)),
        _ => None,
    }
}

fn clock(text: &[u8], at: usize) -> Option<(Clock, usize)> {
    let hour = Digits::at(text, at).filter(|hour| hour.len <= 2 && hour.value <= 24)?;
    if text.get(hour.end) != Some(&b':') {
        return None;
    }
    let minute = two_digits(text, hour.end + 1).filter(|minute| minute.value < 60)?;
    if text.get(minute.end) == Some(&b':')
        && let Some(second) = two_digits(text, minute.end + 1).filter(|second| second.value < 60)
    {
        let clock = Clock { hour: hour.byte(), minute: Some(minute.byte()), second: Some(second.byte()) };
        return Some((clock, second.end));
    }
    Some((Clock { hour: hour.byte(), minute: Some(minute.byte()), second: None }, minute.end))
}

/// A zone behind a time stamp: whether it is universal time, and its end.
fn offset(text: &[u8], at: usize) -> (bool, usize) {
    match text.get(at) {
        Some(b'Z') => (true, at + 1),
        Some(b'+' | b'-') => match two_digits(text, at + 1) {
            Some(hours) => {
                let minutes_at = hours.end + usize::from(text.get(hours.end) == Some(&b':'));
                match two_digits(text, minutes_at) {
                    Some(minutes) => (hours.value == 0 && minutes.value == 0, minutes.end),
                    None => (hours.value == 0, hours.end),
                }
            }
            None => (false, at),
        },
        _ => (false, at),
    }
}

/// Whether there is such a day.
pub(super) fn is_date(year: i16, month: u8, day: u8) -> bool {
    date(year, month, day).is_some()
}

/// The day, where there is such a one.
pub(super) fn date(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Clock, Form, Numeric, read};

    fn whole(text: &str) -> Option<Numeric> {
        read(text.as_bytes(), 0).filter(|(_, end)| *end == text.len()).map(|(numeric, _)| numeric)
    }

    #[test]
    fn reads_iso_8601() {
        assert_eq!(whole("2017-06-22"), Some(Numeric::Date(2017, 6, 22, Form::Extended)));
        assert_eq!(whole("20170622"), Some(Numeric::Date(2017, 6, 22, Form::Basic)));
        assert_eq!(whole("2017-W25"), Some(Numeric::Week(2017, 25, 0)));
        assert_eq!(whole("2017-W25-4"), Some(Numeric::Week(2017, 25, 4)));
        assert_eq!(whole("2017-06"), Some(Numeric::Month(2017, 6)));
        let clock = Clock { hour: 14, minute: Some(30), second: None };
        assert_eq!(whole("2017-06-22T14:30Z"), Some(Numeric::Stamp(2017, 6, 22, clock, true)));
        assert_eq!(whole("2017-06-22T14:30+02:00"), Some(Numeric::Stamp(2017, 6, 22, clock, false)));
    }

    #[test]
    fn refuses_days_that_are_not_there_and_numbers_that_go_on() {
        for text in ["2017-02-30", "20170230", "2017-13", "2015-16", "1.2.17", "192.168.1.1", "1/2", "40/1/2017"] {
            assert_eq!(whole(text), None, "{text}");
        }
        assert_eq!(read(b"2017-06-22-8", 0), None);
        assert_eq!(read(b"03/04/2017/5", 0), None);
    }
}
