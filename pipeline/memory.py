"""The embedded store in which sightings of sites outlive a run: one SQLite file.

Pages with their lines and dates, never whole texts: a line is eight bytes and its first words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.sites import Sheet, Sightings

_SCHEMA = """
create table if not exists pages (
    host text not null, page integer not null, seen text not null, primary key (host, page)
) without rowid;
create table if not exists lines (
    host text not null, page integer not null, line integer not null, words integer not null,
    primary key (host, page, line)
) without rowid;
create table if not exists texts (
    host text not null, line integer not null, text text not null, primary key (host, line)
) without rowid;
"""
_VERSION = 1


def load(path: Path) -> Sightings:
    """What earlier runs have seen; nothing where the file does not exist yet. StoreError if unreadable."""
    if not path.exists():
        return Sightings()
    with _open(path) as base:
        return _read(base)


def save(path: Path, sightings: Sightings) -> None:
    """Keep all that is known, and what another run has kept meanwhile. All or nothing; StoreError if it fails."""
    with _open(path) as base, base:
        base.execute("begin immediate")
        known = _read(base)
        known.merge(sightings)
        sightings = known
        for table in ("pages", "lines", "texts"):
            base.execute(f"delete from {table}")  # noqa: S608 (names from the line above)
        for host in sorted(sightings.hosts):
            pages = sightings.hosts[host]
            alive = frozenset().union(*(sheet.lines for sheet in pages.values()))
            texts = sightings.texts.get(host, {})
            base.executemany(
                "insert into pages values (?, ?, ?)", ((host, page, pages[page].seen) for page in sorted(pages))
            )
            base.executemany("insert into lines values (?, ?, ?, ?)", _rows(host, pages))
            base.executemany(
                "insert into texts values (?, ?, ?)",
                ((host, line, texts[line]) for line in sorted(texts) if line in alive),
            )


def forget(path: Path, host: str) -> int:
    """Forget a site; the number of its pages that were known."""
    with _open(path) as base, base:
        gone = base.execute("delete from pages where host = ?", (host,)).rowcount
        base.execute("delete from lines where host = ?", (host,))
        base.execute("delete from texts where host = ?", (host,))
        return gone


def _read(base: sqlite3.Connection) -> Sightings:
    sightings = Sightings()
    lines: dict[tuple[str, int], set[int]] = {}
    story: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for host, page, line, words in base.execute("select host, page, line, words from lines"):
        lines.setdefault((host, page), set()).add(line)
        if words:
            story.setdefault((host, page), []).append((words, line))
    for host, page, seen in base.execute("select host, page, seen from pages"):
        at = (host, page)
        sheet = Sheet(frozenset(lines.get(at, ())), tuple(sorted(story.get(at, ()), reverse=True)), seen)
        sightings.hosts.setdefault(host, {})[page] = sheet
    for host, line, text in base.execute("select host, line, text from texts"):
        sightings.texts.setdefault(host, {})[line] = text
    return sightings


def _rows(host: str, pages: dict[int, Sheet]) -> Iterator[tuple[str, int, int, int]]:
    for page in sorted(pages):
        longest = {line: words for words, line in pages[page].story}
        for line in sorted(pages[page].lines):
            yield host, page, line, longest.get(line, 0)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=60)) as base:
            found = base.execute("pragma user_version").fetchone()[0]
            if found > _VERSION:
                raise StoreError(f"{path}: written by a newer copydesk; use that one, or another --memory file")
            if found < _VERSION:
                base.executescript(f"{_SCHEMA} pragma user_version = {_VERSION};")
            yield base
    except sqlite3.Error as error:
        raise StoreError(f"{path}: not usable as a memory of sites ({error}); name another --memory file") from None
