//! Whether a clause speaks of what was or of what is to come: from a closed list of cues, no model.

/// Which way the date lies from publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    Unknown,
}

/// Words of what is to come. "would" is what was to come, which a report of the same week seldom has behind it.
const FUTURE: &[&str] = &[
    "will",
    "shall",
    "would",
    "ll",
    "be",
    "expects",
    "expect",
    "until",
    "upcoming",
    "intends",
    "hopes",
    "deadline",
    "expires",
    "expire",
    "postponed",
    "starting",
    "preparing",
    "forthcoming",
    "tentatively",
    "matures",
    "maturing",
    "payable",
    "going",
    "soon",
];

/// Participles of what is to come, when nobody "had" them.
const FUTURE_UNLESS_HAD: &[&str] = &["scheduled", "expected", "due", "slated", "planned"];

/// Words that look ahead with "to" behind them.
const FUTURE_WITH_TO: &[&str] =
    &["set", "plans", "planned", "planning", "ready", "about", "prepares", "wants", "agreed", "likely"];

/// Words of what was; a word in -ed counts as well.
const PAST: &[&str] = &[
    "said", "was", "were", "had", "did", "told", "began", "met", "came", "went", "made", "took", "gave", "held", "won",
    "lost", "rose", "fell", "left", "sent", "found", "shot", "led", "saw", "got", "spoke", "wrote", "became", "broke",
    "brought", "bought", "sold", "ran", "struck", "hit", "died", "since", "after", "ago", "grew", "put", "paid",
    "quit", "kept", "knew", "thought", "sank", "drove", "flew", "chose", "stood", "felt", "has", "have", "been",
    "drew", "threw", "beat", "built", "caught", "cut", "fought", "heard", "laid", "lay", "read", "rang", "sat", "set",
    "shut", "slid", "swept", "taught", "tore", "woke", "wound", "dealt", "meant", "agreed",
];

/// Bytes of the clause that are looked at on either side.
const REACH: usize = 160;
/// Words on either side, nearest first.
const MOST_WORDS: usize = 14;

/// The direction that the clause around `start..end` speaks in.
pub(super) fn direction(text: &str, start: usize, end: usize) -> Direction {
    match before(text, start) {
        Direction::Unknown => behind(text, end),
        told => told,
    }
}

/// The nearest cue to the left, in the same clause.
fn before(text: &str, start: usize) -> Direction {
    let bytes = &text.as_bytes()[start.saturating_sub(REACH)..start];
    let mut at = bytes.len();
    let mut behind_word: &[u8] = b"";
    for _ in 0..MOST_WORDS {
        // A sentence, a line or a quotation begins here.
        while at > 0 && !bytes[at - 1].is_ascii_alphabetic() {
            let ends = match bytes[at - 1] {
                b';' | b'\n' | b'?' | b'!' | b':' => true,
                b'.' => {
                    at < bytes.len()
                        && bytes[at] == b' '
                        && bytes.get(at + 1).is_none_or(u8::is_ascii_uppercase)
                        && !is_short(&bytes[..at - 1])
                }
                // The last byte of a closing or opening double quote.
                b'"' | 0x9C | 0x9D => true,
                _ => false,
            };
            if ends {
                return Direction::Unknown;
            }
            at -= 1;
        }
        let word = &bytes[word_start(bytes, at)..at];
        at -= word.len();
        let word_before = &bytes[word_start(bytes, at.saturating_sub(1))..at.saturating_sub(1)];
        match told_by(word, word_before, behind_word) {
            Direction::Unknown => {}
            told => return told,
        }
        behind_word = word;
    }
    Direction::Unknown
}

/// Whether the word that ends here is an abbreviation by its looks: one letter, or a capital and at most three more.
fn is_short(before: &[u8]) -> bool {
    let len = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    len == 1 || (len > 0 && len <= 4 && before[before.len() - len].is_ascii_uppercase())
}

/// The first cue to the right, in the same sentence.
fn behind(text: &str, end: usize) -> Direction {
    let bytes = &text.as_bytes()[end..text.len().min(end + REACH)];
    let mut at = 0;
    let mut word_before: &[u8] = b"";
    for _ in 0..MOST_WORDS {
        while at < bytes.len() && !bytes[at].is_ascii_alphabetic() {
            let ends = matches!(bytes[at], b';' | b'\n' | b'?' | b'!')
                || (bytes[at] == b'.' && bytes.get(at + 1).is_none_or(|next| *next == b' ' || *next == b'\n'));
            if ends {
                return Direction::Unknown;
            }
            at += 1;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
            at += 1;
        }
        let word = &bytes[start..at];
        match told_by(word, word_before, b"") {
            Direction::Unknown => {}
            told => return told,
        }
        word_before = word;
    }
    Direction::Unknown
}

fn word_start(bytes: &[u8], end: usize) -> usize {
    end - bytes[..end].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// What one word tells, with its neighbours: "set to", "had been due", "be opened".
fn told_by(word: &[u8], before: &[u8], behind: &[u8]) -> Direction {
    let is = |cue: &&str| word.eq_ignore_ascii_case(cue.as_bytes());
    let ends_in_ed =
        || word.len() > 4 && word.ends_with(b"ed") && !word.ends_with(b"eed") && word[0].is_ascii_lowercase();
    // "could not be found": no more than what was possible.
    let is_possible = word == b"be" && matches!(before, b"could" | b"not");
    if is_possible {
        Direction::Unknown
    } else if FUTURE.iter().any(|cue| is(cue)) || (behind == b"to" && FUTURE_WITH_TO.iter().any(|cue| is(cue))) {
        Direction::Future
    } else if FUTURE_UNLESS_HAD.iter().any(|cue| is(cue)) {
        if matches!(before, b"been" | b"had") { Direction::Past } else { Direction::Future }
    } else if PAST.iter().any(|cue| is(cue)) {
        Direction::Past
    } else if ends_in_ed() && before != b"be" {
        Direction::Past
    } else {
        Direction::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, direction};

    fn of(text: &str, date: &str) -> Direction {
        let start = text.find(date).unwrap();
        direction(text, start, start + date.len())
    }

    #[test]
    fn the_nearest_cue_of_the_clause_decides() {
        assert_eq!(of("The board will meet Monday in Bonn.", "Monday"), Direction::Future);
        assert_eq!(of("She said Monday that the board will meet.", "Monday"), Direction::Past);
        assert_eq!(of("On Monday, the court will hear him.", "Monday"), Direction::Future);
        assert_eq!(of("On Monday, the court heard him.", "Monday"), Direction::Past);
        assert_eq!(of("He will go. Monday brings rain.", "Monday"), Direction::Unknown);
    }
}
