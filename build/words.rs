//! Turns the word lists into tables that are asked as they lie in the binary.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[path = "../src/stages/typo/hash.rs"]
mod hash;
#[path = "../src/stages/typo/sound.rs"]
mod sound;

use hash::{
    BUCKET, COMMON_BUCKETS, END_BITS, ENDS, FILTER, LONGEST, Packed, RAREST, SETS_AT_ONCE, SLOTS, common_bucket,
    common_print, end_bit, filter_bits, fingerprint, first_slot, letters, pair,
};

/// Set in the note of a word that is only written with a capital.
const PROPER: u8 = 0x80;
/// The note of a word whose frequency is not known.
const RARE: u8 = 1;
/// Frequency from which a word is offered when two slips are needed to reach it.
const COMMON: u8 = 51;
/// Frequency of the words of the small lists that give none: about that of the rarest word that news uses freely.
const LISTED: u8 = 45;
/// Lengths of the words that two slips may lead to, in letters.
const SHORTEST_FAR: usize = 5;
const LONGEST_FAR: usize = 20;

/// Writes `words.bin`, `commonest.bin`, `offered.bin`, `beginnings.bin`, `ends.bin`, `pairs.bin`, `common.bin`, `letters.bin`,
/// `notes.bin`, `sounds.bin`, `groups.rs` and `triples.rs` into `out`.
pub fn write_tables(lists: &Path, out: &Path) {
    let words = read_lists(lists);
    fs::write(out.join("words.bin"), table(words.iter().map(|(word, &note)| (word_hash(word), note))))
        .expect("OUT_DIR can be written");
    fs::write(out.join("commonest.bin"), commonest(&words)).expect("OUT_DIR can be written");
    fs::write(out.join("offered.bin"), filter(&words)).expect("OUT_DIR can be written");
    fs::write(out.join("beginnings.bin"), ends(&words, |word, len| &word[..len])).expect("OUT_DIR can be written");
    fs::write(out.join("ends.bin"), ends(&words, |word, len| &word[word.len() - len..]))
        .expect("OUT_DIR can be written");
    fs::write(out.join("pairs.bin"), table(read_pairs(lists).into_iter())).expect("OUT_DIR can be written");
    write_common_words(&words, out);
    write_triples(&words, out);
}

/// Every word of the lists in lower case, less those that are only written by a slip, with its note: three times the binary logarithm of how often it is seen, and
/// [`PROPER`].
fn read_lists(lists: &Path) -> BTreeMap<String, u8> {
    let mut words = BTreeMap::new();
    for name in ["english.tsv", "news.txt"] {
        let path = lists.join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let unlisted = if name == "english.tsv" { RARE } else { LISTED };
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (word, frequency) = line.split_once('\t').unwrap_or((line, ""));
            assert!(word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_alphabetic()), "{name}: {line:?}");
            let frequency = frequency.parse().unwrap_or(unlisted);
            let proper = if word.starts_with(|first: char| first.is_ascii_uppercase()) { PROPER } else { 0 };
            let note = words.entry(word.to_ascii_lowercase()).or_insert(frequency | proper);
            // The English lists were counted when some words that news now uses were rare.
            *note = (*note).max(frequency | *note & PROPER);
        }
    }
    let slips = fs::read_to_string(lists.join("slips.txt")).expect("slips.txt lies beside english.tsv");
    for slip in slips.lines().filter(|line| !line.starts_with('#')) {
        words.remove(slip);
    }
    words
}

/// A table: open addressing, four bytes a slot, a fingerprint over a note that is not zero.
fn table(entries: impl Iterator<Item = (u64, u8)>) -> Vec<u8> {
    let mut table = vec![0_u32; SLOTS];
    let mut taken = 0;
    for (hash, note) in entries {
        let mut slot = first_slot(hash);
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = fingerprint(hash) | u32::from(note);
        taken += 1;
    }
    assert!(taken * 3 < SLOTS * 2, "a table is too full to be searched fast; double SLOTS");
    table.into_iter().flat_map(u32::to_le_bytes).collect()
}

/// The prints of the commonest words: of those of one bucket the most frequent, as many as it has room for.
fn commonest(words: &BTreeMap<String, u8>) -> Vec<u8> {
    let mut by_frequency: Vec<(u8, &String)> = words.iter().map(|(word, note)| (note & !PROPER, word)).collect();
    by_frequency.sort_by(|a, b| b.cmp(a));
    let mut table = vec![Vec::new(); COMMON_BUCKETS];
    for (_, word) in by_frequency {
        let hash = word_hash(word);
        let bucket: &mut Vec<u16> = &mut table[common_bucket(hash)];
        if bucket.len() < BUCKET {
            bucket.push(u16::try_from(common_print(hash)).expect("sixteen bits"));
        }
    }
    for bucket in &mut table {
        bucket.resize(BUCKET, 0);
    }
    table.into_iter().flatten().flat_map(u16::to_le_bytes).collect()
}

/// Two bits for each word that is frequent enough to be offered.
fn filter(words: &BTreeMap<String, u8>) -> Vec<u8> {
    let mut filter = vec![0_u64; FILTER];
    for (word, _) in words.iter().filter(|(_, note)| **note & !PROPER >= RAREST) {
        let (number, bits) = filter_bits(word_hash(word));
        filter[number] |= bits;
    }
    filter.into_iter().flat_map(u64::to_le_bytes).collect()
}

/// One bit for each part that `part` gives of a word that is offered, for each length of them.
fn ends(words: &BTreeMap<String, u8>, part: impl Fn(&str, usize) -> &str) -> Vec<u8> {
    let mut filter = vec![0_u8; END_BITS / 8];
    for (word, _) in words.iter().filter(|(_, note)| **note & !PROPER >= RAREST) {
        for len in ENDS.into_iter().filter(|&len| len <= word.len()) {
            let bit = end_bit(word_hash(part(word, len)));
            filter[bit / 8] |= 1 << (bit % 8);
        }
    }
    filter
}

fn word_hash(word: &str) -> u64 {
    Packed::new(word.as_bytes()).hash()
}

/// Every pair of words of `pairs.tsv`, with its digit.
fn read_pairs(lists: &Path) -> Vec<(u64, u8)> {
    let text = fs::read_to_string(lists.join("pairs.tsv")).expect("pairs.tsv lies beside english.tsv");
    let mut pairs = Vec::new();
    for line in text.lines() {
        let (first, seconds) = line.split_once('\t').expect("a tab behind the first word");
        for second in seconds.split(' ') {
            let (word, digit) = second.split_at(second.len() - 1);
            let digit = digit.parse().expect("a digit behind each second word");
            pairs.push((pair(word_hash(first), word_hash(word)), digit));
        }
    }
    pairs
}

/// The words that two slips may lead to, in groups of one first letter and one length: their letters one after the
/// other, and for each word the set of its letters as the bits of a number, and its note. The sets of a group begin at a
/// multiple of [`SETS_AT_ONCE`]; in free places are all bits, which are more than any word has.
fn write_common_words(words: &BTreeMap<String, u8>, out: &Path) {
    let mut groups: BTreeMap<(u8, usize), Vec<&str>> = BTreeMap::new();
    for (word, note) in words {
        if (SHORTEST_FAR..=LONGEST_FAR).contains(&word.len()) && note & !PROPER >= COMMON {
            groups.entry((word.as_bytes()[0], word.len())).or_default().push(word);
        }
    }
    let (mut text, mut sets, mut notes, mut index) = (Vec::new(), Vec::new(), Vec::new(), String::new());
    for first in b'a'..=b'z' {
        index.push_str("    [");
        for len in 0..=LONGEST_FAR {
            let group = groups.get(&(first, len)).map_or(&[][..], Vec::as_slice);
            let (at, number) = (text.len(), sets.len());
            write!(index, "({at}, {number}, {}), ", group.len()).expect("a string takes all");
            for word in group {
                text.extend_from_slice(word.as_bytes());
                sets.push(letters(word.as_bytes()));
                notes.push(words[*word]);
            }
            sets.resize(sets.len().next_multiple_of(SETS_AT_ONCE), u32::MAX);
            notes.resize(sets.len(), 0);
        }
        index.push_str("],\n");
    }
    write_sounds(&groups, out);
    let source = format!(
        "#[allow(clippy::unreadable_literal)]\n\
         /// For each first letter and length: offset of its text, number of its first word, number of words.\n\
         static GROUPS: [[(u32, u32, u32); {}]; 26] = [\n{index}];\n",
        LONGEST_FAR + 1
    );
    fs::write(out.join("common.bin"), text).expect("OUT_DIR can be written");
    let sets: Vec<u8> = sets.into_iter().flat_map(u32::to_le_bytes).collect();
    fs::write(out.join("letters.bin"), sets).expect("OUT_DIR can be written");
    fs::write(out.join("notes.bin"), notes).expect("OUT_DIR can be written");
    fs::write(out.join("groups.rs"), source).expect("OUT_DIR can be written");
}

/// The words of `common.bin` by how they sound, in the order of their keys: the key in eight bytes, then the offset of the
/// word in three and its length in one.
fn write_sounds(groups: &BTreeMap<(u8, usize), Vec<&str>>, out: &Path) {
    let (mut sounds, mut at) = (Vec::new(), 0_u32);
    for word in groups.values().flatten() {
        let len = u32::try_from(word.len()).expect("a word is short");
        sounds.extend(sound::key(word.as_bytes()).map(|key| (key, len << 24 | at)));
        at += len;
    }
    assert!(at < 1 << 24, "the offset of a word has three bytes");
    sounds.sort_unstable();
    let entry = |(key, place): (u64, u32)| key.to_le_bytes().into_iter().chain(place.to_le_bytes());
    fs::write(out.join("sounds.bin"), sounds.into_iter().flat_map(entry).collect::<Vec<u8>>())
        .expect("OUT_DIR can be written");
}

/// The triples of letters that words have which are offered, their two ends counted as a letter: for each two letters
/// the set of those that stand behind them, before them and between them.
fn write_triples(words: &BTreeMap<String, u8>, out: &Path) {
    const ENDS: usize = 26;
    let mut sets = [("BEHIND", [[0_u32; 27]; 27]), ("BEFORE", [[0; 27]; 27]), ("BETWEEN", [[0; 27]; 27])];
    for (word, _) in words.iter().filter(|(_, note)| **note & !PROPER >= RAREST) {
        let letters = word.bytes().map(|letter| usize::from(letter - b'a'));
        let letters: Vec<usize> = [ENDS].into_iter().chain(letters).chain([ENDS]).collect();
        for triple in letters.windows(3) {
            let &[a, b, c] = triple else { unreachable!("windows of three") };
            sets[0].1[a][b] |= 1 << c;
            sets[1].1[b][c] |= 1 << a;
            sets[2].1[a][c] |= 1 << b;
        }
    }
    let mut source =
        format!("/// The number of the two ends of a word, in the place of a letter.\nconst END: u8 = {ENDS};\n");
    for (name, sets) in sets {
        writeln!(source, "#[allow(clippy::unreadable_literal)]\nstatic {name}: [[u32; 27]; 27] = {sets:?};")
            .expect("a string takes all");
    }
    fs::write(out.join("triples.rs"), source).expect("OUT_DIR can be written");
}
