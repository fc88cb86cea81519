//! The order of day and month in dates of numbers: one for a whole document.

use jiff::civil::Date;

use super::value::Value;
use super::{Detail, numeric};
use crate::config::DateOrder;
use crate::finding::{self, Finding};
use crate::rules::id;
use crate::stages::Reading;
use crate::text::Span;

/// A date of two numbers and a year, as it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) first: u8,
    pub(super) second: u8,
    pub(super) year: i16,
    /// Whether the year has two digits only; which century it is in remains a guess, so it is never rewritten.
    pub(super) short: bool,
    pub(super) span: Span,
    /// Whether it may be rewritten where it stands.
    pub(super) is_free: bool,
}

impl Pair {
    fn day_first(&self) -> Option<Date> {
        numeric::date(self.year, self.second, self.first)
    }

    fn month_first(&self) -> Option<Date> {
        numeric::date(self.year, self.first, self.second)
    }

    /// The only order that it can be read in.
    fn only_order(&self) -> Option<DateOrder> {
        match (self.day_first(), self.month_first()) {
            (Some(_), None) => Some(DateOrder::Dmy),
            (None, Some(_)) => Some(DateOrder::Mdy),
            _ => None,
        }
    }
}

/// Finds the order that the document keeps and adds what becomes of each pair.
///
/// What decides must not vanish by being rewritten while what it decided stays: a second run would then know less, or
/// more. So an ambiguous date is rewritten only when the config settles it, or when a date that is rewritten with it
/// decides and none contradicts.
pub(super) fn settle(pairs: &[Pair], reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let told = reading.config.date.order;
    let says = |order: DateOrder| pairs.iter().any(|pair| pair.only_order() == Some(order));
    let kept = told.or(match (says(DateOrder::Dmy), says(DateOrder::Mdy)) {
        (true, false) => Some(DateOrder::Dmy),
        (false, true) => Some(DateOrder::Mdy),
        _ => None,
    });
    let may_rewrite = told.is_some() || pairs.iter().any(|pair| pair.is_free && pair.only_order().is_some());
    for pair in pairs {
        let finding = finding_of(pair, kept, may_rewrite);
        if reading.rules.is_on(finding.rule) {
            findings.push(finding.kind("DATE"));
        }
    }
}

fn finding_of(pair: &Pair, kept: Option<DateOrder>, may_rewrite: bool) -> Finding {
    let (day_first, month_first) = (pair.day_first(), pair.month_first());
    let is_certain = pair.only_order().is_some() || day_first == month_first;
    let value = match (day_first, month_first) {
        (Some(one), Some(two)) if one != two => match kept {
            Some(DateOrder::Dmy) => one,
            Some(DateOrder::Mdy) => two,
            None => {
                let detail = Detail { ambiguous: vec![one.to_string(), two.to_string()], ..Detail::default() };
                return Finding::value(id::date::AMBIGUOUS, pair.span, format!("{one}|{two}"))
                    .confidence(50)
                    .detail(finding::Detail::Date(detail));
            }
        },
        (Some(one), _) => one,
        (None, Some(two)) => two,
        (None, None) => {
            let detail = Detail {
                conflict: Some(format!("{} has no such day in either order", pair.year)),
                ..Detail::default()
            };
            return Finding::value(id::date::CONFLICT, pair.span, Value::year(pair.year))
                .detail(finding::Detail::Date(detail));
        }
    };
    let confidence = if is_certain && !pair.short { 100 } else { 90 };
    let value = Value::day(value);
    let rewrites = pair.is_free && (is_certain || may_rewrite);
    let finding = if rewrites {
        Finding::fix(id::date::ABSOLUTE, pair.span, value)
    } else {
        Finding::value(id::date::ABSOLUTE, pair.span, value)
    };
    finding.confidence(confidence)
}
