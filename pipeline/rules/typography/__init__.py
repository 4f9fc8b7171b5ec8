"""TYP: ellipses, spacing, hyphenation, invisible characters, and the canonical form of paragraphs."""

from __future__ import annotations

import re
import unicodedata

from pipeline.facts import is_code_document
from pipeline.page import Page

# what some rule of the family could find; a pattern that begins with one set of characters is fast
_SIGNS = re.compile(
    r"[\t\r\x0b\x0c,;.!?-](?:(?<=[\t\r\x0b\x0c])|(?<= [,;.!?])|(?<=\.)(?=\.| \.)|(?<=,)(?=,)|(?<=;)(?=;)"
    r"|(?<=-)(?=[ \n])|(?<=[.!?])(?=[)”’]?[A-Z][a-z]{2}))"
)
_BREAKS = re.compile(r"\n(?:(?<= \n)|(?= )|(?<!\n\n)(?!\n)|(?=\n\n))")
_ELLIPSIS = re.compile("\u2026 [A-Z]")
_OTHER = re.compile(
    "[\u0085\u00a0\u00ad\u034f\u061c\u115f\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufeff\ufb00-\ufb06"
    "\u0300-\u036f]"
)


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text = page.text
    found = "  " in text or text[:1].isspace() or text[-1:].isspace()
    found = found or _BREAKS.search(text) is not None or _SIGNS.search(text) is not None
    if not found and not text.isascii():
        found = _ELLIPSIS.search(text) is not None or _OTHER.search(text) is not None
        found = found or not unicodedata.is_normalized("NFC", text)
    return found and not page.fact(is_code_document)
