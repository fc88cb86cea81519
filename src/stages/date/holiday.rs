//! Named days, each with the rule that gives its date in a year.

use jiff::civil::{Date, Weekday};

use super::lunar;
use crate::text::{HashBits, first_bytes};

/// A named day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    NewYear,
    NewYearsEve,
    Epiphany,
    KingDay,
    ValentinesDay,
    PresidentsDay,
    SaintPatricksDay,
    AshWednesday,
    PalmSunday,
    MaundyThursday,
    GoodFriday,
    Easter,
    EasterMonday,
    AprilFools,
    EarthDay,
    MayDay,
    MothersDay,
    MemorialDay,
    Ascension,
    Pentecost,
    Juneteenth,
    FathersDay,
    IndependenceDay,
    BastilleDay,
    LaborDay,
    ColumbusDay,
    Halloween,
    AllSaints,
    GuyFawkes,
    ElectionDay,
    VeteransDay,
    Thanksgiving,
    BlackFriday,
    CyberMonday,
    ChristmasEve,
    Christmas,
    BoxingDay,
    OrthodoxChristmas,
    OrthodoxEaster,
    LunarNewYear,
    Ramadan,
    EidAlFitr,
    EidAlAdha,
    Passover,
    RoshHashanah,
    YomKippur,
    Hanukkah,
    /// One day of history that is known by its weekday: year, month and day.
    Once(i16, i8, i8),
}

/// Names of more than one word, by their first letters, the longest first where one begins another. `’` stands as `'`.
#[rustfmt::skip]
pub(super) const PHRASES: &[(&str, Holiday)] = &[
    ("All Saints' Day", Holiday::AllSaints), ("All Saints Day", Holiday::AllSaints),
    ("April Fools' Day", Holiday::AprilFools), ("April Fool's Day", Holiday::AprilFools),
    ("Armistice Day", Holiday::VeteransDay), ("Ascension Day", Holiday::Ascension),
    ("Ash Wednesday", Holiday::AshWednesday), ("Bastille Day", Holiday::BastilleDay),
    ("Black Friday", Holiday::BlackFriday), ("Black Monday", Holiday::Once(1987, 10, 19)),
    ("Black Tuesday", Holiday::Once(1929, 10, 29)), ("Black Wednesday", Holiday::Once(1992, 9, 16)), ("Boxing Day", Holiday::BoxingDay), ("Christmas Day", Holiday::Christmas),
    ("Chinese New Year", Holiday::LunarNewYear), ("Christmas Eve", Holiday::ChristmasEve),
    ("Columbus Day", Holiday::ColumbusDay),
    ("Cyber Monday", Holiday::CyberMonday), ("Earth Day", Holiday::EarthDay), ("Easter Day", Holiday::Easter),
    ("Easter Monday", Holiday::EasterMonday), ("Easter Sunday", Holiday::Easter),
    ("Eid al-Adha", Holiday::EidAlAdha), ("Eid al-Fitr", Holiday::EidAlFitr), ("Eid ul-Adha", Holiday::EidAlAdha),
    ("Eid ul-Fitr", Holiday::EidAlFitr), ("Election Day", Holiday::ElectionDay), ("Father's Day", Holiday::FathersDay),
    ("Fourth of July", Holiday::IndependenceDay), ("Good Friday", Holiday::GoodFriday),
    ("Guy Fawkes Night", Holiday::GuyFawkes), ("July Fourth", Holiday::IndependenceDay),
    ("Labor Day", Holiday::LaborDay), ("Labour Day", Holiday::MayDay),
    ("Lunar New Year", Holiday::LunarNewYear),
    ("Martin Luther King Day", Holiday::KingDay), ("Martin Luther King Jr. Day", Holiday::KingDay),
    ("Maundy Thursday", Holiday::MaundyThursday), ("May Day", Holiday::MayDay),
    ("Memorial Day", Holiday::MemorialDay), ("Mother's Day", Holiday::MothersDay),
    ("New Year's Day", Holiday::NewYear), ("New Year's Eve", Holiday::NewYearsEve), ("New Year's", Holiday::NewYear),
    ("New Year", Holiday::NewYear), ("Orthodox Christmas", Holiday::OrthodoxChristmas),
    ("Orthodox Easter", Holiday::OrthodoxEaster), ("Palm Sunday", Holiday::PalmSunday),
    ("Presidents' Day", Holiday::PresidentsDay), ("Presidents Day", Holiday::PresidentsDay),
    ("Rosh Hashanah", Holiday::RoshHashanah), ("St. Patrick's Day", Holiday::SaintPatricksDay), ("St Patrick's Day", Holiday::SaintPatricksDay),
    ("Thanksgiving Day", Holiday::Thanksgiving), ("Valentine's Day", Holiday::ValentinesDay),
    ("Veterans Day", Holiday::VeteransDay), ("Veterans' Day", Holiday::VeteransDay),
    ("Yom Kippur", Holiday::YomKippur),
];

/// The number of the first phrase of each letter, from `A` on, and one past the last.
static OF_LETTER: [(usize, usize); 26] = {
    let mut ranges = [(0, 0); 26];
    let mut number = 0;
    while number < PHRASES.len() {
        let range = &mut ranges[(PHRASES[number].0.as_bytes()[0] - b'A') as usize];
        if range.1 == 0 {
            range.0 = number;
        }
        assert!(range.1 == 0 || range.1 == number, "sorted by first letters");
        number += 1;
        range.1 = number;
    }
    ranges
};

/// Whether a named day of several words may begin at `start`: few other words pass.
#[inline]
pub(super) fn may_open_phrase(text: &[u8], start: usize) -> bool {
    text[start].is_ascii_uppercase() && OPENINGS.may_have(first_bytes(text, start, SEVEN))
}

/// For the first seven bytes of each of the names.
static OPENINGS: HashBits = {
    let mut openings = HashBits::new();
    let mut number = 0;
    while number < PHRASES.len() {
        let name = PHRASES[number].0.as_bytes();
        let seven = first_bytes(name, 0, SEVEN);
        openings.insert(seven);
        // The first byte of the other apostrophe.
        if name[SEVEN - 1] == b'\'' {
            openings.insert((seven & !(0xFF << LAST)) | 0xE2 << LAST);
        }
        number += 1;
    }
    openings
};

/// Bytes of a name that tell it from most of what begins with the same word: "New Yea", "May Day".
const SEVEN: usize = 7;
/// The bits of the last of them.
const LAST: usize = 8 * (SEVEN - 1);

/// The named day of several words that begins at `start`, and its end in bytes.
pub(super) fn phrase(text: &[u8], start: usize) -> Option<(Holiday, usize)> {
    let letter = usize::from(text[start].wrapping_sub(b'A'));
    let (first, end) = *OF_LETTER.get(letter)?;
    PHRASES[first..end].iter().find_map(|(name, holiday)| {
        let mut at = start;
        for byte in name.bytes() {
            if byte == b'\'' && text[at..].starts_with("’".as_bytes()) {
                at += 3;
            } else if text.get(at) == Some(&byte) {
                at += 1;
            } else {
                return None;
            }
        }
        (!text.get(at).is_some_and(u8::is_ascii_alphanumeric)).then_some((*holiday, at))
    })
}

impl Holiday {
    /// The day, of one that was only once.
    pub(super) fn once(self) -> Option<Date> {
        let Self::Once(year, month, day) = self else { return None };
        Date::new(year, month, day).ok()
    }

    /// The day it falls on in `year`.
    pub(super) fn in_year(self, year: i16) -> Option<Date> {
        let fixed = |month, day| Date::new(year, month, day).ok();
        let nth = |nth, weekday, month| Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok();
        let from_easter = |days: i64| easter(year)?.checked_add(jiff::Span::new().try_days(days).ok()?).ok();
        match self {
            Self::NewYear => fixed(1, 1),
            Self::NewYearsEve => fixed(12, 31),
            Self::Epiphany => fixed(1, 6),
            Self::KingDay => nth(3, Weekday::Monday, 1),
            Self::ValentinesDay => fixed(2, 14),
            Self::PresidentsDay => nth(3, Weekday::Monday, 2),
            Self::SaintPatricksDay => fixed(3, 17),
            Self::AshWednesday => from_easter(-46),
            Self::PalmSunday => from_easter(-7),
            Self::MaundyThursday => from_easter(-3),
            Self::GoodFriday => from_easter(-2),
            Self::Easter => from_easter(0),
            Self::EasterMonday => from_easter(1),
            Self::AprilFools => fixed(4, 1),
            Self::EarthDay => fixed(4, 22),
            Self::MayDay => fixed(5, 1),
            Self::MothersDay => nth(2, Weekday::Sunday, 5),
            Self::MemorialDay => nth(-1, Weekday::Monday, 5),
            Self::Ascension => from_easter(39),
            Self::Pentecost => from_easter(49),
            Self::Juneteenth => fixed(6, 19),
            Self::FathersDay => nth(3, Weekday::Sunday, 6),
            Self::IndependenceDay => fixed(7, 4),
            Self::BastilleDay => fixed(7, 14),
            Self::LaborDay => nth(1, Weekday::Monday, 9),
            Self::ColumbusDay => nth(2, Weekday::Monday, 10),
            Self::Halloween => fixed(10, 31),
            Self::AllSaints => fixed(11, 1),
            Self::GuyFawkes => fixed(11, 5),
            // The Tuesday after the first Monday.
            Self::ElectionDay => nth(1, Weekday::Monday, 11)?.tomorrow().ok(),
            Self::VeteransDay => fixed(11, 11),
            Self::Thanksgiving => nth(4, Weekday::Thursday, 11),
            Self::BlackFriday => nth(4, Weekday::Thursday, 11)?.tomorrow().ok(),
            Self::CyberMonday => nth(4, Weekday::Thursday, 11)?.checked_add(jiff::Span::new().try_days(4).ok()?).ok(),
            Self::ChristmasEve => fixed(12, 24),
            Self::Christmas => fixed(12, 25),
            Self::BoxingDay => fixed(12, 26),
            Self::OrthodoxChristmas => fixed(1, 7),
            Self::OrthodoxEaster => lunar::orthodox_easter(year),
            Self::LunarNewYear => lunar::new_year(year),
            Self::Ramadan => lunar::islamic(year, 9, 1),
            Self::EidAlFitr => lunar::islamic(year, 10, 1),
            Self::EidAlAdha => lunar::islamic(year, 12, 10),
            Self::Passover => lunar::passover(year),
            Self::RoshHashanah => lunar::rosh_hashanah(year, 0),
            Self::YomKippur => lunar::rosh_hashanah(year, 9),
            Self::Hanukkah => lunar::hanukkah(year),
            Self::Once(..) => self.once().filter(|day| day.year() == year),
        }
    }

    /// Whether the day is the same wherever the sky is looked at.
    pub(super) const fn is_certain(self) -> bool {
        !matches!(self, Self::Ramadan | Self::EidAlFitr | Self::EidAlAdha)
    }

    /// Whether it is a whole month: the value then tells the year only, as TIMEX3 has no name for a month of the moon.
    pub(super) const fn is_month(self) -> bool {
        matches!(self, Self::Ramadan)
    }
}

/// Easter Sunday of the western churches (the anonymous Gregorian computus, as Meeus gives it).
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, rest) = (year_number / 100, year_number % 100);
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Holiday, phrase};

    #[test]
    fn days_fall_where_calendars_have_them() {
        let day = |holiday: Holiday, year| holiday.in_year(year).unwrap().to_string();
        assert_eq!(day(Holiday::Easter, 2017), "2017-04-16");
        assert_eq!(day(Holiday::Easter, 2024), "2024-03-31");
        assert_eq!(day(Holiday::Easter, 2038), "2038-04-25");
        assert_eq!(day(Holiday::GoodFriday, 2018), "2018-03-30");
        assert_eq!(day(Holiday::Pentecost, 2017), "2017-06-04");
        assert_eq!(day(Holiday::Thanksgiving, 2016), "2016-11-24");
        assert_eq!(day(Holiday::ElectionDay, 2016), "2016-11-08");
        assert_eq!(day(Holiday::MemorialDay, 2017), "2017-05-29");
        assert_eq!(day(Holiday::OrthodoxEaster, 2016), "2016-05-01");
        assert_eq!(day(Holiday::OrthodoxEaster, 2018), "2018-04-08");
        assert_eq!(day(Holiday::Ramadan, 2017), "2017-05-27");
        // The feasts were a day earlier where the moon was seen: see `is_certain`.
        assert_eq!(day(Holiday::EidAlFitr, 2017), "2017-06-26");
        assert_eq!(day(Holiday::EidAlAdha, 2017), "2017-09-02");
        assert_eq!(day(Holiday::RoshHashanah, 2017), "2017-09-21");
        assert_eq!(day(Holiday::YomKippur, 2017), "2017-09-30");
        assert_eq!(day(Holiday::Passover, 2017), "2017-04-11");
        assert_eq!(day(Holiday::Hanukkah, 2017), "2017-12-13");
        assert_eq!(day(Holiday::Hanukkah, 2018), "2018-12-03");
        assert_eq!(day(Holiday::LunarNewYear, 2017), "2017-01-28");
        assert_eq!(Holiday::LunarNewYear.in_year(1850), None);
    }

    #[test]
    fn names_are_read_with_either_apostrophe() {
        assert_eq!(phrase("New Year’s Eve.".as_bytes(), 0), Some((Holiday::NewYearsEve, "New Year’s Eve".len())));
        assert_eq!(phrase(b"New Yearling", 0), None);
    }
}
