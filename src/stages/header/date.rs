//! Dates and clock times as heads and datelines write them.

use jiff::civil::Date;

use crate::calendar;
use crate::text::Cursor;

/// A calendar date, perhaps without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadDate {
    /// Year, where it is written.
    pub year: Option<i16>,
    /// Month, from 1.
    pub month: i8,
    /// Day of the month, from 1.
    pub day: i8,
}

impl HeadDate {
    /// The date, where it is complete.
    #[must_use]
    pub fn complete(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// The date, in the year nearest to `published` where none is written.
    #[must_use]
    pub fn near(self, published: Option<Date>) -> Option<Date> {
        if self.year.is_some() {
            return self.complete();
        }
        let published = published?;
        let days = |date: &Date| published.until(*date).map_or(i32::MAX, |span| span.get_days().abs());
        let years = (published.year() - 1)..=(published.year() + 1);
        years.filter_map(|year| Date::new(year, self.month, self.day).ok()).min_by_key(days)
    }
}

/// How a month may be spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// As it should be.
    Right,
    /// With one slip of the keyboard at most.
    Slips,
}

/// Reads the date that `text` begins with, a weekday before it included; gives it with its length in bytes.
/// A date of numbers alone counts only when it can be read in one way.
#[must_use]
pub fn read(text: &str, spelling: Spelling) -> Option<(HeadDate, usize)> {
    let mut cursor = Cursor::new(text);
    let mut ahead = cursor;
    let word = ahead.letters();
    ahead.eat(b'.');
    ahead.eat(b',');
    if ahead.spaces() && calendar::weekday(word).is_some() {
        cursor = ahead;
    }
    let date = if cursor.peek().is_ascii_digit() {
        of_numbers(&mut cursor).or_else(|| day_first(&mut cursor, spelling))
    } else {
        month_first(&mut cursor, spelling)
    }?;
    // A machine writes `T` and the time right behind the date.
    let machine = cursor.rest().starts_with('T') && cursor.rest()[1..].starts_with(|c: char| c.is_ascii_digit());
    let ends = machine || !cursor.peek().is_ascii_alphanumeric();
    let exists = Date::new(date.year.unwrap_or(2000), date.month, date.day).is_ok();
    (ends && exists).then_some((date, cursor.at()))
}

/// `2017-06-22`, `22/06/2017`, `22.6.2017`.
fn of_numbers(cursor: &mut Cursor<'_>) -> Option<HeadDate> {
    let mut ahead = *cursor;
    let first = ahead.digits();
    let mark = ahead.peek();
    if !ahead.eat_any(b"-/.") {
        return None;
    }
    let second = ahead.digits();
    if !ahead.eat(mark) {
        return None;
    }
    let third = ahead.digits();
    let year = |digits: &str| digits.parse().ok().filter(|_| digits.len() == 4);
    let short = |digits: &str| digits.parse::<i8>().ok().filter(|_| digits.len() <= 2);
    let date = match (year(first), short(first), short(second)?, year(third), short(third)) {
        (Some(year), _, month, _, Some(day)) => HeadDate { year: Some(year), month, day },
        (_, Some(day), month, Some(year), _) if day > 12 || day == month => HeadDate { year: Some(year), month, day },
        (_, Some(month), day, Some(year), _) if day > 12 => HeadDate { year: Some(year), month, day },
        _ => return None,
    };
    *cursor = ahead;
    Some(date)
}

/// `22 June 2017`, `22nd of June`.
fn day_first(cursor: &mut Cursor<'_>, spelling: Spelling) -> Option<HeadDate> {
    let mut ahead = *cursor;
    let day = day(&mut ahead)?;
    if !ahead.spaces() && !ahead.eat(b'-') {
        return None;
    }
    if ahead.eat_word("of") {
        ahead.spaces();
    }
    let month = month(ahead.letters(), spelling)?;
    ahead.eat(b'.');
    *cursor = ahead;
    ahead.eat(b',');
    if !ahead.spaces() {
        ahead.eat(b'-');
    }
    Some(HeadDate { year: year(ahead, cursor), month, day })
}

/// `June 22, 2017`, `Dec. 28`.
fn month_first(cursor: &mut Cursor<'_>, spelling: Spelling) -> Option<HeadDate> {
    let mut ahead = *cursor;
    let word = ahead.letters();
    ahead.eat(b'.');
    ahead.spaces();
    // Before the word is looked up: hardly any other has a number behind it.
    let day = day(&mut ahead).or_else(|| {
        // The letter for the digit one, as old keyboards had it.
        (spelling == Spelling::Slips && ahead.eat_word("l")).then_some(1)
    })?;
    let month = month(word, spelling)?;
    *cursor = ahead;
    ahead.eat(b',');
    ahead.spaces();
    Some(HeadDate { year: year(ahead, cursor), month, day })
}

fn month(word: &str, spelling: Spelling) -> Option<i8> {
    calendar::month(word).or_else(|| if spelling == Spelling::Slips { calendar::misspelled_month(word) } else { None })
}

fn day(cursor: &mut Cursor<'_>) -> Option<i8> {
    let digits = cursor.digits();
    let day = digits.parse().ok().filter(|day| digits.len() <= 2 && (1..=31).contains(day))?;
    let mut ahead = *cursor;
    let ordinal = ahead.letters();
    if ["st", "nd", "rd", "th"].iter().any(|end| end.eq_ignore_ascii_case(ordinal)) {
        *cursor = ahead;
    }
    Some(day)
}

/// The year that `ahead` stands before; `cursor` moves behind it.
fn year<'t>(mut ahead: Cursor<'t>, cursor: &mut Cursor<'t>) -> Option<i16> {
    let digits = ahead.digits();
    let year = digits.parse().ok().filter(|year| digits.len() == 4 && (1700..=2200).contains(year))?;
    *cursor = ahead;
    Some(year)
}

/// A clock time as a head gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// `10:45` or `10:45:30`, of 24 hours.
    pub time: String,
    /// The zone as written: `GMT`, `+09:00`.
    pub zone: Option<String>,
}

/// Reads the clock time that `text` begins with; gives it with its length in bytes.
#[must_use]
pub fn read_clock(text: &str) -> Option<(Clock, usize)> {
    let mut cursor = Cursor::new(text);
    let hour_digits = cursor.digits();
    let mut hour: u8 = hour_digits.parse().ok().filter(|hour| *hour < 24 && hour_digits.len() <= 2)?;
    let mut parts = [0_u8; 2];
    let mut seconds = false;
    let mut minutes = false;
    for (number, part) in parts.iter_mut().enumerate() {
        let mut ahead = cursor;
        if !ahead.eat_any(if number == 0 { b":.h" } else { b":" }) {
            break;
        }
        let digits = ahead.digits();
        let Some(value) = digits.parse().ok().filter(|value| *value < 60 && digits.len() == 2) else { break };
        *part = value;
        (minutes, seconds) = (true, number == 1);
        cursor = ahead;
    }
    // Fractions of a second, as machines write them.
    if seconds && cursor.peek() == b'.' {
        let mut ahead = cursor;
        ahead.eat(b'.');
        if !ahead.digits().is_empty() {
            cursor = ahead;
        }
    }
    let half = half_of_day(&mut cursor);
    match half {
        Some(b'p') if hour < 12 => hour += 12,
        Some(b'a') if hour == 12 => hour = 0,
        None if !minutes => return None,
        _ => {}
    }
    if cursor.peek().is_ascii_digit() {
        return None;
    }
    let zone = zone(&mut cursor);
    let [minute, second] = parts;
    let time = if seconds { format!("{hour:02}:{minute:02}:{second:02}") } else { format!("{hour:02}:{minute:02}") };
    Some((Clock { time, zone }, cursor.at()))
}

/// `am`, `p.m.`: the first letter.
fn half_of_day(cursor: &mut Cursor<'_>) -> Option<u8> {
    let mut ahead = *cursor;
    ahead.spaces();
    let half = ahead.peek().to_ascii_lowercase();
    if !ahead.eat_any(b"aApP") {
        return None;
    }
    let dotted = ahead.eat(b'.');
    if !ahead.eat_any(b"mM") || ahead.peek().is_ascii_alphanumeric() {
        return None;
    }
    if dotted {
        ahead.eat(b'.');
    }
    *cursor = ahead;
    Some(half)
}

/// `Z`, `GMT`, `(KST)`, `+0900`, `+09:00`.
fn zone(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    ahead.spaces();
    let bracket = ahead.eat(b'(');
    let start = ahead;
    if ahead.eat_any(b"+-") {
        let hours = ahead.digits().len();
        let rest = if ahead.eat(b':') { ahead.digits().len() } else { 0 };
        if !matches!((hours, rest), (4, 0) | (2, 0 | 2)) {
            return None;
        }
    } else {
        let letters = ahead.letters();
        let known = ["GMT", "UTC", "Z", "BST", "CET", "CEST", "MSK", "IST", "KST", "JST", "HKT", "SGT", "AEST", "AEDT"];
        let american = matches!(letters.len(), 2 | 3)
            && letters.starts_with(['E', 'C', 'M', 'P', 'A'])
            && letters.ends_with('T')
            && (letters.len() == 2 || matches!(letters.as_bytes()[1], b'S' | b'D'));
        if !known.contains(&letters) && !american {
            return None;
        }
    }
    let len = ahead.at() - start.at();
    let zone = start.rest()[..len].to_owned();
    if bracket && !ahead.eat(b')') {
        return None;
    }
    *cursor = ahead;
    Some(zone)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{HeadDate, Spelling, read, read_clock};

    fn complete(text: &str) -> Option<String> {
        let (date, len) = read(text, Spelling::Right)?;
        assert_eq!(len, text.len(), "{text}");
        date.complete().map(|date| date.to_string())
    }

    #[test]
    fn every_usual_form() {
        for text in [
            "2017-06-22",
            "2017/06/22",
            "June 22, 2017",
            "JUNE 22nd, 2017",
            "Jun. 22 2017",
            "22 June 2017",
            "22nd of June, 2017",
            "22-Jun-2017",
            "22/06/2017",
            "06/22/2017",
            "22.6.2017",
            "Thu, 22 Jun 2017",
            "Thursday June 22, 2017",
        ] {
            assert_eq!(complete(text).as_deref(), Some("2017-06-22"), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_could_be_two() {
        for text in ["03/04/2017", "2017-13-01", "June 31, 2017", "22", "May", "1-2-3", "June 225", "2017-06-2x", ""] {
            assert_eq!(read(text, Spelling::Right), None, "{text}");
        }
        assert_eq!(read("Juen 19", Spelling::Right), None);
        let date = HeadDate { year: None, month: 6, day: 19 };
        assert_eq!(read("Juen 19", Spelling::Slips), Some((date, 7)));
    }

    #[test]
    fn a_date_without_year_takes_the_nearest() {
        let december = HeadDate { year: None, month: 12, day: 30 };
        assert_eq!(december.near(Some(date(2026, 1, 2))), Some(date(2025, 12, 30)));
        let january = HeadDate { year: None, month: 1, day: 2 };
        assert_eq!(january.near(Some(date(2025, 12, 31))), Some(date(2026, 1, 2)));
        assert_eq!(january.near(None), None);
    }

    #[test]
    fn clock_times() {
        let clock = |text| read_clock(text).map(|(clock, len)| (clock.time, clock.zone.unwrap_or_default(), len));
        assert_eq!(clock("10:45 GMT"), Some(("10:45".into(), "GMT".into(), 9)));
        assert_eq!(clock("11:04 p.m. ET and"), Some(("23:04".into(), "ET".into(), 13)));
        assert_eq!(clock("09:30:15.250+09:00"), Some(("09:30:15".into(), "+09:00".into(), 18)));
        assert_eq!(clock("12am"), Some(("00:00".into(), String::new(), 4)));
        assert_eq!(clock("10 people"), None);
        assert_eq!(clock("4.2 percent"), None);
    }
}
