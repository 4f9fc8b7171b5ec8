#!/usr/bin/env python3
"""Learn the weights of `scores.translated`, and tell how well they hold on stories left out.

usage: bench/train_translation.py BENCH_TRANSLATION [WEIGHTS.json]
BENCH_TRANSLATION is the folder with stories.jsonl, negatives.jsonl and clean_news.jsonl.gz. Writes the weights
where a second argument is given. See bench/translation_card.md for what the data are and what the figures mean.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import zlib
from pathlib import Path

from pipeline.page import Page
from pipeline.rules.translation import score
from pipeline.rules.translation.lexical import hits

NAMES = ("hint", "likely", "sure", "build")
KEPT = 0.45  # the lexicon was widened after the stories had been read; a guess at what others would show
FOLDS = 6
Row = tuple[dict[str, float], int, str]


def rows(folder: Path) -> list[Row]:
    """(evidence, 1 for a copy, group) of all texts."""
    found: list[Row] = []
    for line in (folder / "stories.jsonl").read_text("utf-8").splitlines():
        story = json.loads(line)
        found.append((_evidence(story["spun"], thin=True), 1, story["id"]))
        found += [(_evidence(story[name]), 0, story["id"]) for name in ("original", "independent", "neighbour")]
    negatives = (folder / "negatives.jsonl").read_text("utf-8").splitlines()
    found += [(_evidence(json.loads(line)["text"]), 0, line[:40]) for line in negatives]
    with gzip.open(folder / "clean_news.jsonl.gz", "rt", encoding="utf-8") as lines:
        found += [(_evidence(json.loads(line)["text"]), 0, line[:40]) for line in lines]
    return found


def _evidence(text: str, thin: bool = False) -> dict[str, float]:
    page = Page(text)
    if thin:
        kept = [hit for hit in page.fact(hits) if zlib.crc32(hit.entry.match.encode()) % 100 < 100 * KEPT]
        page.fact(hits)[:] = kept
    return score.evidence(page) or dict.fromkeys(NAMES, 0.0)


def fit(sample: list[Row], steps: int = 3000, rate: float = 0.3, ridge: float = 0.02) -> dict[str, float]:
    """Logistic regression with both classes of equal weight and no negative weights."""
    copies = sum(label for _, label, _ in sample)
    share = {1: 0.5 / copies, 0: 0.5 / (len(sample) - copies)}
    told = dict.fromkeys(("bias", *NAMES), 0.0)
    for _ in range(steps):
        slope = dict.fromkeys(told, 0.0)
        for found, label, _ in sample:
            off = share[label] * (predict(told, found) - label)
            slope["bias"] += off
            for name in NAMES:
                slope[name] += off * found[name]
        for name in told:
            pull = 0.0 if name == "bias" else ridge * told[name]
            told[name] -= rate * (slope[name] + pull)
            if name != "bias":
                told[name] = max(0.0, told[name])
    return {name: round(value, 4) for name, value in told.items()}


def predict(told: dict[str, float], found: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-told["bias"] - sum(told[name] * found[name] for name in NAMES)))


def main() -> None:
    sample = rows(Path(sys.argv[1]))
    fold = {row[2]: zlib.crc32(row[2].encode()) % FOLDS for row in sample}
    left_out: list[tuple[float, int]] = []
    for number in range(FOLDS):
        told = fit([row for row in sample if fold[row[2]] != number], steps=800)
        left_out += [(predict(told, row[0]), row[1]) for row in sample if fold[row[2]] == number]
    copies = [p for p, label in left_out if label]
    clean = sorted((p for p, label in left_out if not label), reverse=True)
    wins = sum((p > n) + 0.5 * (p == n) for p in copies for n in clean)
    line = clean[int(0.03 * len(clean))]
    print(f"out of fold, evidence thinned to {KEPT:.0%}: AUC {wins / len(copies) / len(clean):.3f}, "
          f"found at 3 % false alarms {sum(p > line for p in copies) / len(copies):.2f}, "
          f"Brier {sum((p - y) ** 2 for p, y in left_out) / len(left_out):.4f}")  # fmt: skip
    told = fit(sample)
    print(json.dumps(told))
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
