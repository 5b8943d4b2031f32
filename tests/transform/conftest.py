from datetime import datetime, timedelta, timezone

import pytest

from extract.article import Article
from transform.read import read_facts

HANOI = timezone(timedelta(hours=7))
HOST = "LĐLĐ tỉnh Bắc Ninh vừa tổ chức hội nghị tổng kết phong trào thi đua, biểu dương khen thưởng các điển hình. "


@pytest.fixture
def read():
    """Facts of an article given by its text alone; its headline names the body and puts it among news of the genre."""

    def of(text, title="LĐLĐ quận Cầu Giấy khen thưởng phong trào thi đua", day=(2023, 6, 15), **more):
        published = datetime(*day, 8, 0, tzinfo=HANOI) if day else None
        return read_facts(Article(source_uri="test", text=text, title=title, published_at=published, **more))

    return of


@pytest.fixture
def told(read):
    """Facts of a sentence behind a lead that says whose event it is."""

    def of(sentence):
        return read(HOST + sentence, title="Công đoàn tổng kết phong trào thi đua, khen thưởng", day=(2019, 12, 25))

    return of
