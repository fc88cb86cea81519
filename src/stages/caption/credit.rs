//! Credits: who took a picture, and for whom.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::names;
use crate::stages::header::{is_note, is_person};

/// What a credit says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts<'t> {
    /// The agency or outlet.
    pub agency: Option<&'t str>,
    /// The person.
    pub photographer: Option<&'t str>,
}

/// How clearly a text between brackets is a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// A name: `(Example Motors)`.
    Name,
    /// An agency: `(Yonhap)`.
    Agency,
    /// A word of credits, or a name with an agency: `(AFP photo)`, `(Jane Doe/Reuters)`.
    Photo,
}

/// What stands in brackets where an article ends, in lower case.
const END_MARKS: &[&str] = &["end", "ends", "more"];

/// How clearly `inner`, which stood between brackets, is a credit.
#[must_use]
pub fn strength(inner: &str) -> Option<Strength> {
    let inner = inner.trim();
    if inner.is_empty() || inner.len() > 120 || !inner.contains(|c: char| c.is_alphabetic()) || is_note(inner) {
        return None;
    }
    let lower = inner.to_ascii_lowercase();
    if END_MARKS.contains(&lower.as_str()) {
        return None;
    }
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let all_names = names_only(inner);
    let opening = opening_words(inner).is_some();
    let pictured = words().any(names::is_picture_word);
    let via = lower.rsplit_once(" via ");
    let slash = inner.contains('/') || via.is_some();
    // Most brackets hold words of the story.
    if !pictured && !opening && !slash && !inner.contains(':') && !all_names && !is_file(&lower) {
        return None;
    }
    let agency = segments(inner).any(is_agency);
    if pictured {
        let sure = agency || opening || words().count() <= 4 && all_names;
        return sure.then_some(Strength::Photo);
    }
    if opening && words().count() <= 12 {
        return Some(Strength::Photo);
    }
    if lower.starts_with("source:") && all_names {
        return Some(Strength::Name);
    }
    if is_file(&lower) {
        return Some(Strength::Photo);
    }
    if via.is_some_and(|(_, agency)| segments(agency).any(is_agency)) {
        return Some(Strength::Photo);
    }
    if agency && slash && inner.split('/').all(|part| !part.trim().contains(' ') || names_only(part)) {
        return Some(Strength::Photo);
    }
    // `AP: Jane Doe`, `Supplied: Example Police`.
    if agency || opening {
        let named = inner.split_once(':').is_some_and(|(house, name)| {
            (names::is_agency(house.trim()) || names::opens_credit(house.trim())) && names_only(name)
        });
        if named {
            return Some(Strength::Photo);
        }
    }
    if agency && all_names {
        return Some(if slash { Strength::Photo } else { Strength::Agency });
    }
    if !all_names {
        return None;
    }
    if slash && inner.split('/').all(|part| part.trim().len() > 2) && inner.split('/').next().is_some_and(is_person) {
        return Some(Strength::Agency);
    }
    // Scores, times and counts: a year and a name such as `123rf` are no numbers.
    let number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && !matches!(word.len(), 4 if word.starts_with(['1', '2']))
    };
    (words().count() <= 10 && !words().any(number)).then_some(Strength::Name)
}

/// Whether `lower` says that a picture is from the archive.
fn is_file(lower: &str) -> bool {
    matches!(lower, "file" | "files")
}

/// The words of credits that `text` opens with: their length in bytes.
pub fn opening_words(text: &str) -> Option<usize> {
    let mut longest = None;
    let ends = text.char_indices().filter(|(_, c)| matches!(c, ' ' | ':' | '|')).map(|(at, _)| at);
    for end in ends.take(4).chain([text.len()]) {
        if names::opens_credit(&text[..end]) {
            longest = Some(end);
        }
    }
    longest.filter(|&end| {
        let word = &text[..end];
        // `Images of war`, `Source close to`: a plain noun counts only alone or before a mark.
        end == text.len() || word.contains(' ') || text[end..].starts_with(':') || {
            let next = text[end..].trim_start();
            next.starts_with(|c: char| c.is_uppercase() || c == '/' || c == '|')
        }
    })
}

/// The parts of a credit, between the marks and words that join them.
fn segments(text: &str) -> impl Iterator<Item = &str> {
    static JOINTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let joints = ["/", ",", "|", ";", ":", "–", "—", "(", ")", "[", "]", " - ", " via ", " for "];
        AhoCorasick::new(joints).expect("a few short words")
    });
    let mut from = 0;
    JOINTS.find_iter(text).map(Some).chain([None]).map(move |joint| {
        let (end, next) = joint.map_or((text.len(), text.len()), |joint| (joint.start(), joint.end()));
        let segment = &text[from..end];
        from = next;
        segment.trim()
    })
}

/// Whether `segment` is an agency, alone or behind a name: `Jane Doe Getty Images`, `AFP photo`, `POOL PHOTO AP`.
fn is_agency(segment: &str) -> bool {
    agency_in(segment).is_some()
}

/// The agency that `segment` is, begins or ends with.
fn agency_in(segment: &str) -> Option<&str> {
    let bare = segment.trim().trim_end_matches('.');
    if names::is_agency(bare) {
        return Some(bare);
    }
    let lower_tail = ["photo", "photos", "file", "files", "file photo", "pool", "handout", "image", "images"];
    if let Some((first, rest)) = bare.split_once(' ')
        && names::is_agency(first)
        && lower_tail.contains(&rest.to_lowercase().as_str())
    {
        return Some(first);
    }
    let mut starts = bare.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| &bare[at + 1..]);
    starts.find(|tail| names::is_agency(tail))
}

/// Whether every word of `text` has a capital or a digit, but for those that names have in small letters.
pub fn names_only(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "at", "bin", "by", "da", "de", "del", "der", "di", "do", "dos", "du", "el", "file", "for",
        "from", "in", "la", "le", "of", "on", "photo", "pool", "the", "their", "via", "von", "van", "with", "x",
        "files", "left", "right", "account", "channel", "office", "page", "website",
    ];
    let mut words = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '|' | ';' | '–' | '—' | ':' | '&' | '+'))
        .filter(|word| !word.is_empty());
    words.all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || SMALL.contains(&bare)
            || bare.contains('.')
            || bare.chars().any(char::is_uppercase)
            || names::is_agency(bare)
    }) && text.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Reads a credit apart: `AP Photo/Jane Doe, File`, `Photo by Jane Doe/Getty Images`, `Yonhap`. A name that nothing
/// says took the picture is no photographer: `Courtesy of Jane Doe`, `Example Motors`.
#[must_use]
pub fn parts(credit: &str) -> Parts<'_> {
    let mut text = credit.trim();
    let mut taken = false;
    let mut given = false;
    while let Some(len) = opening_words(text).filter(|&len| len < text.len()) {
        let words = text[..len].to_ascii_lowercase();
        given |= ["courtesy", "provided", "supplied", "submitted", "handout", "source", "screen", "from", "via"]
            .iter()
            .any(|giver| words.contains(giver));
        taken = true;
        text = text[len..].trim_start_matches([' ', ':', '|', '/', '.']);
    }
    text = text.trim_start_matches(['©', ' ']);
    let mut parts = Parts::default();
    let mut person = None;
    for segment in segments(text).filter(|segment| !segment.is_empty()) {
        if let Some(agency) = agency_in(segment) {
            let agency = ["AP Photo", "AFP Photo"]
                .iter()
                .find(|photo| agency.eq_ignore_ascii_case(photo))
                .map_or(agency, |photo| &agency[..photo.len() - " Photo".len()]);
            // `Handout via Reuters`: who handed it out is no agency.
            if !names::opens_credit(agency) {
                parts.agency.get_or_insert(agency);
            }
            let before = segment.trim_end_matches(agency).trim();
            if before.len() < segment.len() && is_photographer(before) {
                person.get_or_insert(before);
            }
        } else if is_photographer(segment) && !names::opens_credit(segment.trim_end_matches('.')) {
            person.get_or_insert(segment);
        }
    }
    // A slash joins a person to the house that the picture is for, listed or not.
    let joined = text.contains('/') || text.contains(" for ") || parts.agency.is_some();
    parts.photographer = person.filter(|_| (taken || joined) && !given);
    parts
}

/// Whether `name` is made like the name of a person and not like that of an organization.
fn is_photographer(name: &str) -> bool {
    let is_word = |word: &str| names::is_organization_word(word.trim_end_matches(['.', ',']));
    is_person(name) && !name.split([' ', '-']).any(is_word)
}

#[cfg(test)]
mod tests {
    use super::{Parts, Strength, parts, strength};

    #[test]
    fn how_clear_a_credit_is() {
        for inner in [
            "AFP photo",
            "AP Photo/Jane Doe, File",
            "Photo by Jane Doe/Getty Images",
            "Courtesy of the museum",
            "FILE",
            "Jane Doe/The Korea Herald",
            "Example state television via AP",
            "AP: Jane Doe",
            "janedoe7/iStock",
        ] {
            assert_eq!(strength(inner), Some(Strength::Photo), "{inner}");
        }
        assert_eq!(strength("Yonhap"), Some(Strength::Agency));
        assert_eq!(strength("Example Motors"), Some(Strength::Name));
        for inner in
            ["", "see below", "the photo that won a prize last year was his", "12.5 percent", "left", "END", "more"]
        {
            assert_eq!(strength(inner), None, "{inner}");
        }
    }

    #[test]
    fn credits_read_apart() {
        let said = |agency, photographer| Parts { agency, photographer };
        assert_eq!(parts("AP Photo/Jane Doe, File"), said(Some("AP"), Some("Jane Doe")));
        assert_eq!(parts("Photo by Jane Doe/Getty Images"), said(Some("Getty Images"), Some("Jane Doe")));
        assert_eq!(parts("AFP photo"), said(Some("AFP"), None));
        assert_eq!(parts("Yonhap"), said(Some("Yonhap"), None));
        assert_eq!(parts("EPA/JANE DOE"), said(Some("EPA"), Some("JANE DOE")));
        assert_eq!(parts("Example Navy/Handout via REUTERS"), said(Some("REUTERS"), None));
        assert_eq!(parts("AP: Jane Doe"), said(Some("AP"), Some("Jane Doe")));
        assert_eq!(parts("Photo by Jane Doe"), said(None, Some("Jane Doe")));
    }

    #[test]
    fn organizations_take_no_pictures() {
        for credit in ["Example Motors", "Jane Doe", "Courtesy of Jane Doe", "Photo: Example Police", "Example Museum"]
        {
            assert_eq!(parts(credit), Parts::default(), "{credit}");
        }
    }
}
