"""Article in, facts out: the one entrance to the reader."""

import unicodedata
from itertools import pairwise

from extract.article import Article
from transform.awards import read_awards
from transform.campaigns import campaigns
from transform.discourse import Discourse
from transform.elsewhere import announces_others, stories, without_headlines
from transform.facts import Award, Facts, Result
from transform.frames import frames
from transform.genre import of_the_genre
from transform.groups import groups
from transform.mentions import Mentions
from transform.nodes import Tagged
from transform.passage import Passage
from transform.results import read_results
from transform.tagging import Tagger
from transform.text import View, fold

EXTRACTOR_VERSION = "10"
"""Raised whenever a change of rules or lexicons may change what is read."""

_LEAD = 4
"""Sentences of the lead that say what the article is about."""


def read_facts(article: Article) -> Facts:
    """Read every award, campaign and result out of an article.

    Pure and deterministic: same article, same facts, in the order of the text. Never raises for any text.
    """
    view = View(article.text)
    title = fold(unicodedata.normalize("NFC", article.title or ""))
    if not of_the_genre(f"{title}\n{view.low}"):
        return Facts()
    published = article.published_at.date() if article.published_at else None
    tagger = Tagger(view, published)
    sentences = tagger.tag([s for s in view.sentences() if not announces_others(view, s)])
    sentences = without_headlines(view, sentences, title)
    if not sentences:
        return Facts()
    headings = _headings(article, tagger)
    mentions = Mentions()
    walk = _opened(headings, sentences, article)
    opening, apart = _openings(sentences), stories(sentences)
    for sentence, first, story in zip(sentences, opening, apart, strict=True):
        walk.enter(sentence, first_of_paragraph=first, story=story)
        mentions.read(view, sentence, walk)
    mentions.settle()
    walk = _opened(headings, sentences, article)
    passage = Passage(view, walk, mentions)
    passage.open(headings, sentences[:_LEAD])
    awards: list[Award] = []
    results: list[Result] = []
    counted, predicates = [groups(s) for s in sentences], [frames(s) for s in sentences]
    for sentence, first, story, found, told in zip(sentences, opening, apart, counted, predicates, strict=True):
        if first:
            passage.paragraph(story=story)
        walk.enter(sentence, first_of_paragraph=first, story=story)
        passage.begin(sentence)
        here = read_awards(passage, sentence, found, told)
        passage.end(sentence)
        awards += here
        results += read_results(passage, sentence, found, told, here)
    return Facts(tuple(_once(awards)), tuple(campaigns(view, sentences, mentions)), tuple(_distinct(results)))


def _once(awards: list[Award]) -> list[Award]:
    """Awards without those that only tell an earlier one again, in the lead and in the body or later in the report."""
    kept: list[Award] = []
    alike: dict[object, list[Award]] = {}
    for award in awards:
        kind = award.recipient_kind if award.prize is None else None
        earlier = alike.setdefault((award.count, kind, award.prize, award.status), [])
        if not any(_told_again(k, award) for k in earlier):
            earlier.append(award)
            kept.append(award)
    return kept


def _told_again(first: Award, again: Award) -> bool:
    """Whether the later of two awards of one count, prize and status is the earlier one, as far as both say.

    Counted prizes are told again with their winners ("trao 2 giải Nhất … Hai giải Nhất thuộc về anh A và chị B").

    Small numbers and prizes recur by chance, so they need the same words: named recipients, or a title, a number of
    two or more and (below ten) the same awarder, or ten and more recipients of one kind whose second telling names no
    honour.
    """
    if again.prize is not None and first.recipient_kind == "prize" and again.cues[:2] == ("một", "trong"):
        return first.campaign == again.campaign  # "là một trong 3 tác phẩm đạt giải A"
    if again.prize is not None and (first.recipient_kind, again.recipient_kind) == ("prize", "individual"):
        of_one = first.campaign == again.campaign is not None and first.year_from == again.year_from
        return again.rule.startswith("counted R") and again.count > 1 and of_one and first.level == again.level
    if again.award_title is None and again.prize is None:
        elsewhere = first.level != again.level and first.organization != again.organization
        return again.count >= 10 and not (elsewhere and first.award_title is not None)
    same = first.award_title == again.award_title is not None
    years = first.year_from == again.year_from
    if again.count < 10 and first.organization != again.organization:
        return False
    if first.char_start == again.char_start or not (same and years and first.level == again.level):
        return False
    return first.recipients == again.recipients != () if again.count == 1 else again.prize is None


def _distinct(results: list[Result]) -> list[Result]:
    """Results without those that tell the same number of the same measure again."""
    kept: dict[tuple[str, float], Result] = {}
    for result in results:
        kept.setdefault((result.measure, result.value), result)
    return list(kept.values())


def _headings(article: Article, tagger: Tagger) -> list[Tagged]:
    found = []
    for heading in (article.kicker, article.title):
        if heading:
            view = View(heading)
            found += Tagger(view, tagger.base).tag(view.sentences())
    return found


def _opened(headings: list[Tagged], sentences: list[Tagged], article: Article) -> Discourse:
    """The discourse as a reader has it after headline and lead."""
    walk = Discourse(article.published_at.date() if article.published_at else None)
    for heading in headings:
        walk.heading(heading)
    walk.survey([*headings, *sentences])
    walk.lead(sentences[:_LEAD])
    return walk


def _openings(sentences: list[Tagged]) -> list[bool]:
    """Of each sentence whether it opens a paragraph; the items of a list belong to the line that opens it."""
    found: list[bool] = [True] * len(sentences)
    announced = False
    for i, (before, sentence) in enumerate(pairwise(sentences), 1):
        announced = before.tags.endswith(":") or (announced and before.tags.startswith("-"))
        item = announced and sentence.tags.startswith("-")
        listed = item or before.tags[-1:] in (":", ";")
        found[i] = sentence.sentence.paragraph != before.sentence.paragraph and not listed
    return found
