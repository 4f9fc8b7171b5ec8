"""`report.sarif`: SARIF 2.1.0 for code hosts.

Section numbers in comments are those of the OASIS standard.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from importlib import metadata
from typing import Any

import orjson

from pipeline import wire
from pipeline.model import Severity
from pipeline.registry import Rule, load
from pipeline.report.folder import Folder, Pair
from pipeline.report.tally import Tally
from pipeline.report.text import excerpt

RESULTS = 5_000  # what GitHub code scanning shows of a run
_KIND = {"error": "error", "warning": "warning", "note": "recommendation"}


def render(folder: Folder, tally: Tally) -> str:
    """The run's issues as one SARIF log; the most severe RESULTS of them, and how many were left out."""
    results: list[dict[str, Any]] = []
    for pair in folder.pick(tally.first()):
        results += _results(pair)
    results.sort(key=lambda result: -Severity(result["level"]).rank)  # stable: the order of doubt within a level
    total = sum(sum(counts.values()) for counts in tally.rules.values())
    kept = results[:RESULTS]
    run: dict[str, Any] = {
        "tool": {"driver": _driver(sorted({result["ruleId"] for result in kept}))},
        "columnKind": "unicodeCodePoints",  # §3.14.27
        "results": kept,
    }
    if total > len(kept):
        left = f"{total - len(kept)} of {total} issues were left out; reports/ has them all"
        run["invocations"] = [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [{"level": "note", "message": {"text": left}}],
            }
        ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return orjson.dumps(log, option=orjson.OPT_INDENT_2).decode()


def _driver(codes: list[str]) -> dict[str, Any]:
    known = load()
    index = {code: known[code] for code in codes if code in known}
    return {
        "name": "copydesk",
        "semanticVersion": metadata.version("copydesk"),
        "rules": [_descriptor(rule) for rule in index.values()],
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.doc.split("\n\nExample", 1)[0][:1024]},
        "help": {"text": rule.doc, "markdown": f"```text\n{rule.doc}\n```"},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"precision": "high", "problem.severity": _KIND[rule.severity], "tags": [rule.family]},
    }


def _results(pair: Pair) -> Iterator[dict[str, Any]]:
    article, report = pair
    text = wire.source_text(article, report)
    source = report.get("source") or {}
    uri = source.get("uri") or "-"
    line = source.get("line")
    lines = _Lines(text)
    seen: Counter[str] = Counter()
    for issue in report["issues"]:
        start, end = issue["start"], issue["end"]
        print_of = f"{issue['rule']}\0{issue['text']}\0{text[max(0, start - 20) : start]}\0{text[end : end + 20]}"
        seen[print_of] += 1
        digest = hashlib.sha256(f"{print_of}\0{seen[print_of]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        # a record of a line format stands on one line of its file; its offsets are not those of the file
        region = {"startLine": line} if line else lines.region(start, end)
        yield {
            "ruleId": issue["rule"],
            "level": issue["severity"],  # our words are SARIF's
            "message": {"text": _message(issue)},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": {"uri": _uri(uri)}, "region": region},
                    "logicalLocations": [{"name": article["id"], "kind": "article"}],
                }
            ],
            "partialFingerprints": {"primaryLocationLineHash": f"{digest}:1"},
            "properties": {"action": issue["action"], "confidence": issue["confidence"], "start": start, "end": end},
        }


def _message(issue: dict[str, Any]) -> str:
    """Plain text in SARIF's sense: braces doubled (§3.11.5), brackets escaped (§3.11.6)."""
    text = f"{issue['message']}: “{excerpt(issue['text'])}”"
    if issue["replacement"]:
        text += f" → “{excerpt(issue['replacement'])}”"
    for mark in "\\[]":
        text = text.replace(mark, "\\" + mark)
    return text.replace("{", "{{").replace("}", "}}")


def _uri(path: str) -> str:
    from urllib.parse import quote

    return path if "://" in path else quote(path.lstrip("/"), safe="/:@!$&'()*+,;=~-._")


class _Lines:
    """Line and column of offsets, asked in rising order; only LF and CRLF end lines (§3.14.26)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._from = 1, 0

    def region(self, start: int, end: int) -> dict[str, Any]:
        """A region with all that viewers ask for; columns count from 1, endColumn is exclusive."""
        first, column = self._at(start)
        last = first + self._text.count("\n", start, end)
        final = end - (self._text.rfind("\n", start, end) + 1) + 1 if last > first else column + end - start
        return {
            "startLine": first,
            "startColumn": column,
            "endLine": last,
            "endColumn": final,
            "charOffset": start,
            "charLength": end - start,
            "snippet": {"text": excerpt(self._text[start:end], 200)},
        }

    def _at(self, offset: int) -> tuple[int, int]:
        breaks = self._text.count("\n", self._from, offset)
        if breaks:
            self._line += breaks
            self._from = self._text.rfind("\n", 0, offset) + 1
        return self._line, offset - self._from + 1
