//! Which quarter a report of business is about, and what it compares it with.

use super::direction::Direction;
use super::expression::YearOf;
use super::numeric;
use super::resolve::{Context, Resolved, date_value, direction_if};
use super::value::{Value, quarter_of};
use super::words::Unit;
use crate::rules::id;

impl Context {
    /// Takes a quarter that is over at publication for what the text reports on, unless it has told a later one: the
    /// earlier only compares. The first that is told, and as past, is over as the business year has it.
    pub(super) fn report_on(&mut self, year: i16, quarter: u8, is_past: bool) {
        let told = (year, quarter);
        let is_over = self.published.is_none_or(|date| {
            let now = (date.year(), quarter_of(date));
            told < now || (told == now && is_past && self.quarter.is_none())
        });
        if is_over && self.quarter.is_none_or(|before| before <= told) {
            self.quarter = Some(told);
        }
    }

    /// A quarter by its number, of the year that is told or that the tense tells.
    pub(super) fn numbered_quarter(
        &mut self,
        quarter: u8,
        year: YearOf,
        direction: impl Fn() -> Direction,
    ) -> Resolved {
        let told = self.year_number(year);
        let tense = direction_if(told.is_none(), direction);
        let chosen = told.or_else(|| {
            let date = self.published?;
            let ahead = i16::from(quarter) - i16::from(quarter_of(date));
            // The next one is spoken of before it begins, and a business year may be a quarter ahead. In the first, the
            // fourth that a company "expects to report" is over.
            Some(match tense {
                Direction::Future => date.year() + i16::from(ahead < -1) - i16::from(ahead > 2),
                Direction::Past => date.year() - i16::from(ahead > 0),
                Direction::Unknown => date.year() - i16::from(ahead > 1),
            })
        });
        let value = match chosen {
            Some(year) => {
                self.report_on(year, quarter, tense == Direction::Past);
                if let Some(first) = numeric::date(year, quarter * 3 - 2, 1) {
                    self.mention(first, Unit::Quarter);
                }
                Value::quarter(year, quarter)
            }
            None => Value::new("XXXX-Q").number(quarter, 1),
        };
        date_value(id::date::QUARTER, value)
    }

    /// The quarter of the calendar that holds most of the three months that end in `month`. A report that has numbered
    /// its quarter means that one: a business year may number another way.
    pub(super) fn quarter_to(&mut self, month: u8, year: YearOf, ended: bool) -> Resolved {
        if self.quarter.is_some() {
            return self.that_period(0, true);
        }
        let told = self.year_number(year).or_else(|| {
            let date = self.published?;
            let ahead = i16::from(month) - i16::from(date.month());
            Some(date.year() + if ended { -i16::from(ahead > 0) } else { i16::from(ahead < 0) })
        });
        let (before, middle) = if month == 1 { (1, 12) } else { (0, month - 1) };
        let quarter = (middle - 1) / 3 + 1;
        self.numbered_quarter(quarter, told.map_or(YearOf::Unknown, |year| YearOf::Given(year - before)), || {
            Direction::Unknown
        })
    }

    /// The period that the text is about, in another year.
    pub(super) fn period_of(&mut self, year: i16) -> Resolved {
        match (self.quarter, self.mentioned) {
            (Some((_, quarter)), _) => date_value(id::date::QUARTER, Value::quarter(year, quarter)),
            (None, Some((date, Unit::Month))) => {
                date_value(id::date::MONTH, Value::month(year, date.month().unsigned_abs()))
            }
            _ => self.year(year, false),
        }
    }

    /// The quarter that the text is about, or so many years before it.
    pub(super) fn that_period(&self, years: i8, is_quarter: bool) -> Resolved {
        if let Some((year, quarter)) = self.quarter {
            return date_value(id::date::QUARTER, Value::quarter(year + i16::from(years), quarter));
        }
        if let (Some((date, Unit::Month)), false) = (self.mentioned, is_quarter) {
            let month = date.month().unsigned_abs();
            return date_value(id::date::MONTH, Value::month(date.year() + i16::from(years), month));
        }
        let Some(published) = self.published else {
            let grain = if is_quarter { Unit::Quarter } else { Unit::Year };
            return date_value(id::date::QUARTER, Value::unknown(grain));
        };
        if !is_quarter && years != 0 {
            return date_value(id::date::QUARTER, Value::year(published.year() + i16::from(years)));
        }
        // A report comes in the quarter after the one it is about.
        let (year, quarter) = match quarter_of(published) {
            1 => (published.year() - 1, 4),
            quarter => (published.year(), quarter - 1),
        };
        date_value(id::date::QUARTER, Value::quarter(year + i16::from(years), quarter))
    }
}
