//! TIMEX3 values as they are written: ISO 8601 where it goes so far, `X` for what is not known.

use std::borrow::Cow;

use jiff::civil::Date;

use super::expression::{Amount, Set};
use super::words::Unit;

/// A value while it is put together, in place: news has many dates, and most values are never looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value {
    bytes: [u8; Self::LONGEST],
    len: u8,
}

impl Value {
    /// Bytes of the longest value: a stamp with seconds has twenty, a length with two large numbers fewer than this.
    const LONGEST: usize = 32;

    /// A value that begins with `text`.
    pub(super) fn new(text: &str) -> Self {
        Self { bytes: [0; Self::LONGEST], len: 0 }.text(text)
    }

    /// `2017-06-22`.
    pub(super) fn day(date: Date) -> Self {
        let [a, b] = two_digits(date.month().unsigned_abs());
        let [c, d] = two_digits(date.day().unsigned_abs());
        Self::year(date.year()).then([b'-', a, b, b'-', c, d])
    }

    /// `2017-W25`.
    pub(super) fn week(date: Date) -> Self {
        let week = date.iso_week_date();
        let [a, b] = two_digits(week.week().unsigned_abs());
        Self::year(week.year()).then([b'-', b'W', a, b])
    }

    /// `2017-06`.
    pub(super) fn month(year: i16, month: u8) -> Self {
        let [a, b] = two_digits(month);
        Self::year(year).then([b'-', a, b])
    }

    /// `2017-Q2`.
    pub(super) fn quarter(year: i16, quarter: u8) -> Self {
        Self::year(year).text("-Q").number(quarter, 1)
    }

    /// `2017`; the year 0 is the first before Christ, `BC0001`.
    #[inline]
    pub(super) fn year(year: i16) -> Self {
        if year <= 0 {
            return Self::new("BC").number((1 - year).unsigned_abs(), 4);
        }
        let part = |part: i16| two_digits(u8::try_from(part).unwrap_or(0));
        let ([a, b], [c, d]) = (part(year / 100), part(year % 100));
        Self { bytes: [0; Self::LONGEST], len: 0 }.then([a, b, c, d])
    }

    /// The first day of a stretch of that grain, told at that grain.
    pub(super) fn of_grain(date: Date, grain: Unit) -> Self {
        let year = date.year();
        match grain {
            Unit::Week => Self::week(date),
            Unit::Month => Self::month(year, date.month().unsigned_abs()),
            Unit::Quarter => Self::quarter(year, quarter_of(date)),
            Unit::Year => Self::year(year),
            Unit::Decade => Self::new("").number((year / 10).unsigned_abs(), 3),
            Unit::Century => Self::new("").number((year / 100).unsigned_abs(), 2),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::day(date),
        }
    }

    /// A date of that grain of which nothing is known.
    pub(super) fn unknown(grain: Unit) -> Self {
        Self::new(match grain {
            Unit::Week => "XXXX-WXX",
            Unit::Month => "XXXX-XX",
            Unit::Quarter => "XXXX-QX",
            Unit::Year => "XXXX",
            Unit::Decade => "XXX",
            Unit::Century => "XX",
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        })
    }

    /// A length of time; `X` for a number that is not told.
    pub(super) fn length(amount: Amount, unit: Unit) -> Self {
        let (open, letter, times) = match unit {
            Unit::Second => ("PT", "S", 1),
            Unit::Minute => ("PT", "M", 1),
            Unit::Hour => ("PT", "H", 1),
            Unit::Day => ("P", "D", 1),
            Unit::Week => ("P", "W", 1),
            Unit::Month => ("P", "M", 1),
            Unit::Quarter => ("P", "Q", 1),
            Unit::Year => ("P", "Y", 1),
            Unit::Decade => ("P", "Y", 10),
            Unit::Century => ("P", "Y", 100),
        };
        let value = Self::new(open);
        match amount {
            Amount::Unknown if unit == Unit::Century => value.text("XC"),
            Amount::Unknown => value.text("X").text(letter),
            Amount::Exact(count) => value.number(u64::from(count) * times, 1).text(letter),
            Amount::AndHalf(count) => {
                let whole = if count > 0 { value.number(count, 1).text(letter) } else { value };
                match unit {
                    Unit::Year => whole.text("6M"),
                    Unit::Hour => whole.text("30M"),
                    Unit::Minute => whole.text("30S"),
                    Unit::Day => whole.text("T12H"),
                    Unit::Decade | Unit::Century => value.number(u64::from(count) * times + times / 2, 1).text(letter),
                    _ => value.number(count, 1).text(".5").text(letter),
                }
            }
        }
    }

    /// What comes again and again.
    pub(super) fn set(set: Set) -> Self {
        match set {
            Set::Units(count, unit) => Self::length(Amount::Exact(count), unit),
            Set::Weekday(day, None) => Self::new("XXXX-WXX-").number(day, 1),
            Set::Weekday(day, Some(part)) => Self::new("XXXX-WXX-").number(day, 1).text("T").text(part.code()),
            Set::Month(month) => Self::new("XXXX-").number(month, 2),
            Set::Season(season) => Self::new("XXXX-").text(season.code()),
            Set::Quarter(quarter) => Self::new("XXXX-Q").number(quarter, 1),
            Set::Part(part) => Self::new("XXXX-XX-XXT").text(part.code()),
        }
    }

    /// The same with `text` behind it, which must be short.
    pub(super) fn text(mut self, text: &str) -> Self {
        let start = usize::from(self.len);
        let Some(free) = self.bytes.get_mut(start..start + text.len()) else { return self };
        free.copy_from_slice(text.as_bytes());
        self.len += u8::try_from(text.len()).unwrap_or(0);
        self
    }

    /// The same with so many characters of ASCII behind it.
    #[inline]
    fn then<const LEN: usize>(mut self, more: [u8; LEN]) -> Self {
        debug_assert!(more.is_ascii());
        if let Some(free) = self.bytes[usize::from(self.len)..].first_chunk_mut() {
            *free = more;
            self.len += u8::try_from(LEN).unwrap_or(0);
        }
        self
    }

    /// The same with a number behind it, of `width` digits at least.
    pub(super) fn number(self, number: impl Into<u64>, width: usize) -> Self {
        let mut rest = number.into();
        // Nearly all are hours, days of the week and small counts.
        match (u8::try_from(rest), width) {
            (Ok(digit @ 0..=9), 1) => return self.then([b'0' + digit]),
            (Ok(number @ 0..=99), 2) => return self.then(two_digits(number)),
            _ => {}
        }
        let mut digits = [b'0'; 20];
        let mut first = digits.len();
        while rest > 0 || first + width > digits.len() {
            first -= 1;
            digits[first] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        self.text(str::from_utf8(&digits[first..]).unwrap_or_default())
    }

    /// What stands in it.
    pub(super) fn as_str(&self) -> &str {
        // Made of whole strings, so this cannot fail.
        str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl From<Value> for Cow<'static, str> {
    fn from(value: Value) -> Self {
        Cow::Owned(value.as_str().to_owned())
    }
}

/// The digits of a number under a hundred.
const fn two_digits(number: u8) -> [u8; 2] {
    [b'0' + number / 10 % 10, b'0' + number % 10]
}

/// The quarter of the year that the day is in, from 1.
pub(super) fn quarter_of(date: Date) -> u8 {
    (date.month().unsigned_abs() - 1) / 3 + 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::expression::Amount;
    use super::super::words::Unit;
    use super::Value;

    #[test]
    fn numbers_are_as_wide_as_asked() {
        assert_eq!(Value::new("").number(7_u8, 2).as_str(), "07");
        assert_eq!(Value::new("").number(0_u8, 1).as_str(), "0");
        assert_eq!(Value::new("P").number(u64::MAX, 1).as_str(), "P18446744073709551615");
    }

    #[test]
    fn grains_are_written_as_iso_8601_has_them() {
        let day = date(2017, 6, 2);
        let of = |grain| Value::of_grain(day, grain).as_str().to_owned();
        assert_eq!(of(Unit::Day), "2017-06-02");
        assert_eq!(of(Unit::Week), "2017-W22");
        assert_eq!(of(Unit::Month), "2017-06");
        assert_eq!(of(Unit::Quarter), "2017-Q2");
        assert_eq!(of(Unit::Decade), "201");
        assert_eq!(Value::year(0).as_str(), "BC0001");
    }

    #[test]
    fn the_longest_length_is_whole() {
        let longest = Value::length(Amount::Exact(u32::MAX), Unit::Century);
        assert_eq!(longest.as_str(), "P429496729500Y");
        assert_eq!(Value::length(Amount::AndHalf(u32::MAX), Unit::Day).as_str(), "P4294967295DT12H");
    }
}
