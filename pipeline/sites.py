"""What is known of a site: lines that come again on its pages are furniture, not news.

A run first looks over its inputs (`Sightings.observe`), then cleans with what that and an earlier
memory came to (`Sightings.freeze`). Sightings may be gathered in any order and in parts: merging
them is commutative, so neither order nor the number of workers changes what is learnt.

Bounded: of a host at most 60 pages are kept, those with the least hashes, and of a page at most
1,500 lines; a line is kept as eight bytes and the beginning of its text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.model import EMPTY, RawArticle
from pipeline.rules.chrome.lines import key
from pipeline.rules.chrome.looks import line_id, words_in

PAGES = 60  # of a host
LINES = 1_500  # of a page
SHOWN = 90  # code points of a line that are kept to be shown
_STORY = 5  # longest lines by which two pages are known to carry one story
_SAME = 3  # of them in common
_PROSE = 12  # words from which a line is long


_Rank = tuple[tuple[int, ...], int]  # a page by its age and its number


class Sheet(NamedTuple):
    """What is kept of a page: its lines, its longest lines as (words, id), when it was seen."""

    lines: frozenset[int]
    story: tuple[tuple[int, int], ...]
    seen: str = ""


class Line(NamedTuple):
    """A line that a site repeats: on how many of how many pages, first and last seen."""

    id: int
    text: str
    pages: int
    of: int
    first: str
    last: str


@dataclass(slots=True)
class Sightings:
    """Pages by host. Grows by `observe` and `merge`, both in any order."""

    hosts: dict[str, dict[int, Sheet]] = field(default_factory=dict)
    texts: dict[str, dict[int, str]] = field(default_factory=dict)
    _edges: dict[str, _Rank] = field(default_factory=dict, repr=False, compare=False)  # of hosts that are full

    def observe(self, raw: RawArticle, seen: str = "") -> None:
        """Take in a record's text; nothing where its address is not known. `seen` is an ISO date."""
        host = host_of(raw.hints.url)
        if not host or not raw.text:
            return
        page = page_of(raw.hints.url or "")
        if self._would_go(host, page, seen):
            return
        ids: set[int] = set()
        longest: list[tuple[int, int]] = []
        texts = self.texts.setdefault(host, {})
        for text in raw.text.split("\n", LINES)[:LINES]:
            line_key = key(text)
            if not line_key:
                continue
            words = words_in(text)
            line = line_id(line_key, words)
            ids.add(line)
            longest.append((words, line))
            texts.setdefault(line, line_key[:SHOWN])
        story = tuple(sorted({pair for pair in longest if pair[0] >= _PROSE}, reverse=True)[:_STORY])
        self._add(host, page, Sheet(frozenset(ids), story, seen))

    def merge(self, other: Sightings) -> None:
        """Take in what another part of the run, or an earlier run, has seen."""
        for host, pages in other.hosts.items():
            self.texts.setdefault(host, {}).update(other.texts.get(host, {}))
            for page, sheet in pages.items():
                self._add(host, page, sheet)

    def _add(self, host: str, page: int, sheet: Sheet) -> None:
        pages = self.hosts.setdefault(host, {})
        known = pages.get(page)
        if known:
            story = tuple(sorted({*known.story, *sheet.story}, reverse=True)[:_STORY])
            sheet = Sheet(known.lines | sheet.lines, story, max(known.seen, sheet.seen))
        pages[page] = sheet
        self._edges.pop(host, None)
        if len(pages) > PAGES:
            del pages[_last(pages)[1]]
            self._forget_texts(host)

    def _would_go(self, host: str, page: int, seen: str) -> bool:
        """Whether a page would be the first to go: of a large site hardly any page has to be looked at."""
        pages = self.hosts.get(host, {})
        if page in pages or len(pages) < PAGES:
            return False
        if host not in self._edges:
            self._edges[host] = _last(pages)
        return (_age(seen), page) > self._edges[host]

    def _forget_texts(self, host: str) -> None:
        texts, pages = self.texts[host], self.hosts[host]
        if len(texts) > 2 * sum(len(sheet.lines) for sheet in pages.values()):
            alive = frozenset().union(*(sheet.lines for sheet in pages.values()))
            self.texts[host] = {line: text for line, text in texts.items() if line in alive}

    def furniture(self, host: str) -> list[Line]:
        """The lines that the host repeats, the commonest first."""
        groups = _stories(self.hosts.get(host, {}))
        count: dict[int, int] = {}
        dates: dict[int, tuple[str, str]] = {}
        for lines, seen in groups:
            for line in lines:
                count[line] = count.get(line, 0) + 1
                first, last = dates.get(line, (seen, seen))
                dates[line] = (min(first, seen), max(last, seen))
        least = {0: max(2, -(-3 * len(groups) // 100)), 1: max(2, -(-30 * len(groups) // 100))}
        texts = self.texts.get(host, {})
        found = [
            Line(line, texts.get(line, ""), pages, len(groups), *dates[line])
            for line, pages in count.items()
            if pages >= least[line & 1]
        ]
        return sorted(found, key=lambda line: (-line.pages, line.text, line.id))

    def freeze(self, pins: Mapping[str, Mapping[str, Sequence[str]]] = EMPTY) -> Sites:
        """What cleaning uses. `pins` by host: lines that always go, `furniture`, or always stay, `keep`."""
        known = {host: {"furniture": frozenset(line.id for line in self.furniture(host))} for host in self.hosts}
        for name, pinned in pins.items():
            host, keep = name.lower().removeprefix("www."), _ids(pinned.get("keep", ()))
            furniture = known.get(host, {}).get("furniture", frozenset()) | _ids(pinned.get("furniture", ()))
            known[host] = {"furniture": furniture - keep, "keep": keep}
        return Sites(known)


class Sites:
    """What is known by host, fixed for a run: lines that go, and pinned lines that stay. The engine's `sites`."""

    def __init__(self, known: Mapping[str, Mapping[str, frozenset[int]]]) -> None:
        told = {host: {name: lines for name, lines in known[host].items() if lines} for host in sorted(known)}
        self.known = {host: lists for host, lists in told.items() if lists}
        digest = hashlib.sha256()
        for host, lists in self.known.items():
            for name, lines in lists.items():
                digest.update(f"{host} {name} {sorted(lines)}\n".encode())
        self.fingerprint = digest.hexdigest()[:16]  # of all that is known; part of the resume key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sites) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return int(self.fingerprint, 16)

    def of(self, hosts: Iterable[str] | None) -> Sites:
        """What is known of these hosts alone; all of it where they are not told."""
        if hosts is None:
            return self
        return Sites({host: self.known[host] for host in hosts if host in self.known})

    def __call__(self, raw: RawArticle) -> Mapping[str, Any]:
        """What is known of the record's site: `furniture` and `keep`, ids of lines, where there are any."""
        host = host_of(raw.hints.url)
        return self.known.get(host, EMPTY) if host else EMPTY


def host_of(url: str | None) -> str | None:
    """The host of an address, lower case and without ``www.``; None where it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def page_of(url: str) -> int:
    """The page of an address: its fragment does not count."""
    return _number(url.split("#", 1)[0])


def _ids(lines: Iterable[str]) -> frozenset[int]:
    return frozenset(line_id(key(line), words_in(line)) for line in lines)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _last(pages: Mapping[int, Sheet]) -> _Rank:
    """The page to forget first: the latest stay, and of one day those with the least hashes, so no order matters."""
    return max((_age(sheet.seen), page) for page, sheet in pages.items())


def _age(seen: str) -> tuple[int, ...]:
    """Sorts later dates first."""
    return tuple(-ord(letter) for letter in seen) or (0,)


def _stories(pages: Mapping[int, Sheet]) -> list[tuple[frozenset[int], str]]:
    """The lines of each story of a host: several prints of one article count once."""
    groups: list[tuple[set[int], set[int], str]] = []
    for page in sorted(pages):
        sheet = pages[page]
        story = {line for _, line in sheet.story}
        for number, (lines, known, seen) in enumerate(groups):
            if story and len(story & known) >= min(_SAME, len(story)):
                groups[number] = (lines | sheet.lines, known, max(seen, sheet.seen))
                break
        else:
            groups.append((set(sheet.lines), story, sheet.seen))
    return [(frozenset(lines), seen) for lines, _, seen in groups]
