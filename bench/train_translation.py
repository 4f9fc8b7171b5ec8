#!/usr/bin/env python3
"""Learn the weights of `scores.translated`, and tell how well they hold on stories left out.

usage: bench/train_translation.py BENCH_TRANSLATION [WEIGHTS.json [COPIES.jsonl]]
BENCH_TRANSLATION is the folder with stories.jsonl, negatives.jsonl and clean_news.jsonl.gz. Writes the weights
where a second argument is given. COPIES are further copies, real ones, with the fields `group` and `text`; the weights
that are committed have seen some. See bench/translation_card.md for what the data are and what the figures mean.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import zlib
from functools import cache
from itertools import compress
from pathlib import Path

import numpy as np

from pipeline.page import Page
from pipeline.rules.translation import score
from pipeline.rules.translation.lexical import Hit, hits

NAMES = ("likely", "sure", "build", "style", "genitives", "articles")
# of the lexicon's entries, that copies are read with: it was widened after they had been read
SHARES = (0.0, 0.05, 0.2, 0.45)
KEPT = 0.2  # the share that the weights are learned with: what five unread articles showed
THINNINGS = 10  # which entries are kept is drawn so often, and figures are means
FOLDS = 6
REAL = "real: "  # how the groups of further copies begin
Row = tuple[dict[str, float], int, str]


def rows(folder: Path, share: float, draw: int) -> list[Row]:
    """(evidence, 1 for a copy, group) of all texts; copies with a share of the lexicon only."""
    copies, clean = texts(folder)
    return [
        *((_evidence(text, share, draw), 1, group) for group, text in copies),
        *((_evidence(text), 0, group) for group, text in clean),
    ]


@cache
def texts(folder: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Copies and clean texts, each with its group."""
    stories = [json.loads(line) for line in (folder / "stories.jsonl").read_text("utf-8").splitlines()]
    copies = [(story["id"], story["spun"]) for story in stories]
    if len(sys.argv) > 3:
        real = map(json.loads, Path(sys.argv[3]).read_text("utf-8").splitlines())
        copies += [(f"{REAL}{copy['group']}", copy["text"]) for copy in real]
    clean = [(story["id"], story[name]) for story in stories for name in ("original", "independent", "neighbour")]
    others = (folder / "negatives.jsonl").read_text("utf-8").splitlines()
    with gzip.open(folder / "clean_news.jsonl.gz", "rt", encoding="utf-8") as lines:
        others += lines
    return copies, clean + [(line[:40], json.loads(line)["text"]) for line in others]


@cache
def _page(text: str) -> tuple[Page, tuple[Hit, ...]]:
    page = Page(text)
    return page, tuple(page.fact(hits))


@cache
def _evidence(text: str, share: float = 1.0, draw: int = 0) -> dict[str, float]:
    page, found = _page(text)
    kept = (zlib.crc32(f"{draw} {hit.entry.match}".encode()) % 1000 < 1000 * share for hit in found)
    page.fact(hits)[:] = compress(found, kept)
    return score.evidence(page) or dict.fromkeys(NAMES, 0.0)


def fit(sample: list[Row], steps: int = 3000, rate: float = 0.3, ridge: float = 0.02) -> dict[str, float]:
    """Logistic regression with both classes of equal weight and no negative weights."""
    found = np.array([[1.0, *(row[0][name] for name in NAMES)] for row in sample])
    label = np.array([row[1] for row in sample], dtype=float)
    share = np.where(label == 1, 0.5 / label.sum(), 0.5 / (1 - label).sum())
    told = np.zeros(1 + len(NAMES))
    pull = np.array([0.0] + [ridge] * len(NAMES))
    floor = np.array([-np.inf] + [0.0] * len(NAMES))
    for _ in range(steps):
        off = share * (1 / (1 + np.exp(-found @ told)) - label)
        told = np.maximum(told - rate * (off @ found + pull * told), floor)
    return {name: round(float(value), 4) for name, value in zip(("bias", *NAMES), told, strict=True)}


def predict(told: dict[str, float], found: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-told["bias"] - sum(told[name] * found[name] for name in NAMES)))


def left_out(sample: list[Row]) -> list[tuple[float, int, bool]]:
    """(score, label, whether a real copy) of every text, by weights that have not seen its group."""
    fold = {row[2]: zlib.crc32(row[2].encode()) % FOLDS for row in sample}
    told: list[tuple[float, int, bool]] = []
    for number in range(FOLDS):
        weights = fit([row for row in sample if fold[row[2]] != number], steps=800)
        told += [
            (predict(weights, found), label, group.startswith(REAL))
            for found, label, group in sample
            if fold[group] == number
        ]
    return told


def figures(told: list[tuple[float, int, bool]], real: bool = False) -> tuple[float, float, float]:
    """AUC, the share found at 3 % false alarms, and the Brier score: of the stories' copies, or of real ones."""
    told = [row for row in told if row[2] == real or not row[1]]
    copies = [p for p, label, _ in told if label]
    clean = sorted((p for p, label, _ in told if not label), reverse=True)
    wins = sum((p > n) + 0.5 * (p == n) for p in copies for n in clean)
    line = clean[int(0.03 * len(clean))]
    found = sum(p > line for p in copies) / len(copies)
    return wins / len(copies) / len(clean), found, sum((p - y) ** 2 for p, y, _ in told) / len(told)


def main() -> None:
    folder = Path(sys.argv[1])
    for share in SHARES:
        samples = [left_out(rows(folder, share, draw)) for draw in range(THINNINGS)]
        for real in (False, True)[: 1 + (len(sys.argv) > 3)]:
            drawn = [figures(sample, real) for sample in samples]
            auc, found, brier = (sum(column) / THINNINGS for column in zip(*drawn, strict=True))
            print(f"out of fold, {share:.0%} of the entries kept, {'real' if real else 'stories'}: AUC {auc:.3f} "
                  f"({min(drawn)[0]:.3f} to {max(drawn)[0]:.3f}), found at 3 % false alarms {found:.2f}, "
                  f"Brier {brier:.4f}", flush=True)  # fmt: skip
    told = fit([row for draw in range(THINNINGS) for row in rows(folder, KEPT, draw)])
    print(json.dumps(told))
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
