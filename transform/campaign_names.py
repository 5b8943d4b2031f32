"""Campaign names in a sentence: quoted after a head word, capitalised, or known by name."""

import itertools
import re
from functools import cache

from transform.campaign_drives import CampaignMention, DriveFinder
from transform.lexicon import phrases, read_yaml, word_set
from transform.names import unquoted
from transform.tagging import Node
from transform.text import fold

NAMING = re.compile("[XCQ]")
"""Tags of what a campaign's name begins with: the known name, a head word, a quotation."""
_GAP = 9
"""Nodes that may stand between a campaign head and its quoted name ("phong trào thi đua trong nữ CNVCLĐ “…”")."""
_NAME_STOPS = word_set("campaign_stops")
_BEFORE_ROW = frozenset([",", ":", "như", "là", "gồm", "tiêu", "biểu", "điển", "hình", "lớn", "sau", "chính"])
_ROW_ENDS = frozenset([".", "…", "được", "đã", "do", "để", "nhằm", "với", "góp", "“", '"', "("])
_SUBJECTS = tuple(read_yaml("borders")["contest_subjects"])


@cache
def _keep_head() -> frozenset[str]:
    return frozenset(fold(h) for h in read_yaml("campaigns")["keep_head"])


class NameFinder(DriveFinder):
    """One sentence while its campaigns are being found."""

    def find(self) -> list[tuple[CampaignMention, int]]:
        """Mentions with the start of the node that names each."""
        found: list[tuple[CampaignMention, int]] = []
        taken: set[int] = set()
        for i in self.tagged.where(NAMING):
            node = self.nodes[i]
            if node.tag == "X" and i not in taken and not self.theme_at(i):
                name, kind = node.value
                found.append((self.mention(name, kind, i, i, node.start, node.end), node.start))
                taken.add(i)
            elif node.tag == "C" and not any(m.start < node.start < m.end for m, _ in found):
                found += self._after_head(i, taken)
            elif node.tag == "Q" and i not in taken and not self.theme_at(i):
                found += self._listed(i, i, "movement", taken) if self._emulated(i) else self._self_headed(i)
        return found

    def bare_heads(self) -> list[str]:
        """Head words of the sentence that stand without a name: "Chương trình giao cho …"."""
        heads = [i for i in self.tagged.where(NAMING) if self.tagged.tags[i] == "C" and self.nodes[i].value != "phase"]
        return [self.nodes[i].form for i in heads if self._taken_up_at(i)]

    def _taken_up_at(self, i: int) -> bool:
        """`Hội thi diễn ra …`, `Mở từ ngày … đến …, cuộc thi thu hút …`: a bare head as the subject of its sentence."""
        if self.view.clean[self.nodes[i].start].isupper():
            return True
        before = self.tagged.tags[:i]
        return before.endswith(",") and "Y" in before and "O" not in before[before.find("Y") :]

    def _self_headed(self, i: int) -> list[tuple[CampaignMention, int]]:
        """A quoted name that is known, or holds its head word inside the quotes ("Chiến dịch thi đua 40 ngày")."""
        node = self.nodes[i]
        behind = self.nodes[i + 1 : i + 3]
        if len(behind) == 2 and behind[0].form == "là" and behind[1].tag == "C" and behind[1].value != "phase":
            return [(self.mention(self.full_name(node), behind[1].value, i + 2, i, node.start, node.end), node.start)]
        launch = next((n for n in self.nodes[i + 2 : i + 6] if n.tag == "J"), None)
        launched = [n.tag for n in self.nodes[i + 1 : i + 3]] == [",", "O"] and launch is not None
        if launched and i == 0 and launch is not None and launch.form in ("phát động", "khởi xướng"):
            return [(self.mention(self.full_name(node), "movement", i, i, node.start, node.end), node.start)]
        words = self._words_inside(node)
        known = phrases().at(words, 2 if words[:2] == ["đẩy", "mạnh"] else 0)
        if known is None or known[1].tag not in "XC" or known[1].value == "phase":
            return []
        name, kind = self.full_name(node), known[1].value[1] if known[1].tag == "X" else known[1].value
        if known[1].tag == "C" and (node.value.titled or len(name.split()) < 4):
            return []
        return [(self.mention(name, kind, i, i, node.start, node.end), node.start)]

    def _after_head(self, i: int, taken: set[int]) -> list[tuple[CampaignMention, int]]:
        head = self.nodes[i]
        kind: str = head.value
        if kind == "phase":
            return self.phase(i)
        found = self._listed(i, self._quoted_after(i, taken), kind, taken)
        if found:
            return found
        if kind == "movement" and (row := self._unquoted_row(i, taken)):
            return row
        unquoted = self._unquoted(i, kind) or (
            self.by_theme(i, taken) if kind in ("peak", "movement", "contest") else None
        )
        return [unquoted] if unquoted else []

    def _emulated(self, i: int) -> bool:
        """`thi đua “A”, “B”`: a bare verb before quoted names."""
        return i > 1 and self.nodes[i - 2].form == "thi" and self.nodes[i - 1].form == "đua"

    def _listed(self, i: int, j: int | None, kind: str, taken: set[int]) -> list[tuple[CampaignMention, int]]:
        """The quoted names in a row from node `j` on, under the head at node `i`."""
        found: list[tuple[CampaignMention, int]] = []
        while j is not None:
            node = self.nodes[j]
            if node.tag == "Q" and len(self.full_name(node).split()) < 3 and self.full_name(node).islower():
                taken.add(j)  # “hai giỏi”: a nickname
                j = self._next_in_list(j, taken)
                continue
            if node.tag == "X":
                name, known_kind = node.value
                found.append((self.mention(name, known_kind, i, j, node.start, node.end), node.start))
            else:
                text = self.full_name(node)
                known = phrases().at(self._words_inside(node), 0)
                said = j == i + 1 and kind in ("movement", "drive") and "làm theo" not in fold(text)
                own = known[1].value[1] if known and known[1].tag == "X" and not said else kind
                found.append((self.mention(text, own, i, j, node.start, node.end), node.start))
            taken.add(j)
            j = self._next_in_list(j, taken)
        return found

    def _words_inside(self, node: Node) -> list[str]:
        """Folded words inside a quoted name."""
        return unquoted(self.sentence.tokens.forms[node.first : node.last])

    def _quoted_after(self, i: int, taken: set[int]) -> int | None:
        """Index of the quoted name that a head at `i` introduces."""
        if " ".join(self.tagged.forms[max(0, i - 3) : i]).endswith("chủ đề"):
            return None
        for j in range(i + 1, min(i + 1 + _GAP, len(self.nodes))):
            node = self.nodes[j]
            if j in taken or node.tag in ".;C":
                return None
            if self.nodes[j - 1].form in ("nhóm", "trang", "fanpage", "kênh", "chuyên mục", "ứng dụng"):
                return None  # "Cuộc thi viết trong nhóm “Đồng nghiệp EVN”": where it is held
            counts = any(n.tag == "N" for n in self.nodes[i:j])  # "phong trào, năm 2024 có 320 người đạt danh hiệu “…”"
            if node.tag == "Q" and node.value.titled and (self.nodes[i].value == "contest" or counts):
                return None  # "Hội thi công nhận danh hiệu “Kiện tướng”"
            if node.tag == "Q" and self.nodes[j - 1].form == "những":
                return None  # "Phong trào ươm những “nhà khoa học chân đất”"
            if node.tag in "QX" and not self.theme_at(j):
                return j
            if node.tag == "T" and node.value.title.startswith("Giải thưởng"):
                return None
            apart = node.tag == "," and j - i > 1 and self.nodes[j - 1].tag not in "ic"
            if apart and not (self._called(j) or self.nodes[j + 1].form in ("gồm", "bao gồm")):
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
        strives = k
        while k < len(self.nodes) and self.nodes[k].form in ("phấn đấu", "đạt", "thi", "đua"):
            k += 1
        if k > j + 1 and k < len(self.nodes) and k not in taken and self.nodes[k].tag in "QX" and not self.theme_at(k):
            return None if self.nodes[k].tag == "Q" and self.nodes[k].value.titled and k == strives else k
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
            return self.peak(i)
        capital = self.view.clean[head.start].isupper() or tokens.capital(first)
        learning = kind == "contest" and (head.form.endswith("tìm hiểu") or tokens.forms[first] == "tìm")
        capital = capital or learning
        if not capital or (kind in ("programme", "movement") and not tokens.capital(first)):
            return None
        written = head.form.startswith("giải báo chí") or head.form.endswith("viết")
        last = first
        while last < len(tokens.forms) and last - first < 20:
            form = tokens.forms[last]
            written = written or form == "viết"
            honour = phrases().at(tokens.forms, last) if written else None
            if honour is not None and honour[1].tag in "TX":
                last = honour[0]  # "Cuộc thi viết về gương người tốt, việc tốt"
                continue
            if self._goes_on(first, last) if written else form == "và" and self._leads_to_capital(last):
                last += 1
                continue
            part = form == "nhân" and tokens.forms[last - 1] in ("công", "cá", "doanh", "quân")  # "công nhân"
            city = form == "thành" and last + 1 < len(tokens.forms) and tokens.forms[last + 1] == "phố"
            if (
                (
                    not form[0].isalnum()
                    and form not in ("-", ",")
                    and not (form == "." and tokens.forms[last - 1] == "tp")
                )
                or (
                    form in _NAME_STOPS
                    and not city
                    and not part
                    and not (learning and tokens.forms[last - 1].isdecimal())
                )
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
        capitals = sum(map(tokens.capital, range(first, last)))
        least = {"movement": 3, "programme": 3}.get(kind, 2)
        if head.form.startswith("giải "):
            least = 0 if head.form.endswith("búa liềm vàng") else 1
        if len(words) < least or (not capitals and kind != "contest"):
            return None
        if kind == "programme" and (capitals < 2 or self.launcher(i, i, tokens.end(last - 1))[0] is None):
            return None
        start = head.start if fold(head.form) in _keep_head() or kind == "contest" else tokens.starts[first]
        name = self.view.surface(start, tokens.end(last - 1) if last > first else head.end)
        named = capitals > 0 or head.form.startswith("giải ") or (written and "về" in words)
        known_by = learning and self.view.clean[tokens.starts[first - 2 * head.form.endswith("tìm hiểu")]].isupper()
        if kind == "contest" and not (named or known_by) and not " ".join(words).startswith(_SUBJECTS):
            return None  # "Ban Tổ chức Hội thi nhận định": no name
        if kind == "contest" and not self.view.clean[head.start].isupper() and not self._dated() and not learning:
            return None
        return self.mention(name, kind, i, i, head.start, max(head.end, tokens.end(last - 1))), head.start

    def _unquoted_row(self, i: int, taken: set[int]) -> list[tuple[CampaignMention, int]]:
        """`các phong trào thi đua, tiêu biểu như: Lao động giỏi, Lao động sáng tạo; Doanh nghiệp giỏi`."""
        tokens = self.sentence.tokens
        if i == 0 or self.nodes[i - 1].form not in ("các", "những", "nhiều"):
            return []
        first = self.nodes[i].last
        while first < len(tokens.forms) and tokens.forms[first] in _BEFORE_ROW:
            first += 1
        stops = (j for j in range(first, len(tokens.forms)) if tokens.forms[j] in _ROW_ENDS)
        last = next(stops, len(tokens.forms))
        mark = ";" if ";" in tokens.forms[first:last] else ","
        cuts = [first - 1, *(j for j in range(first, last) if tokens.forms[j] == mark), last]
        items = [(a + 1, b) for a, b in itertools.pairwise(cuts)]
        if len(items) < 2 or not all(b - a > 1 and tokens.capital(a) for a, b in items):
            return []
        head, found = self.nodes[i], []
        for a, b in items:
            start, end = tokens.starts[a], tokens.end(b - 1)
            taken |= {k for k, n in enumerate(self.nodes) if start <= n.start < end}
            known = phrases().at(tokens.forms, a)
            name = self.view.surface(start, end)
            kind = known[1].value if known is not None and known[1].tag == "C" else "movement"
            found.append((self.mention(name, kind, i, i, head.start, end), start))
        return found

    def _goes_on(self, first: int, j: int) -> bool:
        """`Giải báo chí toàn quốc về công tác Đoàn và phong trào …`, `Cuộc thi viết về gương tiên tiến, người tốt`."""
        forms = self.sentence.tokens.forms
        about = "về" in forms[first:j]
        if forms[j] == "," and about:
            known = phrases().at(forms, j + 1)
            return known is not None and known[1].tag in "TX"
        joins = forms[j] == "và" and about and forms[j + 1 : j + 3] != ["công", "tác"]
        return joins or (forms[j] == "về" and not about) or (forms[j] == "của" and forms[j + 1 : j + 2] == ["đảng"])

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
