"""Campaign names without quotes: where they end, and whether they are names at all."""

import itertools
from functools import cache

from transform.campaign_drives import CampaignMention, DriveFinder
from transform.gazetteer import gazetteer
from transform.lexicon import Phrases, phrases, read_yaml, word_set
from transform.text import fold

_NAME_STOPS = word_set("campaign_stops")
_BEFORE_ROW = frozenset([",", ":", "như", "là", "gồm", "tiêu", "biểu", "điển", "hình", "lớn", "sau", "chính"])
_ROW_ENDS = frozenset([".", "…", "được", "đã", "do", "để", "nhằm", "với", "góp", "“", '"', "("])
_SUBJECTS = tuple(read_yaml("borders")["contest_subjects"])
_LONGEST = 20
"""Words of the longest unquoted name met."""
_LEAST_WORDS = {"movement": 3, "programme": 3}


@cache
def _keep_head() -> frozenset[str]:
    return frozenset(fold(h) for h in read_yaml("campaigns")["keep_head"])


@cache
def _known_behind_head() -> Phrases:
    """Names that are known by heart where a head stands before them."""
    found = Phrases()
    for name in read_yaml("campaigns")["behind_a_head"]:
        found.add(name, "X", name)
    return found


class UnquotedNames(DriveFinder):
    """One sentence with the readers of names that only their capitals, or what they are about, make names."""

    def unquoted(self, i: int, kind: str) -> tuple[CampaignMention, int] | None:
        """A capitalised name without quotes: "Hội thi thợ giỏi ngành Xây dựng", "đợt thi đua cao điểm chào mừng …"."""
        head = self.nodes[i]
        tokens = self.sentence.tokens
        first = head.last
        if first >= len(tokens.forms):
            return None
        if kind == "peak":
            return self.peak(i)
        of_a_kind = self.view.clean[head.start].islower() or self.tagged.forms[max(0, i - 2)] == "trong"
        if kind == "contest" and i and self.nodes[i - 1].form in ("các", "những") and of_a_kind:
            return None  # "Trong các Hội thi giáo viên giỏi, …": contests of a kind
        learning = kind == "contest" and (head.form.endswith("tìm hiểu") or tokens.forms[first] == "tìm")
        capital = self.view.clean[head.start].isupper() or tokens.capital(first) or learning
        capital = capital or (kind == "contest" and self._written_in_passing(i))
        if not capital or (kind in ("programme", "movement") and not tokens.capital(first)):
            return None
        known = _known_behind_head().at(tokens.forms, first) if kind != "contest" else None
        last = known[0] if known is not None else self._name_end(i, learning=learning)
        if known is None and not self._names(i, kind, last, learning=learning):
            return None
        start = head.start if fold(head.form) in _keep_head() or kind == "contest" else tokens.starts[first]
        name = self.view.surface(start, tokens.end(last - 1) if last > first else head.end)
        name = name[:1].upper() + name[1:]
        return self.mention(name, kind, i, i, head.start, max(head.end, tokens.end(last - 1))), head.start

    def _written(self, i: int, last: int) -> bool:
        """Whether the head at node `i` and the words up to token `last` make a contest of writing."""
        head = self.nodes[i]
        told = head.form.startswith("giải báo chí") or head.form.endswith("viết")
        return told or "viết" in self.sentence.tokens.forms[head.last : last]

    def _written_in_passing(self, i: int) -> bool:
        """`trao giải cuộc thi báo chí và ảnh viết về công nhân năm 2019`: a contest by what it is about."""
        if i == 0 or self.tagged.tags[i - 1] not in "GJH":
            return False
        last = self._name_end(i, learning=False)
        words = self.sentence.tokens.forms[self.nodes[i].last : last]
        return "viết về" in " ".join(words) and self._dated(last, last + 1)

    def _name_end(self, i: int, *, learning: bool) -> int:
        """Index after the name that the head at node `i` begins; `learning`: of a contest of knowledge."""
        tokens, first = self.sentence.tokens, self.nodes[i].last
        last = first
        while last < len(tokens.forms) and last - first < _LONGEST:
            written = self._written(i, last + 1)
            honour = phrases().at(tokens.forms, last) if written or last == first else None
            if honour is not None and honour[1].tag in "TX":
                last = honour[0]  # "Cuộc thi viết về gương người tốt, việc tốt"
                continue
            written_too = "viết" in tokens.forms[last + 1 : last + 4]  # "cuộc thi báo chí và ảnh viết về …"
            joins = tokens.forms[last] == "và" and (written_too or self._leads_to_capital(last))
            if not (self._goes_on(first, last) if written else joins) and self._stops(last, learning=learning):
                break
            last += 1
        while last > first and tokens.forms[last - 1] in (",", "-"):
            last -= 1
        return last

    def _stops(self, j: int, *, learning: bool) -> bool:
        """Whether a name ends before token `j`: at a mark, a number or a word that goes on with the sentence."""
        forms = self.sentence.tokens.forms
        form, before = forms[j], forms[j - 1]
        following = forms[j + 1] if j + 1 < len(forms) else ""
        if form == ",":
            return not self._list_inside(j)
        if form[0].isdecimal():
            return not (learning and following == "năm")
        if not form[0].isalnum():
            return form != "-" and not (form == "." and before == "tp")
        inside = form == "nhân" and before in ("công", "cá", "doanh", "quân")  # "công nhân"
        inside = (
            inside
            or (form, following) == ("khai", "thác")
            or (form == "thành" and following == "phố")
            or (learning and before.isdecimal())
        )
        return form in _NAME_STOPS and not inside

    def _names(self, i: int, kind: str, last: int, *, learning: bool) -> bool:
        """Whether the words up to token `last` behind the head at node `i` are a name."""
        head, tokens = self.nodes[i], self.sentence.tokens
        first = head.last
        words = tokens.forms[first:last]
        capitals = sum(map(tokens.capital, range(first, last)))
        opens = head.start == self.sentence.start or self.nodes[i - 1].tag == ":"
        dated = self._dated(last, last + 1)  # "Cuộc thi báo chí viết về công nhân năm 2015 mang chủ đề …"
        if opens and not capitals and not (dated and (learning or self._written(i, last))):
            return False  # "Cuộc thi cũng kỳ vọng …": a sentence about it
        if "thi" in words[:4] and "và" in words[:2]:
            return False  # "Hội thi và Cuộc thi"
        post = i > 1 and self.nodes[i - 1].tag == "E" and self.nodes[i - 2].form in ("trưởng", "phó")
        if post and words[:1] and words[0] in gazetteer().surnames and capitals == len(words):
            return False  # "Trưởng ban tổ chức Hội thi Lê Xuân Thoại nhận xét"
        whose = phrases().at(tokens.forms, first)
        if kind == "movement" and whose is not None and whose[1].tag == "i":
            return False  # "phong trào CNVCLĐ thành phố": whose it is, no name
        least = _LEAST_WORDS.get(kind, 2)
        if head.form.startswith("giải "):
            least = 0 if head.form.endswith("búa liềm vàng") else 1
        if len(words) < least or (not capitals and kind != "contest"):
            return False
        if kind == "programme":
            return capitals > 1 and self.launcher(i, i, tokens.end(last - 1))[0] is not None
        if kind != "contest":
            return True
        named = capitals > 0 or head.form.startswith("giải ") or (self._written(i, last) and "về" in words)
        subject = self.view.clean[tokens.starts[first - 2 * head.form.endswith("tìm hiểu")]]
        known_by = learning and (subject.isupper() or dated)
        if not (named or known_by) and not " ".join(words).startswith(_SUBJECTS):
            return False  # "Ban Tổ chức Hội thi nhận định": no name
        return self.view.clean[head.start].isupper() or self._tells_year() or learning

    def unquoted_row(self, i: int, taken: set[int]) -> list[tuple[CampaignMention, int]]:
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
            return (known is not None and known[1].tag in "TX") or self._dated(j + 2, j + 6)
        joins = forms[j] == "và" and about and forms[j + 1 : j + 3] != ["công", "tác"]
        return joins or (forms[j] == "về" and not about) or (forms[j] == "của" and forms[j + 1 : j + 2] == ["đảng"])

    def _dated(self, first: int, last: int) -> bool:
        """Whether one of the tokens `first` to `last` is the "năm" of a year, and no mark stands before it."""
        forms = self.sentence.tokens.forms
        for j in range(first, min(last, len(forms) - 1)):
            if forms[j] == "năm" and forms[j + 1].isdecimal():
                return True
            if not forms[j].isalpha():
                return False
        return False

    def _leads_to_capital(self, j: int) -> bool:
        """`các khu công nghiệp và chế xuất Hà Nội`: the name goes on behind "và", unless a campaign begins there."""
        tokens = self.sentence.tokens
        head = phrases().at(tokens.forms, j + 1)
        if head is not None and head[1].tag == "C":
            return False
        capital = any(map(tokens.capital, range(j + 1, j + 4)))
        return capital and _NAME_STOPS.isdisjoint(tokens.forms[j + 1 : j + 4])

    def _list_inside(self, j: int) -> bool:
        tokens = self.sentence.tokens
        follows = tokens.forms[j + 1 : j + 5]
        return "lao động" in " ".join(follows) and not tokens.capital(j + 1) and "và" not in follows[:1]

    def _tells_year(self) -> bool:
        return any(p.kind in ("year", "run", "years", "day", "date") for p in self.tagged.periods)
