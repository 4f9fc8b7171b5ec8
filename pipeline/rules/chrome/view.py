"""The lines of a page that are still there in a turn of the reading, and where its prose lies."""

from __future__ import annotations

from functools import cached_property

from pipeline.page import Page
from pipeline.rules.chrome.lines import lines
from pipeline.rules.chrome.looks import looks


class View:
    """Lines by position, their looks, and what the page knows: all that a turn may ask."""

    def __init__(self, page: Page, left: list[int]) -> None:
        text, seen = page.fact(lines), page.fact(looks)
        self.page = page
        self.left = left  # which of the page's lines these are
        self.text = [text[k].text for k in left]
        self.seen = [seen[k] for k in left]
        self.title = page.hints.title

    def __len__(self) -> int:
        return len(self.left)

    @cached_property
    def prose(self) -> tuple[int, int]:
        """The first and the last line of prose; the head lies before, the tail behind."""
        found = [index for index, look in enumerate(self.seen) if look.prose]
        return (found[0], found[-1]) if found else (0, len(self.seen))

    def zone(self, index: int) -> str:
        """Where a line stands: ``head``, ``mid`` or ``tail``; without any prose all is middle."""
        first, last = self.prose
        return "head" if index < first else "tail" if index > last else "mid"
