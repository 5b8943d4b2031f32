import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.numbers import figure, numbers
from transform.text import View


def read(words):
    (sentence,) = View(words).sentences()
    return [(n.value, n.qualifier) for n in numbers(sentence.tokens)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("6.687 công nhân", 6687),
        ("30,6 điểm", 30.6),
        ("02 tập thể", 2),
        ("hai mươi mốt tập thể", 21),
        ("một trăm công nhân", 100),
        ("mười lăm năm", 15),
        ("hai mươi năm làm thợ", 20),
        ("một trăm linh năm người", 105),
        ("61 nghìn người", 61_000),
        ("27 tỉ đồng", 27_000_000_000),
        ("8,2 tỉ đồng", 8_200_000_000),
        ("7 tỷ 600 triệu đồng", 7_600_000_000),
        ("ba nghìn người", 3000),
        ("một trăm bảy mươi hai tỷ đồng", 172_000_000_000),
        ("hai nghìn tỷ đồng", 2_000_000_000_000),
    ],
)
def test_numbers_are_read_by_vietnamese_usage(words, value):
    assert read(words)[0][0] == value


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("hơn 2.000 sáng kiến", "over"),
        ("ít nhất 30 người", "over"),
        ("không dưới 400 sáng kiến", "over"),
        ("gần một nghìn người", "under"),
        ("không quá 10 tập thể", "under"),
        ("khoảng 600 thí sinh", "about"),
        ("500 lao động", "exact"),
    ],
)
def test_hedges_qualify_the_number_behind_them(words, qualifier):
    assert read(words)[0][1] == qualifier


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number):
    """A number below 10**12 as it is spoken."""
    spoken = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        hundreds, rest = divmod(number // scale % 1000, 100)
        tens, ones = divmod(rest, 10)
        if not (hundreds or rest):
            continue
        if hundreds or spoken:
            spoken += [_DIGITS[hundreds], "trăm"]
        if tens:
            spoken += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
        elif ones and (hundreds or len(spoken) > 1):
            spoken += ["linh"]
        if ones:
            spoken += [{1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}.get(ones, _DIGITS[ones])]
        spoken += [name] if name else []
    return " ".join(spoken)


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_any_number_in_words_is_read_back(number):
    assert read(f"{in_words(number)} người") == [(number, "exact")]


@given(st.integers(min_value=0, max_value=10**12))
def test_any_figure_with_thousands_points_is_read_back(number):
    assert figure(f"{number:,}".replace(",", ".")) == number


@given(st.text(max_size=30))
def test_no_token_makes_the_reading_of_figures_fail(form):
    value = figure(form)
    assert value is None or isinstance(value, float)
