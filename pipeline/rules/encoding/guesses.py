"""What a lost mark was, by the place where it stood and by the quotations that are open there.

`open_marks` holds the marks that have opened and not closed; every guess brings it up to date.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Guess(NamedTuple):
    """The mark that stood there, and how sure that is."""

    mark: str
    sure: float


SUFFIX = r"(?:s|t|re|ve|ll|d|m)\b"
_SUFFIX = re.compile(SUFFIX)
_LOST = "\ufffd"  # may have been a letter as well
_UNSEEN = "\ufeff\u200b"
_NEXT = (". ", "! ", "? ")
_OPEN, _SHUT = "“‘", "”’"
_NEAR, _FAR = 40, 2_000  # code points that are looked at beside a mark, and for a later one
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
_PARTICLE = re.compile(r"(?:^|[\s(“‘])[ODL]$")
_LAST_PART, _FIRST_PART = re.compile(r"[^\W_]+$"), re.compile(r"[^\W_]+")
_CONTRACTED = frozenset("i you he she it we they who that there what this would could should might must".split())
# what is left of words that end in é: with an s behind it they are plurals
_ACUTE = frozenset(
    "caf clich fianc prot expos communiqu attach pat matin soir entr saut resum beyonc jos andr ren".split()
)
_CLOSES = re.compile("[.,!?](?:\ufffd|â)")
_BROKEN_OFF = re.compile("\ufffd(?<=[a-rt-z]\ufffd) \\w")
_NOT_INSIDE = re.compile("[\ufffd“”](?:(?<![^\\W_].)|(?![^\\W_]))")
_CLOSING = re.compile("[\ufffd”](?<=[,.!?].)(?=\\s|$)")
_LATER_SHUT = re.compile("[\ufffd”](?<=\\S.)(?=[\\s.,;:!?)]|$)")
_INTACT = re.compile("[“”]")


def follow(text: str, start: int, end: int, open_marks: list[str]) -> None:
    """Note the marks that are intact between two places."""
    for found in _INTACT.finditer(text, start, end):
        if found[0] == "“":
            open_marks.append("“")
        elif open_marks:
            open_marks.pop()


def of_question_marks(text: str, start: int, end: int, open_marks: list[str], triple: bool) -> Guess | None:
    """What a run of question marks was: real ones, then marks. None where all are real.

    `triple`: three stand for each mark, one for each of its bytes.
    """
    unit = 3 if triple else 1
    run = end - start
    before, after = text[start - 1 : start], text[end : end + 1]
    if triple and run < 3:
        return None
    opens = not before or before in " \t(—–-"
    if opens and after.isalnum():
        count = run // unit
        begins = text[max(0, start - 2) : start] in _NEXT and count == 1
        return Guess("".join(_opened(open_marks, begins) for _ in range(count)), 0.9)
    if before.isalnum() and after.isalnum():
        if run == unit:
            return _inside(text, start, end)
        return Guess(_closed(open_marks) + "—", 0.8) if run == 2 * unit and open_marks else None
    if run == unit and before.isspace() and after.isspace():
        return _apart(text, start, end, open_marks)
    marks = run // unit
    real = run - marks * unit if triple else 0
    if before.isalnum() and not triple:
        small = text[end : end + _NEAR].lstrip()[:1].islower()
        if run == 1 and not open_marks:
            return Guess("’", 0.8) if small and before == "s" else None
        if run == 1 and not small and after not in ".,;:)":
            return None  # a question ends here
        if run > 1:
            real, marks = 1, run - 1
    closed = "".join(_closed(open_marks) for _ in range(marks))
    return Guess("?" * real + closed, 0.85) if marks else None


def of_mark(text: str, start: int, end: int, open_marks: list[str]) -> Guess | None:
    """What one lost mark was; None where the place does not tell."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _UNSEEN:
        before = ""
    letter = text[start:end] == _LOST
    if before.isalnum() and after.isalnum():
        return _inside(text, start, end)
    if open_marks and letter and _breaks_off(text, start, end):
        return Guess("…", 0.8 if text[end + 1].isupper() else 0.7)
    if before.isspace() and open_marks and (not text[end : end + _NEAR].strip() or _SAID.match(text, end)):
        return Guess(_closed(open_marks), 0.9)  # a closing mark that jumped the space
    if (not before or before.isspace()) and (not after or after.isspace()):
        return _apart(text, start, end, open_marks) if after else None
    if (before in ":;" and before) or (after in "?!" and after and before.isalnum()):
        return Guess("—", 0.8)
    if before in "\ufffdâ" and before and start > 1 and not text[start - 2].isspace():  # behind a closing mark
        return Guess("—", 0.8) if after.isalnum() else Guess(_closed(open_marks), 0.85)
    if not before or before in " \t(—–-[“‘/\ufffdâ":
        if _ELIDED.match(text, end) and not open_marks:
            return Guess("’", 0.85)
        if letter and after.islower() and not _LATER_SHUT.search(text, end, end + _FAR):
            return None  # a name more likely than a quotation that nobody closes
        return Guess(_opened(open_marks, text[max(0, start - 2) : start] in _NEXT), 0.9)
    if before.isalnum() and not open_marks:
        if before == "s":
            return Guess("’", 0.85)
        return None if letter else Guess(_closed(open_marks), 0.8)
    if before == "s" and after in ".,!?" and after and text[end + 1 : end + 2] == text[start]:
        return Guess("’", 0.8)  # a plural's apostrophe: the mark behind the stop closes
    if before == "s" and after == " " and open_marks and text[end + 1 : end + 2].islower():
        return Guess("’" if _CLOSES.search(text, end, end + _FAR) else _closed(open_marks), 0.8)
    return Guess(_closed(open_marks), 0.9)


def _apart(text: str, start: int, end: int, open_marks: list[str]) -> Guess:
    """A mark between spaces: a dash, or between two sentences a quotation mark with a space on its wrong side."""
    if text[max(0, start - 2) : start] in _NEXT and text[end + 1 : end + 2].isupper():
        return Guess(_closed(open_marks) if open_marks else _opened(open_marks), 0.8)
    return Guess("—", 0.8)


def _inside(text: str, start: int, end: int) -> Guess | None:
    """A mark between two letters: an apostrophe, or a dash where whole words stand on both sides."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    left, right = _LAST_PART.search(before), _FIRST_PART.match(after)
    if left is None or right is None:
        return Guess("’", 0.85)
    letter = text[start:end] == _LOST
    if after[0].isdigit() or (after[0].isupper() and _PARTICLE.search(before)):
        return Guess("’", 0.98)
    if _SUFFIX.match(after) and (not letter or _contracts(left[0], right[0])):
        return Guess("’", 0.98)
    if len(left[0]) > 1 and right[0].lower() in _WHOLE:
        return Guess("—", 0.85)
    if letter:
        return None
    whole = len(left[0]) > 2 or left[0].lower() in _WHOLE
    if whole and len(right[0]) > 2 and after[0].islower():
        return Guess("—", 0.8)
    return Guess("’", 0.85)


def _contracts(left: str, right: str) -> bool:
    """Whether an apostrophe joins the parts of a word, rather than a letter that was lost."""
    if right == "s":
        return left.lower() not in _ACUTE
    return left.endswith("n") if right == "t" else left.lower() in _CONTRACTED


def _breaks_off(text: str, start: int, end: int) -> bool:
    """Whether words break off here inside a quotation: the next mark closes it, so that this one does not."""
    if not _BROKEN_OFF.match(text, start):
        return False
    later = _NOT_INSIDE.search(text, end, end + _FAR)
    return later is not None and _CLOSING.match(text, later.start()) is not None


def _opened(open_marks: list[str], begins: bool = False) -> str:
    if begins:  # a sentence begins: the quotation that is open was closed, or is opened again
        open_marks.clear()
    mark = _OPEN[len(open_marks) % 2]
    open_marks.append(mark)
    return mark


def _closed(open_marks: list[str]) -> str:
    mark = open_marks.pop() if open_marks else "“"
    return _SHUT[_OPEN.index(mark)]
