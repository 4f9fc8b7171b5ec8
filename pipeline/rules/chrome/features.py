"""What the learned judgement sees of a line: cheap figures of the line and of where it stands.

What the characters of a line tell is counted for all lines of a page at once, over one array of code
points; what its words tell comes from its look.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.page import Page
from pipeline.rules.chrome.lines import lines
from pipeline.rules.chrome.looks import Look, looks, sample
from pipeline.rules.chrome.place import PLACES, place
from pipeline.rules.chrome.view import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_CUES = Path(__file__).parent / "words" / "cues.toml"
CUES = ("say", "you", "offer", "site", "picture", "person", "related")
KINDS = (
    "reply-form", "share-bar", "newsletter-prompt", "related-links", "byline", "timestamp", "caption", "credit",
    "copyright-notice", "paywall-notice", "cookie-notice", "tag-list", "reading-time", "source-link", "advertisement",
    "counter", "navigation", "follow-prompt", "player-label", "name", "site-furniture",
)  # fmt: skip
_KIND_AT = {kind: number for number, kind in enumerate(KINDS)}
_BOUNDS = (1, 2, 3, 5, 8, 12, 20, 40)  # words
_SIGNS = "|©@#$/•»([…:+%*"  # each a bit of a character's class, from the lowest
_QUOTES = "\"“”„«‘'「»‹"
_OPENS = "\"“„«‘'「"
_STOPS = ".?!"
_UPPER, _LOWER, _DIGIT, _SPACE, _COMMA, _QUOTE, _OPEN, _STOP = (1 << k for k in range(len(_SIGNS), len(_SIGNS) + 8))
_ENDS = (":", "?", ",-–")  # marks that a line ends in
_FLAGS = len(_SIGNS) + 3 + len(_ENDS) + 5 + 2
_COUNTS = 10
SIZE = len(_BOUNDS) + _FLAGS + _COUNTS + len(CUES) + len(KINDS) + 3 + PLACES


def matrix(view: View) -> Matrix:
    """All figures of all lines of the view, a row a line, each about 0 to 1."""
    from pipeline.arrays import np

    return np.concatenate((view.page.fact(_own)[view.left], place(view.seen)), axis=1)


def _own(page: Page) -> Matrix:
    """The figures of every line of the page that do not depend on the others."""
    from pipeline.arrays import np

    seen = page.fact(looks)
    words = np.array([look.words for look in seen], dtype=np.float64)
    return np.concatenate(
        (
            words[:, None] <= np.array(_BOUNDS),
            (np.log1p(words) / 4)[:, None],
            np.array([(look.ended, look.prose) for look in seen], dtype=np.float64),
            _written([sample(line.text) for line in page.fact(lines)]),
            _worded(seen),
        ),
        axis=1,
    )


def _written(texts: list[str]) -> Matrix:
    """What the characters of each line tell: signs, ends, capitals, digits, lengths. No line may be empty."""
    from pipeline.arrays import np

    # every line gets a line break behind it, so that each word ends in white space
    codes = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    size = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    last = np.cumsum(size + 1) - 2
    start = last - size + 1
    classes = _classes().take(codes, mode="clip")
    space = (classes & _SPACE) > 0
    begins = ~space
    begins[1:] &= space[:-1]
    ends = begins & False
    ends[:-1] = ~space[:-1] & space[1:]
    (word_starts,), (word_ends,) = np.nonzero(begins), np.nonzero(ends)
    short = np.zeros(len(codes), dtype=bool)
    short[word_starts[word_ends - word_starts < 3]] = True  # words of up to three characters
    digit = (classes & _DIGIT) > 0
    near = np.arange(len(codes)) - np.repeat(start, size + 1) < 80
    stops = (classes & _STOP) > 0
    stops[:-1] &= space[1:]
    counted = np.stack((
        begins, begins & ((classes & _UPPER) > 0), short, digit & near, (classes & _COMMA) > 0, stops,
        (classes & _QUOTE) > 0, (classes & _UPPER) > 0, (classes & _LOWER) > 0,
    )).astype(np.uint8)  # fmt: skip
    count, initials, shorts, digits, commas, sentences, quotes, uppers, lowers = np.add.reduceat(
        counted, start, axis=1, dtype=np.int64
    ).astype(np.float64)
    count = np.maximum(count, 1.0)
    signs = np.bitwise_or.reduceat(classes, start)
    first, end = classes[start], codes[last]
    return np.stack(
        [
            *((signs >> k) & 1 for k in range(len(_SIGNS))),
            *_together(codes, start),
            *(np.logical_or.reduce([end == ord(mark) for mark in marks]) for marks in _ENDS),
            (first & _UPPER) > 0,
            (first & _LOWER) > 0,
            (first & _DIGIT) > 0,
            (first & _OPEN) > 0,
            (uppers > 0) & (lowers == 0),
            np.log1p(size) / 6,
            initials / count,
            np.minimum(1.0, 3 * digits / np.minimum(size, 80)),
            np.minimum(1.0, size / count / 12),
            np.minimum(1.0, 4 * commas / count),
            np.minimum(1.0, sentences / 4),
            shorts / count,
            np.minimum(1.0, quotes / 4),
            np.minimum(1.0, uppers / size * 2),
        ],
        axis=1,
    )


def _together(codes: Any, start: Any) -> list[Any]:
    """Whether a line holds ``://``, ``...`` and a dash between spaces."""
    from pipeline.arrays import np

    found = []
    for signs in ("://", "...", " - "):
        here = codes == ord(signs[0])
        for k, sign in enumerate(signs[1:], 1):
            here[:-k] &= codes[k:] == ord(sign)
            here[-k:] = False
        found.append(np.logical_or.reduceat(here, start))
    return found


@cache
def _classes() -> Any:
    """The class of every character of the first plane, as bits; all others have none."""
    from pipeline.arrays import np

    table = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        sign = chr(code)
        table[code] = (
            _UPPER * sign.isupper() | _LOWER * sign.islower() | _DIGIT * sign.isdecimal() | _SPACE * sign.isspace()
        )
    for group, bit in ((",", _COMMA), (_QUOTES, _QUOTE), (_OPENS, _OPEN), (_STOPS, _STOP)):
        table[[ord(sign) for sign in group]] |= bit
    for k, sign in enumerate(_SIGNS):
        table[ord(sign)] |= 1 << k
    return table


@cache
def _cues() -> dict[str, tuple[int, ...]]:
    """The classes of each cue word."""
    lists = tomllib.loads(_CUES.read_text(encoding="utf-8"))
    return {
        word: tuple(at for at, name in enumerate(CUES) if word in lists[name])
        for word in chain.from_iterable(lists.values())
    }


def _worded(seen: list[Look]) -> Matrix:
    """What the words of each line tell: cues by class, its kind, and how far they alone decide."""
    from pipeline.arrays import np

    cues = _cues()
    known = frozenset(cues)
    table = np.zeros((len(seen), len(CUES) + len(KINDS) + 3))
    for row, look in enumerate(seen):
        for word in look.bag & known:
            for at in cues[word]:
                table[row, at] += 1
        if look.kind:
            table[row, len(CUES) + _KIND_AT[look.kind]] = 1.0
        if look.level:
            table[row, len(CUES) + len(KINDS) + look.level - 1] = 1.0
    table[:, : len(CUES)] = np.minimum(1.0, table[:, : len(CUES)] / 3)
    return table
