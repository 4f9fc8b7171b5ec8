"""HTML pages: main text, and what the page claims of itself."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.errors import Unreadable
from pipeline.ingest.text import decode
from pipeline.model import RawArticle

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def decode_page(data: bytes) -> tuple[str, str]:
    """(page, charset): a byte order mark, then UTF-8, then what the page declares, then a guess."""
    found = _DECLARED.search(data[:4096])
    return decode(data, found[1].decode("ascii", "replace") if found else None)


def extract(raw: RawArticle) -> RawArticle:
    """The article of a page. Unreadable where the page holds no text."""
    import trafilatura

    text = trafilatura.extract(raw.html or "", url=raw.hints.url, fast=True)
    if not text:
        raise Unreadable("no main text found in the page")
    return replace(raw, text=text, html=None, extracted=True)
