"""Commands and their arguments."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import CopydeskError

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Clean scraped news, and say what was done to it.")


@app.command()
def clean(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...")],
    out: Annotated[Path | None, typer.Option(help="folder for articles and reports")] = None,
    select: Annotated[str, typer.Option(help="rule codes or prefixes to use")] = "",
    ignore: Annotated[str, typer.Option(help="rule codes or prefixes to leave out")] = "",
    fix: Annotated[str, typer.Option(help="safe, suggested or none")] = "safe",
    workers: Annotated[int, typer.Option(help="processes")] = 1,
) -> None:
    """Clean articles."""
    from pipeline.engine import Engine
    from pipeline.ingest import read
    from pipeline.model import Fix, Options, Quarantine
    from pipeline.store import publish

    level = {"safe": Fix.SAFE, "suggested": Fix.SUGGEST, "none": Fix.NEVER}[fix]
    engine = Engine(Options(_codes(select), _codes(ignore), level))
    records = (record for name in inputs for record in read(Path(name)))
    results = (record if isinstance(record, Quarantine) else engine.clean(record) for record in records)
    if out is not None:
        print(publish(out, "part-00000", results), file=sys.stderr)
        return
    for result in results:
        if not isinstance(result, Quarantine):
            print(result.article.text)


@app.command()
def rules() -> None:
    """List all rules."""
    from pipeline.registry import load

    for rule in load():
        print(f"{rule.code}  {rule.name:32} {rule.fix:8} {rule.summary}")


@app.command()
def explain(code: str) -> None:
    """Print the documentation of a rule."""
    from pipeline.registry import load

    print(load()[code].doc)


def _codes(listed: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in listed.split(",") if code.strip())


def main() -> None:
    """Run the command line; errors a user can meet end as one line and exit code 2."""
    try:
        app()
    except CopydeskError as error:
        print(f"copydesk: {error}", file=sys.stderr)
        raise SystemExit(2) from None
