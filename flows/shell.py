"""`python -m flows.clean`: the flow from the command line, and what happens where there is no Prefect server."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from flows.server import reporting
from pipeline.errors import ConfigError, CopydeskError
from pipeline.settings import FIXES, settings


def main(arguments: list[str] | None = None) -> None:
    """Run the flow; errors a user can meet end as one line and exit code 2."""
    given = _parser().parse_args(arguments)
    try:
        _clean(given)
    except CopydeskError as error:
        print(f"copydesk: {error}", file=sys.stderr)
        raise SystemExit(2) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flows.clean", description="Clean articles as a Prefect flow.")
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--out", required=True, help="folder for articles and reports")
    parser.add_argument("--select", metavar="CODES")
    parser.add_argument("--ignore", metavar="CODES")
    parser.add_argument("--fix", choices=list(FIXES))
    parser.add_argument("--memory", metavar="FILE", help="remember what sites repeat, for the next run")
    parser.add_argument("--config", metavar="FILE", help="configuration; else copydesk.toml or pyproject.toml")
    parser.add_argument("--runner", choices=["inline", "processes", "dask"], help="inline, or processes with --workers")
    parser.add_argument("--workers", type=int, help="processes")
    parser.add_argument("--address", help="an existing Dask scheduler, tcp://host:port")
    return parser


def _clean(given: argparse.Namespace) -> None:
    said = {name: getattr(given, name) for name in ("select", "ignore", "fix", "workers", "memory")}
    asked = settings(given.config, **said)
    kind = given.runner or ("processes" if asked.workers > 1 else "inline")
    with reporting():
        from flows.clean import UnitFailed, clean_articles
        from pipeline.batch import in_process, processes, run
        from pipeline.job import Job

        _one_line_each()

        def flow() -> None:
            clean_articles(given.inputs, given.out, **said, runner=kind, address=given.address, config=given.config)

        def plain() -> None:
            job = Job.of(given.out, asked)
            summary = run(given.inputs, job, runner=processes(asked.workers) if asked.workers > 1 else in_process)
            if summary.failed:
                raise UnitFailed("; ".join(f"shard {receipt.shard}: {receipt.error}" for receipt in summary.failed))

        try:
            with_or_without_server(flow, plain)
        except UnitFailed as error:
            print(f"copydesk: {error}", file=sys.stderr)
            raise SystemExit(2) from None
    _tell(given.out)


def _one_line_each() -> None:
    """Keep Prefect's tracebacks off the terminal; the server has been sent them by then."""

    def short(record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True

    for handler in logging.getLogger().handlers:
        handler.addFilter(short)


def _tell(out: str) -> None:
    """Print what stands in the folder, as the command line does."""
    from pipeline.cli.clean import told
    from pipeline.report.tally import Tally

    counts = orjson.loads((Path(out) / "run.json").read_bytes())["counts"]
    tally = Tally.from_dict({**counts, "worst": []})
    for line in told(tally):
        print(line)
    print(f"Report: {Path(out) / 'report.html'}")
    if not tally.articles:
        raise ConfigError("nothing readable; see the quarantine folder for the reasons")


def with_or_without_server(flow: Callable[[], Any], plain: Callable[[], Any]) -> None:
    """Run the flow; where its server cannot be reached, or is lost on the way, do the same without Prefect.

    The plain run passes over what the flow has published, so nothing is done twice and nothing is lost.
    """
    try:
        flow()
    except CopydeskError:
        raise
    except Exception as error:
        lost = _no_server(error)
        if lost is None:
            raise
        reason = str(lost).split("\n", 1)[0] or type(lost).__name__
        print(f"copydesk: no Prefect server ({reason}); going on without it", file=sys.stderr)
        plain()


def _no_server(error: Exception) -> Exception | None:
    """Why the Prefect server does not answer, or not well enough; None where the error is not its fault."""
    from prefect.client.orchestration import get_client
    from prefect.exceptions import PrefectHTTPStatusError

    if isinstance(error, PrefectHTTPStatusError) and error.response.status_code >= 500:
        return error
    try:
        with get_client(sync_client=True) as client:
            return client.api_healthcheck()
    except Exception as unheard:
        return unheard
