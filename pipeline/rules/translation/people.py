"""MTA: he and she, and the people whom they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import islice

import orjson

from pipeline.facts import words
from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import once


@rule("MTA019", "pronoun-contradicts-name", languages=("en",), since="0.1")
@once
def pronoun_contradicts_name(page: Page) -> Iterator[Finding]:
    """Somebody with a woman's name is called he right behind it, or the other way round.

    Many languages leave the subject to the verb, or have one word for both; their translators guess.

    Example
        “They paid us back,” Ratna Widjaja said. He said the bank would lend on.

    Left alone
        Names that men and women have, surnames that several people of the article share, sentences
        that somebody else comes into, and people who come after 200 others.
    """
    different = page.fact(words).different
    given = _given() & different if not different.isdisjoint(_PRONOUNS) else ()
    for surname, pronoun in _surnames(page.text, given):
        for at in _places(page.text, surname):
            for pattern in _PATTERNS:
                found = pattern.match(page.text, at + len(surname))
                if found and _of(found["pronoun"]) != pronoun and not _others(found[0]):
                    message = f"{surname} is “{pronoun}” by the given name"
                    fields = {"kind": "pronoun", "suggestion": pronoun}
                    yield Finding(found.start("pronoun"), found.end(), message, None, 0.8, None, fields)
                    break


@cache
def _pronoun_of() -> dict[str, str]:
    """Given names and titles in small letters that only women or only men have: names.json."""
    told = orjson.loads((resources.files(__package__) / "names.json").read_bytes())
    return {name: pronoun for pronoun, rows in told.items() for row in rows for name in row.split()}


@cache
def _given() -> frozenset[str]:
    return frozenset(_pronoun_of())


def _surnames(text: str, given: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Surnames of one person each, as far as the text shows, and the pronoun of the given name before it."""
    found: dict[str, set[str]] = {}
    for name in sorted(given):
        for at in _places(text, name.capitalize() + " "):
            surname = _SURNAME.match(text, at + len(name) + 1)
            if surname:
                found.setdefault(surname[1], set()).add(_pronoun_of()[name])
    for name, told in islice(found.items(), _PEOPLE):
        if len(told) == 1 and not _is_shared(text, name):
            yield name, told.pop()


def _is_shared(text: str, surname: str) -> bool:
    """Whether a name that tells nothing stands before the surname anywhere: it may be somebody else's."""
    before = (_CAPITAL_BEFORE.search(text, max(0, at - 20), at) for at in _places(text, surname))
    return any(found and found[1].lower() not in _pronoun_of() and found[1] not in _ROLES for found in before)


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word begins in a text."""
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalnum():
            yield at
        at = text.find(word, at + len(word))


def _of(pronoun: str) -> str:
    return "he" if pronoun.lower() in ("he", "his", "himself") else "she"


def _others(text: str) -> bool:
    """Whether a piece of text names somebody by a given name or a title."""
    return any(word.lower() in _pronoun_of() for word in _CAPITALISED.findall(text))


_PEOPLE = 200  # surnames of an article that are followed, so that time grows with its length only
_PRONOUNS = frozenset(("he", "she", "his", "her", "himself", "herself"))
_SURNAME = re.compile(r"(?:(?:[A-Z]\.|[A-Z][a-zà-ÿ]+|de|da|van|von|al) ){0,2}([A-Z][\w’-]{2,})")
_CAPITAL_BEFORE = re.compile(r"(?<![.!?”\n] )\b([A-Z][\wà-ÿ’-]+) $")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+")
_ROLES = frozenset(
    (
        "President Minister Senator Judge Justice Professor General Colonel Captain Mayor Governor Secretary "
        "Chancellor Premier Inspector Sergeant Officer Director Chairman Princess Prince Queen King Pope Bishop Coach"
    ).split()
)
_SAID = (
    "said|says|added|told|explained|noted|stressed|continued|wrote|admitted|recalled|warned|insisted|declared|announced"
    "|stated|claimed|confirmed|argued|acknowledged|emphasi[sz]ed|revealed|mentioned|affirmed|assured|testified|indicated"
)
_OWN = "husband|wife|own|resignation|career|mother|father|son|daughter|house|home|office|car|life|job|mandate|speech"
# what follows a surname up to a pronoun that must be its owner's
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf" (?:{_SAID})(?: (?:on|in|to|at|of|during|before) [^.“”\n]{{1,60}})?[.] (?P<pronoun>He|She) [a-z]+",
        rf" (?:{_SAID}) (?:on [A-Z]\w+ |that |also )?(?P<pronoun>he|she|his|her) [a-z]+",
        rf"(?:, [^.“”\n]{{1,80}},)? (?:{_SAID}|is|was|has|had)\b[^.“”\n]{{1,200}}[.] "
        rf"(?P<pronoun>He|She) (?:also )?(?:{_SAID})\b",
        rf", (?:who|whose) [^.“”\n]{{1,200}}[.] (?P<pronoun>He|She) (?:also )?(?:{_SAID})\b",
        rf"(?: (?:has|had|will|would|also|then|later))? [a-z]+ (?P<pronoun>his|her) (?:{_OWN})\b",
        r"(?: (?:has|had|will|would|also|then))? (?!saw|told|called|met)[a-z]+ (?P<pronoun>himself|herself)\b",
    )
)
