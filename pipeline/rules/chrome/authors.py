"""Who wrote the article: names on the lines that go, weighed by where and how they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.rules.chrome.dates import unglued
from pipeline.rules.chrome.looks import Look
from pipeline.rules.chrome.people import is_role, leading_name, names

_BY = re.compile(r"(?:^|\s)(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Dd]i|BY|VON)\s+(?=\S)(.{3,80})")
_LEADS = frozenset(
    "by von par por di door author authors autor autorin autore auteur reporter text texto tekst".split()
)
_SIGNED = frozenset({"timestamp", "byline", "reading-time"})
_TELL = frozenset({"byline", "timestamp", "reading-time", "page-furniture", "navigation", "follow-prompt", "share-bar"})
_ENOUGH = 1.4  # weight from which a name without a lead is believed
_WINDOW = 14  # lines above the text in which a byline stands
_READ = 24  # words of the longest line that is searched


class Candidate(NamedTuple):
    """Names on a line, and how much speaks for them."""

    at: int
    names: tuple[str, ...]
    weight: float


def find(text: list[str], seen: list[Look], going: Mapping[int, str]) -> tuple[int, tuple[str, ...]] | None:
    """The line that names the authors, and them; lines right beneath may add to it by the caller's `going`."""
    first = next((k for k, look in enumerate(seen) if look.prose and k not in going), len(seen))
    last = next((k for k in range(len(seen) - 1, -1, -1) if seen[k].prose and k not in going), -1)
    body = "\n".join(text[k] for k in range(first, last + 1) if k not in going) if last >= 0 else ""
    rest = "\n".join(text[k] for k in going)
    found = [c for k in going if (c := _candidate(text, seen, going, k, first, last, body, rest))]
    if not found:
        return None
    best = max(found, key=lambda c: (c.weight, -c.at))
    if best.weight < _ENOUGH:
        return None
    together = list(best.names)
    if seen[best.at].byline is None:
        together_to = best.at
        for other in sorted(found):
            # one name a line, one line under the other
            if other.weight >= best.weight - 0.8 and 0 < other.at - together_to <= 2:
                together_to = other.at
                together += [name for name in other.names if name not in together]
    return best.at, tuple(together)


def _candidate(
    text: list[str],
    seen: list[Look],
    going: Mapping[int, str],
    index: int,
    first: int,
    last: int,
    body: str,
    rest: str,
) -> Candidate | None:
    look = seen[index]
    far = first - index > 3 * _WINDOW or index > last + 8 > 8
    if look.words > _READ or (far and not look.byline) or going[index] not in _TELL:
        return None
    line = unglued(text[index])
    lead = _BY.search(line)
    found: tuple[str, ...] = ()
    weight = 0.0
    if look.byline and look.byline.led:
        found, weight = tuple(name for part in look.byline.names for name in names(unglued(part))), 3.0
    elif lead and (found := names(lead[1])) and (" " in found[0] or not lead.start()):
        weight = 2.0 if look.words <= 16 else 1.0
    elif head := leading_name(line):
        found, weight = head, 0.5
    if not found:
        return None
    if index < first:
        weight += 1.0 + 0.4 * (1 - (first - index) / _WINDOW) if first - index <= _WINDOW else 0.2
    elif index > last + 6:
        weight -= 1.5
    near = [k for k in (index - 2, index - 1, index + 1, index + 2) if 0 <= k < len(seen)]
    if any(seen[k].kind == "timestamp" for k in near) or re.search(r"\d{1,2}[:.]\d\d|(?:19|20)\d\d", line):
        weight += 0.7
    if index and seen[index - 1].key in _LEADS:
        weight += 1.5
    if any(is_role(word) for word in line.split()[1:]) or (index + 1 < len(seen) and _is_role_line(text[index + 1])):
        weight += 0.7
    name = found[0]
    if rest.count(name) > 1:
        weight += 0.6
    if body.count(name) > 1 or body.count(name.split()[-1]) > 3:
        weight -= 1.2
    if name.isupper() and weight < 3:
        weight -= 0.6
    return Candidate(index, found, round(weight, 2))


def _is_role_line(line: str) -> bool:
    words = line.split()
    return len(words) <= 6 and any(is_role(word) for word in words)
