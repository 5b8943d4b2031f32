"""Rows that come with the package and not with articles: calendar, places, and row 0 of every dimension."""

import hashlib

from sqlalchemy import Connection, text

from transform.read import EXTRACTOR_VERSION
from warehouse.dimensions import add_successors, describe_again
from warehouse.keys import FIRST_YEAR, LAST_YEAR
from warehouse.places import SEEDS, places, read_seed, successors
from warehouse.schema import UNKNOWN_KEY, UNKNOWN_NAME


def digest() -> str:
    """Return a digest of all that `fill` draws on, to tell whether it has to run."""
    # The lexicons of the reader describe bodies too.
    parts = [
        _UNKNOWN,
        _DAYS,
        EXTRACTOR_VERSION,
        *(path.read_text("utf-8") for path in sorted(SEEDS.glob("*")) if path.is_file()),
    ]
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()


def fill(connection: Connection) -> None:
    """Write the reference rows; those that are there are brought up to date."""
    for statement in _UNKNOWN.split(";\n"):
        connection.execute(text(statement), {"key": UNKNOWN_KEY, "name": UNKNOWN_NAME, "folded": ""})
    connection.execute(text(_DAYS), {"first": f"{FIRST_YEAR}-01-01", "last": f"{LAST_YEAR}-12-31"})
    holidays = {row["date"].replace("-", ""): row["name"] for row in read_seed("holidays.tsv")}
    anniversaries = {row["month_day"].replace("-", ""): row["name"] for row in read_seed("anniversaries.tsv")}
    connection.execute(
        text(_NAMED_DAYS),
        {
            "days": list(map(int, holidays)),
            "holidays": list(holidays.values()),
            "month_days": list(map(int, anniversaries)),
            "anniversaries": list(anniversaries.values()),
        },
    )
    units = places()
    # One statement for all: they are more than ten thousand, and point to each other.
    connection.execute(
        text(_PLACES),
        {
            "keys": [place.key for place in units.values()],
            "codes": [place.code for place in units.values()],
            "names": [place.name for place in units.values()],
            "levels": [place.level for place in units.values()],
            "parents": [units[place.parent].key if place.parent else None for place in units.values()],
            "provinces": [place.province for place in units.values()],
            "from": [place.valid_from for place in units.values()],
            "to": [place.valid_to for place in units.values()],
        },
    )
    add_successors(
        connection, "place", [(units[old].key, new.key) for old, found in successors().items() for new in found]
    )
    describe_again(connection)


_UNKNOWN = """INSERT INTO mart.dim_date (date_key) VALUES (:key) ON CONFLICT DO NOTHING;
INSERT INTO mart.dim_publisher VALUES (:key, :name) ON CONFLICT DO NOTHING;
INSERT INTO mart.dim_place (place_key, name) VALUES (:key, :name) ON CONFLICT DO NOTHING;
INSERT INTO mart.dim_organization (organization_key, name, name_folded) VALUES (:key, :name, :folded)
    ON CONFLICT DO NOTHING;
INSERT INTO mart.dim_campaign (campaign_key, name, name_folded, spellings) VALUES (:key, :name, :folded, '{}')
    ON CONFLICT DO NOTHING;
INSERT INTO mart.dim_award_title (award_title_key, name, name_folded) VALUES (:key, :name, :folded)
    ON CONFLICT DO NOTHING;
INSERT INTO mart.dim_person (person_key, name, name_folded) VALUES (:key, :name, :folded)
    ON CONFLICT DO NOTHING"""

# School years begin on 1 September by the academic calendar; plan periods are those of the five-year state plans.
_DAYS = """
    INSERT INTO mart.dim_date (date_key, date, year, quarter, month, day, iso_year, iso_week, weekday, weekday_vi,
                               is_weekend, school_year, plan_period, two_tier)
    SELECT to_char(d, 'YYYYMMDD')::int, d, extract(year FROM d), extract(quarter FROM d), extract(month FROM d),
           extract(day FROM d), extract(isoyear FROM d), extract(week FROM d), extract(isodow FROM d),
           (ARRAY['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'])[extract(isodow FROM d)],
           extract(isodow FROM d) > 5,
           (SELECT format('%s-%s', y, y + 1) FROM (SELECT extract(year FROM d - interval '8 months')::int AS y) s),
           (SELECT format('%s-%s', y, y + 4) FROM (SELECT (extract(year FROM d)::int - 1) / 5 * 5 + 1 AS y) p),
           d >= date '2025-07-01'
    FROM (SELECT generate_series(CAST(:first AS date), CAST(:last AS date), '1 day')::date AS d) days
    ON CONFLICT (date_key) DO NOTHING
"""

_NAMED_DAYS = """
    UPDATE mart.dim_date d SET holiday_vi = h.name, anniversary_vi = a.name
    FROM mart.dim_date o
    LEFT JOIN unnest(CAST(:days AS int[]), CAST(:holidays AS text[])) AS h (day, name) ON h.day = o.date_key
    LEFT JOIN unnest(CAST(:month_days AS int[]), CAST(:anniversaries AS text[])) AS a (day, name)
        ON a.day = o.date_key % 10000
    WHERE o.date_key = d.date_key AND (d.holiday_vi, d.anniversary_vi) IS DISTINCT FROM (h.name, a.name)
"""

_PLACES = """
    INSERT INTO mart.dim_place (place_key, code, name, level, parent_key, province, valid_from, valid_to)
    SELECT * FROM unnest(CAST(:keys AS bigint[]), CAST(:codes AS text[]), CAST(:names AS text[]),
                         CAST(:levels AS text[]), CAST(:parents AS bigint[]), CAST(:provinces AS text[]),
                         CAST(:from AS date[]), CAST(:to AS date[]))
    ON CONFLICT (place_key) DO UPDATE SET
        code = EXCLUDED.code, name = EXCLUDED.name, level = EXCLUDED.level, parent_key = EXCLUDED.parent_key,
        province = EXCLUDED.province, valid_from = EXCLUDED.valid_from, valid_to = EXCLUDED.valid_to
"""
