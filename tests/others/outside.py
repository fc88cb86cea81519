"""What the scripts beside this one share: the program, a folder, and a way to say that a tool is not there."""

import shutil
import subprocess
import sys
from pathlib import Path

PROGRAM, FOLDER, ROOT = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
NOT_HERE = 77


def skip(what):
    print(f"{what} is not on this machine")
    sys.exit(NOT_HERE)


def tool(name):
    """The path of a program, or a test passed over."""
    return shutil.which(name) or skip(name)


def copydesk(*arguments, status=0, folder=FOLDER):
    """Runs copydesk and gives what it wrote."""
    ran = subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False)
    wanted = status if isinstance(status, tuple) else (status,)
    assert ran.returncode in wanted, f"{arguments}: status {ran.returncode}\n{ran.stderr}"
    return ran.stdout


def articles():
    """A copy of the shipped articles."""
    shutil.copytree(ROOT / "fixtures" / "articles", FOLDER / "articles")
    return FOLDER / "articles"
