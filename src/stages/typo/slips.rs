//! How likely a hand or an ear is to write one word for another.
//!
//! Costs are in the unit of a word's frequency, thirds of a bit: a slip that costs 6 less is four times as likely.

use super::hash::LONGEST;

/// Two letters in each other's place: `thsi`.
const SWAP: u32 = 4;
/// A letter two places from its own: `veor`.
const MOVED: u32 = 17;
/// A letter twice: `acrross`.
const TWIN: u32 = 10;
/// The same when nothing else is wrong.
const ONLY_TWIN: u32 = 4;
/// A double letter once: `occured`.
const SINGLE: u32 = 3;
/// A letter left out.
const MISSING_VOWEL: u32 = 5;
const MISSING: u32 = 11;
/// The second `l` of an adverb: `regulary`.
const MISSING_IN_LY: u32 = 6;
/// A key beside the wanted one hit with it: `gazme`.
const BRUSHED: u32 = 17;
/// A letter too many for no reason seen; one that is not heard, at the end: `worme`.
const EXTRA: u32 = 26;
const EXTRA_VOWEL: u32 = 24;
const SILENT: u32 = 14;
/// A key beside the wanted one: `wprk`.
const BESIDE: u32 = 18;
/// One vowel for another: `seperate`.
const VOWEL: u32 = 16;
/// A letter that sounds alike: `sponzored`.
const SOUND: u32 = 24;
/// Any other letter.
const OTHER: u32 = 32;
/// More for the first letter, which is seldom wrong.
const FIRST: u32 = 6;
/// More for each slip beyond the first: who slips once in a word seldom does so twice.
const AGAIN: u32 = 4;

/// For each letter, those on the keys around its own (US layout).
const KEYS: [&[u8]; 26] = [
    b"qwsz", b"vghn", b"xdfv", b"serfcx", b"wsdr", b"drtgvc", b"ftyhbv", b"gyujnb", b"ujko", b"huikmn", b"jiolm",
    b"kop", b"njk", b"bhjm", b"iklp", b"ol", b"wa", b"edft", b"awedxz", b"rfgy", b"yhji", b"cfgb", b"qase", b"zsdc",
    b"tghu", b"asx",
];

/// Letters that stand for one sound.
const SOUNDS: [&[u8]; 26] = [
    b"", b"pv", b"skq", b"t", b"", b"vp", b"jk", b"", b"", b"gy", b"cqg", b"r", b"n", b"m", b"", b"bf", b"kc", b"l",
    b"cz", b"d", b"w", b"fbw", b"vu", b"sz", b"", b"sx",
];

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// For each letter, the set of its letters in `table` as the bits of a number.
const fn sets(table: &[&[u8]; 26]) -> [u32; 26] {
    let mut sets = [0; 26];
    let mut letter = 0;
    while letter < 26 {
        let mut at = 0;
        while at < table[letter].len() {
            sets[letter] |= 1 << (table[letter][at] - b'a');
            at += 1;
        }
        letter += 1;
    }
    sets
}

const NEAR_KEYS: [u32; 26] = sets(&KEYS);
const LIKE_SOUNDS: [u32; 26] = sets(&SOUNDS);

const fn holds(sets: &[u32; 26], letter: u8, other: u8) -> bool {
    sets[(letter - b'a') as usize] >> (other - b'a') & 1 != 0
}

/// For each two letters, the cost of the first in the place of the second, that of coming again counted in; nothing for
/// a letter in its own place.
static REPLACED: [[u32; 26]; 26] = {
    let mut costs = [[0; 26]; 26];
    let mut wrong = b'a';
    while wrong <= b'z' {
        let mut right = b'a';
        while right <= b'z' {
            if wrong != right {
                costs[(wrong - b'a') as usize][(right - b'a') as usize] = replaced(wrong, right) + AGAIN;
            }
            right += 1;
        }
        wrong += 1;
    }
    costs
};

const fn replaced(wrong: u8, right: u8) -> u32 {
    if is_vowel(wrong) && is_vowel(right) {
        VOWEL
    } else if holds(&NEAR_KEYS, right, wrong) {
        BESIDE
    } else if holds(&LIKE_SOUNDS, right, wrong) {
        SOUND
    } else {
        OTHER
    }
}

/// Cost of the letter `right[at]` left out.
fn left_out(right: &[u8], at: usize) -> u32 {
    let letter = right[at];
    let first = if at == 0 { FIRST } else { 0 };
    first
        + if right[at..] == *b"ly" && at > 1 {
            MISSING_IN_LY
        } else if at > 0 && right[at - 1] == letter || right.get(at + 1) == Some(&letter) {
            SINGLE
        } else if is_vowel(letter) {
            MISSING_VOWEL
        } else {
            MISSING
        }
}

/// Cost of the letter `wrong[at]` too many.
fn put_in(wrong: &[u8], at: usize) -> u32 {
    let letter = wrong[at];
    let mut neighbours = at.checked_sub(1).map(|before| wrong[before]).into_iter().chain(wrong.get(at + 1).copied());
    let first = if at == 0 { FIRST / 2 } else { 0 };
    if neighbours.clone().any(|neighbour| neighbour == letter) {
        TWIN
    } else if neighbours.any(|neighbour| holds(&NEAR_KEYS, neighbour, letter)) {
        first + BRUSHED
    } else if letter == b'e' && at + 1 == wrong.len() {
        SILENT
    } else if is_vowel(letter) {
        first + EXTRA_VOWEL
    } else {
        first + EXTRA
    }
}

/// Letters that a word and what was written for it may be out of step by: so many are left out, or put in. By ear, more.
const STEP: usize = 2;
const STEP_BY_EAR: usize = 3;

/// What it costs to have written `wrong` for `right`: the cheapest chain of slips that keeps the two in step (see
/// [`STEP`]). Both are lower-case ASCII letters; nothing when one is longer than [`LONGEST`], or by more letters
/// longer than the other.
pub fn cost(wrong: &[u8], right: &[u8]) -> Option<u32> {
    chain::<STEP>(wrong, right)
}

/// The same for what sounds alike, which may be further out of step.
pub fn cost_by_ear(wrong: &[u8], right: &[u8]) -> Option<u32> {
    chain::<STEP_BY_EAR>(wrong, right)
}

/// Width of a row of [`chain`]: as many letters to the left of the one in step, and one more; that one; as many to its
/// right, and one more that is never reached.
const WIDTH: usize = 2 * STEP_BY_EAR + 3;

fn chain<const STEP: usize>(wrong: &[u8], right: &[u8]) -> Option<u32> {
    const FAR: u32 = u32::MAX / 2;
    if wrong.len() > LONGEST || right.len() > LONGEST || wrong.len().abs_diff(right.len()) > STEP {
        return None;
    }
    let mut missing = [0; LONGEST];
    for (at, cost) in missing[..right.len()].iter_mut().enumerate() {
        *cost = left_out(right, at) + AGAIN;
    }
    // Of a row only the middle is kept, where the two are in step: for `i` letters of what is written and `j` of what is
    // wanted place `middle + j - i`. What the first slip pays for coming again is given back at the end.
    let middle = STEP + 1;
    let (mut two_back, mut one_back) = ([FAR; WIDTH], [FAR; WIDTH]);
    one_back[middle] = 0;
    for at in 0..right.len().min(STEP) {
        one_back[middle + at + 1] = one_back[middle + at] + missing[at];
    }
    for (i, &letter) in wrong.iter().enumerate() {
        let extra = put_in(wrong, i) + AGAIN;
        let mut row = [FAR; WIDTH];
        if let Some(none) = STEP.checked_sub(i) {
            row[none] = one_back[none + 1] + extra;
        }
        for j in i.saturating_sub(STEP)..right.len().min(i + 1 + STEP) {
            let (wanted, place) = (right[j], middle + j - i);
            let replaced = match REPLACED[usize::from(letter - b'a')][usize::from(wanted - b'a')] {
                0 => 0,
                cost if i == 0 || j == 0 => cost + FIRST,
                cost => cost,
            };
            let mut best =
                (one_back[place] + replaced).min(one_back[place + 1] + extra).min(row[place - 1] + missing[j]);
            if i > 0 && j > 0 && letter == right[j - 1] && wrong[i - 1] == wanted && letter != wanted {
                best = best.min(two_back[place] + SWAP + AGAIN);
            }
            row[place] = best;
        }
        (two_back, one_back) = (one_back, row);
    }
    let cost = one_back[middle + right.len() - wrong.len()].saturating_sub(AGAIN);
    let only = if is_repeat(wrong, right) {
        ONLY_TWIN
    } else if is_moved(wrong, right) {
        MOVED
    } else {
        cost
    };
    Some(cost.min(only))
}

/// Whether `wrong` is `right` with one letter two places from its own.
pub fn is_moved(wrong: &[u8], right: &[u8]) -> bool {
    let Some(first) = wrong.iter().zip(right).position(|(a, b)| a != b) else { return false };
    let (Some((found, rest)), Some((wanted, same))) =
        (wrong[first..].split_first_chunk::<3>(), right[first..].split_first_chunk::<3>())
    else {
        return false;
    };
    let turned = |by| {
        let mut turned = *found;
        turned.rotate_left(by);
        turned == *wanted
    };
    rest == same && (turned(1) || turned(2))
}

/// Whether `wrong` is `right` with one letter once too often beside its like.
pub fn is_repeat(wrong: &[u8], right: &[u8]) -> bool {
    wrong.len() == right.len() + 1
        && (1..wrong.len())
            .any(|at| wrong[at] == wrong[at - 1] && wrong[..at] == right[..at] && wrong[at + 1..] == right[at..])
}

/// Whether `wrong` is `right` in another form, which may be meant: a genitive without its apostrophe (`companys`), or what
/// is written as it is spoken (`comin`).
pub fn is_meant(wrong: &[u8], right: &[u8]) -> bool {
    wrong.strip_suffix(b"s") == Some(right) || right.strip_suffix(b"g") == Some(wrong) && wrong.ends_with(b"in")
}

/// Whether `wrong` and `right` are the same but for letters that one has once and the other twice.
pub fn differs_in_doubling(wrong: &[u8], right: &[u8]) -> bool {
    let singles = |word: &[u8]| {
        let mut word = word.to_vec();
        word.dedup();
        word
    };
    singles(wrong) == singles(right)
}

/// The groups of vowels in `word` that are heard.
pub fn syllables(word: &[u8]) -> usize {
    let groups = word.chunk_by(|a, b| is_vowel(*a) == is_vowel(*b)).filter(|group| is_vowel(group[0])).count();
    let is_silent = match word {
        [.., before, b'e'] => !is_vowel(*before),
        [.., before, b'e', b's'] => !is_vowel(*before) && !b"cghsxz".contains(before),
        [.., before, b'e', b'd'] => !is_vowel(*before) && !b"dt".contains(before),
        _ => false,
    };
    groups - usize::from(is_silent && groups > 1)
}

#[cfg(test)]
mod tests {
    use super::{cost, differs_in_doubling, is_meant, is_moved, is_repeat, syllables};

    fn order(wrong: &str, rights: &[&str]) {
        let costs: Vec<_> = rights.iter().map(|right| cost(wrong.as_bytes(), right.as_bytes()).unwrap()).collect();
        assert!(costs.is_sorted(), "{wrong} {rights:?} {costs:?}");
    }

    #[test]
    fn likelier_slips_cost_less() {
        assert_eq!(cost(b"word", b"word"), Some(0));
        order("runnning", &["running", "cunning"]);
        order("thsi", &["this", "thai"]);
        order("seperate", &["separate", "desperate"]);
        order("wprk", &["work", "wark"]);
        order("regulary", &["regularly", "regular"]);
        order("ribbonss", &["ribbons", "ribbon"]);
    }

    #[test]
    fn a_letter_is_two_places_from_its_own() {
        assert!(is_moved(b"fmro", b"from") && is_moved(b"veor", b"over"));
        assert!(!is_moved(b"form", b"from") && !is_moved(b"from", b"from") && !is_moved(b"fom", b"from"));
    }

    #[test]
    fn genitives_and_speech_may_be_meant() {
        assert!(is_meant(b"companys", b"company") && is_meant(b"comin", b"coming"));
        assert!(!is_meant(b"runnning", b"running") && !is_meant(b"beginn", b"begin"));
    }

    #[test]
    fn doubling_is_told_from_other_slips() {
        assert!(differs_in_doubling(b"andersson", b"anderson") && differs_in_doubling(b"comittee", b"committee"));
        assert!(!differs_in_doubling(b"televison", b"television"));
    }

    #[test]
    fn a_repeat_has_one_letter_too_many() {
        assert!(is_repeat(b"runnning", b"running"));
        assert!(is_repeat(b"acrross", b"across"));
        assert!(!is_repeat(b"occured", b"occurred"));
        assert!(!is_repeat(b"gazme", b"game"));
    }

    #[test]
    fn syllables_are_counted() {
        for (word, count) in [
            ("game", 1),
            ("gummies", 2),
            ("anomaly", 4),
            ("games", 1),
            ("prizes", 2),
            ("the", 1),
            ("queue", 1),
            ("cream", 1),
        ] {
            assert_eq!(syllables(word.as_bytes()), count, "{word}");
        }
    }
}
