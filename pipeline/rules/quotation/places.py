"""Where the reader of a paragraph may act, what it may do there, and what each act costs.

Costs were set by hand from the taxonomy of damage and settled on passages of
docs/quality.md (`make bench-quotes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from pipeline.rules.quotation.marks import ATTRIBUTION, MARK, OPEN, SHUT, SITE, SPACE, TELLS, VERBS

OUT, IN = 0, 1
NEVER = 1e9
_STOPS = ".,!?…"
_OPENERS = "([{—–-/‘'|*_\n"


class Costs(NamedTuple):
    """What acts cost; 1 is about the cost of a flipped mark."""

    flip: float = 1.05
    spacing: float = 0.7
    glued: float = 0.9
    joined: float = 0.4  # glued between two sentences
    stray: float = 3.0
    stray_out: float = 3.2
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
    left_open: float = 2.9
    partial: float = 2.0
    both: float = 2.6
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


# what an act costs at least that stays outside, opens, closes, stays inside
Steps = tuple[float, float, float, float]


class Marked(NamedTuple):
    """A place where marks stand."""

    at: int
    costs: Steps
    choice: tuple[Act, ...]

    def acts(self) -> Sequence[Act]:
        """All that may be done here."""
        return self.choice


class Loose(NamedTuple):
    """A place where a mark may have been lost: a closing one at `at`, or an opening one at `end`."""

    at: int
    costs: Steps
    end: int

    def acts(self) -> Sequence[Act]:
        """All that may be done here."""
        _, opens, closes, _ = self.costs
        return (
            Act(self.at, self.at, "", OUT, OUT, 0.0, ""),
            Act(self.at, self.at, "", IN, IN, 0.0, ""),
            Act(self.at, self.at, SHUT, IN, OUT, closes, "lost-shut"),
            Act(self.end, self.end, OPEN, OUT, IN, opens, "lost-open"),
        )

    def is_whole(self, state: int, after: tuple[float, float]) -> bool:
        """Whether nothing was lost here, on the way that comes in this state and goes on at these costs."""
        return after[state] <= self.costs[1 + state] + after[1 - state]


Place = Marked | Loose


def places(text: str, low: bool) -> list[Place]:
    """All places of a paragraph in order; none where no mark stands."""
    sites = list(_sites(text))
    if not sites:
        return []
    speech = _speech(text)
    found: list[Place] = [_marked(text, site, low, speech) for site in sites]
    taken = {at for site in sites for at in (site.start, site.end, site.first)}
    found += [place for place in _loose(text, sites[0], speech) if place.at not in taken]
    found.sort(key=attrgetter("at"))
    return found


class _Speech(NamedTuple):
    """Whether a verb of speech stands in a paragraph, and where clauses end that name a speaker."""

    named: bool
    ends: frozenset[int]


_WORD = re.compile("[a-z]+")
_REST = re.compile(r"(?: [\w’'-]+){0,6}[.,;:]")  # of a clause, behind its verb


def _speech(text: str) -> _Speech:
    if VERBS.isdisjoint(_WORD.findall(text)):
        return _Speech(False, frozenset())
    clauses = (_REST.match(text, word.end()) for word in _WORD.finditer(text) if word[0] in VERBS)
    return _Speech(True, frozenset(clause.end() for clause in clauses if clause))


class _Site(NamedTuple):
    """Marks that stand together, with the spaces around them; `first` is where the first mark stands."""

    start: int
    first: int
    end: int
    marks: list[str]
    space: str  # that stands beside or between them
    before: bool
    after: bool


def _sites(text: str) -> Iterator[_Site]:
    at = 0
    for found in SITE.finditer(text):
        first, end = found.span()
        start = first
        while start > at and text[start - 1] in SPACE:
            start -= 1
        at = end
        before, marks, after = text[start:first], found["marks"], found["after"]
        inner = " " if len(marks) > 1 and re.search(r"\s", marks) else ""
        yield _Site(start, first, end, MARK.findall(marks), before or after or inner, before != "", after != "")


def _marked(text: str, site: _Site, low: bool, speech: _Speech) -> Marked:
    """The acts that are open where marks stand."""
    start, _, end, marks, space, before, after = site
    left, right = text[start - 1 : start], text[end : end + 1]
    last, count = marks[-1], len(marks)
    extra = 0.0
    if count > 1:
        extra = (COSTS.doubled if len(set(marks)) == 1 else COSTS.stray * 0.6) * (count - 1)
    said = speech.named and left in ",!?" and ATTRIBUTION.match(text, end) is not None
    opens, closes = _open_cost(left, right, last, low, said), _shut_cost(left, right, marks[0], low, said)
    glued_open = _glued_open(left, right, after)
    glued_shut = COSTS.glued if right.isalnum() else 0.0
    acts: list[Act] = []
    if right:
        cost = opens + (0.0 if before else glued_open) + (COSTS.spacing if after else 0.0) + extra
        acts.append(Act(start, end, _opened(text, start, left, space), OUT, IN, cost, "open"))
    else:
        acts.append(Act(start, end, OPEN, OUT, IN, COSTS.open_end, "open"))
    cost = closes + (COSTS.spacing if before else 0.0) + (0.0 if after else glued_shut) + extra
    acts.append(Act(start, end, _shut(left, right, space, text[end + 1 : end + 2]), IN, OUT, cost, "shut"))
    if right:
        cost = (0.0 if count > 1 else COSTS.both) + 0.5 * (
            closes + glued_shut + opens + _glued_open(left, right, False)
        )
        acts.append(Act(start, end, SHUT + (space or " ") + OPEN, IN, IN, cost, "both"))
    gone = (space or (" " if left in ".,;:!?" and right.isalnum() else "")) if left and right else ""
    stray = COSTS.stray * count
    if not after and not low and last in (OPEN, '"') and _restarts(left, right):
        stray = COSTS.restart + (COSTS.restart_told if start in speech.ends else 0.0)
    old = text[start:end]
    acts += (
        Act(start, end, gone, IN, IN, stray, "stray"),
        Act(start, end, gone, OUT, OUT, COSTS.stray_out * count, "stray"),
        Act(start, end, old, IN, IN, COSTS.leave, "left"),
        Act(start, end, old, OUT, OUT, COSTS.leave, "left"),
    )
    if left.isnumeric() and not before and count == 1 and last in '"″”':
        sure = -2.0 if _FEET.search(text[max(0, start - 12) : start]) else 0.0
        acts.append(Act(start, end, old, OUT, OUT, COSTS.prime + sure, "prime"))
        acts.append(Act(start, end, old, IN, IN, COSTS.prime + 1.2 + sure, "prime"))
    return Marked(start, _least(acts), tuple(acts))


def _least(acts: Sequence[Act]) -> Steps:
    least = [NEVER] * 4
    for _, _, _, before, after, cost, _ in acts:
        step = 2 * before + after
        least[step] = min(least[step], cost)
    return least[0], least[1], least[2], least[3]


_FEET = re.compile(r"\d ?['’′] ?\d{1,2}(?:[½¼¾]|\.\d+)?$")


def _restarts(left: str, right: str) -> bool:
    """Whether a sentence begins behind the mark."""
    return (left in ".!?…" or not left) and (right.isupper() or right == "‘")


def _opened(text: str, start: int, left: str, space: str) -> str:
    """The text of an opening mark: before it a space, unless a bracket or dash stands there."""
    if not left or (left in _OPENERS and not text[start : start + 1].isspace()):
        return OPEN
    return (space or " ") + OPEN


def _shut(left: str, right: str, space: str, following: str) -> str:
    """The text of a closing mark: a space behind it where a word follows."""
    if not right or right in ".,;:!?)]}…’":
        return SHUT
    if right in "—–-/":
        return SHUT + space
    if right == "s" and not space and not following.isalpha():
        return SHUT  # a plural of what was quoted
    return SHUT + (space or " ")


_OPENING = frozenset(("„", "«", "``", "‘‘", "〝"))
_SHUTTING = frozenset(("»", "’’", "´´", "″", "〞", "〟", "”"))


def _leans(mark: str, low: bool) -> int:
    """-1 where the mark's form opens, 1 where it closes, 0 where it says nothing."""
    if mark == OPEN:
        return 1 if low else -1
    return -1 if mark in _OPENING else 1 if mark in _SHUTTING else 0


def _open_cost(left: str, right: str, mark: str, low: bool, said: bool) -> float:
    """What it costs to open between two characters, spaces aside."""
    cost = COSTS.flip if _leans(mark, low) == 1 else 0.0
    if right in ".,;:!?)]}":
        cost += COSTS.open_bad
    if left in ".!?" and left and right.islower():
        cost += COSTS.open_low
    if said and left == "," and right.islower():
        cost += COSTS.open_said
    return cost


def _glued_open(left: str, right: str, after: bool) -> float:
    """What it costs more to open right behind a character."""
    if not left or left in _OPENERS:
        return 0.0
    # where the space between two sentences is lost, a page system curls the opener into a closer
    return COSTS.joined if left in ".!?" and not after and right.isupper() else COSTS.glued


def _shut_cost(left: str, right: str, mark: str, low: bool, said: bool) -> float:
    """What it costs to close between two characters, spaces aside."""
    cost = COSTS.flip if _leans(mark, low) == -1 else 0.0
    if not left or left in "([{“‘":
        cost += COSTS.close_bad
    elif left == ":":
        cost += COSTS.close_bad * 0.6
    elif left not in _STOPS:
        cost += COSTS.close_mid
    return cost + (COSTS.close_said if said else 0.0)


# between sentences and clauses, spaces or none; the stop first, so that only stops cost time
_BETWEEN = re.compile(r"[.,!?;:…’](?:[ \u00a0]+(?=[^\s.,;:!?…)\]”“\"])|(?<=[,.!?…])(?=[A-Z]))")


def _loose(text: str, first: _Site, speech: _Speech) -> Iterator[Loose]:
    """Places where a mark may have been lost: between sentences and clauses, at both ends."""
    if text[:1].isalnum():
        # a quotation that closes without a stop is of a few words, which need not begin the paragraph
        partial = text[first.start - 1 : first.start] not in tuple(_STOPS)
        cost = COSTS.lost_open_start + (COSTS.partial if partial else 0.0)
        yield Loose(0, (0.0, cost, NEVER, 0.0), 0)
    last = -1  # where the last place before a speaker was; of several the first is likeliest
    for found in _BETWEEN.finditer(text):
        start, end = found.start() + 1, found.end()
        left = text[start - 1]
        said = speech.named and left in ",!?" and (left == "," or text[end].islower())
        said = said and TELLS.match(text, end) is not None
        closes = COSTS.lost_close_said if said else COSTS.lost_close + (0.8 if left in ";:" else 0.0)
        if said:
            again = last >= 0 and not MARK.search(text, last, start)
            closes += COSTS.lost_again if again else 0.0
            last = start
        told = left == ":" or start in speech.ends
        yield Loose(start, (0.0, COSTS.lost_open_said if told else COSTS.lost_open, closes, 0.0), end)
    if text[-1:] not in "”“":
        cost = COSTS.lost_close_end if text[-1:] in ".!?…" else COSTS.lost_close
        yield Loose(len(text), (0.0, NEVER, cost, 0.0), len(text))
