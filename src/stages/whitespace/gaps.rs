//! Sentences that follow one another without a space.

use std::cell::OnceCell;

use crate::names;

/// What follows the dot of a domain or a file name, however it is written.
const NAME_ENDINGS: [&str; 42] = [
    "app", "asp", "aspx", "au", "avi", "biz", "ca", "co", "com", "csv", "de", "doc", "docx", "edu", "eu", "exe", "fm",
    "fr", "gov", "htm", "html", "info", "io", "ir", "jpg", "js", "md", "me", "mp", "net", "org", "pdf", "php", "png",
    "py", "ru", "tv", "txt", "uk", "us", "xml", "zip",
];

/// What is longer, in bytes, is no word.
const LONGEST_TOKEN: usize = 80;
/// How far back, in bytes, the start of a quotation is looked for.
const LONGEST_QUOTATION: usize = 2_000;
/// The shortest word, in bytes, that is taken for the end of a sentence by itself.
const SHORTEST_WORD: usize = 2;

/// Finds missing spaces in one text.
pub struct Gaps<'t> {
    text: &'t str,
    /// Whether question marks stand where other characters were lost, and so end no sentence.
    loses_to_question_marks: OnceCell<bool>,
}

impl<'t> Gaps<'t> {
    pub const fn new(text: &'t str) -> Self {
        Self { text, loses_to_question_marks: OnceCell::new() }
    }

    /// Where a space is missing behind the full stop, question mark or exclamation mark at `end`.
    pub fn at(&self, end: usize) -> Option<usize> {
        let mark = self.text.as_bytes()[end];
        // Most stops are the end of a quotation with a space behind it.
        let behind = self.text[end + 1..].trim_start_matches(['“', '”', '‘', '’', '"']);
        if !behind.starts_with(char::is_uppercase) {
            return None;
        }
        let (before, after) = (tail(&self.text[..end], LONGEST_TOKEN), &self.text[end + 1..]);
        let token = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '—' | '–')).next().unwrap_or(before);
        if token.len() >= LONGEST_TOKEN || is_name(token) {
            return None;
        }
        let quotes = self.quotes(end, after)?;
        let rest = after[quotes.skip..].trim_start_matches(['“', '‘', '"']);
        let next = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
        if !opens_sentence(next, &rest[next.len()..]) {
            return None;
        }
        let word = token.trim_start_matches(|c: char| !c.is_alphanumeric());
        // Where what stands before the dot is no plain small word, the word behind it must speak for itself.
        let sure = ends_sentence(word) || names::opens_sentence(next) && may_end_sentence(word);
        (sure && !(mark == b'?' && self.loses_to_question_marks())).then_some(end + 1 + quotes.gap)
    }

    fn loses_to_question_marks(&self) -> bool {
        *self.loses_to_question_marks.get_or_init(|| {
            let bytes = self.text.as_bytes();
            memchr::memchr_iter(b'?', bytes).any(|at| {
                let after = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
                at > 0 && after && (bytes[at - 1].is_ascii_alphabetic() || bytes[at - 1] == b' ')
            })
        })
    }

    /// Passes the quotation marks behind the end of a sentence and says where among them the space belongs.
    fn quotes(&self, end: usize, after: &str) -> Option<Quotes> {
        let mut chars = after.chars();
        match chars.next()? {
            '”' | '’' => {
                let closers = after.len() - after.trim_start_matches(['”', '’']).len();
                Some(Quotes { skip: closers, gap: closers })
            }
            '"' => {
                let line = tail(&self.text[..end], LONGEST_QUOTATION);
                let line = line.rsplit('\n').next().unwrap_or(line);
                match line.rfind('"') {
                    // The quotation that is open ends here ...
                    Some(at) if opens_quotation(line, at) => Some(Quotes { skip: 1, gap: 1 }),
                    // ... or one begins, if it also ends.
                    _ => {
                        let closed = after[1..].find(['"', '\n']).is_some_and(|at| after[1 + at..].starts_with('"'));
                        closed.then_some(Quotes { skip: 0, gap: 0 })
                    }
                }
            }
            _ => Some(Quotes { skip: 0, gap: 0 }),
        }
    }
}

/// The last `most` bytes of `text`, or a few less.
fn tail(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

struct Quotes {
    /// Bytes behind the mark that belong to the sentence that ends.
    skip: usize,
    /// Bytes between the mark and the missing space.
    gap: usize,
}

/// Whether the straight quotation mark at `at` opens: white space or the line's start before it, a word behind it.
fn opens_quotation(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at + 1..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '-'))
        && after.is_some_and(|c| !c.is_whitespace())
}

/// An address, a path, a handle, an abbreviation with points, a piece of code.
fn is_name(token: &str) -> bool {
    token.contains(['@', '/', '\\', '_', '=', '#', '<', '>', '{', '}', '.', ':'])
        && !token.ends_with("a.m")
        && !token.ends_with("p.m")
}

/// Whether `next`, which `behind` follows, can open a sentence: a capital and small letters, and no name goes on.
fn opens_sentence(next: &str, behind: &str) -> bool {
    let mut chars = next.chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    let ends_name = NAME_ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(next));
    let goes_on = behind.starts_with(['@', '/', '\\', '_', '=', '(', ':'])
        || behind.strip_prefix('.').is_some_and(|behind| behind.starts_with(|c: char| c.is_alphanumeric()));
    let is_single = matches!(next, "A" | "I") && behind.starts_with([' ', '’', '\'']);
    let is_word = !rest.is_empty() && rest.chars().all(char::is_lowercase) || is_single;
    first.is_uppercase() && is_word && !ends_name && !goes_on
}

/// A plain word in small letters, which ends a sentence and no abbreviation of a name.
fn ends_sentence(word: &str) -> bool {
    let last = word.rsplit(['-', '’', '\'']).next().unwrap_or(word);
    let last = if last.len() < SHORTEST_WORD { word } else { last };
    last.len() >= SHORTEST_WORD
        && last.chars().all(|c| c.is_lowercase() || c == '’' || c == '\'')
        && !matches!(last, "www" | "pic" | "vs" | "no")
}

/// A number, a word with a capital, a percentage, a parenthesis.
fn may_end_sentence(word: &str) -> bool {
    let word = word.trim_end_matches([')', '”', '’', '"', '%']);
    let is_number = word.chars().all(|c| c.is_ascii_digit() || c == ',') && word.len() >= SHORTEST_WORD;
    let is_word = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
    matches!(word, "a.m" | "p.m") || is_number || is_word && word.chars().count() > SHORTEST_WORD
}

#[cfg(test)]
mod tests {
    use super::Gaps;

    fn spaced(text: &str) -> String {
        let gaps = Gaps::new(text);
        let mut out = text.to_owned();
        for (at, _) in text.match_indices(['.', '!', '?']).rev() {
            if let Some(at) = gaps.at(at) {
                out.insert(at, ' ');
            }
        }
        out
    }

    #[test]
    fn sentences_part() {
        assert_eq!(spaced("he said.The mayor"), "he said. The mayor");
        assert_eq!(spaced("the end.“She left"), "the end. “She left");
        assert_eq!(spaced("the end.”She left"), "the end.” She left");
        assert_eq!(spaced("\"It is over.\"She left"), "\"It is over.\" She left");
        assert_eq!(spaced("It is over.\"She left,\" he said"), "It is over. \"She left,\" he said");
        assert_eq!(spaced("is it over?Kim left"), "is it over? Kim left");
        assert_eq!(spaced("in 2017.The mayor"), "in 2017. The mayor");
        assert_eq!(spaced("left NATO.The mayor"), "left NATO. The mayor");
        assert_eq!(spaced("at 5 p.m.The mayor"), "at 5 p.m. The mayor");
    }

    #[test]
    fn names_stay() {
        for text in [
            "U.S.A",
            "3.5",
            "example.com",
            "Example.Com is",
            "Ph.D",
            "No.1",
            "report.Pdf",
            "@some.Name",
            "J.K.Rowling",
            "ASP.NET",
            "Will.I.Am",
            "a.Method()",
            "http://example.org/a.The",
            "wait...The",
            "St.Petersburg",
            "ab.The.Rest",
        ] {
            assert_eq!(spaced(text), text);
        }
    }
}
