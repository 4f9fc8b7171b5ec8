"""TYP: ellipses, spacing, hyphenation, invisible characters, and the canonical form of paragraphs."""

from __future__ import annotations

import re
import unicodedata

from pipeline.facts import is_code_document, signs
from pipeline.page import Page
from pipeline.rules.typography.marks import CAPITAL

_SENTENCE = "(?=[)”’]?[A-Z](?:[a-z]{2}|[a-z]? [a-z]))"
# What may be wrong beside each mark. A pattern that begins with one character is as fast as looking for it.
_BESIDE = {
    "\n": re.compile(r"\n(?:(?<= \n)|(?= )|(?<!\n\n)(?!\n)|(?=\n\n))"),
    ",": re.compile(r",(?:(?<= ,)|(?=,)|(?<=[”’],)(?=[A-Za-z]))"),
    ".": re.compile(rf"\.(?:(?<= \.)|(?=\.| \.)|{_SENTENCE})"),
    "!": re.compile(rf"!(?:(?<= !)|{_SENTENCE})"),
    "?": re.compile(rf"\?(?:(?<= \?)|{_SENTENCE})"),
    ";": re.compile(r";(?:(?<= ;)|(?=;))"),
    ":": re.compile(r":(?<= :)(?=\s[“\"‘'])"),
    "-": re.compile(r"-(?<=[a-z]-)(?= ?[ \n][a-z])"),
    "…": CAPITAL,
}
_RANGES = ((0x300, 0x370), (0x2000, 0x2010), (0x2028, 0x2030), (0x205F, 0x2070), (0xFB00, 0xFB07))
# white space and invisible characters, accents on their own, ligatures
_ODD = frozenset("\t\r\x0b\x0c\u0085\u00a0\u00ad\u034f\u061c\u115f\u180e\u3164\ufeff").union(
    chr(code) for first, end in _RANGES for code in range(first, end)
)


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    return _finds(page.text, page.fact(signs)) and not page.fact(is_code_document)


def _finds(text: str, found: frozenset[str]) -> bool:
    if not found.isdisjoint(_ODD) or "  " in text or text[:1].isspace() or text[-1:].isspace():
        return True
    if any(mark in found and pattern.search(text) for mark, pattern in _BESIDE.items()):
        return True
    return not text.isascii() and not unicodedata.is_normalized("NFC", text)
