"""TYP: ellipses, spacing, hyphenation, invisible characters, and the canonical form of paragraphs."""

from __future__ import annotations

import re
import unicodedata

from pipeline.facts import is_code_document
from pipeline.page import Page

# what some rule of the family could find, in ASCII and beyond it
_ASCII = re.compile(
    r"\t|\. \. |\.\.|[ \t] |[ \t]\n|\n[ \t]|\r|[\x0b\x0c]|(?<!\n)\n(?!\n)|\n\n\n| [,;.!?](?:\s|$|[\"'])"
    r"|[a-z]{2}[.!?,][A-Z][a-z]|[a-z]- ?\n?[a-z]|,,|;;|^\s|\s$"
)
_OTHER = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u115f\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufeff\ufb00-\ufb06\u0300-\u036f"
    "\u2026]|[ \t]['\u2018\u2019\u201d]?[,;.!?](?:\\s|$|[\u201d\u2019])"
)


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text = page.text
    found = bool(_ASCII.search(text))
    if not found and not text.isascii():
        found = bool(_OTHER.search(text)) or not unicodedata.is_normalized("NFC", text)
    return found and not page.fact(is_code_document)
