"""What Prefect costs, and what a second Dask worker brings.

    python bench/prefect.py cost [--articles 100000] [--characters 3300] [--unit-bytes 8388608]
    python bench/prefect.py dask [--articles 4000]

Other work on the machine stretches every clock, so both say what does not depend on it. The cost of
orchestration is what a run spends outside its units, in seconds and in seconds of processor, less what
the library spends there. A cluster's efficiency is the share of time that its workers are at work.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT)] + [path for path in sys.path if Path(path or ".").resolve() != Path(__file__).parent]
os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")


def archive(path: Path, articles: int, characters: int = 3_300) -> Path:
    """Articles of some length, put together from the fixtures' paragraphs."""
    paragraphs = [
        paragraph
        for folder in ("harmless", "inbox")
        for source in sorted((ROOT / "fixtures" / folder).glob("*.txt"))
        for paragraph in source.read_text("utf-8").split("\n\n")
        if len(paragraph) > 200
    ]
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            text, at = "", number * 7
            while len(text) < characters:
                text += paragraphs[at % len(paragraphs)].replace("\n", " ") + "\n\n"
                at += 1 + number % 11
            file.write(json.dumps({"id": f"a{number:07}", "text": text[: characters + 100].strip()}) + "\n")
    return path


@dataclass
class Spent:
    """Seconds of a run by the clock and of this process's processor time, and those within its units."""

    wall: float
    cpu: float
    unit_wall: float
    unit_cpu: float
    units: int


class Meter:
    """Counts what units take, whoever calls for them in this process."""

    def __init__(self) -> None:
        import flows.clean
        import pipeline.batch

        self._do, self.wall, self.cpu, self.units = pipeline.batch.do_unit, 0.0, 0.0, 0
        pipeline.batch.do_unit = flows.clean.do_unit = self  # type: ignore[assignment]

    def __call__(self, *unit: Any) -> Any:
        wall, cpu = time.perf_counter(), time.thread_time()
        receipt = self._do(*unit)
        self.wall, self.cpu = self.wall + time.perf_counter() - wall, self.cpu + time.thread_time() - cpu
        self.units += 1
        return receipt

    def run(self, call: Callable[[], Any]) -> Spent:
        """What a run spends."""
        self.wall, self.cpu, self.units = 0.0, 0.0, 0
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        return Spent(time.perf_counter() - wall, time.process_time() - cpu, self.wall, self.cpu, self.units)


def cost(folder: Path, articles: int, characters: int, unit_bytes: int) -> None:
    """The flow against the library over the same articles, in this process."""
    from flows.server import reporting

    with reporting():
        from flows.clean import clean_articles
        from pipeline.batch import Job, run

        given = str(archive(folder / "archive.jsonl", articles, characters))
        warm = str(archive(folder / "warm.jsonl", 40))
        meter = Meter()
        clean_articles([warm], str(folder / "warm"))
        server = psutil.Process().children()[0]
        plain = meter.run(lambda: run([given], Job(str(folder / "library")), size=unit_bytes))
        before = server.cpu_times()
        flow = meter.run(lambda: clean_articles([given], str(folder / "flow"), unit_bytes=unit_bytes))
        after = server.cpu_times()
    served = after.user + after.system - before.user - before.system
    wall = flow.wall - flow.unit_wall - (plain.wall - plain.unit_wall)
    cpu = flow.cpu - flow.unit_cpu - (plain.cpu - plain.unit_cpu)
    for name, spent in (("library", plain), ("flow", flow)):
        print(
            f"{name:<8} {spent.wall:8.1f} s, {spent.unit_wall:8.1f} s of it in {spent.units} units; "
            f"processor {spent.cpu:8.1f} s, {spent.unit_cpu:8.1f} s in units"
        )
    print(f"server   {served:8.1f} s of processor")
    for name, spent, whole in (("clock", wall, flow.wall), ("processor", cpu, flow.cpu)):
        print(f"orchestration by {name}: {spent:.2f} s, {spent / whole:.2%}, {1000 * spent / flow.units:.0f} ms a unit")


def dask(folder: Path, articles: int) -> None:
    """Two workers against one over the same articles, in units of a second, so that the end of a run weighs little."""
    from tests.cluster import dask_cluster

    given = str(archive(folder / "archive.jsonl", articles))
    warm = str(archive(folder / "warm.jsonl", 40))
    from flows.server import reporting

    rows = {}
    with reporting():
        from flows.clean import clean_articles

        for workers in (1, 2):
            place = folder / f"dask{workers}"
            place.mkdir()
            with dask_cluster(place, workers) as (address, processes):
                clean = {"runner": "dask", "address": address}
                clean_articles([warm], str(place / "warm"), unit_bytes=20_000, **clean)
                spent = [psutil.Process(process.pid).cpu_times() for process in processes]
                began = time.perf_counter()
                clean_articles([given], str(place / "out"), unit_bytes=256 << 10, **clean)
                wall = time.perf_counter() - began
                used = [psutil.Process(process.pid).cpu_times() for process in processes]
            cpu = sum(now.user + now.system - then.user - then.system for now, then in zip(used, spent, strict=True))
            shards = json.loads((place / "out" / "run.json").read_bytes())["shards"]
            busy = sum(shard["seconds"] for shard in shards)
            rows[workers] = wall, busy / wall / workers, cpu
            print(
                f"{workers} worker(s): {wall:.1f} s for {len(shards)} units, at work {rows[workers][1]:.1%} of it; "
                f"{articles / cpu:.1f} articles a second of processor"
            )
    print(f"efficiency of two against one, by the clock: {rows[1][0] / 2 / rows[2][0]:.2f}")
    share, paid = rows[2][1] / rows[1][1], rows[1][2] / rows[2][2]
    print(f"by time at work: {share:.2f}; with the processor time that the same work took: {share * paid:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["cost", "dask"])
    parser.add_argument("--articles", type=int)
    parser.add_argument("--characters", type=int, default=3_300)
    parser.add_argument("--unit-bytes", type=int, default=8 << 20)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="copydesk-bench-"))
    os.environ.setdefault("PREFECT_HOME", str(folder / "prefect"))
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    try:
        if given.what == "cost":
            cost(folder, given.articles or 100_000, given.characters, given.unit_bytes)
        else:
            dask(folder, given.articles or 4_000)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
