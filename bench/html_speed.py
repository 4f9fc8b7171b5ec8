#!/usr/bin/env python3
"""Pages per CPU second: our extraction beside trafilatura's fast mode, in one run.

usage: python -m bench.html_speed --data FOLDER [--pages N]

FOLDER holds *.jsonl.gz with `html` in each row. Both start from the page as text; ours reads the
page's claims and markup besides. The better of three turns counts, the two taking turns page by
page, so that a busy machine slows both alike. Exit status 1 where ours takes more than nine tenths of its time.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from pipeline.errors import Unreadable
from pipeline.ingest.html import extract
from pipeline.model import RawArticle

ALLOWED = 0.9


def ours(page: str) -> None:
    with contextlib.suppress(Unreadable):
        extract(RawArticle("1", "", html=page))


def theirs(page: str) -> None:
    trafilatura.extract(page, fast=True, include_comments=False)


def spent(tool: Callable[[str], None], page: str) -> float:
    started = time.process_time()
    tool(page)
    return time.process_time() - started


def main() -> int:
    parser = argparse.ArgumentParser(description="pages per CPU second beside trafilatura's fast mode")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=100, help="of each file")
    options = parser.parse_args()
    slow = False
    for path in sorted(options.data.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            pages = [json.loads(line)["html"] for _, line in zip(range(options.pages), lines, strict=False)]
        best = {ours: 0.0, theirs: 0.0}
        for page in pages:
            turns = [{tool: spent(tool, page) for tool in best} for _ in range(3)]
            for tool in best:
                best[tool] += min(turn[tool] for turn in turns)
        ratio = best[ours] / best[theirs]
        slow |= ratio > ALLOWED
        print(
            f"{path.name}  pages {len(pages)}  copydesk {len(pages) / best[ours]:.1f}/s  "
            f"trafilatura fast {len(pages) / best[theirs]:.1f}/s  time ratio {ratio:.2f} (allowed {ALLOWED})"
        )
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
