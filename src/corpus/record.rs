//! A JSON record, cut open so that every byte but the text's stays as it is.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::json_string::{self, JsonStyle};
use super::{Line, Loaded};
use crate::config::Fields;
use crate::stages::decode;
use crate::text::{Patch, SourceForm, Span};

/// The field that a cleaned record gains.
pub const ADDED_FIELD: &str = "copydesk";

/// A record: where its parts lie in its line, and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The id, as text.
    pub id: Option<String>,
    /// The text to be cleaned.
    pub text: String,
    /// The publication date.
    pub published: Option<Date>,
    /// What the date's field holds when that is no date.
    pub unread_date: Option<String>,
    /// Where the text's JSON string lies in the line, quotes included.
    pub text_span: Span,
    /// Where the value of the field that copydesk adds lies, when an earlier run has added it.
    pub added_span: Option<Span>,
    /// How the text's JSON string is written.
    pub style: JsonStyle,
}

/// How a document stood in its file, as far as its cleaned form does not show it. It is kept in the metadata, so that
/// undoing gives back every byte whatever the log's rules were.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceNote {
    /// Whether everything outside ASCII was escaped.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ascii: bool,
    /// The text's JSON string, when it was escaped in a way of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verbatim: Option<String>,
    /// WHATWG name of the encoding, when it was not UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Bytes that the encoding does not have: where in the decoded line or file, in bytes, and which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bytes: Vec<(usize, usize, Vec<u8>)>,
    /// What an earlier run had added, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
}

impl SourceNote {
    /// What there is to note of a document: of its line, or of its file.
    #[must_use]
    pub fn of(loaded: &Loaded) -> Option<Self> {
        let note = match &loaded.line {
            None => Self::of_form(&loaded.document.form),
            Some(Line { text, form, record, .. }) => Self {
                ascii: record.style == JsonStyle::Ascii,
                verbatim: match &record.style {
                    JsonStyle::Verbatim(token) => Some(token.clone()),
                    JsonStyle::Plain | JsonStyle::Ascii => None,
                },
                previous: record.added_span.map(|span| span.of(text).to_owned()),
                ..Self::of_form(form)
            },
        };
        (note != Self::default()).then_some(note)
    }

    fn of_form(form: &SourceForm) -> Self {
        let bytes = form.patches.iter().map(|patch| (patch.span.start, patch.span.end, patch.bytes.clone()));
        Self { encoding: form.encoding.map(str::to_owned), bytes: bytes.collect(), ..Self::default() }
    }

    /// How the line, or the file, stood in bytes.
    #[must_use]
    pub fn form(&self) -> SourceForm {
        let patch = |(start, end, bytes): &(usize, usize, Vec<u8>)| Patch {
            span: Span { start: *start, end: *end },
            bytes: bytes.clone(),
        };
        SourceForm {
            encoding: self.encoding.as_deref().and_then(decode::encoding_named).map(encoding_rs::Encoding::name),
            patches: self.bytes.iter().map(patch).collect(),
        }
    }

    /// How the text's JSON string was written.
    #[must_use]
    pub fn style(&self) -> JsonStyle {
        match &self.verbatim {
            Some(token) => JsonStyle::Verbatim(token.clone()),
            None if self.ascii => JsonStyle::Ascii,
            None => JsonStyle::Plain,
        }
    }
}

/// Why a line is no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It is no JSON object.
    #[error("not a JSON object: {0}")]
    Json(String),
    /// There is no text in it.
    #[error("the record has no field {0:?}; `--text-field` names another")]
    NoText(String),
    /// The text is no string.
    #[error("the field {0:?} is no string")]
    TextKind(String),
    /// The field that copydesk adds is not there, or not as copydesk writes it.
    #[error("the record has no field \"copydesk\" as copydesk writes it")]
    NotCleaned,
}

/// What `error` says of a line: its column alone, since the line has a number of its own in the file.
fn within_line(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match said.strip_suffix(&place) {
        Some(said) if error.column() == 0 => said.to_owned(),
        Some(said) => format!("{said} at byte {} of the line", error.column()),
        None => said,
    }
}

impl Record {
    /// Reads the record that `line` holds.
    ///
    /// # Errors
    /// When the line is no JSON object, or has no text.
    pub fn parse(line: &str, fields: &Fields) -> Result<Self, RecordError> {
        let json = |error: serde_json::Error| RecordError::Json(within_line(&error));
        let (members, end) = Members::find(line, fields).map_err(json)?;
        end.map_err(json)?;
        Self::read(line, &members, fields)
    }

    /// Reads the record that `line` holds, whose members have been found.
    ///
    /// # Errors
    /// When it has no text.
    pub fn read(line: &str, members: &Members, fields: &Fields) -> Result<Self, RecordError> {
        let text_span = members.text.ok_or_else(|| RecordError::NoText(fields.text.clone()))?;
        let text = text_span.of(line);
        let (text, style) = json_string::read_styled(text).ok_or_else(|| RecordError::TextKind(fields.text.clone()))?;
        let date = members.date.map_or(Ok(None), |span| date(span.of(line)));
        Ok(Self {
            id: members.id(line),
            published: date.as_ref().ok().copied().flatten(),
            unread_date: date.err(),
            text_span,
            added_span: members.added,
            text,
            style,
        })
    }

    /// Those of the line's `patches` that lie in the text, at their places in the text. `line` is the one that the
    /// record was read from.
    #[must_use]
    pub fn patches_of_text(&self, line: &str, patches: &[Patch]) -> Vec<Patch> {
        // Escapes make the text shorter than its string: an offset grows by the length of what stands between.
        let (mut in_line, mut in_text) = (self.text_span.start + 1, 0);
        let mut step_to = |at: usize| {
            let between = format!("\"{}\"", &line[in_line..at]);
            in_text += json_string::read(&between).map_or(0, |text| text.len());
            in_line = at;
            in_text
        };
        let inside = patches.iter().filter(|patch| self.text_span.contains(patch.span));
        inside
            .map(|patch| Patch {
                span: Span::new(step_to(patch.span.start), step_to(patch.span.end)),
                bytes: patch.bytes.clone(),
            })
            .collect()
    }

    /// Writes the line with another text, and with `added`, which is JSON, as the value of the field that copydesk adds.
    /// `line` is the one that the record was read from.
    pub fn rewrite(&self, out: &mut Vec<u8>, line: &str, text: &str, added: &[u8]) {
        let write_text = |out: &mut Vec<u8>| self.style.write(out, text);
        let (place, name) = match self.added_span {
            Some(place) => (place, String::new()),
            None => (Span::at(line.rfind('}').expect("a record ends in a brace")), added_name()),
        };
        let write_added = |out: &mut Vec<u8>| {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(added);
        };
        splice(out, line, [(self.text_span, &write_text), (place, &write_added)]);
    }
}

/// The line that [`Record::rewrite`] made `line` of, with `text` as its text. `style` is how the text was written and
/// `previous` what an earlier run had added.
///
/// # Errors
/// When `line` is no record that copydesk wrote.
pub fn restore(
    line: &str,
    fields: &Fields,
    text: &str,
    style: &JsonStyle,
    previous: Option<&str>,
) -> Result<String, RecordError> {
    let record = Record::parse(line, fields)?;
    let added = record.added_span.ok_or(RecordError::NotCleaned)?;
    let (place, previous) = if let Some(previous) = previous {
        (added, previous)
    } else {
        // The member goes with the comma and the name before it.
        let before = line[..added.start].strip_suffix(&added_name()).ok_or(RecordError::NotCleaned)?;
        (Span::new(before.len(), added.end), "")
    };
    let mut out = Vec::with_capacity(line.len());
    let write_text = |out: &mut Vec<u8>| style.write(out, text);
    let write_previous = |out: &mut Vec<u8>| out.extend_from_slice(previous.as_bytes());
    splice(&mut out, line, [(record.text_span, &write_text), (place, &write_previous)]);
    Ok(String::from_utf8(out).expect("parts of texts are a text"))
}

/// What stands before the value of the field that copydesk adds.
fn added_name() -> String {
    format!(",\"{ADDED_FIELD}\":")
}

/// A part of a line, and what writes something else in its place.
type Part<'p> = (Span, &'p dyn Fn(&mut Vec<u8>));

/// Writes `line` with two disjoint parts of it replaced.
fn splice(out: &mut Vec<u8>, line: &str, mut parts: [Part<'_>; 2]) {
    parts.sort_by_key(|(span, _)| *span);
    let mut from = 0;
    for (span, write) in parts {
        out.extend_from_slice(&line.as_bytes()[from..span.start]);
        write(out);
        from = span.end;
    }
    out.extend_from_slice(&line.as_bytes()[from..]);
}

/// Where the members of a record stand that are read: the last of each name, which is the one that JSON readers take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Members {
    id: Option<Span>,
    text: Option<Span>,
    date: Option<Span>,
    added: Option<Span>,
}

impl Members {
    /// The members of the object that `line` begins with, and what is wrong with what follows it.
    ///
    /// # Errors
    /// When the line begins with no JSON object.
    pub fn find(line: &str, fields: &Fields) -> serde_json::Result<(Self, serde_json::Result<()>)> {
        let mut deserializer = serde_json::Deserializer::from_str(without_mark(line));
        let members = deserializer.deserialize_map(MembersVisitor { line, fields })?;
        Ok((members, deserializer.end()))
    }

    /// The id of the record that `line` holds, as text; none when it has none.
    #[must_use]
    pub fn id(&self, line: &str) -> Option<String> {
        id_text(self.id?.of(line))
    }
}

struct MembersVisitor<'l> {
    line: &'l str,
    fields: &'l Fields,
}

impl<'l> Visitor<'l> for MembersVisitor<'l> {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Members::default();
        while let Some(Name(name)) = map.next_key()? {
            let Fields { id, text, date } = self.fields;
            // Two of the names may be one.
            let mut wanted = [
                (id.as_str(), &mut members.id),
                (text, &mut members.text),
                (date, &mut members.date),
                (ADDED_FIELD, &mut members.added),
            ];
            if wanted.iter().any(|(wanted, _)| *wanted == name) {
                let value = place(self.line, map.next_value::<&RawValue>()?.get());
                for (_, member) in wanted.iter_mut().filter(|(wanted, _)| *wanted == name) {
                    **member = Some(value);
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(members)
    }
}

/// The name of a member, copied only where it has escapes.
#[derive(Deserialize)]
struct Name<'l>(#[serde(borrow)] Cow<'l, str>);

/// `line` without the byte order mark that the first of a file may have.
fn without_mark(line: &str) -> &str {
    line.trim_start_matches('\u{FEFF}')
}

/// Where `part`, a slice of `line`, lies in it.
fn place(line: &str, part: &str) -> Span {
    let start = part.as_ptr().addr() - line.as_ptr().addr();
    Span::new(start, start + part.len())
}

/// An id is a string or a number.
fn id_text(raw: &str) -> Option<String> {
    if raw.starts_with('"') {
        return json_string::read(raw);
    }
    match serde_json::from_str(raw).ok()? {
        serde_json::Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// A date, with or without a time behind it; `null` and the empty string are none. What is no date comes back as it is.
fn date(raw: &str) -> Result<Option<Date>, String> {
    match json_string::read(raw) {
        Some(text) if text.trim().is_empty() => Ok(None),
        Some(text) => text.trim().get(..10).and_then(|day| day.parse().ok()).map(Some).ok_or(text),
        None if raw == "null" => Ok(None),
        None => Err(raw.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{JsonStyle, Record, RecordError, restore};
    use crate::config::Fields;

    fn parse(line: &str) -> Result<Record, RecordError> {
        Record::parse(line, &Fields::default())
    }

    fn rewritten(record: &Record, line: &str, text: &str, added: &str) -> String {
        let mut out = Vec::new();
        record.rewrite(&mut out, line, text, added.as_bytes());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn other_bytes_stay() {
        let line = "{ \"id\": 7, \"n\": 1.50, \"text\" : \"caf\\u00e9  x\", \"tags\":[ 1,2 ] } \r";
        let record = parse(line).unwrap();
        assert_eq!((record.id.as_deref(), record.text.as_str()), (Some("7"), "café  x"));
        assert_eq!(record.style, JsonStyle::Ascii);
        let cleaned = rewritten(&record, line, "café x", "{\"doc\":\"a\"}");
        let want =
            "{ \"id\": 7, \"n\": 1.50, \"text\" : \"caf\\u00e9 x\", \"tags\":[ 1,2 ] ,\"copydesk\":{\"doc\":\"a\"}} \r";
        assert_eq!(cleaned, want);
        assert_eq!(restore(&cleaned, &Fields::default(), "café  x", &record.style, None).unwrap(), line);
    }

    #[test]
    fn an_earlier_run_is_kept() {
        let line = "{\"copydesk\":{\"old\":1},\"text\":\"a\"}";
        let record = parse(line).unwrap();
        let cleaned = rewritten(&record, line, "b", "{\"new\":2}");
        assert_eq!(cleaned, "{\"copydesk\":{\"new\":2},\"text\":\"b\"}");
        let back = restore(&cleaned, &Fields::default(), "a", &record.style, Some("{\"old\":1}")).unwrap();
        assert_eq!(back, line);
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(matches!(parse("{\"text\":"), Err(RecordError::Json(_))));
        assert!(matches!(parse("[1]"), Err(RecordError::Json(_))));
        assert_eq!(parse("{\"id\":1}"), Err(RecordError::NoText("text".into())));
        assert_eq!(parse("{\"text\":5}"), Err(RecordError::TextKind("text".into())));
        assert_eq!(parse("{\"text\":\"a\",\"date\":\"soon\"}").unwrap().unread_date.as_deref(), Some("soon"));
        assert_eq!(parse("{\"text\":\"a\",\"date\":\"2017-06-22T10:45:00Z\"}").unwrap().published.unwrap().day(), 22);
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>(), ascii in any::<bool>(), new in "\\PC{0,20}") {
            let style = if ascii { JsonStyle::Ascii } else { JsonStyle::Plain };
            let mut token = Vec::new();
            style.write(&mut token, &text);
            let line = format!("{{\"id\":\"x\",\"text\":{},\"z\":null}}", str::from_utf8(&token).unwrap());
            let record = parse(&line).unwrap();
            prop_assert_eq!(&record.text, &text);
            let cleaned = rewritten(&record, &line, &new, "{}");
            prop_assert_eq!(restore(&cleaned, &Fields::default(), &text, &record.style, None).unwrap(), line);
        }
    }
}
