//! Times of the day.

use super::super::expression::YearOf;
use super::super::expression::{Calendar, ClockDay, Expression, Which};
use super::super::numeric::{Clock, Form, Numeric};
use super::super::words::{Part, Word};
use super::{Parsed, Parser};

impl Parser<'_> {
    pub(super) fn clock(&self, at: usize) -> Parsed {
        if let Word::Numeric(Numeric::Stamp(year, month, day, clock, utc)) = self.word(at) {
            let year = YearOf::Given(year);
            let form = Some(Form::Extended);
            let day = ClockDay::Calendar(Calendar { year, month, day, weekday: None, part: None, form });
            return Some((Expression::Clock { clock, utc, day }, at + 1));
        }
        let (clock, next, is_sure) = self.time_of_day(at)?;
        let (utc, zoned) = self.zone(next);
        let (day, end) = self.clock_day(zoned);
        let sure = is_sure || zoned > next || day != ClockDay::Unknown;
        sure.then_some((Expression::Clock { clock, utc, day }, end))
    }

    /// A time, and whether it can be nothing else.
    fn time_of_day(&self, at: usize) -> Option<(Clock, usize, bool)> {
        match self.word(at) {
            // "high noon" is a film and a duel.
            Word::Noon if ["high ", "High "].iter().any(|word| self.text[..self.tokens[at].start].ends_with(word)) => {
                None
            }
            Word::Noon => Some((on_the_hour(12), at + 1, true)),
            Word::Midnight => Some((on_the_hour(24), at + 1, true)),
            Word::Part(Part::Midday) => Some((on_the_hour(12), at + 1, true)),
            Word::Numeric(Numeric::Clock(clock)) => match self.half_of_day(at + 1) {
                Some((pm, end)) => Some((twelve_hours(clock, pm)?, end, true)),
                None => Some((clock, at + 1, false)),
            },
            Word::Digits(hour @ 0..=12, 1 | 2) => {
                let hour = on_the_hour(u8::try_from(hour).ok()?);
                self.hour_named(hour, at + 1)
            }
            Word::Cardinal(hour @ 1..=12) => self.hour_named(on_the_hour(u8::try_from(hour).ok()?), at + 1),
            // "0800 GMT"; without a zone it is just a number.
            Word::Digits(time @ 0..=2400, 4) if matches!(self.word(at + 1), Word::Zone(_)) => {
                let (hour, minute) = (u8::try_from(time / 100).ok()?, u8::try_from(time % 100).ok()?);
                (minute < 60).then_some((Clock { hour, minute: Some(minute), second: None }, at + 1, true))
            }
            _ => None,
        }
    }

    /// What makes an hour of a bare number: "a.m.", "o'clock", "in the morning".
    fn hour_named(&self, hour: Clock, next: usize) -> Option<(Clock, usize, bool)> {
        if let Some((pm, end)) = self.half_of_day(next) {
            return Some((twelve_hours(hour, pm)?, end, true));
        }
        if self.word(next) == Word::OClock {
            return match self.half_of_day(next + 1) {
                Some((pm, end)) => Some((twelve_hours(hour, pm)?, end, true)),
                None => Some((hour, next + 1, true)),
            };
        }
        None
    }

    /// "p.m.", "in the evening": whether it is the second half of the day.
    fn half_of_day(&self, at: usize) -> Parsed<bool> {
        match self.word(at) {
            Word::Am => Some((false, at + 1)),
            Word::Pm => Some((true, at + 1)),
            Word::In if self.word(at + 1) == Word::The => match self.word(at + 2) {
                Word::Part(Part::Morning) => Some((false, at + 3)),
                Word::Part(Part::Afternoon | Part::Evening) => Some((true, at + 3)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A zone: whether it is universal time, and the token behind it.
    fn zone(&self, at: usize) -> (bool, usize) {
        match (self.word(at), self.word(at + 1)) {
            (Word::Zone(utc), _) => (utc, at + 1),
            (Word::Local, Word::Time) => (false, at + 2),
            _ => (false, at),
        }
    }

    /// The day behind a clock time.
    fn clock_day(&self, at: usize) -> (ClockDay, usize) {
        let mut next = self.skip(at, Word::Comma);
        if self.word(next) == Word::In && self.spelling(next) == "on" {
            next += 1;
        }
        if let Some((Expression::Calendar(calendar), end)) = self.calendar(next)
            && calendar.part.is_none()
        {
            return (ClockDay::Calendar(calendar), end);
        }
        // A comma before a weekday or "today" opens another thought as often as not.
        if next > at && self.word(at) == Word::Comma {
            return (ClockDay::Unknown, at);
        }
        match self.relative(next) {
            Some((Expression::Weekday { day, which: Which::Bare, part: None }, end)) => (ClockDay::Weekday(day), end),
            _ => match self.word(next) {
                Word::Day(by) => (ClockDay::Offset(i32::from(by)), next + 1),
                _ => (ClockDay::Unknown, at),
            },
        }
    }
}

const fn on_the_hour(hour: u8) -> Clock {
    Clock { hour, minute: None, second: None }
}

/// A time of twelve hours as one of twenty-four.
fn twelve_hours(clock: Clock, pm: bool) -> Option<Clock> {
    let hour = match clock.hour {
        12 => 12 * u8::from(pm),
        hour @ 0..=11 => hour + 12 * u8::from(pm),
        _ => return None,
    };
    Some(Clock { hour, ..clock })
}
