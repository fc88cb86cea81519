//! Edit lists: what is to change, sorted and disjoint, and how two of them become one.

use std::borrow::Cow;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::Span;

/// One replacement. `owner` names who asked for it: the pipeline keeps the index of a finding there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the text that the list applies to.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: Cow<'static, str>,
    /// Who asked for it.
    pub owner: u32,
}

/// Edits of one text: sorted, disjoint, on character boundaries. It can only be built so.
///
/// Touching edits stay apart, so that each keeps its owner; that is why the composed list can be the audit log itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditList {
    edits: Vec<Edit>,
}

/// Why edits do not make a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// A span ends behind the text or inside a character.
    #[error("edit at bytes {}..{} does not lie on character boundaries of the text", .0.start, .0.end)]
    Boundary(Span),
    /// Two spans share a byte, or two insertions share a place.
    #[error("edits at bytes {}..{} and {}..{} overlap", .0.start, .0.end, .1.start, .1.end)]
    Overlap(Span, Span),
}

/// An edit that a later one took in whole when two lists were composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absorbed {
    /// Owner of the edit that is gone.
    pub loser: u32,
    /// Owner of the edit that holds its place.
    pub winner: u32,
}

impl EditList {
    /// Sorts `edits` and checks them against `text`.
    ///
    /// # Errors
    /// When a span is off a character boundary or two edits collide (see [`Span::collides`]).
    pub fn new(text: &str, mut edits: Vec<Edit>) -> Result<Self, EditError> {
        edits.sort_by_key(|edit| edit.span);
        for edit in &edits {
            let Span { start, end } = edit.span;
            if start > end || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
                return Err(EditError::Boundary(edit.span));
            }
        }
        for pair in edits.windows(2) {
            if pair[0].span.collides(pair[1].span) {
                return Err(EditError::Overlap(pair[0].span, pair[1].span));
            }
        }
        Ok(Self { edits })
    }

    /// The edits in order of their spans.
    #[must_use]
    pub fn as_slice(&self) -> &[Edit] {
        &self.edits
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// `text` with every edit made. `text` is the one that the list was built for.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let grown: usize = self.edits.iter().map(|edit| edit.replacement.len()).sum();
        let mut out = String::with_capacity(text.len() + grown);
        let mut at = 0;
        for edit in &self.edits {
            out.push_str(&text[at..edit.span.start]);
            out.push_str(&edit.replacement);
            at = edit.span.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// The list that takes the *edited* text back: each replacement becomes the slice of `text` that it replaced.
    #[must_use]
    pub fn inverse(&self, text: &str) -> Self {
        let mut edits = Vec::with_capacity(self.edits.len());
        let mut cursor = Cursor::default();
        for edit in &self.edits {
            let span = cursor.step(edit);
            edits.push(Edit { span, replacement: Cow::Owned(edit.span.of(text).to_owned()), owner: edit.owner });
        }
        Self { edits }
    }

    /// Maps spans of the edited text to spans of the text before. A span that cuts into a replacement takes in all
    /// that the replacement stands for. Spans asked in rising order of `start` cost one walk all together.
    #[must_use]
    pub fn backward(&self) -> Backward<'_> {
        Backward { edits: &self.edits, next: 0, cursor: Cursor::default() }
    }

    /// The span of each edit, and where what it wrote stands in the edited text.
    pub fn written(&self) -> impl Iterator<Item = (Span, Span)> {
        let mut cursor = Cursor::default();
        self.edits.iter().map(move |edit| (edit.span, cursor.step(edit)))
    }

    /// Those of `spans` that no edit touches, not even at an end, as spans of the edited text. `spans` are sorted and
    /// disjoint.
    #[must_use]
    pub fn untouched(&self, spans: &[Span]) -> Vec<Span> {
        let mut cursor = Cursor::default();
        let mut edits = self.edits.iter().peekable();
        let mut untouched = Vec::with_capacity(spans.len());
        for span in spans {
            while let Some(edit) = edits.next_if(|edit| edit.span.end < span.start) {
                cursor.step(edit);
            }
            if edits.peek().is_none_or(|edit| edit.span.start > span.end) {
                untouched.push(Span::new(cursor.on(span.start), cursor.on(span.end)));
            }
        }
        untouched
    }

    /// One list that does what `self` and then `later` do:
    /// `later.apply(&self.apply(t)) == self.compose(later).0.apply(t)`.
    ///
    /// Where a later edit touches bytes that an earlier one wrote, the two become one edit that belongs to the later;
    /// the owners that vanish so are returned.
    #[must_use]
    pub fn compose(self, later: Self) -> (Self, Vec<Absorbed>) {
        if later.is_empty() {
            return (self, Vec::new());
        }
        if self.is_empty() {
            return (later, Vec::new());
        }
        Composer::new(self.edits, later.edits).run()
    }
}

/// Walks a list and knows where each edit lands in the edited text.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    /// Bytes written so far minus bytes replaced so far. Wraps below zero and back, as offsets do when added to it.
    shift: usize,
}

impl Cursor {
    /// Where `edit`, the next of its list, stands in the edited text.
    fn peek(self, edit: &Edit) -> Span {
        let start = edit.span.start.wrapping_add(self.shift);
        Span::new(start, start + edit.replacement.len())
    }

    fn step(&mut self, edit: &Edit) -> Span {
        let span = self.peek(edit);
        self.shift = self.shift.wrapping_add(edit.replacement.len()).wrapping_sub(edit.span.len());
        span
    }

    /// An offset of the text before that lies in no edit, in the edited text.
    fn on(self, offset: usize) -> usize {
        offset.wrapping_add(self.shift)
    }

    /// An offset of the edited text that lies in no replacement, in the text before.
    fn back(self, offset: usize) -> usize {
        offset.wrapping_sub(self.shift)
    }
}

/// Maps spans back through an [`EditList`]; made by [`EditList::backward`].
#[derive(Clone, Debug)]
pub struct Backward<'e> {
    edits: &'e [Edit],
    next: usize,
    cursor: Cursor,
}

impl Backward<'_> {
    /// `span` of the edited text, as a span of the text before.
    pub fn map(&mut self, span: Span) -> Span {
        if self.next > 0 {
            // A step back: begin again. Findings come sorted, so this is rare.
            let last = &self.edits[self.next - 1];
            let end = last.span.end.wrapping_add(self.cursor.shift);
            if span.start < end {
                self.next = 0;
                self.cursor = Cursor::default();
            }
        }
        while let Some(edit) = self.edits.get(self.next) {
            let written = self.cursor.peek(edit);
            // An edit whose replacement ends at or before the span lies before it; a deletion at its start, too.
            if written.end <= span.start {
                self.cursor.step(edit);
                self.next += 1;
            } else {
                break;
            }
        }
        let (mut next, mut cursor) = (self.next, self.cursor);
        let mut start = cursor.back(span.start);
        let mut end = None;
        while let Some(edit) = self.edits.get(next) {
            let written = cursor.peek(edit);
            if written.start >= span.end {
                break;
            }
            if written.start < span.start {
                start = edit.span.start;
            }
            if written.end > span.end {
                end = Some(edit.span.end);
            }
            cursor.step(edit);
            next += 1;
        }
        let end = end.unwrap_or_else(|| cursor.back(span.end));
        Span::new(start.min(end), end)
    }
}

/// The sweep behind [`EditList::compose`]: both lists are walked in the order of the text between them.
struct Composer {
    earlier: Peekable<IntoIter<Edit>>,
    later: Peekable<IntoIter<Edit>>,
    /// Stands before the next earlier edit.
    cursor: Cursor,
    out: Vec<Edit>,
    absorbed: Vec<Absorbed>,
}

impl Composer {
    fn new(earlier: Vec<Edit>, later: Vec<Edit>) -> Self {
        let out = Vec::with_capacity(earlier.len() + later.len());
        Self {
            earlier: earlier.into_iter().peekable(),
            later: later.into_iter().peekable(),
            cursor: Cursor::default(),
            out,
            absorbed: Vec::new(),
        }
    }

    fn run(mut self) -> (EditList, Vec<Absorbed>) {
        loop {
            match (self.earlier.peek(), self.later.peek()) {
                (None, None) => return (EditList { edits: self.out }, self.absorbed),
                (Some(earlier), Some(later)) => {
                    let written = self.cursor.peek(earlier);
                    if merge(earlier, written, later) {
                        let group = self.take_group();
                        self.out.push(group);
                    } else if written.end <= later.span.start {
                        self.pass_earlier();
                    } else {
                        self.pass_later();
                    }
                }
                (Some(_), None) => self.pass_earlier(),
                (None, Some(_)) => self.pass_later(),
            }
        }
    }

    fn pass_earlier(&mut self) {
        let edit = self.earlier.next().expect("an earlier edit is in front");
        self.cursor.step(&edit);
        self.out.push(edit);
    }

    fn pass_later(&mut self) {
        let mut edit = self.later.next().expect("a later edit is in front");
        edit.span = Span::new(self.cursor.back(edit.span.start), self.cursor.back(edit.span.end));
        self.out.push(edit);
    }

    /// Takes the two edits in front and all that are chained to them, and makes them one.
    fn take_group(&mut self) -> Edit {
        let before = self.cursor;
        let mut earlier: Vec<(Edit, Span)> = Vec::new();
        let mut later: Vec<Edit> = Vec::new();
        loop {
            let joins = |edit: &Edit, later: &[Edit], cursor: Cursor, front: Option<&Edit>| {
                let written = cursor.peek(edit);
                later.last().or(front).is_some_and(|other| merge(edit, written, other))
            };
            if self.earlier.peek().is_some_and(|edit| joins(edit, &later, self.cursor, self.later.peek())) {
                let edit = self.earlier.next().expect("peeked");
                let written = self.cursor.step(&edit);
                earlier.push((edit, written));
            } else if let Some((last, written)) = earlier.last()
                && self.later.peek().is_some_and(|edit| merge(last, *written, edit))
            {
                later.extend(self.later.next());
            } else {
                break;
            }
        }
        let (first, last) = (&earlier[0], &earlier[earlier.len() - 1]);
        let (opens, closes) = (later[0].span.start, later[later.len() - 1].span.end);
        let span = Span::new(
            if first.1.start <= opens { first.0.span.start } else { before.back(opens) },
            if last.1.end >= closes { last.0.span.end } else { self.cursor.back(closes) },
        );
        let replacement = Cow::Owned(spliced(&earlier, &later));
        let winner = later.iter().rev().max_by_key(|edit| edit.span.len()).map_or(0, |edit| edit.owner);
        let owners = earlier.iter().map(|(edit, _)| edit.owner).chain(later.iter().map(|edit| edit.owner));
        self.absorbed.extend(owners.filter(|&loser| loser != winner).map(|loser| Absorbed { loser, winner }));
        Edit { span, replacement, owner: winner }
    }
}

/// Whether an earlier edit, which wrote `written`, and a later one cannot stand apart. Two insertions that touch can
/// not: both would stand at one place of the text before.
fn merge(earlier: &Edit, written: Span, later: &Edit) -> bool {
    let touch = written.start <= later.span.start && later.span.end <= written.end;
    written.collides(later.span) || (earlier.span.is_empty() && later.span.is_empty() && touch)
}

/// What a chain of edits leaves: the later replacements, and between them what the earlier ones wrote.
fn spliced(earlier: &[(Edit, Span)], later: &[Edit]) -> String {
    let mut out = String::new();
    let mut at = 0;
    let copy_written = |out: &mut String, from: usize, to: usize| {
        for (edit, written) in earlier {
            let (start, end) = (from.max(written.start), to.min(written.end));
            if start < end {
                out.push_str(&edit.replacement[start - written.start..end - written.start]);
            }
        }
    };
    for edit in later {
        copy_written(&mut out, at, edit.span.start);
        out.push_str(&edit.replacement);
        at = edit.span.end;
    }
    copy_written(&mut out, at, usize::MAX);
    out
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{Edit, EditError, EditList};
    use crate::text::Span;

    fn edit(start: usize, end: usize, replacement: &'static str, owner: u32) -> Edit {
        Edit { span: Span::new(start, end), replacement: Cow::Borrowed(replacement), owner }
    }

    #[test]
    fn refuses_overlap_and_split_characters() {
        assert!(matches!(
            EditList::new("abcdef", vec![edit(0, 3, "", 0), edit(2, 4, "", 1)]),
            Err(EditError::Overlap(..))
        ));
        assert!(matches!(EditList::new("é", vec![edit(1, 2, "", 0)]), Err(EditError::Boundary(..))));
        assert!(EditList::new("abc", vec![edit(0, 1, "", 0), edit(1, 2, "", 1)]).is_ok(), "touching is fine");
    }

    #[test]
    fn a_later_edit_over_an_earlier_one_owns_both() {
        let text = "June&nbsp;3, 2017";
        let first = EditList::new(text, vec![edit(4, 10, " ", 0)]).unwrap();
        let second = EditList::new("June 3, 2017", vec![edit(0, 12, "2017-06-03", 1)]).unwrap();
        let (both, absorbed) = first.compose(second);
        assert_eq!(both.as_slice(), [edit(0, 17, "2017-06-03", 1)]);
        assert_eq!((absorbed[0].loser, absorbed[0].winner), (0, 1));
    }

    #[test]
    fn touching_edits_keep_their_owners() {
        let first = EditList::new("a  b", vec![edit(1, 3, " ", 0)]).unwrap();
        let second = EditList::new("a b", vec![edit(2, 3, "c", 1)]).unwrap();
        let (both, absorbed) = first.compose(second);
        assert_eq!(both.as_slice(), [edit(1, 3, " ", 0), edit(3, 4, "c", 1)]);
        assert!(absorbed.is_empty());
    }

    /// A list of edits of `text`, made from any numbers.
    fn list(text: &str, seeds: &[(usize, usize, String)], owner: u32) -> EditList {
        let boundaries: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let mut edits: Vec<Edit> = Vec::new();
        for (number, (at, len, replacement)) in seeds.iter().enumerate() {
            let start = at % boundaries.len();
            let end = (start + len % 4).min(boundaries.len() - 1);
            let span = Span::new(boundaries[start], boundaries[end]);
            let fits = edits.iter().all(|edit| !edit.span.collides(span));
            if fits && !(span.is_empty() && replacement.is_empty()) {
                let owner = owner + u32::try_from(number).unwrap();
                edits.push(Edit { span, replacement: Cow::Owned(replacement.clone()), owner });
            }
        }
        EditList::new(text, edits).unwrap()
    }

    fn seeds() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
        prop::collection::vec((0_usize..40, 0_usize..8, "[xyé]{0,3}"), 0..8)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn composing_is_applying_twice(text in "[a-dé ]{0,24}", one in seeds(), two in seeds(), three in seeds()) {
            let first = list(&text, &one, 0);
            let middle = first.apply(&text);
            let second = list(&middle, &two, 100);
            let end = second.apply(&middle);
            let third = list(&end, &three, 200);
            let (both, absorbed) = first.clone().compose(second.clone());
            prop_assert_eq!(both.apply(&text), end.clone());
            // The invariant still holds, and each owner is either in the list or named as absorbed.
            prop_assert!(EditList::new(&text, both.as_slice().to_vec()).is_ok());
            for edit in first.as_slice().iter().chain(second.as_slice()) {
                let kept = both.as_slice().iter().any(|other| other.owner == edit.owner);
                prop_assert!(kept != absorbed.iter().any(|a| a.loser == edit.owner));
            }
            let (all, _) = both.compose(third.clone());
            prop_assert_eq!(all.apply(&text), third.apply(&end));
        }

        #[test]
        fn the_inverse_takes_back(text in "[a-dé ]{0,24}", one in seeds()) {
            let edits = list(&text, &one, 0);
            prop_assert_eq!(edits.inverse(&text).apply(&edits.apply(&text)), text);
        }

        #[test]
        fn what_no_edit_touches_is_found_again(text in "[a-d]{0,24}", one in seeds(), cuts in prop::collection::btree_set(0_usize..25, 0..8)) {
            let edits = list(&text, &one, 0);
            let edited = edits.apply(&text);
            let cuts: Vec<usize> = cuts.into_iter().filter(|&cut| cut <= text.len()).collect();
            let spans: Vec<Span> = cuts.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1])).collect();
            let is_free = |span: &Span| edits.as_slice().iter().all(|edit| edit.span.end < span.start || edit.span.start > span.end);
            let free: Vec<Span> = spans.iter().copied().filter(is_free).collect();
            let untouched = edits.untouched(&spans);
            prop_assert_eq!(untouched.len(), free.len());
            for (before, after) in free.into_iter().zip(untouched) {
                prop_assert_eq!(before.of(&text), after.of(&edited));
                prop_assert_eq!(edits.backward().map(after), before);
            }
        }

        #[test]
        fn a_span_maps_back_over_what_it_stands_for(text in "[a-d]{1,24}", one in seeds(), at in 0_usize..30, len in 0_usize..9) {
            let edits = list(&text, &one, 0);
            let edited = edits.apply(&text);
            let start = at.min(edited.len());
            let end = (start + len).min(edited.len());
            prop_assume!(edited.is_char_boundary(start) && edited.is_char_boundary(end));
            let mut backward = edits.backward();
            let span = backward.map(Span::new(start, end));
            prop_assert!(span.end <= text.len());
            prop_assert_eq!(edits.backward().map(Span::new(start, end)), span);
            // Nothing of an edit's span is cut in two.
            for edit in edits.as_slice() {
                let inside = span.contains(edit.span);
                prop_assert!(inside || !span.collides(edit.span) || edit.span.is_empty() || span.is_empty(), "{:?} {:?}", span, edit);
            }
        }
    }
}
