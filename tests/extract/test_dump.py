"""Text dumps of generic readers, with the traces such readers leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.parse_dump import read_dump

P1 = (
    "Theo Chủ tịch Liên đoàn Lao động quận Vũ Thị Hạnh, năm 2023 toàn quận có 304 Công đoàn cơ sở bình xét được 6.687 "
    "“Công nhân giỏi” cấp cơ sở, trong đó 95 người được biểu dương cấp quận."
)
P2 = (
    "Dịp này, Liên đoàn Lao động quận tặng Giấy khen cho 12 tập thể và 35 cá nhân có thành tích xuất sắc trong phong "
    "trào thi đua “Lao động giỏi, lao động sáng tạo”, đồng thời phát động đợt thi đua cao điểm."
)
LEAD = "Sáng 5/7, Liên đoàn Lao động quận tổ chức hội nghị biểu dương công nhân giỏi năm 2023."
TITLE = "Biểu dương công nhân giỏi, hết lòng vì phong trào thi đua"
SLUG = "bieu duong cong nhan gioi het long vi phong trao thi dua"
BOXES = f"""Nên xem

Đội bóng công nhân vào chung kết

Đội bóng công nhân vào chung kết

{P1.replace("304", "999")}
Giá rau xanh tăng 20%

Giá rau xanh tăng 20%

{P2.replace("12", "88")}
Tin khác

Trao 500 túi an sinh cho thợ may
Xem thêm
Phiên bản di động
"""


def read(dump: str) -> tuple[str | None, str | None, list[str]]:
    draft = read_dump(dump)
    return draft.title, draft.author, draft.lines


def test_stray_marks_boxes_and_byline_are_told_from_the_article() -> None:
    assert read(f"--> -->\n\n{TITLE}\n\n{LEAD}\n\n{P1}\n\n{P2}\n\nHà Phong\n\n{BOXES}") == (
        TITLE,
        "Hà Phong",
        [LEAD, P1, P2],
    )


def test_boxes_without_a_heading_end_the_article_too() -> None:
    boxes = BOXES.removeprefix("Nên xem\n\n")
    assert read(f"{TITLE}\n\n{LEAD}\n\n{P1}\n\n{P2}\n\n{boxes}")[2] == [LEAD, P1, P2]


def test_related_headlines_run_together_under_the_lead_are_no_text() -> None:
    related = (
        "Công đoàn quận sẵn sàng cho ngày hội lớn LĐLĐ quận: Dấu ấn một nhiệm kỳ phát triển Công đoàn quận quyết tâm"
    )
    assert read(f"{TITLE}\n\n{LEAD}\n{related}\n\n{P1}\n\n{P2}\n")[2] == [LEAD, P1, P2]


def test_alternative_texts_without_accents_lead_to_related_headlines_or_captions() -> None:
    related = "\n".join(f"{SLUG} {headline}" for headline in ("Tự hào những người thợ", "Nỗ lực tạo thành công"))
    draft = read_dump(
        f"{TITLE}\n\n{LEAD}\n{related}\n\n{P1}\n\n{SLUG} 71390\nCác công nhân giỏi tại hội nghị.\n\n{P2}\n"
    )
    assert draft.lines == [LEAD, P1, P2]
    assert draft.captions == ["Các công nhân giỏi tại hội nghị."]


@pytest.mark.parametrize("alternative", [TITLE, TITLE + TITLE, "tin nhap 20180429141133", f"{TITLE} - Ảnh 1."])
def test_the_line_after_an_images_alternative_text_is_a_caption(alternative: str) -> None:
    draft = read_dump(f"{TITLE}\n\n{LEAD}\n\n{P1}\n\n{alternative}\nCác công nhân giỏi tại hội nghị\n\n{P2}\n")
    assert (draft.lines, draft.captions) == ([LEAD, P1, P2], ["Các công nhân giỏi tại hội nghị"])


def test_images_of_markdown_tables_are_captioned_by_the_next_line() -> None:
    draft = read_dump(
        f"{TITLE}\n{LEAD}\n![]() |\n| Quang cảnh hội nghị |\n{P1}\n{P2}\nTin khác\n\nTrao 500 túi an sinh\n"
    )
    assert (draft.lines, draft.captions) == ([LEAD, P1, P2], ["Quang cảnh hội nghị"])


def test_single_cells_of_tables_are_related_headlines_or_captions() -> None:
    related = "| Huyện Thanh Trì biểu dương 46 người | |\n| Người “chiến binh” thầm lặng | |\n| Cây chổi vàng |"
    for top in (f"{LEAD}\n{related}", f"{related}\n{LEAD}"):
        draft = read_dump(f"{TITLE}\n{top}\n{P1}\n| Đoàn công nhân giỏi báo công |\n{P2}\n")
        assert (draft.title, draft.lines, draft.captions) == (TITLE, [LEAD, P1, P2], ["Đoàn công nhân giỏi báo công"])


def test_a_caption_like_the_headline_does_not_make_the_next_paragraph_one() -> None:
    for caption in (f"| Lễ {TITLE.lower()} |", TITLE):
        draft = read_dump(f"{TITLE}\n{LEAD}\n{P1}\n{caption}\n{P2}\n")
        assert draft.lines == [LEAD, P1, P2]


def test_a_paragraph_below_an_image_without_caption_is_no_caption() -> None:
    assert read(f"{TITLE}\n{LEAD}\n![]()\n{P1}\n![Hội nghị](a.jpg)\n\n{P2}\n")[2] == [LEAD, P1, P2]


def test_headlines_run_together_in_a_cell_are_no_lead_where_the_lead_is_lost() -> None:
    run = "Phấn đấu thành “Công nhân giỏi Thủ đô” Tự hào với danh hiệu Công nhân giỏi Trực tuyến Lễ tuyên dương 2022"
    assert read(f"{TITLE}\n{run} |\n{P1}\n![]() |\nChủ tịch báo công dâng Bác. |\n{P2}\n") == (TITLE, None, [P1, P2])


def test_the_fields_of_a_corpus_stand_before_its_text() -> None:
    dump = f"# doc_id = news_1\n# url = https://news.example/a-1.htm\n# date = 20200918\n{P1}\n{P2}\n"
    draft = read_dump(dump)
    assert (draft.url, draft.date, draft.lines) == ("https://news.example/a-1.htm", "2020-09-18", [P1, P2])


def test_kicker_date_and_byline_at_the_top_are_read() -> None:
    draft = read_dump(
        f"LĐLĐ quận Hai Bà Trưng:\n\n{TITLE}\n\n14:13 | 05/04/2018\n{LEAD}\n\n{P1}\n\n{P2}\n\nTin-ảnh: M.Chi\n"
    )
    assert (draft.kicker, draft.title, draft.date, draft.author) == (
        "LĐLĐ quận Hai Bà Trưng:",
        TITLE,
        "14:13 | 05/04/2018",
        "M.Chi",
    )
    assert draft.lines == [LEAD, P1, P2]


def test_a_kicker_without_a_colon_is_told_from_the_headline() -> None:
    kicker = "Lễ tuyên dương công nhân giỏi Thủ đô"
    for dump in (f"{kicker}\n\n{TITLE}\n\n{LEAD}\n\n{P1}\n", f"{kicker}\n\n{TITLE}\n\n{LEAD}\n\n{P1}\n\n{SLUG}\nẢnh\n"):
        draft = read_dump(dump)
        assert (draft.kicker, draft.title) == (kicker, TITLE)


def test_a_lead_without_its_full_stop_is_no_headline() -> None:
    lead = LEAD.removesuffix(".") + " với sự tham dự của lãnh đạo Thành phố và 158 tập thể, cá nhân tiêu biểu"
    assert read(f"{TITLE}\n\n{lead}\n\n{P1}\n\n{P2}\n") == (TITLE, None, [lead, P1, P2])


def test_an_alternative_text_cut_off_at_a_quotation_mark_leads_to_a_caption() -> None:
    title = 'Lan tỏa phong trào "Dân vận khéo" trong công nhân viên chức lao động quận'
    draft = read_dump(f"{title}\n\n{LEAD}\n\n{P1}\n\nLan tỏa phong trào\nĐồng chí Hữu phát biểu.\n\n{P2}\n")
    assert (draft.lines, draft.captions) == ([LEAD, P1, P2], ["Đồng chí Hữu phát biểu."])


@pytest.mark.parametrize("under", ["- Giáo dục nghề nghiệp\n- 16:05 - 06/10/2019", "Công đoàn", "aa", "Chia sẻ Zalo"])
def test_what_stands_under_the_headline_is_not_taken_for_it(under: str) -> None:
    assert read(f"{TITLE}\n{under}\n{LEAD}\n{P1}\n{P2}\n")[0] == TITLE


def test_an_alternative_text_of_its_own_leads_to_a_caption() -> None:
    image = "Người lao động hăng hái thi đua ngay từ những ngày đầu năm\nCác công nhân giỏi tại hội nghị."
    draft = read_dump(f"{TITLE}\n\n{LEAD}\n\n{P1}\n\n{image}\n\n{P2}\n")
    assert (draft.lines, draft.captions) == ([LEAD, P1, P2], ["Các công nhân giỏi tại hội nghị."])


def test_an_address_on_the_last_line_is_the_articles() -> None:
    draft = read_dump(f"{TITLE}\n\n{LEAD}\n\n{P1}\n\n{P2}\n\nLê Thắm\nhttps://news.example/bieu-duong-157341.html\n")
    assert (draft.url, draft.author) == ("https://news.example/bieu-duong-157341.html", "Lê Thắm")


def test_section_headings_lists_and_tables_stay_as_lines() -> None:
    dump = f"""# {TITLE}

*Thứ Ba, 05/07/2023 - 07:18*

**{LEAD}**

- [Trao 10 Giấy khen cho điều dưỡng](https://x.example/a-1.html)

## Khen đúng người

{P1}

| Đơn vị | Số tập thể |
| --- | --- |
| Bệnh viện Tim | 6 |

* Giấy khen cho 30 tập thể;
* Giấy khen cho 52 cá nhân.
"""
    assert read(dump)[2] == [
        LEAD,
        "Khen đúng người",
        P1,
        "Đơn vị | Số tập thể",
        "Bệnh viện Tim | 6",
        "Giấy khen cho 30 tập thể;",
        "Giấy khen cho 52 cá nhân.",
    ]


def test_a_caption_printed_twice_does_not_end_the_article() -> None:
    caption = "Các cá nhân được tuyên dương tại hội nghị. Ảnh: Bá Mạnh"
    draft = read_dump(f"{TITLE}\n\n{LEAD}\n\n{P1}\n\n{caption}\n{caption}\n\n{P2}\n")
    assert (draft.lines, draft.captions) == ([LEAD, P1, P2], [caption])


def test_a_dump_that_starts_with_its_text_has_no_title() -> None:
    assert read(f"{P1}\n\n{P2}\n") == (None, None, [P1, P2])


def test_a_closing_sentence_that_starts_with_theo_stays() -> None:
    end = "Theo ông Nam, đây là thành quả chung của tập thể."
    assert read(f"{TITLE}\n\n{LEAD}\n\n{P1}\n\n{P2}\n\n{end}\n")[2] == [LEAD, P1, P2, end]


def test_paragraphs_broken_at_a_fixed_width_are_joined() -> None:
    words, lines = P1.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 72:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    broken = "\n".join(lines)
    assert read(f"{TITLE}\n\n{LEAD}\n\n{broken}\n\n{P2}\n")[2] == [LEAD, P1, P2]


@given(
    st.lists(
        st.sampled_from([TITLE, LEAD, P1, P2, "", "Tin khác", "Xem thêm", "![]() |", "Hà Phong", SLUG, "---"]),
        max_size=20,
    )
)
def test_every_line_read_stands_in_the_dump(lines: list[str]) -> None:
    assert all(line in " ".join(lines) for line in read_dump("\n".join(lines)).lines)
