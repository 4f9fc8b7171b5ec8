"""MTA: words whose forms do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import look, once, pair, seen


@rule("MTA021", "number-agreement", languages=("en",), since="0.1")
@once
def number_agreement(page: Page) -> Iterator[Finding]:
    """Singular and plural do not go together.

    Many languages mark them elsewhere, or not at all.

    Example
        these country; several person were hurt; a children; more better; many informations; the French has left

    Left alone
        Compounds (a two person team), possessives (a children’s ward), many a man.
    """
    return seen(page, _NUMBERS, "agreement")


@rule("MTA022", "verb-form", languages=("en",), since="0.1")
@once
def verb_form(page: Page) -> Iterator[Finding]:
    """A verb has a form that its helping verb, or the time that it tells of, does not allow.

    Example
        He did not went; she must to leave; he is in prison since 2019; since three years

    Left alone
        Has been in prison since 2019; since two years ago; all we can to help.
    """
    return seen(page, _VERBS, "agreement")


_ONE = "man|woman|child|person|year|month|week|country|decision|agreement|region|problem|company|victim"
_MORE = "men|women|children|countries|decisions|agreements|regions|problems|companies|persons"
_ENDS = r"(?=[.,;:]| (?:is|was|are|were|has|have|had|will|in|on|at|of|from|for|to|that|who|which|about)\b)"
_STOPS = r"(?=[.;]| (?:is|was|that|about|of|from)\b)"
_STARTS = r"(?:(?<=[.!?”] )|(?<=\n)|^)"
_PEOPLES = "French|Dutch|British|Irish|Welsh|Scottish|Spanish"
_NUMBERS = (
    pair(
        _PEOPLES,
        "has|says|wants|does|plays|himself|herself",
        "a people, where one person is meant",
        before=r"(?:(?<=[a-z,] the )|(?<=[.!?”] The )|(?<=\nThe )|(?<=^The ))",
    ),
    pair("these|those|many|several|various|numerous|both", _ONE, "plural and singular", behind=_ENDS),
    pair("this", _MORE, "singular and plural", behind=_ENDS),
    pair("a|an", f"{_MORE}|policemen|measures|sanctions|elections|hostilities", "singular and plural", behind=_ENDS),
    pair(
        "two|three|four|five|six|seven|eight|nine|ten",
        "man|woman|child|person|country|soldier|victim|patient|worker|student|policeman|house|building|vehicle",
        "plural and singular",
        behind=r"(?= (?:were|are|have|had|who)\b|[.;])",
    ),
    pair("people", "is|was|has", "plural and singular", before=rf"{_STARTS}(?:(?:Many|Some|Most|These|The) )?"),
    pair(
        "more",
        "better|worse|larger|bigger|smaller|higher|lower|easier|stronger|older|younger|faster|richer|greater|longer|cheaper",
        "compared twice",
        behind=r"(?= than\b|[.,;])",
    ),
    pair(
        "most", "best|worst|largest|biggest|smallest|highest|lowest|easiest|strongest|oldest|richest", "compared twice"
    ),
    pair(
        "many|several|some|these|the|of|more",
        "informations|advices|furnitures|luggages|knowledges",
        "English does not count it",
    ),
    pair("an", "information|advice|equipment|evidence", "English does not count it", behind=_STOPS),
    pair("a", "news|homework|luggage|furniture", "English does not count it", behind=_STOPS),
)
_DID = "went|came|said|took|made|gave|knew|saw|wanted|decided|managed|became"
_FINITE = f"was|were|is|are|has|had|{_DID}"
_PERSON = r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|[Yy]ou|I|who|which) "
_AMOUNT = (
    r"ince (?:about |almost |nearly |more than |over )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|many|\d\d?) (?:years|months|weeks|days|hours)\b"
)
_STATE = (
    "in (?:power|office|prison|jail|custody|detention|exile|force)|under (?:arrest|investigation|sanctions)|at war"
    "|married|divorced|missing|dead|closed|open|retired|detained|imprisoned|banned|hospitali[sz]ed|unemployed"
    "|(?:the )?(?:president|head|leader|mayor|director|coach) of"
)
_HELPED = "the verb that is helped stays as it is"
_VERBS = (
    pair("not|t", _FINITE, _HELPED, before=r"\b[Dd](?:id|o|oes)(?: |n[’'])", behind=_ENDS),
    pair("will|would|can|could|must|should|may|might", _DID, _HELPED, before=_PERSON),
    pair("must|should", "to", "no “to” behind this verb", before=_PERSON, behind=r" [a-z]+"),
    pair(
        "has|have|had",
        "went|came|took|gave|saw|knew|began|wrote|spoke|fell|chose|broke|drove|flew|grew",
        "the past instead of the participle",
    ),
    look(
        _AMOUNT,
        rf"\b[Ss]{_AMOUNT}(?! (?:ago|before|earlier|of|after|when))",
        "“for” is meant: since names a point in time",
        "since",
    ),
    look(
        r" since ",
        rf"\b(?:is|are) (?:also |still |already )?(?:{_STATE}) (?:[^.,;\n]{{0,30}} )?"
        r"since (?:(?:19|20)\d\d|[A-Z][a-z]+|the|last|yesterday|then)\b",
        "“has been” is meant: it goes on",
        "since",
    ),
)
