"""What the reader of a paragraph may do at a place, and what each act costs.

Costs were set by hand from the taxonomy of damage and settled on passages of
docs/quality.md (`make bench-quotes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.rules.quotation.marks import OPEN, SHUT

OUT, IN, DEEP = 0, 1, 2  # outside a quotation, inside one, inside one that stands in another
NEVER = 1e9


class Costs(NamedTuple):
    """What acts cost; 1 is about the cost of a flipped mark."""

    flip: float = 1.05
    spacing: float = 0.7
    glued: float = 0.9
    joined: float = 0.4  # glued between two sentences
    stray: float = 3.15
    stray_word: float = 3.4
    stray_out: float = 3.3
    restart: float = 1.15  # a second opener at a sentence start inside a quotation
    restart_told: float = 1.5  # the same behind `said X.`, where a quotation more likely goes on
    doubled: float = 0.4
    close_mid: float = 0.35
    close_said: float = -0.9
    close_bad: float = 3.0
    open_bad: float = 3.0
    open_end: float = 6.0
    open_said: float = 2.2
    open_low: float = 0.6
    lost_close: float = 3.1
    lost_close_said: float = 1.1
    lost_close_end: float = 1.7
    lost_again: float = 1.0  # before a speaker when one was named since the last mark
    lost_open: float = 3.4
    lost_open_start: float = 1.9
    lost_open_said: float = 2.0
    lost_open_wrote: float = 1.5  # behind `X wrote:`
    left_open: float = 2.9
    crossed: float = 1.2  # a single mark for a double one
    partial: float = 2.0
    both: float = 2.6
    nest: float = 1.6  # to open a double inside a double
    inner: float = 2.9  # to open one inside another whose own end was lost
    prime: float = 0.9
    leave: float = 3.2  # keep as it stands, unbalanced and flagged


COSTS = Costs()


class Act(NamedTuple):
    """What is done at a place, and what it costs: `new` replaces `[start, end)` of the paragraph.

    It leads from the state `before` to the state `after`. Where nothing is done the kind is empty.
    """

    start: int
    end: int
    new: str
    before: int
    after: int
    cost: float
    kind: str


Ways = tuple[float, float, float]  # what the cheapest way costs from or to a place, by state


class Marked(NamedTuple):
    """A place where marks stand."""

    at: int
    choice: tuple[Act, ...]

    def acts(self) -> Sequence[Act]:
        """All that may be done here."""
        return self.choice

    def onward(self, came: Ways) -> Ways:
        """The ways that have passed the place, of those that come to it."""
        best = [NEVER, NEVER, NEVER]
        for _, _, _, before, after, cost, _ in self.choice:
            way = came[before] + cost
            if way < best[after]:  # noqa: PLR1730  the innermost step of a reading; a call takes as long as the rest
                best[after] = way
        return best[0], best[1], best[2]

    def back(self, goes: Ways) -> Ways:
        """The ways that begin at the place, of those that go on from it."""
        best = [NEVER, NEVER, NEVER]
        for _, _, _, before, after, cost, _ in self.choice:
            way = goes[after] + cost
            if way < best[before]:  # noqa: PLR1730
                best[before] = way
        return best[0], best[1], best[2]


class Loose(NamedTuple):
    """A place where a mark may have been lost: a closing one at `at`, or an opening one at `end`.

    Where a single mark may stand for it, the mark is `width` long and gives way.
    """

    at: int
    opens: float
    closes: float
    end: int
    width: int = 0

    def acts(self) -> Sequence[Act]:
        """All that may be done here."""
        at, opens, closes, end, width = self
        return (
            Act(at, at, "", OUT, OUT, 0.0, ""),
            Act(at, at, "", IN, IN, 0.0, ""),
            Act(at, at + width, SHUT, IN, OUT, closes, "shut" if width else "lost-shut"),
            Act(end, end + width, OPEN, OUT, IN, opens, "open" if width else "lost-open"),
        )

    def onward(self, came: Ways) -> Ways:
        """The ways that have passed the place, of those that come to it."""
        outside, inside, deep = came
        return min(outside, inside + self.closes), min(inside, outside + self.opens), deep

    def back(self, goes: Ways) -> Ways:
        """The ways that begin at the place, of those that go on from it."""
        outside, inside, deep = goes
        return min(outside, inside + self.opens), min(inside, outside + self.closes), deep

    def is_whole(self, state: int, goes: Ways) -> bool:
        """Whether nothing was lost here, on the way that comes in this state and goes on at these costs."""
        return self.back(goes)[state] == goes[state]


Place = Marked | Loose
