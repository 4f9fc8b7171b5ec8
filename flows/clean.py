"""The batch flow: read → clean → write → report, one task for each unit of work.

    python -m flows.clean INPUT... --out DIR [--workers N] [--runner inline|processes|dask --address tcp://…]

A unit is a shard of seconds, so orchestration costs little; what happens inside it is the library's
(`pipeline.batch.do_unit`), so the flow gives the same bytes as the command line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

# before Prefect is imported: its home inside the project, nothing told to anybody
os.environ.setdefault("PREFECT_HOME", str(Path.cwd() / ".prefect"))
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.runners import task_runner
from pipeline.batch import Job, Receipt, Summary, do_unit, run
from pipeline.ingest.plan import Unit
from pipeline.model import Fix, Options
from pipeline.report import render
from pipeline.report.folder import Folder
from pipeline.report.tally import ACTIONS

_LEVELS = {"safe": Fix.SAFE, "suggested": Fix.SUGGEST, "none": Fix.NEVER}


@task(name="clean unit", task_run_name="clean unit {unit.number}", cache_policy=NO_CACHE, persist_result=False)
def clean_unit(job: Job, unit: Unit) -> Receipt:
    """Read, clean and publish one unit: encoding, chrome, typography, quotation, language, translation, coherence."""
    return do_unit(job, unit)


@task(name="report", cache_policy=NO_CACHE, persist_result=False)
def report(summary: Summary, out: str) -> None:
    """Leave the run's report as artifacts: the Markdown summary, and a table of rules by action."""
    if summary.tally.articles:
        text = render(Folder(Path(out)), "markdown", summary.tally)
        create_markdown_artifact(text, key="issue-report", description=f"copydesk report on {out}")
    rows = [
        {"rule": code, **{action: counts[action] for action in ACTIONS}}
        for code, counts in sorted(summary.tally.rules.items())
    ]
    create_table_artifact(rows, key="issues-by-rule", description=f"issues of each rule in {out}")


def through_tasks(job: Job, units: Iterable[Unit]) -> Iterator[Receipt]:
    """A runner for `pipeline.batch.run` whose units are Prefect tasks on the flow's task runner."""
    flying = []
    for unit in units:
        flying.append(clean_unit.submit(job, unit))
        while len(flying) >= _AT_ONCE:
            yield flying.pop(0).result()
    for future in flying:
        yield future.result()


_AT_ONCE = 64  # units handed to the task runner before the first has to be done: bounds what waits in memory


@flow(name="clean articles", flow_run_name="clean into {out}", persist_result=False, validate_parameters=False)
def clean_articles(
    inputs: list[str],
    out: str,
    select: str = "",
    ignore: str = "",
    fix: str = "safe",
) -> dict[str, Any]:
    """Clean all inputs into a folder: read and plan, clean unit by unit, write shards, report."""
    job = Job(out, Options(_codes(select), _codes(ignore), _LEVELS[fix]))
    summary = run(inputs, job, runner=through_tasks)
    report(summary, out)
    if summary.failed:
        raise RuntimeError("; ".join(f"shard {receipt.shard}: {receipt.error}" for receipt in summary.failed))
    return {"articles": summary.tally.articles, "quarantined": summary.tally.quarantined}


def _codes(listed: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in listed.split(",") if code.strip())


def main(arguments: list[str] | None = None) -> None:
    """The flow from the command line; errors a user can meet end as one line and exit code 2."""
    import argparse
    import sys

    from pipeline.cli.clean import told
    from pipeline.errors import CopydeskError

    parser = argparse.ArgumentParser(prog="python -m flows.clean", description="Clean articles as a Prefect flow.")
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--out", required=True)
    parser.add_argument("--select", default="")
    parser.add_argument("--ignore", default="")
    parser.add_argument("--fix", default="safe", choices=list(_LEVELS))
    parser.add_argument("--runner", default="inline", choices=["inline", "processes", "dask"])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--address", help="an existing Dask scheduler, tcp://host:port")
    given = parser.parse_args(arguments)
    try:
        bound = clean_articles.with_options(task_runner=task_runner(given.runner, given.workers, given.address))
        bound(given.inputs, given.out, given.select, given.ignore, given.fix)
        folder = Folder(Path(given.out))
        from pipeline.report.tally import Tally

        for line in told(Tally.of(folder)):
            print(line)
        print(f"Report: {Path(given.out) / 'report.html'}")
    except CopydeskError as error:
        print(f"copydesk: {error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
