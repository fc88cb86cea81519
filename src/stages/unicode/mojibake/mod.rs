//! Text in UTF-8 that was read as something else, once or several times over.
//!
//! In any such text every character beyond ASCII has become two to four, which by their bytes in the wrong encoding are
//! a sequence of UTF-8. Sequences turn up in right text too: « CAFÉ » and “IRMÔ hold some. So a sequence must also
//! look wrong where it stands ([`weigh`]), by itself or together with its neighbours. A repair that is missed can still
//! be made; a false one destroys what was right.

mod evidence;
mod pages;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use self::evidence::weigh;
use self::pages::{COUNT, REVERSE};
use crate::finding::Finding;
use crate::rules::id;
use crate::text::{Span, stops};

/// What a stretch must weigh to be repaired.
const ENOUGH: u32 = 2;
/// With this much found in one encoding, the document is known to be damaged, and sequences that might be right by
/// themselves are repaired, too.
const PLENTY: u32 = 6;
/// No text has been read wrongly more often.
const MOST_LAYERS: usize = 4;

/// What `â€`, whose third byte has been lost, begins with in most encodings.
const CUT: &str = "â€";

/// Finds mojibake in one text.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// All of it, by start, found at the first suspicion.
    stretches: OnceCell<BTreeMap<usize, (usize, String)>>,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, stretches: OnceCell::new() }
    }

    /// The stretch of mojibake that begins at `at`.
    pub(super) fn at(&self, at: usize) -> Option<Finding> {
        if self.stretches.get().is_none() {
            let mut chars = self.text[at..].chars();
            let (first, second) = (chars.next()?, chars.next()?);
            if REVERSE.pages(first, second) == 0 && !(second == ' ' && stands_before_space(first)) {
                return None;
            }
        }
        let stretches = self.stretches.get_or_init(|| {
            find(self.text, false).into_iter().map(|stretch| (stretch.start, (stretch.end, stretch.right))).collect()
        });
        let (end, right) = stretches.get(&at)?;
        Some(Finding::fix(id::unicode::MOJIBAKE, Span::new(at, *end), right.clone()))
    }
}

/// A stretch of mojibake and what it was.
struct Stretch {
    start: usize,
    end: usize,
    right: String,
}

/// Characters that stand for one sequence of UTF-8 in some encoding.
#[derive(Clone, Copy, Debug)]
struct Sequence {
    start: usize,
    end: usize,
    meant: char,
    weight: u32,
}

/// All stretches of mojibake in `text`, in order. `known` says that it has been damaged for certain.
fn find(text: &str, known: bool) -> Vec<Stretch> {
    let mut found: Vec<(u32, Vec<Vec<Sequence>>)> = Vec::new();
    let suspects = suspects(text);
    let pages = suspects.iter().fold(0, |pages, suspect| pages | suspect.pages);
    for page in (0..COUNT).filter(|page| pages & 1 << page != 0) {
        let words = words(text, &suspects, page);
        let accepted = accepted(text, words, page, known);
        let weight: u32 = accepted.iter().flatten().map(|sequence| sequence.weight).sum();
        if !accepted.is_empty() {
            found.push((weight, accepted));
        }
    }
    // The encoding that explains most comes first; where two explain as much, the commoner one.
    found.sort_by_key(|(weight, _)| u32::MAX - weight);
    let mut stretches: BTreeMap<usize, Stretch> = BTreeMap::new();
    let mut push = |stretch: Stretch| {
        let before = stretches.range(..=stretch.start).next_back();
        let free = before.is_none_or(|(_, before)| before.end <= stretch.start)
            && stretches.range(stretch.start..).next().is_none_or(|(start, _)| stretch.end <= *start);
        if free {
            stretches.insert(stretch.start, stretch);
        }
    };
    for word in found.into_iter().flat_map(|(_, words)| words) {
        push(stretch(text, &word));
    }
    cut_quotes(text).for_each(&mut push);
    stretches.into_values().collect()
}

/// A place where a sequence may begin.
struct Suspect {
    at: usize,
    /// The encodings that its first two characters fit.
    pages: u16,
}

/// All places where a sequence may begin in some encoding.
fn suspects(text: &str) -> Vec<Suspect> {
    let leads = stops(text, |_| false, |[byte, ..]| byte >= 0xC2);
    leads
        .filter_map(|at| {
            let mut chars = text[at..].chars();
            let (first, second) = (chars.next()?, chars.next()?);
            let pages = match second {
                ' ' => u16::from(stands_before_space(first)),
                _ => REVERSE.pages(first, second),
            };
            (pages != 0).then_some(Suspect { at, pages })
        })
        .collect()
}

/// Whether `c` begins a sequence that a no-break space ends, which many a tool turns into a plain one.
const fn stands_before_space(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'Ð')
}

/// All sequences in encoding number `page`, those that touch one another together.
fn words(text: &str, suspects: &[Suspect], page: usize) -> Vec<Vec<Sequence>> {
    let mut words: Vec<Vec<Sequence>> = Vec::new();
    let mut done = 0;
    for at in suspects.iter().filter(|suspect| suspect.pages & 1 << page != 0).map(|suspect| suspect.at) {
        if at < done {
            continue;
        }
        let Some(mut sequence) = sequence(text, at, page) else { continue };
        let touching = words.last_mut().filter(|word| word.last().is_some_and(|last| last.end == at));
        sequence.weight = weigh(text, sequence, page, touching.is_some());
        done = sequence.end;
        match touching {
            Some(word) => word.push(sequence),
            None => words.push(vec![sequence]),
        }
    }
    words
}

/// The sequence that begins at `at`.
fn sequence(text: &str, at: usize, page: usize) -> Option<Sequence> {
    let mut chars = text[at..].chars();
    let first = chars.next()?;
    let lead = REVERSE.byte(first, page)?;
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut end = at + first.len_utf8();
    for byte in &mut bytes[1..len] {
        let c = chars.next()?;
        *byte = if c == ' ' && page == 0 && stands_before_space(first) {
            0xA0
        } else {
            REVERSE.byte(c, page).filter(|byte| (0x80..0xC0).contains(byte))?
        };
        end += c.len_utf8();
    }
    let meant = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    Some(Sequence { start: at, end, meant, weight: 0 })
}

/// Those of `words` that are mojibake. Words with little between them are weighed together.
fn accepted(text: &str, words: Vec<Vec<Sequence>>, page: usize, known: bool) -> Vec<Vec<Sequence>> {
    let weights: Vec<u32> = words.iter().map(|word| weight_of(word, page)).collect();
    let mut taken = vec![false; words.len()];
    let mut start = 0;
    for end in 1..=words.len() {
        let goes_on = end < words.len() && {
            let (last, next) = (words[end - 1].last(), words[end].first());
            let between = last.zip(next).map_or("", |(last, next)| &text[last.end..next.start]);
            between.len() <= 2 && between.bytes().all(|byte| byte == b' ' || byte.is_ascii_punctuation())
        };
        if !goes_on {
            let enough = weights[start..end].iter().sum::<u32>() >= ENOUGH;
            taken[start..end].fill(enough);
            start = end;
        }
    }
    let sum: u32 = weights.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(weight, _)| weight).sum();
    let plenty = sum >= PLENTY;
    words
        .into_iter()
        .zip(taken)
        .filter(|(word, taken)| *taken || (plenty || known) && !evidence::may_be_right(text, word, page, !plenty))
        .map(|(word, _)| word)
        .collect()
}

/// What a word weighs. Three sequences that touch are no chance even if each could be.
fn weight_of(word: &[Sequence], page: usize) -> u32 {
    let weights = word.iter().map(|sequence| sequence.weight).sum::<u32>();
    weights + if word.len() >= 3 { evidence::of_many(word, page) } else { 0 }
}

/// The stretch that the sequences of a word stand for, all layers of it.
fn stretch(text: &str, word: &[Sequence]) -> Stretch {
    let (start, mut end) = (word[0].start, word[word.len() - 1].end);
    let mut right: String = word.iter().map(|sequence| sequence.meant).collect();
    let before = text[..start].chars().next_back().map_or_else(String::new, String::from);
    for _ in 0..MOST_LAYERS {
        let after = text[end..].chars().next().map_or_else(String::new, String::from);
        let context = format!("{before}{right}{after}");
        let inner = Span::new(before.len(), before.len() + right.len());
        let mut again = String::new();
        let mut at = inner.start;
        for deeper in find(&context, true) {
            if deeper.start >= at && deeper.end <= inner.end {
                again.push_str(&context[at..deeper.start]);
                again.push_str(&deeper.right);
                at = deeper.end;
            }
        }
        if at == inner.start {
            break;
        }
        again.push_str(&context[at..inner.end]);
        right = again;
    }
    // A space that was taken for a no-break space may be the one between two words.
    let last = &text[word[word.len() - 1].start..end];
    if last.ends_with(' ') && right.ends_with('à') && text[end..].starts_with(char::is_alphanumeric) {
        end -= 1;
    }
    if right.ends_with('\u{A0}') || right.starts_with('\u{A0}') {
        right = right.replace('\u{A0}', " ");
    }
    Stretch { start, end, right }
}

/// Curly quotes of which only the first two characters are left, as where the third was taken for a control.
fn cut_quotes(text: &str) -> impl Iterator<Item = Stretch> + '_ {
    memchr::memmem::find_iter(text.as_bytes(), CUT.as_bytes()).map(|start| {
        let mut end = start + CUT.len();
        if let Some(c) = text[end..].chars().next().filter(|c| matches!(c, '?' | '\u{FFFD}' | '\u{9D}')) {
            end += c.len_utf8();
        }
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_open = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
        let right = match (is_word(before), is_word(after)) {
            (true, true) => '’',
            (_, true) if is_open => '“',
            (_, false) if is_open && after.is_some_and(char::is_whitespace) => '–',
            _ => '”',
        };
        Stretch { start, end, right: right.to_string() }
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    fn repaired(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for stretch in find(text, false) {
            out.push_str(&text[at..stretch.start]);
            out.push_str(&stretch.right);
            at = stretch.end;
        }
        out.push_str(&text[at..]);
        out
    }

    #[test]
    fn mojibake_becomes_what_it_was() {
        for (wrong, right) in [
            ("donâ€™t", "don’t"),
            ("â€œFine,â€\u{9d} he said", "“Fine,” he said"),
            ("â€œFine,â€ he said", "“Fine,” he said"),
            ("cafÃ©", "café"),
            ("Ã–sterreich", "Österreich"),
            ("voilÃ  !", "voilà !"),
            ("S.Ã  r.l.", "S.à r.l."),
            ("costs Â£5", "costs £5"),
            ("the end.Â  The next", "the end.  The next"),
            ("ÐœÐ¾Ñ\u{81}ÐºÐ²Ð°", "Москва"),
            ("РњРѕСЃРєРІР°", "Москва"),
            ("donÃ¢â‚¬â„¢t", "don’t"),
            ("cafÃƒÂ©", "café"),
            ("caf√©", "café"),
            ("don‚Äôt", "don’t"),
            ("caf├⌐", "café"),
            ("donΓÇÖt", "don’t"),
            ("æ—¥æœ¬", "日本"),
            ("ðŸ˜€ he said", "😀 he said"),
        ] {
            assert_eq!(repaired(wrong), right, "{wrong}");
        }
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for text in [
            "« CAFÉ »",
            "“IRMÔ",
            "CAFÉ™",
            "„Spaß“",
            "SÃO PAULO",
            "“Café”…",
            "l’été…",
            "Ð is a letter",
            "В\u{A0}Москве",
            "Різдво",
            "5 Å",
            "√2",
            "├── src",
            "„ÖSTERREICH“",
            "VOILÀ…",
            "NATÜRLICH»",
            "¿Qué?",
            "‘“Où?”’",
            "É”",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
