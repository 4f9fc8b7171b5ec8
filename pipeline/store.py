"""Shards: articles, reports and quarantine of one run, each file published by one rename."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline import wire
from pipeline.model import Outcome, Quarantine

FOLDERS = ("articles", "reports", "quarantine")


def publish(out: Path, shard: str, results: Iterable[Outcome | Quarantine]) -> dict[str, int]:
    """Write one shard below `out`; the articles come last, so that their presence means done."""
    lines: dict[str, list[bytes]] = {folder: [] for folder in FOLDERS}
    for result in results:
        if isinstance(result, Quarantine):
            lines["quarantine"].append(wire.quarantine_line(result))
        else:
            lines["articles"].append(wire.article_line(result.article))
            lines["reports"].append(wire.report_line(result.report))
    for folder in ("quarantine", "reports", "articles"):
        replace(out / folder / f"{shard}.jsonl", b"".join(lines[folder]))
    return {folder: len(lines[folder]) for folder in FOLDERS}


def replace(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stage = path.with_name(f".{path.name}.{os.getpid()}")
    with stage.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    stage.replace(path)
