"""The feed flow: fetch, host by host → keep what is new → the batch flow over all raw items.

Fetching is the one thing here that is retried, since only there something outside can fail. What a
server asks for (Retry-After, robots.txt) is no failure and is not tried again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.tasks import exponential_backoff

from flows.clean import clean_articles
from flows.runners import hosts_runner
from pipeline.feeds import Collected, Manners, Visit, keep, visit
from pipeline.feeds.memory import Memory
from pipeline.feeds.run import RAW, asked, in_order, memory_of, stale
from pipeline.feeds.visit import FAILED, Host, Known
from pipeline.job import Job
from pipeline.settings import settings
from pipeline.store import locked

Answers = tuple[list[Visit], Host]


class HostDown(Exception):
    """No feed of a host could be reached; what came of asking is in `answers`."""

    def __init__(self, message: str, answers: Answers) -> None:
        super().__init__(message)
        self.answers = answers


@flow(name="clean feeds", flow_run_name="feeds into {out}", task_runner=hosts_runner(), persist_result=False)
def clean_feeds(
    feeds: list[str],
    out: str,
    select: str | None = None,
    ignore: str | None = None,
    fix: str | None = None,
    runner: str = "inline",
    workers: int | None = None,
    address: str | None = None,
    memory: str | None = None,
    config: str | None = None,
    agent: str = Manners.agent,
    delay: float = Manners.delay,
    allow_networks: list[str] | None = None,
) -> dict[str, int]:
    """Fetch feeds and clean what is new into a folder. A feed in trouble does not keep the others back."""
    manners = Manners(agent=agent, delay=delay, networks=tuple(allow_networks or ()))
    setting = settings(config, select=select, ignore=ignore, fix=fix, workers=workers, memory=memory)
    with locked(Path(out)), memory_of(Path(out)) as known:
        answers = list(fetched(asked(feeds, known), manners))
        collected = keep_new(feeds, answers, out, known, manners)
    if stale(Job.of(out, setting)):
        raw = [str(Path(out) / RAW)]
        clean_articles(raw, out, select, ignore, fix, runner, workers, address, memory, config)
    return {"feeds": len(collected.visits), "items": collected.items}


def fetched(groups: list[tuple[Host, list[Known]]], manners: Manners) -> Iterator[Answers]:
    """What comes of asking all hosts, some of them at a time."""
    asking: list[PrefectFuture[Answers]] = [fetch.submit(host, feeds, manners) for host, feeds in groups]
    for future in asking:
        answers = future.result(raise_on_failure=False)
        if isinstance(answers, HostDown):
            yield answers.answers
        elif isinstance(answers, BaseException):
            raise answers
        else:
            yield answers


@task(
    task_run_name="fetch {host.name}",
    retries=2,
    retry_delay_seconds=exponential_backoff(5),
    retry_jitter_factor=0.5,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def fetch(host: Host, feeds: list[Known], manners: Manners) -> Answers:
    """Ask for the feeds of one host. Fails, to be tried again, where the host cannot be reached at all."""
    visits, host = visit(feeds, host, manners)
    for visited in visits:
        get_run_logger().info("%s%s", visited.outcome, f": {visited.reason}" if visited.reason else "")
    if all(visited.outcome == FAILED and visited.temporary for visited in visits):
        raise HostDown(visits[0].reason, (visits, host))
    return visits, host


@task(name="keep new items", cache_policy=NO_CACHE, persist_result=False)
def keep_new(feeds: list[str], answers: list[Answers], out: str, memory: Memory, manners: Manners) -> Collected:
    """Write new items as raw JSON lines, and remember them."""
    visits = in_order(feeds, (visited for visits, _ in answers for visited in visits))
    collected = keep(visits, (host for _, host in answers), Path(out) / RAW, memory, manners, time.time())
    for line in collected.told():
        get_run_logger().info(line)
    return collected
