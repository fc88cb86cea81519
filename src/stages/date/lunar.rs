//! Days that the moon tells: those of the Islamic and the Jewish calendar, the eastern Easter, the Chinese new year.

use jiff::civil::Date;

/// The day so many days after the first of January of the year 1.
fn day_number(days: i32) -> Option<Date> {
    let first = Date::new(1, 1, 1).ok()?;
    first.checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok()
}

/// The first day in `year` that is that day of the Islamic calendar, by the arithmetic of its civil form; where the new
/// moon is looked for, it may be a day off.
pub(super) fn islamic(year: i16, month: i32, day: i32) -> Option<Date> {
    /// Days from the first of January of the year 1 to the day before the calendar begins, in July 622.
    const BEFORE: i32 = 227_013;
    let about = (i32::from(year) - 622) * 33 / 32;
    (about - 1..=about + 2).find_map(|lunar| {
        let leaps = (3 + 11 * lunar).div_euclid(30);
        let date = day_number(BEFORE + (lunar - 1) * 354 + leaps + (59 * (month - 1) + 1) / 2 + day)?;
        (date.year() == year).then_some(date)
    })
}

/// Days from the first Jewish new year to that of `lunar`, before its delay: by the mean moon, and never on a Sunday,
/// a Wednesday or a Friday.
fn elapsed(lunar: i32) -> i32 {
    let months = (235 * lunar - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * i64::from(months);
    let days = 29 * months + i32::try_from(parts.div_euclid(25_920)).unwrap_or(0);
    if (3 * (days + 1)).rem_euclid(7) < 3 { days + 1 } else { days }
}

/// Days from the first of January of the year 1 to the first day of the Jewish year `lunar`, which is put off where a
/// year would be too long or too short (after Dershowitz and Reingold, Calendrical Calculations).
fn jewish_year(lunar: i32) -> i32 {
    const FIRST: i32 = -1_373_428;
    let (before, this, next) = (elapsed(lunar - 1), elapsed(lunar), elapsed(lunar + 1));
    let delay = match (next - this, this - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    FIRST + this + delay
}

/// The Jewish year that begins in the autumn of `year`.
fn begun_in(year: i16) -> i32 {
    i32::from(year) + 3761
}

/// So many days after the new year in the autumn of `year`.
pub(super) fn rosh_hashanah(year: i16, after: i32) -> Option<Date> {
    day_number(jewish_year(begun_in(year)) + after)
}

/// The fifteenth of Nisan in the spring of `year`, which is always so far before the next new year.
pub(super) fn passover(year: i16) -> Option<Date> {
    rosh_hashanah(year, -163)
}

/// The twenty-fifth of Kislev; the month before it has thirty days in long years only.
pub(super) fn hanukkah(year: i16) -> Option<Date> {
    let lunar = begun_in(year);
    let is_long = (jewish_year(lunar + 1) - jewish_year(lunar)) % 10 == 5;
    rosh_hashanah(year, 83 + i32::from(is_long))
}

/// Easter Sunday of the eastern churches: the computus of the Julian calendar, as Meeus gives it.
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let moon = (19 * (number % 19) + 15) % 30;
    let weekday = (2 * (number % 4) + 4 * (number % 7) - moon + 34) % 7;
    let sum = moon + weekday + 114;
    let julian = Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()?;
    let behind = number / 100 - number / 400 - 2;
    julian.checked_add(jiff::Span::new().try_days(i64::from(behind)).ok()?).ok()
}

/// Month and day of the Chinese new year, from 2000 on.
#[rustfmt::skip]
const NEW_YEARS: [(i8, i8); 31] = [
    (2, 5), (1, 24), (2, 12), (2, 1), (1, 22), (2, 9), (1, 29), (2, 18), (2, 7), (1, 26), (2, 14), (2, 3), (1, 23),
    (2, 10), (1, 31), (2, 19), (2, 8), (1, 28), (2, 16), (2, 5), (1, 25), (2, 12), (2, 1), (1, 22), (2, 10), (1, 29),
    (2, 17), (2, 6), (1, 26), (2, 13), (2, 3),
];

/// The Chinese new year, which only astronomy can tell: known for the years that news is mostly of.
pub(super) fn new_year(year: i16) -> Option<Date> {
    let (month, day) = *NEW_YEARS.get(usize::try_from(year - 2000).ok()?)?;
    Date::new(year, month, day).ok()
}
