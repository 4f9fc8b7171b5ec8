"""MTA: seams of a page that was translated piece by piece, parted by its links and bold words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import known, look, once, seen


@rule("MTA026", "capital-within-sentence", languages=("en",), since="0.1")
@once
def capital_within_sentence(page: Page) -> Iterator[Finding]:
    """A pronoun in the middle of a sentence begins with a capital, as if a sentence began there.

    Where a name was bold or linked, the rest of its sentence was translated as one of its own, often
    with a subject that it had already. An article all in capitals comes from such pieces too.

    Example
        The mayor of Nerva It said on Monday that the bridge would close. THE guests stayed.

    Left alone
        Titles (the song He Is), God, and pronouns that follow a stop, a mark of quotation or a line break.
    """
    text = page.text
    for place in _CAPITAL.finditer(text):
        found = _VERB.match(text, place.end())
        if found and not _DIVINE.search(text, max(0, place.start() - 60), place.end() + 60):
            start = text.rfind(" ", max(0, place.start() - 60), place.start() - 1) + 1 or place.start()
            yield Finding(start, found.end(), "a sentence begins in the middle of another", None, 0.9, None, _FRAGMENT)
    yield from seen(page, _ARTICLE, "fragment")


@rule("MTA027", "subject-named-twice", languages=("en",), since="0.1")
@once
def subject_named_twice(page: Page) -> Iterator[Finding]:
    """A pronoun repeats the subject right behind it.

    The languages that leave the pronoun out have none there; the translation of a piece puts one in.

    Example
        Tadeo Arana he stayed in the lead until the last lap; Me, I am not against it

    Left alone
        Names that end an expression of time or place (In New York he met her), and reported speech
        (she told Tadeo Arana he could stay).
    """
    text = page.text
    for place in _PRONOUN.finditer(text):
        before = place.start()
        if not text[text.rfind(" ", 0, before) + 1].isupper():
            continue
        found = _VERB.match(text, place.end())
        if found and _is_subject(page, before, place[0].strip()):
            yield Finding(before + 1, found.end(), "the subject is named twice", None, 0.8, None, {"kind": "pronoun"})
    yield from seen(page, _NAMED_FIRST, "word-order")


_FRAGMENT = {"kind": "fragment"}
_VERB = re.compile(
    r"(?:has|have|is|was|were|will|had|would|can|could|are|said|says|made|did|does|also|won|became|took|gave|[a-z]{2,}ed)\b"
)
# one set of letters first, which makes the search fast
_CAPITAL = re.compile(r"[HSITYW](?:(?<=[a-zà-ÿ] .)|(?<=[a-zà-ÿ].))(?:e|he|t|hey|ou) ")
_PRONOUN = re.compile(r" (?:s?he|they|it) ")
_DIVINE = re.compile(r"\b(?:God|Lord|Jesus|Christ|Allah|Him|His)\b|[“‘\"](?:He|She|It|You|They|We) [a-z]")
_FULL_NAME = re.compile(r"(?:^|\n|[.!?”:;] )(?P<first>[A-Z][a-zà-ÿ’-]+)(?: [A-Z][a-zà-ÿ’-]+){0,2}$")
_NAME = re.compile(r"[A-Z](?<=[a-z,] .)[a-zà-ÿ’-]+")
_TWO_NAMES = re.compile(rf"{_FULL_NAME.pattern[:-1]} and [A-Z][a-zà-ÿ’-]+(?: [A-Z][a-zà-ÿ’-]+){{0,2}}$")
_LONG_SUBJECT = re.compile(  # without a verb
    r"(?:^|\n|[.!?”:;] )(?:The|A|An|His|Her|Its|Their) (?:(?!(?:told|said|says|gave|knew|[a-z]+ed) )[a-z’-]+ ){1,4}"
    r"(?:of|in|at|from|against|for) (?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}$"
)
_ARTICLE = (known(["the"], r"THE (?<=[a-z.,;] THE )[A-Z]?[a-z]{2,}", "an article in capitals"),)
_NAMED_FIRST = (
    look(r"Me, I", r"\bMe, I(?=[’ ])", "the subject is named twice, as in French", ("me", "i")),
    known(
        "”",
        r"” (?:he|she) (?:said|added|declared|explained|concluded) [A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+(?=[.:\n])",
        "the speaker is named twice",
    ),
    look(r"That one, ", r"\bThat one, (?:how|what|why|I)\b", "the object stands before its sentence", ("that", "one")),
)
# words that open a sentence with a name in it
_NO_NAMES = frozenset(
    (
        "In At On By From After Before Since During Last This That Next When While As If Until For With To Of "
        "Under Through And But Back Now Then Yesterday Today Earlier Later Soon Once Here There Every Some Each "
        "Because Although Though Where Like Unlike Outside Inside Near Between Throughout Around Across Instead "
        "Perhaps Maybe Only Even Still Just Also So Thus Not No Monday Tuesday Wednesday Thursday Friday Saturday "
        "Sunday January February March April May June July August September October November December Christmas "
        "New Late Early One Two Three Dear Hey Oh Yes What How Why Who Whether Despite Upon Within Without Against "
        "Toward Towards Behind Beside Via Unless Did Does Was Is Had"
    ).split()
)


def _is_subject(page: Page, end: int, pronoun: str) -> bool:
    """Whether the words of a sentence up to a place are the subject that a pronoun repeats."""
    start = max(0, end - 80)
    if _LONG_SUBJECT.search(page.text, start, end):
        return True
    if pronoun == "it":
        return False
    named = (_TWO_NAMES if pronoun == "they" else _FULL_NAME).search(page.text, start, end)
    return named is not None and named["first"] not in _NO_NAMES and _is_name(page, named)


def _is_name(page: Page, named: re.Match[str]) -> bool:
    """Whether the words before a pronoun are a name: two of them, or one that stands elsewhere within a sentence."""
    words = named[0].lstrip("\n.!?”:; ")
    return " " in words or words in page.fact(_names)


def _names(page: Page) -> frozenset[str]:
    """Words with a capital that stand behind a small letter or a comma."""
    return frozenset(_NAME.findall(page.text))
