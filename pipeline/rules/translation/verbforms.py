"""MTA: forms of verbs and nouns that cannot stand where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.closed import (
    BEGINS,
    COUNTED,
    DETERMINERS,
    DO,
    PAST,
    PERSONS,
    PLAIN,
    REGULAR,
    found,
    sought,
)
from pipeline.rules.translation.near import known, look, pair


@rule("MTA033", "impossible-verb-form", languages=("en",), since="0.1")
def impossible_verb_form(page: Page) -> Iterator[Finding]:
    """A verb stands in a form that the word before it rules out, whatever else the sentence says.

    Example
        before the arrive of the train; the court has decide that; by destroy the bridge; he would had

    Left alone
        Nouns that look like verbs (before the attack; a long reach).
    """
    return found(page, _FORMS, "agreement")


@rule("MTA034", "subject-disagrees", languages=("en",), since="0.1")
def subject_disagrees(page: Page) -> Iterator[Finding]:
    """The subject is one and its verb stands for many, or a noun is in the number that its neighbours rule out.

    Example
        The rents has risen; The driver were arrested; It have been closed; every houses was; four child aged two

    Left alone
        Groups that take both (the team are), nouns that end in s (the news is), and there’s two.
    """
    return found(page, _SUBJECTS, "agreement")


_ATTEMPTS = (
    "want|wants|wanted|decide|decided|refused|began|able|agreed|tried|managed|hopes|plans|intends|wish|trying|forced"
    "|ordered"
)
_NOUN = "a noun is meant"
_PARTICIPLE = "the participle is meant"
_BARE = "the plain form is meant"
_OBJECTS = (
    "charge|attack|arrest|order|launch|visit|contact|reach|demand|claim|damage|request|kill|open|close|start|return"
    "|sign|release|rescue|murder|target|capture|approach"
)
_FORMS = sought(
    pair(
        "the|a|an|his|its|their", PLAIN, _NOUN, behind=r"(?=[.,;]| (?:of|in|at|on|for|from|by|and|was|is|has|with)\b)"
    ),
    pair("has|had", PLAIN, _PARTICIPLE, behind=r"(?=[.,;]| [a-z]+\b)"),
    pair("also|already|recently|still", PLAIN, _PARTICIPLE, before=r"\b(?:has|had) "),
    pair("has|have|had", _OBJECTS, _PARTICIPLE, behind=r" (?:the|an?|his|its|their|him|them|two|\d+)\b"),
    pair("been", f"{PLAIN}|arrest|kill", _PARTICIPLE),
    pair("was|were", f"{PLAIN}|arrest|kill", _PARTICIPLE, behind=r" (?:by|in|on|at|to|with|from|of)\b"),
    pair("would|could|should|must|cannot|shall", f"{REGULAR}|{PAST}", _BARE),
    pair(
        "will",
        f"{REGULAR}|was|were|had|has|is|are",
        _BARE,
        before=r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|which|who|that|government|ministry|company|president"
        r"|minister|police) ",
    ),
    pair(
        "to",
        f"{REGULAR}|went|came|took|gave|became|wrote|chose|spoke|knew|broke|was|were",
        _BARE,
        before=rf"\b(?:{_ATTEMPTS}) ",
    ),
    pair(
        "of|for|by|without|after|before|despite|about|from|in|on",
        PLAIN,
        "“-ing” is meant",
        behind=rf" (?:{DETERMINERS}|him|them|that|to)\b",
    ),
    pair(
        "before|after|by|without|of",
        "to",
        "“-ing” is meant",
        before=r"(?:(?<=[.!?”] )|(?<=\n)|^|(?<=, ))",
        behind=rf" (?:{DO})\b",
    ),
    pair("could|would|cannot", "to", "no “to” behind this verb", behind=rf" (?:{DO})\b"),
    pair("for", "to", "“to” is meant", before=r"(?<!what )(?<!care )(?<!looking )(?<!looked )", behind=rf" (?:{DO})\b"),
    pair(
        "is|are|was|were",
        "happened|occurred|died|disappeared|arrived|participated|collapsed|exploded|existed|appeared|remained",
        "this verb has no passive",
        before=r"(?<!what )(?<!as it )",
        behind=r"(?=[.,;]| (?:in|on|at|yesterday|to|from|with|when|during)\b)",
    ),
    pair("is|are|was|were|be", "become|became", "two verbs", behind=r" (?:an?|the|more|one|[a-z]+ed)\b"),
    pair("has|have|had", "can|could|must|will|should|would|may", "two helping verbs", behind=rf" (?:not )?(?:{DO})\b"),
    pair(
        "can|could|must|should|would|will|may|might",
        "can|could|must|should|would|may",
        "two helping verbs",
        before=r"(?<!the )",
        behind=rf" (?:not )?(?:{DO})\b",
    ),
)
_MORE = r"(?:been|also|not|now|still|[a-z]+e[dn]|[a-z]+ing|very|so|more)\b"
_MANY = (
    "residents|protesters|officials|soldiers|workers|students|victims|migrants|refugees|citizens|voters|experts"
    "|scientists|doctors|firefighters|lawyers|teachers|patients|passengers|prices|authorities|elections|talks"
    "|measures|researchers|investigators|rents|costs|wages|roads|trains|forces|rescuers|deputies|senators|leaders"
    "|parties|banks|hospitals|houses|homes|cars|attacks|fires|floods|prosecutors|journalists|farmers|investors"
    "|analysts|companies|countries|tourists|families|parents|schools"
)
_UNITS = (
    "hour|day|week|month|year|minute|kilometre|kilometer|metre|meter|euro|dollar|degree|goal|gun|bullet|village|tree"
    "|hectare|person|child|victim|passenger|soldier|house|vehicle|woman|man|student|worker|country|city|player|boat"
    "|body|suspect|policeman|officer|migrant|traveler|traveller"
)
_CROWD = (
    "children|people|countries|students|workers|months|cities|schools|companies|houses|families|teams|men|women"
    "|players|citizens|patients|persons|states|members"
)
_HUNDREDS = "hundreds|thousands|dozens|tens|millions"
_NATIONS = (
    "Brazilians|Americans|Russians|Germans|Italians|Ukrainians|Mexicans|Australians|Canadians|Indians|Iranians"
    "|Israelis|Koreans|Norwegians|Egyptians|Belgians"
)
_BEHIND = (
    r"(?= (?:of|in|from|and|to|per|on|at|were|have|who|after|before|later|ago|because|when|since|earlier"
    r"|aged|died|attacked|that|which)\b|[.;])"
)
_SUBJECTS = sought(
    pair(_MANY, "has|is|was|does", "plural and singular", before=rf"{BEGINS}(?:The )?", behind=rf" {_MORE}"),
    pair(
        "he|she|it",
        "have|are|were|do|say|want",
        "singular and plural",
        before=rf"{BEGINS}(?=[A-Z])",
        behind=r" (?:an?|the|been|not|also|already|that|to|in|[a-z]+ed)\b",
    ),
    pair(
        PERSONS,
        "have|are|were",
        "singular and plural",
        before=rf"{BEGINS}The ",
        behind=rf" (?:{_MORE}|in\b|a\b)",
    ),
    pair(
        PERSONS,
        "announce|declare|explain|believe|confirm|decide|deny|become|receive|admit|think|write",
        "singular and plural",
        before=rf"{BEGINS}(?:The|A|His|Her) ",
        behind=rf" (?:{DETERMINERS}|that|to|in|on|at)\b",
    ),
    pair(
        "they|we",
        "has|is",
        "plural and singular",
        before=r"(?:\bthat |\band |\bbecause |\bwhen |, )",
        behind=r" (?:been|not|also|already|a|the|to|[a-z]+ed|[a-z]+ing)\b",
    ),
    pair(
        "these|those|some|many|several|all|our",
        _MANY,
        "plural and singular",
        before=rf"{BEGINS}",
        behind=r" (?:has|is|was|does|wants|says|lives|works)\b",
    ),
    pair("each", _CROWD, "singular and plural", behind=r"(?=[.,;]| [a-z]+)"),
    look(
        r"very [a-z]+s ",
        r"\b[Ee]very [a-z]+(?<![suia])s (?:will|was|is|has|were|are|have)\b",
        "singular and plural",
        "every",
    ),
    pair(
        "a|an",
        f"{COUNTED}|several|many|some",
        "singular and plural",
        behind=rf" (?:{_CROWD}|soldiers|protesters|passengers|migrants|cars|victims)\b(?!-)",
    ),
    look(
        r"such an? |any an? ",
        r"\b(?:[Mm]any|[Ss]uch) an? [a-z]+(?<![suia])s(?= (?:that|in|of|is|was|were|are|and|to|on|from)\b|[.,])",
        "singular and plural",
        ("such", "a"),
        ("many", "a"),
        ("such", "an"),
        ("many", "an"),
    ),
    pair(
        "much",
        f"{_CROWD}|cars|cases|problems|things|questions|jobs|deaths|days|weeks",
        "“many” is meant",
        before=r"(?<!as )(?<!so )(?<!how )",
        behind=r"(?=[.,;]| (?:in|who|were|are|have|to|of|and|from|at|on)\b)",
    ),
    pair(
        "many|several|these|various|few",
        "money|information|water|traffic|violence|evidence|damage|rain|snow|smoke|blood|furniture|homework"
        "|advice|progress|luggage|electricity",
        "English does not count it",
        behind=r"(?=[.;]| (?:was|were|is|are|about|of|from|to|have|has|that|in|on|for)\b)",
    ),
    pair(
        f"{COUNTED}|several|both|dozens",
        _UNITS,
        "plural and singular",
        before=r"(?<!\ba )(?<!\ban )(?<!the )(?<!-)(?<!\d )(?<!grade )(?<!level )(?<!season )(?<!phase )",
        behind=_BEHIND,
    ),
    pair(
        "young|unlicensed|old|other|more|armed|local|unknown|masked|innocent",
        _UNITS,
        "plural and singular",
        before=rf"(?<!\ba )\b(?:{COUNTED}|\d\d+) ",
        behind=_BEHIND,
    ),
    known(
        product(
            [str(n) for n in range(2, 100)],
            "child person victim passenger soldier migrant woman man corpse hectare kilometre kilometer".split(),
        ),
        rf"(?<![\w.,$-])(?<![A-Z]\w )\d+ (?:child|person|victim|passenger|soldier|migrant|woman|man|corpse"
        rf"|hectare|kilomet(?:re|er)){_BEHIND}",
        "plural and singular",
    ),
    pair(
        _HUNDREDS,
        f"{_CROWD}|protesters|soldiers|migrants|refugees|residents|tourists|cars|jobs|cases|demonstrators"
        f"|euros|dollars|tree|trees|homes|fans|supporters|civilians|victims",
        "“of” is missing",
    ),
    pair(
        "of",
        f"migrant|refugee|protester|house|tree|car|soldier|victim|{PERSONS}|company|resident|tourist|passenger"
        f"|citizen|vehicle|home|voter|supporter",
        "plural and singular",
        before=rf"\b(?:{_HUNDREDS}|lots|multitude|majority|dozens) ",
        behind=r" (?:have|were|are|had|in|from|who|on|to|and|at|is|was|has)\b",
    ),
    pair(
        "injured|wounded|elderly|unemployed|homeless",
        "was|is|has",
        "plural and singular",
        before=r"(?<![Aa]mong )(?<!of )\b[Tt]he ",
    ),
    look(
        r"he [A-Z][a-z]+s [a-z]+ ",
        rf"\b[Tt]he (?:{_NATIONS}) (?:gymnast|player|president|minister|team|striker|driver|singer|actor"
        rf"|actress|army|government|police|company|champion|athlete|goalkeeper|coach)\b",
        "the adjective is meant",
        *_NATIONS.lower().split("|"),
    ),
    known(
        "informations advices furnitures luggages bacterias criterias phenomenas datas feets".split(),
        r"\b(?:informations|advices|furnitures|luggages|bacterias|criterias|phenomenas|datas|feets)\b",
        "a plural that does not exist",
    ),
)
