import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from transform.text import View, fold


@given(st.text())
def test_folding_keeps_the_length_so_that_offsets_hold(text):
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)


def test_both_placements_of_the_tone_mark_are_one_word():
    assert fold("Hoà") == fold("Hòa")
    assert fold("toàn") == "toàn"


@given(st.text())
def test_every_sentence_stands_where_it_says_in_the_original(text):
    view = View(text)
    for sentence in view.sentences():
        start, end = view.span(sentence.start, sentence.end)
        assert 0 <= start < end <= len(text)
        assert (
            unicodedata.normalize("NFC", text[start:end]).split() == view.surface(sentence.start, sentence.end).split()
        )


def test_sentences_end_neither_at_abbreviations_nor_inside_numbers():
    view = View("LĐLĐ TP. Hà Nội khen 1.229 người. Ngày 25.7 hội nghị kết thúc.")
    assert [view.clean[s.start : s.end] for s in view.sentences()] == [
        "LĐLĐ TP. Hà Nội khen 1.229 người.",
        "Ngày 25.7 hội nghị kết thúc.",
    ]


def test_what_no_stop_ends_is_cut_so_that_its_cost_stays_linear():
    text = "12 cá nhân được khen thưởng, " * 2000
    sentences = list(View(text).sentences())
    assert max(s.end - s.start for s in sentences) <= 3000
    assert [s.start for s in sentences[1:]] == [s.end for s in sentences[:-1]]
    assert sum(len(s.tokens.forms) for s in sentences) == 2000 * 7
