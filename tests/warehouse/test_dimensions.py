import pytest
from sample_pages import article, award, campaign, execute, mart_digests, one, page, rows, run_load
from sqlalchemy import Engine

from transform.facts import Facts
from warehouse import migrate
from warehouse.bodies import describe
from warehouse.dimensions import series
from warehouse.keys import dimension_key, fold
from warehouse.places import place_at_end, places, successors
from warehouse.titles import classify


def test_the_union_of_a_district_ends_with_it_and_points_to_the_unions_of_its_wards() -> None:
    body = describe("Liên đoàn Lao động quận Hai Bà Trưng")
    assert (body.type, body.level, body.valid_to) == ("union", "district", "2025-06-30")
    assert body.parent == "Liên đoàn Lao động thành phố Hà Nội"
    assert body.place
    assert body.place.name == "Quận Hai Bà Trưng"
    assert {"Công đoàn phường Hai Bà Trưng", "Công đoàn phường Bạch Mai", "Công đoàn phường Vĩnh Tuy"} < {
        *body.successors
    }


@pytest.mark.parametrize(
    ("name", "type", "level", "place", "parent"),
    [
        ("Tổng Liên đoàn Lao động Việt Nam", "union", "national", None, None),
        ("Liên đoàn Lao động tỉnh Bắc Ninh", "union", "province", "Tỉnh Bắc Ninh", "Tổng Liên đoàn Lao động Việt Nam"),
        (
            "Công đoàn ngành Giáo dục Hà Nội",
            "union",
            "district",
            "Thành phố Hà Nội",
            "Liên đoàn Lao động thành phố Hà Nội",
        ),
        ("Công đoàn phường Ba Đình", "union", "district", "Phường Ba Đình", "Liên đoàn Lao động thành phố Hà Nội"),
        ("Ủy ban nhân dân quận Cầu Giấy", "authority", "district", "Quận Cầu Giấy", "Ủy ban nhân dân thành phố Hà Nội"),
        (
            "Sở Giáo dục và Đào tạo Hà Nội",
            "department",
            "province",
            "Thành phố Hà Nội",
            "Ủy ban nhân dân thành phố Hà Nội",
        ),
        ("Bộ Giáo dục và Đào tạo", "ministry", "national", None, "Chính phủ"),
        ("Trường Mầm non Ánh Dương", "school", "grassroots", None, None),
        ("Câu lạc bộ không ai biết", None, None, None, None),
    ],
)
def test_a_body_is_described_by_its_name(
    name: str, type: str | None, level: str | None, place: str | None, parent: str | None
) -> None:
    body = describe(name)
    assert (body.type, body.level, body.place and body.place.name, body.parent) == (type, level, place, parent)


def test_the_union_of_a_ward_begins_with_the_reform() -> None:
    assert describe("Công đoàn phường Ba Đình").valid_from == "2025-07-01"


def test_the_committee_of_an_old_ward_ends_with_it_and_points_to_the_wards_that_followed() -> None:
    body = describe("Ủy ban nhân dân phường Trúc Bạch, quận Ba Đình")
    assert body.place
    assert (body.place.code, body.place.valid_to, body.valid_to) == ("00004", "2025-06-30", "2025-06-30")
    assert body.parent == "Ủy ban nhân dân quận Ba Đình"
    assert "Ủy ban nhân dân phường Ba Đình" in body.successors
    bare = place_at_end("Ủy ban nhân dân phường Trúc Bạch")
    assert bare == body.place, "the only ward of that name"
    assert place_at_end("Ủy ban nhân dân phường 1") is None
    of_province = place_at_end("Ủy ban nhân dân phường Sông Hiến, Cao Bằng")
    assert of_province
    assert of_province.name == "Phường Sông Hiến"
    city = place_at_end("Ủy ban nhân dân phường 1, Thành phố Hồ Chí Minh")
    assert city
    assert city.level == "province", "sixteen wards of the city were called so"


def test_a_name_that_many_units_share_counts_only_with_its_province() -> None:
    assert place_at_end("Liên đoàn Lao động huyện Châu Thành") is None
    found = place_at_end("Liên đoàn Lao động huyện Châu Thành, tỉnh Long An")
    assert found
    assert (found.name, found.province) == ("Huyện Châu Thành", "Tỉnh Long An")


def test_the_seed_of_places_holds_together() -> None:
    levels = [place.level for place in places().values()]
    assert (levels.count("province"), levels.count("district"), levels.count("ward")) == (63, 696, 3321 + 10_035)
    standing = [place for place in places().values() if place.level == "province" and place.valid_to is None]
    assert len(standing) == 34
    dissolved = {place.id for place in places().values() if place.valid_to}
    assert dissolved == set(successors())
    assert all(new.valid_to is None for found in successors().values() for new in found)
    assert {new.id for found in successors().values() for new in found if new.level == "ward"} == {
        place.id for place in places().values() if place.level == "ward" and place.valid_to is None
    }
    assert {places()[place.parent].level for place in places().values() if place.parent and place.valid_to} == {
        "province", "district"}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "form", "name", "in_law"),
    [
        ("Huân chương Lao động", "order", "Huân chương", True),
        ("Nhà giáo Ưu tú", "state_title", "Danh hiệu vinh dự Nhà nước", True),
        ("Giải thưởng Hồ Chí Minh", "state_prize", "Giải thưởng Hồ Chí Minh", True),
        ("Giải thưởng Nguyễn Đức Cảnh", "prize", "Giải thưởng", False),
        ("Cờ thi đua, Bằng khen", "emulation_flag", "Cờ thi đua", True),
        ("Chiến sĩ thi đua toàn quốc", "emulation_title", "Chiến sĩ thi đua", True),
        ("Công nhân giỏi", "union_title", "Danh hiệu của Công đoàn", False),
        ("Giỏi việc nước - Đảm việc nhà", "union_title", "Danh hiệu của Công đoàn", False),
        ("Bằng khen", "certificate_of_merit", "Bằng khen", True),
        ("Ngôi sao lạ", None, None, None),
    ],
)
def test_a_title_is_classed_by_the_law(title: str, form: str | None, name: str | None, in_law: bool | None) -> None:
    found = classify(title)
    assert (found.form, found.name, found.in_law) == (form, name, in_law)


@pytest.mark.parametrize(
    ("campaign", "base"),
    [
        ("Hội thi Thợ giỏi Thủ đô lần thứ II", "Hội thi Thợ giỏi Thủ đô"),
        ("Tiếng hát công nhân năm 2023", "Tiếng hát công nhân"),
        ("Lao động giỏi giai đoạn 2021 - 2025", "Lao động giỏi"),
        ("Viết về thầy cô lần thứ 5, năm 2022", "Viết về thầy cô"),
        ("Giỏi việc nước - Đảm việc nhà", None),
        ("1 triệu sáng kiến", None),
        ("Đợt 1", None),
    ],
)
def test_a_round_belongs_to_its_series(campaign: str, base: str | None) -> None:
    assert series(campaign) == base


def test_names_are_one_key_over_case_quotes_dashes_and_tone_placement_only() -> None:
    assert fold("“Giỏi việc nước – Đảm việc nhà”") == fold("giỏi việc nước, đảm việc nhà")
    assert fold("Thái Hòa") == fold("Thái Hoà") != fold("Thái Hóa")
    assert len({dimension_key("person", name) for name in ("Đảng", "Dang", "Đang", "Đặng")}) == 4
    assert dimension_key("person", "A") != dimension_key("organization", "A")
    assert dimension_key("person", None) == dimension_key("person", " ") == 0


def test_every_body_leads_to_the_one_above_and_the_ones_that_followed(engine: Engine) -> None:
    run_load(engine, page())
    chain = """
        WITH RECURSIVE up AS (
            SELECT organization_key, name, parent_key, 1 AS step FROM mart.dim_organization
            WHERE name = 'Liên đoàn Lao động quận Hai Bà Trưng'
            UNION ALL
            SELECT o.organization_key, o.name, o.parent_key, step + 1 FROM mart.dim_organization o
            JOIN up ON o.organization_key = up.parent_key WHERE up.parent_key <> 0)
        SELECT name FROM up ORDER BY step"""
    assert [name for (name,) in rows(engine, chain)] == [
        "Liên đoàn Lao động quận Hai Bà Trưng",
        "Liên đoàn Lao động thành phố Hà Nội",
        "Tổng Liên đoàn Lao động Việt Nam",
    ]
    followed = """
        SELECT n.name, n.valid_from::text, p.name FROM mart.dim_organization o
        JOIN mart.bridge_organization_successor s USING (organization_key)
        JOIN mart.dim_organization n ON n.organization_key = s.successor_key
        JOIN mart.dim_place p ON p.place_key = n.place_key
        WHERE o.valid_to = '2025-06-30' AND n.name LIKE '%Bạch Mai'"""
    assert rows(engine, followed) == [("Công đoàn phường Bạch Mai", "2025-07-01", "Phường Bạch Mai")]


def test_a_round_and_its_series_are_both_in_the_dimension(engine: Engine) -> None:
    run_load(engine, page(told=Facts(campaigns=(campaign(campaign="Hội thi Thợ giỏi Thủ đô lần thứ II"),))))
    assert rows(
        engine,
        """
        SELECT c.name, p.name FROM mart.dim_campaign c JOIN mart.dim_campaign p ON p.campaign_key = c.parent_key
        WHERE c.campaign_key <> 0 AND p.campaign_key <> 0""",
    ) == [("Hội thi Thợ giỏi Thủ đô lần thứ II", "Hội thi Thợ giỏi Thủ đô")]


def test_changed_seeds_describe_anew_what_is_there(engine: Engine) -> None:
    run_load(engine, page(article(), Facts(awards=(award(award_title="Huân chương Lao động"),))))
    before = mart_digests(engine, reference=True)
    execute(engine, """
        UPDATE mart.dim_organization SET type = NULL, place_key = 0; UPDATE mart.dim_award_title SET form = NULL;
        UPDATE mart.dim_place SET name = 'x' WHERE code = '007';
        UPDATE ops.setting SET value = 'old' WHERE name = 'reference'""")  # fmt: skip
    migrate.upgrade(engine)
    assert mart_digests(engine, reference=True) == before
    assert one(engine, "SELECT form FROM mart.dim_award_title WHERE award_title_key <> 0") == "order"
