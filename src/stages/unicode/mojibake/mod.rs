//! Text in UTF-8 that was read as something else, once or several times over.
//!
//! In any such text every character beyond ASCII has become two to four, which by their bytes in the wrong encoding are
//! a sequence of UTF-8 (`sequences`). Sequences turn up in right text too: « CAFÉ » and “IRMÔ hold some. So a sequence
//! must also look wrong where it stands (`evidence`), by itself or together with its neighbours. A text that was misread
//! several times is undone a layer at a time (`layers`). A repair that is missed can still be made; a false one destroys
//! what was right.

mod evidence;
mod layers;
mod pages;
mod sequences;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use self::pages::REVERSE;
use crate::finding::Finding;
use crate::rules::id;
use crate::text::Span;

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
            if REVERSE.pages(first, second) == 0 && !(second == ' ' && sequences::stands_before_space(first)) {
                return None;
            }
        }
        let stretches = self.stretches.get_or_init(|| {
            find(self.text).into_iter().map(|stretch| (stretch.span.start, (stretch.span.end, stretch.right))).collect()
        });
        let (end, right) = stretches.get(&at)?;
        Some(Finding::fix(id::unicode::MOJIBAKE, Span::new(at, *end), right.clone()))
    }
}

/// A stretch of mojibake and what it was.
#[derive(Debug)]
struct Stretch {
    span: Span,
    right: String,
}

/// All stretches of mojibake in `text`, in order.
fn find(text: &str) -> Vec<Stretch> {
    let mut stretches = layers::undo(text);
    for stretch in &mut stretches {
        mend_spaces(text, stretch);
    }
    let cut: Vec<Stretch> = cut_quotes(text)
        .filter(|cut| {
            let next = stretches.partition_point(|stretch| stretch.span.end <= cut.span.start);
            stretches.get(next).is_none_or(|stretch| cut.span.end <= stretch.span.start)
        })
        .collect();
    stretches.extend(cut);
    stretches.sort_by_key(|stretch| stretch.span);
    stretches
}

/// Gives back the space between two words that was taken for the no-break space of a sequence, and makes plain spaces
/// of no-break ones at the edges, which would be the next to be repaired.
fn mend_spaces(text: &str, stretch: &mut Stretch) {
    let Stretch { span, right } = stretch;
    if span.of(text).ends_with(' ') && right.ends_with('à') && text[span.end..].starts_with(char::is_alphanumeric) {
        span.end -= 1;
    }
    if right.ends_with('\u{A0}') || right.starts_with('\u{A0}') {
        *right = right.replace('\u{A0}', " ");
    }
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
        Stretch { span: Span::new(start, end), right: right.to_string() }
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    fn repaired(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for stretch in find(text) {
            out.push_str(&text[at..stretch.span.start]);
            out.push_str(&stretch.right);
            at = stretch.span.end;
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
