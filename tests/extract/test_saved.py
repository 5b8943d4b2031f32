"""What a run is given: documents found, addresses told from paths, and by name what is neither."""

import os
from pathlib import Path

import pytest

from extract.archive import MAX_PAYLOAD
from extract.errors import NothingFoundError, TooLargeError
from extract.saved import find, find_documents, read_page


def test_documents_are_found_by_file_folder_and_glob_each_once(tmp_path: Path) -> None:
    for name in ("b.html", "a.htm", "c.txt", "sub/d.warc.gz", "sub/e.png", "f.HTML"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    given = find([str(tmp_path), str(tmp_path / "*.html"), str(tmp_path / "b.html")])
    assert [path.name for path in given.documents] == ["a.htm", "b.html", "c.txt", "d.warc.gz", "f.HTML"]
    assert given.passed_over == ()
    assert [path.name for path in find([str(tmp_path / "**" / "*.gz")]).documents] == ["d.warc.gz"]


def test_a_file_of_another_kind_is_passed_over_by_name(tmp_path: Path) -> None:
    for name in ("a.html", "b.pdf", "c"):
        (tmp_path / name).write_text("x")
    os.mkfifo(tmp_path / "d.html")
    given = find([str(tmp_path / name) for name in ("a.html", "b.pdf", "c", "d.html")])
    assert [path.name for path in given.documents] == ["a.html"]
    assert [path.name for path in given.passed_over] == ["b.pdf", "c", "d.html"]
    assert ".html, .htm, .txt, .warc, .warc.gz" in given.why
    with pytest.raises(NothingFoundError, match=r"b\.pdf: passed over"):
        find([str(tmp_path / "b.pdf")])


def test_a_link_is_a_document_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "5e3ee7").write_text("x")
    (tmp_path / "a.html").symlink_to(tmp_path / "5e3ee7")
    assert [path.name for path in find([str(tmp_path / "a.html")]).documents] == ["a.html"]


def test_addresses_are_told_from_paths_and_stand_each_once_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    addresses = ["https://b.example/2.html", "HTTP://a.example/1.html"]
    given = find([addresses[0], str(tmp_path), addresses[1], addresses[0]])
    assert given.addresses == tuple(addresses)
    assert len(given.documents) == 1


def test_an_archive_is_made_of_no_addresses(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    assert find_documents([str(tmp_path)]) == find([str(tmp_path)])
    with pytest.raises(NothingFoundError, match="`thidua run` loads single addresses"):
        find_documents([str(tmp_path), "https://a.example/1.html"])


@pytest.mark.parametrize("name", ["missing.html", "empty", "*.html"])
def test_a_path_that_holds_no_document_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingFoundError, match=str(tmp_path)):
        find([str(tmp_path / name)])


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.html"
    with huge.open("wb") as file:
        file.truncate(1 << 34)
    with pytest.raises(TooLargeError, match="17,179,869,184 bytes"):
        read_page(huge)
    with huge.open("wb") as file:
        file.truncate(MAX_PAYLOAD)
    assert len(read_page(huge)) == MAX_PAYLOAD
