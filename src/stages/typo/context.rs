//! What stands around a word, and whether it speaks against a slip.

use super::tokens::Token;
use crate::text::Span;

/// Bytes looked at on either side for what an address would show.
const REACH: usize = 120;

/// What the surroundings say of a word that is in no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// A word among words.
    Prose,
    /// Part of a compound with a hyphen.
    Hyphened,
    /// Alone between quotation marks: a word that the writer knows to be odd.
    Quoted,
    /// No word of its own: part of an address, a name, a number, a contraction, a word with other letters.
    Part,
}

/// Looks at what stands around `token`.
pub fn around(text: &str, token: &Token) -> Surroundings {
    let before = text[..token.start].chars().next_back().unwrap_or(' ');
    let behind = &text[token.end..];
    let mut following = behind.chars();
    let after = following.next().unwrap_or(' ');
    let then = following.next().unwrap_or(' ');
    let glues = |c: char| c.is_alphanumeric() || "@#/\\_$%=+*~^<>{}|&".contains(c);
    if glues(before) || glues(after) || matches!(before, '.' | ']' | '?') || after == '(' {
        return Surroundings::Part;
    }
    if is_apostrophe(before) && text[..token.start - before.len_utf8()].ends_with(char::is_alphanumeric) {
        return Surroundings::Part;
    }
    if is_apostrophe(after) && then.is_alphabetic() {
        let possessive = then == 's' && !following.next().is_some_and(char::is_alphabetic);
        return if possessive { Surroundings::Prose } else { Surroundings::Part };
    }
    if after == '.' && then.is_alphanumeric() || after == ':' && then == '/' {
        return Surroundings::Part;
    }
    if is_address(text, token) {
        return Surroundings::Part;
    }
    let opens = |c: char| matches!(c, '"' | '“' | '‘' | '\'' | '«' | '`' | '*');
    let closes = |c: char| matches!(c, '"' | '”' | '’' | '\'' | '»' | '`' | '*');
    let shut = closes(after) || (matches!(after, ',' | '.') && closes(then));
    if opens(before) && shut {
        return Surroundings::Quoted;
    }
    // `doin'`, `'cause`
    if is_apostrophe(before) || is_apostrophe(after) && text[..token.end].ends_with("in") {
        return Surroundings::Part;
    }
    if is_hyphen(before) || is_hyphen(after) { Surroundings::Hyphened } else { Surroundings::Prose }
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Whether the token lies in an address: what stands between two white spaces has a mark that no word has.
fn is_address(text: &str, token: &Token) -> bool {
    let bytes = text.as_bytes();
    let from = bytes[token.start.saturating_sub(REACH)..token.start].iter().rev();
    let to = bytes[token.end..(token.end + REACH).min(bytes.len())].iter();
    let marks = |byte: &&u8| matches!(byte, b'@' | b'/' | b'\\' | b'_' | b'=' | b'#');
    from.take_while(|byte| !byte.is_ascii_whitespace()).any(|byte| marks(&byte))
        || to.take_while(|byte| !byte.is_ascii_whitespace()).any(|byte| marks(&byte))
}

/// Whether white space is on both sides of `span`, with nothing but a mark between. Only such a word is mended: beside
/// anything else a word that is suddenly known could bring up a finding of its own in a second run.
pub fn stands_free(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back().is_none_or(char::is_whitespace);
    let behind = text[span.end..].trim_start_matches([',', ';', '.', '!', '?', ':']);
    before && behind.chars().next().is_none_or(char::is_whitespace)
}

/// Whether a sentence begins with the word at byte `start`, so that its capital is no sign of a name.
pub fn opens_sentence(text: &str, start: usize) -> bool {
    let head = text[..start].trim_end_matches(['"', '“', '‘', '\'', '(', '[', ' ', '«']);
    let Some(last) = head.chars().next_back() else { return true };
    match last {
        '\n' | '\r' | '!' | '?' => true,
        '.' => {
            // An abbreviation stands before a name: `Mr. Smth`, `J. Smth`.
            let word = head[..head.len() - 1].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let abbreviated = word.len() < 2 || (word.len() < 5 && word.starts_with(char::is_uppercase));
            !abbreviated
        }
        '”' | '’' => head.trim_end_matches(['”', '’', '"']).ends_with(['.', '!', '?']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Surroundings, around, opens_sentence};
    use crate::stages::typo::tokens;

    fn seen(text: &str) -> Surroundings {
        let start = text.find("wrd").unwrap();
        around(text, &tokens::next(text.as_bytes(), start).unwrap())
    }

    #[test]
    fn a_word_is_told_from_a_part() {
        for prose in ["a wrd b", "(wrd)", "wrd.", "“A wrd", "the wrd’s end", "wrd: no"] {
            assert_eq!(seen(prose), Surroundings::Prose, "{prose}");
        }
        for part in [
            "@wrd",
            "wrd.com",
            "a/wrd",
            "www.wrd",
            "éwrd",
            "wrdé",
            "3wrd",
            "wrd’ll",
            "http://a.b/wrd-x",
            "’twrd’d",
            "[W]wrd",
            "W?wrd",
        ] {
            assert_eq!(seen(part), Surroundings::Part, "{part}");
        }
        assert_eq!(seen("the “wrd” of"), Surroundings::Quoted);
        assert_eq!(seen("the 'wrd,' of"), Surroundings::Quoted);
        assert_eq!(seen("anti-wrd"), Surroundings::Hyphened);
    }

    #[test]
    fn a_sentence_opens_behind_a_stop() {
        let opens = |text: &str| opens_sentence(text, text.find("Wrd").unwrap());
        for text in ["Wrd", "it is. Wrd", "x\n\n“Wrd", "he said.” Wrd", "Why? Wrd"] {
            assert!(opens(text), "{text}");
        }
        for text in ["of Wrd", "Mr. Wrd", "J. Wrd", "one, Wrd", "said: Wrd"] {
            assert!(!opens(text), "{text}");
        }
    }
}
