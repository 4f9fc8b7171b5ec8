"""One joint reading of a page: which lines the site put there. Every chrome rule yields its share.

The reading goes on until it would take nothing more from what is left, so its result is a fixed
point: cleaning a cleaned article changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.model import EMPTY, Finding, Fix
from pipeline.page import Page
from pipeline.rules.chrome import anchors, fields, learned
from pipeline.rules.chrome.anchors import Sentence
from pipeline.rules.chrome.lines import cuts, lines
from pipeline.rules.chrome.looks import Look, line_id, looks
from pipeline.rules.chrome.view import View


class Reading(NamedTuple):
    """Lines that go by kind, with the span to delete, and lines that are only doubted, by index."""

    going: Mapping[str, tuple[tuple[Sentence, tuple[int, int]], ...]]
    doubted: Mapping[int, float]


_MOST_TURNS = 12  # of one reading; a page that still changes then is left to the next pass


def reading(page: Page) -> Reading:
    """Read the page until it is quiet. A page of which nothing would stay is left as it is."""
    seen = page.fact(looks)
    text = [line.text for line in page.fact(lines)]
    settled = page.lasting(_settled)
    if text == settled.get("text"):
        # what the last reading left, and it had looked at that already
        doubts: Mapping[int, float] = settled["doubts"]
        return Reading({}, doubts)
    left, pinned = list(range(len(text))), _pinned(page, seen)
    going: dict[int, Sentence] = {}
    doubted: dict[int, float] = {}
    for _ in range(_MOST_TURNS):
        view = View(page, left)
        gone = anchors.find(view)
        taken, doubts_now = learned.find(view, gone)
        gone.update(taken)
        if pinned:
            gone = {k: sentence for k, sentence in gone.items() if left[k] not in pinned}
        if len(gone) == len(left):
            break
        going.update((left[k], sentence) for k, sentence in gone.items())
        # the last turn sees no chrome any more and doubts nothing: what an earlier one doubted still stands
        doubted |= {left[k]: probability for k, probability in doubts_now.items()}
        if not gone:
            break
        left = [index for k, index in enumerate(left) if k not in gone]
    doubted = {k: doubted[k] for k in left if k in doubted and k not in pinned}
    settled["text"] = [text[k] for k in left]
    settled["doubts"] = {at: doubted[k] for at, k in enumerate(left) if k in doubted}
    if not going:
        return Reading({}, doubted)
    told = fields.learn(page, seen, {index: sentence.kind for index, sentence in going.items()})
    spans = cuts(page, going)
    by_kind: dict[str, list[tuple[Sentence, tuple[int, int]]]] = {}
    for index, sentence in going.items():
        entry = sentence._replace(fields={**sentence.fields, **told.get(index, EMPTY)})
        by_kind.setdefault(sentence.kind, []).append((entry, spans[index]))
    return Reading({kind: tuple(entries) for kind, entries in by_kind.items()}, doubted)


def _pinned(page: Page, seen: list[Look]) -> frozenset[int]:
    """Lines, by index, of which the configuration says that they stay on this site."""
    keep = page.site.get("keep")
    return frozenset(k for k, look in enumerate(seen) if line_id(look.key, look.words) in keep) if keep else frozenset()


def _settled(page: Page) -> dict[str, Any]:
    """The lines that the last reading left, by which the next pass knows that nothing is to do."""
    return {}


def trace(page: Page) -> bool:
    """Whether any rule of the family has a share in the reading."""
    read = page.fact(reading)
    return bool(read.going or read.doubted)


def share(page: Page, kind: str, message: str) -> Iterator[Finding]:
    """The findings of one kind: whole lines to remove."""
    for sentence, (start, end) in page.fact(reading).going.get(kind, ()):
        yield Finding(start, end, message, "", sentence.confidence, Fix.SAFE, sentence.fields)


def doubts(page: Page) -> Iterator[tuple[int, int, float]]:
    """Lines that may be the site's: start, end and how probable that is."""
    text = page.fact(lines)
    for index, probability in page.fact(reading).doubted.items():
        yield text[index].start, text[index].end, probability
