"""ENC: marks that were lost, and whose place is all that is left of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Finding, Fix
from pipeline.page import Page
from pipeline.registry import rule


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
    yield from _shares(page, "letter")


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
        Lost letters (caf� in a text without other signs): nothing says which letter it was.
    """
    yield from _shares(page, "fffd")


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
    yield from _shares(page, "question")


class _Kind(NamedTuple):
    """One way of losing marks: what is left of one, and what proves it."""

    token: re.Pattern[str]
    proof: re.Pattern[str]
    needed: int


_SUFFIX = r"(?:s|t|re|ve|ll|d|m)\b"
_KINDS = {
    "letter": _Kind(
        re.compile(
            r"â\?\?|â(?![a-zà-ÿœ]{3}|[\x80-\xbf])|(?<![^\W_])â(?=[A-Za-z])|(?<=[a-z])â(?=[a-z])",
        ),
        re.compile(
            rf"â(?:(?<=[A-Za-z].)(?:\?\?)?{_SUFFIX}|(?<=[,.!?].)(?:\?\?)?(?=\s|$)|(?:(?<=^.)|(?<=\s.))(?:\?\?)?[A-Z]|\?\?)",
            re.MULTILINE,
        ),
        1,
    ),
    "fffd": _Kind(
        re.compile("\ufffd"),
        re.compile(
            f"\ufffd(?:(?<=[A-Za-z].)\ufffd*{_SUFFIX}|(?<=[,.!?].)\ufffd*(?=\\s|$)|(?:(?<=^.)|(?<=\\s.))\ufffd*[A-Za-z]|(?<=\\s.)\\s)",
            re.MULTILINE,
        ),
        1,
    ),
    "question": _Kind(
        re.compile(r"\?+"),
        re.compile(
            rf"\?(?:(?<=[a-zI].)(?:\?\?)?{_SUFFIX}|(?<=[,.].)(?:\?\?)?(?=\s|$)|(?:(?<=^.)|(?<=\s.))(?:\?\?)?[A-Za-z]{{2}})",
            re.MULTILINE,
        ),
        2,
    ),
}
_TRIPLE = re.compile(r"\?\?\?(?:(?<=[A-Za-z]...)(?:s|t|re|ve|ll|d|m)\b|(?:(?<=^...)|(?<=\s...))\w)", re.MULTILINE)
_ELIDED = re.compile(r"(?:em|tis|twas|cause|til|round|bout|n)\b|\d\ds?\b", re.IGNORECASE)
_WHOLE = frozenset(
    (
        "a i he she it you they we the and but or who which that this these his her its my our your their as "
        "in of to for from with at on by not no if so what when where how is was are were be been one two "
        "it’s i’m i’ve"
    ).split()
)
_SAID = re.compile(
    r"(?:said|says|told|asked|added|replied|wrote|(?:he|she|they) (?:said|says|told|asked|added|wrote))\b"
)
_NAMES = re.compile(r"(?:^|[\s(“‘])[ODL]$")
_CLOSES = re.compile("[.,!?](?:\ufffd|â)")
_OPEN, _SHUT = "“‘", "”’"
_NEAR, _FAR = 40, 2_000  # code points that are looked at beside a mark, and for a later one


def _shares(page: Page, name: str) -> Iterator[Finding]:
    kind = _KINDS[name]
    text = page.text
    if (name == "question" and "?" not in text) or (name == "letter" and "â" not in text):
        return
    if name == "fffd" and "\ufffd" not in text:
        return
    proofs = 0
    for _ in kind.proof.finditer(text):
        proofs += 1
        if proofs >= kind.needed:
            break
    triple = name == "question" and bool(_TRIPLE.search(text))
    if proofs < kind.needed and not triple:
        return
    at = 0
    for paragraph in text.split("\n"):
        yield from _paragraph(paragraph, at, kind, triple)
        at += len(paragraph) + 1


def _paragraph(text: str, offset: int, kind: _Kind, triple: bool) -> Iterator[Finding]:
    """What each lost mark of a paragraph was; quotations are followed as they open and close."""
    open_marks: list[str] = []
    last = 0
    for found in kind.token.finditer(text):
        _follow(text[last : found.start()], open_marks)
        last = found.end()
        run = found[0]
        if run.startswith("?"):
            answer = _question(text, found.start(), found.end(), open_marks, triple)
        else:
            mark, sure = _mark(text, found.start(), found.end(), open_marks)
            answer = (mark, sure) if mark else None
        if answer is None or answer[0] == run:
            continue
        mark, sure = answer
        fix = None if sure >= 0.8 else Fix.SUGGEST
        yield Finding(offset + found.start(), offset + found.end(), f"a lost mark: {mark}", mark, sure, fix)


def _follow(text: str, open_marks: list[str]) -> None:
    """Note the marks that are intact."""
    for mark in text:
        if mark == "“":
            open_marks.append(mark)
        elif mark == "”" and open_marks:
            open_marks.pop()


def _question(text: str, start: int, end: int, open_marks: list[str], triple: bool) -> tuple[str, float] | None:
    """What a run of question marks was: real ones, then marks."""
    unit = 3 if triple else 1
    run = end - start
    before, after = text[start - 1 : start], text[end : end + 1]
    if triple and run < 3:
        return None
    opens = not before or before in " \t(—–-"
    if opens and after.isalnum():
        count = run // unit
        return "".join(_opened(open_marks) for _ in range(count)), 0.9
    if before.isalnum() and after.isalnum():
        if run == unit:
            return _inside(text, start, end)
        return (_closed(open_marks) + "—", 0.8) if run == 2 * unit and open_marks else None
    if run == unit and before.isspace() and after.isspace():
        return "—", 0.8
    marks = run // unit
    real = run - marks * unit if triple else 0
    if before.isalnum() and not triple:
        small = text[end : end + _NEAR].lstrip()[:1].islower()
        if run == 1 and not open_marks:
            return ("’", 0.8) if small and before == "s" else None
        if run == 1 and not small and after not in ".,;:)":
            return None  # a question ends here
        if run > 1:
            real, marks = 1, run - 1
    closed = "".join(_closed(open_marks) for _ in range(marks))
    return ("?" * real + closed, 0.85) if marks else None


def _mark(text: str, start: int, end: int, open_marks: list[str]) -> tuple[str, float]:
    """(mark, confidence) of one lost mark that is no question mark."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return _inside(text, start, end)
    if before.isspace() and open_marks and (not text[end : end + _NEAR].strip() or _SAID.match(text, end)):
        return _closed(open_marks), 0.9  # a closing mark that jumped the space
    if (not before or before.isspace()) and (not after or after.isspace()):
        return ("—", 0.8) if before and after else ("", 0.0)
    if (before in ":;" and before) or (after in "?!" and after and before.isalnum()):
        return "—", 0.8
    if before in "\ufffdâ" and before and start > 1 and not text[start - 2].isspace():
        return ("—", 0.8) if after.isalnum() else (_closed(open_marks), 0.85)  # behind a closing mark
    if not before or before in " \t(—–-[“‘/\ufffdâ":
        if _ELIDED.match(text, end) and not open_marks:
            return "’", 0.85
        return _opened(open_marks), 0.9
    if before.isalnum() and not open_marks:
        return ("’", 0.85) if before == "s" else (_closed(open_marks), 0.8)
    if before == "s" and after == " " and open_marks and text[end + 1 : end + 2].islower():
        return ("’", 0.8) if _closes_later(text, end) else (_closed(open_marks), 0.8)
    return _closed(open_marks), 0.9


def _inside(text: str, start: int, end: int) -> tuple[str, float]:
    """A mark between two letters: an apostrophe, or a dash where whole words stand on both sides."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if re.match(_SUFFIX, after) or _NAMES.search(before) or after[0].isdigit():
        return "’", 0.98
    left = re.search(r"[^\W_]+$", before)
    right = re.match(r"[^\W_]+", after)
    if left and right and len(left[0]) > 1 and right[0].lower() in _WHOLE:
        return "—", 0.85
    if text[start:end] == "\ufffd":
        return "", 0.0  # a lost letter as likely as a mark
    if left and right and len(left[0]) > 2 and len(right[0]) > 2 and after[0].islower():
        return "—", 0.8
    return "’", 0.85


def _opened(open_marks: list[str]) -> str:
    mark = _OPEN[len(open_marks) % 2]
    open_marks.append(mark)
    return mark


def _closed(open_marks: list[str]) -> str:
    mark = open_marks.pop() if open_marks else "“"
    return _SHUT[_OPEN.index(mark)]


def _closes_later(text: str, at: int) -> bool:
    return _CLOSES.search(text, at, at + _FAR) is not None
