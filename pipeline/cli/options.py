"""Options that several commands share; None where one is not said, so that the configuration file is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Select = Annotated[str | None, typer.Option("--select", metavar="CODES", help="rule codes or prefixes to use")]
Ignore = Annotated[str | None, typer.Option("--ignore", metavar="CODES", help="rule codes or prefixes to leave out")]
FixLevel = Annotated[str | None, typer.Option("--fix", help="what to apply: safe (default), suggested or none")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="processes; 1 by default")]
MemoryFile = Annotated[
    Path | None, typer.Option("--memory", metavar="FILE", help="remember what sites repeat, for the next run")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="configuration; else copydesk.toml or pyproject.toml")
]
SecondOpinion = Annotated[
    str | None,
    typer.Option(
        "--second-opinion", metavar="URL", help="ask a server of OpenAI's chat protocol about doubtful articles"
    ),
]
OpinionModel = Annotated[str | None, typer.Option("--opinion-model", metavar="NAME", help="the model that it runs")]
