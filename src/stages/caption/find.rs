//! Where captions stand.
//!
//! Most captions show a cue: a credit in brackets at their end, a credit behind a mark (`Photo: `), or words that only
//! captions begin with. A paragraph without a cue is only taken when several weak signs agree.

use super::Caption;
use super::credit::{self, Strength};
use super::desk;
use crate::stages::dateline::{self, Trust};
use crate::text::Span;

/// The longest caption, in bytes, its credit included.
const LONGEST: usize = 1_200;
/// The longest caption before a name in brackets that is no agency and no word of credits, in bytes.
const LONGEST_BEFORE_NAME: usize = 500;

/// Where in its document a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Nothing but parts of the head stands before it.
    pub opening: bool,
    /// Nothing stands behind it, and the line before it ends in no bracket: it is no item of a list.
    pub last: bool,
}

/// Finds the first caption in `line`, a span of `text`.
#[must_use]
pub fn find(text: &str, line: Span, place: Place) -> Option<Caption> {
    let all = line.of(text);
    let found = by_prefix(all).or_else(|| by_bracket(all, place)).or_else(|| by_mark(all, place))?;
    let span = |range: (usize, usize)| Span::new(line.start + range.0, line.start + range.1);
    Some(Caption { span: span((found.start, found.end)), credit: span(found.credit), confidence: found.confidence })
}

/// A caption within a line.
struct Found {
    start: usize,
    end: usize,
    credit: (usize, usize),
    confidence: u8,
}

/// Credits in brackets: at the end of the line, glued to what follows, or before a new sentence.
fn by_bracket(line: &str, place: Place) -> Option<Found> {
    let mut start = 0;
    for at in memchr::memchr2_iter(b')', b']', line.as_bytes()) {
        if at > start + LONGEST {
            return None;
        }
        let square = line.as_bytes()[at] == b']';
        let Some(open) = line[start..at].rfind(if square { '[' } else { '(' }).map(|open| start + open) else {
            continue;
        };
        let inner = &line[open + 1..at];
        let Some(strength) = credit::strength(inner) else { continue };
        let shown = line[start..open].trim_end();
        let desk = if strength == Strength::Name { 0 } else { desk::instructions(&line[at + 1..]) };
        let end = at + 1 + desk;
        let follows = Follows::of(&line[end..]);
        let taken = match (strength, follows) {
            (_, Follows::Text) => false,
            (_, _) if square && !is_picture_agency(inner, strength) => false,
            (Strength::Photo, Follows::Nothing | Follows::Glued) => true,
            (Strength::Photo, Follows::Sentence) => desk > 0 || shown.len() > 20 || shown.is_empty(),
            (Strength::Agency, Follows::Glued) => true,
            (Strength::Agency, Follows::Nothing) => {
                !shown.is_empty() && (place.opening || (shown.ends_with('.') && !quotes_anyone(shown)))
            }
            (Strength::Agency, Follows::Sentence) => place.opening && shown.split(' ').count() > 3,
            (Strength::Name, Follows::Glued) => may_show(shown) || (place.opening && open == 0),
            (Strength::Name, Follows::Nothing) => {
                let alone = place.opening && open == 0 && inner.contains(' ');
                alone
                    || (may_show(shown)
                        && !shown.contains(['"', '“'])
                        && line.ends_with(')')
                        && (place.opening || place.last))
            }
            (Strength::Name, Follows::Sentence) => {
                place.opening && may_show(shown) && {
                    let rest = line[end..].trim_start();
                    dateline::find(rest, Span::new(0, rest.len()), Trust::Head)
                        .is_some_and(|dateline| dateline.span.start == 0)
                }
            }
        };
        if taken {
            let confidence = match strength {
                Strength::Photo => 100,
                Strength::Agency => 97,
                Strength::Name => 85,
            };
            let start = if place.opening { start } else { start + own_start(shown) };
            return Some(Found { start, end, credit: (open, at + 1), confidence });
        }
        if start == 0 && open > LONGEST / 2 {
            start = at + 1;
        }
    }
    None
}

/// Whether square brackets around `inner` hold the credit of a picture: papers put links to sources there too.
fn is_picture_agency(inner: &str, strength: Strength) -> bool {
    strength == Strength::Photo
        || inner.chars().all(|c| !c.is_lowercase())
        || matches!(inner.trim(), "Rex" | "Getty" | "Alamy")
}

/// Whether `shown` can be what a picture shows, before a name in brackets that nobody lists.
fn may_show(shown: &str) -> bool {
    !shown.is_empty() && shown.len() <= LONGEST_BEFORE_NAME && !quotes_anyone(shown)
}

/// Where in `shown` the caption begins, when a paragraph of the story stands glued before it: behind the last sentence
/// that reports what somebody said.
fn own_start(shown: &str) -> usize {
    let mut start = 0;
    for (at, end) in sentence_ends(shown) {
        if quotes_anyone(&shown[start..end]) || shown[start..end].contains(['“', '”', '"']) {
            start = at;
        }
    }
    start
}

/// For each sentence but the last: where the next begins, and where it ends itself.
fn sentence_ends(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.match_indices(' ').filter_map(|(at, _)| {
        let ends = text[..at].ends_with(['.', '?', '!', '”', '"']);
        let short = text[..at]
            .rsplit([' ', '.'])
            .nth(1)
            .is_some_and(|word| word.len() <= 3 && word.starts_with(char::is_uppercase));
        let begins = text[at + 1..].starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
        (ends && begins && !short).then_some((at + 1, at))
    })
}

/// Captions do not report what somebody said.
fn quotes_anyone(text: &str) -> bool {
    ["said", "says", "told", "added", "wrote"].iter().any(|verb| {
        memchr::memmem::find_iter(text.as_bytes(), verb)
            .any(|at| text[..at].ends_with(' ') && !text[at + verb.len()..].starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// What stands behind a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    /// Nothing, or a mark that closes.
    Nothing,
    /// A capital or a quotation mark, without a space.
    Glued,
    /// A space and a capital or a quotation mark.
    Sentence,
    /// Anything else.
    Text,
}

impl Follows {
    fn of(rest: &str) -> Self {
        let begins = |text: &str| {
            text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘'))
                || (text.starts_with('\'') && !text.starts_with("'s"))
        };
        if rest.trim().is_empty() {
            Self::Nothing
        } else if begins(rest) {
            Self::Glued
        } else if rest.starts_with(' ') && begins(rest.trim_start()) {
            Self::Sentence
        } else {
            Self::Text
        }
    }
}

/// Marks behind which a credit ends a caption.
const MARKS: &[&str] = &[
    "Photo:",
    "Photos:",
    "Photograph:",
    "Photographs:",
    "Photo by",
    "Photos by",
    "Photo via",
    "Photo courtesy",
    "Photo credit",
    "Photo Credit",
    "Photography by",
    "PHOTO:",
    "photo:",
    "Image:",
    "Image credit:",
    "Image courtesy",
    "Images:",
    "Credit:",
    "Credits:",
    "Picture:",
    "Pictures:",
    "Picture by",
    "Courtesy of",
    "Courtesy:",
    "Mandatory Credit:",
    "Illustration:",
    "Illustration by",
    "Screenshot by",
    "Screengrab:",
    "EPA/",
    "AP Photo",
    "AFP PHOTO",
    "REUTERS/",
    "© ",
    "Copyright ",
    "photo by",
    "Photographer:",
];
/// The longest credit behind a mark, in bytes.
const LONGEST_CREDIT: usize = 120;

/// Credits without brackets at the end of the line: `... on Sunday. EPA/JANE DOE`, `... Photo: Jane Doe`.
fn by_mark(line: &str, place: Place) -> Option<Found> {
    if line.len() > LONGEST && !place.opening {
        return None;
    }
    if let Some(at) =
        memchr::memmem::find(line.as_bytes(), b"EPA/").filter(|&at| at < LONGEST && line[..at].ends_with([' ', '.']))
    {
        let name = desk::name_in_capitals(&line[at + 4..]);
        let end = at + 4 + name;
        let end = end + desk::instructions(&line[end..]);
        if name > 0 && Follows::of(&line[end..]) != Follows::Text {
            return Some(Found { start: 0, end, credit: (at, at + 4 + name), confidence: 100 });
        }
    }
    let window = ceil_boundary(line, line.len().saturating_sub(LONGEST_CREDIT + 20));
    let at = MARKS.iter().filter_map(|mark| line[window..].rfind(mark).map(|at| window + at)).min()?;
    let tail = line[at..].trim_end_matches('.');
    let shown = line[..at].trim_end();
    let copyright = tail.starts_with(['©', 'C']) && !tail.starts_with("Cr") && !tail.starts_with("Courtesy");
    if copyright && (shown.is_empty() || shown.ends_with(|c: char| c.is_ascii_digit()) || tail.contains("20")) {
        return None;
    }
    let clean = !line[..at].ends_with(|c: char| c.is_alphanumeric());
    let named = tail.len() <= LONGEST_CREDIT && credit::names_only(tail) && !tail.contains(". ");
    let start = if place.opening { 0 } else { own_start(shown) };
    (clean && named && !quotes_anyone(&shown[start..])).then_some(Found {
        start,
        end: line.len(),
        credit: (at, line.len()),
        confidence: 95,
    })
}

/// What only captions begin with.
const PREFIXES: &[&str] = &[
    "Image copyright",
    "Image caption",
    "Image source",
    "Media caption",
    "Media playback is unsupported",
    "Photo caption",
    "(L-R)",
    "(L to R)",
    "FILE - ",
    "FILE PHOTO:",
    "FILE PHOTO -",
    "File photo:",
    "File photo of",
    "Slideshow (",
    "Photo:",
    "PHOTO:",
    "Photograph:",
    "Photo by ",
    "Image:",
    "Image credit:",
    "Picture:",
    "Credit:",
    "Photographer:",
    "Courtesy of",
    "Photo courtesy",
    "Photo credit",
    "Illustration:",
    "Illustration by ",
];

fn by_prefix(line: &str) -> Option<Found> {
    if line.len() > 600 {
        return None;
    }
    let prefix = PREFIXES.iter().find(|prefix| line.starts_with(**prefix))?;
    let opens_credit = credit::opening_words(prefix.trim_end_matches([':', ' '])).is_some();
    // A line that is all credit; a longer one is decided by what it ends in.
    if opens_credit {
        let named = line.len() <= LONGEST_CREDIT && credit::names_only(line);
        return named.then_some(Found { start: 0, end: line.len(), credit: (0, line.len()), confidence: 95 });
    }
    if line.contains(')') {
        return None;
    }
    Some(Found { start: 0, end: line.len(), credit: (0, 0), confidence: 90 })
}

fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
