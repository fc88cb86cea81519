//! Tables whose columns are kept apart by white space: their gaps are not runs to be repaired.

use crate::text::Span;

/// The longest row, in bytes. What is longer is prose, and is not searched.
const LONGEST_ROW: usize = 240;
/// Blanks that make a gap between columns; fewer may stand between two sentences.
const GAP: usize = 3;
/// Gaps of a row.
const GAPS: usize = 2;

/// Whether `run`, blanks within a line of `text`, keeps two columns of a table apart: its line and the one above or below
/// are rows.
pub(super) fn is_column_gap(text: &str, run: Span) -> bool {
    let bytes = text.as_bytes();
    if !run.of(text).bytes().all(is_blank) {
        return false;
    }
    let Some((start, end)) = line_around(bytes, run) else { return false };
    if !is_row(&bytes[start..end]) {
        return false;
    }
    let above = line_end_before(bytes, start).and_then(|end| line_around(bytes, Span::at(end)));
    let below = line_end_behind(bytes, end).and_then(|start| line_around(bytes, Span::at(start)));
    [above, below].into_iter().flatten().any(|(start, end)| is_row(&bytes[start..end]))
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The line that `span` lies in, when it is short enough for a row.
fn line_around(bytes: &[u8], span: Span) -> Option<(usize, usize)> {
    let from = span.start.saturating_sub(LONGEST_ROW);
    let start = match bytes[from..span.start].iter().rposition(|byte| is_line_end(*byte)) {
        Some(at) => from + at + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let to = (span.end + LONGEST_ROW).min(bytes.len());
    let end = match bytes[span.end..to].iter().position(|byte| is_line_end(*byte)) {
        Some(at) => span.end + at,
        None if to == bytes.len() => to,
        None => return None,
    };
    (end - start <= LONGEST_ROW).then_some((start, end))
}

/// Where the line above ends that is parted from `start` by one line end.
fn line_end_before(bytes: &[u8], start: usize) -> Option<usize> {
    match &bytes[..start] {
        [.., b'\r', b'\n'] => Some(start - 2),
        [.., b'\n' | b'\r'] => Some(start - 1),
        _ => None,
    }
}

/// Where the line below begins that is parted from `end` by one line end.
fn line_end_behind(bytes: &[u8], end: usize) -> Option<usize> {
    match &bytes[end..] {
        [b'\r', b'\n', ..] => Some(end + 2),
        [b'\n' | b'\r', ..] => Some(end + 1),
        _ => None,
    }
}

/// Whether `line` has enough gaps between what it holds.
fn is_row(line: &[u8]) -> bool {
    let runs = line.trim_ascii().chunk_by(|a, b| is_blank(*a) == is_blank(*b));
    runs.filter(|run| is_blank(run[0]) && (run.len() >= GAP || run.contains(&b'\t'))).count() >= GAPS
}

#[cfg(test)]
mod tests {
    use super::is_column_gap;
    use crate::text::Span;

    fn gap_at(text: &str, gap: &str) -> bool {
        let at = text.find(gap).unwrap();
        is_column_gap(text, Span::new(at, at + gap.len()))
    }

    #[test]
    fn rows_stand_by_rows() {
        let table = "Line          2016     2017\nOld channel    40,310   39,870\n";
        assert!(gap_at(table, "          "));
        assert!(gap_at("Race\tWinner\tTime\r\n5 km\tA. Kirui\t13:59\r\n", "\t"));
        assert!(!gap_at("One   row   alone\n\nProse.", "   "));
        assert!(!gap_at("He left.   She stayed.\nHe came.   She went.\n", "   "), "one gap a line is no table");
    }
}
