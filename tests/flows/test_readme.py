"""The README is run: its commands, and its questions against the demo's articles.

`THIDUA_WRITE_README=1 pytest tests/flows/test_readme.py` writes the present answers into it.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import PATIENCE, SITE, Command

from warehouse import server

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = ROOT / "flows" / "OPERATING.md"
QUESTION = re.compile(r"```sql\n(?P<query>.*?)```\n```text\n(?P<answer>.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
DEMO = re.compile(r"(<!-- demo -->\n```text\n).*?(```)", re.DOTALL)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def words() -> str:
    return README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def readme_home(own_home: Path) -> Iterator[Path]:
    """The THIDUA_HOME of all commands."""
    yield own_home / "readme"
    server.stop(own_home / "readme")


def commands(words: str) -> list[str]:
    return [line[2:] for block in CONSOLE.findall(words) for line in block.splitlines() if line.startswith("$ ")]


def without_times(printed: str) -> str:
    return re.sub(r"(seconds +│ )[\d.]+ *", r"\1", printed)


def test_the_readme_shows_what_the_demo_and_the_questions_print(
    words: str, apart: Command, readme_home: Path, api: str
) -> None:
    here = {"THIDUA_HOME": str(readme_home)}
    demo = apart("demo", PREFECT_API_URL=api, **here)
    assert demo.code == 0, demo.err
    asked = {found["query"]: apart("sql", found["query"].strip(), **here).out for found in QUESTION.finditer(words)}
    assert len(asked) >= 5
    shown = demo.out[: demo.out.index("\n\n", demo.out.index("Who was named"))].rstrip() + "\n"
    shown = shown.replace(str(readme_home), "/home/you/.local/share/thidua")
    if os.environ.get("THIDUA_WRITE_README"):
        fresh = QUESTION.sub(lambda found: f"```sql\n{found['query']}```\n```text\n{asked[found['query']]}```", words)
        README.write_text(DEMO.sub(lambda found: found[1] + shown + found[2], fresh), encoding="utf-8")
        return
    for found in QUESTION.finditer(words):
        assert found["answer"] == asked[found["query"]], "write the README anew, see above"
    in_readme = DEMO.search(words)
    assert in_readme
    assert without_times(shown) in without_times(in_readme[0]), "write the README anew, see above"


def test_every_command_of_the_readme_and_of_the_guide_works(
    words: str, readme_home: Path, tmp_path: Path, api: str
) -> None:
    (tmp_path / "pages").symlink_to(SITE / "cong-doan")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "THIDUA"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # Once each, though both name it.
    run = list(dict.fromkeys(commands(words) + commands(GUIDE.read_text(encoding="utf-8"))))
    assert len(run) >= 25
    # Each would start the embedded server for itself, and stop it again.
    with server.running(readme_home):
        for command in run:
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env=clean | {"THIDUA_HOME": str(readme_home), "PATH": path, "PREFECT_API_URL": api},
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
