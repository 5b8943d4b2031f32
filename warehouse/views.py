"""The views of `mart`: what analysts and the export read. Each column keeps the meaning of the fact column it shows."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class View:
    """A view: its query and what it says of itself."""

    name: str
    grain: str
    columns: dict[str, tuple[str, str]]
    """Column → (expression, comment), in order."""
    source: str
    """What follows FROM."""

    @property
    def statements(self) -> list[str]:
        """The SQL that makes the view and its comments."""
        select = ",\n    ".join(f'{expression} AS "{name}"' for name, (expression, _) in self.columns.items())
        made = [
            f"CREATE VIEW mart.{self.name} AS\nSELECT\n    {select}\nFROM {self.source}",
            f"COMMENT ON VIEW mart.{self.name} IS {_literal(self.grain)}",
        ]
        return made + [
            f'COMMENT ON COLUMN mart.{self.name}."{name}" IS {_literal(comment)}'
            for name, (_, comment) in self.columns.items()
        ]


def digest() -> str:
    """Return a digest of all definitions."""
    return hashlib.sha256(
        "\x1e".join(statement for view in VIEWS for statement in view.statements).encode()
    ).hexdigest()


def create(connection: Connection) -> None:
    """Make all views."""
    for view in VIEWS:
        for statement in view.statements:
            connection.exec_driver_sql(statement.replace("%", "%%"))


def drop(connection: Connection) -> None:
    """Drop our views, in the opposite order; one that somebody else's view rests on stops this with its name."""
    for view in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS mart.{view.name}"))


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _known(alias: str, key: str, expression: str) -> str:
    """Null instead of row 0 of a dimension."""
    return f"CASE WHEN {alias}.{key} <> 0 THEN {expression} END"


_ORIGIN = {
    "source_uri": ("a.source_uri", "Where the document was loaded from; the first by code point if there are several."),
    "article_url": ("a.url", "Canonical address of the article; null if its page tells none."),
    "article_title": ("a.title", "Headline."),
    "publisher": (_known("p", "publisher_key", "p.name"), "Publisher: source profile or host."),
    "published_at": ("a.published_at", "Moment of publication, shown in the time zone of the session."),
}

_GROUNDS = {
    "quote": ("f.quote", "Words of the article that state the fact, verbatim."),
    "char_start": ("f.char_start", "Where the quote begins in mart.articles.text, in characters from 0."),
    "char_end": ("f.char_end", "Where the quote ends, one past its last character."),
    "article_id": ("a.article_id", "Article; joins mart.articles."),
    "rule": ("f.rule", "Construction that yielded the fact."),
    "extractor_version": ("f.extractor_version", "Version of the reader."),
}

_CORRECTED = {"corrected": ("f.corrected", "Whether a person corrected it; mart.corrections says who, when and why.")}

_ARTICLE = """mart.dim_article a
JOIN {fact} f ON f.article_key = a.article_key
JOIN mart.dim_publisher p ON p.publisher_key = a.publisher_key"""
_ORGANIZATION = "\nJOIN mart.dim_organization o ON o.organization_key = f.organization_key"
_CAMPAIGN = "\nJOIN mart.dim_campaign c ON c.campaign_key = f.campaign_key"
_TITLE = "\nJOIN mart.dim_award_title t ON t.award_title_key = f.award_title_key"
_CURRENT = "\nWHERE a.is_current"

_NAMES = {
    "organization": (_known("o", "organization_key", "o.name"), "Body, full name; null if not said."),
    "campaign": (_known("c", "campaign_key", "c.name"), "Movement, contest or programme; null if not said."),
}
_YEARS = {
    "year_from": ("f.year_from", "First year it covers; null if nothing says."),
    "year_to": ("f.year_to", "Last year it covers; null if nothing says."),
}

_AWARD = {
    "count": ("f.count", "How many were recognised."),
    "count_qualifier": ("f.count_qualifier", "Hedge of the number: exact, over, under, about."),
    "recipient_kind": (
        "f.recipient_kind",
        "What was counted: individual, collective, family, initiative, work, prize, mixed.",
    ),
    "award_title": (
        _known("t", "award_title_key", "t.name"),
        "Title, honour or form conferred; null where only khen thưởng is said.",
    ),
    "prize": ("f.prize", "Rank or class inside the award, in Vietnamese: nhất, nhì, hạng ba …"),
    "level": ("f.level", "grassroots, district, province, national; null if not known."),
    **_NAMES,
    **_YEARS,
    "status": ("f.status", "awarded, or nominated."),
}

AWARDS = View(
    "awards",
    "Grain: one award as a current article tells it once. The same award told twice is two rows: sum awards_resolved.",
    {
        "award_key": ("f.award_key", "Key of the fact."),
        **_AWARD,
        "recipients": (
            "ARRAY(SELECT r.name FROM mart.bridge_award_recipient r "
            "WHERE r.award_key = f.award_key ORDER BY r.position)",
            "Names given for this award, in the order of the article; empty if none.",
        ),
        **_ORIGIN,
        **_GROUNDS,
        **_CORRECTED,
    },
    _ARTICLE.format(fact="mart.fact_award") + _ORGANIZATION + _CAMPAIGN + _TITLE + _CURRENT,
)

CAMPAIGNS = View(
    "campaigns",
    "Grain: one pair of a campaign and a body that launches or runs it, in a current article.",
    {
        "campaign_fact_key": ("f.campaign_fact_key", "Key of the fact."),
        "campaign": ("c.name", "Name, without quotes and without the word phong trào or cuộc thi."),
        "kind": ("f.kind", "movement, contest, programme, drive or peak."),
        "organization": _NAMES["organization"],
        "date_from": ("f.date_from", "Beginning as stated: ISO date, or YYYY; null if not said."),
        "date_to": ("f.date_to", "End as stated: ISO date, or YYYY; null if not said."),
        "theme": ("f.theme", "Stated theme (chủ đề)."),
        **_ORIGIN,
        **_GROUNDS,
        **_CORRECTED,
    },
    _ARTICLE.format(fact="mart.fact_campaign") + _ORGANIZATION + _CAMPAIGN + _CURRENT,
)

RESULTS = View(
    "results",
    "Grain: one counted outcome other than an award, as a current article tells it once.",
    {
        "result_key": ("f.result_key", "Key of the fact."),
        "measure": ("f.measure", "What was counted: entries, participants, initiatives, benefit_vnd, rate_percent …"),
        "value": ("f.value", "The number; money in đồng."),
        "value_qualifier": ("f.value_qualifier", "Hedge of the number: exact, over, under, about."),
        "campaign": _NAMES["campaign"],
        "organization": _NAMES["organization"],
        **_YEARS,
        **_ORIGIN,
        **_GROUNDS,
        **_CORRECTED,
    },
    _ARTICLE.format(fact="mart.fact_result") + _ORGANIZATION + _CAMPAIGN + _CURRENT,
)

ARTICLES = View(
    "articles",
    "Grain: one article, in its current version.",
    {
        "article_id": ("a.article_id", "Key of the article through its versions."),
        "source_uri": _ORIGIN["source_uri"],
        "source_uris": ("a.source_uris", "All documents that hold it, sorted."),
        "url": ("a.url", "Canonical address; null if its page tells none."),
        "title": ("a.title", "Headline."),
        "kicker": ("a.kicker", "Line above the headline."),
        "author": ("a.author", "Byline."),
        "published_at": _ORIGIN["published_at"],
        "publisher": _ORIGIN["publisher"],
        "story_id": ("a.story_id", "Story: the same for articles that are copies of one another."),
        "language": ("a.language", "Language of the text."),
        "captions": ("a.captions", "Captions of its pictures."),
        "text": ("a.text", "Lead and body, one paragraph a line: what char_start and char_end count in."),
        "extractor_version": ("a.extractor_version", "Version of the reader that read its facts."),
    },
    "mart.dim_article a JOIN mart.dim_publisher p ON p.publisher_key = a.publisher_key" + _CURRENT,
)

RECIPIENTS = View(
    "award_recipients",
    "Grain: one name given for one award in a current article. Counts repeat here: do not sum them.",
    {
        "award_key": ("f.award_key", "The award; joins mart.awards."),
        "position": ("r.position", "Place in the article's list, from 1."),
        "recipient": ("r.name", "Name as the article gives it."),
        "recipient_type": (
            "CASE WHEN r.person_key <> 0 THEN 'person' "
            "WHEN r.organization_key <> 0 THEN 'organization' ELSE 'other' END",
            "person, organization, or other (a work, a family, a name that could be either).",
        ),
        **_AWARD,
        **_ORIGIN,
        "article_id": _GROUNDS["article_id"],
    },
    _ARTICLE.format(fact="mart.fact_award")
    + "\nJOIN mart.bridge_award_recipient r ON r.award_key = f.award_key"
    + _ORGANIZATION
    + _CAMPAIGN
    + _TITLE
    + _CURRENT,
)

_SUPPORT = {
    "mentions": ("r.mentions", "Mentions that tell of it."),
    "articles": ("r.articles", "Articles among them."),
    "contradicted": ("r.contradicted", "Whether articles contradict each other on it."),
}
_PUBLISHED = {
    "first_published_at": ("r.first_published_at", "First publication that tells of it."),
    "last_published_at": ("r.last_published_at", "Last publication that tells of it."),
}

AWARDS_RESOLVED = View(
    "awards_resolved",
    "Grain: one award in the real world, however many articles and sentences tell of it. Summing count is safe.",
    {
        "event_id": ("r.event_id", "The event."),
        **{
            name: (expression.replace("f.", "r."), comment)
            for name, (expression, comment) in _AWARD.items()
            if name not in _NAMES
        },
        "organization": (_known("r", "organization_key", "o.name"), "Body that confers; null if no mention says."),
        "campaign": (_known("r", "campaign_key", "c.name"), "Campaign in which it was won; null if no mention says."),
        "recipients": (
            "ARRAY(SELECT DISTINCT b.name FROM mart.bridge_award_recipient b "
            "WHERE b.award_key = ANY(r.award_keys) ORDER BY b.name)",
            "Names given by any mention, sorted; empty if none.",
        ),
        **_SUPPORT,
        "stories": ("r.stories", "Stories among the articles, copies of one text being one: independent support."),
        "counts": ("r.counts", "All counts told, rising; count is the one most articles tell."),
        "score": ("r.score", "Share of the mentions that tell the count shown, from 0 to 1."),
        "rule": ("r.rule", "Why the mentions are one event: single, same_facts, same_sentence, contradiction."),
        **_PUBLISHED,
        "award_keys": ("r.award_keys", "The mentions: award_key of mart.awards, in the order of publication."),
        "article_ids": ("r.article_ids", "Their articles: article_id of mart.articles."),
    },
    """mart.resolved_award r
JOIN mart.dim_organization o ON o.organization_key = r.organization_key
JOIN mart.dim_campaign c ON c.campaign_key = r.campaign_key
JOIN mart.dim_award_title t ON t.award_title_key = r.award_title_key""",
)

CAMPAIGNS_RESOLVED = View(
    "campaigns_resolved",
    "Grain: one body's run of one campaign, beginning in one year where a year is told.",
    {
        "campaign": ("c.name", "Name of the campaign."),
        "spellings": ("c.spellings", "All spellings of the name met."),
        "kind": ("r.kind", "movement, contest, programme, drive or peak: what most mentions say."),
        "organization": (_known("r", "organization_key", "o.name"), "Body that launches or runs it; null if not said."),
        "year": ("NULLIF(r.year, 0)", "Year in which the run begins; null if no mention says."),
        "date_from": ("r.date_from", "Beginning in the most exact form told: ISO date, or YYYY; null if none."),
        "date_to": ("r.date_to", "End in the most exact form told; null if none."),
        "theme": ("r.theme", "Theme that most mentions tell."),
        **_SUPPORT,
        "dates": ("r.dates", "All beginnings and ends told, as from/to."),
        **_PUBLISHED,
        "campaign_fact_keys": ("r.campaign_fact_keys", "The mentions: campaign_fact_key of mart.campaigns."),
        "article_ids": ("r.article_ids", "Their articles: article_id of mart.articles."),
    },
    """mart.resolved_campaign r
JOIN mart.dim_organization o ON o.organization_key = r.organization_key
JOIN mart.dim_campaign c ON c.campaign_key = r.campaign_key""",
)

CORRECTIONS = View(
    "corrections",
    "Grain: one correction that a person made of one field of one fact, or of a fact as a whole.",
    {
        "correction_id": ("c.correction_id", "The correction; `thidua corrections remove` takes it."),
        "fact": ("c.fact", "Which kind of fact: award, campaign, result."),
        "fact_key": (
            "coalesce(c.applies_to, c.fact_key)",
            "The fact: joins award_key, campaign_fact_key or result_key of the flat views, unless it is marked wrong.",
        ),
        "field": ("c.field", "Field that is replaced; null if the fact is wrong as a whole and not shown any more."),
        "value_read": ("c.as_read ->> c.field", "What the reader had read when it was corrected; null if nothing."),
        "value": ("c.value", "What is right; null if the field is emptied."),
        "status": ("c.status", "applied; pending: the next load carries it out; review; superseded by a later one."),
        "note": ("c.note", "Why it asks for review or does not count."),
        "corrected_by": ("c.corrected_by", "Who."),
        "corrected_at": ("c.corrected_at", "When."),
        "reason": ("c.reason", "Why."),
        "article_id": ("c.article_id", "Article; joins mart.articles. Null while pending."),
        "quote": ("c.quote", "Words that it was read from. Null while pending."),
    },
    "ops.correction c",
)

VIEWS = (AWARDS, CAMPAIGNS, RESULTS, ARTICLES, RECIPIENTS, AWARDS_RESOLVED, CAMPAIGNS_RESOLVED, CORRECTIONS)
