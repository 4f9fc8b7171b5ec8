"""Pace of the encoding, quotation and typography stages beside ftfy and smartypants, in one run.

usage: python -m bench.quotes --data FOLDER

FOLDER holds dev.jsonl.gz with `family`, `style`, `damaged` and `gold`. How many marks come out right
is the business of the benchmark's own scorer (`make bench-quotes` runs it first). Clean text is the
gold that copydesk leaves as it is, put together to articles of the length of news; figures are megabytes
of UTF-8 a second on one core, process time, and milliseconds of each stage for a clean article.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ftfy
import smartypants

from pipeline.engine import Engine
from pipeline.ingest.record import from_text
from pipeline.model import Options, RawArticle

ROUNDS = 3
ARTICLE = 3_400  # characters
HOSTILE = ("“", "' ", ". ", '“We won,” he said. It was the "best" day of the year\'s end. ')
SIZES = (50_000, 100_000, 200_000)
_CURLED = ftfy.TextFixerConfig(uncurl_quotes=False)


def main() -> None:
    """Print the table of paces and that of growth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    with gzip.open(args.data / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    engine = Engine(Options(select=("ENC", "QUO", "TYP")))
    tools = _tools()
    print(f"{'MB/s':<20}{'copydesk':>10}" + "".join(f"{name:>14}" for name in tools))
    groups = _groups(rows, engine)
    for name, texts in groups.items():
        raws = [from_text(text) for text in texts]
        paces = [_pace(engine.clean, raws, texts)] + [_pace(tool, texts, texts) for tool in tools.values()]
        print(f"{name:<20}{paces[0]:>10.2f}" + "".join(f"{pace:>14.2f}" for pace in paces[1:]))
    engine.seconds = dict.fromkeys(engine.seconds, 0.0)
    for text in groups["clean, curly"]:
        engine.clean(from_text(text))
    spent = {stage: 1000 * seconds / len(groups["clean, curly"]) for stage, seconds in engine.seconds.items()}
    print("\nms a clean, curly article: " + ", ".join(f"{stage} {ms:.3f}" for stage, ms in spent.items()))
    print(f"\n{'seconds for':<20}" + "".join(f"{size:>12,}" for size in SIZES))
    for unit in HOSTILE:
        spent = [_spent(engine.clean, [from_text((unit * (size // len(unit) + 1))[:size])]) for size in SIZES]
        print(f"{unit[:16]!r:<20}" + "".join(f"{seconds:>12.3f}" for seconds in spent))


def _groups(rows: Sequence[dict[str, Any]], engine: Engine) -> dict[str, list[str]]:
    prose = [row["gold"] for row in rows if row["family"] in ("a", "ah", "b", "c", "d")]
    curly = [text for text in prose if engine.clean(from_text(text)).article.text == text]
    plain = ["\n\n".join(part for part in text.split("\n\n") if part.isascii()) for text in curly]
    groups = {"clean, curly": _articles(curly), "clean, ASCII": _articles(plain)}
    for family in "abcd":
        groups[f"damaged, family {family}"] = [row["damaged"] for row in rows if row["family"] == family]
    return groups


def _articles(passages: Sequence[str]) -> list[str]:
    """Passages put together until each article has its length; what is left over at the end is dropped."""
    articles, parts, size = [], [], 0
    for passage in filter(None, passages):
        parts.append(passage)
        size += len(passage) + 2
        if size >= ARTICLE:
            articles.append("\n\n".join(parts))
            parts, size = [], 0
    return articles


def _tools() -> dict[str, Callable[[str], object]]:
    return {"ftfy": lambda text: ftfy.fix_text(text, _CURLED), "smartypants": smartypants.smartypants}


def _pace(tool: Callable[[Any], object], inputs: Sequence[str | RawArticle], texts: Sequence[str]) -> float:
    """Megabytes a second, the best of several rounds."""
    size = sum(len(text.encode()) for text in texts)
    return size / 1e6 / min(_spent(tool, inputs) for _ in range(ROUNDS))


def _spent(tool: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    started = time.process_time()
    for item in inputs:
        tool(item)
    return time.process_time() - started


if __name__ == "__main__":
    main()
