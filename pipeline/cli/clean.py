"""`copydesk clean`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ConfigError
from pipeline.model import Fix

_LEVELS = {"safe": Fix.SAFE, "suggested": Fix.SUGGEST, "none": Fix.NEVER}


def clean(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...")],
    out: Annotated[Path | None, typer.Option(help="folder for articles and reports")] = None,
    select: Annotated[str, typer.Option(help="rule codes or prefixes to use")] = "",
    ignore: Annotated[str, typer.Option(help="rule codes or prefixes to leave out")] = "",
    fix: Annotated[str, typer.Option(help="what to apply: safe, suggested or none")] = "safe",
) -> None:
    """Clean articles."""
    from pipeline.engine import Engine
    from pipeline.ingest import read
    from pipeline.model import Options, Quarantine
    from pipeline.store import publish

    if fix not in _LEVELS:
        raise ConfigError(f"--fix takes {', '.join(_LEVELS)}, not {fix!r}")
    engine = Engine(Options(codes(select), codes(ignore), _LEVELS[fix]))
    records = (record for name in inputs for record in read(Path(name)))
    results = (record if isinstance(record, Quarantine) else engine.clean(record) for record in records)
    if out is not None:
        print(publish(out, "part-00000", results), file=sys.stderr)
        return
    for result in results:
        if not isinstance(result, Quarantine):
            print(result.article.text)


def codes(listed: str) -> tuple[str, ...]:
    """Selectors from a comma-separated list."""
    return tuple(code.strip().upper() for code in listed.split(",") if code.strip())
