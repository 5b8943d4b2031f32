"""A mart of any size, made by SQL in minutes: the archive of thirteen years that a night's load and questions meet.

Facts are made up by number; resolution and sums over them are the program's own.
"""

import os

from sqlalchemy import Engine, text
from synthetic import MINUTES, pages

from warehouse import load, summaries
from warehouse.bulk import indexes_built_after
from warehouse.resolve import note_events, resolve_events
from warehouse.schema import dimensions, facts

AWARDS_EACH = 42
"""Awards an article tells of, one of which is copied from its neighbour."""


def fill(engine: Engine, awards: int) -> None:
    """Fill an empty mart with so many awards, a campaign and a result an article, and names for one in twenty."""
    with load.open_load(engine) as load_id:
        load.stage(engine, load_id, pages(90_000_000, 2_000, 4))  # for the dimensions
        load.publish(engine, load_id)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("SET LOCAL work_mem = '512MB'"))
        for statement in _DIMENSIONS:
            connection.execute(text(statement))
        numbers = {"awards": awards, "articles": awards // AWARDS_EACH, "minutes": MINUTES}
        tables = (facts.award, facts.campaign, facts.result, facts.recipient, dimensions.article)
        with indexes_built_after(connection, tables[:4], worth=True):
            for statement in _FACTS:
                connection.execute(text(statement), numbers)
        connection.execute(text(f"ANALYZE {', '.join(table.fullname for table in tables)}"))
        for name in ("change (document_key uuid, article_key uuid, is_new boolean)", "touched (article_id uuid)",
                     "moved (article_id uuid)", "concerned_corrected (article_id uuid)",
                     "restoried (article_key uuid, story_id uuid)"):  # fmt: skip
            connection.execute(text(f"CREATE TEMP TABLE {name} ON COMMIT DROP"))
        note_events(connection)
        connection.execute(text("INSERT INTO change SELECT NULL, article_key, true FROM mart.dim_article"))
        summaries.begin(connection)
        resolve_events(connection, everything=True)
        connection.execute(text("DELETE FROM mart.summary_coverage; DELETE FROM mart.summary_mention"))
        connection.execute(text("INSERT INTO touched SELECT article_id FROM mart.dim_article"))
        summaries.count_articles(connection, 1)
        summaries.settle(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        connection.execute(text("CHECKPOINT"))
    os.sync()  # the server of the tests leaves that to the system, which would do it in the midst of the nights


_DIMENSIONS = (
    """
    INSERT INTO mart.dim_organization (organization_key, name, name_folded, type, level)
    SELECT n, 'Công ty Cổ phần số ' || n, 'made up ' || n, 'enterprise', 'grassroots' FROM generate_series(1, 3000) n
    """,
    """
    INSERT INTO mart.dim_person (person_key, name, name_folded)
    SELECT n, 'Người số ' || n, 'made up ' || n FROM generate_series(1, 100000) n
    """,
    """
    UPDATE mart.dim_campaign c SET parent_key = p.campaign_key
    FROM (SELECT campaign_key FROM mart.dim_campaign WHERE campaign_key <> 0 ORDER BY campaign_key LIMIT 1) p
    WHERE c.campaign_key % 20 = 0 AND c.campaign_key NOT IN (0, p.campaign_key)
    """,
    """
    CREATE TEMP TABLE pool ON COMMIT DROP AS
    SELECT (SELECT array_agg(organization_key ORDER BY organization_key) FROM mart.dim_organization
            WHERE type = 'union' AND level = 'district' AND valid_to IS NOT NULL) AS bodies,
           (SELECT array_agg(campaign_key ORDER BY campaign_key) FROM mart.dim_campaign
            WHERE campaign_key <> 0) AS campaigns,
           (SELECT array_agg(award_title_key ORDER BY award_title_key) FROM mart.dim_award_title) AS titles,
           (SELECT array_agg(publisher_key ORDER BY publisher_key) FROM mart.dim_publisher
            WHERE publisher_key <> 0) AS publishers
    """,
)

# As the program makes them: beside those of the same article, or of the same year and body.
_AWARD_KEY = "(left(replace(s.article_key::text, '-', ''), 16) || left(md5('award' || f), 16))::uuid"

_FACTS = (
    """
    CREATE TEMP TABLE story ON COMMIT DROP AS
    SELECT n, md5('article' || n)::uuid AS article_id, md5('version' || n)::uuid AS article_key,
           publishers[1 + n % cardinality(publishers)] AS publisher_key, bodies[1 + n % cardinality(bodies)] AS body,
           n % cardinality(bodies) AS body_number,
           published_at, lpad(to_hex(extract(year FROM published_at)::int), 4, '0')
               || left(lpad(to_hex(bodies[1 + n % cardinality(bodies)]), 16, '0'), 12) AS place
    FROM generate_series(1, CAST(:articles AS bigint)) n, pool
    CROSS JOIN LATERAL (
        SELECT timestamptz '2012-01-01 00:00+00' + n * 55439 % :minutes * interval '1 minute' AS published_at) p
    """,
    """
    INSERT INTO mart.dim_article (article_key, article_id, is_current, story_id, source_uri, source_uris, url,
        publisher_key, published_date_key, published_at, title, language, text, text_digest, extractor_version,
        read_digest)
    SELECT article_key, article_id, true, article_id, 'https://x/' || n, ARRAY['https://x/' || n], 'https://x/' || n,
           publisher_key, to_char(published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMMDD')::int, published_at,
           'Bài số ' || n, 'vi', repeat(md5(n::text) || ' ', 30), md5(n::text), '1', md5(n::text)
    FROM story
    """,
    """
    INSERT INTO ops.document (source_uri, article_id, article_key, payload_digest, load_id)
    SELECT 'https://x/' || n, article_id, article_key, md5(n::text), 1 FROM story
    """,
    """
    INSERT INTO ops.article_band (month, band, article_key)
    SELECT to_char(published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMM')::int,
           ('x' || left(md5(n || '/' || b), 15))::bit(60)::bigint, article_key
    FROM story, generate_series(1, 16) b
    """,
    """
    INSERT INTO mart.fact_award
    SELECT :award_key, s.article_key, s.publisher_key,
           to_char(s.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMMDD')::int, s.body,
           CASE WHEN f % 10 = 9 THEN campaigns[41 + (s.body_number * 3 + f / 10 % 3) % (cardinality(campaigns) - 40)]
                WHEN f % 10 > 5 THEN campaigns[1 + f / 10 % 40] ELSE 0 END,
           titles[1 + f / 7 % cardinality(titles)],
           (left(e.place, 16) || left(md5('event' || told), 16))::uuid, false,
           CASE WHEN f % 200 = 0 THEN 1 + (f - 1) % 900 + (f - 1) % 900 / 10 WHEN f % 20 = 0 THEN 1 + (f - 1) % 900
                ELSE 1 + f % 900 END, 'exact',
           (ARRAY['individual', 'collective', 'initiative'])[1 + f / 3 % 3],
           CASE WHEN f % 10 = 9 THEN (ARRAY['nhất', 'nhì', 'ba', 'khuyến khích'])[1 + f / 10 % 4] END,
           'district', extract(year FROM s.published_at), extract(year FROM s.published_at),
           CASE WHEN f % 25 = 3 THEN 'nominated' ELSE 'awarded' END,
           q.quote, 0, length(q.quote), 'verb_count_kind', '{khen thưởng}', '1', false
    FROM (SELECT g AS f, CASE WHEN g % 20 = 0 THEN g - 1 ELSE g END AS told
          FROM generate_series(:each, CAST(:awards AS bigint)) g) g
    JOIN story s ON s.n = f / :each
    JOIN story e ON e.n = told / :each
    CROSS JOIN pool
    CROSS JOIN LATERAL (SELECT 'Liên đoàn Lao động quận số ' || s.body_number || ' khen thưởng ' || 1 + f % 900
                               || ' đơn vị, cá nhân trong phong trào thi đua (' || f || ').' AS quote) q
    """.replace(":each", str(AWARDS_EACH)).replace(":award_key", _AWARD_KEY),
    """
    INSERT INTO mart.bridge_award_recipient
    SELECT :award_key, 1, 'Người số ' || 1 + f / 25 % 100000, 1 + f / 25 % 100000, 0
    FROM generate_series(:each, CAST(:awards AS bigint), 25) f JOIN story s ON s.n = f / :each
    UNION ALL
    SELECT :award_key, 1, 'Công ty Cổ phần số ' || 1 + f / 100 % 3000, 0, 1 + f / 100 % 3000
    FROM generate_series(:each + 1, CAST(:awards AS bigint), 100) f JOIN story s ON s.n = f / :each
    """.replace(":each", str(AWARDS_EACH)).replace(":award_key", _AWARD_KEY),
    """
    INSERT INTO mart.fact_campaign
    SELECT md5('campaign' || n)::uuid, article_key, publisher_key,
           to_char(published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMMDD')::int, body,
           CASE WHEN n % 2 = 0 THEN campaigns[1 + n / 2 % 40]
                ELSE campaigns[41 + (body_number * 3 + n % 3) % (cardinality(campaigns) - 40)] END,
           CASE WHEN n % 3 = 0 THEN to_char(published_at - interval '100 days', 'YYYYMMDD')::int ELSE 0 END,
           CASE WHEN n % 3 = 0 THEN to_char(published_at + interval '100 days', 'YYYYMMDD')::int ELSE 0 END, 'movement',
           CASE WHEN n % 3 = 0 THEN to_char(published_at - interval '100 days', 'YYYY-MM-DD') END,
           CASE WHEN n % 3 = 0 THEN to_char(published_at + interval '100 days', 'YYYY-MM-DD') END, NULL,
           'Phát động.', 0, 10, 'launch', '{phát động}', '1', false
    FROM story, pool
    """,
    """
    INSERT INTO mart.fact_result
    SELECT md5('result' || n)::uuid, article_key, publisher_key,
           to_char(published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMMDD')::int, body, campaigns[1 + n % 40],
           (ARRAY['entries', 'participants', 'organizations', 'initiatives', 'benefit_vnd'])[1 + n % 5],
           1000 + n % 9000, 'exact', extract(year FROM published_at), extract(year FROM published_at),
           'Có 4 đội.', 0, 9, 'count', '{có}', '1', false
    FROM story, pool
    """,
)
