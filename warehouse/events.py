"""Which mentions tell of one event: the part of resolution that one article settles by itself. Pure.

Each award mention gets an event key, made of what identifies the event: awarder, title, campaign, prize, kind of
recipient, status, years (of publication where none is said), and the name where one is recognised. Mentions
with one key, of whatever articles, are one event, with these cares:

- **Vague mentions**, whose awarder is not known, or neither title nor campaign, or that count one nameless recipient:
  the words of the sentence join the key, so that only copies of the sentence are the same event.
- **Recurring forms** (Bằng khen, Giấy khen, Huân chương …, outside a campaign), which a body confers again and again in
  a year: the count joins the key, and mentions far apart in time are different events (`warehouse.resolve`). Few
  recipients of a province's or the nation's form are vague: there are many such awards on any day.
- **Small counts told again** under one key in one article are different groups: schools that each have five are five
  and five, while 188 told in the lead and again below is 188.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transform.facts import Award
from warehouse.keys import beside, dimension_key, fold, row_key
from warehouse.titles import classify

TELLING_COUNT = 20
"""From this count on, equal counts of one thing are taken for one group told twice; below, for two groups."""
RECURRING_FORMS = frozenset(
    ("order", "medal", "certificate_of_merit", "letter_of_merit", "emulation_flag", "commemorative_medal")
)


class Event(NamedTuple):
    """What ties a mention to its event."""

    key: uuid.UUID
    recurs: bool
    """Whether mentions of this key that are far apart in time are different events."""


@dataclass(frozen=True, slots=True)
class _Identity:
    organization: int
    title: int
    campaign: int
    years: tuple[int, int] | None
    prize: str
    kind: str
    status: str
    name: str
    recurs: bool
    count: int
    """0 where counts under one key contradict each other instead of telling events apart."""
    words: str

    @property
    def known(self) -> int:
        return sum(map(bool, (self.organization, self.title, self.campaign, self.years)))

    def may_be(self, fuller: "_Identity") -> bool:
        """Whether `fuller` says all that this says, and more."""
        same = (self.prize, self.kind, self.status, self.name) == (
            fuller.prize,
            fuller.kind,
            fuller.status,
            fuller.name,
        )
        pairs = (
            (self.organization, fuller.organization),
            (self.title, fuller.title),
            (self.campaign, fuller.campaign),
            (self.years, fuller.years),
        )
        return same and self.known < fuller.known and all(not mine or mine == theirs for mine, theirs in pairs)


def events(awards: Sequence[Award], publication_year: int | None) -> list[Event]:
    """Return the event of each award of one article, in their order.

    A mention of a count of `TELLING_COUNT` or more takes the event of the one fuller mention of that count, if there is
    just one that it does not contradict.
    """
    identities = [_identity(award) for award in awards]
    same_count: dict[int, set[_Identity]] = defaultdict(set)
    for award, identity in zip(awards, identities, strict=True):
        same_count[award.count].add(identity)
    found = []
    met: Counter[uuid.UUID] = Counter()
    for award, identity in zip(awards, identities, strict=True):
        told = _fullest(identity, same_count[award.count]) if award.count >= TELLING_COUNT else identity
        key = _key(told, publication_year)
        if award.count < TELLING_COUNT and not told.name:
            place = row_key(key, award.count)
            met[place] += 1
            key = row_key(key, met[place]) if met[place] > 1 else key
        found.append(Event(beside(_place(told, publication_year), key), told.recurs))
    return found


def _identity(award: Award) -> _Identity:
    organization = dimension_key("organization", award.organization)
    title = dimension_key("award_title", award.award_title)
    campaign = dimension_key("campaign", award.campaign)
    name = fold(award.recipients[0]) if award.count == 1 and award.recipients else ""
    form = classify(award.award_title).form if award.award_title else None
    recurs = not campaign and not name and form in RECURRING_FORMS
    common = recurs and award.count < TELLING_COUNT and award.level in ("province", "national")
    vague = not organization or not (title or campaign) or common or (award.count == 1 and not name)
    first = award.year_from or award.year_to
    return _Identity(
        organization=organization,
        title=title,
        campaign=campaign,
        years=(first, award.year_to or first) if first else None,
        prize=award.prize or "",
        kind=award.recipient_kind,
        status=award.status,
        name=name,
        recurs=recurs,
        count=award.count if recurs else 0,
        words=fold(award.quote) if vague else "",
    )


def _fullest(identity: _Identity, others: Iterable[_Identity]) -> _Identity:
    fuller = [other for other in others if identity.may_be(other)]
    most = max((other.known for other in fuller), default=0)
    best = [other for other in fuller if other.known == most]
    return best[0] if len(best) == 1 else identity


def _years(told: _Identity, publication_year: int | None) -> tuple[int | None, int | None]:
    return told.years or (publication_year, publication_year)


def _place(told: _Identity, publication_year: int | None) -> bytes:
    """What the key begins with: year and awarder, which the awards of a night's articles share with few others."""
    year = _years(told, publication_year)[0] or 0
    return (year & 0xFFFF).to_bytes(2) + told.organization.to_bytes(8)[:6]


def _key(told: _Identity, publication_year: int | None) -> uuid.UUID:
    return row_key(
        "event", told.organization, told.title, told.campaign, *_years(told, publication_year),
        told.prize, told.kind, told.status, told.name, told.count, told.words,
    )  # fmt: skip
