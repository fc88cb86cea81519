//! Captions without a credit: several weak signs must agree.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use memchr::memmem;

use super::cues::{Beginnings, Cues, SHORTEST};
use super::sentence;
use crate::names::{self, Sign};
use crate::stages::header::{Spelling, read_date};

/// The longest caption without a credit, in bytes.
const LONGEST: usize = 350;
/// The shortest, in bytes.
const SHORTEST_CAPTION: usize = 24;
/// The most sentences of a caption without a credit.
const MOST_SENTENCES: usize = 2;
/// What the signs of a caption must weigh together.
const ENOUGH: u8 = 4;
/// The longest paragraph that a credit on the next line can belong to, in bytes.
const LONGEST_BEFORE_CREDIT: usize = 400;

/// How sure it is, in percent, that `line` is a caption, where its signs are enough. `opening` says that nothing but
/// parts of the head stands before it, `before_dateline` that a dateline opens the next line,
/// `cues` are those of the line.
#[must_use]
pub fn confidence(line: &str, cues: Cues<'_>, opening: bool, before_dateline: impl FnOnce() -> bool) -> Option<u8> {
    let fits =
        (SHORTEST_CAPTION..=LONGEST).contains(&line.len()) && line.starts_with(|c: char| c.is_uppercase() || c == '(');
    if !fits || memchr::memchr3(b'"', b'?', 0x9D, line.as_bytes()).is_some() {
        return None;
    }
    let signs = Signs::of(line, cues, opening)?;
    // A date alone is that of a byline or of the story. Without a full stop the first line is the headline.
    if !signs.said && (!signs.present || opening && !line.ends_with('.')) {
        return None;
    }
    // The place in the document weighs two at most.
    if signs.weight + 2 * u8::from(opening) < ENOUGH || cannot_be_caption(line) {
        return None;
    }
    let placed = u8::from(opening) + u8::from(opening && line.ends_with('.') && before_dateline());
    let sum = signs.weight + placed;
    (sum >= ENOUGH).then(|| 60 + 5 * sum.min(7))
}

/// The cues of a line that nobody has looked at: anything may stand in it.
const ALL: Cues<'_> = Cues { bracket: true, mark: true, sign: true, places: &[] };

/// The signs that a line shows of itself.
#[derive(Clone, Copy, Debug)]
struct Signs {
    /// What they weigh together.
    weight: u8,
    /// Whether words say that there is a picture.
    said: bool,
    /// Whether the verb says what can be seen.
    present: bool,
}

impl Signs {
    /// The signs of `line`; nothing where it shows none that means something alone. `verb` says that a verb in the
    /// present tense is enough to go on.
    fn of(line: &str, cues: Cues<'_>, verb: bool) -> Option<Self> {
        let said = words_of_captions(line, cues) + 2 * u8::from(opens_with_shout(line));
        let date = date(line);
        if said == 0 && date == 0 && !verb {
            return None;
        }
        let sentences = sentence::ends(line).take(MOST_SENTENCES).count() + 1;
        if sentences > MOST_SENTENCES {
            return None;
        }
        let present = sentence::shows_in_present(sentence::all(line).next().unwrap_or_default());
        if said == 0 && date == 0 && !present {
            return None;
        }
        // What happens now, on a day that is past, happens in a picture.
        let agree = u8::from(present && date > 0);
        let form = u8::from(sentences == 1) + u8::from(!line.ends_with('.'));
        Some(Self { said: said > 0, present, weight: said + date + u8::from(present) + agree + form })
    }
}

/// Words and forms that no caption has.
fn cannot_be_caption(line: &str) -> bool {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = [
            "“",
            "”",
            "\"",
            "?",
            "http",
            "www.",
            "@",
            " I ",
            " we ",
            " you ",
            " your ",
            " our ",
            " will ",
            " would ",
            " should ",
            " could ",
            " must ",
            "; ",
            " according ",
        ];
        AhoCorasick::new(words).expect("a few short words")
    });
    WORDS.is_match(line) || sentence::reports(line)
}

/// What the listed words of captions weigh in `line`, as far as its `cues` show.
fn words_of_captions(line: &str, cues: Cues<'_>) -> u8 {
    let opens = OPENINGS.may_open(line) && OPENINGS.at(line, 0).is_some();
    2 * u8::from(opens) + 2 * u8::from(is_sign_within(line, cues))
}

/// Whether one of the listed words that stand within captions stands in `line`.
fn is_sign_within(line: &str, cues: Cues<'_>) -> bool {
    static WITHIN: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let mut builder = AhoCorasick::builder();
        // A table of all transitions: small, and twice as fast as the kind that the library would take.
        builder.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA));
        builder.build(words(|sort| sort != Sign::Opening)).expect("a few short words")
    });
    static IN_BRACKETS: LazyLock<Openings> = LazyLock::new(|| Openings::of(|sort| sort != Sign::Opening));
    if cues.sign {
        WITHIN.find_iter(line).any(|found| ends(line, found.end()) || line[..found.end()].ends_with(' '))
    } else {
        // Only what stands in brackets has no word by which the walk over the words tells it.
        cues.bracket && memchr::memchr_iter(b'(', line.as_bytes()).any(|at| IN_BRACKETS.at(line, at).is_some())
    }
}

/// Whether a word that ends at `end` of `line` does not go on.
fn ends(line: &str, end: usize) -> bool {
    !line[end..].starts_with(char::is_alphanumeric)
}

/// Listed words, looked for at one place.
struct Openings {
    beginnings: Beginnings,
    finder: AhoCorasick,
}

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| Openings::of(|sort| sort == Sign::Opening));

impl Openings {
    /// The words of the sorts that are wanted.
    fn of(wanted: impl Fn(Sign) -> bool) -> Self {
        let listed: Vec<&str> = words(wanted).collect();
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Anchored);
        let long = listed.iter().map(|words| words.as_bytes()).filter(|words| words.len() >= SHORTEST);
        Self { beginnings: Beginnings::of(long), finder: builder.build(&listed).expect("a few short words") }
    }

    /// False if `line` begins with none of the words, but for the shortest.
    fn may_open(&self, line: &str) -> bool {
        self.beginnings.may_open(line.as_bytes())
    }

    /// The end of the longest of the words that begins at `at` of `line` and ends there.
    fn at(&self, line: &str, at: usize) -> Option<usize> {
        let found = self.finder.find(Input::new(line).range(at..).anchored(Anchored::Yes))?;
        Some(found.end()).filter(|&end| ends(line, end))
    }
}

/// The listed words of those sorts.
fn words(wanted: impl Fn(Sign) -> bool) -> impl Iterator<Item = &'static str> {
    names::CAPTION_SIGNS.iter().filter(move |(_, sort)| wanted(*sort)).map(|(words, _)| *words)
}

/// `2`: a date with its weekday, `Tuesday, Nov. 19, 2019`; `1`: a date with its year.
fn date(line: &str) -> u8 {
    static CENTURY: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(" 20"));
    let mut most = 0;
    for at in CENTURY.find_iter(line.as_bytes()) {
        let end = at + 5;
        if line.get(at + 1..end).is_none_or(|year| !year.bytes().all(|byte| byte.is_ascii_digit())) {
            continue;
        }
        // Two words before the year are month and day; the third may be the weekday.
        let starts = memchr::memrchr_iter(b' ', &line.as_bytes()[..at]).take(3).map(|space| space + 1);
        for (count, start) in starts.enumerate().skip(1) {
            let whole = read_date(&line[start..end], Spelling::Right).is_some_and(|(_, len)| len == end - start);
            if whole {
                most = most.max(if count > 1 { 2 } else { 1 });
            }
        }
    }
    most
}

/// `THERE SHE GOES … A ferry leaves`: words in capitals and an ellipsis.
fn opens_with_shout(line: &str) -> bool {
    // Most lines go on in small letters behind their first.
    if line.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    let end = line.find(['…', '.', ':']).unwrap_or_default();
    let (shout, rest) = line.split_at(end);
    (4..=40).contains(&shout.len())
        && (rest.starts_with('…') || rest.starts_with("..."))
        && shout.chars().filter(|c| c.is_uppercase()).count() >= 3
        && !shout.chars().any(char::is_lowercase)
}

/// Where the caption begins in `shown`, which ends in a credit, when sentences of the story stand before it: at the
/// first sentence that happens now on a day that is past, behind others that do not.
pub fn begins_late(shown: &str) -> Option<usize> {
    // A first sentence of a few words numbers the picture: `1 of 4. The mayor waves ...`.
    const SHORTEST: usize = 20;
    let is_caption = |sentence: &str| date(sentence) > 0 && sentence::shows_in_present(sentence);
    let mut from = 0;
    for (next, end) in sentence::ends(shown) {
        if is_caption(&shown[from..end]) {
            return (from > SHORTEST).then_some(from);
        }
        from = next;
    }
    (from > SHORTEST && is_caption(&shown[from..])).then_some(from)
}

/// Whether the words of `line` say that it is a caption, or its verb.
pub fn shows(line: &str) -> bool {
    !cannot_be_caption(line) && Signs::of(line, ALL, true).is_some_and(|signs| signs.weight >= 2)
}

/// Whether the words of `line`, which is no longer than captions are, speak of a picture.
pub fn says_picture(line: &str) -> bool {
    line.len() <= LONGEST && !cannot_be_caption(line) && Signs::of(line, ALL, false).is_some_and(|signs| signs.said)
}

/// Whether `line` can be what a picture shows whose credit stands alone on the next line.
#[must_use]
pub fn goes_with_credit(line: &str) -> bool {
    // A headline, a byline and the line with the date have no full stop either.
    let untitled = || {
        let is_clock = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains([':', '.', '/']);
        !line.ends_with(['.', '!', '?'])
            && !line.contains('|')
            && !line.split(' ').any(is_clock)
            && line.split(' ').any(|word| word.starts_with(char::is_lowercase))
    };
    line.len() <= LONGEST_BEFORE_CREDIT
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !["I ", "You ", "We ", "By "].iter().any(|word| line.starts_with(word))
        && line.split(' ').count() > 2
        && !line.ends_with([':', ')'])
        && !cannot_be_caption(line)
        && (shows(line) || untitled() && sentence::ends(line).next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{ALL, confidence, goes_with_credit};

    fn in_the_middle(line: &str) -> bool {
        confidence(line, ALL, false, || false).is_some()
    }

    #[test]
    fn signs_that_agree() {
        for line in [
            "The mayor waves from a ferry on Tuesday, Nov. 19, 2019, in Geneva.",
            "Jane Doe (left) at the opening of the port",
            "This satellite image shows ferries off the island on Nov. 3, 2019.",
            "THERE SHE GOES … The ferry leaves the port.",
            "Mayor Jane Doe, left, waves to passengers.",
        ] {
            assert!(in_the_middle(line), "{line}");
        }
    }

    #[test]
    fn one_sign_is_not_enough() {
        for line in [
            "The mayor resigned on Tuesday, Nov. 19, 2019, in Geneva.",
            "The ferry leaves the port.",
            "The mayor will wave from a ferry on Tuesday, Nov. 19, 2019.",
            "“The mayor waves,” he said on Nov. 19, 2019.",
            "The port opened in 2019.",
            "",
        ] {
            assert!(!in_the_middle(line), "{line}");
        }
    }

    #[test]
    fn the_head_of_a_story() {
        let before_story = |line| confidence(line, ALL, true, || true);
        assert_eq!(before_story("The ferry leaves the port."), Some(80));
        assert_eq!(before_story("Ferry leaves port"), None);
        assert_eq!(before_story("The port is closed."), None);
    }

    #[test]
    fn lines_above_a_credit() {
        assert!(goes_with_credit("Ferries in the port"));
        assert!(goes_with_credit("The mayor waves from a ferry."));
        assert!(!goes_with_credit("The port was closed to all ferries, the mayor said."));
        assert!(!goes_with_credit("The port was closed. All ferries stayed. Nobody came."));
    }
}
