//! Whether a clause speaks of what was or of what is to come: from a closed list of cues, no model.

use super::table::{WordTable, beginning};
use crate::text::last_word_start;

/// Which way the date lies from publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    Unknown,
}

/// What a word tells of the clause that it stands in.
#[derive(Clone, Copy)]
enum Cue {
    /// Of what is to come. "would" is what was to come, which a report of the same week seldom has behind it.
    Future,
    /// A participle of what is to come, when nobody "had" it.
    FutureUnlessHad,
    /// A participle with "to" behind it that looks ahead, when it is not told of the past: "was supposed to".
    FutureUnlessWas,
    /// Looks ahead where it is no infinitive: "they meet", not "to meet".
    FutureIfFinite,
    /// Looks ahead with "to" behind it, and back without.
    FutureWithTo,
    /// Looks ahead with "to" behind it; tells nothing without.
    OnlyWithTo,
    /// "to" itself, which looks ahead behind "is" and "are".
    To,
    /// Of what was; a word in -ed counts as well.
    Past,
}

static CUES: WordTable<Cue, 512> = WordTable::new(CUE_WORDS);

#[rustfmt::skip]
const CUE_WORDS: &[(&str, Cue)] = &[
    ("will", Cue::Future), ("shall", Cue::Future), ("would", Cue::Future), ("ll", Cue::Future), ("be", Cue::Future),
    ("expects", Cue::Future), ("expect", Cue::Future), ("until", Cue::Future), ("upcoming", Cue::Future),
    ("intends", Cue::Future), ("hopes", Cue::Future), ("deadline", Cue::Future), ("expires", Cue::Future),
    ("postponed", Cue::Future), ("starting", Cue::Future), ("preparing", Cue::Future), ("forthcoming", Cue::Future),
    ("tentatively", Cue::Future), ("matures", Cue::Future), ("maturing", Cue::Future), ("payable", Cue::Future),
    ("going", Cue::Future), ("soon", Cue::Future), ("effective", Cue::Future), ("opens", Cue::Future),
    ("begins", Cue::Future), ("starts", Cue::Future), ("meets", Cue::Future),
    ("tomorrow", Cue::Future), ("tonight", Cue::Future),
    ("meet", Cue::FutureIfFinite), ("supposed", Cue::FutureUnlessWas), ("to", Cue::To),
    ("scheduled", Cue::FutureUnlessHad), ("expected", Cue::FutureUnlessHad), ("due", Cue::FutureUnlessHad),
    ("slated", Cue::FutureUnlessHad), ("planned", Cue::FutureUnlessHad),
    ("set", Cue::FutureWithTo), ("agreed", Cue::FutureWithTo),
    ("plan", Cue::OnlyWithTo), ("plans", Cue::OnlyWithTo), ("planning", Cue::OnlyWithTo), ("ready", Cue::OnlyWithTo), ("about", Cue::OnlyWithTo),
    ("prepares", Cue::OnlyWithTo), ("wants", Cue::OnlyWithTo), ("likely", Cue::OnlyWithTo),
    ("said", Cue::Past), ("was", Cue::Past), ("were", Cue::Past), ("had", Cue::Past), ("did", Cue::Past),
    ("told", Cue::Past), ("began", Cue::Past), ("met", Cue::Past), ("came", Cue::Past), ("went", Cue::Past),
    ("made", Cue::Past), ("took", Cue::Past), ("gave", Cue::Past), ("held", Cue::Past), ("won", Cue::Past),
    ("lost", Cue::Past), ("rose", Cue::Past), ("fell", Cue::Past), ("left", Cue::Past), ("sent", Cue::Past),
    ("found", Cue::Past), ("shot", Cue::Past), ("led", Cue::Past), ("saw", Cue::Past), ("got", Cue::Past),
    ("spoke", Cue::Past), ("wrote", Cue::Past), ("became", Cue::Past), ("broke", Cue::Past), ("brought", Cue::Past),
    ("bought", Cue::Past), ("sold", Cue::Past), ("ran", Cue::Past), ("struck", Cue::Past), ("hit", Cue::Past),
    ("died", Cue::Past), ("since", Cue::Past), ("after", Cue::Past), ("ago", Cue::Past), ("grew", Cue::Past),
    ("put", Cue::Past), ("paid", Cue::Past), ("quit", Cue::Past), ("kept", Cue::Past), ("knew", Cue::Past),
    ("thought", Cue::Past), ("sank", Cue::Past), ("drove", Cue::Past), ("flew", Cue::Past), ("chose", Cue::Past),
    ("stood", Cue::Past), ("felt", Cue::Past), ("has", Cue::Past), ("have", Cue::Past), ("been", Cue::Past),
    ("drew", Cue::Past), ("threw", Cue::Past), ("beat", Cue::Past), ("built", Cue::Past), ("caught", Cue::Past),
    ("cut", Cue::Past), ("fought", Cue::Past), ("heard", Cue::Past), ("laid", Cue::Past), ("lay", Cue::Past),
    ("read", Cue::Past), ("rang", Cue::Past), ("sat", Cue::Past), ("shut", Cue::Past), ("slid", Cue::Past),
    ("swept", Cue::Past), ("taught", Cue::Past), ("tore", Cue::Past), ("woke", Cue::Past), ("wound", Cue::Past),
    ("dealt", Cue::Past), ("meant", Cue::Past),
];

/// Cues of the past that are no verbs of their own, or have the same form in the present.
const NO_VERBS: &[&str] = &[
    "after", "since", "ago", "has", "have", "been", "had", "was", "were", "did", "lay", "read", "cut", "put", "hit",
    "beat", "shut", "quit",
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

/// Whether a verb right before the date says that it was: "died on June 3, 2016".
pub(super) fn is_past(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches(' ');
    let verb = before.strip_suffix(" on").unwrap_or(before);
    let word_of = |text: &'_ str| text.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let (rest, verb) = verb.split_at(verb.len() - word_of(verb));
    let rest = rest.trim_end_matches(' ');
    let helper = &rest[rest.len() - word_of(rest)..];
    let is_irregular = matches!(CUES.get(verb.as_bytes()), Some(Cue::Past)) && !NO_VERBS.contains(&verb);
    let is_told = is_irregular || (CUES.get(verb.as_bytes()).is_none() && is_participle(verb.as_bytes()));
    // "to be held on", "if it died on", "a deal signed on".
    is_told && !matches!(helper, "be" | "is" | "are" | "being" | "to" | "if")
}

/// Whether what is a day's own is still to come: "ahead of Friday's vote".
pub(super) fn is_awaited(before: &str) -> bool {
    ["ahead of", "in advance of", "awaiting", "await", "awaits", "upcoming"].iter().any(|word| before.ends_with(word))
}

/// The nearest cue to the left, in the same clause.
fn before(text: &str, start: usize) -> Direction {
    let bytes = text.as_bytes();
    let farthest = start.saturating_sub(REACH);
    let word_start = |end: usize| farthest + last_word_start(&bytes[farthest..end]);
    let mut at = start;
    let mut behind_word: &[u8] = b"";
    let mut told_so_far = Direction::Unknown;
    for _ in 0..MOST_WORDS {
        // A sentence, a line or a quotation begins here.
        while at > farthest && !bytes[at - 1].is_ascii_alphabetic() {
            let ends = match bytes[at - 1] {
                b';' | b'\n' | b'?' | b'!' | b':' => true,
                b'.' => {
                    at < start
                        && bytes[at] == b' '
                        && (at + 1 == start || bytes[at + 1].is_ascii_uppercase())
                        && !is_short(&bytes[farthest..at - 1])
                }
                // The last byte of a closing or opening double quote.
                b'"' | 0x9C | 0x9D => true,
                _ => false,
            };
            if ends {
                return told_so_far;
            }
            at -= 1;
        }
        if at == farthest {
            break;
        }
        let end = at;
        at = word_start(end);
        let word = &bytes[at..end];
        let word_before = || {
            let end = at.saturating_sub(1).max(farthest);
            &bytes[word_start(end)..end]
        };
        match told_by(cue(bytes, at, end), word, word_before, behind_word) {
            Direction::Unknown => {}
            // "It will be shown after the signing Thursday": what comes after tells.
            told if word == b"after" => told_so_far = told,
            told => return told,
        }
        behind_word = word;
    }
    told_so_far
}

/// What the word from `start` to `end` tells.
#[inline]
fn cue(text: &[u8], start: usize, end: usize) -> Option<Cue> {
    let (word, cue) = CUES.at(text, start, beginning(text, start))?;
    (word.len() == end - start).then_some(*cue)
}

/// Whether the word that ends here is shortened, and the full stop behind it its own: "U.S.", "Mr.", "Sept."
fn is_short(before: &[u8]) -> bool {
    let word = &before[last_word_start(before)..];
    word.len() == 1 || (word.len() <= LONGEST_SHORT && SHORT.contains(&word))
}

/// Letters of the longest of these.
const LONGEST_SHORT: usize = 5;

/// Short forms that news writers set before a name or a number.
#[rustfmt::skip]
const SHORT: &[&[u8]] = &[
    b"Mr", b"Mrs", b"Ms", b"Dr", b"Sen", b"Sens", b"Rep", b"Reps", b"Gov", b"Govs", b"Gen", b"Lt", b"Col", b"Capt",
    b"Sgt", b"Maj", b"Cmdr", b"Adm", b"Rev", b"Prof", b"St", b"Mt", b"Ft", b"Jr", b"Sr", b"Co", b"Cos", b"Corp",
    b"Inc", b"Ltd", b"Bros", b"No", b"vs", b"Jan", b"Feb", b"Mar", b"Apr", b"Jun", b"Jul", b"Aug", b"Sep", b"Sept",
    b"Oct", b"Nov", b"Dec", b"Ala", b"Ariz", b"Ark", b"Calif", b"Colo", b"Conn", b"Del", b"Fla", b"Ga", b"Ill",
    b"Ind", b"Kan", b"Ky", b"La", b"Mass", b"Md", b"Mich", b"Minn", b"Miss", b"Mo", b"Mont", b"Neb", b"Nev", b"Okla",
    b"Ore", b"Pa", b"Tenn", b"Tex", b"Va", b"Vt", b"Wash", b"Wis", b"Wyo",
];

/// The first cue to the right, in the same sentence.
pub(super) fn behind(text: &str, end: usize) -> Direction {
    let bytes = &text.as_bytes()[end..text.len().min(end + REACH)];
    let mut at = 0;
    let mut word_before: &[u8] = b"";
    for _ in 0..MOST_WORDS {
        while at < bytes.len() && !bytes[at].is_ascii_alphabetic() {
            let ends = matches!(bytes[at], b';' | b'\n' | b'?' | b'!')
                || (bytes[at] == b'.'
                    && bytes.get(at + 1).is_none_or(|next| *next == b' ' || *next == b'\n')
                    && !is_short(&bytes[..at]));
            if ends {
                return Direction::Unknown;
            }
            at += 1;
        }
        if at == bytes.len() {
            break;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
            at += 1;
        }
        let word = &bytes[start..at];
        // "On Friday, they agreed to meet": what they did on Friday is agree.
        let looks_ahead = bytes[at..].starts_with(b" to ") && word != b"agreed";
        let behind_word: &[u8] = if looks_ahead { b"to" } else { b"" };
        match told_by(cue(bytes, start, at), word, || word_before, behind_word) {
            Direction::Unknown => {}
            told => return told,
        }
        word_before = word;
    }
    Direction::Unknown
}

/// What one word tells, with its neighbours: "set to", "had been due", "be opened".
fn told_by<'t>(cue: Option<Cue>, word: &[u8], before: impl Fn() -> &'t [u8], behind: &[u8]) -> Direction {
    match cue {
        // "could not be found": no more than what was possible.
        Some(Cue::Future) if word == b"be" && matches!(before(), b"could" | b"not") => Direction::Unknown,
        Some(Cue::Future) => Direction::Future,
        Some(Cue::FutureUnlessHad) if was_planned(before()) => Direction::Unknown,
        Some(Cue::FutureUnlessHad) if !matches!(before(), b"been" | b"had") => Direction::Future,
        Some(Cue::FutureUnlessWas) if matches!(before(), b"was" | b"were" | b"been") => Direction::Unknown,
        Some(Cue::FutureIfFinite) if matches!(before(), b"to" | b"not" | b"did") => Direction::Unknown,
        Some(Cue::FutureUnlessWas | Cue::FutureIfFinite) => Direction::Future,
        Some(Cue::FutureWithTo | Cue::OnlyWithTo) if behind == b"to" => Direction::Future,
        Some(Cue::To) if matches!(before(), b"is" | b"are") => Direction::Future,
        Some(Cue::OnlyWithTo | Cue::To) => Direction::Unknown,
        Some(Cue::FutureUnlessHad | Cue::FutureWithTo) => Direction::Past,
        Some(Cue::Past) if is_passive_of_present(before()) => Direction::Unknown,
        Some(Cue::Past) => Direction::Past,
        None if is_participle(word) && !is_no_verb(word, before()) => Direction::Past,
        None => Direction::Unknown,
    }
}

/// Whether a participle behind `before` tells of the present: "the appeal is heard in March".
fn is_passive_of_present(before: &[u8]) -> bool {
    matches!(before, b"is" | b"are" | b"be" | b"being" | b"get" | b"gets" | b"getting")
}

/// Whether what was planned came or was put off: "as previously planned", "later than originally scheduled".
fn was_planned(before: &[u8]) -> bool {
    matches!(before, b"previously" | b"originally")
}

/// Whether a participle is no finite verb there: "is held", "a disputed vote", "if approved", "unspecified".
fn is_no_verb(word: &[u8], before: &[u8]) -> bool {
    is_passive_of_present(before) || BEFORE_ATTRIBUTES.contains(&before) || UNKNOWN_AS_YET.contains(&word)
}

/// Words before a participle that is an attribute or a condition.
#[rustfmt::skip]
const BEFORE_ATTRIBUTES: &[&[u8]] = &[
    b"a", b"an", b"the", b"its", b"their", b"his", b"her", b"our", b"if", b"If", b"once", b"Once", b"unless", b"Unless",
];

/// Words in -ed of what nobody did.
const UNKNOWN_AS_YET: &[&[u8]] = &[b"unspecified", b"undisclosed", b"unidentified", b"unnamed", b"unexpected"];

/// "asked", but not "United" or "succeed".
fn is_participle(word: &[u8]) -> bool {
    word.len() > 4 && word.ends_with(b"ed") && !word.ends_with(b"eed") && word[0].is_ascii_lowercase()
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
