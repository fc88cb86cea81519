#!/usr/bin/env python3
"""Rebuilds the word lists in rules/data/words from the packages they are made of.

usage: words.py SCOWL_FOLDER SYMSPELL_WHEEL rules/data/words

SCOWL_FOLDER    usr/share/dict/scowl of the Debian package `scowl` (2020.12.07-2), unpacked
SYMSPELL_WHEEL  symspellpy-6.10.1-py3-none-any.whl from PyPI

english.tsv: one word a line, sorted. A word that is only ever written with a capital has one. Behind a tab stands how frequent the word
is, 3 x log2 of its count in SymSpell's dictionary, or of that of its British spelling; words that the dictionary does not have are known, but never suggested.

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

LIST = re.compile(r"(?P<region>[a-z_]+?)(_(?P<variant>[123]))?-(?P<kind>[a-z-]+)\.(?P<size>\d+)")


def scowl(folder):
    """Every word of the lists wanted, in lower case, to whether it is ever written without a capital; and those that only
    Americans write."""
    words, american = {}, set()
    for name in sorted(os.listdir(folder)):
        found = LIST.fullmatch(name)
        if not found or found["region"] == "special":
            continue
        variant = int(found["variant"] or 0)
        most = WORDS_UP_TO if found["kind"] in ("words", "contractions") else NAMES_UP_TO
        if variant > VARIANTS_UP_TO or int(found["size"]) > most:
            continue
        if found["kind"] == "abbreviations" and variant:
            continue
        with open(os.path.join(folder, name), encoding="iso-8859-1") as lines:
            for word in map(str.strip, lines):
                word = word.removesuffix("'s")
                if re.fullmatch("[A-Za-z]+", word):
                    words[word.lower()] = words.get(word.lower(), False) or word == word.lower()
                    if found["region"] == "american":
                        american.add(word.lower())
    return words, american


def symspell(wheel):
    """Counts of words, and of pairs of words, written in plain letters."""
    with zipfile.ZipFile(wheel) as archive:
        lines = lambda name: archive.read(f"symspellpy/{name}").decode("utf-8-sig").splitlines()
        single = (line.split() for line in lines("frequency_dictionary_en_82_765.txt"))
        double = (line.split() for line in lines("frequency_bigramdictionary_en_243_342.txt"))
        words = {word: int(count) for word, count in single if re.fullmatch("[a-z]+", word)}
        pairs = {(a, b): int(count) for a, b, count in double if a in words and b in words}
    return words, pairs


# American endings and insides, and what the British write. SymSpell's counts have most words in British spelling alone.
AMERICAN = [
    ("or", "our"), ("er$", "re"), ("ers$", "res"), ("ered$", "red"), ("iz", "is"), ("yz", "ys"), ("ense", "ence"),
    ("og$", "ogue"), ("ogs$", "ogues"), ("led$", "lled"), ("ling$", "lling"), ("ler$", "ller"), ("lers$", "llers"),
    ("fill", "fil"), ("roll", "rol"), ("kill", "kil"),
]


def frequency(word, counts, american):
    """3 x log2 of the word's count, or of that of its British spelling; nothing when there is none."""
    spellings = [word]
    if word in american:
        spellings += [re.sub(ours, theirs, word, count=1) for ours, theirs in AMERICAN]
    found = [counts[spelling] for spelling in spellings if spelling in counts]
    return round(3 * math.log2(found[0])) if found else None


def write_words(path, words, american, counts):
    with open(path, "w", encoding="ascii") as out:
        for word in sorted(words.keys() | counts.keys()):
            if len(word) == 1 and word not in LETTERS or len(word) > 24:
                continue
            written = word if words.get(word, True) else word.capitalize()
            known = frequency(word, counts, american)
            out.write(f"{written}\n" if known is None else f"{written}\t{known}\n")


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
    folder, wheel, lists = sys.argv[1:]
    counts, pairs = symspell(wheel)
    words, american = scowl(folder)
    write_words(os.path.join(lists, "english.tsv"), words, american, counts)
    write_pairs(os.path.join(lists, "pairs.tsv"), counts, pairs)


main()
