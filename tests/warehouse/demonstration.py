"""A small warehouse with something in it for every query of `warehouse/queries`, and their answers as Markdown.

Run as a script, it writes `warehouse/queries/README.md` anew.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

import warehouse
from extract.article import Article
from transform.facts import Award, Campaign, Facts, Grounded, Result
from warehouse import migrate, server
from warehouse.engine import connect
from warehouse.query import run_sql

QUERIES = Path(warehouse.__file__).parent / "queries"
ROWS_SHOWN = 8

HAI_BA_TRUNG = "Liên đoàn Lao động quận Hai Bà Trưng"
NAM_TU_LIEM = "Liên đoàn Lao động quận Nam Từ Liêm"
HA_NOI = "Liên đoàn Lao động thành phố Hà Nội"
TLD = "Tổng Liên đoàn Lao động Việt Nam"
GVN = "Giỏi việc nước - Đảm việc nhà"

_HEAD = """# Questions to the warehouse

Each file answers one question: `psql "$(thidua db url)" -f warehouse/queries/contradictions.sql`, or
`thidua sql "$(cat warehouse/queries/contradictions.sql)"`. The answers below come from a small made-up warehouse; a
test runs every query on it and holds this page to what comes out.
"""


def fill(engine: Engine) -> None:
    """Load the demonstration articles."""
    from sample_pages import run_load

    run_load(engine, *_pages())


def render(engine: Engine) -> str:
    """Return all questions with their answers."""
    parts = [_HEAD]
    for path in sorted(QUERIES.glob("*.sql")):
        sql = path.read_text("utf-8")
        question = sql.splitlines()[0].removeprefix("/* ").removesuffix(" */")
        answer = run_sql(engine, sql)
        cells = [answer.columns, ["---"] * len(answer.columns), *answer.as_text()[:ROWS_SHOWN]]
        table = "".join("| " + " | ".join(line) + " |\n" for line in cells)
        more = f"\n… {len(answer.rows)} rows in all.\n" if len(answer.rows) > ROWS_SHOWN else ""
        parts.append(f"## {question}\n\n[{path.name}]({path.name})\n\n{table}{more}")
    return "\n".join(parts)


def _pages() -> list[Any]:
    def award(count: int, kind: str, **fields: Any) -> tuple[type, dict[str, Any]]:
        return Award, {"count": count, "recipient_kind": kind, **fields}

    def campaign(name: str, body: str, kind: str = "movement", **fields: Any) -> tuple[type, dict[str, Any]]:
        return Campaign, {"campaign": name, "organization": body, "kind": kind, **fields}

    def result(measure: str, value: float, **fields: Any) -> tuple[type, dict[str, Any]]:
        return Result, {"measure": measure, "value": value, **fields}

    def years(first: int, last: int | None = None) -> dict[str, Any]:
        return {"year_from": first, "year_to": last or first}

    tho_gioi = "Hội thi Thợ giỏi Thủ đô lần thứ II"
    return [
        _page(
            "laodongthudo.vn", 2022, 11, "Biểu dương nữ công nhân, viên chức quận Hai Bà Trưng",
            award(188, "individual", organization=HAI_BA_TRUNG, campaign=GVN, level="district", **years(2022)),
            award(12, "collective", organization=HAI_BA_TRUNG, award_title="Giấy khen", level="district",
                  **years(2022)),
            award(2, "individual", organization=HA_NOI, award_title="Công nhân giỏi", level="province",
                  status="nominated", **years(2022)),
            campaign(GVN, HAI_BA_TRUNG, date_from="2022-03-08", date_to="2022-10-20", theme="Nữ công nhân sáng tạo"),
            result("participants", 4200, campaign=GVN, organization=HAI_BA_TRUNG, **years(2022)),
        ),
        _page(
            "nld.com.vn", 2022, 11, "Hai Bà Trưng khen thưởng gần 190 nữ lao động",
            award(190, "individual", count_qualifier="under", organization=HAI_BA_TRUNG, campaign=GVN, level="district",
                  **years(2022)),
            campaign("Giỏi việc nước, đảm việc nhà", HAI_BA_TRUNG),
        ),
        _page(
            "laodongthudo.vn", 2023, 11, "Hai Bà Trưng: thêm nhiều điển hình",
            award(210, "individual", organization=HAI_BA_TRUNG, campaign=GVN, level="district", **years(2023)),
            result("initiatives", 354, organization=HAI_BA_TRUNG, **years(2023)),
            result("benefit_vnd", 27e9, organization=HAI_BA_TRUNG, **years(2023)),
        ),
        _page(
            "laodongthudo.vn", 2022, 5, "Trao giải Hội thi Thợ giỏi Thủ đô",
            *(award(count, "prize", organization=HA_NOI, campaign=tho_gioi, prize=prize, level="province",
                    **years(2022))
              for count, prize in ((1, "đặc biệt"), (8, "nhất"), (12, "nhì"), (15, "ba"))),
            award(1, "individual", organization=HA_NOI, award_title="Công nhân giỏi", level="province",
                  recipients=("Doãn Văn Khải",), **years(2022)),
            campaign(tho_gioi, HA_NOI, "contest", date_from="2022-04-01", date_to="2022-09-30"),
            result("participants", 212, campaign=tho_gioi, **years(2022)),
            result("organizations", 54, campaign=tho_gioi, **years(2022)),
        ),
        _page(
            "laodong.vn", 2022, 12, "Tôn vinh người lao động và doanh nghiệp tiêu biểu",
            award(1, "individual", organization=TLD, award_title="Bằng Lao động sáng tạo", level="national",
                  recipients=("Doãn Văn Khải",), **years(2022)),
            award(1, "collective", organization="Chủ tịch nước", award_title="Huân chương Lao động", prize="hạng nhì",
                  level="national", recipients=("Tổng Công ty May 10",), **years(2022)),
            award(2, "collective", organization=TLD, award_title="Cờ thi đua", level="national",
                  recipients=("Tổng Công ty May 10", "Công ty Cổ phần Gốm sứ Bát Tràng"), **years(2022)),
            award(2, "individual", organization=HA_NOI, award_title="Công nhân giỏi", level="province", **years(2022)),
        ),
        _page(
            "laodongthudo.vn", 2024, 3, "Nam Từ Liêm tổng kết phong trào thi đua",
            award(240, "individual", organization=NAM_TU_LIEM, award_title="Công nhân giỏi", level="district",
                  **years(2023)),
            award(247, "individual", organization=NAM_TU_LIEM, award_title="Công nhân giỏi", level="district",
                  **years(2024)),
            campaign(GVN, NAM_TU_LIEM), campaign("Công nhân giỏi", NAM_TU_LIEM),
        ),
        _page(
            "hanoimoi.vn", 2025, 11, "Công đoàn phường Bạch Mai khen thưởng",
            award(35, "individual", organization="Công đoàn phường Bạch Mai", award_title="Giấy khen", level="district",
                  **years(2025)),
        ),
    ]  # fmt: skip


def _page(publisher: str, year: int, month: int, title: str, *told: tuple[type, dict[str, Any]]) -> Any:
    from sample_pages import page

    lines, facts = [title + "."], []
    for number, (kind, fields) in enumerate(told, start=1):
        words = [
            str(value) for name, value in fields.items() if value and not name.startswith("year") and name != "level"
        ]
        quote = f"Câu {number}: {', '.join(words)}."
        start = len("\n".join(lines)) + 1
        lines.append(quote)
        facts.append(kind(quote=quote, char_start=start, char_end=start + len(quote), rule="demonstration", **fields))
    address = f"https://{publisher}/{year}-{month:02}-{len(title)}.html"
    read = Article(
        source_uri=address, url=address, publisher=publisher, title=title, text="\n".join(lines),
        published_at=datetime(year, month, 20, 3, 0, tzinfo=UTC),
    )  # fmt: skip
    return page(read, Facts(_of(facts, Award), _of(facts, Campaign), _of(facts, Result)))


def _of(facts: list[Grounded], kind: type) -> tuple[Any, ...]:
    return tuple(fact for fact in facts if isinstance(fact, kind))


if __name__ == "__main__":
    home = Path(tempfile.mkdtemp(prefix="thidua-queries-"))
    home.chmod(0o755)
    with server.running(home) as url:
        made = connect(url)
        migrate.upgrade(made)
        fill(made)
        (QUERIES / "README.md").write_text(render(made), encoding="utf-8")
        made.dispose()
