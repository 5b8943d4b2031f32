"""What is told of emulation work in numbers; the sentences are invented."""

import pytest


def results(facts):
    return [(r.measure, r.value) for r in facts.results]


@pytest.mark.parametrize(
    ("told", "read_as"),
    [
        ("nhân dân đã hiến 3.450m2 đất", ("other", 3450)),
        ("các hộ tự nguyện hiến hơn 1,2 triệu m2 đất", ("other", 1_200_000)),
        ("hội viên hiến 7,5 héc-ta", ("other", 7.5)),
        ("bà con góp 2.300 ngày công", ("other", 2300)),
        ("các chi hội quyên được 1,8 tấn gạo", ("other", 1.8)),
        ("chi hội đã giúp 46 hộ nghèo", ("other", 46)),
        ("đoàn viên trồng mới 5.600 cây xanh", ("works", 5600)),
        ("các xã tu sửa 980m đường ngõ xóm", ("works", 980)),
        ("hội viên lắp 74 cột đèn", ("works", 74)),
        ("đến nay 3.100 cây xanh được trồng", ("works", 3100)),
        ("toàn huyện có 12 xã đạt chuẩn", ("organizations", 12)),
    ],
)
def test_what_a_movement_of_the_countryside_collects_and_builds(read, told, read_as):
    facts = read(f"Thực hiện phong trào “Chung sức xây dựng nông thôn mới”, {told}.")
    assert results(facts) == [read_as]


def test_what_was_given_or_built_is_worth_what_the_words_behind_it_say(read):
    facts = read(
        "Phong trào “Chung sức xây dựng nông thôn mới” có nhân dân góp 900 ngày công, quy ra tiền 2,4 tỷ đồng.\n"
        "Trong phong trào “Lao động giỏi”, các CĐCS đăng ký 36 công trình, trị giá trên 50 tỷ đồng."
    )
    assert results(facts) == [("other", 900), ("benefit_vnd", 2.4e9), ("works", 36), ("benefit_vnd", 50e9)]


def test_land_told_of_those_who_are_praised_is_no_sum_of_the_movement(read):
    facts = read(
        "Phong trào “Chung sức xây dựng nông thôn mới” lan rộng. "
        "Chủ tịch UBND tỉnh tặng Bằng khen cho hai gia đình hiến hơn 800 m2 đất."
    )
    assert facts.results == ()


def test_what_is_given_without_any_movement_is_no_result(read):
    assert read("Công ty ủng hộ 30 đơn vị máu, trồng 40 cây xanh quanh nhà xưởng.").results == ()


@pytest.mark.parametrize(
    ("told", "share"),
    [
        ("Tỷ lệ người bệnh nội trú hài lòng đạt 91,5%, tăng 3% so với năm trước.", 91.5),
        ("Tỷ lệ khen thưởng người lao động trực tiếp đạt 63%, tăng 6% so với cùng kỳ.", 63),
        ("Cuối năm, toàn ngành có 88,2% đoàn viên được công nhận danh hiệu “Lao động giỏi”.", 88.2),
        ("Phong trào thi đua góp phần giảm tỷ lệ hộ nghèo còn 3,1%.", 3.1),
    ],
)
def test_how_many_are_content_honoured_or_poor_is_a_rate(read, told, share):
    assert results(read(told)) == [("rate_percent", share)]


def test_what_is_measured_against_a_target_is_none_itself(read):
    facts = read(
        "Tổng số sáng kiến tham gia chương trình “1 triệu sáng kiến” là 640, đạt tỷ lệ 160% so với chỉ tiêu được giao, "
        "trong đó 95 sáng kiến do nữ đoàn viên thực hiện."
    )
    assert sorted(results(facts)) == [("initiatives", 95), ("initiatives", 640), ("rate_percent", 160)]


@pytest.mark.parametrize(
    "told",
    [
        "Tỷ lệ người lao động trực tiếp được khen không dưới 45%.",
        "Đợt thi đua cần ít nhất 45% người được bầu là công nhân.",
        "Trong đợt thi đua, 45% CĐCS phải đăng ký công trình.",
    ],
)
def test_a_share_that_has_to_be_reached_is_a_target(read, told):
    assert results(read(told)) == [("target_percent", 45)]


def test_whatever_a_plan_counts_is_a_target(read):
    facts = read(
        "Năm 2024, LĐLĐ quận phấn đấu có ít nhất 350 sáng kiến, giới thiệu ít nhất 5 “Công nhân giỏi Thủ đô”, "
        "kết nạp mới 1.150 đoàn viên.\n"
        "Đến năm 2026, quận phấn đấu có thêm 4 phường đạt chuẩn.\n"
        "Mỗi CĐCS đăng ký ít nhất 3 sáng kiến trong phong trào “Lao động giỏi”."
    )
    assert results(facts) == [("target_count", value) for value in (350, 5, 1150, 4, 3)]


def test_the_size_of_bodies_is_no_target(read):
    facts = read("LĐLĐ quận phấn đấu 100% CĐCS có từ 40 đoàn viên trở lên hưởng ứng phong trào.")
    assert results(facts) == [("target_percent", 100)]


def test_works_sent_in_are_told_by_kind_with_whose_they_are_or_beside_another_years(read):
    facts = read(
        "LĐLĐ quận trao giải cuộc thi viết “Thợ giỏi quanh ta”.\n"
        "Có 310 bài viết của các tác giả thuộc 40 đơn vị. Trong đó: 190 bài viết về cơ khí; 85 bài viết về may mặc.\n"
        "So với năm 2021 (260 bài viết), chất lượng cao hơn hẳn."
    )
    entries = [r.value for r in facts.results if r.measure == "entries"]
    assert entries == [310, 190, 85, 260]


def test_files_put_up_for_an_award_are_entries(read):
    facts = read("Sau 3 tháng, Ban Tổ chức Giải thưởng nhận được 83 hồ sơ của 45 CĐCS gửi về.")
    assert results(facts) == [("entries", 83), ("organizations", 45)]


def test_who_joins_a_movement_or_chooses_its_best_needs_no_name_of_it(read):
    facts = read(
        "Năm 2022, phong trào thu hút 2.480 công nhân hưởng ứng.\n"
        "Đã có 137 CĐCS bình xét được 905 “Công nhân giỏi” cấp cơ sở."
    )
    assert results(facts) == [("participants", 2480), ("organizations", 137)]
    assert [a.count for a in facts.awards] == [905]


@pytest.mark.parametrize(
    "told",
    [
        "Anh là một trong 3 công nhân của quận có mặt tại hội thi.",
        "Ban Tổ chức chọn 7 bài tốt nhất gửi dự thi cấp thành phố.",
        "Quận đứng trong tốp 5 đơn vị dẫn đầu về số bài dự thi.",
        "CĐ quận cử Đoàn đại biểu gồm 9 đồng chí dự Đại hội Thi đua yêu nước toàn quốc.",
    ],
)
def test_who_is_one_of_a_few_or_goes_on_to_a_higher_event_is_no_sum(read, told):
    assert read(f"LĐLĐ quận tổ chức Hội thi “Bàn tay vàng”.\n{told}").results == ()


def test_the_whole_of_which_a_share_joined_is_no_number_of_those_who_joined(read):
    facts = read(
        "Toàn quận có 4.300 nữ công nhân, trong đó 91% đăng ký tham gia phong trào “Giỏi việc nước, đảm việc nhà”."
    )
    assert results(facts) == [("rate_percent", 91)]


def test_what_an_improvement_saves_each_year_is_a_benefit_but_not_what_only_grades_it(read):
    facts = read(
        "Nhờ bộ gá ấy, mỗi năm xưởng đỡ phí 65 triệu đồng tiền thép. "
        "Sáng kiến mức 1 làm lợi từ 300 triệu đồng trở lên, mức 2 làm lợi từ 100 đến dưới 300 triệu đồng."
    )
    assert results(facts) == [("benefit_vnd", 65e6)]


def test_what_is_expected_ends_with_its_clause(read):
    facts = read(
        "Công đoàn ngành dự kiến trao 80 suất quà trong Tháng Công nhân; phong trào “Lao động giỏi” có 215 sáng kiến."
    )
    assert results(facts) == [("initiatives", 215)]


def test_a_share_of_those_honoured_is_told_of_the_movement_that_goes_by_the_honours_name(read):
    facts = read(
        "LĐLĐ quận phát động phong trào “Lao động giỏi” và phong trào “Nụ cười công sở”.\n"
        "Cuối năm, 84% đoàn viên đạt danh hiệu “Lao động giỏi”."
    )
    assert [(r.value, r.campaign) for r in facts.results] == [(84, "Lao động giỏi")]


def test_what_a_year_is_to_bring_is_no_target_of_the_phase_told_before(read):
    facts = read(
        "LĐLĐ quận phát động thi đua năm 2023: Đợt 1 từ ngày 1/1 đến 30/6/2023, đợt 2 từ ngày 1/7 đến 31/12/2023.\n"
        "Cả năm, quận phấn đấu có 900 sáng kiến."
    )
    assert [(r.measure, r.value, r.campaign) for r in facts.results] == [("target_count", 900, None)]


def test_a_bracket_of_numbers_behind_a_year_is_that_years(read):
    facts = read(
        "Cuộc thi viết “Thợ giỏi quanh ta” năm 2023 nhận 410 bài dự thi.\nSo với năm 2022 (335 bài dự thi), số bài tăng hẳn."
    )
    assert [(r.value, r.year_from) for r in facts.results] == [(410, 2023), (335, 2022)]


def test_how_many_of_those_honoured_are_workers_is_a_rate(read):
    facts = read("Trong số được tuyên dương, công nhân trực tiếp sản xuất chiếm 71%, cán bộ quản lý chỉ có vài người.")
    assert results(facts) == [("rate_percent", 71)]


def test_of_whom_some_are_sent_on_is_a_whole_of_its_own(read):
    facts = read("Hội thi thu hút 960 thí sinh tham gia, chọn ra 15 thí sinh xuất sắc dự thi cấp thành phố.")
    assert results(facts) == [("participants", 960)]


@pytest.mark.parametrize(
    ("told", "joined"),
    [
        ("Phong trào thu hút 2.700 đoàn viên tham gia, trong đó 80% là nữ.", [("participants", 2700)]),
        (
            "Cuộc thi “Bàn tay vàng” có 4.300 công nhân dự thi, trong đó 55% là lao động trực tiếp.",
            [("participants", 4300), ("rate_percent", 55)],
        ),
        ("Phong trào “Thợ giỏi” có 2.700 nữ đoàn viên, trong đó hơn 80% tham gia.", [("rate_percent", 80)]),
    ],
)
def test_a_share_of_those_who_joined_does_not_hide_their_number(read, told, joined):
    assert results(read(told)) == joined


@pytest.mark.parametrize(
    "told",
    [
        "Công trình trường mầm non trị giá 18 tỷ đồng do Công ty Sông Đà thi công.",
        "Công đoàn giúp đỡ 14 đoàn viên khó khăn, tổng trị giá 60 triệu đồng.",
        "Gia đình chị Bình được giúp con giống trị giá 25 triệu đồng.",
        "Nhà nước cắt giảm thuế 700 tỷ đồng.",
        "Đoàn viên xây 6 cây xăng.",
        "Đoàn viên lắp đặt 14 cây ATM.",
        "Đoàn viên xây dựng 11 cây số đường.",
        "Đoàn viên xây 7 cầu thang.",
        "Đoàn viên làm được 16 cầu lông.",
        "Đoàn viên lắp 13 cầu dao điện.",
        "Hội đồng nhân dân tiếp nhận 52 hồ sơ khiếu nại.",
        "Hội đồng nhân dân tiếp nhận 52 hồ sơ.",
        "Ban Tổ chức đã số hóa 410 hồ sơ hành chính.",
        "Hội đồng xét duyệt 38 hồ sơ đề nghị nhà ở xã hội.",
        "LĐLĐ huyện Bình Lục khen thưởng người lao động giỏi, lãi suất 7%, 35% công nhân ở nhà trọ, 9% nghỉ việc.",
        "Theo quy định, tỷ lệ cá nhân được công nhận Chiến sĩ thi đua không quá 20%.",
        "Công ty tăng lương không dưới 6% cho người lao động giỏi.",
        "Hoàn thành 12/12 chỉ tiêu, quận có 22 tập thể lao động xuất sắc, 280 chiến sĩ thi đua cơ sở.",
        "Với tinh thần phấn đấu không mệt mỏi, 215 tập thể, cá nhân có nhiều đóng góp trong phong trào thi đua.",
        "Đại hội Công đoàn quận diễn ra với sự tham gia của 230 đoàn viên.",
    ],
)
def test_what_no_emulation_work_brought_is_no_result_beside_a_movement(read, told):
    assert read(f"Phong trào “Lao động giỏi” lan rộng.\n{told}").results == ()


@pytest.mark.parametrize(
    ("told", "read_as"),
    [
        ("Đoàn viên trồng, chăm sóc 850 cây các loại.", ("works", 850)),
        ("Đến nay 850 cây được trồng.", ("works", 850)),
        ("Đoàn viên xây 8 cầu dân sinh.", ("works", 8)),
        ("Đoàn viên xây 8 cây cầu.", ("works", 8)),
        ("Hội đồng thi đua nhận 48 hồ sơ đề nghị khen thưởng.", ("entries", 48)),
        ("Đến nay có 320 người được khen, dẫn đầu là quận Hoàng Mai với 61%.", ("rate_percent", 61)),
        ("Ở cơ sở ai cũng đạt danh hiệu; 35% danh hiệu cấp quận phải dành cho công nhân.", ("target_percent", 35)),
    ],
)
def test_what_a_movement_brought_is_one_in_like_words(read, told, read_as):
    assert read_as in results(read(f"Phong trào “Lao động giỏi” lan rộng.\n{told}"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Toàn tỉnh có 98.000 lượt CNVCLĐ đăng ký thi đua.", [("participants", 98_000)]),
        ("Phong trào thi đua đã thu hút 980/1.020 CNVCLĐ đăng ký, đạt 96%.", [("participants", 980), ("rate_percent", 96)]),
        ("Có 85/92 CĐCS đăng ký thi đua, đạt 92%.", [("organizations", 85), ("rate_percent", 92)]),
        ("Hai anh em được ba mẹ đăng ký chương trình khám phá rừng.", []),
        (
            "Phong trào đã có 95 sáng kiến, 3 sáng kiến được UBND tỉnh khen thưởng, tổng giá trị làm lợi 25 tỷ đồng.",
            [("initiatives", 95), ("benefit_vnd", 25_000_000_000)],
        ),
    ],
)  # fmt: skip
def test_who_signs_up_for_emulation_takes_part(told, sentence, expected):
    assert results(told(sentence)) == expected
