//! The words that date expressions are made of.

use super::holiday::Holiday;
use super::table::WordTable;
use crate::calendar::{MONTHS, WEEKDAYS};

/// What a word can be in a date expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Not part of any date expression.
    Other,
    /// Digits: the number and how many digits it has.
    Digits(u32, u8),
    /// A date or clock time in digits.
    Numeric(super::numeric::Numeric),
    /// `1980s`, `'80s`, `80s`: the first year; two digits stand for the last century.
    Decade(i16),
    /// `nineties`: the tens.
    Nineties(i16),
    /// `'98`.
    ShortYear(i16),
    /// `1/2`.
    OneHalf,
    /// One to nineteen, and the tens.
    Cardinal(u32),
    /// Hundred, thousand, million.
    Scale(u32),
    /// First, 2nd, 31st.
    Ordinal(u8),
    /// `final`, which counts quarters and weeks from the end.
    Final,
    /// 1 to 12; `true` for a short form, which has its full stop within the token.
    Month(u8, bool),
    /// Monday is 1; `true` for a short form.
    Weekday(u8, bool),
    /// `Mondays`.
    Weekdays(u8),
    /// `year`.
    Unit(Unit),
    /// `years`.
    Units(Unit),
    /// `daily`, `annually`.
    Every(Unit),
    /// `morning`.
    Part(Part),
    /// `mornings`.
    Parts(Part),
    /// Summer: `SU`.
    Season(Season),
    /// `summers`.
    Seasons(Season),
    /// Yesterday is -1.
    Day(i8),
    /// `tonight`.
    Tonight,
    /// `overnight`.
    Overnight,
    /// `weekend`.
    Weekend,
    /// `period`, as in "the year-ago period".
    Period,
    /// `half`.
    Half,
    /// `Q3`, `3Q`.
    NumberedQuarter(u8),
    /// `H1`, `1H`.
    NumberedHalf(u8),
    /// `fiscal`, `financial`.
    Fiscal,
    /// Named days.
    Holiday(Holiday),
    /// `the`.
    The,
    /// `a`, `an`.
    A,
    /// `this`.
    This,
    /// `these`.
    These,
    /// `that`.
    That,
    /// `last`.
    Last,
    /// `past`.
    Past,
    /// `next`.
    Next,
    /// `coming`.
    Coming,
    /// `previous`, `preceding`, `prior`.
    Previous,
    /// `following`.
    Following,
    /// `same`, `corresponding`, `comparable`.
    Same,
    /// `current`.
    Current,
    /// `latest`.
    Latest,
    /// `each`, `every`.
    Each,
    /// `other`, as in "every other week".
    Alternate,
    /// `entire`, `full`, `whole`.
    Whole,
    /// `recent`.
    Recent,
    /// `few`, `several`, `many`: a number that is not told.
    Few,
    /// `couple`.
    Couple,
    /// `dozen`.
    Dozen,
    /// `early`, `late`, `mid`.
    Early,
    /// `earlier`.
    Earlier,
    /// `later`.
    Later,
    /// `end`, `beginning`, `start`, `middle`.
    End,
    /// `about`, `nearly`, `almost`.
    About,
    /// `more`, `less`, `fewer`, `longer`.
    More,
    /// `than`.
    Than,
    /// `at`.
    At,
    /// `least`, `most`.
    Least,
    /// `up`, `as`.
    Up,
    /// `over`.
    Over,
    /// `to`, `through`, `until`.
    To,
    /// `and`, `or`.
    And,
    /// `so`.
    So,
    /// `of`.
    Of,
    /// `in`, `on`, `for`, `by`, `during`.
    In,
    /// `between`, `from`.
    Between,
    /// `ago`.
    Ago,
    /// `before`.
    Before,
    /// `after`.
    After,
    /// `straight`, `consecutive`, `trading`, `additional`: words between a number and its unit.
    Kind,
    /// `long`, `old`, as in "year-long".
    Long,
    /// `old`: an age is no date.
    Old,
    /// `now`, `currently`.
    Present,
    /// `recently`.
    Lately,
    /// `right`, `until`: before `now`.
    Right,
    /// `future`.
    Future,
    /// `near`.
    Near,
    /// `term`, as in "the near term".
    Term,
    /// `time`, `date`.
    Time,
    /// `being`, as in "the time being".
    Being,
    /// `once`, `twice`, `times`.
    Times,
    /// `a.m.`.
    Am,
    /// `p.m.`.
    Pm,
    /// `noon`.
    Noon,
    /// `midnight`.
    Midnight,
    /// `o'clock`.
    OClock,
    /// A time zone by name; `true` for universal time.
    Zone(bool),
    /// `local`, `eastern` before `time`.
    Local,
    /// `BC`; `AD` is false.
    Era(bool),
    /// `'s`.
    Possessive,
    /// `,`.
    Comma,
    /// `-`.
    Hyphen,
    /// `–`.
    Dash,
}

impl Word {
    /// Whether it can be the year of a complete date, or such a date itself.
    pub(super) const fn may_be_year(self) -> bool {
        matches!(
            self,
            Self::Digits(1500..=2099, 4) | Self::ShortYear(_) | Self::Numeric(_) | Self::Cardinal(_) | Self::Scale(_)
        )
    }
}

/// A measure of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// The letters of TIMEX3.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// A season of the northern year, the first month it begins in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    /// The letters of TIMEX3.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Fall => "FA",
            Self::Winter => "WI",
        }
    }

    /// The month it begins in, by the meteorological reckoning.
    pub(super) const fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Fall => 9,
            Self::Winter => 12,
        }
    }
}

/// What `word` is, whatever its case.
pub(super) fn look_up(word: &[u8]) -> Word {
    TABLE.get(word).unwrap_or(Word::Other)
}

/// What the run of letters at `start` is, and its end. `key` is its [`beginning`](super::table::beginning).
#[inline]
pub(super) fn at(text: &[u8], start: usize, key: u64) -> Option<(Word, usize)> {
    TABLE.at(text, start, key).map(|(word, meaning)| (*meaning, start + word.len()))
}

static TABLE: WordTable<Word, 1024> = WordTable::new(WORDS);

use Part::{Afternoon, Evening, Midday, Morning, Night};
use Season::{Fall, Spring, Summer, Winter};

/// Every date word in lower case, with what it is.
pub(super) const WORDS: &[(&str, Word)] = &{
    let mut words = [("", Word::Other); COMMON.len() + count(&MONTHS) + count(&WEEKDAYS)];
    let mut free = 0;
    while free < COMMON.len() {
        words[free] = COMMON[free];
        free += 1;
    }
    (words, free) = with_names(words, free, &MONTHS, true);
    with_names(words, free, &WEEKDAYS, false).0
};

/// How many names there are.
const fn count(table: &[&[&str]]) -> usize {
    let (mut number, mut names) = (0, 0);
    while number < table.len() {
        names += table[number].len();
        number += 1;
    }
    names
}

/// `words` with the names of the table from `free` on, and the number of the next free one. Names behind the first are
/// short forms.
const fn with_names<const N: usize>(
    mut words: [(&'static str, Word); N],
    mut free: usize,
    table: &[&[&'static str]],
    is_month: bool,
) -> ([(&'static str, Word); N], usize) {
    let mut number = 0_u8;
    while (number as usize) < table.len() {
        let names = table[number as usize];
        let mut name = 0;
        while name < names.len() {
            let is_short = name > 0;
            let meaning =
                if is_month { Word::Month(number + 1, is_short) } else { Word::Weekday(number + 1, is_short) };
            words[free] = (names[name], meaning);
            (name, free) = (name + 1, free + 1);
        }
        number += 1;
    }
    (words, free)
}

#[rustfmt::skip]
const COMMON: &[(&str, Word)] = &[
    ("mondays", Word::Weekdays(1)), ("tuesdays", Word::Weekdays(2)), ("wednesdays", Word::Weekdays(3)),
    ("thursdays", Word::Weekdays(4)), ("fridays", Word::Weekdays(5)), ("saturdays", Word::Weekdays(6)),
    ("sundays", Word::Weekdays(7)),
    ("single", Word::Cardinal(1)), ("one", Word::Cardinal(1)), ("two", Word::Cardinal(2)), ("three", Word::Cardinal(3)), ("four", Word::Cardinal(4)),
    ("five", Word::Cardinal(5)), ("six", Word::Cardinal(6)), ("seven", Word::Cardinal(7)), ("eight", Word::Cardinal(8)),
    ("nine", Word::Cardinal(9)), ("ten", Word::Cardinal(10)), ("eleven", Word::Cardinal(11)),
    ("twelve", Word::Cardinal(12)), ("thirteen", Word::Cardinal(13)), ("fourteen", Word::Cardinal(14)),
    ("fifteen", Word::Cardinal(15)), ("sixteen", Word::Cardinal(16)), ("seventeen", Word::Cardinal(17)),
    ("eighteen", Word::Cardinal(18)), ("nineteen", Word::Cardinal(19)), ("twenty", Word::Cardinal(20)),
    ("thirty", Word::Cardinal(30)), ("forty", Word::Cardinal(40)), ("fifty", Word::Cardinal(50)),
    ("sixty", Word::Cardinal(60)), ("seventy", Word::Cardinal(70)), ("eighty", Word::Cardinal(80)),
    ("ninety", Word::Cardinal(90)), ("hundred", Word::Scale(100)), ("thousand", Word::Scale(1000)),
    ("million", Word::Scale(1_000_000)), ("billion", Word::Scale(1_000_000_000)),
    ("first", Word::Ordinal(1)), ("third", Word::Ordinal(3)), ("fourth", Word::Ordinal(4)),
    ("fifth", Word::Ordinal(5)), ("sixth", Word::Ordinal(6)), ("seventh", Word::Ordinal(7)),
    ("eighth", Word::Ordinal(8)), ("ninth", Word::Ordinal(9)), ("tenth", Word::Ordinal(10)),
    ("eleventh", Word::Ordinal(11)), ("twelfth", Word::Ordinal(12)), ("thirteenth", Word::Ordinal(13)),
    ("fourteenth", Word::Ordinal(14)), ("fifteenth", Word::Ordinal(15)), ("sixteenth", Word::Ordinal(16)),
    ("seventeenth", Word::Ordinal(17)), ("eighteenth", Word::Ordinal(18)), ("nineteenth", Word::Ordinal(19)),
    ("twentieth", Word::Ordinal(20)), ("thirtieth", Word::Ordinal(30)), ("final", Word::Final),
    // "second" is a unit as well; the grammar takes it for the ordinal where one is wanted.
    ("second", Word::Unit(Unit::Second)), ("minute", Word::Unit(Unit::Minute)), ("hour", Word::Unit(Unit::Hour)),
    ("day", Word::Unit(Unit::Day)), ("week", Word::Unit(Unit::Week)), ("month", Word::Unit(Unit::Month)),
    ("quarter", Word::Unit(Unit::Quarter)), ("year", Word::Unit(Unit::Year)), ("decade", Word::Unit(Unit::Decade)),
    ("century", Word::Unit(Unit::Century)),
    ("seconds", Word::Units(Unit::Second)), ("minutes", Word::Units(Unit::Minute)), ("hours", Word::Units(Unit::Hour)),
    ("days", Word::Units(Unit::Day)), ("weeks", Word::Units(Unit::Week)), ("months", Word::Units(Unit::Month)),
    ("quarters", Word::Units(Unit::Quarter)), ("years", Word::Units(Unit::Year)),
    ("decades", Word::Units(Unit::Decade)), ("centuries", Word::Units(Unit::Century)),
    ("hourly", Word::Every(Unit::Hour)), ("daily", Word::Every(Unit::Day)), ("weekly", Word::Every(Unit::Week)),
    ("monthly", Word::Every(Unit::Month)), ("annually", Word::Every(Unit::Year)), ("yearly", Word::Every(Unit::Year)),
    ("morning", Word::Part(Morning)), ("afternoon", Word::Part(Afternoon)), ("evening", Word::Part(Evening)),
    ("night", Word::Part(Night)), ("midday", Word::Part(Midday)), ("midafternoon", Word::Part(Afternoon)),
    ("midmorning", Word::Part(Morning)), ("mornings", Word::Parts(Morning)), ("afternoons", Word::Parts(Afternoon)),
    ("evenings", Word::Parts(Evening)), ("nights", Word::Parts(Night)),
    ("spring", Word::Season(Spring)), ("summer", Word::Season(Summer)), ("fall", Word::Season(Fall)),
    ("autumn", Word::Season(Fall)), ("winter", Word::Season(Winter)),
    ("springs", Word::Seasons(Spring)), ("summers", Word::Seasons(Summer)), ("winters", Word::Seasons(Winter)),
    ("yesterday", Word::Day(-1)), ("today", Word::Day(0)), ("tomorrow", Word::Day(1)),
    ("tonight", Word::Tonight), ("overnight", Word::Overnight), ("weekend", Word::Weekend), ("period", Word::Period),
    ("half", Word::Half), ("fiscal", Word::Fiscal), ("financial", Word::Fiscal), ("fy", Word::Fiscal),
    ("twenties", Word::Nineties(20)), ("thirties", Word::Nineties(30)), ("forties", Word::Nineties(40)),
    ("fifties", Word::Nineties(50)), ("sixties", Word::Nineties(60)), ("seventies", Word::Nineties(70)),
    ("eighties", Word::Nineties(80)), ("nineties", Word::Nineties(90)),
    ("christmas", Word::Holiday(Holiday::Christmas)), ("xmas", Word::Holiday(Holiday::Christmas)),
    ("easter", Word::Holiday(Holiday::Easter)), ("thanksgiving", Word::Holiday(Holiday::Thanksgiving)),
    ("halloween", Word::Holiday(Holiday::Halloween)), ("pentecost", Word::Holiday(Holiday::Pentecost)),
    ("juneteenth", Word::Holiday(Holiday::Juneteenth)), ("epiphany", Word::Holiday(Holiday::Epiphany)),
    ("ramadan", Word::Holiday(Holiday::Ramadan)), ("passover", Word::Holiday(Holiday::Passover)),
    ("hanukkah", Word::Holiday(Holiday::Hanukkah)), ("chanukah", Word::Holiday(Holiday::Hanukkah)),
    ("the", Word::The), ("a", Word::A), ("an", Word::A), ("this", Word::This), ("these", Word::These), ("that", Word::That),
    ("last", Word::Last), ("past", Word::Past), ("next", Word::Next), ("coming", Word::Coming),
    ("upcoming", Word::Coming), ("previous", Word::Previous), ("preceding", Word::Previous), ("prior", Word::Previous),
    ("following", Word::Following), ("same", Word::Same), ("corresponding", Word::Same), ("comparable", Word::Same),
    ("current", Word::Current), ("latest", Word::Latest), ("each", Word::Each), ("every", Word::Each), ("other", Word::Alternate),
    ("entire", Word::Whole), ("full", Word::Whole), ("whole", Word::Whole), ("recent", Word::Recent),
    ("few", Word::Few), ("several", Word::Few), ("many", Word::Few), ("couple", Word::Couple), ("dozen", Word::Dozen),
    ("early", Word::Early), ("late", Word::Early), ("mid", Word::Early), ("earlier", Word::Earlier),
    ("later", Word::Later), ("end", Word::End), ("beginning", Word::End), ("start", Word::End), ("middle", Word::End),
    ("about", Word::About), ("around", Word::About), ("nearly", Word::About), ("almost", Word::About),
    ("roughly", Word::About), ("approximately", Word::About), ("exactly", Word::About),
    ("more", Word::More), ("less", Word::More), ("fewer", Word::More), ("longer", Word::More), ("than", Word::Than),
    ("at", Word::At), ("least", Word::Least), ("most", Word::Least), ("up", Word::Up), ("over", Word::Over),
    ("to", Word::To), ("through", Word::To), ("until", Word::To), ("till", Word::To),
    ("and", Word::And), ("or", Word::And), ("so", Word::So), ("of", Word::Of),
    ("in", Word::In), ("on", Word::In), ("for", Word::In), ("by", Word::In), ("during", Word::In), ("since", Word::In),
    ("between", Word::Between), ("from", Word::Between), ("ago", Word::Ago), ("before", Word::Before),
    ("after", Word::After), ("straight", Word::Kind), ("consecutive", Word::Kind), ("trading", Word::Kind),
    ("additional", Word::Kind), ("successive", Word::Kind), ("working", Word::Kind), ("business", Word::Kind), ("calendar", Word::Kind),
    ("further", Word::Kind), ("extra", Word::Kind), ("long", Word::Long), ("old", Word::Old), ("olds", Word::Old),
    ("now", Word::Present), ("currently", Word::Present), ("recently", Word::Lately), ("right", Word::Right),
    ("future", Word::Future), ("near", Word::Near), ("term", Word::Term), ("foreseeable", Word::Near), ("distant", Word::Near),
    ("short", Word::Near), ("medium", Word::Near), ("date", Word::Time), ("being", Word::Being),
    ("time", Word::Time), ("once", Word::Times), ("twice", Word::Times), ("times", Word::Times),
    ("am", Word::Am), ("pm", Word::Pm), ("noon", Word::Noon), ("midnight", Word::Midnight), ("oclock", Word::OClock),
    ("utc", Word::Zone(true)), ("gmt", Word::Zone(true)), ("est", Word::Zone(false)), ("edt", Word::Zone(false)),
    ("cst", Word::Zone(false)), ("cdt", Word::Zone(false)), ("mst", Word::Zone(false)), ("mdt", Word::Zone(false)),
    ("pst", Word::Zone(false)), ("pdt", Word::Zone(false)), ("cet", Word::Zone(false)), ("cest", Word::Zone(false)),
    ("bst", Word::Zone(false)), ("ist", Word::Zone(false)), ("jst", Word::Zone(false)), ("kst", Word::Zone(false)),
    ("aest", Word::Zone(false)), ("local", Word::Local), ("eastern", Word::Local), ("pacific", Word::Local),
    ("bc", Word::Era(true)), ("bce", Word::Era(true)), ("ad", Word::Era(false)), ("ce", Word::Era(false)),
];

#[cfg(test)]
mod tests {
    use super::{Unit, WORDS, Word, look_up};

    #[test]
    fn every_word_is_found_whatever_its_case() {
        for (word, meaning) in WORDS {
            assert_eq!(look_up(word.as_bytes()), *meaning, "{word}");
            assert_eq!(look_up(word.to_uppercase().as_bytes()), *meaning, "{word}");
        }
    }

    #[test]
    fn another_word_is_none_of_them() {
        assert_eq!(look_up(b"yearn"), Word::Other);
        assert_eq!(look_up(b"extraordinarilyunlikely"), Word::Other);
        assert_eq!(look_up(b""), Word::Other);
        assert_eq!(look_up(b"second"), Word::Unit(Unit::Second));
    }
}
