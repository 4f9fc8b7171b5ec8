"""QUO: quotation marks: direction, spacing, strays, style, balance."""

from __future__ import annotations

import re

from pipeline.facts import outline, signs
from pipeline.page import Page
from pipeline.rules.quotation.singles import may_lose

_OTHER_STYLES = frozenset("\"'`´„‟«»＂″‛‹›‚ʼ〝〞〟")
# each alternative begins with its mark, and sound marks fail at once
_MISPLACED = re.compile(
    "“(?:(?=[\\s.,;:!?)“”]|\\Z)|(?<=[^\\W_]“)|(?<=[.,!?;]“))"
    "|”(?:(?<=[\\s(]”)|(?=[^\\W_“]))"
    "|‘(?:(?=[\\s.,;:!?)‘]|\\Z|\\d\\ds|(?:em|n|tis|til|twas|cause)\\b)|(?<=[^\\W_]‘))"
    "|’(?:(?=’)|(?<=[ \u00a0]’)(?=(?:s|t|re|ve|ll|d|m)\\b)|(?<=[A-Za-z]’)(?=[ \u00a0](?:s|t|re|ve|ll|d|m)\\b))"
)
# sound pairs in each paragraph; one may end open before a paragraph that opens
_LINE = "[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*(?:“[^“”\n]*(?=\n+“))?"
_PAIRS = re.compile(f"{_LINE}(?:\n{_LINE})*")


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text, found = page.text, page.fact(signs)
    if not found.isdisjoint(_OTHER_STYLES) or may_lose(text):
        return True
    if text.isascii():
        return False
    if text[:1] == "”" or _MISPLACED.search(text):
        return True
    return ("“" in found or "”" in found) and _PAIRS.fullmatch(page.fact(outline)) is None
