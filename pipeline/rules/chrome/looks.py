"""What one line looks like by itself, whatever stands around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.page import Page
from pipeline.rules.chrome.dates import is_timestamp
from pipeline.rules.chrome.lexicon import START, SURE, WEAK, lexicon
from pipeline.rules.chrome.lines import Line, key, lines
from pipeline.rules.chrome.people import Byline, byline, is_bare_name
from pipeline.rules.chrome.pictures import Picture, picture

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_LETTER = re.compile(r"[^\W\d_]")
_RIGHTS = re.compile(
    r"(?:^|\s)(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:by\s+)?(?:\D{0,60})?(?:19|20)\d\d|all rights reserved"
    r"|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati"
    r"|alle rechten voorbehouden|riproduzione riservata",
    re.IGNORECASE,
)
_ENDS = (".", "!", "?", "…", "”", '"', "»", "“", "’", ")", ":", ";", "。", "」", "？", "！", ".]")
_SENTENCE = (".", "!", "?", "…", "”", '"', "»", "“", "’", ".)", "。", "」", "？", "！", "]")
_CLOSED = 12  # words from which a line with an end mark is prose
_LONG = 28  # words from which any line is prose


class Look(NamedTuple):
    """A line on its own. `level` says how far its words alone decide `kind` (lexicon.SURE …)."""

    key: str
    words: int
    kind: str | None
    level: int
    prose: bool  # long enough and ended like a sentence
    ended: bool  # ends in a sentence's mark
    picture: Picture | None
    byline: Byline | None


def looks(page: Page) -> list[Look]:
    """The look of every line of the page, in the order of `lines`."""
    known = page.lasting(_known)
    found = []
    for line in page.fact(lines):
        look = known.get(line.text)
        if look is None:
            look = known[line.text] = look_at(line)
        found.append(look)
    return found


def _known(page: Page) -> dict[str, Look]:
    """Looks by text: most lines are looked at again in the stage's next pass."""
    return {}


def look_at(line: Line) -> Look:
    """Look at one line. Costs at most a few hundred code points of work, however long it is."""
    text = line.text
    size = words_in(text)
    line_key = key(text)
    ended = text.endswith(_SENTENCE)
    prose = (size >= _CLOSED and ended) or size >= _LONG
    kind, level, shown, by = None, 0, None, None
    phrase = lexicon().find(line_key, size)
    if phrase:
        kind, level = phrase
    elif not _LETTER.search(text[:80]):
        kind, level = ("timestamp", START) if is_timestamp(text) else ("counter", WEAK)
    elif size <= 22 and is_timestamp(text):
        kind, level = "timestamp", START
    elif len(text) < 600 and len(text) > 9 and _RIGHTS.search(text) and size <= 40:
        kind, level = "copyright-notice", SURE if size <= 20 else START
    else:
        by = byline(text)
        if by:
            kind, level = "byline", START
        else:
            shown = picture(text)
            if shown:
                kind, level = ("caption" if shown.caption else "credit"), START
            elif size <= 5 and is_bare_name(text):
                kind, level = "name", 0
    if level == SURE or kind in ("caption", "copyright-notice"):
        prose = False
    return Look(line_key, size, kind, level, prose, ended, shown, by)


def words_in(text: str) -> int:
    """Words; where the script has no spaces, two of its characters count as one."""
    words = len(text.split(None, 400))
    if words < 12 and len(text) > 12 and _WIDE.search(text, 0, 200):
        return max(words, len(_WIDE.findall(text[:800])) // 2)
    return words
