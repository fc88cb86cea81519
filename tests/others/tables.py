"""The log in the hands of frictionless, pandas and DuckDB."""

import csv
import json

from outside import FOLDER, articles, copydesk, skip

try:
    import duckdb
    import pandas
    from frictionless import Resource, Schema, system
except ImportError as error:
    skip(error.name)

articles()
copydesk("clean", "articles", "--out", "out")
log = FOLDER / "out" / "audit.csv"
with log.open(newline="", encoding="utf-8") as file:
    plain = list(csv.DictReader(file))

system.trusted = True
schema = Schema.from_descriptor(json.loads((FOLDER / "out" / "audit.schema.json").read_text()))
report = Resource(path=str(log), schema=schema).validate()
assert report.valid, report.to_summary()
assert schema.field_names == list(plain[0])

frame = pandas.read_csv(log, keep_default_na=False)
assert len(frame) == len(plain) and list(frame["after"]) == [row["after"] for row in plain]
assert str(frame["start"].dtype).startswith("int") and str(frame["confidence"].dtype).startswith("float")

rows = duckdb.sql(f"select count(*), count(distinct doc), sum(\"end\" - start) from read_csv('{log}', header = true)").fetchall()[0]
assert rows[0] == len(plain) and rows[1] == len({row["doc"] for row in plain}), rows

# For a spreadsheet: the same rows behind a byte order mark, nothing that would be run, and undone all the same.
copydesk("clean", "articles", "--out", "excel", "--csv-dialect", "excel")
excel = FOLDER / "excel" / "audit.csv"
assert excel.read_bytes().startswith(b"\xef\xbb\xbf")
with excel.open(newline="", encoding="utf-8-sig") as file:
    guarded = list(csv.DictReader(file))
assert len(guarded) == len(plain)
for ours, theirs in zip(plain, guarded):
    names = theirs["guarded"].split()
    for name, cell in ours.items():
        assert theirs[name] == ("'" + cell if name in names else cell), (name, cell, theirs)
    for name in ("doc", "before", "after"):
        assert not theirs[name].startswith(("=", "+", "-", "@")), theirs
copydesk("audit", "undo", "excel/audit.csv", "--out", "back")
for original in (FOLDER / "articles").iterdir():
    assert original.read_bytes() == (FOLDER / "back" / original.name).read_bytes(), original.name
