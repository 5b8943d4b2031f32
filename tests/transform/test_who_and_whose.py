"""Who got what from whom, and whose campaign it is, one construction a case; the sentences are invented."""

import pytest
from told import rows


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Toàn đoàn: Công đoàn ngành Y tế nhất, Công đoàn ngành Giáo dục nhì, LĐLĐ huyện Gia Bình ba.",
            [("nhất", "Công đoàn ngành Y tế"), ("nhì", "Công đoàn ngành Giáo dục"), ("ba", "LĐLĐ huyện Gia Bình")],
        ),
        (
            "Giải đồng đội thuộc về CĐCS Công ty Gỗ Phúc An (nhất), CĐCS Công ty Giày Hưng Bình (nhì).",
            [("nhất", "CĐCS Công ty Gỗ Phúc An"), ("nhì", "CĐCS Công ty Giày Hưng Bình")],
        ),
        ("Đơn vị có nhiều sáng kiến nhất là Công ty Canon, nhiều thứ nhì là Công ty May 10.", []),
        ("Công ty Canon có số sáng kiến cao nhất, Công ty May 10 cao thứ nhì.", []),
    ],
)
def test_standings_name_who_came_first_and_second(told, sentence, expected):
    facts = told(sentence)
    assert [(a.prize, *a.recipients) for a in facts.awards] == expected
    assert {a.organization for a in facts.awards} <= {"Liên đoàn Lao động tỉnh Bắc Ninh"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("3 cá nhân được nhận Bằng khen của bộ Giáo dục và Đào tạo.", "Bộ Giáo dục và Đào tạo"),
        ("2 bác sĩ được Bộ trưởng Y tế tặng Bằng khen.", "Bộ trưởng Bộ Y tế"),
        ("5 doanh nghiệp nhận Bằng khen của Bộ Lao động Thương binh và Xã hội.", "Bộ Lao động - Thương binh và Xã hội"),
        ("44 doanh nghiệp được Phòng Thương mại và Công nghiệp Việt Nam tặng Bằng khen.", "Phòng Thương mại và Công nghiệp Việt Nam"),
        ("70 chủ tịch công đoàn được Liên đoàn Lao động Việt Nam tặng Bằng khen.", "Tổng Liên đoàn Lao động Việt Nam"),
        ("12 cán bộ y tế được Học viện Chính trị quốc gia Hồ Chí Minh khen thưởng.", "Học viện Chính trị quốc gia Hồ Chí Minh"),
    ],
)  # fmt: skip
def test_bodies_are_known_however_their_names_are_written(told, sentence, expected):
    assert [a.organization for a in told(sentence).awards] == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bằng khen của Thủ tướng Chính phủ được trao cho Văn phòng Huyện ủy Lương Tài.", ["Văn phòng Huyện ủy Lương Tài"]),
        ("Ủy ban Đoàn kết Công giáo tỉnh và Hội Luật gia tỉnh được đề nghị tặng Bằng khen.", ["Ủy ban Đoàn kết Công giáo tỉnh Bắc Ninh", "Hội Luật gia tỉnh Bắc Ninh"]),
        ("Anh Lê Minh Phú, lái tàu Đội 1 (Phân xưởng Vận dụng, Xí nghiệp Đầu máy Hà Nội) được LĐLĐ tỉnh tặng Bằng khen.", ["Lê Minh Phú"]),
        ("Chị Trần Thị An, giáo viên dạy môn Toán Trường THCS Sông Cầu, được LĐLĐ tỉnh tặng Bằng khen.", ["Trần Thị An"]),
        ("LĐLĐ tỉnh tặng Bằng khen cho tác giả Đoàn Hữu Công.", ["Đoàn Hữu Công"]),
    ],
)  # fmt: skip
def test_recipients_are_who_is_named_not_where_they_work(told, sentence, expected):
    assert [name for award in told(sentence).awards for name in award.recipients] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Loạt bài “Ca đêm” của các tác giả Vân Trường, Bùi Thanh đoạt giải Nhất.", [("work", "nhất", "Ca đêm")]),
        ("Giải pháp “Máy gieo hạt” của ông Trần Văn Nưng, giáo viên Trường Tiểu học Sông Cầu, được trao giải Nhất.", [("initiative", "nhất", "Máy gieo hạt")]),
        (
            "Ban tổ chức trao giải Nhất thể loại phỏng vấn cho loạt bài “Hết lòng vì dân”; giải Nhì thể loại ảnh cho tác phẩm “Lớp học”.",
            [("work", "nhất", "Hết lòng vì dân"), ("work", "nhì", "Lớp học")],
        ),
    ],
)  # fmt: skip
def test_prizes_go_to_the_work_whoever_made_it(told, sentence, expected):
    assert rows(told(sentence), "recipient_kind", "prize", "recipients") == [(k, p, (w,)) for k, p, w in expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vượt qua 48 thí sinh, chị Phan Hồng Anh đã giành giải Nhất hội thi.", [1]),
        ("LĐLĐ tỉnh khen thưởng 2 công nhân vì đã dũng cảm cứu 3 em nhỏ.", [2]),
        ("Ban giám khảo đã chọn được 15 ý tưởng vào chung kết.", []),
    ],
)
def test_rivals_and_those_saved_or_still_in_the_running_got_nothing(told, sentence, expected):
    assert [a.count for a in told(sentence).awards] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Các cấp công đoàn hưởng ứng phong trào Doanh nghiệp Việt Nam hội nhập và phát triển và cuộc vận động Mỗi thầy, cô giáo là tấm gương đạo đức, tự học và sáng tạo.",
            ["Doanh nghiệp Việt Nam hội nhập và phát triển", "Mỗi thầy, cô giáo là tấm gương đạo đức, tự học và sáng tạo"],
        ),
        ("Phong trào thi đua Quyết thắng và phong trào Vì an ninh Tổ quốc được đẩy mạnh.", ["Quyết thắng", "Vì an ninh Tổ quốc"]),
        ("Các phong trào như “Hũ gạo kháng chiến”; thanh niên “Ba sẵn sàng”; phụ nữ “Ba đảm đang” đã lan rộng.", ["Hũ gạo kháng chiến", "Ba sẵn sàng", "Ba đảm đang"]),
        ("Ban tổ chức trao 2 giải Nhì cuộc thi cho dự án “Bùn vi sinh”.", []),
    ],
)  # fmt: skip
def test_movements_are_told_apart_without_quotes_and_in_rows(told, sentence, expected):
    assert [c.campaign for c in told(sentence).campaigns] == expected


def test_whoever_comes_to_see_an_event_does_not_run_it(read):
    facts = read(
        "Ngày 11/11, Chủ tịch nước Nguyễn Văn A đã về dự Hội nghị biểu dương công nhân của Công đoàn ngành Dệt May Hà Nội. "
        "Toàn ngành có 58 công nhân giỏi cấp ngành.",
        title="Biểu dương công nhân giỏi",
        day=(2021, 11, 11),
    )
    assert rows(facts, "count", "organization") == [(58, "Công đoàn ngành Dệt May Hà Nội")]


def test_a_lottery_has_prizes_but_honours_nobody(read):
    facts = read(
        "Kỳ quay số mở thưởng tối nay của Vietlott xác định 27 giải Nhất trị giá 10 triệu đồng, 953 giải Nhì và 16.535 giải Ba.",
        title="Vietlott trao giải thưởng cho khách hàng",
    )
    assert not facts.awards


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nhà trường đã tặng giấy khen và biểu dương hai em Dương Thị Bình và Nguyễn Thị Vân.", [("Giấy khen", 2)]),
        ("Công đoàn trao giấy khen và quà cho đại diện 20 hộ gia đình công nhân tiêu biểu.", [("Giấy khen", 20)]),
        ("Thủ tướng truy tặng Bằng khen cho phóng viên Thông tấn xã Việt Nam Đinh Hữu Dư.", [("Bằng khen", 1)]),
        ("LĐLĐ tỉnh trao Bằng khen cho Giám đốc Công ty Canon Trần Văn Nam, Chủ tịch Công đoàn Công ty Samsung Lê Thị Hoa.", [("Bằng khen", 2)]),
        ("Bà Lê Thị Hoa đã có nhiều đóng góp, được Đảng, Nhà nước tặng thưởng Huân chương Lao động.", [("Huân chương Lao động", 1)]),
        ("Em Nguyễn Thị Hoa học lớp 12. Em còn được UBND huyện Lương Tài tặng Giấy khen.", [("Giấy khen", 1)]),
    ],
)  # fmt: skip
def test_people_are_counted_by_their_names(told, sentence, expected):
    awards = told(sentence).awards
    assert [(a.award_title, a.count) for a in awards] == expected
    assert {a.recipient_kind for a in awards} <= {"individual", "family"}


def test_who_hands_an_order_over_does_not_confer_it(told):
    facts = told("Chủ tịch Quốc hội Nguyễn Thị A trao Huân chương Lao động hạng Nhất cho Công ty May 10.")
    assert rows(facts, "organization", "level") == [("Chủ tịch nước", "national")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nhà trường chuẩn bị cho Kỳ thi tốt nghiệp THPT năm 2019.",
        "Ngân hàng triển khai chương trình khuyến mãi “Gửi tiền trúng lớn” dành cho khách hàng.",
        "Có đơn vị lợi dụng chương trình để “đánh bóng tên tuổi”.",
    ],
)
def test_exams_sales_and_sayings_are_no_campaigns(told, sentence):
    assert not told(sentence).campaigns


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Có 85 CĐCS đạt vững mạnh xuất sắc, chiếm 70,8%; 25 CĐCS đạt vững mạnh, chiếm 20,8%.", [(85, "collective", None), (25, "collective", None)]),
        ("Có 320 tác phẩm dự thi; Ban Tổ chức chọn 30 tác phẩm trao giải.", [(30, "work", None)]),
        ("Anh Nam là 1 trong 90 công nhân được tuyên dương tại chương trình “Vinh quang Việt Nam”.", [(90, "individual", "Vinh quang Việt Nam")]),
    ],
)  # fmt: skip
def test_who_was_chosen_or_honoured_there_is_an_award(told, sentence, expected):
    assert rows(told(sentence), "count", "recipient_kind", "campaign") == expected


def test_second_class_is_nhì_however_it_is_said(told):
    facts = told("Năm 2008, Công ty được Chủ tịch nước tặng Huân chương Lao động hạng Hai.")
    assert rows(facts, "prize", "year_from") == [("hạng nhì", 2008)]


def test_who_won_is_no_mere_participant(told):
    facts = told(
        "Hội thi thu hút 500 thí sinh tham gia, đã lựa chọn được 221 thí sinh đạt giải, trong đó có 12 giải Nhất."
    )
    assert [(r.measure, r.value) for r in facts.results] == [("participants", 500)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Công đoàn ngành đề nghị Thủ tướng Chính phủ tặng Bằng khen cho 2 tập thể; Bộ trưởng Bộ Y tế tặng Bằng khen cho 8 tập thể.",
            [(2, "Bằng khen", "nominated"), (8, "Bằng khen", "nominated")],
        ),
        (
            "Các cấp đã khen thưởng 374 lượt tập thể, 1.702 lượt cá nhân, trong đó được tặng thưởng Huân chương Chiến công có 2 tập thể.",
            [(374, None, "awarded"), (1702, None, "awarded"), (2, "Huân chương Chiến công", "awarded")],
        ),
        (
            "22 cá nhân nhận Giấy khen, 142 cá nhân đại diện cho 2.580 CĐCS với gần 600.000 CNVCLĐ được nhận Bằng khen.",
            [(22, "Giấy khen", "awarded"), (142, "Bằng khen", "awarded")],
        ),
        ("Bốn cô giáo giành giải Nhất là cô Nguyễn Thị Hà (Trường Mầm non Hoa Sen), cô Đặng Lan.", [(4, None, "awarded")]),
        ("Bằng khen được trao cho Đội Cảnh sát giao thông Công an huyện Gia Bình và đồng chí Lê Văn An.", [(1, "Bằng khen", "awarded")] * 2),
        ("CĐCS Bệnh viện được trao 01 Cờ thi đua chuyên đề “Giỏi việc nước, đảm việc nhà”.", [(1, "Cờ thi đua chuyên đề", "awarded")]),
    ],
)  # fmt: skip
def test_what_one_verb_says_of_whom_in_a_long_row(told, sentence, expected):
    assert rows(told(sentence), "count", "award_title", "status") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Cuộc thi trao huy hiệu “Vì thế hệ trẻ” cho các tác giả đạt giải Nhất.", []),
        ("Cuộc thi trao huy hiệu “Vì thế hệ trẻ” cho 3 tác giả đạt giải Nhất.", [(3, "Huy hiệu Vì thế hệ trẻ", 2019, ())]),
        (
            "Năm 2018, ông Nguyễn Văn An được UBND tỉnh tặng Bằng khen; năm 2020, Tổng LĐLĐ Việt Nam cấp Bằng Lao động sáng tạo.",
            [(1, "Bằng khen", 2018, ("Nguyễn Văn An",)), (1, "Bằng Lao động sáng tạo", 2020, ("Nguyễn Văn An",))],
        ),
        ("Tổ sửa chữa của ông cũng được Giám đốc công ty tặng Giấy khen năm 2019.", [(1, "Giấy khen", 2019, ("Tổ sửa chữa của ông",))]),
        ("Bà Trần Thị Lan được tặng Huy chương Chiến sỹ vẻ vang hạng Nhì năm 1998.", [(1, "Huy chương Chiến sĩ vẻ vang", 1998, ("Trần Thị Lan",))]),
    ],
)  # fmt: skip
def test_who_got_what_and_when(told, sentence, expected):
    assert rows(told(sentence), "count", "award_title", "year_from", "recipients") == expected


def test_a_school_runs_the_event_its_article_opens_with(read):
    facts = read(
        "Trường Đại học Hồng Bàng tổ chức hội nghị tổng kết phong trào thi đua năm học 2018-2019. "
        "Dịp này, 12 giảng viên được khen thưởng.",
        title="Tổng kết phong trào thi đua",
        day=(2019, 8, 25),
    )
    assert rows(facts, "count", "organization") == [(12, "Trường Đại học Hồng Bàng")]


def test_the_first_of_the_partners_launches(told):
    facts = told(
        "LĐLĐ tỉnh Bình Dương đã phối hợp cùng Sở Y tế và Hội Điều dưỡng Việt Nam phát động cuộc thi “Nụ cười người bệnh”."
    )
    assert [c.organization for c in facts.campaigns] == ["Liên đoàn Lao động tỉnh Bình Dương"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Đội khối phố Nam Diêu đoạt giải nhất, khối phố Thanh Chiếm giải nhì, hai đội Hậu Xá và An Bang đồng giải ba.",
            [(1, "nhất", ("Đội khối phố Nam Diêu",)), (1, "nhì", ("khối phố Thanh Chiếm",)), (2, "ba", ())],
        ),
        ("Cô Nguyễn Thị Lan, tổ Sinh học, đoạt giải Nhì.", [(1, "nhì", ("Nguyễn Thị Lan",))]),
    ],
)  # fmt: skip
def test_teams_and_people_of_a_group_go_by_their_own_names(told, sentence, expected):
    assert rows(told(sentence), "count", "prize", "recipients") == expected


@pytest.mark.parametrize(
    "subject", ["sáng kiến khác của anh từng", "một sáng kiến của anh", "sáng kiến mới của anh đã"]
)
def test_a_persons_initiative_wins_for_itself(told, subject):
    facts = told(f"Anh Nguyễn Văn Hải là thợ điện. Năm 2014, {subject} đoạt giải Ba Hội thi Sáng tạo kỹ thuật tỉnh.")
    assert rows(facts, "count", "recipient_kind", "prize", "year_from") == [(1, "initiative", "ba", 2014)]


def test_keeping_a_title_is_having_it(told):
    assert rows(told("9 khối phố giữ vững danh hiệu khối phố văn hóa."), "count", "award_title") == [
        (9, "Khối phố văn hóa")
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bộ Giao thông", ("Bộ Giao thông", "national")),
        ("Bộ TN-MT", ("Bộ Tài nguyên và Môi trường", "national")),
        ("Sở NN và PTNT", ("Sở Nông nghiệp và Phát triển nông thôn", "province")),
        ("Ủy ban ATGT Quốc gia", ("Ủy ban An toàn giao thông Quốc gia", "national")),
        ("Ban ATGT tỉnh Hà Nam", ("Ban An toàn giao thông tỉnh Hà Nam", "province")),
        ("Ban Dân vận Tỉnh ủy", ("Ban Dân vận Tỉnh ủy Bắc Ninh", "province")),
        ("Bộ Tư lệnh Quân khu 7", ("Bộ Tư lệnh Quân khu 7", "province")),
        ("Quân chủng Phòng không - Không quân", ("Quân chủng Phòng không - Không quân", "national")),
        ("Bộ Tư lệnh Vùng 4 Hải quân", ("Bộ Tư lệnh Vùng 4 Hải quân", "province")),
        ("Lữ đoàn 146", ("Lữ đoàn 146", "grassroots")),
    ],
)
def test_ministries_and_the_army_go_by_their_full_names(told, name, expected):
    assert rows(told(f"{name} đã trao tặng Bằng khen cho 3 tập thể."), "organization", "level") == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Công an tỉnh phát động đợt thi đua cao điểm “Kỷ cương”, từ ngày 19.8.2019 đến ngày 19.8.2020.", ("2019-08-19", "2020-08-19")),
        ("LĐLĐ tỉnh phát động Cuộc thi ảnh “Điểm tựa”. Thời gian nhận tác phẩm từ ngày 1/3 đến ngày 31/8/2019.", ("2019-03-01", "2019-08-31")),
        ("LĐLĐ tỉnh phát động Cuộc thi ảnh “Điểm tựa”. Cuộc thi nhận bài từ ngày 1/3/2019 đến hết ngày 31/8/2019.", ("2019-03-01", "2019-08-31")),
        ("LĐLĐ tỉnh phát động phong trào thi đua “Vì người thợ”. Đợt thi đua diễn ra từ 1/3 đến 31/8/2019.", ("2019-03-01", "2019-08-31")),
    ],
)  # fmt: skip
def test_the_run_of_a_campaign_may_be_told_behind_it(told, sentence, expected):
    assert [(c.date_from, c.date_to) for c in told(sentence).campaigns] == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("12 cá nhân được UBND tỉnh khen thưởng, tặng Bằng khen.", [(12, "Bằng khen", ())]),
        ("3 đơn vị được UBND tỉnh xếp loại xuất sắc, tặng Cờ thi đua.", [(3, "Cờ thi đua", ())]),
        (
            "Công ty May 10 được UBND tỉnh công nhận Tập thể lao động xuất sắc và tặng Cờ thi đua.",
            [(1, "Tập thể lao động xuất sắc", ("Công ty May 10",)), (1, "Cờ thi đua", ("Công ty May 10",))],
        ),
    ],
)  # fmt: skip
def test_a_second_verb_has_the_awarder_of_the_first(told, sentence, expected):
    facts = told(sentence)
    assert rows(facts, "count", "award_title", "recipients") == expected
    assert {a.organization for a in facts.awards} == {"Ủy ban nhân dân tỉnh Bắc Ninh"}


def test_a_ward_that_holds_a_conference_is_its_authority(read):
    facts = read(
        "Sáng 8/3, phường Thanh Hà (thành phố Hội An) tổ chức hội nghị tổng kết phong trào thi đua yêu nước năm 2018. "
        "Dịp này, 12 tập thể được khen thưởng.",
        title="Tổng kết phong trào thi đua",
        day=(2019, 3, 8),
    )
    assert rows(facts, "count", "organization") == [(12, "Ủy ban nhân dân phường Thanh Hà")]


def test_what_somebody_won_before_does_not_take_a_report_over(read):
    facts = read(
        "Sáng 28/10, LĐLĐ thành phố Đà Nẵng tổng kết Hội thi thợ giỏi năm 2022. Hội thi thu hút 320 thí sinh dự thi.\n"
        "Ông Trần Văn An từng giành giải Nhất Hội thi Bàn tay vàng năm 2018.\n"
        "Kết thúc hội thi, Ban Tổ chức trao 5 giải Nhất; LĐLĐ thành phố tặng Bằng khen cho 5 thí sinh.",
        title="Tổng kết Hội thi thợ giỏi Đà Nẵng năm 2022",
        day=(2022, 10, 28),
    )
    assert rows(facts, "count", "campaign", "year_from") == [
        (1, "Hội thi Bàn tay vàng", 2018),
        (5, "Hội thi thợ giỏi", 2022),
        (5, "Hội thi thợ giỏi", 2022),
    ]
    assert {c.campaign: c.organization for c in facts.campaigns} == {
        "Hội thi thợ giỏi": "Liên đoàn Lao động thành phố Đà Nẵng",
        "Hội thi Bàn tay vàng": None,
    }


def test_a_division_its_regiments_and_the_region_above_it_are_told_apart(read):
    facts = read(
        "Sáng 8/3, Sư đoàn 5 (Quân khu 7) tổ chức hội nghị tổng kết phong trào Thi đua Quyết thắng năm 2018. "
        "Năm 2018, đơn vị được Bộ Quốc phòng tặng Cờ thi đua; 3 tập thể được Quân khu tặng Bằng khen. "
        "Trung đoàn 4 có 15 tập thể đạt Đơn vị tiên tiến. Dịp này, Sư đoàn khen thưởng 5 tập thể.",
        title="Tổng kết phong trào thi đua",
        day=(2019, 3, 8),
    )
    assert rows(facts, "count", "organization", "recipients") == [
        (1, "Bộ Quốc phòng", ("Sư đoàn 5",)),
        (3, "Quân khu 7", ()),
        (15, "Trung đoàn 4", ()),
        (5, "Sư đoàn 5", ()),
    ]
    assert [(c.campaign, c.organization) for c in facts.campaigns] == [("Quyết thắng", "Sư đoàn 5")]


def test_prizes_named_item_by_item_are_not_the_rank_of_all(told):
    facts = told("12 tác phẩm được trao giải: giải A cho tác phẩm “Lửa thợ”, 2 giải B và 6 giải Khuyến khích.")
    assert rows(facts, "count", "prize") == [(12, None), (1, "A"), (2, "B"), (6, "khuyến khích")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ghi nhận những đóng góp của cô giáo Phạm Thị Lan, UBND tỉnh đã tặng Bằng khen.", [("Bằng khen", ("Phạm Thị Lan",), 2019)]),
        ("Kỹ sư Đỗ Mạnh Cường (sinh năm 1985) được UBND tỉnh tặng Bằng khen.", [("Bằng khen", ("Đỗ Mạnh Cường",), 2019)]),
        ("Nông dân Nguyễn Văn Tám ở xã Phú Lâm được Hội Nông dân Việt Nam bình chọn, tôn vinh là “Nông dân Việt Nam xuất sắc năm 2019”.", [("Nông dân Việt Nam xuất sắc", ("Nguyễn Văn Tám",), 2019)]),
        ("Em Trần Văn Nam, ở thôn Cù Lạc, xã Sơn Trạch, được UBND huyện tặng Giấy khen.", [("Giấy khen", ("Trần Văn Nam",), 2019)]),
        ("Xã Sơn Trạch được UBND tỉnh tặng Cờ thi đua.", [("Cờ thi đua", ("Xã Sơn Trạch",), 2019)]),
        ("Lãnh đạo trao danh hiệu Thầy thuốc Ưu tú cho bác sĩ chuyên khoa II Lê Thị Lam (Khoa Nhi) và bác sĩ Huỳnh Dũng.", [("Thầy thuốc Ưu tú", ("Lê Thị Lam", "Huỳnh Dũng"), 2019)]),
        ("Có 418 CĐCS được công nhận hoàn thành xuất sắc nhiệm vụ.", [("Hoàn thành xuất sắc nhiệm vụ", (), 2019)]),
        ("LĐLĐ tỉnh công nhận 418 CĐCS hoàn thành xuất sắc nhiệm vụ.", [("Hoàn thành xuất sắc nhiệm vụ", (), 2019)]),
        ("Mỗi giải Nhất được thưởng 5 triệu đồng, giải Nhì 3 triệu, giải Ba 2 triệu đồng.", []),
    ],
)  # fmt: skip
def test_portraits_tell_who_was_born_lives_and_was_honoured(told, sentence, expected):
    assert rows(told(sentence), "award_title", "recipients", "year_from") == expected


def test_one_of_the_initiatives_counted_before_wins_for_itself(told):
    facts = told(
        "Anh Đỗ Cường có 7 sáng kiến được Công ty công nhận, trong đó sáng kiến “Cấp liệu” đoạt giải Nhất Hội thi "
        "Sáng tạo kỹ thuật tỉnh năm 2017."
    )
    assert rows(facts, "count", "prize", "recipients") == [(7, None, ()), (1, "nhất", ("Cấp liệu",))]
