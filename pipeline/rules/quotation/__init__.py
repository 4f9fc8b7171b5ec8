"""QUO: quotation marks: direction, spacing, strays, style, balance."""

from __future__ import annotations

import re

from pipeline.page import Page

_TROUBLE = re.compile(
    "[\"'`´„‟«»＂″‛〝〞〟]|[“‘](?:\\s|[.,;:!?)]|$)|(?:^|[\\s(])”|[^\\W_.,!?;:][“‘]|[.,!?;]“|”[^\\W_]|”“|’’|‘‘|[“”]{2}"
    "|[ \u00a0]’[a-z]{1,2}\\b|\\b(?i:did|do|does|is|was|are|were|could|would|should|has|have|had)nt\\b"
    "|[a-z]’[ \u00a0](?:s|t|re|ve|ll|d|m)\\b|‘\\d\\ds|‘(?:em|n|tis|til|twas|cause)\\b|\\b(?:you|they)(?:re|ve)\\b"
)
_PAIRS = re.compile("[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*(?:\n[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*)*")


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text = page.text
    if _TROUBLE.search(text):
        return True
    return ("“" in text or "”" in text) and _PAIRS.fullmatch(text) is None
