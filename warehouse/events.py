"""Which mentions tell of one event: the part of resolution that one article settles by itself. Pure.

Each award mention gets an event key made of what identifies the event. Mentions with one key, of whatever article, are
one event, unless one article tells different counts under it. The key holds

- the awarder, title, campaign, prize, kind of recipient, status and years (the year of publication stands in for years
  that are not said), and the name where one is recognised;
- the words of the sentence as well, where the awarder is not known, or neither title nor campaign is, or one nameless
  recipient is counted: then only copies of the sentence are the same event;
- a number, where one article tells the same small count again under the same key: schools that each have five are
  five and five, while 188 told in the lead and again below is 188.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transform.facts import Award
from warehouse.keys import dimension_key, fold, row_key

TELLING_COUNT = 20
"""From this count on, equal counts in one article are taken for one group told twice; below, for two groups."""


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


def event_keys(awards: Sequence[Award], publication_year: int | None) -> list[uuid.UUID]:
    """Return the event key of each award of one article, in their order.

    A mention of a count of `TELLING_COUNT` or more takes the key of the one fuller mention of that count, if there is
    just one that it does not contradict.
    """
    identities = [_identity(award) for award in awards]
    keys = []
    met: Counter[uuid.UUID] = Counter()
    for award, identity in zip(awards, identities, strict=True):
        told = identity
        if award.count >= TELLING_COUNT:
            fuller = {
                other
                for same, other in zip(awards, identities, strict=True)
                if same.count == award.count and identity.may_be(other)
            }
            most = max((other.known for other in fuller), default=0)
            best = {_key(other, publication_year) for other in fuller if other.known == most}
            told = next(other for other in fuller if other.known == most) if len(best) == 1 else identity
        key = _key(told, publication_year)
        if award.count < TELLING_COUNT and not told.name:
            place = row_key(key, award.count)
            met[place] += 1
            key = row_key(key, met[place]) if met[place] > 1 else key
        keys.append(key)
    return keys


def _identity(award: Award) -> _Identity:
    organization = dimension_key("organization", award.organization)
    title = dimension_key("award_title", award.award_title)
    campaign = dimension_key("campaign", award.campaign)
    name = fold(award.recipients[0]) if award.count == 1 and award.recipients else ""
    vague = not organization or not (title or campaign) or (award.count == 1 and not name)
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
        words=fold(award.quote) if vague else "",
    )


def _key(told: _Identity, publication_year: int | None) -> uuid.UUID:
    years = told.years or ((publication_year, publication_year) if publication_year else (None, None))
    return row_key(
        "event", told.organization, told.title, told.campaign, *years,
        told.prize, told.kind, told.status, told.name, told.words,
    )  # fmt: skip
