//! Characters: mojibake, entities, controls, invisible characters, normalization.

mod apostrophes;
mod compose;
mod entities;
mod invisible;
mod mojibake;

use crate::finding::Finding;
use crate::rules::{RuleSet, id};
use crate::text::{EditList, Lanes, SEEN, carried, stops};

/// Where characters of `text` may be wrong.
pub fn stops_of(text: &str) -> impl Iterator<Item = usize> {
    stops(text, is_ascii_stop, is_wide_stop)
}

/// The same for `text` that `edits` made of one with those stops.
pub fn stops_carried(before: &[usize], edits: &EditList, text: &str) -> Vec<usize> {
    carried(before, edits, text, is_ascii_stop, is_wide_stop)
}

/// What is wrong with the characters of `text` at `stops`, which are all that it has.
pub fn read(text: &str, stops: &[usize], rules: &RuleSet, findings: &mut Vec<Finding>) {
    let garbled = rules.is_on(id::unicode::MOJIBAKE).then(|| mojibake::Reader::new(text));
    let invisible = invisible::Reader::new(text);
    // All before this byte has been dealt with.
    let mut done = 0;
    for &at in stops {
        if at < done {
            continue;
        }
        let found = match text.as_bytes()[at] {
            b'&' => entities::at(text, at),
            b'?' | b' ' => apostrophes::at(text, at),
            0..0x80 => invisible.at(at),
            _ => garbled
                .as_ref()
                .and_then(|garbled| garbled.at(at))
                .or_else(|| apostrophes::at(text, at))
                .or_else(|| invisible.at(at))
                .or_else(|| compose::at(text, done, at)),
        };
        if let Some(finding) = found.filter(|finding| rules.is_on(finding.rule)) {
            done = finding.span.end;
            findings.push(finding);
        }
    }
}

/// Where a character of ASCII may be wrong, or an apostrophe missing before it.
#[inline]
fn is_ascii_stop([a, b, c, d]: [Lanes; SEEN]) -> Lanes {
    let control = a.between(0x00, 0x08) | a.between(0x0B, 0x0C) | a.between(0x0E, 0x1F) | a.is(0x7F);
    // "It?s", and "doesn t", "we re", "they ll". The masks take d and t, r and v together.
    let question = a.is(b'?') & b.between(b'a', b'z');
    let alone = c.is(b' ') & (b.is(b's') | b.masked(0xEF).is(b'd') | b.is(b'm'));
    let pair = d.is(b' ') & (c.is(b'e') & b.masked(0xFB).is(b'r') | c.is(b'l') & b.is(b'l'));
    control | a.is(b'&') | question | a.is(b' ') & (alone | pair)
}

/// Where a character beyond ASCII may be wrong. Curly quotes, dashes, ellipses and accented letters with ASCII behind
/// them are not.
#[inline]
fn is_wide_stop([a, b, c, d]: [Lanes; SEEN]) -> Lanes {
    let mark = c.between(0x93, 0x94) | c.between(0x98, 0x99) | c.between(0x9C, 0x9D) | c.is(0xA6);
    let punctuation = a.is(0xE2) & b.is(0x80) & mark & d.between(0x00, 0x7F);
    let latin = a.is(0xC3) & !b.between(0x82, 0x83) & !b.is(0x95) & c.between(0x00, 0x7F);
    a.between(0xC2, 0xFF) & !punctuation & !latin
}
