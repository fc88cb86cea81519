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

impl Record {
    /// Reads the record that `line` holds.
    ///
    /// # Errors
    /// When the line is no JSON object, or has no text.
    pub fn parse(line: &str, fields: &Fields) -> Result<Self, RecordError> {
        let members = Members::parse(line)?;
        let text = members.get(&fields.text).ok_or_else(|| RecordError::NoText(fields.text.clone()))?;
        let decoded = json_string::read(text).ok_or_else(|| RecordError::TextKind(fields.text.clone()))?;
        let style = JsonStyle::of(text);
        let date = members.get(&fields.date).map_or(Ok(None), date);
        Ok(Self {
            id: members.get(&fields.id).and_then(id_text),
            published: date.as_ref().ok().copied().flatten(),
            unread_date: date.err(),
            text_span: place(line, text),
            added_span: members.get(ADDED_FIELD).map(|raw| place(line, raw)),
            text: decoded,
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

    /// The line with another text, and with `added` as the value of the field that copydesk adds. `line` is the one
    /// that the record was read from.
    #[must_use]
    pub fn rewrite(&self, line: &str, text: &str, added: &str) -> String {
        let token = self.style.write(text);
        if let Some(place) = self.added_span {
            return splice(line, [(self.text_span, &token), (place, added)]);
        }
        let close = line.rfind('}').expect("a record ends in a brace");
        let member = format!(",\"{ADDED_FIELD}\":{added}");
        splice(line, [(self.text_span, &token), (Span::at(close), &member)])
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
    let token = style.write(text);
    let removed = if let Some(previous) = previous {
        (added, previous)
    } else {
        // The member goes with the comma and the name before it.
        let name = format!(",\"{ADDED_FIELD}\":");
        let before = line[..added.start].strip_suffix(&name).ok_or(RecordError::NotCleaned)?;
        (Span::new(before.len(), added.end), "")
    };
    Ok(splice(line, [(record.text_span, &token), removed]))
}

/// `line` with two disjoint parts of it replaced.
fn splice(line: &str, mut parts: [(Span, &str); 2]) -> String {
    parts.sort_by_key(|(span, _)| *span);
    let [(first, one), (second, two)] = parts;
    [&line[..first.start], one, &line[first.end..second.start], two, &line[second.end..]].concat()
}

/// The id of the record that `line` holds, without reading the rest of it; its `number` where it has none. None when it
/// is broken: [`Record::parse`] says why.
#[must_use]
pub fn id_of(line: &str, field: &str, number: u64) -> Option<String> {
    struct Search<'f>(&'f str);
    impl<'de> Visitor<'de> for Search<'_> {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a JSON object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut id = None;
            while let Some(Name(name)) = map.next_key()? {
                if name == self.0 {
                    id = id_text(map.next_value::<&RawValue>()?.get());
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(id)
        }
    }
    let id = serde_json::Deserializer::from_str(without_mark(line)).deserialize_map(Search(field)).ok()?;
    Some(id.unwrap_or_else(|| number.to_string()))
}

/// The members of an object, as they are written.
struct Members<'l>(Vec<(Name<'l>, &'l RawValue)>);

/// The name of a member, copied only where it has escapes.
#[derive(Deserialize)]
struct Name<'l>(#[serde(borrow)] Cow<'l, str>);

impl<'l> Members<'l> {
    fn parse(line: &'l str) -> Result<Self, RecordError> {
        serde_json::from_str(without_mark(line)).map_err(|error| RecordError::Json(error.to_string()))
    }

    /// The value of the last member of that name, which is the one that JSON readers take.
    fn get(&self, name: &str) -> Option<&'l str> {
        self.0.iter().rev().find(|(own, _)| own.0 == name).map(|(_, raw)| raw.get())
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(map.size_hint().unwrap_or(8));
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

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
    match serde_json::from_str(raw).ok()? {
        serde_json::Value::String(id) => Some(id),
        serde_json::Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// A date, with or without a time behind it; `null` and the empty string are none. What is no date comes back as it is.
fn date(raw: &str) -> Result<Option<Date>, String> {
    match serde_json::from_str(raw) {
        Ok(serde_json::Value::Null) => Ok(None),
        Ok(serde_json::Value::String(text)) if text.trim().is_empty() => Ok(None),
        Ok(serde_json::Value::String(text)) => {
            text.trim().get(..10).and_then(|day| day.parse().ok()).map(Some).ok_or(text)
        }
        _ => Err(raw.to_owned()),
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

    #[test]
    fn other_bytes_stay() {
        let line = "{ \"id\": 7, \"n\": 1.50, \"text\" : \"caf\\u00e9  x\", \"tags\":[ 1,2 ] } \r";
        let record = parse(line).unwrap();
        assert_eq!((record.id.as_deref(), record.text.as_str()), (Some("7"), "café  x"));
        assert_eq!(record.style, JsonStyle::Ascii);
        let cleaned = record.rewrite(line, "café x", "{\"doc\":\"a\"}");
        let want =
            "{ \"id\": 7, \"n\": 1.50, \"text\" : \"caf\\u00e9 x\", \"tags\":[ 1,2 ] ,\"copydesk\":{\"doc\":\"a\"}} \r";
        assert_eq!(cleaned, want);
        assert_eq!(restore(&cleaned, &Fields::default(), "café  x", &record.style, None).unwrap(), line);
    }

    #[test]
    fn an_earlier_run_is_kept() {
        let line = "{\"copydesk\":{\"old\":1},\"text\":\"a\"}";
        let record = parse(line).unwrap();
        let cleaned = record.rewrite(line, "b", "{\"new\":2}");
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
            let line = format!("{{\"id\":\"x\",\"text\":{},\"z\":null}}", style.write(&text));
            let record = parse(&line).unwrap();
            prop_assert_eq!(&record.text, &text);
            let cleaned = record.rewrite(&line, &new, "{}");
            prop_assert_eq!(restore(&cleaned, &Fields::default(), &text, &record.style, None).unwrap(), line);
        }
    }
}
