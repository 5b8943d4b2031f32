"""Bytes to text: declarations that lie, text decoded wrongly before, fonts of the years before Unicode."""

import unicodedata
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extract import encoding
from extract.encoding import decode, from_legacy
from extract.errors import NotHtmlError, PageError, UndecodableError

TEXT = (
    "Liên đoàn Lao động quận Nam Từ Liêm tổ chức Hội nghị biểu dương điển hình tiên tiến, khen thưởng 30 tập thể và "
    "101 cá nhân đạt danh hiệu “Công nhân giỏi”, kỷ luật tốt, nghĩa tình, thị trấn, chỉ tiêu năm 2020"
)
URI = "https://news.example/a.html"


def page(charset: str, text: str = TEXT) -> str:
    return f'<html><head><meta charset="{charset}"><title>x</title></head><body><p>{text}</p></body></html>'


def windows_1258(text: str) -> bytes:
    """Vietnamese as Windows wrote it: vowels with their hats, tone marks behind them."""
    raw = bytearray()
    for character in text:
        marks = unicodedata.normalize("NFD", character)
        tones = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        raw += (base + tones).encode("cp1258")
    return bytes(raw)


@cache
def tcvn3() -> dict[str, str]:
    table = yaml.safe_load((encoding.Path(encoding.__file__).parent / "legacy.yml").read_text(encoding="utf-8"))[
        "tcvn3"
    ]
    return dict(zip(table["means"], table["plain"], strict=True))


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "iso-8859-1", "us-ascii", "no-such-charset"])
@pytest.mark.parametrize("header", [None, "text/html; charset=windows-1258", "text/html; charset=utf-8", "text/html"])
def test_utf8_is_read_whatever_is_declared(declared: str, header: str | None) -> None:
    assert TEXT in decode(page(declared).encode(), URI, header)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_and_zero_bytes_say_the_encoding(codec: str) -> None:
    assert TEXT in decode(page("iso-8859-1").encode(codec), URI)


def test_windows_1258_is_read_with_and_without_a_declaration() -> None:
    plain = TEXT.replace("“", '"').replace("”", '"')
    for charset in ("windows-1258", "utf-8"):
        assert plain in decode(windows_1258(page(charset, plain)), URI)


def test_utf8_that_was_read_as_windows_1252_is_set_right() -> None:
    as_browsers_do = "".join(
        bytes([byte]).decode("cp1252" if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1")
        for byte in TEXT.encode()
    )
    for twice in (TEXT.encode().decode("latin-1"), as_browsers_do):
        assert TEXT in decode(page("utf-8", twice).encode(), URI)


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    broken = page("utf-8", TEXT * 5).encode().replace("Từ".encode(), b"T\xe1\xbb", 1)
    assert TEXT in decode(broken, URI)


def test_decomposed_text_comes_out_composed() -> None:
    assert decode(unicodedata.normalize("NFD", page("utf-8")).encode(), URI) == page("utf-8")


def test_tcvn3_text_is_converted() -> None:
    plain = TEXT.replace("“", '"').replace("”", '"')
    typed = "".join(tcvn3().get(character, character) for character in plain)
    assert "®éng" in typed
    assert from_legacy(typed) == plain
    assert plain in decode(page("windows-1252", typed).encode("latin-1"), URI)
    assert plain in decode(page("utf-8", typed).encode(), URI)


def test_vni_text_is_converted() -> None:
    typed = (
        "Lieân ñoaøn Lao ñoäng quaän Nam Töø Lieâm toå chöùc Hoäi nghò bieåu döông, khen thöôûng 30 taäp theå, "
        "chæ tieâu, nghóa tình, kyû luaät, aên maëc, hoïc taäp"
    )
    meant = (
        "Liên đoàn Lao động quận Nam Từ Liêm tổ chức Hội nghị biểu dương, khen thưởng 30 tập thể, chỉ tiêu, "
        "nghĩa tình, kỷ luật, ăn mặc, học tập"
    )
    assert from_legacy(typed) == meant


def test_text_in_a_legacy_encoding_that_is_not_known_is_refused_by_name() -> None:
    # The beginning of TEXT in VISCII, as bytes and as it stands in pages that were saved as UTF-8.
    typed = (
        b"Li\xean \xf0o\xe0n Lao \xf0\xb5ng qu\xa7n Nam T\xd7 Li\xeam t\xb1 ch\xd1c H\xb5i ngh\xb8 "
        b"bi\xacu d\xdf\xbdng, khen th\xdf\xb7ng"
    )
    body = b"<html><body><p>" + typed * 4 + b"</p></body></html>"
    for payload in (body, body.decode("latin-1").encode()):
        with pytest.raises(UndecodableError, match="before Unicode"):
            decode(payload, URI)


@pytest.mark.parametrize(
    "text",
    ["Le résumé a été déjà préparé à l'hôtel", "plain ASCII", "Größe, Übung, Straße", "Điện Biên: 45 tập thể", "Ñ"],
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert from_legacy(text) == text


@pytest.mark.parametrize("payload", [b"\x89PNG\r\n", b"%PDF-1.4", b"PK\x03\x04", b"\xff\xd8\xff\xe0", bytes(4000)])
def test_binary_data_are_no_text(payload: bytes) -> None:
    with pytest.raises(NotHtmlError):
        decode(payload, URI)


@given(st.binary(max_size=500))
def test_any_bytes_become_nfc_text_or_a_reasoned_refusal(payload: bytes) -> None:
    try:
        text = decode(payload, URI)
    except PageError:
        return
    assert unicodedata.is_normalized("NFC", text)
