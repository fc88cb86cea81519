//! Tables of words that the compiler hashes: nothing is built when the program starts.

use crate::text::hash;

/// Words of letters with what each means. `SLOTS` is a power of two, at least twice the number of words.
pub(super) struct WordTable<T: 'static, const SLOTS: usize> {
    words: &'static [(&'static str, T)],
    /// For each slot the [`beginning`] of its word, 0 where there is none: most words are in no table, and no more than
    /// this is looked at for them.
    keys: [u64; SLOTS],
    /// For each slot the number of its word.
    slots: [u16; SLOTS],
}

impl<T: Copy, const SLOTS: usize> WordTable<T, SLOTS> {
    /// Hashes `words`, which are in lower case and each there once.
    pub(super) const fn new(words: &'static [(&'static str, T)]) -> Self {
        assert!(SLOTS.is_power_of_two() && words.len() * 2 <= SLOTS && words.len() < u16::MAX as usize);
        let mut keys = [0; SLOTS];
        let mut slots = [0; SLOTS];
        let mut number = 0;
        while number < words.len() {
            let key = beginning(words[number].0.as_bytes(), 0);
            let mut slot = Self::slot_of(key);
            while keys[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            #[expect(clippy::cast_possible_truncation, reason = "asserted above")]
            let entry = number as u16;
            (keys[slot], slots[slot]) = (key, entry);
            number += 1;
        }
        Self { words, keys, slots }
    }

    /// The word, with what it means, that the run of letters at `start` is, whatever its case. `key` is its
    /// [`beginning`].
    #[inline]
    pub(super) fn at(&self, text: &[u8], start: usize, key: u64) -> Option<&'static (&'static str, T)> {
        let mut slot = Self::slot_of(key);
        while self.keys[slot] != 0 {
            if self.keys[slot] == key {
                let entry = &self.words[usize::from(self.slots[slot])];
                if entry.0.len() < EIGHT || is_rest(entry.0.as_bytes(), &text[start..]) {
                    return Some(entry);
                }
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }

    /// What `word`, a run of letters, means, whatever its case.
    pub(super) fn get(&self, word: &[u8]) -> Option<T> {
        let (found, meaning) = self.at(word, 0, beginning(word, 0))?;
        (found.len() == word.len()).then_some(*meaning)
    }

    const fn slot_of(key: u64) -> usize {
        hash(key, SLOTS.trailing_zeros())
    }
}

/// Whether `text`, of which the first letters are those of `word`, goes on as it does and ends where it ends.
#[inline(never)]
fn is_rest(word: &[u8], text: &[u8]) -> bool {
    text.get(EIGHT..word.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(&word[EIGHT..]))
        && !text.get(word.len()).is_some_and(u8::is_ascii_alphabetic)
}

/// Letters that a key takes.
const EIGHT: usize = 8;

/// The letters at `start`, at most eight of them, in lower case: enough to tell most words apart.
#[inline]
pub(super) const fn beginning(text: &[u8], start: usize) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (_, rest) = text.split_at(start);
    let key = if let Some(eight) = rest.first_chunk() {
        u64::from_le_bytes(*eight) | LOWER
    } else {
        let mut key = LOWER;
        let mut at = 0;
        while at < rest.len() {
            key |= (rest[at] as u64) << (8 * at);
            at += 1;
        }
        key
    };
    // The high bit of each byte that is no letter.
    let low = key & !HIGH;
    let others = !((low + 0x1F1F_1F1F_1F1F_1F1F) & !(low + 0x0505_0505_0505_0505) & !key) & HIGH;
    // Which of the eight are letters, without a branch: words of eight letters and more are too many to foretell them.
    let bits = others.trailing_zeros() & !7;
    match u64::MAX.checked_shl(bits) {
        Some(behind) => key & !behind,
        None => key,
    }
}

#[cfg(test)]
mod tests {
    use super::{WordTable, beginning};

    static TABLE: WordTable<u8, 16> =
        WordTable::new(&[("day", 1), ("tomorrow", 2), ("wednesday", 3), ("wednesdays", 4)]);

    #[test]
    fn a_word_is_found_with_its_end() {
        let at = |text: &str, start| {
            let (word, meaning) = TABLE.at(text.as_bytes(), start, beginning(text.as_bytes(), start))?;
            Some((*meaning, start + word.len()))
        };
        assert_eq!(at("the DAY, after", 4), Some((1, 7)));
        assert_eq!(at("Tomorrow", 0), Some((2, 8)));
        assert_eq!(at("tomorrows", 0), None);
        assert_eq!(at("a Wednesday's", 2), Some((3, 11)));
        assert_eq!(at("Wednesdays", 0), Some((4, 10)));
        assert_eq!(at("Wednesdayss", 0), None);
        assert_eq!(at("days", 0), None);
        assert_eq!(at("wednesda", 0), None);
        assert_eq!(TABLE.get(b"day\xC3"), None);
        assert_eq!(TABLE.get(b""), None);
    }
}
