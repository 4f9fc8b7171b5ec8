"""Lines on the wire: articles, reports and quarantine as the contract's JSON, and back."""

from __future__ import annotations

from typing import Any

import orjson

from pipeline.document import undo
from pipeline.model import CleanArticle, Issue, Quarantine, Report, Source

_ARTICLE = CleanArticle.__slots__


def article_record(article: CleanArticle) -> dict[str, Any]:
    """The article as a line's object."""
    return {name: getattr(article, name) for name in _ARTICLE}


def report_record(report: Report) -> dict[str, Any]:
    """The report as a line's object; `source` says how to give the bytes back."""
    record: dict[str, Any] = {"id": report.id, "source": _source(report.source)}
    if report.text is not None:
        record["text"] = report.text
    record["issues"] = [_issue(issue) for issue in report.issues]
    return record


def quarantine_record(record: Quarantine) -> dict[str, Any]:
    """The record as a line's object."""
    return {name: getattr(record, name) for name in Quarantine.__slots__}


def source_text(article: dict[str, Any], report: dict[str, Any]) -> str:
    """The source text that an article line and its report line give back, code point for code point."""
    if "text" in report:
        return str(report["text"])
    return undo(article["text"], list(changes(report)))


def source_bytes(article: dict[str, Any], report: dict[str, Any]) -> bytes:
    """The source text as bytes in its own charset, with what its file had behind it."""
    source = report.get("source") or {}
    charset: str = source.get("charset", "utf-8")
    text = source_text(article, report) + str(source.get("tail", ""))
    return text.encode(charset, "surrogatepass" if charset == "utf-8" else "strict")


def changes(report: dict[str, Any]) -> list[tuple[int, int, int, int, str]]:
    """(start, end, out_start, out_end, old text) of all that was changed, in order.

    A removed place has no span of its own in the article; where it was follows from what stands
    before it.
    """
    found: list[tuple[int, int, int, int, str]] = []
    at = out = 0
    for issue in report["issues"]:
        if issue["action"] not in ("fixed", "removed"):
            continue
        out += issue["start"] - at
        size = len(issue["replacement"] or "")
        found.append((issue["start"], issue["end"], out, out + size, issue["text"]))
        at, out = issue["end"], out + size
    return found


def _source(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in Source.__slots__}


def _issue(issue: Issue) -> dict[str, Any]:
    return {name: getattr(issue, name) for name in Issue.__slots__}


def dump(record: dict[str, Any]) -> bytes:
    """A record as one line of JSON."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
