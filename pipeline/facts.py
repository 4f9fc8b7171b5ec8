"""Facts about a page that rules of several families ask for."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable
from itertools import chain, pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.page import Page


class Language(NamedTuple):
    """An ISO 639-1 code, or ``und`` where the text does not say, and how probable it is."""

    code: str
    probability: float


UNKNOWN = Language("und", 0.0)
_ASKED = 8_000  # code points that langdetect is given at most; its answer hardly moves beyond
_SAMPLES = (1_200, _ASKED)  # code points in which function words are counted; more where few leave a doubt
_OWN = 0.1  # share of function words from which a passage is in its article's language; prose has .16 and more
_FEW = 40  # words from which a text is judged as a whole
_ENOUGH = 60  # letters below which no language is told: langdetect calls short English Danish
_NOISE = re.compile(r"https?://\S+|\S+@\S+")
_WORDS = re.compile(r"[^\W\d_]+")

# Function words that tell these languages from one another and from their neighbours. Danish, Norwegian,
# Swedish, Afrikaans, Catalan, Romanian and the Slavic languages stand here so that they are not mistaken.
_FUNCTION_WORDS = {
    "en": (
        "the of and to in is was that for with on by his her they have had not are were this from has "
        "been who will said it he she you be but what which would could there their your my we"
    ),
    "de": (
        "der die und das den von zu mit sich des auf für ist nicht ein eine dem auch als nach wird bei "
        "einer aus oder über ich sie wir im"
    ),
    "fr": (
        "le la les des et du une est dans qui que pour pas sur par au avec ce il sont plus ont été cette aux ses nous"
    ),
    "es": (
        "el la los las y del que en una por con para es se su al como más pero sus este fue ha han sobre entre según"
    ),
    "pt": (
        "o os as e do da dos das em um uma não para com que por no na mais foi ao são pela pelo também se ele segundo"
    ),
    "it": ("il la di e che non per una un del della sono con gli dei le nel alla è anche più delle al da si ha dal"),
    "nl": ("de het een van en is dat op te zijn voor met niet aan er om ook als bij door naar heeft maar uit wordt"),
    "da": "og det er ikke til af på en som med har den for at de et han blev jeg være efter kan også",
    "no": "og det er ikke til av på en som med har den for at de et han ble jeg være etter kan også",
    "sv": "och det är inte till av på en som med har den för att de ett han var jag efter kan också från",
    "af": "die en van het is in nie dat vir met op hy wat sy te om was deur hulle aan",
    "ca": "el la els les i de que en una per amb és no del dels als ha han però seva",
    "ro": "și de la în că nu pe cu din care este sunt pentru au mai fost prin",
    "pl": "i w na z do nie że się jest to po przez dla od oraz jak ale był ma są",
    "cs": "že jsem ale také jak pro být má jako který podle při jeho jsou není",
    "ru": "и в не на что с по как это то из за для он",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _code, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _code)
_WORDS_OF = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}
_IS_ENGLISH = {word: word in _WORDS_OF["en"] for word in _LANGUAGES_OF}
_TOLD = frozenset(("en", "de", "fr", "es", "it", "nl", "pt"))  # told without asking langdetect
# letters of one language, the share of all letters from which they tell it, and letters with which it is another
_ALPHABETS = (
    ("ja", re.compile(r"[\u3041-\u30ff]"), 0.2, None),
    ("ko", re.compile(r"[\uac00-\ud7a3]"), 0.5, None),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.5, None),
    ("ru", re.compile(r"[ыэё]"), 0.01, re.compile(r"[^\W\d_A-Za-zА-Яа-яЁё]")),
)


def language(page: Page) -> Language:
    """The language of the article.

    Where function words or letters of its own leave no doubt they decide; else langdetect is asked,
    seeded, so that the answer is the same on every call. Of short texts, which langdetect gets wrong,
    only they and the source's own claim tell; without them the language is ``und``.
    """
    quick = by_function_words(page.text)
    if quick is not None:
        return quick
    text = _NOISE.sub(" ", page.text[:_ASKED])
    words = _WORDS.findall(text)
    if sum(map(len, words)) < _ENOUGH:
        return _of_few(words, page.hints.language)
    code = _by_letters("".join(words))
    if code:
        return Language(code, 0.99)
    return _of_few(words, page.hints.language) if len(words) < _FEW else detect(text)


def _by_letters(letters: str) -> str | None:
    """The language that letters of its own give away, which spares langdetect; None where there are no such."""
    for code, own, share, others in () if letters.isascii() else _ALPHABETS:
        if len(own.findall(letters)) >= share * len(letters) and not (others and others.search(letters)):
            return code
    return None


def _of_few(words: list[str], claim: str | None) -> Language:
    """The language of a few words: that of their function words, else what the source claims."""
    ranked = _ranked(map(str.lower, words))
    if ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return Language(ranked[0][0], 0.7)
    code = (claim or "").lower().replace("_", "-").split("-")[0]
    return Language(code, 0.5) if len(code) == 2 else UNKNOWN


def _ranked(words: Iterable[str]) -> list[tuple[str, int]]:
    """The two languages to which most of the words, in small letters, belong, with their numbers."""
    counts: dict[str, int] = {}
    for word, times in Counter(filter(_LANGUAGES_OF.__contains__, words)).items():
        for code in _LANGUAGES_OF[word]:
            counts[code] = counts.get(code, 0) + times
    return sorted(counts.items(), key=_times, reverse=True)[:2]


_times = itemgetter(1)


def speaks(text: str, code: str) -> bool:
    """Whether a passage has its share of the function words of a language: a quick yes, no proof of a no."""
    words = text.lower().split()
    return sum(map(_WORDS_OF.get(code, frozenset()).__contains__, words)) >= _OWN * len(words)


def is_english(passage: str) -> bool | None:
    """Whether a passage of any length is English; None where its few words do not say."""
    plain = passage[: _SAMPLES[0]].lower().replace("'", "").replace("’", "")  # s and t are no words
    words = letters(plain)
    own = Counter(map(_IS_ENGLISH.get, words))
    english, abroad = own[True], own[False]
    if english > abroad and english * 16 >= len(words):
        return True
    if abroad > english or (len(words) >= 12 and english * 24 < len(words)):
        return False
    return None


def by_function_words(text: str) -> Language | None:
    """The language that the function words of the beginning, or of more, leave no doubt about, or None.

    bench/language.py measures how often that is so and how often langdetect disagrees.
    """
    for size in _SAMPLES:
        words = letters(text[:size].lower())
        if len(words) < _FEW:
            return None
        (best, hits), (_, second) = (*_ranked(words), ("", 0), ("", 0))[:2]
        if best in _TOLD and hits >= 0.16 * len(words) and hits >= 2 * second + 3:
            return Language(best, 0.99)
        if len(text) <= size:
            return None
    return None


def detect(text: str) -> Language:
    """What langdetect says of a text; the same on every call. UNKNOWN where it has no answer."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text)[0]
    except LangDetectException:
        return UNKNOWN
    return Language(best.lang.split("-")[0], round(best.prob, 4))


def letters(text: str) -> list[str]:
    """The words of a text, made of letters alone: four times as fast as a pattern where they are ASCII letters."""
    if not text.isascii():
        for mark in _COMMON_MARKS:
            text = text.replace(mark, " ")
        if not text.isascii():
            return _WORDS.findall(text)
    return text.encode().translate(_LETTERS).decode().split()


_COMMON_MARKS = "’“”‘–—…"
_LETTERS = bytes(code if code < 128 and chr(code).isalpha() else 32 for code in range(256))


def paragraphs(page: Page) -> list[tuple[int, int]]:
    """Spans of the lines of the page that are not blank, without their line breaks."""
    return [found.span() for found in _LINES.finditer(page.text) if not found[0].isspace()]


_LINES = re.compile(r"[^\n]+")


def outline(page: Page) -> str:
    """The text without ASCII letters, digits and spaces: its marks, breaks and other letters, in order.

    It is a tenth of prose and takes 1.5 ms a megabyte, some fifteen times less than one pattern,
    so whoever asks whether a mark stands anywhere, or how marks follow one another, asks it.
    """
    data = page.text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return data.decode("utf-8", "surrogatepass")


def signs(page: Page) -> frozenset[str]:
    """The characters of the outline, each once."""
    return frozenset(page.fact(outline))


_PLAIN = (string.ascii_letters + string.digits + " ").encode()


class Words(NamedTuple):
    """The words of a page in small letters, apostrophes and hyphens parting them, and what they tell at a glance."""

    lines: list[list[str]]  # of each of `paragraphs`
    row: list[str]
    different: set[str]
    pairs: set[tuple[str, str]]  # next to each other, whatever mark or line break stands between


def words(page: Page) -> Words:
    """The page's words: what rules look at to tell, within microseconds, that they have nothing to look for.

    Marks are made spaces and the rest is split, which takes half the time of a pattern.
    """
    data = page.text.lower().encode("utf-8", "surrogatepass").translate(_NO_MARKS)
    text = data.decode("utf-8", "surrogatepass")
    others = [mark for mark in page.fact(signs) if not mark.isascii() and not mark.isalnum()]
    if len(others) > _SEVERAL:
        text = text.translate(dict.fromkeys(map(ord, others), " "))
    else:
        for mark in others:
            text = text.replace(mark, " ")
    lines = [bare.split() for bare, line in zip(text.split("\n"), page.text.split("\n"), strict=True) if line.strip()]
    row = list(chain.from_iterable(lines))
    return Words(lines, row, set(row), set(pairwise(row)))


_NO_MARKS = bytes(code if code > 127 or chr(code).isalnum() or code == 10 else 32 for code in range(256))
_SEVERAL = 20  # marks, up to which replacing one after the other is quicker than all at once


def code_lines(page: Page) -> frozenset[int]:
    """Where those of `paragraphs` begin that look like code or markup, in which every mark means itself."""
    text = page.text
    if not _CODE_SIGN.search(text):
        return frozenset()
    return frozenset(start for start, end in page.fact(paragraphs) if _looks_like_code(text[start:end]))


def _looks_like_code(text: str) -> bool:
    found = len(_CODE.findall(text[:4000]))
    return (found >= 2 and found * 60 >= min(len(text), 4000)) or found >= 8


def is_code_document(page: Page) -> bool:
    """Whether the text is about code to such a degree that its marks and lines are left alone."""
    text = page.text
    if not _CODE_TRACE.search(text):
        return False
    if _FENCE.search(text) or _LITERAL.search(text) or len(_INDENTED.findall(text)) >= 2:
        return True
    return len(page.fact(code_lines)) >= max(1, 0.1 * len(page.fact(paragraphs)))


_CODE = re.compile(
    r"[{}]|=>|->|==|!=|\(\)|;\s*$|</?\w+|^\s*(?:\$|>>>|#!|//)|\w\(['\"]|['\"]\)|--\w|\w=['\"]|\\[nt\"']|`[^`'\n]+`",
    re.MULTILINE,
)
# one set of characters first, which makes the search fast; without a sign nothing of the above is found
_CODE_SIGN = re.compile(
    r"[{}=>;<$#\\`/('\"-](?:(?<=[{}`])|(?<==)[>='\"]|(?<=!=)|(?<=-)(?:>|-\w)|(?<=\()[)'\"]|(?<=['\"])\)|(?<=;)\s*$"
    r"|(?<=<)/?\w|(?<=>)>>|(?<=#)!|(?<=/)/|(?<=\\)[nt\"']|(?<=^\$)|(?<=^\s\$)|(?<=\s\s\$))",
    re.MULTILINE,
)
_CODE_TRACE = re.compile(
    r"[{}`=>;(<-](?:(?<=[{}`])|(?<==)[>='\"]|(?<=-)>|(?<=\()[)'\"]|(?<=;)$|(?<=<)/?\w|(?<=>)>>|(?<=-)-\w)", re.MULTILINE
)
_INDENTED = re.compile(r"^(?: {4,}|\t+)\S.*(?:[({=:]$|\(\w*\)|\w\(|[=;]|import )", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*`{3,}[ \w+.-]{0,30}$", re.MULTILINE)
_LITERAL = re.compile(r"``[^\s`'](?:[^`'\n]{0,60}[^\s`',.!?])?``(?!\w)")  # a literal in reStructuredText
