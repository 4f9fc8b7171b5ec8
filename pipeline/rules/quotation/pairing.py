"""Whether the curly doubles of a paragraph are sound as they stand, so that nobody need read it."""

from __future__ import annotations

import re
from enum import Enum

from pipeline.rules.quotation.marks import CURLED_PAIR, DOUBLE, OPEN, SHUT, SPACE

_OTHER = DOUBLE.replace(OPEN, "").replace(SHUT, "")
_PAIRED = re.compile(
    rf"[^{OPEN}{SHUT}]*(?:{OPEN}[^{OPEN}{SHUT}]*{SHUT}[^{OPEN}{SHUT}]*)*(?P<open>{OPEN}[^{OPEN}{SHUT}]*)?"
)
_DOUBLE = re.compile(f"[{OPEN}{SHUT}]")
_INCHES = re.compile(r"(?<=[\d½¼¾])[\"″](?![A-Za-z])")
# a mark first, then what must not stand beside it: so only marks cost time
_MISPLACED = re.compile(
    f"[{OPEN}{SHUT}{_OTHER}`'’‘´](?:(?<=[{_OTHER}])|(?<={OPEN})(?:[{SPACE},;:!?)]|\\.(?!\\.\\.)|$)|(?<=[^\\W_]{OPEN})"
    f"|(?<=[.,!?;:]{OPEN})|(?<=[{SPACE}(\\[]{SHUT})|(?<=\\A{SHUT})|(?<={SHUT})(?:(?!s\\b)[^\\W\\d_]|{OPEN})"
    f"|(?<=`)`|(?<=')'|(?<=’)’|(?<=‘)‘|{CURLED_PAIR}|(?<=´)´)"
)


class Pairing(Enum):
    """How the curly doubles of a paragraph come out."""

    BROKEN = "some stand where they do not belong, or have no partner"
    OPEN = "all pair but the last, which opens"
    CLOSED = "all pair"

    def holds(self, following_opens: bool) -> bool:
        """Whether nothing is wrong, the next paragraph beginning with a mark or not."""
        return self is Pairing.CLOSED or (self is Pairing.OPEN and following_opens)


def pair(text: str) -> Pairing:
    """Whether the curly doubles of a paragraph pair, stand where they belong and are the only style.

    Inch marks may stand among them, and a quotation inside a quotation may have doubles of its own.
    """
    if '"' in text or "″" in text:
        text = _INCHES.sub("", text)
    if _MISPLACED.search(text):
        return Pairing.BROKEN
    paired = _PAIRED.fullmatch(text)
    if paired is None:
        return _nested(text)
    return Pairing.CLOSED if paired["open"] is None else Pairing.OPEN


def _nested(text: str) -> Pairing:
    """Whether doubles pair inside doubles, and no inner one begins where a stray one would."""
    depth = 0
    resumes = False  # an inner one begins behind a comma, as the outer one does behind its speaker
    for found in _DOUBLE.finditer(text):
        depth += 1 if found[0] == OPEN else -1
        left = text[max(0, found.start() - 2) : found.start()].strip()[-1:]
        if not 0 <= depth <= 2 or (depth == 2 and left in ".!?…"):
            return Pairing.BROKEN
        resumes = resumes or (depth == 2 and left == ",")
    if depth == 0:
        return Pairing.CLOSED
    return Pairing.OPEN if depth == 1 and not resumes else Pairing.BROKEN
