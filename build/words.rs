//! Turns the word lists into tables that are asked as they lie in the binary.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[path = "../src/stages/typo/hash.rs"]
mod hash;

use hash::{
    COMMONEST, FILTER_BITS, LONGEST, Packed, RAREST, SLOTS, common_slot, filter_bit, fingerprint, first_slot, pair,
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

/// Writes `words.bin`, `commonest.bin`, `offered.bin`, `pairs.bin`, `common.bin`, `letters.bin` and `groups.rs` into `out`.
pub fn write_tables(lists: &Path, out: &Path) {
    let words = read_lists(lists);
    fs::write(out.join("words.bin"), table(words.iter().map(|(word, &note)| (word_hash(word), note))))
        .expect("OUT_DIR can be written");
    fs::write(out.join("commonest.bin"), commonest(&words)).expect("OUT_DIR can be written");
    fs::write(out.join("offered.bin"), filter(&words)).expect("OUT_DIR can be written");
    fs::write(out.join("pairs.bin"), table(read_pairs(lists).into_iter())).expect("OUT_DIR can be written");
    write_common_words(&words, out);
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
            words.entry(word.to_ascii_lowercase()).or_insert(frequency | proper);
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

/// The fingerprints of the commonest words. Of two words with one slot the more frequent has it.
fn commonest(words: &BTreeMap<String, u8>) -> Vec<u8> {
    let mut table = vec![(0_u8, 0_u32); COMMONEST];
    for (word, note) in words {
        let (hash, frequency) = (word_hash(word), note & !PROPER);
        let slot = &mut table[common_slot(hash)];
        if frequency > slot.0 {
            *slot = (frequency, fingerprint(hash));
        }
    }
    table.into_iter().flat_map(|(_, fingerprint)| fingerprint.to_le_bytes()).collect()
}

/// One bit for each word that is frequent enough to be offered.
fn filter(words: &BTreeMap<String, u8>) -> Vec<u8> {
    let mut filter = vec![0_u8; FILTER_BITS / 8];
    for (word, _) in words.iter().filter(|(_, note)| **note & !PROPER >= RAREST) {
        let bit = filter_bit(word_hash(word));
        filter[bit / 8] |= 1 << (bit % 8);
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
/// other, and for each word the set of its letters as the bits of a number.
fn write_common_words(words: &BTreeMap<String, u8>, out: &Path) {
    let mut groups: BTreeMap<(u8, usize), Vec<&str>> = BTreeMap::new();
    for (word, note) in words {
        if (SHORTEST_FAR..=LONGEST_FAR).contains(&word.len()) && note & !PROPER >= COMMON {
            groups.entry((word.as_bytes()[0], word.len())).or_default().push(word);
        }
    }
    let (mut text, mut letters, mut index) = (Vec::new(), Vec::new(), String::new());
    for first in b'a'..=b'z' {
        index.push_str("    [");
        for len in 0..=LONGEST_FAR {
            let group = groups.get(&(first, len)).map_or(&[][..], Vec::as_slice);
            let (at, number) = (text.len(), letters.len() / 4);
            write!(index, "({at}, {number}, {}), ", group.len()).expect("a string takes all");
            for word in group {
                text.extend_from_slice(word.as_bytes());
                let set = word.bytes().fold(0_u32, |set, letter| set | 1 << (letter - b'a'));
                letters.extend_from_slice(&set.to_le_bytes());
            }
        }
        index.push_str("],\n");
    }
    let source = format!(
        "#[allow(clippy::unreadable_literal)]\n\
         /// For each first letter and length: offset of its text, number of its first word, number of words.\n\
         static GROUPS: [[(u32, u32, u32); {}]; 26] = [\n{index}];\n",
        LONGEST_FAR + 1
    );
    fs::write(out.join("common.bin"), text).expect("OUT_DIR can be written");
    fs::write(out.join("letters.bin"), letters).expect("OUT_DIR can be written");
    fs::write(out.join("groups.rs"), source).expect("OUT_DIR can be written");
}
