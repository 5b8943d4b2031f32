"""Titles and honours classed by form and by the law, from the seed file. Pure."""

from dataclasses import dataclass
from functools import cache

import yaml

from warehouse.keys import fold
from warehouse.places import SEEDS


@dataclass(frozen=True, slots=True)
class TitleClass:
    """What kind of recognition a title is; None where no beginning of the seed file fits."""

    form: str | None = None
    name: str | None = None
    """The title or form that it is an instance of."""
    in_law: bool | None = None


def classify(title: str) -> TitleClass:
    """Class a title by the longest beginning that fits whole words of it; of several titles in one, the first."""
    words = fold(title).split()
    for length in range(len(words), 0, -1):
        found = _beginnings().get(" ".join(words[:length]))
        if found:
            return found
    return TitleClass()


@cache
def _beginnings() -> dict[str, TitleClass]:
    entries = yaml.safe_load((SEEDS / "award_titles.yml").read_text("utf-8"))
    return {
        fold(beginning): TitleClass(entry["form"], entry["class"], entry["in_law"])
        for entry in entries
        for beginning in entry["begins"]
    }
