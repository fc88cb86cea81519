//! A reader that walks a text forward, a word or a number at a time.

/// A place in a text that moves forward. Copying one is a way to try.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// A cursor before the first byte of `text`.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// How many bytes lie behind it.
    #[must_use]
    pub const fn at(self) -> usize {
        self.at
    }

    /// What lies before it.
    #[must_use]
    pub fn rest(self) -> &'t str {
        &self.text[self.at..]
    }

    /// The byte before it, 0 at the end of the text.
    #[must_use]
    pub fn peek(self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Steps over `len` bytes, which must end on a character boundary.
    pub fn advance(&mut self, len: usize) {
        debug_assert!(self.text.is_char_boundary(self.at + len));
        self.at += len;
    }

    /// Steps over spaces and tabs; says whether there were any.
    pub fn spaces(&mut self) -> bool {
        let before = self.at;
        self.skip(|byte| byte == b' ' || byte == b'\t');
        self.at > before
    }

    /// Steps over `byte`, which is ASCII, where it comes next.
    pub fn eat(&mut self, byte: u8) -> bool {
        debug_assert!(byte.is_ascii());
        let here = self.peek() == byte && self.at < self.text.len();
        self.at += usize::from(here);
        here
    }

    /// Steps over one of `bytes`, which are ASCII, where it comes next.
    pub fn eat_any(&mut self, bytes: &[u8]) -> bool {
        bytes.contains(&self.peek()) && self.eat(self.peek())
    }

    /// Steps over ASCII `word` in any case, where it comes next and ends there.
    pub fn eat_word(&mut self, word: &str) -> bool {
        let rest = &self.rest().as_bytes()[..word.len().min(self.rest().len())];
        let ends = !self.rest().as_bytes().get(word.len()).is_some_and(u8::is_ascii_alphanumeric);
        let here = rest.eq_ignore_ascii_case(word.as_bytes()) && ends;
        self.at += if here { word.len() } else { 0 };
        here
    }

    /// Steps over ASCII letters and gives them.
    pub fn letters(&mut self) -> &'t str {
        self.skip(|byte| byte.is_ascii_alphabetic())
    }

    /// Steps over ASCII digits and gives them.
    pub fn digits(&mut self) -> &'t str {
        self.skip(|byte| byte.is_ascii_digit())
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> &'t str {
        debug_assert!(!wanted(0xFF), "only ASCII is skipped");
        let rest = self.rest();
        let len = rest.bytes().position(|byte| !wanted(byte)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }
}
