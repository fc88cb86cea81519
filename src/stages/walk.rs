//! One walk over the words of a text, which the stages that read share.
//!
//! Most words are nobody's business: a look or two at each tells so, and what is left are places for the stages to read.

use std::sync::LazyLock;

use super::{caption, date, typo};
use crate::text::{Chunk, HashBits, Span, each_chunk, first_four};

/// What the walk is to look for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'c> {
    /// Words of captions.
    pub captions: bool,
    /// Cues of dates.
    pub dates: bool,
    /// Words that are wrong, as this checker knows them.
    pub typos: Option<&'c typo::Checker>,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Where words of captions may begin.
    pub caption_places: Vec<caption::WordPlace>,
    /// Where the cue of a date may begin, in bytes.
    pub date_places: Vec<usize>,
    /// Words that may be wrong.
    pub typos: typo::Words,
}

/// Bytes of text to each place of a caption, of a date and to each word that is not one of the commonest, about.
const A_CAPTION: usize = 400;
const A_DATE: usize = 80;
const A_RARE_WORD: usize = 100;

impl Walk {
    /// A walk with room for what is found in such a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            caption_places: Vec::with_capacity(text.len() / A_CAPTION),
            date_places: Vec::with_capacity(text.len() / A_DATE),
            typos: typo::Words::with_capacity(text.len() / A_RARE_WORD),
        }
    }

    /// Walks over `text`, but for the lines in `passed`, which are sorted. What an earlier walk found is gone.
    pub fn read(&mut self, text: &str, passed: &[Span], wanted: Wanted<'_>) {
        let Self { caption_places, date_places, typos } = self;
        caption_places.clear();
        date_places.clear();
        typos.clear();
        if !wanted.captions && !wanted.dates && wanted.typos.is_none() {
            return;
        }
        let (needles, openings, bytes) = (caption::Needles::get(), openings(), text.as_bytes());
        // Two short loops are faster than one that asks for everything: it would keep more in hand than a processor has
        // registers.
        let mut look_at = |chunk: &Chunk<'_>| {
            if wanted.dates || wanted.captions {
                let may_open = |at| openings.may_have(date::opening_key(u32::from_le_bytes(*chunk.first(at))));
                // A letter with a digit behind it may be a quarter.
                for at in chunk.numbers_and_lone_letters().and_those(chunk.starts(), may_open) {
                    let word = chunk.word(at);
                    if wanted.dates
                        && let Some(place) = date::cue_place(bytes, word)
                    {
                        date_places.push(place);
                    }
                    if wanted.captions
                        && let Some(place) = needles.place(bytes, word)
                    {
                        caption_places.push(place);
                    }
                }
            }
            if let Some(checker) = wanted.typos {
                typos.push(text, chunk, checker);
            }
        };
        let mut from = 0;
        for until in passed.iter().copied().chain([Span::new(text.len(), text.len())]) {
            each_chunk(text, Span::new(from, until.start), &mut look_at);
            from = until.end;
        }
        if let Some(checker) = wanted.typos {
            typos.leave_out_known(text, checker);
        }
    }
}

/// For the first letters of all words that dates and captions ask for: one look tells of most words that nobody does.
fn openings() -> &'static HashBits {
    static OPENINGS: LazyLock<HashBits> = LazyLock::new(|| {
        let mut openings = date::CUE_OPENINGS.clone();
        for needle in caption::Needles::listed() {
            openings.insert(date::opening_key(first_four(needle, 0)));
        }
        openings
    });
    &OPENINGS
}
