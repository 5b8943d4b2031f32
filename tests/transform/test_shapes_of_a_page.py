"""What the shape of a page tells: headlines of other stories, starred items of a bulletin, names before a colon."""

from told import rows


def test_headlines_of_other_stories_between_the_paragraphs_are_left_out(read):
    facts = read(
        "LĐLĐ quận Cầu Giấy tặng Giấy khen cho 12 tập thể.\n"
        "Huyện Mê Linh biểu dương 47 công nhân giỏi\n"
        "LĐLĐ quận cũng tặng Giấy khen cho 25 cá nhân."
    )
    assert rows(facts, "count") == [(12,), (25,)]


def test_a_page_that_sets_no_stops_is_read_all_the_same(read):
    facts = read("Liên đoàn Lao động quận Cầu Giấy tặng Giấy khen cho 12 tập thể\nHuyện Mê Linh biểu dương 47 người")
    assert (47,) in rows(facts, "count")


def test_each_starred_item_of_a_bulletin_is_about_its_own_body(read):
    facts = read(
        "* Ngày 5-6, LĐLĐ quận Hoàn Kiếm sơ kết phong trào. Dịp này, LĐLĐ quận khen thưởng 31 tập thể.\n"
        "* Ngày 6-6, LĐLĐ quận Ba Đình tổng kết hội thi.\n"
        "Tại đây, LĐLĐ quận khen thưởng 17 cá nhân.",
        title="Tin công đoàn Hà Nội",
    )
    assert rows(facts, "count", "organization") == [
        (31, "Liên đoàn Lao động quận Hoàn Kiếm"),
        (17, "Liên đoàn Lao động quận Ba Đình"),
    ]


def test_items_name_who_won_before_a_colon_and_the_honour_behind_it(read):
    facts = read(
        "Thành tích năm học qua:\n"
        "- Công đoàn trường: Được LĐLĐ quận Cầu Giấy tặng Giấy khen.\n"
        "- Cô Mạc Thu Hà (giáo viên lớp 5B): giải Nhất hội thi Giáo viên dạy giỏi cấp quận, giải Ba cấp Thành phố;\n"
        "- Liên đội: Liên đội mạnh cấp Thành phố.",
        title="Trường Tiểu học Nghĩa Đô chào mừng Ngày Nhà giáo Việt Nam",
    )
    assert rows(facts, "award_title", "prize", "level", "recipient_kind") == [
        ("Giấy khen", None, "district", "collective"),
        (None, "nhất", "district", "individual"),
        (None, "ba", "province", "individual"),
        ("Liên đội mạnh", None, "province", "collective"),
    ]


def test_labels_of_kinds_and_of_pictures_are_nobody_that_won(read):
    facts = read(
        "Ảnh: Mạc Thu Hà.\nCá nhân: giải Nhất hội thi thợ giỏi.\nÔng Mạc Văn Hùng: “Giải Nhất này là của cả tổ”."
    )
    assert rows(facts, "count") == []
