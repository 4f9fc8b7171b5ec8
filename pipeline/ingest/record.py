"""One record of a source becomes one RawArticle."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pipeline.errors import Unreadable
from pipeline.model import Hints, RawArticle, Source

# what other tools call our fields, in the order in which they are believed
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "uid", "guid"),
    "text": ("text", "maintext", "body", "raw_text", "content"),
    "html": ("html", "raw_html"),
    "url": ("url", "source_url", "link", "source"),
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "date": ("date", "date_publish", "publishing_date", "publish_date", "published"),
    "language": ("language", "lang", "meta_lang"),
    "fetched_at": ("fetched_at", "date_download", "date_crawled"),
}


def from_text(text: str, source: Source = Source(), id: str | None = None) -> RawArticle:
    """A plain text as an article, named after its content unless `id` is given."""
    return RawArticle(id or content_id(text), text, source)


def from_mapping(record: Any, source: Source) -> RawArticle:
    """A JSON or Parquet record as an article. Unreadable where it has no text and no HTML."""
    if not isinstance(record, Mapping):
        raise Unreadable("the record is no object with named fields")
    if isinstance(record.get("unreadable"), str):  # whoever fetched it has said why it is no article
        raise Unreadable(record["unreadable"])
    left = dict(record)
    told = {field: _take(left, names) for field, names in _NAMES.items()}
    text, html = _body(told["text"]), told["html"]
    told["text"] = text
    if text is None and html is None:
        raise Unreadable("the record has neither `text` nor `html`")
    for name in ("text", "html"):
        if told[name] is not None and not isinstance(told[name], str):
            raise Unreadable(f"`{name}` is {type(told[name]).__name__}, not a string")
    metadata = left.pop("metadata", None)
    if isinstance(metadata, Mapping):  # where datatrove keeps what the source claims
        for field in ("url", "title", "author", "date", "language"):
            if told[field] is None:
                told[field] = next((metadata[name] for name in _NAMES[field] if metadata.get(name)), None)
    metadata = {**metadata, **left} if isinstance(metadata, Mapping) else left
    hints = Hints(
        url=_text(told["url"]),
        title=_text(told["title"]),
        author=tuple(_names(told["author"])),
        date=_text(told["date"]),
        language=_text(told["language"]),
        fetched_at=_text(told["fetched_at"]),
    )
    name = _text(told["id"]) or content_id(text if text is not None else html or "")
    if text is not None:
        return RawArticle(name, text, source, hints, metadata)
    return RawArticle(name, "", source, hints, metadata, html=html)


def _body(text: Any) -> Any:
    """The text of a body in parts, as fundus gives it: summary, then sections of headline and paragraphs."""
    if not isinstance(text, Mapping) or "sections" not in text:
        return text
    parts = list(text.get("summary") or ())
    for section in text["sections"] or ():
        parts += [*(section.get("headline") or ()), *(section.get("paragraphs") or ())]
    return "\n\n".join(str(part) for part in parts)


def content_id(text: str) -> str:
    """The name of a record that has none: 16 hexadecimal digits over its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _take(record: dict[str, Any], names: tuple[str, ...]) -> Any:
    """The first of these fields that holds something; it and its empty namesakes leave the record."""
    found = None
    for name in names:
        value = record.get(name)
        if found is None and value not in (None, "", [], {}):
            found = record.pop(name)
        elif name in record and value in (None, "", [], {}):
            empty = record.pop(name)
            if name in ("text", "html") and found is None and empty == "":
                found = ""
    return found


def _text(value: Any) -> str | None:
    return None if value is None else value if isinstance(value, str) else str(value)


def _names(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [name.strip() for name in value.split(";") if name.strip()]
    if isinstance(value, Mapping):
        return _names(value.get("name"))
    return [name for item in value for name in _names(item)]
