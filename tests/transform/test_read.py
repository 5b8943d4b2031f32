import json
import unicodedata
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.article import Article
from transform.read import read_facts

GOLD = [
    json.loads(p.read_text("utf-8")) for p in sorted((Path(__file__).parents[1] / "gold" / "articles").glob("*.json"))
]
PIECES = [line for document in GOLD for line in document["text"]["must"]]


def every(facts):
    return [*facts.awards, *facts.campaigns, *facts.results]


def said(facts):
    """Facts without what depends on how the characters are composed."""
    left_out = ("quote", "char_start", "char_end")
    return [{k: v for k, v in asdict(fact).items() if k not in left_out} for fact in every(facts)]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["NFC", "NFD"]))
@settings(max_examples=60, deadline=None)
def test_every_quote_is_the_text_at_its_offsets(lines, form):
    text = unicodedata.normalize(form, "\n".join(lines))
    for fact in every(read_facts(Article(source_uri="test", text=text))):
        assert text[fact.char_start : fact.char_end] == fact.quote != ""


@pytest.mark.parametrize("document", GOLD, ids=lambda d: d["document"])
def test_composed_and_decomposed_text_say_the_same(document):
    composed, decomposed = (
        read_facts(Article(source_uri="test", text=unicodedata.normalize(form, "\n".join(document["text"]["must"]))))
        for form in ("NFC", "NFD")
    )
    assert said(composed) == said(decomposed)


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_fail(noise):
    read_facts(Article(source_uri="test", text=f"Khen thưởng thi đua. {noise}", title=noise[:80]))


@given(
    st.lists(
        st.sampled_from(
            [
                "5",
                "năm",
                "giải",
                "Nhất",
                ",",
                "cho",
                "“",
                "”",
                "và",
                "LĐLĐ",
                "quận",
                "tặng",
                ";",
                ":",
                "(",
                "tập thể",
                "%",
                "/",
                "nghìn",
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=200, deadline=None)
def test_no_heap_of_the_genres_words_makes_the_reader_fail(words):
    read_facts(Article(source_uri="test", text=f"Khen thưởng thi đua {' '.join(words)}"))


def test_the_order_of_articles_does_not_matter():
    articles = [Article(source_uri=d["document"], text="\n".join(d["text"]["must"]), title=d["title"]) for d in GOLD]
    forwards = [read_facts(a) for a in articles]
    backwards = [read_facts(a) for a in reversed(articles)]
    assert forwards == backwards[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "Giá vàng hôm nay tăng 300.000 đồng, nhà đầu tư chờ đợi phiên họp ngày 15/6.",
        "Tuyển Việt Nam thắng 3 trận liên tiếp, cầu thủ ghi 2 bàn được trao giải Nhất trận bóng đá giao hữu.",
    ],
)
def test_other_news_yields_no_fact(text):
    assert len(read_facts(Article(source_uri="test", text=text))) == 0


def test_a_text_may_end_in_the_middle_of_a_name_or_of_a_row(read):
    for text, prizes in (
        ("Khen thưởng Công đoàn trường", []),
        ("Trao giải Nhất,", []),
        ("Nhà trường được tặng Huân chương Lao động hạng Ba,", ["hạng ba"]),
    ):
        assert [a.prize for a in read(text).awards] == prizes
