"""Reads the annotated articles beside this file and compares what is found with the annotations (README.md there).

usage: measure.py [--errors] [FOLDER]   FOLDER holds annotated *.json with their paragraphs under text.must
"""

import hashlib
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import score_facts

from extract.article import Article
from transform.read import read_facts

ARTICLES = Path(__file__).parent / "articles"
HELD_OUT = Path(__file__).parent / "heldout"
HANDS = Path(__file__).parent / "hands"
ROUNDS = Path(__file__).parent / "rounds"
CORPORA = {"articles": ARTICLES, "heldout": HELD_OUT, "hands": HANDS, "rounds": ROUNDS}
BASELINE = Path(__file__).parent / "baseline.json"
KINDS = ("awards", "campaigns", "results")


def article_of(gold: dict[str, Any]) -> Article:
    """The article that a gold document annotates: its paragraphs, headline, kicker and day."""
    may = gold["text"].get("may", [])
    return Article(
        source_uri=gold["document"],
        text="\n".join(gold["text"]["must"]),
        url=gold.get("url"),
        title=gold.get("title"),
        kicker=next((line for line in may if line.endswith(":")), None),
        published_at=datetime.fromisoformat(gold["published_at"]) if gold.get("published_at") else None,
    )


def digest(folder: Path) -> str:
    """SHA-256 of the annotated corpus: a changed corpus is another measure."""
    seen = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        seen.update(path.read_bytes())
    return seen.hexdigest()


def measure(folder: Path = ARTICLES) -> tuple[dict[str, Any], list[Any]]:
    """Figures for each kind of fact, and every missed, invented or differing fact."""
    gold = score_facts.read_gold(folder)
    found: dict[str, dict[str, list[dict[str, Any]]]] = {kind: {} for kind in KINDS}
    for document, annotated in gold.items():
        facts = read_facts(article_of(annotated))
        for kind in KINDS:
            found[kind][document] = [asdict(fact) for fact in getattr(facts, kind)]
    return score_facts.score(gold, found, KINDS)


def main() -> None:
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    report, errors = measure(folders[0] if folders else ARTICLES)
    if "--errors" in sys.argv:
        for document, kind, what, fields, gold, found in errors:
            print(f"\n{document} {kind} {what} {', '.join(fields)}")
            for name, row in (("gold ", gold), ("found", found)):
                if row:
                    brief = {k: v for k, v in score_facts.brief(row, kind).items() if v is not None}
                    rule = f"  [{row['rule']}: {' | '.join(row['cues'])}]" if "rule" in row else ""
                    print(f"  {name} {json.dumps(brief, ensure_ascii=False)}{rule}\n        {row['quote'][:200]}")
    score_facts.show(report)


if __name__ == "__main__":
    main()
