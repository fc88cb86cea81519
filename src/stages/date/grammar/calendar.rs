//! Days, months and years of the calendar.

use super::super::expression::{Calendar, Expression, Share, Which, YearOf};
use super::super::numeric::{self, Numeric};
use super::super::words::{Unit, Word};
use super::{Parsed, Parser};

impl Parser<'_> {
    pub(super) fn calendar(&self, at: usize) -> Parsed {
        let dated = match self.word(at) {
            Word::Weekday(day, _) => {
                let next = self.skip(at + 1, Word::Comma);
                let next = self.skip(next, Word::The);
                self.day_and_month(next).map(|(found, end)| (with_weekday(found, day), end))
            }
            // "this coming Sunday, March eighth".
            Word::This if self.word(at + 1) == Word::Coming => {
                return self.weekday_in_apposition(at + 2);
            }
            Word::This | Word::Next | Word::Last => {
                let which = match self.word(at) {
                    Word::This => Which::This,
                    Word::Next => Which::Next,
                    _ => Which::Last,
                };
                return match self.day_and_month(at + 1) {
                    Some((Expression::Calendar(calendar), end)) if calendar.year == YearOf::Unknown => {
                        Some((Expression::Calendar(Calendar { year: YearOf::By(which), ..calendar }), end))
                    }
                    Some(_) => None,
                    None => self.month_and_year(at),
                };
            }
            Word::The => self.day_and_month(at + 1).filter(|_| self.ordinal(at + 1).is_some()),
            _ => self.day_and_month(at),
        };
        let Some((found, end)) = dated else { return self.month_and_year(at) };
        let Expression::Calendar(calendar) = found else { return Some((found, end)) };
        // "June 5 morning" is no English, "the morning of June 5" two expressions; a part only behind a comma-less date.
        if let Word::Part(part) = self.word(end)
            && calendar.form.is_none()
        {
            return Some((Expression::Calendar(Calendar { part: Some(part), ..calendar }), end + 1));
        }
        Some((found, end))
    }

    /// "the last week of March", "the first Monday in October".
    pub(super) fn in_month(&self, at: usize) -> Parsed {
        let first = self.skip(at, Word::The);
        let (nth, next) = match self.word(first) {
            Word::Last | Word::Final => (-1, first + 1),
            _ => self.ordinal(first).and_then(|(number, next)| Some((i8::try_from(number).ok()?, next)))?,
        };
        let share = match self.word(next) {
            Word::Unit(Unit::Day) => Share::Day,
            Word::Unit(Unit::Week) => Share::Week,
            Word::Weekday(day, false) => Share::Weekday(day),
            _ => return None,
        };
        if !matches!(self.spelling(next + 1), "of" | "in") {
            return None;
        }
        match self.month_and_year(next + 2)? {
            (Expression::Month { month, year }, end) => Some((Expression::InMonth { nth, share, month, year }, end)),
            _ => None,
        }
    }

    fn weekday_in_apposition(&self, at: usize) -> Parsed {
        let Word::Weekday(day, _) = self.word(at) else { return None };
        let (found, end) = self.day_and_month(self.skip(at + 1, Word::Comma))?;
        Some((with_weekday(found, day), end))
    }

    /// A day with its month, in either order, and the year where it is told.
    fn day_and_month(&self, at: usize) -> Parsed {
        match self.word(at) {
            Word::Numeric(numeric) => numeric_date(numeric).map(|found| (found, at + 1)),
            Word::Month(month, _) if self.is_capital(at) => {
                let (day, end) = self.day(at + 1)?;
                // A surname or a verb has no ordinal behind it, and "May 5" is a date: nothing more to ask.
                let (year, end) = self.year_behind(end);
                let is_meant = self.is_marked_day(at + 1) || year != YearOf::Unknown || !self.is_counted(end, day);
                in_month(month, day, year, end, is_meant)
            }
            _ => {
                let (day, next) = self.day(at)?;
                let next = self.skip_hyphen(self.skip(next, Word::Of));
                let Word::Month(month, _) = self.word(next) else { return None };
                if !self.is_capital(next) {
                    return None;
                }
                // "2 May" may as well count ministers: a month that is a word wants to be sure of its day.
                let (year, end) = self.year_behind(next + 1);
                in_month(month, day, year, end, false)
            }
        }
    }

    /// A number of one or two digits, or an ordinal.
    fn day(&self, at: usize) -> Parsed<u8> {
        match self.word(at) {
            Word::Digits(day @ 1..=99, 1 | 2)
                if self.tokens[at].spaced || at == 0 || self.word_before(at) == Word::Comma =>
            {
                Some((u8::try_from(day).ok()?, at + 1))
            }
            _ => self.ordinal(at),
        }
    }

    /// Whether the number before token `end` counts what follows ("in June 31 people") or is too large for a day.
    fn is_counted(&self, end: usize, number: u8) -> bool {
        let next = self.next_spelling(end);
        number > 31 || next.ends_with('s') || matches!(next, "people" | "men" | "women" | "children" | "percent")
    }

    fn is_marked_day(&self, at: usize) -> bool {
        matches!(self.word(at), Word::Ordinal(_))
    }

    /// A year behind a day or a month, with a comma or without.
    fn year_behind(&self, at: usize) -> (YearOf, usize) {
        let next = self.skip(at, Word::Comma);
        if self.tokens.get(next).is_some_and(|token| !token.spaced && next == at) {
            return (YearOf::Unknown, at);
        }
        match self.word(next) {
            Word::Digits(year @ 1500..=2099, 4) => (YearOf::Given(i16::try_from(year).unwrap_or(0)), next + 1),
            Word::ShortYear(year) if next == at => (YearOf::Given(full_year(year)), next + 1),
            Word::This | Word::Last | Word::Next if self.word(next + 1) == Word::Unit(Unit::Year) => {
                let by = match self.word(next) {
                    Word::This => 0,
                    Word::Last => -1,
                    _ => 1,
                };
                if next == at { (YearOf::Published(by), next + 2) } else { (YearOf::Unknown, at) }
            }
            _ => match self.year_in_words(next) {
                Some((year, end)) => (YearOf::Given(year), end),
                None => (YearOf::Unknown, at),
            },
        }
    }

    /// A month, alone or with its year.
    fn month_and_year(&self, at: usize) -> Parsed {
        let (which, next) = match self.word(at) {
            Word::Last => (Which::Last, at + 1),
            Word::This if matches!(self.word(at + 1), Word::Past) => (Which::Last, at + 2),
            Word::This => (Which::This, at + 1),
            Word::Next => (Which::Next, at + 1),
            _ => (Which::Bare, at),
        };
        let Word::Month(month, short) = self.word(next) else {
            return match self.word(at) {
                Word::Numeric(Numeric::Month(year, month)) => {
                    Some((Expression::Month { month, year: YearOf::Given(year) }, at + 1))
                }
                _ => None,
            };
        };
        if !self.is_capital(next) {
            return None;
        }
        let (year, end) = self.year_behind(self.skip(next + 1, Word::Of));
        if year != YearOf::Unknown {
            return Some((Expression::Month { month, year }, end));
        }
        if which != Which::Bare {
            return Some((Expression::Month { month, year: YearOf::By(which) }, next + 1));
        }
        self.is_month_by_itself(at, month, short)
            .then_some((Expression::Month { month, year: YearOf::Unknown }, at + 1))
    }

    /// Whether a bare month is one. May and March are names and verbs as well; a short form without its full stop is
    /// a name.
    fn is_month_by_itself(&self, at: usize, month: u8, short: bool) -> bool {
        let token = &self.tokens[at];
        if short && !self.text[..token.end].ends_with('.') && self.spelling(at) != "Sept" {
            return false;
        }
        if short && self.next_spelling(at + 1).starts_with(|c: char| c.is_ascii_uppercase()) {
            return false;
        }
        let is_led = matches!(self.word_before(at), Word::In | Word::Of | Word::To | Word::Between | Word::Early);
        let next = self.next_spelling(at + 1);
        // "April Jones", also where someone is hit "by April Jones"; "April told him".
        let is_sure = is_led && !matches!(self.spelling(at - 1), "by" | "for" | "and" | "from");
        let is_name = next.len() > 1 && next.starts_with(|c: char| c.is_ascii_uppercase());
        if (!is_sure && is_name) || (!is_led && SPEAKS.contains(&next)) {
            return false;
        }
        if month != 5 && month != 3 {
            return true;
        }
        matches!(
            self.word_before(at),
            Word::In
                | Word::Of
                | Word::To
                | Word::Between
                | Word::Early
                | Word::Hyphen
                | Word::Dash
                | Word::Before
                | Word::After
                | Word::Each
                | Word::Month(..)
        ) || (self.word_before(at) == Word::And && matches!(self.word(at.wrapping_sub(2)), Word::Month(..)))
            || (month == 3 && matches!(self.word(at + 1), Word::Possessive))
            || (self.word_before(at) == Word::The && self.is_noun_behind(at + 1))
    }

    /// Whether a noun is what the article before "the March figures" belongs to: not so in "the March on Rome".
    fn is_noun_behind(&self, end: usize) -> bool {
        let next = self.next_spelling(end);
        next.len() > 3 && next.starts_with(|c: char| c.is_ascii_lowercase()) && !NO_NOUNS.contains(&next)
    }

    /// "nineteen ninety-six", "two thousand": years as they are spoken.
    pub(super) fn year_in_words(&self, at: usize) -> Parsed<i16> {
        let small = |at: usize| -> Parsed<i16> {
            let Word::Cardinal(number) = self.word(at) else { return None };
            let number_i16 = i16::try_from(number).ok()?;
            let next = self.skip_hyphen(at + 1);
            if number >= 20
                && let Word::Cardinal(ones @ 1..=9) = self.word(next)
            {
                return Some((number_i16 + i16::try_from(ones).ok()?, next + 1));
            }
            Some((number_i16, at + 1))
        };
        match self.word(at) {
            Word::Cardinal(century @ 15..=19) => {
                let (rest, end) = small(at + 1).filter(|(rest, _)| *rest >= 10)?;
                Some((i16::try_from(century).ok()? * 100 + rest, end))
            }
            Word::Cardinal(2) if self.word(at + 1) == Word::Scale(1000) => {
                let next = self.skip(at + 2, Word::And);
                match small(next) {
                    Some((rest, end)) if !matches!(self.word(end), Word::Units(_)) => Some((2000 + rest, end)),
                    None if matches!(self.word_before(at), Word::In | Word::Unit(Unit::Year)) => Some((2000, at + 2)),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// The day of `month`, or none, or a day that the month does not have, when it must have been meant as one.
fn in_month(month: u8, day: u8, year: YearOf, end: usize, is_meant: bool) -> Parsed {
    let leap = match year {
        YearOf::Given(year) => year,
        _ => 2000,
    };
    if numeric::is_date(leap, month, day) {
        let calendar = Calendar { year, month, day, weekday: None, part: None, form: None };
        return Some((Expression::Calendar(calendar), end));
    }
    (is_meant && day > 28).then_some((Expression::NoSuchDay { month, day, year }, end))
}

fn with_weekday(found: Expression, day: u8) -> Expression {
    match found {
        Expression::Calendar(calendar) => Expression::Calendar(Calendar { weekday: Some(day), ..calendar }),
        other => other,
    }
}

fn numeric_date(numeric: Numeric) -> Option<Expression> {
    Some(match numeric {
        Numeric::Date(year, month, day, form) => Expression::Calendar(Calendar {
            year: YearOf::Given(year),
            month,
            day,
            weekday: None,
            part: None,
            form: Some(form),
        }),
        Numeric::Pair(first, second, year) => Expression::Pair { first, second, year, short: false },
        Numeric::ShortPair(first, second, year) => {
            Expression::Pair { first, second, year: full_year(i16::from(year)), short: true }
        }
        Numeric::Week(year, week, day) => Expression::IsoWeek { year, week, day },
        Numeric::Month(..) | Numeric::Stamp(..) | Numeric::Clock(_) => return None,
    })
}

/// What people do and months do not.
const SPEAKS: &[&str] =
    &["says", "said", "told", "tells", "asked", "recalled", "admitted", "replied", "laughed", "who", "herself"];

/// Words of four letters and more behind "the March" that are no nouns.
const NO_NOUNS: &[&str] =
    &["that", "against", "toward", "towards", "from", "with", "were", "into", "over", "would", "will"];

/// The year that two digits stand for: from 1950 to 2049, as most news writers mean it.
pub(super) fn full_year(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}
