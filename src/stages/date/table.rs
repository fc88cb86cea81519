//! A table of words that the compiler hashes: nothing is built when the program starts.

/// Bytes of the longest word that a table may have.
const LONGEST: usize = 16;

/// Words with what each means. `SLOTS` is a power of two, at least twice the number of words.
pub(super) struct WordTable<T: 'static, const SLOTS: usize> {
    words: &'static [(&'static str, T)],
    /// For each slot one more than the number of its word, or 0.
    slots: [u16; SLOTS],
}

impl<T: Copy, const SLOTS: usize> WordTable<T, SLOTS> {
    /// Hashes `words`, which are in lower case and each there once.
    pub(super) const fn new(words: &'static [(&'static str, T)]) -> Self {
        assert!(SLOTS.is_power_of_two() && words.len() * 2 <= SLOTS && words.len() < u16::MAX as usize);
        let mut slots = [0; SLOTS];
        let mut number = 0;
        while number < words.len() {
            let word = words[number].0.as_bytes();
            assert!(word.len() <= LONGEST);
            let mut slot = Self::slot_of(word);
            while slots[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            number += 1;
            #[expect(clippy::cast_possible_truncation, reason = "asserted above")]
            let entry = number as u16;
            slots[slot] = entry;
        }
        Self { words, slots }
    }

    /// What `word` means, whatever its case.
    pub(super) fn get(&self, word: &[u8]) -> Option<T> {
        if word.len() > LONGEST {
            return None;
        }
        let mut slot = Self::slot_of(word);
        loop {
            let number = usize::from(self.slots[slot]);
            let (other, meaning) = self.words[number.checked_sub(1)?];
            if word.eq_ignore_ascii_case(other.as_bytes()) {
                return Some(meaning);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// Hash of the first four and the last four bytes in lower case, or of the three that a shorter word has at most.
    const fn slot_of(word: &[u8]) -> usize {
        let (first, last) = match *word {
            [] => (0, 0),
            [one] => (one as u32, 0),
            [one, two] => (one as u32 | (two as u32) << 8, 0),
            [one, two, three] => (one as u32 | (two as u32) << 8 | (three as u32) << 16, 0),
            [a, b, c, d, ..] => {
                let Some(last) = word.last_chunk::<4>() else { unreachable!() };
                (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes(*last))
            }
        };
        let key = (first as u64 | (last as u64) << 32) | 0x2020_2020_2020_2020;
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % SLOTS
    }
}
