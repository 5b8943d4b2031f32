"""How fast facts are read: articles of 600 words a second on one core, beside splitting the same text into words."""

from pathlib import Path

import compiled
import pytest
import reading
from reading import best

from extract.article import Article
from transform.read import read_facts

pytestmark = pytest.mark.bench


def test_articles_of_600_words_a_second(tmp_path):
    program, made = Path(reading.__file__), compiled.installed(tmp_path, "2")
    rates = []
    for name, where in (("as it is", compiled.ROOT), ("compiled", made)):
        rate, ratio = map(float, compiled.run(where, program).split())
        print(f"\n{name}: {rate:.0f} articles of {reading.WORDS} words a second (aim, compiled: 300), "
              f"{ratio:.0f} x splitting them into words", end="")  # fmt: skip
        rates.append(rate)
    print(f"; compiled {rates[1] / rates[0]:.2f} x as fast")
    assert rates[1] > 1.3 * rates[0]


def test_cost_is_linear_in_length():
    text = "\n".join(a.text for a in reading.articles()[:4])
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
