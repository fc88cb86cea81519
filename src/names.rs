//! Lists of names and words that are data: agencies, words of credits, labels that are no place.

include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// No name of the lists is longer, in bytes.
const LONGEST: usize = 40;

/// What a mark before a credit says; see `rules/data/credit-marks.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A picture is meant.
    Picture,
    /// It has other meanings too.
    Word,
    /// A copyright notice of the page looks the same.
    Copyright,
    /// An agency, before a slash and a name.
    House,
}

/// What words that open a caption say of what follows; see `rules/data/caption-labels.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The whole line is a caption.
    Prefix,
    /// The line is nothing but these words.
    Note,
    /// A site's words around a caption, which has no full stop.
    Frame,
    /// A caption begins here, if a credit ends it.
    Start,
}

/// What words say that captions have and stories seldom; see `rules/data/caption-signs.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A caption begins so.
    Opening,
    /// Something is seen in a picture.
    Seen,
    /// Where in a picture somebody stands.
    Position,
}

/// Whether a news agency, photo agency or outlet is called `name`.
#[must_use]
pub fn is_agency(name: &str) -> bool {
    is_listed(AGENCIES, &AGENCIES_LENGTHS, &AGENCIES_BEFORE, name)
}

/// Whether `words` open a credit: `photo by`, `courtesy of`.
#[must_use]
pub fn opens_credit(words: &str) -> bool {
    is_listed(CREDIT_WORDS, &CREDIT_WORDS_LENGTHS, &CREDIT_WORDS_BEFORE, words)
}

/// Whether `words` open a line before a colon or a dash without being a place: `BREAKING`, `FILE PHOTO`.
#[must_use]
pub fn is_label(words: &str) -> bool {
    is_listed(LABELS, &LABELS_LENGTHS, &LABELS_BEFORE, words)
}

/// Whether `word`, in a credit, speaks of a picture.
#[must_use]
pub fn is_picture_word(word: &str) -> bool {
    is_listed(PICTURE_WORDS, &PICTURE_WORDS_LENGTHS, &PICTURE_WORDS_BEFORE, word)
}

/// Whether `word` tells the name of an organization from that of a person.
#[must_use]
pub fn is_organization_word(word: &str) -> bool {
    is_listed(ORGANIZATION_WORDS, &ORGANIZATION_WORDS_LENGTHS, &ORGANIZATION_WORDS_BEFORE, word)
}

/// Whether `word` is a verb in the present tense that says what a picture shows.
#[must_use]
pub fn is_caption_verb(word: &str) -> bool {
    is_listed(CAPTION_VERBS, &CAPTION_VERBS_LENGTHS, &CAPTION_VERBS_BEFORE, word)
}

/// Whether `word` may stand before a publication date.
#[must_use]
pub fn is_publication_word(word: &str) -> bool {
    is_listed(PUBLICATION_WORDS, &PUBLICATION_WORDS_LENGTHS, &PUBLICATION_WORDS_BEFORE, word)
}

/// Whether `word`, with a capital, opens sentences far more often than it is part of a name.
#[must_use]
pub fn opens_sentence(word: &str) -> bool {
    SENTENCE_OPENERS.binary_search(&word).is_ok()
}

/// Whether `list` has `name`, in any case. Most words have another length than the few names that begin as they do,
/// and are told by that.
fn is_listed(list: &[&str], lengths: &[u64; 128], before: &[u16; 129], name: &str) -> bool {
    if name.is_empty() || name.len() > LONGEST {
        return false;
    }
    if !name.is_ascii() {
        return list.binary_search(&name.to_lowercase().as_str()).is_ok();
    }
    let first = usize::from(name.as_bytes()[0].to_ascii_lowercase());
    let may_be = lengths[first] >> name.len() & 1 != 0;
    may_be && {
        let alike = &list[usize::from(before[first])..usize::from(before[first + 1])];
        alike.iter().any(|listed| listed.len() == name.len() && listed.eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::{is_agency, is_label, opens_credit, opens_sentence};

    #[test]
    fn lists_are_found_in_any_case() {
        assert!(is_agency("Xinhua") && is_agency("reuters") && is_agency("Getty Images"));
        assert!(opens_credit("Photo by") && is_label("BREAKING"));
        assert!(!is_agency("The agency") && !is_label("GENEVA"));
        assert!(opens_sentence("However") && !opens_sentence("however"));
    }

    #[test]
    fn every_name_is_found_as_it_is_listed() {
        assert!(super::AGENCIES.iter().all(|name| is_agency(name) && is_agency(&name.to_uppercase())));
        assert!(super::CREDIT_WORDS.iter().all(|words| opens_credit(words)));
        assert!(super::LABELS.iter().all(|words| is_label(words)));
        assert!(super::CAPTION_VERBS.iter().all(|verb| super::is_caption_verb(verb)));
    }
}
