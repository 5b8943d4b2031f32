"""What a digest tells, asked of the warehouse: every sum comes from the resolved views, where nothing counts twice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, get_args

from transform.facts import Level
from warehouse.engine import Engine
from warehouse.query import reading

NAMES_SHOWN = 10
"""Names of a table before the rest is one row."""
FACTS_SHOWN = 12
RUNS_SHOWN = 14
UNDATED_SHOWN = 10
CONTRADICTIONS_SHOWN = 5

_SERIES = {
    "people": "'individual', 'family'",
    "collectives": "'collective', 'mixed'",
    "works": "'initiative', 'work', 'prize'",
}
_SUMS = ", ".join(
    f"coalesce(sum(count) FILTER (WHERE recipient_kind IN ({kinds})), 0)::bigint AS {name}"
    for name, kinds in _SERIES.items()
)
LEVELS = get_args(Level)[::-1]
_LEVEL = f"array_position(ARRAY{list(LEVELS)}, {{}})"
"""The lower, the higher the level."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one body, title, level or year comes to, by series; `name` is None where the articles do not say."""

    name: str | None
    awards: int
    people: int
    collectives: int
    works: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Awards by one thing: the largest names, the rest in one row, and those of which nothing is said."""

    shown: tuple[Share, ...]
    rest: Share | None
    """Its name is how many names it holds."""
    unsaid: Share | None
    total: Share

    @property
    def known(self) -> float:
        """Share of the awards that say their name, from 0 to 1."""
        unsaid = self.unsaid.awards if self.unsaid else 0
        return 1 - unsaid / self.total.awards if self.total.awards else 0.0


@dataclass(frozen=True, slots=True)
class Notable:
    """An award or a result of the month, with the sentence that states it first."""

    kind: str
    key: str
    article_id: str
    figure: float
    qualifier: str
    what: str
    """What was counted: kind of recipient, or measure."""
    award_title: str | None
    prize: str | None
    level: str | None
    organization: str | None
    campaign: str | None
    year: int | None
    quote: str
    article_title: str | None
    article_url: str | None
    publisher: str | None
    published_at: datetime | None
    articles: int
    counts: list[int]
    """All counts told, where articles contradict each other; else empty."""


@dataclass(frozen=True, slots=True)
class CampaignRun:
    """A campaign with a stated run; the dates as stated, and the days they stand for."""

    campaign: str
    kind: str
    organization: str | None
    date_from: str | None
    date_to: str | None
    start: date
    end: date
    """Where no end is told, the day of the last article that tells of it."""
    active: bool
    """In the month of the digest."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """What one publisher brought."""

    name: str | None
    articles: int
    awards: int
    campaigns: int
    results: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """The newest published load, with what its gate found; counts are None where the run kept none."""

    load_id: int
    ended_at: datetime
    checked: int | None
    critical: int | None
    warnings: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a digest shows."""

    month: date
    """First day of the month it tells of."""
    articles: int
    articles_of_month: int
    undated_articles: int
    publishers: tuple[Publisher, ...]
    rankings: dict[str, Ranking]
    """By `organization`, `award_title`, `level` and `year`."""
    nominated: int
    campaigns: int
    notable: tuple[Notable, ...]
    window: tuple[date, date]
    runs: tuple[CampaignRun, ...]
    more_runs: int
    undated_campaigns: tuple[tuple[str, str], ...]
    """Campaigns told of in the month without a run: name, and the bodies that run it."""
    months: tuple[tuple[date, int], ...]
    events: int
    mentions: int
    contradictions: int
    contradicted: tuple[Notable, ...]
    """The newest of these."""
    corrected: int
    """Facts that a person corrected."""
    load: Load | None = None
    waiting: tuple[tuple[str, int], ...] | None = None
    """Documents in quarantine by reason; None where the login may not see them."""


_ARTICLES = """
    SELECT count(*), count(*) FILTER (WHERE date_trunc('month', published_at)::date = %(month)s),
           count(*) FILTER (WHERE published_at IS NULL)
    FROM mart.articles
"""
_AWARDS = f"""
    SELECT {{by}} AS name, count(*) AS awards, {_SUMS}
    FROM mart.awards_resolved WHERE status = 'awarded' GROUP BY 1
"""  # noqa: S608
_RESOLVED = """
    SELECT count(*), coalesce(sum(mentions), 0)::bigint, count(*) FILTER (WHERE contradicted),
           coalesce(sum(count) FILTER (WHERE status = 'nominated'), 0)::bigint
    FROM mart.awards_resolved
"""
_NOTABLE_COLUMNS = """
    'award', a.award_key::text, a.article_id::text, r.count, r.count_qualifier, r.recipient_kind, r.award_title,
    r.prize, r.level, r.organization, r.campaign, r.year_to, a.quote, a.article_title, a.article_url, a.publisher,
    a.published_at, r.articles, CASE WHEN r.contradicted THEN r.counts ELSE ARRAY[]::bigint[] END
"""
_NOTABLE_AWARDS = f"""
    WITH told AS (
        SELECT r.*, t.form IN ('order', 'medal', 'state_title', 'state_prize') IS TRUE AS of_state,
               row_number() OVER (
                   PARTITION BY r.article_ids[1]
                   ORDER BY {_LEVEL.format("r.level")} NULLS LAST, r.count DESC, r.event_id) AS place
        FROM mart.awards_resolved r LEFT JOIN mart.dim_award_title t ON t.name = r.award_title
        WHERE r.status = 'awarded' AND date_trunc('month', r.first_published_at)::date = %(month)s)
    SELECT {_NOTABLE_COLUMNS}
    FROM told r JOIN mart.awards a ON a.award_key = r.award_keys[1]
    WHERE r.place <= 3
    ORDER BY r.of_state DESC, {_LEVEL.format("r.level")} NULLS LAST, r.count DESC, r.event_id LIMIT {FACTS_SHOWN}
"""  # noqa: S608
_NOTABLE_RESULTS = """
    WITH told AS (
        SELECT DISTINCT ON (r.measure, r.article_id) r.*
        FROM mart.results r
        WHERE r.measure IN ('benefit_vnd', 'initiatives', 'participants', 'entries')
          AND date_trunc('month', r.published_at)::date = %(month)s
        ORDER BY r.measure, r.article_id, r.value DESC, r.result_key),
    -- Copies of one text tell the same.
    apart AS (
        SELECT DISTINCT ON (measure, value, organization) * FROM told
        ORDER BY measure, value, organization, published_at, result_key),
    ranked AS (
        SELECT *, row_number() OVER (PARTITION BY measure ORDER BY value DESC, result_key) AS place FROM apart)
    SELECT 'result', result_key::text, article_id::text, value, value_qualifier, measure, NULL, NULL, NULL,
           organization, campaign, year_to, quote, article_title, article_url, publisher, published_at, 1,
           ARRAY[]::bigint[]
    FROM ranked WHERE place <= 2
    ORDER BY array_position(ARRAY['benefit_vnd', 'initiatives', 'participants', 'entries'], measure), place
"""
_CONTRADICTED = f"""
    SELECT {_NOTABLE_COLUMNS}
    FROM mart.awards_resolved r JOIN mart.awards a ON a.award_key = r.award_keys[1]
    WHERE r.contradicted ORDER BY r.last_published_at DESC NULLS LAST, r.event_id LIMIT {CONTRADICTIONS_SHOWN}
"""  # noqa: S608
_CORRECTED = """
    SELECT (SELECT count(*) FROM mart.awards WHERE corrected) + (SELECT count(*) FROM mart.campaigns WHERE corrected)
         + (SELECT count(*) FROM mart.results WHERE corrected)
"""
_CAMPAIGNS = "SELECT count(DISTINCT campaign) FROM mart.campaigns_resolved"
_RUNS = f"""
    WITH stated AS (
        SELECT campaign, kind, organization, date_from, date_to, articles, first_published_at::date AS first,
               last_published_at::date AS last,
               coalesce({{first_day}}, first_published_at::date) AS start,
               coalesce({{last_day}}, greatest(last_published_at::date, {{first_day}})) AS finish
        FROM mart.campaigns_resolved WHERE date_from IS NOT NULL OR date_to IS NOT NULL),
    near AS (
        SELECT *, start <= %(month_end)s AND finish >= %(month)s AS active, count(*) OVER () AS found
        FROM stated WHERE start <= %(window_end)s AND finish >= %(window_start)s)
    SELECT campaign, kind, organization, date_from, date_to, start, finish, active, found FROM near
    ORDER BY active DESC, articles DESC, start, campaign, organization LIMIT {RUNS_SHOWN}
"""  # noqa: S608
# A month or a year alone is all its days.
_FIRST_DAY = "to_date(rpad(date_from, 10, '-01-01'), 'YYYY-MM-DD')"
_LAST_DAY = """CASE length(date_to)
    WHEN 4 THEN make_date(date_to::int, 12, 31)
    WHEN 7 THEN (to_date(date_to, 'YYYY-MM') + interval '1 month - 1 day')::date
    ELSE date_to::date END"""
_UNDATED = f"""
    SELECT campaign, string_agg(DISTINCT organization, '; ' ORDER BY organization)
    FROM mart.campaigns_resolved
    WHERE date_from IS NULL AND date_to IS NULL AND date_trunc('month', last_published_at)::date = %(month)s
    GROUP BY campaign ORDER BY sum(articles) DESC, campaign LIMIT {UNDATED_SHOWN}
"""  # noqa: S608
_MONTHS = """
    SELECT m::date,
           (SELECT count(*) FROM mart.articles WHERE published_at >= m AND published_at < m + interval '1 month')
    FROM generate_series(%(month)s::timestamptz - interval '23 months', %(month)s::timestamptz, '1 month') m
"""
_PUBLISHERS = """
    SELECT a.publisher, count(*), sum(coalesce(w.told, 0))::bigint, sum(coalesce(c.told, 0))::bigint,
           sum(coalesce(r.told, 0))::bigint, min(a.published_at)::date, max(a.published_at)::date
    FROM mart.articles a
    LEFT JOIN (SELECT article_id, count(*) AS told FROM mart.awards GROUP BY 1) w USING (article_id)
    LEFT JOIN (SELECT article_id, count(*) AS told FROM mart.campaigns GROUP BY 1) c USING (article_id)
    LEFT JOIN (SELECT article_id, count(*) AS told FROM mart.results GROUP BY 1) r USING (article_id)
    GROUP BY 1 ORDER BY 2 DESC, 1
"""
_MAY_SEE = "SELECT has_schema_privilege('ops', 'USAGE') AND has_schema_privilege('quarantine', 'USAGE')"
_LOAD = """
    SELECT l.load_id, l.ended_at, (r.summary ->> 'expectations')::int, (r.summary ->> 'critical')::int,
           (r.summary ->> 'warnings')::int
    FROM ops.load l LEFT JOIN ops.run r USING (run_id)
    WHERE l.status = 'published' ORDER BY l.load_id DESC LIMIT 1
"""
_WAITING = """
    SELECT reason, count(*) FROM quarantine.item WHERE resolved_at IS NULL GROUP BY reason ORDER BY 2 DESC, 1
"""
_BY = {"organization": "organization", "award_title": "award_title", "level": "level", "year": "year_to::text"}
_SECONDS = 300.0
_Ask = Callable[[str], list[Any]]
"""A query → its rows."""


def newest_month(engine: Engine) -> date | None:
    """Return the first day of the month of the newest article; None if no article has a date."""
    with reading(engine, _SECONDS) as connection:
        newest: date | None = connection.exec_driver_sql(
            "SELECT date_trunc('month', max(published_at))::date FROM mart.articles"
        ).scalar()
    return newest


def figures_of(engine: Engine, month: date) -> Figures:
    """Ask the warehouse for everything that the digest of a month shows, as of one moment.

    Args:
        engine: of the warehouse; of a login that may read `mart` alone, the digest says nothing of loads.
        month: its first day.
    """
    # The year up to the month, and the half year after it.
    window = (shifted(month, -11), shifted(month, 7) - timedelta(days=1))
    month_end = shifted(month, 1) - timedelta(days=1)
    places = {"month": month, "month_end": month_end, "window_start": window[0], "window_end": window[1]}
    with reading(engine, _SECONDS, "REPEATABLE READ") as connection:

        def ask(query: str) -> list[Any]:
            return list(connection.exec_driver_sql(query, places).all())

        articles, of_month, undated = ask(_ARTICLES)[0]
        events, mentions, contradictions, nominated = ask(_RESOLVED)[0]
        runs, more_runs = _runs(ask)
        may_see = ask(_MAY_SEE)[0][0]
        load = ask(_LOAD) if may_see else []
        return Figures(
            month=month,
            articles=articles,
            articles_of_month=of_month,
            undated_articles=undated,
            publishers=tuple(Publisher(*row) for row in ask(_PUBLISHERS)),
            rankings={name: _ranking(ask, name, by) for name, by in _BY.items()},
            nominated=nominated,
            campaigns=ask(_CAMPAIGNS)[0][0],
            notable=tuple(Notable(*row) for row in (*ask(_NOTABLE_AWARDS), *ask(_NOTABLE_RESULTS))),
            window=window,
            runs=runs,
            more_runs=more_runs,
            undated_campaigns=tuple((name, bodies or "") for name, bodies in ask(_UNDATED)),
            months=tuple((first, count) for first, count in ask(_MONTHS)),
            events=events,
            mentions=mentions,
            contradictions=contradictions,
            contradicted=tuple(Notable(*row) for row in ask(_CONTRADICTED)),
            corrected=ask(_CORRECTED)[0][0],
            load=Load(*load[0]) if load else None,
            waiting=tuple((reason, count) for reason, count in ask(_WAITING)) if may_see else None,
        )


def _ranking(ask: _Ask, name: str, by: str) -> Ranking:
    return ranked([Share(*row) for row in ask(_AWARDS.format(by=by))], NAMES_SHOWN, _ORDERS.get(name, _largest))


def _runs(ask: _Ask) -> tuple[tuple[CampaignRun, ...], int]:
    """Return the runs shown, by their beginning, and how many more there are."""
    rows = ask(_RUNS.format(first_day=_FIRST_DAY, last_day=_LAST_DAY))
    runs = sorted((CampaignRun(*row[:-1]) for row in rows), key=lambda run: (run.start, run.end, run.campaign))
    return tuple(runs), rows[0][-1] - len(rows) if rows else 0


def _largest(share: Share) -> Any:  # noqa: ANN401
    return -share.people, -share.collectives, -share.works, share.name


_ORDERS: dict[str, Callable[[Share], Any]] = {
    "level": lambda share: LEVELS.index(share.name or ""),
    "year": lambda share: -int(share.name or 0),
}
"""What is not ranked by size: levels from the highest, years from the newest."""


def ranked(shares: Sequence[Share], shown: int, order: Callable[[Share], Any] = _largest) -> Ranking:
    """Put names in order and add up what is beyond the first `shown`."""
    named = sorted((share for share in shares if share.name is not None), key=order)
    unsaid = next((share for share in shares if share.name is None), None)
    beyond = named[shown:]
    rest = _sum(str(len(beyond)), beyond) if beyond else None
    return Ranking(tuple(named[:shown]), rest, unsaid, _sum(None, shares))


def _sum(name: str | None, shares: Iterable[Share]) -> Share:
    counts = [(share.awards, share.people, share.collectives, share.works) for share in shares]
    awards, people, collectives, works = map(sum, zip(*counts, strict=True)) if counts else (0, 0, 0, 0)
    return Share(name, awards, people, collectives, works)


def shifted(month: date, months: int) -> date:
    """Return the first day of the month so many months on."""
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
