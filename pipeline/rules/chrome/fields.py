"""What removed lines tell about the article: who wrote it, when, tags, pictures, its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pipeline.page import Page
from pipeline.rules.chrome.dates import first_day, is_update
from pipeline.rules.chrome.lines import lines
from pipeline.rules.chrome.looks import Look

_URL = re.compile(r"https?://[^\s<>\"')\]]+")
_LABEL = re.compile(r"^[^:]{2,40}:\s*")
_DAY_FIRST_HOSTS = (".uk", ".ie", ".au", ".nz", ".in", ".za", ".ng", ".ke", ".gh", ".pk", ".sg", ".my", ".hk", ".eu")


def learn(page: Page, seen: list[Look], going: Mapping[int, str]) -> dict[int, dict[str, Any]]:
    """Fields by the index of the line that tells them."""
    told: dict[int, dict[str, Any]] = {}
    text = page.fact(lines)
    for index, kind in going.items():
        line, look = text[index].text, seen[index]
        if kind == "byline":
            found = look.byline.names if look.byline else (line,)
            if found:
                told[index] = {"author": list(found)}
        elif kind in ("caption", "credit") and look.picture:
            if look.picture.caption:
                told[index] = {"caption": look.picture.caption, "credit": look.picture.credit}
            else:
                told[index] = {"credit": look.picture.credit}
        elif kind == "tag-list":
            tags = _tags(line)
            if tags:
                told[index] = {"tags": tags}
        elif kind == "source-link":
            told[index] = _source(line)
    day = _published(page, text, going)
    if day:
        told.setdefault(day[0], {})["date"] = day[1]
    return {index: entry for index, entry in told.items() if entry}


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
    name = line[label.end() :] if label else ""
    name = _URL.sub("", name).strip(" .:-–")
    if name:
        told["source"] = name
    return told


def _published(page: Page, text: list[Any], going: Mapping[int, str]) -> tuple[int, str] | None:
    """The line that tells the day of publication, and the day."""
    month_first = month_first_on(page)
    best: tuple[int, int, str] | None = None
    for index in sorted(going):
        if going[index] not in ("timestamp", "byline", "reading-time", "copyright-notice"):
            continue
        line = text[index].text
        day = first_day(line, month_first)
        if not day or going[index] == "copyright-notice":
            continue
        rank = 1 if is_update(line) else 0
        if best is None or rank < best[0]:
            best = (rank, index, day)
    return (best[1], best[2]) if best else None


def month_first_on(page: Page) -> bool:
    """Whether 03/04/2021 is the fourth of March on the article's site: in American English only."""
    host = urlsplit(page.hints.url or "").hostname or ""
    if host.endswith(_DAY_FIRST_HOSTS):
        return False
    return _looks_english(page)


def _looks_english(page: Page) -> bool:
    head = page.text[:6000].casefold()
    return head.count(" the ") + head.count(" and ") + head.count(" of ") >= 3
