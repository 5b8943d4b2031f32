"""How much a source gave in a night, for the gate to judge. Light: whoever counts need not import the gate."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Volume:
    """The way of a source's articles up to landing, beside what its profile expects."""

    source: str
    listed: int
    """Articles that its feeds, sitemaps and listings name."""
    known: int
    """Of them landed by an earlier run."""
    fetched: int
    failed: int
    left: int
    """New ones that the source's budget left for the next run."""
    least: int
    most: int
    """How many a night should list."""
    measured: bool
    """Whether the number listed says anything: a source whose feeds are unchanged since the last run names none."""
    live: bool = True
    """Whether news comes from it: not from a sample site on this machine."""
    why: str = ""
    """What is wrong with a source that could not be asked."""
