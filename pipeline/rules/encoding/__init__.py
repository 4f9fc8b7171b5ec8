"""ENC: what was lost or mangled between bytes and characters."""

from __future__ import annotations

import re

from pipeline.page import Page
from pipeline.rules.encoding.tables import START

# what only damaged ASCII text shows
_ASCII = re.compile(
    r"&(?:#|[A-Za-z]{2,8}[;\d]|amp)|=(?:E2|C[23])=|u2(?:0[1-3aA]|122|e3)|u00[a-fA-F]|\?[A-Za-z]|[,.!?]\?(?:\s|$)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_OTHER = re.compile(
    "[\x80-\x9f\ufffd\xc2-\xd6\xd8-\xde\xe2\u0402-\u04ff\u0393\u251c\u252c"
    + re.escape("".join(sorted(START | {"鈥"})))
    + "]"
)


def trace(page: Page) -> bool:
    """Whether any rule of the family could find something on the page."""
    text = page.text
    return bool(_ASCII.search(text)) or (not text.isascii() and bool(_OTHER.search(text)))
