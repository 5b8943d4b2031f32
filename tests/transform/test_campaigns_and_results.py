"""One construction of the genre a test; the sentences are invented."""


def campaigns(facts, *fields):
    return [tuple(getattr(c, f) for f in fields) for c in facts.campaigns]


def runs(facts):
    return [(c.campaign, c.date_from, c.date_to) for c in facts.campaigns]


def results(facts, *fields):
    return [tuple(getattr(r, f) for f in fields) for r in facts.results]


def test_every_name_of_a_list_is_a_campaign_of_the_passages_body(read):
    facts = read(
        "Trọng tâm là các phong trào thi đua “Lao động giỏi”, “Lao động sáng tạo” và cuộc vận động “Dân chủ - Kỷ cương”."
    )
    assert campaigns(facts, "campaign", "kind", "organization") == [
        ("Lao động giỏi", "movement", "Liên đoàn Lao động quận Cầu Giấy"),
        ("Lao động sáng tạo", "movement", "Liên đoàn Lao động quận Cầu Giấy"),
        ("Dân chủ - Kỷ cương", "drive", "Liên đoàn Lao động quận Cầu Giấy"),
    ]


def test_the_launcher_is_who_the_words_say(read):
    facts = read(
        "Cuộc thi ảnh “Nhịp cầu công nhân” do Công đoàn ngành Xây dựng Hà Nội phát động từ ngày 3/4 đến ngày 10/5/2023."
    )
    assert campaigns(facts, "campaign", "kind", "organization", "date_from", "date_to") == [
        ("Nhịp cầu công nhân", "contest", "Công đoàn ngành Xây dựng Hà Nội", "2023-04-03", "2023-05-10")
    ]


def test_numbered_phases_carry_their_run_and_theme(read):
    facts = read("Đợt 1 từ ngày 1/1/2023 đến 30/6/2023, với chủ đề “Vượt khó về đích”.")
    assert campaigns(facts, "campaign", "kind", "date_from", "date_to", "theme") == [
        ("Đợt 1", "peak", "2023-01-01", "2023-06-30", "Vượt khó về đích")
    ]


def test_a_short_name_is_a_variant_of_the_long_one_but_never_of_another_movement(read):
    facts = read(
        "Phong trào “Xanh - Sạch - Đẹp, bảo đảm an toàn” và phong trào “Lao động giỏi, lao động sáng tạo” lan rộng.\n"
        "Phong trào “Xanh - Sạch - Đẹp” được chấm điểm, phong trào “Lao động giỏi” được duy trì."
    )
    assert campaigns(facts, "campaign") == [
        ("Xanh - Sạch - Đẹp, bảo đảm an toàn",),
        ("Lao động giỏi, lao động sáng tạo",),
        ("Lao động giỏi",),
    ]


def test_generic_nouns_are_no_campaigns(read):
    assert read("LĐLĐ quận phối hợp tổ chức hội thi thợ giỏi, đẩy mạnh phong trào thi đua năm 2023.").campaigns == ()


def test_entries_participants_initiatives_and_money_are_results(read):
    facts = read(
        "Phong trào thi đua “Sáng tạo mỗi ngày” có 2.400 sáng kiến được áp dụng, làm lợi 11,6 tỷ đồng.\n"
        "Hội thi “Nét đẹp công sở” năm 2023 quy tụ 37 đội với khoảng 600 thí sinh dự thi."
    )
    assert results(facts, "measure", "value", "value_qualifier", "campaign") == [
        ("initiatives", 2400, "exact", "Sáng tạo mỗi ngày"),
        ("benefit_vnd", 11_600_000_000, "exact", "Sáng tạo mỗi ngày"),
        ("organizations", 37, "exact", "Nét đẹp công sở"),
        ("participants", 600, "about", "Nét đẹp công sở"),
    ]


def test_what_is_planned_is_a_target(read):
    facts = read(
        "Năm 2024, LĐLĐ quận phấn đấu có ít nhất 500 sáng kiến, trên 85% CĐCS tham gia phong trào thi đua “Xanh - Sạch - Đẹp”."
    )
    assert results(facts, "measure", "value", "value_qualifier") == [
        ("target_count", 500, "over"),
        ("target_percent", 85, "over"),
    ]


def test_shares_of_women_and_money_for_welfare_are_no_results(read):
    facts = read("Lao động nữ chiếm 58,2%. LĐLĐ quận hỗ trợ 1.250 đoàn viên khó khăn với số tiền 625 triệu đồng.")
    assert facts.results == ()


def test_a_campaigns_run_may_be_told_before_its_name_or_by_its_launch(read):
    facts = read(
        "Từ ngày 5 đến 9/5, LĐLĐ quận tổ chức Hội thi “Thợ giỏi quận nhà”. "
        "Phong trào “Mỗi tổ một cải tiến” do LĐLĐ quận phát động từ năm 2021."
    )
    assert runs(facts) == [
        ("Thợ giỏi quận nhà", "2023-05-05", "2023-05-09"),
        ("Mỗi tổ một cải tiến", "2021", None),
    ]


def test_differences_and_sums_of_prizes_are_no_results(read):
    facts = read(
        "Hội thi “Sáng tạo trẻ” có 118 giải pháp dự thi, nhiều hơn năm trước 31 giải pháp; "
        "Ban Tổ chức trao giải cho 29 giải pháp."
    )
    assert results(facts, "value") == [(118,)]


def test_money_told_in_turn_with_counts_is_no_member_of_their_row(read):
    facts = read(
        "Các năm 2021, 2022, phong trào thi đua “Lao động giỏi” có lần lượt 52 và 61 sáng kiến được công nhận, "
        "làm lợi 3 tỷ đồng."
    )
    assert results(facts, "measure", "value") == [("benefit_vnd", 3e9)]
    assert [(a.count, a.year_from) for a in facts.awards] == [(52, 2021), (61, 2022)]


def test_a_run_told_by_its_days_may_begin_in_the_year_before(read):
    facts = read(
        "LĐLĐ quận phát động cuộc thi “Tay nghề giỏi”. Cuộc thi bắt đầu ngày 15/10 và kết thúc ngày 20/3/2023.\n"
        "Đợt 1 chào mừng Đại hội, bắt đầu ngày 15/1 và kết thúc ngày 19/5; đợt 2 từ 20/5 đến 14/11."
    )
    assert runs(facts) == [
        ("Tay nghề giỏi", "2022-10-15", "2023-03-20"),
        ("Đợt 1", "2023-01-15", "2023-05-19"),
        ("Đợt 2", "2023-05-20", "2023-11-14"),
    ]


def test_movements_in_a_row_behind_how_are_named(read):
    facts = read(
        "Các phong trào lớn của Trung ương và địa phương đều được triển khai hiệu quả, như: “Chung sức vì người nghèo”, "
        "“Ngày Chủ nhật xanh”.\n"
        "LĐLĐ quận thực hiện cuộc vận động “Mỗi thầy cô một tấm gương”, phong trào “Trường học thân thiện”."
    )
    assert [(c.campaign, c.kind) for c in facts.campaigns] == [
        ("Chung sức vì người nghèo", "movement"),
        ("Ngày Chủ nhật xanh", "movement"),
        ("Mỗi thầy cô một tấm gương", "drive"),
        ("Trường học thân thiện", "movement"),
    ]


def test_whoever_gives_the_prizes_of_a_contest_runs_it(read):
    facts = read(
        "LĐLĐ quận Hà Đông tặng Bằng khen cho 6 CĐCS; trao giải cho các tác giả đoạt giải cuộc thi viết “Sáng kiến quanh tôi”."
    )
    assert [(c.campaign, c.organization) for c in facts.campaigns] == [
        ("Sáng kiến quanh tôi", "Liên đoàn Lao động quận Hà Đông")
    ]


def test_what_a_named_movement_collects_is_a_result(read):
    facts = read(
        "Phong trào “Chung sức xây dựng nông thôn mới” đã vận động ủng hộ được gần 1,7 tỷ đồng và hơn 4.300 ngày công."
    )
    assert results(facts, "measure", "value", "value_qualifier") == [
        ("other", 1.7e9, "under"),
        ("other", 4300, "over"),
    ]


def test_a_run_told_behind_a_semicolon_is_not_that_of_a_movement_named_before(read):
    facts = read("LĐLĐ quận duy trì phong trào “Mỗi tổ một sáng kiến”; trong 5 năm (2013 - 2017) có 126 ý tưởng.")
    assert runs(facts) == [("Mỗi tổ một sáng kiến", None, None)]


def test_abbreviated_heads_name_movements_and_what_they_collect(read):
    facts = read(
        "PTTĐ “Chung sức xây dựng nông thôn mới” đã huy động được trên 1.480 tỷ đồng, hiến 48,6 ha đất.\n"
        "Đoàn viên hưởng ứng CVĐ “Người Việt Nam ưu tiên dùng hàng Việt Nam”."
    )
    assert [(c.campaign, c.kind) for c in facts.campaigns] == [
        ("Chung sức xây dựng nông thôn mới", "movement"),
        ("Người Việt Nam ưu tiên dùng hàng Việt Nam", "drive"),
    ]
    assert [(r.measure, r.value) for r in facts.results] == [("other", 1_480_000_000_000), ("other", 48.6)]


def test_who_launched_a_programme_may_stand_before_it(read):
    facts = read(
        "Công đoàn ngành Y tế Nghệ An tổng kết chương trình “Một nghìn việc tốt”. "
        "Do Tổng LĐLĐ Việt Nam phát động từ đầu năm 2022, chương trình đã có 640 sáng kiến.",
        title="Công đoàn ngành Y tế Nghệ An tổng kết",
    )
    assert "Tổng Liên đoàn Lao động Việt Nam" in [c.organization for c in facts.campaigns]
