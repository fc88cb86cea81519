//! Characters that by their bytes in some encoding are a sequence of UTF-8.

use super::evidence::weigh;
use super::pages::REVERSE;
use crate::text::{Lanes, Span, stops};

/// Characters that stand for one sequence of UTF-8 in some encoding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sequence {
    pub(super) span: Span,
    pub(super) meant: char,
    pub(super) weight: u32,
}

/// A place where a sequence may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suspect {
    at: usize,
    /// The encodings that its first two characters fit.
    pub(super) pages: u16,
}

/// All places within `scope` where a sequence may begin in some encoding.
pub(super) fn suspects(text: &str, scope: &[Span]) -> Vec<Suspect> {
    let mut scope = scope.iter().peekable();
    let leads = stops(text, |_| Lanes::NONE, |[byte, ..]| byte.between(0xC2, 0xFF));
    leads
        .filter(|&at| {
            while scope.next_if(|span| span.end <= at).is_some() {}
            scope.peek().is_some_and(|span| span.start <= at)
        })
        .filter_map(|at| {
            let mut chars = text[at..].chars();
            let (first, second) = (chars.next()?, chars.next()?);
            let pages = match second {
                ' ' => u16::from(stands_before_space(first)),
                _ => REVERSE.pages(first, second),
            };
            (pages != 0).then_some(Suspect { at, pages })
        })
        .collect()
}

/// Whether `c` begins a sequence that a no-break space ends, which many a tool turns into a plain one.
pub(super) const fn stands_before_space(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'Ð')
}

/// All sequences in encoding number `page`, those that touch one another together.
pub(super) fn words(text: &str, suspects: &[Suspect], page: usize) -> Vec<Vec<Sequence>> {
    let mut words: Vec<Vec<Sequence>> = Vec::new();
    let mut done = 0;
    for at in suspects.iter().filter(|suspect| suspect.pages & 1 << page != 0).map(|suspect| suspect.at) {
        if at < done {
            continue;
        }
        let Some(mut sequence) = sequence_at(text, at, page) else { continue };
        let touching = words.last_mut().filter(|word| word.last().is_some_and(|last| last.span.end == at));
        sequence.weight = weigh(text, sequence, page, touching.is_some());
        done = sequence.span.end;
        match touching {
            Some(word) => word.push(sequence),
            None => words.push(vec![sequence]),
        }
    }
    words
}

/// The sequence that begins at `at`.
pub(super) fn sequence_at(text: &str, at: usize, page: usize) -> Option<Sequence> {
    let mut chars = text[at..].chars();
    let first = chars.next()?;
    let lead = REVERSE.byte(first, page)?;
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut end = at + first.len_utf8();
    for byte in &mut bytes[1..len] {
        let c = chars.next()?;
        *byte = if c == ' ' && page == 0 && stands_before_space(first) {
            0xA0
        } else {
            REVERSE.byte(c, page).filter(|byte| (0x80..0xC0).contains(byte))?
        };
        end += c.len_utf8();
    }
    let meant = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    Some(Sequence { span: Span::new(at, end), meant, weight: 0 })
}
