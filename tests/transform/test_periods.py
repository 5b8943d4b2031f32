from datetime import date

import pytest

from transform.periods import periods
from transform.text import Tokens, View

PUBLISHED = date(2020, 7, 1)


def read(words):
    view = View(words)
    numerals = Tokens(view, 0, len(words)).numerals()
    return [p for p in periods(view.low, 0, len(words), numerals, PUBLISHED) if not p.anniversary]


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("năm 2019", (2019, 2019)),
        ("giai đoạn 2015-2020", (2015, 2020)),
        ("năm học 2018 - 2019", (2018, 2019)),
        ("quý III/2023", (2023, 2023)),
        ("sáng 29/6", (2020, 2020)),
        ("năm ngoái", (2019, 2019)),
        ("tính từ năm 2013 đến nay", (2013, 2020)),
        ("từ năm 2023 đến tháng 6.2025", (2023, 2025)),
        ("tháng 11/2022", (2022, 2022)),
    ],
)
def test_stated_times_give_their_years(words, years):
    (period,) = read(words)
    assert (period.year_from, period.year_to) == years


@pytest.mark.parametrize(
    ("words", "run"),
    [
        ("từ ngày 8/1/2022 đến ngày 1/9/2023", ("2022-01-08", "2023-09-01")),
        ("từ ngày 20/2 đến ngày 5/3/2024", ("2024-02-20", "2024-03-05")),
        ("từ 1-5 đến 20-7", ("2020-05-01", "2020-07-20")),
        ("từ ngày 1.12.2025 đến 29.1.2026", ("2025-12-01", "2026-01-29")),
        ("từ ngày 4 đến ngày 22/10/2019", ("2019-10-04", "2019-10-22")),
        ("từ ngày 15/11 đến ngày 15/1/2021", ("2020-11-15", "2021-01-15")),
    ],
)
def test_runs_give_both_days_and_the_year_that_is_left_out(words, run):
    (period,) = read(words)
    assert (period.date_from, period.date_to) == run


@pytest.mark.parametrize(
    "words",
    [
        "kỷ niệm 89 năm Ngày thành lập Công đoàn Việt Nam (28/7/1929 - 28/7/2018)",
        "chào mừng Đại hội Công đoàn Thành phố lần thứ XVI, nhiệm kỳ (2018 - 2023)",
        "nhiều hơn năm 2018",
        "thợ bậc 7/7",
    ],
)
def test_anniversaries_terms_of_congresses_and_comparisons_are_nobodys_year(words):
    assert read(words) == []
