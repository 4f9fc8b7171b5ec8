"""ENC: marks that were lost, and whose place is all that is left of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pipeline.model import Finding, Fix
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.encoding.guesses import SUFFIX, Guess, follow, of_mark, of_question_marks


@rule("ENC007", "mark-cut-to-a-letter", fix=Fix.SAFE, since="0.1")
def mark_cut_to_a_letter(page: Page) -> Iterator[Finding]:
    """Of the three characters that a mark became, only `â` is left, or `â??`.

    UTF-8 was read as Latin-1 and the control characters were filtered out, or turned into question
    marks. Which mark stood there follows from where it stands; the more the place tells, the higher
    the confidence.

    Example
        âBasically Iâm trying to help him,â Lin says.
    becomes
        “Basically I’m trying to help him,” Lin says.

    Left alone
        French and Romanian words with â (âge, grâce, română), and texts in which no `â` stands
        where only an apostrophe or a closing mark can.
    """
    yield from _shares(page, _LETTER)


@rule("ENC008", "mark-replaced", fix=Fix.SAFE, since="0.1")
def mark_replaced(page: Page) -> Iterator[Finding]:
    """U+FFFD, the replacement character, stands where a mark was.

    Bytes of Windows-1252 were read as UTF-8. The mark follows from its place; a replacement
    character inside a word that can be no mark is left and flagged.

    Example
        �We won,� he said. It�s done.
    becomes
        “We won,” he said. It’s done.

    Left alone
        Lost letters (caf�, na�ve, Bogot�): nothing says which letter it was.
    """
    yield from _shares(page, _REPLACEMENT)


@rule("ENC009", "mark-became-question-mark", fix=Fix.SAFE, since="0.1")
def mark_became_question_mark(page: Page) -> Iterator[Finding]:
    """Question marks stand for quotation marks and apostrophes.

    The text went through a charset without them. A text counts as damaged where question marks
    stand inside words as apostrophes do, or open and close quotations.

    Example
        ?It?s just for fun,? Musk said.
    becomes
        “It’s just for fun,” Musk said.

    Left alone
        Question marks that end questions, chess notation (Nf3?), and doubtful dates (?1564).
    """
    yield from _shares(page, _QUESTION)


class _Kind(NamedTuple):
    """One way of losing marks: the character that is left, where one was, and what proves it."""

    sign: str
    token: re.Pattern[str]
    proof: re.Pattern[str]
    needed: int


_LETTER = _Kind(
    "â",
    re.compile(r"â\?\?|â(?![a-zà-ÿœ]{3}|[\x80-\xbf])|(?<![^\W_])â(?=[A-Za-z])|(?<=[a-z])â(?=[a-z])"),
    re.compile(
        rf"â(?:(?<=[A-Za-z].)(?:\?\?)?{SUFFIX}|(?<=[,.!?].)(?:\?\?)?(?=\s|$)|(?:(?<=^.)|(?<=\s.))(?:\?\?)?[A-Z]|\?\?)",
        re.MULTILINE,
    ),
    1,
)
# letters are lost to it as well: na�ve, �lvarez and Bogot� prove nothing
_REPLACEMENT = _Kind(
    "\ufffd",
    re.compile("\ufffd"),
    re.compile(
        "\ufffd(?:(?<=[A-Za-z].)s\\b|(?<=n.)t\\b|(?:(?<=\\bI.)|(?<=[Yy]ou.)|(?<=[Ww]e.)|(?<=hey.)|(?<=[Hh]e.))(?:m|ve|re|ll|d)\\b"
        "|(?<=[,.!?].)\ufffd*(?=\\s|$)|(?:(?<=^.)|(?<=\\s.))\ufffd*[A-Z]|(?<=\\s.)\\s)",
        re.MULTILINE,
    ),
    1,
)
_QUESTION = _Kind(
    "?",
    re.compile(r"\?+"),
    re.compile(
        rf"\?(?:(?<=[a-zI].)(?:\?\?)?{SUFFIX}|(?<=[,.].)(?:\?\?)?(?=\s|$)|(?:(?<=^.)|(?<=\s.))(?:\?\?)?[A-Za-z]{{2}})",
        re.MULTILINE,
    ),
    2,
)
_TRIPLE = re.compile(r"\?\?\?(?:(?<=[A-Za-z]...)(?:s|t|re|ve|ll|d|m)\b|(?:(?<=^...)|(?<=\s...))\w)", re.MULTILINE)


def _shares(page: Page, kind: _Kind) -> Iterator[Finding]:
    text = page.text
    if kind.sign not in text:
        return
    triple = kind is _QUESTION and _TRIPLE.search(text) is not None
    if not triple and len(list(islice(kind.proof.finditer(text), kind.needed))) < kind.needed:
        return
    at = 0
    for paragraph in text.split("\n"):
        if kind.sign in paragraph:
            yield from _paragraph(paragraph, at, kind, triple)
        at += len(paragraph) + 1


def _paragraph(text: str, offset: int, kind: _Kind, triple: bool) -> Iterator[Finding]:
    """What each lost mark of a paragraph was; quotations are followed as they open and close."""
    open_marks: list[str] = []
    last = 0
    for found in kind.token.finditer(text):
        start, end = found.span()
        follow(text, last, start, open_marks)
        last = end
        guess: Guess | None
        if kind is _QUESTION:
            guess = of_question_marks(text, start, end, open_marks, triple)
        else:
            guess = of_mark(text, start, end, open_marks)
        if guess is not None and guess.mark != found[0]:
            fix = None if guess.sure >= 0.8 else Fix.SUGGEST
            message = f"a lost mark: {guess.mark}"
            yield Finding(offset + start, offset + end, message, guess.mark, guess.sure, fix)
