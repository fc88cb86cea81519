//! Where captions stand.
//!
//! Most captions show a cue: a credit in brackets at their end, a credit behind a mark (`Photo: `), or words that only
//! captions begin with. A paragraph without a cue is only taken when several weak signs agree.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use super::Caption;
use super::credit::{self, Strength};
use super::cues::{Beginnings, Cues};
use super::plain::{self, Cue};
use super::{desk, sentence, weak};
use crate::names::{self, Label};
use crate::stages::dateline::{self, Trust};
use crate::stages::header::is_person;
use crate::text::Span;

/// The longest caption, in bytes, its credit included.
const LONGEST: usize = 1_200;
/// The longest caption before a name in brackets that is no agency and no word of credits, in bytes.
const LONGEST_BEFORE_NAME: usize = 500;
/// The longest caption that reports what somebody said, or that only an agency behind its last word tells, in bytes.
const LONGEST_SAYING: usize = 350;

/// The longest line that is a credit alone, in bytes.
const LONGEST_BARE: usize = 80;

/// Whether only what stands in `line` itself says whether there is a caption in it, once the head, the last line and a
/// credit on the next line are left aside.
#[must_use]
pub fn stands_for_itself(line: &str) -> bool {
    line.len() > LONGEST_BARE && line.ends_with(|c: char| !c.is_alphanumeric())
}

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
pub fn find(text: &str, line: Span, place: Place, cues: Cues<'_>) -> Option<Caption> {
    let all = line.of(text);
    let marks = || cues.marks(line.start).map(|at| at - line.start);
    let found = by_prefix(all)
        .or_else(|| if cues.bracket { by_bracket(all, place) } else { None })
        .or_else(|| if cues.mark { by_mark(all, place, marks()).or_else(|| by_far_mark(all)) } else { None })
        .or_else(|| if place.last { by_portrait(all) } else { None })?;
    let span = |range: (usize, usize)| Span::new(line.start + range.0, line.start + range.1);
    Some(Caption { span: span((found.start, found.end)), credit: span(found.credit), confidence: found.confidence })
}

/// Finds the credit that fills `line`, a span of `text`, and that is none of a picture by itself: only a caption on the
/// line before it shows that it is one. `(Jane Doe / Example Post)`, `Jane Doe, AP`.
#[must_use]
pub fn find_bare_credit(text: &str, line: Span) -> Option<Caption> {
    let all = line.of(text);
    if all.len() > LONGEST_BARE || all.ends_with('.') || !all.starts_with(|c: char| c.is_uppercase() || c == '(') {
        return None;
    }
    let bracket = all.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let is_credit = match bracket {
        Some(inner) => {
            !inner.contains(')') && credit::strength(inner).is_some_and(|strength| strength > Strength::Name)
        }
        None => plain::find(all).is_some_and(|credit| credit.start == 0 && credit.end == all.len()),
    };
    is_credit.then_some(Caption { span: line, credit: line, confidence: 90 })
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
            (_, _) if square && !is_picture_agency(inner, strength) && !has_file(inner) => false,
            (Strength::Photo, Follows::Nothing | Follows::Glued) => true,
            (Strength::Photo, Follows::Sentence) => desk > 0 || shown.len() > 20 || shown.is_empty(),
            (Strength::Agency, Follows::Glued) => true,
            (Strength::Agency, Follows::Nothing) => {
                !shown.is_empty()
                    && (place.opening
                        || square
                        || (shown.ends_with('.') && (inner.contains('/') || !sentence::reports(shown))))
            }
            (Strength::Agency, Follows::Sentence) => {
                let story = || opens_with_dateline(line[end..].trim_start());
                shown.ends_with('.') && may_show(shown)
                    || place.opening && shown.split(' ').count() > 3 && (weak::shows(shown) || story())
            }
            (Strength::Name, Follows::Glued) => may_show(shown) || (place.opening && open == 0),
            (Strength::Name, Follows::Nothing) if square => label_start(shown).is_some(),
            (Strength::Name, Follows::Nothing) => {
                let alone = place.opening && open == 0 && inner.contains(' ');
                alone
                    || (line.ends_with(')')
                        && (place.opening || place.last)
                        && !sentence::quotes(shown)
                        && may_show(shown))
            }
            (Strength::Name, Follows::Sentence) => {
                place.opening && (shown.is_empty() || may_show(shown)) && opens_with_dateline(line[end..].trim_start())
            }
        };
        if taken {
            let confidence = match strength {
                Strength::Photo => 100,
                Strength::Agency => 97,
                Strength::Name => 85,
            };
            let own = if square { label_start(shown) } else { None };
            let start = start + own.unwrap_or_else(|| start_of(shown, place));
            return Some(Found { start, end, credit: (open, at + 1), confidence });
        }
        if start == 0 && open > LONGEST / 2 {
            start = at + 1;
        }
    }
    None
}

fn opens_with_dateline(story: &str) -> bool {
    let found = dateline::find(story, Span::new(0, story.len()), Trust::Head);
    found.is_some_and(|dateline| dateline.span.start == 0)
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

/// `[File: Jane Doe/AP]`.
fn has_file(inner: &str) -> bool {
    inner.trim_start().get(..4).is_some_and(|start| start.eq_ignore_ascii_case("file"))
}

/// Whether `shown` can be what a picture shows, before a name in brackets that nobody lists.
fn may_show(shown: &str) -> bool {
    let is_address = shown.contains('@') && !shown.contains(' ');
    !shown.is_empty() && shown.len() <= LONGEST_BEFORE_NAME && !is_address && !sentence::reports(shown)
}

/// Where in `shown` the caption begins. At the head of a document only a label, or a first sentence without the signs
/// of a caption before one that has them, says that it is not the whole line.
fn start_of(shown: &str, place: Place) -> usize {
    let own = own_start(shown);
    let marked = opens_with_label(&shown[own..]) || is_labelled(&shown[own..]) || weak::begins_late(shown) == Some(own);
    if place.opening && !marked { 0 } else { own }
}

/// Where in `shown` the caption begins, when a paragraph of the story stands glued before it: at a label, at the first
/// sentence that has the signs of a caption, or behind the last that reports what somebody said.
fn own_start(shown: &str) -> usize {
    let mut start = 0;
    let mut last = 0;
    let mut sentences = 1;
    if let Some(at) = inner_label(shown) {
        return at;
    }
    for (at, end) in sentence::ends(shown) {
        (last, sentences) = (at, sentences + 1);
        if opens_with_label(&shown[at..]) {
            return at;
        }
        if sentence::reports(&shown[start..end]) || sentence::quotes(&shown[start..end]) {
            start = at;
        }
    }
    if start == 0
        && let Some(late) = weak::begins_late(shown)
    {
        return late;
    }
    // Captions of four sentences and more are rarer than paragraphs with a caption behind them.
    if sentences > 3 && start == 0 { last } else { start }
}

/// Whether `text` opens with a label that only captions have.
fn is_labelled(text: &str) -> bool {
    labels(Label::Start).any(|label| text.starts_with(label))
}

/// Where a word of `shown`, but for the first, begins a label that only captions have.
fn inner_label(shown: &str) -> Option<usize> {
    static FINDER: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new(labels(Label::Start)).expect("a few short words"));
    let mut found = FINDER.find_iter(shown).map(|found| found.start());
    found.find(|&at| at > 0 && shown[..at].ends_with([' ', '.']))
}

fn labels(sort: Label) -> impl Iterator<Item = &'static str> {
    names::CAPTION_LABELS.iter().filter(move |(_, other)| *other == sort).map(|(label, _)| *label)
}

/// `TREATMENT: The nurse is ...`: a word in capitals and a colon.
fn opens_with_label(text: &str) -> bool {
    let label = text.split([':', '!']).next().unwrap_or_default();
    label.len() < text.len()
        && (4..=24).contains(&label.len())
        && label.chars().all(|c| c.is_uppercase() || c == ' ')
        && text[label.len() + 1..].starts_with(' ')
}

/// Where the last such label of `shown` begins, whatever stands before it.
fn label_start(shown: &str) -> Option<usize> {
    let ends = memchr::memchr2_iter(b':', b'!', shown.as_bytes());
    let mut starts = ends.filter_map(|end| {
        let small = |c: char| !(c.is_uppercase() || c == ' ');
        let run = shown[..end].rfind(small).map_or(0, |at| at + shown[at..].chars().next().map_or(1, char::len_utf8));
        let start = end - shown[run..end].trim_start().len();
        (run == 0 || start > run).then_some(start).filter(|&start| opens_with_label(&shown[start..]))
    });
    starts.next_back()
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

/// Credits without brackets, of which `marks` may begin where it says.
fn by_mark(line: &str, place: Place, marks: impl Iterator<Item = usize>) -> Option<Found> {
    let near = line.floor_char_boundary(LONGEST);
    let credit = plain::find_at(&line[..near], marks.take_while(|&at| at < near))?;
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
    // `Illustration by Jane Doe` at the head names one of the page's makers, as a byline does.
    let of_page = of_page || line.starts_with("Pictures:") || place.opening && line.starts_with("Illustration");
    if (alone && of_page) || (!place.opening && (1..8).contains(&shown.len())) {
        return None;
    }
    let start = start_of(shown, place);
    let sure = credit.cue == Cue::Picture && follows == Follows::Nothing;
    let longest = if sure { LONGEST } else { LONGEST_BEFORE_NAME };
    let quiet = !sentence::reports(&shown[start..]) && shown.len() - start <= longest;
    let taken = match credit.cue {
        // What somebody said can stand below a picture, too, where the credit leaves no doubt.
        Cue::Picture => quiet || sure && !shown.is_empty() && shown.len() <= LONGEST_SAYING,
        Cue::Name => quiet,
        // Agencies sign stories too, behind their last word.
        Cue::Signature => {
            quiet && !place.last && !shown.is_empty() && shown.len() <= LONGEST_SAYING && {
                let of_pictures =
                    ["Photo", "Images", "Getty", "stock"].iter().any(|word| line[credit.start..].contains(word));
                place.opening || of_pictures || weak::shows(shown)
            }
        }
    };
    // `Jane Doe | Getty Images The mayor, pictured on a ferry`: a credit before its caption.
    let behind = line[end..].trim();
    let goes_on = shown.is_empty() && follows == Follows::Sentence && weak::says_picture(behind);
    let end = if goes_on { line.len() } else { end };
    taken.then_some(Found { start, end, credit: (credit.start, credit.end), confidence: credit.cue.confidence() })
}

/// Finds the caption that fills `line`, a span of `text`, where a name closes it that closes other lines too, as
/// `repeats` says.
#[must_use]
pub fn find_signed<'t>(text: &'t str, line: Span, repeats: impl FnOnce(&'t str) -> bool) -> Option<Caption> {
    let start = line.start + plain::closing_name(line.of(text))?;
    let credit = Span::new(start, line.end);
    repeats(credit.of(text)).then_some(Caption { span: line, credit, confidence: 75 })
}

/// A caption with a label of its own that ends a line longer than captions are, credit and all.
fn by_far_mark(line: &str) -> Option<Found> {
    let from = line.ceil_char_boundary(line.len().checked_sub(LONGEST + 1)?);
    let label = from + inner_label(&line[from..])?;
    let credit = plain::find(&line[label..]).filter(|credit| label + credit.end == line.len())?;
    Some(Found { start: label, end: line.len(), credit: (label + credit.start, line.len()), confidence: 95 })
}

/// The longest name of a writer, in bytes.
const LONGEST_WRITER: usize = 100;

/// The portrait of a writer with the note on him that ends an article: `Jane DoeJane Doe is a teacher. (Example Post)`.
fn by_portrait(line: &str) -> Option<Found> {
    let credit = line.strip_suffix(')')?.rfind('(')?;
    let mut before = ' ';
    for (at, c) in line[..credit].char_indices() {
        let glued = c.is_uppercase() && before.is_lowercase();
        before = c;
        // The name ends behind its second, third or fourth word, at a space or a comma.
        let named = || {
            let reach = line.floor_char_boundary(credit.min(at + LONGEST_WRITER));
            let names = line[at..reach].match_indices([' ', ',']).map(|(end, _)| &line[at..at + end]).take(4);
            names.filter(|name| is_person(name)).find(|name| line[..at].ends_with(name)).map(|name| at - name.len())
        };
        if glued && let Some(start) = named() {
            return Some(Found { start, end: line.len(), credit: (credit, line.len()), confidence: 80 });
        }
    }
    None
}

/// The longest caption that only its first words tell, in words.
const MOST_WORDS: usize = 28;
/// The longest, in bytes.
const LONGEST_BEHIND_PREFIX: usize = 600;

fn by_prefix(line: &str) -> Option<Found> {
    static LABELS: LazyLock<Beginnings> =
        LazyLock::new(|| Beginnings::of(names::CAPTION_LABELS.iter().map(|(label, _)| label.as_bytes())));
    static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = names::CAPTION_LABELS.iter().map(|(label, _)| label);
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Anchored);
        builder.build(words).expect("a few short words")
    });
    let found = |end: usize, credit: (usize, usize), confidence: u8| Found { start: 0, end, credit, confidence };
    let owned = line.strip_prefix("© ").is_some_and(|rest| rest.len() <= 250 && !is_notice(rest));
    let pictured = line.strip_prefix("Image: ").is_some_and(|rest| rest.len() <= 160 && !rest.contains(". "));
    if owned || pictured {
        return Some(found(line.len(), (0, 0), 90));
    }
    if !LABELS.may_open(line.as_bytes()) {
        return None;
    }
    let label = FINDER.find(Input::new(line).anchored(Anchored::Yes))?;
    let (words, sort) = names::CAPTION_LABELS[label.pattern().as_usize()];
    let bare = line.trim_end_matches(['.', ' ']);
    if bare.len() == words.trim_end().len() {
        let is_note = matches!(sort, Label::Note | Label::Start | Label::Prefix);
        return is_note.then(|| found(line.len(), (0, line.len()), 90));
    }
    match sort {
        Label::Frame => frame_end(line).map(|end| found(end, (0, 0), 95)),
        Label::Prefix if line.len() <= LONGEST_BEHIND_PREFIX => {
            let credit = credit_at_end(line, words.len());
            // With a bracket behind it the line is read by that.
            let by_bracket = line[words.len()..].contains(')') && !words.ends_with('(');
            (!by_bracket).then(|| found(line.len(), credit, 90))
        }
        // `PHOTO: A ferry leaves the port.`
        Label::Start if words.ends_with(": ") && line.len() <= LONGEST_SAYING => {
            let sentence = line.ends_with('.') && !sentence::reports(line) && !sentence::quotes(line);
            sentence.then(|| found(line.len(), (0, 0), 85))
        }
        Label::Prefix | Label::Note | Label::Start => None,
    }
}

/// Whether `rest`, which stands behind `©`, says whose the page is.
fn is_notice(rest: &str) -> bool {
    let year = || rest.split(' ').any(|word| word.len() >= 4 && word.starts_with(['1', '2']));
    !rest.starts_with(char::is_uppercase)
        || rest.starts_with("Copyright")
        || rest.contains("ights reserved")
        || (rest.split(' ').count() <= 6 && year())
}

/// The credit that closes `line`, a caption, and begins behind `from`; nothing where none does.
fn credit_at_end(line: &str, from: usize) -> (usize, usize) {
    plain::find(&line[from..])
        .map(|credit| (from + credit.start, from + credit.end))
        .filter(|&(start, end)| start > from && end >= line.trim_end_matches('.').len())
        .unwrap_or_default()
}

/// Where a caption ends that has no full stop: before a word that begins sentences, behind a question mark, or with
/// the line.
fn frame_end(line: &str) -> Option<usize> {
    let mut before = "";
    let mut at = 0;
    for (count, word) in line.split(' ').enumerate() {
        let opens = count > 3
            && !before.ends_with([',', ':', '-', '–'])
            && !matches!(before, "caption" | "copyright" | "source");
        if opens && (names::opens_sentence(word.trim_end_matches(',')) || before.ends_with(['?', '.', '!'])) {
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
