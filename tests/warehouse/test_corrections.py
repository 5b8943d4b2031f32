from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_pages import (
    RESET,
    SENTENCE,
    article,
    award,
    campaign,
    database,
    execute,
    facts,
    mart_digests,
    one,
    page,
    result,
    rows,
    run_load,
)
from sqlalchemy import Engine, event

from transform.facts import Award, Facts
from warehouse import corrections, load
from warehouse.corrected import InvalidValueError, parse_value, sentence_around
from warehouse.corrections import CorrectionError
from warehouse.records import ReadPage
from warehouse.schema.corrections import FIELDS

TOLD = "Năm 2023, quận có 18 công nhân giỏi. Công đoàn trao 5 giải nhất, 5 giải nhì. Hội thi có 40 đội dự thi."
SECOND = "Công đoàn trao 5 giải nhất, 5 giải nhì."


def told(text: str = TOLD, **changes: object) -> Facts:
    """Three awards, two of one sentence, and a result."""
    first = award(text, count=18, **_at(text, "quận có 18 công nhân giỏi"), campaign=None, award_title="Công nhân giỏi")
    prizes = [
        award(text, count=5, recipient_kind="prize", prize=prize, **_at(text, SECOND)) for prize in ("nhất", "nhì")
    ]
    teams = result(text, measure="organizations", value=40.0, **_at(text, "Hội thi có 40 đội dự thi"))
    return Facts(awards=(replace(first, **changes), *prizes), results=(teams,))  # type: ignore[arg-type]


def _at(text: str, quote: str) -> dict[str, object]:
    return {"quote": quote, "char_start": text.index(quote), "char_end": text.index(quote) + len(quote)}


def told_page(text: str = TOLD, version: str = "1", **changes: object) -> ReadPage:
    return page(article(text=text), told(text, **changes), version)


def key_of(engine: Engine, where: str, view: str = "awards", key: str = "award_key") -> str:
    return str(one(engine, f"SELECT {key} FROM mart.{view} WHERE {where}"))


def correct(engine: Engine, key: str, values: dict[str, str | None] | None, reason: str = "seen") -> list[int]:
    ids = corrections.add(engine, key, values, reason, "hoa")
    assert corrections.carry_out(engine)
    return ids


@pytest.fixture(scope="session")
def told_template(home: Path, server_url: str, template: str) -> Iterator[str]:
    """A database to copy, with a page that tells."""
    with database(home, server_url, template, "told") as (_, engine):
        run_load(engine, told_page())
        engine.dispose()  # nobody may be connected to what is copied
        yield "told"


@pytest.fixture
def loaded(home: Path, server_url: str, told_template: str) -> Iterator[Engine]:
    with database(home, server_url, told_template, "corrected") as (_, engine):
        yield engine


def counts(engine: Engine) -> list[tuple[object, ...]]:
    told = "SELECT count, prize, corrected FROM mart.awards WHERE source_uri = 'file:///news/1.html'"
    return rows(engine, f"{told} ORDER BY char_start, prize DESC")


def test_a_correction_wins_over_the_reader_in_the_flat_views_and_in_the_resolved_ones(loaded: Engine) -> None:
    values = {"count": "188", "organization": "Liên đoàn Lao động quận Đống Đa", "recipients": '["Lê Thị Hà"]'}
    correct(loaded, key_of(loaded, "count = 18"), values)
    shown = "SELECT count, organization, recipients, level FROM mart.{} WHERE award_title IS NOT NULL"
    for view in ("awards", "awards_resolved"):
        assert rows(loaded, shown.format(view)) == [(188, "Liên đoàn Lao động quận Đống Đa", ["Lê Thị Hà"], "district")]
    assert counts(loaded) == [(188, None, True), (5, "nhất", False), (5, "nhì", False)]
    assert one(loaded, "SELECT type FROM mart.dim_organization WHERE name LIKE 'Liên đoàn%Đống Đa'") == "union"
    assert rows(loaded, "SELECT recipient, recipient_type FROM mart.award_recipients") == [("Lê Thị Hà", "person")]


def test_a_fact_marked_wrong_is_in_no_view_and_its_neighbours_are(loaded: Engine) -> None:
    correct(loaded, key_of(loaded, "prize = 'nhất'"), None)
    assert counts(loaded) == [(18, None, False), (5, "nhì", False)]
    assert one(loaded, "SELECT count(*) FROM mart.awards_resolved") == 2
    assert one(loaded, "SELECT count(*) FROM mart.fact_award") == 2


def test_campaigns_and_results_are_corrected_as_awards_are(engine: Engine) -> None:
    run_load(engine, page(told=Facts(campaigns=(campaign(),), results=(result(),))))
    correct(engine, key_of(engine, "true", "campaigns", "campaign_fact_key"), {"campaign": "Lao động giỏi", "date_from": "2022-04"})  # fmt: skip  # noqa: E501
    correct(engine, key_of(engine, "true", "results", "result_key"), {"value": "2.5", "measure": "rate_percent"})
    assert rows(engine, "SELECT campaign, date_from, kind, corrected FROM mart.campaigns") == [
        ("Lao động giỏi", "2022-04", "movement", True)
    ]
    assert rows(engine, "SELECT start_date_key FROM mart.fact_campaign") == [(20220401,)]
    assert rows(engine, "SELECT campaign, year FROM mart.campaigns_resolved") == [("Lao động giỏi", 2022)]
    assert rows(engine, "SELECT measure, value, corrected FROM mart.results") == [("rate_percent", 2.5, True)]


def test_a_correction_survives_loading_the_same_page_a_replay_and_another_reader(loaded: Engine) -> None:
    correct(loaded, key_of(loaded, "count = 18"), {"count": "188"})
    correct(loaded, key_of(loaded, "prize = 'nhất'"), None)
    right = [(188, None, True), (5, "nhì", False)]
    run_load(loaded, told_page())
    assert counts(loaded) == right
    run_load(loaded, told_page(version="2"))
    assert counts(loaded) == right
    # A reader that sees the level otherwise, and one that has learned the number.
    run_load(loaded, told_page(version="3", level="province"))
    assert counts(loaded) == right
    run_load(loaded, told_page(version="4", count=188))
    assert counts(loaded)[0][0] == 188
    assert {status for (status,) in rows(loaded, "SELECT status FROM mart.corrections")} == {"applied"}


def test_a_correction_follows_its_words_when_other_sentences_of_the_article_change(loaded: Engine) -> None:
    correct(loaded, key_of(loaded, "count = 18"), {"count": "188"})
    run_load(loaded, told_page("Tin mới. " + TOLD))
    assert counts(loaded)[0] == (188, None, True)
    assert rows(loaded, "SELECT status, note FROM mart.corrections") == [("applied", None)]
    body = "SELECT substr(t.text, f.char_start + 1, 7) FROM mart.awards f JOIN mart.articles t USING (article_id) WHERE corrected"  # noqa: E501
    assert one(loaded, body) == "quận có"


@pytest.mark.parametrize(
    "text", [TOLD.replace("Năm 2023", "Năm 2024"), TOLD.replace("Năm 2023, quận có 18 công nhân giỏi. ", "")]
)
def test_a_correction_whose_sentence_reads_differently_or_is_gone_asks_for_review(loaded: Engine, text: str) -> None:
    correct(loaded, key_of(loaded, "count = 18"), {"count": "188"})
    fresh = told(text) if "18 công" in text else Facts(awards=told(TOLD).awards[1:])
    moved = replace(fresh, awards=tuple(replace(a, **_at(text, a.quote)) for a in fresh.awards))  # type: ignore[arg-type]
    run_load(loaded, page(article(text=text), moved))
    assert 188 not in {count for count, _, _ in counts(loaded)}
    [asking] = corrections.listed(loaded, review=True)
    assert asking.note == "the sentence is no longer in the article, or reads differently"
    run_load(loaded, told_page())
    assert counts(loaded)[0] == (188, None, True)
    assert corrections.listed(loaded, review=True) == []


def test_a_wrong_fact_that_is_read_otherwise_asks_for_review_instead_of_killing_the_right_one(loaded: Engine) -> None:
    correct(loaded, key_of(loaded, "count = 18"), None)
    run_load(loaded, told_page(version="2", count=188))
    assert counts(loaded)[0][0] == 188
    assert [each.status for each in corrections.listed(loaded)] == ["review"]


def test_a_correction_is_never_carried_over_to_a_neighbour_in_the_sentence(loaded: Engine) -> None:
    correct(loaded, key_of(loaded, "prize = 'nhất'"), {"count": "6"})
    fewer = replace(told(), awards=(told().awards[0], told().awards[2]))
    run_load(loaded, page(article(text=TOLD), fewer, "2"))
    assert counts(loaded) == [(18, None, False), (5, "nhì", False)]
    [asking] = corrections.listed(loaded, review=True)
    assert asking.note == "the reader no longer reads this fact from the sentence"


def test_plain_sql_will_do_and_the_next_load_carries_it_out(loaded: Engine) -> None:
    key = key_of(loaded, "count = 18")
    execute(loaded, f"INSERT INTO ops.correction (fact, fact_key, field, value, reason) VALUES ('award', '{key}', 'count', '188', 'by hand')")  # fmt: skip  # noqa: E501
    assert rows(loaded, "SELECT status, corrected_by FROM mart.corrections") == [("pending", "thidua")]
    run_load(loaded, page(article("file:///other.html")))
    assert counts(loaded)[0] == (188, None, True)
    execute(loaded, "UPDATE ops.correction SET value = '190'")
    run_load(loaded)
    assert counts(loaded)[0] == (190, None, True)
    execute(loaded, "DELETE FROM ops.correction")
    run_load(loaded)
    assert counts(loaded)[0] == (18, None, False)


def test_a_field_or_value_that_a_fact_cannot_hold_is_refused_by_command_and_by_the_database(loaded: Engine) -> None:
    key = key_of(loaded, "count = 18")
    for field, value in (
        ("count", "0"), ("count", "nhiều"), ("level", "cosmic"), ("year_to", "23"), ("recipients", "Hoa"),
        ("status", ""), ("quote", "x"), ("measure", "other"), ("count", None), ("organization", " "),
    ):  # fmt: skip
        with pytest.raises(InvalidValueError, match=field):
            corrections.add(loaded, key, {field: value}, "why")
        given = "NULL" if value is None else f"'{value}'"
        with pytest.raises(Exception, match="ck_correction_value"):
            execute(loaded, f"INSERT INTO ops.correction (fact, fact_key, field, value, reason) VALUES ('award', '{key}', '{field}', {given}, 'x')")  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("day", ["2023-02-31", "2023-02-29", "2023-11-31"])
def test_a_day_that_is_in_no_calendar_is_refused_and_by_plain_sql_asks_for_review(engine: Engine, day: str) -> None:
    run_load(engine, page(told=Facts(campaigns=(campaign(),))))
    key = key_of(engine, "true", "campaigns", "campaign_fact_key")
    with pytest.raises(InvalidValueError, match="no such day; give a day as YYYY-MM-DD"):
        corrections.add(engine, key, {"date_to": day}, "why")
    execute(engine, f"INSERT INTO ops.correction (fact, fact_key, field, value, reason) VALUES ('campaign', '{key}', 'date_to', '{day}', 'x')")  # fmt: skip  # noqa: E501
    assert corrections.carry_out(engine)
    [asking] = corrections.listed(engine, review=True)
    assert "there is no such day" in str(asking.note)
    assert rows(engine, "SELECT date_to, corrected FROM mart.campaigns") == [(None, False)]
    for there in ("2024-02-29", "2023-02", "2023"):
        assert parse_value("campaign", "date_to", there) == there


def test_every_listed_value_of_a_field_is_taken(loaded: Engine) -> None:
    for kind, fields in FIELDS.items():
        for name, allowed in fields.items():
            for value in allowed.values:
                assert parse_value(kind, name, value) == value
    assert parse_value("award", "recipients", '["A", "B"]') == ("A", "B")
    assert parse_value("award", "prize", None) is None


def test_a_fact_that_is_not_there_and_a_correction_without_reason_are_named(loaded: Engine) -> None:
    for key in ("00000000-0000-0000-0000-000000000000", "chẳng phải khóa"):
        with pytest.raises(CorrectionError, match="award_key"):
            corrections.add(loaded, key, None, "why")
    with pytest.raises(CorrectionError, match="reason"):
        corrections.add(loaded, key_of(loaded, "count = 18"), None, " ")
    with pytest.raises(CorrectionError, match="corrections list"):
        corrections.remove(loaded, 99)
    execute(loaded, "INSERT INTO ops.correction (fact, fact_key, reason) VALUES ('award', gen_random_uuid(), 'x')")
    run_load(loaded)
    assert [each.note for each in corrections.listed(loaded, review=True)] == ["no award has this key"]


def test_years_that_would_run_backwards_ask_for_review_and_do_not_stop_the_load(loaded: Engine) -> None:
    correct(loaded, key_of(loaded, "count = 18"), {"year_from": "2024"})
    assert [each.status for each in corrections.listed(loaded)] == ["review"]
    run_load(loaded, told_page(version="2"))
    assert counts(loaded)[0] == (18, None, False)


def test_the_later_of_two_corrections_counts_and_a_wrong_mark_over_all(loaded: Engine) -> None:
    key = key_of(loaded, "count = 18")
    correct(loaded, key, {"count": "180"})
    correct(loaded, key, {"count": "188", "level": None})
    assert [(each.status, each.value) for each in corrections.listed(loaded)] == [
        ("superseded", "180"), ("applied", "188"), ("applied", None)]  # fmt: skip
    assert rows(loaded, "SELECT count, level FROM mart.awards WHERE corrected") == [(188, None)]
    correct(loaded, key, None)
    assert one(loaded, "SELECT count(*) FROM mart.awards WHERE award_title IS NOT NULL") == 0


def test_corrections_taken_back_leave_no_trace(loaded: Engine) -> None:
    before = mart_digests(loaded)
    ids = correct(loaded, key_of(loaded, "count = 18"), {"count": "188", "recipients": '["A B"]', "level": "national"})
    ids += correct(loaded, key_of(loaded, "prize = 'nhất'"), None)
    ids += correct(loaded, key_of(loaded, "true", "results", "result_key"), {"value": "41"})
    assert mart_digests(loaded) != before
    run_load(loaded, told_page(version="2", level="province"))
    run_load(loaded, told_page())
    for number in ids:
        corrections.remove(loaded, number)
    assert corrections.carry_out(loaded)
    after = mart_digests(loaded)
    assert {name for name in after if after[name] != before[name]} <= {"dim_person"}, "names that were met stay"
    assert one(loaded, "SELECT count(*) FROM ops.fact_as_read") == 0


def test_the_order_of_corrections_and_loads_makes_no_difference(engine: Engine, url: str) -> None:
    def whole(engine: Engine, *steps: str) -> dict[str, str]:
        execute(engine, RESET)
        run_load(engine, told_page())
        ours = "source_uri LIKE '%/1.html'"
        for step in steps:
            match step:
                case "count":
                    correct(engine, key_of(engine, f"{ours} AND award_title IS NOT NULL"), {"count": "188"})
                case "wrong":
                    correct(engine, key_of(engine, f"{ours} AND prize = 'nhì'"), None)
                case "again":
                    run_load(engine, told_page(version="2"))
                    run_load(engine, told_page())
                case "copy":
                    run_load(engine, page(article("file:///copy.html", TOLD), told()))
        return mart_digests(engine)

    orders = [("count", "wrong", "copy"), ("copy", "wrong", "count"), ("wrong", "again", "count", "copy", "again")]
    assert len({tuple(whole(engine, *order).items()) for order in orders}) == 1


def test_a_correction_made_during_a_load_waits_for_its_publish(loaded: Engine) -> None:
    with load.open_load(loaded) as load_id:
        load.stage(loaded, load_id, [page(article("file:///other.html"))])
        corrections.add(loaded, key_of(loaded, "count = 18"), {"count": "188"}, "seen")
        assert not corrections.carry_out(loaded)
        assert counts(loaded)[0] == (18, None, False)
        load.publish(loaded, load_id)
    assert counts(loaded)[0] == (188, None, True)


def test_two_articles_that_tell_of_one_award_stop_contradicting_once_one_is_corrected(engine: Engine) -> None:
    run_load(engine, page(), page(article("file:///2.html", SENTENCE + " Tin thêm."), _of(SENTENCE, count=190)))
    assert one(engine, "SELECT contradicted FROM mart.awards_resolved")
    correct(engine, key_of(engine, "count = 190"), {"count": "188"})
    assert rows(engine, "SELECT count, mentions, contradicted FROM mart.awards_resolved") == [(188, 2, False)]


def _of(text: str, **changes: object) -> Facts:
    told: Award = facts(text).awards[0]
    return Facts(awards=(replace(told, **changes),))  # type: ignore[arg-type]


def test_a_row_kept_before_its_table_had_a_column_is_given_back_with_what_stands_there_else(loaded: Engine) -> None:
    [number] = correct(loaded, key_of(loaded, "count = 18"), {"count": "188"})
    execute(loaded, "UPDATE ops.fact_as_read SET \"row\" = \"row\" - 'corrected' - 'cues'")
    correct(loaded, key_of(loaded, "count = 188"), {"level": "province"})
    assert rows(loaded, "SELECT count, level FROM mart.awards WHERE count > 5") == [(188, "province")]
    corrections.remove(loaded, number)
    corrections.remove(loaded, number + 1)
    assert corrections.carry_out(loaded)
    assert rows(loaded, "SELECT cues, corrected FROM mart.fact_award WHERE count = 18") == [([], False)]


def test_a_correction_looks_at_no_more_of_what_was_corrected_before_than_concerns_it(loaded: Engine) -> None:
    [number] = correct(loaded, key_of(loaded, "count = 18"), {"count": "188"})
    execute(
        loaded,
        'INSERT INTO ops.fact_as_read (fact, fact_key, article_key, "row", correction_ids)'
        f" SELECT 'award', gen_random_uuid(), gen_random_uuid(), '{{}}', '{{{number}}}' FROM generate_series(1, 2000)",
    )
    fetched = []

    def note(_connection: object, cursor: Any, *_: object) -> None:
        fetched.append(cursor.rowcount)

    event.listen(loaded, "after_cursor_execute", note)
    correct(loaded, key_of(loaded, "count = 188"), {"level": "province"})
    event.remove(loaded, "after_cursor_execute", note)
    assert rows(loaded, "SELECT count, level FROM mart.awards WHERE count > 5") == [(188, "province")]
    assert 0 < max(fetched) < 100


def test_the_view_says_who_when_and_why(loaded: Engine) -> None:
    key = key_of(loaded, "count = 18")
    correct(loaded, key, {"count": "188"}, "quyết định 12/QĐ")
    assert rows(loaded, """
        SELECT c.fact, c.field, c.value_read, c.value, c.corrected_by, c.reason,
               c.corrected_at > now() - interval '1 day',
               a.count FROM mart.corrections c JOIN mart.awards a ON a.award_key = c.fact_key""") == [
        ("award", "count", "18", "188", "hoa", "quyết định 12/QĐ", True, 188)
    ]  # fmt: skip


def test_the_sentence_of_a_quote_is_whole() -> None:
    start = TOLD.index("5 giải nhì")
    assert sentence_around(TOLD, start, start + 3) == SECOND
    assert sentence_around("abc", 1, 2) == "abc"
