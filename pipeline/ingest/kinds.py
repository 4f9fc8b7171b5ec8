"""What kind of file this is. Content decides; the name is asked only where content is silent."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of files that have a reader."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    JSON = "json"
    FEED = "feed"
    PARQUET = "parquet"
    WARC = "warc"


HEAD = 4_096  # bytes that are looked at
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of a file from its first HEAD bytes (decompressed) and its name."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if start.startswith((b"WARC/", b"filedesc://")):
        return Kind.WARC
    if start.startswith(b"{"):
        return _json(start, name)
    if start.startswith(b"["):
        return Kind.JSON if _named(name, ".json") else Kind.TEXT
    if start.startswith(b"<"):
        if _FEED.search(start):
            return Kind.FEED
        if _HTML.match(start) or (_HTML.search(start) and not _named(name, ".txt")):
            return Kind.HTML
        if start.startswith((b"<?xml", b"<!--")):
            return Kind.HTML if _named(name, ".html", ".htm", ".xhtml") else Kind.FEED
    if _named(name, ".html", ".htm") and _HTML.search(start):
        return Kind.HTML
    return Kind.JSONL if _named(name, ".jsonl", ".ndjson") else Kind.TEXT


def _json(start: bytes, name: str) -> Kind:
    """JSON lines, one JSON document, or a JSON Feed."""
    if b"jsonfeed.org/version" in start:
        return Kind.FEED
    first = start.split(b"\n", 1)[0].rstrip()
    whole_line = first.endswith(b"}") or len(first) >= HEAD // 2
    if _named(name, ".json") and not whole_line:
        return Kind.JSON
    return Kind.JSONL if whole_line or _named(name, ".jsonl", ".ndjson") else Kind.JSON


def _named(name: str, *endings: str) -> bool:
    lower = name.lower()
    for packed in (".gz", ".zst"):
        lower = lower.removesuffix(packed)
    return lower.endswith(endings)
