from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sample_pages import RESET, SENTENCE, article, award, execute, mart_digests, one, page, rows, run_load
from sqlalchemy import CheckConstraint, Engine

from transform.facts import Facts
from warehouse import corrections, migrate, views
from warehouse.engine import connect
from warehouse.schema import SCHEMAS, metadata


def test_the_database_is_what_the_metadata_says(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": migrate.is_ours,
                "compare_server_default": True,
                "version_table": migrate.VERSION_TABLE,
                "version_table_schema": "ops",
            },
        )
        assert compare_metadata(context, metadata) == []


def test_the_database_has_every_check_of_the_metadata(engine: Engine) -> None:
    expected = {
        (table.schema, table.name, constraint.name)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    found = rows(
        engine,
        """
        SELECT n.nspname, c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE k.contype = 'c' AND n.nspname IN ('ops', 'landing', 'staging', 'quarantine', 'mart')""",
    )
    assert set(found) == expected


def test_staging_is_unlogged(engine: Engine) -> None:
    assert rows(engine, "SELECT DISTINCT relpersistence FROM pg_class WHERE relnamespace = 'staging'::regnamespace AND relkind = 'r'") == [("u",)]  # fmt: skip  # noqa: E501


def test_every_table_view_and_column_says_what_it_means(engine: Engine) -> None:
    silent = rows(engine, """
        SELECT c.oid::regclass::text, a.attname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
        WHERE c.relnamespace::regnamespace::text IN ('ops', 'landing', 'staging', 'quarantine', 'mart')
          AND c.relkind IN ('r', 'v') AND c.relname <> 'alembic_version'
          AND coalesce(col_description(c.oid, a.attnum), '') = ''""")  # fmt: skip
    assert silent == []
    tables = [*metadata.tables.values(), *views.VIEWS]
    assert all((table.comment if hasattr(table, "comment") else table.grain).startswith("Grain: ") for table in tables)
    assert all(one(engine, f"SELECT obj_description('{schema}'::regnamespace)") for schema in SCHEMAS)


def test_upgrading_again_changes_nothing_and_is_fast(engine: Engine) -> None:
    run_load(engine, page())
    before = mart_digests(engine)
    migrate.upgrade(engine)
    assert mart_digests(engine) == before


def test_views_that_changed_are_made_anew(engine: Engine) -> None:
    execute(engine, "UPDATE ops.setting SET value = 'old' WHERE name = 'views'; DROP VIEW mart.awards CASCADE")
    migrate.upgrade(engine)
    assert one(engine, "SELECT count(*) FROM mart.awards") == 0


def test_a_database_of_a_newer_version_is_refused_and_left_alone(engine: Engine) -> None:
    execute(engine, "UPDATE ops.alembic_version SET version_num = '9999'")
    with pytest.raises(migrate.SchemaTooNewError, match="9999"):
        migrate.upgrade(engine)
    with pytest.raises(migrate.SchemaTooNewError, match="newer"):
        migrate.require_current(engine)
    assert one(engine, "SELECT version_num FROM ops.alembic_version") == "9999"


def test_an_empty_database_is_named_as_such(empty_url: str) -> None:
    engine = connect(empty_url)
    with pytest.raises(migrate.SchemaOutdatedError, match="thidua db migrate"):
        migrate.require_current(engine)
    engine.dispose()


def test_the_sql_for_administrators_makes_the_same_schema(empty_url: str, engine: Engine) -> None:
    by_hand = connect(empty_url)
    with by_hand.begin() as connection:
        connection.exec_driver_sql(migrate.upgrade_sql().replace("%", "%%"))
    migrate.upgrade(by_hand)
    shape = """
        SELECT table_schema, table_name, column_name, data_type, is_nullable FROM information_schema.columns
        WHERE table_schema IN ('ops', 'landing', 'staging', 'quarantine', 'mart') ORDER BY 1, 2, ordinal_position"""
    assert rows(by_hand, shape) == rows(engine, shape)
    run_load(by_hand, page())
    assert one(by_hand, "SELECT count(*) FROM mart.awards") == 1
    by_hand.dispose()


REVISIONS = sorted(path.name.split("_")[0] for path in (migrate.MIGRATIONS / "versions").glob("[0-9]*.py"))


@pytest.mark.parametrize("revision", REVISIONS)
def test_live_data_of_every_revision_moves_to_the_newest(empty_url: str, revision: str) -> None:
    old = connect(empty_url)
    with old.begin() as connection:
        connection.exec_driver_sql(migrate.upgrade_sql(revision).replace("%", "%%"))
        story, value = (", story_id", ", gen_random_uuid()") if revision >= "0003" else ("", "")
        connection.exec_driver_sql(f"""
            INSERT INTO mart.dim_date (date_key) VALUES (0);
            INSERT INTO mart.dim_publisher VALUES (0, 'Không rõ'), (7, 'laodongthudo.vn');
            INSERT INTO mart.dim_article (article_key, article_id, is_current, source_uri, source_uris, publisher_key,
                published_date_key, language, text, text_digest, extractor_version, read_digest{story})
            VALUES (gen_random_uuid(), gen_random_uuid(), true, 'file:///old.html', '{{file:///old.html}}', 7, 0, 'vi',
                'Chữ cũ.', 'd', '1', 'r'{value});
            INSERT INTO ops.load (holder, status) VALUES ('old', 'published')""")
    migrate.upgrade(old)
    assert rows(old, "SELECT source_uri, text, publisher FROM mart.articles") == [
        ("file:///old.html", "Chữ cũ.", "laodongthudo.vn")
    ]
    assert one(old, "SELECT version_num FROM ops.alembic_version") == migrate.head()
    assert run_load(old, page()).load_id == 2
    old.dispose()


# As it was up to revision 0007.
WITHOUT_MONTHS = """
    ALTER TABLE ops.article_band DROP COLUMN month,
        ADD CONSTRAINT pk_article_band PRIMARY KEY (band, article_key)"""


def test_awards_loaded_before_their_keys_stood_side_by_side_move_to_the_keys_of_today(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    merit = {"award_title": "Giấy khen", "campaign": None, "count": 1}
    awards = (
        (award(), award(year_from=None, year_to=None, level=None), award(count=5), award(count=5, year_from=2021)),
        (award(count=190), award(recipients=("Nguyễn Văn A",), year_from=None, **merit)),
        (award(), award(organization=None), award(recipients=("Trần Thị B", "Lê C"), **merit), award(prize="nhất")),
    )
    told = [
        page(
            article(f"file:///{n}.html", f"{SENTENCE} ({n})", published_at=published),
            Facts(awards=each, campaigns=page().facts.campaigns),
        )
        for n, (each, published) in enumerate(
            zip(awards, (datetime(2021, 12, 31, 18, tzinfo=UTC), datetime(2022, 3, 1, tzinfo=UTC), None), strict=True)
        )
    ]
    kept = """
        SELECT fact_key, applies_to, status, "row", recipients FROM ops.correction FULL JOIN ops.fact_as_read
        USING (fact, fact_key) ORDER BY fact_key"""

    def load_and_correct() -> None:
        run_load(engine, *told)
        for where, field, value in (
            ("'Lê C' = ANY (recipients)", "level", "province"),
            ("count = 190", "organization", "Liên đoàn Lao động thành phố Hà Nội"),
            ("prize IS NOT NULL", None, None),
        ):
            key = one(engine, f"SELECT award_key::text FROM mart.awards WHERE {where}")
            corrections.add(engine, key, {field: value} if field else None, "seen")
        assert corrections.carry_out(engine)

    load_and_correct()
    today, kept_today = mart_digests(engine), rows(engine, kept)
    execute(engine, RESET)
    for module in ("rows", "events"):
        monkeypatch.setattr(f"warehouse.{module}.beside", lambda _place, key: key)
    load_and_correct()
    assert mart_digests(engine) != today
    execute(engine, """
        CREATE INDEX ix_fact_award_event_key ON mart.fact_award (event_key);
        UPDATE ops.alembic_version SET version_num = '0006';""" + WITHOUT_MONTHS)  # fmt: skip
    migrate.upgrade(engine)
    assert mart_digests(engine) == today
    assert rows(engine, kept) == kept_today
    monkeypatch.undo()
    assert run_load(engine, *told).documents == {"unchanged": 3}


def test_stories_of_articles_that_came_again_after_months_part(engine: Engine) -> None:
    months = ((2021, 11), (2021, 12), (2022, 11))
    told = [
        page(article(f"https://{n}.vn/1", url=f"https://{n}.vn/1", published_at=datetime(*month, 1, tzinfo=UTC)))
        for n, month in enumerate(months)
    ]
    run_load(engine, *told)
    bands = "SELECT * FROM ops.article_band ORDER BY 1, 2, 3"
    today, bands_today = mart_digests(engine), rows(engine, bands)
    assert rows(engine, "SELECT articles, stories FROM mart.awards_resolved") == [(3, 2)]
    execute(engine, """
        INSERT INTO mart.bridge_article_copy
        SELECT a.article_id, o.article_id, 1.0 FROM mart.dim_article a JOIN mart.dim_article o
        ON a.article_id < o.article_id ON CONFLICT DO NOTHING;
        UPDATE mart.dim_article SET story_id = (SELECT article_id FROM mart.dim_article ORDER BY 1 LIMIT 1);
        UPDATE mart.resolved_award SET stories = 1;
        UPDATE ops.alembic_version SET version_num = '0007';""" + WITHOUT_MONTHS)  # fmt: skip
    migrate.upgrade(engine)
    assert mart_digests(engine) == today
    assert rows(engine, bands) == bands_today


def test_two_upgrades_at_once_both_succeed(empty_url: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    engines = [connect(empty_url) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(migrate.upgrade, engines))
    assert one(engines[0], "SELECT version_num FROM ops.alembic_version") == migrate.head()
    for engine in engines:
        engine.dispose()


def test_the_calendar_knows_years_of_schools_and_plans(engine: Engine) -> None:
    days = """
        SELECT weekday_vi, school_year, plan_period, two_tier FROM mart.dim_date
        WHERE date IN ('2025-06-30', '2025-09-01') ORDER BY date"""
    assert rows(engine, days) == [
        ("Thứ Hai", "2024-2025", "2021-2025", False),
        ("Thứ Hai", "2025-2026", "2021-2025", True),
    ]
    assert one(engine, "SELECT count(*) FROM mart.dim_date") == 21915 + 1


def test_the_calendar_knows_holidays_and_days_that_campaigns_are_held_for(engine: Engine) -> None:
    days = """
        SELECT holiday_vi, anniversary_vi FROM mart.dim_date
        WHERE date_key IN (20250129, 20240728, 20240729) ORDER BY 1, 2"""
    assert rows(engine, days) == [
        ("Tết Nguyên Đán", None),
        (None, "Ngày thành lập Công đoàn Việt Nam"),
        (None, None),
    ]
