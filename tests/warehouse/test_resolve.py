from datetime import UTC, datetime
from typing import Any

from sample_pages import (
    RESET,
    SENTENCE,
    article,
    award,
    campaign,
    execute,
    grounds,
    mart_digests,
    one,
    page,
    rows,
    run_load,
)
from sqlalchemy import Engine

from transform.facts import Award, Facts
from warehouse.events import events
from warehouse.records import ReadPage


def told(number: int, *awards: Award, text: str = SENTENCE, day: int = 20) -> ReadPage:
    source = article(
        f"file:///news/{number}.html", f"{text} ({number})", published_at=datetime(2022, 11, day, tzinfo=UTC)
    )
    return page(source, Facts(awards=awards))


EVENTS = "SELECT count, counts, contradicted, mentions, articles, rule FROM mart.awards_resolved ORDER BY count"


def test_one_award_told_by_many_articles_and_sentences_is_one_row(engine: Engine) -> None:
    run_load(engine, told(1, award(), award(quote=SENTENCE[:50], char_end=50)), told(2, award()), told(3, award()))
    assert one(engine, "SELECT sum(count) FROM mart.awards") == 4 * 188
    assert rows(engine, EVENTS) == [(188, [188], False, 4, 3, "same_facts")]


def test_copies_of_one_text_are_one_story(engine: Engine) -> None:
    copies = [page(article(f"https://{host}/1", url=f"https://{host}/1")) for host in ("a.vn", "b.vn", "c.vn")]
    run_load(engine, *copies)
    assert rows(engine, "SELECT count, articles, stories FROM mart.awards_resolved") == [(188, 3, 1)]


LONG = "\n".join([SENTENCE, *(f"Đoạn {n}: công đoàn cơ sở thứ {n} có {n * 7} đoàn viên thi đua." for n in range(40))])
RETOLD = LONG.replace("thi đua.", "thi đua sôi nổi.", 5) + "\nTheo Báo Lao động Thủ đô"
OTHER_NEWS = "\n".join(
    f"Tin {n}: giá vé tàu tăng {n} phần trăm trong tháng {n}, hành khách lo lắng." for n in range(40)
)


def published(host: str, text: str, **fields: Any) -> ReadPage:
    return page(
        article(f"https://{host}/1", text, f"https://{host}/1", **fields),
        Facts(awards=(award(**grounds(text, SENTENCE)),)),
    )


def test_a_copy_with_a_few_words_changed_is_the_same_story(engine: Engine) -> None:
    plain = page(article("https://d.vn/1", OTHER_NEWS, "https://d.vn/1"), Facts())
    run_load(engine, published("b.vn", LONG), plain)
    run_load(engine, published("a.vn", RETOLD))
    assert rows(engine, "SELECT articles, stories FROM mart.awards_resolved") == [(2, 1)]
    [(share,)] = rows(engine, "SELECT share FROM mart.bridge_article_copy")
    assert 0.8 <= share < 1
    assert one(engine, "SELECT count(DISTINCT story_id) FROM mart.articles") == 2


def test_stories_do_not_depend_on_the_order_of_loads_and_part_when_a_copy_changes(engine: Engine) -> None:
    stories = "SELECT source_uri, story_id FROM mart.articles ORDER BY 1"
    three = [published("c.vn", LONG), published("a.vn", RETOLD), published("b.vn", LONG + "\nẢnh: N.H")]
    run_load(engine, *three)
    at_once, digests = rows(engine, stories), mart_digests(engine)
    assert len({story for _, story in at_once}) == 1
    execute(engine, RESET)
    for single in three[::-1]:
        run_load(engine, single)
    assert rows(engine, stories) == at_once
    assert mart_digests(engine) == digests
    run_load(engine, page(article("https://a.vn/1", OTHER_NEWS, "https://a.vn/1"), Facts()))
    assert len({story for _, story in rows(engine, stories)}) == 2
    assert rows(engine, "SELECT articles, stories FROM mart.awards_resolved") == [(2, 1)]


def test_what_comes_again_after_months_is_no_copy_and_what_has_no_date_may_be_one(engine: Engine) -> None:
    def on(year: int, month: int, day: int) -> dict[str, datetime]:
        return {"published_at": datetime(year, month, day, 3, tzinfo=UTC)}

    pairs = "SELECT count(*) FROM mart.bridge_article_copy"
    told = [
        published("a.vn", LONG, **on(2021, 11, 30)),
        published("b.vn", RETOLD, **on(2021, 12, 31)),
        published("c.vn", LONG, **on(2022, 1, 2)),
        published("d.vn", LONG, **on(2022, 4, 2)),
    ]
    run_load(engine, *told)
    assert one(engine, pairs) == 2
    assert one(engine, "SELECT count(DISTINCT story_id) FROM mart.articles") == 2
    undated = published("e.vn", LONG, published_at=None)
    run_load(engine, undated)
    assert one(engine, pairs) == 2 + 4
    at_once = mart_digests(engine)
    execute(engine, RESET)
    run_load(engine, undated, *told)
    assert mart_digests(engine) == at_once
    # As a page is read again by a reader that finds its day, or another one.
    run_load(engine, published("e.vn", LONG, **on(2022, 5, 1)), published("d.vn", LONG, **on(2022, 1, 2)))
    assert one(engine, pairs) == 2 + 2
    assert one(engine, "SELECT count(DISTINCT story_id) FROM mart.articles") == 2


def test_articles_that_contradict_each_other_are_one_row_with_both_values(engine: Engine) -> None:
    run_load(engine, told(1, award()), told(2, award(count=190)), told(3, award(count=190)))
    assert rows(engine, EVENTS) == [(190, [188, 190], True, 3, 3, "contradiction")]
    assert rows(engine, "SELECT round(score::numeric, 2)::text, cardinality(award_keys) FROM mart.awards_resolved") == [
        ("0.67", 3)
    ]


def test_an_article_with_two_counts_tells_of_two_awards(engine: Engine) -> None:
    run_load(engine, told(1, award(count=52), award(count=57)), told(2, award(count=57)))
    assert rows(engine, EVENTS) == [
        (52, [52], False, 1, 1, "single"),
        (57, [57], False, 2, 2, "same_sentence"),
    ]


def test_the_year_of_publication_stands_in_for_a_year_not_said(engine: Engine) -> None:
    run_load(engine, told(1, award()), told(2, award(year_from=None, year_to=None)))
    assert rows(engine, "SELECT mentions, year_from, year_to FROM mart.awards_resolved") == [(2, 2022, 2022)]


def test_awards_of_unknown_bodies_are_one_only_in_the_same_words(engine: Engine) -> None:
    vague = award(organization=None, quote=SENTENCE[:60], char_end=60)
    other = award(organization=None, quote=SENTENCE[:40], char_end=40)
    run_load(engine, told(1, vague), told(2, vague), told(3, other))
    assert rows(engine, "SELECT mentions, rule FROM mart.awards_resolved ORDER BY 1") == [
        (1, "single"),
        (2, "same_sentence"),
    ]


def test_counts_far_from_each_other_are_different_awards(engine: Engine) -> None:
    run_load(engine, told(1, award(count=188)), told(2, award(count=40)), told(3, award(count=190)))
    assert rows(engine, EVENTS) == [
        (40, [40], False, 1, 1, "single"),
        (190, [188, 190], True, 2, 2, "contradiction"),
    ]


def test_a_form_that_a_body_confers_all_year_is_one_event_only_within_a_month(engine: Engine) -> None:
    merit = award(award_title="Giấy khen", campaign=None, count=12)
    pages = [
        page(
            article(f"file:///{n}.html", f"{SENTENCE} ({n})", published_at=datetime(2022, month, day, tzinfo=UTC)),
            Facts(awards=(merit,)),
        )
        for n, (month, day) in enumerate([(3, 1), (3, 20), (9, 1)])
    ]
    run_load(engine, *pages)
    expected = [(12, 1), (12, 2)]
    assert rows(engine, "SELECT count, mentions FROM mart.awards_resolved ORDER BY 2") == expected


def test_different_counts_of_a_form_that_recurs_do_not_contradict(engine: Engine) -> None:
    merit = {"award_title": "Bằng khen", "campaign": None, "organization": "Tổng Liên đoàn Lao động Việt Nam"}
    run_load(engine, told(1, award(count=25, **merit)), told(2, award(count=27, **merit)))
    assert rows(engine, "SELECT count, contradicted FROM mart.awards_resolved ORDER BY 1") == [(25, False), (27, False)]


def test_few_recipients_of_a_national_form_are_one_award_only_in_the_same_words() -> None:
    merit = {"award_title": "Bằng khen", "campaign": None, "level": "national", "count": 3}
    here, there = award(**merit), award(quote=SENTENCE[:50], char_end=50, **merit)
    assert events([here], 2022) != events([there], 2022)
    assert events([here], 2022) == events([here], 2022)


def test_a_lead_that_says_less_tells_the_award_of_the_body() -> None:
    lead, body = (
        award(campaign=None, year_from=None, year_to=None, award_title="Bằng khen"),
        award(award_title="Bằng khen"),
    )
    first, second = events([lead, body], 2023)
    assert first == second
    small = [award(count=5, campaign=None, award_title="Bằng khen"), award(count=5, award_title="Bằng khen")]
    assert len(set(events(small, 2023))) == 2


def test_small_equal_counts_of_one_article_are_different_groups() -> None:
    five = award(count=5)
    assert len(set(events([five, five], 2022))) == 2
    assert events([five, five], 2022) == events([five, five], 2022)
    assert len(set(events([award(), award()], 2022))) == 1


def test_two_named_persons_are_two_awards_and_one_named_twice_is_one(engine: Engine) -> None:
    def named(name: str) -> Award:
        return award(count=1, recipients=(name,), award_title="Huân chương Lao động", prize="hạng ba")

    run_load(engine, told(1, named("Nguyễn Văn A"), named("Trần Thị B")), told(2, named("Nguyễn Văn A")))
    assert rows(engine, "SELECT recipients, mentions FROM mart.awards_resolved ORDER BY 1") == [
        (["Nguyễn Văn A"], 2),
        (["Trần Thị B"], 1),
    ]


def test_one_load_and_many_loads_in_any_order_resolve_alike(engine: Engine) -> None:
    pages = [
        told(1, award(), day=1),
        told(2, award(count=190), day=2),
        told(3, award(year_from=None, year_to=None), day=3),
        told(4, award(count=5), award(count=5), day=4),
        told(5, award(count=5), award(count=7), day=5),
    ]
    wanted = "SELECT event_id, count, counts, mentions, award_keys, article_ids FROM mart.awards_resolved ORDER BY 1"
    run_load(engine, *pages)
    at_once = rows(engine, wanted)
    for order in (pages[::-1], pages[2:] + pages[:2]):
        execute(engine, "TRUNCATE ops.document, ops.load_document, mart.resolved_award, mart.fact_award CASCADE; DELETE FROM mart.dim_article")  # fmt: skip  # noqa: E501
        for single in order:
            run_load(engine, single)
        assert rows(engine, wanted) == at_once


def test_a_mention_that_goes_takes_its_support_with_it(engine: Engine) -> None:
    run_load(engine, told(1, award()), told(2, award(count=190)))
    assert one(engine, "SELECT contradicted FROM mart.awards_resolved") is True
    run_load(engine, page(article("file:///news/2.html", f"{SENTENCE} (2)", published_at=datetime(2022, 11, 20, tzinfo=UTC)), Facts(), version="2"))  # fmt: skip  # noqa: E501
    assert rows(engine, EVENTS) == [(188, [188], False, 1, 1, "single")]
    run_load(engine, page(article("file:///news/1.html", "Bài đã sửa."), Facts()))
    assert rows(engine, EVENTS) == []


def test_a_load_leaves_other_events_alone(engine: Engine) -> None:
    run_load(engine, told(1, award()))
    before = one(engine, "SELECT xmin::text FROM mart.resolved_award")
    run_load(engine, told(2, award(organization="Công đoàn ngành Giáo dục")))
    assert (before,) in rows(engine, "SELECT xmin::text FROM mart.resolved_award")


def test_loading_again_does_not_touch_resolved_facts(engine: Engine) -> None:
    pages = [told(1, award()), told(2, award())]
    run_load(engine, *pages)
    before = mart_digests(engine), one(engine, "SELECT xmin::text FROM mart.resolved_award")
    run_load(engine, *pages)
    assert (mart_digests(engine), one(engine, "SELECT xmin::text FROM mart.resolved_award")) == before


def test_a_campaign_run_is_one_row_with_the_most_exact_dates(engine: Engine) -> None:
    def run(number: int, **dates: str | None) -> ReadPage:
        return page(
            article(f"file:///news/{number}.html", f"{SENTENCE} ({number})"), Facts(campaigns=(campaign(**dates),))
        )

    run_load(engine, run(1, date_from="2022"), run(2, date_from="2022-04-01", date_to="2022-09-30"), run(3))
    assert rows(
        engine, "SELECT year, date_from, date_to, mentions, contradicted FROM mart.campaigns_resolved ORDER BY year"
    ) == [
        (2022, "2022-04-01", "2022-09-30", 2, False),
        (None, None, None, 1, False),
    ]
    run_load(engine, run(4, date_from="2022-04-02"))
    assert one(engine, "SELECT contradicted FROM mart.campaigns_resolved WHERE year = 2022") is True
