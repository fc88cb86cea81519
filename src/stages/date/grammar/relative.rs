//! What is said by its distance from another time: "yesterday", "last week", "the following year".

use super::super::expression::{Expression, From, Which};
use super::super::words::{Part, Unit, Word};
use super::{Parsed, Parser};

impl Parser<'_> {
    pub(super) fn relative(&self, at: usize) -> Parsed {
        match self.word(at) {
            // "today's world" is not of this day.
            Word::Day(0)
                if self.word(at + 1) == Word::Possessive && OF_AN_AGE.contains(&self.next_spelling(at + 2)) =>
            {
                Some((Expression::Reference("PRESENT_REF"), at + 1))
            }
            Word::Day(by) => Some(self.part_behind(i32::from(by), at + 1)),
            Word::Tonight => Some((day_offset(0, From::Published, Some(Part::Night)), at + 1)),
            // The night before, as news has it; "an overnight success" took none.
            Word::Overnight => (self.word_before(at) != Word::A)
                .then_some((day_offset(-1, From::Published, Some(Part::Night)), at + 1)),
            Word::Weekday(..) => self.weekday(at, Which::Bare, at),
            // "mid-afternoon yesterday", "Monday morning" has its own reading.
            Word::Part(part) => match self.word(at + 1) {
                Word::Day(by) => Some((day_offset(i32::from(by), From::Published, Some(part)), at + 2)),
                // "in morning trading".
                Word::Kind if self.spelling(at + 1) == "trading" => {
                    Some((day_offset(0, From::Mentioned, Some(part)), at + 1))
                }
                _ => None,
            },
            // "by mid afternoon".
            Word::Early if self.spelling(at).eq_ignore_ascii_case("mid") => {
                let next = self.skip_hyphen(at + 1);
                let Word::Part(part) = self.word(next) else { return None };
                match self.word(next + 1) {
                    Word::Weekday(day, false) => {
                        Some((Expression::Weekday { day, which: Which::Bare, part: Some(part) }, next + 2))
                    }
                    _ => Some((day_offset(0, From::Mentioned, Some(part)), next + 1)),
                }
            }
            Word::The => self.definite(at),
            Word::Unit(Unit::Year) => self.year_ago_or_end(at),
            Word::Unit(Unit::Day) => self.day_beyond(at),
            _ => self.qualified(at),
        }
    }

    fn definite(&self, at: usize) -> Parsed {
        let next = at + 1;
        if let Some(found) = self.qualified(next) {
            return Some(found);
        }
        if let Some((found, end)) = self.year_ago_or_end(next) {
            return Some((found, end));
        }
        match self.word(next) {
            Word::Unit(Unit::Day) => self.day_beyond(next).or_else(|| self.the_day(next)),
            // "the year previous".
            Word::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week))
                if self.word(next + 1) == Word::Previous && self.rest(next + 2).starts_with(['.', ',', ';']) =>
            {
                Some((offset(unit, -1, From::Mentioned), next + 2))
            }
            // "the year before" ends a comparison.
            Word::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week))
                if self.word(next + 1) == Word::Before && self.rest(next + 2).starts_with(['.', ',', ';']) =>
            {
                Some((offset(unit, -1, From::Mentioned), next + 2))
            }
            Word::Unit(Unit::Year) => Some(match self.next_spelling(next + 1) {
                "ended" | "ending" | "to" => (one(Unit::Year), next + 1),
                _ => (offset(Unit::Year, 0, From::Published), next + 1),
            }),
            Word::Unit(Unit::Week) if self.word(next + 1) == Word::Of => match self.calendar(next + 2) {
                Some((Expression::Calendar(calendar), end)) if calendar.part.is_none() => {
                    Some((Expression::WeekOf(calendar), end))
                }
                _ => Some((offset(Unit::Week, 0, From::Published), next + 1)),
            },
            Word::Unit(unit @ (Unit::Week | Unit::Month)) => {
                let found = self.told_by_end(unit, next + 1);
                Some((found.unwrap_or_else(|| offset(unit, 0, From::Published)), next + 1))
            }
            // "the quarter a year ago".
            Word::Unit(Unit::Quarter) if self.word(next + 1) == Word::A => Some(self.same_period(true, next + 1)),
            Word::Unit(Unit::Quarter) => {
                let found = self.told_by_end(Unit::Quarter, next + 1);
                Some((found.unwrap_or(Expression::ThatPeriod { years: 0, quarter: true }), next + 1))
            }
            Word::Weekend => Some((Expression::Weekend(Which::Bare), next + 1)),
            Word::Whole => match self.word(next + 1) {
                // The whole of the year that the report is about.
                Word::Unit(Unit::Year) => Some((offset(Unit::Year, 0, From::Reported), next + 2)),
                Word::Unit(unit) if unit >= Unit::Day => Some((offset(unit, 0, From::Published), next + 2)),
                _ => None,
            },
            Word::Fiscal if self.word(next + 1) == Word::Unit(Unit::Year) => Some(match self.next_spelling(next + 2) {
                "ended" | "ending" => (one(Unit::Year), next + 2),
                _ => (offset(Unit::Year, 0, From::Published), next + 2),
            }),
            _ => None,
        }
    }

    /// "the day" of a report on that day.
    fn the_day(&self, at: usize) -> Parsed {
        let rest = self.rest(at + 1);
        let begins = self.text[..self.tokens[at - 1].start].ends_with(' ')
            && ["end ", "ended ", "ending ", "began ", "started ", "finished ", "closed ", "in "]
                .iter()
                .any(|word| self.text[..self.tokens[at - 1].start].ends_with(word));
        let ends =
            rest.starts_with([',', '.', ';']) || matches!(self.word(at + 1), Word::At | Word::In | Word::Earlier);
        let ends = ends || (begins && self.word(at + 1) != Word::Of);
        ends.then_some((day_offset(0, From::Mentioned, None), at + 1))
    }

    /// "day before yesterday", "day after tomorrow", "day before last Tuesday".
    fn day_beyond(&self, at: usize) -> Parsed {
        let sign = match self.word(at + 1) {
            Word::Before => -1,
            Word::After => 1,
            _ => return None,
        };
        match self.word(at + 2) {
            Word::Day(by) => Some((day_offset(i32::from(by) + sign, From::Published, None), at + 3)),
            _ => None,
        }
    }

    /// "year-ago quarter", "year-end".
    fn year_ago_or_end(&self, at: usize) -> Parsed {
        if let Some(next) = self.is_year_ago(at) {
            // "the year-ago six months" last.
            let is_counted = matches!(self.word(next), Word::Cardinal(_) | Word::Digits(..));
            if let Some(length) = is_counted.then(|| self.length(next)).flatten() {
                return Some(length);
            }
            return Some(match self.word(next) {
                Word::Unit(Unit::Quarter) => (Expression::ThatPeriod { years: -1, quarter: true }, next + 1),
                Word::Period => (Expression::ThatPeriod { years: -1, quarter: false }, next + 1),
                _ => (Expression::ThatPeriod { years: -1, quarter: false }, next),
            });
        }
        if self.word(at) != Word::Unit(Unit::Year) {
            return None;
        }
        let next = self.skip_hyphen(self.skip(at + 1, Word::Possessive));
        // What is counted "since year-end" is counted from the last.
        let is_last = at > 0 && matches!(self.spelling(at - 1), "since" | "from");
        let found = offset(Unit::Year, -i32::from(is_last), From::Published);
        (self.word(next) == Word::End && self.spelling(next).eq_ignore_ascii_case("end")).then_some((found, next + 1))
    }

    /// "last", "next", "this" and their like before a unit, a weekday or a part of the day.
    fn qualified(&self, at: usize) -> Parsed {
        let qualifier = self.word(at);
        let mut next = at + 1;
        let (which, by) = match qualifier {
            Word::Last => (Which::Last, -1),
            Word::This if self.word(next) == Word::Past => {
                next += 1;
                (Which::Last, -1)
            }
            Word::This if matches!(self.word(next), Word::Coming | Word::Next) => {
                next += 1;
                (Which::Next, 1)
            }
            Word::This if self.word(next) == Word::Same => {
                next += 1;
                (Which::This, 0)
            }
            Word::This | Word::Current => (Which::This, 0),
            Word::Past => (Which::Last, -1),
            Word::Next | Word::Coming => (Which::Next, 1),
            Word::Previous => (Which::Previous, -1),
            Word::Following => (Which::Previous, 1),
            Word::That if self.word(next) == Word::Same => {
                next += 1;
                (Which::Previous, 0)
            }
            // "by that time": when the text has come to.
            Word::That if self.word(next) == Word::Time => {
                let is_point = at > 0
                    && matches!(
                        self.spelling(at - 1),
                        "at" | "At" | "by" | "By" | "until" | "Until" | "since" | "Since"
                    );
                return is_point.then_some((Expression::ThatTime, next + 1));
            }
            Word::That | Word::Same => (Which::Previous, 0),
            Word::Latest => (Which::This, 0),
            _ => return None,
        };
        // "the comparable year-ago quarter".
        if qualifier == Word::Same && self.is_year_ago(next).is_some() {
            return self.year_ago_or_end(next);
        }
        if matches!(self.word(next), Word::Fiscal | Word::Whole) || self.spelling(next) == "calendar" {
            next += 1;
        }
        let from = match which {
            Which::Previous => From::Mentioned,
            _ => From::Published,
        };
        let end = next + 1;
        match self.word(next) {
            Word::Weekday(..) => self.weekday(next, which, at),
            Word::Weekend => Some((Expression::Weekend(which), end)),
            Word::Part(part) => part_of(qualifier, part).map(|found| (found, end)),
            Word::Unit(Unit::Day) => match qualifier {
                // "the next day" is counted from the story, "this day" is today.
                Word::Next | Word::Following => Some((day_offset(1, From::Mentioned, None), end)),
                Word::Previous => Some((day_offset(-1, From::Mentioned, None), end)),
                Word::That | Word::Same => Some((day_offset(0, From::Mentioned, None), end)),
                Word::This => Some((day_offset(0, From::Published, None), end)),
                Word::Past => Some((one(Unit::Day), end)),
                _ => None,
            },
            Word::Unit(Unit::Quarter) => Some(match (qualifier, by) {
                (Word::Latest | Word::That | Word::Same, _) => self.same_period(true, end),
                (_, by) => (offset(Unit::Quarter, by, from), end),
            }),
            Word::Period if matches!(qualifier, Word::Latest | Word::Same) => Some(self.same_period(false, end)),
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century)) => {
                Some(self.unit_of(qualifier, unit, by, from, end))
            }
            _ => None,
        }
    }

    fn unit_of(&self, qualifier: Word, unit: Unit, by: i32, from: From, end: usize) -> (Expression, usize) {
        let found = match (qualifier, unit) {
            (Word::Past | Word::Latest, Unit::Year) => offset(unit, -1, From::Published),
            (Word::Past, _) => one(unit),
            (Word::Latest, _) => offset(unit, 0, From::Published),
            // "the same month a year ago".
            (Word::Same, Unit::Month | Unit::Week) => match self.year_before(end) {
                Some(end) => {
                    return (Expression::Offset { unit: Unit::Year, by: -1, from, part: None, grain: unit }, end);
                }
                None => offset(unit, by, from),
            },
            _ => offset(unit, by, from),
        };
        (found, end)
    }

    /// "the same period", with "a year ago" or "last year" behind it.
    fn same_period(&self, quarter: bool, end: usize) -> (Expression, usize) {
        // "the comparable period of 1988".
        if let (Word::Of | Word::In, Word::Digits(year @ 1900..=2099, 4)) = (self.word(end), self.word(end + 1))
            && matches!(self.spelling(end), "of" | "in")
            && let Ok(year) = i16::try_from(year)
        {
            return (Expression::PeriodOf { year }, end + 2);
        }
        match self.year_before(end) {
            Some(end) => (Expression::ThatPeriod { years: -1, quarter }, end),
            None => (Expression::ThatPeriod { years: 0, quarter }, end),
        }
    }

    /// "a year ago", "a year earlier", "last year", "of last year": the token behind it.
    fn year_before(&self, at: usize) -> Option<usize> {
        let next = self.skip(self.skip(at, Word::Of), Word::The);
        if matches!(self.word(next), Word::Last | Word::Previous) && self.word(next + 1) == Word::Unit(Unit::Year) {
            return Some(next + 2);
        }
        let is_ago = self.word(at) == Word::A
            && self.word(at + 1) == Word::Unit(Unit::Year)
            && matches!(self.word(at + 2), Word::Ago | Word::Earlier);
        is_ago.then_some(at + 3)
    }

    /// A weekday with the part of the day behind it; `at` is where the expression begins.
    fn weekday(&self, weekday: usize, which: Which, at: usize) -> Parsed {
        let Word::Weekday(day, short) = self.word(weekday) else { return None };
        if short || !self.is_capital(weekday) {
            // "Sun", "Mon" and "Sat" alone are names and verbs.
            return (at == weekday && short).then_some((Expression::Nothing, at + 1));
        }
        match self.word(weekday + 1) {
            // A programme, a paper: "CBS Sunday Morning".
            Word::Part(_) if self.is_title(weekday) => Some((Expression::Nothing, weekday + 2)),
            Word::Part(part) => Some((Expression::Weekday { day, which, part: Some(part) }, weekday + 2)),
            _ => Some((Expression::Weekday { day, which, part: None }, weekday + 1)),
        }
    }

    /// Whether the weekday and the part of the day behind it both have capitals, and a name is right before or behind
    /// them.
    fn is_title(&self, at: usize) -> bool {
        let part = self.spelling(at + 1);
        let is_written = part.starts_with(char::is_uppercase) && part.ends_with(char::is_lowercase);
        let before = self.text[..self.tokens[at].start].strip_suffix(' ').unwrap_or("");
        let word = before.rsplit([' ', '\n']).next().unwrap_or("");
        is_written
            && (word.ends_with(['\'', '"', '“'])
                || word.ends_with("'s")
                || (word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
                || self.next_spelling(at + 2).starts_with(|c: char| c.is_ascii_uppercase()))
    }

    fn part_behind(&self, by: i32, at: usize) -> (Expression, usize) {
        match self.word(at) {
            Word::Part(part) => (day_offset(by, From::Published, Some(part)), at + 1),
            _ => (day_offset(by, From::Published, None), at),
        }
    }

    /// "now", "recently", "the future", "recent years".
    pub(super) fn reference(&self, at: usize) -> Parsed {
        match self.word(at) {
            Word::Present => Some((Expression::Reference("PRESENT_REF"), at + 1)),
            Word::These if self.word(at + 1) == Word::Units(Unit::Day) => {
                Some((Expression::Reference("PRESENT_REF"), at + 2))
            }
            Word::Right if self.word(at + 1) == Word::Present => Some((Expression::Reference("PRESENT_REF"), at + 2)),
            Word::Current => Some((Expression::Reference("PRESENT_REF"), at + 1)),
            Word::Lately => Some((Expression::Reference("PAST_REF"), at + 1)),
            Word::More if self.word(at + 1) == Word::Lately => Some((Expression::Reference("PAST_REF"), at + 2)),
            Word::Recent if matches!(self.word(at + 1), Word::Units(_)) => {
                Some((Expression::Reference("PAST_REF"), at + 2))
            }
            Word::Recent => self.is_recent_thing(at).then_some((Expression::Reference("PAST_REF"), at + 1)),
            Word::Future if matches!(self.word(at + 1), Word::Units(_)) => {
                Some((Expression::Reference("FUTURE_REF"), at + 2))
            }
            // "at a later date".
            Word::A if self.word(at + 1) == Word::Later && self.word(at + 2) == Word::Time => {
                Some((Expression::Reference("FUTURE_REF"), at + 3))
            }
            Word::The if self.word(at + 1) == Word::Time && self.word(at + 2) == Word::Being => {
                Some((Expression::Reference("PRESENT_REF"), at + 3))
            }
            Word::The if self.word(at + 1) == Word::Past => {
                let rest = self.rest(at + 2);
                let ends = rest.starts_with([',', '.', ';', '\n']) || self.word_before(at) == Word::In;
                (ends && self.is_past_alone(at + 2)).then_some((Expression::Reference("PAST_REF"), at + 2))
            }
            Word::The => {
                let next = match self.word(at + 1) {
                    Word::Long => at + 2,
                    _ => self.skip(at + 1, Word::Near),
                };
                // "the long term debt" is a kind of debt.
                let is_term = next > at + 1 && self.word(next) == Word::Term && self.is_group_over(next + 1);
                let is_future = self.word(next) == Word::Future && self.word(at + 1) != Word::Long;
                (is_term || is_future).then_some((Expression::Reference("FUTURE_REF"), next + 1))
            }
            _ => None,
        }
    }
}

impl Parser<'_> {
    /// Whether what follows belongs to no noun group that the token before `end` would be an adjective of.
    fn is_group_over(&self, end: usize) -> bool {
        let next = self.next_spelling(end);
        !next.starts_with(|c: char| c.is_ascii_lowercase()) || BETWEEN_GROUPS.contains(&next)
    }

    /// Whether "recent" tells when something was: "a recent sale", not "the most recent sale" or "as recent as".
    fn is_recent_thing(&self, at: usize) -> bool {
        let before = &self.text[..self.tokens[at].start];
        let is_compared =
            ["most ", "more ", "Most ", "More ", "less ", "as ", "so "].iter().any(|word| before.ends_with(word));
        let next = self.next_spelling(at + 1);
        !is_compared && !matches!(next, "" | "as" | "than" | "and" | "or" | "but" | "in" | "to" | "enough")
    }

    /// Whether "the past" is a noun: what follows is no unit and no number.
    fn is_past_alone(&self, at: usize) -> bool {
        !matches!(
            self.word(at),
            Word::Unit(_)
                | Word::Units(_)
                | Word::Digits(..)
                | Word::Cardinal(_)
                | Word::Few
                | Word::Couple
                | Word::Season(_)
                | Word::Seasons(_)
                | Word::Weekend
                | Word::Kind
        )
    }
}

/// Whose "today" is their age.
const OF_AN_AGE: &[&str] =
    &["world", "society", "youth", "young", "generation", "children", "teenagers", "kids", "standards", "technology"];

/// Words that begin another group behind a noun.
#[rustfmt::skip]
const BETWEEN_GROUPS: &[&str] = &[
    "a", "after", "all", "also", "an", "and", "appear", "appears", "are", "as", "at", "because", "before", "both",
    "but", "by", "can", "could", "despite", "did", "do", "does", "due", "even", "for", "from", "had", "has", "have",
    "he", "his", "however", "if", "in", "into", "is", "it", "its", "look", "looks", "may", "might", "my", "not", "of",
    "on", "only", "or", "our", "rather", "said", "says", "seem", "seems", "she", "should", "since", "so", "than",
    "that", "the", "their", "there", "these", "they", "this", "those", "through", "to", "under", "unless", "was", "we",
    "were", "what", "when", "where", "which", "while", "who", "will", "with", "without", "would", "you",
];

/// "this morning", "last night", "the next morning".
fn part_of(qualifier: Word, part: Part) -> Option<Expression> {
    let (by, from) = match qualifier {
        Word::This => (0, From::Published),
        Word::Last => (-1, From::Published),
        Word::Next | Word::Following => (1, From::Mentioned),
        Word::Previous => (-1, From::Mentioned),
        Word::That | Word::Same => (0, From::Mentioned),
        _ => return None,
    };
    Some(day_offset(by, from, Some(part)))
}

fn offset(unit: Unit, by: i32, from: From) -> Expression {
    Expression::Offset { unit, by, from, part: None, grain: unit }
}

fn day_offset(by: i32, from: From, part: Option<Part>) -> Expression {
    Expression::Offset { unit: Unit::Day, by, from, part, grain: Unit::Day }
}

fn one(unit: Unit) -> Expression {
    Expression::Duration { amount: super::super::expression::Amount::Exact(1), unit }
}
