"""What one line looks like by itself, whatever stands around it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress

from pipeline.facts import letters
from pipeline.page import Page
from pipeline.rules.chrome.dates import is_timestamp, time_words
from pipeline.rules.chrome.lexicon import LONGEST_START, START, SURE, WEAK, Phrase, lexicon
from pipeline.rules.chrome.lines import key, lines
from pipeline.rules.chrome.people import Byline, byline, is_bare_name, is_signature
from pipeline.rules.chrome.pictures import Picture, credit_words, picture

_READ, _TAIL = 300, 80  # code points of a line that are looked at closely, and how many of them from its end
_LABEL = 120  # code points of the longest label: of a phrase, and of a line that may come again on other pages
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_RIGHTS = re.compile(
    r"(?:^|\s)(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:by\s+)?(?:\D{0,60})?(?:19|20)\d\d|all rights reserved"
    r"|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados"
    r"|tutti i diritti riservati|alle rechten voorbehouden|riproduzione riservata",
    re.IGNORECASE,
)
_RIGHTS_WORDS = frozenset({
    "copyright", "reserved", "vorbehalten", "réservés", "reservados", "riservati", "riservata", "voorbehouden",
})  # fmt: skip
# what WordPress prints under every item of a feed
_FOOTER = re.compile(
    r"(?:The post|Der Beitrag|L['’]article|La entrada|O post|Het bericht) .{2,300}? "
    r"(?:appeared first on|erschien zuerst auf|est apparu en premier sur|(?:se publicó|aparece) primero en"
    r"|apareceu primeiro em|verscheen eerst op) (\S.{0,80})"
)
_SENTENCE = (".", "!", "?", "…", "”", '"', "»", "“", "’", ".)", "。", "」", "？", "！", "]")
_CLOSED = 12  # words from which a line with an end mark is prose
_SPEAKING = 5  # words from which a line may be one in which the site speaks of itself
_SIGNED = 14  # words of the longest line of names and the day
_LONG = 28  # words from which any line is prose


@dataclass(slots=True)
class Look:
    """A line on its own. `level` says how far its words alone decide `kind` (lexicon.SURE …).

    What compares lines is found out when it is first asked for: of most articles nobody does.
    """

    text: str
    words: int
    kind: str | None
    level: int
    prose: bool  # long enough and ended like a sentence
    ended: bool  # ends in a sentence's mark
    picture: Picture | None
    byline: Byline | None
    remembered: bool = False  # the site printed it on other pages too
    _key: str | None = None
    _bag: frozenset[str] | None = None

    @property
    def key(self) -> str:
        """What two prints of the line have in common."""
        if self._key is None:
            self._key = key(self.text)
        return self._key

    @property
    def bag(self) -> frozenset[str]:
        """Its words of two letters or more, lower case."""
        if self._bag is None:
            self._bag = _bag(self.text)
        return self._bag


def looks(page: Page) -> list[Look]:
    """The look of every line of the page, in the order of `lines`."""
    known = page.lasting(_known)
    furniture = page.site.get("furniture")
    found = []
    for line in page.fact(lines):
        look = known.get(line.text)
        if look is None:
            look = _met(line.text) if len(line.text) <= _LABEL else look_at(line.text)
            if furniture and line_id(look.key, look.words) in furniture:
                look = replace(look, level=SURE, kind=look.kind or "site-furniture", prose=False, remembered=True)
            known[line.text] = look
        found.append(look)
    return found


def _known(page: Page) -> dict[str, Look]:
    """Looks by text: most lines are looked at again in the stage's next pass."""
    return {}


@lru_cache(maxsize=4_096)
def _met(text: str) -> Look:
    """The look of a short line, kept: pages of one site print the same ones."""
    return look_at(text)


def look_at(text: str) -> Look:
    """Look at one line. Costs at most a few hundred code points of work, however long it is."""
    size = words_in(text)
    ended = text.endswith(_SENTENCE)
    look = Look(text, size, None, 0, (size >= _CLOSED and ended) or size >= _LONG, ended, None, None)
    if len(text) > _LABEL and size > LONGEST_START:
        _recognise_paragraph(look, letters(sample(text).lower()))
    else:
        _recognise_label(look)
    if look.level == SURE or look.kind in ("caption", "copyright-notice"):
        look.prose = False
    return look


def _recognise_label(look: Look) -> None:
    """The kind of a line that may be one of the phrases that sites print."""
    text, size, bag = look.text, look.words, look.bag
    phrase = lexicon().find(look.key, size)
    if phrase:
        _take(look, phrase)
    elif size <= 22 and (not bag or bag <= time_words()) and is_timestamp(text):
        look.kind, look.level = "timestamp", START
    elif not bag and not _WIDE.search(text, 0, 80):
        look.kind, look.level = "counter", WEAK
    else:
        _recognise_paragraph(look, bag)
        if not look.kind and size <= 5 and is_bare_name(text):
            look.kind = "name"


def _take(look: Look, phrase: Phrase) -> None:
    look.kind, look.level = phrase
    look.prose = look.prose and phrase.level < START


def _recognise_paragraph(look: Look, words: Collection[str]) -> None:
    """The kind of a line of any length by the marks that it bears itself; `words` are in small letters."""
    text, size = look.text, look.words
    if size >= _SPEAKING and (notice := lexicon().notice(text, words, size)):
        _take(look, notice)
    elif size <= 40 and first_publisher(text):
        look.kind, look.level = "source-link", SURE
    elif size <= 40 and 9 < len(text) < 2 * _READ and _claims_rights(text, words):
        look.kind, look.level = "copyright-notice", SURE if size <= 20 else START
    elif (found := byline(text)) or (size <= _SIGNED and len(text) <= _LABEL and is_signature(text)):
        look.byline = found
        look.kind, look.level = "byline", START
    elif ("©" in text or not credit_words().isdisjoint(words)) and (shown := picture(text)):
        look.picture = shown
        look.kind, look.level = ("caption" if shown.caption else "credit"), START


def first_publisher(text: str) -> str | None:
    """The site that the footer of a feed's item names; None where the line is no such footer."""
    found = _FOOTER.fullmatch(text)
    return found[1].rstrip(". ") if found else None


def sample(text: str) -> str:
    """The line, of a long one its beginning and its end."""
    return text if len(text) <= _READ else f"{text[: _READ - _TAIL]} {text[-_TAIL:]}"


def _bag(text: str) -> frozenset[str]:
    words = letters(sample(text).lower())
    return frozenset(compress(words, map((1).__lt__, map(len, words))))


def _claims_rights(text: str, words: Collection[str]) -> bool:
    return ("©" in text or not _RIGHTS_WORDS.isdisjoint(words)) and bool(_RIGHTS.search(text))


def line_id(line_key: str, words: int) -> int:
    """A line's number in what is remembered of a site: 63 bits, of which the last tells long lines."""
    digest = hashlib.blake2b(line_key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 2 << 1 | (words >= _CLOSED)


def words_in(text: str) -> int:
    """Words; where the script has no spaces, two of its characters count as one."""
    words = len(text.split(None, 400))
    if words < 12 and len(text) > 12 and not text.isascii() and _WIDE.search(text, 0, 200):
        return max(words, len(_WIDE.findall(text[:800])) // 2)
    return words
