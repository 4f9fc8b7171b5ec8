"""One joint reading of a page: which lines the site put there. Every chrome rule yields its share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.model import EMPTY, Finding, Fix
from pipeline.page import Page
from pipeline.rules.chrome import fields
from pipeline.rules.chrome.lexicon import START, SURE
from pipeline.rules.chrome.lines import cuts
from pipeline.rules.chrome.looks import Look, looks
from pipeline.rules.chrome.repeats import repeats

_ANYWHERE = frozenset({
    "reply-form", "share-bar", "newsletter-prompt", "related-links", "paywall-notice", "cookie-notice", "tag-list",
    "reading-time", "source-link", "advertisement", "navigation", "follow-prompt", "player-label", "copyright-notice",
})  # fmt: skip
_ALONE = frozenset({"advertisement", "reading-time", "copyright-notice", "player-label"})
_MOST_DATES = 4  # lines of dates in one zone; more are a programme or a table


class Sentence(NamedTuple):
    """The verdict on a line that goes: of what kind, how sure, and what it tells."""

    kind: str
    confidence: float
    fields: Mapping[str, Any] = EMPTY


class Zones(NamedTuple):
    """The first and the last line of prose; the head lies before, the tail behind."""

    first: int
    last: int

    def of(self, index: int) -> str:
        return "head" if index < self.first else "tail" if index > self.last else "mid"


def zones(seen: list[Look]) -> Zones:
    """Where the prose begins and ends; without any, all is middle."""
    prose = [index for index, look in enumerate(seen) if look.prose]
    return Zones(prose[0], prose[-1]) if prose else Zones(0, len(seen))


def anchored(page: Page) -> dict[int, Sentence]:
    """The lines that go by their own words and place alone, without the learned judgement."""
    seen = page.fact(looks)
    where = zones(seen)
    going: dict[int, Sentence] = {}
    for index, look in enumerate(seen):
        if look.kind and look.level >= START and _stands(seen, index, where):
            going[index] = Sentence(look.kind, 0.97 if look.level == SURE else 0.93)
    _bare_names(seen, where, going)
    for index, (kind, told) in repeats(page, where.first, going).items():
        going.setdefault(index, Sentence(kind, 0.95, told))
    _company(seen, where, going)
    return going


def _stands(seen: list[Look], index: int, where: Zones) -> bool:
    """Whether a line of a known kind stands where that kind is chrome."""
    look = seen[index]
    zone = where.of(index)
    if look.kind == "timestamp":
        return zone != "mid" and _dates_in(seen, zone, where) <= _MOST_DATES
    if look.kind == "byline":
        near = index <= where.last + 3 or _beside(seen, index)
        return zone == "head" or (zone == "tail" and near)
    if look.kind in ("caption", "credit"):
        return look.level >= START and not look.prose
    if look.kind not in _ANYWHERE:
        return False
    if look.kind in _ALONE or look.words >= 3 or zone != "mid":
        return True
    return _beside(seen, index) or look.words == 2


def _beside(seen: list[Look], index: int) -> bool:
    """Whether a neighbour is chrome by its own words."""
    near = [k for k in (index - 1, index + 1) if 0 <= k < len(seen)]
    return any(seen[k].level >= START for k in near)


def _dates_in(seen: list[Look], zone: str, where: Zones) -> int:
    span = range(where.first) if zone == "head" else range(where.last + 1, len(seen))
    return sum(seen[k].kind == "timestamp" for k in span)


def _bare_names(seen: list[Look], where: Zones, going: dict[int, Sentence]) -> None:
    """A name alone on its line in the head, next to a byline's or timestamp's line, is a byline."""
    for index in range(min(where.first, len(seen))):
        if seen[index].kind != "name":
            continue
        near = [k for k in (index - 1, index + 1) if 0 <= k < where.first]
        if any(seen[k].kind in ("timestamp", "byline", "reading-time") or seen[k].key in _BY for k in near):
            going[index] = Sentence("byline", 0.9)


_BY = frozenset({"by", "von", "par", "por", "di", "door", "author", "autor", "autore", "auteur", "written by"})


def _company(seen: list[Look], where: Zones, going: dict[int, Sentence]) -> None:
    """Labels that may be anything go where they stand between chrome, outside the prose."""
    for order in (range(len(seen)), range(len(seen) - 1, -1, -1)):
        step = order.step
        for index in order:
            look = seen[index]
            if index in going or not look.kind or look.kind == "name" or look.words > 4:
                continue
            if where.of(index) != "mid" and index - step in going:
                going[index] = Sentence(look.kind, 0.85)


def reading(page: Page) -> dict[int, tuple[Sentence, tuple[int, int]]]:
    """All lines that go, by index, with the span to delete. The last prose never goes."""
    seen = page.fact(looks)
    going = anchored(page)
    if len(going) == len(seen):
        return {}
    told = fields.learn(page, seen, {index: sentence.kind for index, sentence in going.items()})
    spans = cuts(page, going)
    return {
        index: (sentence._replace(fields={**sentence.fields, **told.get(index, EMPTY)}), spans[index])
        for index, sentence in going.items()
    }


def share(page: Page, kind: str, message: str, least: float = 0.0) -> Iterator[Finding]:
    """The findings of one kind: whole lines to remove."""
    for sentence, (start, end) in page.fact(reading).values():
        if sentence.kind == kind:
            fix = Fix.SAFE if sentence.confidence >= least else Fix.NEVER
            yield Finding(start, end, message, "", sentence.confidence, fix, sentence.fields)
