"""The unit file and the compose file hold together with the program, as far as a machine without either can tell."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.settings import load_settings

DEPLOY = Path(__file__).parents[2] / "flows" / "deploy"
ROOT = DEPLOY.parents[1]


@pytest.fixture
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "thidua.service"
    here = Path(sys.executable).parent / "thidua"
    words = (DEPLOY / "thidua.service").read_text(encoding="utf-8")
    unit.write_text(words.replace("/opt/thidua/.venv/bin/thidua", str(here)), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(unit) not in done.stderr


def test_the_services_name_what_is_there(compose: Any) -> None:
    build = compose["x-thidua"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    volumes = {mount.split(":")[0] for service in compose["services"].values() for mount in service.get("volumes", [])}
    assert volumes == set(compose["volumes"])
    for service in compose["services"].values():
        assert set(service.get("depends_on", {})) <= set(compose["services"])
        for name in service.get("depends_on", {}):
            assert "healthcheck" in compose["services"][name]


def test_what_the_image_copies_is_there() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert copied
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name


def test_the_worker_gets_settings_that_the_program_reads(compose: Any, tmp_path: Path) -> None:
    given = compose["services"]["worker"]["environment"] | {"THIDUA_HOME": str(tmp_path)}
    settings = load_settings(given)
    assert settings.database_url == "postgresql://thidua@database/thidua"
    assert settings.docs_url == "http://127.0.0.1:4201"
    assert settings.contact.startswith("${THIDUA_CONTACT")
