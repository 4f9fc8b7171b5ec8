"""The cheapest reading of a paragraph's double marks.

A paragraph is read from left to right in two states, outside and inside a quotation. At each site
where marks stand, and at each place where one may have been lost, the reader may open, close,
take away or put in; each act has a cost that depends on the mark's form, its spacing and what
stands beside it. The cheapest sequence of acts is the reading; how much the next best would cost
more is how sure it is.

Costs were set by hand from the taxonomy of damage and settled on passages of
docs/quality.md (`make bench-quotes`).
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from pipeline.rules.quotation.marks import ATTRIBUTION, DOUBLE, MARK, OPEN, SHUT, SITE, SPACE, TELLS, VERBS

OUT, IN = 0, 1
NEVER = 1e9
DOUBLE_OTHER = DOUBLE.replace(OPEN, "").replace(SHUT, "")
_STOPS = ".,!?…"
_OPENERS = "([{—–-/‘'|*_\n"
_LOOSE = re.compile(r"(?<=[.,!?;:…’])[ \u00a0]+(?=[^\s.,;:!?…)\]”“\"])|(?<=[,.!?…])(?=[A-Z])")


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
    """What is done at a place, and what it costs: `new` replaces `[start, end)` of the paragraph."""

    start: int
    end: int
    new: str
    before: int
    after: int
    cost: float
    kind: str


class Decision(NamedTuple):
    """An act of the cheapest reading, and the cost at which it would be another."""

    act: Act
    margin: float


def read(text: str, carried: float | None, low: bool = False, costs: Costs = COSTS) -> list[Decision]:
    """The decisions of the cheapest reading of a paragraph, left to right.

    `carried`: what it costs to end inside a quotation that the next paragraph goes on with; None
    where the next paragraph does not begin with a mark. `low`: whether „ opens here, so that “ closes.
    """
    places = _places(text, low, costs)
    end_open = costs.left_open if carried is None else carried
    return _cheapest(places, end_open)


_PAIRED = re.compile(
    rf"[^{OPEN}{SHUT}]*(?:{OPEN}[^{OPEN}{SHUT}]*{SHUT}[^{OPEN}{SHUT}]*)*(?P<open>{OPEN}[^{OPEN}{SHUT}]*)?"
)
_INCHES = re.compile(r"(?<=[\d½¼¾])[\"″](?![A-Za-z])")
# a mark first, then what must not stand beside it: so only marks cost time
_MISPLACED = re.compile(
    f"[{OPEN}{SHUT}{DOUBLE_OTHER}`'’‘´](?:(?<=[{DOUBLE_OTHER}])|(?<={OPEN})(?:[{SPACE}.,;:!?)]|$)|(?<=[^\\W_]{OPEN})"
    f"|(?<=[.,!?;]{OPEN})|(?<=[{SPACE}(\\[]{SHUT})|(?<=\\A{SHUT})|(?<={SHUT})(?:(?!s\\b)[^\\W_]|{OPEN})"
    "|(?<=`)`|(?<=')'|(?<=’)’|(?<=‘)‘|(?<=´)´)"
)


def is_sound(text: str, following_opens: bool) -> bool:
    """Whether the curly doubles of a paragraph pair, stand where they belong and are the only style.

    Inch marks may stand among them, and a quotation inside a quotation may have doubles of its own.
    """
    if '"' in text or "″" in text:
        text = _INCHES.sub("", text)
    if _MISPLACED.search(text):
        return False
    paired = _PAIRED.fullmatch(text)
    if paired is None:
        return _nests(text)
    return paired["open"] is None or following_opens


def _nests(text: str) -> bool:
    """Whether doubles pair inside doubles, and no inner one begins where a stray one would."""
    depth = 0
    for found in re.finditer(f"{OPEN}|{SHUT}", text):
        depth += 1 if found[0] == OPEN else -1
        if not 0 <= depth <= 2 or (
            depth == 2 and text[max(0, found.start() - 2) : found.start()].strip()[-1:] in ".!?…"
        ):
            return False
    return depth == 0


def sureness(margin: float) -> float:
    """A margin as a confidence between .5 and 1."""
    return round(1 / (1 + math.exp(-1.4 * margin)), 3)


def _cheapest(places: list[list[Act]], end_open: float) -> list[Decision]:
    """Viterbi there and back: the best acts, and for each how much any other would cost more."""
    forward = [(0.0, NEVER)]
    for acts in places:
        best = [NEVER, NEVER]
        came = forward[-1]
        for act in acts:
            cost = came[act.before] + act.cost
            best[act.after] = min(best[act.after], cost)
        forward.append((best[0], best[1]))
    backward = [(0.0, end_open)]
    for acts in reversed(places):
        best = [NEVER, NEVER]
        goes = backward[-1]
        for act in acts:
            cost = goes[act.after] + act.cost
            best[act.before] = min(best[act.before], cost)
        backward.append((best[0], best[1]))
    backward.reverse()
    decisions = []
    state = OUT
    for number, acts in enumerate(places):
        came, goes = forward[number], backward[number + 1]
        chosen = min((act for act in acts if act.before == state), key=lambda act: act.cost + goes[act.after])
        total = came[chosen.before] + chosen.cost + goes[chosen.after]
        other = min(
            (came[act.before] + act.cost + goes[act.after] for act in acts if act.new != chosen.new), default=NEVER
        )
        decisions.append(Decision(chosen, min(other - total, 9.0)))
        state = chosen.after
    return decisions


def _places(text: str, low: bool, costs: Costs) -> list[list[Act]]:
    """All sites and all places of possible loss, in order, with the acts that are open at each."""
    places: list[tuple[int, list[Act]]] = []
    taken: set[int] = set()
    for found in SITE.finditer(text):
        places.append((found.start(), _site(text, found, low, costs)))
        taken.update((found.start(), found.end(), found.start("marks")))
    if places:
        places += [(at, acts) for at, acts in _losses(text, costs) if at not in taken]
    places.sort(key=lambda place: place[0])
    return [acts for _, acts in places]


def _site(text: str, found: re.Match[str], low: bool, costs: Costs) -> list[Act]:
    """The acts that are open where marks stand."""
    start, end = found.span()
    before, after = found["before"], found["after"]
    marks = MARK.findall(found["marks"])
    left, right = text[start - 1 : start], text[end : end + 1]
    space = before or after or (" " if re.search(r"\s", found["marks"]) else "")
    acts: list[Act] = []
    first, last = marks[0], marks[-1]
    extra = costs.doubled * (len(marks) - 1) if len(set(marks)) == 1 else costs.stray * 0.6 * (len(marks) - 1)
    opened = _opened(text, start, end, left, right, space) if right else None
    shut = _shut(left, right, space, text[end + 1 : end + 2])
    if right:
        cost = _open_cost(text, start, end, last, before, after, low, costs) + extra
        acts.append(Act(start, end, opened or OPEN, OUT, IN, cost, "open"))
    else:
        acts.append(Act(start, end, OPEN, OUT, IN, costs.open_end, "open"))
    cost = _shut_cost(text, start, end, first, before, after, low, costs) + extra
    acts.append(Act(start, end, shut, IN, OUT, cost, "shut"))
    if right:
        both = SHUT + (space or " ") + OPEN
        pair = len(marks) > 1
        cost = (0.0 if pair else costs.both) + 0.5 * (
            _shut_cost(text, start, end, first, "", "", low, costs)
            + _open_cost(text, start, end, last, "", "", low, costs)
        )
        acts.append(Act(start, end, both, IN, IN, cost, "both"))
    gone = (space or (" " if left in ".,;:!?" and right.isalnum() else "")) if left and right else ""
    restart = not after and not low and last in (OPEN, '"') and _restarts(left, right, text, start)
    told = costs.restart_told if restart and _is_told(text[max(0, start - 60) : start]) else 0.0
    acts.append(Act(start, end, gone, IN, IN, costs.restart + told if restart else costs.stray * len(marks), "stray"))
    acts.append(Act(start, end, gone, OUT, OUT, costs.stray_out * len(marks), "stray"))
    acts.append(Act(start, end, text[start:end], IN, IN, costs.leave, "left"))
    acts.append(Act(start, end, text[start:end], OUT, OUT, costs.leave, "left"))
    if left.isnumeric() and not before and first in '"″”' and len(marks) == 1:
        keep = text[start:end]
        sure = -2.0 if re.search(r"\d ?['’′] ?\d{1,2}(?:[½¼¾]|\.\d+)?$", text[max(0, start - 12) : start]) else 0.0
        acts.append(Act(start, end, keep, OUT, OUT, costs.prime + sure, "prime"))
        acts.append(Act(start, end, keep, IN, IN, costs.prime + 1.2 + sure, "prime"))
    return acts


def _restarts(left: str, right: str, text: str, start: int) -> bool:
    """Whether a sentence begins behind the mark."""
    return (left in ".!?…" or not left) and (right.isupper() or right == "‘")


def _opened(text: str, start: int, end: int, left: str, right: str, space: str) -> str:
    """The text of an opening mark at a site: before it a space, unless a bracket or dash stands there."""
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


def _leans(mark: str, low: bool) -> int:
    """-1 where the mark's form opens, 1 where it closes, 0 where it says nothing."""
    if mark in ("„", "«", "``", "‘‘", "〝"):
        return -1
    if mark in ("»", "’’", "´´", "″", "〞", "〟", "”"):
        return 1
    if mark == "“":
        return 1 if low else -1
    return 0


def _open_cost(text: str, start: int, end: int, mark: str, before: str, after: str, low: bool, costs: Costs) -> float:
    left, right = text[start - 1 : start], text[end : end + 1]
    cost = costs.flip if _leans(mark, low) == 1 else 0.0
    if left and not before and left not in _OPENERS:
        # where the space between two sentences is lost, a page system curls the opener into a closer
        cost += costs.joined if left in ".!?" and not after and right.isupper() else costs.glued
    if after:
        cost += costs.spacing
    if right in ".,;:!?)]}":
        cost += costs.open_bad
    if left in ".!?" and left and right.islower():
        cost += costs.open_low
    if left == "," and ATTRIBUTION.match(text, end) and right.islower():
        cost += costs.open_said
    return cost


def _shut_cost(text: str, start: int, end: int, mark: str, before: str, after: str, low: bool, costs: Costs) -> float:
    left, right = text[start - 1 : start], text[end : end + 1]
    cost = costs.flip if _leans(mark, low) == -1 else 0.0
    if before:
        cost += costs.spacing
    if right.isalnum() and not after:
        cost += costs.glued
    if not left or left in "([{“‘":
        cost += costs.close_bad
    elif left == ":":
        cost += costs.close_bad * 0.6
    elif left not in _STOPS:
        cost += costs.close_mid
    if left in ",!?" and ATTRIBUTION.match(text, end):
        cost += costs.close_said
    return cost


def _losses(text: str, costs: Costs) -> list[tuple[int, list[Act]]]:
    """Places where a mark may have been lost: between sentences and clauses, at both ends."""
    places: list[tuple[int, list[Act]]] = []
    if text[:1].isalnum():
        first = SITE.search(text)
        # a quotation that closes without a stop is of a few words, which need not begin the paragraph
        partial = first is not None and text[first.start() - 1 : first.start()] not in tuple(_STOPS)
        cost = costs.lost_open_start + (costs.partial if partial else 0.0)
        places.append((0, [_still(0, OUT), _still(0, IN), Act(0, 0, OPEN, OUT, IN, cost, "lost-open")]))
    last = -1  # where the last place before a speaker was; of several the first is likeliest
    for found in _LOOSE.finditer(text):
        start, end = found.span()
        left = text[start - 1]
        said = left in ",!?" and (left == "," or text[end].islower()) and TELLS.match(text, end) is not None
        close = costs.lost_close_said if said else costs.lost_close + (0.8 if left in ";:" else 0.0)
        if said:
            again = last >= 0 and not MARK.search(text, last, start)
            close += costs.lost_again if again else 0.0
            last = start
        told = left == ":" or _is_told(text[max(0, start - 60) : start])
        opens = costs.lost_open_said if told else costs.lost_open
        places.append(
            (
                start,
                [
                    _still(start, OUT),
                    _still(start, IN),
                    Act(start, start, SHUT, IN, OUT, close, "lost-shut"),
                    Act(end, end, OPEN, OUT, IN, opens, "lost-open"),
                ],
            )
        )
    if text[-1:] not in "”“":
        size = len(text)
        cost = costs.lost_close_end if text[-1:] in ".!?…" else costs.lost_close
        acts = [_still(size, OUT), _still(size, IN), Act(size, size, SHUT, IN, OUT, cost, "lost-shut")]
        places.append((size, acts))
    return places


_TOLD = re.compile(ATTRIBUTION.pattern + r"(?: [\w’'-]+){0,6}[.,;:]$")


def _is_told(before: str) -> bool:
    """Whether a clause that names the speaker ends here."""
    return not VERBS.isdisjoint(_LOWER.findall(before)) and _TOLD.search(before) is not None


_LOWER = re.compile("[a-z]+")


def _still(at: int, state: int) -> Act:
    return Act(at, at, "", state, state, 0.0, "")
