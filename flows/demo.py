"""`thidua demo`: the nightly flow on the packaged sample site, served on loopback, and three questions to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files

from flows.static_site import static_site

QUESTIONS = (
    (
        "Who was named “Công nhân giỏi” or “Giỏi việc nước - Đảm việc nhà”, how many, by whom?",
        "SELECT award_title, level, organization, count, year_from AS year FROM mart.awards\n"
        "WHERE award_title ILIKE '%giỏi%' AND recipient_kind = 'individual'\n"
        "ORDER BY count DESC LIMIT 8",
    ),
    (
        "Which campaigns are run by the most bodies?",
        "SELECT campaign, count(DISTINCT organization) AS bodies, min(kind) AS kind FROM mart.campaigns\n"
        "GROUP BY campaign ORDER BY bodies DESC, campaign LIMIT 8",
    ),
    (
        "Which sentence says how much money the initiatives saved?",
        "SELECT value / 1e9 AS billion_vnd, organization, left(quote, 80) AS quote FROM mart.results\n"
        "WHERE measure = 'benefit_vnd' ORDER BY value DESC LIMIT 5",
    ),
)

NEXT_STEPS = (
    ('sql "SELECT title, publisher, published_at FROM mart.articles"', "ask a question of your own"),
    ("run FOLDER", "load pages that you saved"),
    ("export out --format csv", "hand the tables over as files"),
    ("db url", "the address for psql, DBeaver, Metabase or a notebook"),
)
"""What follows `thidua`, and what it is for."""


@contextmanager
def sample_site() -> Iterator[str]:
    """Serve the packaged sample site on a free loopback port and give its address."""
    with as_file(files("flows") / "sample_site") as folder, static_site(folder, 0) as address:
        yield address
