"""How fast facts are read: articles of 600 words a second on one core, beside splitting the same text into words."""

import re
import sys
import time
from pathlib import Path

import pytest

from extract.article import Article
from transform.read import read_facts

sys.path.insert(0, str(Path(__file__).parents[1] / "gold"))
import measure
import score_facts

pytestmark = pytest.mark.bench
WORDS = 600


def best(work, times=5):
    """Processor seconds of the fastest of some runs."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.fixture(scope="module")
def articles():
    return [measure.article_of(gold) for gold in score_facts.read_gold(measure.ARTICLES).values()]


def test_articles_of_600_words_a_second(articles):
    words = sum(len(a.text.split()) for a in articles)
    splitter = re.compile(r"\w+|[^\w\s]")
    reading = best(lambda: [read_facts(a) for a in articles])
    splitting = best(lambda: [splitter.findall(a.text.lower()) for a in articles])
    rate, ratio = words / WORDS / reading, reading / splitting
    print(f"\n{rate:.0f} articles of {WORDS} words a second; {ratio:.0f} x splitting into words")


def test_cost_is_linear_in_length(articles):
    text = "\n".join(a.text for a in articles[:4])
    once, eightfold = (Article(source_uri="bench", text="\n".join([text] * n)) for n in (1, 8))
    growth = best(lambda: read_facts(eightfold), 3) / best(lambda: read_facts(once), 3)
    print(f"\neight times the text takes {growth:.1f} times as long")
    assert growth < 12


def test_cost_is_linear_in_the_length_of_one_sentence():
    item = "đội {} người đoạt giải Nhì hội thi cấp tỉnh"
    once, eightfold = (
        Article(source_uri="bench", title="LĐLĐ tỉnh khen thưởng", text=", ".join(item.format(i + 2) for i in range(n)))
        for n in (100, 800)
    )
    growth = best(lambda: read_facts(eightfold), 3) / best(lambda: read_facts(once), 3)
    print(f"\neight times the sentence takes {growth:.1f} times as long")
    assert growth < 16
