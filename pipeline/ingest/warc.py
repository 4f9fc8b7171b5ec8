"""WARC, WET and ARC archives: HTML responses and converted texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from pipeline.errors import SourceError, Unreadable
from pipeline.ingest.html import decode_page
from pipeline.model import Hints, Limits, RawArticle, Source

_PAGES = ("text/html", "application/xhtml+xml")
_KINDS = ("response", "resource", "conversion")


def records(stream: IO[bytes], uri: str, limits: Limits) -> Iterator[RawArticle | Unreadable]:
    """The articles of an archive, record by record; an Unreadable stands for a record that is none.

    Requests, metadata and other media are passed over: they are no articles. Raises what warcio
    raises where the archive itself is damaged; what came before has been yielded.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise SourceError(f"{uri}: reading archives needs the extra copydesk[warc]: {error}") from error
    for number, record in enumerate(ArchiveIterator(stream), 1):
        if record.rec_type not in _KINDS:
            continue
        media = _media(record)
        if record.rec_type != "conversion" and media not in _PAGES:
            continue
        try:
            yield _article(record, media, uri, number, limits)
        except Unreadable as error:
            yield error


def _media(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _article(record: Any, media: str, uri: str, number: int, limits: Limits) -> RawArticle:
    data: bytes = record.content_stream().read(4 * limits.text + 1)
    if not data.strip():
        raise Unreadable("the record is empty")
    if len(data) > 4 * limits.text:
        raise Unreadable(f"the record is larger than {4 * limits.text:,} bytes")
    url = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri")
    fetched = record.rec_headers.get_header("WARC-Date") or record.rec_headers.get_header("archive-date")
    name = record.rec_headers.get_header("WARC-Record-ID") or f"{uri}#{number}"
    hints = Hints(url=url, fetched_at=fetched)
    if record.rec_type == "conversion":
        text = data.decode("utf-8", "replace").strip("\n")
        return RawArticle(name.strip("<>"), text, Source(uri, number, "text/plain"), hints)
    page, charset = decode_page(data)
    source = Source(uri, number, media, charset)
    return RawArticle(name.strip("<>"), "", source, hints, html=page)
