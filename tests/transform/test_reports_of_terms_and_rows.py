"""Reports that look back on a term, rows of bodies under one head, and what a person or a body has had so far.

The sentences are invented.
"""

import pytest
from told import rows

_REVIEW = """Ngày 24-4, LĐLĐ tỉnh Bắc Ninh tổ chức {event}.

Toàn tỉnh có 38 lượt tập thể được tặng Bằng khen. Các cấp công đoàn đã tặng Giấy khen cho 203 tập thể.

Dịp này, 9 tập thể được LĐLĐ tỉnh tặng Bằng khen."""


@pytest.mark.parametrize(
    "event",
    [
        "Đại hội Thi đua yêu nước lần thứ V, giai đoạn 2014 - 2019",
        "Hội nghị điển hình tiên tiến giai đoạn 2014 - 2019",
        "hội nghị tổng kết phong trào thi đua giai đoạn 2014 - 2019",
        "gặp mặt, biểu dương gương điển hình tiên tiến giai đoạn 2014 - 2019",
    ],
)
def test_an_event_that_looks_back_on_a_term_tells_of_its_years(read, event):
    facts = read(_REVIEW.format(event=event), day=(2019, 4, 26))
    assert rows(facts, "count", "year_from", "year_to") == [(38, 2014, 2019), (203, 2014, 2019), (9, 2019, 2019)]


@pytest.mark.parametrize(
    ("sentence", "count", "recipients"),
    [
        (
            "LĐLĐ các huyện Tiên Du, Gia Bình và thị xã Từ Sơn được LĐLĐ tỉnh tặng Cờ thi đua.",
            3,
            (
                "Liên đoàn Lao động huyện Tiên Du",
                "Liên đoàn Lao động huyện Gia Bình",
                "Liên đoàn Lao động thị xã Từ Sơn",
            ),
        ),
        (
            "Công đoàn các ngành Giáo dục, Y tế được LĐLĐ tỉnh tặng Bằng khen.",
            2,
            ("Công đoàn ngành Giáo dục", "Công đoàn ngành Y tế"),
        ),
        (
            "Giải Nhì thuộc về LĐLĐ các huyện Tiên Du và Gia Bình.",
            2,
            ("Liên đoàn Lao động huyện Tiên Du", "Liên đoàn Lao động huyện Gia Bình"),
        ),
    ],
)
def test_bodies_in_a_row_under_one_head_are_each_one(told, sentence, count, recipients):
    assert rows(told(sentence), "count", "recipients") == [(count, recipients)]


def test_a_row_of_units_without_names_is_no_row_of_bodies(told):
    facts = told("UBND các huyện, thị xã, thành phố tặng Giấy khen cho 120 cá nhân.")
    assert rows(facts, "count", "award_title", "organization") == [(120, "Giấy khen", None)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Trường có 61 giáo viên, trong đó 4 người được công nhận Giáo viên dạy giỏi cấp tỉnh.", [4]),
        ("Toàn ngành có 35 tập thể, trong đó 12 tập thể được tặng Bằng khen.", [12]),
        ("100 cá nhân (trong đó có 20 cá nhân là công nhân trực tiếp) được tuyên dương.", [100]),
        ("Có 120 đoàn viên được khen thưởng, trong đó 12 đoàn viên được LĐLĐ tỉnh tặng Bằng khen.", [120, 12]),
        ("LĐLĐ quận là 1 trong 6 đơn vị được Tổng LĐLĐ Việt Nam tặng Cờ thi đua.", [1, 6]),
        ("3 mô hình “Nhà sạch, vườn đẹp” được Trung ương Hội LHPN Việt Nam tặng Bằng khen.", [3]),
    ],
)
def test_a_whole_and_its_part_are_honoured_each_for_itself(told, sentence, expected):
    assert [a.count for a in told(sentence).awards] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Chị Lan đã có 5 Bằng khen của Tổng LĐLĐ Việt Nam, 12 Giấy khen các cấp.",
            [(5, "prize", "Bằng khen", "national"), (12, "prize", "Giấy khen", None)],
        ),
        (
            "Ông Nguyễn Văn Ba đã nhận bảy tấm Giấy khen của Giám đốc Sở Y tế.",
            [(7, "prize", "Giấy khen", "province")],
        ),
        (
            "Năm 2024, có 684 hộ đạt danh hiệu hộ sản xuất, kinh doanh giỏi các cấp, trong đó cấp tỉnh 37 hộ.",
            [
                (684, "family", "Hộ sản xuất, kinh doanh giỏi", None),
                (37, "family", "Hộ sản xuất, kinh doanh giỏi", "province"),
            ],
        ),
        (
            "5 em đoạt giải Nhất, 12 em đoạt giải Nhì kỳ thi học sinh giỏi cấp huyện.",
            [(5, "individual", None, "district"), (12, "individual", None, "district")],
        ),
        (
            "Phong trào “Dân vận khéo” có 23 mô hình được công nhận, 6 mô hình được UBND huyện công nhận.",
            [(23, "work", None, "province"), (6, "work", None, "district")],
        ),
    ],
)
def test_honours_had_so_far_and_of_several_levels(told, sentence, expected):
    assert rows(told(sentence), "count", "recipient_kind", "award_title", "level") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Chị Nguyễn Thị Lan có bốn năm liền là Chiến sĩ thi đua cơ sở.", [("Chiến sĩ thi đua", None)]),
        (
            "Anh Trần Văn Nam có tám năm là Chiến sĩ thi đua cơ sở, được Bộ Y tế tặng Bằng khen năm 2009.",
            [("Chiến sĩ thi đua", None), ("Bằng khen", 2009)],
        ),
        (
            "Công đoàn Công ty May 10 tổ chức nhiều hoạt động cho công nhân; được LĐLĐ tỉnh tặng Bằng khen năm 2018.",
            [("Bằng khen", 2018)],
        ),
        ("Phòng Cảnh sát hình sự được Chủ tịch nước tặng Huân chương Chiến công.", [("Huân chương Chiến công", 2019)]),
    ],
)
def test_years_that_are_only_counted_are_none(told, sentence, expected):
    assert rows(told(sentence), "award_title", "year_from") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "LĐLĐ tỉnh phát động đợt thi đua đặc biệt chào mừng Đại hội Công đoàn các cấp, bắt đầu từ ngày 1/3/2022.",
            [("Chào mừng Đại hội Công đoàn các cấp", "peak", "2022-03-01", None)],
        ),
        (
            "Từ nay đến hết ngày 19/12/2019, xã mở đợt thi đua 120 ngày đêm làm sạch dữ liệu đất đai.",
            [("120 ngày đêm làm sạch dữ liệu đất đai", "peak", None, "2019-12-19")],
        ),
        (
            "Kế hoạch thi đua gồm: đợt 1 từ nay đến 30/4; đợt 2 đến 31/8; đợt 3 đến hết năm 2019.",
            [
                ("Đợt 1", "peak", None, "2019-04-30"),
                ("Đợt 2", "peak", None, "2019-08-31"),
                ("Đợt 3", "peak", "2019", "2019"),
            ],
        ),
        (
            "Các phong trào “Xây dựng nông thôn mới”, “Toàn dân đoàn kết xây dựng đời sống văn hóa” được hưởng ứng.",
            [
                ("Xây dựng nông thôn mới", "movement", None, None),
                ("Toàn dân đoàn kết xây dựng đời sống văn hóa", "movement", None, None),
            ],
        ),
        (
            "Thực hiện cuộc vận động “Phát huy truyền thống, xứng danh “Bộ đội Cụ Hồ””, đơn vị có nhiều cách làm hay.",
            [("Phát huy truyền thống, xứng danh “Bộ đội Cụ Hồ”", "drive", None, None)],
        ),
    ],
)
def test_campaigns_told_by_one_end_in_phases_and_in_rows(told, sentence, expected):
    found = [(c.campaign, c.kind, c.date_from, c.date_to) for c in told(sentence).campaigns]
    assert found == expected


def test_a_campaign_behind_a_semicolon_has_no_part_in_what_stands_before(told):
    facts = told(
        "Toàn ngành có trên 3.500 sáng kiến được áp dụng; 95% nữ đoàn viên đăng ký phong trào “Giỏi việc nước, đảm việc nhà”."
    )
    assert [(r.measure, r.campaign) for r in facts.results] == [
        ("initiatives", None),
        ("rate_percent", "Giỏi việc nước, đảm việc nhà"),
    ]


def test_targets_are_those_of_the_drive_just_launched(read):
    facts = read(
        "Ngày 5/3, LĐLĐ tỉnh Bắc Ninh phát động đợt thi đua cao điểm 90 ngày đêm lao động sản xuất từ ngày 5/3 đến "
        "3/6/2019. LĐLĐ tỉnh phấn đấu 100% CĐCS đăng ký thi đua; có ít nhất 500 sáng kiến.",
        day=(2019, 3, 6),
    )
    assert [(r.measure, r.value, r.campaign is None) for r in facts.results] == [
        ("target_percent", 100, False),
        ("target_count", 500, False),
    ]


def test_a_work_wins_behind_what_it_brought_and_lends_its_contest_to_nothing_else(told):
    facts = told(
        "Từ năm 2010 đến nay, anh Nguyễn Văn Ba có 23 sáng kiến được công ty công nhận, làm lợi hơn 4,2 tỷ đồng; trong "
        "đó giải pháp “Cải tiến máy chà nhám” năm 2018 giúp tăng năng suất 30%, đoạt giải Ba Hội thi Sáng tạo kỹ thuật tỉnh."
    )
    assert rows(facts, "count", "prize", "recipients", "year_from") == [
        (23, None, (), 2010),
        (1, "ba", ("Cải tiến máy chà nhám",), 2018),
    ]
    assert [(r.measure, r.campaign) for r in facts.results] == [("benefit_vnd", None)]


def test_winners_of_a_contest_take_up_no_award_told_before(told):
    facts = told(
        "Anh Nguyễn Văn Ba được trao Giải thưởng Nguyễn Đức Cảnh. Anh đã kèm 15 thợ trẻ, trong đó 3 người đoạt giải Hội "
        "thi thợ giỏi cấp thành phố."
    )
    assert rows(facts, "count", "award_title") == [(1, "Giải thưởng Nguyễn Đức Cảnh"), (3, None)]


def test_days_of_the_next_run_of_a_contest_are_not_those_of_the_run_reported(read):
    facts = read(
        "LĐLĐ tỉnh Bắc Ninh vừa trao giải Cuộc thi viết “Công nhân với Bác Hồ” lần thứ 2.\n\n"
        "Sau 8 tháng phát động (từ ngày 19/5/2023 đến ngày 31/12/2023), Ban Tổ chức nhận được 2.345 bài dự thi.\n\n"
        "Dịp này, Cuộc thi lần thứ 3 được phát động, thời gian nhận bài từ 19/5/2024 đến 19/12/2024.",
        day=(2024, 5, 17),
    )
    assert [(c.campaign, c.date_from, c.date_to) for c in facts.campaigns] == [
        ("Công nhân với Bác Hồ", "2023-05-19", "2023-12-31")
    ]


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("Cuộc thi “Phụ nữ khởi nghiệp sáng tạo” nhận được 97 ý tưởng, dự án.", "entries"),
        ("Phong trào “Lao động sáng tạo” đã có 97 sáng kiến được áp dụng.", "initiatives"),
    ],
)
def test_ventures_of_a_contest_are_its_entries(told, sentence, measure):
    assert [(r.measure, r.value) for r in told(sentence).results] == [(measure, 97)]
