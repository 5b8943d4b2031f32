"""Help, SQL, export and database commands answer at once: they load neither Prefect nor Great Expectations."""

import subprocess
import sys

import pytest
from commands import PATIENCE, Command

SLOW = ("prefect", "great_expectations", "pandas", "scipy")

PROBE = f"""
import sys
from flows.cli import main
try:
    main()
except SystemExit as end:
    code = end.code or 0
else:
    code = 0
loaded = [name for name in {SLOW!r} if name in sys.modules]
sys.exit(code or (90 if loaded else 0))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["run", "--help"],
        ["db", "status"],
        ["db", "migrate"],
        ["sql", "SELECT count(*) FROM mart.awards"],
        ["export", "{out}", "--format", "csv"],
        ["quarantine", "list"],
    ],
    ids=" ".join,
)
def test_a_command_that_only_asks_loads_no_orchestrator(
    arguments: list[str], thidua: Command, tmp_path: object
) -> None:
    given = [part.replace("{out}", str(tmp_path)) for part in arguments]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *given], check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
