//! Doing again and undoing what a log says, on one text.

use super::row::Row;
use crate::stages::decode;
use crate::text::{Edit, EditList, Patch, SourceForm, Span};

/// Why a log does not fit a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {seq} ({rule}) does not fit: {problem}")]
pub struct Misfit {
    /// The row's number within its document.
    pub seq: usize,
    /// Its rule.
    pub rule: String,
    /// What stands there instead.
    pub problem: String,
}

impl Misfit {
    fn new(row: &Row, problem: String) -> Self {
        Self { seq: row.seq, rule: row.rule.clone(), problem }
    }
}

/// The cleaned text, from the original and its rows.
///
/// # Errors
/// When a row's `before` does not stand in `original` where the row says, or two fixes overlap.
pub fn replay(original: &str, rows: &[Row]) -> Result<String, Misfit> {
    stand_in(original, rows)?;
    Ok(fixes(original, rows)?.apply(original))
}

/// Checks that every row's `before` stands in `original`.
fn stand_in(original: &str, rows: &[Row]) -> Result<(), Misfit> {
    for row in rows {
        let found = original.get(row.span.start..row.span.end);
        if found != Some(row.before.as_str()) {
            let place = format!("bytes {}..{} of the original", row.span.start, row.span.end);
            return Err(Misfit::new(row, differs(&place, &row.before, found)));
        }
    }
    Ok(())
}

/// The original text, from the cleaned one and its rows.
///
/// # Errors
/// When a fix's `after` does not stand in `cleaned` where the rows say, two fixes overlap, or what comes out is not the
/// text that the rows are about.
pub fn undo(cleaned: &str, rows: &[Row]) -> Result<String, Misfit> {
    let mut out = String::with_capacity(cleaned.len());
    // Where the last fix ended, in either text.
    let (mut original_at, mut cleaned_at) = (0, 0);
    for row in rows.iter().filter(|row| row.is_fix()) {
        let kept = row.span.start.checked_sub(original_at).ok_or_else(|| overlap(row))?;
        let start = cleaned_at + kept;
        let end = start + row.after.len();
        let found = cleaned.get(start..end);
        let between = cleaned.get(cleaned_at..start);
        let (Some(between), true) = (between, found == Some(row.after.as_str())) else {
            let place = format!("bytes {start}..{end} of the cleaned text");
            return Err(Misfit::new(row, differs(&place, &row.after, found)));
        };
        out.push_str(between);
        out.push_str(&row.before);
        (original_at, cleaned_at) = (row.span.end, end);
    }
    out.push_str(cleaned.get(cleaned_at..).unwrap_or_default());
    stand_in(&out, rows)?;
    Ok(out)
}

/// How the document stood in its file.
///
/// # Errors
/// When a row of the stage `decode` does not hold what that stage writes.
pub fn source_form(rows: &[Row]) -> Result<SourceForm, Misfit> {
    let mut form = SourceForm::default();
    for row in rows.iter().filter(|row| row.stage == "decode") {
        if let Some(name) = row.detail_text("encoding") {
            let encoding = decode::encoding_named(&name)
                .ok_or_else(|| Misfit::new(row, format!("there is no encoding {name:?}")))?;
            form.encoding = Some(encoding.name());
        } else if let Some(hex) = row.detail_text("bytes") {
            let bytes = hex.split(' ').map(|byte| u8::from_str_radix(byte, 16)).collect::<Result<Vec<_>, _>>();
            let bytes = bytes.map_err(|_| Misfit::new(row, format!("{hex:?} is no list of bytes")))?;
            form.patches.push(Patch { span: row.span, bytes });
        }
    }
    form.patches.sort_by_key(|patch| patch.span);
    Ok(form)
}

fn fixes(original: &str, rows: &[Row]) -> Result<EditList, Misfit> {
    let mut end = Span::at(0);
    let mut edits = Vec::new();
    for (number, row) in (0..).zip(rows).filter(|(_, row)| row.is_fix()) {
        if row.span.start < end.end {
            return Err(overlap(row));
        }
        end = row.span;
        edits.push(Edit { span: row.span, replacement: row.after.clone().into(), owner: number });
    }
    EditList::new(original, edits).map_err(|error| Misfit {
        seq: 0,
        rule: rows.first().map(|row| row.rule.clone()).unwrap_or_default(),
        problem: error.to_string(),
    })
}

fn overlap(row: &Row) -> Misfit {
    Misfit::new(row, "it begins before the fix in front of it ends".to_owned())
}

fn differs(place: &str, logged: &str, found: Option<&str>) -> String {
    match found {
        Some(found) => format!("{place} should hold {logged:?} and hold {found:?}"),
        None => format!("{place} should hold {logged:?}, and the text is too short or other characters stand there"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, Span, replay, undo};

    fn row(start: usize, end: usize, before: &str, after: &str) -> Row {
        Row {
            doc: "a.txt".into(),
            seq: 0,
            stage: "typo".into(),
            rule: "typo/nonword".into(),
            kind: String::new(),
            action: "fix".into(),
            span: Span::new(start, end),
            line: 1,
            column: 1,
            before: before.into(),
            after: after.into(),
            confidence: "1".into(),
            detail: String::new(),
        }
    }

    #[test]
    fn there_and_back() {
        let rows = [row(0, 1, " ", ""), row(4, 10, "“”", "x"), row(11, 11, "", "!")];
        let original = " one“” ";
        assert_eq!(replay(original, &rows).unwrap(), "onex !");
        assert_eq!(undo("onex !", &rows).unwrap(), original);
    }

    #[test]
    fn another_text_is_refused() {
        let rows = [row(1, 4, "one", "two")];
        assert!(replay(" six", &rows).unwrap_err().to_string().contains("should hold \"one\" and hold \"six\""));
        assert!(undo(" six", &rows).unwrap_err().to_string().contains("should hold \"two\" and hold \"six\""));
        assert!(undo("", &rows).is_err());
        assert!(undo("x", &[row(4, 5, "a", "b"), row(2, 3, "a", "b")]).is_err());
    }
}
