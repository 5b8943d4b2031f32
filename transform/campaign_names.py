"""Campaign names in a sentence: quoted after a head word, capitalised, or known by name."""

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache

from transform.announcements import Announcement
from transform.discourse import Discourse
from transform.facts import CampaignKind
from transform.lexicon import phrases, read_yaml, word_set
from transform.organizations import FUNCTION_WORDS, Organization
from transform.tagging import Node, Tagged, unquoted
from transform.text import Sentence, View, fold

NAMING = re.compile("[XCQ]")
"""Tags of what a campaign's name begins with: the known name, a head word, a quotation."""
_GAP = 9
"""Nodes that may stand between a campaign head and its quoted name ("phong trào thi đua trong nữ CNVCLĐ “…”")."""
_NAME_STOPS = word_set("campaign_stops")
_PEAK_STOPS = word_set("peak_stops")
_SUBJECTS = tuple(read_yaml("borders")["contest_subjects"])
_OCCASIONS = frozenset(["chào", "kỷ", "mừng", "hướng", "hoàn", "tổ", "tiến"])
"""First words of what an emulation drive is for ("chào mừng …", "tổ chức thành công …", "tiến tới …")."""
_TAKES_PLACE = frozenset(["diễn", "diễn ra", "kéo dài", "kéo"])


@dataclass(frozen=True, slots=True)
class CampaignMention:
    """A campaign named in the view at `start` to `end`, with what its sentence says of it."""

    name: str
    kind: CampaignKind
    start: int
    end: int
    sentence: int
    body: Organization | None
    launcher: Organization | None
    host: Organization | None
    """The body that the passage is about."""
    anonymous: bool
    """Launched by "tổ chức Công đoàn": nobody by name."""
    date_from: str | None
    date_to: str | None
    theme: str | None
    year: tuple[int | None, int | None] | None
    head: str
    """The folded head word it was named after ("hội thi")."""
    carried: bool = True
    """The sentence does not merely answer it ("hưởng ứng chương trình …")."""


@cache
def _keep_head() -> frozenset[str]:
    return frozenset(fold(h) for h in read_yaml("campaigns")["keep_head"])


class NameFinder(Announcement):
    """One sentence while its campaigns are being found."""

    def __init__(self, view: View, tagged: Tagged, discourse: Discourse) -> None:
        super().__init__(view, tagged, discourse)
        self.sentence: Sentence = tagged.sentence

    def find(self) -> list[tuple[CampaignMention, int]]:
        """Mentions with the start of the node that names each."""
        found: list[tuple[CampaignMention, int]] = []
        taken: set[int] = set()
        for i in self.tagged.where(NAMING):
            node = self.nodes[i]
            if node.tag == "X" and not self.theme_at(i):
                name, kind = node.value
                found.append((self._mention(name, kind, i, i, node.start, node.end), node.start))
                taken.add(i)
            elif node.tag == "C":
                found += self._after_head(i, taken)
            elif node.tag == "Q" and i not in taken and not self.theme_at(i):
                found += self._listed(i, i, "movement", taken) if self._emulated(i) else self._self_headed(i)
        return found

    def bare_heads(self) -> list[str]:
        """Head words of the sentence that stand without a name: "Chương trình giao cho …"."""
        return [
            n.form for n in self.nodes if n.tag == "C" and n.value != "phase" and self.view.clean[n.start].isupper()
        ]

    def taken_up(self, back: CampaignMention) -> CampaignMention | None:
        """A campaign taken up by its bare head, where the sentence says who launched it and when."""
        run = next((p for p in self.tagged.periods if p.kind == "run" and not p.anniversary), None)
        if run is None or not any(n.tag == "J" or n.form in _TAKES_PLACE for n in self.nodes):
            return None
        body = next((n for i, n in enumerate(self.nodes) if n.tag == "O" and i and self.nodes[i - 1].tag in "DZ"), None)
        launcher = self.discourse.resolve(body.value) if body is not None else back.launcher
        return replace(
            back, start=self.sentence.start, end=self.sentence.start, sentence=self.sentence.start,
            body=launcher or back.body, launcher=launcher, date_from=run.date_from, date_to=run.date_to,
            year=(run.year_from, run.year_to),
        )  # fmt: skip

    def _self_headed(self, i: int) -> list[tuple[CampaignMention, int]]:
        """A quoted name that is known, or holds its head word inside the quotes ("Chiến dịch thi đua 40 ngày")."""
        node = self.nodes[i]
        known = phrases().at(self._words_inside(node), 0)
        if known is None or known[1].tag not in "XC" or known[1].value == "phase":
            return []
        name, kind = self._full_name(node), known[1].value[1] if known[1].tag == "X" else known[1].value
        if known[1].tag == "C" and (node.value.titled or len(name.split()) < 4):
            return []
        return [(self._mention(name, kind, i, i, node.start, node.end), node.start)]

    def _after_head(self, i: int, taken: set[int]) -> list[tuple[CampaignMention, int]]:
        head = self.nodes[i]
        kind: str = head.value
        if kind == "phase":
            return self._phase(i)
        found = self._listed(i, self._quoted_after(i, taken), kind, taken)
        if found:
            return found
        unquoted = self._unquoted(i, kind) or (
            self._by_theme(i, taken) if kind in ("peak", "movement", "contest") else None
        )
        return [unquoted] if unquoted else []

    def _by_theme(self, i: int, taken: set[int]) -> tuple[CampaignMention, int] | None:
        """`đợt thi đua cao điểm từ … đến … với chủ đề “X”`: a drive without a name goes by its theme."""
        theme = next((j for j in range(i + 1, len(self.nodes)) if self.nodes[j].tag == "Q" and self.theme_at(j)), None)
        head = self.nodes[i]
        launched = any(n.tag == "J" and n.form not in ("tham gia", "hưởng ứng") for n in self.nodes[max(0, i - 5) : i])
        dated = any(p.kind == "run" for p in self.tagged.periods)
        if theme is None or theme in taken or theme - i > 14 or not (dated if head.value == "peak" else launched):
            return None
        node = self.nodes[theme]
        return self._mention(self._full_name(node), head.value, i, i, head.start, head.end), head.start

    def _emulated(self, i: int) -> bool:
        """`thi đua “A”, “B”`: a bare verb before quoted names."""
        return i > 1 and self.nodes[i - 2].form == "thi" and self.nodes[i - 1].form == "đua"

    def _listed(self, i: int, j: int | None, kind: str, taken: set[int]) -> list[tuple[CampaignMention, int]]:
        """The quoted names in a row from node `j` on, under the head at node `i`."""
        found: list[tuple[CampaignMention, int]] = []
        while j is not None:
            node = self.nodes[j]
            if node.tag == "Q" and len(self._full_name(node).split()) < 3 and self._full_name(node).islower():
                taken.add(j)  # “hai giỏi”: a nickname
                j = self._next_in_list(j, taken)
                continue
            if node.tag == "X":
                name, known_kind = node.value
                found.append((self._mention(name, known_kind, i, j, node.start, node.end), node.start))
            else:
                text = self._full_name(node)
                known = phrases().at(self._words_inside(node), 0)
                own = known[1].value[1] if known and known[1].tag == "X" else kind
                found.append((self._mention(text, own, i, j, node.start, node.end), node.start))
            taken.add(j)
            j = self._next_in_list(j, taken)
        return found

    def _words_inside(self, node: Node) -> list[str]:
        """Folded words inside a quoted name."""
        return unquoted(self.sentence.tokens.forms[node.first : node.last])

    def _full_name(self, node: Node) -> str:
        """The words inside the quotes, level words kept: a campaign's name keeps them."""
        if node.tag == "T":
            return self.view.surface(node.start, node.end)
        return self.view.surface(node.value.start, node.value.end)

    def _quoted_after(self, i: int, taken: set[int]) -> int | None:
        """Index of the quoted name that a head at `i` introduces."""
        if " ".join(n.form for n in self.nodes[max(0, i - 3) : i]).endswith("chủ đề"):
            return None
        for j in range(i + 1, min(i + 1 + _GAP, len(self.nodes))):
            node = self.nodes[j]
            if j in taken or node.tag in ".;C":
                return None
            if self.nodes[j - 1].form in ("nhóm", "trang", "fanpage", "kênh", "chuyên mục", "ứng dụng"):
                return None  # "Cuộc thi viết trong nhóm “Đồng nghiệp EVN”": where it is held
            if node.tag == "Q" and node.value.titled and self.nodes[i].value == "contest":
                return None  # "Hội thi công nhận danh hiệu “Kiện tướng”"
            if node.tag in "QX" and not self.theme_at(j):
                return j
            if node.tag == "T" and node.value.title.startswith("Giải thưởng"):
                return None
            if node.tag == "," and j - i > 1 and self.nodes[j - 1].tag not in "ic" and not self._called(j):
                return None
            if node.tag in "HV" or (node.form in ("đã", "được", "do", "với", "chủ đề") and not self._colon_ahead(j)):
                return None
        return None

    def _called(self, j: int) -> bool:
        """`Đợt thi đua trước, mang tên “…”`."""
        return any(n.form in ("tên", "tên gọi") for n in self.nodes[j + 1 : j + 4])

    def _colon_ahead(self, j: int) -> bool:
        """`những phong trào đã thành nếp của ngành: “A”; “B”`: the names stand behind a colon."""
        ahead = self.nodes[j : j + 8]
        lists = any(n.form in (":", "gồm", "bao gồm", "như") for n in ahead)
        named = any(a.form == "là" and b.tag == "Q" for a, b in itertools.pairwise(ahead))
        return (lists or named) and self.nodes[j].form != "với"

    def _next_in_list(self, j: int, taken: set[int]) -> int | None:
        k = self._behind_modifier(j + 1)
        while k < len(self.nodes) and self.nodes[k].form in (",", "và", ";", "cùng", "hay", "…", "phong trào"):
            k += 1
        if k > j + 1 and k < len(self.nodes) and k not in taken and self.nodes[k].tag in "QX" and not self.theme_at(k):
            return None if self.nodes[k].tag == "Q" and self.nodes[k].value.titled else k
        return None

    def _behind_modifier(self, k: int) -> int:
        """`“A” trong nữ CNVCLĐ, “B” trong khối doanh nghiệp`: where the list goes on behind whom the name is for."""
        if k >= len(self.nodes) or self.nodes[k].form not in ("trong", "ở", "cho", "tại", "đối với", "dành cho"):
            return k
        for j in range(k + 1, min(k + 9, len(self.nodes) - 1)):
            if self.nodes[j].tag in ",;" or self.nodes[j].form == "và":
                if self.nodes[j + 1].tag in "QX" or self.nodes[j + 1].form in ("và", "phong trào"):
                    return j
            elif self.nodes[j].tag in "HVKAJNY.:Q":
                break
        return k

    def _unquoted(self, i: int, kind: str) -> tuple[CampaignMention, int] | None:
        """A capitalised name without quotes: "Hội thi thợ giỏi ngành Xây dựng", "đợt thi đua cao điểm chào mừng …"."""
        head = self.nodes[i]
        tokens = self.sentence.tokens
        first = head.last
        if first >= len(tokens.forms):
            return None
        if kind == "peak":
            return self._peak(i)
        capital = self.view.clean[head.start].isupper() or tokens.capital(first)
        learning = kind == "contest" and (head.form.endswith("tìm hiểu") or tokens.forms[first] == "tìm")
        capital = capital or learning
        if not capital or kind == "programme" or (kind == "movement" and not tokens.capital(first)):
            return None
        last = first
        while last < len(tokens.forms) and last - first < 16:
            form = tokens.forms[last]
            if form == "và" and self._leads_to_capital(last):
                last += 1
                continue
            city = form == "thành" and last + 1 < len(tokens.forms) and tokens.forms[last + 1] == "phố"
            if (
                (
                    not form[0].isalnum()
                    and form not in ("-", ",")
                    and not (form == "." and tokens.forms[last - 1] == "tp")
                )
                or (form in _NAME_STOPS and not city and not (learning and tokens.forms[last - 1].isdecimal()))
                or (
                    form[0].isdecimal()
                    and not (learning and last + 1 < len(tokens.forms) and tokens.forms[last + 1] == "năm")
                )
            ):
                break
            if form == "," and not self._list_inside(last):
                break
            last += 1
        while last > first and tokens.forms[last - 1] in (",", "-"):
            last -= 1
        words = tokens.forms[first:last]
        opens = head.start == self.sentence.start or self.nodes[i - 1].tag == ":"
        if opens and not any(map(tokens.capital, range(first, last))):
            return None  # "Cuộc thi cũng kỳ vọng …": a sentence about it
        if "thi" in words[:4] and "và" in words[:2]:
            return None  # "Hội thi và Cuộc thi"
        whose = phrases().at(tokens.forms, first)
        if kind == "movement" and whose is not None and whose[1].tag == "i":
            return None  # "phong trào CNVCLĐ thành phố": whose it is, no name
        if len(words) < (3 if kind == "movement" else 2) or (
            not any(map(tokens.capital, range(first, last))) and kind != "contest"
        ):
            return None
        start = head.start if fold(head.form) in _keep_head() or kind == "contest" else tokens.starts[first]
        name = self.view.surface(start, tokens.end(last - 1))
        named = any(map(tokens.capital, range(first, last)))
        known_by = learning and self.view.clean[tokens.starts[first - 2 * head.form.endswith("tìm hiểu")]].isupper()
        if kind == "contest" and not (named or known_by) and not " ".join(words).startswith(_SUBJECTS):
            return None  # "Ban Tổ chức Hội thi nhận định": no name
        if kind == "contest" and not self.view.clean[head.start].isupper() and not self._dated() and not learning:
            return None
        return self._mention(name, kind, i, i, head.start, tokens.end(last - 1)), head.start

    def _leads_to_capital(self, j: int) -> bool:
        """`các khu công nghiệp và chế xuất Hà Nội`: the name goes on behind "và"."""
        tokens = self.sentence.tokens
        capital = any(map(tokens.capital, range(j + 1, j + 4)))
        return capital and _NAME_STOPS.isdisjoint(tokens.forms[j + 1 : j + 4])

    def _list_inside(self, j: int) -> bool:
        tokens = self.sentence.tokens
        follows = tokens.forms[j + 1 : j + 5]
        return "lao động" in " ".join(follows) and not tokens.capital(j + 1) and "và" not in follows[:1]

    def _dated(self) -> bool:
        return any(p.kind in ("year", "run", "years", "day", "date") for p in self.tagged.periods)

    def _peak(self, i: int) -> tuple[CampaignMention, int] | None:
        """`đợt thi đua cao điểm chào mừng …`: the occasion is the name."""
        tokens = self.sentence.tokens
        first = self.nodes[i].last
        while first < len(tokens.forms) and tokens.forms[first] in (
            "cao",
            "điểm",
            "đặc",
            "biệt",
            "lập",
            "thành",
            "tích",
            "để",
        ):
            first += 1
        if first >= len(tokens.forms) or (
            tokens.forms[first] not in _OCCASIONS and not tokens.forms[first].isdecimal()
        ):
            return None
        last = first
        while last < len(tokens.forms) and last - first < 30:
            form = tokens.forms[last]
            if form in (";", ".", ":", "(", "“", '"', "…") or (
                form in _PEAK_STOPS and self.view.clean[tokens.starts[last]].islower()
            ):
                if form == "(" and self._term_bracket(last):
                    last = self._close(last)
                    continue
                break
            if form == "," and not self._joined_name(last):
                break
            last += 1
        if last - first < 3:
            return None
        name = self.view.surface(tokens.starts[first], tokens.end(last - 1))
        return (
            self._mention(name[:1].upper() + name[1:], "peak", i, i, self.nodes[i].start, tokens.end(last - 1)),
            self.nodes[i].start,
        )

    def _term_bracket(self, j: int) -> bool:
        tokens = self.sentence.tokens
        return (
            j + 1 < len(tokens.forms) and tokens.forms[j + 1][0].isdecimal() and tokens.forms[j - 1] in ("kỳ", "khóa")
        )

    def _close(self, j: int) -> int:
        tokens = self.sentence.tokens
        while j < len(tokens.forms) and tokens.forms[j] != ")":
            j += 1
        return min(j + 1, len(tokens.forms))

    def _joined_name(self, j: int) -> bool:
        tokens = self.sentence.tokens
        follows = " ".join(tokens.forms[j + 1 : j + 3])
        return follows in ("thống nhất", "nhiệm kỳ", "tiến tới") and tokens.forms[j - 1] not in FUNCTION_WORDS

    def _phase(self, i: int) -> list[tuple[CampaignMention, int]]:
        """`Đợt 1 từ ngày … đến …, với chủ đề “…”`: a numbered phase with a run of its own."""
        head = self.nodes[i]
        if i + 1 >= len(self.nodes):
            return []
        tokens, at = self.sentence.tokens, head.last
        number = tokens.forms[at] if at < len(tokens.forms) else ""
        if not (number.isdecimal() and len(number) < 3 or number in ("i", "ii", "iii")):
            return []
        times = [n for n in self.nodes[i : i + 16] if n.tag == "Y"]
        opens = len(times) > 1 and self._opens_and_closes(times[0], times[1])
        runs = opens or any(n.value.kind == "run" for n in times if n in self.nodes[i : i + 9])
        if not (self.theme(i) and times if head.form == "giai đoạn" else runs):
            return []
        name = f"{head.form.capitalize()} {self.view.surface(tokens.starts[at], tokens.end(at))}"
        return [(self._mention(name, "peak", i, i, head.start, tokens.end(at)), head.start)]

    def _mention(self, name: str, kind: str, head: int, at: int, start: int, end: int) -> CampaignMention:
        launcher, anonymous = self.launcher(head, at, end)
        date_from, date_to, year = self.run(head, at, kind, end)
        return CampaignMention(
            name=name,
            kind=kind,  # type: ignore[arg-type]
            start=start,
            end=end,
            sentence=self.sentence.start,
            body=launcher or (None if anonymous else self.host_of(name, kind)),
            launcher=launcher,
            host=self.discourse.host(),
            anonymous=anonymous,
            date_from=date_from,
            date_to=date_to,
            theme=self.theme(at),
            year=year,
            head=self.nodes[head].form,
            carried=not any(n.form in ("hưởng ứng", "tham gia") for n in self.nodes[max(0, head - 4) : head]),
        )
