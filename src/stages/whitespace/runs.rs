//! Runs of white space and what becomes of them.

use std::borrow::Cow;

use super::tables;
use crate::finding::Finding;
use crate::rules::{Action, RuleId, RuleSet, id};
use crate::text::Span;

/// Where a run stands in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The document begins with it.
    pub(super) opens: bool,
    /// The document ends with it.
    pub(super) closes: bool,
}

/// The rules on runs, as bits; where several change one run, the first in this order gives its name to the row.
const RULES: [(u8, RuleId); 7] = [
    (FINAL_NEWLINE, id::whitespace::FINAL_NEWLINE),
    (BLANK_LINES, id::whitespace::BLANK_LINES),
    (INDENT, id::whitespace::INDENT),
    (TRAILING, id::whitespace::TRAILING_SPACE),
    (SPACE_RUN, id::whitespace::SPACE_RUN),
    (LINE_END, id::whitespace::LINE_END),
    (ODD_SPACE, id::whitespace::ODD_SPACE),
];
const FINAL_NEWLINE: u8 = 1;
const BLANK_LINES: u8 = 2;
const INDENT: u8 = 4;
const TRAILING: u8 = 8;
const SPACE_RUN: u8 = 16;
const LINE_END: u8 = 32;
const ODD_SPACE: u8 = 64;
const ALL: u8 = 127;

/// Which of the rules change the text and which only look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steps {
    fix: u8,
    look: u8,
}

impl Steps {
    pub(super) fn of(rules: &RuleSet) -> Self {
        let bits = |wanted: fn(Action) -> bool| {
            RULES.iter().filter(|(_, rule)| wanted(rules.action(*rule))).fold(0, |bits, (bit, _)| bits | bit)
        };
        Self {
            fix: bits(|action| action == Action::Fix),
            look: bits(|action| matches!(action, Action::Note | Action::Flag)),
        }
    }
}

/// What counts as white space in a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spaces {
    /// Whether U+3000 does. In Chinese and Japanese text it belongs to the typography.
    ideographic: bool,
}

impl Spaces {
    /// Of a text with those stops, among which all its U+3000 are.
    pub(super) fn of(text: &str, stops: &[usize]) -> Self {
        let ideographic = stops.iter().any(|&at| text.as_bytes()[at..].starts_with("\u{3000}".as_bytes()));
        Self { ideographic: ideographic && !text.contains(is_wide) }
    }

    pub(super) fn has(self, c: char) -> bool {
        matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}')
            || (c == '\u{3000}' && self.ideographic)
    }

    /// The start of the run of white space that `at` lies in, not before `from`.
    pub(super) fn start_of_run(self, text: &str, from: usize, at: usize) -> usize {
        from + text[from..at].trim_end_matches(|c| self.has(c)).len()
    }

    /// The end of the run of white space that begins at `start`.
    pub(super) fn end_of_run(self, text: &str, start: usize) -> usize {
        text.len() - text[start..].trim_start_matches(|c| self.has(c)).len()
    }

    /// `line` without white space at its start.
    pub(super) fn trim_start(self, line: &str) -> &str {
        line.trim_start_matches(|c| self.has(c))
    }

    /// `line` without white space at its ends.
    pub(super) fn trim(self, line: &str) -> &str {
        line.trim_matches(|c| self.has(c))
    }
}

/// Han, Kana, Hangul, their punctuation and their wide forms.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{2FFF}' | '\u{3001}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}')
        || matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Adds what the rules say of `run`.
pub(super) fn read(run: Span, text: &str, place: Place, steps: Steps, findings: &mut Vec<Finding>) {
    let slice = run.of(text);
    let inner = !place.opens && !place.closes;
    if inner && matches!(slice, " " | "\n" | "\n\n") || place.closes && !place.opens && slice == "\n" {
        return;
    }
    if inner && tables::is_column_gap(text, run) {
        return;
    }
    // The commonest runs, with nothing switched off.
    let common = match slice {
        _ if !inner || steps.fix != ALL => None,
        "\r\n" => Some((id::whitespace::LINE_END, "\n")),
        "\r\n\r\n" => Some((id::whitespace::LINE_END, "\n\n")),
        "  " => Some((id::whitespace::SPACE_RUN, " ")),
        "\u{A0}" => Some((id::whitespace::ODD_SPACE, " ")),
        _ => None,
    };
    if let Some((rule, replacement)) = common {
        findings.push(Finding::fix(rule, run, replacement));
        return;
    }
    let mut push = |on: u8| {
        let (replacement, changed) = canonical(slice, place, on);
        if replacement != slice
            && let Some((_, rule)) = RULES.iter().find(|(bit, _)| changed & bit != 0)
        {
            let replacement = match &*replacement {
                "" => Cow::Borrowed(""),
                " " => Cow::Borrowed(" "),
                "\n" => Cow::Borrowed("\n"),
                "\n\n" => Cow::Borrowed("\n\n"),
                _ => Cow::Owned(replacement),
            };
            findings.push(Finding::fix(*rule, run, replacement));
        }
    };
    push(steps.fix);
    for (bit, _) in RULES.iter().filter(|(bit, _)| steps.look & bit != 0) {
        push(*bit);
    }
}

/// What the rules in `on` make of a run, and which of them changed it.
fn canonical(run: &str, place: Place, on: u8) -> (String, u8) {
    if place.closes && on & FINAL_NEWLINE != 0 {
        let wanted = if place.opens { "" } else { "\n" };
        let only_spaces = run.ends_with('\n') && !run[..run.len() - 1].contains(is_line_end);
        let rule = if only_spaces && !place.opens && on & TRAILING != 0 { TRAILING } else { FINAL_NEWLINE };
        return (wanted.to_owned(), rule);
    }
    let mut canon = Canon { on, out: String::new(), changed: 0 };
    let last_end = run.char_indices().rev().find(|(_, c)| is_line_end(*c)).map(|(at, c)| at + c.len_utf8());
    let Some(last_end) = last_end else {
        if place.opens {
            canon.drop_if(INDENT, run);
        } else if place.closes {
            canon.drop_if(TRAILING, run);
        } else {
            canon.spaces(run);
        }
        return (canon.out, canon.changed);
    };
    let (mut lines, indent) = run.split_at(last_end);
    if place.opens && on & BLANK_LINES != 0 {
        canon.changed |= BLANK_LINES;
    } else {
        let mut ends = 0;
        while !lines.is_empty() {
            let at = lines.find(is_line_end).expect("the part ends in a line end");
            canon.drop_if(TRAILING, &lines[..at]);
            let len = line_end_len(&lines[at..]);
            ends += 1;
            if ends > 2 && on & BLANK_LINES != 0 {
                canon.changed |= BLANK_LINES;
            } else {
                canon.line_end(&lines[at..at + len]);
            }
            lines = &lines[at + len..];
        }
    }
    canon.drop_if(INDENT, indent);
    (canon.out, canon.changed)
}

/// The length of the line end that `rest` begins with. CR CR LF is one that was converted twice.
fn line_end_len(rest: &str) -> usize {
    match rest.as_bytes() {
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', b'\n', ..] => 2,
        _ => rest.chars().next().map_or(0, char::len_utf8),
    }
}

/// A run on its way to what it becomes.
struct Canon {
    on: u8,
    out: String,
    changed: u8,
}

impl Canon {
    /// Leaves `part` out if the rule is on.
    fn drop_if(&mut self, rule: u8, part: &str) {
        if part.is_empty() {
        } else if self.on & rule != 0 {
            self.changed |= rule;
        } else {
            self.spaces(part);
        }
    }

    fn line_end(&mut self, end: &str) {
        if end != "\n" && self.on & LINE_END != 0 {
            self.changed |= LINE_END;
            self.out.push('\n');
        } else {
            self.out.push_str(end);
        }
    }

    fn spaces(&mut self, spaces: &str) {
        for c in spaces.chars() {
            let c = if c != ' ' && self.on & ODD_SPACE != 0 {
                self.changed |= ODD_SPACE;
                ' '
            } else {
                c
            };
            if c == ' ' && self.out.ends_with(' ') && self.on & SPACE_RUN != 0 {
                self.changed |= SPACE_RUN;
            } else {
                self.out.push(c);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, canonical};

    fn inner(run: &str) -> String {
        canonical(run, Place { opens: false, closes: false }, super::ALL).0
    }

    #[test]
    fn a_run_has_one_form() {
        assert_eq!(inner(" "), " ");
        assert_eq!(inner("\u{A0} \t"), " ");
        assert_eq!(inner(" \r\n"), "\n");
        assert_eq!(inner("\r\r\n"), "\n", "converted twice");
        assert_eq!(inner("\r\r"), "\n\n", "two line ends of an old Macintosh");
        assert_eq!(inner("\n \n\u{2028}  "), "\n\n");
        assert_eq!(inner("\n    "), "\n");
    }

    #[test]
    fn the_edges_of_a_document() {
        let at = |opens, closes, run| canonical(run, Place { opens, closes }, super::ALL).0;
        assert_eq!(at(true, false, " \n  "), "");
        assert_eq!(at(false, true, ""), "\n");
        assert_eq!(at(false, true, " \n\n"), "\n");
        assert_eq!(at(true, true, " \n"), "");
    }

    #[test]
    fn rules_that_are_off_leave_their_part() {
        let only = |on, run| canonical(run, Place { opens: false, closes: false }, on).0;
        assert_eq!(only(super::BLANK_LINES, "\r\n\r\n\r\n"), "\r\n\r\n");
        assert_eq!(only(super::SPACE_RUN, "\u{A0}  "), "\u{A0} ");
        assert_eq!(only(super::LINE_END, " \r\n "), " \n ");
    }
}
