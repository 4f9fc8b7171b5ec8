"""MTA: traces of machine translation and of synonym spinners. These rules only flag."""

from __future__ import annotations

from pipeline.page import Page
from pipeline.rules.translation.score import scores

__all__ = ["scores", "trace"]


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    return bool(page.text)
