"""What Prefect costs, and what a second Dask worker brings.

    python bench/prefect.py [--articles 20000] [--dask]

Ratios within one run on one machine. Each run's own cleaning time is taken off it, so that what is
left of the flow, less what is left of the library, is the orchestration.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT)] + [path for path in sys.path if Path(path or ".").resolve() != Path(__file__).parent]
os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")


def archive(path: Path, articles: int) -> None:
    """Articles of some 3.4 KB, put together from the fixtures' paragraphs."""
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
            while len(text) < 3_300:
                text += paragraphs[at % len(paragraphs)].replace("\n", " ") + "\n\n"
                at += 1 + number % 11
            file.write(json.dumps({"id": f"a{number:07}", "text": text.strip()}, ensure_ascii=False) + "\n")


def timed(call) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def cleaning(out: Path) -> tuple[float, int]:
    """Seconds spent in units, and how many there were."""
    shards = json.loads((out / "run.json").read_bytes())["shards"]
    return sum(shard["seconds"] for shard in shards), len(shards)


def orchestration(given: Path, folder: Path) -> None:
    from flows.clean import clean_articles
    from pipeline.batch import Job, run

    small = folder / "small.txt"
    small.write_text("The mayor said so on Monday.\n")
    first = timed(lambda: clean_articles([str(small)], str(folder / "warm")))
    print(f"first flow, with the start of the temporary server: {first:.1f} s")
    wall = timed(lambda: run([str(given)], Job(str(folder / "library"))))
    busy, units = cleaning(folder / "library")
    rest = wall - busy
    print(f"library: {wall:.1f} s for {units} units, {busy:.1f} s of it in units")
    wall = timed(lambda: clean_articles([str(given)], str(folder / "flow")))
    spent, _ = cleaning(folder / "flow")
    cost = wall - spent - rest
    print(f"flow:    {wall:.1f} s, {spent:.1f} s of it in units")
    print(f"orchestration: {cost:.2f} s, {cost / wall:.1%} of the run, {1000 * cost / units:.0f} ms a unit")


def cluster(given: Path, folder: Path) -> None:
    from flows.clean import clean_articles
    from tests.cluster import dask_cluster

    walls = {}
    for workers in (1, 2):
        place = folder / f"dask{workers}"
        place.mkdir()
        with dask_cluster(place, workers) as (address, _):
            warm = [
                clean_articles(
                    [str(folder / "warm.jsonl")], str(place / "warm"), runner="dask", address=address, unit_bytes=20_000
                )
            ]
            assert warm
            walls[workers] = timed(
                lambda place=place, address=address: clean_articles(
                    [str(given)], str(place / "out"), runner="dask", address=address, unit_bytes=2 << 20
                )
            )
            busy, units = cleaning(place / "out")
            print(f"dask, {workers} worker(s): {walls[workers]:.1f} s for {units} units, {busy:.1f} s of it in units")
    print(f"efficiency of two workers against one: {walls[1] / 2 / walls[2]:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument(
        "--dask", action="store_true", help="two workers against one, instead of the flow against the library"
    )
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="copydesk-bench-"))
    os.environ.setdefault("PREFECT_HOME", str(folder / "prefect"))
    try:
        archive(folder / "archive.jsonl", options.articles)
        archive(folder / "warm.jsonl", 40)
        (cluster if options.dask else orchestration)(folder / "archive.jsonl", folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
