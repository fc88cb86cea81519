//! Whether a sequence of characters looks wrong where it stands.

use super::layers::ENOUGH;
use super::pages::{COUNT, PAGES};
use super::sequences::{Sequence, sequence_at};
use crate::text::Span;

/// What kind of character a sequence stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A Latin letter beyond ASCII.
    Latin,
    /// A mark over the letter before.
    Mark,
    /// Punctuation, a symbol, an emoji, a no-break space.
    Sign,
    /// A letter of another script.
    Script,
}

/// The class of what is found in news; nothing for the rest, which no one wrote.
#[expect(clippy::match_same_arms, reason = "one block of Unicode after the other")]
fn class(c: char, page: usize) -> Option<Class> {
    Some(match c {
        '\u{C0}'..='\u{17F}' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{218}'..='\u{21B}' | '\u{1E00}'..='\u{1EFF}' => {
            Class::Latin
        }
        '\u{1CD}'..='\u{1DC}' | '\u{192}' => Class::Latin,
        '\u{300}'..='\u{328}' => Class::Mark,
        '\u{A0}'..='\u{BF}' | '\u{2C6}'..='\u{2DD}' | '\u{2010}'..='\u{205E}' => Class::Sign,
        '\u{2002}'..='\u{200A}'
        | '\u{2070}'..='\u{209C}'
        | '₡'
        | '₦'
        | '₩'..='€'
        | '₱'
        | '₴'
        | '₸'..='₺'
        | '₽'
        | '\u{2100}'..='\u{27BF}' => Class::Sign,
        '\u{2900}'..='\u{2BFF}' | '\u{FB00}'..='\u{FB06}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}' | '\u{FFFD}' => {
            Class::Sign
        }
        '\u{1F000}'..='\u{1FAFF}' | '\u{2060}' => Class::Sign,
        '\u{386}'..='\u{3CE}' | '\u{401}'..='\u{45F}' | '\u{490}'..='\u{4FF}' | '\u{531}'..='\u{587}' => Class::Script,
        '\u{5B0}'..='\u{5EA}' | '\u{60C}'..='\u{6D5}' | '\u{6F0}'..='\u{6F9}' | '\u{901}'..='\u{E5B}' => Class::Script,
        '\u{10A0}'..='\u{10FF}' | '\u{1F00}'..='\u{1FFE}' | '\u{3001}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' => {
            Class::Script
        }
        '\u{AC00}'..='\u{D7A3}' | '\u{FF01}'..='\u{FFEF}' => Class::Script,
        // Zero-width characters are common enough to be found in the commonest encoding alone.
        '\u{200B}'..='\u{200F}' if page == 0 => Class::Sign,
        _ => return None,
    })
}

/// What stands behind a word in right text.
fn is_trailing(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•' | '«' | '»' | '‹' | '›' | '™' | '\u{A0}' | ' ')
        || matches!(c, '،' | '؛' | '؟' | '\u{200C}'..='\u{200F}')
}

/// What may stand behind a capital letter in right text now and then.
fn may_trail(c: char) -> bool {
    is_trailing(c)
        || matches!(
            c,
            '®' | '©' | '°' | '²' | '³' | '¹' | 'ª' | 'º' | '§' | '·' | '¡' | '¿' | '€' | '£' | '†' | '‡' | '‰'
        )
}

/// A letter that words are made of; ª and ƒ are letters for the Unicode Standard alone.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'µ' | 'ƒ' | 'ˆ' | 'ˇ')
}

fn is_latin(c: char) -> bool {
    is_letter(c) && (c < '\u{250}' || ('\u{1E00}'..='\u{1EFF}').contains(&c))
}

/// A sign that lines and formulas are made of, and no punctuation.
fn is_drawing(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{25FF}' | '¬' | 'ƒ')
}

/// The first characters of the sequences of Latin letters in windows-1252. No language ends a word in them that also
/// has symbols behind it.
fn is_common_lead(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'Ä' | 'Å')
}

/// How much speaks for `sequence` to be mojibake: 0 nothing, 1 something, 2 enough by itself. `touches` says that
/// another sequence ends where it begins.
pub(super) fn weigh(text: &str, sequence: Sequence, page: usize, touches: bool) -> u32 {
    let Sequence { span: Span { start, end }, meant, .. } = sequence;
    // A control is what a character of another sequence was made of, a layer deeper.
    let deeper = (touches && ('\u{80}'..='\u{9F}').contains(&meant)).then_some(Class::Sign);
    let Some(class) = class(meant, page).or(deeper) else { return 0 };
    let before = text[..start].chars().next_back().filter(|c| !c.is_whitespace());
    let after = text[end..].chars().next();
    let mut chars = text[start..end].chars();
    let Some(lead) = chars.next() else { return 0 };
    let rest = chars.as_str();
    let place = Place { before, after, touches, text_after: &text[end..] };
    if rest == " " || rest == "\u{A0}" {
        return place.spaced(lead, meant);
    }
    if is_of_word(text, sequence, page, before.filter(|_| !touches)) {
        return 0;
    }
    let strange = |c: char| !is_letter(c) && !is_trailing(c);
    let breaks_case = before.is_some_and(char::is_lowercase) && lead.is_uppercase();
    let breaks_script =
        [before, after].into_iter().flatten().any(|c| is_latin(c) && is_letter(lead) && !is_latin(lead));
    let mixes_case = lead.is_lowercase() && rest.chars().any(char::is_uppercase);
    let mixes_script = is_letter(lead) && !is_latin(lead) && rest.chars().any(is_latin);
    let goes_on = after.is_some_and(char::is_lowercase);
    let len = text[start..end].chars().count();
    let enough = |yes: bool| if yes { ENOUGH } else { 0 };
    // A capital within a word is the wrong letter, unless it is half of a deeper layer.
    let is_inner = after.is_none_or(|c| c.is_ascii()) && before.is_some_and(char::is_lowercase);
    if class == Class::Latin && meant.is_uppercase() && is_inner && !touches {
        return 0;
    }
    match class {
        Class::Sign if len > 2 => {
            let natural = text[start..end].chars().all(is_letter) && !mixes_case && !breaks_case && !goes_on;
            enough(
                rest.chars().any(strange)
                    || mixes_case
                    || mixes_script
                    || (matches!(meant, '\u{2010}'..='\u{2044}') && !natural),
            )
        }
        Class::Latin if len > 2 => enough(rest.chars().any(strange) || breaks_case || breaks_script || mixes_script),
        Class::Mark => enough(before.is_some_and(is_letter) && rest.chars().any(strange)),
        Class::Script => {
            let odd = rest.chars().any(strange) || is_drawing(lead) && !matches!(lead, '¬');
            u32::from(odd) + u32::from(breaks_case || mixes_case && len > 2)
        }
        Class::Latin | Class::Sign => {
            let second = rest.chars().next().unwrap_or(' ');
            if is_drawing(lead) {
                let beside =
                    before.is_some_and(is_letter) || goes_on && !matches!(second, 'π' | 'Ω' | '∂' | '∑' | '∆' | 'µ');
                return if beside || class == Class::Sign { ENOUGH } else { 1 };
            }
            if !is_letter(lead) {
                return 0;
            }
            if !is_latin(lead) {
                return if breaks_script { ENOUGH } else { u32::from(strange(second)) };
            }
            let common = is_common_lead(lead) || page != 0 && PAGES[page].0 != "windows-1254";
            if common && strange(second) || !common && !may_trail(second) && !is_letter(second) || breaks_case {
                return ENOUGH;
            }
            if is_letter(second) {
                return enough(common && goes_on && !is_natural_pair(lead, second, page));
            }
            let opens_word = before.is_none_or(|c| !c.is_alphanumeric());
            enough(
                common && (goes_on && opens_word || class == Class::Sign && opens_word && after.is_some_and(is_letter)),
            )
        }
    }
}

/// Whether the sequence is part of a word in letters of one script other than Latin, as `ВіртАдр` is, whose letters from
/// т on are a bullet in code page 866. `before` is what stands before it and is of no sequence.
fn is_of_word(text: &str, sequence: Sequence, page: usize, before: Option<char>) -> bool {
    let is_other = |c: char| is_letter(c) && !is_latin(c);
    let end = sequence.span.end;
    let goes_on = text[end..].chars().next().is_some_and(is_other);
    sequence.span.of(text).chars().all(is_other)
        && (before.is_some_and(is_other) || goes_on && sequence_at(text, end, page).is_none())
}

/// Whether two letters may follow one another in a right word.
fn is_natural_pair(lead: char, second: char, page: usize) -> bool {
    page != 0 || !matches!(lead, 'Ã' | 'Å' | 'Ä') || !matches!(second, 'œ' | 'ž' | 'š' | 'Ÿ' | 'Š' | 'Œ' | 'Ž')
}

/// What stands around a sequence.
struct Place<'t> {
    before: Option<char>,
    after: Option<char>,
    touches: bool,
    text_after: &'t str,
}

impl Place<'_> {
    /// The weight of a sequence whose last byte is a space of any kind. A capital may well stand before one.
    fn spaced(&self, lead: char, meant: char) -> u32 {
        let glued = self.before.is_some_and(|c| !c.is_uppercase() && !matches!(c, '“' | '"' | '(' | '‘' | '\''));
        let enough = |yes: bool| if yes { ENOUGH } else { 0 };
        match (lead, meant) {
            ('Â', '\u{A0}') => enough(glued || self.touches),
            ('Ã', 'à') => enough(glued || self.touches || self.before.is_none() && self.after == Some(' ')),
            ('Ð', 'Р') => u32::from(self.touches || self.text_after.starts_with(['Ð', 'Ñ'])),
            _ => 0,
        }
    }
}

/// What many sequences that touch weigh together beyond what each does: nothing where they could be a word of the
/// script that the encoding is for.
pub(super) fn of_many(word: &[Sequence], page: usize) -> u32 {
    let scripts = word.iter().filter(|sequence| class(sequence.meant, page) == Some(Class::Script)).count();
    let odd = word.iter().filter(|sequence| sequence.weight > 0).count();
    if scripts == word.len() && (odd > 0 || word.len() >= 4) { ENOUGH } else { 0 }
}

/// Whether a word that weighs too little may be right even in a document that is known to be damaged. `known` says that
/// the damage is known from elsewhere, so that letters of a script can be what the repair of it has brought to light.
pub(super) fn may_be_right(text: &str, word: &[Sequence], page: usize, known: bool) -> bool {
    let weighs = word.iter().any(|sequence| sequence.weight > 0);
    word.iter().any(|sequence| class(sequence.meant, page).is_none())
        || word.iter().all(|sequence| {
            let before = text[..sequence.span.start].chars().next_back();
            let slice = sequence.span.of(text);
            let mut chars = slice.chars();
            let lead = chars.next().unwrap_or(' ');
            if slice.ends_with(' ') {
                return true;
            }
            if !is_letter(lead) {
                return !(is_drawing(lead) || weighs || word.len() > 1);
            }
            if !is_latin(lead) {
                return slice.chars().all(is_letter) && (known || slice.chars().count() > 2);
            }
            before.is_some_and(char::is_uppercase) && chars.all(may_trail)
        })
}

/// Whether what a word means is a sequence once more, in any encoding.
pub(super) fn goes_deeper(word: &[Sequence]) -> bool {
    if word.len() < 2 {
        return false;
    }
    let meant: String = word.iter().map(|sequence| sequence.meant).collect();
    let starts = meant.char_indices().map(|(at, _)| at);
    starts.into_iter().any(|at| {
        (0..COUNT).any(|page| {
            let deeper = sequence_at(&meant, at, page);
            deeper.is_some_and(|deeper| class(deeper.meant, page).is_some() && !deeper.span.of(&meant).contains(' '))
        })
    })
}

/// Letters that whole languages lean on. Asked for only to choose between two readings of the same text.
const COMMON: &str = "áàâäãåçéèêíîñóôöõúüýąćęłńśźżčďěňřšťůžőűğışăđøæ\
    абвгдежзийклмнопрстуфхцчшщъыьэюяіїєҐґёαβγδεζηθικλμνξοπρςστυφχψωάέήίόύώ‘’“”–—…€£°";

/// How odd the characters of `span` are in their place: rare ones, lone capitals, capitals within words, letters of two
/// scripts in one word.
pub(super) fn strain_of(text: &str, span: Span) -> u32 {
    let mut before = text[..span.start].chars().next_back();
    let mut chars = text[span.start..].char_indices().peekable();
    let mut strain = 0;
    while let Some((at, c)) = chars.next() {
        let joined = before.zip(Some(c)).filter(|&(a, b)| is_letter(a) && is_letter(b));
        if joined.is_some_and(|(a, b)| a.is_lowercase() && b.is_uppercase() || is_latin(a) != is_latin(b)) {
            strain += 8;
        }
        if span.start + at >= span.end {
            break;
        }
        let is_lone = c.is_uppercase() && chars.peek().is_none_or(|(_, after)| !is_letter(*after));
        strain += match class(c, 0) {
            None => 8,
            // No word has ß behind a consonant.
            Some(_) if c == 'ß' => {
                if before.is_some_and(is_vowel) {
                    0
                } else {
                    2
                }
            }
            Some(_) if c == 'ü' && before == Some('a') => 1,
            Some(_) if !c.to_lowercase().all(|c| COMMON.contains(c)) => 2,
            Some(_) => u32::from(is_lone),
        };
        before = Some(c);
    }
    strain
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' | 'ü')
}

/// How many characters `words` mean that no one wrote.
pub(super) fn unwritten(words: &[Vec<Sequence>]) -> usize {
    words.iter().flatten().filter(|sequence| class(sequence.meant, 0).is_none()).count()
}
