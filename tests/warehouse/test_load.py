import itertools
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest
from sample_pages import RESET, SENTENCE, article, award, execute, facts, mart_digests, one, page, rows, run_load
from sqlalchemy import Engine, event, text

from transform.facts import Facts
from warehouse import bulk, load, quarantine
from warehouse.records import FeedState, ReadPage, Refusal

OTHER = SENTENCE.replace("188", "190")


def dated(day: int) -> datetime:
    return datetime(2022, 11, day, tzinfo=UTC)


def test_a_page_comes_out_of_the_flat_views_as_it_was_read(engine: Engine) -> None:
    told = Facts(awards=(award(award_title="Bằng khen", prize="hạng ba", recipients=("Trần Thị B", "Nguyễn Văn A")),))
    run_load(engine, page(article(url="https://example.org/1"), told))
    [row] = rows(engine, "SELECT * FROM mart.awards")
    seen = dict(zip([c for (c,) in rows(engine, COLUMNS_OF_AWARDS)], row, strict=True))
    expected = {
        "count": 188, "count_qualifier": "exact", "recipient_kind": "individual", "award_title": "Bằng khen",
        "prize": "hạng ba", "level": "district", "organization": "Liên đoàn Lao động quận Hai Bà Trưng",
        "campaign": "Giỏi việc nước - Đảm việc nhà", "year_from": 2022, "year_to": 2022, "status": "awarded",
        "recipients": ["Trần Thị B", "Nguyễn Văn A"], "source_uri": "file:///news/1.html",
        "article_url": "https://example.org/1", "article_title": "Biểu dương 188 cá nhân",
        "publisher": "laodongthudo.vn", "quote": SENTENCE, "char_start": 0, "char_end": len(SENTENCE),
    }  # fmt: skip
    assert {name: seen[name] for name in expected} == expected
    assert seen["published_at"].isoformat() == "2022-11-25T00:30:00+07:00"
    assert one(engine, "SELECT published_date_key FROM mart.fact_award") == 20221125


COLUMNS_OF_AWARDS = (
    "SELECT column_name FROM information_schema.columns "
    "WHERE table_schema = 'mart' AND table_name = 'awards' ORDER BY ordinal_position"
)


def test_what_is_not_said_is_null_in_the_views_and_row_0_in_the_star(engine: Engine) -> None:
    bare = award(organization=None, campaign=None, level=None, year_from=None, year_to=None)
    run_load(engine, page(article(publisher=None, published_at=None), Facts(awards=(bare,))))
    assert rows(
        engine, "SELECT organization, campaign, award_title, level, publisher, published_at FROM mart.awards"
    ) == [(None,) * 6]
    assert rows(engine, "SELECT organization_key, campaign_key, award_title_key FROM mart.fact_award") == [(0, 0, 0)]


def test_the_same_input_twice_leaves_identical_tables(engine: Engine) -> None:
    pages = [page(article(f"file:///news/{n}.html", SENTENCE.replace("188", str(n)))) for n in range(1, 9)]
    first = run_load(engine, *pages)
    before = mart_digests(engine)
    second = run_load(engine, *pages)
    assert mart_digests(engine) == before
    assert first.documents == {"new": 8}
    assert second.documents == {"unchanged": 8}


def test_the_order_of_pages_changes_nothing(engine: Engine) -> None:
    pages = [
        page(article("file:///a/1.html", SENTENCE, "https://example.org/1")),
        page(article("file:///b/1.html", SENTENCE, "https://example.org/1", published_at=None, author="Hà")),
        page(article("file:///c/1.html", OTHER, "https://example.org/1", published_at=dated(20))),
        page(article("file:///d/1.html", OTHER + " Thêm.", "https://example.org/1", published_at=dated(20))),
        page(article("file:///e/2.html", SENTENCE)),
        page(article("file:///f/2.html", SENTENCE), Facts(awards=(award(campaign="Giỏi việc nước, đảm việc nhà"),))),
    ]
    shuffled = random.Random(1)
    seen = set()
    for _ in range(4):
        shuffled.shuffle(pages)
        execute(engine, RESET)
        run_load(engine, *pages)
        seen.add(tuple(mart_digests(engine).items()))
    assert len(seen) == 1
    assert rows(engine, "SELECT name, spellings FROM mart.dim_campaign WHERE campaign_key <> 0") == [
        ("Giỏi việc nước - Đảm việc nhà", ["Giỏi việc nước - Đảm việc nhà", "Giỏi việc nước, đảm việc nhà"])
    ]


def test_batches_make_no_difference(engine: Engine) -> None:
    pages = [page(article(f"file:///news/{n}.html", SENTENCE.replace("188", str(n)))) for n in range(1, 30)]
    run_load(engine, *pages)
    at_once = mart_digests(engine)
    execute(engine, RESET)
    with load.open_load(engine) as load_id:
        for lot in itertools.batched(pages, 7) if hasattr(itertools, "batched") else [pages[:13], pages[13:]]:
            load.stage(engine, load_id, lot)
        load.publish(engine, load_id)
    assert mart_digests(engine) == at_once


def test_two_documents_of_one_article_are_one_article_that_lists_both(engine: Engine) -> None:
    url = "https://example.org/1"
    run_load(engine, page(article("file:///b/1.html", url=url)), page(article("file:///a/1.html", url=url)))
    assert rows(engine, "SELECT source_uri, source_uris FROM mart.articles") == [
        ("file:///a/1.html", ["file:///a/1.html", "file:///b/1.html"])
    ]
    assert one(engine, "SELECT count(*) FROM mart.awards") == 1


def test_the_same_page_loaded_from_two_places_by_two_loads_is_one_article(engine: Engine) -> None:
    url = "https://example.org/1"
    run_load(engine, page(article("file:///b/1.html", url=url)))
    again = run_load(engine, page(article("file:///a/1.html", url=url)))
    assert again.documents == {"unchanged": 1}
    assert rows(engine, "SELECT source_uri, source_uris FROM mart.articles") == [
        ("file:///a/1.html", ["file:///a/1.html", "file:///b/1.html"])
    ]


def test_a_changed_text_is_a_new_version_and_the_old_facts_stay_without_being_current(engine: Engine) -> None:
    run_load(engine, page())
    changed = run_load(engine, page(article(text=OTHER), Facts(awards=(award(OTHER, count=190),))))
    assert changed.documents == {"changed": 1}
    assert rows(engine, "SELECT count FROM mart.awards") == [(190,)]
    assert rows(engine, "SELECT f.count, a.is_current FROM mart.fact_award f JOIN mart.dim_article a USING (article_key) ORDER BY 1") == [(188, False), (190, True)]  # fmt: skip  # noqa: E501
    run_load(engine, page())
    assert rows(engine, "SELECT count FROM mart.awards") == [(188,)]


def test_a_new_reader_replaces_the_facts_of_the_version(engine: Engine) -> None:
    run_load(engine, page(told=Facts(awards=(award(recipients=("A B",)), award(count=3)))))
    run_load(engine, page(told=Facts(awards=(award(count=188, level="province"),)), version="2"))
    assert rows(engine, "SELECT count, level, extractor_version FROM mart.awards") == [(188, "province", "2")]
    assert one(engine, "SELECT count(*) FROM mart.bridge_award_recipient") == 0
    assert one(engine, "SELECT count(*) FROM mart.dim_article") == 1


def test_equal_facts_of_one_article_are_all_kept(engine: Engine) -> None:
    run_load(engine, page(told=Facts(awards=(award(), award()))))
    assert one(engine, "SELECT count(*) FROM mart.awards") == 2


def test_a_document_that_moves_to_another_article_leaves_the_old_one(engine: Engine) -> None:
    run_load(engine, page(article("file:///1.html", url="https://example.org/wrong")))
    run_load(engine, page(article("file:///1.html", url="https://example.org/right")))
    assert rows(engine, "SELECT url FROM mart.articles") == [("https://example.org/right",)]
    assert one(engine, "SELECT count(*) FROM mart.awards") == 1


def test_where_an_article_loses_its_latest_document_the_one_left_is_current(engine: Engine) -> None:
    url = "https://example.org/1"
    run_load(engine, page(article("file:///a.html", SENTENCE, url)))
    run_load(engine, page(article("file:///b.html", OTHER, url)))
    run_load(engine, page(article("file:///b.html", OTHER, "https://example.org/2")))
    assert rows(engine, "SELECT url, text FROM mart.articles ORDER BY 1") == [
        (url, SENTENCE),
        ("https://example.org/2", OTHER),
    ]


def test_staging_a_page_again_does_no_harm(engine: Engine) -> None:
    with load.open_load(engine) as load_id:
        for _ in range(2):
            load.stage(engine, load_id, [page(told=Facts(awards=(award(recipients=("A B",)), award())))])
        assert load.seal(engine, load_id) == load.StagedRows(document=1, award=2, award_recipient=1)
        load.publish(engine, load_id)
    assert one(engine, "SELECT count(*) FROM mart.awards") == 2


def test_a_load_that_fails_leaves_the_mart_untouched(engine: Engine) -> None:
    run_load(engine, page())
    before = mart_digests(engine)
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, [page(article("file:///2.html"))])
        load.fail(engine, load_id, "the gate stopped it")
    assert mart_digests(engine) == before
    assert rows(engine, f"SELECT status, reason FROM ops.load WHERE load_id = {load_id}") == [
        ("failed", "the gate stopped it")
    ]
    with pytest.raises(load.LoadClosedError, match="the gate stopped it"):
        load.publish(engine, load_id)


def test_a_publish_that_breaks_halfway_leaves_the_mart_untouched(engine: Engine) -> None:
    run_load(engine, page())
    before = mart_digests(engine)
    broken = page(article("file:///2.html"), Facts(awards=(award(), replace(award(), level="cosmic"))))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="ck_fact_award_level"):
        run_load(engine, broken)
    assert mart_digests(engine) == before
    assert one(engine, "SELECT status FROM ops.load ORDER BY load_id DESC LIMIT 1") == "failed"


def test_a_second_load_is_told_who_loads(engine: Engine) -> None:
    with load.open_load(engine) as load_id:
        with pytest.raises(load.LoadBusyError, match=rf"load {load_id} by .*process \d+"), load.open_load(engine):
            pytest.fail("two loads at once")
        load.fail(engine, load_id, "enough")
    with load.open_load(engine) as next_id:
        assert next_id > load_id


def test_settling_what_is_staged_does_not_take_as_long_as_rows_times_rows(engine: Engine) -> None:
    run_load(engine, page())  # the statistics of whose one row are there when the next load is sealed
    with load.open_load(engine) as load_id:
        execute(
            engine,
            "INSERT INTO staging.document (load_id, document_key, article_key, source_uri, text, fetched_at, tells)"
            f" SELECT {load_id}, gen_random_uuid(), gen_random_uuid(), n::text, '', now(), true"
            " FROM generate_series(1, 5000) n",
        )
        begun = time.monotonic()
        assert load.seal(engine, load_id).document == 5000
        took = time.monotonic() - begun
    assert took < 3  # a tenth of a second, or ten


WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def test_who_waits_to_load_goes_before_one_that_comes_again(engine: Engine) -> None:
    order = []

    def night() -> None:
        with load.no_other_load(engine, wait_seconds=30):
            order.append("night")

    with ThreadPoolExecutor(1) as beside:
        with load.no_other_load(engine):
            waiting = beside.submit(night)
            while one(engine, WAITING) == 0:
                time.sleep(0.01)
        # The next lot of a backfill asks at once.
        with load.no_other_load(engine, wait_seconds=30):
            order.append("backfill")
        waiting.result()
    assert order == ["night", "backfill"]


def test_who_waits_in_vain_is_told_who_loads(engine: Engine) -> None:
    begun = time.monotonic()
    with (
        load.open_load(engine) as load_id,
        pytest.raises(load.LoadBusyError, match=rf"load {load_id} by .*process \d+"),
        load.open_load(engine, wait_seconds=0.3),
    ):
        pytest.fail("two loads at once")
    assert 0.3 <= time.monotonic() - begun < 20


def lose_the_right_to_load(engine: Engine) -> None:
    execute(engine, "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'")


def test_a_load_that_lost_its_place_adds_nothing_to_the_next(engine: Engine) -> None:
    late = [page(article("file:///late.html", OTHER), facts(OTHER))]
    with load.open_load(engine) as lost:
        load.stage(engine, lost, late)
        lose_the_right_to_load(engine)
        with load.open_load(engine) as load_id:
            load.stage(engine, load_id, [page()])
            load.seal(engine, load_id)
            with pytest.raises(load.LoadClosedError, match="abandoned"):
                load.stage(engine, lost, late)
            with pytest.raises(load.LoadClosedError, match="abandoned"):
                load.seal(engine, lost)
            load.publish(engine, load_id)
    assert rows(engine, "SELECT source_uri FROM mart.articles") == [("file:///news/1.html",)]
    assert one(engine, "SELECT count(*) FROM ops.document") == 1
    assert rows(engine, "SELECT status FROM ops.load ORDER BY load_id") == [("abandoned",), ("published",)]


def test_rows_of_another_load_in_staging_are_not_published(engine: Engine) -> None:
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, [page(), page(article("file:///2.html", OTHER), facts(OTHER))])
        strange = "(SELECT document_key FROM staging.document WHERE source_uri = 'file:///2.html')"
        for table in ("award", "campaign", "result", "award_recipient", "document"):
            execute(engine, f"UPDATE staging.{table} SET load_id = -1 WHERE document_key IN {strange}")
        published = load.publish(engine, load_id)
    assert (published.documents, published.awards) == ({"new": 1}, 1)
    assert rows(engine, "SELECT source_uri FROM mart.articles") == [("file:///news/1.html",)]


def turn_away(*_: object) -> None:
    raise psycopg.OperationalError("the database is gone")


def break_without_a_database(engine: Engine) -> None:
    with load.open_load(engine):
        event.listen(engine, "do_connect", turn_away)
        engine.dispose()
        raise ValueError("the first error")


def test_a_database_that_is_gone_does_not_hide_why_a_load_ended(engine: Engine) -> None:
    with pytest.raises(ValueError, match="the first error"):
        break_without_a_database(engine)
    event.remove(engine, "do_connect", turn_away)
    run_load(engine, page())
    assert rows(engine, "SELECT status FROM ops.load ORDER BY load_id") == [("abandoned",), ("published",)]


def test_publishing_again_after_a_lost_answer_tells_what_was_published(engine: Engine) -> None:
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, [page()])
        published = load.publish(engine, load_id)
        before = mart_digests(engine)
        assert load.publish(engine, load_id) == published
    assert published.documents == {"new": 1}
    assert mart_digests(engine) == before


def test_the_lock_does_not_go_back_to_the_pool(engine: Engine) -> None:
    for _ in range(3):
        run_load(engine, page())
    assert one(engine, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0


def test_a_page_that_cannot_be_stored_goes_to_quarantine_and_the_rest_goes_on(engine: Engine) -> None:
    nul = SENTENCE + "\x00"
    lone = SENTENCE + "\ud800"
    strange: list[ReadPage] = [
        page(article("file:///nul.html", nul), facts(nul)),
        page(article("file:///lone.html", lone), facts(lone)),
        page(article("file:///huge.html"), Facts(awards=(award(count=10**30),))),
        page(article("file:///year.html"), Facts(awards=(award(year_from=1 << 20, year_to=1 << 20),))),
    ]
    published = run_load(engine, *strange, page())
    assert published.documents == {"new": 1, "quarantined": 4}
    waiting = quarantine.list_items(engine)
    assert [(item.source_uri, item.reason, item.attempts) for item in waiting] == [
        (f"file:///{name}.html", "unstorable", 1) for name in ("huge", "lone", "nul", "year")
    ]


def test_what_a_later_load_brings_in_leaves_quarantine(engine: Engine) -> None:
    refusal = Refusal("file:///news/1.html", "parse", "no_article", "no article in it")
    with load.open_load(engine) as load_id:
        quarantine.put(engine, [refusal], load_id)
        load.publish(engine, load_id)
    quarantine.put(engine, [refusal])
    assert [item.attempts for item in quarantine.list_items(engine)] == [2]
    run_load(engine, page())
    assert quarantine.list_items(engine) == []
    [resolved] = quarantine.list_items(engine, resolved=True)
    assert resolved.resolved_at is not None


def test_the_outcomes_of_a_load_add_up_to_the_documents_it_met(engine: Engine) -> None:
    run_load(engine, page())
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, [page(), page(article("file:///2.html"))])
        quarantine.put(engine, [Refusal("file:///3.html", "parse", "empty", "nothing in it")], load_id)
        load.skip(engine, load_id, [("file:///4.html", "robots"), ("file:///3.html", "robots")])
        published = load.publish(engine, load_id)
    assert published.documents == {"new": 1, "quarantined": 1, "skipped": 1, "unchanged": 1}


def test_feed_states_move_with_the_publish_and_not_before(engine: Engine) -> None:
    state = FeedState("https://example.org/rss", "example", {"etag": "abc", "failures": 0})
    broken = page(told=Facts(awards=(replace(award(), level="cosmic"),)))  # type: ignore[arg-type]
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, [broken])
        with pytest.raises(Exception, match="ck_fact_award_level"):
            load.publish(engine, load_id, feed_states=[state])
    assert one(engine, "SELECT count(*) FROM ops.feed_state") == 0
    with load.open_load(engine) as load_id:
        load.publish(engine, load_id, feed_states=[state])
    assert rows(engine, "SELECT source, state FROM ops.feed_state") == [("example", {"etag": "abc", "failures": 0})]


@pytest.mark.parametrize(
    ("table", "column"),
    [("award", "organization_key"), ("award", "published_date_key"), ("document", "published_date_key")],
)
def test_a_key_that_leads_nowhere_stops_the_publish(engine: Engine, table: str, column: str) -> None:
    before = mart_digests(engine)
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, [page()])
        execute(engine, f"UPDATE staging.{table} SET {column} = 4711")
        with pytest.raises(load.BrokenKeyError, match=f"staging.{table}.{column} holds 4711"):
            load.publish(engine, load_id)
    assert mart_digests(engine) == before


def test_every_foreign_key_holds_though_loads_check_them_as_sets(engine: Engine) -> None:
    """Constraints are validated anew over all rows, which fails on the first key that leads nowhere."""
    run_load(engine, page(told=Facts(awards=(award(recipients=("A B",), award_title="Bằng khen"),))))
    run_load(engine, page(told=Facts(awards=(award(count=7),)), version="2"))
    execute(engine, """
        DO $$ DECLARE c record; BEGIN
            FOR c IN SELECT conrelid::regclass AS t, conname, pg_get_constraintdef(oid) AS def FROM pg_constraint
                     WHERE contype = 'f' AND connamespace = 'mart'::regnamespace LOOP
                EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname);
                EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.t, c.conname, c.def);
            END LOOP;
        END $$""")  # fmt: skip


def test_rows_lost_from_staging_are_noticed(engine: Engine) -> None:
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, [page()])
        load.seal(engine, load_id)
        execute(engine, "TRUNCATE staging.document")  # what a crash of the server does to an unlogged table
        with pytest.raises(load.StagingLostError, match="run again"):
            load.publish(engine, load_id)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM mart.dim_article")) == 0


def test_every_quote_is_the_words_at_its_offsets(engine: Engine) -> None:
    body = f"Mở đầu.\n{SENTENCE}\nKết thúc 🎉 ở đây."
    run_load(engine, page(article(text=body), Facts(awards=(award(body, quote=SENTENCE, char_start=8, char_end=8 + len(SENTENCE)),))))  # fmt: skip  # noqa: E501
    assert one(engine, """
        SELECT bool_and(substr(t.text, f.char_start + 1, f.char_end - f.char_start) = f.quote)
        FROM mart.awards f JOIN mart.articles t USING (article_id)""")  # fmt: skip


def test_a_bulk_load_gives_what_the_same_pages_give_one_by_one(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [
        page(
            article(f"file:///news/{n}.html", SENTENCE.replace("188", str(n))), _named(SENTENCE.replace("188", str(n)))
        )
        for n in range(1, 12)
    ]
    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'mart' ORDER BY indexdef"
    keys = """
        SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'mart'::regnamespace ORDER BY 1, 2"""
    before = rows(engine, indexes), rows(engine, keys)
    # Told by two versions of an article, of which one stands: told once.
    told_once = Facts(awards=(award(count=1, recipients=("Trần Văn Nam",)),))
    earlier = page(article("file:///news/12.html", f"{SENTENCE} Đang cập nhật."), told_once)
    pages.append(page(article("file:///news/12.html", SENTENCE), told_once))
    for single in (earlier, *pages):
        run_load(engine, single)
    slowly = mart_digests(engine)
    execute(engine, RESET)
    run_load(engine, earlier, *(replace(each, extractor_version="of another reader") for each in pages[:2]))
    monkeypatch.setattr(bulk, "SMALLEST", 1)
    run_load(engine, *pages)
    assert mart_digests(engine) == slowly
    assert (rows(engine, indexes), rows(engine, keys)) == before


def _named(text: str) -> Facts:
    told = facts(text)
    return replace(
        told, awards=(*told.awards, award(text, count=1, recipients=("Lê Thị Hà",), award_title="Bằng khen"))
    )
