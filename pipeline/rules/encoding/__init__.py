"""ENC: what was lost or mangled between bytes and characters."""

from __future__ import annotations

import re

from pipeline.page import Page
from pipeline.rules.encoding.tables import START

# what only damaged ASCII text shows; each begins with a rare class, which is scanned for
_ASCII = re.compile(r"&(?:#|[A-Za-z]{2,8}[;\d]|amp|[lr][sd]quo|quot|nbsp)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUESTION = re.compile(r"\?(?:[A-Za-z]|(?<=[,.!?]\?)(?:\s|$))")
_LITERALS = ("=E2=", "=C2=", "=C3=", "u201", "u202", "u203", "u20a", "u20A", "u2122", "u2e3", "u00")
# whatever begins a garbled mark; of letters, only in places where no language has them
_FIRST = "".join(sorted(re.escape(mark) for mark in START | {"鈥", "芒"} if not "\xc0" <= mark <= "\xff"))
_OTHER = re.compile(
    f"[\x80-\x9f\ufffd{_FIRST}]|[\xc2-\xdf](?:[\x80-\xbf\u0100-\uffff]|(?<=[a-z,.!?].)|(?<![^\\W_].)[A-Z])"
    "|[\xe0-\xf4][\x80-\xbf\u0100-\u200f\u20a0-\uffff]|â(?:[\\s,.;:!?“”‘’]|[smtdlrv]\\b|(?<![^\\W_].)[A-Z]|$)"
)


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text = page.text
    if any(literal in text for literal in _LITERALS) or _ASCII.search(text):
        return True
    if "?" in text and _QUESTION.search(text):
        return True
    return not text.isascii() and bool(_OTHER.search(text))
