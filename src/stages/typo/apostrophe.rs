//! Contractions and possessives that lost their apostrophe.

use super::lexicon;
use super::tokens::{self, Token};

/// Contractions written without their apostrophe, none of them a word that news uses.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("aint", "ain't"),
    ("arent", "aren't"),
    ("cant", "can't"),
    ("childrens", "children's"),
    ("couldnt", "couldn't"),
    ("couldve", "could've"),
    ("didnt", "didn't"),
    ("doesnt", "doesn't"),
    ("dont", "don't"),
    ("hadnt", "hadn't"),
    ("hasnt", "hasn't"),
    ("havent", "haven't"),
    ("hed", "he'd"),
    ("hes", "he's"),
    ("isnt", "isn't"),
    ("ive", "I've"),
    ("mightnt", "mightn't"),
    ("mustnt", "mustn't"),
    ("neednt", "needn't"),
    ("shes", "she's"),
    ("shouldnt", "shouldn't"),
    ("shouldve", "should've"),
    ("thats", "that's"),
    ("theres", "there's"),
    ("theyd", "they'd"),
    ("theyll", "they'll"),
    ("theyre", "they're"),
    ("theyve", "they've"),
    ("todays", "today's"),
    ("wasnt", "wasn't"),
    ("werent", "weren't"),
    ("weve", "we've"),
    ("whats", "what's"),
    ("whos", "who's"),
    ("womens", "women's"),
    ("wouldnt", "wouldn't"),
    ("wouldve", "would've"),
    ("youd", "you'd"),
    ("youll", "you'll"),
    ("youre", "you're"),
    ("youve", "you've"),
];

/// For each first letter, the lengths of the contractions that begin with it, a bit each.
static LENGTHS: [u32; 26] = {
    let mut lengths = [0; 26];
    let mut number = 0;
    while number < CONTRACTIONS.len() {
        let wrong = CONTRACTIONS[number].0.as_bytes();
        lengths[(wrong[0] - b'a') as usize] |= 1 << wrong.len();
        number += 1;
    }
    lengths
};

/// What `word`, which is in lower-case ASCII letters, is with its apostrophe.
pub fn contraction(word: &[u8]) -> Option<&'static str> {
    let lengths = LENGTHS[usize::from(word.first()? - b'a')];
    if word.len() >= 32 || lengths >> word.len() & 1 == 0 {
        return None;
    }
    let found = CONTRACTIONS.binary_search_by(|(wrong, _)| wrong.as_bytes().cmp(word)).ok()?;
    Some(CONTRACTIONS[found].1)
}

/// Whether `token` is a contraction without its apostrophe.
pub fn is_contraction(bytes: &[u8], token: &Token) -> bool {
    matches!(bytes[token.end - 1], b'd' | b'e' | b'l' | b's' | b't')
        && tokens::lower(bytes, token).is_some_and(|letters| contraction(&letters[..token.len()]).is_some())
}

/// Whether the word from `start` to `end` is what stands behind the apostrophe of a contraction or a genitive: `s`, `t`,
/// `ll`.
pub fn is_rest(bytes: &[u8], start: usize, end: usize) -> bool {
    // The curly one ends in the byte 0x99.
    end - start <= 2 && start > 0 && matches!(bytes[start - 1], b'\'' | 0x99)
}

/// Bytes of a text in which somebody's or something's genitive is to be expected.
const LONG: usize = 1_000;

/// Whether `text` is long and has no apostrophe, as what lost them all on its way.
pub fn are_lost(text: &str) -> bool {
    text.len() >= LONG && !text.contains(['\'', '’'])
}

/// Words that no genitive stands before.
const BEHIND_PLURAL: &[&str] =
    &["and", "are", "by", "for", "from", "had", "have", "of", "or", "said", "were", "which", "will", "with", "would"];

/// Whether what stands behind the lone `s` that ends at byte `end` lets it be the end of a plural only: a mark, or a word
/// that follows no genitive (`the state s are`).
pub fn is_plural(text: &str, end: usize) -> bool {
    let behind = &text[end..];
    let word = behind.strip_prefix(' ').map(|behind| behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(""));
    word.map_or(behind.starts_with(['.', ',', ';', ':', '!', '?', ')']), |word| {
        BEHIND_PLURAL.binary_search(&word).is_ok()
    })
}

/// Whether a space is all that is left of the apostrophe in front of `rest`, a lone `s`, `t` or `d` at byte `start`
/// (`the nation s`, `doesn t`).
pub fn is_lost_before(bytes: &[u8], start: usize, rest: &[u8]) -> bool {
    let Some(word) = tokens::before(bytes, start, b' ') else { return false };
    let lower = word.to_ascii_lowercase();
    match rest {
        b"s" => lexicon::look_up(&lower).is_some() && lower.len() > 1,
        b"t" => contraction(&[&lower[..], b"t"].concat()).is_some() || matches!(&lower[..], b"don" | b"won" | b"can"),
        b"d" | b"ll" | b"re" | b"ve" | b"m" => {
            matches!(&lower[..], b"i" | b"you" | b"he" | b"she" | b"we" | b"they" | b"it")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{BEHIND_PLURAL, CONTRACTIONS, are_lost, contraction, is_lost_before, is_plural};

    #[test]
    fn the_list_is_sorted() {
        assert!(CONTRACTIONS.is_sorted() && BEHIND_PLURAL.is_sorted());
        assert_eq!(contraction(b"didnt"), Some("didn't"));
        assert_eq!(contraction(b"did"), None);
    }

    #[test]
    fn a_plural_is_told_from_a_genitive() {
        assert!(is_plural("the state s are", 11) && is_plural("the state s.", 11));
        assert!(!is_plural("the state s rights", 11) && !is_plural("the state s", 11));
    }

    #[test]
    fn a_long_text_without_apostrophes_has_lost_them() {
        let text = "The talks went on. ".repeat(80);
        assert!(are_lost(&text) && !are_lost(&text[..200]) && !are_lost(&format!("{text}It's over.")));
    }

    #[test]
    fn an_apostrophe_is_missed_where_a_space_took_its_place() {
        assert!(is_lost_before(b"the nation s fate", 11, b"s"));
        assert!(is_lost_before(b"it doesn t go", 9, b"t"));
        assert!(!is_lost_before(b"plan t go", 5, b"t"));
    }
}
