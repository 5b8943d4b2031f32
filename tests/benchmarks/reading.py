"""Prints how many articles of 600 words are read a second on one core, and how much longer it takes than a split."""

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extract.article import Article
from transform.read import read_facts

sys.path.insert(0, str(Path(__file__).parents[1] / "gold"))
import measure
import score_facts

WORDS = 600
_SPLITTER = re.compile(r"\w+|[^\w\s]")


def best(work: Callable[[], object], times: int = 5) -> float:
    """Processor seconds of the fastest of some runs."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def articles() -> list[Article]:
    """The annotated articles that were written to be hard."""
    return [measure.article_of(gold) for gold in score_facts.read_gold(measure.ARTICLES).values()]


if __name__ == "__main__":
    given = articles()
    reading = best(lambda: [read_facts(a) for a in given], 15)
    splitting = best(lambda: [_SPLITTER.findall(a.text.lower()) for a in given], 15)
    print(sum(len(a.text.split()) for a in given) / WORDS / reading, reading / splitting)
