"""How inputs are cut into units of work, each of which becomes one shard of the output.

The planner reads every byte once, to cut line formats at line ends and to know the content that a
unit is made of; that content names the shard, so that a second run knows what is done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from pipeline.errors import SourceError
from pipeline.ingest.kinds import HEAD, Kind, kind_of
from pipeline.ingest.locate import Item
from pipeline.ingest.streams import compression, decompressed, open_raw
from pipeline.sites import Sites

UNIT = 8 << 20  # bytes of a unit: some 2,500 articles, seconds of work
FILES = 1_000  # small files of a unit
_PIECE = 1 << 20


class Slice(NamedTuple):
    """A stretch of a file. `start`, `end` are bytes of it as it lies; whole files unless cut at line ends."""

    uri: str
    path: str
    kind: Kind
    compression: str | None
    start: int
    end: int
    line: int  # number of the first line, from 1
    sha256: str


class Unit(NamedTuple):
    """What one worker does at a time and publishes as one shard."""

    number: int
    slices: tuple[Slice, ...]
    sites: Sites | None = None  # what is known of its records' sites when cleaning begins; `learn` finds it out

    @property
    def size(self) -> int:
        """Bytes of input."""
        return sum(piece.end - piece.start for piece in self.slices)

    def key(self, setting: str) -> str:
        """A hash over the content, what is known of its sites, and `setting`, which says how it is cleaned."""
        known = self.sites.fingerprint if self.sites else ""
        digest = hashlib.sha256(f"{setting} {known}".encode())
        for piece in self.slices:
            digest.update(f"\n{piece.uri} {piece.line} {piece.kind} {piece.sha256}".encode())
        return digest.hexdigest()


def plan(items: Iterable[Item], size: int = UNIT) -> Iterator[Unit]:
    """Units of about `size` bytes, in the order of the items. SourceError where a file has vanished."""
    waiting: list[Slice] = []
    number = held = 0
    for item in items:
        for piece in _slices(item, size):
            if waiting and (held + piece.end - piece.start > size or len(waiting) >= FILES):
                yield Unit(number, tuple(waiting))
                number, waiting, held = number + 1, [], 0
            waiting.append(piece)
            held += piece.end - piece.start
    if waiting:
        yield Unit(number, tuple(waiting))


def _slices(item: Item, size: int) -> Iterator[Slice]:
    with open_raw(item.path) as raw:
        head = raw.read(HEAD)
        packed = compression(head)
        start = _inside(item, packed) if packed else head
        kind = kind_of(start, item.uri)
        raw.seek(0)
        try:
            if kind is Kind.JSONL and packed is None:
                yield from _cut(item, raw, size)
            else:
                digest, end = hashlib.sha256(), 0
                while piece := raw.read(_PIECE):
                    digest.update(piece)
                    end += len(piece)
                yield Slice(item.uri, item.path, kind, packed, 0, end, 1, digest.hexdigest())
        except OSError as error:
            raise SourceError(f"{item.uri}: {error.strerror or error} while reading") from error


def _inside(item: Item, packed: str) -> bytes:
    """The first bytes behind the compression; nothing where they are damaged."""
    with open_raw(item.path) as raw:
        try:
            return decompressed(raw, packed).read(HEAD)
        except Exception:  # what a decompressor raises on damaged data is its own affair
            return b""


def _cut(item: Item, raw: IO[bytes], size: int) -> Iterator[Slice]:
    """Slices that end at line ends; a line longer than `size` makes a longer slice."""
    start = end = 0
    line = lines = 1
    digest = hashlib.sha256()
    while piece := raw.read(min(_PIECE, size)):
        # on to the end of the line, in steps, since a hostile line may be of any length
        while piece:
            digest.update(piece)
            end += len(piece)
            lines += piece.count(b"\n")
            piece = b"" if piece.endswith(b"\n") else raw.readline(_PIECE)
        if end - start >= size:
            yield Slice(item.uri, item.path, Kind.JSONL, None, start, end, line, digest.hexdigest())
            start, line, digest = end, lines, hashlib.sha256()
    if end > start or end == 0:
        yield Slice(item.uri, item.path, Kind.JSONL, None, start, end, line, digest.hexdigest())
