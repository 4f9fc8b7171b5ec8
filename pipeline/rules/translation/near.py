"""How the rules without a lexicon look: first for a sign, at the pace of a plain search, then closely beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import product
from typing import NamedTuple

from pipeline.facts import signs, words
from pipeline.lexicon.pattern import Sign
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


class Look(NamedTuple):
    """A thing that a rule looks for: its signs, the pattern that tells it from others, and what to say of it.

    `having`: words, pairs of words and marks of which one stands on every page that has a match; none where
    nobody knows any. `sign`: a pattern as for `near`; without one the whole text is searched.
    """

    having: frozenset[Sign]
    sign: re.Pattern[str] | None
    pattern: re.Pattern[str]
    message: str


_EVERY: set[Sign] = set()  # what all looks must have: it is looked up together, once a page


def having(signs: Iterable[Sign]) -> frozenset[Sign]:
    """Signs that `present` will look for."""
    kept = frozenset(signs)
    _EVERY.update(kept)
    return kept


def present(page: Page) -> set[Sign]:
    """Words, pairs and marks of the page that are the sign of any look."""
    row = page.fact(words)
    return (_EVERY & row.pairs) | (_EVERY & row.different) | (_EVERY & page.fact(signs))


def look(sign: str, pattern: str, message: str, *one_of: Sign) -> Look:
    """A Look with a sign; `one_of` are the words, pairs or marks of which its page has one."""
    return Look(having(one_of), re.compile(sign), re.compile(pattern, re.MULTILINE), message)


def known(one_of: Iterable[Sign], pattern: str, message: str) -> Look:
    """A Look whose only sign are words, pairs of words or marks."""
    return Look(having(one_of), None, re.compile(pattern, re.MULTILINE), message)


def pair(first: str, second: str, message: str, before: str = "", behind: str = "") -> Look:
    """A Look for one of some words and then one of others, all written `a|b`; `before` and `behind` are patterns."""
    pairs = having(product(first.lower().split("|"), second.lower().split("|")))
    caps = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in first.split("|"))
    pattern = re.compile(rf"{before}\b(?:{caps}) (?:{second})\b(?![’'-]){behind}", re.MULTILINE)
    return Look(pairs, None, pattern, message)


def seen(page: Page, looks: tuple[Look, ...], kind: str, confidence: float = 0.85) -> Iterator[Finding]:
    """Findings of all looks, with the kind that the report tells."""
    there = page.fact(present)
    for needed, sign, pattern, message in looks:
        if needed and needed.isdisjoint(there):
            continue
        for match in near(page.text, sign, pattern) if sign else pattern.finditer(page.text):
            yield Finding(*match.span(), message, None, confidence, None, {"kind": kind})
