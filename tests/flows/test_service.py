"""A running service is found by its file, and by nothing half written in it."""

import fcntl
from pathlib import Path

from flows.service import announced, find_service


def test_a_service_is_found_while_it_runs(tmp_path: Path) -> None:
    for address in ("http://127.0.0.1:4200/long", "http://127.0.0.1:1"):
        with announced(tmp_path, address, "docs"):
            found = find_service(tmp_path)
            assert found is not None
            assert found.prefect == address
        assert find_service(tmp_path) is None


def test_a_service_that_is_about_to_write_where_it_listens_is_not_found_yet(tmp_path: Path) -> None:
    with (tmp_path / "service.json").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert find_service(tmp_path) is None
