"""Which sentences of an article are asked about, and what becomes of the answers."""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.errors import NoOpinion
from pipeline.facts import paragraphs
from pipeline.model import Finding
from pipeline.opinion.client import Said, ask
from pipeline.opinion.prompt import Remark, cost, question, remarks
from pipeline.opinion.setting import Setting
from pipeline.opinion.store import Answers
from pipeline.page import Page

_CERTAIN = 0.9  # confidence of a flag from which its sentence needs no second opinion
_LONG = (40, 600)  # code points of a sentence that is worth asking about
_PATIENCE = 3  # questions in a row without an answer, after which the server is left alone
_BETWEEN = re.compile(r"""(?<!\b[A-Z])(?<!\b[A-Z][a-z])[.!?][”’"')]*(?P<gap>\s+)(?=[“‘"'(]*[A-Z])""")


class Sentence(NamedTuple):
    """A sentence and where it begins in the text."""

    start: int
    text: str


class SecondOpinion:
    """Asks about one article at a time; shared by an engine's articles, so that a dead server is given up once."""

    def __init__(self, setting: Setting, put: Callable[[Setting, bytes], Said] = ask) -> None:
        self.setting = setting
        self._put = put
        self._answers = Answers(setting)
        self._silent = 0

    def __call__(self, page: Page, score: float | None, flags: Sequence[Finding]) -> list[Finding]:
        """What the model sees beyond `flags`, those of the translation rules. NoOpinion where it cannot be asked.

        All of an article's questions are answered, or none counts.
        """
        low, high = self.setting.doubt
        if score is None or not low <= score < high:
            return []
        wanted = list(islice(sentences(page, flags), self.setting.sentences))
        found: list[Finding] = []
        for first in range(0, len(wanted), self.setting.batch):
            batch = wanted[first : first + self.setting.batch]
            found += (self._finding(batch, remark) for remark in self._answer([each.text for each in batch]))
        return [each for each in found if not any(_overlap(each, flag) for flag in flags)]

    def _answer(self, batch: list[str]) -> list[Remark]:
        body = question(self.setting.model, batch)
        known = self._answers.known(body)
        if known is None:
            known = self._ask(body, batch)
        return remarks(known, batch) or []

    def _ask(self, body: bytes, batch: list[str]) -> str:
        if self._silent >= _PATIENCE:
            raise NoOpinion(f"the server did not answer {_PATIENCE} times in a row and is left alone")
        charged, began = cost(body), time.monotonic()
        self._answers.charge(charged)
        self._silent += 1
        said = Said("", 0)
        try:
            said = self._put(self.setting, body)
        finally:
            self._answers.settle(max(0, said.tokens - charged), time.monotonic() - began)
        if remarks(said.content, batch) is None:
            raise NoOpinion("the answer is not in the form that was asked for")
        self._silent = 0
        self._answers.keep(body, said.content)
        return said.content

    def _finding(self, batch: Sequence[Sentence], remark: Remark) -> Finding:
        start = batch[remark.sentence].start + remark.at
        fields = {"suggestion": remark.likely, "model": self.setting.model}
        message = f"a language model doubts this: {remark.reason or 'it gives no reason'}"
        return Finding(start, start + len(remark.quote), message, None, 0.5, None, fields)


def sentences(page: Page, flags: Sequence[Finding]) -> Iterator[Sentence]:
    """The sentences of a page that are worth asking about, in order: not too short or long, no certain flag in them."""
    certain = sorted((flag for flag in flags if flag.confidence >= _CERTAIN), key=lambda flag: flag.end)
    ends = [flag.end for flag in certain]
    for first, last in page.fact(paragraphs):
        gaps = [match.span("gap") for match in _BETWEEN.finditer(page.text, first, last)]
        starts = [first, *(behind for _, behind in gaps)]
        for start, end in zip(starts, [*(gap for gap, _ in gaps), last], strict=True):
            next_flag = bisect_right(ends, start)
            is_certain = next_flag < len(certain) and certain[next_flag].start < end
            if not is_certain and _LONG[0] <= end - start <= _LONG[1] and _is_whole(page.text[start:end]):
                yield Sentence(start, page.text[start:end])


def _is_whole(text: str) -> bool:
    """Whether a text can be sent at all: halves of surrogate pairs cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
