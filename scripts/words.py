#!/usr/bin/env python3
"""Rebuilds rules/data/words/english.tsv from the packages it is made of.

usage: words.py SCOWL_FOLDER SYMSPELL_WHEEL > rules/data/words/english.tsv

SCOWL_FOLDER    usr/share/dict/scowl of the Debian package `scowl` (2020.12.07-2), unpacked
SYMSPELL_WHEEL  symspellpy-6.10.1-py3-none-any.whl from PyPI

One word a line, sorted. A word that is only ever written with a capital has one. Behind a tab stands how frequent the word
is, 3 x log2 of its count in SymSpell's dictionary; words that the dictionary does not have are known, but never suggested.
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

LIST = re.compile(r"(?P<region>[a-z_]+?)(_(?P<variant>[123]))?-(?P<kind>[a-z-]+)\.(?P<size>\d+)")


def scowl(folder):
    """Every word of the lists wanted: lower case to whether it is ever written without a capital."""
    words = {}
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
    return words


def symspell(wheel):
    """Counts of words written in plain letters."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("symspellpy/frequency_dictionary_en_82_765.txt").decode("utf-8-sig")
    pairs = (line.split() for line in text.splitlines())
    return {word: int(count) for word, count in pairs if re.fullmatch("[a-z]+", word)}


def main():
    folder, wheel = sys.argv[1:]
    words, counts = scowl(folder), symspell(wheel)
    for word in sorted(words.keys() | counts.keys()):
        if len(word) == 1 and word not in LETTERS or len(word) > 24:
            continue
        lower = words.get(word, True)
        written = word if lower else word.capitalize()
        print(f"{written}\t{round(3 * math.log2(counts[word]))}" if word in counts else written)


main()
