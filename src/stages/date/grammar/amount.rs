//! Numbers, lengths of time, and what comes again.

use super::super::expression::{Amount, Expression, From, Set};
use super::super::words::{Unit, Word, look_up};
use super::{Parsed, Parser};

impl Parser<'_> {
    /// A number of units, with what stands before and behind it: "the last two weeks", "six years ago", "five-year".
    pub(super) fn amount(&self, at: usize) -> Parsed {
        let special = self.in_a_row(at).or_else(|| self.first_of_two(at)).or_else(|| self.some_day(at));
        if special.is_some() {
            return special;
        }
        let (begin, is_led) = self.leader(at);
        if let Some((amount, next)) = self.number(begin) {
            let next = self.skip_words_of_kind(next);
            let (unit, end) = self.unit_behind(next)?;
            let is_singular = matches!(self.word(end - 1), Word::Unit(_));
            // "the two-week trip": the article is the trip's. "three-quarters" are a share.
            let is_adjective = is_singular && begin > at && !is_led;
            let is_share = unit == Unit::Quarter && self.word(end - 2) == Word::Hyphen;
            return if is_adjective || is_share { None } else { Some(self.counted(amount, unit, end, is_led)) };
        }
        match self.word(begin) {
            Word::A => self.one_unit(begin),
            // "years", "coming weeks": a number that is not told.
            Word::Units(unit) if unit > Unit::Second => self.some_units(at, begin, unit, is_led),
            _ => None,
        }
    }

    /// A number of units and nothing else.
    pub(super) fn length(&self, at: usize) -> Parsed {
        let (amount, next) = self.number(at)?;
        let (unit, end) = self.unit_behind(next)?;
        Some((Expression::Duration { amount, unit }, end))
    }

    /// "will one day be", behind a modal verb: a day to come, not a length.
    fn some_day(&self, at: usize) -> Parsed {
        if self.spelling(at) != "one" || self.word(at + 1) != Word::Unit(Unit::Day) {
            return None;
        }
        let before = self.text[..self.tokens[at].start].strip_suffix(' ')?;
        let word = before.rsplit([' ', '\n']).next().unwrap_or("");
        let is_modal = matches!(word, "will" | "would" | "could" | "may" | "might" | "can" | "should" | "must");
        is_modal.then_some((Expression::Reference("FUTURE_REF"), at + 2))
    }

    /// The first length of "between 40 and 50 days": each end is one of its own.
    fn first_of_two(&self, at: usize) -> Parsed {
        if at == 0 || !self.spelling(at - 1).eq_ignore_ascii_case("between") {
            return None;
        }
        let (amount, end) = self.one_number(at)?;
        if !matches!(self.word(end), Word::And | Word::To) {
            return None;
        }
        let (_, next) = self.one_number(end + 1)?;
        let (unit, behind) = self.unit_behind(next)?;
        // "between five and six years ago" is one time.
        let is_length = !matches!(self.word(behind), Word::Ago | Word::Earlier | Word::Later);
        is_length.then_some((Expression::Duration { amount, unit }, end))
    }

    /// "a second consecutive day", "for a third day", "the fifth week in a row": the last of them is meant.
    fn in_a_row(&self, at: usize) -> Parsed {
        let ordinal = at + usize::from(matches!(self.word(at), Word::A | Word::The));
        let (_, next) = self.ordinal(ordinal)?;
        let is_kind = matches!(self.spelling(next), "consecutive" | "straight" | "successive");
        let Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) =
            self.word(next + usize::from(is_kind))
        else {
            return None;
        };
        let end = next + usize::from(is_kind) + 1;
        let rest = self.rest(end);
        let lasts = ordinal > at && at > 0 && self.spelling(at - 1) == "for" && self.word(end) != Word::Of;
        let is_row = is_kind || lasts || rest.starts_with(" in a row") || rest.starts_with(" running");
        let from = if unit == Unit::Day { From::Mentioned } else { From::Published };
        is_row.then_some((Expression::Offset { unit, by: 0, from, part: None, grain: unit }, end))
    }

    /// "the last", "coming", "the first", "each of the past": words that stand before a number of units, and whether
    /// there is one that points to a time.
    fn leader(&self, at: usize) -> (usize, bool) {
        let mut next = at;
        if self.word(next) == Word::Each && self.word(next + 1) == Word::Of {
            next += 2;
        }
        if matches!(self.word(next), Word::The | Word::This) {
            next += 1;
        }
        match self.word(next) {
            Word::Last
            | Word::Past
            | Word::Next
            | Word::Coming
            | Word::Previous
            | Word::Following
            | Word::Latest
            | Word::Final
            | Word::Ordinal(1)
            | Word::Same => (next + 1, true),
            _ => (next, false),
        }
    }

    fn skip_words_of_kind(&self, at: usize) -> usize {
        match self.word(at) {
            Word::Kind | Word::Whole | Word::Of => at + 1,
            Word::More if self.spelling(at).eq_ignore_ascii_case("more") => at + 1,
            _ => at,
        }
    }

    /// A unit, with a hyphen before it or not.
    fn unit_behind(&self, at: usize) -> Parsed<Unit> {
        let next = self.skip_hyphen(at);
        match self.word(next) {
            Word::Unit(Unit::Second) if next == at => None,
            Word::Unit(unit) | Word::Units(unit) => Some((unit, next + 1)),
            _ => None,
        }
    }

    /// What stands behind a number of units.
    fn counted(&self, amount: Amount, unit: Unit, end: usize, is_led: bool) -> (Expression, usize) {
        if let Some(end) = self.age(end) {
            return (Expression::Nothing, end);
        }
        let end = self.or_so(end);
        if !is_led && let Some((found, end)) = self.counted_from(amount, unit, end) {
            return (found, end);
        }
        let end = match self.word(self.skip_hyphen(end)) {
            Word::Long if self.skip_hyphen(end) > end => self.skip_hyphen(end) + 1,
            _ => end,
        };
        (Expression::Duration { amount, unit }, end)
    }

    /// "-old", "old", "-olds": someone's age, which is no time.
    fn age(&self, end: usize) -> Option<usize> {
        let next = self.skip_hyphen(end);
        (self.word(next) == Word::Old).then_some(next + 1)
    }

    /// "or so", "or two", "and a half" behind a unit.
    fn or_so(&self, end: usize) -> usize {
        match (self.word(end), self.word(end + 1)) {
            (Word::And, Word::So) => end + 2,
            (Word::And, Word::Cardinal(_)) if self.spelling(end) == "or" && !self.is_counting(end + 1) => end + 2,
            _ => end,
        }
    }

    /// Whether the number at `at` counts something: "a year or two weeks".
    fn is_counting(&self, at: usize) -> bool {
        matches!(self.word(at + 1), Word::Unit(_) | Word::Units(_) | Word::Hyphen)
    }

    /// "ago", "earlier", "later", "from now".
    fn counted_from(&self, amount: Amount, unit: Unit, end: usize) -> Parsed {
        if unit < Unit::Day {
            return None;
        }
        let (sign, from, end) = match (self.word(end), self.word(end + 1)) {
            (Word::Ago, _) => (-1, From::Published, end + 1),
            (Word::Earlier, next) if next != Word::Than => (-1, From::Mentioned, end + 1),
            (Word::Before, next) if next != Word::After && self.ends_comparison(end + 1) => {
                (-1, From::Mentioned, end + 1)
            }
            (Word::Later, _) => (1, From::Mentioned, end + 1),
            (Word::Between, Word::Present) => (1, From::Published, end + 2),
            _ => return None,
        };
        let count = match amount {
            Amount::Exact(count) | Amount::AndHalf(count) if count <= FARTHEST => i32::try_from(count).ok()?,
            _ => {
                let past = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
                return Some((Expression::Reference(past), end));
            }
        };
        if unit == Unit::Year && sign * count == -1 {
            return Some((Expression::YearBefore(from), end));
        }
        let grain = match unit {
            // A week or two ago is a day, several weeks ago a week.
            Unit::Week if count <= 2 => Unit::Day,
            Unit::Decade | Unit::Century => Unit::Year,
            unit => unit,
        };
        Some((Expression::Offset { unit, by: sign * count, from, part: None, grain }, end))
    }

    /// Whether "before" had nothing behind it that was later: "from $3 million a year before.", not "before he died".
    fn ends_comparison(&self, end: usize) -> bool {
        let rest = self.rest(end);
        rest.is_empty()
            || rest.starts_with(['.', ',', ';', ':', ')', '\n'])
            || matches!(self.next_spelling(end), "and" | "as")
    }

    /// "a year", "an hour", "a couple of years".
    fn one_unit(&self, at: usize) -> Parsed {
        let next = self.skip_words_of_kind(at + 1);
        let Word::Unit(unit) = self.word(self.skip_hyphen(next)) else { return None };
        if unit == Unit::Second && self.next_is_word(next + 1) {
            return None;
        }
        let end = self.skip_hyphen(next) + 1;
        if self.word(end) == Word::And && self.word(end + 1) == Word::A && self.word(end + 2) == Word::Half {
            return Some((Expression::Duration { amount: Amount::AndHalf(1), unit }, end + 3));
        }
        // "a year-long", "a day-old": the hyphen belongs to a longer word, which has its own reading.
        if self.tokens.get(end).is_some_and(|token| token.word == Word::Hyphen && !token.spaced) {
            return match self.word(end + 1) {
                Word::Long => Some((Expression::Duration { amount: Amount::Exact(1), unit }, end + 2)),
                Word::Old => Some((Expression::Nothing, end + 2)),
                _ => None,
            };
        }
        if unit == Unit::Quarter && !matches!(self.word(end), Word::Ago | Word::Earlier | Word::Later) {
            return None;
        }
        let is_from = matches!(self.word(end), Word::Ago | Word::Earlier | Word::Later | Word::Before);
        if self.is_rate(at) && !is_from {
            return Some((Expression::Set(Set::Units(1, unit)), end));
        }
        Some(self.counted(Amount::Exact(1), unit, end, false))
    }

    fn next_is_word(&self, end: usize) -> bool {
        !self.next_spelling(end).is_empty()
    }

    /// Whether "a year" says how often: "$3 million a year", "twice a week".
    fn is_rate(&self, at: usize) -> bool {
        matches!(self.word_before(at), Word::Times | Word::Scale(_) | Word::Digits(..) | Word::Cardinal(_) | Word::Few)
            || self.is_counted_before(at)
    }

    /// Whether a number with what it counts stands right before token `at`: "3 meals a day", "$30 a barrel a day",
    /// "5% a year".
    fn is_counted_before(&self, at: usize) -> bool {
        let Some(before) = self.text[..self.tokens[at].start].strip_suffix(' ') else { return false };
        let mut words = before.rsplit(' ');
        let last = words.next().unwrap_or("");
        let is_number = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '£' | '€'))
                || matches!(look_up(word.as_bytes()), Word::Cardinal(_) | Word::Scale(_) | Word::Few | Word::Dozen)
                || matches!(word, "dozens" | "hundreds" | "thousands" | "millions" | "billions")
        };
        let is_plural = last.len() > 2 && last.ends_with('s') && last.bytes().all(|byte| byte.is_ascii_alphabetic());
        last.ends_with('%')
            || is_number(last)
            || matches!(last, "percent" | "pct" | "people" | "apiece")
            || (is_plural && words.take(3).any(is_number))
    }

    fn some_units(&self, at: usize, begin: usize, unit: Unit, is_led: bool) -> Parsed {
        let end = begin + 1;
        if let Some(end) = self.age(end) {
            return Some((Expression::Nothing, end));
        }
        // "the years 1990-1995", "4.2 hours".
        if matches!(self.word(end), Word::Digits(_, 4)) || self.is_behind_digit(at) {
            return None;
        }
        if unit == Unit::Minute && self.is_record(at) {
            return Some((Expression::Nothing, end));
        }
        // "the years", "those days" without more tell nothing, quarters are of a town or an apple.
        let has_article = begin > at && !is_led;
        if has_article || (unit == Unit::Quarter && !is_led) {
            return None;
        }
        if let Some((found, end)) = self.counted_from(Amount::Unknown, unit, end) {
            return Some((found, end));
        }
        if is_led && self.word(begin - 1) == Word::Past {
            return Some((Expression::Reference("PAST_REF"), end));
        }
        let end = match self.word(self.skip_hyphen(end)) {
            Word::Long if self.skip_hyphen(end) > end => self.skip_hyphen(end) + 1,
            _ => end,
        };
        Some((Expression::Duration { amount: Amount::Unknown, unit }, end))
    }

    /// Whether the minutes at token `at` are those of a meeting: "the Fed minutes", "minutes of the meeting".
    fn is_record(&self, at: usize) -> bool {
        let before = self.text[..self.tokens[at].start].strip_suffix(' ').unwrap_or("");
        let word = before.rsplit([' ', '\n']).next().unwrap_or("");
        let is_someones = word.ends_with("'s") || word.ends_with("’s") || word.ends_with("s'");
        let behind = ["of the", "of its", "of their", "of a", "from the", "from its", "show", "released", "published"];
        let rest = self.rest(at + 1).strip_prefix(' ').unwrap_or("");
        is_someones || KEEPS_MINUTES.contains(&word) || behind.iter().any(|words| rest.starts_with(words))
    }

    /// Whether a number stands before token `at` that is no token, such as a decimal.
    fn is_behind_digit(&self, at: usize) -> bool {
        self.text[..self.tokens[at].start].trim_end_matches([' ', '-']).ends_with(|c: char| c.is_ascii_digit())
    }

    /// A number in digits or words, "a few", "two to three".
    pub(super) fn number(&self, at: usize) -> Parsed<Amount> {
        let (first, end) = self.one_number(at)?;
        let second = match self.word(end) {
            Word::To | Word::And if self.spelling(end) != "and" => self.one_number(end + 1),
            Word::Hyphen | Word::Dash => self.one_number(end + 1),
            _ => None,
        };
        match second {
            Some((_, end)) if self.unit_behind(self.skip_words_of_kind(end)).is_some() => Some((Amount::Unknown, end)),
            _ => Some((first, end)),
        }
    }

    fn one_number(&self, at: usize) -> Parsed<Amount> {
        match self.word(at) {
            Word::Digits(..) => self.digits(at),
            Word::Cardinal(_) => {
                let (number, end) = self.cardinal(at)?;
                Some(self.and_a_half(number, end))
            }
            Word::Few => Some((Amount::Unknown, self.skip(at + 1, Word::Of))),
            Word::A => match self.word(at + 1) {
                Word::Few => Some((Amount::Unknown, at + 2)),
                Word::Couple => Some((Amount::Exact(2), self.skip(at + 2, Word::Of))),
                Word::Dozen => Some((Amount::Exact(12), at + 2)),
                Word::Half => Some((Amount::AndHalf(0), at + 2)),
                Word::Scale(_) => {
                    let (number, end) = self.cardinal(at + 1)?;
                    Some((Amount::Exact(number), end))
                }
                _ => None,
            },
            Word::Couple => Some((Amount::Exact(2), self.skip(at + 1, Word::Of))),
            Word::Dozen => Some((Amount::Exact(12), at + 1)),
            Word::Half if matches!(self.word(at + 1), Word::A) => Some((Amount::AndHalf(0), at + 2)),
            Word::Recent => Some((Amount::Unknown, at + 1)).filter(|_| self.word(at + 1) != Word::Units(Unit::Year)),
            _ => None,
        }
    }

    fn digits(&self, at: usize) -> Parsed<Amount> {
        let Word::Digits(number, _) = self.word(at) else { return None };
        match self.word(at + 1) {
            Word::OneHalf => Some((Amount::AndHalf(number), at + 2)),
            Word::Scale(scale) => Some((Amount::Exact(number.saturating_mul(scale)), at + 2)),
            _ => Some(self.and_a_half(number, at + 1)),
        }
    }

    fn and_a_half(&self, number: u32, end: usize) -> (Amount, usize) {
        let hyphen = self.skip_hyphen(end);
        let a = self.skip_hyphen(hyphen + 1);
        let half = self.skip_hyphen(a + 1);
        if self.word(hyphen) == Word::And && self.word(a) == Word::A && self.word(half) == Word::Half {
            return (Amount::AndHalf(number), half + 1);
        }
        (Amount::Exact(number), end)
    }

    /// "twenty-four", "three hundred and fifty".
    fn cardinal(&self, at: usize) -> Parsed<u32> {
        let mut next = at;
        let (mut total, mut group, mut last) = (0_u32, 0_u32, u32::MAX);
        loop {
            let word_at = if next > at { self.skip_hyphen(next) } else { next };
            match self.word(word_at) {
                Word::Cardinal(number) if number < last && (last == u32::MAX || last >= 20) => {
                    group = group.saturating_add(number);
                    last = number;
                    next = word_at + 1;
                }
                Word::Scale(100) if word_at == next => {
                    group = group.max(1).saturating_mul(100);
                    last = 100;
                    next = word_at + 1;
                }
                Word::Scale(scale) if word_at == next => {
                    total = total.saturating_add(group.max(1).saturating_mul(scale));
                    group = 0;
                    last = 1000;
                    next = word_at + 1;
                }
                Word::And if last == 100 && matches!(self.word(word_at + 1), Word::Cardinal(_)) => next = word_at + 1,
                _ => break,
            }
        }
        (next > at).then_some((total.saturating_add(group), next))
    }

    /// "every Monday", "each month", "daily", "Tuesday nights".
    pub(super) fn set(&self, at: usize) -> Parsed {
        match self.word(at) {
            Word::Every(unit) => Some((Expression::Set(Set::Units(1, unit)), at + 1)),
            Word::Weekdays(day) => Some((Expression::Set(Set::Weekday(day, None)), at + 1)),
            Word::Weekday(day, false) => match self.word(at + 1) {
                Word::Parts(part) => Some((Expression::Set(Set::Weekday(day, Some(part))), at + 2)),
                _ => None,
            },
            Word::Each => self.each(at + 1),
            Word::Times if self.word(at + 1) == Word::A => match self.word(at + 2) {
                Word::Unit(unit) if unit > Unit::Second => Some((Expression::Set(Set::Units(1, unit)), at + 3)),
                _ => None,
            },
            Word::Ordinal(_) | Word::Unit(Unit::Second) => {
                let (quarter, next) = self.ordinal(at)?;
                let is_set = self.word(next) == Word::Units(Unit::Quarter) && quarter <= 4;
                is_set.then_some((Expression::Set(Set::Quarter(quarter)), next + 1))
            }
            _ => None,
        }
    }

    fn each(&self, at: usize) -> Parsed {
        let set = match self.word(at) {
            Word::Alternate => {
                let unit = match self.word(at + 1) {
                    Word::Unit(unit) => unit,
                    Word::Weekday(..) => Unit::Week,
                    Word::Month(..) | Word::Season(_) => Unit::Year,
                    _ => return None,
                };
                return Some((Expression::Set(Set::Units(2, unit)), at + 2));
            }
            Word::Unit(unit) if unit > Unit::Second => Set::Units(1, unit),
            Word::Weekday(day, _) => match self.word(at + 1) {
                Word::Part(part) => return Some((Expression::Set(Set::Weekday(day, Some(part))), at + 2)),
                _ => Set::Weekday(day, None),
            },
            Word::Month(month, _) => Set::Month(month),
            Word::Season(season) => Set::Season(season),
            Word::Part(part) => Set::Part(part),
            Word::Cardinal(_) | Word::Digits(..) | Word::Few => {
                let (amount, next) = self.one_number(at)?;
                let (unit, end) = self.unit_behind(next)?;
                let Amount::Exact(count) = amount else { return None };
                return Some((Expression::Set(Set::Units(count, unit)), end));
            }
            _ => return None,
        };
        Some((Expression::Set(set), at + 1))
    }
}

/// So many units are counted from a date; "65 million years ago" is beyond all calendars.
const FARTHEST: u32 = 9_999;

/// Whose minutes are a report of what was said.
const KEEPS_MINUTES: &[&str] =
    &["meeting", "board", "council", "committee", "Fed", "FOMC", "ECB", "BoE", "RBA", "Bank", "Reserve", "Committee"];
