"""Where a line stands: order, prose and known chrome around it, and the stretch that is most of all the article."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.rules.chrome.lexicon import START, WEAK
from pipeline.rules.chrome.looks import Look

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Order = NDArray[np.signedinteger]

PLACES = 32
_FAR = 40.0  # lines; farther is as far
_SIGNED = frozenset({"timestamp", "byline", "name", "reading-time"})
_OPENING = 6  # lines of prose that say what the article is about
_TELLING = 5  # letters from which a word tells a subject


def place(seen: list[Look]) -> Matrix:
    """The figures of every line's place, a row a line; PLACES of them."""
    from pipeline.arrays import np

    count = len(seen)
    order = np.arange(count, dtype=np.float64)
    words = np.array([look.words for look in seen], dtype=np.float64)
    prose = np.array([look.prose for look in seen], dtype=np.float64)
    known = np.array([look.level >= WEAK for look in seen], dtype=np.float64)
    signed = np.array([look.kind in _SIGNED for look in seen], dtype=np.float64)
    times = Counter([look.key for look in seen])
    again = np.array([times[look.key] > 1 for look in seen], dtype=np.float64)
    (at,) = np.nonzero(prose)
    first, last = (at[0], at[-1]) if len(at) else (count, -1)
    size = np.minimum(words, 60)
    before = np.cumsum(size) - size
    through = _through(seen)
    core_from, core_to = _core(through)
    best = max(1.0, float(through.max()))
    ones = np.ones(count)
    marks = np.stack((prose, known, again, signed, size / 40), axis=1)
    return np.column_stack(
        [
            order / count,
            np.minimum(order, _FAR) / _FAR,
            np.minimum(count - 1 - order, _FAR) / _FAR,
            before / max(1.0, float(size.sum())),
            order < first,
            order > last,
            np.log1p(_distance(prose)) / 4,
            np.log1p(_distance(prose[::-1])[::-1]) / 4,
            again,
            (order >= core_from) & (order < core_to),
            np.clip(core_from - order, 0, _FAR) / _FAR,
            np.clip(order - core_to + 1, 0, _FAR) / _FAR,
            *_shared(seen, core_from, core_to),
            np.array([look.remembered for look in seen]),
            ones * np.log1p(count) / 7,
            ones * prose.mean(),
            ones * known.mean(),
            _around(marks[:, :4], 3),
            _around(marks[:, 1:], 10),
            _around(marks[:, :1], 8),
            _around(marks[:, 4:], 2),
            np.maximum(through, 0.0) / best,
            np.log1p(np.maximum(through, 0.0)) / 8,
            _passed(known, core_from, core_to),
            ones * np.log1p(best) / 8,
        ]
    )


def _around(marks: Matrix, reach: int) -> Matrix:
    """The mean of each column of figures over the lines at most `reach` away."""
    from pipeline.arrays import np

    count = len(marks)
    sums = np.zeros((count + 1, marks.shape[1]))
    np.cumsum(marks, axis=0, out=sums[1:])
    low = np.maximum(np.arange(count) - reach, 0)
    high = np.minimum(np.arange(count) + reach + 1, count)
    result: Matrix = (sums[high] - sums[low]) / (high - low)[:, None]
    return result


def _distance(marks: Matrix) -> Matrix:
    """How many lines back the last marked line lies; 60 where there is none."""
    from pipeline.arrays import np

    order = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks > 0, order, -1000))
    back = np.concatenate(([60], order[1:] - last[:-1]))
    return np.minimum(back, 60).astype(np.float64)


def _passed(known: Matrix, core_from: int, core_to: int) -> Matrix:
    """How much known chrome lies between a line and the core, up to twenty lines."""
    from pipeline.arrays import np

    sums = np.concatenate(([0.0], np.cumsum(known)))
    ahead, behind = sums[core_from] - sums[1:], sums[:-1] - sums[core_to]
    result: Matrix = np.clip(np.maximum(ahead, behind), 0, 20) / 20
    return result


def _through(seen: list[Look]) -> Matrix:
    """For each line the most prose, against what lies between, that a stretch of lines through it gathers."""
    from pipeline.arrays import np

    gain = [
        min(look.words, 50) if look.prose else -4.0 if look.level < START else -6.0 for look in seen
    ]  # fmt: skip
    total = 0.0
    ahead = []
    for value in gain:
        total = max(total, 0.0) + value
        ahead.append(total)
    total = 0.0
    behind = []
    for value in reversed(gain):
        total = max(total, 0.0) + value
        behind.append(total)
    result: Matrix = np.array(ahead) + np.array(behind[::-1]) - np.array(gain)
    return result


def _core(through: Matrix) -> tuple[int, int]:
    """The first stretch through which the most prose is gathered; empty where there is no prose."""
    best = float(through.max())
    if best <= 0:
        return 0, 0
    start = end = int(through.argmax())
    while end < len(through) and through[end] == best:
        end += 1
    return start, end


def _shared(seen: list[Look], core_from: int, core_to: int) -> tuple[Matrix, Matrix]:
    """The shares of a line's words that the core uses too, and of its telling words that the core's opening uses."""
    from pipeline.arrays import np

    times = Counter(chain.from_iterable([look.bag for look in seen[core_from:core_to]]))
    once = frozenset(times)
    twice = frozenset([word for word, number in times.items() if number > 1])  # the line itself not counted
    opening = [k for k in range(core_from, core_to) if seen[k].prose][:_OPENING]
    subject: dict[int, frozenset[str]] = {k: seen[k].bag for k in opening}
    told = Counter(chain.from_iterable(subject.values()))
    about = frozenset([word for word in told if len(word) >= _TELLING])
    about_twice = frozenset([word for word in about if told[word] > 1])
    rows = []
    for k, look in enumerate(seen):
        bag = look.bag
        if not bag:
            rows.append((0.5, 0.0))
            continue
        common = bag & (twice if core_from <= k < core_to else once)
        subjects = bag & (about_twice if k in subject else about)
        rows.append((len(common) / len(bag), min(1.0, len(subjects) / 4)))
    table = np.array(rows)
    return table[:, 0], table[:, 1]
