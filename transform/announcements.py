"""What a sentence says of a campaign that it names: who launched it, when it runs, under which theme."""

import itertools
import re
from dataclasses import replace

from transform.bodies import SHORT_BODIES
from transform.discourse import RANK, Discourse
from transform.frames import AREAS
from transform.levels import AREA_LEVELS
from transform.nodes import Node, Tagged
from transform.organizations import Organization
from transform.periods import Period
from transform.roles import acts, joins
from transform.text import View, holds

_OPENS = ("khai mạc", "mở màn", "bắt đầu", "phát động", "mở ngày", "từ ngày")
_CLOSES = ("bế mạc", "đóng cổng", "đóng ngày", "kết thúc", "khép lại", "đến hết", "đến ngày", "tới hết")
_TILL = ("đến hết", "kéo dài đến", "kết thúc vào", "kết thúc", "tới hết", "từ nay đến", "từ nay tới")
_BODIES = re.compile("O")
_BEGAN = frozenset(["phát động", "khởi xướng", "triển khai", "mở"])
"""Verbs before a name that, with a day or a year before them, tell when it began."""


class Announcement:
    """One sentence with the readers of everything that it can say of a campaign."""

    def __init__(self, view: View, tagged: Tagged, discourse: Discourse) -> None:
        self.view, self.tagged, self.discourse = view, tagged, discourse
        self.nodes = tagged.nodes

    def host_of(self, name: str, kind: str) -> Organization | None:
        """The passage's body runs what nobody else is said to run, unless the name is of a higher level."""
        if len(self.nodes) > 2 and self.nodes[0].form in ("tại", "ở") and self.nodes[1].tag == "O":
            there = self.discourse.resolve(self.nodes[1].value) if self.nodes[2].form == "," else None
            if there is not None and there.type == "union":
                return there  # "Tại Công đoàn Khu kinh tế, phong trào “X” …"
        host = self.discourse.host()
        level = self.discourse.level_in_name(name) if kind == "contest" else None
        if host is None or level is None:
            return host
        own = "district" if host.type == "enterprise" else host.level
        return None if own is not None and RANK[level] > RANK[own] else host

    def launcher(self, head: int, at: int, end: int) -> tuple[Organization | None, bool]:
        """The body that launches or runs it by the sentence's own words."""
        between = self.nodes[head + 1 : at]
        for before, node in itertools.pairwise(between):
            if before.form == "do" and node.tag == "O" and any(n.tag == "J" for n in between):
                return self.discourse.resolve(node.value), False  # "các phong trào do ORG phát động gồm “A”, “B”"
            if before.form == "của" and node.tag == "O":
                return self.discourse.resolve(node.value), False  # "ba phong trào của ORG là “A”, “B”"
        k = first = next((j for j in range(at + 1, len(self.nodes)) if self.nodes[j].start >= end), len(self.nodes))
        while k < len(self.nodes) and k - first < 14 and self.nodes[k].tag not in ".;":
            node = self.nodes[k]
            if node.form in ("do", "được", "mà") and k + 1 < len(self.nodes):
                nearby = self.nodes[k + 1 : k + 6]
                if any(n.form == "phối" for n in nearby):
                    nearby = self.nodes[k + 1 : k + 14]  # "được A phối hợp với B phát động"
                own = nearby[0].form == "công đoàn" and " ".join(n.form for n in nearby[1:3]).startswith("phối hợp")
                if own and self.discourse.host() is not None:
                    return self.discourse.host(), False  # "do Công đoàn phối hợp với Phòng Văn hóa tổ chức"
                body = next((n for n in nearby if n.tag == "O"), None)
                verb = next((n for n in nearby if n.tag == "J"), None)
                if body is not None and (verb is not None or node.form == "do"):
                    return self.discourse.resolve(body.value), False
                area = next((n for n in nearby if n.form in AREAS or n.form in SHORT_BODIES), None)
                if area is not None and verb is not None:
                    return self.discourse.of_area(area.form), False
                if node.form == "do" and verb is not None and any(n.form in ("công đoàn", "tổ chức") for n in nearby):
                    host, union = self.discourse.host(), self.nodes[k + 1]
                    named = union.form == "công đoàn" and self.view.clean[union.start].isupper()
                    if named and host is not None and host.head == "Công đoàn" and host.level == "national":
                        return host, False  # "do Công đoàn phát động", in a report on a branch's union
                    return None, True
            if node.tag == "C" and k > at + 1:
                break
            k += 1
        if at + 2 < len(self.nodes) and self.nodes[at + 1].form == "của":
            owner = self.nodes[at + 2]
            if owner.tag == "O":
                return self.discourse.resolve(owner.value), False
            if owner.tag == "c" and owner.form in AREA_LEVELS and (unit := self.discourse.unit_of(owner.form)):
                return unit, False  # "phong trào “Người tốt, việc tốt” của thành phố"
        for k in range(head - 1, -1, -1):
            node = self.nodes[k]
            if node.tag == ";":
                break
            if (node.tag == "h" and node.form in ("hội nghị", "lễ", "đại hội")) or head - k > 5:
                break  # "tổ chức hội nghị tổng kết chương trình X": the conference is theirs, X need not be
            if node.tag == "J" and node.form not in ("tham gia", "hưởng ứng", "thực hiện"):
                subject = self._subject_before(k, own=node.form in ("tổ chức", "phát động", "mở"))
                if subject is not None:
                    return subject, False
        return (self._presenter(head) if self.nodes[head].value == "contest" else None), False

    def _presenter(self, head: int) -> Organization | None:
        """`CĐ A tặng Bằng khen cho …; trao giải cuộc thi X`: whoever gives its prizes runs a contest."""
        tags = self.tagged.tags
        k = tags.rfind("H", 0, head)
        if k == -1 or tags[k + 1 : k + 2] not in ("G", "R"):
            return None
        opens = tags.find("O", 0, k)
        if tags[k - 1 : k] == ";" and opens != -1 and acts(self.nodes, opens):
            return self.discourse.resolve(self.nodes[opens].value)
        return self._subject_before(k, own=True)

    def _first_of_row(self, j: int) -> int:
        """Node of the first body of the row that ends with the one at node `j`."""
        while j > 1 and self.nodes[j - 1].form in ("và", ",") and self.nodes[j - 2].tag == "O":
            j -= 2
        return j

    def _subject_before(self, k: int, *, own: bool) -> Organization | None:
        """The body that the launching verb at node `k` is said of; a grassroots body only of what is its `own`."""
        opens = self.tagged.tags.rfind(";", 0, k) + 1
        tags = self.tagged.tags
        first = next((j for j in self.tagged.where(_BODIES) if opens <= j < k and joins(self.tagged, j)), None)
        joint = [first] if first is not None and "J" not in tags[first:k].rstrip("Jwh") else []
        for j in joint or range(k - 1, max(-1, k - 12), -1):
            node = self.nodes[j]
            if node.tag in ";":
                return None
            if node.tag == "O" and tags[j - 1 : j] != "(":
                if not acts(self.nodes, self._first_of_row(j)) or (j and self.nodes[j - 1].form == "chỉ đạo"):
                    continue  # "phối hợp cùng Sở Y tế và Hội Điều dưỡng tổ chức"
                body = self.discourse.resolve(node.value)
                if body is not None and (body.level != "grassroots" or (own and body.type in ("union", "press"))):
                    return body
            if (node.form in AREAS or node.form in SHORT_BODIES) and self.nodes[j + 1].form in (
                self.nodes[k].form,
                "đã",
            ):
                return self.discourse.of_area(node.form)
        return None

    def run(
        self, head: int, at: int, kind: str, end: int
    ) -> tuple[str | None, str | None, tuple[int | None, int | None] | None]:
        """Its run: a run or years behind it, a year right behind it or opening the sentence."""
        best: Period | None = None
        for k in range(at + 1, len(self.nodes)):
            node = self.nodes[k]
            # Between a peak's head and its occasion.
            inside = kind == "peak" and node.tag == "Y" and node.value.kind == "run"
            if node.start < end and not inside:
                continue
            if (node.tag == "C" and k > at + 1 and node.value != "phase") or (node.tag in "QX" and k > at + 8):
                break
            if node.tag == ";" and (self.nodes[head].value == "phase" or node.start >= end):
                break  # "Đợt 1 bắt đầu ngày 15.1 và kết thúc ngày 19.5; đợt 2 từ 20.5 đến 14.11"
            if node.tag == "Y" and not node.value.anniversary:
                period: Period = node.value
                if period.kind == "run" or period.kind == "years":
                    best = period
                    break
                dated = period.kind in ("month", "quarter") and self._begins(period)  # "phong trào “X” từ quý I-2016"
                if (period.kind == "year" or dated) and k - at <= 5 and best is None:
                    best = period
        first_head = next((k for k, n in enumerate(self.nodes) if n.tag == "C"), head)
        if best is None and kind == "movement" and any(n.form == "phát động" for n in self.nodes[:head]):
            terms = [p for p in self.tagged.periods if p.kind == "years" and not p.anniversary]
            best = terms[0] if terms else None
        if best is None and kind in ("contest", "movement") and head == first_head:
            for node in self.nodes[: min(head, 4)]:
                if node.tag == "Y" and node.value.kind in ("year", "years") and not self._begins(node.value):
                    best = node.value
        if best is None and kind == "contest":
            near = [p for p in self.tagged.periods if p.kind in ("year", "month") and not p.anniversary]
            near = [p for p in near if not self._begins(p)]
            best = near[0] if near else None
            if best is not None:
                year = str(best.year_from)
                return year, year, (best.year_from, best.year_to)
        dates = self.days(at + 1)
        if self.nodes[head].value == "phase":
            end_of = self.tagged.tags.find(";", at)
            dates = [n for n in dates if end_of == -1 or n.start < self.nodes[end_of].start]
        elif head == first_head and len(dates) < 2:
            dates = self.days()
        if best is None and len(dates) == 1 and self._ends(dates[0]):
            return None, dates[0].value.date_to, None
        if best is None and len(dates) == 1 and self._starts(dates[0]):
            return dates[0].value.date_from, None, None
        if best is None and len(dates) > 1 and self._opens_and_closes(dates[0], dates[1]):
            whole = self._from_day_to_day(dates[0], dates[1])
            return whole.date_from, whole.date_to, (whole.year_from, whole.year_to)
        launched = any(n.tag == "J" for n in self.nodes[:head])
        if best is None and (kind in ("contest", "peak") or launched) and head == first_head:
            stated = (n.value for n in self.nodes[:head] if n.tag == "Y" and not n.value.anniversary)
            runs = [period for period in stated if period.kind == "run"]
            best = runs[-1] if runs else None  # "Từ ngày 5 đến 9/8, LĐLĐ huyện tổ chức Hội thi …"
        if best is None and (since := self._launched(at)) is not None:
            return since.date_from, None, None
        if best is not None and best.kind in ("year", "month", "quarter") and self._begins(best):
            return best.date_from, None, ((best.year_from, None) if best.kind == "year" else None)
        if best is None:
            return None, None, None
        best = self._reviewed(best)
        return best.date_from, best.date_to, (best.year_from, best.year_to)

    def days(self, first: int = 0) -> list[Node]:
        """The days, by their dates, that the sentence tells from node `first` on."""
        told = (n for n in self.nodes[first:] if n.tag == "Y")
        return [n for n in told if n.value.kind in ("date", "day") and n.value.date_from]

    def _reviewed(self, run: Period) -> Period:
        """`Năm 2023, … Đợt 1 từ 6/1 đến 31/3` told in January 2024: the run of the year that is looked back on."""
        year, published = self.discourse.heading_years, self.discourse.published
        if not run.bare or year is None or published is None or run.date_from is None or run.date_to is None:
            return run
        told_of = any(p.year_from == published.year and not p.bare for p in self.tagged.periods)
        if year != (published.year - 1, published.year - 1) or run.date_to <= published.isoformat() or told_of:
            return run
        if "-02-29" in run.date_from + run.date_to:
            return run  # the day that only a leap year has tells its year
        begun = int(run.date_from[:4]) - 1
        return replace(
            run, date_from=f"{begun}{run.date_from[4:]}", date_to=f"{year[1]}{run.date_to[4:]}", year_from=begun,
            year_to=year[1],
        )  # fmt: skip

    def _begins(self, period: Period) -> bool:
        """`bắt đầu năm 2014`: the year it began, its end left open."""
        before = self.view.low[max(0, period.start - 24) : period.start].removesuffix("năm ").rstrip()
        return before.endswith(("bắt đầu", "bắt đầu từ", "khởi xướng", "khởi xướng từ", "ra đời", "từ"))

    def _launched(self, at: int) -> Period | None:
        """`do Hội phát động từ đầu năm 2013`, `Từ tháng 5/2016, CĐ phát động “X”`: when it began, its end left open."""
        opens = self._opening(at)
        near = self.nodes[max(0, at - 6) : at]
        began = any(n.form in _BEGAN for n in near)
        began = began or any(a.form == "có" and b.tag == "C" for a, b in itertools.pairwise(near))
        if (
            began
            and isinstance(opens, Period)
            and self._begins(opens)
            and not (opens.anniversary or opens.kind == "run")
        ):
            return opens
        for k in range(at + 1, min(at + 12, len(self.nodes))):
            if self.nodes[k].tag == "J" and self.nodes[k].form in ("phát động", "khởi xướng", "khởi động"):
                following = self.nodes[k + 1 : k + 5]
                period = next((n.value for n in following if n.tag == "Y" and not n.value.anniversary), None)
                dated = period is not None and (period.kind in ("date", "day") or "từ" in (n.form for n in following))
                return period if dated else None
        return None

    def _opening(self, at: int) -> Period | None:
        """The period that opens the clause in which node `at` stands."""
        k = next((k for k in range(at - 1, max(-1, at - 12), -1) if self.nodes[k].tag == "Y"), None)
        if k is None:
            return None
        before = next((n for n in reversed(self.nodes[:k]) if n.tag not in "wh"), None)
        period: Period = self.nodes[k].value
        return period if before is None or before.tag in ",;:S" else None

    def _ends(self, day: Node) -> bool:
        """`kéo dài đến hết ngày 30/7/2021`: its last day alone."""
        before = self._said_before(day)
        return before.endswith(_TILL) or (before.endswith(" đến") and holds(before, ("đợt", "giai đoạn")))

    def _starts(self, day: Node) -> bool:
        """`…, bắt đầu từ ngày 1/3/2022`: its first day alone."""
        return self._said_before(day).endswith(("bắt đầu", "bắt đầu từ", "được tính từ"))

    def _said_before(self, day: Node) -> str:
        """The words right before a day, "ngày" left out."""
        return self.view.low[max(0, day.start - 24) : day.start].removesuffix("ngày ").rstrip()

    def _opens_and_closes(self, first: Node, second: Node) -> bool:
        """`khai mạc ngày 14/9 … và bế mạc ngày 21/9`."""
        low = self.view.low
        opened = low[max(0, first.start - 22) : first.start]
        closed = low[max(first.end, second.start - 45) : second.start]
        return holds(opened, _OPENS) and holds(closed, _CLOSES)

    def _from_day_to_day(self, first: Node, last: Node) -> Period:
        """The run that two days tell; a bare day takes its year from the day that closes the run."""
        opened: Period = first.value
        closed: Period = last.value
        begun, year = opened.date_from, opened.year_from
        if opened.kind == "day" and closed.date_from and begun:
            year = int(closed.date_from[:4]) - (begun[4:] > closed.date_from[4:])  # from October to March
            begun = f"{year}{begun[4:]}"
        return replace(
            opened, kind="run", end=closed.end, date_from=begun, date_to=closed.date_from, year_from=year,
            year_to=closed.year_from,
        )  # fmt: skip

    def theme(self, at: int) -> str | None:
        """The theme given to the campaign named at node `at`: behind it, or right before it ("Với chủ đề “…”, X …")."""
        opens = self.tagged.tags.find("Q", 0, at)
        if 0 <= opens < 4 and self.theme_at(opens) and not set(self.tagged.tags[opens + 1 : at]) - set(",C"):
            return self.view.surface(self.nodes[opens].value.start, self.nodes[opens].value.end)
        for k in range(at + 1, self.tagged.tags.rfind("Q") + 1):
            node = self.nodes[k]
            if (node.tag == "C" and node.value not in ("phase",)) or node.tag == "." or node.form == "đợt":
                return None
            if node.tag == "Q" and self.theme_at(k):
                return self.view.surface(node.value.start, node.value.end)
        return None

    def theme_at(self, j: int) -> bool:
        """Whether the quoted words at node `j` are a theme ("với chủ đề “…”") and no name."""
        before = " ".join(self.tagged.forms[max(0, j - 3) : j])
        return before.endswith(("chủ đề", "thông điệp", "khẩu hiệu", "phương châm", "chủ đề là", "chủ đề :"))
