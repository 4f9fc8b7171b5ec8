"""MTA: traces of machine translation and of synonym spinners. These rules only flag."""

from __future__ import annotations

from pipeline.page import Page


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    return bool(page.text)


def scores(page: Page) -> dict[str, float]:
    """`translated`: the probability that the article is a machine-translated or spun copy."""
    return {}
