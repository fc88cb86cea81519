//! What the runs of date words tell: each expression, before it is known when that is.

use super::expression::{Calendar, Expression, YearOf};
use super::grammar::Parser;
use super::numeric;
use super::token::Token;
use super::words::Word;
use crate::text::Span;

/// An expression where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) expression: Expression,
    pub(super) span: Span,
    /// Whether it is the beginning or the end of something that lasts.
    pub(super) in_range: bool,
}

/// Runs of date words that wait to be read. To find them, to read them and to resolve what they tell takes much code each;
/// going through all of it for each run would find little of it in the fastest memory still.
pub(super) struct Runs<'t> {
    text: &'t str,
    /// Whether only complete calendar dates are asked for: the others are not rewritten.
    only_complete: bool,
    tokens: Vec<Token>,
    /// One past the last token of each run.
    ends: Vec<usize>,
    /// The expressions of one run; kept for its memory.
    read: Vec<Read>,
    told: Vec<Told>,
}

/// Runs that are read together: most of what there is to gain, in buffers so small that the allocator has them at hand.
const ENOUGH: usize = 8;
/// Tokens of a run, more than most have.
const TOKENS: usize = 4;

impl<'t> Runs<'t> {
    /// No runs of `text`, and room for some.
    pub(super) fn new(text: &'t str, only_complete: bool) -> Self {
        Self {
            text,
            only_complete,
            tokens: Vec::with_capacity(ENOUGH * TOKENS),
            ends: Vec::with_capacity(ENOUGH),
            read: Vec::new(),
            told: Vec::with_capacity(ENOUGH),
        }
    }

    /// Adds one.
    pub(super) fn push(&mut self, run: &[Token]) {
        if !self.only_complete || run.iter().any(|token| token.word.may_be_year()) {
            self.tokens.extend_from_slice(run);
            self.ends.push(self.tokens.len());
        }
    }

    /// Whether it is time to read them.
    pub(super) fn are_enough(&self) -> bool {
        self.ends.len() >= ENOUGH
    }

    /// Gives each expression of the runs to `take`, in order, and forgets the runs.
    pub(super) fn read(&mut self, take: impl FnMut(&Told)) {
        let mut start = 0;
        for &end in &self.ends {
            let tokens = &self.tokens[start..end];
            expressions(&Parser { text: self.text, tokens }, &mut self.read);
            let told = self.read.iter().map(|read| Told {
                expression: read.expression,
                span: Span::new(tokens[read.first].start, tokens[read.end - 1].end),
                in_range: read.in_range,
            });
            self.told.extend(told.filter(|told| !self.only_complete || told.expression.is_complete()));
            start = end;
        }
        self.tokens.clear();
        self.ends.clear();
        self.told.iter().for_each(take);
        self.told.clear();
    }
}

/// An expression with the tokens that it takes.
#[derive(Clone, Copy, Debug)]
struct Read {
    expression: Expression,
    first: usize,
    /// One past the last token.
    end: usize,
    /// Whether it is the beginning or the end of something that lasts.
    in_range: bool,
}

/// Fills `read` with the expressions of a run.
fn expressions(parser: &Parser<'_>, read: &mut Vec<Read>) {
    read.clear();
    let mut at = 0;
    while at < parser.tokens.len() {
        let Some((expression, end)) = parser.expression(at) else {
            at += 1;
            continue;
        };
        read.push(Read { expression, first: at, end, in_range: false });
        at = end;
        if let Some(second) = second_of_range(parser, &expression, end) {
            at = second.end;
            read.last_mut().expect("just pushed").in_range = true;
            read.push(second);
        }
    }
    join_ranges(parser, read);
}

/// The end of "June 3–5", "2015-16", read from what its beginning has.
fn second_of_range(parser: &Parser<'_>, begun: &Expression, at: usize) -> Option<Read> {
    let glued = matches!(parser.tokens.get(at)?.word, Word::Hyphen | Word::Dash);
    let joined = glued || matches!(parser.tokens[at].word, Word::To | Word::And);
    let second = parser.tokens.get(at + 1)?;
    let Word::Digits(number, len) = second.word else { return None };
    let behind = &parser.text.as_bytes()[second.end..];
    let is_last = !matches!(behind, [b' ', next, ..] if next.is_ascii_alphabetic()) || year_follows(parser, at + 2);
    match *begun {
        Expression::Calendar(calendar) if joined && calendar.form.is_none() && len <= 2 => {
            let (year, end) = match (calendar.year, year_behind(parser, at + 2)) {
                (YearOf::Unknown, Some((year, end))) => (year, end),
                (year, _) => (year, at + 2),
            };
            let day = u8::try_from(number).ok()?;
            let is_day = numeric::is_date(2000, calendar.month, day) && day > calendar.day && (glued || is_last);
            let calendar = Calendar { year, day, weekday: None, ..calendar };
            is_day.then_some(Read { expression: Expression::Calendar(calendar), first: at + 1, end, in_range: true })
        }
        Expression::Year { year, bc: false } if glued && len == 2 && !second.spaced => {
            let next = year / 100 * 100 + i16::try_from(number).ok()?;
            (next > year).then_some(Read {
                expression: Expression::Year { year: next, bc: false },
                first: at + 1,
                end: at + 2,
                in_range: true,
            })
        }
        _ => None,
    }
}

fn year_follows(parser: &Parser<'_>, at: usize) -> bool {
    year_behind(parser, at).is_some()
}

fn year_behind(parser: &Parser<'_>, at: usize) -> Option<(YearOf, usize)> {
    let next = at + usize::from(parser.tokens.get(at).is_some_and(|token| token.word == Word::Comma));
    match parser.tokens.get(next)?.word {
        Word::Digits(year @ 1500..=2099, 4) => Some((YearOf::Given(i16::try_from(year).ok()?), next + 1)),
        _ => None,
    }
}

/// Gives the beginning of a range what only its end tells: "from March to May 2016", "3–5 June 2016".
fn join_ranges(parser: &Parser<'_>, read: &mut Vec<Read>) {
    for at in 1..read.len() {
        let (before, after) = read.split_at_mut(at);
        let (Some(one), Some(two)) = (before.last_mut(), after.first_mut()) else { continue };
        let joined = two.first == one.end + 1
            && matches!(parser.tokens[one.end].word, Word::To | Word::And | Word::Hyphen | Word::Dash);
        if !joined {
            continue;
        }
        let year = match two.expression {
            Expression::Calendar(Calendar { year, .. }) | Expression::Month { year, .. } => year,
            _ => YearOf::Unknown,
        };
        match &mut one.expression {
            Expression::Calendar(calendar) if calendar.year == YearOf::Unknown => {
                calendar.year = year;
                if matches!(two.expression, Expression::Calendar(_)) {
                    (one.in_range, two.in_range) = (true, true);
                }
            }
            Expression::Month { year: first @ YearOf::Unknown, .. } => *first = year,
            _ => {}
        }
    }
    // "24 and 25 April": the first has no month of its own and stands before what was read.
    let mut at = 0;
    while at < read.len() {
        let Read { expression, first, .. } = read[at];
        let free = if at == 0 { 0 } else { read[at - 1].end };
        if let Expression::Calendar(calendar) = expression
            && calendar.form.is_none()
            && first >= free + 2
            && matches!(parser.tokens[first].word, Word::Digits(..))
            && matches!(parser.tokens[first - 1].word, Word::To | Word::And | Word::Hyphen | Word::Dash)
            && let Word::Digits(day, 1 | 2) = parser.tokens[first - 2].word
            && let Ok(day) = u8::try_from(day)
            && day < calendar.day
            && day > 0
        {
            let expression = Expression::Calendar(Calendar { day, weekday: None, ..calendar });
            read[at].in_range = true;
            read.insert(at, Read { expression, first: first - 2, end: first - 1, in_range: true });
            at += 1;
        }
        at += 1;
    }
}
