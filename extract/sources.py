"""Source profiles: one YAML file a publisher, checked when it is read."""

import datetime
import ipaddress
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from selectolax.lexbor import LexborHTMLParser

from extract.errors import SourceError

FOLDER = Path(__file__).parent / "sources"


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _is_css(selector: str) -> str:
    try:
        LexborHTMLParser("<p></p>").css(selector)
    except Exception as error:
        raise ValueError(f"{selector!r} is no CSS selector that the parser knows") from error
    return selector


def _is_pattern(expression: str) -> str:
    try:
        re.compile(expression)
    except re.error as error:
        raise ValueError(f"{expression!r} is no regular expression: {error}") from error
    return expression


Selectors = Annotated[list[Annotated[str, Field(min_length=1)]], BeforeValidator(_as_list)]
"""CSS selectors, tried in order."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Listing(_Strict):
    """A section page that lists articles."""

    url: str
    item: str = "a[href]"
    """CSS selector of the links to articles."""
    pages: int = Field(default=1, ge=1, le=50)
    """How many pages of it to read."""
    next: str | None = None
    """CSS selector of the link to its next page."""


class Discovery(_Strict):
    """Where new articles show."""

    feeds: list[str] = []
    sitemaps: list[str] = []
    listings: list[Listing] = []


class Theme(_Strict):
    """Selectors of one generation of the site's pages."""

    name: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    """Days of publication between which the theme was in use: it is tried first on pages of that time."""
    body: Selectors
    title: Selectors = []
    kicker: Selectors = []
    lead: Selectors = []
    author: Selectors = []
    date: Selectors = []
    captions: Selectors = []
    drop: Selectors = []
    pager: Selectors = []
    """Links to the further pages of one article."""

    @field_validator("body", "title", "kicker", "lead", "author", "date", "captions", "drop", "pager")
    @classmethod
    def _check(cls, selectors: list[str]) -> list[str]:
        return [_is_css(selector) for selector in selectors]

    def was_used_on(self, day: datetime.date) -> bool:
        """Whether the theme was in use on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Expected(_Strict):
    """Articles that a night lists, new or known: fewer than `min` stop the load, more than `max` are a warning."""

    min: int = Field(default=0, ge=0)
    max: int = Field(default=500, ge=1)


class Rate(_Strict):
    """How hard the site may be asked."""

    delay: float = Field(default=2.0, ge=0)
    """Seconds between the starts of two requests to one host."""
    concurrency: int = Field(default=1, ge=1, le=4)
    pages: int = Field(default=200, ge=1)
    """Most pages a run fetches from the source."""
    minutes: float = Field(default=20, gt=0)
    """Longest time a run spends on the source."""


Part = Literal["discovery", "title", "kicker", "lead", "body", "author", "date", "captions", "drop", "pager"]


class Source(_Strict):
    """A publisher: where its articles show and how its pages are built."""

    name: str = Field(pattern=r"^[a-z0-9.-]+$")
    title: str
    """The publisher's name as people write it."""
    hosts: list[str] = Field(min_length=1)
    """Host names, without `www.`; the first is the canonical one."""
    mirrors: list[str] = []
    """Mobile, print and copy hosts whose addresses are folded into the canonical host."""
    language: str = "vi"
    timezone: str = "Asia/Ho_Chi_Minh"
    enabled: bool = True
    discovery: Discovery = Discovery()
    include: list[str] = []
    """Regular expressions: an address is an article's only if its path matches one of them."""
    exclude: list[str] = []
    prints: list[str] = []
    """Regular expressions of print views, whose group `number` finds the article's; `include` has that group too."""
    themes: list[Theme] = []
    """Generations of the site's markup, newest first; the first whose body is found on a page reads it."""
    rate: Rate = Rate()
    expected: Expected = Expected()
    verified: list[Part] = []
    """Parts that were checked against a saved page."""
    loopback: bool = False
    """Whether the source may live on this machine; only for the demo and for tests."""

    _server: str | None = PrivateAttr(default=None)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{name!r} is no time zone") from error
        return name

    @field_validator("include", "exclude", "prints")
    @classmethod
    def _patterns(cls, expressions: list[str]) -> list[str]:
        return [_is_pattern(expression) for expression in expressions]

    @field_validator("prints")
    @classmethod
    def _numbered(cls, expressions: list[str], others: ValidationInfo) -> list[str]:
        included = others.data.get("include", [])
        if expressions and not all("number" in re.compile(one).groupindex for one in [*expressions, *included]):
            raise ValueError("needs a group (?P<number>…), and so does each expression of include")
        return expressions

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of dates that name none."""
        return ZoneInfo(self.timezone)

    @property
    def scheme(self) -> str | None:
        """Of the addresses of its canonical host: http or https as its discovery has it; None where it has none."""
        places = (
            *self.discovery.feeds,
            *self.discovery.sitemaps,
            *(listing.url for listing in self.discovery.listings),
        )
        return urlsplit(places[0]).scheme if places else None

    def owns(self, host: str) -> bool:
        """Whether the host is one of the source's, a mirror or a `www.` or `m.` form included."""
        bare = re.sub(r"^(?:www|m|amp|mobile)\.", "", host)
        return bare in self.hosts or host in self.hosts or host in self.mirrors or bare in self.mirrors

    def is_article(self, address: str) -> bool:
        """Whether an address of the source is an article's, by its patterns."""
        path = _path(address)
        if any(re.search(pattern, path) for pattern in self.exclude):
            return False
        return not self.include or any(re.search(pattern, path) for pattern in self.include)

    def is_print(self, address: str) -> bool:
        """Whether an address of the source is the print view of an article."""
        return any(re.search(pattern, _path(address)) for pattern in self.prints)

    def article_number(self, address: str) -> str | None:
        """The number by which the site knows the article of an address, where its addresses tell it."""
        found = (re.search(pattern, _path(address)) for pattern in (*self.prints, *self.include))
        return next((match.groupdict().get("number") for match in found if match), None)

    def served_at(self, base: str) -> "Source":
        """The source with its discovery addresses moved to another server, as the demo and tests serve it.

        Args:
            base: scheme, host and port, such as `http://127.0.0.1:8123`. Its host becomes a mirror, so that canonical
                addresses stay those of the source whatever the port.
        """

        discovery = Discovery(
            feeds=[_moved(url, base) for url in self.discovery.feeds],
            sitemaps=[_moved(url, base) for url in self.discovery.sitemaps],
            listings=[
                listing.model_copy(update={"url": _moved(listing.url, base)}) for listing in self.discovery.listings
            ],
        )
        host = urlsplit(base).hostname or ""
        served = self.model_copy(
            update={
                "discovery": discovery,
                "mirrors": [*self.mirrors, host],
                "loopback": self.loopback or is_this_machine(base),
                # This machine is nobody whom pauses would spare.
                "rate": self.rate.model_copy(update={"delay": 0.0}) if is_this_machine(base) else self.rate,
            }
        )
        served._server = base
        return served

    def on_server(self, address: str) -> str:
        """The address to fetch for one of the source's own, where the source is served by another server."""
        is_own = (urlsplit(address).hostname or "") in self.hosts
        return _moved(address, self._server) if self._server and is_own else address


def load_source(path: Path) -> Source:
    """Read one profile.

    Raises:
        SourceError: the file is no YAML, has a key that is not known, or a value that cannot be; the message names
            file, key and line.
    """
    text = path.read_text(encoding="utf-8")
    try:
        root = yaml.compose(text)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "somewhere"
        raise SourceError(f"{path.name}, {where}: not YAML: {getattr(error, 'problem', error)}") from error
    try:
        return Source.model_validate(data)
    except ValidationError as error:
        raise SourceError("\n".join(_fault(path, root, fault) for fault in error.errors())) from error


def load_sources(folder: Path = FOLDER) -> dict[str, Source]:
    """Read every profile of a folder, by name.

    Raises:
        SourceError: as `load_source`, or two profiles share a name or a host.
    """
    sources: dict[str, Source] = {}
    owners: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        source = load_source(path)
        if source.name in sources:
            raise SourceError(f"{path.name}: another profile is called {source.name!r} already; names have to differ")
        for host in (*source.hosts, *source.mirrors):
            if owners.setdefault(host, source.name) != source.name:
                raise SourceError(f"{path.name}: {host} belongs to the profile {owners[host]!r} already")
        sources[source.name] = source
    return sources


@cache
def packaged_sources() -> dict[str, Source]:
    """The profiles that ship with the package, read once."""
    return load_sources()


def source_of(url: str | None, sources: Mapping[str, Source]) -> Source | None:
    """The profile that an address belongs to, if there is one."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # no address at all
        return None
    return next((source for source in sources.values() if host and source.owns(host)), None)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _moved(address: str, base: str) -> str:
    parts = urlsplit(address)
    return base.rstrip("/") + urlunsplit(("", "", parts.path, parts.query, ""))


def is_this_machine(address: str) -> bool:
    """Whether an address of the web names the machine it is asked on, by `localhost` or a loopback number.

    Whoever types such an address asks for this machine outright; one that comes from a page or feed never does.
    """
    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:  # no number, or no address at all
        return False


def _line(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """Line of the deepest part of the location that the file has."""
    line = 1
    for key in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(key)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _fault(path: Path, root: yaml.Node | None, fault: Mapping[str, Any]) -> str:
    key = ".".join(map(str, fault["loc"])) or "file"
    return f"{path.name}, line {_line(root, fault['loc'])}: {key}: {_say(fault)}"


def _say(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "extra_forbidden":
        return "unknown key; see README.md beside it for the keys there are"
    if fault["type"] == "missing":
        return "this key has to be given"
    return str(fault["msg"]).removeprefix("Value error, ")
