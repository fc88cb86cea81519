//! The only place that knows the order of the stages.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::config::{CaptionTo, Config, Rewrite};
use crate::diagnostic::{Diagnostic, nearest};
use crate::finding::Finding;
use crate::layout::Layout;
use crate::outcome::{Outcome, Published, Verdict};
use crate::rules::{Action, Expected, Matcher, Rule, RuleFile, RuleId, RuleSet, id};
use crate::stages::{
    Phase, Reading, RepairStops, Stage, Walk, Wanted, caption, date, dateline, decode, header, typo, unicode,
    whitespace,
};
use crate::text::{Document, Edit, EditList, Span};

/// How often a text is read again because a change brought something new to light. Real text needs two rounds; the
/// bound only keeps rules that undo each other from going on for ever.
const MOST_ROUNDS: usize = 8;

/// Bytes of text to each finding, about.
const A_FINDING: usize = 128;

/// Findings that room is made for at once, at the most.
const MANY: usize = 256;

/// How often characters and white space are repaired in a row, at the least. Real text needs two; bytes made up to be
/// mojibake a hundred times over must come to rest, too, and each time takes off a few layers.
const LEAST_REPAIRS: usize = 64;

/// Bytes that repairing in a row may read where the text is so short that this allows for more, so that a text made up
/// of layers alone comes to rest, and cost still grows with size.
const REPAIRED_BYTES: usize = 1 << 23;

/// The compiled rules. Immutable, shared by all threads; [`Pipeline::clean`] is a pure function.
#[derive(Debug)]
pub struct Pipeline {
    config: Config,
    rules: RuleSet,
    unicode: Matcher,
    whitespace: Matcher,
    read: Matcher,
    typos: typo::Checker,
    /// Whether a rule of the stage typo may edit.
    mends_typos: bool,
    /// Whether a stage runs that asks what the parts of a document are.
    has_structure: bool,
}

impl Pipeline {
    /// Compiles the rules with what `config` says of them.
    ///
    /// # Errors
    /// When a rule that the config names is not there, a user's rule cannot be read or compiled, or one of its
    /// examples does not come out as it says.
    pub fn new(config: Config) -> Result<Self, Diagnostic> {
        let mut rules = RuleSet::builtin();
        let shipped = rules.count();
        if let Some(folder) = &config.rules_dir {
            rules.add(RuleFile::load_folder(folder)?)?;
        }
        apply_settings(&mut rules, &config);
        for (name, &action) in &config.rules {
            let Some(id) = rules.named(name.get_ref()) else {
                return Err(unknown_rule(&config, &rules, name));
            };
            rules.set_action(id, action);
        }
        for stage in Stage::ALL.into_iter().filter(|&stage| !config.runs(stage)) {
            rules.change_stage(stage, |_| Action::Off);
        }
        let of = |wanted: fn(Stage) -> bool| {
            let rules = &rules;
            Matcher::new(rules, move |id| wanted(rules.get(id).stage))
        };
        let mends = |(id, rule): (RuleId, &Rule)| rule.stage == Stage::Typo && rules.action(id) == Action::Fix;
        let mends_typos = rules.iter().any(mends);
        let pipeline = Self {
            unicode: of(|stage| stage == Stage::Unicode)?,
            whitespace: of(|stage| stage == Stage::Whitespace)?,
            read: of(|stage| stage.phase() == Phase::Read)?,
            typos: typo::Checker::new(&config.typo)?,
            mends_typos,
            has_structure: config.stages.iter().any(|stage| stage.is_structural()),
            config,
            rules,
        };
        pipeline.prove_examples(shipped)?;
        Ok(pipeline)
    }

    /// The rules and what each may do.
    #[must_use]
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Cleans `document`. `fallback` is the publication date of a document that gives none.
    #[must_use]
    pub fn clean<'d>(&self, document: &'d Document, fallback: Option<Date>) -> Outcome<'d> {
        self.clean_all([document], fallback).pop().expect("there is one for each document")
    }

    /// Cleans each of `documents`, as if it were alone. Every stage reads them one after the other before the next does:
    /// so it finds its code and its tables in the processor's caches.
    #[must_use]
    pub fn clean_all<'d>(
        &self,
        documents: impl IntoIterator<Item = &'d Document>,
        fallback: Option<Date>,
    ) -> Vec<Outcome<'d>> {
        self.clean_lines(documents, fallback, self.config.date.rewrite == Rewrite::Resolved || self.mends_typos)
    }

    /// The same. `whole` says that a line may read otherwise because others changed, as dates do that are told by those
    /// before them, and typos: then every line is read in each round. So it is where the order of day and month rests on
    /// the document.
    pub(crate) fn clean_lines<'d>(
        &self,
        documents: impl IntoIterator<Item = &'d Document>,
        fallback: Option<Date>,
        whole: bool,
    ) -> Vec<Outcome<'d>> {
        let mut tasks: Vec<Task<'_, '_>> =
            documents.into_iter().map(|document| Task::new(document, &self.rules, whole)).collect();
        for round in 0..MOST_ROUNDS {
            let mut tasks: Vec<_> = tasks.iter_mut().filter(|task| !task.is_at_rest).collect();
            if tasks.is_empty() {
                break;
            }
            self.round(&mut tasks, round == 0, fallback);
        }
        tasks.into_iter().map(|task| task.draft.finish(task.published)).collect()
    }

    /// Takes each of `tasks` through all stages once, a stage at a time. In the `first` round every stage reads, afterwards
    /// those that may edit.
    fn round(&self, tasks: &mut [&mut Task<'_, '_>], first: bool, fallback: Option<Date>) {
        let wanted = self.wanted(first);
        for task in &mut *tasks {
            task.looked = self.repair(&mut task.draft, &mut task.findings);
            task.passed = if task.whole { Vec::new() } else { task.draft.passed_lines() };
        }
        for task in &mut *tasks {
            task.walk.read(&task.draft.text, &task.passed, wanted);
        }
        if self.has_structure {
            for task in &mut *tasks {
                task.layout = Layout::find(&task.draft.text, &task.walk.caption_places, &task.passed);
            }
        }
        for task in &mut *tasks {
            if first {
                task.published = task.published_by(fallback);
            }
            task.read(self, first, |reading, findings| {
                header::read(reading, findings);
                caption::read(reading, findings);
                dateline::read(reading, findings);
            });
        }
        if wanted.dates {
            for task in &mut *tasks {
                task.whole |= task.read(self, first, date::read);
            }
        }
        if let Some(checker) = wanted.typos {
            for task in &mut *tasks {
                task.read(self, first, |reading, findings| checker.read(reading, findings));
            }
        }
        for task in tasks {
            if first || self.read.may_replace() {
                self.read.find(&task.draft.text, &self.rules, &mut task.findings);
            }
            if first {
                let looked = self.without_twins(std::mem::take(&mut task.looked), &task.findings);
                task.findings.extend(looked);
            } else {
                // What only looks was logged in the first round.
                task.findings.retain(|finding| self.may_fix(finding));
            }
            task.is_at_rest = !task.draft.round(&mut task.findings, Some(&task.layout));
        }
    }

    /// Repairs the text until there is nothing left to repair. Gives what the rules that only look have to say of the
    /// text as it then stands. `findings` is room for findings, empty before and after.
    fn repair(&self, draft: &mut Draft<'_, '_>, findings: &mut Vec<Finding>) -> Vec<Finding> {
        let most = LEAST_REPAIRS.max(REPAIRED_BYTES / draft.text.len().max(1));
        let [characters_too, spaces_too] = [Stage::Unicode, Stage::Whitespace].map(|stage| self.config.runs(stage));
        if characters_too || spaces_too {
            draft.stops.get_or_insert_with(|| RepairStops::of(&draft.text));
        }
        for _ in 0..most {
            let mut looked = Vec::new();
            if let Some(stops) = draft.stops.as_ref().filter(|_| characters_too) {
                unicode::read(&draft.text, &stops.characters, &self.rules, findings);
            }
            self.unicode.find(&draft.text, &self.rules, findings);
            looked.extend(findings.extract_if(.., |finding| !self.may_fix(finding)));
            let characters = draft.round(findings, None);
            if let Some(stops) = draft.stops.as_ref().filter(|_| spaces_too) {
                whitespace::read(&draft.text, &stops.spaces, &self.rules, findings);
            }
            self.whitespace.find(&draft.text, &self.rules, findings);
            looked.extend(findings.extract_if(.., |finding| !self.may_fix(finding)));
            let spaces = draft.round(findings, None);
            if !characters && !spaces {
                return looked;
            }
        }
        Vec::new()
    }

    /// Those of `looked` that no typo in `findings` says, too: both see the apostrophe that "doesn t" has lost.
    fn without_twins(&self, mut looked: Vec<Finding>, findings: &[Finding]) -> Vec<Finding> {
        let is_lost = |finding: &Finding| finding.rule == id::unicode::LOST_APOSTROPHE;
        if looked.iter().any(is_lost) {
            let is_typo = |finding: &&Finding| {
                self.rules.get(finding.rule).stage == Stage::Typo && self.rules.is_on(finding.rule)
            };
            let mut typos: Vec<Span> = findings.iter().filter(is_typo).map(|finding| finding.span).collect();
            typos.sort_unstable();
            looked.retain(|finding| {
                let next = typos.partition_point(|typo| typo.end <= finding.span.start);
                !(is_lost(finding) && typos.get(next).is_some_and(|typo| typo.start < finding.span.end))
            });
        }
        looked
    }

    /// Whether the finding is an edit, should it win.
    fn may_fix(&self, finding: &Finding) -> bool {
        finding.replacement.is_some() && self.rules.action(finding.rule) == Action::Fix
    }

    /// What the stages of the read phase ask of the walk over the words: all of them the first time, afterwards those
    /// that may edit.
    fn wanted(&self, all: bool) -> Wanted<'_> {
        Wanted {
            captions: self.has_structure,
            dates: (all || self.config.date.rewrite != Rewrite::None) && self.config.runs(Stage::Date),
            typos: ((all || self.mends_typos) && self.config.runs(Stage::Typo)).then_some(&self.typos),
        }
    }

    /// Runs the examples of a user's own rules; those compiled in are tests of copydesk itself.
    fn prove_examples(&self, shipped: usize) -> Result<(), Diagnostic> {
        for (id, rule) in self.rules.iter().skip(shipped).filter(|(id, _)| self.rules.is_on(*id)) {
            for example in &rule.examples {
                if let Err(problem) = self.prove(id, example) {
                    return Err(Diagnostic::in_file(&rule.path, format!("rule {:?}: {problem}", rule.id))
                        .help("mend the rule or its example"));
                }
            }
        }
        Ok(())
    }

    /// Runs one example of the rule `id` through the whole pipeline, twice.
    ///
    /// # Errors
    /// What came out differently, in words.
    pub fn prove(&self, id: RuleId, example: &crate::rules::Example) -> Result<(), String> {
        let clean = |text: &str| {
            let document = Document { published: example.published, ..Document::new("example", text) };
            let outcome = self.clean(&document, None);
            let mine: Vec<(String, String)> = outcome
                .logged
                .iter()
                .filter(|logged| logged.finding.rule == id)
                .map(|logged| (logged.span.of(text).to_owned(), logged.after().to_owned()))
                .collect();
            (outcome.text.into_owned(), mine)
        };
        let text = example.text.as_str();
        let (cleaned, mine) = clean(text);
        // An example of one line need not say that a document ends in a line end.
        let is =
            |wanted: &str| cleaned == wanted || (!text.ends_with('\n') && cleaned.strip_suffix('\n') == Some(wanted));
        match &example.expected {
            Expected::Keep if !is(text) => {
                return Err(format!("the `keep` example {text:?} becomes {cleaned:?}"));
            }
            Expected::Keep if !mine.is_empty() => {
                return Err(format!("in the `keep` example {text:?} it finds {mine:?}"));
            }
            Expected::Keep => {}
            Expected::After(_) if mine.is_empty() => return Err(format!("in the example {text:?} it finds nothing")),
            Expected::After(after) if !is(after) => {
                return Err(format!("the example {text:?} becomes {cleaned:?}, not {after:?}"));
            }
            Expected::After(_) => {}
            Expected::Finds(finds) if mine != *finds => {
                return Err(format!("in the example {text:?} it finds {mine:?}, not {finds:?}"));
            }
            Expected::Finds(_) => {}
        }
        let (again, _) = clean(&cleaned);
        if again != cleaned {
            return Err(format!("the example {text:?} becomes {cleaned:?}, and in a second run {again:?}"));
        }
        Ok(())
    }
}

/// Settings of a stage are actions of its rules.
fn apply_settings(rules: &mut RuleSet, config: &Config) {
    let swap = |from: Action, to: Action| move |action: Action| if action == from { to } else { action };
    if config.header.keep {
        rules.change_stage(Stage::Header, swap(Action::Fix, Action::Note));
    }
    if config.caption.to == CaptionTo::Inline {
        rules.change_stage(Stage::Caption, swap(Action::Fix, Action::Note));
    }
    if !config.dateline.keep {
        rules.change_stage(Stage::Dateline, swap(Action::Note, Action::Fix));
    }
    match config.date.rewrite {
        Rewrite::None => rules.change_stage(Stage::Date, swap(Action::Fix, Action::Note)),
        Rewrite::Absolute => {}
        Rewrite::Resolved => rules.change_stage(Stage::Date, swap(Action::Note, Action::Fix)),
    }
    if config.typo.variant.is_some() {
        rules.set_action(id::typo::VARIANT, Action::Flag);
    }
    if config.typo.fix {
        rules.change_stage(Stage::Typo, swap(Action::Flag, Action::Fix));
    }
}

pub(crate) fn unknown_rule(config: &Config, rules: &RuleSet, name: &toml::Spanned<String>) -> Diagnostic {
    let wrong = name.get_ref();
    let error = config.error_at(name.span(), format!("unknown rule {wrong:?}"));
    match nearest(wrong, rules.iter().map(|(_, rule)| rule.id.as_str())) {
        Some(near) => error.help(format!("did you mean {near:?}?")),
        None => error.help("`copydesk rules` lists them all"),
    }
}

/// A document on its way through the stages.
struct Task<'d, 'r> {
    document: &'d Document,
    draft: Draft<'d, 'r>,
    /// Room for findings that are not yet in the draft's log.
    findings: Vec<Finding>,
    /// What the rules of repair that only look had to say.
    looked: Vec<Finding>,
    /// Lines that need not be read again in this round.
    passed: Vec<Span>,
    walk: Walk,
    layout: Layout,
    published: Option<Published>,
    /// See [`Pipeline::clean_lines`].
    whole: bool,
    /// Whether the last round changed nothing.
    is_at_rest: bool,
}

impl<'d, 'r> Task<'d, 'r> {
    fn new(document: &'d Document, rules: &'r RuleSet, whole: bool) -> Self {
        let mut draft = Draft::new(&document.text, rules);
        let mut findings = Vec::with_capacity((document.text.len() / A_FINDING).min(MANY));
        decode::read(document, rules, &mut findings);
        draft.round(&mut findings, None);
        Self {
            document,
            draft,
            findings,
            looked: Vec::new(),
            passed: Vec::new(),
            walk: Walk::of(&document.text),
            layout: Layout::default(),
            published: None,
            whole,
            is_at_rest: false,
        }
    }

    /// The day of publication, and what gives it.
    fn published_by(&self, fallback: Option<Date>) -> Option<Published> {
        let by = |source| move |date| Published { date, source };
        let record = self.document.published.map(by("record"));
        let head = || self.layout.published().map(|(date, source)| Published { date, source });
        record.or_else(head).or_else(|| fallback.map(by("option")))
    }

    /// Has a stage read the text.
    fn read<T>(
        &mut self,
        pipeline: &Pipeline,
        first: bool,
        stage: impl FnOnce(&Reading<'_>, &mut Vec<Finding>) -> T,
    ) -> T {
        let reading = Reading {
            text: &self.draft.text,
            walk: &self.walk,
            layout: &self.layout,
            published: self.published.map(|published| published.date),
            rules: &pipeline.rules,
            config: &pipeline.config,
            only_fixes: !first,
        };
        stage(&reading, &mut self.findings)
    }
}

/// A text on its way: where it stands, and all that was found so far.
struct Draft<'d, 'r> {
    original: &'d str,
    text: Cow<'d, str>,
    /// From the original to `text`; an edit's owner is a number in `logged`.
    edits: EditList,
    /// Where `text` may have to be repaired, when that has been looked for.
    stops: Option<RepairStops>,
    /// The plain lines of the last layout that nothing has touched since.
    passed: Vec<Span>,
    logged: Vec<Verdict>,
    rules: &'r RuleSet,
}

impl<'d, 'r> Draft<'d, 'r> {
    fn new(original: &'d str, rules: &'r RuleSet) -> Self {
        Self {
            original,
            text: Cow::Borrowed(original),
            edits: EditList::default(),
            stops: None,
            passed: Vec::new(),
            logged: Vec::new(),
            rules,
        }
    }

    /// Logs findings on the present text, which leaves none, and makes the edits that win. Says whether the text changed.
    fn round(&mut self, findings: &mut Vec<Finding>, layout: Option<&Layout>) -> bool {
        findings.retain(|finding| self.rules.is_on(finding.rule));
        if findings.is_empty() {
            return false;
        }
        findings.sort_by_key(|finding| (finding.span, finding.rule));
        let base = self.logged.len();
        let mut backward = self.edits.backward();
        self.logged.reserve(findings.len());
        for finding in findings.drain(..) {
            let span = backward.map(finding.span);
            let action = self.rules.action(finding.rule);
            let fixes = finding.replacement.is_some() && !self.is_guarded(&finding, layout);
            let action = if fixes { action } else { unfixed(action, self.rules.get(finding.rule).stage) };
            self.logged.push(Verdict { finding, span, action, superseded_by: None });
        }
        let edits = self.resolve(base);
        if edits.is_empty() {
            return false;
        }
        let edits =
            EditList::new(&self.text, edits).expect("stages return spans on character boundaries, resolved disjoint");
        self.passed = layout.map_or_else(Vec::new, |layout| edits.untouched(&layout.plain));
        self.text = Cow::Owned(edits.apply(&self.text));
        self.stops = self.stops.take().map(|stops| stops.carried(&edits, &self.text));
        let (edits, absorbed) = std::mem::take(&mut self.edits).compose(edits);
        self.edits = edits;
        for lost in absorbed {
            self.logged[lost.loser as usize].superseded_by = Some(lost.winner);
        }
        true
    }

    /// Lines that were plain in the last round and are the same ones still: nothing new can be found in them.
    fn passed_lines(&mut self) -> Vec<Span> {
        let bytes = self.text.as_bytes();
        let mut lines = std::mem::take(&mut self.passed);
        lines.retain(|line| line.start > 0 && bytes[line.start - 1] == b'\n' && bytes.get(line.end) == Some(&b'\n'));
        lines
    }

    /// Whether the finding lies in a zone that only structural stages may edit.
    fn is_guarded(&self, finding: &Finding, layout: Option<&Layout>) -> bool {
        let stage = self.rules.get(finding.rule).stage;
        !stage.is_structural() && layout.is_some_and(|layout| layout.zone_at(finding.span).is_some())
    }

    /// The edits of the findings from number `base` on: an earlier stage wins over a later one, then the longer span,
    /// then the rule that comes first. Losers are marked.
    fn resolve(&mut self, base: usize) -> Vec<Edit> {
        let mut fixes = Vec::with_capacity(self.logged.len() - base);
        fixes.extend((base..self.logged.len()).filter(|&number| self.logged[number].action == Action::Fix));
        let span = |number: usize| self.logged[number].finding.span;
        let collide = fixes
            .windows(2)
            .any(|pair| span(pair[0]).end > span(pair[1]).start || span(pair[0]).collides(span(pair[1])));
        let winners = if collide { self.winners(fixes) } else { fixes };
        winners
            .into_iter()
            .map(|number| {
                let finding = &self.logged[number].finding;
                let replacement = finding.replacement.clone().expect("a fix has a replacement");
                Edit { span: finding.span, replacement, owner: u32::try_from(number).expect("fewer findings") }
            })
            .collect()
    }

    fn winners(&mut self, mut fixes: Vec<usize>) -> Vec<usize> {
        fixes.sort_by_key(|&number| {
            let finding = &self.logged[number].finding;
            (self.rules.get(finding.rule).stage, usize::MAX - finding.span.len(), finding.rule, finding.span.start)
        });
        // By start; disjoint, so a collision is with the neighbour on one side or the other.
        let mut taken: std::collections::BTreeMap<(usize, usize), usize> = std::collections::BTreeMap::new();
        for number in fixes {
            let span = self.logged[number].finding.span;
            let key = (span.start, span.end);
            let before = taken.range(..=key).next_back();
            let after = taken.range(key..).next();
            let winner = [before, after]
                .into_iter()
                .flatten()
                .find(|((start, end), _)| Span::new(*start, *end).collides(span))
                .map(|(_, &winner)| winner);
            match winner {
                Some(winner) => {
                    self.logged[number].superseded_by = Some(u32::try_from(winner).expect("fewer findings"));
                }
                None => {
                    taken.insert(key, number);
                }
            }
        }
        taken.into_values().collect()
    }

    fn finish(self, published: Option<Published>) -> Outcome<'d> {
        let Self { original, text, edits, mut logged, rules, .. } = self;
        // A fix is logged with what became of it in the end, which later fixes that touched it have a part in.
        for edit in edits.as_slice() {
            let verdict = &mut logged[edit.owner as usize];
            verdict.span = edit.span;
            if verdict.finding.replacement.as_ref() != Some(&edit.replacement) {
                verdict.finding.replacement = Some(edit.replacement.clone());
            }
        }
        // A winner can have lost to a later one itself.
        for number in 0..logged.len() {
            while let Some(winner) = logged[number].superseded_by
                && let Some(last) = logged[winner as usize].superseded_by
            {
                logged[number].superseded_by = Some(last);
            }
        }
        logged.extend(glued_sentences(original, &logged, rules));
        Outcome::new(original, text, edits, logged, published, rules)
    }
}

/// The typos that `said.The` is where the space was put in before typos were looked for: whoever reads the log for them
/// finds them all, each with the fix that took its place.
fn glued_sentences(original: &str, logged: &[Verdict], rules: &RuleSet) -> Vec<Verdict> {
    if !rules.is_on(id::typo::GLUED) {
        return Vec::new();
    }
    let fixes = logged.iter().zip(0..).filter(|(verdict, _)| {
        verdict.finding.rule == id::whitespace::SENTENCE_GAP && verdict.action == Action::Fix && verdict.span.is_empty()
    });
    let verdict = |(fix, number): (&Verdict, u32)| {
        let finding = typo::glued_sentences(original, fix.span.start)?;
        let superseded_by = Some(fix.superseded_by.unwrap_or(number));
        Some(Verdict { span: finding.span, action: Action::Flag, superseded_by, finding })
    };
    fixes.filter_map(verdict).collect()
}

/// What is left of a fix that is not made. Dates and datelines still have a value to tell; a typo is worth a flag.
fn unfixed(action: Action, stage: Stage) -> Action {
    match (action, stage) {
        (Action::Fix, Stage::Date | Stage::Dateline | Stage::Decode) => Action::Note,
        (Action::Fix, _) => Action::Flag,
        (action, _) => action,
    }
}
