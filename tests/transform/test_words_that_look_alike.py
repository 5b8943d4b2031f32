"""Words that look like a fact's and are none, or another's; the sentences are invented."""

import pytest
from told import rows


@pytest.mark.parametrize(
    "sentence",
    [
        "Toàn tỉnh có 12 “Mái ấm Công đoàn” được vinh danh.",
        "LĐLĐ tỉnh phát động đợt thi đua cao điểm từ",
        "Chào mừng ngày thành lập, LĐLĐ tỉnh trao 12 “Mái ấm Công đoàn” cho đoàn viên khó khăn.",
        "Đại hội bầu 15 đại biểu dự Đại hội Công đoàn tỉnh.",
        "Quận cử 12 vận động viên dự lễ khai mạc.",
        "Phấn đấu đạt các chỉ tiêu đã đề ra, có 500 đoàn viên được LĐLĐ quận khen thưởng.",
        "Phấn đấu trong năm, ít nhất 500 đoàn viên được LĐLĐ quận khen thưởng.",
        "Toàn quận có 14.286 cán bộ, giáo viên (đạt 93,6%) đăng ký danh hiệu thi đua.",
        "Bác sĩ Đào Trọng Nghĩa đang chủ nhiệm hai đề tài cấp thành phố.",
    ],
)
def test_what_is_given_sent_or_hoped_for_is_no_award(read, sentence):
    assert rows(read(sentence), "count", "status") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong phong trào “Nghĩa tình đồng đội”, mỗi đoàn viên đóng góp 100.000 đồng.",
        "Trong phong trào “Nghĩa tình đồng đội”, đoàn viên đóng góp 100.000 đồng/tháng.",
        "Phong trào “Nghĩa tình đồng đội” góp phần đưa thu nhập lên 9 triệu đồng.",
        "Cuộc vận động “Nghĩa tình đồng đội” của 2 tỷ đồng tiền quỹ.",
    ],
)
def test_what_each_gives_or_a_movement_helps_to_is_no_sum_of_it(read, sentence):
    assert [(r.measure, r.value) for r in read(sentence).results] == []


def test_what_a_movement_collects_may_be_told_behind_its_givers(read):
    facts = read("Phong trào “Nghĩa tình đồng đội” đã huy động đoàn viên ủng hộ được 200 triệu đồng và 300 ngày công.")
    assert [(r.measure, r.value) for r in facts.results] == [("other", 200_000_000), ("other", 300)]


def test_a_district_called_tu_nghia_is_no_central_body(read):
    facts = read(
        "LĐLĐ HUYỆN TƯ NGHĨA trao Giấy khen cho 5 cá nhân.\nCông đoàn Viên chức TƯ tặng Bằng khen cho 2 cá nhân."
    )
    assert rows(facts, "count", "level") == [(5, "district"), (2, "national")]


def test_years_in_a_bracket_behind_an_anniversary_are_its_own_only_if_they_add_up(read):
    facts = read(
        "LĐLĐ quận kỷ niệm 40 năm ngày thành lập (1978 - 2018) và tặng Giấy khen cho 12 tập thể.\n"
        "Tại lễ kỷ niệm 40 năm ngày thành lập gắn với tổng kết thi đua (2015 - 2018), quận khen thưởng 14 tập thể.",
        day=(2018, 11, 20),
    )
    assert rows(facts, "count", "year_from", "year_to") == [(12, 2018, 2018), (14, 2015, 2018)]


def test_a_place_somebody_is_of_is_not_who_is_praised(read):
    facts = read("Ba gia đình ở xã Phan Hiệp được LĐLĐ huyện biểu dương.")
    assert rows(facts, "count", "recipient_kind") == [(3, "family")]


def test_initiatives_of_somebody_praised_are_not_praised_beside_them(read):
    facts = read("LĐLĐ quận biểu dương 38 công nhân, tiêu biểu có anh Lưu Đình Quyết, tác giả của 4 sáng kiến.")
    assert rows(facts, "count", "recipient_kind") == [(38, "individual")]


def test_those_in_whose_name_somebody_competes_win_nothing(read):
    facts = read("Công ty chọn thí sinh ưu tú thay mặt hơn 3.200 công nhân dự Hội thi Bàn tay vàng.")
    assert rows(facts, "count") == []


def test_parts_of_another_kind_leave_the_whole_unpraised(read):
    facts = read("Có hơn 6.200 người viết bài dự thi, trong đó 128 bài xuất sắc được LĐLĐ quận khen thưởng.")
    assert rows(facts, "count", "recipient_kind") == [(128, "work")]


def test_honours_in_the_name_of_a_contest_are_not_handed_over_there(read):
    facts = read("Hội thi An toàn vệ sinh viên giỏi năm 2023 trao 10 giải cho 10 đội.")
    assert rows(facts, "count", "award_title") == [(10, None)]


def test_duties_are_taken_up_and_not_won(read):
    facts = read("Khi cô về nhận nhiệm vụ, trường đứng thứ 24/27 trường của quận, giáo viên giỏi xin chuyển đi.")
    assert rows(facts, "count") == []


def test_a_number_behind_a_title_told_before_it_is_no_further_title(read):
    facts = read("Ba năm qua, số công nhân giỏi cấp ngành là 49, 4G.")
    assert rows(facts, "count") == [(49,)]


def test_praise_for_building_the_union_is_no_praise_for_running_the_contest_told_before(read):
    facts = read(
        "LĐLĐ quận tổng kết cuộc thi “Nét đẹp công nhân”. "
        "LĐLĐ quận tặng Giấy khen cho 45 cá nhân có thành tích trong xây dựng tổ chức Công đoàn."
    )
    assert rows(facts, "count", "campaign") == [(45, None)]


def test_what_somebody_says_behind_a_colon_is_not_what_he_won(read):
    facts = read(
        "Bà Mạc Thu Hà, Chủ tịch LĐLĐ quận: Bằng khen là sự động viên lớn. "
        "Ông Mạc Văn Hùng: Đạt danh hiệu “Công nhân giỏi” không dễ."
    )
    assert rows(facts, "count") == []


def test_captions_and_lists_without_stops_are_kept(read):
    facts = read(
        "Hội nghị diễn ra sôi nổi.\nLĐLĐ quận Cầu Giấy trao Giấy khen cho 15 cá nhân\n"
        "Dịp này, các cấp đã khen thưởng:\nTổng LĐLĐ Việt Nam tặng Bằng khen cho 2 tập thể\nHội nghị kết thúc tốt đẹp."
    )
    assert rows(facts, "count") == [(15,), (2,)]


def test_who_confers_first_is_no_recipient_beside_those_counted(read):
    facts = read("Cùng Chủ tịch Mạc Văn Hùng, bà Mạc Thu Hà trao Bằng khen của LĐLĐ Thành phố cho 12 tập thể.")
    assert rows(facts, "count", "recipients") == [(12, ())]


def test_stars_that_list_the_winners_of_a_contest_leave_it_theirs(read):
    facts = read(
        "LĐLĐ quận trao giải cuộc thi “Nét đẹp công nhân”.\n* CĐCS A đạt 2 giải Nhất.\n* CĐCS B đạt 1 giải Nhì.\n"
        "Ban tổ chức còn trao 5 giải Khuyến khích."
    )
    assert {row[0] for row in rows(facts, "campaign")} == {"Nét đẹp công nhân"}


def test_who_only_helped_somebody_else_launches_nothing(read):
    facts = read(
        "Sau khi Công đoàn Viên chức Hà Nội phối hợp với Sở Y tế tổ chức hội nghị, "
        "LĐLĐ quận Cầu Giấy đã phát động phong trào “Ngõ sáng”."
    )
    assert [c.organization for c in facts.campaigns] == ["Liên đoàn Lao động quận Cầu Giấy"]


def test_whoever_acts_for_a_body_confers_in_its_name(read):
    facts = read("Ông Mạc Văn Hùng thay mặt LĐLĐ quận biểu dương 18 tập thể và 25 cá nhân.")
    assert rows(facts, "count", "organization") == [
        (18, "Liên đoàn Lao động quận Cầu Giấy"),
        (25, "Liên đoàn Lao động quận Cầu Giấy"),
    ]


def test_other_bodies_of_a_house_keep_their_names_beside_its_short_form(read):
    facts = read(
        "Tổng Công ty Đầu tư phát triển hạ tầng đô thị (KTL) tổng kết. Đảng ủy KTL tặng Giấy khen cho 5 chi bộ.",
        title="Tổng kết phong trào thi đua",
    )
    assert rows(facts, "organization") == [("Đảng ủy KTL",)]
