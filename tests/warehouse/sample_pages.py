"""Read pages for the tests of the warehouse, without a parser or reader."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, text
from warehouses import database as database
from warehouses import mart_digests as mart_digests
from warehouses import one as one
from warehouses import rows as rows

from extract.article import Article
from extract.landing import LandedPage
from transform.facts import Award, Campaign, Facts, Result
from warehouse import load
from warehouse.records import Published, ReadPage

SENTENCE = "LĐLĐ quận Hai Bà Trưng khen thưởng 188 cá nhân trong phong trào “Giỏi việc nước - Đảm việc nhà” năm 2022."
BODY = "Liên đoàn Lao động quận Hai Bà Trưng"
CAMPAIGN = "Giỏi việc nước - Đảm việc nhà"


def article(
    source_uri: str = "file:///news/1.html", text: str = SENTENCE, url: str | None = None, **fields: Any
) -> Article:
    fields.setdefault("publisher", "laodongthudo.vn")
    fields.setdefault("title", "Biểu dương 188 cá nhân")
    fields.setdefault("published_at", datetime(2022, 11, 24, 17, 30, tzinfo=UTC))
    return Article(source_uri=source_uri, text=text, url=url, **fields)


def grounds(text: str, quote: str | None = None) -> dict[str, Any]:
    quote = text if quote is None else quote
    start = text.index(quote)
    return {"quote": quote, "char_start": start, "char_end": start + len(quote), "rule": "test"}


def award(text: str = SENTENCE, **fields: Any) -> Award:
    values: dict[str, Any] = {
        "count": 188, "recipient_kind": "individual", "level": "district", "organization": BODY,
        "campaign": CAMPAIGN, "year_from": 2022, "year_to": 2022,
    }  # fmt: skip
    return Award(**(values | grounds(text) | fields))


def campaign(text: str = SENTENCE, **fields: Any) -> Campaign:
    return Campaign(**({"campaign": CAMPAIGN, "kind": "movement", "organization": BODY} | grounds(text) | fields))


def result(text: str = SENTENCE, **fields: Any) -> Result:
    return Result(**({"measure": "benefit_vnd", "value": 27e9, "organization": BODY} | grounds(text) | fields))


def facts(text: str = SENTENCE) -> Facts:
    return Facts(awards=(award(text),), campaigns=(campaign(text),), results=(result(text),))


def page(read: Article | None = None, told: Facts | None = None, version: str = "1") -> ReadPage:
    read = read or article()
    payload = read.text.encode(errors="surrogatepass")
    digest = hashlib.sha256(payload).hexdigest()
    landed = LandedPage(read.source_uri, digest, f"{digest[:2]}/x.warc.gz", 0, len(payload), datetime.now(UTC))
    return ReadPage(landed, read, facts(read.text) if told is None else told, version)


def run_load(engine: Engine, *pages: ReadPage) -> Published:
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, pages)
        return load.publish(engine, load_id)


def execute(engine: Engine, sql: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(sql))


RESET = """
    TRUNCATE ops.document, ops.load_document, ops.feed_state, ops.correction, ops.fact_as_read, ops.article_band,
             ops.article_signature, mart.fact_award, mart.fact_campaign, mart.fact_result, mart.bridge_award_recipient,
             mart.resolved_award, mart.bridge_event_recipient, mart.resolved_campaign, mart.bridge_article_copy,
             mart.summary_award, mart.summary_coverage, mart.summary_mention, mart.summary_recipient;
    DELETE FROM mart.dim_article; DELETE FROM mart.dim_campaign WHERE campaign_key <> 0;
    DELETE FROM mart.dim_person WHERE person_key <> 0
"""
"""What loads wrote, and most of the dimensions, gone."""
