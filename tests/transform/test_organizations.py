import pytest

from transform.organizations import organization_at
from transform.text import View


def first_body(words, when=None):
    (sentence,) = View(words).sentences()
    for i in range(len(sentence.tokens.forms)):
        if (found := organization_at(sentence.tokens, i, {}, when)) is not None:
            return found[1]
    return None


@pytest.mark.parametrize(
    ("words", "name", "level"),
    [
        ("LĐLĐ quận Đống Đa tổng kết", "Liên đoàn Lao động quận Đống Đa", "district"),
        ("Công đoàn quận Hai Bà Trưng tổ chức", "Liên đoàn Lao động quận Hai Bà Trưng", "district"),
        ("LĐLĐ TP.HCM trao", "Liên đoàn Lao động Thành phố Hồ Chí Minh", "province"),
        ("Tổng Liên đoàn Lao động (LĐLĐ) Việt Nam tặng", "Tổng Liên đoàn Lao động Việt Nam", "national"),
        ("Công đoàn (CĐ) Dệt May Việt Nam ghi nhận", "Công đoàn Dệt May Việt Nam", "national"),
        ("Công đoàn ngành Xây dựng Hà Nội tặng", "Công đoàn ngành Xây dựng Hà Nội", "district"),
        ("CĐ Công ty CP Môi trường Đô thị Đà Nẵng được", "Công đoàn Công ty Cổ phần Môi trường Đô thị Đà Nẵng", "grassroots"),
        ("Bộ Văn hóa, Thể thao và Du lịch tổ chức", "Bộ Văn hóa, Thể thao và Du lịch", "national"),
        ("Bộ GD-ĐT khen", "Bộ Giáo dục và Đào tạo", "national"),
        ("UBND tỉnh Bắc Ninh tặng", "Ủy ban nhân dân tỉnh Bắc Ninh", "province"),
        ("Công đoàn phường Lê Chân tổ chức", "Công đoàn phường Lê Chân", "district"),
    ],
)  # fmt: skip
def test_bodies_are_named_in_full_and_stand_at_their_level(words, name, level):
    body = first_body(words)
    assert (body.name, body.level) == (name, level)


def test_a_person_behind_a_body_is_no_part_of_its_name():
    assert first_body("Phó Chủ tịch LĐLĐ huyện Đặng Quốc Khoa trình bày").name == "Liên đoàn Lao động huyện"
    assert first_body("Chủ tịch LĐLĐ thành phố Hà Nội Vi Thị Ngọc Ánh dự").name == "Liên đoàn Lao động thành phố Hà Nội"


def test_a_communes_authority_rises_a_level_when_districts_are_dissolved():
    assert first_body("UBND xã Thượng Phúc khen", (2024, 5)).level == "grassroots"
    assert first_body("UBND xã Thượng Phúc khen", (2025, 9)).level == "district"


@pytest.mark.parametrize("words", ["bộ máy gọn nhẹ", "hội nghị bàn tròn", "tổ chức Công đoàn vững mạnh"])
def test_common_words_are_no_bodies(words):
    assert first_body(words) is None
