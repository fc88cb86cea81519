//! The words of a text, found sixty-four bytes at a time.

use super::{CHUNK, Lanes, Places, Span, bits, padded};

/// What begins at a place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A run of ASCII letters.
    Letters(Span),
    /// A run of ASCII letters and digits that begins with a digit. Its letters are given by themselves, too.
    Number(usize),
    /// A capital right behind a small letter: of a name as `iPhone`, or of a word with another glued before it.
    Capital(usize),
}

/// Gives each word of `text` that lies in `part` to `visit`, in order. Letters beyond ASCII belong to none.
#[inline]
pub fn each_word(text: &str, part: Span, mut visit: impl FnMut(Word)) {
    each_chunk(text, part, |chunk| chunk.starts().into_iter().for_each(|at| visit(chunk.word(at))));
}

/// Gives `visit` the chunks that `part` of `text` is made of, in order.
#[inline]
pub fn each_chunk(text: &str, part: Span, mut visit: impl FnMut(&Chunk<'_>)) {
    let text = text.as_bytes();
    let bytes = &text[..part.end];
    let mut behind = Classes::default();
    let mut here = Classes::at(bytes, part.start);
    let mut base = part.start;
    while base < bytes.len() {
        let next = Classes::at(bytes, base + CHUNK);
        let letters = here.letters();
        let near = match text[base..].first_chunk() {
            Some(near) => near,
            None => &padded(&text[base..]),
        };
        visit(&Chunk {
            bytes,
            base,
            near,
            before: behind.letters(),
            letters,
            later: next.letters(),
            words: letters & !following(letters, behind.letters()),
            numbers: here.digits & !following(letters | here.digits, behind.letters() | behind.digits),
            capitals: here.capitals & following(here.small, behind.small),
        });
        (behind, here) = (here, next);
        base += CHUNK;
    }
}

/// Bytes of a text that are found at once, and the words that begin there. Each is known by its place in the chunk.
#[derive(Clone, Copy, Debug)]
pub struct Chunk<'t> {
    bytes: &'t [u8],
    base: usize,
    /// The bytes, and as many behind them: so near that nobody need ask whether they are there. Zeros behind the text.
    near: &'t [u8; 2 * CHUNK],
    /// Which bytes are letters: those of the chunk before, of this one and of the next, a bit each.
    before: u64,
    letters: u64,
    later: u64,
    /// Where words, numbers, and capitals behind small letters begin.
    words: u64,
    numbers: u64,
    capitals: u64,
}

impl Chunk<'_> {
    /// Where any word begins.
    #[inline]
    #[must_use]
    pub const fn starts(&self) -> Places {
        Places(self.words | self.numbers | self.capitals)
    }

    /// Where a run of letters begins.
    #[inline]
    #[must_use]
    pub const fn words(&self) -> Places {
        Places(self.words)
    }

    /// Where a number begins, or a letter stands alone.
    #[inline]
    #[must_use]
    pub const fn numbers_and_lone_letters(&self) -> Places {
        Places(self.numbers | self.words & !self.leading())
    }

    /// The bytes that stand alone between two runs of letters, of those that `test` tells.
    #[inline]
    pub fn gaps(&self, test: impl Fn(Lanes) -> Lanes) -> Places {
        let (chunk, _) = self.near.split_first_chunk().expect("it is longer");
        Places(bits(chunk, test) & !self.letters & following(self.letters, self.before) & self.leading())
    }

    /// The places before letters.
    const fn leading(&self) -> u64 {
        self.letters >> 1 | self.later << (CHUNK - 1)
    }

    /// The byte of the text that is at place `at`.
    #[inline]
    #[must_use]
    pub const fn start(&self, at: usize) -> usize {
        self.base + at
    }

    /// The bytes from place `at` on.
    #[inline]
    #[must_use]
    pub fn first<const COUNT: usize>(&self, at: usize) -> &[u8; COUNT] {
        const { assert!(COUNT <= CHUNK) };
        self.near[at % CHUNK..].first_chunk().expect("there are as many again")
    }

    /// How many letters the run at place `at` has, 64 at most.
    #[inline]
    #[must_use]
    pub const fn len(&self, at: usize) -> usize {
        (self.letters >> at | self.later << 1 << (CHUNK - 1 - at)).trailing_ones() as usize
    }

    /// What begins at place `at`.
    #[inline]
    #[must_use]
    pub fn word(&self, at: usize) -> Word {
        let start = self.base + at;
        if self.words >> at & 1 != 0 {
            let end = start + self.len(at);
            Word::Letters(Span::new(start, if self.len(at) == CHUNK { end_of_letters(self.bytes, end) } else { end }))
        } else if self.numbers >> at & 1 != 0 {
            Word::Number(start)
        } else {
            Word::Capital(start)
        }
    }
}

/// The four bytes from `at` on, the first in the lowest bits; zeros behind the end. Enough to tell most words apart.
#[inline]
#[must_use]
pub fn first_four(bytes: &[u8], at: usize) -> u32 {
    let rest = &bytes[at..];
    u32::from_le_bytes(rest.first_chunk().copied().unwrap_or_else(|| padded(rest)))
}

/// The first `count` bytes from `at` on, eight at most, as one number, the first in the lowest bits; zeros behind the end.
#[inline]
#[must_use]
pub const fn first_bytes(bytes: &[u8], at: usize, count: usize) -> u64 {
    let (_, rest) = bytes.split_at(at);
    let mut number = 0;
    if let Some(eight) = rest.first_chunk() {
        number = u64::from_le_bytes(*eight);
    } else {
        let mut ahead = 0;
        while ahead < rest.len() {
            number |= (rest[ahead] as u64) << (8 * ahead);
            ahead += 1;
        }
    }
    number & (u64::MAX >> (64 - 8 * count))
}

/// Where the run of letters begins that `bytes` end with; their end where there is none.
#[must_use]
pub fn last_word_start(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |last| last + 1)
}

/// Which bytes of a chunk are what, one bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Classes {
    small: u64,
    capitals: u64,
    digits: u64,
}

impl Classes {
    /// Those of the chunk from `base` on; none behind the end.
    #[inline]
    fn at(bytes: &[u8], base: usize) -> Self {
        let rest = bytes.get(base..).unwrap_or_default();
        match rest.first_chunk() {
            Some(chunk) => Self::of(chunk),
            None => Self::of(&padded(rest)),
        }
    }

    #[inline]
    fn of(chunk: &[u8; CHUNK]) -> Self {
        Self {
            small: bits(chunk, |bytes: Lanes| bytes.between(b'a', b'z')),
            capitals: bits(chunk, |bytes| bytes.between(b'A', b'Z')),
            digits: bits(chunk, |bytes| bytes.between(b'0', b'9')),
        }
    }

    const fn letters(self) -> u64 {
        self.small | self.capitals
    }
}

/// The places right behind those in `places`, the last one of the chunk `behind` counted in.
#[inline]
const fn following(places: u64, behind: u64) -> u64 {
    places << 1 | behind >> (CHUNK - 1)
}

/// One past the last of the letters from `at` on.
#[cold]
fn end_of_letters(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let letters = Classes::at(bytes, at).letters();
        at += letters.trailing_ones() as usize;
        if letters != u64::MAX {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Span, Word, each_word};

    /// The words, a byte at a time.
    fn plainly(text: &str) -> Vec<Word> {
        let bytes = text.as_bytes();
        let mut words = Vec::new();
        let mut before = b' ';
        for (at, byte) in bytes.iter().enumerate() {
            if byte.is_ascii_alphabetic() && !before.is_ascii_alphabetic() {
                let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                words.push(Word::Letters(Span::new(at, at + len)));
            } else if byte.is_ascii_digit() && !before.is_ascii_alphanumeric() {
                words.push(Word::Number(at));
            } else if byte.is_ascii_uppercase() && before.is_ascii_lowercase() {
                words.push(Word::Capital(at));
            }
            before = *byte;
        }
        words
    }

    #[test]
    fn a_word_may_be_as_long_as_the_text() {
        let text = "a".repeat(1 << 20);
        let mut words = Vec::new();
        each_word(&text, Span::new(0, text.len()), |word| words.push(word));
        assert_eq!(words, [Word::Letters(Span::new(0, text.len()))]);
    }

    proptest! {
        #[test]
        fn parts_are_read_alone(front in "[a-z0-9 \n]{0,90}", part in "[a-zA-Z0-9é ]{0,150}", end in "[a-z0-9 ]{0,9}") {
            let text = format!("{front}{part}{end}");
            let span = Span::new(front.len(), front.len() + part.len());
            let mut words = Vec::new();
            each_word(&text, span, |word| words.push(word));
            let mut alone = Vec::new();
            each_word(&part, Span::new(0, part.len()), |word| {
                alone.push(match word {
                    Word::Letters(word) => Word::Letters(Span::new(word.start + span.start, word.end + span.start)),
                    Word::Number(start) => Word::Number(start + span.start),
                    Word::Capital(start) => Word::Capital(start + span.start),
                });
            });
            prop_assert_eq!(words, alone);
        }

        #[test]
        fn none_is_missed(text in "([a-zA-Z0-9]{0,9}[ é.’]{0,3}|[a-z]{60,140}|[0-9]{60,70}){0,12}") {
            let mut words = Vec::new();
            each_word(&text, Span::new(0, text.len()), |word| words.push(word));
            prop_assert_eq!(words, plainly(&text));
        }
    }
}
