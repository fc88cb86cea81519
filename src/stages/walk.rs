//! One walk over the words of a text, which the stages that read share.
//!
//! Most words are nobody's business: a look or two at each tells so, and what is left are places for the stages to read.

use super::{caption, date, typo};
use crate::text::each_word;

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

impl Walk {
    /// Walks over `text`. What an earlier walk found is gone.
    pub fn read(&mut self, text: &str, wanted: Wanted<'_>) {
        let Self { caption_places, date_places, typos } = self;
        caption_places.clear();
        date_places.clear();
        typos.clear();
        let needles = caption::Needles::get();
        let bytes = text.as_bytes();
        each_word(text, |word| {
            if wanted.dates {
                date_places.extend(date::cue_place(bytes, word));
            }
            if wanted.captions {
                caption_places.extend(needles.place(bytes, word));
            }
            if let Some(checker) = wanted.typos {
                typos.push(text, word, checker);
            }
        });
        if let Some(checker) = wanted.typos {
            typos.leave_out_known(checker);
        }
    }
}
