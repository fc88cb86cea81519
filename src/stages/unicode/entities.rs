//! HTML entities in text that is no HTML.
//!
//! The names are those of the HTML Standard, section 13.5, from the crate `htmlize`.

use std::borrow::Cow;

use crate::finding::Finding;
use crate::rules::id;
use crate::text::Span;

/// The longest name of the standard, `CounterClockwiseContourIntegral`, has 31 letters.
const LONGEST: usize = 31;

/// Entities that people write without the semicolon.
const BARE: [&str; 4] = ["nbsp", "quot", "amp", "#39"];

/// What the bytes 80 to 9F mean in a numeric entity: windows-1252, as the HTML Standard asks for.
pub(super) const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The entity that begins with the ampersand at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Finding> {
    let (end, replacement) = decode(text, at)?;
    let span = Span::new(at, end);
    if is_in_code(text, span) || is_in_link(text, span) {
        return None;
    }
    Some(Finding::fix(id::unicode::ENTITY, span, replacement))
}

/// The end of the entity at `at` and what it stands for. One that was escaped again is followed to the end.
fn decode(text: &str, at: usize) -> Option<(usize, Cow<'static, str>)> {
    let body = &text[at + 1..];
    let (mut end, mut replacement) = entity(body)?;
    // "&amp;quot;" and "&amp;amp;quot;"
    while replacement == "&"
        && let Some((more, inner)) = entity(&body[end..])
    {
        end += more;
        replacement = inner;
    }
    if let Some(low) = high_surrogate(body, end) {
        let (more, c) = low;
        return Some((at + 1 + end + more, Cow::Owned(c.to_string())));
    }
    match &*replacement {
        "" => None,
        "\u{A0}" | "\u{2002}" | "\u{2003}" | "\u{2009}" | "\u{200A}" | "\u{202F}" => {
            Some((at + 1 + end, Cow::Borrowed(" ")))
        }
        "\u{AD}" | "\u{200B}" => Some((at + 1 + end, Cow::Borrowed(""))),
        _ => Some((at + 1 + end, replacement)),
    }
}

/// Length and meaning of the entity that `body` begins with, its ampersand left out. A surrogate means nothing yet.
fn entity(body: &str) -> Option<(usize, Cow<'static, str>)> {
    let bytes = body.as_bytes();
    let named = |byte: &&u8| byte.is_ascii_alphanumeric();
    let len = match bytes {
        [b'#', b'x' | b'X', digits @ ..] => {
            2 + digits.iter().take(7).take_while(|byte| byte.is_ascii_hexdigit()).count()
        }
        [b'#', digits @ ..] => 1 + digits.iter().take(8).take_while(|byte| byte.is_ascii_digit()).count(),
        _ => bytes.iter().take(LONGEST + 1).take_while(named).count(),
    };
    let name = &body[..len];
    let closed = bytes.get(len) == Some(&b';');
    if let Some(number) = name.strip_prefix('#') {
        let value = number_of(number)?;
        let bare = number.len() >= 2 && !matches!(bytes.get(len), Some(b'=' | b'-' | b'_'));
        let end = if closed { len + 1 } else { len };
        return (closed || bare && BARE.contains(&name)).then(|| (end, character(value)));
    }
    if closed {
        let full = [b"&", name.as_bytes(), b";"].concat();
        let meaning = htmlize::ENTITIES.get(full.as_slice())?;
        return Some((len + 1, Cow::Borrowed(std::str::from_utf8(meaning).ok()?)));
    }
    let ends_word = !matches!(bytes.get(len), Some(b'=' | b'-' | b'_'));
    match name {
        _ if !ends_word || !BARE.contains(&name) => None,
        "nbsp" => Some((len, Cow::Borrowed("\u{A0}"))),
        "quot" => Some((len, Cow::Borrowed("\""))),
        _ => Some((len, Cow::Borrowed("&"))),
    }
}

fn number_of(digits: &str) -> Option<u32> {
    match digits.strip_prefix(['x', 'X']) {
        Some(hex) if hex.len() <= 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            u32::from_str_radix(hex, 16).ok()
        }
        None if digits.len() <= 7 && digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    }
}

/// The character of that number; nothing for what is none.
fn character(value: u32) -> Cow<'static, str> {
    let c = match value {
        0 => None,
        0x80..=0x9F => Some(WINDOWS_1252[(value - 0x80) as usize]),
        _ => char::from_u32(value),
    };
    c.map_or(Cow::Borrowed(""), |c| Cow::Owned(c.to_string()))
}

/// Where the entity that ends at `end` of `body` is the first half of a surrogate pair, as JavaScript writes emoji:
/// the length of the second half with its ampersand, and the character of both.
fn high_surrogate(body: &str, end: usize) -> Option<(usize, char)> {
    let surrogate = |entity: &str| number_of(entity.strip_prefix('#')?.strip_suffix(';')?);
    let high = surrogate(&body[..end]).filter(|high| (0xD800..0xDC00).contains(high))?;
    let rest = body[end..].strip_prefix('&')?;
    let len = rest.find(';').filter(|&len| len < 10)? + 1;
    let low = surrogate(&rest[..len]).filter(|low| (0xDC00..0xE000).contains(low))?;
    char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)).map(|c| (1 + len, c))
}

/// Whether the text speaks of the entity: it stands in backticks, or alone in quotation marks.
fn is_in_code(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    matches!(
        (before, after),
        (Some('`'), _) | (_, Some('`')) | (Some('"'), Some('"')) | (Some('\''), Some('\'')) | (Some('“'), Some('”'))
    )
}

/// Whether the entity is part of a link, whose query may hold `&copy=`.
fn is_in_link(text: &str, span: Span) -> bool {
    let mut start = span.start.saturating_sub(400);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let word = text[start..span.start].rsplit(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default();
    let is_link = word.contains("://") || word.contains("www.") || word.contains('?') && word.contains('=');
    is_link && text[span.end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '=')
}

#[cfg(test)]
mod tests {
    use super::at;

    fn decoded(text: &str) -> Option<String> {
        at(text, text.find('&')?).map(|finding| {
            let replacement = finding.replacement.unwrap_or_default();
            format!("{}{replacement}{}", &text[..finding.span.start], &text[finding.span.end..])
        })
    }

    #[test]
    fn entities_become_what_they_stand_for() {
        for (wrong, right) in [
            ("the &quot;end", "the \"end"),
            ("Smith &amp; Sons", "Smith & Sons"),
            ("Davos&#x27; players", "Davos' players"),
            ("it&#39s", "it's"),
            ("it&#146;s", "it’s"),
            ("the&nbsp;end", "the end"),
            ("the&nbsp end", "the  end"),
            ("&amp;amp;quot;end", "\"end"),
            ("co&shy;operate", "cooperate"),
            ("&#55357;&#56832; he said", "😀 he said"),
        ] {
            assert_eq!(decoded(wrong).as_deref(), Some(right));
        }
    }

    #[test]
    fn what_is_none_stays() {
        for text in [
            "R&D; and more",
            "AT&T",
            "Q&A",
            "a&b;",
            "&#0;",
            "&#xD800;",
            "http://example.org/?a=1&copy;=2",
            "http://example.org/?a=1&amp;b=2",
            "write `&amp;` there",
            "the entity “&nbsp;” is",
            "&ampere",
            "&#39=",
        ] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
