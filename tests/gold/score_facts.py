#!/usr/bin/env python3
"""Compare the facts in an export of the warehouse with gold annotations.

usage: score_facts.py GOLD_DIR EXPORT_DIR [--json OUT] [--errors] [--kinds awards,campaigns,results]

GOLD_DIR    *.json as described in gold/GUIDE.md, one per document.
EXPORT_DIR  awards.jsonl, campaigns.jsonl, results.jsonl, one JSON object a line, with the field names of GUIDE.md and
            `source_uri` (where the document was loaded from; its last path segment is the gold file's `document`).

Two figures a kind of fact:
  found   the fact is there: same number, same prize, and the same thing recognised (title or campaign)
  strict  found, and every other scored field agrees too
Each as precision, recall and F1 over all documents, then the accuracy of each field on the facts found.
Standard library only.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlparse

ABBREVIATIONS = [
    (r"\bcnvc[ -]?lđ\b", "công nhân viên chức lao động"),
    (r"\bcnlđ\b", "công nhân lao động"),
    (r"\bnlđ\b", "người lao động"),
    (r"\blđlđ\b", "liên đoàn lao động"),
    (r"\btlđ\b", "tổng liên đoàn"),
    (r"\bcđcs\b", "công đoàn cơ sở"),
    (r"\bcđ\b", "công đoàn"),
    (r"\bubnd\b", "ủy ban nhân dân"),
    (r"\bhđnd\b", "hội đồng nhân dân"),
    (r"\bmttq\b", "mặt trận tổ quốc"),
    (r"\bkcn ?& ?cx\b", "khu công nghiệp và chế xuất"),
    (r"\bkcx ?[-–] ?kcn\b", "khu chế xuất và khu công nghiệp"),
    (r"\bkcn\b", "khu công nghiệp"),
    (r"\bkcx\b", "khu chế xuất"),
    (r"\btp\.? ?hcm\b", "thành phố hồ chí minh"),
    (r"\btp\b\.?", "thành phố"),
    (r"\btnhh\b", "trách nhiệm hữu hạn"),
    (r"\bcp\b", "cổ phần"),
    (r"\bcty\b", "công ty"),
    (r"\bgd ?& ?đt\b", "giáo dục và đào tạo"),
    (r"\bvn\b", "việt nam"),
    (r"\bbch\b", "ban chấp hành"),
    (r"\bbtv\b", "ban thường vụ"),
]
NOISE = re.compile(
    r"\b(đợt thi đua cao điểm|đợt thi đua|cao điểm|phong trào thi đua|phong trào|cuộc thi|hội thi|danh hiệu|chương trình|cuộc vận động|giải thưởng|kỷ niệm chương)\b"
)
TONE_MARKS = (
    "òa oà",
    "óa oá",
    "ỏa oả",
    "õa oã",
    "ọa oạ",
    "òe oè",
    "óe oé",
    "ỏe oẻ",
    "õe oẽ",
    "ọe oẹ",
    "ùy uỳ",
    "úy uý",
    "ủy uỷ",
    "ũy uỹ",
    "ụy uỵ",
)  # old placement, new placement
ABBREVIATIONS += [(new, old) for old, new in (pair.split() for pair in TONE_MARKS)]


def text(value):
    """Fold a string for comparison: NFC, case, quotes, dashes, spacing, tone placement, abbreviations."""
    if value is None:
        return ""
    s = unicodedata.normalize("NFC", str(value)).lower()
    s = re.sub(r"[\"“”„«»'‘’`´]", " ", s)
    for pattern, full in ABBREVIATIONS:
        s = re.sub(pattern, full, s)
    s = re.sub(r"[^\w%&/]+", " ", s)
    return re.sub(r"\s+", " ", s).strip()


def name(value):
    """Fold the name of a campaign or title: `text` without the generic head word."""
    folded = text(value)
    return re.sub(r"\s+", " ", NOISE.sub(" ", folded)).strip() or folded


def tokens_alike(a, b):
    """Overlap of two folded names as a share of the longer one."""
    if a == b:
        return 1.0
    x, y = a.split(), b.split()
    if not x or not y:
        return 0.0
    common, pool = 0, list(y)
    for t in x:
        if t in pool:
            pool.remove(t)
            common += 1
    return common / max(len(x), len(y))


def same_name(a, b, least=0.75):
    """Alike as wholes, or one begins the other ("Hội thi nghề giỏi", "Hội thi nghề giỏi trong công nhân … quận")."""
    for fold in (text, name):
        x, y = fold(a), fold(b)
        if not x or not y:
            return x == y
        short, long = sorted((x, y), key=len)
        if tokens_alike(x, y) >= least or (len(short.split()) >= 4 and long.startswith(short + " ")):
            return True
    return False


def same_org(a, b):
    a, b = text(a), text(b)
    for head in ("ban thường vụ ", "ban chấp hành ", "thường trực "):
        a, b = a.removeprefix(head), b.removeprefix(head)
    return a == b or (bool(a) and bool(b) and tokens_alike(a, b) >= 0.8)


def either(same):
    """Let a gold field that is a list accept any of its values."""
    return lambda g, p: any(same(v, p) for v in g) if isinstance(g, list) else same(g, p)


def year(value):
    m = re.match(r"(\d{4})", str(value)) if value not in (None, "") else None
    return int(m.group(1)) if m else None


def number(value):
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


PRIZES = {"first": "nhất", "second": "nhì", "third": "ba", "special": "đặc biệt", "consolation": "khuyến khích"}


def prize(value):
    p = text(value).removeprefix("giải ").strip()
    return PRIZES.get(p, p)


AWARD_FIELDS = {
    "count_qualifier": lambda g, p: text(g or "exact") == text(p or "exact"),
    "recipient_kind": lambda g, p: text(g) == text(p),
    "award_title": lambda g, p: same_name(g, p),
    "level": lambda g, p: text(g) == text(p),
    "organization": same_org,
    "campaign": lambda g, p: same_name(g, p),
    "year_from": lambda g, p: year(g) == year(p),
    "year_to": lambda g, p: year(g) == year(p),
    "status": lambda g, p: text(g or "awarded") == text(p or "awarded"),
}
CAMPAIGN_FIELDS = {
    "kind": lambda g, p: text(g) == text(p),
    "organization": same_org,
    "date_from": lambda g, p: str(g or "")[:10] == str(p or "")[:10] or (len(str(g or "")) == 4 and year(g) == year(p)),
    "date_to": lambda g, p: str(g or "")[:10] == str(p or "")[:10] or (len(str(g or "")) == 4 and year(g) == year(p)),
    "theme": lambda g, p: same_name(g, p, 0.8),
}
RESULT_FIELDS = {
    "measure": lambda g, p: text(g) == text(p),
    "value_qualifier": lambda g, p: text(g or "exact") == text(p or "exact"),
    "campaign": lambda g, p: same_name(g, p),
    "organization": same_org,
    "year_from": lambda g, p: year(g) == year(p),
    "year_to": lambda g, p: year(g) == year(p),
}


def named(row):
    """What a fact says was won: its title and its campaign, every accepted spelling."""
    values = []
    for field in ("award_title", "campaign"):
        v = row.get(field)
        values += v if isinstance(v, list) else [v]
    return {v for v in values if v}


def award_found(g, p):
    if number(g["count"]) != number(p.get("count")) or prize(g.get("prize")) != prize(p.get("prize")):
        return False
    mine, theirs = named(g), named(p)
    if mine and theirs:
        return any(same_name(a, b, 0.6) for a in mine for b in theirs)
    return either(AWARD_FIELDS["recipient_kind"])(g.get("recipient_kind"), p.get("recipient_kind"))


def campaign_found(g, p):
    return either(same_name)(g["campaign"], p.get("campaign"))


def result_found(g, p):
    return number(g["value"]) == number(p.get("value")) and either(RESULT_FIELDS["measure"])(
        g["measure"], p.get("measure")
    )


KINDS = {
    "awards": (award_found, AWARD_FIELDS, ("count", "prize")),
    "campaigns": (campaign_found, CAMPAIGN_FIELDS, ("campaign",)),
    "results": (result_found, RESULT_FIELDS, ("value",)),
}


def agreement(fields, g, p):
    return {f: either(same)(g.get(f), p.get(f)) for f, same in fields.items()}


def match(found, fields, gold, predicted):
    """Pair gold with predicted facts, best agreement first; each is used once."""
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if found(g, p):
                fits = agreement(fields, g, p)
                exact = any(text(g.get(k)) == text(p.get(k)) != "" for k in ("campaign", "award_title"))
                candidates.append((sum(fits.values()) + exact, i, j, fits))
    candidates.sort(key=lambda c: (-c[0], c[1], c[2]))
    pairs, used_g, used_p = [], set(), set()
    for _, i, j, fits in candidates:
        if i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            pairs.append((i, j, fits))
    return pairs


def ratio(a, b):
    return a / b if b else 0.0


def prf(tp, gold, predicted):
    p, r = ratio(tp, predicted), ratio(tp, gold)
    return {"precision": p, "recall": r, "f1": ratio(2 * p * r, p + r), "tp": tp, "gold": gold, "predicted": predicted}


def document_of(row):
    return Path(unquote(urlparse(str(row.get("source_uri", ""))).path)).name


def read_export(folder, kind):
    rows, path = defaultdict(list), Path(folder) / f"{kind}.jsonl"
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                rows[document_of(row)].append(row)
    return rows


def read_gold(folder):
    gold = {}
    for path in sorted(Path(folder).glob("*.json")):
        doc = json.loads(path.read_text(encoding="utf-8"))
        gold[doc["document"]] = doc
    return gold


def score(gold, exported, kinds=KINDS):
    """Figures for each kind of fact; `exported[kind][document]` is a list of rows."""
    report, errors = {}, []
    for kind in kinds:
        found, fields, _ = KINDS[kind]
        tp = strict = n_gold = n_pred = 0
        right, seen = defaultdict(int), 0
        for document, doc in gold.items():
            rows = doc.get(kind, [])
            predicted = exported[kind].get(document, [])
            pairs = match(found, fields, rows, predicted)
            optional = {i for i, g in enumerate(rows) if g.get("optional")}
            for i, j, fits in pairs:
                if i in optional:
                    continue
                tp += 1
                seen += 1
                strict += all(fits.values())
                for f, ok in fits.items():
                    right[f] += ok
                wrong = [f for f, ok in fits.items() if not ok]
                if wrong:
                    errors.append((document, kind, "differs", wrong, rows[i], predicted[j]))
            n_gold += len(rows) - len(optional)
            n_pred += len(predicted) - sum(i in optional for i, _, _ in pairs)
            hit_g, hit_p = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
            errors += [
                (document, kind, "missed", [], g, None)
                for i, g in enumerate(rows)
                if i not in hit_g and i not in optional
            ]
            errors += [(document, kind, "invented", [], None, p) for j, p in enumerate(predicted) if j not in hit_p]
        report[kind] = {
            "found": prf(tp, n_gold, n_pred),
            "strict": prf(strict, n_gold, n_pred),
            "fields": {f: ratio(right[f], seen) for f in fields},
        }
    return report, errors


def show(report, out=sys.stdout):
    for kind, r in report.items():
        for figure in ("found", "strict"):
            v = r[figure]
            print(
                f"{kind:10} {figure:7} precision {v['precision']:.3f}  recall {v['recall']:.3f}  F1 {v['f1']:.3f}"
                f"   ({v['tp']} of {v['gold']} gold, {v['predicted']} predicted)",
                file=out,
            )
        print("           fields  " + "  ".join(f"{f} {a:.2f}" for f, a in r["fields"].items()), file=out)


def brief(row, kind):
    keys = {
        "awards": (
            "count",
            "recipient_kind",
            "award_title",
            "prize",
            "level",
            "organization",
            "campaign",
            "year_from",
            "year_to",
            "status",
        ),
        "campaigns": ("campaign", "kind", "organization", "date_from", "date_to", "theme"),
        "results": ("measure", "value", "campaign", "organization", "year_from", "year_to"),
    }[kind]
    return {k: row.get(k) for k in keys}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("export")
    parser.add_argument("--json")
    parser.add_argument("--errors", action="store_true", help="list every missed, invented or differing fact")
    parser.add_argument("--kinds", default="awards,campaigns,results")
    args = parser.parse_args()
    kinds = args.kinds.split(",")
    gold = read_gold(args.gold)
    if not gold:
        sys.exit(f"score_facts: no gold files in {args.gold}")
    exported = {kind: read_export(args.export, kind) for kind in kinds}
    report, errors = score(gold, exported, kinds)
    if args.errors:
        for document, kind, what, wrong, g, p in errors:
            print(f"\n{document} {kind} {what} {', '.join(wrong)}")
            if g:
                print("  gold ", json.dumps(brief(g, kind), ensure_ascii=False), "|", (g.get("quote") or "")[:160])
            if p:
                print("  found", json.dumps(brief(p, kind), ensure_ascii=False), "|", (p.get("quote") or "")[:160])
        print()
    show(report)
    if args.json:
        Path(args.json).write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
