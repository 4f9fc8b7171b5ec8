"""MTA: words that stand twice, stick together, or keep the article of another word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, islice, product
from operator import eq

from pipeline.facts import words
from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import known, near, once, seen


@rule("MTA011", "doubled-word", languages=("en",), since="0.1")
@once
def doubled_word(page: Page) -> Iterator[Finding]:
    """A word stands twice in a row, or on both sides of `and`.

    Translators give two words of the source the same word.

    Example
        accommodation accommodation for the winter; serious and serious injuries

    Left alone
        had had, that that, very very, names (Walla Walla), and repetition in quotations.
    """
    for found in _DOUBLED.finditer(page.text) if _doubles(page.fact(words).row) else ():
        word = found["word"].lower()
        named = found["word"][0].isupper() and word not in _HOUSES
        heaps = " and " in found[0] and (
            (word.endswith("s") and not word.endswith(("ous", "ss")) and word not in _PERSONS)
            or "," in page.text[found.start() - 2 : found.start()]
        )
        if word in _MAY_DOUBLE or named or heaps or _is_quoted(page.text, found.start()):
            continue
        yield Finding(*found.span(), f"“{word}” stands twice", None, 0.9, None, {"kind": "doubled"})


@rule("MTA012", "article-anomaly", languages=("en",), since="0.1")
@once
def article_anomaly(page: Page) -> Iterator[Finding]:
    """The indefinite article does not fit the sound of the word behind it, or two articles meet.

    Blind replacement of a word leaves the article of the old one.

    Example
        the end of a era; the a plan

    Left alone
        Words whose sound differs from their spelling (an hour, a European, an MP), letters, names,
        and what is read letter by letter (an spf).
    """
    for found in near(page.text, _CLASH, _ARTICLE):
        article, word = found["article"].lower(), found["word"]
        letter = found["article"] == "A" and not _begins(page.text, found.start())  # a strep A infection
        name = word[1:] != word[1:].lower() or (found["article"][0] == "A" and word[0].isupper())
        if letter or name or not _clash(article, word):
            continue
        right = "an" if article == "a" else "a"
        yield Finding(*found.span(), f"“{right} {word}” is meant", None, 0.85, None, {"kind": "article"})
    for found in () if _ARTICLES.isdisjoint(page.fact(words).pairs) else _TWO_ARTICLES.finditer(page.text):
        yield Finding(*found.span(), "two articles in a row", None, 0.9, None, {"kind": "article"})


@rule("MTA016", "glued-words", languages=("en",), since="0.1")
@once
def glued_words(page: Page) -> Iterator[Finding]:
    """Two words stand together without a space.

    Example
        The ministry statedthat nobody was hurt

    Left alone
        Compounds and names.
    """
    yield from seen(page, _GLUED, "untranslated", 0.9)
    text = page.text
    for end in _JOINS:
        at = text.find(end)
        while at >= 0:
            start = text.rfind(" ", max(0, at - _LONGEST), at) + 1 if text[at - 1 : at].isalpha() else 0
            found = _JOINED.match(text, start) if start else None
            if found and found["first"].lower() in page.fact(words).different:
                yield Finding(*found.span(), "two words without a space", None, 0.9, None, {"kind": "untranslated"})
            at = text.find(end, at + 1)


_PARAGRAPH = 2_000  # code points before a place in which an open quotation is looked for
_DOUBLED = re.compile(r"(?<![\w’'-])(?P<word>[A-Za-z]{5,}) (?:and )?(?P=word)(?![\w’'-])")
# the men and the women of Spanish, French and Portuguese, where English has one word
_PERSONS = frozenset(
    (
        "deputies legislators senators citizens workers teachers students councillors councilors ministers doctors "
        "nurses governors mayors voters candidates neighbours neighbors colleagues players researchers scientists "
        "journalists entrepreneurs users patients professors employees residents members athletes artists"
    ).split()
)
_HOUSES = frozenset("university ministry street hospital council party bank college court club museum school".split())
_MAY_DOUBLE = frozenset(
    (
        "had that very many really long far never again more bye night there now hear ha haha blah knock tut "
        "boom so too yes no please well sing come old years out over miles hours days round through on and "
        "less fewer better worse higher lower back side step little quack woof chop hot big small good cha "
        "can is was what who which it her him dear help go one two three only all "
    ).split()
)
_ARTICLE = re.compile(r"(?<![\w.’'-])(?P<article>[Aa]n?) (?P<word>[A-Za-z]{3,})(?![\w.’'])")
# words that sound with a vowel, and with a consonant, where only sure cases count
_VOWEL_SOUND = re.compile(
    r"(?:a(?!aa)|e(?!u|we)|i(?!i)|o(?!n[ce]|uija)|u(?=mb|nc|nd|nf|ng|nh|nj|nk|nl|np|nr|ns|nt|nu|nw|p|gl|lt|tt|sh)"
    r"|hour|honest|honou?r|heir)[a-z]",
    re.IGNORECASE,
)
_CONSONANT_SOUND = re.compile(
    r"(?=[a-z]*[aeiouy])(?!hono|honest|hour|heir|hist|hote|herb|habit|hero|horr|hyst|hall|[fhlmnrsx]-|(?-i:[A-Z]{2}))[b-df-hj-np-tv-z][a-z]"
    r"|(?:uni(?!n|m)|euro|one-|once|usu|user|used|useful|useless|utili|unic)[a-z]",
    re.IGNORECASE,
)
_CLASH = re.compile(rf"[Aa](?<=[ “‘(\[\n].)(?: (?i:{_VOWEL_SOUND.pattern})|n (?i:{_CONSONANT_SOUND.pattern}))")
_ARTICLES = frozenset((("the", "a"), ("the", "an"), ("a", "the"), ("an", "the"), ("a", "an"), ("an", "a")))
_TWO_ARTICLES = re.compile(r"(?<![\w.’'-])(?:the an?|an? the|a an|an a) (?=[a-z]{3})")
# words that are not the end of others
_JOINS = ("including", "except", "because", "according", "which")
_LONGEST = 30  # letters of a word that another sticks to
_JOINED = re.compile(rf"(?P<first>[^\W\d_]{{5,{_LONGEST}}}?)(?:{'|'.join(_JOINS)})\b")
_BEFORE_THAT = (
    "stated said added noted announced claimed believes reported declared explained told knows says states because"
).split()
_GLUED = (
    known(
        map("".join, product(_BEFORE_THAT, ("that", "the"))),
        rf"\b(?:{'|'.join(_BEFORE_THAT)})(?:that|the)\b",
        "two words without a space",
    ),
)


def _doubles(row: list[str]) -> bool:
    """Whether a word stands twice in a row, or on both sides of `and`."""
    if any(len(word) > 4 for word in compress(row, map(eq, row, islice(row, 1, None)))):
        return True
    at = 0
    for _ in range(row.count("and")):
        at = row.index("and", at) + 1
        if row[at - 2 : at - 1] == row[at : at + 1]:
            return True
    return False


def _clash(article: str, word: str) -> bool:
    """Whether two words are an article and a word that may not follow it."""
    if article == "a":
        return _VOWEL_SOUND.match(word) is not None
    return article == "an" and _CONSONANT_SOUND.match(word) is not None


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation is open at a place of its paragraph: people repeat themselves."""
    start = text.rfind("\n", max(0, at - _PARAGRAPH), at) + 1 or max(0, at - _PARAGRAPH)
    return text.count("“", start, at) > text.count("”", start, at)


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at a place."""
    return text[max(0, at - 4) : at].rstrip(" “‘\"'")[-1:] in ("", "\n", ".", "!", "?")
