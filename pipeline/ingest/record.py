"""One record of a source becomes one RawArticle."""

from __future__ import annotations

import hashlib

from pipeline.model import RawArticle, Source


def from_text(text: str, source: Source = Source(), id: str | None = None) -> RawArticle:
    """A plain text as an article, named after its content unless `id` is given."""
    return RawArticle(id or content_id(text), text, source)


def content_id(text: str) -> str:
    """The name of a record that has none: 16 hexadecimal digits over its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
