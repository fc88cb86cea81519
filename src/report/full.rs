//! For people: one line a finding, or with the line of the text and carets.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{Checked, Entries, Format, Severity, Shown, shortened};
use crate::text::Span;

/// Characters of a line that are shown before and behind a finding.
const CONTEXT: usize = 40;

/// Place, rule, message, and the line with carets under the finding.
#[derive(Clone, Copy, Debug, Default)]
pub struct Full {
    /// Whether it is shown in colours.
    pub colour: bool,
}

/// Place, rule and message, one line a finding.
#[derive(Clone, Copy, Debug, Default)]
pub struct Concise {
    /// Whether it is shown in colours.
    pub colour: bool,
}

impl Format for Full {
    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            entries.push(shown.problem.severity(), |out| {
                headline(checked, shown, self.colour, out);
                let (lines, carets) = excerpt(checked.text, shown.problem.span);
                let (on, off) = marks(self.colour, shade(shown.problem.severity()));
                // A string takes all.
                let _ = writeln!(out, "    {lines}\n    {on}{carets}{off}");
            });
        }
    }
}

impl Format for Concise {
    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            entries.push(shown.problem.severity(), |out| headline(checked, shown, self.colour, out));
        }
    }
}

fn headline(checked: &Checked<'_>, shown: &Shown<'_>, colour: bool, out: &mut String) {
    let (bold, plain) = marks(colour, Style::new().bold());
    let (on, off) = marks(colour, shade(shown.problem.severity()));
    let (name, line, column) = (checked.name(), shown.start.line, shown.start.column);
    let (rule, message) = (&shown.rule.id, shown.message());
    // A string takes all.
    let _ = writeln!(out, "{bold}{name}{plain}:{line}:{column}: {on}{rule}{off}: {message}");
}

fn shade(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Notice => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// What switches a style on and off again.
fn marks(colour: bool, style: Style) -> (impl std::fmt::Display, impl std::fmt::Display) {
    let style = if colour { style } else { Style::new() };
    (style.render(), style.render_reset())
}

/// The part of its line around a finding at `span`, and carets to stand under it. What lies further off is not looked
/// at: a line may be as long as the text.
fn excerpt(text: &str, span: Span) -> (String, String) {
    let is_end = |c: &char| matches!(c, '\n' | '\r');
    // Tabs and other invisible characters would put the carets elsewhere.
    let visible = |c: char| if c.is_control() || (c != ' ' && c.is_whitespace()) { '·' } else { c };
    let mut before = text[..span.start].chars().rev().take_while(|c| !is_end(c)).map(visible);
    let lead: Vec<char> = before.by_ref().take(CONTEXT).collect();
    let open = if before.next().is_some() { "…" } else { "" };
    let lead: String = lead.into_iter().rev().collect();
    let hit: String = span.of(text).chars().take_while(|c| !is_end(c)).map(visible).take(super::LONGEST + 1).collect();
    let hit = shortened(&hit);
    let mut behind = text[span.end..].chars().take_while(|c| !is_end(c)).map(visible);
    let ends_here = !span.of(text).contains(['\n', '\r']);
    let tail: String = behind.by_ref().take(if ends_here { CONTEXT } else { 0 }).collect();
    let close = if ends_here && behind.next().is_some() { "…" } else { "" };
    let indent = " ".repeat(open.chars().count() + lead.chars().count());
    let carets = "^".repeat(hit.chars().count().max(1));
    (format!("{open}{lead}{hit}{tail}{close}"), format!("{indent}{carets}"))
}

#[cfg(test)]
mod tests {
    use super::{Span, excerpt};

    #[test]
    fn carets_stand_under_the_word() {
        let shown = |text: &str, start, end| excerpt(text, Span::new(start, end));
        let (line, carets) = shown("“Tensions” are runnning high\n", 19, 27);
        assert_eq!((line.as_str(), carets.as_str()), ("“Tensions” are runnning high", "               ^^^^^^^^"));
        let long = format!("{}runnning{}", "é ".repeat(40), " x".repeat(40));
        let (line, carets) = shown(&long, 120, 128);
        let column = |text: &str, c| text.chars().position(|other| other == c).unwrap();
        assert_eq!(column(&line, 'r'), column(&carets, '^'));
        assert_eq!(shown("one\ntwo\n\nthree", 5, 9), ("two".to_owned(), " ^^".to_owned()));
    }
}
