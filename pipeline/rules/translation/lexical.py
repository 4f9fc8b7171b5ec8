"""MTA: phrases that the lexicon knows, shared out to rules by their kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.facts import paragraphs, words
from pipeline.lexicon import Entry, load
from pipeline.lexicon.pattern import Sign
from pipeline.lexicon.tokens import Token, tokenise
from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule

_SENTENCE = 80  # tokens; what is farther off is taken for another sentence
_TOPIC = 2  # different words of a topic that make it one of the article's
_LANGUAGES = {
    "af": "Afrikaans", "nl": "Dutch", "de": "German", "da": "Danish", "sv": "Swedish", "no": "Norwegian",
    "is": "Icelandic", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "ro": "Romanian",
    "ca": "Catalan", "ru": "Russian", "uk": "Ukrainian", "pl": "Polish", "cs": "Czech", "tr": "Turkish",
    "ar": "Arabic", "fa": "Persian", "hi": "Hindi", "ur": "Urdu", "bn": "Bengali", "ja": "Japanese",
    "zh": "Chinese", "ko": "Korean", "el": "Greek", "id": "Indonesian", "ms": "Malay", "vi": "Vietnamese",
    "th": "Thai", "hu": "Hungarian", "fi": "Finnish",
}  # fmt: skip


class Hit(NamedTuple):
    """A phrase of the lexicon in the text."""

    start: int
    end: int
    entry: Entry


def hits(page: Page) -> list[Hit]:
    """All phrases of the lexicon that context does not make plausible; of overlapping ones the surest, then longest."""
    found = sorted(_found(page), key=lambda hit: (-hit.entry.sure, hit.start - hit.end, hit.start, hit.entry.match))
    kept: list[Hit] = []
    taken = bytearray(len(page.text) if found else 0)  # 1 where a kept hit stands
    for hit in found:
        if taken.find(1, hit.start, hit.end) < 0:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept)


def _found(page: Page) -> Iterator[Hit]:
    """Phrases where they may be wrong. Only lines with all the words of some phrase are read closely."""
    lexicon = load()
    matcher, known = lexicon.matcher, page.fact(words)
    possible = matcher.possible(page.text, known.different, known.pairs)
    signs = {sign for _, sign in possible}
    for (start, end), line in zip(page.fact(paragraphs), known.lines, strict=True) if signs else ():
        if signs.isdisjoint(pairwise(line)) and signs.isdisjoint(line):
            continue
        part = page.text[start:end]
        present: set[Sign] = {*line, *pairwise(line)}
        numbers = [number for number, sign in possible if sign in present and matcher.fits(number, part, present)]
        row = tokenise(page.text, start, end) if numbers else []
        for number, first, behind in matcher.find(row, numbers):
            entry = lexicon.entries[number]
            own = {token.low for token in row[first:behind]}
            if entry.unless and _is_plausible(entry, page.fact(_present) - own, lexicon.topics):
                continue
            if not entry.needs or _needed(entry, row, first, behind):
                yield Hit(row[first].start, row[behind - 1].end, entry)


def _present(page: Page) -> frozenset[str]:
    """All words and marks of the page, in small letters."""
    return frozenset(token.low for token in tokenise(page.text))


def _is_plausible(entry: Entry, around: frozenset[str], topics: dict[str, frozenset[str]]) -> bool:
    """Whether the words around a phrase make it right."""
    for word in entry.unless:
        if word.startswith("@"):
            if len(topics.get(word[1:], frozenset()) & around) >= _TOPIC:
                return True
        elif word in around:
            return True
    return False


def _needed(entry: Entry, row: Sequence[Token], first: int, behind: int) -> bool:
    """Whether one of the words that an entry needs stands in the same sentence."""
    for around in (row[max(0, first - _SENTENCE) : first][::-1], row[behind : behind + _SENTENCE]):
        for token in around:
            if token.low in (".", "!", "?", "\n"):
                break
            if token.low in entry.needs:
                return True
    return False


def _share(page: Page, *kinds: str) -> Iterator[Finding]:
    for hit in page.fact(hits):
        entry = hit.entry
        if entry.kind not in kinds:
            continue
        pivot = _LANGUAGES.get(entry.pivot)
        through = f", as from {pivot}" if pivot else ""
        message = f"probably “{entry.likely}”{through}: {entry.why}"
        fields = {"suggestion": entry.likely, "pivot": entry.pivot, "kind": entry.kind}
        yield Finding(hit.start, hit.end, message, None, 0.95 if entry.sure == 3 else 0.85, None, fields)


@rule("MTA001", "wrong-sense", languages=("en",), since="0.1")
def wrong_sense(page: Page) -> Iterable[Finding]:
    """A word stands in a sense that only its translation in another language has.

    Afrikaans *rits* is both a string and a zipper, *eis* both a demand and a claim; a text that went
    through Afrikaans may have come back with the other one.

    Example
        forcing the government to zipper claims

    Left alone
        Phrases that the article's subject makes right: a patent suit has zipper claims.
    """
    return _share(page, "wrong-sense")


@rule("MTA002", "spun-synonym", languages=("en",), since="0.1")
def spun_synonym(page: Page) -> Iterable[Finding]:
    """A word of a fixed expression was replaced by a near-synonym, as article spinners do.

    Example
        a spokesman for the White Home

    Left alone
        Expressions that are in use as they stand.
    """
    return _share(page, "synonym")


@rule("MTA003", "calqued-idiom", languages=("en",), since="0.1")
def calqued_idiom(page: Page) -> Iterable[Finding]:
    """An idiom of another language was translated word for word.

    Example
        The decision threw oil on the fire.

    Left alone
        Idioms that English shares.
    """
    return _share(page, "idiom")


@rule("MTA004", "broken-title", languages=("en",), since="0.1")
def broken_title(page: Page) -> Iterable[Finding]:
    """A title, an office or an institution has a name that it does not have in English.

    Example
        the Incomparable Court of the United States

    Left alone
        Official names in the English of other countries.
    """
    return _share(page, "title", "institution")


@rule("MTA005", "foreign-phrase-order", languages=("en",), since="0.1")
def foreign_phrase_order(page: Page) -> Iterable[Finding]:
    """A known phrase stands in the word order, or with the small words, of another language.

    Example
        there are 14 months that the mine closed

    Left alone
        Inversions that English knows from speech and verse.
    """
    return _share(page, "word-order", "function-word", "fragment")


@rule("MTA006", "untranslated-remnant", languages=("en",), since="0.1")
def untranslated_remnant(page: Page) -> Iterable[Finding]:
    """A word of the source language, or of its way to write numbers and dates, was left standing.

    Example
        a bond of 20 lakh dollars

    Left alone
        Loan words and units where they are at home.
    """
    return _share(page, "untranslated", "number")
