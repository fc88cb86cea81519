//! Where captions stand.
//!
//! Most captions show a cue: a credit in brackets at their end, a credit behind a mark (`Photo: `), or words that only
//! captions begin with. A paragraph without a cue is only taken when several weak signs agree.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Caption;
use super::credit::{self, Strength};
use super::{desk, plain};
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
        // No credit stands within a sentence. A bracket far into the line is read: the next caption may begin behind it.
        if (start > 0 || open <= LONGEST / 2) && goes_on(&line[at + 1..]) {
            continue;
        }
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
                !shown.is_empty()
                    && (place.opening
                        || square
                        || (shown.ends_with('.') && (inner.contains('/') || !quotes_anyone(shown))))
            }
            (Strength::Agency, Follows::Sentence) => place.opening && shown.split(' ').count() > 3,
            (Strength::Name, Follows::Glued) => may_show(shown) || (place.opening && open == 0),
            (Strength::Name, Follows::Nothing) => {
                let alone = place.opening && open == 0 && inner.contains(' ');
                alone
                    || (line.ends_with(')')
                        && (place.opening || place.last)
                        && !shown.contains(['"', '“'])
                        && may_show(shown))
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
            let start = start + start_of(shown, place);
            return Some(Found { start, end, credit: (open, at + 1), confidence });
        }
        if start == 0 && open > LONGEST / 2 {
            start = at + 1;
        }
    }
    None
}

/// Whether the sentence goes on in `rest`, which stands behind a bracket, with a small letter that begins no note of
/// the desk.
fn goes_on(rest: &str) -> bool {
    let word = rest.trim_start_matches([' ', ',', ';', '.', '-']);
    word.starts_with(|c: char| c.is_ascii_lowercase() && !desk::may_begin_note(c))
}

/// Whether square brackets around `inner` hold the credit of a picture: papers put links to sources there too.
fn is_picture_agency(inner: &str, strength: Strength) -> bool {
    strength == Strength::Photo
        || inner.chars().all(|c| !c.is_lowercase())
        || matches!(inner.trim(), "Rex" | "Getty" | "Alamy")
}

/// Whether `shown` can be what a picture shows, before a name in brackets that nobody lists.
fn may_show(shown: &str) -> bool {
    let is_address = shown.contains('@') && !shown.contains(' ');
    !shown.is_empty() && shown.len() <= LONGEST_BEFORE_NAME && !is_address && !quotes_anyone(shown)
}

/// Where in `shown` the caption begins. At the head of a document only a label says that it is not the whole line.
fn start_of(shown: &str, place: Place) -> usize {
    let own = own_start(shown);
    let label = opens_with_label(&shown[own..]) || LABELS.iter().any(|label| shown[own..].starts_with(label));
    if place.opening && !label { 0 } else { own }
}

/// Where in `shown` the caption begins, when a paragraph of the story stands glued before it: behind the last sentence
/// that reports what somebody said.
fn own_start(shown: &str) -> usize {
    let mut start = 0;
    let mut last = 0;
    let mut sentences = 1;
    for (at, end) in sentence_ends(shown) {
        (last, sentences) = (at, sentences + 1);
        if LABELS.iter().any(|label| shown[at..].starts_with(label)) || opens_with_label(&shown[at..]) {
            return at;
        }
        if quotes_anyone(&shown[start..end]) || shown[start..end].contains(['“', '”', '"']) {
            start = at;
        }
    }
    // Captions of four sentences and more are rarer than paragraphs with a caption behind them.
    if sentences > 3 { last } else { start }
}

/// Labels that open a caption.
const LABELS: &[&str] = &["FILE PHOTO", "FILE - ", "File photo", "Image 1 of ", "PHOTO: "];

/// `TREATMENT: The nurse is ...`: a word in capitals and a colon.
fn opens_with_label(text: &str) -> bool {
    let label = text.split([':', '!']).next().unwrap_or_default();
    label.len() < text.len() && (4..=24).contains(&label.len()) && label.chars().all(|c| c.is_uppercase() || c == ' ')
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
    static VERBS: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new([" said", " says", " told", " added", " wrote"]).expect("a few short words"));
    VERBS.find_iter(text).any(|verb| !text[verb.end()..].starts_with(char::is_alphanumeric))
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
            let mut chars = text.chars();
            match chars.next() {
                Some('“' | '"' | '‘') => chars.next().is_some_and(char::is_alphanumeric),
                Some('\'') => !text.starts_with("'s") && chars.next().is_some_and(char::is_alphanumeric),
                first => first.is_some_and(char::is_uppercase),
            }
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

/// Credits without brackets.
fn by_mark(line: &str, place: Place) -> Option<Found> {
    let credit = plain::find(&line[..line.floor_char_boundary(LONGEST)])?;
    let end = credit.end + desk::instructions(&line[credit.end..]);
    let shown = line[..credit.start].trim_end();
    let follows = Follows::of(&line[end..]);
    if follows == Follows::Text
        || (follows == Follows::Sentence && shown.is_empty() && !place.opening && !line.contains(": "))
    {
        return None;
    }
    // A credit alone on the last line is that of the page, but for one that says who took the picture; one behind a
    // word or two is no caption's either.
    let alone = shown.is_empty() && credit.start == 0 && end == line.len();
    let of_page = place.last && !line.starts_with("Photo by ");
    if (alone && (of_page || line.starts_with("Pictures:"))) || (!place.opening && (1..8).contains(&shown.len())) {
        return None;
    }
    let start = start_of(shown, place);
    let quiet = !quotes_anyone(&shown[start..]) && shown.len() - start <= LONGEST_BEFORE_NAME;
    quiet.then_some(Found { start, end, credit: (credit.start, credit.end), confidence: 95 })
}

/// What only captions begin with.
const PREFIXES: &[&str] = &[
    "Photo caption",
    "(L-R)",
    "(L to R)",
    "FILE - ",
    "FILE PHOTO:",
    "FILE PHOTO -",
    "File photo:",
    "File photo of",
    "Slideshow (",
    "Pictured: ",
    "PICTURED: ",
];
/// What a line says that stands below a picture from the archive, and nothing else.
const NOTES: &[&str] = &["File photo", "FILE PHOTO", "File picture", "File image", "Stock photo"];
/// What the BBC puts before a caption, which follows without a space or ends without a full stop.
const BROADCASTER: &[&str] = &[
    "Image copyright",
    "Image caption",
    "Image source",
    "Media caption",
    "Media playback is unsupported on your device",
];
/// The longest caption that only its first words tell, in words.
const MOST_WORDS: usize = 28;

fn by_prefix(line: &str) -> Option<Found> {
    if !line.starts_with(['P', '(', 'F', 'S', 'I', 'M', '©']) {
        return None;
    }
    if BROADCASTER.iter().any(|prefix| line.starts_with(prefix)) {
        let end = broadcaster_end(line)?;
        return Some(Found { start: 0, end, credit: (0, 0), confidence: 95 });
    }
    let owned = line.strip_prefix("© ").is_some_and(|rest| {
        rest.starts_with(char::is_uppercase)
            && !rest.starts_with("Copyright")
            && rest.len() <= 250
            && !rest.contains("ights reserved")
            && !rest.contains("20")
    });
    let sky = line.strip_prefix("Image: ").is_some_and(|rest| rest.len() <= 160 && !rest.contains(". "));
    if owned || sky {
        return Some(Found { start: 0, end: line.len(), credit: (0, 0), confidence: 90 });
    }
    if NOTES.contains(&line.trim_end_matches('.')) {
        return Some(Found { start: 0, end: line.len(), credit: (0, line.len()), confidence: 90 });
    }
    let prefix = PREFIXES.iter().find(|prefix| line.starts_with(**prefix))?;
    let fits = line.len() <= 600 && !line.contains(')');
    fits.then(|| Found { start: 0, end: line.len(), credit: credit_at_end(line, prefix.len()), confidence: 90 })
}

/// The credit that closes `line`, a caption, and begins behind `from`; nothing where none does.
fn credit_at_end(line: &str, from: usize) -> (usize, usize) {
    plain::find(&line[from..])
        .map(|credit| (from + credit.start, from + credit.end))
        .filter(|&(start, end)| start > from && end == line.trim_end_matches('.').len())
        .unwrap_or_default()
}

/// Where a caption ends that has no full stop: before a word that begins sentences, behind a question mark, or with
/// the line.
fn broadcaster_end(line: &str) -> Option<usize> {
    let mut before = "";
    let mut at = 0;
    for (count, word) in line.split(' ').enumerate() {
        let opens = count > 3
            && !before.ends_with([',', ':', '-', '–'])
            && !matches!(before, "caption" | "copyright" | "source");
        if opens && (plain::is_starter(word.trim_end_matches(',')) || before.ends_with(['?', '.', '!'])) {
            return Some(at - 1);
        }
        if count > MOST_WORDS {
            return None;
        }
        before = word;
        at += word.len() + 1;
    }
    Some(line.len())
}
