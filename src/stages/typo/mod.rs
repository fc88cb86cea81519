//! Misspelled, doubled, joined and split words.
//!
//! The walk over the words looks each up. What is in no list is a suspect, judged when the walk is over: then the words
//! around it are known, and how often the document has it. A suspect becomes a finding when a frequent word is so near
//! that a slip is likelier than a word nobody listed.

mod apostrophe;
mod candidates;
mod census;
mod context;
mod doubled;
mod formed;
mod glued;
mod hash;
mod hashed;
mod house;
mod joined;
pub mod lexicon;
mod names;
mod reach;
mod slips;
mod sound;
mod split;
mod suspects;
mod tokens;
mod variant;
mod words;

use super::Reading;
use super::whitespace::gaps::Gaps;
use crate::config::TypoSettings;
use crate::diagnostic::Diagnostic;
use crate::finding::Finding;
use crate::rules::id;
use crate::text::Span;
pub use census::{Attested, Census};
pub(crate) use glued::sentences as glued_sentences;
pub use house::HouseWords;
use tokens::Shape;
use variant::OtherSide;
pub use words::Words;

/// What is needed to know words: the lists compiled in, the house's own, and the side of the Atlantic that it is on.
#[derive(Debug)]
pub struct Checker {
    house: HouseWords,
    other_side: Option<OtherSide>,
}

impl Checker {
    /// Reads the house lexicon, where there is one.
    ///
    /// # Errors
    /// When it cannot be read, or a line of it is no word.
    pub fn new(settings: &TypoSettings) -> Result<Self, Diagnostic> {
        Ok(Self { house: HouseWords::of(settings)?, other_side: settings.variant.map(OtherSide::of) })
    }

    /// Typos of the text.
    pub fn read(&self, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
        let (text, words) = (reading.text, &reading.walk.typos);
        let first = findings.len();
        findings.extend(words.doubled.iter().filter_map(|&(first, second)| doubled::read(text, first, second)));
        let gaps = Gaps::new(text);
        findings.extend(words.glued.iter().filter_map(|&start| glued::read(text, start, &gaps)));
        findings.extend(words.foreign.iter().filter_map(|token| self.variant(text, token)));
        suspects::judge(text, &words.suspects, findings);
        findings[first..].sort_by_key(|finding| finding.span);
    }
}

impl Checker {
    /// The finding that the house spells `token` in another way. A capital within a sentence makes a name of it, which
    /// is written as its owner writes it.
    fn variant(&self, text: &str, token: &tokens::Token) -> Option<Finding> {
        let spelling = self.other_side.as_ref()?.spelling(token.hash)?;
        let is_name = match token.shape {
            Shape::Lower => false,
            Shape::Capital => !context::opens_sentence(text, token.start),
            Shape::Other => true,
        };
        if is_name || self.house.has(token) || context::around(text, token) == context::Surroundings::Part {
            return None;
        }
        let value = in_shape(spelling.as_bytes(), false, token.shape);
        Some(Finding::value(id::typo::VARIANT, Span::new(token.start, token.end), value).confidence(90))
    }
}

/// A capital first letter for `word` where `shape` has one.
fn in_shape(word: &[u8], proper: bool, shape: Shape) -> String {
    let mut word = String::from_utf8_lossy(word).into_owned();
    if proper || shape == Shape::Capital {
        word[..1].make_ascii_uppercase();
    }
    word
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::text::Document;
    use crate::{Config, Pipeline, TypoSettings};

    const WORDS: &[&str] = &[
        "the",
        "teh",
        "The",
        "of",
        "goverment",
        "runnning",
        "ofthe",
        "s",
        "th",
        "e",
        "pact,the",
        "pact,teh",
        "occured",
        "said",
        "Raqqa",
        "state",
        "don",
        "t",
        "“government",
        "ther",
        "government.",
        "b,",
        "an",
    ];

    fn mending() -> Pipeline {
        let typo = TypoSettings { fix: true, ..TypoSettings::default() };
        Pipeline::new(Config { typo, ..Config::default() }).unwrap()
    }

    fn clean(pipeline: &Pipeline, text: &str) -> String {
        pipeline.clean(&Document::new("test", text), None).text.into_owned()
    }

    #[test]
    fn the_surest_are_mended() {
        let before = "Tensions are runnning high, and the the goverment knows it.\n";
        let after = "Tensions are running high, and the government knows it.\n";
        assert_eq!(clean(&mending(), before), after);
    }

    #[test]
    fn mending_leaves_nothing_to_mend() {
        let pipeline = mending();
        let word = prop::sample::select(WORDS);
        proptest!(ProptestConfig::with_cases(2_000), |(chosen in prop::collection::vec(word, 0..14))| {
            let once = clean(&pipeline, &chosen.join(" "));
            prop_assert_eq!(clean(&pipeline, &once), once);
        });
    }

    #[test]
    fn any_text_is_read() {
        let pipeline = Pipeline::new(Config::default()).unwrap();
        proptest!(ProptestConfig::with_cases(500), |(text in "[a-z,.’'é\\-“” \\nA-C@]{0,80}")| {
            clean(&pipeline, &text);
        });
    }
}
