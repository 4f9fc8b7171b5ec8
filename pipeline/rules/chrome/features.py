"""What the learned judgement sees of a line: cheap figures of the line and of where it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.rules.chrome.lexicon import START, WEAK
from pipeline.rules.chrome.looks import READ, Look
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
_SIGNS = ("|", "©", "@", "://", "#", "$", "/", "•", "»", "(", "[", "...", "…", ":", " - ", "+", "%", "*")
_SIGN_BITS = tuple((sign, 1 << number) for number, sign in enumerate(_SIGNS, 10))
_QUOTES = '"“”„«»‘「」'
_OPENS = "\"“„«‘'「"
_DIGITS = re.compile(r"\d+")
_BOUNDS = (1, 2, 3, 5, 8, 12, 20, 40)
_FLAGS = 10 + len(_SIGNS)  # yes-or-no figures of a line, kept as the bits of one number
_FIGURES = 9  # other figures of a line
PLACES = 21
SIZE = len(_BOUNDS) + _FLAGS + _FIGURES + len(CUES) + len(KINDS) + 3 + PLACES
_FAR = 40.0  # lines; farther is as far


@cache
def _cues() -> list[frozenset[str]]:
    lists = tomllib.loads(_CUES.read_text(encoding="utf-8"))
    return [frozenset(lists[name]) for name in CUES]


@cache
def _any_cue() -> frozenset[str]:
    return frozenset().union(*_cues())


def own(text: str, look: Look) -> tuple[float, ...]:
    """The figures of a line that do not depend on its page: flags as bits, sizes, cues, kind, level."""
    text = text[:READ]
    words = text.split()
    count = len(words)
    first, last = text[0], text[-1]
    quotes = sum(map(text.count, _QUOTES))
    flags = look.ended | (last == ":") << 1 | (last == "?") << 2 | (last in ",-–") << 3 | first.isupper() << 4
    flags |= first.islower() << 5 | first.isdecimal() << 6 | (first in _OPENS) << 7 | text.isupper() << 8
    flags |= look.prose << 9
    for sign, bit in _SIGN_BITS:
        if sign in text:
            flags |= bit
    initials = [word[0] for word in words]
    cues: Sequence[float] = _NONE
    if not look.bag.isdisjoint(_any_cue()):
        cues = [min(1.0, len(look.bag & cue) / 3) for cue in _cues()]
    return (
        flags,
        look.words,
        len(text),
        sum(map(str.isupper, initials)) / count,
        min(1.0, 3 * sum(map(len, _DIGITS.findall(text, 0, 80))) / min(len(text), 80)),
        min(1.0, len(text) / count / 12),
        min(1.0, 4 * text.count(",") / count),
        min(1.0, (text.count(". ") + text.count("? ") + text.count("! ") + text.count(".” ")) / 4),
        sum([len(word) < 4 for word in words]) / count,
        min(1.0, quotes / 4),
        *cues,
        _KIND_AT[look.kind] if look.kind else -1,
        look.level,
    )


_NONE = (0.0,) * len(CUES)


def matrix(view: View) -> Matrix:
    """All figures of all lines of the view, a row a line, each about 0 to 1."""
    from pipeline.rules.chrome.arrays import np

    rows = []
    for text, look in zip(view.text, view.seen, strict=True):
        row = view.rows.get(text)
        if row is None:
            row = view.rows[text] = own(text, look)
        rows.append(row)
    figures = np.array(rows, dtype=np.float64)
    count = len(rows)
    table = np.zeros((count, SIZE))
    flags, words, chars = figures[:, 0].astype(np.int64), figures[:, 1], figures[:, 2]
    at = len(_BOUNDS)
    table[:, :at] = words[:, None] <= np.array(_BOUNDS)
    table[:, at : at + _FLAGS] = (flags[:, None] >> np.arange(_FLAGS)) & 1
    at += _FLAGS
    table[:, at] = np.log1p(words) / 4
    table[:, at + 1] = np.log1p(chars) / 6
    table[:, at + 2 : at + 9 + len(CUES)] = figures[:, 3 : 10 + len(CUES)]
    at += 9 + len(CUES)
    kind, level = figures[:, -2].astype(np.int64), figures[:, -1].astype(np.int64)
    (some,) = np.nonzero(kind >= 0)
    table[some, at + kind[some]] = 1.0
    at += len(KINDS)
    (some,) = np.nonzero(level > 0)
    table[some, at + level[some] - 1] = 1.0
    table[:, at + 3 :] = _place(view.seen, words)
    return table


def _place(seen: list[Look], words: Any) -> Matrix:
    """The figures that say where a line stands: order, prose around it, known chrome around it."""
    from pipeline.rules.chrome.arrays import np

    count = len(seen)
    order = np.arange(count, dtype=np.float64)
    prose = np.array([look.prose for look in seen], dtype=np.float64)
    known = np.array([look.level >= WEAK for look in seen], dtype=np.float64)
    (at,) = np.nonzero(prose)
    first, last = (at[0], at[-1]) if len(at) else (count, -1)
    size = np.minimum(words, 60)
    before = np.cumsum(size) - size
    core_from, core_to = _core(seen)
    times: dict[str, int] = {}
    for look in seen:
        times[look.key] = times.get(look.key, 0) + 1
    ones = np.ones(count)
    return np.stack(
        [
            order / count,
            np.minimum(order, _FAR) / _FAR,
            np.minimum(count - 1 - order, _FAR) / _FAR,
            before / max(1.0, float(size.sum())),
            order < first,
            order > last,
            np.log1p(_distance(prose)) / 4,
            np.log1p(_distance(prose[::-1])[::-1]) / 4,
            _around(prose, 3),
            _around(prose, 8),
            _around(known, 3),
            _around(known, 10),
            np.array([times[look.key] > 1 for look in seen]),
            (order >= core_from) & (order < core_to),
            np.clip(core_from - order, 0, _FAR) / _FAR,
            np.clip(order - core_to + 1, 0, _FAR) / _FAR,
            np.array(_shared(seen, core_from, core_to)),
            np.array([look.remembered for look in seen]),
            ones * np.log1p(count) / 7,
            ones * prose.mean(),
            ones * known.mean(),
        ],
        axis=1,
    )


def _around(marks: Matrix, reach: int) -> Matrix:
    """The share of marked lines among those at most `reach` away."""
    from pipeline.rules.chrome.arrays import np

    count = len(marks)
    sums = np.concatenate(([0.0], np.cumsum(marks)))
    low = np.maximum(np.arange(count) - reach, 0)
    high = np.minimum(np.arange(count) + reach + 1, count)
    result: Matrix = (sums[high] - sums[low]) / (high - low)
    return result


def _distance(marks: Matrix) -> Matrix:
    """How many lines back the last marked line lies; 60 where there is none."""
    from pipeline.rules.chrome.arrays import np

    order = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks > 0, order, -1000))
    back = np.concatenate(([60], order[1:] - last[:-1]))
    return np.minimum(back, 60).astype(np.float64)


def _core(seen: list[Look]) -> tuple[int, int]:
    """The stretch of lines that gathers the most prose against what lies between."""
    best = total = 0.0
    start = core_from = core_to = 0
    for k, look in enumerate(seen):
        if total <= 0:
            total, start = 0.0, k
        if look.prose:
            total += min(look.words, 50)
            if total > best:
                best, core_from, core_to = total, start, k + 1
        else:
            total -= 4.0 if look.level < START else 6.0
    return core_from, core_to


def _shared(seen: list[Look], core_from: int, core_to: int) -> list[float]:
    """Which share of a line's words the core uses too, the line itself not counted."""
    times: dict[str, int] = {}
    for look in seen[core_from:core_to]:
        for word in look.bag:
            times[word] = times.get(word, 0) + 1
    twice = {word for word, number in times.items() if number > 1}
    rows = []
    for k, look in enumerate(seen):
        common = look.bag & (twice if core_from <= k < core_to else times.keys())
        rows.append(len(common) / len(look.bag) if look.bag else 0.5)
    return rows
