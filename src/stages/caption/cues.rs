//! Where in a text the words of captions stand, so that paragraphs without any cost nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::plain;
use crate::names::{self, Label, Sign};
use crate::text::{HashBits, Span, Word, each_word, first_bytes};

/// How many bytes of each listed word are looked for.
const LONGEST: usize = 5;
/// The fewest: so many are compared at once.
pub const SHORTEST: usize = 4;

/// Where a listed word may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In bytes.
    pub at: usize,
    /// Which lists it may be of.
    lists: Lists,
}

/// Lists of words, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lists(u8);

impl Lists {
    /// Marks of credits, and labels.
    const MARKS: Self = Self(1);
    /// Signs of captions.
    const SIGNS: Self = Self(2);

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a line shows at a glance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cues<'t> {
    /// A bracket that closes.
    pub bracket: bool,
    /// What can open a credit without brackets, or close a line.
    pub mark: bool,
    /// A sign of captions (`rules/data/caption-signs.tsv`) may stand within it.
    pub sign: bool,
    /// Where listed words may begin.
    pub places: &'t [Place],
}

impl Cues<'_> {
    /// Where from byte `from` on marks of credits may begin.
    pub fn marks(&self, from: usize) -> impl Iterator<Item = usize> {
        let first = self.places.partition_point(|place| place.at < from);
        self.places[first..].iter().filter(|place| place.lists.has(Lists::MARKS)).map(|place| place.at)
    }
}

/// Tells the cues of the lines of a text, which must be asked for in order.
#[derive(Debug)]
pub struct Scan<'t> {
    text: &'t str,
    /// Where listed words may begin, from the present line on.
    places: &'t [Place],
}

impl<'t> Scan<'t> {
    /// The lines of `text`. `places` are those where [`Needles::place`] finds a word.
    #[must_use]
    pub const fn new(text: &'t str, places: &'t [Place]) -> Self {
        Self { text, places }
    }

    /// The cues in `line`.
    pub fn cues(&mut self, line: Span) -> Cues<'t> {
        let before = self.places.iter().take_while(|place| place.at < line.start).count();
        self.places = &self.places[before..];
        let count = self.places.iter().take_while(|place| place.at < line.end).count();
        Cues::of(self.text, line, &self.places[..count])
    }
}

impl<'t> Cues<'t> {
    /// The cues in `line`, of which `places` are those where listed words may begin.
    #[must_use]
    pub fn of(text: &str, line: Span, places: &'t [Place]) -> Self {
        let slice = line.of(text);
        let bytes = slice.as_bytes();
        Self {
            bracket: memchr::memchr2(b')', b']', bytes).is_some(),
            // The third is the last byte of a long dash, the fourth the first of a copyright sign.
            mark: !places.is_empty()
                || memchr::memchr3(b'/', b'|', 0x94, bytes).is_some()
                || memchr::memchr(0xC2, bytes).is_some()
                || plain::may_sign(slice),
            sign: places.iter().any(|place| place.lists.has(Lists::SIGNS)),
            places,
        }
    }
}

/// The first bytes of some words, to tell of most texts at one look that they begin with none of them.
#[derive(Debug)]
pub struct Beginnings(HashBits);

impl Beginnings {
    /// Those of `words`, none of which is shorter than [`SHORTEST`].
    pub fn of<'w>(words: impl IntoIterator<Item = &'w [u8]>) -> Self {
        let mut first = HashBits::new();
        for word in words {
            assert!(word.len() >= SHORTEST, "{word:?}");
            first.insert(first_bytes(word, 0, SHORTEST));
        }
        Self(first)
    }

    /// False if `text` begins with none of the words.
    #[inline]
    pub fn may_open(&self, text: &[u8]) -> bool {
        self.0.may_have(first_bytes(text, 0, SHORTEST))
    }
}

/// The first bytes of the words that are looked for.
#[derive(Debug)]
pub struct Needles {
    first: Beginnings,
    /// Each as one number, in order, with the lists that it is of.
    listed: Vec<(u64, Lists)>,
}

impl Needles {
    /// Those of all lists.
    #[must_use]
    pub fn get() -> &'static Self {
        static NEEDLES: LazyLock<Needles> = LazyLock::new(|| {
            let all = listed();
            let mut listed: Vec<(u64, Lists)> =
                all.iter().map(|(needle, &lists)| (first_bytes(needle, 0, needle.len()), lists)).collect();
            listed.sort_unstable_by_key(|(needle, _)| *needle);
            Needles { first: Beginnings::of(all.into_keys()), listed }
        });
        &NEEDLES
    }

    /// The first bytes of all words.
    pub fn listed() -> impl Iterator<Item = &'static [u8]> {
        listed().into_keys()
    }

    /// Where a listed word begins in `word`, as far as its first bytes tell. A mark may be glued to the word before it.
    #[inline]
    #[must_use]
    pub fn place(&self, bytes: &[u8], word: Word) -> Option<Place> {
        let (Word::Letters(Span { start: at, .. }) | Word::Capital(at)) = word else { return None };
        let rest = &bytes[at..];
        if self.first.may_open(rest) { self.listed_place(rest, at) } else { None }
    }

    #[inline(never)]
    fn listed_place(&self, rest: &[u8], at: usize) -> Option<Place> {
        let lists = (SHORTEST..=LONGEST).filter_map(|len| {
            let needle = first_bytes(rest, 0, len);
            let found = self.listed.binary_search_by_key(&needle, |(needle, _)| *needle).ok()?;
            Some(self.listed[found].1)
        });
        let lists = lists.fold(Lists::default(), |all, lists| Lists(all.0 | lists.0));
        (lists != Lists::default()).then_some(Place { at, lists })
    }

    /// Every place of `line`, a span of `text`.
    #[must_use]
    pub fn places(&self, text: &str, line: Span) -> Vec<Place> {
        let mut places = Vec::new();
        each_word(text, line, |word| places.extend(self.place(text.as_bytes(), word)));
        places
    }
}

/// Words of signs that are rarer than those around them: they say that something is in a picture, or where.
const TELLING: [&str; 4] = ["seen ", "shown ", "pictured", "left"];

/// Some bytes of every mark, label and sign that can stand within a line, but for those that a bracket or a copyright
/// sign tells. Of signs, which begin with a comma or a small word, the one of [`TELLING`] or else the longest word.
fn listed() -> BTreeMap<&'static [u8], Lists> {
    let marks = names::CREDIT_MARKS.iter().map(|(mark, _)| *mark).filter(|mark| !mark.starts_with('©'));
    let labels = names::CAPTION_LABELS.iter().filter(|(_, label)| *label == Label::Start).map(|(label, _)| *label);
    let signs = names::CAPTION_SIGNS.iter().filter(|(_, sign)| *sign != Sign::Opening).map(|(words, _)| *words);
    let signs = signs.filter(|words| !words.contains(')')).map(|words| {
        let longest = || words.split([' ', ',', '(']).rev().max_by_key(|word| word.len()).unwrap_or(words);
        let telling = TELLING.iter().find_map(|word| words.find(word));
        &words[telling.or_else(|| words.find(longest())).unwrap_or(0)..]
    });
    let words = marks.chain(labels).map(|words| (words, Lists::MARKS)).chain(signs.map(|words| (words, Lists::SIGNS)));
    let mut listed: BTreeMap<&[u8], Lists> = BTreeMap::new();
    for (words, lists) in words {
        let entry = listed.entry(&words.as_bytes()[..words.len().min(LONGEST)]).or_default();
        entry.0 |= lists.0;
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::{Cues, Needles, SHORTEST, Scan, listed};
    use crate::names::{self, Sign};
    use crate::text::Span;

    #[test]
    fn every_listed_word_is_a_cue() {
        assert!(listed().keys().all(|needle| needle.len() >= SHORTEST), "{:?}", listed());
        let words = names::CREDIT_MARKS.iter().map(|(mark, _)| *mark);
        for words in words.chain(names::CAPTION_SIGNS.iter().map(|(words, _)| *words)) {
            let text = format!("The ferry leaves. {words} the port closes for the night, the harbour master says.");
            let places = Needles::get().places(&text, Span::new(0, text.len()));
            let cues = Scan::new(&text, &places).cues(Span::new(0, text.len()));
            let opening = names::CAPTION_SIGNS.contains(&(words, Sign::Opening));
            assert!(opening || cues.mark || cues.bracket, "{words}");
            let is_sign = !opening && names::CAPTION_SIGNS.iter().any(|(sign, _)| *sign == words);
            assert!(!is_sign || cues.sign || words.contains(')'), "{words}");
        }
    }

    #[test]
    fn lines_in_order() {
        let text = "The port is closed.\nA ferry leaves. Photo: Jane Doe\nThe port (of Geneva) is closed.\n";
        let places = Needles::get().places(text, Span::new(0, text.len()));
        let mut scan = Scan::new(text, &places);
        let mut start = 0;
        let mut cues = Vec::new();
        for line in text.lines() {
            cues.push(scan.cues(Span::new(start, start + line.len())));
            start += line.len() + 1;
        }
        assert_eq!(cues[0], Cues::default());
        assert!(cues[1].mark && !cues[1].places.is_empty() && !cues[1].bracket);
        assert!(cues[2].bracket && cues[2].places.is_empty());
    }
}
