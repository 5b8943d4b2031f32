"""What corrections make of the facts of an article: which fact each one means, and what that fact becomes. Pure."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from transform.facts import Award, Campaign, Grounded, Result
from transform.text import View
from warehouse.keys import fold
from warehouse.schema.corrections import DAY, FIELDS, CorrectionStatus

KINDS: dict[str, type[Award] | type[Campaign] | type[Result]] = {
    "award": Award,
    "campaign": Campaign,
    "result": Result,
}
_TELLING = {
    "award": ("count", "prize", "recipient_kind", "award_title"),
    "campaign": ("campaign", "kind"),
    "result": ("measure", "value"),
}
"""Fields that tell one fact of a sentence from another: read anew with others than before, it is another fact."""
_NUMBERS = {"count": int, "year_from": int, "year_to": int, "value": float}


class InvalidValueError(ValueError):
    """A field that no fact of this kind has, or a value that it cannot hold; the message says what it can."""


@dataclass(frozen=True, slots=True)
class Read:
    """A fact of the current version of an article, as the reader read it."""

    kind: str
    key: str
    fact: Grounded


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right, and what it was said of."""

    id: int
    kind: str
    key: str
    """The fact as it stood when it was corrected."""
    field: str | None
    """None where the fact is wrong as a whole."""
    value: str | None
    quote: str
    char_start: int
    sentence: str
    as_read: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a correction stands."""

    status: CorrectionStatus
    note: str | None = None
    applies_to: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the corrections of one article come to."""

    facts: dict[str, Grounded | None] = field(default_factory=dict)
    """Key of each corrected fact → the fact as it is right; None where it is none."""
    verdicts: dict[int, Verdict] = field(default_factory=dict)


class _ReviewError(Exception):
    """A correction that a person has to look at again; the message says why."""


def parse_value(kind: str, name: str, value: str | None) -> Any:  # noqa: ANN401
    """Return a value as the fact's field holds it.

    Raises:
        InvalidValueError: a fact of this kind has no such field, or the field cannot hold the value.
    """
    allowed = FIELDS[kind].get(name)
    if allowed is None:
        raise InvalidValueError(f"{kind} has no field {name!r}; its fields are {', '.join(FIELDS[kind])}")
    if value is None:
        if not allowed.null:
            raise InvalidValueError(f"{name} cannot be emptied; give {allowed.words}")
        return None
    words = unicodedata.normalize("NFC", value).strip()
    fits = words in allowed.values if allowed.values else re.search(allowed.pattern, words)
    if not fits:
        raise InvalidValueError(f"{name} cannot be {value!r}; give {allowed.words}")
    if allowed is DAY and not _is_in_calendar(words):
        raise InvalidValueError(f"{name} cannot be {value!r}: there is no such day; give {allowed.words}")
    if name == "recipients":
        return tuple(unicodedata.normalize("NFC", each) for each in json.loads(words))
    return _NUMBERS[name](words) if name in _NUMBERS else words


def _is_in_calendar(day: str) -> bool:
    """Whether a stated day exists; of months and years the pattern knows."""
    if len(day) < len("2023-02-28"):
        return True
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def as_read(fact: Grounded) -> dict[str, Any]:
    """Return the fields of a fact that can be corrected, as JSON holds them."""
    return {name: _plain(getattr(fact, name)) for name in FIELDS[kind_of(fact)]}


def kind_of(fact: Grounded) -> str:
    """Return award, campaign or result."""
    return next(kind for kind, record in KINDS.items() if isinstance(fact, record))


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the whole sentences of a text that hold its characters `start` to `end`."""
    view = View(text)
    spans = [view.span(sentence.start, sentence.end) for sentence in view.sentences()]
    held = [(first, last) for first, last in spans if first < end and start < last]
    return text[min([start, *(first for first, _ in held)]) : max([end, *(last for _, last in held)])]


def carry_out(text: str, facts: Sequence[Read], corrections: Iterable[Correction]) -> Outcome:
    """Carry out the corrections of one article on the facts of its current version, the later after the earlier."""
    by_key = {read.key: read for read in facts}
    found: dict[str, Grounded | None] = {}
    verdicts: dict[int, Verdict] = {}
    counting: dict[tuple[str, str | None], int] = {}
    ordered = sorted(corrections, key=lambda each: each.id)
    right: dict[str, dict[str, object]] = defaultdict(dict)
    for each in ordered:
        if each.field is not None and each.field in FIELDS[each.kind]:
            right[each.key][each.field] = _said(each)
    for each in ordered:
        try:
            key = _meant(text, [read for read in facts if read.kind == each.kind], each, right[each.key])
            if key is None:
                verdicts[each.id] = Verdict("applied", "the reader no longer reads it")
                continue
            found[key] = _changed(found.get(key, by_key[key].fact), each)
        except (_ReviewError, InvalidValueError) as error:
            verdicts[each.id] = Verdict("review", str(error))
            continue
        verdicts[each.id] = Verdict("applied", applies_to=key)
        if (before := counting.get((key, each.field))) is not None:
            verdicts[before] = Verdict("superseded", f"correction {each.id} is later", key)
        counting[key, each.field] = each.id
    for (key, name), number in counting.items():
        if found[key] is None and name is not None:
            verdicts[number] = Verdict("superseded", "the fact is marked wrong as a whole", key)
    for key in [key for key, fact in found.items() if fact is not None and not _runs_forward(fact)]:
        del found[key]
        for number, verdict in verdicts.items():
            if verdict.applies_to == key:
                verdicts[number] = Verdict("review", "with it the first year or day would come after the last")
    return Outcome(found, verdicts)


def _meant(text: str, facts: Sequence[Read], correction: Correction, right: Mapping[str, object]) -> str | None:
    """Return the key of the fact that a correction means; None where it is marked wrong and not read any more.

    `right` holds what the corrections of this fact say: a reader that has learned it by now still means the same.
    """
    if correction.sentence not in text:
        raise _ReviewError("the sentence is no longer in the article, or reads differently")
    spots = _spots(text, correction)
    length = len(correction.quote)
    near = [read for read in facts if any(_overlap(read.fact, spot, spot + length) for spot in spots)]
    if any(read.key == correction.key for read in near):
        return correction.key
    if not near and correction.field is None:
        return None
    same = [read for read in near if _is_same(read.fact, correction, right)]
    if not same:
        raise _ReviewError("the reader no longer reads this fact from the sentence")
    likeness = {read.key: (read.fact.quote == correction.quote, _likeness(read.fact, correction)) for read in same}
    best = [read for read in same if likeness[read.key] == max(likeness.values())]
    if len({str(as_read(read.fact)) for read in best}) > 1:
        raise _ReviewError("the sentence gives several facts now, and it is not plain which is meant")
    return min(best, key=lambda read: (abs(read.fact.char_start - correction.char_start), read.key)).key


def _overlap(fact: Grounded, start: int, end: int) -> bool:
    return fact.char_start < end and start < fact.char_end


def _is_same(fact: Grounded, correction: Correction, right: Mapping[str, object]) -> bool:
    """Whether a fact says of itself what it said when it was corrected, or what was said to be right since."""
    for name, value in as_read(fact).items():
        telling = correction.field is None or name in _TELLING[correction.kind]
        if telling and name != correction.field:
            known = [correction.as_read.get(name), *([_plain(right[name])] if name in right else [])]
            if _folded(value) not in map(_folded, known):
                return False
    return True


def _spots(text: str, correction: Correction) -> set[int]:
    """Return where the quote stands within the sentence it stood in."""
    inside = correction.sentence.find(correction.quote)
    starts = (found.start() for found in re.finditer(f"(?={re.escape(correction.sentence)})", text))
    return {start + max(inside, 0) for start in starts}


def _likeness(fact: Grounded, correction: Correction) -> int:
    return sum(_folded(value) == _folded(correction.as_read.get(name)) for name, value in as_read(fact).items())


def _folded(value: object) -> object:
    if isinstance(value, str):
        return fold(value)
    return [_folded(part) for part in value] if isinstance(value, list) else value


def _said(correction: Correction) -> object:
    try:
        return parse_value(correction.kind, str(correction.field), correction.value)
    except InvalidValueError:
        return None


def _changed(fact: Grounded | None, correction: Correction) -> Grounded | None:
    if fact is None or correction.field is None:
        return None
    value = parse_value(correction.kind, correction.field, correction.value)
    return replace(fact, **{correction.field: value})


def _runs_forward(fact: Grounded) -> bool:
    first, last = ("date_from", "date_to") if isinstance(fact, Campaign) else ("year_from", "year_to")
    begins, ends = getattr(fact, first), getattr(fact, last)
    if begins is None or ends is None:
        return True
    if isinstance(begins, str):
        length = min(len(begins), len(ends))
        return bool(begins[:length] <= ends[:length])
    return bool(begins <= ends)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
