"""The dateline: where a report was written, and for which agency. It stays in the text and is no issue."""

from __future__ import annotations

import re
from typing import Any

from pipeline.page import Page

_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\W\d_a-z .’'-]{2,30}(?:, [^\W\d_][\w. ’'-]{1,24})?"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}(?=,? \())"
    r"(?:,? (?P<date>(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}))?"
    r"(?: ?\((?P<agency>[^()\n]{2,40})\))?(?: ?[—–] ?| ?--? |: )(?=[^\W\d_a-z]|[“\"‘'])",
    re.MULTILINE,
)
_PARAGRAPHS = 3  # at the beginning of the text, that may carry it
_NO_PLACE = frozenset("UPDATE CORRECTION BREAKING WATCH READ VIDEO PHOTOS LIVE OPINION ANALYSIS EXCLUSIVE NOTE".split())


def learn(page: Page) -> dict[str, Any]:
    """{"dateline": place} where one of the first paragraphs begins with it, else nothing."""
    head = "\n".join(line for line in page.text[:3000].split("\n") if line.strip())
    for line in head.split("\n")[:_PARAGRAPHS]:
        found = _DATELINE.match(line)
        if found and len(line) > 80 and found["place"].split()[0].strip(":,") not in _NO_PLACE:
            if not found["agency"] and ":" in found[0] and not found["place"].isupper():
                continue
            return {"dateline": found["place"].strip()}
    return {}
