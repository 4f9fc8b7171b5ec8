"""The cheapest reading of a paragraph's double marks.

A paragraph is read from left to right in two states, outside and inside a quotation. At each place
the reader may act, at a cost (acts.py); the cheapest sequence of acts is the reading, and how
much the next best would cost more is how sure it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.rules.quotation.acts import COSTS, NEVER, OUT, Act, Loose, Place, Ways
from pipeline.rules.quotation.places import places


class Decision(NamedTuple):
    """An act of the cheapest reading, and the cost at which it would be another."""

    act: Act
    margin: float


def read(text: str, carried: float | None, low: bool = False) -> list[Decision]:
    """What the cheapest reading of a paragraph changes, left to right.

    `carried`: what it costs to end inside a quotation that the next paragraph goes on with; None
    where the next paragraph does not begin with a mark. `low`: whether „ opens here, so that “ closes.
    """
    return _cheapest(text, places(text, low), COSTS.left_open if carried is None else carried)


def sureness(margin: float) -> float:
    """A margin as a confidence between .5 and 1."""
    return round(1 / (1 + math.exp(-1.4 * margin)), 3)


def _cheapest(text: str, found: Sequence[Place], end_open: float) -> list[Decision]:
    """Viterbi there and back: the best acts, and for each how much any other would cost more."""
    came: list[Ways] = [(0.0, NEVER, NEVER)]
    for place in found:
        came.append(place.onward(came[-1]))
    goes: list[Ways] = [(0.0, end_open, NEVER)]
    for place in reversed(found):
        goes.append(place.back(goes[-1]))
    goes.reverse()
    decisions = []
    state = OUT
    for number, place in enumerate(found):
        before, after = came[number], goes[number + 1]
        if isinstance(place, Loose) and place.is_whole(state, after):
            continue
        acts = place.acts()
        chosen = min((act for act in acts if act.before == state), key=lambda act: act.cost + after[act.after])
        state = chosen.after
        if chosen.new != text[chosen.start : chosen.end]:
            total = before[chosen.before] + chosen.cost + after[chosen.after]
            other = [before[act.before] + act.cost + after[act.after] for act in acts if act.new != chosen.new]
            decisions.append(Decision(chosen, min(min(other, default=NEVER) - total, 9.0)))
    return decisions
