//! Characters: mojibake, entities, controls, invisible characters, normalization.

mod apostrophes;
mod compose;
mod entities;
mod invisible;
mod mojibake;

use crate::finding::Finding;
use crate::rules::{RuleSet, id};
use crate::text::stops;

/// What is wrong with the characters of `text`.
pub fn read(text: &str, rules: &RuleSet, findings: &mut Vec<Finding>) {
    let garbled = rules.is_on(id::unicode::MOJIBAKE).then(|| mojibake::Reader::new(text));
    let invisible = invisible::Reader::new(text);
    // All before this byte has been dealt with.
    let mut done = 0;
    for at in stops(text, is_ascii_stop, is_wide_stop) {
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
#[expect(clippy::needless_bitwise_bool, reason = "lazy operators do not become vector instructions")]
fn is_ascii_stop([a, b, c, d]: [u8; 4]) -> bool {
    let control = (a < b' ') & (a != b'\n') & (a != b'\t') & (a != b'\r') | (a == 0x7F);
    // "It?s", and "doesn t", "we re", "they ll". The masks take d and t, r and v together.
    let question = (a == b'?') & (b.wrapping_sub(b'a') < 26);
    let alone = (c == b' ') & ((b == b's') | (b & 0xEF == b'd') | (b == b'm'));
    let pair = (d == b' ') & ((c == b'e') & (b & 0xFB == b'r') | (c == b'l') & (b == b'l'));
    control | (a == b'&') | question | (a == b' ') & (alone | pair)
}

/// Where a character beyond ASCII may be wrong. Curly quotes, dashes, ellipses and accented letters with ASCII behind
/// them are not.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "lazy operators do not become vector instructions")]
fn is_wide_stop([a, b, c, d]: [u8; 4]) -> bool {
    let punctuation = (a == 0xE2)
        & (b == 0x80)
        & ((c == 0x93) | (c == 0x94) | (c == 0x98) | (c == 0x99) | (c == 0x9C) | (c == 0x9D) | (c == 0xA6))
        & (d < 0x80);
    let latin = (a == 0xC3) & (b != 0x82) & (b != 0x83) & (b != 0x95) & (c < 0x80);
    (a >= 0xC2) & !punctuation & !latin
}
