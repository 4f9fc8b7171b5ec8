"""QUO: quotation marks: direction, spacing, strays, style, balance."""

from __future__ import annotations

import re

from pipeline.page import Page

# every pattern begins with a mark or a fixed string, which is what makes them fast on sound text
_OTHER_STYLES = re.compile("[\"'`´„‟«»＂″‛‹›‚ʼ〝〞〟]")
_MISPLACED = re.compile(
    "[“”‘’](?:(?<=[“‘])(?=[\\s.,;:!?)]|\\Z)|(?<=[^\\W_][“‘])|(?<=[.,!?;]“)|(?<=[\\s(]”)|(?<=”)(?=[^\\W_])"
    "|(?<=’)(?=’)|(?<=‘)(?=‘)|(?<=[“”])(?=[“”])|(?<=[ \u00a0]’)(?=[a-z]{1,2}\\b)"
    "|(?<=[A-Za-z]’)(?=[ \u00a0](?:s|t|re|ve|ll|d|m)\\b)|(?<=‘)(?=\\d\\ds|(?:em|n|tis|til|twas|cause)\\b))"
)
_LOST = re.compile(
    r"nt\b(?:(?<=[Dd]idnt)|(?<=[Dd]oesnt)|(?<=[Ii]snt)|(?<=[Ww]asnt)|(?<=[Aa]rent)|(?<=[Ww]erent)|(?<=[Cc]ouldnt)"
    r"|(?<=[Ww]ouldnt)|(?<=[Ss]houldnt)|(?<=[Hh]asnt)|(?<=[Hh]avent)|(?<=[Hh]adnt)|(?<=\b[Dd]ont))"
)
_LOST_OTHERS = ("oure ", "ouve ", "heyre ", "heyve ")
_PAIRS = re.compile("[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*(?:\n[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*)*")


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text = page.text
    if _OTHER_STYLES.search(text) or _LOST.search(text) or any(sign in text for sign in _LOST_OTHERS):
        return True
    if text.isascii():
        return False
    if text[:1] == "”" or _MISPLACED.search(text):
        return True
    return ("“" in text or "”" in text) and _PAIRS.fullmatch(text) is None
