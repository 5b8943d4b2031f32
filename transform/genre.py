"""Whether an article is news of emulation and recognition at all: other news yields no fact, whatever its words."""

from functools import cache
from typing import Any

from transform.lexicon import read_yaml
from transform.text import fold, holds


@cache
def _cues() -> tuple[int, list[tuple[str, int]]]:
    data: dict[str, Any] = read_yaml("genre")
    weights = [("lottery", -9), ("against", -1), ("strong", 2), ("weak", 1)]
    return data["needed"], [(fold(cue), weight) for name, weight in weights for cue in data[name]]


def of_the_genre(low: str) -> bool:
    """Whether the folded text of an article holds enough cues of the genre, weighed against those of other news."""
    needed, cues = _cues()
    points = 0
    for cue, weight in cues:
        if cue in low:
            points += weight
            if weight > 0 and points >= needed:
                return True  # the cues against come first: nothing takes points away any more
    return points >= needed


@cache
def _sports() -> tuple[str, ...]:
    return tuple(fold(word) for word in read_yaml("genre")["sports"])


def of_sport(low: str) -> bool:
    """Whether a folded sentence speaks of sport."""
    return holds(low, _sports())
