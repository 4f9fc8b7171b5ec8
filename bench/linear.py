#!/usr/bin/env python3
"""Whether time grows in proportion to size on hostile texts, stage by stage.

usage: bench/linear.py [KB]    (default 40)

For each text and family: seconds at KB and at twice KB; where they more than triple, `!!` stands. After the
texts that are written here, every hit of every rule is repeated to that size, on one line, and shown only where marked.
"""

from __future__ import annotations

import gc
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

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
FIXTURES = Path(__file__).parent.parent / "fixtures" / "rules"
FAMILIES = ("ENC", "CHR", "TYP", "QUO", "LNG", "MTA", "COH")


def seconds(engine: Engine, text: str) -> float:
    started = time.perf_counter()
    engine.clean(from_text(text))
    return time.perf_counter() - started


def cases(family: str) -> Iterator[tuple[str, str]]:
    """What a family's rules are made to find, each on one line: (name, text)."""
    for path in sorted(FIXTURES.glob(f"{family}*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8")).get("hit", ()), 1):
            yield f"{path.stem} {number}", case["text"].replace("\n", " ") + " "


def grows(engine: Engine, piece: str, size: int) -> tuple[float, float, bool]:
    """Seconds at the size and at twice the size, and whether they more than triple."""
    once, twice = (piece * (factor * size // len(piece)) for factor in (1, 2))
    seconds(engine, once[:100])
    first, second = (min(seconds(engine, text) for _ in range(2)) for text in (once, twice))
    return first, second, second > 3 * first and second > 0.05


def main() -> None:
    gc.disable()  # its pauses come at random and look like growth
    size = int(sys.argv[1]) * 1000 if len(sys.argv) > 1 else 40_000
    engines = {family: Engine(Options(select=(family,))) for family in FAMILIES}
    for name, piece in PIECES.items():
        row = []
        for family, engine in engines.items():
            first, second, marked = grows(engine, piece, size)
            row.append(f"{family} {first:.3f} {second:.3f}{' !!' if marked else ''}")
        print(f"{name:<18} " + "  ".join(row), flush=True)
    for family, engine in engines.items():
        for name, piece in cases(family):
            first, second, marked = grows(engine, piece, size)
            if marked:
                print(f"{name:<18} {first:.3f} {second:.3f} !!", flush=True)


if __name__ == "__main__":
    main()
