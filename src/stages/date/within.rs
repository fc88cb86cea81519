//! Days and weeks counted within a month: "the second Tuesday of November", "the last week of March".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::expression::Share;

/// The `nth` day of the month that begins at `first`, counted from its end where that is negative. For a week it is a
/// day of it: the first week of a month is the one that most of its first seven days are in.
pub(super) fn nth_of(first: Date, nth: i8, share: Share) -> Option<Date> {
    match share {
        Share::Day if nth > 0 => same_month(first, first.checked_add((i64::from(nth) - 1).days()).ok()?),
        Share::Day => same_month(first, first.last_of_month().checked_add((i64::from(nth) + 1).days()).ok()?),
        Share::Week if nth > 0 => same_month(first, first.checked_add((i64::from(nth) * 7 - 4).days()).ok()?),
        Share::Week => same_month(first, first.last_of_month().checked_add((i64::from(nth) * 7 + 4).days()).ok()?),
        Share::Weekday(day) => {
            let weekday = Weekday::from_monday_one_offset(day.cast_signed()).ok()?;
            first.nth_weekday_of_month(nth, weekday).ok()
        }
    }
}

fn same_month(first: Date, day: Date) -> Option<Date> {
    (day.first_of_month() == first).then_some(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Share, nth_of};

    #[test]
    fn they_are_counted_from_either_end() {
        let march = date(2009, 3, 1);
        assert_eq!(nth_of(march, 1, Share::Day), Some(march));
        assert_eq!(nth_of(march, -1, Share::Day), Some(date(2009, 3, 31)));
        assert_eq!(nth_of(march, 32, Share::Day), None);
        assert_eq!(nth_of(march, 1, Share::Week), Some(date(2009, 3, 4)));
        assert_eq!(nth_of(march, -1, Share::Week), Some(date(2009, 3, 28)));
        assert_eq!(nth_of(march, 6, Share::Week), None);
        assert_eq!(nth_of(march, 2, Share::Weekday(2)), Some(date(2009, 3, 10)));
        assert_eq!(nth_of(march, -1, Share::Weekday(1)), Some(date(2009, 3, 30)));
        assert_eq!(nth_of(march, 5, Share::Weekday(6)), None);
    }
}
