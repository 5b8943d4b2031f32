"""One night after the other on one site: what is fetched again, and what is left alone."""

import re
import shutil
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from commands import PAGES, SITE
from sqlalchemy import Engine

from flows.runner import run_flow
from flows.static_site import static_site
from warehouse.query import run_sql

pytestmark = pytest.mark.slow

REDATED = "det-may-viet-nam-mot-nam-thi-dua-cua-nhung-ban-tay-gioi-nghe-200205.html"
CHANGED = "ldld-quan-dong-da-158-tap-the-ca-nhan-hai-gioi-nhan-khen-thuong-200104.html"


def test_a_page_that_its_feed_redates_is_fetched_again_once_and_is_a_new_version_only_if_it_changed(
    api: str, url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)
    site = shutil.copytree(SITE, tmp_path / "site")
    feed, page = site / "rss" / "cong-doan.xml", site / "cong-doan" / CHANGED
    told = feed.read_text("utf-8")

    def night(title: str, redated: dict[str, datetime]) -> list[tuple[str, int]]:
        """Run with a feed of another title and other dates of some pages; what came of the documents met."""
        now = told.replace("Báo Thi Đua", title)
        for name, date in redated.items():
            now = re.sub(rf"(?s)({name}.*?<pubDate>)[^<]*", rf"\g<1>{format_datetime(date)}", now, count=1)
        feed.write_text(now, "utf-8")
        with static_site(site, 0) as address:
            assert run_flow("nightly", sources=["demo"], site=address) == 0
        return run_sql(
            engine,
            "SELECT outcome, count(*) FROM ops.load_document"
            " WHERE load_id = (SELECT max(load_id) FROM ops.load) GROUP BY outcome",
        ).rows

    assert night("Đêm đầu", {}) == [("new", len(PAGES))]
    time.sleep(1)  # the dates of a feed know no parts of a second
    dates = {REDATED: datetime.now(UTC)}
    assert night("Đêm thứ hai", dates) == [("unchanged", 1)]
    page.write_text(page.read_text("utf-8").replace("158 tập thể", "159 tập thể"), "utf-8")
    assert night("Đêm thứ ba", dates | {CHANGED: datetime.now(UTC)}) == [("changed", 1)]
    versions = run_sql(
        engine, f"SELECT title LIKE '%159%', is_current FROM mart.dim_article WHERE url LIKE '%{CHANGED}' ORDER BY 2"
    ).rows
    assert versions == [(False, False), (True, True)]
