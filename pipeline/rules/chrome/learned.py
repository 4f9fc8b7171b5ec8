"""The learned judgement's share of a reading, and what keeps it from doing harm.

It is asked only about pages that show chrome by something the lexicon knows: evidence that is gone
when the chrome is. An article of plain prose therefore never loses a line to it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Mapping

from pipeline.rules.chrome.anchors import Sentence
from pipeline.rules.chrome.features import matrix
from pipeline.rules.chrome.judgement import judge
from pipeline.rules.chrome.lexicon import WEAK
from pipeline.rules.chrome.looks import Look
from pipeline.rules.chrome.view import View

LINE = 0.8  # probability from which a label goes
SENTENCE = 0.97  # and a sentence: what it costs to lose one is more than what it costs to keep one
DOUBT = 0.5  # from which a line is named in the report
_NO_EVIDENCE = frozenset({"counter", "timestamp", "byline"})
_SHORTEST = 6  # words of the shortest line that is a sentence by its end mark
_NEAR = 2  # paragraphs on either side of speech that must go, if it is to go with them
_MOST_LINES = 6_000  # a page of more is no article's page
_SPOKEN = re.compile(r"[\"“„«‘'「]")
_DATELINE = re.compile(
    r"[A-ZÀ-Ý][A-ZÀ-Ý .,'’-]{2,30}(?:, [A-Z][\w. ]{1,30})?\s?(?:\([A-Z][\w /]{1,30}\))?\s?(?:[—–]|-{1,2})\s"
)


def find(view: View, gone: Mapping[int, Sentence]) -> tuple[dict[int, Sentence], dict[int, float]]:
    """Lines that go beside those gone already, and lines in doubt with their probability."""
    if not _shows_chrome(view, gone):
        return {}, {}
    return decide(view, gone, _probabilities(view))


def _probabilities(view: View) -> list[float]:
    """How probable it is of each line that the site put it there; of what is printed over and over two are shown."""
    shown = [index for index, text in enumerate(view.text) if index < 2 or {text} != {*view.text[index - 2 : index]}]
    asked = view if len(shown) == len(view) else View(view.page, [view.left[index] for index in shown])
    told: list[float] = judge(matrix(asked)).tolist()
    return told if asked is view else [told[bisect(shown, index) - 1] for index in range(len(view))]


def decide(
    view: View, gone: Mapping[int, Sentence], probabilities: list[float]
) -> tuple[dict[int, Sentence], dict[int, float]]:
    """What follows from the probability of each line; the guards are here."""
    going: dict[int, Sentence] = {}
    doubted: dict[int, float] = {}
    if not _shows_chrome(view, gone):
        return going, doubted
    spoken: list[int] = []
    for index, probability in enumerate(probabilities):
        if probability < DOUBT or index in gone:
            continue
        look = view.seen[index]
        if _protected(view, index):
            if look.prose and probability >= SENTENCE:
                spoken.append(index)
            continue
        if probability < (SENTENCE if _is_sentence(look, view.text[index]) else LINE):
            doubted[index] = round(probability, 2)
        else:
            kind = look.kind if look.kind and look.kind != "name" else "page-furniture"
            going[index] = Sentence(kind, round(min(probability, 0.99), 2))
    for index in _strange(view, spoken, {*going, *gone}):
        going[index] = Sentence("page-furniture", round(min(probabilities[index], 0.99), 2))
    if all(not look.prose or index in going or index in gone for index, look in enumerate(view.seen)):
        going = {index: sentence for index, sentence in going.items() if not view.seen[index].prose}
    prose = [index for index, look in enumerate(view.seen) if look.prose and index not in going and index not in gone]
    if len(prose) == 1:
        doubted.pop(prose[0], None)  # what is left of the article
    return going, doubted


def _is_sentence(look: Look, text: str) -> bool:
    """Whether the line is one or more sentences; a bracket at the end is a teaser's "[VIDEO]"."""
    return look.prose or (look.ended and look.words >= _SHORTEST and text[-1] != "]")


def _protected(view: View, index: int) -> bool:
    """Quotations and datelines: whole paragraphs anywhere, shorter speech between paragraphs."""
    look, text = view.seen[index], view.text[index]
    if look.prose:
        return bool(_SPOKEN.match(text) or _DATELINE.match(text))
    return look.ended and look.words >= 5 and view.zone(index) == "mid" and bool(_SPOKEN.match(text))


def _strange(view: View, spoken: list[int], going: Collection[int]) -> list[int]:
    """Of speech that the site may have put there, what stands among paragraphs that all go: it is not the article's."""
    if not spoken:
        return []
    others = [index for index, look in enumerate(view.seen) if look.prose and index not in spoken]
    found = []
    for index in spoken:
        at = bisect(others, index)
        near = others[max(at - _NEAR, 0) : at + _NEAR]
        if len(near) >= _NEAR and all(other in going for other in near):
            found.append(index)
    return found


def _shows_chrome(view: View, gone: Mapping[int, Sentence]) -> bool:
    if len(view) > _MOST_LINES or len(view) < 2:
        return False
    if gone:
        return True
    # labels and dates inside the text may be subheads and entries: they are no evidence
    return any(
        look.level >= WEAK and look.kind not in _NO_EVIDENCE and view.zone(index) != "mid"
        for index, look in enumerate(view.seen)
    )
