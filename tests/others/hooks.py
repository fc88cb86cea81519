"""The hooks of `.pre-commit-hooks.yaml`, run by pre-commit in a repository made for the test."""

import os
import shutil
import subprocess
import sys

from outside import FOLDER, PROGRAM, ROOT, skip, tool

tool("git")
try:
    import pre_commit  # noqa: F401
    import yaml
except ImportError as error:
    skip(error.name)

ENVIRONMENT = os.environ | {
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.com", "PRE_COMMIT_HOME": str(FOLDER / "cache"),
    "PATH": f"{os.path.dirname(PROGRAM)}{os.pathsep}{os.environ['PATH']}",
}


def run(*command, folder, status=0):
    ran = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert ran.returncode == status, f"{command}: {ran.returncode}\n{ran.stdout}{ran.stderr}"
    return ran.stdout + ran.stderr


# The shipped hooks build copydesk with cargo; here the same hooks run the program that is being tested.
hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
assert [hook["id"] for hook in hooks] == ["copydesk", "copydesk-fix"] and all(hook["language"] == "rust" for hook in hooks)
source = FOLDER / "hooks"
source.mkdir()
local = [hook | {"language": "system"} for hook in hooks]
(source / ".pre-commit-hooks.yaml").write_text(yaml.safe_dump(local))
run("git", "init", "-q", "-b", "main", folder=source)
run("git", "add", "-A", folder=source)
run("git", "commit", "-qm", "hooks", folder=source)
revision = run("git", "rev-parse", "HEAD", folder=source).strip()
run(sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), folder=FOLDER)


def config(hook):
    return yaml.safe_dump({"repos": [{"repo": str(source), "rev": revision, "hooks": [{"id": hook}]}]})


news = FOLDER / "news"
(news / "wire").mkdir(parents=True)
(news / "desk").mkdir()
run("git", "init", "-q", "-b", "main", folder=news)
(news / ".pre-commit-config.yaml").write_text(config("copydesk"))
(news / "wire" / "a.txt").write_text("The store closed on June 3, 2017, the the union said.\n")
# The same name in another folder, and a file that is no article.
(news / "desk" / "a.txt").write_text("Nothing is wrong here.\n")
(news / "script.py").write_text("print('the the')\n")
run("git", "add", "-A", folder=news)
said = run(sys.executable, "-m", "pre_commit", "run", "--all-files", folder=news, status=1)
assert "wire/a.txt:1:21: date/absolute" in said and "script.py" not in said and "desk/a.txt:" not in said, said

(news / ".pre-commit-config.yaml").write_text(config("copydesk-fix"))
run("git", "add", "-A", folder=news)
said = run(sys.executable, "-m", "pre_commit", "run", "--all-files", folder=news, status=1)
assert "files were modified by this hook" in said, said
assert (news / "wire" / "a.txt").read_text() == "The store closed on 2017-06-03, the the union said.\n"
assert run("git", "status", "--short", "--untracked-files=all", folder=news).count(".copydesk") == 0, "the log stays out of git"
(news / "wire" / "a.txt").write_text("The store closed on 2017-06-03, the union said.\n")
run("git", "add", "-A", folder=news)
run(sys.executable, "-m", "pre_commit", "run", "--all-files", folder=news)
shutil.rmtree(FOLDER / "cache", ignore_errors=True)
