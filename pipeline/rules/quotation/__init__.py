"""QUO: quotation marks: direction, spacing, strays, style, balance."""

from __future__ import annotations

from pipeline.page import Page


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    return bool(page.text)
