"""QUO: quotation marks: direction, spacing, strays, style, balance."""

from __future__ import annotations

import re

from pipeline.facts import outline, signs
from pipeline.page import Page
from pipeline.rules.quotation.singles import ELISION, ELISION_CAPITAL, ELISION_OR_WORD, loses

_OTHER_STYLES = frozenset("\"'`´„‟«»＂″‛‹›‚ʼ〝〞〟")
# What may be wrong beside each curly mark. A pattern that begins with one character is as fast as looking for it.
_BESIDE = {
    "“": re.compile(r"“(?:(?=[\s,;:!?)“”]|\.(?!\.\.)|\Z)|(?<=[^\W_]“)|(?<=[.,!?;:]“))"),
    "”": re.compile(r"”(?:(?<=[\s(]”)|(?<=\A”)|(?=[^\W\d_“]))"),
    "‘": re.compile(
        r"‘(?:(?=[\s.,;:!?)‘’]|\Z)|(?<=[^\s(\[{—–/“\"‘-]‘)|(?<=[A-Za-z]-‘)"
        rf"|(?={ELISION}|{ELISION_OR_WORD}|{ELISION_CAPITAL}))"
    ),
    "’": re.compile(
        r"’(?:(?=’)|(?<=[ \u00a0]n’)(?=t\b)|(?<=[ \u00a0]’)(?=(?:s|t|re|ve|ll|d|m)\b)"
        r"|(?<=[A-Za-z]’)(?=[ \u00a0](?:s|t|re|ve|ll|d|m)\b))"
    ),
}
# sound pairs in each paragraph; one may end open before a paragraph that opens
_LINE = "[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*(?:“[^“”\n]*(?=\n+“))?"
_PAIRS = re.compile(f"{_LINE}(?:\n{_LINE})*")


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text, found = page.text, page.fact(signs)
    if not found.isdisjoint(_OTHER_STYLES) or loses(text):
        return True
    if any(mark in found and pattern.search(text) for mark, pattern in _BESIDE.items()):
        return True
    return ("“" in found or "”" in found) and _PAIRS.fullmatch(page.fact(outline)) is None
