"""`copydesk clean`: from arguments to a run, and its summary."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    ConfigFile,
    FixLevel,
    Ignore,
    MemoryFile,
    OpinionModel,
    SecondOpinion,
    Select,
    Workers,
)
from pipeline.errors import ConfigError
from pipeline.model import Severity
from pipeline.settings import settings

if TYPE_CHECKING:
    from pipeline.batch import Receipt, Summary
    from pipeline.job import Job
    from pipeline.report.tally import Tally


def clean(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="files, folders, patterns, URLs, or - for standard input")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="folder for articles and reports; without it the text is printed")
    ] = None,
    select: Select = None,
    ignore: Ignore = None,
    fix: FixLevel = None,
    workers: Workers = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help="exit 1 at issues from note, warning or error on")
    ] = None,
    memory: MemoryFile = None,
    strict: Annotated[bool | None, typer.Option("--strict", help="exit 1 if any record went to quarantine")] = None,
    form: Annotated[
        str | None, typer.Option("--format", help="articles and reports as jsonl (default) or parquet")
    ] = None,
    config: ConfigFile = None,
    second_opinion: SecondOpinion = None,
    opinion_model: OpinionModel = None,
) -> None:
    """Clean articles: a canonical article and an issue report for each."""
    from pipeline.job import Job

    said = {"select": select, "ignore": ignore, "fix": fix, "workers": workers, "memory": memory, "strict": strict}
    said |= {"fail_on": fail_on, "format": form}
    asked = settings(config, **said, second_opinion=second_opinion, opinion_model=opinion_model)
    if out is None:
        with TemporaryDirectory() as scratch:
            tally = _print_articles(inputs, Job.of(scratch, asked))
    else:
        tally = _fill_folder(inputs, Job.of(str(out), asked), asked.workers)
    if not tally.articles and not tally.quarantined:
        raise ConfigError("the inputs hold no records; name files with text, HTML or JSON lines")
    if not tally.articles:
        raise ConfigError(f"nothing readable: {tally.quarantined} records went to quarantine")
    least = asked.fail_on
    failed = least is not None and any(
        count and Severity(name).rank >= least.rank for name, count in tally.severities.items()
    )
    if failed or (asked.strict and tally.quarantined):
        raise SystemExit(1)


def _fill_folder(inputs: list[str], job: Job, workers: int) -> Tally:
    from pipeline.batch import in_process, processes, run

    runner = processes(workers) if workers > 1 else in_process
    with _progress() as seen:
        summary = run(inputs, job, runner=runner, seen=seen)
    tell(summary)
    if summary.failed:
        raise SystemExit(2)
    return summary.tally


def tell(summary: Summary) -> None:
    """What a run came to, on standard error; shards that failed first."""
    for receipt in summary.failed:
        print(f"copydesk: shard {receipt.shard}: {receipt.error}", file=sys.stderr)
    for line in told(summary.tally, summary):
        print(line, file=sys.stderr)


def _print_articles(inputs: list[str], job: Job) -> Tally:
    """The cleaned text on standard output, articles parted by a line with `---`; the summary beside it."""
    from pipeline.batch import learn, results
    from pipeline.ingest.locate import locate
    from pipeline.ingest.plan import plan
    from pipeline.model import Quarantine
    from pipeline.report.folder import Pair
    from pipeline.report.tally import Tally
    from pipeline.wire import article_record, report_record

    tally = Tally()
    for unit in learn(job, plan(locate(inputs))):
        for result in results(job, unit):
            if isinstance(result, Quarantine):
                tally.quarantined += 1
                print(f"copydesk: {result.source}: {result.reason}", file=sys.stderr)
                continue
            if tally.articles:
                print("---")
            print(result.article.text)
            tally.add(Pair(article_record(result.article), report_record(result.report)), "")
    sys.stdout.flush()
    for line in told(tally):
        print(line, file=sys.stderr)
    return tally


def told(tally: Tally, summary: Summary | None = None) -> Iterator[str]:
    """The summary that a person reads; the last line always counts articles and quarantine."""
    from pipeline.registry import load
    from pipeline.report.tally import ACTIONS

    known = load()
    rows = sorted(tally.rules.items(), key=lambda row: (-sum(row[1].values()), row[0]))
    for code, counts in rows[:12]:
        what = ", ".join(f"{counts[action]:,} {action}" for action in ACTIONS if counts[action])
        rule = known.get(code)
        yield f"  {code}  {rule.name if rule else '':<28} {what}"
    if len(rows) > 12:
        yield f"  and {len(rows) - 12} more rules"
    if unasked := sum(tally.rules.get("INT004", {}).values()):
        yield f"  {unasked:,} articles in doubt had no second opinion; reports say why, the next run asks again"
    marks = tally.marks
    if any(marks.values()):
        before, after = (f"{marks[f'“ {when}']:,}/{marks[f'” {when}']:,} {when}" for when in ("before", "after"))
        yield f"  marks “/” {before}, {after}"
    if summary is not None:
        for path in summary.reports:
            yield f"  {path}"
    verdicts = ", ".join(f"{count:,} {name}" for name, count in sorted(tally.verdicts.items()))
    pace = f" in {summary.seconds:.1f} s" if summary else ""
    detail = f" ({verdicts})" if verdicts else ""
    yield f"{tally.articles:,} articles{detail}, {tally.quarantined:,} in quarantine{pace}"


@contextmanager
def _progress() -> Iterator[Callable[[Receipt, int], None] | None]:
    """A bar with rate and time left on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.fields[articles]:,} articles"), BarColumn(), TextColumn("{task.fields[rate]:,.0f}/s"))
    started, articles = time.monotonic(), 0
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("clean", total=None, articles=0, rate=0.0)

        def seen(receipt: Receipt, total: int) -> None:
            nonlocal articles
            articles += receipt.tally["articles"]
            rate = articles / max(time.monotonic() - started, 1e-3)
            bar.update(task, total=total, advance=receipt.size, articles=articles, rate=rate)

        yield seen
