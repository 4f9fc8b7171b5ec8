"""MTA: the order of subject, verb and object as other languages have it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.closed import BEGINS, DAYS, found, phrases, sought
from pipeline.rules.translation.near import pair


@rule("MTA035", "verb-before-subject", languages=("en",), since="0.1")
def verb_before_subject(page: Page) -> Iterator[Finding]:
    """The verb stands before its subject, or the subject is missing.

    Example
        Rejected the council on Monday the plan; Now gets the town a bridge; In the crash died two people

    Left alone
        Questions; inversion behind never, only and nor; places and their verbs of rest (Then came the rain).
    """
    return found(page, _VERBS, "word-order")


_DET = r"(?:the|an?|his|her|their|its|two|three|four|several|many)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SAID = (  # pasts that open no sentence before a determiner or a day
    "rejected|announced|confirmed|approved|launched|published|presented|signed|declared|demanded"
    "|criticised|criticized|attended"
    "|recorded|opened|received|arrested|killed|destroyed|visited|claimed|revealed|reported|warned"
    "|participated|suffered|increased"
    "|decreased|entered|assured|explained|affirmed|stated|added|recalled|survived|failed|started|continued|returned"
)
_WENT = "died|arrived|happened|occurred|resigned|fell|remained|appeared|ended|rose|collapsed|disappeared"
_NOW = (
    "now|yesterday|today|tomorrow|thereafter|afterwards|therefore|recently|currently|meanwhile|already|again|later|soon"
)
_FINITE = (
    "gets|wants|must|will|can|could|would|should|becomes|announced|decided|began|received|reported|confirmed|shows"
    "|makes|takes|gives|has|have|had|hopes|says|demands|plans|expects|needs|knows|opened|visited|won|lost|killed"
    "|arrested|signed|left|told"
)
_EVENTS = (
    "accident|attack|explosion|fire|crash|clash|clashes|shooting|earthquake|flood|floods|operation|raid|incident"
    "|collision"
)
_HAPPENED = "died|were|was|suffered|participated|lost|fell|is|are|has|have|burned|perished"
_NO_QUESTION = r"(?![^.!\n]{0,120}\?)"
_BEHIND, _MISSING = "the verb stands before its subject", "the subject is missing or stands behind"
_ACTED = (
    "experienced|visited|killed|built|bought|opened|received|lost|won|created|arrested|attacked|became|lived|died"
    "|worked|stood|moved|stayed|married|announced|decided|managed|took|gave|found|made|met|got|held|wrote|sent"
    "|brought|reached|started"
)
_VERBS = sought(
    pair(
        _SAID,
        "the|on|this",
        _MISSING,
        before=rf"{BEGINS}(?=[A-Z])",
        behind=" [a-zA-Z]+",
    ),
    pair(_WENT, "in|at|on|from|by|with|over|after|to|the|a|two|three|also", _MISSING, before=rf"{BEGINS}(?=[A-Z])"),
    phrases(
        "remain cut|remain closed|remain without|remains closed|remains cut|exists a|exist many|lacks the"
        "|affirms that|assures that"
        "|tries to|tries every|continues the|arrives the",
        _MISSING,
        before=rf"{BEGINS}(?=[A-Z])",
    ),
    pair(
        "collapsed|arrested|killed|injured|destroyed|damaged|wounded|appeared",
        "has|have|is",
        _BEHIND,
        before=rf"{BEGINS}(?=[A-Z])",
        behind=" (?:also )?(?:an?|the)",
    ),
    pair(
        "was",
        "hit|killed|born|arrested|found|taken|injured|elected|sentenced",
        _MISSING,
        before=rf"{BEGINS}(?=[A-Z])",
        behind=r" (?:by|in|on|at|to|near)\b[^?\n.]{5,200}\.",
    ),
    pair(
        _NOW,
        _FINITE,
        _BEHIND,
        before=rf"{BEGINS}(?=[A-Z])",
        behind=rf" (?:the|he|she|they|we|it|an?|his|their)(?: [a-z]+)?\b{_NO_QUESTION}",
    ),
    pair(DAYS, f"{_FINITE}|became|came|died|went", _BEHIND, before=rf"{BEGINS}On ", behind=rf" {_DET}\b{_NO_QUESTION}"),
    pair(
        "has|have|will|must|can|should|could|would|had",
        "he|she|they|we",
        _BEHIND,
        before=rf"{BEGINS}(?:In|On|At|After|Since|From|During|For|With|By|Under|Before|Until) (?!no |what |all "
        rf"|which )(?:[A-Za-z0-9’-]+ ){{1,5}}",
        behind=_NO_QUESTION,
    ),
    pair(_EVENTS, _HAPPENED, _BEHIND, before=rf"{BEGINS}(?:In|During|At|After) (?:the|an?|this) ", behind=" "),
    pair(
        "shooting|accident|attack|fire|explosion|clash",
        "in|at|near",
        _BEHIND,
        before=rf"{BEGINS}(?:In|At|By) (?:the|an?) ",
        behind=rf" [A-Z]\w+ (?:{_HAPPENED}) ",
    ),
    pair(
        "yesterday|today",
        "became|was|is",
        _MISSING,
        before=rf"{BEGINS}(?=[A-Z])",
        behind=r" (?:known|announced|reported|confirmed|clear) that\b",
    ),
    pair(
        _ACTED,
        "he|she|we|they",
        _BEHIND,
        before=r"(?<!who )(?<!that )(?<!he )(?<!she )(?<!they )(?<!we )(?<!it )",
        behind=r" (?:the|an?|his|her|it|them|not|also)\b(?! (?:to|said|would|was|is|had|has)\b)",
    ),
    phrases("died were|died was|died are|suffered also", "two verbs"),
    pair(
        "assured|affirmed|indicated|stated|declared|recalled|announced|explained|said|warned",
        "this",
        _BEHIND,
        behind=rf" {_DAY} in (?:an?|the|his|her) [a-z]+ (?:the|that|to)\b",
    ),
    pair(
        "is|are|was|were|has|have",
        f"{DAYS}|yesterday",
        "the time stands before the verb",
        behind=r"(?: (?:morning|afternoon|evening|night))? (?:an? (?!day\b|big|good|great|holiday|busy|very|quiet"
        r"|normal)"
        r"|(?:(?:again|also|officially) )?[a-z]{3,}ed (?!on\b)[a-z])",
    ),
)
