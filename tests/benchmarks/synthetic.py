"""Made-up articles in any number for the benchmarks: realistic widths and dimensions, no parser and no reader."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from extract.article import Article
from extract.landing import LandedPage
from transform.facts import Award, Facts
from warehouse.places import places
from warehouse.records import ReadPage

TITLES = ("Công nhân giỏi", "Giấy khen", "Bằng khen", "Cờ thi đua", "Chiến sĩ thi đua", "Bằng Lao động sáng tạo", None)
CAMPAIGNS = tuple(f"Phong trào thi đua số {n}" for n in range(2000))
KINDS = ("individual", "collective", "prize", "initiative")
PRIZES = (None, None, None, "nhất", "nhì", "ba")
PUBLISHERS = ("laodongthudo.vn", "nld.com.vn", "laodong.vn", "hanoimoi.vn")
START = datetime(2012, 1, 1, tzinfo=UTC)
MINUTES = 13 * 365 * 24 * 60
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLES = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thanh", "Hữu", "Quang", "Thu", "Xuân")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hoa", "Huy", "Khánh", "Lan", "Long", "Mai", "Nam", "Oanh",
         "Phúc", "Quân", "Sơn", "Trang", "Yến")  # fmt: skip


def pages(first: int, count: int, awards_each: int = 50, since: datetime | None = None) -> Iterator[ReadPage]:
    """Give `count` pages from number `first` on, the same for the same number, each with `awards_each` awards.

    Articles lie anywhere in thirteen years, as in an archive: neighbours by number are far apart in time. With `since`
    they follow it one by one, as the news of a night does.
    """
    districts = [place.name for place in places().values() if place.level == "district"]
    for number in range(first, first + count):
        dice = random.Random(number)
        organization = f"Liên đoàn Lao động {districts[number % len(districts)].lower()}"
        published = (
            since + timedelta(minutes=number - first) if since else START + timedelta(minutes=number * 55_439 % MINUTES)
        )
        lines, awards, length = [], [], 0
        for _ in range(awards_each):
            named = dice.random() < 0.05
            many = 1 if named else dice.randint(2, 900)
            title, campaign = dice.choice(TITLES), dice.choice(CAMPAIGNS) if dice.random() < 0.5 else None
            quote = (
                f"{organization} khen thưởng {many} đơn vị, cá nhân trong {campaign or 'năm'} ({dice.random():.9f})."
            )
            awards.append(
                Award(
                    count=many,
                    recipient_kind="individual" if named else dice.choice(KINDS),  # type: ignore[arg-type]
                    recipients=(_person(dice),) if named else (),
                    award_title=title,
                    prize=dice.choice(PRIZES),
                    level="district",
                    organization=organization,
                    campaign=campaign,
                    year_from=published.year,
                    year_to=published.year,
                    quote=quote,
                    char_start=length,
                    char_end=length + len(quote),
                    rule="verb_count_kind",
                    cues=("khen thưởng",),
                )
            )
            lines.append(quote)
            length += len(quote) + 1
        address = f"https://{PUBLISHERS[number % 4]}/{number}.html"
        article = Article(
            source_uri=address,
            text="\n".join(lines),
            url=address,
            publisher=PUBLISHERS[number % 4],
            title=f"Bài số {number}",
            published_at=published,
        )
        landed = LandedPage(address, f"{number:064x}", f"{number:x}.warc.gz", 0, 100_000, published)
        yield ReadPage(landed, article, Facts(awards=tuple(awards)), "1")


def _person(dice: random.Random) -> str:
    return " ".join(map(dice.choice, (FAMILIES, MIDDLES, GIVEN, GIVEN)))
