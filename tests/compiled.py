"""The project as `make compiled` installs it, in a folder of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"


def installed(folder: Path, level: str) -> Path:
    """Where the project, compiled with `level` of effort (0 to 3) under an empty folder, can be imported from."""
    sources = shutil.copytree(
        ROOT, folder / "sources", ignore=shutil.ignore_patterns(".*", "build", "tests", "*.egg-info", "__pycache__")
    )
    made = folder / "installed"
    ended = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation",
         "--target", made, sources],
        env=os.environ | {"THIDUA_COMPILE": level}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode:
        raise RuntimeError(f"the reader was not compiled: {ended.stdout}{ended.stderr}")
    return made


def run(made: Path, program: Path, *arguments: str) -> str:
    """What a program prints where `made` is imported instead of the project itself."""
    paths = os.pathsep.join([str(made), str(GOLD)])
    ended = subprocess.run(
        [sys.executable, str(program), *arguments], cwd=made, env=os.environ | {"PYTHONPATH": paths},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode:
        raise RuntimeError(ended.stderr)
    return ended.stdout
