"""Readers: whatever scrapers left behind becomes RawArticle or Quarantine.

Adding a kind: a member of `Kind`, how its content is told in `kinds`, and its reader in `READERS`.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import orjson

from pipeline.errors import SourceError, Unreadable
from pipeline.ingest.kinds import HEAD, Kind, kind_of
from pipeline.ingest.plan import Slice
from pipeline.ingest.record import content_id, from_mapping, from_text
from pipeline.ingest.streams import compression, decompressed, open_raw
from pipeline.ingest.text import body_and_tail, decode
from pipeline.model import Limits, Quarantine, RawArticle, Source

Record = RawArticle | Quarantine
Reader = Callable[[IO[bytes], Slice, Limits], Iterator[Record]]


def read(path: Path, limits: Limits = Limits()) -> Iterator[Record]:
    """The records of one file, in its order. SourceError where it cannot be opened."""
    with open_raw(str(path)) as raw:
        head = raw.read(HEAD)
        size = raw.seek(0, 2)
    packed = compression(head)
    if packed:
        with open_raw(str(path)) as raw:
            head = decompressed(raw, packed).read(HEAD)
    kind = kind_of(head, path.name)
    yield from read_slice(Slice(path.as_posix(), str(path), kind, packed, 0, size, 1, ""), limits)


def read_slice(piece: Slice, limits: Limits = Limits()) -> Iterator[Record]:
    """The records of a slice. What cannot be read becomes Quarantine and the reading goes on."""
    with open_raw(piece.path) as raw:
        raw.seek(piece.start)
        try:
            yield from READERS[piece.kind](decompressed(raw, piece.compression), piece, limits)
        except SourceError:
            raise
        except (OSError, EOFError, zlib.error, ValueError, ArithmeticError) as error:
            yield _refuse(f"the file is damaged: {error}", piece.sha256.encode(), piece)
        except Exception as error:
            # readers of foreign formats raise what they like; a damaged file must not end the run
            yield _refuse(f"the file cannot be read: {type(error).__name__}: {error}", piece.sha256.encode(), piece)


def _plain(stream: IO[bytes], piece: Slice, limits: Limits) -> Iterator[Record]:
    data = stream.read(4 * limits.text + 1)
    if not data.strip():
        yield _refuse("the file is empty", data, piece)
        return
    try:
        whole, charset = decode(data)
        text, tail = body_and_tail(whole)
        _refuse_long(text, limits)
        yield from_text(text, Source(piece.uri, None, "text/plain", charset, tail))
    except Unreadable as error:
        yield _refuse(str(error), data, piece)


def _html(stream: IO[bytes], piece: Slice, limits: Limits) -> Iterator[Record]:
    from pipeline.ingest.html import decode_page

    data = stream.read(4 * limits.text + 1)
    try:
        page, charset = decode_page(data)
        _refuse_long(page, limits)
    except Unreadable as error:
        yield _refuse(str(error), data, piece)
        return
    yield RawArticle(content_id(page), "", Source(piece.uri, None, "text/html", charset), html=page)


def _json_lines(stream: IO[bytes], piece: Slice, limits: Limits) -> Iterator[Record]:
    left = piece.end - piece.start if piece.compression is None else -1
    number = piece.line - 1
    while left != 0 and (line := stream.readline(limits.line + 1)):
        number += 1
        size = len(line)
        if size > limits.line:
            digest = hashlib.sha256(line)
            while not line.endswith(b"\n") and (line := stream.readline(1 << 20)):
                digest.update(line)
                size += len(line)
            reason = f"the line has {size:,} bytes; the limit is {limits.line:,}"
            yield Quarantine(piece.uri, number, reason, digest.hexdigest())
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _json_line(line, number, piece, limits)
        left = left - size if left > 0 else left


def _json_line(line: bytes, number: int, piece: Slice, limits: Limits) -> Record:
    try:
        record = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
        raw = from_mapping(record, Source(piece.uri, number, "application/jsonl"))
        _refuse_long(raw.html or raw.text, limits)
        return raw
    except orjson.JSONDecodeError as error:
        return _refuse(f"not JSON: {error}", line, piece, number)
    except Unreadable as error:
        return _refuse(str(error), line, piece, number)


def _json_document(stream: IO[bytes], piece: Slice, limits: Limits) -> Iterator[Record]:
    data = stream.read(4 * limits.text + 1)
    try:
        told = json.loads(data)
    except ValueError as error:
        yield _refuse(f"not JSON: {error}", data, piece)
        return
    for record in told if isinstance(told, list) else [told]:
        try:
            raw = from_mapping(record, Source(piece.uri, None, "application/json"))
            _refuse_long(raw.html or raw.text, limits)
            yield raw
        except Unreadable as error:
            yield _refuse(str(error), orjson.dumps(record), piece)


def _feed(stream: IO[bytes], piece: Slice, limits: Limits) -> Iterator[Record]:
    from pipeline.ingest.feed import entries

    data = stream.read(4 * limits.text + 1)
    try:
        yield from _each(entries(data, piece.uri), piece, hashlib.sha256(data).hexdigest())
    except Unreadable as error:
        yield _refuse(str(error), data, piece)


def _warc(stream: IO[bytes], piece: Slice, limits: Limits) -> Iterator[Record]:
    from pipeline.ingest.warc import records

    yield from _each(records(stream, piece.uri, limits), piece, piece.sha256)


def _parquet(stream: IO[bytes], piece: Slice, limits: Limits) -> Iterator[Record]:
    from pipeline.ingest.parquet import rows

    yield from _each(rows(stream, piece.uri, limits), piece, piece.sha256)


def _each(found: Iterator[RawArticle | Unreadable], piece: Slice, digest: str) -> Iterator[Record]:
    """Records with their numbers; what is no article becomes Quarantine."""
    for number, record in enumerate(found, 1):
        yield Quarantine(piece.uri, number, str(record), digest) if isinstance(record, Unreadable) else record


def _refuse_long(text: str, limits: Limits) -> None:
    if len(text) > limits.text:
        raise Unreadable(f"the text has {len(text):,} characters; the limit is {limits.text:,}")


def _refuse(reason: str, data: bytes, piece: Slice, line: int | None = None) -> Quarantine:
    return Quarantine(piece.uri, line, reason, hashlib.sha256(data).hexdigest())


READERS: dict[Kind, Reader] = {
    Kind.TEXT: _plain,
    Kind.HTML: _html,
    Kind.JSONL: _json_lines,
    Kind.JSON: _json_document,
    Kind.FEED: _feed,
    Kind.WARC: _warc,
    Kind.PARQUET: _parquet,
}
