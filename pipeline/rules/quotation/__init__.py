"""QUO: quotation marks: direction, spacing, strays, style, balance."""

from __future__ import annotations

import re

from pipeline.page import Page
from pipeline.rules.quotation.singles import may_lose

# every pattern begins with a mark or a fixed string, which is what makes them fast on sound text
_OTHER_STYLES = re.compile("[\"'`´„‟«»＂″‛‹›‚ʼ〝〞〟]")
_MISPLACED = re.compile(
    "[“”‘’](?:(?<=[“‘])(?=[\\s.,;:!?)]|\\Z)|(?<=[^\\W_][“‘])|(?<=[.,!?;]“)|(?<=[\\s(]”)|(?<=”)(?=[^\\W_])"
    "|(?<=’)(?=’)|(?<=‘)(?=‘)|(?<=[“”])(?=[“”])|(?<=[ \u00a0]’)(?=[a-z]{1,2}\\b)"
    "|(?<=[A-Za-z]’)(?=[ \u00a0](?:s|t|re|ve|ll|d|m)\\b)|(?<=‘)(?=\\d\\ds|(?:em|n|tis|til|twas|cause)\\b))"
)
# sound pairs in each paragraph; one may end open before a paragraph that opens
_LINE = "[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*(?:“[^“”\n]*(?=\n+“))?"
_PAIRS = re.compile(f"{_LINE}(?:\n{_LINE})*")


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text = page.text
    if _OTHER_STYLES.search(text) or may_lose(text):
        return True
    if text.isascii():
        return False
    if text[:1] == "”" or _MISPLACED.search(text):
        return True
    return ("“" in text or "”" in text) and _PAIRS.fullmatch(text) is None
