//! What the walk over the words keeps of them.

use super::suspects::Suspect;
use super::tokens::{self, Token};
use super::{Checker, apostrophe, lexicon};
use crate::text::{CHUNK, Chunk, Places, Span, Word};

/// The words of a text that may be wrong, and places where several may be. Nearly all words leave nothing here.
#[derive(Debug)]
pub struct Words {
    /// Words in no list.
    pub(super) suspects: Vec<Suspect>,
    /// Where the two begin of words that follow one another and are the same.
    pub(super) doubled: Vec<(usize, usize)>,
    /// Where words begin with a mark behind them and no space.
    pub(super) glued: Vec<usize>,
    /// Words that are spelled as on the other side of the Atlantic.
    pub(super) foreign: Vec<Token>,
    /// Words in few texts.
    rare: Vec<Rare>,
    /// How many words the walk has met.
    count: usize,
    last_start: usize,
    last_hash: u64,
    /// The hash of the word that begins at each place of the last chunk where one does.
    hashes: [u64; CHUNK],
}

/// A word that is not one of the commonest.
#[derive(Clone, Copy, Debug)]
struct Rare {
    span: Span,
    hash: u64,
    /// How many words of the text stand before it.
    number: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            suspects: Vec::new(),
            doubled: Vec::new(),
            glued: Vec::new(),
            foreign: Vec::new(),
            rare: Vec::new(),
            count: 0,
            last_start: 0,
            last_hash: 0,
            hashes: [0; CHUNK],
        }
    }
}

impl Words {
    /// No words yet, with room for so many suspects.
    #[must_use]
    pub fn with_capacity(suspects: usize) -> Self {
        Self { suspects: Vec::with_capacity(suspects), rare: Vec::with_capacity(2 * suspects), ..Self::default() }
    }

    /// Makes ready for another text.
    pub fn clear(&mut self) {
        let Self { suspects, doubled, glued, foreign, rare, count, last_start, last_hash, hashes: _ } = self;
        suspects.clear();
        doubled.clear();
        glued.clear();
        foreign.clear();
        rare.clear();
        (*count, *last_start, *last_hash) = (0, 0, 0);
    }

    /// Takes the words that begin in the next chunk of `text`. Words in few texts are kept for
    /// [`Words::leave_out_known`].
    pub fn push(&mut self, text: &str, chunk: &Chunk<'_>, checker: &Checker) {
        let words = chunk.words();
        let last_start = self.last_start;
        let last_of = |words: Places| words.last_place().map_or(last_start, |place| chunk.start(place));
        for mark in chunk.gaps(|bytes| bytes.between(b'!', b'?')) {
            if let [b',' | b';' | b'.' | b'!' | b'?'] = chunk.first(mark) {
                self.glued.push(last_of(words.before(mark)));
            }
        }
        let rare = words.those(|at| {
            let hash = tokens::hash_of(chunk.first(at), chunk.len(at));
            if hash == self.last_hash {
                self.doubled.push((last_of(words.before(at)), chunk.start(at)));
            }
            self.hashes[at] = hash;
            self.last_hash = hash;
            !lexicon::is_common(hash)
        });
        for at in rare {
            if let Word::Letters(span) = chunk.word(at) {
                self.rare.push(Rare { span, hash: self.hashes[at], number: self.count + words.before(at).count() });
            }
        }
        if let Some(other) = &checker.other_side {
            for at in words.those(|at| other.spelling(self.hashes[at]).is_some()) {
                if let Word::Letters(span) = chunk.word(at) {
                    self.foreign.push(tokens::word_between(text.as_bytes(), span.start, span.end));
                }
            }
        }
        self.last_start = last_of(words);
        self.count += words.count();
    }

    /// Of the rare words, suspects those that are in no list and that the house does not know. All at once: a processor then
    /// waits for many places of the tables at the same time.
    pub fn leave_out_known(&mut self, text: &str, checker: &Checker) {
        let bytes = text.as_bytes();
        let held: Vec<u32> = self.rare.iter().map(|word| lexicon::first_held(word.hash)).collect();
        for (&Rare { span, hash, number }, held) in self.rare.iter().zip(held) {
            if !lexicon::is_known(hash, held) && !apostrophe::is_rest(bytes, span.start, span.end) {
                let token = tokens::hashed_between(bytes, span.start, span.end, hash);
                if !checker.house.has(&token) {
                    self.suspects.push(Suspect { token, number });
                }
            }
        }
    }
}
