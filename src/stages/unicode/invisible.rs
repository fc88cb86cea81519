//! Characters that nobody sees: controls, zero-width and directional marks, and code points that mean nothing.

use std::cell::OnceCell;

use super::entities::WINDOWS_1252;
use crate::finding::Finding;
use crate::rules::{RuleId, id};
use crate::text::Span;

/// Finds invisible characters in one text.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// Whether any script of the text runs from right to left.
    has_right_to_left: OnceCell<bool>,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, has_right_to_left: OnceCell::new() }
    }

    /// What is wrong with the invisible character at `at` and those of the same kind behind it.
    pub(super) fn at(&self, at: usize) -> Option<Finding> {
        let c = self.text[at..].chars().next()?;
        if let Some(finding) = self.stand_in(at, c) {
            return Some(finding);
        }
        let rule = self.rule(at, c)?;
        let mut end = at + c.len_utf8();
        while let Some(next) = self.text[end..].chars().next()
            && self.rule(end, next) == Some(rule)
            && self.stand_in(end, next).is_none()
        {
            end += next.len_utf8();
        }
        if matches!(rule, id::unicode::PRIVATE_USE | id::unicode::REPLACEMENT) {
            return Some(Finding::value(rule, Span::new(at, end), ""));
        }
        if rule == id::unicode::SOFT_HYPHEN {
            end += line_end(&self.text[end..]);
        }
        Some(Finding::fix(rule, Span::new(at, end), ""))
    }

    /// Controls that stand for a character: those of windows-1252 read as Latin-1, those left of U+2018 and its like
    /// when only their low byte was kept, and the bullets of symbol fonts.
    fn stand_in(&self, at: usize, c: char) -> Option<Finding> {
        let (rule, meant) = match c {
            // U+0085 by itself ends a line.
            '\u{85}' => return None,
            '\u{80}'..='\u{9F}' => {
                (id::unicode::CONTROL, Some(WINDOWS_1252[c as usize - 0x80]).filter(|&meant| meant != c)?)
            }
            '\u{13}' | '\u{14}' | '\u{18}' | '\u{19}' | '\u{1C}' | '\u{1D}' => {
                let before = self.text[..at].chars().next_back();
                let after = self.text[at + 1..].chars().next();
                let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                if !beside(before) && !beside(after) {
                    return None;
                }
                (id::unicode::CONTROL, char::from_u32(0x2000 + c as u32)?)
            }
            '\u{F0B7}' => (id::unicode::PRIVATE_USE, '•'),
            '\u{F0A7}' => (id::unicode::PRIVATE_USE, '▪'),
            _ => return None,
        };
        Some(Finding::fix(rule, Span::new(at, at + c.len_utf8()), meant.to_string()))
    }

    /// The rule that takes the character at `at` out, if it is out of place there.
    fn rule(&self, at: usize, c: char) -> Option<RuleId> {
        let rule = match c {
            '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}' => {
                id::unicode::CONTROL
            }
            '\u{AD}' => id::unicode::SOFT_HYPHEN,
            '\u{FEFF}' if at == 0 => id::unicode::BYTE_ORDER_MARK,
            '\u{200B}' if self.stands_in_script(at) => return None,
            '\u{200C}' | '\u{200D}' if self.stands_in_script(at) || self.joins_emoji(at, c) => return None,
            '\u{E0020}'..='\u{E007F}' if self.is_flag(at) => return None,
            '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{180E}' | '\u{E0000}'..='\u{E007F}' => {
                id::unicode::ZERO_WIDTH
            }
            '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                if *self.has_right_to_left.get_or_init(|| self.text.contains(is_right_to_left)) {
                    return None;
                }
                id::unicode::BIDI
            }
            char::REPLACEMENT_CHARACTER => id::unicode::REPLACEMENT,
            '\u{FFF9}'..='\u{FFFC}' | '\u{FDD0}'..='\u{FDEF}' => id::unicode::NONCHARACTER,
            _ if c as u32 & 0xFFFE == 0xFFFE => id::unicode::NONCHARACTER,
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => id::unicode::PRIVATE_USE,
            _ => return None,
        };
        Some(rule)
    }

    /// Whether the character before is of a script that needs joiners or breaks: all from Hebrew on, to the
    /// punctuation, but not Greek, Cyrillic and the Latin of Vietnamese.
    fn stands_in_script(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        before.is_some_and(|c| matches!(c, '\u{590}'..='\u{1DFF}' | '\u{A800}'..='\u{ABFF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{11FFF}' | '\u{1E800}'..='\u{1EEFF}'))
    }

    fn joins_emoji(&self, at: usize, c: char) -> bool {
        let is_emoji = |c: char| matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0F}');
        self.text[..at].chars().next_back().is_some_and(is_emoji)
            && self.text[at + c.len_utf8()..].chars().next().is_some_and(is_emoji)
    }

    /// Whether the tag at `at` spells out a black flag, as that of Scotland.
    fn is_flag(&self, at: usize) -> bool {
        let is_tag = |c: &char| matches!(c, '\u{E0020}'..='\u{E007F}');
        self.text[..at].chars().rev().take(8).find(|c| !is_tag(c)) == Some('\u{1F3F4}')
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{60B}' | '\u{60D}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}')
        || matches!(c, '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The length of the line end that a soft hyphen divided a word at, when the word goes on behind it.
fn line_end(rest: &str) -> usize {
    let end = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    if end > 0 && rest[end..].starts_with(char::is_lowercase) { end } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::Reader;

    fn seen(text: &str) -> String {
        let reader = Reader::new(text);
        let mut out = String::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if let Some(finding) = reader.at(at) {
                out.push_str(finding.replacement.as_deref().unwrap_or(finding.span.of(text)));
                at = finding.span.end;
            } else {
                out.push(c);
                at += c.len_utf8();
            }
        }
        out
    }

    #[test]
    fn what_nobody_sees_goes() {
        assert_eq!(seen("\u{FEFF}Par\u{200B}is\u{AD}, \0\u{1}ville\u{FEFF}"), "Paris, ville");
        assert_eq!(seen("infor\u{AD}\nmation"), "information");
        assert_eq!(seen("It\u{92}s \u{93}fine\u{94}"), "It’s “fine”");
        assert_eq!(seen("It\u{19}s \u{1C}fine\u{1D}"), "It’s “fine”");
        assert_eq!(seen("\u{202A}left to right\u{202C}"), "left to right");
        assert_eq!(seen("\u{F0B7} bread"), "• bread");
    }

    #[test]
    fn what_scripts_need_stays() {
        for text in [
            "می‌خواهم",
            "👩‍🚀",
            "क्‍ष",
            "שלום \u{200F}!",
            "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
            "ភាសា\u{200B}ខ្មែរ",
        ] {
            assert_eq!(seen(text), text);
        }
    }
}
