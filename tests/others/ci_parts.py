"""The steps of `action.yml` and of the GitLab snippet, run by a shell as a runner would."""

import json
import os
import subprocess

from outside import FOLDER, PROGRAM, ROOT, skip, tool

tool("bash")
try:
    import yaml
except ImportError as error:
    skip(error.name)

PATH = f"{os.path.dirname(PROGRAM)}{os.pathsep}{os.environ['PATH']}"
(FOLDER / "news").mkdir()
(FOLDER / "news" / "a.txt").write_text("The store closed on June 3, 2017.\n")
(FOLDER / "good").mkdir()
(FOLDER / "good" / "a.txt").write_text("The store closed.\n")


def shell(script, status, **environment):
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=FOLDER,
        env=os.environ | {"PATH": PATH} | environment, capture_output=True, text=True, check=False,
    )
    assert ran.returncode == status, f"{script}\n{ran.returncode}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


action = yaml.safe_load((ROOT / "action.yml").read_text())
assert action["runs"]["using"] == "composite"
inputs = {name: it.get("default", "") for name, it in action["inputs"].items()}
steps = {step["id"]: step for step in action["runs"]["steps"] if "id" in step}
check = steps["check"]
assert check["shell"] == "bash"


def run_action(status, **given):
    values = inputs | given
    environment = {}
    for name, value in check["env"].items():
        key = value.removeprefix("${{ inputs.").removesuffix(" }}")
        environment[name] = values[key]
    output, summary = FOLDER / "output.txt", FOLDER / "summary.md"
    for file in (output, summary):
        file.write_text("")
    said = shell(check["run"], status, GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary), **environment)
    return said, output.read_text(), summary.read_text()


said, output, summary = run_action(1, paths="news", sarif="copydesk.sarif")
assert said.startswith("::error file=news/a.txt,line=1,col=21,endColumn=33,title=date/absolute::"), said
assert output == "sarif=copydesk.sarif\n" and "date/absolute" in summary, (output, summary)
assert len(json.loads((FOLDER / "copydesk.sarif").read_text())["runs"][0]["results"]) == 1
said, _, _ = run_action(0, paths="good")
assert said == "", said
said, _, _ = run_action(0, paths="news good", arguments="--ignore date,typo --exit-zero")
assert "date/absolute" not in said
assert not os.path.exists(FOLDER / "ran")
run_action(2, paths="$(touch ran)")
assert not os.path.exists(FOLDER / "ran"), "an input is no program"

snippet = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text())
job = snippet["copydesk"]
report = job["artifacts"]["reports"]["codequality"]
shell("\n".join(job["script"]), 1, COPYDESK_PATHS="news", **{k: v for k, v in job["variables"].items() if k != "COPYDESK_PATHS"})
issue = json.loads((FOLDER / report).read_text())[0]
assert issue["check_name"] == "date/absolute" and issue["location"]["path"] == "news/a.txt"
shell("\n".join(job["script"]), 0, COPYDESK_PATHS="good")
