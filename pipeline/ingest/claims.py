"""What a page claims of itself: JSON-LD, OpenGraph, microdata, meta tags. Hints, not facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pipeline.model import Hints
from pipeline.rules.chrome.people import is_author

_ARTICLE = re.compile(
    r"(?:News|Report|Live|Blog|Opinion|Analysis|Background|Review|Social|Tech|Scholarly|Satirical)?(?:Article|Posting|BlogPosting)"
)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}\S*)?")
_SPLIT = re.compile(r"\s*(?:,| and | und | et | y | e | & |;|\|)\s*")
_BY = re.compile(r"^(?:by|von|par|por|di|da|door|av|af)\s+", re.IGNORECASE)
_SCRIPTS = 40  # JSON-LD blocks that are read
_DATES = ("article:published_time", "og:published_time", "date", "pubdate", "dc.date", "datepublished")


def claims(tree: Any, url: str | None = None) -> Hints:
    """Title, authors, date, canonical address, language and tags that a parsed page claims."""
    page = tree.getroottree()
    linked = next((node for node in _linked(page) if _is_article(node)), {})
    meta = _meta(page)
    title = _first(linked.get("headline"), meta.get("og:title"), meta.get("twitter:title"))
    published = _first(linked.get("datePublished"), *map(meta.get, _DATES)) or _time(page)
    found = _ISO.search(published or "")
    language = tree.get("lang") or page.getroot().get("lang") or _first(linked.get("inLanguage"))
    return Hints(
        url=_first(url) or _canonical(page) or _first(meta.get("og:url")),
        title=title or _heading(page) or _title(page),
        author=tuple(_authors(linked.get("author")) or _authors(meta.get("author") or meta.get("article:author"))),
        date=found[1] if found else None,
        language=language if isinstance(language, str) else None,
        tags=tuple(_tags(linked.get("keywords") or meta.get("news_keywords") or meta.get("keywords"))),
    )


def _linked(page: Any) -> Iterator[Mapping[str, Any]]:
    """All objects of the page's JSON-LD, graphs and lists unrolled; broken blocks are passed over."""
    scripts = (script for script in page.iter("script") if script.get("type") == "application/ld+json")
    for script in islice(scripts, _SCRIPTS):
        try:
            waiting: list[Any] = [json.loads(script.text_content() or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting = node[:_SCRIPTS] + waiting
            elif isinstance(node, Mapping):
                yield node
                waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in kinds)


def _meta(page: Any) -> dict[str, str]:
    """Meta tags by their lower-case name or property; the first of each."""
    found: dict[str, str] = {}
    for tag in page.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _heading(page: Any) -> str | None:
    headings = {_text(node) for node in islice(page.iter("h1"), 5)} - {""}
    return headings.pop() if len(headings) == 1 else None


def _title(page: Any) -> str | None:
    return next((_text(node) or None for node in page.iter("title")), None)


def _text(node: Any) -> str:
    return " ".join(node.text_content().split())


def _time(page: Any) -> str | None:
    return _first(next(filter(None, (node.get("datetime") for node in page.iter("time"))), None))


def _canonical(page: Any) -> str | None:
    links = (node.get("href") or "" for node in page.iter("link") if node.get("rel") == "canonical")
    return _first(next((href for href in links if "://" in href), None))


def _first(*values: Any) -> str | None:
    for value in values:
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def _authors(value: Any) -> list[str]:
    """Names of people and agencies; what names nobody is left out."""
    if isinstance(value, list):
        return list(dict.fromkeys(name for item in value for name in _authors(item)))
    if isinstance(value, Mapping):
        return [] if value.get("@type") == "Organization" else _authors(value.get("name"))
    if not isinstance(value, str):
        return []
    names = [_BY.sub("", name.strip()) for name in _SPLIT.split(value)]
    return [name for name in names if 2 < len(name) < 60 and is_author(name)]


def _tags(value: Any) -> list[str]:
    listed = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [" ".join(tag.split()) for tag in listed if isinstance(tag, str) and tag.strip()][:30]
