"""Commands that look at rules and at what a run has left."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import ConfigError

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="the folder that `clean --out` has filled")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="an article's id, or the beginning of one")]


def report(
    folder: FolderArgument,
    form: Annotated[str, typer.Option("--format", help="html, sarif, markdown or github")] = "markdown",
    output: Annotated[Path | None, typer.Option(help="a file instead of standard output")] = None,
) -> None:
    """Make a report from a run's folder.

    `github` prints annotations and, inside GitHub Actions, adds the Markdown report to the job summary.
    """
    from pipeline.report import render
    from pipeline.report.folder import Folder
    from pipeline.report.tally import Tally
    from pipeline.store import replace

    run = Folder(folder)
    tally = Tally.of(run)
    text = render(run, form, tally)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(render(run, "markdown", tally))
    if output:
        replace(output, text.encode())
    else:
        print(text, end="")


def export(
    folder: FolderArgument,
    form: Annotated[str, typer.Option("--to", help="ninjs, jsonld, markdown or parquet")] = "ninjs",
    output: Annotated[Path | None, typer.Option(help="a file instead of standard output")] = None,
) -> None:
    """Write the articles of a run in another format: a JSON line each, Markdown, or one Parquet file."""
    from pipeline.exports import export as lines
    from pipeline.exports import to_parquet
    from pipeline.report.folder import Folder
    from pipeline.store import replace

    articles = (pair.article for pair in Folder(folder).pairs())
    if form == "parquet":
        if output is None:
            raise ConfigError("Parquet is no text: name a file with --output")
        print(f"{to_parquet(articles, output):,} articles in {output}", file=sys.stderr)
        return
    if output is None:
        for line in lines(articles, form):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    else:
        replace(output, lines(articles, form))


def diff(folder: FolderArgument, name: IdArgument) -> None:
    """Show what was changed in one article, and what was only flagged."""
    from pipeline.report.folder import Folder
    from pipeline.report.text import excerpt, shown_change

    pair = Folder(folder).find(name)
    issues = pair.report["issues"]
    print(f"{pair.article['id']}  {pair.article['verdict']}  {len(issues)} issues")
    for issue in issues:
        old, new = shown_change(issue["text"], issue["replacement"])
        print(f"\n{issue['start']}-{issue['end']}  {issue['rule']} {issue['name']} ({issue['action']})")
        _line("-", excerpt(old, 200), issue["action"] in ("fixed", "removed"))
        if new:
            _line("+", excerpt(new, 200), issue["action"] == "fixed")
        print(f"  {excerpt(issue['message'], 200)}")


def undo(folder: FolderArgument, name: IdArgument) -> None:
    """Print the source text of one article back, byte for byte."""
    from pipeline.report.folder import Folder
    from pipeline.wire import source_bytes

    pair = Folder(folder).find(name)
    sys.stdout.buffer.write(source_bytes(pair.article, pair.report))
    sys.stdout.buffer.flush()


def explain(code: Annotated[str, typer.Argument(metavar="CODE", help="a rule code, such as QUO002")]) -> None:
    """Print the documentation of a rule, or of all rules whose code begins so."""
    from pipeline.registry import load

    found = [rule for rule in load() if rule.code.startswith(code.upper())]
    if not found:
        raise ConfigError(f"no rule code begins with {code!r}; `copydesk rules` lists all codes")
    for number, rule in enumerate(found):
        languages = ", ".join(rule.languages) or "all"
        if number:
            print()
        print(f"{rule.code} {rule.name}")
        print(f"severity {rule.severity}, fix {rule.fix}, languages {languages}, since {rule.since}\n")
        print(rule.doc)


def rules(
    form: Annotated[str, typer.Option("--format", help="text or json")] = "text",
) -> None:
    """List all rules: code, name, what may be done, and the fact in one line."""
    from pipeline.registry import load

    known = load()
    if form == "json":
        import orjson

        told: list[dict[str, Any]] = [
            {name: getattr(rule, name) for name in ("code", "name", "severity", "fix", "languages", "since", "doc")}
            for rule in known
        ]
        print(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
        return
    if form != "text":
        raise ConfigError(f"no format {form!r}; there are text and json")
    for rule in known:
        print(f"{rule.code}  {rule.fix:<7}  {rule.severity:<7}  {rule.name:<28}  {rule.summary}")


def _line(sign: str, text: str, done: bool) -> None:
    colour = {"-": "31", "+": "32"}[sign]
    if sys.stdout.isatty() and done and "NO_COLOR" not in os.environ:
        print(f"  \033[{colour}m{sign} {text}\033[0m")
    else:
        print(f"  {sign if done else '?'} {text}")
