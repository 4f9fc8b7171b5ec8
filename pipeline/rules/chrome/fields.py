"""What removed lines tell about the article: who wrote it, when, tags, pictures, its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pipeline.page import Page
from pipeline.rules.chrome import authors
from pipeline.rules.chrome.dates import first_day, is_update
from pipeline.rules.chrome.lines import lines
from pipeline.rules.chrome.looks import Look, first_publisher

_URL = re.compile(r"https?://[^\s<>\"')\]]+")
_DATED = frozenset({"timestamp", "byline", "reading-time"})
_UNDATED = frozenset({"copyright-notice", "caption", "credit", "related-links"})
_EUROPEAN = re.compile(r"\b(?:GMT|CES?T|BST|MES?Z|Uhr|EES?T)\b")
_LABEL = re.compile(r"^[^:]{2,40}:\s*")
_DAY_FIRST_HOSTS = (".uk", ".ie", ".au", ".nz", ".in", ".za", ".ng", ".ke", ".gh", ".pk", ".sg", ".my", ".hk", ".eu")


def learn(page: Page, seen: list[Look], going: Mapping[int, str]) -> dict[int, dict[str, Any]]:
    """Fields by the index of the line that tells them."""
    told: dict[int, dict[str, Any]] = {}
    text = [line.text for line in page.fact(lines)]
    for index, kind in going.items():
        entry = _of_line(text, seen, going, index, kind)
        if entry:
            told[index] = entry
    _signed(text, seen, going, told)
    day = _published(page, text, seen, going)
    if day:
        told.setdefault(day[0], {})["date"] = day[1]
    if page.hints.title is None and not any("title" in entry for entry in told.values()):
        headline = _headline(text, seen, going)
        if headline is not None:
            told.setdefault(headline, {})["title"] = text[headline]
    return told


def _of_line(text: list[str], seen: list[Look], going: Mapping[int, str], index: int, kind: str) -> dict[str, Any]:
    line, look = text[index], seen[index]
    if kind in ("caption", "credit") and look.picture:
        caption, credit = look.picture
        return {"caption": caption, "credit": credit} if caption else {"credit": credit}
    if kind == "tag-list":
        tags = _tags(line) or _tags_below(text, seen, going, index)
        return {"tags": tags} if tags else {}
    return _source(line) if kind == "source-link" else {}


def _tags_below(text: list[str], seen: list[Look], going: Mapping[int, str], index: int) -> list[str]:
    """Labels on lines of their own under "Tags:"."""
    tags = []
    for k in range(index + 1, min(index + 13, len(text))):
        if going.get(k) != "page-furniture" or seen[k].words > 4 or seen[k].ended:
            break
        tags.append(text[k].strip(" #,"))
    return tags


def _signed(text: list[str], seen: list[Look], going: Mapping[int, str], told: dict[int, dict[str, Any]]) -> None:
    """The authors, told by one line."""
    found = authors.find(text, seen, going)
    if found:
        told.setdefault(found[0], {})["author"] = list(found[1])


def _head(seen: list[Look], going: Mapping[int, str]) -> list[int]:
    """Lines that go and lie above the first line of prose that stays."""
    first = next((k for k, look in enumerate(seen) if look.prose and k not in going), len(seen))
    return [k for k in going if k < first] if first < len(seen) else []


def _headline(text: list[str], seen: list[Look], going: Mapping[int, str]) -> int | None:
    """The headline among the lines above the text: printed with the site's name too, or right above the byline."""
    head = [k for k in sorted(_head(seen, going)) if 4 <= seen[k].words <= 25 and going[k] == "page-furniture"]
    for index in head:
        if any(other != index and text[index] in text[other] for other in head):
            return index
    signed = [k for k in _head(seen, going) if going[k] in ("byline", "timestamp")]
    above = [k for k in head if signed and k < min(signed) and not seen[k].ended]
    return above[-1] if above else None


def _tags(line: str) -> list[str]:
    label = _LABEL.match(line)
    if not label:
        return []
    rest = line[label.end() :]
    mark = next((mark for mark in (",", "|", "•", "·", ";", "#") if mark in rest), None)
    parts = rest.split(mark) if mark else [rest]
    return [part.strip(" #.") for part in parts if part.strip(" #.")][:40]


def _source(line: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    url = _URL.search(line)
    if url:
        told["url"] = url[0].rstrip(".,")
    label = _LABEL.match(line)
    name = first_publisher(line) or (line[label.end() :] if label else "")
    name = _URL.sub("", name).strip(" .:-–")
    if name:
        told["source"] = name
    return told


def _published(page: Page, text: list[str], seen: list[Look], going: Mapping[int, str]) -> tuple[int, str] | None:
    """The line that tells the day of publication, and the day: in the head before the tail, not a change's."""
    month_first = month_first_on(page)
    head = frozenset(_head(seen, going))
    best: tuple[tuple[bool, bool, bool, int], str] | None = None
    for index, kind in going.items():
        if kind in _UNDATED or seen[index].words > 24:
            continue
        if kind not in _DATED and index not in head:
            continue
        day = first_day(text[index], month_first and not _EUROPEAN.search(text[index]))
        if not day:
            continue
        rank = (index not in head, kind not in _DATED, is_update(text[index]), index)
        if best is None or rank < best[0]:
            best = (rank, day)
    return (best[0][3], best[1]) if best else None


def month_first_on(page: Page) -> bool:
    """Whether 03/04/2021 is the fourth of March on the article's site: in American English only."""
    host = urlsplit(page.hints.url or "").hostname or ""
    if host.endswith(_DAY_FIRST_HOSTS):
        return False
    return _looks_english(page)


def _looks_english(page: Page) -> bool:
    head = page.text[:6000].casefold()
    return head.count(" the ") + head.count(" and ") + head.count(" of ") >= 3
