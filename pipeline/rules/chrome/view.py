"""The lines of a page that are still there in a turn of the reading, and where its prose lies."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from pipeline.page import Page
from pipeline.rules.chrome.looks import Look


class View:
    """Lines by position, their looks, and what the page knows: all that a turn may ask."""

    def __init__(self, text: list[str], seen: list[Look], title: str | None, rows: dict[str, Any]) -> None:
        self.text = text
        self.seen = seen
        self.title = title
        self.rows = rows  # figures by line, kept between turns

    @classmethod
    def of(cls, page: Page, text: list[str], seen: list[Look]) -> View:
        """A view of some of the page's lines."""
        return cls(text, seen, page.hints.title, page.lasting(_rows))

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def prose(self) -> tuple[int, int]:
        """The first and the last line of prose; the head lies before, the tail behind."""
        found = [index for index, look in enumerate(self.seen) if look.prose]
        return (found[0], found[-1]) if found else (0, len(self.seen))

    def zone(self, index: int) -> str:
        """Where a line stands: ``head``, ``mid`` or ``tail``; without any prose all is middle."""
        first, last = self.prose
        return "head" if index < first else "tail" if index > last else "mid"


def _rows(page: Page) -> dict[str, Any]:
    return {}
