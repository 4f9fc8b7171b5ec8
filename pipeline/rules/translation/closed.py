"""What the rules on grammar are made of: closed lists of words, written `a|b`, and one pass for all their looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lexicon.pattern import Sign
from pipeline.model import Finding
from pipeline.page import Page
from pipeline.rules.translation.near import Look, known, near, present

BEGINS = r"(?:(?<=[.!?”] )|(?<=\n)|^)"  # where a sentence begins
DETERMINERS = "the|a|an|his|her|its|their|this|that|these|those|all|our|my"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
COUNTED = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
TIMES = "years|months|weeks|days|hours|minutes|decades"
# an amount in words or figures, and what is counted in amounts
AMOUNT = rf"(?:\d[\d.,]*|{COUNTED}|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half)"
UNIT = (
    r"(?:percent|per cent|%|points|euros|dollars|pounds|million|billion|thousand|degrees|years|months"
    r"|weeks|days|hours|people"
    r"|met(?:er|re)s|kilomet(?:er|re)s|km|tons|tonnes|hectares)"
)
# verbs in their plain form that are neither nouns nor adjectives, and whose participle looks otherwise
PLAIN = (
    "accuse|achieve|acquire|adapt|admit|adopt|announce|appoint|arise|arrange|arrive|ascertain|assess|assume|attend"
    "|attract|avoid|begin|behave|believe|bring|calculate|celebrate|cease|choose|collaborate|commit|compete|complain"
    "|comply|conclude|condemn|confirm|confiscate|consider|consist|construct|contain|continue|contribute|convince"
    "|cooperate|create|decide|declare|defend|deliver|demolish|demonstrate|deny|depart|depend|describe|deserve|destroy"
    "|detain|determine|develop|differ|disagree|disappear|discover|discuss|dismiss|donate|eat|elect|eliminate|emerge"
    "|emphasize|employ|encourage|enjoy|ensure|enter|establish|evacuate|examine|exceed|exclude|exist|expand|expect"
    "|expel|explain|explode|explore|extend|extinguish|extradite|flee|forget|fulfil|fulfill|gather|generate|give"
    "|happen|hear|identify|illuminate|imprison|improve|include|indicate|infect|inform|inherit|injure|inspect|inspire"
    "|install|intend|interrogate|interrupt|introduce|invade|invest|investigate|involve|join|justify|kidnap|know|learn"
    "|locate|lose|maintain|marry|modify|negotiate|notify|obtain|occupy|occur|operate|oppose|organise|organize"
    "|participate|perform|persuade|postpone|predict|prefer|prepare|preserve|prevent|proclaim|prohibit|promote|propose"
    "|prosecute|protect|prove|provide|publish|punish|pursue|realise|realize|rebuild|receive|recognise|recognize"
    "|recommend|reconstruct|recover|reduce|rely|remain|remember|remind|remove|replace|represent|require|resign"
    "|respond|restore|restrict|retire|satisfy|seek|seize|sell|send|settle|solve|speak|spend|steal|strengthen|submit"
    "|succeed|suffer|suggest|suppress|survive|suspend|sustain|teach|tell|testify|think|threaten|translate|transmit"
    "|understand|unite|vaccinate|verify|violate|warn|withdraw|write"
)
# regular pasts of frequent verbs
REGULAR = (
    "accepted|accused|achieved|admitted|announced|appointed|approved|arrested|arrived|attacked|attended|avoided"
    "|collapsed|condemned|confirmed|continued|created|decided|declared|defended|demanded|denied|destroyed|detained"
    "|died|disappeared|discovered|entered|escaped|exploded|explained|failed|happened|identified|increased|informed"
    "|injured|introduced|investigated|joined|killed|launched|managed|obtained|occurred|opened|ordered|organised"
    "|organized|participated|presented|prevented|promised|published|reached|received|recovered|reduced|refused"
    "|rejected|remained|removed|replaced|resigned|revealed|signed|started|stayed|stopped|suffered|survived|threatened"
    "|tried|visited|voted|wanted|worked"
)
# irregular pasts that are no participle
PAST = "went|came|took|gave|became|began|wrote|chose|spoke|knew|broke|saw|fell|was|were|did|had|has|is|are"
# plain forms that a helping word is left out or put in before; some are nouns
DO = (
    "achieve|accept|announce|avoid|be|become|begin|bring|buy|build|carry|choose|continue|convince|create|decide"
    "|defend|develop|do|enter|escape|establish|explain|find|get|give|go|have|hear|identify|improve|increase|introduce"
    "|join|keep|know|learn|leave|live|make|obtain|offer|open|pay|prevent|protect|prove|provide|put|raise|reach"
    "|receive|recognise|recognize|reduce|remain|remove|replace|save|say|see|sell|send|solve|speak|spend|stay|stop"
    "|take|talk|teach|tell|think|understand|verify|win|write"
)
PERSONS = (
    "actor|actress|boy|businessman|child|doctor|driver|girl|journalist|judge|man|mayor|minister|mother|father|officer"
    "|patient|player|policeman|politician|president|prosecutor|senator|singer|soldier|son|daughter|spokesman"
    "|spokeswoman|student|suspect|teacher|victim|witness|woman|worker|writer"
)


_LOOKS: list[Look] = []  # all looks of these rules, by number
_UNDER: dict[Sign, list[int]] = {}  # the numbers of those that have a sign
_ALWAYS: list[int] = []  # the numbers of those that have none
_WORDS, _FAR = 7, 80  # words, and code points, before a sign in which a pattern has to begin


def sought(*looks: Look) -> frozenset[int]:
    """The numbers that looks are kept under: one pass over the signs of a page leads to all that it may have."""
    first = len(_LOOKS)
    for number, look in enumerate(looks, first):
        _LOOKS.append(look)
        for sign in look.having:
            _UNDER.setdefault(sign, []).append(number)
        if not look.having:
            _ALWAYS.append(number)
    return frozenset(range(first, len(_LOOKS)))


def found(page: Page, numbers: frozenset[int], kind: str) -> Iterator[Finding]:
    """Findings of the looks with these numbers, with the kind that the report tells."""
    there = page.fact(matches)
    for number in sorted(numbers & there.keys()):
        for match in there[number]:
            end = match.start() + len(match[0].rstrip())
            yield Finding(match.start(), end, _LOOKS[number].message, None, 0.85, None, {"kind": kind})


def matches(page: Page) -> dict[int, list[re.Match[str]]]:
    """Matches of all looks, by the number of the look."""
    signs: dict[int, list[Sign]] = {number: [] for number in _ALWAYS}
    for sign in page.fact(present):
        for number in _UNDER.get(sign, ()):
            signs.setdefault(number, []).append(sign)
    found: dict[int, list[re.Match[str]]] = {}
    for number, there in signs.items():
        look = _LOOKS[number]
        near_by = near(page.text, look.sign, look.pattern) if look.sign else _beside(page, there, look.pattern)
        if matched := list(near_by):
            found[number] = matched
    return found


def _beside(page: Page, signs: list[Sign], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches that begin with words, or pairs of them with a space between, or up to six words before them."""
    text, low, behind = page.text, page.fact(lowered), 0
    for at in sorted(at for sign in signs for at in _places(low, sign if isinstance(sign, str) else " ".join(sign))):
        match = next(filter(None, (pattern.match(text, start) for start in _starts(text, at))), None)
        if match and match.start() >= behind:
            yield match
            behind = match.end()


def _starts(text: str, at: int) -> Iterator[int]:
    """A place, and where the words before it begin, within a bounded stretch."""
    least = max(0, at - _FAR)
    for _ in range(_WORDS):
        yield at
        if at <= least:
            return
        at = max(text.rfind(" ", least, at - 1) + 1, text.rfind("\n", least, at) + 1, least)


def lowered(page: Page) -> str:
    """The text in small letters, every character in its place."""
    low = page.text.lower()
    return low if len(low) == len(page.text) else "".join(map(_small, page.text))


def _small(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 else letter


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def phrases(listed: str, message: str, before: str = "", behind: str = "") -> Look:
    """A Look for phrases of two words, written `a b|c d`; `before` and `behind` are patterns."""
    pairs = [(first, second) for first, second in (phrase.lower().split() for phrase in listed.split("|"))]
    return known(pairs, rf"{before}\b(?i:{listed})\b(?![’'-]){behind}", message)


def joined(firsts: str, seconds: str) -> str:
    """All phrases of one of some words and then one of others."""
    return "|".join(f"{one} {two}" for one in firsts.split("|") for two in seconds.split("|"))


def numbers(first: int, behind: int) -> list[str]:
    """The numbers of a range, as words of a text."""
    return list(map(str, range(first, behind)))
