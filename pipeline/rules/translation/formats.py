"""MTA: numbers, sums and marks as other languages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import near, once


@rule("MTA013", "pivot-number", languages=("en",), since="0.1")
@once
def pivot_number(page: Page) -> Iterator[Finding]:
    """A number, a sum or a time is written as another language writes it.

    Example
        68,700 million dollars; $ 2.1 billion; at 2: 6 in the morning; 1 thousand 200 men

    Left alone
        Scores, ratios, numbered labels (Zone 1: 50), tables, and currency signs that stand behind the number at home.
    """
    for sign, pattern, message in _NUMBERS:
        for found in near(page.text, sign, pattern):
            yield Finding(*found.span(), message, None, 0.85, None, {"kind": "number"})


@rule("MTA018", "dash-for-quotation", languages=("en",), since="0.1")
@once
def dash_for_quotation(page: Page) -> Iterator[Finding]:
    """A dash hands over from a quotation to its speaker, as Slavic and Spanish print does.

    Example
        “We will stay”, - Bilash told the briefing.

    Left alone
        Dashes between words, and speeches that begin with a dash.
    """
    for found in near(page.text, _DASH_SAID, _DASH_SPEECH):
        yield Finding(*found.span(), "a dash before the speaker", None, 0.85, None, {"kind": "untranslated"})


def _number(sign: str, pattern: str, message: str) -> tuple[re.Pattern[str], re.Pattern[str], str]:
    return re.compile(sign), re.compile(pattern), message


_BEFORE_TIME = "|".join(
    rf"(?<=\b{word} )" for word in "at by from to of with until around about since won lost drew".split()
)
_NUMBERS = (
    _number(
        r",\d{3} [mb]illion",
        r"(?<![\d.,])\d{1,3},\d{3} (?:million|billion)\b",
        "English would say billions or trillions",
    ),
    _number(
        r"[$€£] \d",
        r"[$€£] \d[\d,.]*(?: (?:million|billion|trillion|thousand))?",
        "a space behind the currency sign",
    ),
    _number(r"\d: \d", rf"(?:{_BEFORE_TIME})\d{{1,2}}: \d{{1,2}}\b(?! ?%)", "a time or a score with a space in it"),
    _number(r" thousand \d", r"\b\d+ thousand \d{3}\b", "a number in words and figures"),
    _number(r" 100 million", r"\b\d[\d.,]* 100 million\b", "a unit of a hundred million was kept"),
    _number(
        r" (?:lakh|crore)s? [dep]",
        r"\b\d+ (?:lakh|crore)s? (?:dollars?|euros?|pounds?)\b",
        "an Indian number with a foreign currency",
    ),
    _number(r"%\d", r"(?<![\w%])%\d+(?:[.,]\d+)?\b", "the percent sign stands before the number"),
    _number(
        r",\d\d? ?[a-z%]",
        r"(?<![\d,.])\d{1,3},\d{1,2}(?= ?(?:percent|per cent|%|euros\b|dollars\b|degrees\b|million (?:dollars|euros)))",
        "a decimal comma",
    ),
    _number(r"magnitude (?:of )?\d,", r"\bmagnitude (?:of )?\d,\d\b", "a decimal comma"),
    _number(r" degrees of frost", r"-\d+ degrees of frost\b", "frost and minus say the same"),
)
_DASH_SAID = re.compile(r"- (?:[A-Z][\w’-]+|he|she) [a-z]+")
_DASH_SPEECH = re.compile(
    r"(?<=[”\"’,] )- (?:[A-Z][\w’-]+|he|she) "
    r"(?:said|told|noted|added|stressed|declared|explained|emphasi[sz]ed|reported)\b"
    r"|(?<=[a-z]- )(?:he|she) (?:said|declared|noted|added|told)\b"
)
