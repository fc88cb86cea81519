//! Reads an expression from tokens: at each token the longest of what the grammar knows.

mod amount;
mod calendar;
mod clock;
mod period;
mod relative;

use super::expression::{Expression, From};
use super::token::Token;
use super::words::{Unit, Word};

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
        if !may_open(self.word(at)) {
            return None;
        }
        let mut best = self.plain(at);
        let mut take = |found: Parsed| {
            if let Some((_, end)) = found
                && best.is_none_or(|(_, longest)| end > longest)
            {
                best = found;
            }
        };
        if let Some((next, is_about)) = self.approximator(at) {
            take(self.plain(next).filter(|(found, _)| may_be_approximate(found, is_about)));
        }
        if let Some(next) = self.stage(at) {
            let is_end = self.word(self.skip(at, Word::The)) == Word::End;
            let found = self.plain(next).filter(|(found, _)| may_have_stages(found));
            take(match found {
                Some((found, end)) if is_that_day(&found) && is_end && self.is_all_told(at) => {
                    Some((Expression::Nothing, end))
                }
                found => found.filter(|(found, _)| is_end || !is_that_day(found)),
            });
        }
        best
    }

    /// An expression without "about", "early" or "the end of" before it.
    fn plain(&self, at: usize) -> Parsed {
        let kinds = openings(self.word(at), self.word(at + 1));
        let mut best: Parsed = None;
        // Of equally long ones the first.
        let mut take = |found: Parsed| {
            if let Some((_, end)) = found
                && best.is_none_or(|(_, longest)| end > longest)
            {
                best = found;
            }
        };
        for (kind, reading) in Self::READINGS {
            if kinds & kind != 0 {
                take(reading(self, at));
            }
        }
        best
    }

    /// Every way to read an expression, with its bit.
    const READINGS: [(u16, Reading<'t>); 12] = [
        (CLOCK, Self::clock),
        (CALENDAR, Self::calendar),
        (IN_MONTH, Self::in_month),
        (YEAR, Self::year),
        (QUARTER, Self::quarter_or_half),
        (SEASON, Self::season),
        (NAMED_DAY, Self::named_day),
        (DECADE, Self::decade),
        (RELATIVE, Self::relative),
        (AMOUNT, Self::amount),
        (SET, Self::set),
        (REFERENCE, Self::reference),
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

/// Whether an expression may begin with `word`: most words of a run only join or follow.
fn may_open(word: Word) -> bool {
    !matches!(
        word,
        Word::Other
            | Word::In
            | Word::Of
            | Word::To
            | Word::And
            | Word::So
            | Word::Between
            | Word::Than
            | Word::Least
            | Word::Ago
            | Word::Before
            | Word::After
            | Word::Kind
            | Word::Old
            | Word::Long
            | Word::Am
            | Word::Pm
            | Word::Zone(_)
            | Word::Local
            | Word::Era(_)
            | Word::Time
            | Word::Term
            | Word::Alternate
            | Word::Possessive
            | Word::Comma
            | Word::Hyphen
            | Word::Dash
    )
}

const CLOCK: u16 = 1;
const CALENDAR: u16 = 1 << 1;
const YEAR: u16 = 1 << 2;
const QUARTER: u16 = 1 << 3;
const SEASON: u16 = 1 << 4;
const NAMED_DAY: u16 = 1 << 5;
const DECADE: u16 = 1 << 6;
const RELATIVE: u16 = 1 << 7;
const AMOUNT: u16 = 1 << 8;
const SET: u16 = 1 << 9;
const REFERENCE: u16 = 1 << 10;
const IN_MONTH: u16 = 1 << 11;

/// The bits of the readings that can succeed where `word` is the first and `next` is behind it: trying the others costs
/// as much and gives nothing.
fn openings(word: Word, next: Word) -> u16 {
    match word {
        // Nothing by themselves.
        Word::A
        | Word::Coming
        | Word::Each
        | Word::Following
        | Word::Last
        | Word::Latest
        | Word::Next
        | Word::Past
        | Word::Previous
        | Word::Same
        | Word::That
        | Word::The
        | Word::This
            if next == Word::Other =>
        {
            0
        }
        Word::The => CALENDAR | YEAR | QUARTER | SEASON | DECADE | RELATIVE | AMOUNT | REFERENCE | IN_MONTH,
        Word::A => AMOUNT | REFERENCE,
        Word::Couple | Word::Dozen | Word::Few | Word::Half | Word::Units(_) => AMOUNT,
        Word::Last => CALENDAR | QUARTER | SEASON | NAMED_DAY | RELATIVE | AMOUNT | IN_MONTH,
        Word::This | Word::Next => CALENDAR | QUARTER | SEASON | NAMED_DAY | RELATIVE | AMOUNT,
        Word::Past | Word::Coming => SEASON | RELATIVE | AMOUNT,
        Word::Previous | Word::Same | Word::Latest => QUARTER | RELATIVE | AMOUNT,
        Word::Following => RELATIVE | AMOUNT,
        Word::That | Word::Day(_) | Word::Tonight | Word::Overnight | Word::Unit(Unit::Day) => RELATIVE,
        Word::Current => QUARTER | RELATIVE | REFERENCE,
        Word::Digits(..) => CLOCK | CALENDAR | YEAR | QUARTER | AMOUNT,
        Word::Cardinal(20 | 30) => CALENDAR | YEAR | QUARTER | DECADE | AMOUNT,
        Word::Cardinal(_) => CLOCK | YEAR | AMOUNT,
        Word::Numeric(_) => CLOCK | CALENDAR,
        Word::Noon | Word::Midnight => CLOCK,
        Word::Part(_) => CLOCK | RELATIVE,
        Word::Month(..) => CALENDAR,
        Word::Weekday(..) => CALENDAR | RELATIVE | SET,
        Word::Ordinal(_) => CALENDAR | QUARTER | DECADE | AMOUNT | SET | IN_MONTH,
        Word::Unit(Unit::Second) => CALENDAR | QUARTER | DECADE | SET | IN_MONTH,
        Word::Unit(Unit::Year) => YEAR | QUARTER | RELATIVE,
        Word::Fiscal => YEAR | QUARTER,
        Word::NumberedQuarter(_) | Word::NumberedHalf(_) => QUARTER,
        Word::ShortYear(_) => YEAR,
        Word::Season(_) => SEASON,
        Word::Holiday(_) => NAMED_DAY,
        Word::Early => DECADE | RELATIVE,
        Word::Decade(_) | Word::Nineties(_) => DECADE,
        Word::Final => QUARTER | AMOUNT | IN_MONTH,
        Word::Recent => AMOUNT | REFERENCE,
        Word::Each => AMOUNT | SET,
        Word::Every(_) | Word::Weekdays(_) | Word::Times => SET,
        Word::These | Word::Present | Word::Right | Word::Lately | Word::More | Word::Future => REFERENCE,
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
    use super::{Parser, openings};

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
                    let kinds = openings(parser.word(at), parser.word(at + 1));
                    for (kind, reading) in Parser::READINGS {
                        assert!(kinds & kind != 0 || reading(&parser, at).is_none(), "{kind} at {at} of {text:?}");
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
