//! Reads datelines: `AUSTIN, Texas (Reuters) - `, `SEOUL, Dec. 28 (Yonhap) -- `, `TEHRAN – `.
//!
//! A dateline ends in a separator, and what stands before the separator is read backwards: agency, date, place. Read
//! so, the place is found too where a headline or a byline is glued before it.

use super::Dateline;
use crate::gazetteer;
use crate::names;
use crate::stages::header::{HeadDate, Spelling, read_date};
use crate::text::Span;

/// How far into a line the separator may lie, in bytes: room for a headline, a note and a byline.
const REACH: usize = 800;
/// A place that alone opens a story must be followed by this much of it, in bytes.
const LEAST_STORY: usize = 30;
/// The longest name of a city, in bytes.
const LONGEST_CITY: usize = 60;
/// What may stand before the place on its line without being a byline, in bytes.
const LONGEST_STRAY: usize = 8;
/// A place before a colon, not in capitals, must be a city of this size to be one.
const TOWN: u32 = 100_000;

/// How much trust a dateline in this line gets before it shows its date or its agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Nothing but a headline or two stands before it.
    Head,
    /// Some lines stand before it, none of them long enough for the story's.
    Lines,
    /// A paragraph that may be the story's lies before.
    Late,
}

/// Finds the dateline in `line`, a span of `text` that begins where a paragraph does or behind a part of the head.
#[must_use]
pub fn find(text: &str, line: Span, trust: Trust) -> Option<Dateline> {
    find_behind(text, line, trust, true)
}

/// The same; behind one catchword, if `catchword` says that one may stand before it: `RPT --GENEVA, March 3 - `.
fn find_behind(text: &str, line: Span, trust: Trust, catchword: bool) -> Option<Dateline> {
    let all = line.of(text);
    let opening = all.trim_start_matches([' ', '\t', '*']);
    let start = line.end - opening.len();
    for separator in Separators::new(opening) {
        let mut before = Before::read(&opening[..separator.start]);
        let story = opening[separator.end..].trim_start();
        if opens_with_agency(story) {
            continue;
        }
        if catchword && names::is_label(before.rest) {
            return find_behind(text, Span::new(line.end - story.len(), line.end), trust, false);
        }
        let Some(at) = before.place_start(separator, story, trust) else { continue };
        let place = &before.rest[at..];
        let gap = text[start + separator.end..].len() - text[start + separator.end..].trim_start().len();
        return Some(Dateline {
            span: Span::new(start + at, start + separator.end + gap),
            place: collapsed(place),
            date: before.date.take(),
            agency: before.agency.map(collapsed),
        });
    }
    None
}

/// Whether `story` goes on with an agency and another dash: `NEW YORK--(BUSINESS WIRE)--`.
fn opens_with_agency(story: &str) -> bool {
    let bracket = story.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    bracket.is_some_and(|(inner, rest)| is_agencies(inner.trim()) && rest.trim_start().starts_with(['-', '–', '—']))
}

/// White space runs as one space.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A dash or a colon that can end a dateline.
#[derive(Clone, Copy, Debug)]
struct Separator {
    start: usize,
    end: usize,
    colon: bool,
}

struct Separators<'t> {
    text: &'t str,
    at: usize,
    /// The next underscore at or behind `at`, the rarest of the marks.
    underscore: Option<usize>,
}

impl<'t> Separators<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, underscore: memchr::memchr(b'_', within_reach(text)) }
    }

    /// Where the next mark begins, within reach.
    fn next_mark(&mut self) -> Option<usize> {
        let bytes = within_reach(self.text);
        let from = self.at.min(bytes.len());
        if self.underscore.is_some_and(|at| at < from) {
            self.underscore = memchr::memchr(b'_', &bytes[from..]).map(|at| from + at);
        }
        // The first byte of each: `-`, `:`, and the lead byte of the dashes.
        let mark = memchr::memchr3_iter(b'-', b':', 0xE2, &bytes[from..])
            .map(|at| from + at)
            .find(|&at| bytes[at] != 0xE2 || self.text[at..].starts_with(is_mark));
        match (mark, self.underscore) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }
}

/// The bytes of `text` in which a separator may begin.
fn within_reach(text: &str) -> &[u8] {
    &text.as_bytes()[..text.len().min(REACH + 1)]
}

fn is_mark(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '_' | ':')
}

impl Iterator for Separators<'_> {
    type Item = Separator;

    fn next(&mut self) -> Option<Separator> {
        loop {
            let start = self.next_mark()?;
            let rest = &self.text[start..];
            let marks = &rest[..rest.find(|c| !is_mark(c)).unwrap_or(rest.len())];
            self.at = start + marks.len();
            let (before, after) = (&self.text[..start], &self.text[self.at..]);
            let space_before = before.ends_with([' ', ')', '/']);
            let space_after = after.is_empty() || after.starts_with([' ', '\t', '\n']);
            let colon = marks == ":";
            let separates = match marks {
                ":" => space_after || after.starts_with(['“', '"']),
                "-" | "_" => space_after || (space_before && !after.starts_with(|c: char| c.is_ascii_lowercase())),
                _ => true,
            };
            if separates {
                return Some(Separator { start, end: self.at, colon });
            }
        }
    }
}

/// What stands before a separator, read backwards.
struct Before<'t> {
    /// What is left: the place, and what is glued before it.
    rest: &'t str,
    date: Option<HeadDate>,
    agency: Option<&'t str>,
    /// Whether the agency is one that is listed.
    listed: bool,
}

impl<'t> Before<'t> {
    fn read(before: &'t str) -> Self {
        let mut found = Self { rest: before, date: None, agency: None, listed: false };
        loop {
            found.rest = found.rest.trim_end_matches([' ', '\t', ',', '-', '–', '—']);
            if !(found.take_agency() || found.take_date()) {
                break;
            }
        }
        found.rest = without_stop(found.rest).trim_end_matches([',', ' ']);
        found
    }

    /// `(Reuters)`, `()`, `/PRNewswire/`, and a date in brackets.
    fn take_agency(&mut self) -> bool {
        let open = match self.rest.as_bytes().last() {
            Some(b')') => self.rest.rfind('('),
            Some(b'/') => self.rest[..self.rest.len() - 1].rfind('/'),
            _ => None,
        };
        let Some(open) = open else { return false };
        let inner = self.rest[open + 1..self.rest.len() - 1].trim();
        if self.date.is_none()
            && let Some((date, len)) = read_date(inner, Spelling::Right)
            && len == inner.len()
        {
            self.date = Some(date);
        } else if self.agency.is_none() && !inner.is_empty() {
            let listed = is_agencies(inner);
            let bracket = self.rest.ends_with(')');
            if !(listed || bracket && may_be_agency(inner)) {
                return false;
            }
            (self.agency, self.listed) = (Some(inner), listed);
        } else if !inner.is_empty() {
            return false;
        }
        self.rest = &self.rest[..open];
        true
    }

    fn take_date(&mut self) -> bool {
        if self.date.is_some() {
            return false;
        }
        let text = self.rest.trim_end_matches('.');
        if !text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return false;
        }
        // The longest reading takes a weekday and a year along. Six words are enough for `Thursday the 22nd of June, 2017`.
        let mut longest = None;
        let mut words = 0;
        let mut end = text.len();
        // No date is without a digit, or a letter written for one.
        let mut digits = text.ends_with(['l', 'L']);
        while words < 6 && end > 0 {
            let start = text[..end].rfind([' ', ',', '\n']).map_or(0, |at| at + 1);
            if start < end {
                words += 1;
                digits |= text[start..end].contains(|c: char| c.is_ascii_digit());
                let spelling = if start == 0 { Spelling::Right } else { Spelling::Slips };
                let read = if digits { read_date(&text[start..], spelling) } else { None };
                match read {
                    Some((date, len)) if len == text.len() - start => longest = Some((start, date)),
                    _ if longest.is_some() => break,
                    _ => {}
                }
            }
            end = start.saturating_sub(1);
            if start == 0 {
                break;
            }
        }
        let Some((start, date)) = longest else { return false };
        self.date = Some(date);
        self.rest = &self.rest[..start];
        true
    }

    /// Where in `rest` the place begins, if this is a dateline.
    fn place_start(&self, separator: Separator, story: &str, trust: Trust) -> Option<usize> {
        let dated = self.date.is_some();
        if self.rest.is_empty() {
            // `April 7 - `, `(Reuters) - `: a dateline without a place.
            return (trust != Trust::Late && (dated || self.listed) && !separator.colon).then_some(0);
        }
        if (dated || self.listed) && Shape::of(self.rest).opens_line() {
            return Some(0);
        }
        if self.listed || (starts_with_by(self.rest) && trust != Trust::Late) {
            return suffix_start(self.rest, dated || self.listed);
        }
        if dated && trust == Trust::Head {
            // `RPT --GENEVA, March 3 - `: a stray letter or a catchword stands before the place.
            return suffix_start(self.rest, false).filter(|&start| start <= LONGEST_STRAY);
        }
        let by = starts_with_by(story);
        let opens = by || story.starts_with(|c: char| !c.is_lowercase() && !matches!(c, '/' | '-'));
        // Most of what stands before a dash or a colon is told from a place without looking it up.
        if trust == Trust::Late
            || (trust == Trust::Lines && separator.colon)
            || !opens
            || !(by || story.len() >= LEAST_STORY / 3 || is_date(story))
            || self.rest.starts_with(char::is_lowercase)
        {
            return None;
        }
        let shape = Shape::of(self.rest);
        let long = by || shape.region_known || story.len() >= LEAST_STORY;
        (long && shape.alone(self.rest, separator.colon)).then_some(0)
    }
}

/// Whether every name of `text` is an agency's: `AFP/Yonhap`.
fn is_agencies(text: &str) -> bool {
    names::is_agency(text) || (text.contains('/') && text.split('/').all(|name| names::is_agency(name.trim())))
}

/// Whether brackets around `text` may name an agency that no list has.
fn may_be_agency(text: &str) -> bool {
    text.len() <= 24
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.split(' ').count() <= 3
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'-' | b'/'))
}

/// Whether `story` is a date and nothing more: `NEW HAVEN, Conn - June 19`, above a table.
fn is_date(story: &str) -> bool {
    read_date(story, Spelling::Right).is_some_and(|(_, len)| len == story.trim_end().len())
}

fn starts_with_by(text: &str) -> bool {
    text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "))
}

/// `place` without the full stop that closes it, but for that of an abbreviation: `N.Y.` and `Conn.` keep theirs, what is
/// in capitals throughout (`TEX.`) has it for a separator.
fn without_stop(place: &str) -> &str {
    let Some(short) = place.strip_suffix('.') else { return place };
    let last = short.rsplit([' ', ',']).next().unwrap_or_default();
    let plain = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_uppercase());
    if plain || last.is_empty() { short } else { place }
}

/// What a place looks like, before anybody has looked it up.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // Four independent signs, read in every combination.
struct Shape {
    /// Made of words that can name a place.
    sound: bool,
    /// The city is in capitals.
    capitals: bool,
    /// How many words the city has.
    words: usize,
    /// The gazetteer knows the city.
    known: bool,
    /// The gazetteer knows what stands behind the city.
    region_known: bool,
}

impl Shape {
    fn of(place: &str) -> Self {
        let mut parts = place.split(',').map(str::trim);
        let city = parts.next().unwrap_or_default();
        let words = if city.len() <= LONGEST_CITY { city.split_whitespace().count() } else { 0 };
        let mut rest = parts.clone();
        if !(1..=6).contains(&words) || starts_with_by(city) || !rest.all(is_region_shape) {
            return Self::default();
        }
        let known = city.split('/').all(|name| gazetteer::knows(name) || gazetteer::regions(name).next().is_some());
        Self {
            sound: known || (city.starts_with(char::is_uppercase) && city.split_whitespace().all(is_place_word)),
            capitals: is_capitals(city),
            words,
            known,
            region_known: parts.next_back().is_some_and(|part| gazetteer::regions(part).next().is_some()),
        }
    }

    /// Whether it can be the place of a dateline that has a date or an agency, and opens its line.
    fn opens_line(self) -> bool {
        self.sound && (self.capitals || self.known || self.region_known || self.words <= 3)
    }

    /// Whether it can be a dateline all alone. `place` begins with no small letter.
    fn alone(self, place: &str, colon: bool) -> bool {
        if !self.sound || names::is_label(place) {
            return false;
        }
        let town = || gazetteer::places(place).next().is_some_and(|place| place.population >= TOWN);
        match (self.capitals, colon) {
            (true, true) => self.known || self.region_known,
            (true, false) => self.known || self.region_known || (self.words <= 3 && !place.contains(',')),
            (false, _) => (self.known && self.region_known) || town(),
        }
    }
}

fn is_capitals(name: &str) -> bool {
    name.chars().filter(|c| c.is_uppercase()).count() >= 2 && !name.chars().any(char::is_lowercase)
}

/// Words that stay small within the name of a place.
const PARTICLES: &[&str] = &[
    "a", "al", "am", "an", "and", "at", "aux", "bei", "border", "city", "d", "da", "das", "de", "del", "della", "den",
    "der", "di", "do", "dos", "du", "e", "el", "en", "es", "et", "im", "in", "la", "las", "le", "les", "los", "near",
    "o", "of", "off", "on", "os", "s", "san", "sur", "the", "town", "upon", "van", "von", "y", "ye", "zu",
];

fn is_place_word(word: &str) -> bool {
    let is_letter =
        |c: char| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '‘' | '-' | '/' | '[' | ']' | '&' | '`');
    (word.starts_with(|c: char| c.is_uppercase() || c == '[') || PARTICLES.contains(&word))
        && word.chars().all(is_letter)
}

/// Whether `part` can name a region, or say where a place lies.
fn is_region_shape(part: &str) -> bool {
    let letters =
        |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '/' | '&' | ']'));
    (part.is_empty() || part.starts_with(char::is_alphabetic))
        && part.split_whitespace().count() <= 5
        && part.split_whitespace().all(letters)
}

/// Where in `text`, which ends in a place, that place begins. `sure` is a dateline with a date or a listed agency.
fn suffix_start(text: &str, sure: bool) -> Option<usize> {
    let mut city_end = text.len();
    if let Some(comma) = text.rfind(',') {
        let last = text[comma + 1..].trim();
        if gazetteer::regions(last).next().is_some() && city_in(text, comma, sure).is_some() {
            city_end = comma;
        }
    }
    city_in(text, city_end, sure)
}

/// Where the city begins that ends at `end`: the longest run of words that the gazetteer knows, or else of capitals.
fn city_in(text: &str, end: usize, sure: bool) -> Option<usize> {
    let mut known = None;
    let mut capitals = None;
    let mut running = true;
    for (count, start) in word_starts(&text[..end]).enumerate().take_while(|(count, _)| *count < 6) {
        let name = &text[start..end];
        let first = name.split_whitespace().next().unwrap_or_default();
        if !name.starts_with(char::is_uppercase) || names::is_agency(first) {
            running &= name.starts_with(char::is_uppercase) && !names::is_agency(first);
            if !running {
                break;
            }
            continue;
        }
        if gazetteer::knows(name) {
            known = Some(start);
        }
        running &= is_capitals(name) && count < 4;
        if running && sure {
            capitals = Some(start);
        }
    }
    known.or(capitals)
}

/// The places in `text` where a word begins, the last first: behind a space or a mark, and at a capital behind a small
/// letter, where two words are glued.
fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut next: Option<char> = None;
    text.char_indices().rev().map(Some).chain([None]).filter_map(move |here| {
        let later = next.filter(|next| next.is_alphabetic());
        next = here.map(|(_, c)| c);
        let later = later?;
        let Some((at, c)) = here else { return Some(0) };
        let glued = later.is_uppercase() && (c.is_lowercase() || c.is_ascii_digit());
        let behind = !c.is_alphanumeric() && !matches!(c, '-' | '.' | '\'' | '’' | '/');
        (glued || behind).then_some(at + c.len_utf8())
    })
}
