"""Lines of a page, how they compare, and how whole lines are cut out without leaving holes."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from pipeline.page import Page


class Line(NamedTuple):
    """A line that is not blank: its span without white space at either end, and its text."""

    start: int
    end: int
    text: str


_LINE = re.compile(r"\S[^\n]*")
_DIGITS = re.compile(r"\d+")
_EDGES = ' \t\u00a0\u200b\u200c\ufeff:.,;!?…»«›‹<>→←↓↑▶►•·|*–—-_+#"“”„()[]{}✕×⇒'
LONGEST_KEY = 400  # code points of a line that count for comparing it


def lines(page: Page) -> list[Line]:
    """All lines that are not blank, in order."""
    found = []
    for match in _LINE.finditer(page.text):
        text = match[0].rstrip()
        found.append(Line(match.start(), match.start() + len(text), text))
    return found


def key(text: str) -> str:
    """What two prints of one line have in common: case, digits, spacing and edges do not count."""
    flat = " ".join(text[:LONGEST_KEY].casefold().replace("’", "'").split()).strip(_EDGES)
    return _DIGITS.sub("0", flat)


def cuts(page: Page, doomed: Collection[int]) -> dict[int, tuple[int, int]]:
    """The span to delete for each doomed line, by its index: disjoint, with its line breaks.

    Of the gaps around a run of doomed lines the widest stays, so paragraphs remain paragraphs and
    no blank hole is left. At the ends of the text nothing stays.
    """
    all_lines = page.fact(lines)
    spans: dict[int, tuple[int, int]] = {}
    index = 0
    while index < len(all_lines):
        if index not in doomed:
            index += 1
            continue
        first = index
        while index < len(all_lines) and index in doomed:
            index += 1
        spans.update(_run(page.text, all_lines, first, index))
    return spans


def _run(text: str, all_lines: list[Line], first: int, after: int) -> dict[int, tuple[int, int]]:
    """Spans for the doomed lines `first` to `after`, the second not included."""
    # edges[k] is the gap before line first + k; the last one is the gap behind the run
    edges = [(all_lines[k - 1].end if k else 0, all_lines[k].start) for k in range(first, after)]
    edges.append((all_lines[after - 1].end, all_lines[after].start if after < len(all_lines) else len(text)))
    widths = [text.count("\n", *edge) for edge in edges]
    if first == 0:
        kept = 0
    elif after == len(all_lines):
        kept = len(edges) - 1
    else:
        kept = widths.index(max(widths))
    spans = {}
    for k in range(after - first):
        line = all_lines[first + k]
        start = line.start if k >= kept else edges[k][0]
        end = line.end if k < kept else edges[k + 1][1]
        spans[first + k] = (start, end)
    if first == 0:
        spans[0] = (0, spans[0][1])
    if after == len(all_lines):
        spans[after - 1] = (spans[after - 1][0], len(text))
    return spans
