"""`copydesk feeds`: fetch feeds, keep what is new, clean it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigFile, FixLevel, Ignore, MemoryFile, Select, Workers
from pipeline.errors import ConfigError, SourceError


def feeds(
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL]...", help="addresses of feeds")] = None,
    out: Annotated[Path, typer.Option("--out", help="folder for raw items, articles and reports")] = ...,  # type: ignore[assignment]
    listed: Annotated[
        Path | None, typer.Option("--list", help="a file with an address a line; # begins a comment")
    ] = None,
    select: Select = None,
    ignore: Ignore = None,
    fix: FixLevel = None,
    workers: Workers = None,
    memory: MemoryFile = None,
    config: ConfigFile = None,
    agent: Annotated[str | None, typer.Option("--agent", help="the User-Agent; name yourself and a contact")] = None,
    delay: Annotated[float, typer.Option("--delay", min=0, help="seconds between two requests to a host")] = 1.0,
    allow: Annotated[
        list[str] | None, typer.Option("--allow-network", help="a private network that may be contacted, 10.0.0.0/8")
    ] = None,
) -> None:
    """Fetch feeds, keep new items below OUT/raw, and clean them; unchanged feeds cost one request."""
    from pipeline.batch import processes
    from pipeline.cli.clean import tell
    from pipeline.feeds import Manners, update
    from pipeline.job import Job
    from pipeline.settings import settings

    manners = Manners(delay=delay, networks=tuple(allow or ()), **({"agent": agent} if agent else {}))  # type: ignore[arg-type]
    asked = settings(config, select=select, ignore=ignore, fix=fix, workers=workers, memory=memory)
    job = Job.of(str(out), asked)
    runner = processes(asked.workers) if asked.workers > 1 else None
    done = update([*(urls or ()), *addresses(listed)], job, manners, runner=runner)
    for line in done.collected.told():
        print(line, file=sys.stderr)
    if done.summary:
        tell(done.summary)
    if all(visit.outcome in ("failed", "refused") for visit in done.collected.visits):
        raise SourceError("none of the feeds could be read; the lines above say why")
    if done.summary and done.summary.failed:
        raise SystemExit(2)


def addresses(listed: Path | None) -> list[str]:
    """The addresses in a file, one a line. ConfigError where it cannot be read."""
    if listed is None:
        return []
    try:
        lines = listed.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{listed}: {error}; give a text file with an address a line") from error
    return [line.split()[0] for line in lines if line.strip() and not line.lstrip().startswith("#")]
