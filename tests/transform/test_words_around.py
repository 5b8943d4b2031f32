"""What stands around a fact and changes it: who speaks, what is meant, when it was; the sentences are invented."""

from told import rows


def test_what_is_done_by_now_is_no_plan_though_somebody_strove(read):
    facts = read(
        "Ghi nhận sự nỗ lực, phấn đấu của đoàn viên, đã có 52 tập thể, 43 cá nhân được LĐLĐ quận khen thưởng.\n"
        "Phấn đấu đạt danh hiệu “Thợ giỏi”, các CĐCS đã chọn được 214 công nhân đạt danh hiệu “Thợ giỏi” cấp cơ sở."
    )
    assert rows(facts, "count", "level") == [(52, "district"), (43, "district"), (214, "grassroots")]


def test_a_plan_told_in_a_bracket_is_not_that_of_the_sentence(read):
    facts = read("Quận có 742 sáng kiến (đạt 164% chỉ tiêu), trong đó 58 sáng kiến được LĐLĐ quận công nhận.")
    assert rows(facts, "count", "recipient_kind") == [(58, "initiative")]


def test_honours_in_a_row_are_had_as_the_first_of_them_is(read):
    facts = read(
        "Năm học này, toàn quận có 1.742 lao động tiên tiến, 486 chiến sĩ thi đua cơ sở; 52 tập thể lao động tiên tiến."
    )
    assert rows(facts, "count", "award_title", "organization") == [
        (1742, "Lao động tiên tiến", None),
        (486, "Chiến sĩ thi đua", None),
        (52, "Tập thể lao động tiên tiến", None),
    ]


def test_classes_in_a_bracket_are_of_the_initiatives_before_it(read):
    facts = read("Có 214 sáng kiến được xếp loại cấp Thành phố (loại B: 19; loại C: 195).")
    assert rows(facts, "count", "recipient_kind", "prize") == [(19, "initiative", "B"), (195, "initiative", "C")]


def test_several_ranks_for_one_number_are_none(read):
    facts = read("Hội thi “Tay kéo vàng” kết thúc, giấy khen được trao cho 14 đơn vị đoạt giải Nhất, Nhì, Ba.")
    assert rows(facts, "count", "prize") == [(14, None)]


def test_gifts_and_bags_in_quotes_are_no_honours(read):
    facts = read("Dịp này, LĐLĐ quận trao 2 “Mái ấm Công đoàn” và 620 “Túi An sinh Công đoàn” cho đoàn viên khó khăn.")
    assert facts.awards == ()


def test_a_certificate_is_of_the_title_that_it_names(read):
    facts = read("LĐLĐ Thành phố trao giấy chứng nhận “Công nhân giỏi Thủ đô” cho anh Mạc Văn Tuyền.")
    assert rows(facts, "award_title", "level", "recipients") == [("Công nhân giỏi", "province", ("Mạc Văn Tuyền",))]


def test_abbreviations_of_honours_are_opened(read):
    facts = read("Năm qua, 241 cá nhân được tặng bằng và huy hiệu LĐ sáng tạo của Tổng LĐLĐVN.")
    assert rows(facts, "count", "award_title", "organization") == [
        (241, "Bằng Lao động sáng tạo", "Tổng Liên đoàn Lao động Việt Nam")
    ]


def test_delegates_to_a_higher_event_are_put_forward(read):
    facts = read(
        "Hội nghị cũng bầu 3 tập thể, 7 cá nhân đi dự Đại hội Thi đua yêu nước của Bộ Công an.",
        title="Công an tỉnh Cao Bằng biểu dương điển hình tiên tiến",
    )
    assert rows(facts, "count", "status", "organization") == [
        (3, "nominated", "Bộ Công an"),
        (7, "nominated", "Bộ Công an"),
    ]


def test_those_who_stand_for_others_are_not_those_praised(read):
    facts = read("15 tập thể và 18 cá nhân đại diện cho 42 tập thể, 56 cá nhân điển hình được LĐLĐ quận biểu dương.")
    assert rows(facts, "count") == [(42,), (56,)]


def test_what_was_done_is_not_what_was_given(read):
    facts = read("LĐLĐ quận khen thưởng 126 cá nhân, 9 tập thể; phối hợp cùng quận kiểm tra 4 đơn vị.")
    assert rows(facts, "count") == [(126,), (9,)]


def test_an_address_by_a_guest_from_above_leaves_the_article_with_its_body(read):
    facts = read(
        "LĐLĐ quận Cầu Giấy tổng kết phong trào.\n"
        "Phó Chủ tịch LĐLĐ Thành phố Lương Thu An phát biểu tại hội nghị.\n"
        "Trong năm, có 2.316 công nhân đạt danh hiệu “Công nhân giỏi” cấp cơ sở."
    )
    assert rows(facts, "count", "organization") == [(2316, "Liên đoàn Lao động quận Cầu Giấy")]


def test_the_union_of_a_branch_is_the_one_that_the_article_names_first(read):
    facts = read(
        "CĐ Y tế Việt Nam tổ chức hội nghị; các báo cáo của Công đoàn ngành Y tế Quảng Trị và Bệnh viện A được đọc.\n"
        "Công đoàn ngành Y tế đã tặng Bằng khen cho 19 tập thể.",
        title="Hội nghị tổng kết hoạt động công đoàn ngành Y tế",
    )
    assert rows(facts, "level", "organization") == [("national", "Công đoàn Y tế Việt Nam")]


def test_the_year_until_now_is_this_year(read):
    facts = read("Từ đầu năm tới nay, LĐLĐ quận đã tặng Giấy khen cho 63 tập thể.")
    assert rows(facts, "year_from", "year_to") == [(2023, 2023)]


def test_a_term_may_be_stated_behind_what_it_is_of(read):
    facts = read(
        "5 năm qua, các CĐCS đã công nhận 1.246 lượt công nhân đạt danh hiệu thợ giỏi cấp cơ sở.\n"
        "Giai đoạn 2015 - 2020, LĐLĐ tỉnh được Chính phủ tặng Cờ thi đua.",
        title="LĐLĐ tỉnh Bình Dương khen thưởng lao động điển hình",
        day=(2020, 7, 10),
    )
    assert rows(facts, "count", "level", "year_from", "year_to")[0] == (1246, "grassroots", 2015, 2020)


def test_school_years_that_open_and_close_a_period_are_one(read):
    facts = read(
        "Từ năm học 2008-2009 đến năm học 2012-2013 có 386 lượt cô giáo đạt danh hiệu giáo viên dạy giỏi cấp huyện."
    )
    assert rows(facts, "year_from", "year_to") == [(2008, 2013)]


def test_the_day_a_body_was_founded_names_no_awarder(read):
    facts = read(
        "LĐLĐ quận 6 họp mặt kỷ niệm 83 năm Ngày thành lập Công đoàn Việt Nam và trao Giải thưởng Trần Văn Kiểu cho 9 cá nhân.",
        title="Quận 6: 9 cá nhân đoạt Giải thưởng Trần Văn Kiểu",
    )
    assert rows(facts, "count", "level", "organization") == [(9, "district", "Liên đoàn Lao động quận 6")]


def test_the_honour_nearest_to_a_group_tells_whose_it_is(read):
    facts = read("Thủ tướng Chính phủ tặng Cờ thi đua của Chính phủ cho 19 tập thể, Bằng khen cho 74 tập thể.")
    assert rows(facts, "count", "organization") == [(19, "Chính phủ"), (74, "Thủ tướng Chính phủ")]


def test_names_of_the_central_highlands_are_read_whole(read):
    facts = read("LĐLĐ tỉnh tặng Bằng khen cho chị H’Hen Niê và ông K’Văn Sơn (huyện M’Đrắk).")
    assert rows(facts, "recipients") == [(("H’Hen Niê", "K’Văn Sơn"),)]


def test_an_honour_handed_over_by_a_lower_body_is_its_conferrers_by_law(read):
    facts = read("LĐLĐ huyện Thanh Oai trao Kỷ niệm chương “Vì sự nghiệp xây dựng tổ chức Công đoàn” cho 5 cá nhân.")
    assert rows(facts, "count", "level", "organization") == [(5, "national", "Tổng Liên đoàn Lao động Việt Nam")]


def test_a_year_and_the_months_begun_of_the_next_are_one_period(read):
    facts = read("Năm 2017 và 4 tháng đầu năm nay, LĐLĐ quận đã khen thưởng 50 tập thể.", day=(2018, 5, 10))
    assert rows(facts, "year_from", "year_to") == [(2017, 2018)]


def test_a_year_behind_a_comma_is_of_the_honour_it_opens(read):
    facts = read(
        "LĐLĐ tỉnh 4 năm liền (2015, 2016, 2017, 2018) được Tổng LĐLĐ Việt Nam tặng Cờ thi đua, "
        "năm 2018 được Chính phủ tặng Cờ thi đua.",
        title="LĐLĐ tỉnh Đồng Nai tổng kết phong trào thi đua",
    )
    assert rows(facts, "organization", "year_from", "year_to") == [
        ("Tổng Liên đoàn Lao động Việt Nam", 2015, 2018),
        ("Chính phủ", 2018, 2018),
    ]


def test_to_make_something_possible_for_others_is_not_to_give_to_them(read):
    facts = read("20 doanh nghiệp tạo điều kiện cho đoàn viên thi đua được LĐLĐ quận tặng Giấy khen.")
    assert rows(facts, "count", "recipient_kind") == [(20, "collective")]


def test_a_class_holds_to_the_end_of_its_item(read):
    facts = read("Huân chương Lao động hạng Ba tặng 3 tập thể và 6 cá nhân; Cờ thi đua của Chính phủ tặng 5 đơn vị.")
    assert rows(facts, "count", "prize") == [(3, "hạng ba"), (6, "hạng ba"), (5, None)]


def test_an_honour_by_name_before_a_movement_is_not_of_it(read):
    facts = read(
        "Bà Triệu Thị Nga trao Huân chương Lao động hạng Nhất cho Trường Trung học phổ thông Hà Lang; "
        "phong trào “Cả nước chung tay vì người nghèo” lan tỏa."
    )
    assert rows(facts, "count", "prize", "campaign") == [(1, "hạng nhất", None)]


def test_whom_and_what_the_press_abbreviates_is_read_as_in_full(read):
    facts = read("LĐLĐ tỉnh tặng BK cho 12 CBCCVCLĐ, GK cho 30 ĐVCĐ; UBND tỉnh công nhận 14 TTLĐXS.")
    assert rows(facts, "count", "recipient_kind", "award_title") == [
        (12, "individual", "Bằng khen"),
        (30, "individual", "Giấy khen"),
        (14, "collective", "Tập thể lao động xuất sắc"),
    ]


def test_the_union_of_a_branch_may_be_abbreviated_whole(read):
    facts = read("CĐN Giáo dục Khánh Hòa tặng Giấy khen cho 12 cán bộ.")
    assert rows(facts, "organization", "level") == [("Công đoàn ngành Giáo dục Khánh Hòa", "district")]


def test_what_an_article_abbreviates_itself_is_read_as_it_says(read):
    facts = read("Phong trào công nhân giỏi (CNG) lan rộng. Trong 46 CNG được LĐLĐ quận biểu dương có nhiều thợ trẻ.")
    assert rows(facts, "count", "award_title") == [(46, "Công nhân giỏi")]


def test_a_body_goes_by_the_short_form_that_a_bracket_gives_it(read):
    facts = read(
        "Công đoàn Tổng Công ty Đầu tư phát triển hạ tầng đô thị (KTL) tổng kết phong trào. "
        "Dịp này, Công đoàn Tổng Công ty KTL tặng Giấy khen cho 12 tập thể.",
        title="Tổng kết phong trào thi đua",
    )
    assert rows(facts, "count", "organization") == [(12, "Công đoàn Tổng Công ty Đầu tư phát triển hạ tầng đô thị")]


def test_wards_and_communes_in_the_plural_confer_at_their_own_level(read):
    text = (
        "UBND quận công nhận 143 người, các phường và đơn vị công nhận 1.870 người đạt danh hiệu “Người tốt, việc tốt”."
    )
    assert rows(read(text), "count", "level")[-1] == (1870, "grassroots")
    later = read("Các phường, xã biểu dương 120 gia đình.", day=(2025, 9, 1))
    assert rows(later, "count", "level") == [(120, "district")]


def test_who_runs_something_with_others_is_the_one_before_its_partners(read):
    facts = read(
        "Báo Tân Giang đã phối hợp với Ban Thi đua - Khen thưởng (Sở Nội vụ tỉnh) tổ chức cuộc thi viết “Việc nhỏ”. "
        "Ban tổ chức trao 2 giải Nhất; tặng Giấy khen cho 5 tập thể.",
        title="Trao giải cuộc thi viết “Việc nhỏ”",
    )
    assert rows(facts, "count", "organization", "campaign") == [
        (2, "Báo Tân Giang", "Việc nhỏ"),
        (5, "Báo Tân Giang", "Việc nhỏ"),
    ]


def test_a_unit_that_acts_itself_stands_for_its_authority(read):
    facts = read(
        "Chiều 26-12, huyện Mê Linh tổng kết cuộc thi “Làng xanh”. Ban tổ chức trao 3 giải Nhì.", title="Trao giải"
    )
    assert rows(facts, "count", "organization") == [(3, "Ủy ban nhân dân huyện Mê Linh")]


def test_those_who_helped_to_run_a_contest_are_thanked_in_it(read):
    facts = read(
        "LĐLĐ quận tổ chức Hội thi “Tay kéo vàng”, trao 1 giải Nhất. "
        "LĐLĐ quận cũng tặng Giấy khen cho 9 cá nhân có đóng góp trong công tác tổ chức."
    )
    assert rows(facts, "count", "campaign") == [(1, "Tay kéo vàng"), (9, "Tay kéo vàng")]


def test_what_is_told_so_many_years_later_is_counted_from_the_year_before(read):
    facts = read("Năm 2010, anh Mạc Văn Hùng vào nhà máy. Hai năm sau, anh được LĐLĐ quận tặng Giấy khen.")
    assert rows(facts, "year_from") == [(2012,)]


def test_what_somebody_once_got_has_no_year(read):
    facts = read("Chị Mạc Thu Hà đã từng được Tổng LĐLĐ Việt Nam cấp Bằng Lao động sáng tạo.")
    assert rows(facts, "award_title", "year_from") == [("Bằng Lao động sáng tạo", None)]


def test_a_year_in_a_bracket_is_that_of_the_honour_before_it(read):
    facts = read(
        "Công ty TNHH Thanh Bình từng được tặng thưởng Huân chương Lao động hạng Nhất (năm 2005), "
        "Huân chương Độc lập hạng Ba (năm 2011), 2 Cờ thi đua của Chính phủ."
    )
    assert sorted(rows(facts, "award_title", "year_from"), key=str) == [
        ("Cờ thi đua", None),
        ("Huân chương Lao động", 2005),
        ("Huân chương Độc lập", 2011),
    ]


def test_a_run_may_end_with_a_month(read):
    facts = read("LĐLĐ quận phát động cuộc thi “Mắt xanh” từ ngày 5/11/2022 đến hết tháng 3/2023.")
    assert [(c.date_from, c.date_to) for c in facts.campaigns] == [("2022-11-05", "2023-03")]


def test_a_movement_named_beside_another_won_nobody_an_honour_alone(read):
    facts = read(
        "Quận duy trì các phong trào “Đường hoa”, “Ngõ sáng”. Năm qua, 32 tập thể được LĐLĐ quận khen thưởng.",
    )
    assert rows(facts, "count", "campaign") == [(32, None)]


def test_a_school_may_go_by_its_number(read):
    facts = read("Trường Mầm non Hoa Hồng 11 được LĐLĐ Thành phố tặng Bằng khen.")
    assert rows(facts, "count", "recipients") == [(1, ("Trường Mầm non Hoa Hồng 11",))]


def test_what_is_told_of_a_run_that_goes_on_was_done_by_now(read):
    facts = read(
        "LĐLĐ quận phát động chương trình “Một nghìn sáng kiến” từ ngày 1/2/2022 đến ngày 30/11/2024. "
        "Đến nay, chương trình có 640 sáng kiến được cập nhật."
    )
    assert [(r.value, r.year_from, r.year_to) for r in facts.results] == [(640, 2022, 2023)]
