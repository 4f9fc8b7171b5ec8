"""RSS, Atom and JSON Feed documents: every entry with text is an article.

feedparser is given bytes only: a string it would open as a path or an address.
"""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pipeline.errors import Unreadable
from pipeline.ingest.html import fragment_text
from pipeline.ingest.record import content_id
from pipeline.model import Hints, RawArticle, Source

_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_JSON = b"{"


def entries(data: bytes, uri: str) -> Iterator[RawArticle | Unreadable]:
    """The articles of a feed document, in its order; an Unreadable stands for an entry without text.

    Unreadable is raised where the document is no feed, or declares entities of its own.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_JSON):
        yield from _json_feed(start, uri)
        return
    if _ENTITIES.search(data[:20_000]):
        raise Unreadable("the feed declares entities of its own, which a feed has no need of")
    import feedparser

    try:
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it raises what it likes on some malformed feeds
        raise Unreadable(f"the feed cannot be parsed: {type(error).__name__}: {error}") from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        kind = "a broken feed without entries" if parsed.get("version") else "no feed"
        raise Unreadable(f"this is {kind}: {parsed.get('bozo_exception', 'nothing in it is an entry')}")
    language = parsed.feed.get("language")
    for number, entry in enumerate(parsed.entries, 1):
        yield _entry(entry, language, uri, number)


def _entry(entry: Any, language: str | None, uri: str, number: int) -> RawArticle | Unreadable:
    contents = [part for part in entry.get("content", ()) if part.get("value")]
    body = contents[0]["value"] if contents else entry.get("summary", "")
    authors = [person["name"] for person in entry.get("authors", ()) if person.get("name")]
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    hints = Hints(
        url=entry.get("link") or None,
        title=fragment_text(entry.get("title", "")) or None,
        author=tuple(dict.fromkeys(authors)),
        date=datetime.fromtimestamp(timegm(moment), UTC).date().isoformat() if moment else None,
        language=language or None,
        tags=tuple(tag["term"] for tag in entry.get("tags", ()) if tag.get("term")),
    )
    return _article(body, entry.get("id"), hints, uri, number)


def _json_feed(data: bytes, uri: str) -> Iterator[RawArticle | Unreadable]:
    try:
        feed = json.loads(data)
        items = feed["items"]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"this is no JSON Feed: {error!r}") from error
    for number, item in enumerate(items if isinstance(items, list) else (), 1):
        if not isinstance(item, dict):
            yield Unreadable("the item is no object")
            continue
        authors = item.get("authors") or ([item["author"]] if isinstance(item.get("author"), dict) else [])
        hints = Hints(
            url=item.get("url") or item.get("external_url"),
            title=item.get("title"),
            author=tuple(person["name"] for person in authors if isinstance(person, dict) and person.get("name")),
            date=(item.get("date_published") or "")[:10] or None,
            language=item.get("language") or feed.get("language"),
            tags=tuple(tag for tag in item.get("tags") or () if isinstance(tag, str)),
        )
        body = item.get("content_html") or item.get("content_text") or item.get("summary") or ""
        yield _article(str(body), item.get("id"), hints, uri, number)


def _article(body: str, name: Any, hints: Hints, uri: str, number: int) -> RawArticle | Unreadable:
    text = fragment_text(body)
    if not text:
        return Unreadable(f"the entry {hints.url or name or number} has no text")
    source = Source(uri, number, "application/feed")
    return RawArticle(str(name or hints.url or content_id(text)), text, source, hints, extracted=True)
