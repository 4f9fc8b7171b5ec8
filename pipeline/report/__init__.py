"""Reports for people, code hosts and job summaries, made from what a run left in its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.report import github, html, markdown, sarif
from pipeline.report.folder import Folder
from pipeline.report.tally import Tally
from pipeline.store import replace

Writer = Callable[[Folder, Tally], str]

WRITERS: dict[str, tuple[str, Writer]] = {
    "html": ("report.html", html.render),
    "sarif": ("report.sarif", sarif.render),
    "markdown": ("report.md", markdown.render),
    "github": ("report.github", github.render),
}


def render(folder: Folder, form: str, tally: Tally | None = None) -> str:
    """One report as text. ConfigError where the form is unknown."""
    if form not in WRITERS:
        raise ConfigError(f"no report format {form!r}; there are {', '.join(WRITERS)}")
    return WRITERS[form][1](folder, tally or Tally.of(folder))


def write(
    folder: Folder, forms: Iterable[str] = ("html", "sarif", "markdown"), tally: Tally | None = None
) -> list[Path]:
    """Write reports into the run's folder, each by one rename; the paths written."""
    tally = tally or Tally.of(folder)
    written = []
    for form in forms:
        path = folder.path / WRITERS[form][0]
        replace(path, render(folder, form, tally).encode("utf-8"))
        written.append(path)
    return written
