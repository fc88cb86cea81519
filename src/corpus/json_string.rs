//! JSON strings, read and written a stretch at a time: texts are long, and little in them is escaped.

use std::io::Write as _;

use crate::text::{Lanes, SEEN, stops};

/// How a JSON string is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonStyle {
    /// Only what must be escaped is.
    Plain,
    /// Everything outside ASCII is escaped, in lower-case hexadecimal, as Python does.
    Ascii,
    /// In some other way: the string as it is written, quotes included.
    Verbatim(String),
}

/// What `token` stands for, which is a JSON value with nothing around it; none when it is no string of characters.
pub(super) fn read(token: &str) -> Option<String> {
    // Halves of characters are for who knows them.
    read_short(token).or_else(|| serde_json::from_str(token).ok())
}

/// The same, with how it is written.
pub(super) fn read_styled(token: &str) -> Option<(String, JsonStyle)> {
    match read_short(token) {
        Some(text) => Some((text, JsonStyle::Plain)),
        None => Some((serde_json::from_str(token).ok()?, JsonStyle::of(token))),
    }
}

/// What `token` stands for, when it is a string in which characters are escaped in the shortest way or not at all.
fn read_short(token: &str) -> Option<String> {
    let inside = token.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push(match rest.as_bytes().get(at + 1)? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            &mark @ (b'"' | b'\\') => char::from(mark),
            _ => return None,
        });
        rest = &rest[at + 2..];
    }
    out.push_str(rest);
    Some(out)
}

/// Writes `text` as a JSON string in which only what must be escaped is.
fn write_plain(out: &mut Vec<u8>, text: &str) {
    let must_be_escaped = |[byte, ..]: [Lanes; SEEN]| byte.is(b'"') | byte.is(b'\\') | byte.between(0x00, 0x1F);
    let bytes = text.as_bytes();
    out.push(b'"');
    let mut from = 0;
    for at in stops(text, must_be_escaped, |_| Lanes::NONE) {
        out.extend_from_slice(&bytes[from..at]);
        match bytes[at] {
            b'\n' => out.extend(b"\\n"),
            b'"' => out.extend(b"\\\""),
            b'\\' => out.extend(b"\\\\"),
            b'\t' => out.extend(b"\\t"),
            b'\r' => out.extend(b"\\r"),
            0x08 => out.extend(b"\\b"),
            0x0C => out.extend(b"\\f"),
            control => write!(out, "\\u{control:04x}").expect("memory takes all"),
        }
        from = at + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

/// Writes `text` as a JSON string in which everything outside ASCII is escaped, too.
fn write_ascii(out: &mut Vec<u8>, text: &str) {
    let mut plain = Vec::with_capacity(text.len() + 2);
    write_plain(&mut plain, text);
    for c in str::from_utf8(&plain).expect("a JSON string is text").chars() {
        if c.is_ascii() {
            out.push(c as u8);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").expect("memory takes all");
            }
        }
    }
}

impl JsonStyle {
    /// How `token`, a JSON string with its quotes, is written.
    fn of(token: &str) -> Self {
        let (mut is_plain, mut is_ascii) = (true, token.is_ascii());
        let mut rest = token;
        while (is_plain || is_ascii)
            && let Some(at) = memchr::memchr(b'\\', rest.as_bytes())
        {
            let len = escape_len(&rest[at..]);
            let escaped = &rest[at..at + len];
            let is_least = is_least_escape(escaped);
            is_plain &= is_least;
            is_ascii &= is_least || is_wide_escape(escaped);
            rest = &rest[at + len..];
        }
        match (is_plain, is_ascii) {
            (true, _) => Self::Plain,
            (false, true) => Self::Ascii,
            (false, false) => Self::Verbatim(token.to_owned()),
        }
    }

    /// Writes `text` as a JSON string. A verbatim style gives back its own string for the text that it stands for, and
    /// writes other texts plainly.
    pub fn write(&self, out: &mut Vec<u8>, text: &str) {
        match self {
            Self::Verbatim(token) if read(token).is_some_and(|own| own == text) => {
                out.extend_from_slice(token.as_bytes());
            }
            Self::Plain | Self::Verbatim(_) => write_plain(out, text),
            Self::Ascii => write_ascii(out, text),
        }
    }
}

/// Length of the escape that `text` begins with.
fn escape_len(text: &str) -> usize {
    if text.as_bytes().get(1) == Some(&b'u') { 6 } else { 2 }
}

/// Whether a character is escaped that has to be, in the shortest way.
fn is_least_escape(escape: &str) -> bool {
    match escape.strip_prefix("\\u") {
        None => escape != "\\/",
        Some(hex) => {
            let short = ["0008", "0009", "000a", "000c", "000d"];
            (hex.starts_with("000") || hex.starts_with("001")) && is_lower(hex) && !short.contains(&hex)
        }
    }
}

/// Whether a character outside ASCII is escaped, or one half of it, as [`JsonStyle::Ascii`] does.
fn is_wide_escape(escape: &str) -> bool {
    escape.strip_prefix("\\u").is_some_and(|hex| is_lower(hex) && hex >= "0080")
}

fn is_lower(hex: &str) -> bool {
    !hex.bytes().any(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{JsonStyle, read, read_styled};

    fn written(style: &JsonStyle, text: &str) -> String {
        let mut out = Vec::new();
        style.write(&mut out, text);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn sees_how_a_string_is_written() {
        for token in ["\"\"", "\"é \\\" \\\\ \\n \\u0001 \u{7F}\"", "\"\\u001f\\b\""] {
            assert_eq!(JsonStyle::of(token), JsonStyle::Plain, "{token}");
        }
        for token in ["\"\\u00e9\"", "\"\\ud83d\\ude00 \\n\""] {
            assert_eq!(JsonStyle::of(token), JsonStyle::Ascii, "{token}");
        }
        for token in
            ["\"\\/\"", "\"\\u00E9\"", "\"\\u000a\"", "\"\\u001F\"", "\"\\u0041\"", "\"\\u007f\"", "\"é \\u00e9\""]
        {
            assert_eq!(JsonStyle::of(token), JsonStyle::Verbatim(token.to_owned()), "{token}");
        }
    }

    proptest! {
        #[test]
        fn a_style_writes_what_it_was_seen_in(pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "é", "\\n", "\\t", "\\/", "\\\\", "\\\"", "\\u000a", "\\u001f", "\\u001F", "\\u00e9", "\\u00E9", "\\u007f", "\\u0041", "\\ud83d\\ude00",
        ]), 0..8)) {
            let token = format!("\"{}\"", pieces.concat());
            let text: String = serde_json::from_str(&token).unwrap();
            let style = JsonStyle::of(&token);
            prop_assert_eq!(read_styled(&token), Some((text.clone(), style.clone())));
            prop_assert_eq!(written(&style, &text), token.clone());
            let simple = [JsonStyle::Plain, JsonStyle::Ascii].into_iter().find(|style| written(style, &text) == token);
            prop_assert_eq!(style, simple.unwrap_or(JsonStyle::Verbatim(token)));
        }

        #[test]
        fn is_the_json_of_others(text in any::<String>(), controls in "[\0-\x1F\"/\\\\a\x7F\u{2028}]{0,80}") {
            for text in [text, controls] {
                let token = written(&JsonStyle::Plain, &text);
                prop_assert_eq!(&token, &serde_json::to_string(&text).unwrap());
                prop_assert_eq!(read(&token), Some(text));
            }
        }
    }

    #[test]
    fn reads_what_is_a_string_and_nothing_else() {
        assert_eq!(read("\"\\ud83d\\ude00\\/\""), Some("😀/".to_owned()));
        assert_eq!(read("\"\\ud83d\""), None, "half a character");
        for value in ["null", "5", "[\"a\"]", "{\"a\":\"b\"}", "\""] {
            assert_eq!(read(value), None, "{value}");
        }
    }
}
