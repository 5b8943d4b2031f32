"""Tags the sentences of an article: each becomes a row of typed nodes, left to right, without overlaps."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

from transform.body_rows import bodies_in_row
from transform.gazetteer import gazetteer, place_firsts
from transform.groups import TAG_OF_KIND
from transform.levels import LEVEL_TAILS, strip_level
from transform.lexicon import Entry, Title, form_of, phrases, word_set
from transform.names import (
    HONORIFIC_FIRSTS,
    QUOTES,
    common_honour,
    learned_abbreviations,
    person_at,
    quoted,
    unquoted,
)
from transform.nodes import KINDS, Node, Quote, Tagged, settle
from transform.numbers import NUMBER_FIRSTS, Number, numbers
from transform.organizations import body_firsts, organization_at
from transform.periods import Period, periods
from transform.proper import FUNCTION_WORDS
from transform.text import Sentence, Tokens, View, fold

_MARKS = {mark: mark for mark in ",;:.()/-"} | {"…": ".", "!": ".", "?": "."}
_YEAR_WORDS = frozenset(["lớp", "học", "thứ", "công", "tuổi", "nay", "qua", "tới"])
"""After "năm" these make it the year, not the number five."""
_COUNTABLE = frozenset("icfskGRTQthg")
_PIECES = frozenset(["tấm", "lá", "chiếc"])
"""Between a number and the honour whose papers it counts."""
_MONEY = frozenset(["đồng", "vnd", "vnđ"])


@cache
def _openers() -> frozenset[str]:
    """Lower-case words that more than a plain word or a phrase of the lexicon may begin with."""
    return _name_firsts() | NUMBER_FIRSTS


@cache
def _name_firsts() -> frozenset[str]:
    """Lower-case words that the name of a body, a place, an honour or a person with a title may begin with."""
    return body_firsts() | place_firsts() | HONORIFIC_FIRSTS | _OPEN_FIRSTS


_PRESIDENT = "chủ tịch công đoàn"
_NUMBERED = frozenset(
    ["thứ", "số", "quý", "khóa", "bậc", "đợt", "mức", "hạng", "quận", "phường", "vòng", "nhóm", "khu", "top"]
)
"""Words whose number only names or ranks: "Quyết định số 682", "quận 7"."""

_TITLE_ENDS = frozenset(["cấp", "toàn", "thành", "đối"])
"""Words that end an unquoted title: a level, "thành tích", "đối với"."""


class Tagger:
    """Tags the sentences of one article; keeps its abbreviations, and the honours that it has told in quotes."""

    def __init__(self, view: View, published: date | None) -> None:
        self.view = view
        self.base = published
        self.year_month = (published.year, published.month) if published else None
        self.learned = learned_abbreviations(view)
        self._common = {short: entry for short, full in self.learned.items() if (entry := common_honour(full))}
        self._phrases, self._phrase_firsts = phrases(), phrases().firsts()
        self._told: set[str] = set()
        self._place_firsts = place_firsts()
        self._body_firsts, self._name_firsts, self._openers = body_firsts(), _name_firsts(), _openers()
        if self.learned:  # the packaged sets are large: copied only where the article adds to them
            self._body_firsts = self._body_firsts.union(self.learned)
            self._name_firsts = self._name_firsts.union(self.learned)
            self._openers = self._openers.union(self.learned)

    def tag(self, sentences: list[Sentence]) -> list[Tagged]:
        """The sentences of the article in order, with their nodes.

        One thing is read of all sentences before the next: what the processor does over and over it does fast.
        """
        times = [periods(self.view.low, s.start, s.end, s.tokens.numerals(), self.base) for s in sentences]
        counts = [numbers(s.tokens) for s in sentences]
        return [self._tagged(*read) for read in zip(sentences, times, counts, strict=True)]

    def _tagged(self, sentence: Sentence, times: list[Period], numbered: list[Number]) -> Tagged:
        """Nodes of a sentence, left to right, without overlaps."""
        tokens = sentence.tokens
        starts = {p.start: p for p in times}
        counts = {n.core: n for n in numbered}
        nodes: list[Node] = []
        i = 0
        clean, openers, forms, begins = self.view.clean, self._openers, tokens.forms, tokens.starts
        phrase_at, phrase_firsts, size = self._phrases.at, self._phrase_firsts, len(forms)
        several = "các" in forms
        while i < size:
            form, start = forms[i], begins[i]
            if several and form in self._body_firsts and (row := self._row(tokens, i, nodes)):
                i = row
                continue
            found = phrase_at(forms, i) if form in phrase_firsts else None
            common = form not in openers and start not in starts  # what it is only the lexicon says
            if common and found is None and (tag := "w" if clean[start].islower() else _MARKS.get(form)) is not None:
                nodes.append(Node(tag, start, start + len(form), i, i + 1, None, form))
                i += 1
                continue
            if common and found is not None and found[1].tag != "T" and clean[start].islower():
                node = self._known(tokens, i, found)
            else:
                node = self._node(tokens, i, found, starts, counts, nodes)
            if nodes and node.tag in "HQOTcNR":
                settle(nodes, node)
            nodes.append(node)
            i = node.last
        return Tagged(sentence, nodes, "".join([n.tag for n in nodes]), [n.form for n in nodes], times)

    def _row(self, tokens: Tokens, i: int, nodes: list[Node]) -> int:
        """Add the nodes of a row of bodies that begins at token `i`; the index after it, 0 if none begins there."""
        at = 0
        for first, last, body in bodies_in_row(tokens, i, self.learned, self.year_month):
            joined = range(at, first) if at else ()
            nodes += [self._make(_MARKS.get(tokens.forms[k], "w"), tokens, k, k + 1) for k in joined]
            node = self._make("O", tokens, first, last, body)
            if nodes:
                settle(nodes, node)
            nodes.append(node)
            at = last
        return at

    def _node(
        self, tokens: Tokens, i: int, found: tuple[int, Entry] | None, times: dict[int, Period],
        counts: dict[int, Number], before: list[Node],
    ) -> Node:  # fmt: skip
        form, start = tokens.forms[i], tokens.starts[i]
        if found is None and form in self._common and tokens.upper(i):
            return self._known(tokens, i, (i + 1, self._common[form]))  # "công nhân giỏi (CNG)": "46 CNG"
        if start in times:
            period = times[start]
            last = i + 1
            while last < len(tokens.forms) and tokens.starts[last] < period.end:
                last += 1
            return self._make("Y", tokens, i, last, period)
        if form in QUOTES and (quote := quoted(tokens, i)) is not None:
            last, start, end = quote
            value = self._quote(tokens, i + 1, last - 1, start, end)
            if before and before[-1].form == "cờ":
                value = replace(value, titled=True)  # "nhận cờ “Đơn vị dẫn đầu phong trào thi đua”"
            return self._make("Q", tokens, i, last, value)
        if found is not None and found[1].tag == "X":
            return self._known(tokens, i, found)
        if found is not None and found[1].form == _PRESIDENT and self._heads_body(tokens, i, before):
            found = self._phrases.at(tokens.forms[: i + 2], i)  # "Phó Chủ tịch Công đoàn ngành": whose post it is
        if i in counts and (node := self._number(tokens, counts[i])) is not None:
            return node
        capital = self.view.clean[start].isupper()
        if capital or form in self._name_firsts:
            named = self._name(tokens, i, found, before, capital=capital)
            if named is not None:
                return named
        elif found is not None and found[1].tag == "T" and found[1].value.proper:
            found = found if self._honoured(tokens, found, before) else self._phrases.at(tokens.forms, i, "T")
        if found is not None:
            return self._known(tokens, i, found)
        return Node("w", start, start + len(form), i, i + 1, None, form)

    def _honoured(self, tokens: Tokens, found: tuple[int, Entry], before: list[Node]) -> bool:
        """`đã công nhận 86 thợ giỏi`, `danh hiệu thợ giỏi`: common words that are an honour here."""
        last, entry = found
        if tokens.forms[last : last + 1] == ["nhất"]:
            return False  # "chọn 90 công nhân tiêu biểu nhất"
        if entry.form == "cờ" and before and before[-1].tag in "HA" and tokens.forms[last : last + 1] == ["của"]:
            return True  # "được tặng cờ của LĐLĐ Thành phố"; a flag that a team is given to carry is none
        tags = "".join([n.tag for n in before[-3:]])
        judged = tags.endswith(("KN", "KNc", "VN", "K", "KS", "NT,", "T,N"))
        return entry.value.title in self._told or judged or (bool(before) and before[-1].tag == "t")

    def _heads_body(self, tokens: Tokens, i: int, before: list[Node]) -> bool:
        """`Chủ tịch Công đoàn Ngân hàng Việt Nam`: the post in a union that goes by its name."""
        if before and before[-1].form == "phó":
            return True
        region = tokens.forms[i + 4 : i + 6] == ["các", "khu"]  # "Chủ tịch Công đoàn các khu công nghiệp tỉnh Bắc Ninh"
        known = tokens.capital(i + 4) or region
        body = organization_at(tokens, i + 2, self.learned, self.year_month) if known else None
        return body is not None and (body[1].level == "national" or region)

    def _name(
        self, tokens: Tokens, i: int, found: tuple[int, Entry] | None, before: list[Node], *, capital: bool
    ) -> Node | None:
        """A title, body, place or person that begins at token `i`; a common phrase may stand against it."""
        form = tokens.forms[i]
        if form in _OPEN_FIRSTS and (honour := self._open_title(tokens, i)) is not None:
            return honour
        counted = bool(before) and before[-1].tag == "N" and not capital
        if not counted and form in self._body_firsts:
            body = organization_at(tokens, i, self.learned, self.year_month)
            if body is not None:
                return self._make("O", tokens, i, body[0], body[1])
        common = found is not None and found[1].tag == "T" and found[1].value.proper and not self._proper(tokens, i)
        if common and found is not None and not self._honoured(tokens, found, before):
            found = self._phrases.at(tokens.forms, i, "T")
        place = self._place(tokens, i) if form in self._place_firsts else None
        if place is not None and (found is None or place.value[1] is not None):
            return place
        if found is None or found[1].tag in "iw" or self._named_like(tokens, i, found):
            born = bool(before) and before[-1].form in ("ở", "quê")  # "Quê ở Ninh Hòa, anh vào ngành năm 1992"
            person = person_at(tokens, i) if (capital and not born) or form in HONORIFIC_FIRSTS else None
            last = self._before_title(tokens, *person) if person is not None else i
            if person is not None and last > person[0]:
                name = self.view.surface(tokens.starts[person[0]], tokens.end(last - 1))
                return self._make("P", tokens, i, last, name)
        return self._known(tokens, i, found) if found is not None else None

    def _named_like(self, tokens: Tokens, i: int, found: tuple[int, Entry]) -> bool:
        """A capitalised verb with a capital behind it, no sentence's first: "các anh Chu Bá Lâm và Trình Quốc Sỹ"."""
        alone = found[1].tag in "HVKAB" and found[0] == i + 1
        return alone and self._proper(tokens, i) and tokens.capital(i + 1)

    def _before_title(self, tokens: Tokens, first: int, last: int) -> int:
        """Where a name ends if an honour follows it with a capital: `tặng ông Bằng khen`."""
        found = ((k, self._phrases.at(tokens.forms, k)) for k in range(first, last))
        return next((k for k, phrase in found if phrase is not None and phrase[1].tag == "T"), last)

    def _proper(self, tokens: Tokens, i: int) -> bool:
        """Capitalised where no sentence or quote begins."""
        return i > 0 and tokens.capital(i) and tokens.forms[i - 1] not in '“".:-'

    def _known(self, tokens: Tokens, i: int, found: tuple[int, Entry]) -> Node:
        """The node of a phrase of the lexicon that was found at token `i`."""
        last, entry = found
        return Node(entry.tag, tokens.starts[i], tokens.end(last - 1), i, last, entry.value, entry.form)

    def _make(self, tag: str, tokens: Tokens, first: int, last: int, value: object = None) -> Node:
        form = form_of(tokens.forms[first:last])
        return Node(tag, tokens.starts[first], tokens.end(last - 1), first, last, value, form)

    def _number(self, tokens: Tokens, number: Number) -> Node | None:
        last = number.last
        form = tokens.forms[last] if last < len(tokens.forms) else ""
        if form == "%" or (form == "phần" and last + 1 < len(tokens.forms) and tokens.forms[last + 1] == "trăm"):
            return self._make("%", tokens, number.core, last + (1 if form == "%" else 2), number)
        if form in _MONEY and not (
            last + 1 < len(tokens.forms) and tokens.forms[last + 1] in ("chí", "bào", "nghiệp", "đội")
        ):
            return self._make("M", tokens, number.core, last + 1, number)
        if number.in_words and tokens.forms[number.core] == "năm" and last == number.core + 1 and form in _YEAR_WORDS:
            return None
        if number.in_words:
            after = phrases().at(tokens.forms, last + (form in _PIECES))
            quote = last < len(tokens.forms) and tokens.forms[last] in '“"'
            if not quote and (after is None or after[1].tag not in _COUNTABLE):
                few = number.value < 100 and form not in ("lượt", "nữ", "trong") and not self._ends_row(tokens, number)
                return None if few else self._make("N", tokens, number.core, last, number)
        if number.value != int(number.value):
            return self._make("h", tokens, number.core, last, number)
        previous = tokens.forms[number.core - 1] if number.core else ""
        if previous in _NUMBERED and not (previous == "số" and tokens.forms[number.core - 2] in ("tổng", "trong")):
            return self._make("w", tokens, number.core, last, number)
        if previous == "/" and tokens.forms[max(0, number.core - 3)] == "bậc":
            return self._make("w", tokens, number.core, last, number)  # "thợ bậc 7/7"
        if form in ("/", "-") and previous in ("/",):
            return self._make("w", tokens, number.core, last, number)
        return self._make("N", tokens, number.core, last, number)

    def _ends_row(self, tokens: Tokens, number: Number) -> bool:
        """`ba con số này là 1.288, 84 và sáu`, `ở cấp Thành phố có bốn`: a word where figures could stand alone."""
        before, after = tokens.forms[max(0, number.core - 2) : number.core], tokens.forms[number.last : number.last + 1]
        row = before[1:] == ["và"] and before[0][0].isdecimal()
        return (row or before[1:] == ["có"]) and after in ([], ["."], [","], [";"])

    def _quote(self, tokens: Tokens, first: int, last: int, start: int, end: int) -> Quote:
        text = self.view.surface(start, end)
        found = phrases().at(tokens.forms, first)
        if found is None and tokens.forms[first] in self._common:
            found = first + 1, self._common[tokens.forms[first]]  # "“CNG Thủ đô”"
        title, level = None, None
        if found is not None and found[1].tag == "T":
            rest = _OF_YEAR.sub("", " ".join(tokens.forms[found[0] : last]))
            if not rest or rest in LEVEL_TAILS:
                title, level = found[1].value, LEVEL_TAILS.get(rest)
                self._told.add(found[1].value.title)
        bare, tail = strip_level(text)
        if tail:
            level, text = tail, bare
        honour = title is None and fold(text).startswith(_HONOUR_WORDS)
        names = found[1].tag if found is not None and found[1].tag in KINDS else ""
        gift = found is not None and found[1].tag == "g" and found[0] > first + 1
        if found is not None and found[1].tag == "T" and title is None:
            names = TAG_OF_KIND.get(found[1].value.kind, "")  # "Gia đình hiếu học - làm giàu"
        return Quote(text, start, end, title, level, titled=honour, names=names, gift=gift)

    def _open_title(self, tokens: Tokens, i: int) -> Node | None:
        """An honour named after its head word: "Giải thưởng Tôn Đức Thắng", "Kỷ niệm chương “Vì …”", "danh hiệu X"."""
        for head, kept_head in _OPEN_HEADS:
            if tokens.forms[i : i + len(head)] == head:
                j, keep = i + len(head), kept_head
                break
        else:
            return None
        if j >= len(tokens.forms) or tokens.forms[j : j + 2] in _CONTEST_HEADS:
            return None
        if (quote := quoted(tokens, j)) is not None:
            value = self._quote(tokens, j + 1, quote[0] - 1, quote[1], quote[2])
            if keep:
                words = unquoted(tokens.forms[i : quote[0]])
                known = phrases().at(words, 0)
                whole = known is not None and known[1].tag == "T" and known[0] == len(words)
                title = known[1].value if known is not None and whole else Title(f"{keep} {value.text}")
                return self._make("T", tokens, i, quote[0], title)
            return self._make("Q", tokens, i, quote[0], replace(value, titled=True))
        if keep == "Huy chương":
            return None  # unquoted it is a rank: "Huy chương Vàng"
        known = phrases().at(tokens.forms, i if keep else j)
        if known is not None and known[1].tag == "T":
            return self._make("T", tokens, i, known[0], known[1].value)
        after = phrases().at(tokens.forms, j)
        if keep and after is not None and after[1].tag == "T" and tokens.capital(j):
            named: Title = after[1].value  # "Giải thưởng Gương mặt trẻ Việt Nam tiêu biểu"
            return self._make("T", tokens, i, after[0], replace(named, title=f"{keep} {named.title}"))
        last = j
        if keep:
            while last < len(tokens.forms) and last - j < 9 and self._in_name(tokens, j, last):
                last += 1
        elif tokens.capital(j) or (known is not None and known[1].tag in KINDS):
            last = self._loose_name(tokens, j)  # "danh hiệu đơn vị tiêu biểu xuất sắc"
        if last - j < (1 if keep else 2):
            return None
        name, level = strip_level(self.view.surface(tokens.starts[j], tokens.end(last - 1)))
        name = f"{keep} {name}".strip()
        title = Title(name[:1].upper() + name[1:], "national" if level == "national" else None)
        return self._make("T", tokens, i, last, title)

    def _loose_name(self, tokens: Tokens, j: int) -> int:
        """Index after an unquoted title ("Công dân tiêu biểu"): up to a mark, a number, an area or a function word."""
        last = j
        areas = gazetteer().areas
        while last < len(tokens.forms) and last - j < 12 and tokens.forms[last].isalpha():
            form = tokens.forms[last]
            people = phrases().at(tokens.forms, last)
            if people is not None and people[1].tag in "icfT" and form not in areas:
                last = people[0]  # "Cán bộ công đoàn cơ sở giỏi"
                continue
            safe = form == "toàn" and tokens.forms[last - 1] == "an"
            if last > j and not safe and (form in FUNCTION_WORDS or form in areas or form in _TITLE_ENDS):
                break
            last += 1
        return last

    def _in_name(self, tokens: Tokens, first: int, j: int) -> bool:
        """Whether token `j` still belongs to the unquoted name that began at `first`."""
        form = tokens.forms[j]
        if tokens.capital(j):
            return True
        if form[0].isdecimal():
            dated = j + 1 < len(tokens.forms) and tokens.forms[j + 1] in ("/", "-", ".")  # "Giải thưởng 28/7"
            return (j == first and dated) or tokens.forms[j - 1] in ("/", "-", ".")
        if form in ("/", "-", "."):
            follows = tokens.forms[j + 1] if j + 1 < len(tokens.forms) else "."
            return follows[0].isdecimal() and tokens.forms[j - 1][0].isdecimal()
        if j > first and f"{tokens.forms[j - 1]} {form}" in _COMPOUNDS:
            return True  # "Giải thưởng Sáng tạo quận 9"
        pair = gazetteer().inner.at(tokens.forms, j - 1) if j > first else None
        if pair is not None and pair[0] == j + 1 and tokens.capital(j - 1):
            return True  # "Chất lượng Quốc gia"
        return j > first and form.isalpha() and form not in FUNCTION_WORDS and tokens.capital(j + 1)

    def _place(self, tokens: Tokens, i: int) -> Node | None:
        """A place by area word and name ("quận Nam Từ Liêm") or a province by name."""
        g = gazetteer()
        capital = tokens.capital(i)
        for length in (2, 1):
            area = " ".join(tokens.forms[i : i + length])
            if area in g.areas and i + length < len(tokens.forms):
                j = i + length + (1 if tokens.forms[i + length] == "." else 0)
                found = g.provinces.at(tokens.forms, j) or g.districts.at(tokens.forms, j)
                if found and j < len(tokens.forms) and (tokens.capital(j) or tokens.forms[j].isdecimal()):
                    name = self.view.surface(tokens.starts[j], tokens.end(found[0] - 1))
                    return self._make("p", tokens, i, found[0], (area, name))
                return self._make("p", tokens, i, i + length, (tokens.forms[i] if length == 1 else "thành phố", None))
        if tokens.forms[i] == "tphcm":
            return self._make("p", tokens, i, i + 1, ("thành phố", "Hồ Chí Minh"))
        found = g.provinces.at(tokens.forms, i)
        if found and capital:
            name = self.view.surface(tokens.starts[i], tokens.end(found[0] - 1))
            return self._make("p", tokens, i, found[0], (None, name))
        return None


_OF_YEAR = re.compile(r" ?năm (?:học )?\d{4}(?: ?- ?\d{4})?$")
"""What a quoted honour may end with: "Nông dân Việt Nam xuất sắc năm 2019"."""
_HONOUR_WORDS = ("giải thưởng ", "kỷ niệm chương ", "huy hiệu ", "bằng ", "cờ ", "chiến sĩ thi đua", "huân chương ")
_OPEN_HEADS = (
    (["giải", "thưởng"], "Giải thưởng"), (["kỷ", "niệm", "chương"], "Kỷ niệm chương"),
    (["kỉ", "niệm", "chương"], "Kỷ niệm chương"),
    (["huy", "hiệu"], "Huy hiệu"), (["huy", "chương"], "Huy chương"), (["cúp"], "Cúp"), (["danh", "hiệu"], ""),
)  # fmt: skip
_COMPOUNDS = word_set("compounds")
_CONTEST_HEADS = (["hội", "thi"], ["cuộc", "thi"], ["hội", "diễn"], ["hội", "thao"])
"""Behind "giải thưởng" these say which contest the prizes are of."""
_OPEN_FIRSTS = frozenset(words[0] for words, _ in _OPEN_HEADS)
