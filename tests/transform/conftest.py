from datetime import datetime, timedelta, timezone

import pytest

from extract.article import Article
from transform.read import read_facts

HANOI = timezone(timedelta(hours=7))


@pytest.fixture
def read():
    """Facts of an article given by its text alone; its headline names the body and puts it among news of the genre."""

    def of(text, title="LĐLĐ quận Cầu Giấy khen thưởng phong trào thi đua", day=(2023, 6, 15), **more):
        published = datetime(*day, 8, 0, tzinfo=HANOI) if day else None
        return read_facts(Article(source_uri="test", text=text, title=title, published_at=published, **more))

    return of
