#!/usr/bin/env python3
"""Whether time grows in proportion to size on hostile texts, stage by stage.

usage: bench/linear.py [KB]    (default 40)

For each text and family: seconds at KB and at twice KB, and their ratio; above 3 is marked. A ratio
near 2 is linear.
"""

from __future__ import annotations

import sys
import time

from pipeline.engine import Engine
from pipeline.ingest.record import from_text
from pipeline.model import Options

PIECES = {
    "one line of prose": "The council met on day 5 to talk about the pool. ",
    "no spaces": "abcdefghij",
    "openers": "“",
    "straight": '"',
    "single and space": "' ",
    "dot and space": ". ",
    "question marks": "?",
    "spaces": " ",
    "line breaks": "\n",
    "short lines": "Read more\n",
    "ampersands": "&amp;",
    "a hat": "â",
    "replacement": "\ufffd",
    "capitals": "Aaaa Bbbb ",
    "letters and dots": "a.B",
    "hyphens": "ab- cd ",
    "digits": "1,234 ",
    "brackets": "[(",
    "mojibake": "â€œWe wonâ€\x9d ",
    "quoted words": "“word ”",
}
FAMILIES = ("ENC", "CHR", "TYP", "QUO", "LNG", "MTA", "COH")


def seconds(engine: Engine, text: str) -> float:
    started = time.perf_counter()
    engine.clean(from_text(text))
    return time.perf_counter() - started


def main() -> None:
    size = int(sys.argv[1]) * 1000 if len(sys.argv) > 1 else 40_000
    engines = {family: Engine(Options(select=(family,))) for family in FAMILIES}
    for name, piece in PIECES.items():
        row = []
        for family, engine in engines.items():
            once, twice = (piece * (factor * size // len(piece)) for factor in (1, 2))
            seconds(engine, once[:100])
            first, second = seconds(engine, once), seconds(engine, twice)
            mark = " !!" if second > 3 * first and second > 0.05 else ""
            row.append(f"{family} {first:.3f} {second:.3f}{mark}")
        print(f"{name:<18} " + "  ".join(row), flush=True)


if __name__ == "__main__":
    main()
