//! Where places lie: cities of 5,000 or more people, divisions and countries.
//!
//! The gazetteer is evidence. It says that capitals before a colon are a city, where a byline ends and a place begins,
//! and in which country and region a place lies; a place that it does not know can still open a story.
//! Data: `GeoNames`, CC BY 4.0; see `rules/data/NOTICE.md`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

mod fold;
mod group;

use group::{PLACE_GROUPS, REGION_GROUPS, group};

/// A division of a country, or a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// The division's name; none for a country.
    pub name: Option<&'static str>,
}

/// What the build made of the tables: `REGIONS`, `REGION_NAMES` and `REGION_STARTS`.
mod table {
    use super::Region;
    include!(concat!(env!("OUT_DIR"), "/regions.rs"));
}

use table::{REGION_NAMES, REGION_STARTS, REGIONS};

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

/// A city, or another place that datelines name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// The division, where the gazetteer knows it.
    pub region: Option<&'static str>,
    /// People; the largest number for places that come first whatever their size.
    pub population: u32,
}

/// The places called `name`, the most likely first. Case, accents, full stops and hyphens make no difference.
pub fn places(name: &str) -> impl Iterator<Item = Place> + use<> {
    let name = folded(name);
    let mut number = name_number(&name);
    if let (None, Some(saint)) = (number, name.strip_prefix("ST ")) {
        number = name_number(&format!("SAINT {saint}"));
    }
    let range = number.map_or(0..0, |number| first_place(number)..first_place(number + 1));
    range.map(place_at)
}

/// Whether a place is called `name`.
#[must_use]
pub fn knows(name: &str) -> bool {
    places(name).next().is_some()
}

/// What may stand behind the name of a division.
const DIVISION_WORDS: [&str; 8] =
    [" PROVINCE", " STATE", " REGION", " PREFECTURE", " COUNTY", " OBLAST", " DISTRICT", " GOVERNORATE"];

/// The divisions and countries called `name`: abbreviations and former names count, and so does `Helmand province`.
pub fn regions(name: &str) -> impl Iterator<Item = Region> + use<> {
    let mut name = folded(name);
    let mut named = regions_of_group(&name);
    if !named.iter().any(|(other, _)| *other == name)
        && let Some(short) = DIVISION_WORDS.iter().find_map(|word| name.strip_suffix(word))
    {
        name.truncate(short.len());
        named = regions_of_group(&name);
    }
    named.iter().filter(move |(other, _)| *other == name).map(|(_, number)| REGIONS[usize::from(*number)])
}

/// The names of regions that are in one group with `name`, with the region's number.
fn regions_of_group(name: &str) -> &'static [(&'static str, u16)] {
    let group = group(name, REGION_GROUPS);
    &REGION_NAMES[usize::from(REGION_STARTS[group])..usize::from(REGION_STARTS[group + 1])]
}

/// Countries whose divisions datelines name instead of the country.
const SPELLED_OUT: [&str; 4] = ["US", "CA", "AU", "GB"];

/// The region and the country of a place written as in a dateline: `AUSTIN, Texas`, `MECCA, Saudi Arabia`,
/// `LONDON/PARIS`. A city that stands alone is the largest of its name, as the Associated Press has it.
#[must_use]
pub fn locate(place: &str) -> (Option<&'static str>, Option<&'static str>) {
    let place = place.split('[').next().unwrap_or_default();
    let mut parts = place.split(',').map(str::trim).filter(|part| !part.is_empty());
    let city = parts.next().unwrap_or_default();
    let Some(last) = parts.next_back() else { return alone(city) };
    // `RAFAH, Gaza Strip, Palestinian Territories`: the part in the middle says more than the last.
    for named in parts.rev().chain([last]) {
        let mut candidates = regions(named).peekable();
        if candidates.peek().is_none() {
            continue;
        }
        let all: Vec<Region> = candidates.collect();
        let fits = all.iter().find_map(|region| {
            let fit = |place: &Place| {
                place.country == region.country && (region.name.is_none() || region.name == place.region)
            };
            places(city).find(fit).map(|place| (region, place))
        });
        if let Some((region, place)) = fits {
            return (region.name.or(place.region), Some(region.country));
        }
        // A state of the United States goes before a country of its name, no other division does.
        let state = SPELLED_OUT.contains(&all[0].country);
        let country = all.iter().find(|region| region.name.is_none()).filter(|_| !state);
        let region = country.unwrap_or(&all[0]);
        return (region.name, Some(region.country));
    }
    alone(city)
}

fn alone(city: &str) -> (Option<&'static str>, Option<&'static str>) {
    let mut found = city.split('/').map(|city| {
        let place = places(city).next();
        let first = place.filter(|place| place.population == u32::MAX);
        let region = regions(city).find(|region| region.name.is_none()).or_else(|| {
            // A division stands for itself where no city has its name.
            regions(city).next().filter(|_| place.is_none())
        });
        match (first, region, place) {
            (Some(place), ..) | (None, None, Some(place)) => (place.region, Some(place.country)),
            (None, Some(region), _) => (region.name, Some(region.country)),
            (None, None, None) => (None, None),
        }
    });
    let first = found.next().unwrap_or_default();
    found.fold(first, |one, other| (one.0.filter(|_| one.0 == other.0), one.1.filter(|_| one.1 == other.1)))
}

/// `name` as the names of the gazetteer are written.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    if name.is_ascii() {
        fold::fold(name, &mut folded);
    } else {
        let plain: String = name.nfd().filter(|&c| !is_combining_mark(c)).filter_map(ascii).collect();
        fold::fold(&plain, &mut folded);
    }
    folded
}

/// The letter that `scripts/gazetteer.py` writes for `c`.
fn ascii(c: char) -> Option<char> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{2BB}' | '\u{2BC}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' | 'ð' => 'd',
        'Đ' | 'Ð' => 'D',
        'ı' => 'i',
        'ə' => 'a',
        'Ə' => 'A',
        c if c.is_ascii() => c,
        _ => return None,
    })
}

/// The little-endian number at byte `at` of the blob.
fn number_at(at: usize) -> usize {
    let bytes = &BLOB[at..at + 4];
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize
}

/// The number of the first name of a group.
fn group_start(group: usize) -> usize {
    number_at(4 * group)
}

fn name_count() -> usize {
    group_start(PLACE_GROUPS)
}

/// Where the offsets of each name and of the end begin: behind the starts of the groups and of the end.
const OFFSETS: usize = 4 * (PLACE_GROUPS + 1);

/// Where the texts begin: behind the two offsets of each name and of the end.
fn texts() -> usize {
    OFFSETS + 8 * (name_count() + 1)
}

/// Where the text of a name begins among the texts, and that of the one before ends.
fn text_start(name: usize) -> usize {
    number_at(OFFSETS + 8 * name)
}

/// The number of the first place with that name.
fn first_place(name: usize) -> usize {
    number_at(OFFSETS + 8 * name + 4)
}

fn name_at(number: usize) -> &'static [u8] {
    &BLOB[texts() + text_start(number)..texts() + text_start(number + 1)]
}

/// The number of a name, which is folded.
fn name_number(name: &str) -> Option<usize> {
    let group = group(name, PLACE_GROUPS);
    (group_start(group)..group_start(group + 1)).find(|&number| name_at(number) == name.as_bytes())
}

fn place_at(number: usize) -> Place {
    let at = texts() + text_start(name_count()) + 8 * number;
    let bytes = &BLOB[at..at + 8];
    Place {
        country: std::str::from_utf8(&bytes[..2]).unwrap_or_default(),
        region: usize::from(u16::from_le_bytes([bytes[2], bytes[3]]))
            .checked_sub(1)
            .and_then(|number| REGIONS[number].name),
        population: u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]),
    }
}

#[cfg(test)]
mod tests {
    use super::{knows, locate};

    #[test]
    fn cities_that_stand_alone_are_the_largest_of_their_name() {
        assert_eq!(locate("PARIS"), (Some("Ile-de-France"), Some("FR")));
        assert_eq!(locate("BOSTON"), (Some("Massachusetts"), Some("US")));
        assert_eq!(locate("São Paulo"), (Some("Sao Paulo"), Some("BR")));
        assert_eq!(locate("XI’AN"), (Some("Shaanxi"), Some("CN")));
        assert_eq!(locate("LASHKAR GAH"), (Some("Helmand"), Some("AF")));
        assert_eq!(locate("ISLAMABAD"), (Some("Islamabad"), Some("PK")));
        assert_eq!(locate("PEORIA"), (Some("Illinois"), Some("US")));
        assert_eq!(locate("KUWAIT"), (None, Some("KW")));
        assert_eq!(locate("UNITED NATIONS"), (Some("New York"), Some("US")));
    }

    #[test]
    fn what_stands_behind_the_city_decides() {
        assert_eq!(locate("PARIS, Texas"), (Some("Texas"), Some("US")));
        assert_eq!(locate("PARIS, Tex."), (Some("Texas"), Some("US")));
        assert_eq!(locate("WHEELING, W. Va."), (Some("West Virginia"), Some("US")));
        assert_eq!(locate("ATLANTA, Georgia"), (Some("Georgia"), Some("US")));
        assert_eq!(locate("BATUMI, Georgia"), (Some("Ajaria"), Some("GE")));
        assert_eq!(locate("NOWHEREVILLE, Helmand province"), (Some("Helmand"), Some("AF")));
        assert_eq!(locate("NOWHEREVILLE, Mexico"), (None, Some("MX")));
        assert_eq!(locate("NOWHEREVILLE, Georgia"), (Some("Georgia"), Some("US")));
        assert_eq!(locate("RAFAH, Gaza Strip"), (Some("Gaza Strip"), Some("PS")));
        assert_eq!(locate("LONDON, Ontario"), (Some("Ontario"), Some("CA")));
        assert_eq!(locate("NOWHEREVILLE, Bolivia"), (None, Some("BO")));
        assert_eq!(locate("UNITED NATIONS, United States"), (Some("New York"), Some("US")));
    }

    #[test]
    fn pairs_and_unknown_places() {
        assert_eq!(locate("NEW YORK/WASHINGTON"), (None, Some("US")));
        assert_eq!(locate("LONDON/PARIS"), (None, None));
        assert_eq!(locate("NOWHEREVILLE"), (None, None));
        assert_eq!(locate(""), (None, None));
        assert!(!knows("MIXED FEELINGS"));
    }
}
