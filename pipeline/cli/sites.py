"""`copydesk sites`: what has been learnt of sites."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ConfigError


def sites(
    memory: Annotated[Path, typer.Argument(metavar="FILE", help="the file given to `copydesk clean --memory`")],
    host: Annotated[str | None, typer.Argument(metavar="[HOST]", help="show the lines of one site")] = None,
    forget: Annotated[bool, typer.Option("--forget", help="forget the site named")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="lines shown of a site")] = 40,
) -> None:
    """Show what has been learnt of sites: the lines that each of them repeats."""
    from pipeline.memory import forget as strike
    from pipeline.memory import load

    if not memory.exists():
        raise ConfigError(f"{memory}: no such file; `copydesk clean --memory {memory}` makes it")
    if forget:
        if host is None:
            raise ConfigError("--forget needs the HOST to forget")
        print(f"{host}: {strike(memory, host)} pages forgotten")
        return
    known = load(memory)
    if host is not None:
        if host not in known.hosts:
            raise ConfigError(f"{memory}: nothing is known of {host}; `copydesk sites {memory}` lists the sites")
        lines = known.furniture(host)
        for line in lines[:limit]:
            print(f"{line.pages:>4} of {line.of:<4} {line.first or '-':<10} {line.last or '-':<10} {line.text}")
        if len(lines) > limit:
            print(f"and {len(lines) - limit} more lines; --limit shows more")
        return
    for name in sorted(known.hosts):
        seen = [sheet.seen for sheet in known.hosts[name].values()]
        lines = known.furniture(name)
        print(f"{name:<40} {len(seen):>4} pages {len(lines):>5} lines  {min(seen) or '-'} to {max(seen) or '-'}")
