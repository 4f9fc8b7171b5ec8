"""MTA: numbers, sums and marks as other languages write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import having, known, look, near, once, pair, present, seen


@rule("MTA013", "pivot-number", languages=("en",), since="0.1")
@once
def pivot_number(page: Page) -> Iterator[Finding]:
    """A number, a sum or a time is written as another language writes it.

    Example
        68,700 million dollars; $ 2.1 billion; at 2: 6 in the morning; 1 thousand 200 men

    Left alone
        Scores, ratios, numbered labels (Zone 1: 50), tables, and currency signs that stand behind the number at home.
    """
    return seen(page, _NUMBERS, "number")


@rule("MTA020", "pivot-date", languages=("en",), since="0.1")
@once
def pivot_date(page: Page) -> Iterator[Finding]:
    """A day, an hour or an age is told in the way of another language.

    Example
        on the 5 of May; in Monday, the council; the Friday 3 March; a man of 34 years; the years 80

    Left alone
        The 1st of May, the 7 October attack, Monday the 5th.
    """
    yield from seen(page, _DATES, "number")
    if not _THIS_DAY.isdisjoint(page.fact(present)):
        for found in _PAST_DAY.finditer(page.text):
            yield Finding(*found.span("day"), "“on” is meant: the day is past", None, 0.85, None, {"kind": "number"})


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
    yield from seen(page, _BETWEEN_DASHES, "untranslated")


_BEFORE_TIME = "|".join(
    rf"(?<=\b{word} )" for word in "at by from to of with until around about since won lost drew".split()
)
_WRONG_ENDINGS = [f"{number}th" for number in range(1_000) if number % 10 in (1, 2, 3) and number // 10 % 10 != 1]
_NUMBERS = (
    look(
        r",\d{3} [mb]illion",
        r"(?<![\d.,])\d{1,3},\d{3} (?:million|billion)\b",
        "English would say billions or trillions",
        "million",
        "billion",
    ),
    look(
        r"[$€£] \d",
        r"[$€£] \d[\d,.]*(?:[MmKk]\b| (?:million|billion|trillion|thousand))?",
        "a space behind the currency sign",
        *"$€£",
    ),
    look(
        r": \d",
        rf"(?:{_BEFORE_TIME}|(?<=\d, ))\d{{1,2}}: \d{{1,2}}\b(?! ?%)|\b\d: \d(?=, \d: \d\b)",
        "a time or a score with a space in it",
        ":",
    ),
    known(
        ("thousand",),
        r"(?<![$€£\d.,])\b\d{1,3}(?:[.,]\d)? thousand\b(?! dollar)(?: \d{3}\b)?",
        "a number in words and figures",
    ),
    known(("100",), r"\b\d[\d.,]* 100 million\b", "a unit of a hundred million was kept"),
    known(
        ("lakh", "lakhs", "crore", "crores"),
        r"\b\d+ (?:lakh|crore)s? (?:dollars?|euros?|pounds?)\b",
        "an Indian number with a foreign currency",
    ),
    known("€", r"\b\d[\d.,]* ?[Mm] ?€", "the currency sign stands before the number"),
    look(r"%\d", r"(?<![\w%])%\d+(?:[.,]\d+)?\b", "the percent sign stands before the number", "%"),
    look(
        r"\.\d{3}\b",
        r"(?<![\d.,])\d{1,3}\.\d{3}(?= (?:people|euros|dollars|men|women|children|soldiers|troops|houses|families|jobs"
        r"|workers|employees|students|inhabitants|residents|kilomet(?:er|re)s|cases|deaths|infections|victims|votes"
        r"|seats|fans|spectators|refugees|vehicles|cars|hectares)\b)|(?<![\d.])\d{1,3}(?:\.\d{3}){2,}(?![\d.])",
        "English parts thousands with a comma",
    ),
    known(_WRONG_ENDINGS, r"\b(?:\d*[02-9])?[123]th\b", "the ending of another number"),
    known(
        ("percents", "cents", "millions", "billions"),
        r"\b\d[\d.,]* (?:percents|per cents|millions|billions)\b",
        "behind a number the unit stays in the singular",
    ),
    known(
        [f"{number}{end}" for number in range(1, 100) for end in ("e", "er", "eme", "ème")],
        r"\b\d{1,2}(?:er?|[eè]me) (?=(?:constituency|arrondissement|edition|place|minute|round|century|anniversary)\b)",
        "the ordinal of another language",
    ),
    known(("nr",), r"\bNr\. ?\d+", "the number sign of another language"),
    look(
        r",\d\d? ?[a-z%]",
        r"(?<![\d,.])\d{1,3},\d{1,2}"
        r"(?= ?(?:percent|per cent|%|(?:euros|dollars|degrees|kilomet(?:er|re)s)\b"
        r"|[mb]illion (?:dollars|euros|pounds|people|viewers)\b))",
        "a decimal comma",
    ),
    known(("magnitude",), r"\bmagnitude (?:of )?\d,\d\b", "a decimal comma"),
    known(("frost",), r"-\d+ degrees of frost\b", "frost and minus say the same"),
)
_DASH_SAID = re.compile(r"- (?:[A-Z][\w’-]+|he|she) [a-z]+")
_BETWEEN_DASHES = (
    look(
        r" – [HhSs]h?e ",
        r" – (?:[Hh]e|[Ss]he) (?:said|noted|added|stressed|declared|explained|admitted|concluded|continued) [–-]",
        "dashes around the speaker",
        "–",
    ),
)
_DASH_SPEECH = re.compile(
    r"(?<=[”\"’,] )- (?:[A-Z][\w’-]+|he|she) "
    r"(?:said|told|noted|added|stressed|declared|explained|emphasi[sz]ed|reported)\b"
    r"|(?<=[a-z]- )(?:he|she) (?:said|declared|noted|added|told)\b"
)

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"


def _numbers(first: int, behind: int) -> Iterable[str]:
    return map(str, range(first, behind))


_THIS_DAY = having(product(["this"], _DAY.lower().split("|")))
_PAST_DAY = re.compile(
    r"(?<!be )(?<!to )(?<!is )(?<!are )\b(?:was|were|had|said|told|took|left|lost|made|began|held|won|[a-z]{3,}ed)"
    rf"(?: [\w’-]+){{0,6}} (?P<day>this (?:{_DAY}))\b(?!, \d)"
)
_DATES = (
    pair("in|at", _DAY, "days take “on”", behind=r"(?=[.,]| (?:the|he|she|they|that|when|after|before)\b)"),
    known(
        product(["this"], _DAY.lower().split("|")),
        rf"\b[Tt]his (?:{_DAY}), \d{{1,2}}(?:st|nd|rd|th)?(?=[,.])",
        "the number of the day without its month",
    ),
    pair(
        "today|yesterday|tomorrow",
        _DAY,
        "both tell the day",
        behind=r"(?=[.]| (?:in|at|that|the|from|with|to|by|and|for)\b)",
    ),
    look(
        r"(?:today|yesterday|tomorrow), ",
        rf"\b(?:today|yesterday|tomorrow), (?:{_DAY}), ",
        "both tell the day",
        *product(("today", "yesterday", "tomorrow"), _DAY.lower().split("|")),
    ),
    pair("the", _DAY, "days have no article", behind=rf",? \d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b"),
    pair("on", _MONTH, "months take “in”", behind=r"(?= (?:19|20)\d\d\b|, (?:the|he|she)\b)"),
    known(
        product(["on"], _numbers(1900, 2100)), r"\bon (?:19|20)\d\d(?=[.,]| (?:the|and|he|she)\b)", "years take “in”"
    ),
    known(
        product(["of", "de"], _MONTH.lower().split("|")),
        rf"\b\d{{1,2}} (?:of|de) (?:{_MONTH})\b",
        "a date in words and figures",
    ),
    known(
        product(["the"], _numbers(1900, 2100)),
        r"the (?:(?<=from the )|(?<=ince the )|(?<=ntil the ))(?:19|20)\d\d(?=[.,;] )",
        "years have no article",
    ),
    known(product(["the"], _numbers(1, 32)), rf"\bthe \d{{1,2}} (?:{_MONTH})(?=[.,;])", "a date with an article"),
    look(r" years [’']?\d", r"\bthe years [’']?[2-9]0s?\b(?!-)", "a decade in the order of another language", "years"),
    look(
        r" of \d",
        r", of \d{1,2} years(?: old)?,|\b(?:man|woman|boy|girl) of \d{1,2} years\b(?! (?:in|of (?!age)))",
        "an age as other languages tell it",
        *product(["of"], _numbers(1, 100)),
    ),
    look(
        r"years[- ]old\b",
        r"\b(?:an?|the|his|her) \d{1,2}[- ]years[- ]old\b",
        "an age before a noun stays in the singular",
        ("years", "old"),
    ),
    known(
        ("hours",), r"\bat (?:about |around )?\d{1,2} hours\b(?! (?:a|of|per|and|in|before|after|later|on))", "an hour"
    ),
)
