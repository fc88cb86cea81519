//! Finds all rules that are data in one walk over the text.
//!
//! Running them one by one would cost time for each rule added. Instead one Aho–Corasick automaton looks for the
//! literals that a match of any rule must begin with, and a rule's own expression is tried only there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::literal::{ExtractKind, Extractor};

use super::rule::{Action, Pattern, RuleId};
use super::set::RuleSet;
use crate::diagnostic::Diagnostic;
use crate::finding::Finding;
use crate::text::Span;

/// Literals shorter than this stop the automaton at every other word.
const SHORTEST_LITERAL: usize = 2;

/// Bytes of literals up to which the automaton is a table of all transitions.
const FEW_BYTES: usize = 4_096;

/// The compiled data rules of some stages.
#[derive(Debug, Default)]
pub struct Matcher {
    expressions: Vec<Expression>,
    /// Finds the longest literal at the first place that has any; its number leads to `heads`.
    literals: Option<AhoCorasick>,
    /// For each literal, the expressions that it opens, itself or by its first letters.
    heads: Vec<Vec<usize>>,
    /// Expressions that begin with no literal and have to be searched for.
    headless: Vec<usize>,
}

#[derive(Debug)]
struct Expression {
    rule: RuleId,
    regex: Regex,
    /// Number of the group named `hit`, or 0.
    hit: usize,
    replacement: Replacement,
}

#[derive(Debug)]
enum Replacement {
    None,
    Template(String),
    /// The right side of a pair, to be given the case of what it replaces.
    Pair(String),
}

impl Matcher {
    /// Compiles the data rules of `rules` that are on and that `wanted` takes.
    ///
    /// # Errors
    /// When an expression does not compile; the error shows it in its file.
    pub fn new(rules: &RuleSet, wanted: impl Fn(RuleId) -> bool) -> Result<Self, Diagnostic> {
        let mut matcher = Self::default();
        let mut literals: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
        for (id, rule) in rules.iter().filter(|(id, _)| rules.is_on(*id) && wanted(*id)) {
            match &rule.pattern {
                Pattern::Builtin => {}
                Pattern::Regex { regex, replace } => {
                    let replacement = replace.clone().map_or(Replacement::None, Replacement::Template);
                    let expression = Expression::new(id, regex.get_ref(), replacement).map_err(|problem| {
                        let source = std::fs::read_to_string(&rule.path).unwrap_or_default();
                        let message = format!("rule {:?}: the expression does not compile: {problem}", rule.id);
                        Diagnostic::at(&rule.path, &source, regex.span(), message)
                    })?;
                    matcher.push(expression, regex.get_ref(), &mut literals);
                }
                Pattern::Pairs(pairs) => {
                    for (wrong, right) in pairs {
                        let pattern = format!(r"(?i-u:\b){}(?-u:\b)", case_blind(wrong));
                        let expression = Expression::new(id, &pattern, Replacement::Pair(right.clone()))
                            .map_err(|problem| Diagnostic::in_file(&rule.path, problem))?;
                        matcher.push(expression, &pattern, &mut literals);
                    }
                }
            }
        }
        if !literals.is_empty() {
            // With few literals the fastest kind is small enough to be had for nothing.
            let few = literals.keys().map(Vec::len).sum::<usize>() <= FEW_BYTES;
            let kind = few.then_some(AhoCorasickKind::DFA);
            let automaton = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .kind(kind)
                .build(literals.keys())
                .map_err(|error| Diagnostic::new(error.to_string()))?;
            matcher.literals = Some(automaton);
            matcher.heads = literals.keys().map(|literal| opened_by(literal, &literals)).collect();
        }
        Ok(matcher)
    }

    fn push(&mut self, expression: Expression, pattern: &str, literals: &mut BTreeMap<Vec<u8>, Vec<usize>>) {
        let number = self.expressions.len();
        self.expressions.push(expression);
        match opening_literals(pattern) {
            Some(openings) => {
                for opening in openings {
                    literals.entry(opening).or_default().push(number);
                }
            }
            None => self.headless.push(number),
        }
    }

    /// Whether any of the rules has something to put in place of what it finds.
    #[must_use]
    pub fn may_replace(&self) -> bool {
        self.expressions.iter().any(|expression| !matches!(expression.replacement, Replacement::None))
    }

    /// Adds what the rules find in `text`.
    pub fn find(&self, text: &str, rules: &RuleSet, findings: &mut Vec<Finding>) {
        if let Some(literals) = &self.literals {
            // Most texts have no literal, and need no room for this.
            let mut done = Vec::new();
            let mut at = 0;
            while let Some(hit) = literals.find(aho_corasick::Input::new(text).range(at..)) {
                done.resize(self.expressions.len(), 0);
                for &number in &self.heads[hit.pattern().as_usize()] {
                    if hit.start() >= done[number]
                        && let Some(end) = self.expressions[number].try_at(text, hit.start(), rules, findings)
                    {
                        done[number] = end;
                    }
                }
                at = hit.start() + 1;
            }
        }
        for &number in &self.headless {
            let expression = &self.expressions[number];
            for captures in expression.regex.captures_iter(text) {
                expression.report(text, &captures, rules, findings);
            }
        }
    }
}

impl Expression {
    fn new(rule: RuleId, pattern: &str, replacement: Replacement) -> Result<Self, String> {
        // The message of the parser shows the pattern again over several lines; its last line says what is wrong.
        let last_line = |error: &dyn std::error::Error| {
            let message = error.to_string();
            message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        };
        syntax::parse(pattern).map_err(|error| last_line(&error))?;
        let regex = Regex::new(pattern).map_err(|error| last_line(&error))?;
        let hit = regex.group_info().to_index(regex_automata::PatternID::ZERO, "hit").unwrap_or(0);
        Ok(Self { rule, regex, hit, replacement })
    }

    /// Tries a match that begins at `start` and gives its end.
    fn try_at(&self, text: &str, start: usize, rules: &RuleSet, findings: &mut Vec<Finding>) -> Option<usize> {
        let input = Input::new(text).range(start..).anchored(Anchored::Yes);
        // Most literals open no match, and where a match ends is cheaper to ask than where its groups are.
        self.regex.search_half(&input)?;
        let mut captures = self.regex.create_captures();
        self.regex.search_captures(&input, &mut captures);
        let end = captures.get_match()?.end();
        self.report(text, &captures, rules, findings);
        Some(end)
    }

    fn report(&self, text: &str, captures: &Captures, rules: &RuleSet, findings: &mut Vec<Finding>) {
        let Some(hit) = captures.get_group(self.hit) else { return };
        let span = Span::new(hit.start, hit.end);
        let found = span.of(text);
        let replacement: Option<Cow<'static, str>> = match &self.replacement {
            Replacement::None => None,
            Replacement::Template(template) => {
                let mut out = String::new();
                captures.interpolate_string_into(text, template, &mut out);
                Some(Cow::Owned(out))
            }
            Replacement::Pair(right) if right.is_empty() => None,
            Replacement::Pair(right) => Some(Cow::Owned(with_case_of(found, right))),
        };
        match replacement {
            Some(replacement) if replacement == found => {}
            Some(replacement) => findings.push(Finding::fix(self.rule, span, replacement)),
            None if rules.action(self.rule) > Action::Off => findings.push(Finding::value(self.rule, span, "")),
            None => {}
        }
    }
}

/// The expressions that have `literal` or a beginning of it among the literals that open them, in order.
fn opened_by(literal: &[u8], literals: &BTreeMap<Vec<u8>, Vec<usize>>) -> Vec<usize> {
    let beginnings = (SHORTEST_LITERAL..=literal.len()).filter_map(|len| literals.get(&literal[..len]));
    let opened: BTreeSet<usize> = beginnings.flatten().copied().collect();
    opened.into_iter().collect()
}

/// An expression for `word` in any case. Only its first letter is left open in the literals, see [`opening_literals`].
fn case_blind(word: &str) -> String {
    format!("(?i:{})", regex_syntax::escape(word))
}

/// The literals of which every match of `pattern` begins with one, when there are any worth looking for.
fn opening_literals(pattern: &str) -> Option<Vec<Vec<u8>>> {
    let hir = syntax::parse(pattern).ok()?;
    let mut extractor = Extractor::new();
    extractor.kind(ExtractKind::Prefix).limit_total(64).limit_class(12);
    let literals = extractor.extract(&hir);
    let literals = literals.literals()?;
    let usable = !literals.is_empty() && literals.iter().all(|literal| literal.len() >= SHORTEST_LITERAL);
    usable.then(|| literals.iter().map(|literal| literal.as_bytes().to_vec()).collect())
}

/// `right` in the case of `found`: all capitals, or a capital first letter, or as it is written.
#[must_use]
pub fn with_case_of(found: &str, right: &str) -> String {
    let mut letters = found.chars().filter(|c| c.is_alphabetic());
    let first_is_capital = letters.next().is_some_and(char::is_uppercase);
    let mut rest = letters.peekable();
    if first_is_capital && rest.peek().is_some() && rest.all(char::is_uppercase) {
        return right.to_uppercase();
    }
    let mut chars = right.chars();
    match chars.next() {
        Some(first) if first_is_capital => first.to_uppercase().chain(chars).collect(),
        _ => right.to_owned(),
    }
}
