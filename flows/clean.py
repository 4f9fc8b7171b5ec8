"""The batch flow: read → clean unit by unit → write → report.

    python -m flows.clean INPUT... --out DIR [--workers N] [--runner inline|processes|dask --address tcp://…]

A unit is a shard of seconds, so orchestration costs little. What happens inside it is the library's
(`pipeline.batch.do_unit`), so the flow gives the same bytes as the command line. Nothing here is
retried: cleaning is pure, and what failed is done by the next run, which does nothing twice.
"""

from __future__ import annotations

if __name__ == "__main__":  # before Prefect is imported, which the shell does while a server starts
    from flows.shell import main

    main()
    raise SystemExit

import time
from collections.abc import Iterator
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger

from flows import artifacts
from flows.runners import task_runner
from pipeline.batch import Receipt, Summary, do_unit, learn, not_done, sum_up
from pipeline.engine import STAGES
from pipeline.ingest.locate import locate
from pipeline.ingest.plan import UNIT, Unit, plan
from pipeline.job import Job
from pipeline.settings import settings
from pipeline.store import locked

AT_ONCE = 64  # units handed to the task runner before the first has to be done: bounds what waits in memory


class UnitFailed(Exception):
    """A unit that could not be done, for the reason given; the other units go on."""


@flow(name="clean articles", flow_run_name="clean into {out}", persist_result=False)
def clean_articles(
    inputs: list[str],
    out: str,
    select: str | None = None,
    ignore: str | None = None,
    fix: str | None = None,
    runner: str = "inline",
    workers: int | None = None,
    address: str | None = None,
    memory: str | None = None,
    config: str | None = None,
    unit_bytes: int = UNIT,
) -> dict[str, int]:
    """Clean all inputs into a folder. Fails, at its end, where a unit failed; the others stand."""
    started = time.monotonic()
    asked = settings(config, select=select, ignore=ignore, fix=fix, workers=workers, memory=memory)
    job = Job.of(out, asked)
    with locked(Path(out)):
        units = look_over(job, read(inputs, unit_bytes))
        receipts = list(clean(job, units, runner, asked.workers, address))
        summary = write(job, receipts, started)
    report(summary, out)
    if summary.failed:
        reasons = "; ".join(f"shard {receipt.shard}: {receipt.error}" for receipt in summary.failed)
        raise UnitFailed(f"{len(summary.failed)} of {len(summary.receipts)} shards failed: {reasons}")
    return {"articles": summary.tally.articles, "quarantined": summary.tally.quarantined}


@task(cache_policy=NO_CACHE, persist_result=False)
def read(inputs: list[str], unit_bytes: int) -> list[Unit]:
    """Find the files that the inputs mean, and cut them into units."""
    items = locate(inputs)
    units = list(plan(items, unit_bytes))
    size = sum(unit.size for unit in units)
    get_run_logger().info("%s files, %s units, %s bytes", f"{len(items):,}", f"{len(units):,}", f"{size:,}")
    return units


@task(name="look over sites", cache_policy=NO_CACHE, persist_result=False)
def look_over(job: Job, units: list[Unit]) -> list[Unit]:
    """Learn what the sites repeat, over all inputs, before anything is cleaned; each unit gets its own sites'."""
    units = learn(job, units)
    known = {host for unit in units if unit.sites for host in unit.sites.known}
    get_run_logger().info("%s sites with lines that repeat", f"{len(known):,}")
    return units


def clean(job: Job, units: list[Unit], runner: str, workers: int, address: str | None) -> Iterator[Receipt]:
    """Clean each unit as a task on the runner, and tell how far things are."""
    progress = artifacts.Progress(sum(unit.size for unit in units))
    with task_runner(runner, workers, address) as pool:
        flying: list[tuple[Unit, PrefectFuture[Receipt]]] = []
        for unit in units:
            flying.append((unit, pool.submit(clean_unit, {"job": job, "unit": unit})))
            while len(flying) >= AT_ONCE:
                yield progress.seen(landed(job, *flying.pop(0)))
        while flying:
            yield progress.seen(landed(job, *flying.pop(0)))
    progress.done()


@task(name="clean unit", task_run_name="clean unit {unit.number}", cache_policy=NO_CACHE, persist_result=False)
def clean_unit(job: Job, unit: Unit) -> Receipt:
    """Read the records of one unit, take them through the stages, and publish the shard."""
    receipt = do_unit(job, unit)
    if receipt.error:
        raise UnitFailed(receipt.error)
    logger, spent = get_run_logger(), dict(receipt.stages)
    for stage in STAGES:
        if stage.name in spent:
            logger.info("%s: %s issues, %.2f s", stage.name, artifacts.issues(receipt, stage), spent[stage.name])
    counts = receipt.tally
    again = ", done before" if receipt.resumed else ""
    logger.info("%s articles, %s in quarantine%s", counts["articles"], counts["quarantined"], again)
    return receipt


def landed(job: Job, unit: Unit, future: PrefectFuture[Receipt]) -> Receipt:
    """The receipt of a unit, also where its task failed or its worker is gone for good."""
    try:
        return future.result()
    except UnitFailed as error:
        return not_done(job, unit, str(error))
    except Exception as error:  # a pool or cluster raises its own kinds when it loses a worker
        return not_done(job, unit, f"{type(error).__name__}: {error}")


@task(cache_policy=NO_CACHE, persist_result=False)
def write(job: Job, receipts: list[Receipt], started: float) -> Summary:
    """Retire superseded shards; write report.html, report.md, report.sarif and run.json."""
    summary = sum_up(job, receipts, started)
    counts = (summary.tally.articles, summary.tally.quarantined, len(summary.failed))
    get_run_logger().info("%s articles, %s in quarantine, %s shards failed", *(f"{count:,}" for count in counts))
    return summary


@task(cache_policy=NO_CACHE, persist_result=False)
def report(summary: Summary, out: str) -> None:
    """Leave the issue summary, the worst issues, and issues and seconds by stage as artifacts."""
    artifacts.leave(summary, out)
