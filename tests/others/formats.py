"""The reports of `check` with validators: SARIF with Microsoft's own, JUnit with two readers, the config's schema."""

import json
import os
import subprocess
import tomllib
import xml.etree.ElementTree as ElementTree

from outside import FOLDER, ROOT, articles, copydesk, skip, tool

try:
    import jsonschema
    import junitparser
except ImportError as error:
    skip(error.name)
MULTITOOL = os.environ.get("SARIF_MULTITOOL") or tool("sarif-multitool")

articles()
(FOLDER / "articles" / "odd \u201cname\u201d, 100%.jsonl").write_text(
    '{"id": "a b", "text": "\u201cOne\u201d \u2014 of of"}\nbroken\n', encoding="utf-8"
)
outputs = {"sarif": "o.sarif", "junit": "o.xml", "gitlab": "o.json", "rdjsonl": "o.rdjsonl", "json": "all.json"}
flags = [flag for name, file in outputs.items() for flag in ("--output-format", f"{name}={file}")]
copydesk("check", "articles", "--glob", "*.txt", "--glob", "*.jsonl", *flags, status=2)
found = json.loads((FOLDER / "all.json").read_text())

validated = subprocess.run(
    [MULTITOOL, "validate", "o.sarif", "--output", "validated.sarif", "--log", "ForceOverwrite"],
    cwd=FOLDER, capture_output=True, text=True, check=False,
)
assert validated.returncode == 0, validated.stdout + validated.stderr
complaints = json.loads((FOLDER / "validated.sarif").read_text())["runs"][0].get("results", [])
# It would have a home page of the tool, which is for whoever publishes one.
serious = [it for it in complaints if it["ruleId"] != "SARIF2005" and it.get("level") != "note"]
assert not serious, json.dumps(serious, indent=1)[:4000]
assert len(json.loads((FOLDER / "o.sarif").read_text())["runs"][0]["results"]) == len(found)

suites = junitparser.JUnitXml.fromfile(str(FOLDER / "o.xml"))
suites.update_statistics()
assert suites.failures == len(found) and suites.errors == 1, (suites.failures, suites.errors)
assert len(ElementTree.parse(FOLDER / "o.xml").findall("./testsuite/testcase/failure")) == len(found)

issues = json.loads((FOLDER / "o.json").read_text())
assert len({issue["fingerprint"] for issue in issues}) == len(found)
for line in (FOLDER / "o.rdjsonl").read_text().splitlines():
    diagnostic = json.loads(line)
    path, span = diagnostic["location"]["path"], diagnostic["location"]["range"]
    if "column" in span["start"] and span["start"]["line"] == span["end"]["line"] and path.endswith(".txt"):
        raw = (FOLDER / path).read_bytes()
        try:
            raw.decode()
        except UnicodeDecodeError:
            continue
        text = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[span["start"]["line"] - 1]
        # Bytes from 1: what they cut out must be text.
        text[span["start"]["column"] - 1 : span["end"]["column"] - 1].decode()

schema = json.loads((ROOT / "copydesk.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
config = tomllib.loads(copydesk("init", "-"))
validator.validate(config)
for case in (ROOT / "fixtures" / "cases").glob("*/copydesk.toml"):
    validator.validate(tomllib.loads(case.read_text()))
for wrong in [{"stagse": []}, {"rules": {"typo/nonword": "of"}}, {"date": {"rewrite": "all"}}, {"typo": {"fixx": True}}]:
    assert not validator.is_valid(wrong), wrong
