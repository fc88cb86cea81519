//! Line ends that a typewriter, a wire or a mail program put into a paragraph.
//!
//! A line end counts as a hard wrap when the whole document speaks for it: many lines that go on with a small letter
//! on the next, all about as long as one column is wide. Poems have lines of any length that begin with capitals;
//! lists, tables, quotations and documents with one paragraph a line differ in other ways, and all of them stay.

use super::runs::Spaces;
use crate::stages::typo::lexicon::{self, Note};

/// What the line end after a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// A space.
    Space,
    /// Nothing: a compound goes on behind its own hyphen, or a dash stood at the end.
    Nothing,
    /// A word goes on, and the hyphen before was put in with the line end.
    Hyphen,
    /// The end of a paragraph, which an indent marks.
    Paragraph,
}

/// No column of running text is wider, in characters.
const WIDEST: usize = 100;
/// None that goes on is narrower.
const NARROWEST: usize = 30;
/// A single line end must stand in a column of this width, in characters, to be believed.
const NARROWEST_ALONE: usize = 50;
/// And in one no wider than this.
const WIDEST_ALONE: usize = 85;
/// So much less than the column may a full line be long, its next word counted in.
const SLACK: usize = 10;
/// With so many lines and no mark of a paragraph anywhere, a document is taken for one paragraph.
const ONE_PARAGRAPH: usize = 6;

/// A line that plainly goes on may stand so much deeper than the others, in characters, by mistake.
const STRAY: usize = 1;

/// How far into a document, in bytes, a divided word is looked up. Articles are shorter; a book is not one document.
const FAR: usize = 64 * 1024;

/// Parts of words that no English word begins with. What stands before one and a line end hyphen is half a word.
const TAILS: [&str; 24] = [
    "tion", "tions", "tional", "sion", "sions", "ment", "ments", "mental", "ness", "ity", "ities", "ing", "ings",
    "tive", "tives", "ence", "ences", "ance", "ances", "ical", "ically", "ously", "ation", "ations",
];

/// So much rarer than the rarer one of its halves may a divided word be, in thirds of a bit: eight times.
const RARER: u8 = 9;

/// What a hyphen stands behind by choice, before any word: "anti-viral" is right, and so is "antiviral".
const PREFIXES: [&str; 14] =
    ["anti", "co", "counter", "ex", "mid", "multi", "non", "over", "post", "pre", "pro", "re", "semi", "under"];

/// Blanks that make a gap between two columns.
const GAP: usize = 3;
/// Dots that lead from one column to the next.
const LEADERS: usize = 5;

/// Words before which a hyphen stays with what it stands for: "two- and three-year".
const SUSPENDERS: [&str; 6] = ["and", "or", "to", "nor", "und", "oder"];

/// A line with something on it.
struct Line<'t> {
    /// Without the white space around it.
    text: &'t str,
    /// One past its last visible byte.
    end: usize,
    /// White space before it, in characters.
    indent: usize,
    /// Its length with the indent, in characters.
    width: usize,
    /// Whether an empty line stands before it.
    opens_block: bool,
    /// Whether it is an entry of a list, see [`is_item`].
    is_item: bool,
    /// Whether it stands by itself: a row of a table, a link.
    stands_alone: bool,
}

/// Decisions on line ends, each with the offset of the last visible byte before it plus one, in rising order. All line
/// ends are among the `stops`.
pub(super) fn find(text: &str, stops: &[usize], spaces: Spaces) -> Vec<(usize, Decision)> {
    if !may_be_wrapped(text, stops, spaces) {
        return Vec::new();
    }
    let lines = lines(text, spaces);
    match Column::of(&lines) {
        Some(column) => column.decide(text, &lines),
        None => Vec::new(),
    }
}

/// Whether some line may go on with a small letter on the next, which nearly all clean text can be passed over for: of
/// two lines that are soft, see [`is_soft`], none is missed.
fn may_be_wrapped(text: &str, stops: &[usize], spaces: Spaces) -> bool {
    let bytes = text.as_bytes();
    stops.iter().filter(|&&at| matches!(bytes[at], b'\n' | b'\r')).any(|&at| {
        let before = &bytes[..at];
        let opens_block = before.strip_suffix(b"\r").unwrap_or(before).ends_with(b"\n");
        // A carriage return behind this one is looked at by itself.
        let is_indent = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r');
        let next = text[at + 1..].trim_start_matches(is_indent);
        let line = || text[..at].rsplit(['\n', '\r']).find(|line| !spaces.trim(line).is_empty());
        !opens_block && starts_small(next) && line().is_some_and(|line| may_go_on(spaces.trim(line), width(line)))
    })
}

fn lines(text: &str, spaces: Spaces) -> Vec<Line<'_>> {
    let bytes = text.as_bytes();
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut start = 0;
    let mut opens_block = false;
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain([text.len()]) {
        let line = &text[start..end];
        let visible = spaces.trim(line);
        if !visible.is_empty() {
            let indent = &line[..line.len() - spaces.trim_start(line).len()];
            let width = width(line);
            let end = start + indent.len() + visible.len();
            lines.push(Line {
                text: visible,
                end,
                indent: indent.chars().count(),
                width,
                opens_block,
                is_item: is_item(visible),
                stands_alone: is_row(visible) || is_link(visible),
            });
            opens_block = false;
        } else if !(line.is_empty() && bytes[..start].ends_with(b"\r") && ends_pair(&bytes[end..])) {
            opens_block = true;
        }
        start = end + 1;
    }
    lines
}

/// Length in characters.
fn width(text: &str) -> usize {
    // Every character has one byte that is no continuation.
    text.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}

/// Whether what follows a carriage return makes one line end with it: CR LF, or CR CR LF from a file that was
/// converted twice.
fn ends_pair(rest: &[u8]) -> bool {
    rest.starts_with(b"\n") || rest.starts_with(b"\r\n")
}

/// The column that a document was set in.
struct Column {
    /// In characters.
    width: usize,
    /// The indent, in characters, of lines that go on. A deeper one opens a paragraph or belongs to a table.
    indent: usize,
    /// Whether paragraphs are marked by indents or empty lines, so that a line end without a mark is none.
    is_marked: bool,
}

/// What the evidence is counted from: two lines with nothing but a line end between them.
type Pair<'l, 't> = (&'l Line<'t>, &'l Line<'t>);

fn pairs<'l, 't>(lines: &'l [Line<'t>]) -> impl Iterator<Item = Pair<'l, 't>> {
    lines.windows(2).map(|pair| (&pair[0], &pair[1])).filter(|(_, next)| !next.opens_block)
}

impl Column {
    /// The column of a document that has one.
    fn of(lines: &[Line<'_>]) -> Option<Self> {
        let indent = pairs(lines).map(|(_, next)| next.indent).min()?;
        let open = |pair: &Pair<'_, '_>| !is_barrier(*pair, indent);
        let (mut narrow, mut wide, mut widths) = (0, 0, Vec::new());
        for pair in pairs(lines).filter(open) {
            if pair.0.width > WIDEST {
                wide += 1;
            } else {
                narrow += 1;
            }
            if is_soft(pair) {
                widths.push(pair.0.width);
            }
        }
        let soft = widths.len();
        widths.sort_unstable();
        // One line in ten may stick out.
        let width = *widths.get(soft.checked_sub(1 + soft / 10)?)?;
        // Most words that follow a line end begin small in prose; a third leaves room for names and short paragraphs.
        if soft == 0
            || wide > soft
            || soft * 3 < narrow
            || (soft == 1 && !(NARROWEST_ALONE..=WIDEST_ALONE).contains(&width))
        {
            return None;
        }
        let mut column = Self { width, indent, is_marked: false };
        let full = pairs(lines).filter(open).filter(|pair| is_soft(*pair) && column.is_full(*pair)).count();
        if full * 5 < soft * 3 {
            return None;
        }
        let unmarked = pairs(lines).filter(open).filter(|pair| column.is_short_end(*pair)).count();
        let marks = lines.iter().skip(1).filter(|line| line.opens_block || line.indent > indent).count();
        column.is_marked = unmarked * 8 <= marks && (marks > 0 || lines.len() >= ONE_PARAGRAPH);
        Some(column)
    }

    /// Whether the first word of the next line would not have gone on the line.
    fn is_full(&self, (line, next): Pair<'_, '_>) -> bool {
        let word = next.text.split([' ', '\t']).next().map_or(0, width);
        line.width + 1 + word + SLACK > self.width
    }

    /// Whether a paragraph plainly ends at the line though nothing marks it.
    fn is_short_end(&self, pair: Pair<'_, '_>) -> bool {
        ends_sentence(pair.0.text) && !self.is_full(pair) && !starts_small(pair.1.text)
    }

    fn decide(&self, text: &str, lines: &[Line<'_>]) -> Vec<(usize, Decision)> {
        let mut decisions: Vec<(usize, Decision)> = Vec::new();
        let mut follows_join = false;
        for (number, pair) in lines.windows(2).enumerate() {
            let pair = (&pair[0], &pair[1]);
            let joined = !pair.1.opens_block && self.joins(pair);
            if joined {
                decisions.push((pair.0.end, joint(text, pair)));
            } else if !pair.1.opens_block && pair.1.indent > self.indent && !pair.1.is_item {
                let after = lines.get(number + 2).map(|after| (pair.1, after));
                let opens_prose = after.is_some_and(|pair| !pair.1.opens_block && self.joins(pair));
                if follows_join || opens_prose {
                    decisions.push((pair.0.end, Decision::Paragraph));
                }
            }
            follows_join = joined;
        }
        decisions
    }

    fn joins(&self, pair: Pair<'_, '_>) -> bool {
        if is_barrier(pair, self.indent) || pair.0.width > WIDEST {
            false
        } else if is_soft(pair) {
            true
        } else if starts_small(pair.1.text) {
            false
        } else {
            self.is_full(pair) && (self.is_marked || !ends_sentence(pair.0.text))
        }
    }
}

/// Whether the two lines cannot be of one paragraph, however full the first may be.
fn is_barrier((line, next): Pair<'_, '_>, indent: usize) -> bool {
    let is_stray = || next.indent <= indent + STRAY && is_soft((line, next)) && !ends_sentence(line.text);
    next.indent > indent && !is_stray() || next.is_item || line.stands_alone || next.stands_alone
}

/// Whether the second line goes on with what the first began.
fn is_soft((line, next): Pair<'_, '_>) -> bool {
    may_go_on(line.text, line.width) && starts_small(next.text)
}

/// Whether a line of that width may go on in small letters on the next.
fn may_go_on(line: &str, width: usize) -> bool {
    (NARROWEST..=WIDEST).contains(&width) && !ends_small(line)
}

/// Whether a line ends in a full stop behind a word in small letters, which is no abbreviation of a name.
fn ends_small(line: &str) -> bool {
    let Some(line) = line.strip_suffix(['.', '!', '?']) else { return false };
    let word = line.rsplit([' ', '(', '"', '“']).next().unwrap_or(line);
    !word.contains('.') && !word.contains(char::is_uppercase)
}

fn starts_small(line: &str) -> bool {
    line.trim_start_matches(['(', '"', '“', '‘', '\'', '`']).chars().next().is_some_and(char::is_lowercase)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':'])
}

/// An entry of a list, a quoted line of a letter, a rule, an end mark.
fn is_item(line: &str) -> bool {
    if line.starts_with(['>', '|', '•', '*', '·', '●', '▪', '◦', '+', '=', '#', '_', '~'])
        || line.starts_with("--")
        || line.starts_with("- ")
        || line.starts_with("– ")
        || line.starts_with("— ")
    {
        return true;
    }
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - number.len();
    (1..=3).contains(&digits) && (number.starts_with(") ") || number.starts_with(". "))
}

/// A row of a table: two gaps or a tab within, or dots that lead from one column to the next.
fn is_row(line: &str) -> bool {
    let (mut gaps, mut blanks, mut dots) = (0, 0, 0);
    for (at, byte) in line.bytes().enumerate() {
        blanks = if byte == b' ' { blanks + 1 } else { 0 };
        dots = if byte == b'.' { dots + 1 } else { 0 };
        if byte == b'\t' || dots == LEADERS {
            return true;
        }
        // Many a typist sets three blanks between two sentences.
        gaps += usize::from(blanks == GAP && !line[..=at - GAP].ends_with(['.', '!', '?', '"', '”']));
    }
    gaps >= 2
}

fn is_link(line: &str) -> bool {
    line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www.")
}

/// How the two lines become one.
fn joint(text: &str, (line, next): Pair<'_, '_>) -> Decision {
    let is_tight = |c: char| c.is_alphanumeric() || matches!(c, '"' | '”' | '’');
    if let Some(head) = line.text.strip_suffix("--") {
        return if head.ends_with(is_tight) { Decision::Nothing } else { Decision::Space };
    }
    if let Some(head) = line.text.strip_suffix('-') {
        let first = next.text.split([' ', ',', '.', ';']).next().unwrap_or_default();
        return match head.chars().next_back() {
            Some(c) if c.is_alphabetic() && SUSPENDERS.contains(&first) => Decision::Space,
            Some(c) if c.is_alphabetic() && is_divided(text, head, next.text) => Decision::Hyphen,
            Some(c) if c.is_alphanumeric() => Decision::Nothing,
            _ => Decision::Space,
        };
    }
    match line.text.strip_suffix(['—', '/']) {
        Some(head) if head.ends_with(is_tight) => Decision::Nothing,
        _ => Decision::Space,
    }
}

/// Whether the hyphen behind `head` only divides a word that goes on with `next`: what follows could not begin a word;
/// or the whole word stands elsewhere in the document and the hyphenated one does not; or neither does, and the word
/// list decides.
fn is_divided(text: &str, head: &str, next: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic();
    let start = head.trim_end_matches(is_letter).len();
    let (first, tail) = (&head[start..], &next[..next.len() - next.trim_start_matches(is_letter).len()]);
    if head[..start].ends_with(['-', '’', '\'']) || next[tail.len()..].starts_with('-') || !starts_small(tail) {
        return false;
    }
    if TAILS.contains(&tail) {
        return first.chars().count() >= 2 && first.chars().skip(1).all(char::is_lowercase);
    }
    let whole = format!("{first}{tail}");
    !has_word(text, &format!("{first}-{tail}")) && (has_word(text, &whole) || is_one_word(first, tail, &whole))
}

/// Whether `whole` is a word and no compound of `first` and `tail`. "Anti-viral" and "life-long" have words on both
/// sides and are written with the hyphen, too; so has "be-cause", but its whole is as frequent as its parts.
fn is_one_word(first: &str, tail: &str, whole: &str) -> bool {
    let frequency = |word: &str| lexicon::look_up(word.to_lowercase().as_bytes()).map(Note::frequency);
    let Some(known) = frequency(whole) else { return false };
    let first = &*first.to_ascii_lowercase();
    match frequency(first).zip(frequency(tail)) {
        Some((_, tail)) if PREFIXES.contains(&first) => known > tail,
        Some((first, tail)) => known + RARER >= first.min(tail),
        None => true,
    }
}

/// Whether `word` stands near the beginning of `text` with no letter on either side.
fn has_word(text: &str, word: &str) -> bool {
    let text = &text[..(0..=text.len().min(FAR)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)];
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).any(|at| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Decision, find, is_soft, lines, may_be_wrapped, pairs};
    use crate::stages::whitespace::runs::Spaces;

    fn line_ends(text: &str) -> Vec<usize> {
        memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).collect()
    }

    fn found(text: &str) -> Vec<(usize, Decision)> {
        find(text, &line_ends(text), Spaces::of(text, &[]))
    }

    proptest! {
        #[test]
        fn no_text_with_soft_lines_is_passed_over(
            text in "([ \t]{0,2}[a-zA-Z(.]{0,3}( [a-z]{3,9}){0,14}[.!]? ?(\r\r\n|\r\n|\r|\n){1,2}){0,9}",
        ) {
            let spaces = Spaces::of(&text, &[]);
            let is_soft = pairs(&lines(&text, spaces)).any(is_soft);
            prop_assert!(!is_soft || may_be_wrapped(&text, &line_ends(&text), spaces));
        }
    }

    fn joined(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for (end, decision) in found(text) {
            let (keep, between) = match decision {
                Decision::Space => (end, " "),
                Decision::Nothing => (end, ""),
                Decision::Hyphen => (end - 1, ""),
                Decision::Paragraph => (end, "\n\n"),
            };
            out.push_str(&text[at..keep]);
            out.push_str(between);
            at = text.len() - text[end..].trim_start().len();
        }
        out.push_str(&text[at..]);
        out
    }

    const WRAPPED: &str = "    The council of the old harbor town has voted for a new\n\
        bridge over the river, which will be paid for by a levy on\n\
        all trucks.\n    \"We have waited for twenty years,\" the mayor said in\n\
        an interview with the local paper on Tuesday evening.\n  Reuter\n";

    #[test]
    fn indents_mark_paragraphs() {
        assert_eq!(
            joined(WRAPPED),
            "    The council of the old harbor town has voted for a new bridge over the river, which will be paid for by \
             a levy on all trucks.\n\n\"We have waited for twenty years,\" the mayor said in an interview with the local \
             paper on Tuesday evening.\n\nReuter\n"
        );
    }

    #[test]
    fn a_stray_blank_divides_nothing_but_an_end_mark_stands_alone() {
        let text = "    The minister said in the house on Monday that the plan of the\n\
            government to sell the docks was not made in a frame of mind of\n \
            haste. \"It was made in the spring, and it is as good now as in\n\
            spring.\"\n reuter\n";
        assert_eq!(
            joined(text),
            "    The minister said in the house on Monday that the plan of the government to sell the docks was not made \
             in a frame of mind of haste. \"It was made in the spring, and it is as good now as in spring.\"\n\nreuter\n"
        );
    }

    #[test]
    fn what_was_never_wrapped_stays() {
        for text in [
            "Shall I compare thee to the sea,\nThat comes and goes as it may please,\nAnd leaves its shells for you and me\nTo carry home in twos and threes?\n",
            "apples\npears\nplums\n",
            "The first paragraph is a single line, which is a good deal longer than any column of type would be set in print.\nand the second begins small by mistake, but is just as long as the first one was, if not longer.\n",
            "Headline of the day\nThe mayor said on Tuesday that the bridge would open in the spring of next year.\n",
        ] {
            assert_eq!(joined(text), text);
        }
    }

    #[test]
    fn hyphens_at_the_end() {
        let text = |end: &str, next: &str| {
            format!("The government said that it had a good deal of {end}\n{next} on the floods of the last week.\n")
        };
        let end = |end: &str, next: &str| found(&text(end, next)).first().map(|(_, decision)| *decision);
        assert_eq!(end("informa-", "tion"), Some(Decision::Hyphen));
        assert_eq!(end("two-", "and three-year bonds"), Some(Decision::Space));
        for (first, tail) in [("orga-", "nise"), ("govern-", "ors"), ("be-", "cause"), ("with-", "out")] {
            assert_eq!(end(first, tail), Some(Decision::Hyphen), "{first}{tail}");
        }
        for (first, tail) in [
            ("life-", "saving aid"),
            ("anti-", "viral drugs"),
            ("under-", "achieving"),
            ("second-", "phase work"),
            ("re-", "sign"),
            ("co-", "operate"),
            ("north-", "east"),
            ("life-", "long"),
            ("hard-", "line"),
            ("debt-to-", "equity"),
        ] {
            assert_eq!(end(first, tail), Some(Decision::Nothing), "{first}{tail}");
        }
        assert_eq!(end("funds --", "most of it"), Some(Decision::Space));
        assert_eq!(end("funds--", "most of it"), Some(Decision::Nothing));
        assert_eq!(end("advice —", "most of it"), Some(Decision::Space));
        assert_eq!(end("advice—", "most of it"), Some(Decision::Nothing));
    }
}
