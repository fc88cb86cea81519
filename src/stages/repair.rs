//! Where the stages that repair have to look at a text.

use super::{unicode, whitespace};
use crate::text::EditList;

/// Bytes of text to each stop, about.
const A_STOP: usize = 48;

/// The places of a text at which its characters or its white space may be wrong: found once, and carried over all edits
/// that are made afterwards, since they depend on nothing but a few bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairStops {
    /// Where the stage unicode looks.
    pub characters: Vec<usize>,
    /// Where the stage whitespace looks.
    pub spaces: Vec<usize>,
}

impl RepairStops {
    /// The stops of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut spaces = Vec::with_capacity(text.len() / A_STOP);
        spaces.extend(whitespace::stops_of(text));
        Self { characters: unicode::stops_of(text).collect(), spaces }
    }

    /// Those of `text`, which `edits` made of the text that these are the stops of.
    #[must_use]
    pub fn carried(&self, edits: &EditList, text: &str) -> Self {
        Self {
            characters: unicode::stops_carried(&self.characters, edits, text),
            spaces: whitespace::stops_carried(&self.spaces, edits, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::RepairStops;
    use crate::text::{Edit, EditList, Span};

    /// Characters that are stops, or are together with those beside them.
    const PIECES: [&str; 16] =
        [" ", "  ", "\n", "\r\n", "a", "t ", "ll ", ".", "?", "A", "\"", "”", "é", "&", "\u{A0}", "\u{3000}"];

    fn text(longest: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..longest).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn carried_stops_are_those_of_the_edited_text(
            text in text(200),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..9, text(4)), 0..6),
        ) {
            let boundaries: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            let mut edits: Vec<Edit> = Vec::new();
            for (place, len, replacement) in changes {
                let start = place.index(boundaries.len());
                let end = (start + len).min(boundaries.len() - 1);
                let span = Span::new(boundaries[start], boundaries[end]);
                if edits.iter().all(|edit| !edit.span.collides(span)) {
                    edits.push(Edit { span, replacement: Cow::Owned(replacement), owner: 0 });
                }
            }
            let edits = EditList::new(&text, edits).unwrap();
            let edited = edits.apply(&text);
            prop_assert_eq!(RepairStops::of(&text).carried(&edits, &edited), RepairStops::of(&edited));
        }
    }
}
