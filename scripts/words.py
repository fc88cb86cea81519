#!/usr/bin/env python3
"""Rebuilds the word lists in rules/data/words from the packages they are made of.

usage: words.py SCOWL_FOLDER SYMSPELL_WHEEL HARPER_FOLDER rules/data/words

SCOWL_FOLDER    usr/share/dict/scowl of the Debian package `scowl` (2020.12.07-2), unpacked
SYMSPELL_WHEEL  symspellpy-6.10.1-py3-none-any.whl from PyPI
HARPER_FOLDER   the crate harper-core 3.0.0 from crates.io, unpacked

english.tsv: one word a line, sorted. A word that is only ever written with a capital has one. Behind a tab stands how frequent the word
is, 3 x log2 of its count in SymSpell's dictionary, or of that of its British spelling; words that the dictionary does not have are known, but never suggested.

american.tsv: words that only Americans write, each with its British spelling behind a tab. british.tsv: words that the
British write and Americans do not, with their American spelling.

pairs.tsv: words and, behind a tab, those often seen right behind them, each with a digit: how much oftener than chance
would have it, in steps of 4/3 of a bit.
"""
import math
import os
import re
import sys
import zipfile

# Every region's spelling is right. Size 80 still hides no common misspelling; 95 does (quicky, doen, toi).
WORDS_UP_TO = 80
# Names and abbreviations are rarer than their size says, and short: beyond 70 they hide slips.
NAMES_UP_TO = 70
# variant_1 holds spellings that dictionaries give second; the others are archaic or wrong in news.
VARIANTS_UP_TO = 1
# Single letters that are words. SCOWL has all twenty-six.
LETTERS = {"a", "i"}

# Words that SymSpell's dictionary was counted from.
ALL_WORDS = 1.0249e12
# A digit of pairs.tsv is so many thirds of a bit.
STEP = 4

# Spellings of one side up to this size are given with their counterpart; beyond it few are in use.
VARIANTS_OF_WORDS_UP_TO = 60
# Letters of the shortest word taken from harper, which has abbreviations of programmers as well.
SHORTEST_NEW = 4

LIST = re.compile(r"(?P<region>[a-z_]+?)(_(?P<variant>[123]))?-(?P<kind>[a-z-]+)\.(?P<size>\d+)")


def lists(folder):
    """Region, variant, kind, size and words of each list."""
    for name in sorted(os.listdir(folder)):
        found = LIST.fullmatch(name)
        if found and found["region"] != "special":
            with open(os.path.join(folder, name), encoding="iso-8859-1") as lines:
                yield found["region"], int(found["variant"] or 0), found["kind"], int(found["size"]), lines.read().split()


def scowl(folder):
    """Every word of the lists wanted, in lower case, to whether it is ever written without a capital."""
    words = {}
    for _, variant, kind, size, listed in lists(folder):
        most = WORDS_UP_TO if kind in ("words", "contractions") else NAMES_UP_TO
        if variant > VARIANTS_UP_TO or size > most or kind == "abbreviations" and variant:
            continue
        for word in listed:
            word = word.removesuffix("'s")
            if re.fullmatch("[A-Za-z]+", word):
                words[word.lower()] = words.get(word.lower(), False) or word == word.lower()
    return words


def harper(folder, known):
    """The words of harper's dictionary that are not known, with their inflections, as in `scowl`: mostly newer words."""
    words = {}
    with open(os.path.join(folder, "dictionary.dict"), encoding="utf-8") as lines:
        for line in lines:
            found = re.match("([A-Z]?[a-z]+)(?:/([^ #]*))?[ ]*(?:#.*)?$", line.strip())
            if not found or len(found[1]) < SHORTEST_NEW or re.fullmatch("[ivxlcdm]+", found[1]) or found[1].lower() in known:
                continue
            for word in [found[1], *inflections(found[1], found[2] or "")]:
                words[word.lower()] = words.get(word.lower(), False) or word == word.lower()
    return words


def inflections(word, flags):
    """What harper's marks say the word has: a plural or third person (S), a participle (G), a past (d). Whether a last
    consonant is doubled they do not say; such a word has its plural only."""
    stem = word.removesuffix("e")
    if "S" in flags:
        if re.search("(s|x|z|ch|sh)$", word):
            yield word + "es"
        elif re.search("[^aeiou]y$", word):
            yield word[:-1] + "ies"
        else:
            yield word + "s"
    if re.search("[^aeiou][aeiou][bdfglmnprtvz]$", word):
        return
    if "G" in flags:
        yield (word if re.search("(ee|oe|ye)$", word) else stem) + "ing"
    if "d" in flags:
        yield word[:-1] + "ied" if re.search("[^aeiou]y$", word) else stem + "ed"


def symspell(wheel):
    """Counts of words, and of pairs of words, written in plain letters."""
    with zipfile.ZipFile(wheel) as archive:
        lines = lambda name: archive.read(f"symspellpy/{name}").decode("utf-8-sig").splitlines()
        single = (line.split() for line in lines("frequency_dictionary_en_82_765.txt"))
        double = (line.split() for line in lines("frequency_bigramdictionary_en_243_342.txt"))
        words = {word: int(count) for word, count in single if re.fullmatch("[a-z]+", word)}
        pairs = {(a, b): int(count) for a, b, count in double if a in words and b in words}
    return words, pairs


# What the British write, and what Americans write for it. Those below the empty line may lead to a word that is right on
# both sides, as "programme" does.
SPELLINGS = [
    ("our", "or"), ("is", "iz"), ("ys", "yz"), ("re$", "er"), ("res$", "ers"), ("red$", "ered"), ("ring$", "ering"),
    ("ogue", "og"), ("ll", "l"), ("l", "ll"), ("ae(?=.)", "e"), ("oe(?=.)", "e"), ("sc", "sk"), ("ph", "f"), ("eing$", "ing"),
    ("ement", "ment"), ("ould", "old"), ("oult", "olt"), ("oust", "ust"), ("yj", "aj"), ("ough", "ow"), ("aught", "aft"),
    ("inium", "inum"), ("ey", "ay"), ("xe$", "x"), ("llery$", "lry"), ("pp", "p"), ("tt", "t"), ("gg", "g"), ("usc", "usk"),
    ("ence", "ense"), ("ences", "enses"),

    ("mme", "m"), ("que", "ck"), ("^tyre", "tire"), ("^kerb", "curb"), ("^storey", "story"), ("^metre", "meter"),
    ("metre", "meter"), ("practis", "practic"), ("licenc", "licens"), ("^cosy", "cozy"),
]
BOTH_SIDES = SPELLINGS.index(("mme", "m"))


def variants(folder):
    """American spellings to British ones, for words that are wrong in Britain; and the other way round."""
    regions = {}
    for region, variant, kind, size, listed in lists(folder):
        if kind == "words" and not variant and size <= VARIANTS_OF_WORDS_UP_TO:
            regions.setdefault(region, set()).update(word for word in listed if re.fullmatch("[a-z]+", word))
    both, us, gb = regions["english"], regions["american"], regions["british"] | regions["british_z"]
    right_in_us, right_in_gb = us | both, gb | both
    to_us, to_gb = {}, {}
    for word in sorted(gb - right_in_us):
        for number, (theirs, ours) in enumerate(SPELLINGS):
            spellings = {word[:at.start()] + ours + word[at.end():] for at in re.finditer(theirs, word)}
            right = us if number < BOTH_SIDES else right_in_us
            for spelling in sorted(spellings & right):
                to_us.setdefault(word, spelling)
                if spelling not in right_in_gb:
                    to_gb.setdefault(spelling, word)
    return to_gb, to_us


def frequency(word, counts, to_gb):
    """3 x log2 of the word's count, or of that of its British spelling, since SymSpell's counts have many words in that
    alone; nothing when there is none."""
    found = [counts[spelling] for spelling in (word, to_gb.get(word)) if spelling in counts]
    return round(3 * math.log2(found[0])) if found else None


def write_words(path, words, to_gb, counts):
    with open(path, "w", encoding="ascii") as out:
        for word in sorted(words.keys() | counts.keys()):
            if len(word) == 1 and word not in LETTERS or len(word) > 24:
                continue
            written = word if words.get(word, True) else word.capitalize()
            known = frequency(word, counts, to_gb)
            out.write(f"{written}\n" if known is None else f"{written}\t{known}\n")


def write_spellings(path, spellings):
    with open(path, "w", encoding="ascii") as out:
        out.writelines(f"{word}\t{spelling}\n" for word, spelling in sorted(spellings.items()))


def write_pairs(path, counts, pairs):
    groups = {}
    for (first, second), count in pairs.items():
        gain = 3 * math.log2(count * ALL_WORDS / (counts[first] * counts[second]))
        if gain >= STEP:
            groups.setdefault(first, []).append(f"{second}{min(9, round(gain / STEP))}")
    with open(path, "w", encoding="ascii") as out:
        for first, seconds in sorted(groups.items()):
            out.write(f"{first}\t{' '.join(sorted(seconds))}\n")


def main():
    folder, wheel, new, out = sys.argv[1:]
    counts, pairs = symspell(wheel)
    words = scowl(folder)
    for word, plain in harper(new, words.keys() | counts.keys()).items():
        words.setdefault(word, plain)
    to_gb, to_us = variants(folder)
    # What is right on both sides has its own spelling in Britain, too (organize).
    spellings = {ours: theirs for theirs, ours in to_us.items()}
    write_words(os.path.join(out, "english.tsv"), words, spellings, counts)
    write_pairs(os.path.join(out, "pairs.tsv"), counts, pairs)
    write_spellings(os.path.join(out, "american.tsv"), to_gb)
    write_spellings(os.path.join(out, "british.tsv"), to_us)


main()
