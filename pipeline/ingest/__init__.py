"""Readers: whatever scrapers left behind becomes RawArticle or Quarantine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import orjson

from pipeline.errors import SourceError, Unreadable
from pipeline.ingest.record import from_mapping, from_text
from pipeline.model import Quarantine, RawArticle, Source

Record = RawArticle | Quarantine


def read(path: Path) -> Iterator[Record]:
    """The records of one file, in its order. SourceError where it cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}; check the path and its rights") from error
    yield from read_bytes(data, path.as_posix())


def read_bytes(data: bytes, uri: str) -> Iterator[Record]:
    """The records of a file's content; lines of JSON are told by their first character."""
    if data.lstrip()[:1] == b"{":
        yield from _json_lines(data, uri)
    else:
        yield _plain(data, uri)


def _plain(data: bytes, uri: str) -> Record:
    if not data.strip():
        return _refuse("the file is empty", data, uri)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _refuse(f"not UTF-8 at byte {error.start}", data, uri)
    body = text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text
    return from_text(body, Source(uri, tail=text[len(body) :]))


def _json_lines(data: bytes, uri: str) -> Iterator[Record]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield from_mapping(orjson.loads(line), Source(uri, number, "application/jsonl"))
        except orjson.JSONDecodeError as error:
            yield _refuse(f"not JSON: {error}", line, uri, number)
        except Unreadable as error:
            yield _refuse(str(error), line, uri, number)


def _refuse(reason: str, data: bytes, uri: str, line: int | None = None) -> Quarantine:
    return Quarantine(uri, line, reason, hashlib.sha256(data).hexdigest())
