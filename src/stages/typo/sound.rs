//! How a word sounds, roughly. Who writes by ear has the consonants right and the letters wrong. The same when the tables
//! are built and when they are asked.

/// Sounds of a key, at most.
const LONGEST: usize = 12;
/// Sounds of the shortest key; with fewer, too many words are alike.
const SHORTEST: usize = 3;
/// Letters looked at.
const LETTERS: usize = 24;

/// The consonants of `word`, which is in lower-case ASCII letters, as they sound, five bits each. A vowel counts at the
/// start only, and all are one.
pub fn key(word: &[u8]) -> Option<u64> {
    let mut letters = [0; LETTERS];
    let mut len = 0;
    for &letter in word.iter().take(LETTERS) {
        if len == 0 || letters[len - 1] != letter {
            letters[len] = letter;
            len += 1;
        }
    }
    let letters = match &letters[..len] {
        [b'k' | b'g' | b'p', b'n', ..] | [b'p', b's', ..] | [b'w', b'r', ..] => &letters[1..len],
        whole => whole,
    };
    let (mut key, mut count, mut last, mut at) = (0, 0, None, 0);
    while at < letters.len() && count < LONGEST {
        let (sound, taken) = sound(&letters[at..], at == 0);
        if let Some(sound) = sound.filter(|_| sound != last) {
            key = key << 5 | u64::from(sound - b'a' + 1);
            count += 1;
        }
        at += taken;
        last = sound;
    }
    (count >= SHORTEST).then_some(key)
}

/// The sound that `letters` begin with, when there is one to count, and how many of them it is written with.
const fn sound(letters: &[u8], opens: bool) -> (Option<u8>, usize) {
    match letters {
        [b'a' | b'e' | b'i' | b'o' | b'u' | b'y', ..] => (if opens { Some(b'a') } else { None }, 1),
        [b'p', b'h', ..] => (Some(b'f'), 2),
        [b'g', b'h', ..] => (None, 2),
        [b's' | b't' | b'c', b'i', b'o' | b'a' | b'e', ..] => (Some(b'x'), 2),
        [b's', b'c', b'h', ..] => (Some(b's'), 1),
        [b's', b'c', b'e' | b'i' | b'y', ..] => (Some(b's'), 2),
        [b't', b'c', b'h', ..] => (Some(b'x'), 3),
        [b's' | b'c', b'h', ..] => (Some(b'x'), 2),
        [b't', b'h', ..] => (Some(b'h'), 2),
        [b'd', b'g', b'e' | b'i' | b'y', ..] => (Some(b'j'), 2),
        [b'c', b'k', ..] => (Some(b'k'), 2),
        [b'c', b'e' | b'i' | b'y', ..] | [b'z', ..] => (Some(b's'), 1),
        [b'g', b'e' | b'i' | b'y', ..] => (Some(b'j'), 1),
        [b'c' | b'q', ..] => (Some(b'k'), 1),
        [b'x', ..] => (Some(b'z'), 1),
        [b'v', ..] => (Some(b'f'), 1),
        [b'h' | b'w', ..] if !opens => (None, 1),
        [letter, ..] => (Some(*letter), 1),
        [] => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn spellings_of_one_sound_share_a_key() {
        for (heard, written) in [
            ("nessisary", "necessary"),
            ("numonia", "pneumonia"),
            ("fonetic", "phonetic"),
            ("condishon", "condition"),
            ("playrite", "playwright"),
            ("sircus", "circus"),
            ("akomodate", "accommodate"),
        ] {
            assert_eq!(key(heard.as_bytes()), key(written.as_bytes()), "{heard}");
        }
    }

    #[test]
    fn words_of_other_sounds_do_not() {
        assert_ne!(key(b"circus"), key(b"circle"));
        assert_ne!(key(b"condition"), key(b"conduction"));
        assert_eq!(key(b"idea"), None);
    }
}
