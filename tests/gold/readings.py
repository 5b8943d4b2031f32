"""Prints every fact that is read of the annotated articles, one a line."""

from collections.abc import Iterator

import measure
import score_facts

from transform import read


def readings() -> Iterator[str]:
    """Every fact of every corpus in a fixed order, behind the name of its document."""
    for folder in measure.CORPORA.values():
        for document, annotated in sorted(score_facts.read_gold(folder).items()):
            facts = read.read_facts(measure.article_of(annotated))
            yield from (f"{document} {fact!r}" for kind in measure.KINDS for fact in getattr(facts, kind))


if __name__ == "__main__":
    print(read.__file__, *readings(), sep="\n")
