//! From what an expression says to when that is: the TIMEX3 type and value.

use std::borrow::Cow;

use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

use super::direction::Direction;
use super::expression::{Amount, Calendar, ClockDay, Expression, From, Share, Which, YearOf};
use super::holiday::Holiday;
use super::numeric::{self, Clock};
use super::value::{Value, quarter_of};
use super::within;
use super::words::{Part, Season, Unit};
use crate::rules::{RuleId, id};

/// Days around publication in which a day and a month without a year mean the nearest, whatever the tense says.
const SURELY_NEAREST: i32 = 75;

/// Days from publication to what news is about.
const ABOUT_NOW: i32 = 31;

/// Days of half a year: nothing is nearer than what is so near.
const HALF_A_YEAR: i32 = 182;

/// What the text has said before, and when it was published.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    pub(super) published: Option<Date>,
    /// The last date told, by its first day, and its grain.
    pub(super) mentioned: Option<(Date, Unit)>,
    /// The last day told.
    pub(super) day: Option<Date>,
    /// The quarter that the text reports on.
    pub(super) quarter: Option<(i16, u8)>,
}

/// An expression with its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resolved {
    pub(super) rule: RuleId,
    /// DATE, TIME, DURATION or SET.
    pub(super) kind: &'static str,
    pub(super) value: Cow<'static, str>,
    /// The day, when it is a certain one.
    pub(super) day: Option<Date>,
}

impl Context {
    /// The type, value and rule of `expression`; none for one that only looks like a date. `direction` is asked for
    /// only where it decides.
    pub(super) fn resolve(&mut self, expression: &Expression, direction: impl Fn() -> Direction) -> Option<Resolved> {
        let resolved = match *expression {
            Expression::Nothing | Expression::Pair { .. } | Expression::NoSuchDay { .. } => return None,
            Expression::Calendar(calendar) => self.calendar(calendar, direction),
            Expression::Month { month, year } => self.month(month, year, direction),
            Expression::InMonth { nth, share, month, year } => self.in_month(nth, share, month, year, direction),
            Expression::IsoWeek { year, week, day } => {
                let value = Value::year(year).text("-W").number(week, 2);
                date_value(id::date::ABSOLUTE, if day == 0 { value } else { value.text("-").number(day, 1) })
            }
            Expression::WeekOf(calendar) => match self.day_of(calendar, &direction) {
                Some(date) => date_value(id::date::MONTH_DAY, Value::week(date)),
                None => date_value(id::date::MONTH_DAY, Value::unknown(Unit::Week)),
            },
            // The week that most of the seven days are in.
            Expression::WeekTo(calendar) => {
                let middle = self.day_of(calendar, &direction).and_then(|date| plus_days(date, -3));
                date_value(id::date::MONTH_DAY, middle.map_or_else(|| Value::unknown(Unit::Week), Value::week))
            }
            Expression::Year { year, bc } => self.year(year, bc),
            Expression::Decade(year) => {
                date_value(id::date::DECADE, Value::new("").number((year / 10).unsigned_abs(), 3))
            }
            Expression::Century(number) => {
                date_value(id::date::DECADE, Value::new("").number(number.unsigned_abs(), 2))
            }
            Expression::Quarter { quarter, year } => self.numbered_quarter(quarter, year, direction),
            Expression::QuarterTo { month, year, ended } => self.quarter_to(month, year, ended),
            Expression::ThatPeriod { years, quarter } => self.that_period(years, quarter),
            Expression::PeriodOf { year } => self.period_of(year),
            Expression::Half { half, year } => {
                let year = self.year_number(year).map_or_else(|| Value::unknown(Unit::Year), Value::year);
                date_value(id::date::QUARTER, year.text("-H").number(half, 1))
            }
            Expression::Season { season, year } => self.season(season, year, direction),
            Expression::Weekday { day, which, part } => self.weekday(day, which, part, direction),
            Expression::Weekend(which) => self.weekend(which),
            Expression::Holiday { holiday, year, week } => self.holiday(holiday, year, week, direction),
            Expression::Offset { unit, by, from, part, grain } => self.offset(unit, by, from, part, grain),
            Expression::YearBefore(from) => match self.quarter {
                // In a report on a quarter, that quarter of the year before.
                Some((year, quarter)) => date_value(id::date::AGO, Value::quarter(year - 1, quarter)),
                None => self.offset(Unit::Year, -1, from, None, Unit::Year),
            },
            Expression::ThatTime => {
                let (date, grain) = self.mentioned?;
                date_value(id::date::RELATIVE, Value::of_grain(date, grain))
            }
            Expression::Duration { amount, unit } => {
                // A report that goes on to "the first nine months" compares those.
                if unit == Unit::Month && matches!(amount, Amount::Exact(6 | 9)) {
                    self.quarter = None;
                }
                // "The first five months" are no month; their period is one of the year.
                if let (Unit::Month, Some((date, Unit::Month))) = (unit, self.mentioned) {
                    self.mentioned = Some((date, Unit::Year));
                }
                Resolved { kind: "DURATION", ..date_value(id::date::DURATION, Value::length(amount, unit)) }
            }
            Expression::Set(set) => Resolved { kind: "SET", ..date_value(id::date::SET, Value::set(set)) },
            Expression::Clock { clock, utc, day } => self.clock(clock, utc, day, direction),
            Expression::Reference(value) => {
                Resolved { rule: id::date::REFERENCE, kind: "DATE", value: value.into(), day: None }
            }
        };
        Some(resolved)
    }

    /// Forgets the last day told when it is long before or after publication: a time of the day in another sentence is
    /// of the day that the text is about.
    pub(super) fn forget_far_day(&mut self) {
        let is_far = |published, day| days_between(published, day).abs() > ABOUT_NOW;
        if self.published.zip(self.day).is_some_and(|(published, day)| is_far(published, day)) {
            self.day = None;
        }
    }

    pub(super) fn mention(&mut self, first: Date, grain: Unit) {
        if grain == Unit::Day {
            self.day = Some(first);
        }
        self.mentioned = Some((first, grain));
    }

    fn calendar(&mut self, calendar: Calendar, direction: impl Fn() -> Direction) -> Resolved {
        let Calendar { year, month, day, part, .. } = calendar;
        let rule = if matches!(year, YearOf::Given(_)) { id::date::ABSOLUTE } else { id::date::MONTH_DAY };
        let Some(date) = self.day_of(calendar, direction) else {
            return part_value(rule, Value::new("XXXX-").number(month, 2).text("-").number(day, 2), part);
        };
        self.mention(date, Unit::Day);
        day_value(rule, date, part)
    }

    /// The day of a calendar date. A year that is not told is the one that brings it nearest to publication, unless
    /// the tense says that it lies on the other side.
    fn day_of(&self, calendar: Calendar, direction: impl Fn() -> Direction) -> Option<Date> {
        let Calendar { year, month, day, weekday, .. } = calendar;
        if let Some(year) = self.year_number(year) {
            return numeric::date(year, month, day);
        }
        let published = self.published?;
        let in_year = |by: i16| numeric::date(published.year() + by, month, day);
        let mut candidates = (-1..=1).filter_map(in_year);
        let distance = |date: Date| days_between(published, date);
        match year {
            YearOf::By(Which::Last) => return candidates.rfind(|date| *date < published),
            YearOf::By(Which::Next) => return candidates.find(|date| *date > published),
            _ => {}
        }
        // A weekday tells the year.
        let told = weekday.and_then(|weekday| candidates.clone().find(|date| number_of(date.weekday()) == weekday));
        if told.is_some() {
            return told;
        }
        let this = in_year(0).map(|date| (distance(date), date));
        let (far, nearest) = match this {
            Some((far, date)) if far.abs() <= HALF_A_YEAR => (far, date),
            _ => candidates.map(|date| (distance(date), date)).min_by_key(|(far, _)| far.abs())?,
        };
        let by = nearest.year() - published.year();
        let other = match direction_if(far.abs() > SURELY_NEAREST, direction) {
            Direction::Past if far > 0 => in_year(by - 1),
            Direction::Future if far < 0 => in_year(by + 1),
            _ => None,
        };
        Some(other.unwrap_or(nearest))
    }

    /// The year when it is told or follows from publication.
    pub(super) fn year_number(&self, year: YearOf) -> Option<i16> {
        match year {
            YearOf::Given(year) => Some(year),
            YearOf::Published(by) => self.published.map(|date| date.year() + i16::from(by)),
            YearOf::Unknown | YearOf::By(_) => None,
        }
    }

    fn month(&mut self, month: u8, year: YearOf, direction: impl Fn() -> Direction) -> Resolved {
        match self.year_of_month(month, year, direction) {
            Some(year) => {
                if let Some(first) = numeric::date(year, month, 1) {
                    self.mention(first, Unit::Month);
                }
                date_value(id::date::MONTH, Value::month(year, month))
            }
            None => date_value(id::date::MONTH, Value::new("XXXX-").number(month, 2)),
        }
    }

    /// The year of a month that is told without it.
    fn year_of_month(&self, month: u8, year: YearOf, direction: impl Fn() -> Direction) -> Option<i16> {
        let number = i16::from(month);
        match (year, self.published) {
            (YearOf::By(which), Some(date)) => {
                // In April, "last March" is a year ago: what is just over is "last month".
                let behind = i16::from(number >= i16::from(date.month()) - 1);
                let ahead = i16::from(number <= i16::from(date.month()));
                Some(match which {
                    Which::Last => date.year() - behind,
                    Which::Next => date.year() + ahead,
                    _ => date.year(),
                })
            }
            (YearOf::Unknown, Some(date)) => {
                // Months from publication to that month in the same year.
                let ahead = number - i16::from(date.month());
                let by = match direction_if(!(-2..=1).contains(&ahead), direction) {
                    Direction::Past => -i16::from(ahead > 1),
                    Direction::Future => i16::from(ahead < -2),
                    Direction::Unknown => i16::from(ahead < -6) - i16::from(ahead > 5),
                };
                Some(date.year() + by)
            }
            (year, _) => self.year_number(year),
        }
    }

    fn in_month(
        &mut self,
        nth: i8,
        share: Share,
        month: u8,
        year: YearOf,
        direction: impl Fn() -> Direction,
    ) -> Resolved {
        let Some(year) = self.year_of_month(month, year, direction) else {
            let value = Value::new("XXXX-").number(month, 2);
            return date_value(id::date::MONTH_DAY, if share == Share::Week { value } else { value.text("-XX") });
        };
        let day = numeric::date(year, month, 1).and_then(|first| within::nth_of(first, nth, share));
        let Some(day) = day else { return date_value(id::date::MONTH_DAY, Value::month(year, month)) };
        if share == Share::Week {
            self.mention(day, Unit::Week);
            return date_value(id::date::MONTH_DAY, Value::week(day));
        }
        self.mention(day, Unit::Day);
        day_value(id::date::MONTH_DAY, day, None)
    }

    pub(super) fn year(&mut self, year: i16, bc: bool) -> Resolved {
        if bc {
            return date_value(id::date::YEAR, Value::new("BC").number(year.unsigned_abs(), 4));
        }
        if let Some(first) = numeric::date(year, 1, 1) {
            self.mention(first, Unit::Year);
        }
        date_value(id::date::YEAR, Value::year(year))
    }

    fn season(&mut self, season: Season, year: YearOf, direction: impl Fn() -> Direction) -> Resolved {
        let code = season.code();
        let chosen = self.year_number(year).or_else(|| {
            let date = self.published?;
            let ahead = season.first_month() - date.month();
            Some(match year {
                YearOf::By(Which::Last) if ahead > -3 => date.year() - 1,
                YearOf::By(Which::Next) if ahead <= 0 => date.year() + 1,
                YearOf::By(_) => date.year(),
                _ => match direction() {
                    Direction::Past if ahead > 0 => date.year() - 1,
                    Direction::Future if ahead < -2 => date.year() + 1,
                    // January's winter began the year before.
                    Direction::Unknown if ahead > 9 => date.year() - 1,
                    _ => date.year(),
                },
            })
        });
        match chosen {
            Some(year) => {
                if let Ok(first) = Date::new(year, season.first_month(), 1) {
                    self.mention(first, Unit::Quarter);
                }
                date_value(id::date::SEASON, Value::year(year).text("-").text(code))
            }
            None => date_value(id::date::SEASON, Value::new("XXXX-").text(code)),
        }
    }

    fn weekday(&mut self, day: u8, which: Which, part: Option<Part>, direction: impl Fn() -> Direction) -> Resolved {
        let base = match which {
            Which::Previous => self.mentioned.map(|(date, _)| date).or(self.published),
            _ => self.published,
        };
        let Some(base) = base else {
            return part_value(id::date::WEEKDAY, Value::new("XXXX-WXX-").number(day, 1), part);
        };
        let today = number_of(base.weekday());
        let back = i64::from((7 + today - day) % 7);
        let by = match which {
            Which::Last | Which::Previous => -(if back == 0 { 7 } else { back }),
            Which::Next => 7 - back,
            Which::This => (7 - back) % 7,
            Which::Bare => match direction() {
                Direction::Future => (7 - back) % 7,
                Direction::Past | Direction::Unknown => -back,
            },
        };
        match plus_days(base, by) {
            Some(date) => {
                if which != Which::Previous {
                    self.mention(date, Unit::Day);
                }
                day_value(id::date::WEEKDAY, date, part)
            }
            None => part_value(id::date::WEEKDAY, Value::new("XXXX-WXX-").number(day, 1), part),
        }
    }

    fn weekend(&mut self, which: Which) -> Resolved {
        let base = match which {
            Which::Previous => self.mentioned.map(|(date, _)| date).or(self.published),
            _ => self.published,
        };
        let Some(base) = base else { return date_value(id::date::RELATIVE, Value::new("XXXX-WXX-WE")) };
        let weeks = match which {
            Which::Last => -1,
            Which::Next => 1,
            // Early in the week "the weekend" is the one that was.
            Which::Bare if number_of(base.weekday()) <= 3 => -1,
            _ => 0,
        };
        match plus_days(base, 7 * weeks) {
            Some(date) => {
                self.mention(date, Unit::Day);
                date_value(id::date::RELATIVE, Value::week(date).text("-WE"))
            }
            None => date_value(id::date::RELATIVE, Value::new("XXXX-WXX-WE")),
        }
    }

    fn holiday(&mut self, holiday: Holiday, year: YearOf, week: bool, direction: impl Fn() -> Direction) -> Resolved {
        let chosen = holiday.once().or_else(|| match (year, self.published) {
            (YearOf::By(which), Some(date)) => {
                let in_year = |by| holiday.in_year(date.year() + by);
                let this = in_year(0);
                match which {
                    Which::Last if this.is_none_or(|day| day >= date) => in_year(-1),
                    Which::Next if this.is_none_or(|day| day <= date) => in_year(1),
                    _ => this,
                }
            }
            (YearOf::Unknown, Some(date)) => {
                let days = || (-1..=1).filter_map(|by| holiday.in_year(date.year() + by));
                let nearest = days().min_by_key(|day| days_between(date, *day).abs());
                let far = nearest.is_some_and(|day| days_between(date, day).abs() > SURELY_NEAREST);
                match direction_if(far, direction) {
                    Direction::Past => days().rfind(|day| *day <= date),
                    Direction::Future => days().find(|day| *day >= date),
                    Direction::Unknown => nearest,
                }
            }
            (year, _) => self.year_number(year).and_then(|year| holiday.in_year(year)),
        });
        match chosen {
            Some(day) if holiday.is_month() => date_value(id::date::HOLIDAY, Value::year(day.year())),
            Some(day) if week => date_value(id::date::HOLIDAY, Value::week(day)),
            Some(day) => {
                self.mention(day, Unit::Day);
                let resolved = day_value(id::date::HOLIDAY, day, None);
                Resolved { day: resolved.day.filter(|_| holiday.is_certain()), ..resolved }
            }
            None => {
                let value = match holiday.in_year(2001).zip(holiday.in_year(2002)) {
                    // The same in every year.
                    Some((one, two)) if one.month() == two.month() && one.day() == two.day() && !week => {
                        Value::new("XXXX").text(&Value::day(one).as_str()[4..])
                    }
                    _ if holiday.is_month() => Value::unknown(Unit::Year),
                    _ => Value::unknown(Unit::Day),
                };
                date_value(id::date::HOLIDAY, value)
            }
        }
    }

    fn offset(&mut self, unit: Unit, by: i32, from: From, part: Option<Part>, grain: Unit) -> Resolved {
        let rule = if by.abs() > 1 || grain != unit { id::date::AGO } else { id::date::RELATIVE };
        let base = match from {
            From::Mentioned if unit == Unit::Day => self.day.or(self.published),
            From::Reported => {
                let is_close =
                    |date: Date| self.published.is_none_or(|now| (0..=1).contains(&(now.year() - date.year())));
                self.mentioned.map(|(date, _)| date).filter(|date| is_close(*date)).or(self.published)
            }
            From::Mentioned => self.mentioned.map(|(date, _)| date).or(self.published),
            From::Published => self.published,
        };
        let moved = base.and_then(|base| {
            let by = i64::from(by);
            let length = match unit {
                _ if by == 0 => return Some(base),
                Unit::Second | Unit::Minute | Unit::Hour => return Some(base),
                Unit::Day => return plus_days(base, by),
                Unit::Week => by.weeks(),
                Unit::Month => by.months(),
                Unit::Quarter => (3 * by).months(),
                Unit::Year => by.years(),
                Unit::Decade => (10 * by).years(),
                Unit::Century => (100 * by).years(),
            };
            base.checked_add(length).ok()
        });
        let Some(date) = moved else { return part_value(rule, Value::unknown(grain), part) };
        if grain == Unit::Day {
            self.mention(date, Unit::Day);
            return day_value(rule, date, part);
        }
        // What is earlier mostly compares, which leaves the text where it is.
        if from == From::Mentioned && by > 0 {
            self.mention(date, grain);
        }
        if unit == Unit::Quarter {
            self.report_on(date.year(), quarter_of(date), false);
        }
        date_value(rule, Value::of_grain(date, grain))
    }

    fn clock(&mut self, clock: Clock, utc: bool, day: ClockDay, direction: impl Fn() -> Direction) -> Resolved {
        let date = match day {
            ClockDay::Calendar(calendar) => self.day_of(calendar, direction),
            ClockDay::Weekday(weekday) => self.weekday(weekday, Which::Bare, None, direction).day,
            ClockDay::Offset(by) => self.published.and_then(|date| plus_days(date, i64::from(by))),
            ClockDay::Unknown => self.day.or(self.published),
        };
        if let Some(date) = date {
            self.mention(date, Unit::Day);
        }
        let mut value = match (date, day) {
            (Some(date), _) => Value::day(date),
            (None, ClockDay::Weekday(day)) => Value::new("XXXX-WXX-").number(day, 1),
            (None, ClockDay::Calendar(calendar)) => {
                Value::new("XXXX-").number(calendar.month, 2).text("-").number(calendar.day, 2)
            }
            (None, _) => Value::unknown(Unit::Day),
        };
        let Clock { hour, minute, second } = clock;
        // Midnight is the end of its day as news writers have it: T24:00.
        value = value.text("T").number(hour, 2).text(":").number(minute.unwrap_or(0), 2);
        if let Some(second) = second {
            value = value.text(":").number(second, 2);
        }
        if utc {
            value = value.text("Z");
        }
        Resolved { kind: "TIME", ..date_value(id::date::TIME, value) }
    }
}

pub(super) fn direction_if(asked: bool, direction: impl Fn() -> Direction) -> Direction {
    if asked { direction() } else { Direction::Unknown }
}

pub(super) fn date_value(rule: RuleId, value: Value) -> Resolved {
    Resolved { rule, kind: "DATE", value: value.into(), day: None }
}

fn day_value(rule: RuleId, date: Date, part: Option<Part>) -> Resolved {
    Resolved { day: Some(date), ..part_value(rule, Value::day(date), part) }
}

/// A date, or a part of it.
fn part_value(rule: RuleId, value: Value, part: Option<Part>) -> Resolved {
    match part {
        Some(part) => Resolved { kind: "TIME", ..date_value(id::date::TIME, value.text("T").text(part.code())) },
        None => date_value(rule, value),
    }
}

fn plus_days(date: Date, days: i64) -> Option<Date> {
    match days {
        // Most are a few days away, and steps cost less than the general way.
        0..=7 => (0..days).try_fold(date, |date, _| date.tomorrow().ok()),
        -7..0 => (days..0).try_fold(date, |date, _| date.yesterday().ok()),
        _ => date.checked_add(Length::new().try_days(days).ok()?).ok(),
    }
}

/// Days from `one` to `two`.
pub(super) fn days_between(one: Date, two: Date) -> i32 {
    number_of_day(two) - number_of_day(one)
}

/// Days since some day long ago.
fn number_of_day(date: Date) -> i32 {
    // In years that begin in March the odd day is the last, and each stretch of five months has 153.
    let (year, month) = match i32::from(date.month()) {
        month @ 1..=2 => (i32::from(date.year()) - 1, month + 9),
        month => (i32::from(date.year()), month - 3),
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month + 2) / 5 + i32::from(date.day())
}

/// Monday is 1.
pub(super) fn number_of(weekday: Weekday) -> u8 {
    weekday.to_monday_one_offset().unsigned_abs()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::days_between;

    #[test]
    fn days_are_counted_over_leap_years() {
        let days = [
            ((2016, 2, 28), (2016, 3, 1)),
            ((1900, 2, 28), (1900, 3, 1)),
            ((1999, 12, 31), (2017, 6, 22)),
            ((-5, 12, 31), (2000, 1, 1)),
        ];
        for (one, two) in days {
            let (one, two) = (date(one.0, one.1, one.2), date(two.0, two.1, two.2));
            assert_eq!(days_between(one, two), one.until(two).unwrap().get_days());
            assert_eq!(days_between(two, one), -days_between(one, two));
        }
    }
}
