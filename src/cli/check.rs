//! `copydesk check`: the same stages, nothing written, findings reported.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use copydesk::audit::escape;
use copydesk::corpus::{Engine, Loaded, Sheet};
use copydesk::rules::{Action, Rule};
use copydesk::text::{LineIndex, Span};
use copydesk::{Outcome, Pipeline, Verdict};
use serde::Serialize;

use super::options::{ConfigOptions, InputOptions};
use super::progress::Progress;
use super::{Fatal, Status, counted, note_if_none, print, say};

/// Characters of a line that are shown before and behind a finding.
const CONTEXT: usize = 40;

/// Characters of a finding, or of what takes its place, that are shown.
const LONGEST: usize = 60;

/// Check documents and report findings; write nothing. Exits with 1 when there are any
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    input: InputOptions,

    #[command(flatten)]
    config: ConfigOptions,

    /// How findings are written: text for people, json for programs
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    format: Format,

    /// Print no findings, only set the exit status
    #[arg(long, short)]
    quiet: bool,

    /// Show no progress
    #[arg(long)]
    no_progress: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: place, rule, message, and the line with a caret
    Text,
    /// For programs: one array of objects
    Json,
}

/// What a batch of documents has to report.
#[derive(Default)]
struct Report {
    text: String,
    found: u64,
}

impl Sheet for Report {}

/// Runs the command.
///
/// # Errors
/// What ends it: a bad config, or standard output that cannot be written.
pub fn run(arguments: &Arguments) -> Result<Status, Fatal> {
    let pipeline = Pipeline::new(arguments.config.load()?)?;
    let engine = Engine::new(pipeline.config(), arguments.config.jobs())?;
    let progress = !arguments.quiet && !arguments.no_progress && arguments.format == Format::Text;
    let mut progress = Progress::new(progress);
    let format = (!arguments.quiet).then_some(arguments.format);
    let (mut found, mut failed, mut done) = (0, 0, 0);
    let each = |loaded: &Loaded, report: &mut Report| {
        let outcome = pipeline.clean(&loaded.document, arguments.config.date);
        write_findings(loaded, &outcome, &pipeline, format, report);
        Ok(())
    };
    if format == Some(Format::Json) {
        print("[")?;
    }
    engine.run(arguments.input.walk(None), each, |batch| {
        let separate = format == Some(Format::Json) && found > 0 && batch.sheet.found > 0;
        if separate {
            print(",")?;
        }
        print(&batch.sheet.text)?;
        found += batch.sheet.found;
        done += batch.done;
        failed += batch.failures.len() as u64;
        for failure in &batch.failures {
            progress.say(&format!("error: {failure}"));
        }
        progress.add(batch.done, batch.bytes);
        Ok::<(), Fatal>(())
    })?;
    progress.finish();
    match format {
        Some(Format::Json) => print("\n]\n")?,
        Some(Format::Text) => {
            let (documents, findings) = (counted(done, "documents"), counted(found, "findings"));
            say(&format!("{documents} checked, {findings}, {failed} failed"));
            note_if_none(done + failed);
        }
        None => {}
    }
    Ok(match (failed, found) {
        (0, 0) => Status::Done,
        (0, _) => Status::Found,
        _ => Status::Failed,
    })
}

/// Adds what there is to report of a document: every fix and every flag.
fn write_findings(
    loaded: &Loaded,
    outcome: &Outcome<'_>,
    pipeline: &Pipeline,
    format: Option<Format>,
    report: &mut Report,
) {
    let reported = outcome
        .logged
        .iter()
        .filter(|verdict| verdict.superseded_by.is_none() && matches!(verdict.action, Action::Fix | Action::Flag));
    let mut lines = LineIndex::new(outcome.original);
    let place = match &loaded.line {
        Some(line) => format!("{}#{}", loaded.file, line.id()),
        None => loaded.file.clone(),
    };
    for verdict in reported {
        let rule = pipeline.rules().get(verdict.finding.rule);
        let position = lines.position(verdict.span.start);
        match format {
            None => {}
            Some(Format::Text) => {
                let before = verdict.span.of(outcome.original);
                let message = message(rule, verdict, before);
                // A string takes all.
                let _ = writeln!(report.text, "{place}:{}:{}: {}: {message}", position.line, position.column, rule.id);
                report.text.push_str(&excerpt(outcome.original, verdict.span));
            }
            Some(Format::Json) => {
                let item = Item {
                    file: &loaded.file,
                    doc: &loaded.document.id,
                    line: position.line,
                    column: position.column,
                    start: verdict.span.start,
                    end: verdict.span.end,
                    rule: &rule.id,
                    action: verdict.action_name(),
                    message: &rule.summary,
                    before: verdict.span.of(outcome.original),
                    after: verdict.after(),
                    confidence: f64::from(verdict.finding.confidence) / 100.0,
                };
                let json = serde_json::to_string(&item).expect("plain data");
                report.text.push_str(if report.found == 0 { "\n" } else { ",\n" });
                report.text.push_str(&json);
            }
        }
        report.found += 1;
    }
}

/// A finding as a program reads it.
#[derive(Serialize)]
struct Item<'i> {
    file: &'i str,
    doc: &'i str,
    line: usize,
    column: usize,
    /// In bytes of the document's text.
    start: usize,
    end: usize,
    rule: &'i str,
    action: &'static str,
    message: &'i str,
    before: &'i str,
    after: &'i str,
    confidence: f64,
}

/// What is wrong, and what would be right.
fn message(rule: &Rule, verdict: &Verdict, before: &str) -> String {
    let summary = &rule.summary;
    let (before, after) = (shortened(&escape(before)), verdict.after());
    match verdict.action {
        Action::Fix if after.is_empty() => format!("{summary}: `{before}` goes"),
        Action::Fix => format!("{summary}: `{before}` becomes `{}`", shortened(&escape(after))),
        _ if after.is_empty() => format!("{summary}: `{before}`"),
        _ if before.is_empty() => format!("{summary}: `{}`", shortened(&escape(after))),
        _ => {
            let suggestions: Vec<String> =
                after.split('|').map(|one| format!("`{}`", shortened(&escape(one)))).collect();
            format!("{summary}: `{before}`; suggested: {}", suggestions.join(", "))
        }
    }
}

/// The first characters of `text`.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// The part of its line around a finding at `span`, and a line of carets under it. What lies further off is not looked
/// at: a line may be as long as the text.
fn excerpt(text: &str, span: Span) -> String {
    let is_end = |c: &char| matches!(c, '\n' | '\r');
    // Tabs and other invisible characters would put the carets elsewhere.
    let visible = |c: char| if c.is_control() || (c != ' ' && c.is_whitespace()) { '·' } else { c };
    let mut before = text[..span.start].chars().rev().take_while(|c| !is_end(c)).map(visible);
    let lead: Vec<char> = before.by_ref().take(CONTEXT).collect();
    let open = if before.next().is_some() { "…" } else { "" };
    let lead: String = lead.into_iter().rev().collect();
    let hit: String = span.of(text).chars().take_while(|c| !is_end(c)).map(visible).take(LONGEST + 1).collect();
    let hit = shortened(&hit);
    let mut behind = text[span.end..].chars().take_while(|c| !is_end(c)).map(visible);
    let ends_here = !span.of(text).contains(['\n', '\r']);
    let tail: String = behind.by_ref().take(if ends_here { CONTEXT } else { 0 }).collect();
    let close = if ends_here && behind.next().is_some() { "…" } else { "" };
    let indent = " ".repeat(open.chars().count() + lead.chars().count());
    let carets = "^".repeat(hit.chars().count().max(1));
    format!("    {open}{lead}{hit}{tail}{close}\n    {indent}{carets}\n")
}

#[cfg(test)]
mod tests {
    use super::{Span, excerpt};

    #[test]
    fn carets_stand_under_the_word() {
        assert_eq!(
            excerpt("“Tensions” are runnning high\n", Span::new(19, 27)),
            "    “Tensions” are runnning high\n                   ^^^^^^^^\n"
        );
        let long = format!("{}runnning{}", "é ".repeat(40), " x".repeat(40));
        let shown = excerpt(&long, Span::new(120, 128));
        let (text, carets) = shown.split_once('\n').unwrap();
        let column = |text: &str, c| text.chars().position(|other| other == c).unwrap();
        assert_eq!(column(text, 'r'), column(carets, '^'));
        assert_eq!(excerpt("one\ntwo\n\nthree", Span::new(5, 9)), "    two\n     ^^\n");
    }
}
