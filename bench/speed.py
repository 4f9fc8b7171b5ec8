"""Articles a second through the whole pipeline with reports: all rules, without MTA and COH, one worker and two.

    python -m bench.speed [--count 2000]

The articles are the project's own harmless prose and its inbox, about 3,400 characters each, every one
with sentences of its own so that nothing is met twice. All ways run in one go, so their ratios hold on
any machine; seconds by stage come from the engine. Figures are kept in docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

from pipeline.batch import Job, Runner, in_process, processes, run
from pipeline.model import Options

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SIZE = 3_400  # characters of an article
UNIT = 400_000  # bytes of a unit, so that two workers have several each


def articles(count: int, path: Path, size: int = SIZE) -> None:
    """Write `count` records of about `size` characters: one in ten is damaged, the others are clean."""
    chance = random.Random(7)
    clean = [p for f in sorted((FIXTURES / "harmless").glob("*.txt")) for p in f.read_text("utf-8").split("\n\n")]
    rough = [f.read_text("utf-8") for f in sorted((FIXTURES / "inbox").glob("*.txt"))]
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            text = chance.choice(rough) if n % 10 == 0 else ""
            while len(text) < size:
                text += f"\n\n{chance.choice(clean)} Number {n} was written down on page {len(text)}."
            file.write(json.dumps({"id": f"a{n}", "text": text.strip()}, ensure_ascii=False) + "\n")


def timed(source: Path, options: Options, runner: Runner) -> tuple[float, dict[str, float]]:
    """Seconds of one run into a fresh folder, and seconds by stage."""
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as out:
        started = time.perf_counter()
        for receipt in run([str(source)], Job(out, options), runner=runner, size=UNIT).receipts:
            for stage, seconds in receipt.stages:
                spent[stage] = spent.get(stage, 0.0) + seconds
        return time.perf_counter() - started, spent


def main() -> None:
    """Print articles a second for each way, and the stages of the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        articles(100, source)
        timed(source, Options(), in_process)  # lexicon and patterns are made once a process
        articles(count, source)
        ways = {
            "all rules": (Options(), in_process),
            "without MTA and COH": (Options(ignore=("MTA", "COH")), in_process),
            "all rules, 2 workers": (Options(), processes(2)),
        }
        for name, (options, runner) in ways.items():
            seconds, spent = timed(source, options, runner)
            print(f"{name:22} {count / seconds:7.0f} articles/s", flush=True)
            if name == "all rules":
                for stage, took in spent.items():
                    print(f"  {stage:20} {1000 * took / count:7.2f} ms an article")


if __name__ == "__main__":
    main()
