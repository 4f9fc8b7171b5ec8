"""Where marks stand in a paragraph, and what the reader may do there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from pipeline.rules.quotation.acts import COSTS, DEEP, IN, OUT, Act, Marked, Place
from pipeline.rules.quotation.losses import Speech, crossed, losses, speech_in
from pipeline.rules.quotation.marks import ATTRIBUTION, MARK, OPEN, SHUT, SITE, SPACE

_STOPS = ".,!?…"
_OPENERS = "([{—–-/‘'|*_\n"
_NEST = 3  # marks that a quotation inside another needs


def places(text: str, low: bool) -> list[Place]:
    """All places of a paragraph in order; none where no mark stands."""
    sites = list(_sites(text))
    if not sites:
        return []
    speech = speech_in(text)
    nests = len(sites) >= _NEST
    found: list[Place] = [_marked(text, site, low, speech, nests) for site in sites]
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
    before: bool  # spaces stand there
    after: bool
    left: str  # the character before all of it, empty at the beginning
    right: str

    @property
    def extra(self) -> float:
        """What it costs to make one mark of several."""
        if len(self.marks) == 1:
            return 0.0
        return (COSTS.doubled if len(set(self.marks)) == 1 else COSTS.stray * 0.6) * (len(self.marks) - 1)


def _sites(text: str) -> Iterator[_Site]:
    at = 0
    for found in SITE.finditer(text):
        first, end = found.span()
        start = first
        while start > at and text[start - 1] in SPACE:
            start -= 1
        at = end
        before, after = text[start:first], found["after"]
        marks = MARK.findall(found["marks"])
        space = before or after or (" " if len(marks) > 1 and re.search(r"\s", found["marks"]) else "")
        left, right = text[start - 1 : start], text[end : end + 1]
        yield _Site(start, first, end, marks, space, before != "", after != "", left, right)


def _marked(text: str, site: _Site, low: bool, speech: Speech, nests: bool) -> Marked:
    """The acts that are open where marks stand."""
    said = speech.named and site.left in ",!?" and ATTRIBUTION.match(text, site.end) is not None
    opens, closes = _open_cost(text, site, low, said), _shut_cost(site, low, said)
    acts = (
        *_read_as_marks(text, site, opens, closes),
        *_read_as_none(text, site, low, speech),
        *(_read_as_inner(text, site, low, opens, closes) if nests else ()),
    )
    return Marked(site.start, acts)


def _read_as_marks(text: str, site: _Site, opens: float, closes: float) -> Iterator[Act]:
    """To open, to close, and to do both."""
    start, end, left, right = site.start, site.end, site.left, site.right
    if right:
        cost = opens + (0.0 if site.before else _glued_open(left, right, site.after)) + site.extra
        yield Act(start, end, _opened(text, site), OUT, IN, cost + (COSTS.spacing if site.after else 0.0), "open")
    else:
        yield Act(start, end, OPEN, OUT, IN, COSTS.open_end, "open")
    cost = closes + (COSTS.spacing if site.before else 0.0) + (0.0 if site.after else _glued_shut(right)) + site.extra
    yield Act(start, end, _shut(text, site), IN, OUT, cost, "shut")
    if right:
        cost = closes + _glued_shut(right) + opens + _glued_open(left, right, False)
        cost = (0.0 if len(site.marks) > 1 else COSTS.both) + 0.5 * cost
        yield Act(start, end, SHUT + (site.space or " ") + OPEN, IN, IN, cost, "both")


def _read_as_none(text: str, site: _Site, low: bool, speech: Speech) -> Iterator[Act]:
    """To take the marks away, to leave them as they are, and to take one for inches."""
    start, end, left, right, last, count = site.start, site.end, site.left, site.right, site.marks[-1], len(site.marks)
    old = text[start:end]
    kept = old if count > 1 else _in_house_style(old, site, low)
    kind = "left" if kept == old else "open" if OPEN in kept else "shut"
    gone = (site.space or (" " if left in ".,;:!?" and right.isalnum() else "")) if left and right else ""
    # between two words a second opener begins another quotation, and where the first one closed is not known
    stray = (COSTS.stray_word if site.before and left.isalnum() and right.islower() else COSTS.stray) * count
    if not site.after and not low and (last in (OPEN, '"') or last in _OPENING) and _restarts(left, right):
        stray = COSTS.restart + (COSTS.restart_told if start in speech.ends else 0.0)
    yield Act(start, end, kept, DEEP, DEEP, COSTS.leave, kind)
    yield Act(start, end, gone, IN, IN, stray, "stray")
    yield Act(start, end, gone, OUT, OUT, COSTS.stray_out * count, "stray")
    yield Act(start, end, kept, IN, IN, COSTS.leave, kind)
    yield Act(start, end, kept, OUT, OUT, COSTS.leave, kind)
    if left.isnumeric() and not site.before and count == 1 and last in '"″”':
        cost = COSTS.prime - (2.0 if _FEET.search(text[max(0, start - 12) : start]) else 0.0)
        yield Act(start, end, old, OUT, OUT, cost, "prime")
        yield Act(start, end, old, IN, IN, cost + 1.2, "prime")


def _read_as_inner(text: str, site: _Site, low: bool, opens: float, closes: float) -> Iterator[Act]:
    """To open and to close a quotation inside another."""
    start, end, left, right = site.start, site.end, site.left, site.right
    # it opens before a word, and not where a sentence or a speaker ends
    if not site.after and right.isalnum() and (site.before or left in _OPENERS) and left not in _STOPS:
        opened = _opened(text, site)
        yield Act(start, end, opened, IN, DEEP, opens + COSTS.nest + site.extra, "open")
        if _leans(site.marks[-1], low) == 1:  # or one that goes on when the outer one, whose end was lost, is over
            yield Act(start, end, opened, IN, IN, COSTS.inner, "open")
    elif left and not site.before:
        shut = _shut(text, site)
        cost = closes + (0.0 if site.after else _glued_shut(right)) + site.extra
        yield Act(start, end, shut, DEEP, IN, cost, "shut")
        if len(site.marks) == 2:
            yield Act(start, end, SHUT + shut, DEEP, OUT, closes, "shut")


def _in_house_style(old: str, site: _Site, low: bool) -> str:
    """A mark that stays where it is, curled; inches and curly marks as they are."""
    mark, left, right = site.marks[0], site.left, site.right
    if mark in (OPEN, SHUT, "″") or left.isnumeric() or not (left or right):
        return old
    leans = _leans(mark, low)
    if not leans:
        leans = -1 if right and not site.after and (site.before or not left or left in _OPENERS) else 1
    return old.replace(mark, OPEN).rstrip(SPACE) if leans < 0 else old.replace(mark, SHUT).lstrip(SPACE)


_FEET = re.compile(r"\d ?['’′] ?\d{1,2}(?:[½¼¾]|\.\d+)?$")


def _restarts(left: str, right: str) -> bool:
    """Whether a sentence begins behind the mark."""
    return (left in ".!?…" or not left) and (right.isupper() or right == "‘")


def _opened(text: str, site: _Site) -> str:
    """The text of an opening mark: before it a space, unless a bracket or dash stands there."""
    if not site.left or (site.left in _OPENERS and not text[site.start : site.start + 1].isspace()):
        return OPEN
    return (site.space or " ") + OPEN


def _shut(text: str, site: _Site) -> str:
    """The text of a closing mark: a space behind it where a word follows."""
    right, space = site.right, site.space
    if not right or right in ".,;:!?)]}…’" or (right.isdigit() and not space):
        return SHUT  # a number right behind the mark is a note's
    if right in "—–-/":
        return SHUT + space
    if right == "s" and not space and not text[site.end + 1 : site.end + 2].isalpha():
        return SHUT  # a plural of what was quoted
    return SHUT + (space or " ")


_OPENING = frozenset(("„", "«", "``", "‘‘", "‘’", "〝"))
_SHUTTING = frozenset(("»", "’’", "´´", "″", "〞", "〟", "”"))


def _leans(mark: str, low: bool) -> int:
    """-1 where the mark's form opens, 1 where it closes, 0 where it says nothing."""
    if mark == OPEN:
        return 1 if low else -1
    return -1 if mark in _OPENING else 1 if mark in _SHUTTING else 0


def _open_cost(text: str, site: _Site, low: bool, said: bool) -> float:
    """What it costs to open between two characters, spaces aside."""
    left, right = site.left, site.right
    cost = COSTS.flip if _leans(site.marks[-1], low) == 1 else 0.0
    if right in ".,;:!?)]}" and not text.startswith("...", site.end):
        cost += COSTS.open_bad
    if left in ".!?" and left and right.islower():
        cost += COSTS.open_low
    if said and left == "," and right.islower():
        cost += COSTS.open_said
    return cost


def _shut_cost(site: _Site, low: bool, said: bool) -> float:
    """What it costs to close between two characters, spaces aside."""
    left = site.left
    cost = COSTS.flip if _leans(site.marks[0], low) == -1 else 0.0
    if not left or left in "([{“‘":
        cost += COSTS.close_bad
    elif left == ":":
        cost += COSTS.close_bad * 0.6
    elif left not in _STOPS:
        cost += COSTS.close_mid
    return cost + (COSTS.close_said if said else 0.0)


def _glued_open(left: str, right: str, after: bool) -> float:
    """What it costs more to open right behind a character."""
    if not left or left in _OPENERS:
        return 0.0
    # where the space between two sentences is lost, a page system curls the opener into a closer
    return COSTS.joined if left in ".!?" and not after and right.isupper() else COSTS.glued


def _glued_shut(right: str) -> float:
    """What it costs more to close right before a character."""
    return COSTS.glued if right.isalpha() else 0.0
