"""Who wrote the article: names on the lines that go, weighed by where and how they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from pipeline.rules.chrome.dates import is_timestamp, unglued
from pipeline.rules.chrome.looks import Look
from pipeline.rules.chrome.people import is_agency, is_newsroom, is_picture_agency, is_role, leading_name, names

_BY = re.compile(r"(?:^|\s)(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Dd]i|BY|VON)\s+(?=\S)(.{3,80})")
_TIME = re.compile(r"\d{1,2}[:.]\d\d|(?:19|20)\d\d")
_BETWEEN = re.compile(r"\s[|•·]\s")
_LEADS = frozenset(
    "by von par por di door author authors autor autorin autore auteur reporter text texto tekst".split()
)
_TELL = frozenset({
    "byline", "timestamp", "reading-time", "page-furniture", "navigation", "follow-prompt", "site-furniture",
})  # fmt: skip
_ENOUGH = 1.4  # weight from which a name without a lead is believed
_ALIKE = 0.8  # how much less may speak for a name right above another; twice that for one right below
_WINDOW = 14  # lines above the text in which a byline stands
_SHORT = 24  # code points before a "by" that still belong to it: "Ein Kommentar von"
_READ = 24  # words of the longest line that is searched


class Candidate(NamedTuple):
    """Names on a line, and how much speaks for them."""

    at: int
    names: tuple[str, ...]
    weight: float


class _Search:
    """The lines of a page, which of them go, and between which the article lies."""

    def __init__(self, text: list[str], seen: list[Look], going: Mapping[int, str]) -> None:
        self.text, self.seen, self.going = text, seen, going
        stays = [k for k, look in enumerate(seen) if look.prose and k not in going]
        # a standfirst may stand above the byline: the article begins where prose follows prose
        joined = (k for k, after in pairwise(stays) if after == k + 1)
        self.top = stays[0] if stays else len(seen)
        self.first = min(next(joined, self.top), self.top + _WINDOW)
        self.last = stays[-1] if stays else -1
        self.body = "\n".join(text[k] for k in range(self.top, self.last + 1) if k not in going)
        self.rest = "\n".join(text[k] for k in going)
        self.labels = Counter(look.key for look in seen[: self.top])

    def candidate(self, index: int) -> Candidate | None:
        """What the line says of who wrote; None where it names nobody."""
        look = self.seen[index]
        far = self.first - index > 3 * _WINDOW or index > self.last + 8 > 8
        if look.words > _READ or (far and not look.byline) or self.going[index] not in _TELL:
            return None
        line = unglued(self.text[index])
        found, weight = _named(line, look)
        if not found:
            return None
        return Candidate(index, found, round(weight + self._place(index) + self._company(index, line, found), 2))

    def _place(self, index: int) -> float:
        """What the line's distance from the article says."""
        if index > self.last + 6:
            return -1.5
        if index > self.top:
            return 0.5 if index < self.first else 0.0
        ahead = self.top - index
        return 1.0 + 0.4 * (1 - ahead / _WINDOW) if ahead <= _WINDOW else 0.2

    def _company(self, index: int, line: str, found: tuple[str, ...]) -> float:
        """What stands beside the names, and where else the first of them stands."""
        seen, weight, name = self.seen, 0.0, found[0]
        near = [k for k in (index - 2, index - 1, index + 1, index + 2) if 0 <= k < len(seen)]
        if any(seen[k].kind == "timestamp" for k in near) or _TIME.search(line):
            weight += 0.7
        if index and seen[index - 1].key in _LEADS:
            weight += 1.5
        below = self.text[index + 1].split() if index + 1 < len(seen) else []
        if any(map(is_role, line.split()[1:])) or (len(below) <= 6 and any(map(is_role, below))):
            weight += 0.7
        if self.labels[seen[index].key] > 2:
            weight -= 1.0  # a label of the navigation
        elif self.rest.count(name) > 1:
            weight += 0.6
        if not is_agency(name) and (self.body.count(name) > 1 or self.body.count(name.split()[-1]) > 3):
            weight -= 1.2
        return weight


def find(text: list[str], seen: list[Look], going: Mapping[int, str]) -> tuple[int, tuple[str, ...]] | None:
    """The line that names the authors, and all that it and its neighbours name; None where no line does."""
    search = _Search(text, seen, going)
    found = {k: c for k in sorted(going) if (c := search.candidate(k))}
    if not found:
        return None
    best = max(found.values(), key=lambda c: (c.weight, -c.at))
    if best.weight < _ENOUGH:
        return None
    if seen[best.at].byline:
        return best.at, best.names
    alone = {k: c for k, c in found.items() if seen[k].kind == "name" or is_agency(text[k]) or is_role(_last(text[k]))}
    group = [best, *_beside(alone, best, -1, _ALIKE), *_beside(alone, best, 1, 2 * _ALIKE)]
    ordered = [name for candidate in sorted(group) for name in candidate.names]
    return best.at, tuple(dict.fromkeys(ordered))


def _last(line: str) -> str:
    return line.rsplit(None, 1)[-1]


def _beside(alone: Mapping[int, Candidate], best: Candidate, step: int, less: float) -> list[Candidate]:
    """One name a line, one line right under the other; `less` is how much less may speak for it."""
    group, at = [], best.at + step
    while at in alone and alone[at].weight >= best.weight - less:
        group.append(alone[at])
        at += step
    return group


def _named(line: str, look: Look) -> tuple[tuple[str, ...], float]:
    """The names on a line and what its own form says for them."""
    if look.byline and look.byline.led:
        return tuple(name for part in look.byline.names for name in names(unglued(part))), 3.0
    lead = _BY.search(line)
    if lead and (found := names(lead[1])) and (" " in found[0] or not lead.start()):
        return found, 2.0 if lead.start() <= _SHORT and look.words <= 16 else 1.0
    if look.words <= 4 and (is_agency(line) or is_newsroom(line)):
        return (line.strip(" ,.|()"),), 0.9
    parts = [part.strip() for part in _BETWEEN.split(line)]
    if len(parts) > 1:
        parts = [part for part in parts if not is_timestamp(part)] or parts
        several = [leading_name(part) for part in parts]
        if all(several):
            return tuple(dict.fromkeys(name for group in several for name in group)), 0.7
        line = " | ".join(parts)
    found = leading_name(line)
    if found and is_picture_agency(found[0]):
        return (), 0.0
    return found, (0.1 if found and found[0].isupper() else 1.0 if look.kind == "name" else 0.5)
