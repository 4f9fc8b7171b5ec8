"""Where a double mark may have been lost, or a single one stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.rules.quotation.acts import COSTS, NEVER, Loose
from pipeline.rules.quotation.marks import MARK, TELLS, VERBS
from pipeline.rules.quotation.singles import is_clipped


class Speech(NamedTuple):
    """Whether a verb of speech stands in a paragraph, and where clauses end that name a speaker."""

    named: bool
    ends: frozenset[int]


_WORD = re.compile("[a-z]+")
_REST = re.compile(r"(?: [\w’'-]+){0,6}[.,;:]")  # of a clause, behind its verb


def speech_in(text: str) -> Speech:
    """Who speaks in a paragraph."""
    verbs = VERBS.intersection(_WORD.findall(text))
    clauses = (_REST.match(text, found.end()) for verb in verbs for found in re.finditer(verb, text))
    return Speech(bool(verbs), frozenset(clause.end() for clause in clauses if clause))


# between sentences and clauses, spaces or none; the stop first, so that only stops cost time
_BETWEEN = re.compile(r"[.,!?;:…’](?:[ \u00a0]+(?=[^\s.,;:!?…)\]”“\"])|(?<=[,.!?…])(?=[A-Z]))")


def losses(text: str, speech: Speech, partial: bool) -> Iterator[Loose]:
    """Places where a mark may have been lost: between sentences and clauses, at both ends.

    `partial`: whether the first mark closes a few words, which need not begin the paragraph.
    """
    if text[:1].isalnum():
        cost = COSTS.lost_open_start + (COSTS.partial if partial or text[0].islower() else 0.0)
        yield Loose(0, cost, NEVER, 0)
    last = -1  # where the last place before a speaker was; of several the first is likeliest
    for found in _BETWEEN.finditer(text):
        start, end = found.start() + 1, found.end()
        left = text[start - 1]
        said = speech.named and left in ",!?" and (left == "," or text[end].islower() or text.startswith("I ", end))
        said = said and TELLS.match(text, end) is not None
        doubtful = left in ";:" or (left == "’" and text[start - 2 : start - 1] not in tuple(".,!?…"))
        closes = COSTS.lost_close_said if said else COSTS.lost_close + (0.8 if doubtful else 0.0)
        if said:
            again = last >= 0 and not MARK.search(text, last, start)
            closes += COSTS.lost_again if again else 0.0
            last = start
        told = start in speech.ends
        opens = COSTS.lost_open_said if told or left == ":" else COSTS.lost_open
        if told and left == ":":
            opens = COSTS.lost_open_wrote
        yield Loose(start, opens, closes, end)
    if text[-1:] not in "”“":
        cost = COSTS.lost_close_end if text[-1:] in ".!?…—" else COSTS.lost_close
        yield Loose(len(text), NEVER, cost, len(text))


_SINGLE = re.compile(
    r"['‘’](?:(?P<opens>(?<![^\s(\[—–“-].)(?<!’)(?=[^\W_])(?!(?:em|tis|twas|til|cause|round|bout)\b|\d\ds))"
    r"|(?<!‘)(?:(?<=[^\Ws_]{2}.)|(?<=[.,!?].))(?=[\s.,;:!?)]|$))"
)


def crossed(text: str) -> Iterator[Loose]:
    """Single marks without a partner, any of which may stand for one half of a double pair."""
    waits = -1  # where the last one opened
    for found in _SINGLE.finditer(text):
        at = found.start()
        if found["opens"] is not None:
            if waits >= 0:
                yield Loose(waits, COSTS.crossed, NEVER, waits, 1)
            waits = at
        elif waits >= 0:
            waits = -1
        elif not is_clipped(text, at):
            yield Loose(at, NEVER, COSTS.crossed, at, 1)
    if waits >= 0:
        yield Loose(waits, COSTS.crossed, NEVER, waits, 1)
