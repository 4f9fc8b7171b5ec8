"""How the rules without a lexicon look: first for a sign, at the pace of a plain search, then closely beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps

from pipeline.model import Finding
from pipeline.page import Page

_BEFORE, _BEHIND = 120, 300  # code points beside a sign in which a pattern has to match


def once(check: Callable[[Page], Iterator[Finding]]) -> Callable[[Page], tuple[Finding, ...]]:
    """The check as a fact: the rule and the score ask for the same findings."""

    def found(page: Page) -> tuple[Finding, ...]:
        return tuple(check(page))

    @wraps(check)
    def shared(page: Page) -> tuple[Finding, ...]:
        return page.fact(found)

    return shared


def near(text: str, sign: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of `pattern` beside matches of `sign`, without which there are none.

    A sign begins with letters or marks that are always the same: `re` finds them twenty times as fast as
    it tries a pattern that begins with a look behind or with a word of any kind.
    """
    start = end = 0  # of a stretch of text whose signs stand close together
    for place in sign.finditer(text):
        if place.start() - _BEFORE > end:
            yield from pattern.finditer(text, start, end)
            start = place.start() - _BEFORE
        end = place.end() + _BEHIND
    yield from pattern.finditer(text, start, end)
