//! Which part of a document is what.
//!
//! The head is read as a cursor that peels: each part found is stepped over, and what follows is read as though the
//! part were not there. So a text from which the parts were taken away reads the same again.

use jiff::civil::Date;

use crate::stages::caption::{self, Caption};
use crate::stages::dateline::{self, Dateline, Trust};
use crate::stages::header::{self, Part, PartKind};
use crate::text::Span;

/// How many lines are looked at for a dateline, a byline or a publication date.
const HEAD_LINES: usize = 24;
/// How many paragraphs that may be the story's a dateline may stand behind.
const STORIES_BEFORE_DATELINE: usize = 3;
/// How many names that close one line only are looked for in the rest of the text: each costs a walk.
const MOST_STRANGERS: usize = 16;
/// A line of this length, in bytes, may be a paragraph of the story.
const LEAST_STORY: usize = 180;

/// The zones of a document, in order, disjoint. What lies in none is body.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Every zone that is not body.
    pub zones: Vec<Zone>,
    /// Lines of the body, without the white space at their ends, that would be body whatever stood on the other lines,
    /// once the head is over; but for a credit on the next line, which is read again with it.
    pub plain: Vec<Span>,
}

/// A part of the document that is not body text.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Where it lies, in bytes.
    pub span: Span,
    /// What it is, already read.
    pub kind: ZoneKind,
    /// How it is taken out, for a part that goes by default.
    pub removal: Option<Removal>,
}

/// How a zone is taken out so that well-formed text stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The zone with the white space that goes with it.
    pub span: Span,
    /// Nothing, or what keeps apart the paragraphs that the zone stood between.
    pub replacement: &'static str,
}

/// What a zone is.
#[derive(Clone, Debug)]
pub enum ZoneKind {
    /// Publication date, slug, byline.
    Header(Part),
    /// A caption with its credit.
    Caption(Caption),
    /// A dateline.
    Dateline(Dateline),
}

impl Layout {
    /// Finds the zones of `text`, which is sound (repaired) text. `caption_places` are those where words of captions may
    /// begin (see [`caption::Needles`]), but for those in `passed`: lines that an earlier layout found plain.
    #[must_use]
    pub fn find(text: &str, caption_places: &[caption::WordPlace], passed: &[Span]) -> Self {
        let mut passed = passed.iter().peekable();
        let mut finder = Finder {
            text,
            zones: Vec::new(),
            plain: Vec::new(),
            dateline: false,
            stories: 0,
            lines: 0,
            previous: None,
            before: Before::Text,
            scan: caption::Scan::new(text, caption_places),
            signers: Vec::new(),
            strangers: 0,
        };
        let mut start = 0;
        while start < text.len() {
            let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
            let line = trimmed(text, Span::new(start, end));
            if !line.is_empty() {
                while passed.next_if(|passed| passed.start < line.start).is_some() {}
                if passed.next_if(|passed| **passed == line).is_some() {
                    finder.pass_line(line);
                } else {
                    let cues = finder.scan.cues(line);
                    finder.read_line(line, cues);
                }
            }
            start = end + 1;
        }
        let Finder { mut zones, plain, .. } = finder;
        zones.sort_by_key(|zone| zone.span);
        keep_some_text(text, &mut zones);
        set_removals(text, &mut zones);
        Self { zones, plain }
    }

    /// The zone that shares a byte with `span`.
    #[must_use]
    pub fn zone_at(&self, span: Span) -> Option<&Zone> {
        let after = self.zones.partition_point(|zone| zone.span.end <= span.start);
        self.zones[after.saturating_sub(1)..].iter().take(3).find(|zone| zone.span.collides(span))
    }

    /// The publication date that the header gives, or else the dateline's, and which of them gave it.
    #[must_use]
    pub fn published(&self) -> Option<(Date, &'static str)> {
        let header = self.zones.iter().find_map(|zone| match &zone.kind {
            ZoneKind::Header(Part { kind: PartKind::Date { date, .. }, .. }) => Some((*date, "header")),
            _ => None,
        });
        header.or_else(|| {
            self.zones.iter().find_map(|zone| match &zone.kind {
                ZoneKind::Dateline(dateline) => Some((dateline.date?.complete()?, "dateline")),
                _ => None,
            })
        })
    }

    /// Who wrote the article, as its byline says.
    #[must_use]
    pub fn byline(&self) -> Option<&str> {
        self.zones.iter().find_map(|zone| match &zone.kind {
            ZoneKind::Header(Part { kind: PartKind::Byline(name), .. }) => Some(name.as_str()),
            _ => None,
        })
    }
}

/// `span` without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let start = span.end - slice.trim_start().len();
    Span::new(start, start + slice.trim().len())
}

struct Finder<'t> {
    text: &'t str,
    zones: Vec<Zone>,
    /// See [`Layout::plain`].
    plain: Vec<Span>,
    /// Whether the dateline has been found.
    dateline: bool,
    /// Paragraphs seen that may be the story's.
    stories: usize,
    /// Lines seen that are no zone.
    lines: usize,
    /// The last line that is no zone.
    previous: Option<Span>,
    /// What the line before the present one is.
    before: Before,
    /// The words of captions.
    scan: caption::Scan<'t>,
    /// Names that close more than one line.
    signers: Vec<&'t str>,
    /// How many other names were looked for.
    strangers: usize,
}

/// What a line is, for the credit on the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// No zone, or only in part.
    Text,
    /// A caption, the last of the zones.
    Caption,
    /// A part of the head.
    Head,
}

impl<'t> Finder<'t> {
    fn in_head(&self) -> bool {
        !self.dateline && self.lines < HEAD_LINES && self.stories < STORIES_BEFORE_DATELINE
    }

    fn push(&mut self, span: Span, kind: ZoneKind) {
        self.zones.push(Zone { span, kind, removal: None });
    }

    /// Takes a line that an earlier layout found plain. In the head it is to be read again.
    fn pass_line(&mut self, line: Span) {
        if self.in_head() || self.opening() || self.is_last(line) {
            let places = caption::Needles::get().places(self.text, line);
            self.read_line(line, caption::Cues::of(self.text, line, &places));
        } else {
            self.plain.push(line);
            self.text_line(line, line);
        }
    }

    /// Whether nothing but white space stands behind `line`.
    fn is_last(&self, line: Span) -> bool {
        self.text[line.end..].trim().is_empty()
    }

    /// Counts a line that no zone fills. `rest` is what is left of it behind parts that were peeled off.
    fn text_line(&mut self, whole: Span, rest: Span) {
        self.before = Before::Text;
        self.previous = Some(rest).filter(|rest| *rest == whole);
        self.lines += 1;
        self.stories += usize::from(rest.len() >= LEAST_STORY);
    }

    /// Peels the parts off the front of a line, which has no white space at its ends.
    fn read_line(&mut self, whole: Span, cues: caption::Cues<'_>) {
        let mut line = whole;
        let is_free = !self.in_head() && !self.opening() && caption::stands_for_itself(whole.of(self.text));
        while !line.is_empty() {
            let head = self.in_head();
            let dateline = if head { self.find_dateline(line) } else { None };
            if let Some(dateline) = &dateline
                && dateline.span.start <= line.start + 4
            {
                return self.dateline(line, dateline.clone());
            }
            let taken = if head { self.head_part(line) } else { None };
            let before = dateline.as_ref().map_or(line.end, |dateline| dateline.span.start);
            if let Some(end) = taken.or_else(|| self.caption(line, before, cues, line == whole)) {
                line = trimmed(self.text, Span::new(end, line.end));
            } else if let Some(dateline) = dateline {
                return self.dateline(line, dateline);
            } else {
                break;
            }
        }
        if line == whole && (self.bare_credit(line) || self.caption_by_signs(line, cues) || self.signed_caption(line)) {
            self.before = Before::Caption;
        } else if line.is_empty() {
            self.before = match self.zones.last() {
                Some(Zone { kind: ZoneKind::Caption(_), .. }) => Before::Caption,
                _ => Before::Head,
            };
        } else {
            if is_free && line == whole && !self.is_last(line) {
                self.plain.push(line);
            }
            self.text_line(whole, line);
        }
    }

    /// A date, slug or byline that `line` begins with; gives its end.
    fn head_part(&mut self, line: Span) -> Option<usize> {
        let opening = self.lines == 0;
        let part = header::find_publication(self.text, line, opening)
            .or_else(|| header::find_slug(self.text, line))
            .or_else(|| header::find_byline(self.text, line))?;
        let end = part.span.end;
        self.push(part.span, ZoneKind::Header(part));
        Some(end)
    }

    /// A caption in `line` whose credit lies before `limit`; gives its end. `first` says that nothing was peeled off the
    /// line before.
    fn caption(&mut self, line: Span, limit: usize, cues: caption::Cues<'_>, first: bool) -> Option<usize> {
        let place = caption::Place {
            opening: self.opening(),
            last: self.is_last(line) && !self.text[..line.start].trim_end().ends_with(')'),
        };
        let caption = caption::find(self.text, line, place, cues).filter(|caption| caption.credit.start <= limit)?;
        let end = caption.span.end;
        let alone = first && caption.credit.start == line.start && !caption.credit.is_empty();
        self.push_caption(caption, alone);
        Some(end)
    }

    /// A credit that fills `line` and belongs to the line before it.
    fn bare_credit(&mut self, line: Span) -> bool {
        let Some(caption) = caption::find_bare_credit(self.text, line) else { return false };
        if self.before == Before::Caption
            && let Some(Zone { span, kind: ZoneKind::Caption(above), .. }) = self.zones.last_mut()
        {
            span.end = line.end;
            above.span.end = line.end;
            if above.credit.is_empty() {
                above.credit = caption.credit;
            }
            return true;
        }
        let belongs = self.previous.is_some_and(|previous| self.goes_with_credit(previous));
        if belongs {
            self.push_caption(caption, true);
        }
        belongs
    }

    /// Adds `caption`. One that is a credit `alone` takes along the line before it, if that can be what it is about.
    fn push_caption(&mut self, mut caption: Caption, alone: bool) {
        if alone
            && self.before == Before::Text
            && let Some(previous) = self.previous.filter(|previous| self.goes_with_credit(*previous))
        {
            caption.span = Span::new(previous.start, caption.span.end);
            self.lines = self.lines.saturating_sub(1);
            self.stories = self.stories.saturating_sub(usize::from(previous.len() >= LEAST_STORY));
            self.previous = None;
        }
        self.push(caption.span, ZoneKind::Caption(caption));
    }

    /// Whether `previous`, a line that no zone holds, can be what the credit on the next line is about. The first line
    /// is the headline.
    fn goes_with_credit(&self, previous: Span) -> bool {
        let shown = previous.of(self.text);
        (self.lines > 1 || shown.ends_with('.')) && caption::goes_with_credit(shown)
    }

    /// A caption without a credit that fills `line`.
    fn caption_by_signs(&mut self, line: Span, cues: caption::Cues<'_>) -> bool {
        let before_dateline = || {
            let rest = &self.text[line.end..];
            let next = rest.trim_start().lines().next().unwrap_or_default();
            dateline::find(next, Span::new(0, next.len()), Trust::Head).is_some_and(|found| found.span.start == 0)
        };
        let confidence = caption::confidence_by_signs(line.of(self.text), cues, self.opening(), before_dateline);
        confidence.is_some_and(|confidence| {
            let credit = Span::new(line.start, line.start);
            self.push(line, ZoneKind::Caption(Caption { span: line, credit, confidence }));
            true
        })
    }

    /// A caption that fills `line` and that a name closes which closes another line too.
    fn signed_caption(&mut self, line: Span) -> bool {
        let text: &'t str = self.text;
        let (signers, strangers) = (&mut self.signers, &mut self.strangers);
        let caption = caption::find_signed(text, line, |name| {
            if signers.contains(&name) {
                return true;
            }
            if *strangers >= MOST_STRANGERS {
                return false;
            }
            let closes = |at: &usize| {
                let behind = &text[at + name.len()..];
                text[..*at].ends_with(". ") && (behind.is_empty() || behind.starts_with('\n'))
            };
            let repeats = memchr::memmem::find_iter(text.as_bytes(), name).filter(closes).nth(1).is_some();
            if repeats {
                signers.push(name);
            } else {
                *strangers += 1;
            }
            repeats
        });
        caption.is_some_and(|caption| {
            self.push(line, ZoneKind::Caption(caption));
            true
        })
    }

    /// Whether nothing but parts of the head has been read.
    fn opening(&self) -> bool {
        self.lines == 0 && !self.dateline
    }

    fn find_dateline(&self, line: Span) -> Option<Dateline> {
        let trust = match (self.stories, self.lines) {
            (0, 0..=2) => Trust::Head,
            (0, _) => Trust::Lines,
            _ => Trust::Late,
        };
        dateline::find(self.text, line, trust)
    }

    /// Takes the dateline in `line`, and the parts of the head that are glued before it.
    fn dateline(&mut self, line: Span, dateline: Dateline) {
        for part in header::split_prefix(self.text, Span::new(line.start, dateline.span.start)) {
            self.push(part.span, ZoneKind::Header(part));
        }
        self.dateline = true;
        self.previous = None;
        self.before = Before::Text;
        self.stories += 1;
        self.lines += 1;
        self.push(dateline.span, ZoneKind::Dateline(dateline));
    }
}

/// A document that is all captions keeps them: they are its text.
fn keep_some_text(text: &str, zones: &mut Vec<Zone>) {
    let mut at = 0;
    for zone in &*zones {
        if matches!(zone.kind, ZoneKind::Dateline(_)) || !text[at..zone.span.start].trim().is_empty() {
            return;
        }
        at = zone.span.end;
    }
    if text[at..].trim().is_empty() {
        zones.retain(|zone| !matches!(zone.kind, ZoneKind::Caption(_)));
    }
}

/// Says for each part that goes which white space goes with it.
fn set_removals(text: &str, zones: &mut [Zone]) {
    let goes = |zone: &Zone| !matches!(zone.kind, ZoneKind::Dateline(_));
    let mut first = 0;
    while first < zones.len() {
        let mut last = first;
        while goes(&zones[last])
            && last + 1 < zones.len()
            && goes(&zones[last + 1])
            && text[zones[last].span.end..zones[last + 1].span.start].trim().is_empty()
        {
            last += 1;
        }
        if goes(&zones[first]) {
            let (whole, replacement) = removal_of(text, Span::new(zones[first].span.start, zones[last].span.end));
            for number in first..=last {
                let start = if number == first { whole.start } else { zones[number].span.start };
                let end = if number == last { whole.end } else { zones[number + 1].span.start };
                let replacement = if number == first { replacement } else { "" };
                zones[number].removal = Some(Removal { span: Span::new(start, end), replacement });
            }
        }
        first = last + 1;
    }
}

/// What to take out with `run`, a run of parts that go, and what to leave in its place. Of the white space around it
/// the side with more line ends stays; a run on one line with text on both sides leaves a paragraph break.
fn removal_of(text: &str, run: Span) -> (Span, &'static str) {
    let (before, after) = (&text[..run.start], &text[run.end..]);
    let start = before.trim_end().len();
    let end = text.len() - after.trim_start().len();
    let lines = |white: &str| white.bytes().filter(|&byte| byte == b'\n').count();
    let (above, below) = (lines(&text[start..run.start]), lines(&text[run.end..end]));
    match (start == 0, end == text.len()) {
        (true, _) => (Span::new(0, end), ""),
        (false, true) => (Span::new(start, run.end), ""),
        (false, false) if above + below == 0 => (Span::new(start, end), "\n\n"),
        (false, false) if above >= below => (Span::new(run.start, end), ""),
        (false, false) => (Span::new(start, run.end), ""),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Layout, ZoneKind};
    use crate::stages::{Walk, Wanted};
    use crate::{Config, Pipeline};

    fn found(text: &str) -> Layout {
        let mut walk = Walk::default();
        walk.read(text, &[], Wanted { captions: true, ..Wanted::default() });
        Layout::find(text, &walk.caption_places, &[])
    }

    /// `text` without the parts that go.
    fn stripped(text: &str) -> String {
        let mut out = text.to_owned();
        for removal in found(text).zones.iter().rev().filter_map(|zone| zone.removal) {
            out.replace_range(removal.span.start..removal.span.end, removal.replacement);
        }
        out
    }

    #[test]
    fn head_and_caption_go_and_the_dateline_stays() {
        let text = " date 2017-06-22 Smoke rises over the port on Sunday (AFP photo)\n\nGENEVA, Switzerland — The port is closed.\n";
        assert_eq!(stripped(text), "GENEVA, Switzerland — The port is closed.\n");
        let layout = found(text);
        assert_eq!(
            layout.published().map(|(date, source)| (date.to_string(), source)),
            Some(("2017-06-22".into(), "header"))
        );
        assert!(
            layout
                .zones
                .iter()
                .any(|zone| matches!(&zone.kind, ZoneKind::Dateline(line) if line.place == "GENEVA, Switzerland"))
        );
    }

    #[test]
    fn parts_glued_together_come_apart() {
        let text = "port-fire(LEAD) Fire closes port(ATTN: ADDS photo)By Ann Lee GENEVA, Dec. 28 (Yonhap) -- The port is closed.\n";
        assert_eq!(
            stripped(text),
            "port-fire\n\nFire closes port\n\nGENEVA, Dec. 28 (Yonhap) -- The port is closed.\n"
        );
        let text = "The port is closed.\n\nThe mayor waves from a ferry. (Yonhap)The mayor was happy.\n\nA ferry leaves. (AFP photo)\n";
        assert_eq!(stripped(text), "The port is closed.\n\nThe mayor was happy.\n");
    }

    #[test]
    fn the_end_of_the_article() {
        let kept = "The port is closed.\n\nann@example.com(END)\n";
        assert_eq!(stripped(kept), kept);
        let text = "The port is closed.\n\nPhoto by Ann Lee/Getty Images.\n";
        assert_eq!(stripped(text), "The port is closed.\n");
        assert_eq!(stripped("The port is closed.\n\nFile photo.\n"), "The port is closed.\n");
    }

    #[test]
    fn an_agency_between_two_dashes() {
        let text = "NEW YORK--(BUSINESS WIRE)--The port is closed.\n";
        assert!(found(text).zones.iter().any(|zone| zone.span.of(text) == "NEW YORK--(BUSINESS WIRE)--"));
    }

    #[test]
    fn a_credit_glued_behind_a_caption_takes_no_line_before_it() {
        let text = "The port is closed.\nFire closes port\nA ferry leaves. (AFP photo)EPA/ANN LEE\n";
        assert_eq!(stripped(text), "The port is closed.\nFire closes port\n");
    }

    #[test]
    fn a_document_of_captions_keeps_them() {
        let text = "A ferry leaves the port on Sunday. (AFP photo)\n";
        assert!(found(text).zones.is_empty());
    }

    #[test]
    fn a_quotation_that_another_line_would_close_is_no_title() {
        let text = "GENEVA — The port is closed.\n\nThe harbour master, who had seen it all, said on the quay: ‘We opened \
                    the port on June 3, 2016.\n\nThe mayor’s ferry leaves the port. (AFP photo)\n\nThey waited on the \
                    pier for hours until the harbour master let them in.\n";
        let pipeline = Pipeline::new(Config::default()).unwrap();
        let cleaned = pipeline.clean(&crate::text::Document::new("t", text), None).text.into_owned();
        assert!(cleaned.contains("the port on 2016-06-03."), "{cleaned}");
    }

    /// Scraps of heads, in any order and glued in any way.
    fn scraps() -> impl Strategy<Value = String> {
        let scrap = prop::sample::select(vec![
            "date 2017-06-22",
            "Updated: June 22, 2017 10:45 GMT",
            "(LEAD)",
            "(ATTN: ADDS photo)",
            "By Ann Lee",
            "By Ann Lee, Reuters",
            "GENEVA, Dec. 28 (Yonhap) -- ",
            "GENEVA — ",
            "A ferry leaves. (AFP photo)",
            "(Yonhap)",
            "Ann Lee (Example Motors)",
            "The port is closed.",
            "Fire closes port",
            "EPA/ANN LEE",
            "Photo: Ann Lee/Reuters",
            "FILE PHOTO",
            "MANDATORY CREDIT",
            "© Ann Lee",
            "Image caption A ferry",
            "Jane Doe, AP",
            "(Ann Lee / Example Post)",
            "The mayor, left, waves on Sunday, June 25, 2017, in Geneva.",
            "A ferry leaves. Ann Lee for Example Post",
            "— AFP",
            "The ferry had been in the port since June 3, 2016, and nobody knew when it would leave, she told a court.",
            "Passengers waited on the pier for hours, most of them without water, until the harbour master let them in.",
            "The first ship came on 03/04/2017 and the second on 25/04/2017, as the list of the harbour office shows.",
            "The harbour master, who had seen it all and more, said on the quay: ‘We opened the port on June 3, 2016.",
            "The mayor’s ferry leaves the port. (AFP photo)",
            "“Port”",
            "[GETTY]",
            "é",
            "(",
            ")",
        ]);
        let glue = prop::sample::select(vec!["", " ", "\n", "\n\n"]);
        prop::collection::vec((scrap, glue), 0..9)
            .prop_map(|parts| parts.into_iter().flat_map(|(scrap, glue)| [scrap, glue]).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn cleaning_again_changes_nothing(text in scraps()) {
            thread_local!(static PIPELINE: Pipeline = Pipeline::new(Config::default()).unwrap());
            PIPELINE.with(|pipeline| {
                let clean = |text: &str| pipeline.clean(&crate::text::Document::new("t", text), None).text.into_owned();
                let once = clean(&text);
                prop_assert_eq!(clean(&once), once);
                Ok(())
            })?;
        }

        #[test]
        fn lines_that_are_passed_over_hold_nothing_new(text in scraps()) {
            thread_local!(static PIPELINE: Pipeline = Pipeline::new(Config::default()).unwrap());
            PIPELINE.with(|pipeline| {
                let document = crate::text::Document::new("t", &text);
                let [passing, reading] = [false, true].map(|whole| pipeline.clean_lines([&document], None, whole).pop().unwrap());
                prop_assert_eq!(passing.logged, reading.logged);
                prop_assert_eq!(passing.text, reading.text);
                Ok(())
            })?;
        }

        #[test]
        fn no_text_breaks_it(text in "(\\PC|[\n ()\\[\\]/.:—–-]){0,80}") {
            let _ = stripped(&text);
        }
    }
}
