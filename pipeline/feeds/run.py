"""A round over feeds and the run that cleans what they brought."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from pipeline.batch import UNANSWERED, Runner, Summary, run
from pipeline.errors import ConfigError
from pipeline.feeds.collect import Collected, keep
from pipeline.feeds.manners import Manners
from pipeline.feeds.memory import Memory
from pipeline.feeds.visit import Host, Known, Visit, hosts, visit
from pipeline.ingest.locate import locate
from pipeline.job import Job
from pipeline.store import STATE, locked

RAW = "raw"  # where the raw items of a folder lie
_AT_ONCE = 8  # hosts that are asked at a time


@dataclass(frozen=True, slots=True)
class Updated:
    """What came of a round, and of the run after it; no run where there was nothing to do."""

    collected: Collected
    summary: Summary | None


def memory_of(out: Path) -> Memory:
    """The memory that belongs to a folder."""
    return Memory(out / STATE / "feeds.sqlite")


def asked(feeds: Iterable[str], memory: Memory) -> list[tuple[Host, list[Known]]]:
    """The feeds, each once, by host, with all that is remembered of them."""
    known = [memory.known(url) for url in dict.fromkeys(feeds)]
    return [(memory.host(name), group) for name, group in hosts(known)]


def update(
    feeds: Iterable[str],
    job: Job,
    manners: Manners = Manners(),
    *,
    runner: Runner | None = None,
    clock: Callable[[], float] = time.time,
    **visiting: Any,
) -> Updated:
    """Fetch feeds, keep what is new below the job's folder, and clean it. `visiting` goes to `visit`."""
    feeds, out = list(feeds), Path(job.out)
    if not feeds:
        raise ConfigError("no feeds were named; give addresses, or a file of addresses with --list")
    with locked(out), memory_of(out) as memory:
        groups = asked(feeds, memory)

        def call(group: tuple[Host, list[Known]]) -> tuple[list[Visit], Host]:
            return visit(group[1], group[0], manners, clock=clock, **visiting)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            found = list(pool.map(call, groups))
        visits = in_order(feeds, (visited for answers, _ in found for visited in answers))
        collected = keep(visits, (host for _, host in found), out / RAW, memory, manners, clock())
    if stale(job):
        return Updated(collected, run([str(out / RAW)], job, runner=runner))
    return Updated(collected, None)


def in_order(feeds: Iterable[str], visits: Iterable[Visit]) -> list[Visit]:
    """Visits in the order in which the feeds were named."""
    found = {visited.url: visited for visited in visits}
    return [found[url] for url in dict.fromkeys(feeds)]


def stale(job: Job) -> bool:
    """Whether the raw items, the rules or the options are others than those of the last run, or it failed."""
    out = Path(job.out)
    if not (out / RAW).is_dir():
        return False
    try:
        told = orjson.loads((out / "run.json").read_bytes())
    except (OSError, ValueError):
        return True
    asked = orjson.loads(orjson.dumps(job.told))
    if any(told.get(name) != value for name, value in asked.items()):
        return True
    if job.opinion and UNANSWERED in told["counts"]["rules"]:
        return True
    ends: dict[str, int] = {}
    for shard in told["shards"]:
        if shard["error"]:
            return True
        for piece in shard["inputs"]:
            ends[piece["uri"]] = max(ends.get(piece["uri"], 0), piece["end"])
    return ends != {item.uri: item.size for item in locate([str(out / RAW)])}
