"""What was seen before, in one SQLite file. It is an index of the raw files and can be made anew from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import orjson

from pipeline.errors import StoreError
from pipeline.feeds.manners import feed_key
from pipeline.feeds.visit import Host, Known

_KEPT = 60 * 86_400.0  # seconds for which an item is remembered after it has left its feed
_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (key TEXT PRIMARY KEY, etag TEXT, modified TEXT, sha256 TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hosts
    (name TEXT PRIMARY KEY, not_before REAL, robots TEXT, robots_at REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items
    (feed TEXT, guid TEXT, version TEXT, seen REAL, PRIMARY KEY (feed, guid, version)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Seen(NamedTuple):
    """An item of a feed: the feed's key, the item's own name, and a hash of what it said."""

    feed: str
    guid: str
    version: str


class Memory:
    """The store of seen items, validators and hosts."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._db.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path}: {error}; it is an index of the raw files, so it may be deleted") from error

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All changes within, or none of them."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def known(self, url: str) -> Known:
        """A feed with the validators of its last answer."""
        row = self._db.execute("SELECT etag, modified FROM feeds WHERE key = ?", (feed_key(url),)).fetchone()
        return Known(url, *row) if row else Known(url)

    def host(self, name: str) -> Host:
        """What is known of a host."""
        row = self._db.execute("SELECT * FROM hosts WHERE name = ?", (name,)).fetchone()
        return Host(*row) if row else Host(name)

    def keep_host(self, host: Host) -> None:
        """Remember a host."""
        values = (host.name, host.not_before, host.robots, host.robots_at)
        self._db.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?, ?, ?)", values)

    def same_body(self, url: str, sha256: str) -> bool:
        """Whether the feed's document is the one that was seen last."""
        row = self._db.execute("SELECT sha256 FROM feeds WHERE key = ?", (feed_key(url),)).fetchone()
        return bool(row and row[0] == sha256)

    def keep_feed(self, known: Known, sha256: str) -> None:
        """Remember the validators and the document of a feed."""
        values = (feed_key(known.url), known.etag, known.modified, sha256)
        self._db.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?)", values)

    def has(self, item: Seen) -> bool:
        """Whether this version of an item was seen."""
        query = "SELECT 1 FROM items WHERE feed = ? AND guid = ? AND version = ?"
        return self._db.execute(query, item).fetchone() is not None

    def has_other(self, item: Seen) -> bool:
        """Whether another version of an item was seen."""
        query = "SELECT 1 FROM items WHERE feed = ? AND guid = ? AND version <> ?"
        return self._db.execute(query, item).fetchone() is not None

    def keep_items(self, items: Iterable[Seen], now: float) -> None:
        """Remember items as seen now."""
        rows = [(*item, now) for item in items]
        self._db.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", rows)

    def forget(self, feed: str, now: float) -> None:
        """Forget items that left a feed long ago, so that the store does not grow with time."""
        self._db.execute("DELETE FROM items WHERE feed = ? AND seen < ?", (feed, now - _KEPT))

    def keep_file(self, name: str) -> None:
        """Remember a raw file as entered."""
        self._db.execute("INSERT OR IGNORE INTO files VALUES (?)", (name,))

    def adopt(self, folder: Path, now: float) -> None:
        """Enter raw files that the store does not know: of a run that was killed, or after the store was lost."""
        entered = {row[0] for row in self._db.execute("SELECT name FROM files")}
        for path in sorted(folder.glob("*.jsonl")):
            if path.name in entered:
                continue
            with self.changing(), path.open("rb") as file:
                for line in file:
                    told = orjson.loads(line)["metadata"]
                    self.keep_items([Seen(told["feed_key"], told["guid"], told["version"])], now)
                self.keep_file(path.name)
