"""Patterns over tokens: how they are written, compiled and matched.

A pattern is a row of elements parted by spaces: ``word``, ``one|other``, ``the?``, ``{verb:make}``,
``{noun:flanker}``, ``{det}``, ``{num}``, ``{name}``, ``{any}``, ``{..3}``, ``^`` and ``$``. A word
written with a capital must stand with one.
Cost does not grow with the lexicon: from the pairs of words of a text one look-up each leads to the
patterns that need such a pair, and only these are tried, on lines that have all the words they need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.lexicon.tokens import Token
from pipeline.lexicon.words import CLASSES, NUMBERS, noun, verb

Sign = tuple[str, str] | str  # two words next to each other, or one
Test = Callable[[Token], bool]
_BARE = re.compile(r"[^\W_]+")
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
    is_word: bool = False  # one of `words` has to stand here, and none of them is a mark

    @property
    def weight(self) -> float:
        """How often a word that fits comes up, roughly: one frequent word counts as a hundred others."""
        words = self.words or frozenset()
        return len(words) + 99 * len(words & _FREQUENT)

    def fits(self, token: Token) -> bool:
        """Whether the token may stand here."""
        if self.words is not None and token.low in self.words:
            return token.capital or token.low not in self.capitals
        return self.test is not None and self.test(token)


class Pattern(NamedTuple):
    """A compiled pattern: its elements, the place that a match is tried from, and the words that may stand there."""

    elements: tuple[Element, ...]
    anchor: int
    anchors: frozenset[str]

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """(first, behind last) token of a match whose anchor is at `at`, or None."""
        end = _forward(self.elements, self.anchor + 1, tokens, at + 1)
        if end is None:
            return None
        start = _backward(self.elements, self.anchor - 1, tokens, at - 1)
        return None if start is None else (start, end)

    @property
    def needed(self) -> list[frozenset[str]]:
        """Sets of words of each of which one stands in every match: words as they are in a text without marks."""
        return [frozenset(_bare(word)[0] for word in part.words or ()) for part in self.elements if part.is_word]

    @property
    def marks(self) -> list[str]:
        """Marks that stand in every match."""
        sure = [part.words or () for part in self.elements if part.test is None and not part.optional]
        return [mark for mark in ",:;()[]%$" if frozenset((mark,)) in sure]

    @property
    def signs(self) -> Iterator[Sign]:
        """What one of stands in every match: pairs of words, the rarest there are, or else words."""
        pairs = [(one, two) for one, two in pairwise(self.elements) if one.is_word and two.is_word]
        if pairs:
            one, two = min(pairs, key=lambda pair: pair[0].weight * pair[1].weight) if pairs[1:] else pairs[0]
            for first in one.words or ():
                yield from ((_bare(first)[-1], _bare(second)[0]) for second in two.words or ())
        else:
            for word, *more in map(_bare, self.anchors):
                yield (word, more[0]) if more else word


@cache
def _bare(word: str) -> tuple[str, ...]:
    """The words that are left of a word where marks part them."""
    return tuple(_BARE.findall(word))


def compile_pattern(text: str) -> Pattern:
    """A pattern from its text. ValueError where it is not well formed."""
    elements = tuple(_element(part) for part in text.split())
    rare = [
        (min(len(word) for word in element.words) + 4 * (not element.words & _FREQUENT), -len(element.words), -number)
        for number, element in enumerate(elements)
        if element.words and element.is_word
    ]
    if not rare:
        raise ValueError(f"the pattern {text!r} has no word to look it up under")
    anchor = -max(rare)[2]
    return Pattern(elements, anchor, elements[anchor].words or frozenset())


class Matcher:
    """All patterns of a lexicon, looked up together."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._wants: dict[int, tuple[list[frozenset[str]], list[str]]] = {}  # of those that were asked about: few are
        self._under: dict[Sign, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            for sign in pattern.signs:
                self._under.setdefault(sign, []).append(number)
        self._signs: frozenset[Sign] = frozenset(self._under)

    def possible(self, text: str, words: Set[str], pairs: Set[tuple[str, str]]) -> list[tuple[int, Sign]]:
        """Patterns, each with its sign, that may match a text of these words, in small letters, and pairs of them."""
        return [
            (number, sign)
            for sign in (*(self._signs & pairs), *(self._signs & words))  # from set to set, nothing is hashed again
            for number in self._under[sign]
            if self.fits(number, text, words)
        ]

    def fits(self, number: int, text: str, words: Set[Sign]) -> bool:
        """Whether a text of these words has all words and marks that a pattern needs."""
        wants = self._wants.get(number)
        if wants is None:
            pattern = self._patterns[number]
            wants = self._wants[number] = (pattern.needed, pattern.marks)
        return not any(map(words.isdisjoint, wants[0])) and all(map(text.__contains__, wants[1]))

    def find(self, tokens: Sequence[Token], numbers: Iterable[int]) -> Iterator[tuple[int, int, int]]:
        """(number of the pattern, first, behind last token) of each match of these patterns, as they come."""
        patterns = [(number, self._patterns[number]) for number in sorted(set(numbers))]
        for at, token in enumerate(tokens):
            for number, pattern in patterns:
                if token.low in pattern.anchors:
                    found = pattern.match(tokens, at)
                    if found:
                        yield number, found[0], found[1]


@cache
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
    is_word = bool(lower) and test is None and not optional and all(map(_bare, lower))
    return Element(lower or None, test, optional, 0, capitals, is_word)


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
