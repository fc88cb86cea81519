//! Compiles the gazetteer: names in one blob, grouped by their hashes, offsets beside it, so that nothing is parsed at
//! start-up.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[path = "../src/gazetteer/fold.rs"]
mod fold;
#[path = "../src/gazetteer/group.rs"]
mod group;

use group::{PLACE_GROUPS, REGION_GROUPS, group};

/// Population of a place of `places.tsv`, so that it comes before every city of its name.
const FIRST: u32 = u32::MAX;

/// People in a capital that comes before every other city of its name.
const GREAT_CAPITAL: u32 = 300_000;

/// Country code, number of the region from 1 or 0 for none, population.
type Place = (String, u16, u32);

/// Writes `gazetteer.bin` and `regions.rs` into `out`, from the tables in `data`.
pub fn compile(data: &Path, out: &Path) {
    let read = |name: &str| {
        let text = fs::read_to_string(data.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect::<Vec<Vec<String>>>()
    };
    let (countries, mut divisions) = (read("countries.tsv"), read("divisions.tsv"));
    let regions = read("regions.tsv");
    let by_hand = regions.len();
    divisions.retain(|row| !row[2].is_empty());
    let numbers: HashMap<(String, String), u16> = regions
        .iter()
        .chain(&divisions)
        .enumerate()
        .filter(|(_, row)| !row[1].is_empty())
        .map(|(at, row)| ((row[0].clone(), row[1].clone()), u16::try_from(at + 1).expect("some thousand divisions")))
        .collect();
    let number = |country: &str, code: &str| -> u16 {
        numbers.get(&(country.to_owned(), code.to_owned())).copied().unwrap_or_default()
    };
    let mut names: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut add = |list: &str, country: &str, code: &str, population: u32| {
        for name in list.split('|') {
            let places = names.entry(folded(name)).or_default();
            places.push((country.to_owned(), number(country, code), population));
        }
    };
    for row in read("cities.tsv") {
        add(&row[0], &row[1], &row[2], row[3].parse().expect("a population is a number"));
    }
    for row in read("places.tsv") {
        add(&row[0], &row[1], &row[2], FIRST);
    }
    for row in countries.iter().filter(|row| !row[2].is_empty()) {
        add(&row[2], &row[1], "", 1);
    }
    // A great capital comes before larger cities of its name: `Islamabad` is another name of Chittagong.
    for row in &countries {
        for place in names.get_mut(&folded(&row[2])).into_iter().flatten() {
            if place.0 == row[1] && (GREAT_CAPITAL..FIRST).contains(&place.2) {
                place.2 = FIRST - 1;
            }
        }
    }
    let words = common_words(&data.join("words/english.tsv"));
    let table = region_table(&[regions, divisions].concat(), &countries, &read("country-names.tsv"), |number, name| {
        number < by_hand || !words.contains(&name.to_lowercase())
    });
    fs::write(out.join("gazetteer.bin"), blob(names)).expect("OUT_DIR can be written");
    fs::write(out.join("regions.rs"), table).expect("OUT_DIR can be written");
}

/// Little-endian: the number of the first name of each group and of one more, as `u32`; for each name and once more the
/// offset of its text and of its first place, both as `u32`; the texts; the places, 8 bytes each.
fn blob(names: BTreeMap<String, Vec<Place>>) -> Vec<u8> {
    let count = |len: usize| u32::try_from(len).expect("the gazetteer is small").to_le_bytes();
    let mut names: Vec<(String, Vec<Place>)> = names.into_iter().collect();
    names.sort_by_cached_key(|(name, _)| group(name, PLACE_GROUPS));
    let (mut index, mut texts, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for first in group_starts(names.iter().map(|(name, _)| name.as_str()), PLACE_GROUPS) {
        index.extend(count(first));
    }
    for (name, mut entries) in names {
        index.extend(count(texts.len()));
        index.extend(count(places.len() / 8));
        texts.extend(name.into_bytes());
        entries.sort_by_key(|(_, _, population)| u32::MAX - population);
        for (country, region, population) in entries {
            places.extend(country.bytes());
            places.extend(region.to_le_bytes());
            places.extend(population.to_le_bytes());
        }
    }
    index.extend(count(texts.len()));
    index.extend(count(places.len() / 8));
    index.extend(texts);
    index.extend(places);
    index
}

/// For each of `groups` groups and one more the number of its first name; `names` are in the order of their groups.
fn group_starts<'n>(names: impl Iterator<Item = &'n str>, groups: usize) -> Vec<usize> {
    let mut starts = vec![0; groups + 1];
    for name in names {
        starts[group(name, groups) + 1] += 1;
    }
    for group in 1..=groups {
        starts[group] += starts[group - 1];
    }
    starts
}

/// Rust source: `REGIONS`, divisions in the order of their files and then countries; `REGION_NAMES`, their numbers
/// by folded name, group by group; and `REGION_STARTS`, where each group begins. Only what `is_name` says of a
/// division's number and name can be looked up, since headlines begin with words such as `Central` and `Delta` too.
fn region_table(
    divisions: &[Vec<String>],
    countries: &[Vec<String>],
    other_names: &[Vec<String>],
    is_name: impl Fn(usize, &str) -> bool,
) -> String {
    let mut source = String::from("pub(super) static REGIONS: &[Region] = &[\n");
    let mut keys: Vec<(String, usize)> = Vec::new();
    for (number, row) in divisions.iter().enumerate() {
        writeln!(source, "    Region {{ country: {:?}, name: Some({:?}) }},", row[0], row[2])
            .expect("a string takes all");
        let others = row.get(3).map_or("", String::as_str);
        let names = others.split('|').chain([row[2].as_str()]).filter(|name| is_name(number, name));
        keys.extend(names.map(|name| (folded(name), number)));
    }
    for (number, row) in countries.iter().enumerate() {
        writeln!(source, "    Region {{ country: {:?}, name: None }},", row[1]).expect("a string takes all");
        let others = other_names.iter().find(|other| other[0] == row[1]).map_or("", |other| other[1].as_str());
        keys.extend(others.split('|').chain([row[0].as_str()]).map(|name| (folded(name), divisions.len() + number)));
    }
    keys.retain(|(key, _)| !key.is_empty());
    keys.sort();
    keys.dedup();
    keys.sort_by_cached_key(|(key, _)| group(key, REGION_GROUPS));
    let starts = group_starts(keys.iter().map(|(key, _)| key.as_str()), REGION_GROUPS);
    writeln!(source, "];\n\npub(super) static REGION_STARTS: [u16; {}] = {starts:?};", starts.len())
        .expect("a string takes all");
    source.push_str("\npub(super) static REGION_NAMES: &[(&str, u16)] = &[\n");
    for (key, number) in keys {
        writeln!(source, "    ({key:?}, {number}),").expect("a string takes all");
    }
    source.push_str("];\n");
    source
}

/// Words that are no names: they stand in small letters in the list, which has how often each is seen behind them.
fn common_words(list: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(list).unwrap_or_else(|error| panic!("{}: {error}", list.display()));
    let words = text.lines().filter_map(|line| line.split('\t').next());
    words.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).map(str::to_owned).collect()
}

fn folded(name: &str) -> String {
    let mut folded = String::new();
    fold::fold(name, &mut folded);
    folded
}
