"""Campaign rows: one for each campaign and body of an article, gathered from its mentions."""

from transform.campaign_drives import CampaignMention
from transform.facts import Campaign
from transform.mentions import Mentions
from transform.nodes import Tagged
from transform.organizations import Organization
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
        sentence = spans[group[0].sentence]
        start, end = view.span(sentence.start, sentence.end)
        for body, mentioned in _bodies(group):
            dated = _dated(mentioned)
            found.append(
                Campaign(
                    campaign=group[0].name,
                    kind=min((m.kind for m in group), key=_KIND_ORDER.__getitem__),
                    organization=body.name if body else None,
                    date_from=dated.date_from if dated else None,
                    date_to=dated.date_to if dated else None,
                    theme=next((m.theme for m in group if m.theme), None),
                    quote=view.original[start:end],
                    char_start=start,
                    char_end=end,
                    rule=f"named after {group[0].kind}",
                    cues=(group[0].name,),
                )
            )
    return found


def _dated(mentioned: list[CampaignMention]) -> CampaignMention | None:
    """The first mention that dates the campaign; where it only names a year, one that tells the days of that year."""
    first = next((m for m in mentioned if m.date_from), None) or next((m for m in mentioned if m.date_to), None)
    if first is None or first.date_from is None or len(first.date_from) > 4:
        return first
    days = [m for m in mentioned if m.date_from and m.date_to and len(m.date_from) > len("YYYY")]
    year = first.date_from
    return next((m for m in days if year in (str(m.date_from)[:4], str(m.date_to)[:4])), first)


def _bodies(group: list[CampaignMention]) -> list[tuple[Organization | None, list[CampaignMention]]]:
    """Who runs a campaign, each with the mentions that date it: its launcher, else the passage's body.

    A programme of the centre that a lower body carries out ("khen thưởng giai đoạn 2 Chương trình … do Tổng LĐLĐ phát
    động") is a row of each.
    """
    launchers = [m.launcher for m in group if m.launcher is not None]
    if not launchers:
        anonymous = any(m.anonymous for m in group)
        return [(None if anonymous else next((m.body for m in group if m.body is not None), None), group)]
    national = (b for b in launchers if b.level == "national" and group[0].kind == "programme")
    launcher = next(national, launchers[0])
    carrier = next((m.host for m in group if m.host is not None and m.carried), None)
    if group[0].kind == "programme" and launcher.level == "national" and carrier and carrier.level != "national":
        return [(launcher, group), (carrier, [])]
    return [(launcher, group)]
