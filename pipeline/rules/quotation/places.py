"""Where marks stand in a paragraph, and what the reader may do there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from pipeline.rules.quotation.acts import COSTS, DEEP, IN, NEVER, OUT, Act, Marked, Place, Steps
from pipeline.rules.quotation.losses import Speech, crossed, losses, speech_in
from pipeline.rules.quotation.marks import ATTRIBUTION, MARK, OPEN, SHUT, SITE, SPACE

_STOPS = ".,!?…"
_OPENERS = "([{—–-/‘'|*_\n"


def places(text: str, low: bool) -> list[Place]:
    """All places of a paragraph in order; none where no mark stands."""
    sites = list(_sites(text))
    if not sites:
        return []
    speech = speech_in(text)
    found: list[Place] = [_marked(text, site, low, speech) for site in sites]
    taken = {at for site in sites for at in (site.start, site.end, site.first)}
    partial = _closes_a_part(text, sites[0])
    found += [place for place in (*losses(text, speech, partial), *crossed(text)) if place.at not in taken]
    found.sort(key=attrgetter("at"))
    return found


def _closes_a_part(text: str, first: _Site) -> bool:
    """Whether the first mark closes a few words: no stop stands before it, and no speaker behind it."""
    if text[first.start - 1 : first.start] in tuple(_STOPS):
        return False
    return not (text.startswith(", ", first.end) and ATTRIBUTION.match(text, first.end + 2))


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


def _marked(text: str, site: _Site, low: bool, speech: Speech) -> Marked:
    """The acts that are open where marks stand."""
    start, _, end, marks, space, before, after = site
    left, right = text[start - 1 : start], text[end : end + 1]
    last, count = marks[-1], len(marks)
    extra = 0.0
    if count > 1:
        extra = (COSTS.doubled if len(set(marks)) == 1 else COSTS.stray * 0.6) * (count - 1)
    said = speech.named and left in ",!?" and ATTRIBUTION.match(text, end) is not None
    opens = _open_cost(left, right, last, low, said, text.startswith("...", end))
    closes = _shut_cost(left, right, marks[0], low, said)
    glued_open = _glued_open(left, right, after)
    glued_shut = COSTS.glued if right.isalpha() else 0.0
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
    # between two words a second opener begins another quotation, and where the first one closed is not known
    stray = (COSTS.stray_word if before and left.isalnum() and right.islower() else COSTS.stray) * count
    if not after and not low and (last in (OPEN, '"') or last in _OPENING) and _restarts(left, right):
        stray = COSTS.restart + (COSTS.restart_told if start in speech.ends else 0.0)
    old = text[start:end]
    kept = old if count > 1 else _in_house_style(old, site, left, right, low)
    kind = "left" if kept == old else "open" if OPEN in kept else "shut"
    acts += (
        Act(start, end, kept, DEEP, DEEP, COSTS.leave, kind),
        Act(start, end, gone, IN, IN, stray, "stray"),
        Act(start, end, gone, OUT, OUT, COSTS.stray_out * count, "stray"),
        Act(start, end, kept, IN, IN, COSTS.leave, kind),
        Act(start, end, kept, OUT, OUT, COSTS.leave, kind),
    )
    if left.isnumeric() and not before and count == 1 and last in '"″”':
        sure = -2.0 if _FEET.search(text[max(0, start - 12) : start]) else 0.0
        acts.append(Act(start, end, old, OUT, OUT, COSTS.prime + sure, "prime"))
        acts.append(Act(start, end, old, IN, IN, COSTS.prime + 1.2 + sure, "prime"))
    if _may_nest(left, right, before, after):
        cost = opens + COSTS.nest + extra
        acts.append(Act(start, end, _opened(text, start, left, space), IN, DEEP, cost, "open"))
        if _leans(last, low) == 1:  # or one that goes on when the outer one, whose end was lost, is over
            acts.append(Act(start, end, _opened(text, start, left, space), IN, IN, COSTS.inner, "open"))
    elif left and not before:
        shut = _shut(left, right, space, text[end + 1 : end + 2])
        acts.append(Act(start, end, shut, DEEP, IN, closes + (0.0 if after else glued_shut) + extra, "shut"))
        if count == 2:
            acts.append(Act(start, end, SHUT + shut, DEEP, OUT, closes, "shut"))
    return Marked(start, _steps(acts), tuple(acts))


def _in_house_style(old: str, site: _Site, left: str, right: str, low: bool) -> str:
    """A mark that stays where it is, curled; inches and curly marks as they are."""
    mark = site.marks[0]
    if mark in (OPEN, SHUT, "″") or left.isnumeric() or not (left or right):
        return old
    leans = _leans(mark, low)
    opens = leans < 0 or (
        not leans and right != "" and not site.after and (site.before or not left or left in _OPENERS)
    )
    return old.replace(mark, OPEN if opens else SHUT)


def _may_nest(left: str, right: str, before: bool, after: bool) -> bool:
    """Whether a double may open inside another: before a word, and not where a sentence or a speaker ends."""
    return not after and right.isalnum() and (before or left in _OPENERS) and left not in _STOPS


def _steps(acts: Sequence[Act]) -> Steps:
    least: dict[tuple[int, int], float] = {}
    for _, _, _, before, after, cost, _ in acts:
        least[before, after] = min(cost, least.get((before, after), NEVER))
    return tuple((before, after, cost) for (before, after), cost in least.items())


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
    if not right or right in ".,;:!?)]}…’" or (right.isdigit() and not space):
        return SHUT  # behind the mark a number without a space is a note's
    if right in "—–-/":
        return SHUT + space
    if right == "s" and not space and not following.isalpha():
        return SHUT  # a plural of what was quoted
    return SHUT + (space or " ")


_OPENING = frozenset(("„", "«", "``", "‘‘", "‘’", "〝"))
_SHUTTING = frozenset(("»", "’’", "´´", "″", "〞", "〟", "”"))


def _leans(mark: str, low: bool) -> int:
    """-1 where the mark's form opens, 1 where it closes, 0 where it says nothing."""
    if mark == OPEN:
        return 1 if low else -1
    return -1 if mark in _OPENING else 1 if mark in _SHUTTING else 0


def _open_cost(left: str, right: str, mark: str, low: bool, said: bool, trails: bool) -> float:
    """What it costs to open between two characters, spaces aside."""
    cost = COSTS.flip if _leans(mark, low) == 1 else 0.0
    if right in ".,;:!?)]}" and not trails:
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
