"""Campaign rows: one for each campaign and body of an article, gathered from its mentions."""

from transform.facts import Campaign
from transform.mentions import CampaignMention, Mentions
from transform.tagging import Tagged
from transform.text import View, fold

_KIND_ORDER = {"drive": 0, "contest": 1, "peak": 2, "programme": 3, "movement": 4}


def campaigns(view: View, sentences: list[Tagged], mentions: Mentions) -> list[Campaign]:
    """Rows in the order of first mention; dates and theme from whichever mention states them."""
    spans = {t.sentence.start: t.sentence for t in sentences}
    rows: dict[str, list[CampaignMention]] = {}
    for mention in mentions.all:
        key = fold(mention.name) if not mention.name.startswith("Đợt ") else f"{mention.name} {mention.start}"
        rows.setdefault(key, []).append(mention)
    found: list[Campaign] = []
    for group in rows.values():
        first = group[0]
        launchers = [m.launcher for m in group if m.launcher is not None]
        body = launchers[0] if launchers else next((m.body for m in group if m.body is not None), None)
        if not launchers and any(m.anonymous for m in group):
            body = None
        dated = next((m for m in group if m.date_from), None)
        theme = next((m.theme for m in group if m.theme), None)
        sentence = spans[first.sentence]
        start, end = view.span(sentence.start, sentence.end)
        found.append(
            Campaign(
                campaign=first.name,
                kind=min((m.kind for m in group), key=_KIND_ORDER.__getitem__),
                organization=body.name if body else None,
                date_from=dated.date_from if dated else None,
                date_to=dated.date_to if dated else None,
                theme=theme,
                quote=view.original[start:end],
                char_start=start,
                char_end=end,
                rule=f"named after {first.kind}",
                cues=(first.name,),
            )
        )
    return found
