//! Words that are in no list because they are formed from one that is.

use super::lexicon;

/// How far a word that is formed by rule is from a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Formed {
    /// Not formed by a rule known here.
    No,
    /// It could be: a living prefix before a word. Slips look like that too (`presense`).
    Perhaps,
    /// A plural, a verb's noun or a past of a known word, as `downloaders`, `outsized`.
    Yes,
}

/// A stem is at least as frequent. Rarer ones are too often what a slip leaves.
const FREQUENT: u8 = 40;
/// The stem behind a prefix is at least as frequent, and at least so long.
const FREQUENT_WHOLE: u8 = 45;
const SHORTEST_WHOLE: usize = 5;
/// A stem more frequent than this is a small word, which takes no plural (`everythings`).
const TOO_FREQUENT: u8 = 80;
/// Letters of the shortest stem.
const SHORTEST: usize = 5;

/// Prefixes that go before any word.
const PREFIXES: &[&str] = &[
    "anti", "bio", "counter", "cyber", "down", "eco", "geo", "hydro", "hyper", "macro", "mega", "micro", "mid", "mini",
    "multi", "nano", "neo", "neuro", "non", "out", "over", "photo", "post", "pre", "pseudo", "re", "sub", "super",
    "tele", "thermo", "trans", "ultra", "un", "under",
];

/// Plurals that take no further `s`.
const PLURALS: &[&str] = &["children", "people", "women"];

/// Whether `word`, which is in no list, is formed from one that is.
pub fn formed(word: &str) -> Formed {
    let frequency = |stem: &str| {
        lexicon::look_up(stem.as_bytes()).filter(|note| !note.is_proper()).map_or(0, lexicon::Note::frequency)
    };
    let known = |stem: &str| stem.len() >= SHORTEST && frequency(stem) >= FREQUENT;
    if let Some(stem) = word.strip_suffix('s') {
        let plural = known(stem)
            && frequency(stem) < TOO_FREQUENT
            && !stem.ends_with(['s', 'x', 'z'])
            && !ends_in_consonant_and_y(stem)
            && !PLURALS.iter().any(|plural| stem.ends_with(plural));
        if plural || word.strip_suffix("oes").is_some_and(|stem| known(&format!("{stem}o"))) {
            return Formed::Yes;
        }
        if word.strip_suffix("ers").is_some_and(known) {
            return Formed::Yes;
        }
    }
    // The stem keeps its own `e`: without it, a doubled letter may be what is missing (`occured`).
    if word.strip_suffix('d').is_some_and(|stem| stem.ends_with('e') && known(stem)) {
        return Formed::Yes;
    }
    // Written as it is spoken: `droppin`.
    let spoken = word.ends_with("in") && known(&format!("{word}g"));
    let prefixed = PREFIXES.iter().any(|prefix| {
        word.strip_prefix(prefix)
            .is_some_and(|whole| whole.len() >= SHORTEST_WHOLE && frequency(whole) >= FREQUENT_WHOLE)
    });
    if prefixed || spoken { Formed::Perhaps } else { Formed::No }
}

/// Such a word has its plural in `ies`.
fn ends_in_consonant_and_y(stem: &str) -> bool {
    stem.strip_suffix('y').is_some_and(|rest| !rest.ends_with(['a', 'e', 'o', 'u']))
}

#[cfg(test)]
mod tests {
    use super::{Formed, formed};

    #[test]
    fn plurals_and_pasts_are_told_from_slips() {
        for word in ["downloaders", "competitives", "salvoes"] {
            assert_eq!(formed(word), Formed::Yes, "{word}");
        }
        for word in ["runnning", "occured", "childrens", "bosss", "familys", "acrross", "transfering"] {
            assert_eq!(formed(word), Formed::No, "{word}");
        }
        assert_eq!(formed("prepainting"), Formed::Perhaps);
        assert_eq!(formed("droppin"), Formed::Perhaps);
    }
}
