//! Credits without brackets: `... on Sunday. EPA/JANE DOE`, `... Photo: Jane Doe/Example`, `... Jane Doe / Getty Images`.
//!
//! A credit begins at a mark (`Photo:`), at an agency before a slash (`REUTERS/`) or at a name before one. It ends with
//! the line, or behind an agency, or where a word comes that begins sentences.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use super::cues::Needles;
use super::{credit, desk, sentence};
use crate::names::{self, Mark};
use crate::stages::header::is_person;
use crate::text::{Lanes, SEEN, Span, stops};

/// Where a credit begins within a line and where it ends, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// First byte.
    pub start: usize,
    /// One past the last byte, notes of the desk left out.
    pub end: usize,
    /// What tells that it is one.
    pub cue: Cue,
}

/// What tells a credit from other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Words that say that a picture is meant.
    Picture,
    /// Words that mean other things too, or a name and an agency.
    Name,
    /// An agency behind the last sentence of a line: agencies sign stories so too.
    Signature,
}

/// The longest credit, in bytes.
const LONGEST: usize = 120;
/// The longest caption that a name closes which no list has, in bytes.
const LONGEST_SIGNED: usize = 240;
/// How many marks of a line are looked at.
const MOST_MARKS: usize = 8;
impl Cue {
    /// How sure a caption is that it tells, in percent.
    pub const fn confidence(self) -> u8 {
        match self {
            Self::Picture => 97,
            Self::Name => 95,
            Self::Signature => 85,
        }
    }
}

/// Finds the first credit in `line` that can end a caption.
#[must_use]
pub fn find(line: &str) -> Option<Credit> {
    find_at(line, Needles::get().places(line, Span::new(0, line.len())).iter().map(|place| place.at))
}

/// Finds the first credit in `line` that can end a caption. Marks are looked for at `places`.
#[must_use]
pub fn find_at(line: &str, places: impl Iterator<Item = usize>) -> Option<Credit> {
    let mut marks = marks(line, places).take(MOST_MARKS);
    let marked = marks.find_map(|(at, mark, sort)| behind_mark(line, at, mark, sort));
    let named = before_agency(line).or_else(|| glued_agency(line)).or_else(|| signature(line));
    match (marked, named) {
        (Some(one), Some(other)) => Some(if one.start <= other.start { one } else { other }),
        (one, other) => one.or(other),
    }
}

/// The marks of `line` that stand at the start of a word, and where. They are looked for at `places` and at copyright
/// signs.
fn marks(line: &str, places: impl Iterator<Item = usize>) -> impl Iterator<Item = (usize, &'static str, Mark)> {
    static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let marks = names::CREDIT_MARKS.iter().map(|(mark, _)| mark);
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Anchored);
        builder.build(marks).expect("a few short marks")
    });
    let bytes = line.as_bytes();
    let copyright = memchr::memchr_iter(0xC2, bytes).filter(|at| bytes[*at..].starts_with("©".as_bytes()));
    let mut places: Vec<usize> = places.chain(copyright).collect();
    places.sort_unstable();
    let mut end = 0;
    places.into_iter().filter_map(move |at| {
        let found = FINDER.find(Input::new(line).range(at..).anchored(Anchored::Yes)).filter(|_| at >= end)?;
        end = found.end();
        let (mark, sort) = names::CREDIT_MARKS[found.pattern().as_usize()];
        // A mark may be glued to the caption's last word: `... sought treatmentCredit: EPA`.
        let begins = line[..at].chars().next_back().is_none_or(|c| {
            !c.is_alphanumeric() || (c.is_lowercase() && mark.starts_with(char::is_uppercase) && mark.ends_with(':'))
        });
        begins.then_some((at, mark, sort))
    })
}

/// The credit that `mark` at `start` of `line` opens.
fn behind_mark(line: &str, start: usize, mark: &str, sort: Mark) -> Option<Credit> {
    let from = start + mark.len();
    let rest = &line[from..];
    let cue = if matches!(sort, Mark::Picture | Mark::House) { Cue::Picture } else { Cue::Name };
    let credit = |end: usize| {
        let end = desk::before_dateline(line, from, end);
        (end > from || sort == Mark::House && !mark.ends_with('/')).then_some(Credit { start, end, cue })
    };
    if mark == "EPA/" {
        let name = desk::name_in_capitals(rest);
        return (name > 0).then_some(Credit { start, end: from + name, cue });
    }
    let before = line[..start].trim_end();
    let whole = rest.trim_end().trim_end_matches('.');
    let is_notice = || {
        whole.starts_with(['@', '©'])
            || whole.contains(|c: char| c.is_ascii_digit())
            || before.is_empty()
            || before.ends_with(|c: char| c.is_ascii_digit())
    };
    let behind_sentence = before.is_empty() || before.ends_with(['.', '|', ')', '”', '?', '!']);
    if sort == Mark::Copyright && is_notice() || sort == Mark::Word && !behind_sentence {
        return None;
    }
    // Behind `via` stands the agency, and nothing more.
    if mark.ends_with(" via")
        && let Some(len) = longest_agency(rest.trim_start())
    {
        let end = line.len() - rest.trim_start().len() + len;
        return credit(end + tail_of(&line[end..]));
    }
    let loose = matches!(sort, Mark::Word | Mark::Copyright);
    let agency = ends_in_agency(rest);
    if let Some(end) = agency.filter(|&end| rest[end..].starts_with(char::is_uppercase)) {
        return credit(from + end);
    }
    if !whole.is_empty()
        && whole.len() <= LONGEST
        && !whole.contains(". ")
        && credit::names_only(whole)
        && !(loose && whole.split(' ').count() > 6)
        && !(sort == Mark::Word && start > 0 && !whole.contains(' '))
    {
        return credit(line.trim_end().len());
    }
    // A nickname on a site for pictures: `photo: janedoe via Pixabay`.
    if mark.ends_with(':')
        && whole.len() <= LONGEST / 2
        && [" via ", " on "]
            .iter()
            .any(|joint| whole.rsplit_once(joint).is_some_and(|(_, site)| names::is_agency(site)))
    {
        return credit(line.trim_end().len());
    }
    if sort == Mark::House {
        let slash = mark.ends_with('/') || rest.starts_with('/');
        return credit(from + if slash { slashed_name(rest) } else { 0 });
    }
    if whole.is_empty() {
        return None;
    }
    let sentence = || if loose && start > 0 { None } else { ends_before_sentence(rest) };
    credit(from + agency.or_else(sentence)?)
}

/// The agency names after which a credit may end, and what may follow them within it.
const TAILS: &[&str] = &[
    "/File Photo",
    "/File photo",
    "/File Picture",
    " files",
    " file",
    ", File",
    ", file",
    " Files",
    "/Files",
    "/File",
    " handout",
    " Handout",
];
/// What may stand behind the agency that closes a line.
const ARCHIVE_TAILS: &[&str] = &["/File", "/file", "/Files", " file photo", " photo", " pic", " File"];
/// The longest name of an agency that closes a line, in bytes.
const LONGEST_AGENCY: usize = 40;

/// `Jane Doe/Getty Images`, `Reuters/Jane Doe/Files`: how many bytes of `text`, which stands behind a mark, are the
/// credit, when an agency closes it and a sentence follows.
fn ends_in_agency(text: &str) -> Option<usize> {
    let reach = text.floor_char_boundary(LONGEST);
    let mut end = None;
    let mut at = 0;
    for (from, word) in words(&text[..reach]) {
        if end.is_some_and(|end| from > end + 3) {
            break;
        }
        let bare = word.trim_end_matches([',', '.', ';']);
        let pieces_known = bare.rsplit('/').next().is_some_and(names::is_agency)
            || bare.split('/').next().is_some_and(|first| {
                first.len() < bare.len() && names::is_agency(first) && !names::opens_credit(first)
            });
        let longest = longest_agency(&text[from..reach]);
        let tail_from = bare.rfind('/').map_or(from, |slash| from + slash + 1);
        let behind_slash = longest_agency(&text[tail_from..reach]);
        if let Some(len) = longest {
            end = Some(from + len);
        } else if let Some(len) = behind_slash {
            end = Some(tail_from + len);
        } else if pieces_known {
            end = Some(from + bare.len() + following_name(&text[from + bare.len()..]));
        } else if !credit::names_only(bare) && !matches!(bare, "/" | "|" | "-" | "—" | "–") {
            break;
        }
        at += 1;
        if at > 12 {
            break;
        }
    }
    let mut end = end?;
    while let Some(step) = joined_agency(&text[end..]) {
        end += step;
    }
    Some(end + tail_of(&text[end..]))
}

/// How many bytes at the start of `text`, which stands behind an agency, belong to the credit.
fn tail_of(text: &str) -> usize {
    TAILS.iter().find(|tail| text.starts_with(**tail)).map_or(0, |tail| tail.len())
}

/// The rest of a name that began behind a slash: `Reuters/Jane` + ` Doe/Files`.
fn following_name(text: &str) -> usize {
    let word = text.strip_prefix(' ').and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    let name = word.split('/').next().unwrap_or_default();
    let plain = !name.is_empty()
        && name.starts_with(char::is_uppercase)
        && !names::opens_sentence(name)
        && name.chars().all(char::is_alphabetic);
    if !plain {
        return 0;
    }
    let files = word[name.len()..].eq_ignore_ascii_case("/files") || word[name.len()..].eq_ignore_ascii_case("/file");
    1 + if files { word.len() } else { name.len() }
}

/// How many bytes at the start of `text` are the name of an agency, the longest.
fn longest_agency(text: &str) -> Option<usize> {
    // A name ends with its word, or where a sentence is glued to it: `Getty ImagesThe`.
    let ends = text
        .char_indices()
        .filter(|(at, c)| {
            let glued = || {
                let before = &text[..*at];
                let small_behind = text[at + c.len_utf8()..].starts_with(char::is_lowercase);
                c.is_uppercase()
                    && (small_behind && !before.ends_with([' ', '/']) || before.ends_with(char::is_lowercase))
            };
            !c.is_alphanumeric() || glued()
        })
        .map(|(at, _)| at)
        .chain([text.len()]);
    ends.take_while(|&end| end <= 32).filter(|&end| names::is_agency(&text[..end])).last()
}

/// A slash and a name of two or three words: `/Jane van Doe`.
fn slashed_name(text: &str) -> usize {
    let from = usize::from(text.starts_with('/'));
    let mut end = from;
    let mut full = 0;
    for (count, (at, word)) in words(&text[from..]).enumerate().take(4) {
        if let Some(glue) = glued_at(word) {
            return from + at + glue;
        }
        // `Jane Doe/File Photo`: the name ends where the note on the archive begins.
        let archive = ["/File", "/file"].iter().find_map(|note| word.find(note));
        if let Some(archive) = archive.filter(|_| credit::names_only(word)) {
            end = from + at + archive;
            break;
        }
        full += usize::from(word.trim_end_matches('.').chars().count() > 1);
        if full > 2 {
            break;
        }
        let stop = word.ends_with([',', ';']) || (word.ends_with('.') && word.chars().count() > 2);
        let bare = word.trim_end_matches([',', '.', ';']);
        if !credit::names_only(bare)
            || (count > 1 && (names::opens_sentence(bare) || next_is_small(&text[from + at + word.len()..])))
        {
            break;
        }
        end = from + at + if stop { bare.len() } else { word.len() };
        if stop {
            break;
        }
    }
    if end > from { end + tail_of(&text[end..]) } else { 0 }
}

/// Where in `word` a sentence is glued to a name: `DoeThe`. Names like `McDoe` have a short first part.
fn glued_at(word: &str) -> Option<usize> {
    let mut before = ' ';
    for (at, c) in word.char_indices() {
        let rest = &word[at + c.len_utf8()..];
        let sentence = c.is_uppercase() && before.is_lowercase() && rest.starts_with(char::is_lowercase);
        if sentence && (at > 3 || at > 1 && names::opens_sentence(&word[at..])) {
            return Some(at);
        }
        if matches!(c, '“' | '"' | '‘') && before.is_alphanumeric() && !rest.is_empty() {
            return Some(at);
        }
        before = c;
    }
    None
}

fn next_is_small(text: &str) -> bool {
    text.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

/// Up to the word that begins a sentence: a listed word with small letters behind it.
fn ends_before_sentence(text: &str) -> Option<usize> {
    let reach = text.floor_char_boundary(LONGEST);
    let mut joined = true;
    for (count, (at, word)) in words(&text[..reach]).enumerate() {
        let behind = &text[at + word.len()..];
        if count > 0 && !joined && names::opens_sentence(word) && opens_sentence_before(behind) {
            return Some(text[..at].trim_end().len());
        }
        if let Some(glue) = glued_at(word).filter(|_| count > 0) {
            return Some(at + glue);
        }
        if count > 8 || (!credit::names_only(word) && !matches!(word, "/" | "|" | "-" | "—" | "–" | ":")) {
            return None;
        }
        // `Jane Doe for The Example Post`, `Jane Doe / The Example Post`.
        joined =
            matches!(word, "for" | "of" | "via" | "and" | "/" | "|" | "-" | "–" | "—") || word.ends_with(['/', ',']);
    }
    None
}

/// Whether a sentence goes on in `behind`, the words behind its first.
fn opens_sentence_before(behind: &str) -> bool {
    let small = |word: &str| word.starts_with(char::is_lowercase) && !credit::names_only(&format!("A {word}"));
    next_is_small(behind) || behind.split(' ').skip(1).take(5).any(small)
}

/// `Jane Doe/Getty Images`, `Jane Doe / AFP - Getty Images` without a mark before it; an agency alone behind a full stop
/// at the end of the line: `... last year. AP`.
fn before_agency(line: &str) -> Option<Credit> {
    // The last byte of each: `/`, `|`, `—`. The first of `—` is that of a quotation mark too, which is frequent.
    for last in memchr::memchr3_iter(b'/', b'|', 0x94, line.as_bytes()) {
        let Some(rest) = line.get(last + 1..) else { continue };
        let Some(mark) = line[..=last].chars().next_back().filter(|mark| matches!(mark, '/' | '|' | '—')) else {
            continue;
        };
        let at = last + 1 - mark.len_utf8();
        let after = rest.trim_start();
        let after = after.strip_prefix("via ").unwrap_or(after);
        let from = line.len() - after.len();
        let Some(len) = longest_agency(after) else { continue };
        let mut end = from + len;
        while let Some(step) = joined_agency(&line[end..]) {
            end += step;
        }
        let name_end = line[..at].trim_end().len();
        let Some(start) = name_start(&line[..name_end]) else { continue };
        return Some(Credit { start, end: end + tail_of(&line[end..]), cue: Cue::Name });
    }
    None
}

/// An agency behind a sentence's end, with the next sentence glued to it: `... last year. Getty ImagesThe port ...`.
fn glued_agency(line: &str) -> Option<Credit> {
    if !may_be_glued(line) {
        return None;
    }
    sentence::ends(line).find_map(|(start, _)| {
        let reach = line.len().min(start + LONGEST_AGENCY);
        let glue = line.as_bytes()[start..reach]
            .windows(2)
            .any(|pair| pair[0].is_ascii_alphanumeric() && pair[1].is_ascii_uppercase());
        let end = start + if glue { longest_agency(&line[start..])? } else { return None };
        let glued = line[end..].starts_with(char::is_uppercase);
        glued.then_some(Credit { start, end, cue: Cue::Name })
    })
}

/// Whether two words of `line` may be glued: a capital stands behind a letter or a digit, with a small letter on either
/// side. A letter beyond ASCII may be any of these.
fn may_be_glued(line: &str) -> bool {
    let small = |bytes: Lanes| bytes.between(b'a', b'z');
    let is_glue = |[before, capital, behind, _]: [Lanes; SEEN]| {
        let stiff = before.between(b'A', b'Z') | before.between(b'0', b'9');
        capital.between(b'A', b'Z') & (small(before) | stiff & small(behind))
    };
    // The first bytes of the letters of Europe.
    stops(line, is_glue, |[first, ..]| first.between(0xC3, 0xD4)).next().is_some()
}

/// Whether `line` may end in the name of an agency, by a look at its last bytes: most lines end in a full stop behind a
/// small letter, or in a quotation mark.
pub fn may_sign(line: &str) -> bool {
    let whole = line.trim_end_matches(['.', ' ']);
    let stop = whole.len() < line.len();
    let last = whole.as_bytes().last().copied().unwrap_or_default();
    last.is_ascii_uppercase()
        || last.is_ascii_alphanumeric()
            && (!stop || ["Reuters", "Images", "Getty"].iter().any(|name| whole.ends_with(name)))
}

/// An agency that closes `line`, behind a sentence's end or a dash, with the name of a person or without: `... last year.
/// AP`, `... last year. Jane Doe, AP`, `... last year — AFP`; `Jane Doe for Example Post` behind a sentence's end.
fn signature(line: &str) -> Option<Credit> {
    if !may_sign(line) {
        return None;
    }
    let whole = line.trim_end_matches(['.', ' ']);
    let cue = Cue::Signature;
    // Most lines end in a small letter before a full stop, and no agency does that is told from a word.
    let reach = whole.len() - whole.floor_char_boundary(whole.len().saturating_sub(LONGEST_AGENCY));
    let tail = &whole[whole.len() - reach..];
    let starts = memchr::memchr2_iter(b' ', b'/', tail.as_bytes()).map(|at| whole.len() - reach + at + 1);
    let behind_mark = [".", "—", "–", "-"].iter().filter_map(|mark| tail.rfind(mark).map(|at| (at, mark.len())));
    let behind_mark = behind_mark.map(|(at, len)| whole.len() - reach + at + len);
    let start = starts
        .chain(behind_mark)
        .filter(|&start| {
            let name = &whole[start..];
            let bare = ARCHIVE_TAILS.iter().find_map(|tail| name.strip_suffix(tail)).unwrap_or(name);
            name.starts_with(char::is_uppercase) && names::is_agency(bare)
        })
        .min()
        .or_else(|| written_for(whole))?;
    let before = whole[..start].trim_end();
    let ends_sentence = |text: &str| text.ends_with(['.', '?', '!', '”']) && !text.ends_with("..");
    if ends_sentence(before) {
        return Some(Credit { start, end: line.len(), cue });
    }
    if let Some(dash) = ["—", "–", "-", "/"].iter().find(|dash| before.ends_with(**dash)) {
        let shown = &before[..before.len() - dash.len()];
        let ends = |c: char| c.is_lowercase() || matches!(c, '.' | '”' | '?' | '!' | ')');
        let apart = shown.ends_with([' ', '.', '”']) && whole.len() == line.len() && shown.trim_end().ends_with(ends);
        return apart.then_some(Credit { start: shown.len(), end: line.len(), cue });
    }
    let name = before.strip_suffix(',')?;
    let from = sentence::ends(name).last().map_or(0, |(next, _)| next);
    is_person(&name[from..]).then_some(Credit { start: from, end: line.len(), cue })
}

/// The name of a person that closes `line` behind its only other sentence, without a full stop. In a text where the
/// same name closes several lines, it is whoever took the pictures.
pub fn closing_name(line: &str) -> Option<usize> {
    if line.len() > LONGEST_SIGNED || line.ends_with(|c: char| !c.is_alphanumeric()) {
        return None;
    }
    let mut ends = sentence::ends(line);
    let (start, end) = ends.next()?;
    let name = &line[start..];
    let is_name = ends.next().is_none()
        && is_person(name)
        && !names::is_label(name)
        && name.split(' ').all(|word| word.starts_with(char::is_uppercase) && !names::opens_sentence(word));
    (is_name && !sentence::reports(&line[..end]) && !sentence::quotes(line)).then_some(start)
}

/// Where the credit begins that closes `line` with a name and an outlet that no list has: `Jane Doe for Example Post`.
fn written_for(line: &str) -> Option<usize> {
    let (start, _) = sentence::ends(line).last()?;
    let (name, outlet) = line[start..].split_once(" for ")?;
    (is_person(name) && outlet.len() <= LONGEST_AGENCY && outlet.contains(' ') && credit::names_only(outlet))
        .then_some(start)
}

/// ` - Getty Images`, `/AFP`, ` via Getty Images`: how many bytes join another agency.
fn joined_agency(text: &str) -> Option<usize> {
    let joint = [" - ", "/", " / ", " via ", " | "].iter().find(|joint| text.starts_with(**joint))?;
    longest_agency(&text[joint.len()..]).map(|len| joint.len() + len)
}

/// Where the name begins that `text` ends in: two to four words with a capital, behind a sentence's end where there is
/// one.
fn name_start(text: &str) -> Option<usize> {
    let mut start = text.len();
    let mut count = 0;
    while count < 4 {
        let end = text[..start].trim_end().len();
        let from = text[..end].rfind(' ').map_or(0, |at| at + 1);
        let mut word = &text[from..end];
        // A sentence's end glued to the name: `... on Friday.Jane Doe`.
        let glued = word
            .rfind(['.', '”', '"'])
            .filter(|&at| at + 1 < word.len() && at > 2 && word[..at].ends_with(char::is_alphabetic));
        if let Some(at) = glued {
            word = &word[at + word[at..].chars().next().map_or(1, char::len_utf8)..];
        }
        let ends_sentence = word.ends_with(['.', '”', '?', '!', ',', ':', ';']) && word.chars().count() > 2;
        if !word.starts_with(|c: char| c.is_uppercase() || c == '@') || ends_sentence {
            break;
        }
        start = end - word.len();
        count += 1;
        if glued.is_some() || from == 0 {
            break;
        }
    }
    (count >= 1 && (count >= 2 || text[start..].starts_with('@') || start == 0)).then_some(start)
}

/// The words of `text` with the places where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ')
        .scan(0, |at, word| {
            let from = *at;
            *at += word.len() + 1;
            Some((from, word))
        })
        .filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::find;

    fn split(line: &str) -> Option<(&str, &str)> {
        find(line).map(|credit| (&line[credit.start..credit.end], &line[credit.end..]))
    }

    #[test]
    fn where_credits_begin_and_end() {
        assert_eq!(split("A ferry leaves the port. EPA/JANE DOE"), Some(("EPA/JANE DOE", "")));
        assert_eq!(split("A ferry leaves. Photo: Jane Doe/Example Post"), Some(("Photo: Jane Doe/Example Post", "")));
        assert_eq!(
            split("A ferry leaves. Jane Doe / AFP - Getty Images The port"),
            Some(("Jane Doe / AFP - Getty Images", " The port"))
        );
        assert_eq!(split("A ferry leaves on Friday.Jane Doe / Getty Images"), Some(("Jane Doe / Getty Images", "")));
        assert_eq!(
            split("A ferry leaves. AP Photo/Jane Doe Justice is slow"),
            Some(("AP Photo/Jane Doe", " Justice is slow"))
        );
        assert_eq!(
            split("Credit: Example Games The port is closed"),
            Some(("Credit: Example Games", " The port is closed"))
        );
        assert_eq!(
            split("A ferry leaves. Credit: Reuters/Jane Doe/Files"),
            Some(("Credit: Reuters/Jane Doe/Files", ""))
        );
        assert_eq!(
            split("A ferry leaves. Image via Getty Images Verdict"),
            Some(("Image via Getty Images", " Verdict"))
        );
        assert_eq!(
            split("A ferry leaves. Photo: Jane Doe The port is closed"),
            Some(("Photo: Jane Doe", " The port is closed"))
        );
        assert_eq!(split("A ferry leaves. Photo: Jane CoxThe port"), Some(("Photo: Jane Cox", "The port")));
        assert_eq!(split("A ferry leaves. Ann Lee for Example Post"), Some(("Ann Lee for Example Post", "")));
        assert_eq!(split("A ferry leaves — AFP"), Some(("— AFP", "")));
        assert_eq!(split("A ferry leaves. Jane Doe, AP"), Some(("Jane Doe, AP", "")));
        assert_eq!(split("A ferry leaves the port. AP"), Some(("AP", "")));
        assert_eq!(split("A ferry leaves. REUTERS/Jane Doe/File Photo"), Some(("REUTERS/Jane Doe/File Photo", "")));
    }

    #[test]
    fn words_of_the_story() {
        for line in [
            "The image: a ferry that never came.",
            "He took credit for it.",
            "She works for AP",
            "Copyright 2017 Example Post",
            "© 2017 Example Post",
            "and/or",
            "",
        ] {
            assert_eq!(split(line), None, "{line}");
        }
    }
}
