"""The commands, gathered; each lives in a module of its own and imports what it needs when it runs."""

from __future__ import annotations

import os
import sys

import typer

from pipeline.cli import clean, feeds, look, sites
from pipeline.errors import CopydeskError

app = typer.Typer(
    name="copydesk",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Clean scraped news: a canonical article and an issue report for every record.",
)
app.command("clean")(clean.clean)
app.command("feeds")(feeds.feeds)
app.command("report")(look.report)
app.command("export")(look.export)
app.command("diff")(look.diff)
app.command("undo")(look.undo)
app.command("explain")(look.explain)
app.command("rules")(look.rules)
app.command("sites")(sites.sites)


def main() -> None:
    """Run the command line; errors a user can meet end as one line and exit code 2."""
    try:
        app()
    except CopydeskError as error:
        print(f"copydesk: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except BrokenPipeError:
        # the reader has gone (`| head`); keep Python from complaining when it flushes at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
