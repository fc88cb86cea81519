//! What the walk over the words keeps of them.

use super::suspects::Suspect;
use super::tokens::{self, Token};
use super::{Checker, apostrophe, lexicon};
use crate::text::Word;

/// The words of a text that may be wrong, and places where several may be. Nearly all words leave nothing here.
#[derive(Debug, Default)]
pub struct Words {
    /// Words in no list.
    pub(super) suspects: Vec<Suspect>,
    /// Where the two begin of words that follow one another and are the same.
    pub(super) doubled: Vec<(usize, usize)>,
    /// Where words begin with a mark behind them and no space.
    pub(super) glued: Vec<usize>,
    /// Words that are spelled as on the other side of the Atlantic.
    pub(super) foreign: Vec<Token>,
    /// How many words the walk has met.
    count: usize,
    last_start: usize,
    last_hash: u64,
}

impl Words {
    /// No words yet, with room for so many suspects.
    #[must_use]
    pub fn with_capacity(suspects: usize) -> Self {
        Self { suspects: Vec::with_capacity(suspects), ..Self::default() }
    }

    /// Makes ready for another text.
    pub fn clear(&mut self) {
        let Self { suspects, doubled, glued, foreign, count, last_start, last_hash } = self;
        suspects.clear();
        doubled.clear();
        glued.clear();
        foreign.clear();
        (*count, *last_start, *last_hash) = (0, 0, 0);
    }

    /// Takes the next word of `text`. Words in few texts are kept for [`Words::leave_out_known`].
    #[inline]
    pub fn push(&mut self, text: &str, word: Word, checker: &Checker) {
        let Word::Letters(span) = word else { return };
        let bytes = text.as_bytes();
        let hash = tokens::hash_between(bytes, span.start, span.end);
        if hash == self.last_hash {
            self.doubled.push((self.last_start, span.start));
        }
        if is_glued(bytes, span.end) {
            self.glued.push(span.start);
        }
        if !lexicon::is_common(hash) && !apostrophe::is_rest(bytes, span.start, span.end) {
            let token = tokens::hashed_between(bytes, span.start, span.end, hash);
            self.suspects.push(Suspect { token, number: self.count });
        }
        if checker.other_side.as_ref().is_some_and(|other| other.spelling(hash).is_some()) {
            self.foreign.push(tokens::hashed_between(bytes, span.start, span.end, hash));
        }
        self.count += 1;
        (self.last_start, self.last_hash) = (span.start, hash);
    }

    /// Leaves the words out that are in a list, or that the house knows. All at once: a processor then waits for many
    /// places of the tables at the same time.
    pub fn leave_out_known(&mut self, checker: &Checker) {
        let held: Vec<u32> = self.suspects.iter().map(|suspect| lexicon::first_held(suspect.token.hash)).collect();
        let mut held = held.into_iter();
        self.suspects.retain(|Suspect { token, .. }| {
            let held = held.next().expect("one for each");
            !lexicon::is_known(token.hash, held) && !checker.house.has(token)
        });
    }
}

/// Whether a word that ends at `end` has a mark behind it, and a letter right behind that.
#[inline]
fn is_glued(bytes: &[u8], end: usize) -> bool {
    let Some([mark, next]) = bytes.get(end..).and_then(<[u8]>::first_chunk) else { return false };
    matches!(mark, b',' | b';' | b'.' | b'!' | b'?') && next.is_ascii_alphabetic()
}
