//! Date expressions, as TIMEX3.
//!
//! The walk over the words looks for cues (months, weekdays, units, four digits that open a year). Around a cue the run of date
//! words is cut into tokens, a hand-written grammar reads the longest expression from them, and its value is resolved
//! against the publication date or the last date that the text told. Most text has no cue, so the scan is nearly all
//! of the cost. Nothing here asks the clock.

mod cue;
mod direction;
mod expression;
mod grammar;
mod holiday;
mod lunar;
mod numeric;
mod order;
mod place;
mod report;
mod resolve;
mod table;
mod token;
mod value;
mod within;
mod words;

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

pub use self::cue::{MAY_OPEN as CUE_OPENINGS, key as opening_key, place as cue_place};
use self::direction::{Direction, direction};
use self::expression::{Calendar, ClockDay, Expression, YearOf};
use self::grammar::Parser;
use self::numeric::Form;
use self::resolve::{Context, Resolved, number_of};
use self::token::Token;
use self::value::Value;
use self::words::Word;
use super::Reading;
use crate::config::Rewrite;
use crate::finding::{self, Finding};
use crate::rules::id;
use crate::text::Span;

/// Why a date stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// The dates that it may be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ambiguous: Vec<String>,
    /// What in it contradicts what else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<String>,
}

/// Date expressions of the text. Says whether what one line tells rests on others: the order of day and month does.
pub fn read(reading: &Reading<'_>, findings: &mut Vec<Finding>) -> bool {
    let only_complete = reading.only_fixes && reading.config.date.rewrite == Rewrite::Absolute;
    // What is complete asks for no day of publication.
    let line = || if only_complete { None } else { date_line(reading.text) };
    let mut reader = Reader {
        reading,
        only_complete,
        context: Context { published: reading.published.or_else(line), ..Context::default() },
        since_day: SinceDay::default(),
        pairs: Vec::new(),
        findings,
        read: Vec::new(),
    };
    token::islands(reading.text, &reading.walk.date_places, |tokens| reader.island(tokens));
    let Reader { pairs, findings, .. } = reader;
    order::settle(&pairs, reading, findings);
    !pairs.is_empty()
}

/// Lines at the head of a text of which one may be nothing but its date.
const HEAD_LINES: usize = 4;

/// The day that a line of its own at the head of the text gives: that of publication, where nothing else tells it.
fn date_line(text: &str) -> Option<Date> {
    text.lines().filter(|line| !line.is_empty()).take(HEAD_LINES).find_map(|line| {
        let mut day = None;
        token::islands(line, &cue::places(line), |tokens| {
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
            let is_whole = line[..first.start].trim().is_empty() && line[last.end..].trim().is_empty();
            let read = Parser { text: line, tokens }.expression(0).filter(|(_, end)| *end == tokens.len() && is_whole);
            if let Some((Expression::Calendar(Calendar { year: YearOf::Given(year), month, day: number, .. }), _)) =
                read
            {
                day = numeric::date(year, month, number);
            }
        });
        day
    })
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

struct Reader<'r, 'f> {
    reading: &'r Reading<'r>,
    /// Whether only complete calendar dates are asked for: the others are not rewritten.
    only_complete: bool,
    context: Context,
    /// What stands behind the last day told.
    since_day: SinceDay,
    pairs: Vec<order::Pair>,
    findings: &'f mut Vec<Finding>,
    read: Vec<Read>,
}

impl Reader<'_, '_> {
    /// Reads every expression of a run of date words.
    fn island(&mut self, tokens: &[Token]) {
        if self.only_complete && !tokens.iter().any(|token| token.word.may_be_year()) {
            return;
        }
        let text = self.reading.text;
        let parser = Parser { text, tokens };
        let mut read = std::mem::take(&mut self.read);
        read.clear();
        let mut at = 0;
        while at < tokens.len() {
            let Some((expression, end)) = parser.expression(at) else {
                at += 1;
                continue;
            };
            read.push(Read { expression, first: at, end, in_range: false });
            at = end;
            if let Some(second) = second_of_range(&parser, &expression, end) {
                at = second.end;
                read.last_mut().expect("just pushed").in_range = true;
                read.push(second);
            }
        }
        join_ranges(&parser, &mut read);
        for read in &read {
            self.resolve(read, tokens);
        }
        self.read = read;
    }

    fn resolve(&mut self, read: &Read, tokens: &[Token]) {
        if self.only_complete && !read.expression.is_complete() {
            return;
        }
        let text = self.reading.text;
        let span = Span::new(tokens[read.first].start, tokens[read.end - 1].end);
        let span = trimmed(text, span, &read.expression);
        if place::is_cut(text, span, &read.expression) {
            return;
        }
        match read.expression {
            Expression::Pair { first, second, year, short } => {
                let is_free = !short && !read.in_range && place::may_be_rewritten(text, span);
                self.pairs.push(order::Pair { first, second, year, short, span, is_free });
                return;
            }
            Expression::NoSuchDay { month, day, year } => return self.no_such_day(span, month, day, year),
            _ => {}
        }
        let expression = place::named_attacks(text, span, read.expression);
        if let Expression::Clock { day: ClockDay::Unknown, .. } = expression
            && self.since_day.has_ended(text, span.start)
        {
            self.context.forget_far_day();
        }
        let told = self.context.resolve(&expression, || clause_direction(text, span));
        let Some(resolved) = told else { return };
        if resolved.day.is_some() {
            self.since_day = SinceDay { read: span.end, ended: false };
        }
        if let Some(conflict) = self.conflict(&read.expression, &resolved, span) {
            return self.push(
                Finding::value(id::date::CONFLICT, span, resolved.value)
                    .kind(resolved.kind)
                    .detail(finding::Detail::Date(Detail { conflict: Some(conflict), ..Detail::default() })),
            );
        }
        let replacement = self.replacement(read, &resolved, span);
        let finding = match replacement {
            Some(replacement) => {
                Finding { value: resolved.value.into(), ..Finding::fix(resolved.rule, span, replacement) }
            }
            None => Finding::value(resolved.rule, span, resolved.value),
        };
        self.push(finding.kind(resolved.kind));
    }

    fn push(&mut self, finding: Finding) {
        if self.reading.rules.is_on(finding.rule) {
            self.findings.push(finding);
        }
    }

    /// What is written in place of the expression, if it may be.
    fn replacement(&self, read: &Read, resolved: &Resolved, span: Span) -> Option<Cow<'static, str>> {
        let text = self.reading.text;
        let rewrite = self.reading.config.date.rewrite;
        let day = resolved.day?;
        if read.in_range || !place::may_be_rewritten(text, span) {
            return None;
        }
        if let Expression::Calendar(Calendar { year: YearOf::Given(_), part: None, form, .. }) = read.expression {
            return match form {
                Some(Form::Extended | Form::Basic) => None,
                _ => Some(Value::day(day).into()),
            };
        }
        let is_new = place::date_behind(text, span).is_none();
        (rewrite == Rewrite::Resolved && is_new).then(|| format!("{} ({day})", span.of(text)).into())
    }

    /// What in the expression contradicts what else: a weekday and its date.
    fn conflict(&self, expression: &Expression, resolved: &Resolved, span: Span) -> Option<String> {
        let (calendar, day) = match *expression {
            Expression::Calendar(calendar) => (calendar, resolved.day?),
            Expression::Clock { day: ClockDay::Calendar(calendar), .. } => {
                let YearOf::Given(year) = calendar.year else { return None };
                (calendar, numeric::date(year, calendar.month, calendar.day)?)
            }
            _ => return None,
        };
        if let Some(conflict) = self.conflict_with_publication(&calendar, day, span) {
            return Some(conflict);
        }
        let told = calendar.weekday?;
        // Without a year the nearest may be the wrong one: only what is told can contradict.
        let is_told = matches!(calendar.year, YearOf::Given(_)) || self.reading.published.is_some();
        (is_told && number_of(day.weekday()) != told).then(|| format!("{day} is a {:?}", day.weekday()))
    }

    /// What in a complete date contradicts the day of publication: "today, June 3, 2016" of another day, or what is
    /// told as past and lies ahead. A day's difference may be the zone.
    fn conflict_with_publication(&self, calendar: &Calendar, day: Date, span: Span) -> Option<String> {
        let published = self.reading.published?;
        if !matches!(calendar.year, YearOf::Given(_)) || calendar.form.is_some() {
            return None;
        }
        let text = self.reading.text;
        let before = text[..span.start].trim_end_matches([' ', ',', '(']);
        let deictic =
            [("today", 0), ("Today", 0), ("yesterday", -1), ("Yesterday", -1), ("tomorrow", 1), ("Tomorrow", 1)];
        let told = deictic.iter().find(|(word, _)| before.ends_with(word) && before.len() < span.start);
        let away = resolve::days_between(published, day);
        let is_off = match told {
            Some((_, by)) => (away - by).abs() > 1,
            None => away > 1 && direction::is_past(text, span.start),
        };
        is_off.then(|| format!("published {published}"))
    }

    fn no_such_day(&mut self, span: Span, month: u8, day: u8, year: YearOf) {
        let value = match year {
            YearOf::Given(year) => Value::month(year, month),
            _ => Value::new("XXXX-").number(month, 2),
        };
        let detail = Detail { conflict: Some(format!("{} has no day {day}", value.as_str())), ..Detail::default() };
        self.push(Finding::value(id::date::CONFLICT, span, value).kind("DATE").detail(finding::Detail::Date(detail)));
    }
}

/// What stands behind the last day told, read no more than once.
#[derive(Clone, Copy, Debug, Default)]
struct SinceDay {
    /// How far it is read, in bytes.
    read: usize,
    /// Whether a sentence has ended there.
    ended: bool,
}

impl SinceDay {
    /// Whether a sentence has ended before byte `at`, where an expression begins.
    fn has_ended(&mut self, text: &str, at: usize) -> bool {
        let more = &text[self.read.min(at)..at];
        self.ended |= more.contains('\n') || [". ", "? ", "! "].iter().any(|end| more.contains(end));
        self.read = self.read.max(at);
        self.ended
    }
}

/// The direction of the clause, told by the word right before or behind the date where that is clear.
fn clause_direction(text: &str, span: Span) -> Direction {
    let before = text[..span.start].trim_end_matches(' ');
    // "Until Thursday, they had not called him."
    if before.ends_with("Until") && direction::behind(text, span.end) == Direction::Past {
        return Direction::Past;
    }
    if ["until", "till", "through", "Until", "as early as", "as soon as"].iter().any(|word| before.ends_with(word)) {
        return Direction::Future;
    }
    // "Wednesday's ruling" has been made.
    if text[span.end..].starts_with("'s") || text[span.end..].starts_with("’s") {
        return if direction::is_awaited(before) { Direction::Future } else { Direction::Past };
    }
    direction(text, span.start, span.end)
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

/// The span without the full stop of a sentence that an abbreviation at its end has taken in.
fn trimmed(text: &str, span: Span, expression: &Expression) -> Span {
    let is_clock = matches!(expression, Expression::Clock { .. });
    let ends_text = !text[span.end..].starts_with([' ', ',', '\'', '’']);
    let next_is_capital =
        text[span.end..].trim_start_matches([' ', '\n']).starts_with(|c: char| c.is_ascii_uppercase());
    let stop = span.of(text).ends_with('.') && is_clock && (ends_text || next_is_capital);
    if stop { Span::new(span.start, span.end - 1) } else { span }
}
