"""Sites learn of whoever asks them what THIDUA_CONTACT says, and nothing else."""

import getpass
import socket
from pathlib import Path

import pytest

from flows.settings import load_settings
from flows.sources import fetcher


def agent(**environment: str) -> str:
    return fetcher(load_settings(environment).contact).agent


def test_the_contact_stands_in_the_user_agent(tmp_path: Path) -> None:
    assert "(+data@example.org)" in agent(THIDUA_HOME=str(tmp_path), THIDUA_CONTACT="data@example.org")


@pytest.mark.parametrize("contact", [{}, {"THIDUA_CONTACT": ""}], ids=["unset", "empty"])
def test_without_a_contact_neither_account_nor_machine_is_named(contact: dict[str, str], tmp_path: Path) -> None:
    said = agent(THIDUA_HOME=str(tmp_path), **contact)
    assert "no contact given" in said
    assert getpass.getuser() not in said
    assert socket.gethostname() not in said
    assert "@" not in said
