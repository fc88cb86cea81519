//! White space, line ends and paragraphs.
//!
//! White space is read a run at a time: all that stands between two visible characters is replaced at once, so one row
//! of the log tells all that was done there, and the result needs no second look.

pub(super) mod gaps;
mod runs;
mod tables;
mod wraps;

use self::runs::{Place, Spaces, Steps};
use self::wraps::Decision;
use crate::finding::Finding;
use crate::rules::{Action, RuleSet, id};
use crate::text::{EditList, Lanes, SEEN, Span, carried, stops};

/// Where white space of `text` may be wrong, all its line ends and U+3000 among them.
pub fn stops_of(text: &str) -> impl Iterator<Item = usize> {
    stops(text, is_ascii_stop, is_wide_stop)
}

/// The same for `text` that `edits` made of one with those stops.
pub fn stops_carried(before: &[usize], edits: &EditList, text: &str) -> Vec<usize> {
    carried(before, edits, text, is_ascii_stop, is_wide_stop)
}

/// What is wrong with the white space of `text` at `stops`, which are all that it has.
pub fn read(text: &str, stops: &[usize], rules: &RuleSet, findings: &mut Vec<Finding>) {
    Reader { text, stops, rules, steps: Steps::of(rules), spaces: Spaces::of(text, stops), done: 0, findings }.read();
}

struct Reader<'r> {
    text: &'r str,
    stops: &'r [usize],
    rules: &'r RuleSet,
    steps: Steps,
    spaces: Spaces,
    /// All before this byte has been dealt with.
    done: usize,
    findings: &'r mut Vec<Finding>,
}

impl Reader<'_> {
    fn read(mut self) {
        if self.text.is_empty() {
            return;
        }
        let mut decisions = Vec::new();
        if self.rules.is_on(id::whitespace::HARD_WRAP) {
            decisions = wraps::find(self.text, self.stops, self.spaces);
        }
        let mut decisions = decisions.iter().peekable();
        let gaps = self.rules.is_on(id::whitespace::SENTENCE_GAP).then(|| gaps::Gaps::new(self.text));
        self.run(0, None);
        for &at in self.stops {
            if at < self.done {
                continue;
            }
            if matches!(self.text.as_bytes()[at], b'.' | b'!' | b'?') {
                if let Some(gap) = gaps.as_ref().and_then(|gaps| gaps.at(at)) {
                    self.findings.push(Finding::fix(id::whitespace::SENTENCE_GAP, Span::at(gap), " "));
                }
                continue;
            }
            if decisions.len() == 0
                && let Some(end) = self.end_of_plain_break(at)
            {
                self.done = end;
                continue;
            }
            let start = self.spaces.start_of_run(self.text, self.done, at);
            while decisions.next_if(|(end, _)| *end < start).is_some() {}
            let decision = decisions.next_if(|(end, _)| *end == start).map(|(_, decision)| *decision);
            self.run(start, decision);
        }
        if self.done < self.text.len() {
            self.run(self.text.len(), None);
        }
    }

    /// Where the run at `at` ends when it is one or two line feeds between visible characters, as nearly all line ends
    /// are. They stay.
    fn end_of_plain_break(&self, at: usize) -> Option<usize> {
        let (before, behind) = self.text.split_at(at);
        let len = behind.bytes().take(3).take_while(|&byte| byte == b'\n').count();
        let is_visible = |c: Option<char>| c.is_some_and(|c| !self.spaces.has(c));
        let is_plain =
            matches!(len, 1 | 2) && is_visible(before.chars().next_back()) && is_visible(behind[len..].chars().next());
        is_plain.then_some(at + len)
    }

    /// Deals with the run of white space, perhaps empty, that begins at `start`.
    fn run(&mut self, start: usize, decision: Option<Decision>) {
        let end = self.spaces.end_of_run(self.text, start);
        let place = Place { opens: start == 0, closes: end == self.text.len() };
        if start == end && !place.closes {
            return;
        }
        self.done = end;
        let run = Span::new(start, end);
        if let Some(decision) = decision.filter(|_| !place.opens && !place.closes) {
            let finding = unwrap(run, decision);
            let fixed = self.rules.action(finding.rule) == Action::Fix;
            self.findings.push(finding);
            if fixed {
                return;
            }
        }
        runs::read(run, self.text, place, self.steps, self.findings);
    }
}

/// The finding for a line end that is none.
fn unwrap(run: Span, decision: Decision) -> Finding {
    match decision {
        Decision::Space => Finding::fix(id::whitespace::HARD_WRAP, run, " "),
        Decision::Nothing => Finding::fix(id::whitespace::HARD_WRAP, run, ""),
        Decision::Hyphen => Finding::fix(id::whitespace::LINE_END_HYPHEN, Span::new(run.start - 1, run.end), ""),
        Decision::Paragraph => Finding::fix(id::whitespace::PARAGRAPH_INDENT, run, "\n\n"),
    }
}

/// Where white space may be wrong, or a sentence may end without any.
#[inline]
fn is_ascii_stop([a, b, c, d]: [Lanes; SEEN]) -> Lanes {
    let space = a.is(b' ') & b.between(0x00, b' ');
    let end = a.is(b'.') | a.is(b'!') | a.is(b'?');
    let capital = |bytes: Lanes| bytes.between(b'A', b'Z');
    // Curly quotes are U+2018 to U+201F.
    let quote = b.is(0xE2) & c.is(0x80) & d.between(0x98, 0x9F);
    space | a.between(b'\t', b'\r') | end & (capital(b) | b.is(b'"') & capital(c) | quote)
}

/// The spaces and line ends beyond ASCII: U+0085, U+00A0; U+1680; U+2000 to U+200A, U+2028, U+2029, U+202F; U+205F;
/// U+3000.
#[inline]
fn is_wide_stop([a, b, c, _]: [Lanes; SEEN]) -> Lanes {
    let latin = a.is(0xC2) & (b.is(0xA0) | b.is(0x85));
    let ogham = a.is(0xE1) & b.is(0x9A) & c.is(0x80);
    let general = a.is(0xE2) & b.is(0x80) & (c.between(0x00, 0x8A) | c.between(0xA8, 0xA9) | c.is(0xAF));
    let mathematical = a.is(0xE2) & b.is(0x81) & c.is(0x9F);
    let ideographic = a.is(0xE3) & b.is(0x80) & c.is(0x80);
    latin | ogham | general | mathematical | ideographic
}
