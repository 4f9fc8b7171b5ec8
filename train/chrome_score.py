"""Scores of a judgement as the benchmark counts them: token F1 by page, chrome removed, body lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from pipeline.rules.chrome import anchors, learned
from train.chrome_data import Labelled

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]"
    r"|[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+"
)


def report(judged: Iterable[tuple[Labelled, np.ndarray]]) -> None:
    """Print one row a set and flavour: first turn of the reading, guards and anchors included."""
    rows: dict[tuple[str, str], list[np.ndarray]] = {}
    for page, probability in judged:
        kept = _kept(page, probability)
        size = np.array([len(_TOKEN.findall(line["text"])) for line in page.record["lines"]])
        body, chrome = page.label == 0, page.label == 1
        counts = [
            size[body & kept].sum(),
            size[chrome & kept].sum(),
            size[body & ~kept].sum(),
            size[chrome & ~kept].sum(),
        ]
        rows.setdefault((page.record["set"], page.flavour), []).append(np.array(counts, dtype=float))
    for (name, flavour), counts in rows.items():
        table = np.array(counts)
        kept_body, kept_chrome, lost, removed = table.T
        scale = 2 * kept_body + kept_chrome + lost
        score = np.where(scale > 0, 2 * kept_body / np.maximum(scale, 1), 1.0)
        print(
            f"  {name:7} {flavour:10} {len(table):4} pages  token F1 {score.mean():.4f}  "
            f"chrome removed {removed.sum() / max(1, removed.sum() + kept_chrome.sum()):.3f}  "
            f"body lost {lost.sum() / max(1, lost.sum() + kept_body.sum()):.4f}"
        )


def _kept(page: Labelled, probability: np.ndarray) -> np.ndarray:
    gone = anchors.find(page.view)
    taken, _ = learned.decide(page.view, gone, probability.tolist())
    kept = np.ones(len(page.label), dtype=bool)
    for index in (*gone, *taken):
        kept[index] = False
    return kept
