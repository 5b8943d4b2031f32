"""Honours told one behind the other: classes, years, prizes and clauses in rows; the sentences are invented."""

import pytest
from told import rows


def test_each_class_of_an_order_is_an_award_of_its_own_year(read):
    facts = read(
        "Trường THPT Bình Sơn được tặng Huân chương Lao động hạng Ba năm 1986, hạng Nhì năm 1998, hạng Nhất năm 2009."
    )
    assert rows(facts, "award_title", "prize", "year_from", "organization") == [
        ("Huân chương Lao động", "hạng ba", 1986, "Chủ tịch nước"),
        ("Huân chương Lao động", "hạng nhì", 1998, "Chủ tịch nước"),
        ("Huân chương Lao động", "hạng nhất", 2009, "Chủ tịch nước"),
    ]


def test_years_apart_are_an_award_each_and_years_in_a_run_are_one(read):
    facts = read("Bệnh viện Đa khoa An Hòa được Chính phủ tặng Cờ thi đua các năm 2008 và 2011.")
    assert rows(facts, "year_from", "year_to") == [(2008, 2008), (2011, 2011)]
    facts = read("Bệnh viện Đa khoa An Hòa được Chính phủ tặng Cờ thi đua các năm 2008, 2009 và 2010.")
    assert rows(facts, "year_from", "year_to") == [(2008, 2010)]


def test_a_class_that_opens_the_next_item_is_not_of_the_group_before(read):
    facts = read(
        "Chủ tịch nước tặng Huân chương Lao động hạng Nhất cho 2 tập thể, hạng Nhì cho 5 tập thể và 4 cá nhân, hạng Ba cho 9 tập thể."
    )
    assert rows(facts, "count", "prize") == [(2, "hạng nhất"), (5, "hạng nhì"), (4, "hạng nhì"), (9, "hạng ba")]


@pytest.mark.parametrize(
    "sentence",
    [
        "CĐCS Công ty Sông Lô đoạt giải Nhất, CĐCS Công ty Phú Thịnh giải Nhì và CĐCS Bệnh viện Hồng Hà giải Ba.",
        "Giải Nhất được trao cho CĐCS Công ty Sông Lô, giải Nhì cho CĐCS Công ty Phú Thịnh và giải Ba cho CĐCS Bệnh viện Hồng Hà.",
    ],
)
def test_one_verb_serves_a_whole_row_of_winners(read, sentence):
    assert rows(read(sentence), "prize", "recipients") == [
        ("nhất", ("Công đoàn cơ sở Công ty Sông Lô",)),
        ("nhì", ("Công đoàn cơ sở Công ty Phú Thịnh",)),
        ("ba", ("Công đoàn cơ sở Bệnh viện Hồng Hà",)),
    ]


def test_clauses_behind_semicolons_keep_the_person_they_are_about(read):
    facts = read(
        "Anh Lý Quốc Bình năm 2016 được LĐLĐ thành phố Hà Nội tặng Bằng khen; năm 2018 nhận Bằng khen của Bộ Công Thương; "
        "Tổng LĐLĐ Việt Nam tặng Bằng Lao động sáng tạo năm 2020."
    )
    assert rows(facts, "award_title", "organization", "year_from", "recipients") == [
        ("Bằng khen", "Liên đoàn Lao động thành phố Hà Nội", 2016, ("Lý Quốc Bình",)),
        ("Bằng khen", "Bộ Công Thương", 2018, ("Lý Quốc Bình",)),
        ("Bằng Lao động sáng tạo", "Tổng Liên đoàn Lao động Việt Nam", 2020, ("Lý Quốc Bình",)),
    ]


def test_winners_named_behind_their_counted_prize_are_no_second_award(read):
    facts = read(
        "Hội thi “Tay kéo vàng” trao 1 giải Đặc biệt, 3 giải Nhất. Giải Đặc biệt thuộc về chị Mạc Thu Hà. "
        "Ba giải Nhất thuộc về loạt mẫu của các nhóm thợ Công ty May Sông Lô."
    )
    assert rows(facts, "count", "prize") == [(1, "đặc biệt"), (3, "nhất")]


def test_registered_initiatives_are_a_result_and_those_recognised_are_awards(read):
    facts = read("Trong quý, đoàn viên của quận đăng ký 412 sáng kiến, 208 sáng kiến đã được công nhận cấp cơ sở.")
    assert rows(facts, "count", "level") == [(208, "grassroots")]
    assert [(r.measure, r.value) for r in facts.results] == [("initiatives", 412)]


def test_a_term_looked_back_on_holds_till_the_article_turns_to_the_event(read):
    facts = read(
        "LĐLĐ huyện An Dương tổng kết phong trào thi đua giai đoạn 2015 - 2020.\n"
        "5 năm qua, Tổng LĐLĐ Việt Nam tặng Bằng khen cho 3 tập thể.\n"
        "LĐLĐ thành phố Hải Phòng tặng Cờ thi đua cho 6 CĐCS.\n"
        "Dịp này, LĐLĐ huyện tặng Giấy khen cho 24 cá nhân.",
        title="LĐLĐ huyện An Dương tổng kết phong trào thi đua giai đoạn 2015 - 2020",
        day=(2020, 9, 10),
    )
    assert rows(facts, "count", "year_from", "year_to") == [(3, 2015, 2020), (6, 2015, 2020), (24, 2020, 2020)]


def test_guests_named_by_their_posts_do_not_take_over_the_event(read):
    facts = read(
        "Tới dự hội nghị có bà Lương Thu An, Phó Chủ tịch LĐLĐ thành phố Hà Nội; đại diện các ban LĐLĐ thành phố Hà Nội.\n"
        "Năm qua, 48 tập thể được khen thưởng."
    )
    assert rows(facts, "count", "organization") == [(48, "Liên đoàn Lao động quận Cầu Giấy")]


def test_winners_of_another_contest_or_section_stand_beside_those_counted_before(read):
    counted = "Hội thi “Tay kéo vàng” trao 1 giải Nhất, 2 giải Nhì."
    facts = read(f"{counted} Tại Hội thi “Nét đẹp nhà giáo”, chị Mạc Thu Hà đoạt giải Nhất.")
    assert rows(facts, "prize", "campaign")[2:] == [("nhất", "Nét đẹp nhà giáo")]
    facts = read(f"{counted} Ở nội dung cá nhân, giải Nhất thuộc về chị Mạc Thu Hà.")
    assert rows(facts, "prize", "recipients")[2:] == [("nhất", ("Mạc Thu Hà",))]


def test_each_clause_has_the_label_that_stands_before_it(read):
    facts = read(
        "Về tập thể, UBND tỉnh Nghệ An tặng 3 Bằng khen; về cá nhân, tặng 12 Bằng khen; LĐLĐ tỉnh tặng 20 Giấy khen."
    )
    assert rows(facts, "count", "recipient_kind") == [(3, "collective"), (12, "individual"), (20, "individual")]


def test_those_beside_the_first_of_a_row_get_the_form_and_not_what_he_attained(read):
    facts = read(
        "LĐLĐ quận tặng Giấy khen cho 31 CĐCS đạt danh hiệu “Công đoàn cơ sở vững mạnh” và 58 cá nhân có thành tích; "
        "đề nghị Tổng LĐLĐ Việt Nam tặng Bằng khen cho 2 tập thể và đồng chí Mạc Thu Hà, Phó Chủ tịch LĐLĐ quận."
    )
    assert rows(facts, "count", "award_title", "recipients") == [
        (31, "Giấy khen", ()),
        (58, "Giấy khen", ()),
        (2, "Bằng khen", ()),
        (1, "Bằng khen", ("Mạc Thu Hà",)),
    ]


def test_honours_counted_behind_one_verb_are_of_that_verb(read):
    facts = read(
        "Công đoàn ngành Y tế đã được cấp trên tặng 19 Bằng khen, 14 Cờ thi đua, được tặng Huân chương Lao động."
    )
    assert {(19, "Bằng khen"), (14, "Cờ thi đua")} < {*rows(facts, "count", "award_title")}


def test_a_rank_that_only_says_who_somebody_is_is_not_won_again(read):
    facts = read("Cả 6 thí sinh giải Nhất được LĐLĐ quận tặng Giấy khen.")
    assert rows(facts, "count", "award_title", "prize") == [(6, "Giấy khen", None)]


def test_teams_go_by_their_place_and_how_many_they_are_is_no_award(read):
    facts = read("Đội tuyển quận Cầu Giấy (12 người) đoạt giải Nhì Hội thi “Tay kéo vàng”.")
    assert rows(facts, "count", "prize", "recipients") == [(1, "nhì", ("Đội tuyển quận Cầu Giấy",))]


def test_a_contest_taken_up_behind_its_winners_is_theirs(read):
    facts = read(
        "LĐLĐ quận tổng kết chương trình “Một nghìn việc nhỏ” và hội diễn “Tiếng hát thợ mỏ”. Tại đây, LĐLĐ quận tặng "
        "Giấy khen cho 22 tập thể có thành tích trong chương trình “Một nghìn việc nhỏ”, "
        "41 cá nhân có thành tích trong hội diễn."
    )
    assert rows(facts, "count", "campaign") == [(22, "Một nghìn việc nhỏ"), (41, "Tiếng hát thợ mỏ")]


def test_examinations_are_no_part_of_the_contest_told_of_before(read):
    facts = read(
        "Cuộc thi “Khoa học trẻ” có 38 dự án đạt giải. Ở kỳ thi chọn học sinh giỏi quốc gia, quận có 7 giải Ba.",
        title="Phòng Giáo dục quận Cầu Giấy tổng kết phong trào thi đua",
    )
    assert rows(facts, "count", "campaign") == [(38, "Khoa học trẻ"), (7, None)]
