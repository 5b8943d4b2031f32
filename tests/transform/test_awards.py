"""One construction of the genre a test; the sentences are invented."""

import pytest
from told import rows


def test_one_verb_confers_on_many_counted_groups(read):
    facts = read(
        "LĐLĐ quận Cầu Giấy tặng Giấy khen cho 12 tập thể và 35 cá nhân có thành tích trong phong trào thi đua năm 2022."
    )
    assert rows(facts, "count", "recipient_kind", "award_title", "level", "organization", "year_from") == [
        (12, "collective", "Giấy khen", "district", "Liên đoàn Lao động quận Cầu Giấy", 2022),
        (35, "individual", "Giấy khen", "district", "Liên đoàn Lao động quận Cầu Giấy", 2022),
    ]


def test_the_passive_names_the_awarder_behind_the_recipients(read):
    facts = read(
        "Có 5 CĐCS được LĐLĐ thành phố Hà Nội tặng Cờ thi đua, 9 cán bộ được Tổng LĐLĐ Việt Nam tặng Bằng khen của phong trào thi đua."
    )
    assert rows(facts, "count", "award_title", "level", "organization") == [
        (5, "Cờ thi đua", "province", "Liên đoàn Lao động thành phố Hà Nội"),
        (9, "Bằng khen", "national", "Tổng Liên đoàn Lao động Việt Nam"),
    ]


def test_ranked_prizes_are_counted_even_where_the_word_prize_is_left_out(read):
    facts = read(
        "LĐLĐ quận tổ chức Hội thi “Nữ công khéo tay”. Ban tổ chức đã trao 3 giải Nhất, 5 Nhì, 7 Ba và 10 giải khuyến khích."
    )
    assert rows(facts, "count", "prize", "recipient_kind", "campaign") == [
        (3, "nhất", "prize", "Nữ công khéo tay"),
        (5, "nhì", "prize", "Nữ công khéo tay"),
        (7, "ba", "prize", "Nữ công khéo tay"),
        (10, "khuyến khích", "prize", "Nữ công khéo tay"),
    ]


def test_a_level_split_keeps_noun_title_and_year(read):
    facts = read(
        "Năm 2021, toàn quận có 1.204 công nhân đạt danh hiệu “Công nhân giỏi” cấp cơ sở, 57 cấp quận và 5 cấp Thành phố."
    )
    assert rows(facts, "count", "award_title", "level", "year_from") == [
        (1204, "Công nhân giỏi", "grassroots", 2021),
        (57, "Công nhân giỏi", "district", 2021),
        (5, "Công nhân giỏi", "province", 2021),
    ]


def test_a_level_above_the_body_without_a_named_awarder_has_none(read):
    facts = read("Trong phong trào thi đua, quận có 40 sáng kiến được công nhận cấp quận và 6 sáng kiến cấp Thành phố.")
    assert rows(facts, "count", "level", "organization") == [
        (40, "district", "Liên đoàn Lao động quận Cầu Giấy"),
        (6, "province", None),
    ]


def test_nominations_carry_the_body_that_would_confer(read):
    facts = read("LĐLĐ quận đề nghị LĐLĐ thành phố Hà Nội tặng Bằng khen cho 4 tập thể thi đua tiêu biểu.")
    assert rows(facts, "count", "status", "level", "organization") == [
        (4, "nominated", "province", "Liên đoàn Lao động thành phố Hà Nội")
    ]


def test_delegates_to_a_higher_bodys_ceremony_are_nominated(read):
    facts = read("LĐLĐ quận giới thiệu 3 cá nhân điển hình tiên tiến dự hội nghị biểu dương của LĐLĐ thành phố Hà Nội.")
    assert rows(facts, "count", "award_title", "status", "organization") == [
        (3, "Điển hình tiên tiến", "nominated", "Liên đoàn Lao động thành phố Hà Nội")
    ]


def test_who_only_hands_over_is_not_the_awarder(read):
    facts = read(
        "Dịp này, LĐLĐ quận trao Kỷ niệm chương “Vì sự nghiệp xây dựng tổ chức Công đoàn” của Tổng LĐLĐ Việt Nam cho 8 đồng chí."
    )
    assert rows(facts, "count", "award_title", "level", "organization") == [
        (8, "Kỷ niệm chương Vì sự nghiệp xây dựng tổ chức Công đoàn", "national", "Tổng Liên đoàn Lao động Việt Nam")
    ]


def test_one_named_recipient_is_a_row_of_one(read):
    facts = read(
        "Ông Phùng Văn Mạnh được Chủ tịch nước tặng Huân chương Lao động hạng Ba năm 2019 vì thành tích thi đua."
    )
    assert rows(facts, "count", "award_title", "prize", "organization", "recipients", "year_from") == [
        (1, "Huân chương Lao động", "hạng ba", "Chủ tịch nước", ("Phùng Văn Mạnh",), 2019)
    ]


def test_winners_named_behind_a_prize_are_collectives(read):
    facts = read(
        "Hội thi “Tiếng hát người thợ” khép lại, giải Nhất thuộc về Công đoàn Công ty Điện lực Cầu Giấy; LĐLĐ quận trao thêm 2 giải Nhì."
    )
    assert rows(facts, "count", "prize", "recipient_kind") == [(1, "nhất", "collective"), (2, "nhì", "prize")]


def test_two_titles_with_one_number_are_one_row(read):
    facts = read("Năm 2022 đã có 95 “Công nhân giỏi”, “Lao động giỏi” được biểu dương cấp quận.")
    assert rows(facts, "count", "award_title", "level") == [(95, "Công nhân giỏi, Lao động giỏi", "district")]


def test_one_number_for_two_kinds_is_mixed(read):
    assert rows(
        read("LĐLĐ quận khen thưởng 59 tập thể, cá nhân trong phong trào thi đua."), "count", "recipient_kind"
    ) == [(59, "mixed")]


def test_a_list_of_honours_needs_no_verb(read):
    facts = read(
        "Kết quả khen thưởng gồm: Cờ thi đua của UBND tỉnh Bắc Ninh: 54 tập thể; Chiến sĩ thi đua cấp tỉnh: 60 cá nhân."
    )
    assert rows(facts, "count", "award_title", "level") == [
        (54, "Cờ thi đua", "province"),
        (60, "Chiến sĩ thi đua", "province"),
    ]


def test_five_years_back_is_the_term_last_stated(read):
    facts = read(
        "Hội nghị biểu dương giai đoạn 2015 - 2020.\nTrong 5 năm qua, đã có 149 công nhân giỏi được biểu dương cấp quận."
    )
    assert rows(facts, "count", "year_from", "year_to") == [(149, 2015, 2020)]


def test_every_item_of_a_list_keeps_its_own_verb_honour_and_awarder(read):
    facts = read(
        "Năm 2022, 9 tập thể được nhận Bằng khen của Bộ Y tế, Tổng LĐLĐ Việt Nam tặng Bằng khen cho 12 đơn vị "
        "và 8 đoàn viên, 7 công nhân được UBND tỉnh Vĩnh Phúc tặng Bằng khen, "
        "5 cán bộ được phong tặng danh hiệu Nhà giáo Ưu tú."
    )
    assert rows(facts, "count", "award_title", "level", "organization") == [
        (9, "Bằng khen", "national", "Bộ Y tế"),
        (12, "Bằng khen", "national", "Tổng Liên đoàn Lao động Việt Nam"),
        (8, "Bằng khen", "national", "Tổng Liên đoàn Lao động Việt Nam"),
        (7, "Bằng khen", "province", "Ủy ban nhân dân tỉnh Vĩnh Phúc"),
        (5, "Nhà giáo Ưu tú", "national", "Chủ tịch nước"),
    ]


def test_the_class_of_an_order_stays_with_its_item(read):
    facts = read(
        "Có 36 công nhân đạt Bằng Lao động sáng tạo, 17 người Huân chương Lao động hạng Ba và 4 người "
        "danh hiệu “Công nhân giỏi” cấp Thành phố."
    )
    assert rows(facts, "count", "award_title", "prize") == [
        (36, "Bằng Lao động sáng tạo", None),
        (17, "Huân chương Lao động", "hạng ba"),
        (4, "Công nhân giỏi", None),
    ]


@pytest.mark.parametrize(
    "prizes",
    [
        "6 giải Nhất, 4 Nhì, 2 Ba và 9 Khuyến khích cho các thí sinh",
        "giải Nhất: 6, giải Nhì: 4, giải Ba: 2 và giải Khuyến khích: 9",
        "giải Nhất: 6, giải Nhì: 4, giải Ba: 2, giải Khuyến khích: 9 cho các thí sinh",
    ],
)
def test_prizes_are_counted_before_or_behind_their_rank(read, prizes):
    facts = read(f"Cuộc thi “Ảnh đẹp người thợ” khép lại. Ban Tổ chức đã trao {prizes}.")
    assert rows(facts, "count", "prize", "campaign") == [
        (6, "nhất", "Ảnh đẹp người thợ"),
        (4, "nhì", "Ảnh đẹp người thợ"),
        (2, "ba", "Ảnh đẹp người thợ"),
        (9, "khuyến khích", "Ảnh đẹp người thợ"),
    ]


def test_prizes_without_a_rank_are_won_in_the_contest_spoken_of(read):
    facts = read("Cuộc thi “Ảnh đẹp người thợ” khép lại. Ban Tổ chức đã trao giải cho 5 tập thể và 10 cá nhân.")
    assert rows(facts, "count", "campaign") == [(5, "Ảnh đẹp người thợ"), (10, "Ảnh đẹp người thợ")]


def test_numbers_in_turn_belong_to_the_years_told_before_them(read):
    facts = read("Số công nhân giỏi được biểu dương cấp quận các năm 2020, 2021, 2022 lần lượt là 52, 61 và 70 người.")
    assert rows(facts, "count", "award_title", "year_from", "year_to") == [
        (52, "Công nhân giỏi", 2020, 2020),
        (61, "Công nhân giỏi", 2021, 2021),
        (70, "Công nhân giỏi", 2022, 2022),
    ]


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Hội đồng chọn ra 50 sáng kiến tiêu biểu để biểu dương cấp quận.", (50, None, "district", "awarded")),
        (
            "Các đơn vị lựa chọn được 12 công nhân tiêu biểu đề nghị LĐLĐ Thành phố Hà Nội biểu dương.",
            (12, None, "province", "nominated"),
        ),
        ("Đã có 266 công đoàn cơ sở biểu dương 1.810 gia đình.", (1810, None, "grassroots", "awarded")),
        (
            "Danh hiệu “Công nhân giỏi” cấp cơ sở được trao cho 60.220 công nhân.",
            (60220, "Công nhân giỏi", "grassroots", "awarded"),
        ),
        (
            "14 cá nhân thanh niên tiên tiến làm theo lời Bác được UBND tỉnh Yên Bái tặng Bằng khen.",
            (14, "Bằng khen", "province", "awarded"),
        ),
        ("Toàn ngành đã có 15 Nhà giáo ưu tú.", (15, "Nhà giáo Ưu tú", "national", "awarded")),
        ("Gần 20 tập thể được LĐLĐ quận tặng Giấy khen.", (20, "Giấy khen", "district", "awarded")),
    ],
)
def test_who_is_honoured_by_whom_is_read_in_whatever_order_it_is_told(read, sentence, fact):
    assert rows(read(sentence), "count", "award_title", "level", "status") == [fact]


def test_a_hedge_before_a_number_parts_no_row(read):
    facts = read("Đã có gần 200 tập thể, trên 500 cá nhân được các cấp khen thưởng.")
    assert rows(facts, "count", "count_qualifier", "recipient_kind") == [
        (200, "under", "collective"),
        (500, "over", "individual"),
    ]


def test_a_person_and_his_body_are_honoured_together_as_two(read):
    facts = read(
        "Đồng chí Nguyễn Thị Lan - Chủ tịch LĐLĐ quận và tập thể LĐLĐ quận Cầu Giấy đã vinh dự được "
        "Thủ tướng Chính phủ tặng Bằng khen."
    )
    assert rows(facts, "count", "recipient_kind", "award_title", "recipients") == [
        (1, "individual", "Bằng khen", ("Nguyễn Thị Lan",)),
        (1, "collective", "Bằng khen", ("tập thể LĐLĐ quận Cầu Giấy",)),
    ]


def test_a_prize_of_a_contest_stands_at_the_contests_level(read):
    facts = read(
        "Quận lựa chọn 5 sáng kiến gửi dự thi cấp Thành phố, kết quả có 1 sáng kiến đạt giải Nhì, "
        "2 sáng kiến đạt giải Khuyến khích."
    )
    assert rows(facts, "count", "prize", "level") == [(1, "nhì", "province"), (2, "khuyến khích", "province")]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        (
            "Kết quả bình xét danh hiệu: Đơn vị quyết thắng: 61; Đơn vị tiên tiến: 34.",
            [(61, "Đơn vị quyết thắng", None), (34, "Đơn vị tiên tiến", None)],
        ),
        (
            "Danh hiệu do UBND huyện Ba Vì công nhận: Lao động tiên tiến 1.037 người, Chiến sĩ thi đua cơ sở 142 người.",
            [(1037, "Lao động tiên tiến", None), (142, "Chiến sĩ thi đua", None)],
        ),
        ("Chiến sĩ thi đua cơ sở có 47 đồng chí.", [(47, "Chiến sĩ thi đua", None)]),
        (
            "Huân chương Lao động hạng Nhất, hạng Nhì, hạng Ba lần lượt là 1, 4 và 11 tấm.",
            [
                (1, "Huân chương Lao động", "hạng nhất"),
                (4, "Huân chương Lao động", "hạng nhì"),
                (11, "Huân chương Lao động", "hạng ba"),
            ],
        ),
        (
            "Số giải Nhì, Ba và Khuyến khích lần lượt là 5, 10 và 15.",
            [(5, None, "nhì"), (10, None, "ba"), (15, None, "khuyến khích")],
        ),
        (
            "Huyện giành 67 giải (4 nhất, 15 nhì, 22 ba, 26 khuyến khích), đứng thứ 2 trong 8 huyện.",
            [(4, None, "nhất"), (15, None, "nhì"), (22, None, "ba"), (26, None, "khuyến khích")],
        ),
        (
            "Giải Nhất được trao cho tác phẩm “Vượt lũ” của tác giả Hồ Sĩ Lâm; giải Ba 4 tác phẩm, khuyến khích 8 tác phẩm.",
            [(1, None, "nhất"), (4, None, "ba"), (8, None, "khuyến khích")],
        ),
        ("Giải “Giọng hát triển vọng” thuộc về thí sinh Lô Thị Mai.", [(1, "Giọng hát triển vọng", None)]),
        (
            "Số người được tặng Bằng khen là 205, số tập thể là 47.",
            [(205, "Bằng khen", None), (47, "Bằng khen", None)],
        ),
        (
            "Trong số 15 bản sáng kiến gửi lên, ba bản xếp loại A, bảy bản xếp loại B.",
            [(3, None, "A"), (7, None, "B")],
        ),
    ],
)
def test_lists_and_rows_give_each_number_its_honour(read, sentence, facts):
    assert rows(read(sentence), "count", "award_title", "prize") == facts


def test_the_level_behind_a_number_may_be_a_place(read):
    facts = read(
        "Danh hiệu “Công nhân giỏi” được trao cho 3.406 người ở cơ sở, 165 người ở huyện và 9 người ở Thành phố."
    )
    assert rows(facts, "count", "level") == [(3406, "grassroots"), (165, "district"), (9, "province")]


def test_whose_report_is_told_is_who_the_article_is_about(read):
    facts = read(
        "Theo báo cáo của LĐLĐ huyện Thạch Thất, có 48 tập thể được LĐLĐ thành phố Hà Nội tặng Bằng khen.\n"
        "Cùng thời gian này, 702 tập thể được biểu dương.",
        title="Năm năm thi đua yêu nước",
    )
    assert rows(facts, "count", "organization") == [
        (48, "Liên đoàn Lao động thành phố Hà Nội"),
        (702, "Liên đoàn Lao động huyện Thạch Thất"),
    ]


def test_an_article_without_a_date_is_of_the_years_that_its_opening_speaks_of(read):
    facts = read("Năm học 2022 - 2023 khép lại. Công đoàn ngành tặng Giấy khen cho 45 tập thể.", day=None)
    assert rows(facts, "count", "year_from", "year_to") == [(45, 2022, 2023)]


def test_what_has_gone_on_since_a_year_lasts_until_the_event_reported(read):
    facts = read(
        "Từ đầu năm 2021, LĐLĐ quận đã tặng Giấy khen cho 12 tập thể; ngay từ năm 2022 có 9 cá nhân được khen."
    )
    assert rows(facts, "count", "year_from", "year_to") == [(12, 2021, 2023), (9, 2022, 2022)]


@pytest.mark.parametrize(
    "sentence",
    [
        "LĐLĐ quận trao 300 suất quà cho 300 công nhân khó khăn.",
        "Quỹ khuyến học tặng học bổng cho 42 em là con đoàn viên.",
        "Quận hiện có 386 CĐCS với 24.715 đoàn viên.",
        "LĐLĐ quận phấn đấu năm 2024 có 500 công nhân được tặng Giấy khen.",
        "Đoàn vận động viên mang về 3 huy chương Vàng môn điền kinh.",
        "LĐLĐ quận đã biểu dương các tập thể tiêu biểu.",
        "Số cá nhân được khen thưởng tăng 12 người.",
        "Ba Đình nằm trong năm quận có tỷ lệ đạt danh hiệu cao nhất.",
        "Nhiều đề tài được LĐLĐ quận công nhận là sáng kiến cấp cơ sở.",
        "Hơn 40 đoàn viên đạt “0 đồng” nợ đọng.",
        "Năm ngoái có ba đơn vị để xảy ra tai nạn nên không được xét khen thưởng.",
    ],
)
def test_gifts_members_plans_sport_and_uncounted_praise_are_no_awards(read, sentence):
    assert read(sentence).awards == ()


def test_each_honour_in_a_row_is_an_award_with_its_own_awarder_and_years(read):
    facts = read(
        "Trong phong trào thi đua, LĐLĐ quận được tặng Bằng khen của Tổng LĐLĐ Việt Nam năm 2016, "
        "Cờ thi đua của LĐLĐ thành phố Hà Nội ba năm 2017, 2018, 2019."
    )
    assert rows(facts, "award_title", "level", "organization", "year_from", "year_to") == [
        ("Bằng khen", "national", "Tổng Liên đoàn Lao động Việt Nam", 2016, 2016),
        ("Cờ thi đua", "province", "Liên đoàn Lao động thành phố Hà Nội", 2017, 2019),
    ]


def test_a_name_ends_where_the_honour_behind_it_begins(read):
    facts = read(
        "Ông Bùi Văn Tám là thợ hàn. LĐLĐ thành phố Hà Nội tặng ông Bằng khen, "
        "tặng Công ty May Sông Tích Cờ thi đua xuất sắc."
    )
    assert rows(facts, "award_title", "recipients") == [
        ("Bằng khen", ("Bùi Văn Tám",)),
        ("Cờ thi đua xuất sắc", ("Công ty May Sông Tích",)),
    ]


def test_an_honour_may_stand_before_its_verb_or_its_receiver(read):
    facts = read(
        "Giấy khen của LĐLĐ quận được chuyển tới 84 tập thể thi đua. "
        "Lên nhận Cờ thi đua của LĐLĐ thành phố Hà Nội là CĐCS Công ty Nhựa Phú Thượng."
    )
    assert rows(facts, "count", "award_title", "organization") == [
        (84, "Giấy khen", "Liên đoàn Lao động quận Cầu Giấy"),
        (1, "Cờ thi đua", "Liên đoàn Lao động thành phố Hà Nội"),
    ]


def test_a_review_held_in_january_looks_back_on_the_year_before(read):
    facts = read(
        "Ngày 12/1, LĐLĐ quận tổng kết phong trào thi đua năm 2022. Năm qua, LĐLĐ quận khen thưởng 31 tập thể.",
        day=(2023, 1, 13),
    )
    assert rows(facts, "count", "year_from") == [(31, 2022)]


def test_prizes_that_the_rules_offer_are_not_awarded(read):
    assert read("Cơ cấu giải thưởng của cuộc thi gồm 1 giải Nhất, 2 giải Nhì, 3 giải Ba.").awards == ()


def test_one_of_three_tells_of_three(read):
    facts = read("Năm 2019, anh Lưu Đức Nhã là một trong ba người của quận được LĐLĐ thành phố Hà Nội tặng Bằng khen.")
    assert [a.count for a in facts.awards] == [3]


def test_an_initiative_recognised_without_a_number_is_one(read):
    facts = read("Cái tủ hấp cơm ấy được công ty công nhận là sáng kiến cấp cơ sở.")
    assert rows(facts, "count", "recipient_kind", "level", "status") == [(1, "initiative", "grassroots", "awarded")]


def test_whom_a_list_only_puts_forward_is_nominated(read):
    facts = read(
        "Kết quả bình xét thi đua:\n- Giấy khen của Ủy ban nhân dân huyện: đề nghị 2 tập thể, 5 cá nhân;\n"
        "- Bằng khen của LĐLĐ Thành phố: 3 cá nhân."
    )
    assert rows(facts, "count", "award_title", "status") == [
        (2, "Giấy khen", "nominated"), (5, "Giấy khen", "nominated"), (3, "Bằng khen", "awarded"),
    ]  # fmt: skip


def test_numbers_told_again_of_another_year_are_of_the_last_sentences_that_told_as_many(read):
    told = "Các CĐCS biểu dương 1.412 gương “Người tốt, việc tốt”. Quận khen thưởng 96 gương, Thành phố khen thưởng 5 gương."
    facts = read(f"{told} Cùng kỳ năm 2022, ba con số này là 1.288, 84 và sáu.")
    assert rows(facts, "count", "year_from")[3:] == [(1288, 2022), (84, 2022), (6, 2022)]
    again = read(f"{told} Năm 2022, năm con số này là 5, 7, 9, 11 và 13.")
    assert len(again.awards) == 3, "no five were told"


def test_counted_prizes_told_again_with_their_winners_are_one_award(read):
    contest = "Hội thi “Lái xe an toàn” trao 2 giải nhất, 4 giải nhì."
    assert len(read(f"{contest} Hai giải nhất thuộc về anh Lâm Chí Hiếu và anh Trần Văn Bảy.").awards) == 2
    assert len(read(f"{contest} Ở nội dung cá nhân, 4 thí sinh đoạt giải Nhì.").awards) == 3
