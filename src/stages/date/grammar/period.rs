//! Years, decades, centuries, quarters, halves, seasons and named days.

use super::super::expression::{Calendar, Expression, Which, YearOf};
use super::super::numeric;
use super::super::words::{Unit, Word, look_up};
use super::{Parsed, Parser};

impl Parser<'_> {
    /// A year: "1989", "fiscal 1989", "the year 2000", "nineteen ninety-six", "44 BC".
    pub(super) fn year(&self, at: usize) -> Parsed {
        let mut next = self.skip(at, Word::The);
        let article = next > at;
        if self.word(next) == Word::Unit(Unit::Year) {
            next += 1;
        }
        let named = next > at + usize::from(article);
        if self.word(next) == Word::Fiscal {
            next = self.skip(next + 1, Word::Unit(Unit::Year));
        }
        if article && !named {
            return self.period_of_year(next);
        }
        match self.word(next) {
            Word::ShortYear(year) if matches!(self.word_before(next), Word::In | Word::Of | Word::Between) => {
                Some((Expression::Year { year: super::calendar::full_year(year), bc: false }, next + 1))
            }
            Word::Digits(year, len) => {
                if let Word::Era(bc) = self.word(next + 1)
                    && self.is_capital(next + 1)
                    && len <= 4
                {
                    return Some((Expression::Year { year: i16::try_from(year).ok()?, bc }, next + 2));
                }
                let year = i16::try_from(year).ok().filter(|year| (1500..=2099).contains(year) && len == 4)?;
                let is_year = next > at || self.is_year_by_itself(next);
                is_year.then_some((Expression::Year { year, bc: false }, next + 1))
            }
            _ => {
                let (year, end) = self.year_in_words(next)?;
                Some((Expression::Year { year, bc: false }, end))
            }
        }
    }

    /// "the 1988 period": a year before what it says something of.
    fn period_of_year(&self, at: usize) -> Parsed {
        let Word::Digits(year @ 1500..=2099, 4) = self.word(at) else { return None };
        let is_period = self.word(at + 1) == Word::Period;
        is_period.then_some((Expression::PeriodOf { year: i16::try_from(year).ok()? }, at + 2))
    }

    /// Whether four digits are a year and count nothing.
    fn is_year_by_itself(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let before = self.text[..token.start].chars().next_back();
        if matches!(before, Some('$' | '£' | '€' | '#' | '+' | '-' | '/' | '.' | '°' | '~'))
            && self.word_before(at) != Word::Hyphen
        {
            // "post-1989 Europe".
            let before = &self.text.as_bytes()[..token.start];
            return ["post-", "pre-", "Post-", "Pre-"].iter().any(|word| before.ends_with(word.as_bytes()));
        }
        if matches!(self.word(at + 1), Word::Units(_) | Word::Scale(_)) || self.is_in_name(at) {
            return false;
        }
        // "555-2017": a range of years begins with one.
        let is_joined = self.word_before(at) == Word::Hyphen && !token.spaced;
        if is_joined && matches!(self.word(at.wrapping_sub(2)), Word::Digits(_, len) if len != 4) {
            return false;
        }
        if self.word(at + 1) == Word::Hyphen && !self.tokens[at + 1].spaced && !self.rest(at + 2).starts_with(' ') {
            // "2000-member", "1600-metre", but "2015-16" and "1990-present".
            let is_letter = |text: &str| text.starts_with(|c: char| c.is_ascii_lowercase());
            if is_letter(self.rest(at + 2)) && !self.rest(at + 2).starts_with("present") {
                return false;
            }
        }
        if self.rest(at + 1).starts_with('-') {
            let rest = &self.rest(at + 1)[1..];
            if rest.starts_with(|c: char| c.is_ascii_lowercase()) && !rest.starts_with("era") {
                return false;
            }
        }
        if matches!(
            self.word_before(at),
            Word::In | Word::Of | Word::To | Word::Between | Word::Before | Word::After | Word::Early | Word::Comma
        ) {
            let next = self.next_spelling(at + 1);
            return !is_measure(next) && (next != "or" || self.is_one_of_two(at));
        }
        // "1600 Pennsylvania Avenue".
        let year = self.spelling(at);
        if year < "1900" && self.next_spelling(at + 1).starts_with(|c: char| c.is_ascii_uppercase()) {
            return false;
        }
        // A number before a plural counts it: "2000 people", "1600 miles".
        let next = self.next_spelling(at + 1);
        let counts = next.len() > 3
            && next.ends_with('s')
            && !next.ends_with("ss")
            && !NO_PLURALS.contains(&next)
            && next.starts_with(|c: char| c.is_ascii_lowercase());
        !is_measure(next) && (!counts || self.is_definite(at)) && (next != "or" || self.is_one_of_two(at))
    }

    /// Whether what stands before "or" is a year: "in 1994 or later", but "1500 or 2000 people", "1950 or so jobs".
    fn is_one_of_two(&self, at: usize) -> bool {
        let behind = self.rest(at + 1).strip_prefix(" or ").unwrap_or("");
        !self.spelling(at).ends_with("00")
            && !["so ", "more", "fewer", "less"].iter().any(|word| behind.starts_with(word))
    }

    /// Whether an article or an owner says that a plural is known: "the 1994 strikes", "its 1989 results". News writes
    /// what is counted with a comma, "its 1,989 shops", if it is not round.
    fn is_definite(&self, at: usize) -> bool {
        let is_round = self.spelling(at).ends_with('0');
        let before = &self.text[..self.tokens[at].start];
        !is_round
            && self.spelling(at) > "1900"
            && ["the ", "The ", "'s ", "’s ", "its ", "Its ", "their ", "his ", "her "]
                .iter()
                .any(|word| before.ends_with(word))
    }

    /// "Windows 2000", "room 1812": a number that belongs to the word before it, which is no date word.
    fn is_in_name(&self, at: usize) -> bool {
        if at > 0 {
            return matches!(self.word_before(at), Word::Digits(..));
        }
        let Some(before) = self.text[..self.tokens[at].start].strip_suffix(' ') else { return false };
        let word = before.rsplit([' ', '\n', '(']).next().unwrap_or("");
        let has_capital = word.starts_with(|c: char| c.is_ascii_uppercase());
        // "Ford's 1989 profit" is of that year, "Ford's 1989 Mustang" a model.
        let is_owner = (word.ends_with("'s") || word.ends_with("’s"))
            && self.next_spelling(at + 1).starts_with(|c: char| c.is_ascii_lowercase());
        let is_name = has_capital && word.ends_with(|c: char| c.is_ascii_lowercase()) && !is_owner;
        let is_number = word.ends_with(|c: char| c.is_ascii_digit());
        is_number || (is_name && !OPENERS.contains(&word) && !YEARLY.contains(&word)) || NUMBERED.contains(&word)
    }

    /// "the third quarter of 1989", "first-half", "this year's fourth quarter".
    pub(super) fn quarter_or_half(&self, at: usize) -> Parsed {
        let mut next = at;
        let mut year = YearOf::Unknown;
        if self.word(next) == Word::The {
            next += 1;
        }
        if let Some((relative, end)) = self.year_by_publication(next)
            && self.word(end) == Word::Possessive
        {
            year = relative;
            next = end + 1;
        } else if let Word::Digits(given @ 1500..=2099, 4) = self.word(next) {
            year = YearOf::Given(i16::try_from(given).ok()?);
            next = self.skip(next + 1, Word::Possessive);
        } else if self.is_year_ago(next).is_some() {
            next = self.is_year_ago(next)?;
            year = YearOf::Published(-1);
        }
        let is_led = next > at;
        if matches!(self.word(next), Word::Fiscal | Word::Same | Word::Latest) {
            next = self.skip_hyphen(next + 1);
        }
        if let Word::NumberedQuarter(number) | Word::NumberedHalf(number) = self.word(next) {
            return self.by_number(next, number, year);
        }
        let (number, end) = match self.word(next) {
            Word::Final => (4, next + 1),
            Word::Last if self.word(next + 1) == Word::Half => (2, next + 1),
            _ => match self.ordinal(next) {
                Some(found) => found,
                None => return self.unnumbered_quarter(next, year),
            },
        };
        let unit_at = self.skip_hyphen(end);
        let (found, end) = match self.word(unit_at) {
            // "the third-quarter loss": the article is the loss's.
            Word::Unit(Unit::Quarter)
                if number <= 4 && !(unit_at > end && self.word(at) == Word::The) && !self.is_final(unit_at + 1) =>
            {
                (true, unit_at + 1)
            }
            Word::Half if number <= 2 => (false, unit_at + 1),
            _ => return None,
        };
        let (year, end) = if year == YearOf::Unknown { self.year_of_period(end) } else { (year, end) };
        if found {
            return Some((Expression::Quarter { quarter: number, year }, end));
        }
        // Games have halves, too.
        let is_half = year != YearOf::Unknown && (is_led || unit_at > next);
        is_half.then_some((Expression::Half { half: number, year }, end))
    }

    /// "Q3 2009", "2009 Q3", "H1 of 2016"; a half without its year is a number of something else.
    fn by_number(&self, at: usize, number: u8, led: YearOf) -> Parsed {
        let (year, end) = if led == YearOf::Unknown { self.year_of_period(at + 1) } else { (led, at + 1) };
        match self.word(at) {
            Word::NumberedQuarter(_) => Some((Expression::Quarter { quarter: number, year }, end)),
            _ => (year != YearOf::Unknown).then_some((Expression::Half { half: number, year }, end)),
        }
    }

    /// "quarter-final", "quarter finals": what is behind a quarter of a cup.
    fn is_final(&self, end: usize) -> bool {
        self.rest(end).strip_prefix(['-', ' ']).is_some_and(|rest| rest.starts_with("final"))
    }

    /// "the 1988 quarter", "last year's quarter".
    fn unnumbered_quarter(&self, at: usize, year: YearOf) -> Parsed {
        let quarter = self.word(at) == Word::Unit(Unit::Quarter);
        match year {
            YearOf::Given(year) if quarter => Some((Expression::PeriodOf { year }, at + 1)),
            YearOf::Published(years) if quarter || self.word(at) == Word::Period => {
                Some((Expression::ThatPeriod { years, quarter }, at + 1))
            }
            _ => None,
        }
    }

    /// The year behind a quarter or a half: "of 1990", ", 1990", "of this year", "last year".
    fn year_of_period(&self, at: usize) -> (YearOf, usize) {
        let next = self.skip(at, Word::Of);
        let next = if next > at { self.skip(next, Word::Fiscal) } else { next };
        match self.word(next) {
            Word::Digits(year @ 1500..=2099, 4) => (YearOf::Given(i16::try_from(year).unwrap_or(0)), next + 1),
            Word::ShortYear(year) if next > at => (YearOf::Given(super::calendar::full_year(year)), next + 1),
            Word::The if self.word(next + 1) == Word::Unit(Unit::Year) && next > at => (YearOf::Published(0), next + 2),
            Word::Cardinal(_) if next > at => match self.year_in_words(next) {
                Some((year, end)) => (YearOf::Given(year), end),
                None => (YearOf::Unknown, at),
            },
            _ => match self.year_by_publication(self.skip(next, Word::The)) {
                Some((year, end)) => (year, end),
                None => (YearOf::Unknown, at),
            },
        }
    }

    /// "this year", "last year", "next year".
    fn year_by_publication(&self, at: usize) -> Parsed<YearOf> {
        let by = match self.word(at) {
            Word::This | Word::Current => 0,
            Word::Last | Word::Previous => -1,
            Word::Next => 1,
            _ => return None,
        };
        (self.word(at + 1) == Word::Unit(Unit::Year)).then_some((YearOf::Published(by), at + 2))
    }

    /// What is told by its end, as in "the quarter ended July 31", "the week ending May 5".
    pub(super) fn told_by_end(&self, unit: Unit, end: usize) -> Option<Expression> {
        let rest = self.rest(end);
        let rest = [" that", ", which", " which"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let (ended, rest) = match rest.strip_prefix(" ended ") {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix(" ending ")?),
        };
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let Word::Month(month, _) = look_up(&rest.as_bytes()[..len]) else { return None };
        let behind = rest[len..].trim_start_matches(['.', ' ']);
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let year = behind[digits..].trim_start_matches([',', ' ']).get(..4).and_then(|year| year.parse().ok());
        let year = year.filter(|year| (1900..=2099).contains(year)).map_or(YearOf::Unknown, YearOf::Given);
        match unit {
            Unit::Quarter => Some(Expression::QuarterTo { month, year, ended }),
            Unit::Month => Some(Expression::Month { month, year }),
            Unit::Week => {
                let day = behind[..digits].parse().ok().filter(|day| numeric::is_date(2000, month, *day))?;
                Some(Expression::WeekTo(Calendar { year, month, day, weekday: None, part: None, form: None }))
            }
            _ => None,
        }
    }

    /// "year-ago", "year-earlier": the token behind it.
    pub(super) fn is_year_ago(&self, at: usize) -> Option<usize> {
        if self.word(at) != Word::Unit(Unit::Year) {
            return None;
        }
        let next = self.skip_hyphen(at + 1);
        (next > at + 1 && matches!(self.word(next), Word::Ago | Word::Earlier)).then_some(next + 1)
    }

    pub(super) fn season(&self, at: usize) -> Parsed {
        let (which, next) = match self.word(at) {
            Word::The => (Which::Bare, at + 1),
            Word::This if self.word(at + 1) == Word::Past => (Which::Last, at + 2),
            Word::This if self.word(at + 1) == Word::Coming => (Which::Next, at + 2),
            Word::This => (Which::This, at + 1),
            Word::Last | Word::Past => (Which::Last, at + 1),
            Word::Next | Word::Coming => (Which::Next, at + 1),
            _ => (Which::Bare, at),
        };
        let Word::Season(season) = self.word(next) else { return None };
        let end = next + 1;
        let (year, end) = self.year_of_period(end);
        if year != YearOf::Unknown {
            return Some((Expression::Season { season, year }, self.next_year_behind(year, end)));
        }
        if which != Which::Bare {
            return Some((Expression::Season { season, year: YearOf::By(which) }, end));
        }
        // To fall and to spring are verbs, and a fall need not be a season.
        let before = self.word_before(at);
        let is_season = if self.spelling(next).eq_ignore_ascii_case("fall") {
            next > at && before == Word::In && self.spelling(at - 1).eq_ignore_ascii_case("in") && self.is_open(end)
        } else {
            next > at || matches!(before, Word::In | Word::Early | Word::Between)
        };
        is_season.then_some((Expression::Season { season, year: YearOf::Unknown }, end))
    }

    /// One past the second year of "the winter of 1987-88".
    fn next_year_behind(&self, year: YearOf, at: usize) -> usize {
        let YearOf::Given(year) = year else { return at };
        let next = u32::from(year.unsigned_abs()) + 1;
        let is_next = matches!(self.word(at), Word::Hyphen | Word::Dash)
            && matches!(self.word(at + 1), Word::Digits(number, 2 | 4) if number == next || number == next % 100);
        if is_next { at + 2 } else { at }
    }

    /// Whether nothing that belongs to it follows: "in the fall", not "in the fall of the dollar".
    fn is_open(&self, end: usize) -> bool {
        self.word(end) != Word::Of
    }

    pub(super) fn named_day(&self, at: usize) -> Parsed {
        let (which, next) = match self.word(at) {
            Word::Last => (Some(Which::Last), at + 1),
            Word::This => (Some(Which::This), at + 1),
            Word::Next => (Some(Which::Next), at + 1),
            _ => (None, at),
        };
        let Word::Holiday(holiday) = self.word(next) else { return None };
        if !self.is_capital(next) {
            return None;
        }
        let week = matches!(self.word(next + 1), Word::Unit(Unit::Week));
        let end = next + 1 + usize::from(week);
        if let Some(which) = which {
            return Some((Expression::Holiday { holiday, year: YearOf::By(which), week }, end));
        }
        let (year, end) = self.year_of_period(self.skip(end, Word::Comma));
        let end = if year == YearOf::Unknown { next + 1 + usize::from(week) } else { end };
        Some((Expression::Holiday { holiday, year, week }, end))
    }

    /// "the 1980s", "the nineties", "the 20th century".
    pub(super) fn decade(&self, at: usize) -> Parsed {
        let next = self.skip(at, Word::The);
        let staged = match self.word(next) {
            Word::Early => self.skip_hyphen(next + 1),
            _ => next,
        };
        match self.word(staged) {
            Word::Decade(year) if year >= 1500 => Some((Expression::Decade(year), staged + 1)),
            Word::Decade(year) | Word::Nineties(year) => {
                // "temperatures in the 80s": degrees, marks, ages.
                let in_words = matches!(self.word(staged), Word::Nineties(_));
                let is_second =
                    at >= 2 && self.word_before(at) == Word::And && matches!(self.word(at - 2), Word::Decade(_));
                let marked = in_words || self.spelling(staged).starts_with(['\'', '’']) || next > at || is_second;
                let counts = matches!(self.word_before(at), Word::The) || self.is_degrees(at);
                (marked && !counts && self.is_decade(staged)).then_some((Expression::Decade(1900 + year), staged + 1))
            }
            _ => {
                let (number, end) = self.ordinal(staged)?;
                let unit = self.skip_hyphen(end);
                if self.word(unit) != Word::Unit(Unit::Century) || !(1..=30).contains(&number) {
                    return None;
                }
                Some((Expression::Century(i16::from(number) - 1), unit + 1))
            }
        }
    }

    /// Whether "their eighties" speaks of ages.
    fn is_decade(&self, at: usize) -> bool {
        matches!(
            self.word_before(at),
            Word::The | Word::Hyphen | Word::Early | Word::And | Word::Of | Word::To | Word::In
        )
    }

    /// Whether the words before token `at` speak of the weather.
    fn is_degrees(&self, at: usize) -> bool {
        let token = &self.tokens[at.min(self.tokens.len() - 1)];
        let start = token.start.saturating_sub(48);
        let before = self.text.as_bytes()[start..token.start].to_ascii_lowercase();
        [&b"temperature"[..], b"high", b"low", b"degree"]
            .iter()
            .any(|word| memchr::memmem::find(&before, word).is_some())
    }
}

/// Words in -s behind a year that it does not count.
const NO_PLURALS: &[&str] =
    &["was", "has", "does", "is", "this", "its", "his", "as", "says", "is", "elections", "results"];

/// Words with a capital that may open a sentence before a year.
const OPENERS: &[&str] = &["Throughout", "Circa", "Within", "While", "When", "Whereas", "Like", "Unlike", "Only"];

/// What is held again in another year, which stands behind it: "Expo 2015".
const YEARLY: &[&str] = &[
    "Olympics",
    "Games",
    "Cup",
    "Expo",
    "Conference",
    "Congress",
    "Summit",
    "Festival",
    "Awards",
    "Championship",
    "Championships",
    "Open",
    "Fair",
    "Census",
    "Budget",
    "Elections",
    "Election",
    "Survey",
    "Report",
    "Forum",
];

/// Words behind which a number is a number.
const NUMBERED: &[&str] = &[
    "page",
    "pages",
    "p.",
    "pp.",
    "no.",
    "No.",
    "number",
    "numbers",
    "room",
    "flight",
    "court",
    "chapter",
    "section",
    "line",
    "lines",
    "bus",
    "route",
    "highway",
    "gate",
    "unit",
    "lot",
    "verse",
    "extension",
    "code",
    "channel",
    "model",
    "version",
    "phone",
    "bill",
    "resolution",
    "ISBN",
];

fn is_measure(word: &str) -> bool {
    !word.is_empty() && MEASURES.contains(&word)
}

/// What numbers of four digits measure.
const MEASURES: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "police",
    "troops",
    "feet",
    "foot",
    "metres",
    "meters",
    "miles",
    "km",
    "yards",
    "tons",
    "tonnes",
    "acres",
    "hectares",
    "pounds",
    "dollars",
    "euros",
    "percent",
    "points",
    "jobs",
    "GMT",
    "UTC",
    "hours",
    "local",
    "words",
    "kilometers",
    "kilometres",
    "workers",
    "employees",
    "soldiers",
];
