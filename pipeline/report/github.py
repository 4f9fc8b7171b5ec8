"""Annotations for GitHub Actions: the ten worst places, as workflow commands."""

from __future__ import annotations

from typing import Any

from pipeline.report.folder import Folder
from pipeline.report.tally import Tally
from pipeline.report.text import excerpt

_MOST = 10  # annotations of one level that a step may show
_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def render(folder: Folder, tally: Tally) -> str:
    """Workflow commands, worst first; article text is escaped so that it cannot be a command."""
    lines: dict[str, list[str]] = {level: [] for level in _LEVELS}
    for pair in folder.pick(tally.first()):
        for issue in pair.report["issues"]:
            shown = lines[issue["severity"]]
            if issue["action"] in ("flagged", "suggested") and len(shown) < _MOST:
                shown.append(_command(issue, pair.report))
        if all(len(found) >= _MOST for found in lines.values()):
            break
    return "".join(line for level in ("error", "warning", "note") for line in lines[level])


def _command(issue: dict[str, Any], report: dict[str, Any]) -> str:
    source = report.get("source") or {}
    place = f"file={_property(source.get('uri', '-'))}"
    if source.get("line"):
        place += f",line={source['line']}"
    title = _property(f"{issue['rule']} {issue['name']}")
    message = _data(f"{excerpt(issue['text'])}: {issue['message']}")
    return f"::{_LEVELS[issue['severity']]} {place},title={title}::{message}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
