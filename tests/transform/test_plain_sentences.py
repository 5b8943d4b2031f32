"""What press officers write every day, one construction a case; the sentences are invented."""

import pytest
from told import rows


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
