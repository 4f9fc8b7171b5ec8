"""Lines that go by their own words and place alone, without the learned judgement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.model import EMPTY
from pipeline.rules.chrome.lexicon import START, SURE
from pipeline.rules.chrome.repeats import repeats
from pipeline.rules.chrome.view import View

_ANYWHERE = frozenset({
    "reply-form", "share-bar", "newsletter-prompt", "related-links", "paywall-notice", "cookie-notice", "tag-list",
    "reading-time", "source-link", "advertisement", "navigation", "follow-prompt", "player-label", "copyright-notice",
})  # fmt: skip
_ALONE = frozenset({"advertisement", "reading-time", "copyright-notice", "player-label"})
_BY = frozenset({"by", "von", "par", "por", "di", "door", "author", "autor", "autore", "auteur", "written by"})
_NEAR_A_NAME = frozenset({"timestamp", "byline", "reading-time"})
_MOST_DATES = 4  # lines of dates in one zone; more are a programme or a table


class Sentence(NamedTuple):
    """The verdict on a line that goes: of what kind, how sure, and what it tells."""

    kind: str
    confidence: float
    fields: Mapping[str, Any] = EMPTY


def find(view: View) -> dict[int, Sentence]:
    """The lines that go, by index."""
    going: dict[int, Sentence] = {}
    marked = [index for index, look in enumerate(view.seen) if look.kind or look.remembered]
    for index in marked:
        look = view.seen[index]
        if look.remembered:
            going[index] = Sentence("site-furniture", 0.98)
        elif look.kind and look.level >= START and _stands(view, index):
            going[index] = Sentence(look.kind, 0.97 if look.level == SURE else 0.93)
    _bare_names(view, marked, going)
    for index, (kind, told) in repeats(view, going).items():
        going.setdefault(index, Sentence(kind, 0.95, told))
    _company(view, marked, going)
    return going


def _stands(view: View, index: int) -> bool:
    """Whether a line of a known kind stands where that kind is chrome."""
    look, zone = view.seen[index], view.zone(index)
    if look.kind == "timestamp":
        return zone != "mid" and _dates_in(view, zone) <= _MOST_DATES
    if look.kind == "byline":
        return zone == "head" or (zone == "tail" and (index <= view.prose[1] + 3 or _beside(view, index)))
    if look.kind in ("caption", "credit"):
        return not look.prose
    if look.kind not in _ANYWHERE:
        return False
    if look.kind in _ALONE or look.words >= 2 or zone != "mid":
        return True
    return _beside(view, index)


def _beside(view: View, index: int) -> bool:
    """Whether a neighbour is chrome by its own words."""
    near = [k for k in (index - 1, index + 1) if 0 <= k < len(view)]
    return any(view.seen[k].level >= START for k in near)


def _dates_in(view: View, zone: str) -> int:
    first, last = view.prose
    span = range(first) if zone == "head" else range(last + 1, len(view))
    return sum(view.seen[k].kind == "timestamp" for k in span)


def _bare_names(view: View, marked: list[int], going: dict[int, Sentence]) -> None:
    """A name alone on its line in the head, next to a byline's or timestamp's line, is a byline."""
    first = min(view.prose[0], len(view))
    for index in marked:
        if index >= first or view.seen[index].kind != "name":
            continue
        near = [view.seen[k] for k in (index - 1, index + 1) if 0 <= k < first]
        if any(look.kind in _NEAR_A_NAME or look.key in _BY for look in near):
            going[index] = Sentence("byline", 0.9)


def _company(view: View, marked: list[int], going: dict[int, Sentence]) -> None:
    """Labels that may be anything go where they stand next to chrome, outside the prose."""
    for order, step in ((marked, 1), (marked[::-1], -1)):
        for index in order:
            look = view.seen[index]
            if index in going or not look.kind or look.kind == "name" or look.words > 4:
                continue
            if index - step in going and view.zone(index) != "mid":
                going[index] = Sentence(look.kind, 0.85)
