//! Credits without brackets: `... on Sunday. EPA/JANE DOE`, `... Photo: Jane Doe/Example`, `... Jane Doe / Getty Images`.
//!
//! A credit begins at a mark (`Photo:`), at an agency before a slash (`REUTERS/`) or at a name before one. It ends with
//! the line, or behind an agency, or where a word comes that begins sentences.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::credit;
use super::desk;
use crate::names;
use crate::stages::header::is_person;

/// Where a credit begins within a line and where it ends, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// First byte.
    pub start: usize,
    /// One past the last byte, notes of the desk left out.
    pub end: usize,
}

/// Marks behind which a credit stands. Each says by itself that a picture is meant.
const MARKS: &[&str] = &[
    "Photo:",
    "Photos:",
    "Photograph:",
    "Photographs:",
    "Photo by",
    "Photos by",
    "Photo via",
    "photo via",
    "Photo courtesy",
    "Photo credit",
    "Photo Credit",
    "Photography by",
    "Photograph by",
    "Photographs by",
    "PHOTO:",
    "photo:",
    "photo by",
    "Photo |",
    "Image:",
    "Image credit:",
    "Image Credit:",
    "Image credits:",
    "Image Credits:",
    "Image courtesy",
    "Image via",
    "Image Source:",
    "Image source:",
    "Images:",
    "Image by",
    "Credit:",
    "Credits:",
    "Credit ",
    "Picture:",
    "Pictures:",
    "Picture by",
    "Courtesy:",
    "Courtesy ",
    "Mandatory Credit:",
    "Illustration:",
    "Illustration by",
    "Screenshot by",
    "Screengrab:",
    "Photographer:",
    "EPA/",
    "AP Photo",
    "AFP PHOTO",
    "AFP Photo",
    "REUTERS/",
    "Reuters/",
    "© ",
    "Copyright ",
];
/// The longest credit, in bytes.
const LONGEST: usize = 120;
/// Words that begin sentences and no names.
const STARTERS: &[&str] = &[
    "A",
    "According",
    "After",
    "All",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Earlier",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "More",
    "Most",
    "Mr",
    "Mrs",
    "Ms",
    "No",
    "Not",
    "Now",
    "Of",
    "On",
    "One",
    "Our",
    "Over",
    "She",
    "Since",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Two",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "While",
    "With",
    "You",
];

/// Finds the first credit in `line` that can end a caption.
#[must_use]
pub fn find(line: &str) -> Option<Credit> {
    let marked = first_mark(line).and_then(|(at, mark)| behind_mark(line, at, mark));
    let named = before_agency(line);
    match (marked, named) {
        (Some(one), Some(other)) => Some(if one.start <= other.start { one } else { other }),
        (one, other) => one.or(other),
    }
}

/// The first mark of `line` that stands at the start of a word, and where.
fn first_mark(line: &str) -> Option<(usize, &'static str)> {
    static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let kind = MatchKind::LeftmostFirst;
        AhoCorasick::builder().match_kind(kind).build(MARKS).expect("a few short marks")
    });
    FINDER.find_iter(line).map(|found| (found.start(), MARKS[found.pattern().as_usize()])).find(|&(at, mark)| {
        let before = line[..at].chars().next_back();
        // A mark may be glued to the caption's last word: `... sought treatmentCredit: EPA`.
        before.is_none_or(|c| {
            !c.is_alphanumeric() || (c.is_lowercase() && mark.starts_with(char::is_uppercase) && mark.ends_with(':'))
        })
    })
}

fn behind_mark(line: &str, start: usize, mark: &str) -> Option<Credit> {
    let from = start + mark.len();
    let rest = &line[from..];
    if mark == "EPA/" {
        let name = desk::name_in_capitals(rest);
        return (name > 0).then_some(Credit { start, end: from + name });
    }
    let whole = rest.trim_end().trim_end_matches('.');
    let copyright = matches!(mark, "© " | "Copyright ");
    if copyright
        && ((whole.starts_with(['@', '©']) || whole.contains(|c: char| c.is_ascii_digit()))
            || line[..start].trim().is_empty()
            || line[..start].trim_end().ends_with(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    // Words that mean other things too need a sentence's end or the line's start before them.
    let before = line[..start].trim_end();
    if (mark == "Credit " && start > 0)
        || (mark == "Courtesy " && !before.is_empty() && !before.ends_with(['.', '|', ')']))
    {
        return None;
    }
    let loose = matches!(mark, "Credit " | "Courtesy ") || copyright;
    if !whole.is_empty()
        && whole.len() <= LONGEST
        && !whole.contains(". ")
        && credit::names_only(whole)
        && !(loose && whole.split(' ').count() > 6)
    {
        return Some(Credit { start, end: line.trim_end().len() });
    }
    // A nickname on a site for pictures: `photo: janedoe via Pixabay`.
    if mark.ends_with(':')
        && whole.len() <= LONGEST / 2
        && [" via ", " on "]
            .iter()
            .any(|joint| whole.rsplit_once(joint).is_some_and(|(_, site)| names::is_agency(site)))
    {
        return Some(Credit { start, end: line.trim_end().len() });
    }
    if whole.is_empty() && mark != "AP Photo" {
        return None;
    }
    let slash = mark.ends_with('/') || mark == "AP Photo" && rest.starts_with('/');
    let end =
        from + if slash { slashed_name(rest) } else { ends_in_agency(rest).or_else(|| ends_before_sentence(rest))? };
    (end > from || mark == "AP Photo").then_some(Credit { start, end })
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
            || bare.split('/').next().is_some_and(|first| first.len() < bare.len() && names::is_agency(first));
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
    let end = end?;
    let tail = TAILS.iter().find(|tail| text[end..].starts_with(**tail)).map_or(0, |tail| tail.len());
    Some(end + tail)
}

/// The rest of a name that began behind a slash: `Reuters/Jane` + ` Doe/Files`.
fn following_name(text: &str) -> usize {
    let word = text.strip_prefix(' ').and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    let name = word.split('/').next().unwrap_or_default();
    let plain = !name.is_empty()
        && name.starts_with(char::is_uppercase)
        && !STARTERS.contains(&name)
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
                c.is_uppercase()
                    && text[at + c.len_utf8()..].starts_with(char::is_lowercase)
                    && !text[..*at].ends_with([' ', '/'])
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
            || (count > 1 && (STARTERS.contains(&bare) || next_is_small(&text[from + at + word.len()..])))
        {
            break;
        }
        end = from + at + if stop { bare.len() } else { word.len() };
        if stop {
            break;
        }
    }
    let tail = TAILS.iter().find(|tail| text[end..].starts_with(**tail)).map_or(0, |tail| tail.len());
    if end > from { end + tail } else { 0 }
}

/// Where in `word` a sentence is glued to a name: `DoeThe`. Names like `McDoe` have a short first part.
fn glued_at(word: &str) -> Option<usize> {
    let mut before = ' ';
    for (at, c) in word.char_indices() {
        let sentence = c.is_uppercase() && word[at + c.len_utf8()..].starts_with(char::is_lowercase);
        if sentence && before.is_lowercase() && at > 3 {
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
    for (count, (at, word)) in words(&text[..reach]).enumerate() {
        let begins = count > 0 && STARTERS.contains(&word) && next_is_small(&text[at + word.len()..]);
        if begins {
            return Some(text[..at].trim_end().len());
        }
        if let Some(glue) = glued_at(word).filter(|_| count > 0) {
            return Some(at + glue);
        }
        if count > 8 || (!credit::names_only(word) && !matches!(word, "/" | "|" | "-" | "—" | "–" | ":")) {
            return None;
        }
    }
    None
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
        let from = line.len() - after.len();
        let Some(len) = longest_agency(after) else { continue };
        let mut end = from + len;
        while let Some(step) = joined_agency(&line[end..]) {
            end += step;
        }
        let name_end = line[..at].trim_end().len();
        let Some(start) = name_start(&line[..name_end]) else { continue };
        let tail = TAILS.iter().find(|tail| line[end..].starts_with(**tail)).map_or(0, |tail| tail.len());
        return Some(Credit { start, end: end + tail });
    }
    let whole = line.trim_end_matches(['.', ' ']);
    let last = whole.as_bytes().last()?;
    let start = ["AP", "AFP", "Reuters", "EPA", "AP Photo", "Getty Images", "The Associated Press", "Getty"]
        .iter()
        .filter(|name| name.as_bytes().last() == Some(last) && whole.ends_with(**name))
        .map(|name| whole.len() - name.len())
        .min()?;
    let before = &line[..start];
    let behind_sentence = before.ends_with(". ") || (before.ends_with('.') && !before.ends_with(".."));
    behind_sentence.then_some(Credit { start, end: line.len() })
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
        if !word.starts_with(char::is_uppercase) || ends_sentence {
            break;
        }
        start = end - word.len();
        count += 1;
        if glued.is_some() || from == 0 {
            break;
        }
    }
    (count >= 1 && (count >= 2 || is_person(&text[start..]) || start == 0)).then_some(start)
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

/// Whether `word` begins sentences and no names.
#[must_use]
pub fn is_starter(word: &str) -> bool {
    STARTERS.contains(&word)
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
