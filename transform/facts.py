"""The records that reading hands on: awards, campaigns and results, each grounded in the characters of its article.

Field meanings and allowed values are those of the annotation guide; the controlled vocabularies stand here as literals
so that the schema and the expectation suites can take them from one place.
"""

from dataclasses import dataclass
from typing import Literal

Qualifier = Literal["exact", "over", "under", "about"]
RecipientKind = Literal["individual", "collective", "family", "initiative", "work", "prize", "mixed"]
Level = Literal["grassroots", "district", "province", "national"]
Status = Literal["awarded", "nominated"]
CampaignKind = Literal["movement", "contest", "programme", "drive", "peak"]
Measure = Literal[
    "entries",
    "participants",
    "organizations",
    "initiatives",
    "benefit_vnd",
    "works",
    "rate_percent",
    "target_percent",
    "target_count",
    "other",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """What every fact carries: its words and why it was read."""

    quote: str
    """Verbatim words of the article: `text[char_start:char_end]`."""
    char_start: int
    char_end: int
    rule: str
    """Name of the construction that yielded the fact."""
    cues: tuple[str, ...] = ()
    """Words that the construction rested on, in text order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Grounded):
    """One counted group of one kind of recipient that got one recognition at one level from one awarder."""

    count: int
    count_qualifier: Qualifier = "exact"
    recipient_kind: RecipientKind
    award_title: str | None = None
    prize: str | None = None
    level: Level | None = None
    organization: str | None = None
    campaign: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    status: Status = "awarded"
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign(Grounded):
    """An organisation launches or runs a named movement, contest, programme, drive or peak."""

    campaign: str
    kind: CampaignKind
    organization: str | None = None
    date_from: str | None = None
    """ISO date, or the year alone as YYYY."""
    date_to: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Grounded):
    """Any other counted outcome of a campaign or of emulation work."""

    measure: Measure
    value: float
    """Number; money in đồng."""
    value_qualifier: Qualifier = "exact"
    campaign: str | None = None
    organization: str | None = None
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one article, each kind in the order of the text."""

    awards: tuple[Award, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    results: tuple[Result, ...] = ()

    def __len__(self) -> int:
        return len(self.awards) + len(self.campaigns) + len(self.results)
