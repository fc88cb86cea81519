//! Reads an expression from tokens: at each token the longest of what the grammar knows.

mod amount;
mod calendar;
mod clock;
mod period;
mod relative;

use super::expression::{Expression, From};
use super::token::Token;
use super::words::{Part, Unit, Word};

/// The tokens of one run.
#[derive(Clone, Copy)]
pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
}

/// What was read, and the number of the token behind it.
type Parsed<T = Expression> = Option<(T, usize)>;

/// One way to read the expression that begins at a token.
type Reading<'t> = fn(&Parser<'t>, usize) -> Parsed;

impl<'t> Parser<'t> {
    /// The expression that begins at token `at`.
    pub(super) fn expression(&self, at: usize) -> Parsed {
        match self.word(at) {
            Word::More | Word::At | Word::Up | Word::Over | Word::About => longer(self.plain(at), self.approximate(at)),
            Word::The | Word::Early | Word::Earlier | Word::Later | Word::End => {
                longer(self.plain(at), self.part_of_one(at))
            }
            _ => self.plain(at),
        }
    }

    /// An expression with "more than" or "about" before it.
    fn approximate(&self, at: usize) -> Parsed {
        let (next, is_about) = self.approximator(at)?;
        self.plain(next).filter(|(found, _)| may_be_approximate(found, is_about))
    }

    /// An expression with "early", "the end of" or "later in" before it.
    fn part_of_one(&self, at: usize) -> Parsed {
        let next = self.stage(at)?;
        let is_end = self.word(self.skip(at, Word::The)) == Word::End;
        let (found, end) = self.plain(next).filter(|(found, _)| may_have_stages(found))?;
        if !is_that_day(&found) {
            return Some((found, end));
        }
        let found = if self.is_all_told(at) { Expression::Nothing } else { found };
        is_end.then_some((found, end))
    }

    /// An expression without "about", "early" or "the end of" before it. Of equally long ones the first.
    fn plain(&self, at: usize) -> Parsed {
        let mut readings = openings(self.word(at), self.word(at + 1));
        let mut best = None;
        while readings != 0 {
            best = longer(best, Self::READINGS[readings.trailing_zeros() as usize](self, at));
            readings &= readings - 1;
        }
        best
    }

    /// Every way to read an expression, each at the number of its bit.
    const READINGS: [Reading<'t>; 13] = [
        Self::clock,
        Self::calendar,
        Self::in_month,
        Self::year,
        Self::quarter_or_half,
        Self::season,
        Self::named_day,
        Self::decade,
        Self::relative,
        Self::amount,
        Self::amount,
        Self::set,
        Self::reference,
    ];

    /// The word at token `at`; [`Word::Other`] beyond the end.
    fn word(&self, at: usize) -> Word {
        self.tokens.get(at).map_or(Word::Other, |token| token.word)
    }

    /// The word before token `at`.
    fn word_before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::Other, |before| self.word(before))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// The spelling of token `at`.
    fn spelling(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The text behind the token before `end`.
    fn rest(&self, end: usize) -> &str {
        end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or("", |token| &self.text[token.end..])
    }

    /// The word behind the token before `end`, lower or upper case, when only a space is between.
    fn next_spelling(&self, end: usize) -> &str {
        let rest = self.rest(end);
        let rest = rest.strip_prefix(' ').unwrap_or("");
        &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()]
    }

    /// `at`, or the token behind it when that is `word`.
    fn skip(&self, at: usize, word: Word) -> usize {
        at + usize::from(self.word(at) == word)
    }

    /// The token behind a hyphen that stands between two words without spaces, or `at` itself.
    fn skip_hyphen(&self, at: usize) -> usize {
        let is_hyphen = matches!(self.word(at), Word::Hyphen)
            && !self.tokens[at].spaced
            && self.tokens.get(at + 1).is_some_and(|next| !next.spaced);
        at + usize::from(is_hyphen)
    }

    /// First, 2nd, twenty-first.
    fn ordinal(&self, at: usize) -> Parsed<u8> {
        match self.word(at) {
            Word::Ordinal(number) => Some((number, at + 1)),
            Word::Unit(Unit::Second) => Some((2, at + 1)),
            Word::Cardinal(tens @ (20 | 30)) => {
                let next = self.skip_hyphen(at + 1);
                let ones = match self.word(next) {
                    Word::Ordinal(ones @ 1..=9) => ones,
                    Word::Unit(Unit::Second) => 2,
                    _ => return None,
                };
                Some((u8::try_from(tens).ok()? + ones, next + 1))
            }
            _ => None,
        }
    }

    /// "more than", "at least", "about": the token behind it, and whether it is one that says "or so".
    fn approximator(&self, at: usize) -> Option<(usize, bool)> {
        match (self.word(at), self.word(at + 1)) {
            // "more than the year before" compares.
            (Word::More, Word::Than)
                if self.word(at + 2) == Word::The && self.word(at + 3) == Word::Unit(Unit::Year) =>
            {
                None
            }
            (Word::More, Word::Than) | (Word::At, Word::Least) | (Word::Up, Word::To) => Some((at + 2, false)),
            // "over the past year" lasts through it, "over a year" is longer.
            (
                Word::Over,
                Word::The | Word::Last | Word::Past | Word::Next | Word::Recent | Word::Few | Word::Units(_),
            ) => None,
            (Word::Over, _) => Some((at + 1, false)),
            (Word::About, _) => Some((at + 1, matches!(self.spelling(at).as_bytes(), [b'a' | b'A', b'b', ..]))),
            _ => None,
        }
    }

    /// Whether "at the end of the day" begins at token `at` with "the", which tells no time: it sums up.
    fn is_all_told(&self, at: usize) -> bool {
        let before = &self.text[..self.tokens[at].start];
        self.spelling(self.skip(at, Word::The)) == "end" && (before.ends_with("at ") || before.ends_with("At "))
    }

    /// "early", "the end of", "later in": before an expression.
    fn stage(&self, at: usize) -> Option<usize> {
        let opening = self.skip(at, Word::The);
        let next = match self.word(opening) {
            Word::Early => self.skip_hyphen(opening + 1),
            Word::Earlier | Word::Later => match self.word(opening + 1) {
                Word::In if self.spelling(opening + 1).eq_ignore_ascii_case("in") => opening + 2,
                _ => opening + 1,
            },
            Word::End if self.word(opening + 1) == Word::Of => opening + 2,
            _ => return None,
        };
        Some(next)
    }
}

/// The longer of two expressions that begin at the same token, the first if neither is.
fn longer(one: Parsed, other: Parsed) -> Parsed {
    match (&one, &other) {
        (Some((_, end)), Some((_, longest))) if longest <= end => one,
        (_, None) => one,
        _ => other,
    }
}

// The bits of READINGS.
const CLOCK: u16 = 1;
const CALENDAR: u16 = 1 << 1;
const IN_MONTH: u16 = 1 << 2;
const YEAR: u16 = 1 << 3;
const QUARTER: u16 = 1 << 4;
const SEASON: u16 = 1 << 5;
const NAMED_DAY: u16 = 1 << 6;
const DECADE: u16 = 1 << 7;
const RELATIVE: u16 = 1 << 8;
const AMOUNT: u16 = 1 << 9;
/// An amount that begins with no number: "the last two weeks". No word opens both.
const LED: u16 = 1 << 10;
const SET: u16 = 1 << 11;
const REFERENCE: u16 = 1 << 12;

/// The bits of the readings that can succeed where `word` is the first and `next` is behind it: trying the others costs
/// as much and gives nothing.
fn openings(word: Word, next: Word) -> u16 {
    let (alone, before_another) = opened_by(word);
    if before_another == 0 { alone } else { alone | (before_another & second(next)) }
}

/// The readings that may need no more than `word`, and those that it opens with another word behind it.
const fn opened_by(word: Word) -> (u16, u16) {
    match word {
        Word::The => (0, CALENDAR | YEAR | QUARTER | SEASON | DECADE | RELATIVE | LED | REFERENCE | IN_MONTH),
        Word::A => (0, AMOUNT | REFERENCE),
        Word::Couple | Word::Dozen | Word::Few | Word::Half => (0, AMOUNT),
        Word::Units(_) => (AMOUNT, 0),
        Word::Last => (0, CALENDAR | QUARTER | SEASON | NAMED_DAY | RELATIVE | LED | IN_MONTH),
        Word::This | Word::Next => (0, CALENDAR | QUARTER | SEASON | NAMED_DAY | RELATIVE | LED),
        Word::Past | Word::Coming => (0, SEASON | RELATIVE | LED),
        Word::Previous | Word::Same | Word::Latest => (0, QUARTER | RELATIVE | LED),
        Word::Following => (0, RELATIVE | LED),
        Word::That | Word::Unit(Unit::Day) => (0, RELATIVE),
        Word::Day(_) | Word::Tonight | Word::Overnight => (RELATIVE, 0),
        Word::Current => (REFERENCE, QUARTER | RELATIVE),
        Word::Digits(1500..=2099, 4) => (YEAR, CLOCK | QUARTER | AMOUNT),
        Word::Digits(..) => (0, CLOCK | CALENDAR | YEAR | AMOUNT),
        Word::Cardinal(20 | 30) => (0, CALENDAR | YEAR | DECADE | AMOUNT),
        Word::Cardinal(_) => (0, CLOCK | YEAR | AMOUNT),
        Word::Numeric(_) => (CLOCK | CALENDAR, 0),
        Word::Noon | Word::Midnight => (CLOCK, 0),
        Word::Part(Part::Midday) => (CLOCK, RELATIVE),
        Word::Part(_) => (0, RELATIVE),
        Word::Month(..) => (CALENDAR, 0),
        Word::Weekday(..) => (RELATIVE, CALENDAR | SET),
        Word::Ordinal(_) => (0, CALENDAR | QUARTER | DECADE | AMOUNT | SET | IN_MONTH),
        Word::Unit(Unit::Second) => (0, CALENDAR | QUARTER | DECADE | SET | IN_MONTH),
        Word::Unit(Unit::Year) => (0, YEAR | QUARTER | RELATIVE),
        Word::Fiscal => (0, YEAR | QUARTER),
        Word::NumberedQuarter(_) | Word::NumberedHalf(_) => (QUARTER, 0),
        Word::ShortYear(_) => (YEAR, 0),
        Word::Season(_) => (SEASON, 0),
        Word::Holiday(_) => (NAMED_DAY, 0),
        Word::Early => (0, DECADE | RELATIVE),
        Word::Decade(_) | Word::Nineties(_) => (DECADE, 0),
        Word::Final => (0, QUARTER | LED | IN_MONTH),
        Word::Recent => (REFERENCE, AMOUNT),
        Word::Each => (0, AMOUNT | SET),
        Word::Every(_) | Word::Weekdays(_) => (SET, 0),
        Word::Times => (0, SET),
        Word::Present | Word::Lately => (REFERENCE, 0),
        Word::These | Word::Right | Word::More | Word::Future => (0, REFERENCE),
        _ => (0, 0),
    }
}

/// The readings in which `word` may come second.
const fn second(word: Word) -> u16 {
    match word {
        Word::Am | Word::Pm | Word::In | Word::OClock | Word::Zone(_) => CLOCK,
        Word::Comma => CALENDAR,
        Word::The => CALENDAR,
        Word::Month(..) => CALENDAR | SET,
        Word::Numeric(_) => CALENDAR,
        Word::Digits(..) => CALENDAR | YEAR | QUARTER | AMOUNT | LED | SET,
        Word::ShortYear(_) | Word::Era(_) => YEAR,
        Word::Cardinal(_) => CALENDAR | YEAR | QUARTER | DECADE | AMOUNT | LED | SET | IN_MONTH,
        Word::Ordinal(_) => CALENDAR | QUARTER | DECADE | AMOUNT | LED | IN_MONTH,
        Word::Unit(Unit::Second) => CALENDAR | QUARTER | DECADE | RELATIVE | AMOUNT | LED | SET | IN_MONTH,
        Word::Unit(Unit::Year) => YEAR | QUARTER | RELATIVE | AMOUNT | SET,
        Word::Unit(Unit::Quarter) => QUARTER | RELATIVE | AMOUNT | SET,
        Word::Unit(Unit::Century) => DECADE | RELATIVE | AMOUNT | SET,
        Word::Unit(Unit::Day | Unit::Week) => RELATIVE | AMOUNT | SET | IN_MONTH,
        Word::Unit(_) => RELATIVE | AMOUNT | SET,
        Word::Units(_) => AMOUNT | LED | SET | REFERENCE,
        Word::Hyphen => CALENDAR | QUARTER | DECADE | RELATIVE | AMOUNT,
        Word::Possessive => QUARTER | RELATIVE,
        Word::Of => CALENDAR | AMOUNT,
        Word::And | Word::To | Word::Dash | Word::OneHalf | Word::More => AMOUNT,
        Word::Scale(_) => YEAR | AMOUNT,
        Word::A | Word::Few => AMOUNT | LED | SET,
        Word::Couple | Word::Dozen | Word::Recent => AMOUNT | LED,
        Word::Half => QUARTER | AMOUNT | LED,
        Word::Kind => RELATIVE | AMOUNT,
        Word::Whole => RELATIVE | AMOUNT,
        Word::Weekday(..) => RELATIVE | SET | IN_MONTH,
        Word::Weekend | Word::Before | Word::After | Word::End | Word::Day(_) => RELATIVE,
        Word::Part(_) => RELATIVE | SET,
        Word::Parts(_) | Word::Alternate => SET,
        Word::Season(_) => SEASON | SET,
        Word::Holiday(_) => NAMED_DAY,
        Word::Decade(_) | Word::Nineties(_) | Word::Early => DECADE,
        Word::Period => QUARTER | RELATIVE,
        Word::NumberedQuarter(_) | Word::NumberedHalf(_) => QUARTER,
        Word::Fiscal => YEAR | QUARTER | RELATIVE,
        Word::Last => QUARTER | RELATIVE | LED | IN_MONTH,
        Word::Final => QUARTER | LED | IN_MONTH,
        Word::Past => CALENDAR | SEASON | RELATIVE | LED | REFERENCE,
        Word::Coming => CALENDAR | SEASON | RELATIVE | LED,
        Word::This | Word::Current | Word::Next | Word::Previous | Word::Same | Word::Latest => {
            QUARTER | RELATIVE | LED
        }
        Word::Following => RELATIVE | LED,
        Word::That => RELATIVE,
        Word::Time => RELATIVE | REFERENCE,
        Word::Present | Word::Lately | Word::Later | Word::Long | Word::Near | Word::Term | Word::Future => REFERENCE,
        _ => 0,
    }
}

/// Annotators take "nearly two years" for one expression, but "about two years" only where it is a point in time.
fn may_be_approximate(found: &Expression, is_about: bool) -> bool {
    match found {
        Expression::Offset { .. }
        | Expression::YearBefore(_)
        | Expression::Calendar(_)
        | Expression::Year { .. }
        | Expression::Nothing => true,
        Expression::Duration { .. } | Expression::Clock { .. } => !is_about,
        _ => false,
    }
}

/// "later in the day": annotators take the day alone.
fn is_that_day(found: &Expression) -> bool {
    matches!(found, Expression::Offset { unit: Unit::Day, by: 0, from: From::Mentioned, part: None, .. })
}

fn may_have_stages(found: &Expression) -> bool {
    !matches!(
        found,
        Expression::Nothing
            | Expression::Duration { .. }
            | Expression::Set(_)
            | Expression::Clock { .. }
            | Expression::Pair { .. }
            | Expression::Reference(_)
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cue::places;
    use super::super::token::islands;
    use super::super::words::WORDS;
    use super::{AMOUNT, LED, Parser, openings};

    proptest! {
        /// Runs of any date words, with something that makes a run of them in front.
        #[test]
        fn no_reading_that_is_left_out_would_succeed(
            chosen in prop::collection::vec((0..WORDS.len() + SPECIAL.len(), any::<bool>(), any::<bool>()), 1..8)
        ) {
            let mut text = "now".to_owned();
            for (number, hyphen, capital) in chosen {
                text.push(if hyphen { '-' } else { ' ' });
                let word = WORDS.get(number).map_or_else(|| SPECIAL[number - WORDS.len()], |(word, _)| word);
                match (capital, word.split_at(1)) {
                    (true, (first, rest)) => text.extend([&first.to_uppercase(), rest]),
                    (false, _) => text.push_str(word),
                }
            }
            islands(&text, &places(&text), |tokens| {
                let parser = Parser { text: &text, tokens };
                for at in 0..tokens.len() {
                    let mut kinds = openings(parser.word(at), parser.word(at + 1));
                    // Two bits of the same reading.
                    if kinds & (AMOUNT | LED) != 0 {
                        kinds |= AMOUNT | LED;
                    }
                    for (number, reading) in Parser::READINGS.iter().enumerate() {
                        let is_open = kinds >> number & 1 != 0;
                        assert!(is_open || reading(&parser, at).is_none(), "{number} at {at} of {text:?}");
                    }
                }
            });
        }
    }

    const SPECIAL: &[&str] = &[
        "5",
        "12",
        "31",
        "800",
        "1988",
        "2015",
        "2nd",
        "1980s",
        "'98",
        "'80s",
        "2017-06-22",
        "3/4/2017",
        "14:30",
        "2017-06",
        "2017-06-22T14:30Z",
        "5 p.m.",
        "year's",
        "New Year's Eve",
        "20th",
    ];
}
