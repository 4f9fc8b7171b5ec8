"""Patterns over tokens: how they are written, compiled and matched.

A pattern is a row of elements parted by spaces: ``word``, ``one|other``, ``the?``, ``{verb:make}``,
``{noun:flanker}``, ``{det}``, ``{num}``, ``{name}``, ``{any}``, ``{..3}``, ``^`` and ``$``. A word
written with a capital must stand with one. The matcher
looks up each token of a text once, under a word that a pattern cannot do without, and tries only
the patterns found there: cost does not grow with the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.lexicon.tokens import Token
from pipeline.lexicon.words import CLASSES, NUMBERS, noun, verb

Test = Callable[[Token], bool]
_GAP = re.compile(r"\{\.\.(\d)\}")
_SPECIAL = re.compile(r"\{(\w+)(?::([\w'-]+))?\}")
# words too frequent to be looked up under
_FREQUENT = frozenset(
    (
        "the a an of to in and for on that is was with at by from as it its be are has have had not he "
        "she they his her their this but or were been which who will would said after one two more also "
        "out up about all into new no "
    ).split()
)


class Element(NamedTuple):
    """One place of a pattern. `words` is None where a test decides, `test` None where words do."""

    words: frozenset[str] | None
    test: Test | None
    optional: bool = False
    gap: int = 0  # up to so many tokens of any kind
    capitals: frozenset[str] = frozenset()  # of the words, those that must begin with a capital

    def fits(self, token: Token) -> bool:
        """Whether the token may stand here."""
        if self.words is not None and token.low in self.words:
            return token.capital or token.low not in self.capitals
        return self.test is not None and self.test(token)


class Pattern(NamedTuple):
    """A compiled pattern: its elements, and the place that it is looked up under."""

    elements: tuple[Element, ...]
    anchor: int

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """(first, behind last) token of a match whose anchor is at `at`, or None."""
        end = _forward(self.elements, self.anchor + 1, tokens, at + 1)
        if end is None:
            return None
        start = _backward(self.elements, self.anchor - 1, tokens, at - 1)
        return None if start is None else (start, end)


def compile_pattern(text: str) -> Pattern:
    """A pattern from its text. ValueError where it is not well formed."""
    elements = tuple(_element(part) for part in text.split())
    rare = [
        (min(len(word) for word in element.words) + 4 * (not element.words & _FREQUENT), -len(element.words), -number)
        for number, element in enumerate(elements)
        if element.words and element.test is None and not element.optional
    ]
    if not rare:
        raise ValueError(f"the pattern {text!r} has no word to look it up under")
    return Pattern(elements, -max(rare)[2])


class Matcher:
    """All patterns of a lexicon, looked up together."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._under: dict[str, list[tuple[int, Pattern]]] = {}
        for number, pattern in enumerate(patterns):
            for word in sorted(pattern.elements[pattern.anchor].words or ()):
                self._under.setdefault(word, []).append((number, pattern))

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """(number of the pattern, first, behind last token) of each match, in the order of the text."""
        under = self._under
        for at, token in enumerate(tokens):
            for number, pattern in under.get(token.low, ()):
                found = pattern.match(tokens, at)
                if found:
                    yield number, found[0], found[1]


def _element(part: str) -> Element:
    gap = _GAP.fullmatch(part)
    if gap:
        return Element(None, None, True, int(gap[1]))
    if part in ("^", "$"):
        return Element(None, _starts if part == "^" else None)
    optional = part.endswith("?") and len(part) > 1
    words: set[str] = set()
    tests: list[Test] = []
    for choice in part.removesuffix("?").split("|") if optional else part.split("|"):
        special = _SPECIAL.fullmatch(choice)
        if not special:
            words.add(choice)
        elif special[1] in ("verb", "noun"):
            words |= verb(special[2]) if special[1] == "verb" else noun(special[2])
        elif special[1] in CLASSES:
            words |= CLASSES[special[1]]
        elif special[1] in _TESTS:
            tests.append(_TESTS[special[1]])
        else:
            raise ValueError(f"unknown class {choice}")
    test = tests[0] if tests else None
    lower = frozenset(word.lower() for word in words)
    capitals = frozenset(word.lower() for word in words if word != word.lower())
    return Element(lower or None, test, optional, 0, capitals)


def _is_word(token: Token) -> bool:
    return token.low[0].isalnum()


def _starts(token: Token) -> bool:
    return token.first


_TESTS: dict[str, Test] = {
    "num": lambda token: token.low[0].isdigit() or token.low in NUMBERS,
    "name": lambda token: token.capital and not token.first,
    "cap": lambda token: token.capital,
    "any": _is_word,
}


def _forward(elements: Sequence[Element], place: int, tokens: Sequence[Token], at: int) -> int | None:
    """Where a match of the elements from `place` on ends, if it begins at `at`."""
    while place < len(elements):
        element = elements[place]
        if element.words is None and element.test is None and not element.gap:  # $
            return at if at == len(tokens) or tokens[at].low in (".", "!", "?", "\n", "”") else None
        if element.gap:
            for size in range(element.gap + 1):
                if size and not (at + size <= len(tokens) and _is_word(tokens[at + size - 1])):
                    break
                end = _forward(elements, place + 1, tokens, at + size)
                if end is not None:
                    return end
            return None
        fits = at < len(tokens) and element.fits(tokens[at])
        if element.optional:
            end = _forward(elements, place + 1, tokens, at + 1) if fits else None
            return end if end is not None else _forward(elements, place + 1, tokens, at)
        if not fits:
            return None
        place, at = place + 1, at + 1
    return at


def _backward(elements: Sequence[Element], place: int, tokens: Sequence[Token], at: int) -> int | None:
    """Where a match of the elements up to `place` begins, if it ends at `at`."""
    while place >= 0:
        element = elements[place]
        if element.test is _starts:
            return at + 1 if at + 1 < len(tokens) and tokens[at + 1].first else None
        if element.gap:
            for size in range(element.gap + 1):
                if size and not (at - size + 1 >= 0 and _is_word(tokens[at - size + 1])):
                    break
                start = _backward(elements, place - 1, tokens, at - size)
                if start is not None:
                    return start
            return None
        fits = at >= 0 and element.fits(tokens[at])
        if element.optional:
            start = _backward(elements, place - 1, tokens, at - 1) if fits else None
            return start if start is not None else _backward(elements, place - 1, tokens, at)
        if not fits:
            return None
        place, at = place - 1, at - 1
    return at + 1
