"""What a run leaves in Prefect's UI: progress, summary and tables. Losing them never fails a run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from pipeline.batch import Receipt, Summary
from pipeline.engine import STAGES, Stage
from pipeline.registry import load
from pipeline.report import render
from pipeline.report.folder import Folder
from pipeline.report.tally import ACTIONS

_EVERY = 2.0  # seconds between two updates of the progress artifact
_WORST = 20  # articles in the table of those that deserve a look first


class Progress:
    """The share of the input that is done, by bytes."""

    def __init__(self, total: int) -> None:
        self._total, self._bytes, self._told = max(total, 1), 0, time.monotonic()
        self._id = _tried(lambda: create_progress_artifact(0.0, key="progress", description="bytes of input done"))

    def seen(self, receipt: Receipt) -> Receipt:
        """Count a receipt, tell of it now and then, and hand it on."""
        self._bytes += receipt.size
        if time.monotonic() - self._told >= _EVERY:
            self._tell(min(99.0, 100.0 * self._bytes / self._total))
        return receipt

    def done(self) -> None:
        """All units have landed."""
        self._tell(100.0)

    def _tell(self, share: float) -> None:
        if self._id is not None:
            _tried(lambda: update_progress_artifact(self._id, share))
        self._told = time.monotonic()


def leave(summary: Summary, out: str) -> None:
    """The issue summary in Markdown; tables of rules, stages and of the articles with the worst issues."""
    tally, folder = summary.tally, Folder(Path(out))
    if tally.articles:
        text = render(folder, "markdown", tally)
        _tried(lambda: create_markdown_artifact(text, key="issue-report", description=f"copydesk report on {out}"))
    _table("issues-by-rule", by_rule(summary), f"issues of each rule in {out}")
    _table("stages", by_stage(summary), f"issues and seconds of each stage in {out}")
    _table("worst-articles", worst(summary, folder), f"articles in {out} that deserve a look first")


def _table(key: str, rows: list[dict[str, Any]], about: str) -> None:
    _tried(lambda: create_table_artifact(rows, key=key, description=about))


def by_rule(summary: Summary) -> list[dict[str, Any]]:
    """A row for each rule that found something, with its issues by action."""
    known = load()
    return [
        {"rule": code, "name": known[code].name if code in known else "", **{name: counts[name] for name in ACTIONS}}
        for code, counts in sorted(summary.tally.rules.items())
    ]


def by_stage(summary: Summary) -> list[dict[str, Any]]:
    """A row for each stage in the order of the chain; seconds are of this run, summed over its workers."""
    spent: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for receipt in summary.receipts:
        for stage in STAGES:
            found[stage.name] += issues(receipt, stage)
        for name, seconds in receipt.stages:
            spent[name] += seconds  # type: ignore[assignment]
    return [
        {"stage": stage.name, "issues": found[stage.name], "seconds": round(spent[stage.name], 2)} for stage in STAGES
    ]


def worst(summary: Summary, folder: Folder) -> list[dict[str, Any]]:
    """A row for each of the articles that deserve a look first, worst first."""
    wanted = summary.tally.first()[:_WORST]
    return [
        {
            "id": article["id"],
            "title": article["title"] or "",
            "verdict": article["verdict"],
            "issues": len(report["issues"]),
            "rules": ", ".join(sorted({issue["rule"] for issue in report["issues"]})),
        }
        for article, report in folder.pick(wanted)
    ]


def issues(receipt: Receipt, stage: Stage) -> int:
    """How many issues the rules of a stage have found in a unit."""
    rules = receipt.tally["rules"].items()
    return sum(sum(actions.values()) for code, actions in rules if code.startswith(stage.family))


_lost: set[object] = set()  # runs whose server was lost: asking again would take a minute each time


def _tried(call: Callable[[], Any]) -> Any:
    """What the call gives, or None and a warning where the server does not answer."""
    run = flow_run.id
    if run in _lost:
        return None
    try:
        return call()
    except Exception as error:
        _lost.add(run)
        get_run_logger().warning("no more artifacts are kept: %s", error)
        return None
