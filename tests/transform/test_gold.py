"""The reader's figures on the annotated articles may only rise."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "gold"))
import measure

BASELINE = json.loads(measure.BASELINE.read_text("utf-8"))


@pytest.fixture(scope="module")
def reports():
    return {name: measure.measure(folder)[0] for name, folder in measure.CORPORA.items()}


@pytest.mark.parametrize("corpus", measure.CORPORA)
def test_the_baseline_was_measured_on_this_very_corpus(corpus):
    assert measure.digest(measure.CORPORA[corpus]) == BASELINE[corpus]["corpus"], (
        "the annotated articles changed: measure anew with tests/gold/measure.py and write figures and digest down"
    )


@pytest.mark.parametrize("corpus", measure.CORPORA)
@pytest.mark.parametrize("kind", measure.KINDS)
@pytest.mark.parametrize("figure", ["found", "strict"])
def test_figures_on_the_annotated_articles_do_not_fall(reports, corpus, kind, figure):
    reached = reports[corpus][kind][figure]["f1"]
    assert reached >= BASELINE[corpus][kind][figure] - 0.0005, f"{corpus}: {kind} {figure} F1 fell to {reached:.3f}"
