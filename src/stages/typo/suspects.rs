//! Words in no list: which of them are slips.

use std::cell::OnceCell;
use std::hash::BuildHasherDefault;

use super::candidates::{self, Candidate, Near, Neighbours};
use super::context::{self, Surroundings};
use super::formed::Formed;
use super::hash::{self, Packed};
use super::hashed::ByHash;
use super::tokens::{self, Shape, Token};
use super::{apostrophe, doubled, in_shape, lexicon, names, slips, split};
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
/// How much more is asked of a slip of the ear, and of one in a word of few letters; of any in three letters, which may be
/// an abbreviation.
const EAR: i32 = 6;
const SHORT_EAR: i32 = 12;
const LONG_HEARD: usize = 7;
const THREE: i32 = 4;
/// The same where something speaks against a slip; for a word that is not too short beside an unknown name, which does so
/// faintly.
const SURE: i32 = 96;
const FAINT: i32 = 84;
const SHORTEST_FAINT: usize = 5;
/// The same for a word with a capital, which may be a name; less for one of the small words that open most sentences.
const CAPITAL: i32 = 98;
const OPENER: i32 = 88;
/// How much less for one that opens a sentence as no name does, and more for one that does as a first name.
const NO_NAME: i32 = 8;
const NAME_BEHIND: i32 = 8;
/// The same for a word with a capital within a sentence.
const NAME: i32 = 106;
/// Letters of the shortest of those that is judged.
const SHORTEST_NAME: usize = 7;
/// Letters of the longest part of a name that stands in small letters behind a hyphen: `Min-joo`.
const LONGEST_IN_NAME: usize = 6;
/// Frequency of the rarest of the small words that open sentences.
const OPENING: u8 = 82;
/// How much likelier a word is that the text has elsewhere, not further away than so many bytes.
const USED: i32 = 8;
const USED_WITHIN: usize = 20_000;
/// Letters of the shortest word that counts for. Shorter ones are everywhere.
const SHORTEST_USED: usize = 4;
/// Score from which a slip may be mended unseen.
const MEND: i32 = 100;
/// Letters of the shortest word that is mended unseen: from a shorter one too many are one slip away.
const SHORTEST_MENDED: usize = 6;
/// Confidence at the score [`LIKELY`], and the highest, in percent.
const FAIR: i32 = 55;
const CERTAIN: i32 = 99;
/// Letters of the shortest word that is judged.
const SHORTEST: usize = 3;
/// Letters of the shortest word that a lone `s` may be the plural of. Shorter ones are `it s` and `he s`.
const SHORTEST_NOUN: usize = 4;
/// What each letter is worth: a long word is seldom one slip away from another by chance.
const LETTER: i32 = 5;
/// Letters beyond so many are worth no more.
const LETTERS: usize = 11;

/// Pushes the findings that the suspects of `text` are worth.
pub fn judge(text: &str, suspects: &[Suspect], findings: &mut Vec<Finding>) {
    let mut seen: ByHash<u32> = ByHash::with_capacity_and_hasher(suspects.len(), BuildHasherDefault::default());
    for suspect in suspects {
        *seen.entry(suspect.token.hash).or_default() += 1;
    }
    let has_lost = OnceCell::new();
    let mut done = 0;
    for (at, suspect) in suspects.iter().enumerate() {
        let token = &suspect.token;
        if token.shape == Shape::Other || token.start < done {
            continue;
        }
        let capital = token.shape == Shape::Capital;
        let is_inside = capital && !context::opens_sentence(text, token.start);
        // Most capitals within a sentence are names, and none of the short ones is worth a look.
        if is_inside && token.len() < SHORTEST_NAME && !apostrophe::is_contraction(text.as_bytes(), token) {
            continue;
        }
        let surroundings = context::around(text, token);
        let is_in_name = token.len() <= LONGEST_IN_NAME && !capital && is_behind_name(text.as_bytes(), token, b'-');
        if surroundings == Surroundings::Part || is_in_name {
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
            let other = other.filter(|other| other.number.abs_diff(suspect.number) == 1 && other.token.len() > 1)?;
            Some(if other.token.shape == Shape::Lower { Company::Word } else { Company::Name })
        };
        let company = beside(at.checked_sub(1).map(|at| &suspects[at])).max(beside(suspects.get(at + 1)));
        let seen = seen[&token.hash];
        findings.extend(word(text, token, &Standing { surroundings, seen, company, is_inside, has_lost: &has_lost }));
    }
}

/// An unknown word beside another. Two words in small letters are likely to be of another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Company {
    Name,
    Word,
}

/// How a suspect stands in its text.
struct Standing<'s> {
    surroundings: Surroundings,
    /// How often the text has it.
    seen: u32,
    /// What stands beside it that is unknown, too.
    company: Option<Company>,
    /// Whether it has a capital and opens no sentence.
    is_inside: bool,
    /// Whether the text has lost its apostrophes, once somebody has asked.
    has_lost: &'s OnceCell<bool>,
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
    let next_is_part = next.as_ref().is_some_and(|(next, word)| split::is_part(next, word));
    // In front of a word of its own a lone `s` is more likely to have lost its apostrophe than its place, which is for
    // `unicode/lost-apostrophe` to say.
    let letters = &bytes[part.start..part.end];
    let is_noun = |(last, _): &(Token, Vec<u8>)| last.shape == Shape::Lower && last.len() >= SHORTEST_NOUN;
    let is_plural = letters == b"s" && last.as_ref().is_some_and(is_noun) && apostrophe::is_plural(text, part.end);
    if !next_is_part && !is_plural && apostrophe::is_lost_before(bytes, part.start, letters) {
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
fn word(text: &str, token: &Token, standing: &Standing<'_>) -> Option<Finding> {
    let letters = tokens::lower(text.as_bytes(), token)?;
    let wrong = &letters[..token.len()];
    if wrong.len() < SHORTEST {
        return None;
    }
    let span = Span::new(token.start, token.end);
    if standing.surroundings == Surroundings::Prose
        && let Some(contraction) = apostrophe::contraction(wrong)
        && !(standing.is_inside && is_behind_name(text.as_bytes(), token, b' '))
    {
        let contraction = in_shape(contraction.as_bytes(), false, token.shape);
        return Some(Finding::value(id::typo::NONWORD, span, contraction).confidence(95));
    }
    if standing.is_inside && names::may_reach(wrong, token.hash) + worth(wrong) < floor(wrong, token.shape, standing) {
        return None;
    }
    candidates::near(wrong, token.hash, token.shape == Shape::Lower, |near| slip(text, token, wrong, standing, near))
}

/// Whether a name stands before `token` with only `gap` between: `Odell Ive`, `Min-joo`.
fn is_behind_name(bytes: &[u8], token: &Token, gap: u8) -> bool {
    let word = tokens::before(bytes, token.start, gap).filter(|word| word[0].is_ascii_uppercase());
    word.is_some_and(|word| lexicon::look_up(&word.to_ascii_lowercase()).is_none_or(lexicon::Note::is_proper))
}

/// The finding that `wrong`, which is `token` in lower case, is a slip.
fn slip(text: &str, token: &Token, wrong: &[u8], standing: &Standing<'_>, near: &Near) -> Option<Finding> {
    let &Standing { seen, company, is_inside, has_lost, .. } = standing;
    let span = Span::new(token.start, token.end);
    let capital = token.shape == Shape::Capital;
    let mut floor = floor(wrong, token.shape, standing);
    match near.formed {
        Formed::Yes => return None,
        Formed::Perhaps => floor = floor.max(SURE),
        Formed::No => {}
    }
    // Most names are told by this, without a look at the words around them.
    let least = if capital && !is_inside { floor - (CAPITAL - OPENER) - NO_NAME } else { floor };
    if near.may_reach() + worth(wrong) < least && (is_inside || !near.may_be_two()) {
        return None;
    }
    let neighbours = neighbours(text, token);
    let mut found = near.candidates(neighbours);
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
    let likelihood = best.total() + worth(wrong) - doubt_of_slip(wrong, best);
    if capital && !is_inside && best.note.frequency() >= OPENING {
        floor -= CAPITAL - OPENER;
    }
    let right = best.word.bytes();
    let right = &right[..best.word.len()];
    if capital && !is_inside {
        let doubt = doubt_of_name(text, token.end);
        floor += if slips::differs_in_doubling(wrong, right) { doubt.max(0) } else { doubt };
    }
    if likelihood < floor || capital && is_likelier_a_name(text, span, best, wrong, is_inside) {
        return None;
    }
    put_used_first(text, span, &mut found);
    let best = found.first()?;
    let right = best.word.bytes();
    let right = &right[..best.word.len()];
    let rule = if slips::is_repeat(wrong, right) { id::typo::REPEATED } else { id::typo::NONWORD };
    let value = suggestions(wrong, &found, token.shape, || *has_lost.get_or_init(|| apostrophe::are_lost(text)));
    let confidence = u8::try_from((FAIR + likelihood - LIKELY).clamp(FAIR, CERTAIN)).unwrap_or_default();
    let finding = Finding::value(rule, span, value).confidence(confidence);
    let sure = likelihood >= MEND
        && wrong.len() >= SHORTEST_MENDED
        && !slips::is_meant(wrong, right)
        && seen == 1
        && company.is_none()
        && found.len() == 1
        && !beside_letter(text, span)
        && context::stands_free(text, span);
    let right = in_shape(right, best.note.is_proper(), token.shape);
    if sure && !capital && !doubled::continues(text, &right, span) {
        return Some(Finding { replacement: Some(right.into()), ..finding });
    }
    Some(finding)
}

/// The score from which `wrong` is a slip, as far as its best candidate has no part in that.
fn floor(wrong: &[u8], shape: Shape, standing: &Standing<'_>) -> i32 {
    let capital = shape == Shape::Capital;
    let floor = if standing.is_inside {
        NAME
    } else if capital {
        CAPITAL
    } else {
        match (standing.surroundings, standing.company) {
            (Surroundings::Prose, None) => LIKELY,
            (Surroundings::Prose, Some(Company::Name)) if wrong.len() >= SHORTEST_FAINT => FAINT,
            _ => SURE,
        }
    };
    // A word that comes again is a word, unless the slip is a very likely one.
    let again = if capital { 18 } else { 12 };
    floor + again * i32::try_from(standing.seen - 1).unwrap_or(i32::MAX / 24).min(10)
}

/// How much more is asked of `wrong` to be a slip of `best`.
fn doubt_of_slip(wrong: &[u8], best: &Candidate) -> i32 {
    match wrong.len() {
        SHORTEST => THREE,
        LONG_HEARD.. if best.by_ear => EAR,
        _ if best.by_ear => SHORT_EAR,
        _ => 0,
    }
}

/// Whether `wrong`, which is written with a capital, is a name rather than a slip of `best`.
fn is_likelier_a_name(text: &str, span: Span, best: &Candidate, wrong: &[u8], is_inside: bool) -> bool {
    let right = best.word.bytes();
    if wrong.strip_suffix(b"e") == Some(&right[..best.word.len()]) {
        return true;
    }
    if is_inside { !names::may_be_slip(wrong, best) || gazetteer::knows(span.of(text)) } else { best.note.is_proper() }
}

/// What people and companies do, when a sentence opens with their name.
const BEHIND_NAMES: &[&str] = &[
    "added", "also", "and", "are", "asked", "did", "does", "had", "has", "is", "of", "said", "says", "told", "was",
    "were", "will", "would",
];

/// How likely a word with a capital, which ends at byte `end` and opens a sentence, is to be a name, by what is asked more
/// of a slip: a first name has another behind it, and no name is in front of most words in small letters.
fn doubt_of_name(text: &str, end: usize) -> i32 {
    let behind = text[end..].strip_prefix(' ').unwrap_or_default();
    let next = &behind[..behind.bytes().take_while(u8::is_ascii_alphabetic).count()];
    if next.starts_with(|first: char| first.is_ascii_uppercase()) {
        NAME_BEHIND
    } else if next.is_empty() || BEHIND_NAMES.binary_search(&next).is_ok() {
        0
    } else {
        -NO_NAME
    }
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

/// Moves up the words that the text has elsewhere: an article says again what it is about.
fn put_used_first(text: &str, span: Span, found: &mut [Candidate]) {
    if found.len() > 1 {
        let is_used = |candidate: &Candidate| {
            let letters = candidate.word.bytes();
            let word = in_shape(&letters[..candidate.word.len()], candidate.note.is_proper(), Shape::Lower);
            let reach = span.start.saturating_sub(USED_WITHIN)..text.len().min(span.end + USED_WITHIN);
            let near = |at: usize| is_whole(text, reach.start + at, word.len());
            word.len() >= SHORTEST_USED && memchr::memmem::find_iter(&text.as_bytes()[reach.clone()], &word).any(near)
        };
        found.sort_by_cached_key(|candidate| -candidate.total() - if is_used(candidate) { USED } else { 0 });
    }
}

/// Whether the `len` bytes from `at` on are a word.
fn is_whole(text: &str, at: usize, len: usize) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let bytes = text.as_bytes();
    !is_letter(at.checked_sub(1).and_then(|at| bytes.get(at))) && !is_letter(bytes.get(at + len))
}

/// The words found as the `after` column has them. In a text that has lost its apostrophes, a genitive that looks like a
/// slip of the plural is likelier than one (`the companys shares`).
fn suggestions(wrong: &[u8], found: &[Candidate], shape: Shape, has_lost: impl Fn() -> bool) -> String {
    let mut words: Vec<String> = Vec::with_capacity(found.len());
    for candidate in found {
        let letters = candidate.word.bytes();
        let right = &letters[..candidate.word.len()];
        let word = in_shape(right, candidate.note.is_proper(), shape);
        let is_owner = wrong.strip_suffix(b"s") == Some(right) && !right.ends_with(b"s");
        if is_owner && has_lost() {
            words.insert(0, format!("{word}'s"));
        } else {
            words.push(word);
        }
    }
    words.join("|")
}

#[cfg(test)]
mod tests {
    use super::{BEHIND_NAMES, doubt_of_name};

    #[test]
    fn a_name_is_followed_by_another_or_by_what_its_bearer_does() {
        assert!(BEHIND_NAMES.is_sorted());
        assert!(doubt_of_name("Gadren tools", 6) < 0);
        assert!(doubt_of_name("Korvel Mills", 6) > 0);
        assert!(doubt_of_name("Dorna said", 5) == 0 && doubt_of_name("Dorna, 40", 5) == 0);
    }
}
