import socket

import pytest

from warehouse.engine import DatabaseError, DatabaseUnreachableError, connect, without_password


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    port = free_port()
    with pytest.raises(DatabaseUnreachableError) as caught:
        connect(f"postgresql://someone:s3cret@127.0.0.1:{port}/news")
    assert f"127.0.0.1:{port}/news" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_an_address_of_another_database_is_refused() -> None:
    with pytest.raises(DatabaseError, match="must be postgresql://"):
        connect("mysql://localhost/news")
    with pytest.raises(DatabaseError, match="cannot be read"):
        connect("not an address")


def test_a_wrong_database_name_is_said(server_url: str) -> None:
    with pytest.raises(DatabaseUnreachableError, match="does not exist"):
        connect(server_url.replace("/thidua?", "/elsewhere?"))


def test_the_short_name_of_the_scheme_works_too(server_url: str) -> None:
    engine = connect(server_url.replace("postgresql://", "postgres://"))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW timezone").scalar() == "UTC"
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("postgresql://a:b%40c@h:5433/d?sslmode=require", "postgresql://a@h:5433/d?sslmode=require"),
        ("postgresql://a@h/d?password=b&sslmode=require", "postgresql://a@h/d?sslmode=require"),
        ("postgresql:///d", "postgresql:///d"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, bare: str) -> None:
    assert without_password(url) == bare
