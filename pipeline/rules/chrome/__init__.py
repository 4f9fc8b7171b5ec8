"""CHR: what the site put around the article."""

from __future__ import annotations

from pipeline.page import Page
from pipeline.rules.chrome.dateline import learn

__all__ = ["learn", "trace"]


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    return bool(page.text)
