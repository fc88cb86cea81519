//! What a date expression says, before it is known when.

use super::holiday::Holiday;
use super::numeric::{Clock, Form};
use super::words::{Part, Season, Unit};

/// A date expression as it is read, not yet resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// Looks like a date and is none: an age, a surname.
    Nothing,
    /// A day of the calendar.
    Calendar(Calendar),
    /// A date of two numbers and a year.
    Pair { first: u8, second: u8, year: i16, short: bool },
    /// A day and a month that does not have it, such as July 42nd.
    NoSuchDay { month: u8, day: u8, year: YearOf },
    /// A month.
    Month { month: u8, year: YearOf },
    /// A day or a week counted within a month, from its end where `nth` is negative: "the last week of March".
    InMonth { nth: i8, share: Share, month: u8, year: YearOf },
    /// An ISO week; day 0 is the week itself.
    IsoWeek { year: i16, week: u8, day: u8 },
    /// The week that a day is in.
    WeekOf(Calendar),
    /// The seven days that end with a day.
    WeekTo(Calendar),
    /// A year; `bc` counts before Christ.
    Year { year: i16, bc: bool },
    /// The ten years from this one.
    Decade(i16),
    /// The first two digits of its years.
    Century(i16),
    /// A quarter by number.
    Quarter { quarter: u8, year: YearOf },
    /// The quarter that ends in a month: "the quarter ended July 31".
    QuarterTo { month: u8, year: YearOf, ended: bool },
    /// The quarter (or other period) that the text is about, so many years from then.
    ThatPeriod { years: i8, quarter: bool },
    /// The same of another year: "the 1988 quarter", "the 1988 period".
    PeriodOf { year: i16 },
    /// The first or second half of a year.
    Half { half: u8, year: YearOf },
    /// A season.
    Season { season: Season, year: YearOf },
    /// A day of the week, 1 for Monday.
    Weekday { day: u8, which: Which, part: Option<Part> },
    /// A weekend.
    Weekend(Which),
    /// A named day, or the week that it is in.
    Holiday { holiday: Holiday, year: YearOf, week: bool },
    /// So many units before or after another time.
    Offset { unit: Unit, by: i32, from: From, part: Option<Part>, grain: Unit },
    /// "a year ago", "a year earlier".
    YearBefore(From),
    /// The time last told, whatever its grain: "by that time".
    ThatTime,
    /// A length of time.
    Duration { amount: Amount, unit: Unit },
    /// Something that comes again and again.
    Set(Set),
    /// A time of the day.
    Clock { clock: Clock, utc: bool, day: ClockDay },
    /// `PRESENT_REF` and its like.
    Reference(&'static str),
}

impl Expression {
    /// Whether it is a calendar date with its year.
    pub(super) const fn is_complete(&self) -> bool {
        matches!(self, Self::Pair { .. } | Self::Calendar(Calendar { year: YearOf::Given(_), .. }))
    }
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Calendar {
    pub(super) year: YearOf,
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) weekday: Option<u8>,
    pub(super) part: Option<Part>,
    /// None for a date in words.
    pub(super) form: Option<Form>,
}

/// The day of a clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClockDay {
    /// Not told: the day that the text is about.
    Unknown,
    Calendar(Calendar),
    Weekday(u8),
    /// So many days from publication.
    Offset(i32),
}

/// Which year an expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    /// Not told.
    Unknown,
    /// This one.
    Given(i16),
    /// So many from the year of publication.
    Published(i8),
    /// The most recent, the coming one: "last June".
    By(Which),
}

/// Which of the many days or months of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Bare,
    Last,
    This,
    Next,
    /// From the last date mentioned.
    Previous,
}

/// What an offset is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Published,
    Mentioned,
    /// What a report of business is about: the date last told, when it is of this year or the last.
    Reported,
}

/// What is counted within a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    Day,
    Week,
    /// Days of the week of that name, 1 for Monday.
    Weekday(u8),
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Exact(u32),
    /// So many and a half.
    AndHalf(u32),
    Unknown,
}

/// What comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// Every so many units.
    Units(u32, Unit),
    /// Every day of the week of that name.
    Weekday(u8, Option<Part>),
    /// Every year in that month.
    Month(u8),
    /// Every year in that season.
    Season(Season),
    /// Every year in that quarter.
    Quarter(u8),
    /// Every day at that time.
    Part(Part),
}
