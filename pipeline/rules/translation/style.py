"""Signs of style too weak to flag: they tell of an article, not of a place in it, and only the score asks for them.

None is wrong. Each turn of phrase stands in clean news less than once in 10,000 words, and ten to forty times as often
in copies that came through another language; agencies and human translators write them too.
"""

from __future__ import annotations

import re
from itertools import product

from pipeline.facts import words
from pipeline.lexicon.pattern import Sign
from pipeline.page import Page
from pipeline.rules.translation.near import Look, known, present


def hints(page: Page) -> int:
    """How many turns of phrase stand in the text that other languages favour."""
    there = page.fact(present)
    turns = (turn.pattern for turn in _HINTS if not turn.having.isdisjoint(there))
    return sum(1 for pattern in turns for _ in pattern.finditer(page.text))


def genitives(page: Page) -> float:
    """The share of `the roof of the house` among these and `the house's roof`, between 0 and 1.

    Most languages have the first only. Some of each are taken for granted, so that a short text tells little.
    """
    long = sum(1 for _ in _LONG.finditer(page.text))
    short = page.text.count("’s ") + page.text.count("'s ")
    return (long + 0.5) / (long + short + 3)


def articles(page: Page) -> float:
    """How many of ten words are `the`: other languages have an article before whatever is meant at large, and names."""
    return 10 * page.text.count(" the ") / (len(page.fact(words).row) + _NONE)


_NONE = 80  # words without any that stand as it were behind every text, so that a short one tells little
_LONG = re.compile(r"the [a-z-]+ of (?:the|an?|his|her|its|their|this|these) ")
_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SAYS = (
    "explains|declares|adds|concludes|assures|continues|recalls|specifies|promises|underlines|announces|denounces|regrets"
    "|emphasizes|indicates|affirms|reports|exclaimed|concluded|stressed|emphasized|stated"
)
_SAID = "declared|indicated|clarified|commented|specified|mentioned|affirmed|recalled"
_NOTED = "noted|remembered|recalled|clarified|noting|remembering|mentioning"
_MATTER = "sense|regard|context|framework|respect"
_LINKS = "Likewise|In the same way|In parallel|In addition to this|For this reason|In turn|Certainly|On the other hand"


def _turn(pattern: str, *one_of: Sign) -> Look:
    """A turn of phrase; `one_of` are the words, pairs or marks of which its page has one."""
    return known(one_of, pattern, "")


_HINTS = (
    _turn(rf"\bthis (?:{_DAY})\b", *product(["this"], _DAY.lower().split("|"))),
    _turn(r"(?<!rest )(?<!be )\b(?:assured|assures)(?=[.,]| (?:the|that|[A-Z]))", "assured", "assures"),
    _turn(rf"”,? (?:(?:{_SAYS}|{_SAID})\b(?! by\b)|(?:he|she) (?:{_SAYS}|{_SAID}|continued)[.,])", "”"),
    _turn(rf"\b(?:{_SAID}) that\b", *product(_SAID.split("|"), ["that"])),
    _turn(
        rf"\b[Ii]t (?:must|should|is worth|has to)(?: be)? (?:{_NOTED}) that\b", *product(_NOTED.split("|"), ["that"])
    ),
    _turn(rf"\b[Ii]n this (?:{_MATTER})\b", *product(["this"], _MATTER.split("|"))),
    _turn(r"\b[Ff]or (?:his|her|its) part\b", *product(("his", "her", "its"), ["part"])),
    _turn(r"\b[Hh]ead of [Ss]tate\b", ("of", "state")),
    _turn(r"\bcorona [a-z]+", "corona"),
    _turn(r"\baforementioned\b", "aforementioned"),
    _turn(r"\bframework of\b", ("framework", "of")),
    _turn(r"ccording to (?:him|her|them|our)\b", ("according", "to")),
    _turn(r"\b(?:in relation to|at the level of)\b", ("relation", "to"), ("level", "of")),
    _turn(r"\b[Aa]fter having\b", ("after", "having")),
    _turn(r"of the [a-z]+ of the ", ("of", "the")),
    _turn(
        rf"(?:{_LINKS}), ",
        "likewise",
        "parallel",
        "certainly",
        *(("same", "way"), ("addition", "to"), ("this", "reason"), ("in", "turn"), ("other", "hand")),
    ),
)
