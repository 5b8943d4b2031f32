from contextlib import nullcontext

import pytest
from commands import PAGES, SITE, Command
from sqlalchemy import Engine, text

from flows.demo import QUESTIONS, sample_site
from warehouse.query import run_sql


def test_the_sample_site_has_a_feed_and_at_least_twelve_articles() -> None:
    assert len(PAGES) >= 12
    assert (SITE / "rss" / "cong-doan.xml").read_text(encoding="utf-8").count("<item>") >= 12


def test_the_demo_fetches_the_sample_site_and_answers_three_questions_and_a_second_one_fetches_nothing_again(
    thidua: Command, engine: Engine
) -> None:
    ended = thidua("demo")
    assert ended.code == 0, ended.err
    assert "is published" in ended.out
    for question, query in QUESTIONS:
        assert question.split("?")[0][:40] in ended.out
        assert run_sql(engine, query).rows
    assert "thidua db url" in ended.out
    sources = run_sql(engine, "SELECT DISTINCT publisher, split_part(source_uri, '/', 3) FROM mart.articles").rows
    assert sources == [("demo", "demo.thidua.example")]
    assert run_sql(engine, "SELECT count(*) FROM mart.articles").rows == [(len(PAGES),)]

    again = thidua("demo")
    assert again.code == 0
    answers = ended.out[ended.out.index("Who was named") :]
    assert answers == again.out[again.out.index("Who was named") :]
    fetched = run_sql(engine, "SELECT count(*) FROM ops.load_document GROUP BY load_id").rows
    assert fetched == [(len(PAGES),)]


def test_a_run_in_which_no_source_answers_fails_and_publishes_nothing(
    thidua: Command, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sample_site() as site:
        pass
    monkeypatch.setattr("flows.demo.sample_site", lambda: nullcontext(site))
    ended = thidua("demo")
    assert ended.code == 1
    assert "no source could be asked; the mart is as it was" in ended.out
    assert f"demo: {site}/rss/cong-doan.xml: " in ended.err
    assert "Traceback" not in ended.err
    assert run_sql(engine, "SELECT status FROM ops.load").rows == [("failed",)]
    assert run_sql(engine, "SELECT status FROM ops.run").rows == [("failed",)]


def test_a_source_whose_collection_crashes_fails_a_run_that_asks_no_other(
    thidua: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("the profile broke it")

    monkeypatch.setattr("flows.tasks.collect_source", crash)
    ended = thidua("demo")
    assert ended.code == 1
    assert "demo: could not be collected: the profile broke it" in ended.err


@pytest.mark.slow
def test_a_broken_source_beside_one_that_answers_is_named_and_the_run_goes_on(thidua: Command, api: str) -> None:
    from flows.loading import nightly

    with sample_site() as site:
        report = nightly(sources=["demo", "laodongthudo.vn"], site=site)
    assert report.published
    assert report.articles == len(PAGES)
    assert [funnel.source for funnel in report.funnels if funnel.broken] == ["laodongthudo.vn"]
    assert any("is broken" in warning for warning in report.warnings)


@pytest.mark.slow
def test_what_a_feed_may_have_dropped_between_two_nights_far_apart_is_warned_of(
    thidua: Command, engine: Engine
) -> None:
    from flows.loading import nightly

    with sample_site() as site:
        assert nightly(sources=["demo"], site=site).warnings == ()
        with engine.begin() as connection:
            # As if the last night had been in 2018, before all that the feed lists.
            connection.execute(
                text("""UPDATE ops.feed_state SET state = state || '{"digest": null, "etag": null,
                        "last_modified": null, "read_at": "2018-05-01T19:00:00+00:00"}'""")
            )
        (warning,) = nightly(sources=["demo"], site=site).warnings
    assert "reaches back to 2019-05-03 17:42 only and was last read on 2018-05-01 19:00 UTC" in warning
    assert "`thidua backfill --from 2018-05-01`" in warning
