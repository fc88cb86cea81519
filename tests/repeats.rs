//! Texts made of a few scraps over and over: whatever looks for an end that never comes, or goes back to a beginning that
//! moves away, shows here. Such texts must cost no more than in proportion to their length.
//!
//! `COPYDESK_REPEATED_BYTES=400000 cargo test --release --test repeats` takes longer ones.

use std::ops::Range;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use copydesk::text::Document;
use copydesk::{Config, Pipeline};
use proptest::prelude::*;

/// What rules begin or end at, and what separates it from other things.
const SCRAPS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "()",
    "( ",
    "-",
    "--",
    " - ",
    "—",
    " — ",
    "–",
    "_",
    ":",
    ": ",
    ". ",
    ".",
    "..",
    "...",
    "a",
    "A",
    "aB",
    "Ab ",
    "AB",
    "a ",
    "A ",
    "1",
    "1 ",
    "12",
    "1/",
    "1-",
    "1:",
    "1.",
    "01/02/",
    "2017-",
    "2017 ",
    "in ",
    "of ",
    "the ",
    "by ",
    "By ",
    "BY ",
    "and ",
    "AND ",
    "on ",
    "On ",
    "\"",
    "“",
    "”",
    "“a”",
    "‘",
    "’",
    "'",
    "'s ",
    "’s ",
    "&",
    "&amp;",
    "&#",
    "&#38;",
    "Ã",
    "Ã©",
    "â€",
    "â€™",
    "\u{A0}",
    "\u{AD}",
    "\u{200B}",
    "\u{2028}",
    "\u{FEFF}",
    "\r",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    " \n",
    "\n ",
    " ",
    "é",
    "e\u{301}",
    "\u{301}",
    "¼",
    "\u{FB01}",
    "https://",
    "www.",
    "@",
    "a@b.c ",
    "#",
    "/",
    "//",
    "a/b",
    "A/B",
    "|",
    "A|",
    "=",
    "*",
    "~",
    "`",
    "^",
    "\\",
    "{",
    "}",
    "<",
    ">",
    "<b>",
    "%",
    "$1",
    "€",
    "Photo: ",
    "Photo by ",
    "(AFP photo)",
    "(Reuters) - ",
    "(Reuters)",
    "(Reuters)Ã",
    "<b>aB(Reuters)",
    "AP ",
    "AP/",
    "AFP",
    "Getty Images",
    "Getty ImagesA",
    ". AP",
    "Reuters/",
    "EPA/",
    "© ",
    "©",
    "FILE - ",
    "File photo",
    "MANDATORY CREDIT",
    "January ",
    "Jan. ",
    "May ",
    "may ",
    "March ",
    "Monday ",
    "Monday, ",
    "Mon ",
    "June 3, 2016, ",
    "June 3 ",
    "3 June ",
    "2016-06-03 ",
    "2016-06-03T10:00:00Z ",
    "10:45 ",
    "10 a.m. ",
    "noon ",
    "last ",
    "next ",
    "year ",
    "years ",
    "ago ",
    "two ",
    "two years ",
    "two and ",
    "hundred ",
    "a hundred and ",
    "from June to ",
    "between June and ",
    "since ",
    "week ",
    "the week of ",
    "second ",
    "the second quarter of ",
    "quarter ",
    "fiscal ",
    "the 1990s ",
    "1990s",
    "century ",
    "the 20th century ",
    "every ",
    "twice a ",
    "day ",
    "daily ",
    "Christmas ",
    "Easter ",
    "now ",
    "today ",
    "recent ",
    "a year earlier ",
    "the previous ",
    "six-year ",
    "six-",
    "-year-old ",
    "runnning ",
    "teh ",
    "acrross",
    "abcdefgh",
    "qwrtzp ",
    "the the ",
    "doesn t ",
    "said.The ",
    "word- ",
    "word-\n",
    "wo-\nrd ",
    "line of some words here\n",
    "CITY, ",
    "GENEVA, ",
    "GENEVA — ",
    "PARIS (",
    "Paris, France ",
    "NEW YORK/",
    "date 2017-06-22 ",
    "(LEAD) ",
    "(ATTN: ",
    "URGENT ",
    "Updated: ",
    "Image caption ",
    "left, ",
    " left, ",
    "(L) ",
    "seen in ",
    "pictured ",
    "Mr. ",
    "U.S. ",
    "J. ",
    "said ",
    "“I said,” he said. ",
    "A ferry leaves. ",
    "Jane Doe ",
    "Jane Doe, ",
    "Jane Doe and ",
    "Jane Doe in ",
    "for ",
    "via ",
    "Doe for Example Post",
    "a\u{300}\u{301}",
    "\u{1F600}",
    "中",
    "中文 ",
    "한",
    "ا",
    "\u{202E}",
    "\u{1}",
    "1st ",
    "1,",
    "1,000 ",
    "-1",
    "+1",
    "(+1) ",
    "(1) ",
    "1) ",
    "• ",
    "- a\n",
    "1. a\n",
    "| a | b |\n",
    "a  b  c\n",
    "Q: ",
    "A: ",
    "x: ",
    "9/11 ",
    "24/7 ",
    "7-5 ",
    "6-4, ",
    "GMT ",
    "ET ",
    "EST, ",
    "p.m. ",
    "(GMT) ",
    "’90s ",
    "O’",
    "Mc",
    "iP",
    "IPhone",
    "eBay ",
];

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(Config::default()).unwrap());

/// Bytes of the longer texts.
fn size() -> usize {
    std::env::var("COPYDESK_REPEATED_BYTES").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(40_000)
}

/// Scraps of which those in the middle come again and again.
#[derive(Clone, Debug, Default)]
struct Text {
    before: String,
    again: String,
    behind: String,
}

impl Text {
    fn of(&self, bytes: usize) -> String {
        [&*self.before, &self.again.repeat(bytes / self.again.len() + 1), &self.behind].concat()
    }

    /// Cleans it at a length of `bytes`; gives the time that it took.
    fn clean(&self, bytes: usize) -> Duration {
        let text = self.of(bytes);
        let document = Document::new("repeated", &text);
        let begun = Instant::now();
        let outcome = PIPELINE.clean(&document, None);
        let took = begun.elapsed();
        assert_eq!(outcome.edits.apply(&text), outcome.text, "{self:?}");
        took
    }

    /// Whether eight times the text takes not much more than eight times as long. A busy machine may be slow now and
    /// then, so what looks wrong is tried again.
    fn is_linear(&self) -> bool {
        (0..3).any(|_| {
            let (short, long) = (self.clean(size() / 8), self.clean(size()));
            long < short * 20 + Duration::from_millis(300)
        })
    }
}

#[test]
fn each_scrap_alone() {
    let of = |scrap: &&str| Text { again: (*scrap).to_owned(), ..Text::default() };
    let slow: Vec<_> = SCRAPS.iter().filter(|scrap| !of(scrap).is_linear()).collect();
    assert!(slow.is_empty(), "{slow:?}");
}

/// A few scraps, glued.
fn scraps(count: Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SCRAPS), count).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn several_together((before, again, behind) in (scraps(0..3), scraps(1..5), scraps(0..3))) {
        let text = Text { before, again, behind };
        prop_assert!(text.is_linear(), "{:?}", text);
    }
}
