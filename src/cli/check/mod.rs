//! `copydesk check`: the same stages, findings reported.

mod cache;
mod changed;
mod differences;
mod in_place;
mod known;
mod outputs;
mod selection;
mod settings;
mod statistics;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use copydesk::corpus::{Batch, Engine, Failure, Loaded, Sheet};
use copydesk::report::{BaselineLine, Checked, Entries, Problem};
use copydesk::text::Document;
use copydesk::{Pipeline, Pipelines};

use self::cache::{Cache, Remembered};
use self::differences::difference;
use self::in_place::InPlace;
use self::known::Known;
use self::outputs::{OutputChoice, Outputs, OutputsPlan, Reporter};
use self::selection::Selection;
use self::statistics::Statistics;
use super::options::{ConfigOptions, InputOptions};
use super::progress::Progress;
use super::{Fatal, Status, colour, counted, note_if_none, print, say};

/// Check documents and report findings. Exits with 1 when there are any
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags, as they are given")]
pub struct Arguments {
    #[command(flatten)]
    input: InputOptions,

    /// Check only files that git says are not as in this revision
    #[arg(long, value_name = "REV", help_heading = "Input")]
    since: Option<String>,

    #[command(flatten)]
    config: ConfigOptions,

    /// full, concise, json, jsonl, csv, sarif, github, gitlab, rdjsonl or junit; may be given more than once
    #[arg(long, value_name = "FORMAT[=FILE]", help_heading = "Report", conflicts_with = "format")]
    output_format: Vec<OutputChoice>,

    /// The older name: text for people, json for programs
    #[arg(long, value_name = "FORMAT", hide = true, hide_possible_values = true)]
    format: Option<Format>,

    /// Count findings by rule in place of listing them
    #[arg(long, help_heading = "Report")]
    statistics: bool,

    /// Print what `clean` would change as a unified diff
    #[arg(long, help_heading = "Report", conflicts_with_all = ["statistics", "output_format", "format", "baseline"])]
    diff: bool,

    /// Clean text files in place, with a log in .copydesk; report what is left
    #[arg(long, help_heading = "Report", conflicts_with_all = ["diff", "write_baseline", "select", "ignore"])]
    write: bool,

    /// Remember in this file what was found, and do not read again what is as it was
    #[arg(long, value_name = "FILE", help_heading = "Report", conflicts_with_all = ["diff", "write"])]
    cache: Option<PathBuf>,

    /// Print every setting with where it comes from, and check nothing
    #[arg(long, help_heading = "Report")]
    show_settings: bool,

    /// Print the files that would be checked, and check nothing
    #[arg(long, help_heading = "Report")]
    show_files: bool,

    /// Exit with 0 whatever is found
    #[arg(long, help_heading = "Report")]
    exit_zero: bool,

    /// Print no findings, only set the exit status
    #[arg(long, short, help_heading = "Report")]
    quiet: bool,

    /// Show no progress
    #[arg(long, help_heading = "Report")]
    no_progress: bool,

    /// Report only these rules, or all of a stage
    #[arg(long, value_name = "RULE,...", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,

    /// Do not report these
    #[arg(long, value_name = "RULE,...", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,

    /// Exit with 1 for these only; the others are still reported
    #[arg(long, value_name = "RULE,...", value_delimiter = ',', help_heading = "Rules")]
    fail_on: Vec<String>,

    /// Pass over the findings that this file knows
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    baseline: Option<PathBuf>,

    /// Write all present findings into this file, to be passed over
    #[arg(long, value_name = "FILE", help_heading = "Rules", conflicts_with = "diff")]
    write_baseline: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What a batch of documents has to report.
#[derive(Default)]
struct Report {
    /// For each output, what it says.
    entries: Vec<Entries>,
    /// Findings that are reported, those of them that make the check fail, and those that the baseline knows.
    found: u64,
    failing: u64,
    known: u64,
    statistics: Statistics,
    /// Of the new baseline, with the names of the documents.
    baseline: Vec<BaselineLine>,
    documents: Vec<String>,
    remembered: Vec<Remembered>,
    diff: String,
    differing: u64,
}

impl Sheet for Report {}

/// Runs the command.
///
/// # Errors
/// What ends it: a bad config, or an output that cannot be written.
pub fn run(arguments: &Arguments) -> Result<Status, Fatal> {
    let config = arguments.config.load()?;
    if arguments.show_settings {
        return settings::show(&arguments.config.file()?, &config);
    }
    let pipelines = Pipelines::new(config)?;
    let rules = pipelines.plain().rules();
    let selection = Selection::new(rules, &arguments.select, &arguments.ignore, &arguments.fail_on)?;
    let known = Known::load(arguments.baseline.as_deref(), arguments.write_baseline.as_deref())?;
    // One document after the other: the log of what is written in place has their order.
    let jobs = if arguments.write { 1 } else { arguments.config.jobs() };
    let engine = Engine::new(pipelines.plain().config(), jobs)?;
    let mut walk = arguments.input.walk(None)?;
    if let Some(revision) = &arguments.since {
        walk.only = Some(changed::since(revision)?);
    }
    if arguments.show_files {
        return settings::show_files(walk);
    }
    let cache = arguments.cache.as_ref().map(|path| Cache::load(path, arguments.config.date)).transpose()?;
    let plan = arguments.plan();
    let mut outputs = Outputs::open(&plan, rules)?;
    let in_place = arguments.write.then(InPlace::new);
    let checker = Checker {
        arguments,
        pipelines: &pipelines,
        selection: &selection,
        known: &known,
        reporters: outputs.reporters(),
        in_place: in_place.as_ref(),
        cache: cache.as_ref(),
    };
    let mut desk = Desk {
        progress: Progress::over(!arguments.quiet && !arguments.no_progress && plan.says_summary(), &walk),
        ..Desk::default()
    };
    outputs.begin()?;
    engine.run(walk, &|loaded: &Loaded, report: &mut Report| checker.check(loaded, report), |batch| {
        desk.take(batch, &mut outputs)
    })?;
    desk.progress.finish();
    drop(checker);
    outputs.end(&desk.failures)?;
    let failed = desk.failures.len() as u64;
    if arguments.statistics && !arguments.quiet {
        let table = desk.statistics.table(rules);
        if plan.takes_stdout() { say(table.trim_end()) } else { print(&table)? }
    }
    if let Some(path) = &arguments.write_baseline {
        known.write(path, &desk.documents, std::mem::take(&mut desk.baseline))?;
    }
    if let Some(cache) = &cache {
        cache.write(&desk.remembered)?;
    }
    if plan.says_summary() && !arguments.quiet {
        desk.say_summary(arguments);
        if let Some(in_place) = &in_place {
            in_place.say();
        }
        selection.say_silent(rules);
        note_if_none(desk.done + failed);
    }
    let fails = if arguments.diff { desk.differing } else { desk.failing };
    let passes = arguments.exit_zero || arguments.write_baseline.is_some();
    Ok(match (failed, fails) {
        (0, 0) => Status::Done,
        (0, _) if passes => Status::Done,
        (0, _) => Status::Found,
        _ => Status::Failed,
    })
}

impl Arguments {
    /// Which outputs there are.
    fn plan(&self) -> OutputsPlan {
        let mut choices = self.output_format.clone();
        match self.format {
            Some(Format::Json) => choices.push(OutputChoice::json()),
            _ if choices.is_empty() && !self.statistics && !self.diff => choices.push(OutputChoice::full()),
            _ => {}
        }
        if self.quiet {
            choices.retain(OutputChoice::is_file);
        }
        OutputsPlan { choices, colour: colour::of_stdout() }
    }
}

/// Checks single documents; shared by all threads.
struct Checker<'c> {
    arguments: &'c Arguments,
    pipelines: &'c Pipelines,
    selection: &'c Selection,
    known: &'c Known,
    reporters: Vec<Arc<Reporter>>,
    in_place: Option<&'c InPlace>,
    cache: Option<&'c Cache>,
}

impl Checker<'_> {
    fn check(&self, loaded: &Loaded, report: &mut Report) -> Result<(), String> {
        let file = self.file_of(loaded);
        let pipeline = self.pipelines.of(file).map_err(|error| error.to_string())?;
        if let Some(cache) = self.cache {
            let key = cache.key(&loaded.document, &pipeline)?;
            let problems = cache
                .find(&key, pipeline.rules())
                .unwrap_or_else(|| Problem::all(&pipeline.clean(&loaded.document, self.arguments.config.date)));
            report.remembered.push(Remembered::new(key, &problems, pipeline.rules()));
            self.report(loaded, file, problems, &pipeline, report);
            return Ok(());
        }
        let outcome = pipeline.clean(&loaded.document, self.arguments.config.date);
        if self.arguments.diff {
            let diff = difference(&loaded.document.id, &outcome, |rule| self.selection.reports(rule));
            report.differing += u64::from(!diff.is_empty());
            if !self.arguments.quiet {
                report.diff.push_str(&diff);
            }
            return Ok(());
        }
        if let Some(in_place) = self.in_place
            && outcome.is_changed()
        {
            in_place.write(loaded, &outcome, pipeline.rules())?;
            let published = outcome.published.map(|published| published.date);
            let document = Document { published, ..Document::new(&loaded.document.id, &*outcome.text) };
            let left = Loaded { document, file: loaded.file.clone(), line: None };
            let outcome = pipeline.clean(&left.document, None);
            self.report(&left, file, Problem::all(&outcome), &pipeline, report);
            return Ok(());
        }
        self.report(loaded, file, Problem::all(&outcome), &pipeline, report);
        Ok(())
    }

    /// The name that the user knows the file by.
    fn file_of<'l>(&self, loaded: &'l Loaded) -> &'l str {
        // Where standard input was given a name, findings are about that.
        if loaded.file == "standard input" && self.arguments.input.stdin_filename.is_some() {
            let document = &loaded.document.id;
            loaded.line.as_ref().map_or(document.as_str(), |_| document.split('#').next().unwrap_or(document))
        } else {
            &loaded.file
        }
    }

    fn report(
        &self,
        loaded: &Loaded,
        file: &str,
        mut problems: Vec<Problem>,
        pipeline: &Pipeline,
        report: &mut Report,
    ) {
        problems.retain(|problem| self.selection.reports(problem.rule));
        for problem in &mut problems {
            problem.fails = self.selection.fails(problem.rule);
        }
        let mut checked = Checked::new(loaded, file, &problems, pipeline.rules());
        if let Some(key) = self.known.key(&checked) {
            if self.arguments.write_baseline.is_some() {
                report.baseline.extend(BaselineLine::all(&checked, &key));
                report.documents.push(key.clone());
            }
            let known = self.known.baseline().knows(&checked, &key);
            report.known += known.iter().filter(|known| **known).count() as u64;
            let mut known = known.into_iter();
            checked.findings.retain(|_| !known.next().unwrap_or(false));
        }
        report.found += checked.findings.len() as u64;
        report.failing += checked.findings.iter().filter(|shown| shown.problem.fails).count() as u64;
        if self.arguments.statistics {
            report.statistics.add(&checked);
        }
        report.entries.resize_with(self.reporters.len(), Entries::default);
        for (reporter, entries) in self.reporters.iter().zip(&mut report.entries) {
            reporter.document(&checked, entries);
        }
    }
}

/// Takes what the threads leave, in order.
#[derive(Default)]
struct Desk {
    progress: Progress,
    statistics: Statistics,
    baseline: Vec<BaselineLine>,
    documents: HashSet<String>,
    remembered: Vec<Remembered>,
    failures: Vec<Failure>,
    done: u64,
    found: u64,
    failing: u64,
    known: u64,
    differing: u64,
}

impl Desk {
    fn take(&mut self, batch: Batch<Report>, outputs: &mut Outputs) -> Result<(), Fatal> {
        let report = batch.sheet;
        print(&report.diff)?;
        outputs.write(&report.entries)?;
        self.statistics.merge(report.statistics);
        self.baseline.extend(report.baseline);
        self.documents.extend(report.documents);
        self.remembered.extend(report.remembered);
        self.done += batch.done;
        self.found += report.found;
        self.failing += report.failing;
        self.known += report.known;
        self.differing += report.differing;
        for failure in batch.failures {
            self.progress.say(&format!("error: {failure}"));
            outputs.failure(&failure)?;
            self.failures.push(Failure { raw: None, ..failure });
        }
        self.progress.add(batch.done, batch.bytes);
        Ok(())
    }

    fn say_summary(&self, arguments: &Arguments) {
        let (documents, failed) = (counted(self.done, "documents"), self.failures.len());
        if arguments.diff {
            return say(&format!("{documents} checked, {} would change, {failed} failed", self.differing));
        }
        let findings = counted(self.found, "findings");
        let grave = if self.failing < self.found { format!(" ({} to fail for)", self.failing) } else { String::new() };
        let known = if arguments.baseline.is_some() { format!(", {} known", self.known) } else { String::new() };
        say(&format!("{documents} checked, {findings}{grave}{known}, {failed} failed"));
        if let Some(path) = &arguments.write_baseline {
            say(&format!("{} written; `--baseline` passes over what it knows", path.display()));
        }
    }
}
