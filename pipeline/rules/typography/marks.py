"""TYP: ellipses, ligatures, invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.facts import outline
from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.typography.spacing import is_english


@rule("TYP001", "spaced-ellipsis", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def spaced_ellipsis(page: Page) -> Iterator[Finding]:
    """An ellipsis is set as three dots with spaces between them.

    Translators and some agencies write `. . .`, which line breaks tear apart and sentence
    splitters read as three ends. A fourth dot is the stop before it and stays.

    Example
        with a very strong hand. . . I think
    becomes
        with a very strong hand… I think

    Left alone
        Dot leaders and longer rows of dots, as in a table of contents.
    """
    for found in _SPACED.finditer(page.text):
        start = found.start("four") if found["four"] else found.start()
        yield Finding(start, found.end(), "three spaced dots are one ellipsis", "…")


@rule("TYP004", "invisible-character", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def invisible_character(page: Page) -> Iterator[Finding]:
    r"""A character that cannot be seen stands in the text: zero width, byte order mark, direction mark.

    They break searches and comparisons, and some pages hide them in their text on purpose.

    Example
        doomsayers are happy to \u200bwrite off
    becomes
        doomsayers are happy to write off

    Left alone
        Joiners inside words of scripts that need them and inside emoji; direction marks beside
        Hebrew and Arabic.
    """
    if not _INVISIBLE.search(page.fact(outline)):
        return
    for found in _INVISIBLE.finditer(page.text):
        around = page.text[max(0, found.start() - 1) : found.start()] + page.text[found.end() : found.end() + 1]
        if not _NEEDS.search(around):
            yield Finding(*found.span(), "an invisible character", "")


@rule("TYP005", "soft-hyphen", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def soft_hyphen(page: Page) -> Iterator[Finding]:
    r"""A soft hyphen, an invitation to break a line there, was left in a word.

    Example
        knickknacks and jimc\u00adracks
    becomes
        knickknacks and jimcracks

    Left alone
        Hyphens that can be seen.
    """
    for found in re.finditer("\u00ad+", page.text):
        yield Finding(*found.span(), "a soft hyphen", "")


@rule("TYP011", "capital-after-ellipsis", severity=Severity.NOTE, fix=Fix.SUGGEST, since="0.1")
def capital_after_ellipsis(page: Page) -> Iterator[Finding]:
    """A function word behind an ellipsis begins with a capital, though the sentence goes on.

    Translators take the ellipsis for an end.

    Example
        We hope… For a fairly quick result
    becomes
        We hope… for a fairly quick result

    Left alone
        Names, and sentences that may well begin there (I, He, The).
    """
    for found in CAPITAL.finditer(page.text):
        if not is_english(page):
            return
        word = found["word"]
        message = "the sentence goes on behind the ellipsis"
        yield Finding(found.start("word"), found.end("word"), message, word.lower(), 0.7)


@rule("TYP012", "ligature", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def ligature(page: Page) -> Iterator[Finding]:
    """Two letters are one character, as typesetting draws them.

    Text taken from PDF files has them; searches for the word then miss it.

    Example
        a light blue sky, ﬂecked
    becomes
        a light blue sky, flecked

    Left alone
        Letters of their own: æ, œ, ß, ĳ.
    """
    if not _LIGATURE.search(page.fact(outline)):
        return
    for found in _LIGATURE.finditer(page.text):
        yield Finding(*found.span(), "a ligature", unicodedata.normalize("NFKC", found[0]))


@rule("TYP013", "not-composed", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def not_composed(page: Page) -> Iterator[Finding]:
    r"""A letter and its accent are two characters where Unicode has one (NFC).

    Example
        cafe\u0301
    becomes
        café

    Left alone
        Combinations that have no character of their own.
    """
    text = page.text
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return
    for found in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", found[0])
        if composed != found[0]:
            yield Finding(*found.span(), "not in Unicode's composed form", composed)


# three dots and the spaces between them; of four the first is a stop
_SPACED = re.compile(
    r"\.(?<![.…].)(?<!\.[ \u00a0].)(?:(?<=\w\.)(?P<four>[ \u00a0]?\.[ \u00a0]\.[ \u00a0]\.)|[ \u00a0]\.[ \u00a0]\.)"
    r"(?![ \u00a0]?\.)"
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_INVISIBLE = re.compile("[\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")
_NEEDS = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc\ufe0f\u2600-\u27bf"
    "\U0001f000-\U0001faff]"
)
CAPITAL = re.compile(
    r"… (?<=[a-z]… )(?P<word>For|Of|To|On|In|At|With|From|By|And|Or|Because|That|Which|Who|About|Into|As)(?= [a-z])"
)
# a character and what combines with it; also characters whose composed form is another one
_CLUSTER = re.compile(
    "(?s).[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\u1161-\u11c2]+"
    "|[\u0340-\u0344\u0374\u037e\u0387\u0958-\u0fff\u1f71-\u1fff\u2000-\u212b\u2329\u232a\u2adc\uf900-\ufaff\ufb1d-\ufb4e"
    "\U0001d15e-\U0001d1c0\U0002f800-\U0002fa1d]"
)
