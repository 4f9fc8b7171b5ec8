"""`report.html`: source and article side by side, marks tied to their issues.

One file without script or outside address. Everything from the article passes the template's
autoescape, and control characters are shown by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pipeline import wire
from pipeline.registry import load
from pipeline.report.folder import Folder, Pair
from pipeline.report.tally import ACTIONS, Tally
from pipeline.report.text import excerpt, shown_change, visible

ARTICLES = 60  # shown in full, those that deserve a look first
_TEXT = 60_000  # code points of an article that are shown


class Run(NamedTuple):
    """A stretch of text as it is shown: `kind` is the action of the issue that covers it, or empty."""

    text: str
    kind: str = ""
    issue: int = 0
    title: str = ""


class View(NamedTuple):
    """One article as the template takes it."""

    anchor: str
    article: dict[str, Any]
    title: str
    source: list[Run]
    clean: list[Run]
    issues: list[dict[str, Any]]
    cut: bool


def render(folder: Folder, tally: Tally) -> str:
    """The report as one HTML page."""
    shown = folder.pick(tally.first()[:ARTICLES])
    known = load()
    rows = sorted(tally.rules, key=lambda code: (-sum(tally.rules[code].values()), code))
    page: str = _template().render(
        tally=tally,
        actions=ACTIONS,
        rules=[(known.get(code), code, tally.rules[code]) for code in rows],
        views=[view(pair, f"a{number}") for number, pair in enumerate(shown, 1)],
        left=tally.articles - len(shown),
        quarantine=[record for _, record in zip(range(50), folder.quarantine(), strict=False)],
    )
    return page


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("pipeline.report"), autoescape=True, trim_blocks=True)
    return environment.get_template("report.html.j2")


def view(pair: Pair, anchor: str) -> View:
    """An article prepared for showing."""
    article, report = pair
    source = wire.source_text(article, report)
    issues = []
    for number, issue in enumerate(report["issues"], 1):
        old, new = shown_change(issue["text"], issue["replacement"])
        issues.append({**issue, "number": number, "old": excerpt(old, 120), "new": excerpt(new, 120)})
    title = article["title"] or article["text"].lstrip().split("\n", 1)[0] or article["id"]
    where = [(i["start"], i["end"], i) for i in issues]
    out = [(i["out_start"], i["out_end"], i) for i in issues if i["out_start"] is not None]
    return View(
        anchor,
        article,
        excerpt(title, 90),
        list(runs(source[:_TEXT], where)),
        list(runs(article["text"][:_TEXT], out)),
        issues,
        max(len(source), len(article["text"])) > _TEXT,
    )


def runs(text: str, spans: list[tuple[int, int, dict[str, Any]]]) -> Iterator[Run]:
    """The text cut at its issues; where issues overlap, the earlier and longer one shows."""
    at = 0
    for start, end, issue in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at or start >= len(text) or (start == end and issue["action"] == "flagged"):
            continue
        yield Run(visible(text[at:start]))
        yield Run(
            visible(text[start:end]) or "‸", issue["action"], issue["number"], f"{issue['rule']} {issue['message']}"
        )
        at = end
    yield Run(visible(text[at:]))
