"""Facts about a page that rules of several families ask for."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.page import Page


class Language(NamedTuple):
    """An ISO 639-1 code, or ``und`` where the text does not say, and how probable it is."""

    code: str
    probability: float


UNKNOWN = Language("und", 0.0)
_ENOUGH = 60  # letters below which no language is told
_LETTERS = re.compile(r"[^\W\d_]+")
_SCRIPTLESS = re.compile(r"https?://\S+|\S+@\S+")


def language(page: Page) -> Language:
    """The language of the article: langdetect, seeded, where there is text enough to tell."""
    text = _SCRIPTLESS.sub(" ", page.text[:4000])
    if sum(map(len, _LETTERS.findall(text))) < _ENOUGH:
        return UNKNOWN
    return detect(text)


def detect(text: str) -> Language:
    """What langdetect says of a text; the same on every call. UNKNOWN where it has no answer."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text)[0]
    except LangDetectException:
        return UNKNOWN
    return Language(best.lang.split("-")[0], round(best.prob, 4))


def paragraphs(page: Page) -> list[tuple[int, int]]:
    """Spans of the lines of the page that are not blank, without their line breaks."""
    return [found.span() for found in _LINES.finditer(page.text)]


_LINES = re.compile(r"[^\n]*\S[^\n]*")
