"""The command line explains itself: help with an example for every command, and completion."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from flows.cli import app

FLOWS = Path(__file__).parents[2] / "flows"


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
    for part, inner in (below or {}).items():
        yield from commands(inner, f"{name} {part}")


COMMANDS = dict(commands(typer.main.get_command(app), "thidua"))


def test_there_is_a_command_for_all_that_the_service_does() -> None:
    assert {"thidua run", "thidua backfill", "thidua serve", "thidua doctor", "thidua alerts set"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example(name: str) -> None:
    words = COMMANDS[name].help or ""
    assert "Example" in words
    assert name in words.partition("Example")[2] or "psql" in words


def test_tab_completes_commands() -> None:
    said = subprocess.run(
        [Path(sys.executable).with_name("thidua")],
        env=os.environ | {"_THIDUA_COMPLETE": "complete_bash", "COMP_WORDS": "thidua qua", "COMP_CWORD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert sorted(said.stdout.split()) == ["quality", "quarantine"]


def test_the_environment_is_read_in_one_place_alone() -> None:
    readers = {
        path.name for path in FLOWS.rglob("*.py") if "environ[" in (words := path.read_text()) or "environ." in words
    }
    assert readers == {"settings.py"}
