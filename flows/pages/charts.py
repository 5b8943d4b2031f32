"""The digest's charts: still pictures as SVG, drawn by Vega-Lite, each with a title and a description.

Colours of words and lines are those of the page around them, so that a chart follows its light or dark scheme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

from flows.pages.words import Words

WIDTH = 400
"""Of a chart, in its own units: as wide as a phone shows without making its words small."""
COLOURS = {"people": "#c2571a", "collectives": "#2f7fb5", "works": "#7b8a1e"}
"""Of the series: at least 3 to 1 against both white and the dark page (WCAG 1.4.11)."""
SHAPES = {"people": "circle", "collectives": "square", "works": "triangle-up"}
_MUTED = "#8c8a84"
_INK = "currentColor"
_STEP = 40
"""Height of a row: a line of words and a line of marks."""
_WORDS_UP, _MARKS_DOWN = -9, 9
_FONT = "system-ui, sans-serif"
_LONGEST = 50
"""Letters of a name in a chart: what fits whatever the font; its table has the whole name."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one body, title, level or year comes to, by series."""

    name: str
    people: int = 0
    collectives: int = 0
    works: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A campaign's run within the time that a chart shows."""

    name: str
    start: date
    end: date
    active: bool


def dots(rows: Sequence[Counted], title: str, description: str, words: Words) -> Markup:
    """Draw one row a name, with a mark a series on a logarithmic scale, and the largest number beside its mark."""
    places = list(range(len(rows)))
    marks = [mark | {"place": place} for place, row in enumerate(rows) for mark in _marks(row)]
    names = [{"place": place, "words": _short(row.name)} for place, row in enumerate(rows)]
    largest = [
        {"place": place, "value": value, "words": words.number(value)}
        for place, row in enumerate(rows)
        if (value := max(row.people, row.collectives, row.works))
    ]
    top = max((mark["value"] for mark in marks), default=1)
    x = alt.X("value:Q", title=None, scale=_log(top, [5, WIDTH - 65]), axis=_powers(top, orient="top"))
    y = alt.Y("place:O", sort=places, axis=None)
    layers = alt.layer(
        alt.Chart(_data(names)).mark_rule(color=_INK, opacity=0.15, yOffset=_MARKS_DOWN).encode(y=y),
        alt.Chart(_data(names))
        .mark_text(**_left(), fontSize=13, dy=_WORDS_UP)
        .encode(x=alt.value(0), y=y, text="words:N"),
        _points(marks, _MARKS_DOWN).encode(x=x, y=y),
        alt.Chart(_data(largest))
        .mark_text(**_left(), fontSize=12, dx=9, dy=_MARKS_DOWN)
        .encode(x=x, y=y, text="words:N"),
    ).properties(width=WIDTH, height=alt.Step(_STEP))
    return _svg(layers, title, description, words)


def years(rows: Sequence[Counted], title: str, description: str, words: Words) -> Markup:
    """Draw the series over the years, on a logarithmic scale."""
    marks = [mark | {"year": row.name} for row in rows for mark in _marks(row)]
    top = max((mark["value"] for mark in marks), default=1)
    order = [str(year) for year in range(int(rows[0].name), int(rows[-1].name) + 1)]
    told = {(mark["series"], mark["year"]): mark["value"] for mark in marks}
    # A year of which nothing is told breaks the line.
    points = [{"series": name, "year": year, "value": told.get((name, year))} for name in COLOURS for year in order]
    shown = order if len(order) <= 7 else order[::-2][::-1]
    x = alt.X("year:O", title=None, sort=order, axis=alt.Axis(values=shown, labelAngle=0, **_lines()))
    y = alt.Y("value:Q", title=None, scale=_log(top, [240, 8]), axis=_powers(top))
    lines = (
        alt.Chart(_data(points))
        .mark_line(strokeWidth=1.5, opacity=0.7, invalid="break-paths-filter-domains")
        .encode(x=x, y=y, color=_by_series(alt.Color, COLOURS))
    )
    return _svg(
        alt.layer(lines, _points(marks).encode(x=x, y=y)).properties(width=WIDTH - 60, height=240),
        title, description, words,
    )  # fmt: skip


def timeline(
    runs: Sequence[Run], window: tuple[date, date], month: date, title: str, description: str, words: Words
) -> Markup:
    """Draw one bar a campaign over the days of a window; the month that the digest tells of is shaded."""
    places = list(range(len(runs)))
    first, last = window
    bars = [
        {
            "place": place,
            "start": max(run.start, first).isoformat(),
            # A bar ends where its last day does.
            "end": (min(run.end, last) + timedelta(days=1)).isoformat(),
            "words": _short(run.name),
            "colour": COLOURS["people"] if run.active else _MUTED,
        }
        for place, run in enumerate(runs)
    ]
    after = (month + timedelta(days=31)).replace(day=1)
    scale = alt.Scale(domain=[first.isoformat(), (last + timedelta(days=1)).isoformat()], type="utc")
    axis = alt.Axis(
        format="%-m/%Y", tickCount={"interval": "month", "step": 3}, orient="top", labelFlush=False, **_lines()
    )
    y = alt.Y("place:O", sort=places, axis=None)
    chart = alt.layer(
        alt.Chart(_data([{"start": month.isoformat(), "end": after.isoformat()}]))
        .mark_rect(color=COLOURS["people"], opacity=0.13)
        .encode(x=alt.X("start:T", scale=scale, axis=axis, title=None), x2="end:T"),
        alt.Chart(_data(bars))
        .mark_bar(height=9, yOffset=_MARKS_DOWN)
        .encode(x=alt.X("start:T", scale=scale, title=None), x2="end:T", y=y, color=alt.Color("colour:N", scale=None)),
        alt.Chart(_data(bars))
        .mark_text(**_left(), fontSize=13, dy=_WORDS_UP)
        .encode(x=alt.value(0), y=y, text="words:N"),
    ).properties(width=WIDTH, height=alt.Step(_STEP))
    return _svg(chart, title, description, words)


def months(counts: Sequence[tuple[date, int]], title: str, description: str, words: Words) -> Markup:
    """Draw one bar a month."""
    order = [f"{month:%m/%Y}" for month, _ in counts]
    bars: list[dict[str, Any]] = [{"month": name, "count": n} for name, (_, n) in zip(order, counts, strict=True)]
    x = alt.X("month:O", title=None, sort=order, axis=alt.Axis(values=order[::-6][::-1], labelAngle=0, **_lines()))
    most = alt.Scale(domainMax=max(4, *(count for _, count in counts)))  # fewer have no whole steps between them
    y = alt.Y("count:Q", title=None, scale=most, axis=alt.Axis(tickCount=4, format=",d", **_lines()))
    chart = alt.Chart(_data(bars)).mark_bar(color=COLOURS["collectives"]).encode(x=x, y=y)
    return _svg(chart.properties(width=WIDTH - 50, height=140), title, description, words)


def _marks(row: Counted) -> list[dict[str, Any]]:
    return [{"series": name, "value": value} for name in COLOURS if (value := getattr(row, name))]


def _points(marks: list[dict[str, Any]], down: float = 0) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(_data(marks))
        .mark_point(filled=True, size=75, opacity=1, yOffset=down)
        .encode(color=_by_series(alt.Color, COLOURS), shape=_by_series(alt.Shape, SHAPES))
    )
    return chart


def _by_series(channel: Any, values: dict[str, str]) -> Any:  # noqa: ANN401
    return channel("series:N", scale=alt.Scale(domain=list(values), range=list(values.values())), legend=None)


def _log(top: int, span: list[int]) -> alt.Scale:
    return alt.Scale(type="log", domain=[1, max(10, top)], range=span, nice=False)


def _powers(top: int, **more: Any) -> alt.Axis:  # noqa: ANN401
    steps = [10**power for power in range(len(str(max(10, top))))]
    return alt.Axis(values=steps, format=",d", **_lines(), **more)


def _lines() -> dict[str, Any]:
    return {
        "gridColor": _INK,
        "gridOpacity": 0.13,
        "domain": False,
        "ticks": False,
        "labelColor": _INK,
        "labelPadding": 6,
    }


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _left() -> dict[str, Any]:
    return {"align": "left", "baseline": "middle", "color": _INK}


def _data(values: list[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=values)


def _svg(chart: alt.LayerChart | alt.FacetChart | alt.Chart, title: str, description: str, words: Words) -> Markup:
    """Return a chart as an SVG element that scales with its place and tells what it shows."""
    marks = words.table["numbers"]
    drawn = vl_convert.vegalite_to_svg(
        chart.configure(
            background="transparent", font=_FONT, axis={"labelFontSize": 12}, view={"stroke": None}
        ).to_dict(),
        allowed_base_urls=[],
        format_locale={**marks, "grouping": [3], "currency": ["", ""]},
    )
    head, _, inside = drawn.partition(">")
    box = head[head.index("viewBox=") :]
    label = Markup("<title>{}</title><desc>{}</desc>").format(title, description)
    # What Vega draws has the words of the data escaped.
    return Markup(f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {box}>{label}{inside}')  # noqa: S704
