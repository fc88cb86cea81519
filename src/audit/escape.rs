//! Cells that can be read by eye: every invisible character but the plain space is written as an escape.

use std::borrow::Cow;
use std::io::Write as _;

/// `text` with backslash, line ends, tabs and every other invisible character except the plain space written as
/// `\\`, `\n`, `\r`, `\t` or `\u{A0}`. [`unescape`] takes it back.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(needs_escape) else { return Cow::Borrowed(text) };
    let mut out = Vec::with_capacity(text.len() + 8);
    out.extend_from_slice(&text.as_bytes()[..first]);
    for c in text[first..].chars() {
        push_escaped(&mut out, c);
    }
    Cow::Owned(String::from_utf8(out).expect("characters are written whole"))
}

fn push_escaped(out: &mut Vec<u8>, c: char) {
    match c {
        '\\' => out.extend(b"\\\\"),
        '\n' => out.extend(b"\\n"),
        '\r' => out.extend(b"\\r"),
        '\t' => out.extend(b"\\t"),
        c if needs_escape(c) => write!(out, "\\u{{{:X}}}", u32::from(c)).expect("memory takes all"),
        c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// Adds what [`escape`] makes of `text`, each quotation mark twice.
pub(super) fn escape_quoted(out: &mut Vec<u8>, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let plain =
            rest.bytes().take_while(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'\\' | b'"')).count();
        if plain > 0 {
            out.extend_from_slice(&rest.as_bytes()[..plain]);
            rest = &rest[plain..];
            continue;
        }
        push_escaped(out, c);
        if c == '"' {
            out.push(b'"');
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// What [`escape`] made `cell` of. None when `cell` holds a backslash that [`escape`] does not write.
#[must_use]
pub fn unescape(cell: &str) -> Option<Cow<'_, str>> {
    if !cell.contains('\\') {
        return Some(Cow::Borrowed(cell));
    }
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let code = rest[at + 1..].chars().next()?;
        rest = &rest[at + 1 + code.len_utf8()..];
        match code {
            '\\' => out.push('\\'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'u' => {
                let (hex, behind) = rest.strip_prefix('{')?.split_once('}')?;
                out.push(char::from_u32(u32::from_str_radix(hex, 16).ok()?)?);
                rest = behind;
            }
            _ => return None,
        }
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// The backslash, and characters of which nothing can be seen: controls, white space other than the plain space,
/// format characters (Unicode general category Cf), variation selectors and the letters that are blank.
fn needs_escape(c: char) -> bool {
    match c {
        ' ' => false,
        '\\' => true,
        '!'..='~' => false,
        '\u{AD}'
        | '\u{34F}'
        | '\u{600}'..='\u{605}'
        | '\u{61C}'
        | '\u{6DD}'
        | '\u{70F}'
        | '\u{890}'..='\u{891}'
        | '\u{8E2}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{110BD}'
        | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => true,
        // Private use: what is seen, if anything, depends on the reader's fonts.
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => true,
        c => c.is_control() || c.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{escape, unescape};

    #[test]
    fn writes_the_invisible() {
        assert_eq!(escape("a\u{A0}b\\ c\r\n\t“é”\u{200B}"), "a\\u{A0}b\\\\ c\\r\\n\\t“é”\\u{200B}");
    }

    #[test]
    fn refuses_what_it_never_writes() {
        assert_eq!(unescape("C:\\temp\\x"), None);
        assert_eq!(unescape("\\u{110000}"), None);
        assert_eq!(unescape("end\\"), None);
    }

    proptest! {
        #[test]
        fn comes_back(text in any::<String>()) {
            let cell = escape(&text).into_owned();
            prop_assert!(!cell.contains(['\n', '\r', '\u{2028}', '\u{85}']), "one physical line");
            prop_assert_eq!(unescape(&cell).unwrap(), text);
        }
    }
}
