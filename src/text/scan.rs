//! Walking a text at memory speed, stopping only where something may be wrong.

use std::array;

use super::{EditList, Lanes, Places};

/// Bytes looked at together. One flag a byte then fits one `u64`.
pub(crate) const CHUNK: usize = 64;

/// How many bytes a test sees: the byte itself and those behind it.
pub const SEEN: usize = 4;

const WINDOW: usize = CHUNK + SEEN - 1;

/// The places of a text at which a test on a few bytes holds, in rising order.
///
/// There are two tests: one for characters of ASCII and one for those beyond, which is asked only where there are any.
/// Each is asked for sixteen bytes at a time, given those bytes, the ones behind each, and so on; whatever needs more
/// thought than a handful of comparisons belongs to who takes the stops. Behind the end of the text they see zeros.
#[derive(Debug)]
pub struct Stops<'t, A, W> {
    bytes: &'t [u8],
    /// Start of the chunk that `mask` is of.
    base: usize,
    /// The stops of the chunk not yet given, one bit a byte.
    mask: u64,
    is_ascii_stop: A,
    is_wide_stop: W,
}

/// The stops of `text`: where `is_ascii_stop` holds, and where `is_wide_stop` does, which must not hold for a byte of
/// ASCII.
pub fn stops<A, W>(text: &str, is_ascii_stop: A, is_wide_stop: W) -> Stops<'_, A, W>
where
    A: Fn([Lanes; SEEN]) -> Lanes,
    W: Fn([Lanes; SEEN]) -> Lanes,
{
    let mut stops = Stops { bytes: text.as_bytes(), base: 0, mask: 0, is_ascii_stop, is_wide_stop };
    stops.mask = stops.mask_at(0);
    stops
}

impl<A: Fn([Lanes; SEEN]) -> Lanes, W: Fn([Lanes; SEEN]) -> Lanes> Stops<'_, A, W> {
    fn mask_at(&self, base: usize) -> u64 {
        let rest = &self.bytes[base.min(self.bytes.len())..];
        if let Some(window) = rest.first_chunk::<WINDOW>() {
            return self.mask_of(window);
        }
        let inside = if rest.len() < CHUNK { (1 << rest.len()) - 1 } else { u64::MAX };
        self.mask_of(&padded(rest)) & inside
    }

    #[inline]
    fn mask_of(&self, window: &[u8; WINDOW]) -> u64 {
        let mask = gather(window, &self.is_ascii_stop);
        let is_ascii = gather(window, &|[bytes, ..]: [Lanes; SEEN]| bytes) == 0;
        if is_ascii { mask } else { mask | gather(window, &self.is_wide_stop) }
    }
}

/// The stops of `text`, which `edits` made of one whose stops were `before`. Only what the edits wrote is looked at anew,
/// and the few bytes before it that see into it; all others have moved with what they are tests of.
pub fn carried<A, W>(before: &[usize], edits: &EditList, text: &str, is_ascii_stop: A, is_wide_stop: W) -> Vec<usize>
where
    A: Fn([Lanes; SEEN]) -> Lanes,
    W: Fn([Lanes; SEEN]) -> Lanes,
{
    let scan = Stops { bytes: text.as_bytes(), base: 0, mask: 0, is_ascii_stop, is_wide_stop };
    let mut stops = Vec::with_capacity(before.len() + edits.as_slice().len());
    let mut before = before.iter().copied().peekable();
    // Up to where the edited text has been looked at anew, and how far what lies behind the last edit has moved.
    let (mut seen, mut shift) = (0, 0_usize);
    for (span, written) in edits.written() {
        let blurred = span.start.saturating_sub(SEEN - 1);
        while let Some(stop) = before.next_if(|&stop| stop < blurred) {
            let moved = stop.wrapping_add(shift);
            if moved >= seen {
                stops.push(moved);
            }
        }
        while before.next_if(|&stop| stop < span.end).is_some() {}
        seen = seen.max(written.start.saturating_sub(SEEN - 1));
        while seen < written.end {
            stops.extend(Places(scan.mask_at(seen)).into_iter().map(|at| seen + at));
            seen += CHUNK;
        }
        shift = written.end.wrapping_sub(span.end);
    }
    stops.extend(before.map(|stop| stop.wrapping_add(shift)).skip_while(|&stop| stop < seen));
    stops
}

/// `rest`, the last bytes of a text and fewer than `LEN`, with zeros behind them.
#[inline(never)]
pub(crate) fn padded<const LEN: usize>(rest: &[u8]) -> [u8; LEN] {
    let mut padded = [0; LEN];
    padded[..rest.len()].copy_from_slice(rest);
    padded
}

/// The bytes of a chunk that the test holds for, one bit each.
#[inline]
fn gather(window: &[u8; WINDOW], test: &impl Fn([Lanes; SEEN]) -> Lanes) -> u64 {
    let lanes = |at: usize| Lanes::new(*window[at..].first_chunk().expect("a window has the bytes behind its chunk"));
    let bits = |at: usize| test(array::from_fn(|ahead| lanes(at + ahead))).high_bits() << at;
    (0..CHUNK).step_by(Lanes::COUNT).fold(0, |mask, at| mask | bits(at))
}

/// The bytes of a chunk that the test holds for, one bit each, the first in the lowest.
#[inline]
pub(crate) fn bits(chunk: &[u8; CHUNK], test: impl Fn(Lanes) -> Lanes) -> u64 {
    let (lanes, _) = chunk.as_chunks();
    lanes
        .iter()
        .enumerate()
        .fold(0, |bits, (number, lanes)| bits | test(Lanes::new(*lanes)).high_bits() << (number * Lanes::COUNT))
}

impl<A: Fn([Lanes; SEEN]) -> Lanes, W: Fn([Lanes; SEEN]) -> Lanes> Iterator for Stops<'_, A, W> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.mask == 0 {
            self.base += CHUNK;
            if self.base >= self.bytes.len() {
                return None;
            }
            self.mask = self.mask_at(self.base);
        }
        let at = self.base + self.mask.trailing_zeros() as usize;
        self.mask &= self.mask - 1;
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::stops;

    proptest! {
        #[test]
        fn every_place_is_found(text in "[abé\n]{0,300}") {
            let found: Vec<usize> = stops(&text, |[a, b, ..]| a.is(b'a') & b.is(b'\n'), |[a, ..]| a.is(0xC3)).collect();
            let is_place = |at: &usize| text[*at..].starts_with("a\n") || text[*at..].starts_with('é');
            let expected: Vec<usize> = text.char_indices().map(|(at, _)| at).filter(is_place).collect();
            prop_assert_eq!(found, expected);
            let last = |a: u8, b: u8| move |[one, two, ..]: [super::Lanes; 4]| one.between(a, b) & two.is(0);
            let ends: Vec<usize> = stops(&text, last(0, 0x7F), last(0x80, 0xFF)).collect();
            prop_assert_eq!(ends, text.len().checked_sub(1).into_iter().collect::<Vec<_>>());
        }
    }
}
