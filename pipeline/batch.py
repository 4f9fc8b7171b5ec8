"""A run: inputs are planned, cleaned unit by unit, published as shards and summed up.

Who does the units is the runner's affair: this process, a pool of processes, or a cluster. A unit
needs nothing but itself and the job, and gives back a receipt, so units may run anywhere in any
order and again.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from pipeline.engine import Engine
from pipeline.errors import SourceError, StoreError, Unreadable
from pipeline.ingest import read_slice
from pipeline.ingest.html import extract
from pipeline.ingest.kinds import Kind
from pipeline.ingest.locate import locate
from pipeline.ingest.plan import UNIT, Unit, plan
from pipeline.job import Job, engine_for
from pipeline.memory import load, save
from pipeline.model import Limits, Outcome, Quarantine, RawArticle
from pipeline.report import write
from pipeline.report.folder import Folder, Pair
from pipeline.report.tally import Tally
from pipeline.shards import files
from pipeline.sites import Sightings, host_of
from pipeline.store import FOLDERS, STATE, locked, paths, publish, replace, sweep

_WITHOUT_SITE = (Kind.TEXT, Kind.HTML)  # a plain text names no address, and HTML is not looked at
UNANSWERED = "INT004"  # articles on which no second opinion was to be had; the next run asks again
Runner = Callable[["Job", Iterable[Unit]], Iterator["Receipt"]]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a unit."""

    number: int
    shard: str
    size: int  # bytes of input
    inputs: tuple[tuple[str, int, int, str], ...]  # uri, start, end, sha256
    tally: dict[str, Any]
    seconds: float = 0.0
    resumed: bool = False
    error: str | None = None
    stages: tuple[tuple[str, float], ...] = ()  # seconds of each stage, in their order


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run comes to."""

    tally: Tally
    receipts: tuple[Receipt, ...]
    seconds: float
    reports: tuple[Path, ...] = ()

    @property
    def failed(self) -> tuple[Receipt, ...]:
        """Units that could not be done; the others stand."""
        return tuple(receipt for receipt in self.receipts if receipt.error)


def run(
    inputs: Iterable[str],
    job: Job,
    *,
    runner: Runner | None = None,
    size: int = UNIT,
    seen: Callable[[Receipt, int], None] | None = None,
) -> Summary:
    """Clean all inputs into the job's folder; `seen` is told of each receipt and the bytes in all.

    A unit that was done before, with the same content, rules and options, is not done again.
    """
    started = time.monotonic()
    items = locate(inputs)
    total = sum(item.size for item in items)
    with locked(Path(job.out)):
        units = learn(job, plan(items, size))

        def receipts() -> Iterator[Receipt]:
            for receipt in (runner or in_process)(job, units):
                if seen:
                    seen(receipt, total)
                yield receipt

        return sum_up(job, receipts(), started)


def sum_up(job: Job, receipts: Iterable[Receipt], started: float) -> Summary:
    """What stands after the units: superseded shards go, reports and the manifest are written.

    Receipts are taken as they come, and of each one's worst articles only the run's are kept: a large
    archive has many. `started` is the run's beginning on the monotonic clock. The caller holds the folder's lock.
    """
    out, tally = Path(job.out), Tally()
    done = []
    for receipt in receipts:
        tally.merge(Tally.from_dict(receipt.tally))
        done.append(replace_fields(receipt, tally={**receipt.tally, "worst": []}))
    receipts = sorted(done, key=lambda receipt: receipt.number)
    seconds = time.monotonic() - started
    sweep(out)
    _retire(out, {receipt.shard for receipt in receipts})
    reports = write(Folder(out), tally=tally) if (out / "articles").is_dir() else []
    replace(out / "run.json", manifest(job, receipts, tally, seconds))
    return Summary(tally, tuple(receipts), seconds, tuple(reports))


def do_unit(job: Job, unit: Unit) -> Receipt:
    """Clean one unit and publish its shard, unless that has been done. Errors become the receipt's."""
    started = time.monotonic()
    out, shard = Path(job.out), _shard(job, unit)
    done = _done(job, out, shard)
    if done is not None and not (job.opinion and UNANSWERED in done["rules"]):
        return Receipt(unit.number, shard, unit.size, _inputs(unit), done, 0.0, True)
    tally, name = Tally(), f"{shard}.{job.form}"
    spent = job.engine(unit.sites).seconds
    before = dict(spent)
    try:
        found = results(job, unit)
        tally.quarantined = publish(out, shard, found, lambda *pair: tally.add(Pair(*pair), name), job.form)
        told = tally.to_dict()
        replace(_receipt(out, shard), orjson.dumps(told))
    except (SourceError, StoreError) as error:
        return not_done(job, unit, str(error), time.monotonic() - started)
    stages = tuple((stage, seconds - before.get(stage, 0.0)) for stage, seconds in spent.items())
    return Receipt(unit.number, shard, unit.size, _inputs(unit), told, time.monotonic() - started, stages=stages)


def not_done(job: Job, unit: Unit, error: str, seconds: float = 0.0) -> Receipt:
    """The receipt of a unit that could not be done, with the reason; nothing of it is published."""
    return Receipt(unit.number, _shard(job, unit), unit.size, _inputs(unit), Tally().to_dict(), seconds, False, error)


def _shard(job: Job, unit: Unit) -> str:
    return f"{unit.number:05d}-{unit.key(job.setting)[:12]}"


def _inputs(unit: Unit) -> tuple[tuple[str, int, int, str], ...]:
    return tuple((piece.uri, piece.start, piece.end, piece.sha256) for piece in unit.slices)


def learn(job: Job, units: Iterable[Unit]) -> list[Unit]:
    """The units, each with what is known of its own sites, by a first look over all inputs and by the job's memory.

    All is counted before anything is cleaned, so neither order nor workers can change a result.
    HTML is not looked at: its extraction leaves little furniture, and would have to be done twice.
    """
    units = list(units)
    if "CHR031" not in engine_for(job.options).rules:
        sites = Sightings().freeze(job.pins)
        return [unit._replace(sites=sites) for unit in units] if sites.known else units
    sightings = load(Path(job.memory)) if job.memory else Sightings()
    today = date.today().isoformat() if job.memory else ""
    hosts = [_observe(unit, sightings, today, job.options.limits) for unit in units]
    if job.memory:
        save(Path(job.memory), sightings)
    sites = sightings.freeze(job.pins)
    own = map(sites.of, hosts)
    return [unit._replace(sites=known) if known.known else unit for unit, known in zip(units, own, strict=True)]


def _observe(unit: Unit, sightings: Sightings, today: str, limits: Limits) -> set[str] | None:
    """Take a unit's records in; the hosts they are from, None where only extraction will tell."""
    hosts: set[str] | None = set()
    for piece in unit.slices:
        if piece.kind in _WITHOUT_SITE:
            hosts = hosts if piece.kind is Kind.TEXT else None
            continue
        with suppress(SourceError):  # what cannot be read is its unit's to report
            for record in read_slice(piece, limits):
                if not isinstance(record, RawArticle):
                    continue
                host = host_of(record.hints.url)
                if record.html is None and host:
                    sightings.observe(record, today)
                elif record.html is not None and not host:
                    hosts = None
                if host and hosts is not None:
                    hosts.add(host)
    return hosts


def results(job: Job, unit: Unit) -> Iterator[Outcome | Quarantine]:
    """Each record of a unit, cleaned or refused, in the order of the input."""
    engine = job.engine(unit.sites)
    for piece in unit.slices:
        for record in read_slice(piece, job.options.limits):
            yield record if isinstance(record, Quarantine) else clean_record(engine, record)


def clean_record(engine: Engine, raw: RawArticle) -> Outcome | Quarantine:
    """One record through extraction and the engine."""
    try:
        return engine.clean(extract(raw) if raw.html is not None else raw)
    except Unreadable as error:
        import hashlib

        digest = hashlib.sha256((raw.html or raw.text).encode("utf-8", "surrogatepass")).hexdigest()
        return Quarantine(raw.source.uri, raw.source.line, str(error), digest, raw.id)


def in_process(job: Job, units: Iterable[Unit]) -> Iterator[Receipt]:
    """One unit after the other, here."""
    for unit in units:
        yield do_unit(job, unit)


def processes(workers: int) -> Runner:
    """A runner over `workers` processes; at most two units a worker are on their way at a time."""

    def spread(job: Job, units: Iterable[Unit]) -> Iterator[Receipt]:
        waiting = iter(units)
        while suspects := (yield from _pool(job, waiting, workers)):
            for unit in suspects:
                yield from _alone(job, unit)

    return spread


def _pool(job: Job, units: Iterator[Unit], workers: int) -> Generator[Receipt, None, list[Unit]]:
    """Units over one pool; returns those that were on their way when a worker died, or none at the end."""
    flying: dict[Future[Receipt], Unit] = {}
    lost: list[Unit] = []
    with ProcessPoolExecutor(workers, initializer=end_with_parent) as pool:
        while not lost:
            for unit in islice(units, 2 * workers - len(flying)):
                try:
                    flying[pool.submit(do_unit, job, unit)] = unit
                except BrokenProcessPool:
                    lost.append(unit)
            if not flying:
                break
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                unit = flying.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    lost.append(unit)
                else:
                    yield future.result()
        lost += flying.values()
    return sorted(lost, key=lambda unit: unit.number)


def end_with_parent() -> None:
    """End this worker when the run's process is gone, however it went.

    Left over, it would wait for work for ever and hold the lock of the run's folder, which it has inherited.
    """

    def watch() -> None:
        parent = multiprocessing.parent_process()
        assert parent is not None
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _alone(job: Job, unit: Unit) -> Iterator[Receipt]:
    """A unit in a process of its own, so that the one that kills its worker can be told from its neighbours."""
    with ProcessPoolExecutor(1, initializer=end_with_parent) as pool:
        try:
            yield pool.submit(do_unit, job, unit).result()
        except BrokenProcessPool:
            yield not_done(job, unit, "the process that cleaned it was killed twice; look whether memory ran out")


def manifest(job: Job, receipts: Iterable[Receipt], tally: Tally, seconds: float) -> bytes:
    """`run.json`: counts, rule fingerprint, inputs with their hashes, timings, shards."""
    receipts = list(receipts)
    counts = tally.to_dict()
    counts.pop("worst")
    return orjson.dumps(
        {
            **job.told,
            "counts": counts,
            "shards": [
                {
                    "name": f"{receipt.shard}.{job.form}",
                    "inputs": [
                        dict(zip(("uri", "start", "end", "sha256"), piece, strict=True)) for piece in receipt.inputs
                    ],
                    "articles": receipt.tally["articles"],
                    "quarantined": receipt.tally["quarantined"],
                    "seconds": round(receipt.seconds, 3),
                    "resumed": receipt.resumed,
                    "error": receipt.error,
                }
                for receipt in receipts
            ],
            "seconds": round(seconds, 3),
        },
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _done(job: Job, out: Path, shard: str) -> dict[str, Any] | None:
    """The tally of a shard that is published whole, else None."""
    if not all(path.exists() for path in paths(out, shard, job.form)):
        return None
    try:
        told: dict[str, Any] = orjson.loads(_receipt(out, shard).read_bytes())
        return told
    except (OSError, ValueError):
        return None


def _receipt(out: Path, shard: str) -> Path:
    return out / STATE / f"{shard}.json"


def _retire(out: Path, current: set[str]) -> None:
    """Take away shards that this run's inputs and rules have superseded."""
    for folder in FOLDERS:
        for path in files(out / folder):
            if path.stem not in current:
                path.unlink()
    for path in (out / STATE).glob("*.json"):
        if path.stem not in current:
            path.unlink()
