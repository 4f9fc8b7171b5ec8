"""Other people's formats: IPTC ninjs 3.1, schema.org NewsArticle, Markdown, Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import orjson

from pipeline.errors import ConfigError
from pipeline.shards import Line, require_parquet, to_rows
from pipeline.store import replacing


def ninjs(article: Line) -> Line:
    """The article as an IPTC ninjs 3.1 item.

    The schema is closed, so what ninjs has no name for (scores, verdict, metadata) stays behind.
    """
    text = article["text"]
    item: Line = {
        "uri": article["url"] or f"urn:copydesk:{article['source_sha256']}",
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "representationType": "full",
        "bodies": [
            {
                "role": "main",
                "contentType": "text/plain",
                "charCount": len(text),
                "wordCount": len(text.split()),
                "value": text,
            }
        ],
    }
    if article["language"] != "und":
        item["language"] = article["language"]
    if article["title"]:
        item["headlines"] = [{"role": "main", "value": article["title"]}]
    if article["author"]:
        item["by"] = ", ".join(article["author"])
    if article["dateline"]:
        item["located"] = article["dateline"]
    if _is_day(article["date"]):
        item["contentCreated"] = f"{article['date']}T00:00:00Z"
    if article["tags"]:
        item["subjects"] = [{"name": tag} for tag in article["tags"]]
    if article["captions"]:
        item["associations"] = [
            _picture(item["uri"], number, caption) for number, caption in enumerate(article["captions"], 1)
        ]
    return item


def jsonld(article: Line) -> Line:
    """The article as a schema.org NewsArticle."""
    item: Line = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": article["id"],
        "headline": article["title"],
        "articleBody": article["text"],
        "author": [{"@type": "Person", "name": name} for name in article["author"]],
        "datePublished": article["date"],
        "dateline": article["dateline"],
        "inLanguage": None if article["language"] == "und" else article["language"],
        "isBasedOn": article["url"],
        "keywords": article["tags"],
        "image": [
            {"@type": "ImageObject", "caption": caption["text"], "creditText": caption.get("credit")}
            for caption in article["captions"]
        ],
    }
    return {name: value for name, value in item.items() if value not in (None, [], "")}


def markdown(article: Line) -> str:
    """The article as Markdown with a YAML head; article text is escaped where it would be markup."""
    head = {name: article[name] for name in ("id", "url", "author", "date", "dateline", "language", "tags")}
    lines = [
        "---",
        *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items() if value),
        "---",
    ]
    if article["title"]:
        lines += ["", f"# {_escaped(article['title'])}"]
    for paragraph in article["text"].split("\n\n"):
        lines += ["", _escaped(paragraph)]
    return "\n".join(lines) + "\n"


FORMATS: dict[str, Callable[[Line], Line | str]] = {"ninjs": ninjs, "jsonld": jsonld, "markdown": markdown}


def export(articles: Iterable[Line], form: str) -> Iterator[bytes]:
    """Articles as lines of JSON, or as Markdown documents parted by a line break."""
    if form not in FORMATS:
        raise ConfigError(f"no export format {form!r}; there are {', '.join(FORMATS)} and parquet")
    for article in articles:
        told = FORMATS[form](article)
        yield told.encode("utf-8") + b"\n" if isinstance(told, str) else orjson.dumps(told) + b"\n"


def to_parquet(articles: Iterable[Line], path: Path) -> int:
    """Write articles to one Parquet file, visible when it is whole; how many there were."""
    require_parquet()
    count = 0
    with replacing(path) as file, to_rows(file, "articles") as write:
        for article in articles:
            write(article)
            count += 1
    return count


def _picture(uri: str, number: int, caption: Line) -> Line:
    item: Line = {
        "uri": f"{uri}#picture-{number}",
        "name": f"picture {number}",
        "type": "picture",
        "descriptions": [{"role": "caption", "contentType": "text/plain", "value": caption["text"]}],
    }
    if caption.get("credit"):
        item["by"] = caption["credit"]
    return item


def _is_day(date: str | None) -> bool:
    return bool(date) and len(str(date)) == 10 and str(date)[4] == str(date)[7] == "-"


def _escaped(text: str) -> str:
    for mark in "\\`*_[]<>#|":
        text = text.replace(mark, "\\" + mark)
    return text
