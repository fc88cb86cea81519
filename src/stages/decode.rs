//! Bytes to text, and back.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;

use crate::finding::{self, Finding};
use crate::rules::{RuleSet, id};
use crate::text::{Document, Patch, SourceForm, Span};

/// More control bytes than this share of a file, one in so many, and it is no text.
const BINARY_SHARE: usize = 100;

/// With fewer bytes beyond ASCII, stretches of another encoding are taken for windows-1252, the commonest.
const FEWEST_WIDE: usize = 8;

/// How bytes became text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Detail {
    /// WHATWG name of the encoding of the whole document.
    Encoding(&'static str),
    /// What stood in the file, in hexadecimal, where the encoding of the document has no such bytes.
    Bytes(String),
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Too many control bytes.
    #[error("not a text: {controls} of {len} bytes are control bytes")]
    Binary {
        /// How many.
        controls: usize,
        /// Of how many.
        len: usize,
    },
}

/// The encoding that `label` names, if the WHATWG Encoding Standard knows it.
#[must_use]
pub fn encoding_named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes())
}

/// Turns the bytes of a file into text. Any bytes that are text in some encoding give one; [`encode`] takes them back.
///
/// A byte order mark stays in the text as U+FEFF, for the stage `unicode` to take out and log.
///
/// # Errors
/// When so many bytes are controls that this is no text.
pub fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<(String, SourceForm), DecodeError> {
    if let Some(utf16) = utf16_of(&bytes, declared) {
        return Ok(decode_utf16(&bytes, utf16));
    }
    refuse_binary(&bytes)?;
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        return Ok(decode_legacy(&bytes, encoding));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, SourceForm::default())),
        Err(error) => error.into_bytes(),
    };
    if declared.is_some() || is_mostly_utf8(&bytes) {
        return Ok(decode_mixed(&bytes));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    Ok(decode_legacy(&bytes, guess))
}

/// The bytes that `text` stood in when it had that form.
#[must_use]
pub fn encode(text: &str, form: &SourceForm) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for patch in &form.patches {
        encode_into(&mut out, &text[at..patch.span.start], form.encoding);
        out.extend_from_slice(&patch.bytes);
        at = patch.span.end;
    }
    encode_into(&mut out, &text[at..], form.encoding);
    out
}

/// The rows that a document's form is worth.
pub fn read(document: &Document, rules: &RuleSet, findings: &mut Vec<Finding>) {
    let form = &document.form;
    if let Some(date) = &document.unread_date {
        findings.push(Finding::value(id::decode::RECORD_DATE, Span::at(0), date.clone()).kind("date"));
    }
    if let Some(name) = form.encoding
        && rules.is_on(id::decode::ENCODING)
    {
        findings.push(
            Finding::value(id::decode::ENCODING, Span::at(0), name)
                .kind("encoding")
                .detail(finding::Detail::Decode(Detail::Encoding(name))),
        );
    }
    if rules.is_on(id::decode::INVALID_BYTES) {
        findings.extend(form.patches.iter().map(|patch| {
            let hex: Vec<String> = patch.bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            Finding::value(id::decode::INVALID_BYTES, patch.span, patch.span.of(&document.text).to_owned())
                .kind("bytes")
                .detail(finding::Detail::Decode(Detail::Bytes(hex.join(" "))))
        }));
    }
}

fn encode_into(out: &mut Vec<u8>, text: &str, encoding: Option<&str>) {
    match encoding.and_then(encoding_named) {
        Some(encoding) if encoding == UTF_16LE => out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Some(encoding) if encoding == UTF_16BE => out.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Some(encoding) => out.extend_from_slice(&encoding.encode(text).0),
        None => out.extend_from_slice(text.as_bytes()),
    }
}

/// UTF-16 that says so by a byte order mark, by declaration, or by every other byte of its start being zero.
fn utf16_of(bytes: &[u8], declared: Option<&'static Encoding>) -> Option<&'static Encoding> {
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Some(UTF_16BE);
    }
    if declared.is_some() {
        return declared.filter(|&encoding| encoding == UTF_16LE || encoding == UTF_16BE);
    }
    let start = &bytes[..bytes.len().min(512) & !1];
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), start.len() / 2);
    // News text in UTF-16 is nearly all Latin; a binary file has zeros on both sides.
    if pairs >= 2 && odd * 10 >= pairs * 9 && even * 50 <= pairs {
        Some(UTF_16LE)
    } else if pairs >= 2 && even * 10 >= pairs * 9 && odd * 50 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn decode_utf16(bytes: &[u8], encoding: &'static Encoding) -> (String, SourceForm) {
    let to_unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if encoding == UTF_16LE { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let mut text = String::with_capacity(bytes.len());
    let mut patches = Vec::new();
    let mut push_bad = |text: &mut String, bytes: &[u8]| {
        let start = text.len();
        text.push(char::REPLACEMENT_CHARACTER);
        patches.push(Patch { span: Span::new(start, text.len()), bytes: bytes.to_vec() });
    };
    let mut at = 0;
    for unit in char::decode_utf16(bytes.chunks_exact(2).map(to_unit)) {
        if let Ok(c) = unit {
            text.push(c);
            at += 2 * c.len_utf16();
        } else {
            push_bad(&mut text, &bytes[at..at + 2]);
            at += 2;
        }
    }
    if at < bytes.len() {
        push_bad(&mut text, &bytes[at..]);
    }
    (text, SourceForm { encoding: Some(encoding.name()), patches })
}

fn refuse_binary(bytes: &[u8]) -> Result<(), DecodeError> {
    // Without a NUL it is text of some kind; this keeps the common case to one fast scan.
    if memchr::memchr(0, bytes).is_none() {
        return Ok(());
    }
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    let controls = bytes.iter().filter(is_control).count();
    if controls * BINARY_SHARE > bytes.len() {
        return Err(DecodeError::Binary { controls, len: bytes.len() });
    }
    Ok(())
}

fn decode_legacy(bytes: &[u8], encoding: &'static Encoding) -> (String, SourceForm) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (back, ..) = encoding.encode(&text);
    if *back == *bytes {
        return (text.into_owned(), SourceForm { encoding: Some(encoding.name()), patches: Vec::new() });
    }
    // windows-1252 gives every byte a character and back again, so nothing is lost where the guess does not hold.
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    (text.into_owned(), SourceForm { encoding: Some(WINDOWS_1252.name()), patches: Vec::new() })
}

/// Whether bytes that are not all UTF-8 are so for the most part: at least as many good sequences as bad bytes.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        bad += chunk.invalid().len();
    }
    good >= bad
}

/// UTF-8 with stretches of another encoding in it. Lines that are mostly not UTF-8 are read in the encoding that they
/// look like all together; elsewhere a bad byte is one of windows-1252.
fn decode_mixed(bytes: &[u8]) -> (String, SourceForm) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 64);
    let mut patches = Vec::new();
    let other = encoding_of_stretches(bytes);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let is_other = other.is_some() && is_foreign(line);
        match other.filter(|_| is_other).and_then(|other| read_stretches(line, other)) {
            Some(stretches) => {
                for (slice, decoded) in stretches {
                    push_stretch(&mut text, &mut patches, slice, &decoded);
                }
            }
            None => push_mixed(&mut text, &mut patches, line),
        }
    }
    (text, SourceForm { encoding: None, patches })
}

/// The encoding of the lines that are mostly not UTF-8; nothing where it is windows-1252 or there is too little to tell.
fn encoding_of_stretches(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut wide = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| is_foreign(line)) {
        wide += line.iter().filter(|byte| !byte.is_ascii()).count();
        detector.feed(line, false);
    }
    if wide < FEWEST_WIDE {
        return None;
    }
    detector.feed(b"", true);
    Some(detector.guess(None, chardetng::Utf8Detection::Deny)).filter(|&guess| guess != WINDOWS_1252)
}

/// Whether a line has more bytes that are not UTF-8 than sequences that are.
fn is_foreign(line: &[u8]) -> bool {
    !line.is_ascii() && std::str::from_utf8(line).is_err() && !is_mostly_utf8(line)
}

/// The parts of a line in ASCII and, decoded, those in `encoding`; nothing when there are bytes that it does not have.
fn read_stretches<'b>(line: &'b [u8], encoding: &'static Encoding) -> Option<Vec<(&'b [u8], Cow<'b, str>)>> {
    let part = |slice: &'b [u8]| Some((slice, encoding.decode_without_bom_handling_and_without_replacement(slice)?));
    if encoding.is_single_byte() {
        return line.chunk_by(|a, b| a.is_ascii() == b.is_ascii()).map(part).collect();
    }
    // A byte of ASCII can be the second half of a character.
    let start = line.iter().position(|byte| !byte.is_ascii())?;
    let end = line.trim_ascii_end().len();
    [&line[..start], &line[start..end], &line[end..]].into_iter().map(part).collect()
}

fn push_stretch(text: &mut String, patches: &mut Vec<Patch>, bytes: &[u8], decoded: &str) {
    let start = text.len();
    text.push_str(decoded);
    if bytes != decoded.as_bytes() {
        patches.push(Patch { span: Span::new(start, text.len()), bytes: bytes.to_vec() });
    }
}

/// A line of UTF-8 in which bad bytes are of windows-1252.
fn push_mixed(text: &mut String, patches: &mut Vec<Patch>, line: &[u8]) {
    for chunk in line.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let byte = std::slice::from_ref(byte);
            push_stretch(text, patches, byte, &WINDOWS_1252.decode_without_bom_handling(byte).0);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DecodeError, decode, encode};

    fn text_of(bytes: &[u8]) -> String {
        let (text, form) = decode(bytes.to_vec(), None).unwrap();
        assert_eq!(encode(&text, &form), bytes, "the bytes come back");
        text
    }

    #[test]
    fn reads_what_files_are_written_in() {
        assert_eq!(text_of(b""), "");
        assert_eq!(text_of("Łódź".as_bytes()), "Łódź");
        assert_eq!(text_of(b"\xEF\xBB\xBFParis"), "\u{FEFF}Paris");
        assert_eq!(text_of(b"\xEF\xBB\xBF"), "\u{FEFF}");
        assert_eq!(
            text_of(b"The caf\xE9 in Orl\xE9ans \x93opened\x94 on Monday"),
            "The café in Orléans “opened” on Monday"
        );
        assert_eq!(
            text_of("“One” bad byte: ".bytes().chain([0xE9]).collect::<Vec<_>>().as_slice()),
            "“One” bad byte: é"
        );
        assert_eq!(text_of(b"\xFF\xFEP\0a\0r\0i\0s\0"), "\u{FEFF}Paris");
        assert_eq!(text_of(b"P\0a\0r\0i\0s\0"), "Paris");
        assert_eq!(text_of(b"\0P\0a\0r\0i\0s"), "Paris");
        assert_eq!(text_of(b"\xFF\xFEP\0\0\xD8s\0a"), "\u{FEFF}P\u{FFFD}s\u{FFFD}", "lone surrogate and odd byte");
    }

    #[test]
    fn reads_stretches_of_other_encodings() {
        let good = "“Good evening”, said the “mayor” — and left for “Łódź” in “spring” — “alone”.\n".repeat(3);
        for (label, sentence) in [
            ("windows-1251", "Президент выступил с речью в понедельник.\n"),
            ("koi8-r", "Президент выступил с речью в понедельник.\n"),
            ("windows-1253", "Ο πρωθυπουργός μίλησε χθες στη Βουλή.\n"),
            ("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl šéf.\n"),
            ("windows-1252", "L’été dernier, le garçon a mangé une crêpe brûlée.\n"),
            ("shift_jis", "東京で開かれた会議で、首相は演説を行った。\n"),
            ("gbk", "总理星期一在北京发表了讲话，谈到了经济问题。\n"),
            ("euc-kr", "대통령은 월요일 서울에서 연설을 했다.\n"),
        ] {
            let encoding = super::encoding_named(label).unwrap();
            let (stretch, ..) = encoding.encode(sentence);
            let bytes = [good.as_bytes(), &stretch, good.as_bytes()].concat();
            assert_eq!(text_of(&bytes), format!("{good}{sentence}{good}"), "{label}");
        }
    }

    #[test]
    fn a_binary_file_is_refused() {
        let bytes = b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec();
        assert!(matches!(decode(bytes, None), Err(DecodeError::Binary { .. })));
        let mut one_nul = "A long line of good text. ".repeat(20).into_bytes();
        one_nul[30] = 0;
        assert!(decode(one_nul, None).is_ok(), "one stray NUL is a control to be taken out");
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok((text, form)) = decode(bytes.clone(), None) {
                prop_assert_eq!(encode(&text, &form), bytes);
            }
        }

        #[test]
        fn utf8_with_bad_bytes_comes_back(text in "\\PC{0,80}", bad in prop::collection::vec((any::<prop::sample::Index>(), 0x80_u8..), 0..4)) {
            let mut bytes = text.into_bytes();
            for (at, byte) in bad {
                let at = at.index(bytes.len() + 1);
                bytes.insert(at, byte);
            }
            if let Ok((text, form)) = decode(bytes.clone(), None) {
                prop_assert_eq!(encode(&text, &form), bytes);
            }
        }
    }
}
