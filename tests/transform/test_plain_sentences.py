"""What press officers write every day, one construction a case; the sentences are invented."""

import pytest
from told import rows

HOST = "LĐLĐ tỉnh Bắc Ninh vừa tổ chức hội nghị tổng kết phong trào thi đua, biểu dương khen thưởng các điển hình. "


@pytest.fixture
def told(read):
    """Facts of a sentence behind a lead that says whose event it is."""

    def of(sentence):
        return read(HOST + sentence, title="Công đoàn tổng kết phong trào thi đua, khen thưởng", day=(2019, 12, 25))

    return of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "3 người được chọn lập hồ sơ đề nghị Tổng LĐLĐ Việt Nam cấp Bằng Lao động sáng tạo.",
            [(3, "Bằng Lao động sáng tạo", "Tổng Liên đoàn Lao động Việt Nam")],
        ),
        (
            "15 sáng kiến xuất sắc nhất đã được lựa chọn đề nghị Tổng LĐLĐ Việt Nam biểu dương.",
            [(15, None, "Tổng Liên đoàn Lao động Việt Nam")],
        ),
        (
            "Ban tổ chức lựa chọn 08 tập thể và 11 thí sinh đoạt giải Nhất đề nghị UBND tỉnh tặng Bằng khen; 15 tập thể và 22 thí sinh đoạt giải Nhì đề nghị LĐLĐ tỉnh tặng Bằng khen.",
            [
                (8, "Bằng khen", "Ủy ban nhân dân tỉnh Bắc Ninh"),
                (11, "Bằng khen", "Ủy ban nhân dân tỉnh Bắc Ninh"),
                (15, "Bằng khen", "Liên đoàn Lao động tỉnh Bắc Ninh"),
                (22, "Bằng khen", "Liên đoàn Lao động tỉnh Bắc Ninh"),
            ],
        ),
        (
            "Hai đơn vị là Công ty May 10 và Công ty Canon được Giám đốc Sở Y tế đề nghị UBND tỉnh tặng Cờ thi đua.",
            [(2, "Cờ thi đua", "Ủy ban nhân dân tỉnh Bắc Ninh")],
        ),
    ],
)
def test_who_is_chosen_to_be_put_forward_is_nominated(told, sentence, expected):
    facts = told(sentence)
    assert rows(facts, "count", "award_title", "organization") == expected
    assert {a.status for a in facts.awards} == {"nominated"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Trường có 5 chiến sĩ thi đua cấp tỉnh, 20 chiến sĩ thi đua cơ sở, 45 lao động tiên tiến.",
            [(5, "Chiến sĩ thi đua", "province"), (20, "Chiến sĩ thi đua", "grassroots"), (45, "Lao động tiên tiến", "grassroots")],
        ),
        (
            "Có 21.604 đoàn viên được công nhận lao động giỏi cấp cơ sở, cấp huyện và tương đương là 1.226, cấp tỉnh 140.",
            [(21604, "Lao động giỏi", "grassroots"), (1226, "Lao động giỏi", "district"), (140, "Lao động giỏi", "province")],
        ),
        (
            "Chủ tịch UBND tỉnh trao Huân chương Lao động hạng Ba cho 2 tập thể và 3 cá nhân; trao Bằng khen của Thủ tướng Chính phủ cho 5 tập thể, 7 cá nhân.",
            [
                (2, "Huân chương Lao động", "national"), (3, "Huân chương Lao động", "national"),
                (5, "Bằng khen", "national"), (7, "Bằng khen", "national"),
            ],
        ),
    ],
)  # fmt: skip
def test_every_honour_of_a_row_is_read_at_its_own_level(told, sentence, expected):
    assert rows(told(sentence), "count", "award_title", "level") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Trao Kỷ niệm chương cho 12 đồng chí; Bằng khen của Bộ Y tế cho hai bác sĩ Phan Thế Duyệt, Mạc Thu Hà; Bằng khen của LĐLĐ tỉnh cho Công đoàn Công ty May 10.",
            [(12, ()), (2, ("Phan Thế Duyệt", "Mạc Thu Hà")), (1, ("Công đoàn Công ty May 10",))],
        ),
        (
            "Các đồng chí: Nguyễn Văn Hùng, Trần Thị Mai, Lê Văn Tám được LĐLĐ tỉnh tặng Bằng khen.",
            [(3, ("Nguyễn Văn Hùng", "Trần Thị Mai", "Lê Văn Tám"))],
        ),
        ("Tổ sản xuất số 3 được LĐLĐ tỉnh tặng Bằng khen.", [(1, ("Tổ sản xuất số 3",))]),
        ("Đội xã Mỹ Xương giành giải Nhất, đội xã Tân Lập giành giải Nhì.", [(1, ("Đội xã Mỹ Xương",)), (1, ("đội xã Tân Lập",))]),
        ("Trường Mầm non Ánh Dương đón Cờ thi đua của Chính phủ.", [(1, ("Trường Mầm non Ánh Dương",))]),
        ("Chị Nguyễn Thị Lan được LĐLĐ tỉnh tuyên dương.", [(1, ("Nguyễn Thị Lan",))]),
        ("Hai người con của mỏ, ông Ngô Xuân Lãm và ông Đỗ Trọng Kiểm, được phong Anh hùng Lao động.", [(2, ())]),
    ],
)  # fmt: skip
def test_whoever_is_named_is_recognised_once(told, sentence, expected):
    assert rows(told(sentence), "count", "recipients") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Giải Nhì trao cho 2 tác phẩm, giải Ba trao cho 3 tác phẩm.",
            [(2, "work", "nhì"), (3, "work", "ba")],
        ),
        (
            "Ban Tổ chức trao 01 giải Nhất, 02 giải Nhì; trao giải Nhất toàn đoàn cho Công đoàn ngành Y tế.",
            [(1, "prize", "nhất"), (2, "prize", "nhì"), (1, "collective", "nhất")],
        ),
        ("23 sáng kiến trong số đó đoạt giải.", [(23, "initiative", None)]),
    ],
)
def test_prizes_go_to_whom_the_words_give_them(told, sentence, expected):
    assert rows(told(sentence), "count", "recipient_kind", "prize") == expected


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Các doanh nghiệp có 4.126 sáng kiến, làm lợi hơn 312 tỷ đồng, 21 cá nhân được Tổng LĐLĐ Việt Nam tặng Bằng Lao động sáng tạo.", [21]),
        ("Trong số 150 công nhân được tuyên dương có 60 nữ, 25 đảng viên.", [150]),
        ("Phó Thủ tướng gắn Huân chương lên lá cờ truyền thống của Công ty trước hơn 700 thợ lò.", []),
        ("Đã có 127 CĐCS gửi hồ sơ về Công đoàn cấp trên với 9.412 CNLĐ được công nhận “Công nhân giỏi” cấp cơ sở.", [9412]),
        ("75 tập thể và 142 cá nhân đại diện cho 2.580 CĐCS với gần 600.000 CNVCLĐ, đã được nhận bằng khen của UBND tỉnh.", [75, 142]),
        ("LĐLĐ tỉnh tặng cờ Tổ quốc cho 25 ngư dân.", []),
        ("Khen thưởng 12 tập thể (trong đó có 5 doanh nghiệp), 35 cá nhân (trong đó có 20 nữ).", [12, 35]),
    ],
)  # fmt: skip
def test_numbers_beside_an_honour_are_no_honour(told, sentence, counts):
    assert [a.count for a in told(sentence).awards] == counts


def test_a_body_that_gets_an_honour_in_a_row_does_not_confer_it(told):
    facts = told(
        "Công đoàn ngành Giáo dục, LĐLĐ huyện Tiên Du và LĐLĐ thành phố Bắc Ninh được tặng Cờ thi đua xuất sắc."
    )
    assert rows(facts, "count", "organization") == [(3, None)]


def test_emulation_at_large_is_no_movement_by_name(told):
    facts = told(
        "Trong phong trào “Giỏi việc nước, đảm việc nhà” có 42 chị được khen. "
        "Dịp này, LĐLĐ tỉnh khen thưởng 58 tập thể có thành tích xuất sắc trong phong trào CNVCLĐ và hoạt động công đoàn."
    )
    assert rows(facts, "count", "campaign") == [(42, "Giỏi việc nước, đảm việc nhà"), (58, None)]


def test_a_year_before_the_next_predicate_is_of_that_one(told):
    facts = told("Chị Lan 5 năm liền đạt danh hiệu Chiến sĩ thi đua cơ sở, năm 2017 được LĐLĐ tỉnh tặng Bằng khen.")
    assert [year for (year,) in rows(facts, "year_from")][1:] == [2017]
    assert facts.awards[0].year_from != 2017


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("Hội thi thu hút 350 tác phẩm dự thi của 210 tác giả.", [("entries", 350), ("participants", 210)]),
        ("100% CĐCS đăng ký tham gia phong trào thi đua.", [("rate_percent", 100)]),
        ("Toàn ngành có 412 sáng kiến, làm lợi trên 9,2 tỷ đồng, 58 công nhân giỏi cấp ngành.", [("initiatives", 412), ("benefit_vnd", 9.2e9)]),
    ],
)  # fmt: skip
def test_contests_and_movements_without_a_name_have_results(told, sentence, measures):
    assert [(r.measure, r.value) for r in told(sentence).results] == measures


def test_bodies_that_are_thanked_or_compared_with_do_not_take_the_report_over(read):
    facts = read(
        "Công đoàn ngành Dệt May Hà Nội tổng kết phong trào thi đua năm 2021. Được sự chỉ đạo của LĐLĐ Thành phố, "
        "Công đoàn Dệt May Việt Nam, phong trào có nhiều đổi mới. Toàn ngành có 58 công nhân giỏi cấp ngành.",
        title="Công đoàn ngành Dệt May Hà Nội tổng kết phong trào thi đua",
        day=(2022, 1, 20),
    )
    assert rows(facts, "count", "organization") == [(58, "Công đoàn ngành Dệt May Hà Nội")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("LĐLĐ tỉnh trao cờ cho 200 ngư dân vươn khơi bám biển.", []),
        ("Trong năm có 45 sáng kiến đạt yêu cầu, giải quyết nhiều khó khăn.", []),
        ("Bài phát biểu của anh Hùng được Phó Chủ tịch LĐLĐ tỉnh biểu dương.", []),
        ("15 CĐCS có thành tích xuất sắc trong năm cùng với 25 đoàn viên được LĐLĐ tỉnh tặng Giấy khen.", [15, 25]),
        ("10 tập thể được biểu dương, khen thưởng cùng 20 phụ nữ tiêu biểu.", [10, 20]),
        ("Tại hội nghị, LĐLĐ tỉnh khen thưởng trước 12 tập thể xuất sắc.", [12]),
        ("Trao Giấy khen cho 15 thí sinh đoạt giải, gồm 5 giải Nhất, 10 giải Nhì.", [5, 10]),
        ("156 sáng kiến, đề tài áp dụng trong sản xuất và 20 giải pháp được LĐLĐ tỉnh khen thưởng.", [156, 20]),
    ],
)
def test_words_near_to_these_constructions_are_read_for_what_they_are(told, sentence, expected):
    assert [a.count for a in told(sentence).awards] == expected


def test_whoever_follows_an_instruction_is_the_subject(told):
    facts = told(
        "Thực hiện chỉ đạo của LĐLĐ tỉnh Bắc Ninh, LĐLĐ huyện Gia Bình đã triển khai nhiều phong trào. "
        "Năm 2019, 45 cá nhân được khen thưởng."
    )
    assert rows(facts, "count", "organization") == [(45, "Liên đoàn Lao động huyện Gia Bình")]


def test_prizes_behind_a_prize_by_name_are_of_that_prize(read):
    facts = read(
        "Sáng 10/11, Công đoàn ngành Giáo dục Hà Nội trao Giải thưởng “Nhà giáo tâm huyết” lần thứ 6 và Cuộc thi “Thầy cô trong mắt em” năm 2022.\n"
        "Công đoàn ngành đã lên kế hoạch Giải thưởng “Nhà giáo tâm huyết” từ đầu năm học.\n"
        "Kết quả, Hội đồng trao 4 giải Nhất, 8 giải Nhì.\n"
        "Với Cuộc thi “Thầy cô trong mắt em”, Ban Tổ chức trao 6 giải Nhất.",
        title="Công đoàn ngành Giáo dục Hà Nội trao Giải thưởng “Nhà giáo tâm huyết”",
        day=(2022, 11, 10),
    )
    prize = "Giải thưởng Nhà giáo tâm huyết"
    assert rows(facts, "count", "award_title", "campaign") == [
        (4, prize, None),
        (8, prize, None),
        (6, None, "Thầy cô trong mắt em"),
    ]


def test_five_years_summed_up_are_the_term_told_before(read):
    facts = read(
        "LĐLĐ tỉnh Phú Thọ tổng kết phong trào thi đua giai đoạn 2005 - 2010.\nTính chung 5 năm các cấp đã khen thưởng 374 lượt tập thể.",
        title="LĐLĐ tỉnh Phú Thọ tổng kết phong trào thi đua",
        day=(2010, 7, 14),
    )
    assert rows(facts, "count", "year_from", "year_to") == [(374, 2005, 2010)]


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
