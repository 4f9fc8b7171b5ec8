"""ENC: what was lost or mangled between bytes and characters."""

from __future__ import annotations

import re

from pipeline.facts import signs
from pipeline.page import Page
from pipeline.rules.encoding.tables import PLACE, START

_CONTROLS = frozenset(map(chr, {*range(0x20), 0x7F} - set(b"\t\n\r")))
_ENTITY = re.compile(r"&(?:#|[A-Za-z]{2,8}[;\d]|amp|[lr][sd]quo|quot|nbsp)")
_QUESTION = re.compile(r"\?(?:[^\W\d_]|(?<=[,.!?]\?)(?:\s|$))")
# whatever begins a garbled mark, and the letters that UTF-8's first bytes become
_GARBLED = START | {*map(chr, range(0x80, 0xA0)), *map(chr, range(0xC2, 0xF5)), "\ufffd"}


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text, found = page.text, page.fact(signs)
    if not found.isdisjoint(_CONTROLS) or "u2" in text or "u00" in text:
        return True
    if "=" in found and ("=E2=" in text or "=C2=" in text or "=C3=" in text):
        return True
    if "&" in found and _ENTITY.search(text):
        return True
    if "?" in found and _QUESTION.search(text):
        return True
    return not found.isdisjoint(_GARBLED) and PLACE.search(text) is not None
