//! Words in no list: which of them are slips.

use super::candidates::{self, Candidate, Near, Neighbours};
use super::context::{self, Surroundings};
use super::formed::Formed;
use super::hash::{self, Packed};
use super::hashed::ByHash;
use super::tokens::{self, Shape, Token};
use super::{apostrophe, doubled, in_shape, lexicon, slips, split};
use crate::finding::Finding;
use crate::gazetteer;
use crate::rules::id;
use crate::text::Span;

/// A word that is in no list.
#[derive(Clone, Copy, Debug)]
pub struct Suspect {
    /// The word.
    pub token: Token,
    /// How many words of the text stand before it.
    pub number: usize,
}

/// Score from which a slip is likelier than a word nobody listed: that of the best candidate and what its length is worth.
const LIKELY: i32 = 74;
/// The same where something speaks against a slip.
const SURE: i32 = 96;
/// The same for a word with a capital, which may be a name; less for one of the small words that open most sentences.
const CAPITAL: i32 = 98;
const OPENER: i32 = 88;
/// The same for a word with a capital within a sentence.
const NAME: i32 = 106;
/// Letters of the shortest of those that is judged; and of the shortest where a letter is but doubled or single.
const SHORTEST_NAME: usize = 7;
const LONG_NAME: usize = 10;
/// Letters at its end that must be right, and what its slip may cost.
const NAME_END: usize = 2;
const CHEAP: i32 = 11;
/// Frequency of the rarest of those.
const OPENING: u8 = 82;
/// Score from which a slip may be mended unseen.
const MEND: i32 = 100;
/// Letters of the shortest word that is mended unseen: from a shorter one too many are one slip away.
const SHORTEST_MENDED: usize = 6;
/// Confidence at the score [`LIKELY`], and the highest, in percent.
const FAIR: i32 = 55;
const CERTAIN: i32 = 99;
/// Letters of the shortest word that is judged.
const SHORTEST: usize = 3;
/// What each letter is worth: a long word is seldom one slip away from another by chance.
const LETTER: i32 = 5;
/// Letters beyond so many are worth no more.
const LETTERS: usize = 11;

/// Pushes the findings that the suspects of `text` are worth.
pub fn judge(text: &str, suspects: &[Suspect], findings: &mut Vec<Finding>) {
    let mut seen: ByHash<u32> = ByHash::default();
    for suspect in suspects {
        *seen.entry(suspect.token.hash).or_default() += 1;
    }
    let mut done = 0;
    for (at, suspect) in suspects.iter().enumerate() {
        let token = &suspect.token;
        if token.shape == Shape::Other || token.start < done {
            continue;
        }
        let capital = token.shape == Shape::Capital;
        let seen = seen[&token.hash];
        let is_inside = capital && !context::opens_sentence(text, token.start);
        // Most capitals within a sentence are names, and none of the short ones is worth a look.
        if is_inside && token.len() < SHORTEST_NAME && !apostrophe::is_contraction(text.as_bytes(), token) {
            continue;
        }
        let surroundings = context::around(text, token);
        if surroundings == Surroundings::Part {
            continue;
        }
        if !capital
            && surroundings == Surroundings::Prose
            && let Some((span, value)) = split_word(text, token, done)
        {
            done = span.end;
            findings.push(Finding::value(id::typo::SPLIT, span, value).confidence(90));
            continue;
        }
        let beside = |other: Option<&Suspect>| {
            other.is_some_and(|other| other.number.abs_diff(suspect.number) == 1 && other.token.len() > 1)
        };
        let lonely = !beside(at.checked_sub(1).map(|at| &suspects[at])) && !beside(suspects.get(at + 1));
        findings.extend(word(text, token, &Standing { surroundings, seen, lonely, is_inside }));
    }
}

/// How a suspect stands in its text.
struct Standing {
    surroundings: Surroundings,
    /// How often the text has it.
    seen: u32,
    /// Whether the words beside it are known.
    lonely: bool,
    /// Whether it has a capital and opens no sentence.
    is_inside: bool,
}

/// The span of two parts of which `part` is one, and the word that they make.
fn split_word(text: &str, part: &Token, done: usize) -> Option<(Span, String)> {
    let bytes = text.as_bytes();
    let whole = |word: &[u8], start: usize| {
        let shape = tokens::next(bytes, start).map_or(Shape::Lower, |first| first.shape);
        in_shape(word, false, shape)
    };
    let last = split::with_last(bytes, part).filter(|(last, _)| last.start >= done);
    let next = split::with_next(bytes, part);
    let next_is_part = next.as_ref().is_some_and(|(next, _)| lexicon::note(next.hash).is_none());
    // In front of a word of its own a lone `s` is more likely to have lost its apostrophe than its place, which is for
    // `unicode/lost-apostrophe` to say.
    if !next_is_part && apostrophe::is_lost_before(bytes, part.start, &bytes[part.start..part.end]) {
        return None;
    }
    match (last, next) {
        (_, Some((next, word))) if next_is_part => Some((Span::new(part.start, next.end), whole(&word, part.start))),
        (Some((last, word)), _) => Some((Span::new(last.start, part.end), whole(&word, last.start))),
        (None, Some((next, word))) => Some((Span::new(part.start, next.end), whole(&word, part.start))),
        (None, None) => None,
    }
}

/// The finding that the suspect is a slip of one word, or two words in one.
fn word(text: &str, token: &Token, standing: &Standing) -> Option<Finding> {
    let letters = tokens::lower(text.as_bytes(), token)?;
    let wrong = &letters[..token.len()];
    if wrong.len() < SHORTEST {
        return None;
    }
    let span = Span::new(token.start, token.end);
    if standing.surroundings == Surroundings::Prose
        && let Some(contraction) = apostrophe::contraction(wrong)
    {
        let contraction = in_shape(contraction.as_bytes(), false, token.shape);
        return Some(Finding::value(id::typo::NONWORD, span, contraction).confidence(95));
    }
    candidates::near(wrong, token.hash, |near| slip(text, token, wrong, standing, near))
}

/// The finding that `wrong`, which is `token` in lower case, is a slip.
fn slip(text: &str, token: &Token, wrong: &[u8], standing: &Standing, near: &Near) -> Option<Finding> {
    let &Standing { surroundings, seen, lonely, is_inside } = standing;
    let span = Span::new(token.start, token.end);
    let capital = token.shape == Shape::Capital;
    let mut floor = if is_inside {
        NAME
    } else if capital {
        CAPITAL
    } else if surroundings != Surroundings::Prose || !lonely {
        SURE
    } else {
        LIKELY
    };
    // A word that comes again is a word, unless the slip is a very likely one.
    let again = if capital { 18 } else { 12 };
    floor += again * i32::try_from(seen - 1).unwrap_or(i32::MAX / 24).min(10);
    match near.formed {
        Formed::Yes => return None,
        Formed::Perhaps => floor = floor.max(SURE),
        Formed::No => {}
    }
    let neighbours = neighbours(text, token);
    let found = near.candidates(neighbours);
    let two = near.two_words(neighbours).filter(|(_, score)| found.first().is_none_or(|best| best.total() < score + 8));
    if let Some((split, score)) = two
        && !is_inside
        && score + worth(wrong) + 20 >= floor
    {
        let two = [&wrong[..split.at], b" ", &wrong[split.at..]].concat();
        let two = in_shape(&two, false, token.shape);
        return Some(Finding::value(id::typo::JOINED, span, two).confidence(90));
    }
    let best = found.first()?;
    let likelihood = best.total() + worth(wrong);
    if capital && !is_inside && best.note.frequency() >= OPENING {
        floor -= CAPITAL - OPENER;
    }
    let right = best.word.bytes();
    let right = &right[..best.word.len()];
    if likelihood < floor || capital && is_likelier_a_name(text, span, best, wrong, is_inside) {
        return None;
    }
    let rule = if slips::is_repeat(wrong, right) { id::typo::REPEATED } else { id::typo::NONWORD };
    let value = suggestions(&found, token.shape);
    let confidence = u8::try_from((FAIR + likelihood - LIKELY).clamp(FAIR, CERTAIN)).unwrap_or_default();
    let finding = Finding::value(rule, span, value).confidence(confidence);
    let sure = likelihood >= MEND
        && wrong.len() >= SHORTEST_MENDED
        && !slips::is_meant(wrong, right)
        && seen == 1
        && lonely
        && found.len() == 1
        && !beside_letter(text, span)
        && context::stands_free(text, span);
    let right = in_shape(right, best.note.is_proper(), token.shape);
    if sure && !capital && !doubled::continues(text, &right, span) {
        return Some(Finding { replacement: Some(right.into()), ..finding });
    }
    Some(finding)
}

/// Whether `wrong`, which is written with a capital, is a name rather than a slip of `best`. Names, and words of other
/// languages in names, differ from English ones by a letter doubled or not, by a vowel or a sound, and in their ends
/// (Andersson, Nationale); slips of the hand swap letters or lose them, anywhere.
fn is_likelier_a_name(text: &str, span: Span, best: &Candidate, wrong: &[u8], is_inside: bool) -> bool {
    if !is_inside {
        return best.note.is_proper();
    }
    let right = best.word.bytes();
    let right = &right[..best.word.len()];
    let same_end = wrong[wrong.len() - NAME_END..] == right[right.len().saturating_sub(NAME_END)..];
    let doubled = slips::differs_in_doubling(wrong, right);
    best.cost() > CHEAP || !same_end || doubled && wrong.len() < LONG_NAME || gazetteer::knows(span.of(text))
}

/// Whether a lone letter stands beside `span`: it may be a part of a word, which is for [`split_word`] to say.
fn beside_letter(text: &str, span: Span) -> bool {
    let lone =
        |word: Option<&str>| word.is_some_and(|word| word.len() == 1 && word != "a" && word != "A" && word != "I");
    lone(text[..span.start].split_whitespace().next_back()) || lone(text[span.end..].split_whitespace().next())
}

/// The words right beside `token`, with one space between.
fn neighbours(text: &str, token: &Token) -> Neighbours {
    let bytes = text.as_bytes();
    let before = tokens::before(bytes, token.start, b' ')
        .and_then(|word| (word.len() <= hash::LONGEST).then(|| Packed::new(&word.to_ascii_lowercase()).hash()));
    let next = tokens::next(bytes, token.end).filter(|next| text.get(token.end..next.start) == Some(" "));
    Neighbours { before, after: next.map(|next| next.hash) }
}

/// What the length of a word adds to the score of its best candidate.
fn worth(wrong: &[u8]) -> i32 {
    LETTER * i32::try_from(wrong.len().min(LETTERS)).unwrap_or(0)
}

fn suggestions(found: &[Candidate], shape: Shape) -> String {
    let mut words = String::new();
    for candidate in found {
        if !words.is_empty() {
            words.push('|');
        }
        let letters = candidate.word.bytes();
        words.push_str(&in_shape(&letters[..candidate.word.len()], candidate.note.is_proper(), shape));
    }
    words
}
