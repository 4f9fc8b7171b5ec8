"""TYP: ellipses, spacing, hyphenation, invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    return bool(page.text)


@rule("TYP001", "spaced-ellipsis", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def spaced_ellipsis(page: Page) -> Iterator[Finding]:
    """An ellipsis is set as three dots with spaces between them.

    Translators and some agencies write `. . .`, which line breaks tear apart and sentence
    splitters read as three ends.

    Example
        with a very strong hand. . . I think
    becomes
        with a very strong hand… I think

    Left alone
        Dot leaders and longer rows of dots, as in a table of contents.
    """
    for found in _SPACED.finditer(page.text):
        yield Finding(*found.span(), "three spaced dots are one ellipsis", "…")


_SPACED = re.compile(r"(?<![.…])(?<!\.[ \u00a0])[ \u00a0]?(?<!\.[ \u00a0])\.[ \u00a0]\.[ \u00a0]\.(?![ \u00a0]?\.)")
