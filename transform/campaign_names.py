"""Campaign names in a sentence: quoted after a head word, capitalised, or known by name."""

import itertools
import re

from transform.campaign_drives import CampaignMention
from transform.campaign_unquoted import UnquotedNames
from transform.lexicon import Title, phrases, word_set
from transform.names import unquoted
from transform.nodes import Node
from transform.recipients import TO_WHOM
from transform.text import fold, holds

NAMING = re.compile("[XCQ]")
"""Tags of what a campaign's name begins with: the known name, a head word, a quotation."""
_SEVERAL = frozenset(["các", "những", "nhiều", "loạt"])
_LIST_GAP = 20
"""Nodes that may stand between several campaigns and the list of their names."""
_CONFERRED = ("Bằng", "Giấy", "Cờ", "Huân", "Huy", "Kỷ niệm", "Thư khen")
"""First words of what is handed over, which no movement goes by."""
_BESIDE = len("chương trình “")
_GAP = 9
"""Nodes that may stand between a campaign head and its quoted name ("phong trào thi đua trong nữ CNVCLĐ “…”")."""


class NameFinder(UnquotedNames):
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
        if self.launched_first() and before.endswith(","):
            return True
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
        return [one for one in self._headed(i, taken) if not self._of_other_matters(i, one[0])]

    def _of_other_matters(self, i: int, campaign: CampaignMention) -> bool:
        """Whether what goes by a head's word is an exam, a show or a sale: `chương trình khuyến mãi “…”`."""
        if holds(fold(campaign.name), word_set("no_campaigns")):
            return True
        if campaign.kind != "programme":
            return False
        between = self.view.low[self.nodes[i].start : campaign.start]
        said_of = campaign.name[:1].islower() and len(between) > _BESIDE  # "… chương trình để “đánh bóng tên tuổi”"
        return said_of or holds(between, word_set("no_programmes"))

    def _headed(self, i: int, taken: set[int]) -> list[tuple[CampaignMention, int]]:
        head = self.nodes[i]
        kind: str = head.value
        if kind == "phase":
            return self.phase(i)
        found = self._listed(i, self._quoted_after(i, taken), kind, taken)
        if found:
            return found
        if kind == "movement" and (row := self.unquoted_row(i, taken)):
            return row
        found_bare = self.unquoted(i, kind)
        if found_bare is None and kind in ("peak", "movement", "contest"):
            found_bare = self.by_theme(i, taken)
        return [found_bare] if found_bare else []

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
                of_all = j == i + 1 or (i > 0 and self.nodes[i - 1].form in ("các", "những"))
                said = of_all and kind in ("movement", "drive") and "làm theo" not in fold(text)
                own = known[1].value[1] if known and known[1].tag == "X" and not said else kind
                found.append((self.mention(text, own, i, j, node.start, node.end), node.start))
            taken.add(j)
            j = self._next_in_list(j, taken)
            if j is not None and self.nodes[j - 1].form == "phong trào":
                kind = "movement"  # "cuộc vận động “A”, phong trào “B”"
        return found

    def _words_inside(self, node: Node) -> list[str]:
        """Folded words inside a quoted name."""
        return unquoted(self.sentence.tokens.forms[node.first : node.last])

    def _quoted_after(self, i: int, taken: set[int]) -> int | None:
        """Index of the quoted name that a head at `i` introduces."""
        if " ".join(self.tagged.forms[max(0, i - 3) : i]).endswith("chủ đề"):
            return None
        if i and self.nodes[i - 1].form in _SEVERAL and (listed := self._listed_behind(i)) is not None:
            return listed if listed not in taken else None
        named = self.nodes[i].value == "movement" and self.tagged.tags[i + 1 : i + 3] == ":T"
        if named and self._named_as_honour(i + 2):
            return i + 2  # "tổng kết phong trào thi đua: Giỏi việc nước - Đảm việc nhà"
        for j in range(i + 1, min(i + 1 + _GAP, len(self.nodes))):
            node = self.nodes[j]
            if j in taken or node.tag in ".;C":
                return None
            if self.nodes[j - 1].form in ("nhóm", "trang", "fanpage", "kênh", "chuyên mục", "ứng dụng"):
                return None  # "Cuộc thi viết trong nhóm “Đồng nghiệp EVN”": where it is held
            counts = "N" in self.tagged.tags[i:j]  # "phong trào, năm 2024 có 320 người đạt danh hiệu “…”"
            if node.tag == "Q" and node.value.titled and (self.nodes[i].value == "contest" or counts):
                return None  # "Hội thi công nhận danh hiệu “Kiện tướng”"
            if node.tag == "U" and self.nodes[i].value == "contest" and self.nodes[j + 1].tag in "icfks":
                return None  # "trao giải Nhì cuộc thi cho dự án “Bùn vi sinh”"
            if node.tag == "Q" and self.nodes[j - 1].form == "những":
                return None  # "Phong trào ươm những “nhà khoa học chân đất”"
            if node.tag in "QX" and not self.theme_at(j):
                return j
            if node.tag == "T" and node.value.title.startswith("Giải thưởng"):
                return None
            apart = node.tag == "," and j - i > 1 and self.nodes[j - 1].tag not in "ic"
            if apart and not (self._called(j) or self.tagged.forms[j + 1 : j + 2] in (["gồm"], ["bao gồm"])):
                return None
            ends = node.tag in "HV" or node.form in TO_WHOM
            if ends or (node.form in ("đã", "được", "do", "với", "chủ đề") and not self._colon_ahead(j)):
                return None
        return None

    def _named_as_honour(self, j: int) -> bool:
        """Whether a movement, and no award, goes by the words of an honour at node `j`."""
        title: Title = self.nodes[j].value
        conferred = title.title.startswith(_CONFERRED) or title.authority
        return not conferred and self.tagged.tags[j + 1 : j + 2] not in tuple("NUZ")

    def _listed_behind(self, i: int) -> int | None:
        """`Các phong trào lớn của Trung ương đều được triển khai hiệu quả, như: “A”, “B”`: the first of the names."""
        for j in range(i + 1, min(i + _LIST_GAP, len(self.nodes) - 2)):
            if self.nodes[j].tag in ".;CHVKNQXisgk" or self.nodes[j].form in _SEVERAL:
                return None
            if self.nodes[j].form in ("như", "gồm", "bao gồm") and "J" in self.tagged.tags[i:j]:
                k = j + 1 + (self.nodes[j + 1].tag == ":")
                return k if self.nodes[k].tag in "QX" else None
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
        if k > j + 1 and [n.tag for n in self.nodes[k : k + 2]] == ["i", "Q"]:
            k += 1  # "“A”; thanh niên “Ba sẵn sàng”, phụ nữ “Ba đảm đang”"
        strives = k
        while k < len(self.nodes) and self.nodes[k].form in ("phấn đấu", "đạt", "thi", "đua"):
            k += 1
        if (
            strives > j + 1
            and k < len(self.nodes)
            and k not in taken
            and self.nodes[k].tag in "QX"
            and not self.theme_at(k)
        ):
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
