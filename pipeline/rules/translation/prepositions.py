"""MTA: small words that no English writer puts together, whatever the nouns are."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.closed import (
    AMOUNT,
    BEGINS,
    DETERMINERS,
    DO,
    PERSONS,
    TIMES,
    UNIT,
    found,
    phrases,
    sought,
)
from pipeline.rules.translation.near import pair


@rule("MTA031", "wrong-preposition", languages=("en",), since="0.1")
def wrong_preposition(page: Page) -> Iterator[Finding]:
    """A preposition stands where English has another one, or none.

    Example
        below of the bridge; prices rose of 4 percent; more of two thousand people; the rate is of 8%

    Left alone
        Outside of, ahead of, because of; one more of two; the price is of interest.
    """
    return found(page, _PREPOSITIONS, "function-word")


@rule("MTA032", "foreign-complement", languages=("en",), since="0.1")
def foreign_complement(page: Page) -> Iterator[Finding]:
    """What a verb or a noun goes on with is joined as in another language.

    Example
        she was accused of that she had lied; they killed to him; it allows to see; he told to reporters

    Left alone
        Passives (he was named to the board), and forms that are at home in some English (discuss about).
    """
    return found(page, _COMPLEMENTS, "function-word")


_DET = rf" (?:{DETERMINERS})\b"
_ABOUT = r"(?:about |around |only |nearly |almost |more than |over |up to |approximately |some )?"
_OPENS = rf"{BEGINS}"
_PREPOSITIONS = sought(
    pair(
        "below|against|near|around|after|before|above|between|among|during|without|within|from|since|until"
        "|despite|towards|toward"
        "|across|behind|beside|beneath|through|under|about",
        "of",
        "no “of” behind this word",
        behind=rf"(?= (?:(?:{DETERMINERS}) [a-z]|[A-Z][a-z]+\b|\d|many |several |some ))",
    ),
    pair(
        "more|less|fewer",
        "of",
        "“than” is meant",
        before=rf"(?:{_OPENS}|(?<=, )|\b(?:in|with|for|after|by|to|at|and|has|have|had|are|were|was|is|killed|lost"
        rf"|left|cost|costs|gathered"
        r"|injured|received|earned|paid|lasted|found|sold) )",
        behind=rf" {AMOUNT} [a-z]+",
    ),
    pair(
        "increased|rose|fell|dropped|grew|declined|decreased|jumped|climbed|plunged|shrank|slipped|risen"
        "|fallen|grown|soared"
        "|rises|falls|grows|increases|reduced|lowered|raised|increase|decrease",
        "of",
        "“by” is meant",
        before=r"(?<!\ban )(?<!\ba )(?<!the )(?<!year )(?<!price )(?<!pay )",
        behind=rf" {_ABOUT}{AMOUNT}(?: [a-z]+)? ?{UNIT}",
    ),
    pair(
        "is|are|was|were|being|be|been",
        "of",
        "no “of” before the amount",
        behind=rf" {_ABOUT}(?:[$€£]\d[\d.,]*|{AMOUNT} ?{UNIT})",
    ),
    pair(
        "during",
        "two|three|four|five|six|seven|eight|nine|ten|twelve|many|several",
        "“for” is meant",
        behind=rf" (?:long |whole )?(?:{TIMES})(?=[.,;]| (?:and|after|before|because|to|by|as|until|in|at)\b)",
    ),
    pair("amounted|amounts|amount", "at|by|in", "“to” is meant", behind=rf" {_ABOUT}[$€£]?{AMOUNT}\b"),
    pair(
        "estimated|valued|calculated",
        "in",
        "“at” is meant",
        behind=rf" {_ABOUT}(?:[$€£]\d|\d[\d.,]* (?:[mb]illion|thousand|euros|dollars|people))",
    ),
    phrases(
        "different of|capable to|responsible of|afraid from|similar with|satisfied from|satisfied of"
        "|interested for|interested on"
        "|close from|proud with|dependent of|dependent from|suspicious from|suspected for|accused for|rich of"
        "|poor of|far of"
        "|near from|next of|next from|due of|contrary of|inferior than|superior than|worried of|angry from"
        "|surprised from"
        "|surprised of|happy of|jealous from|famous with|composed from|covered of|covered from|filled of"
        "|loaded of|surrounded of"
        "|surrounded from|accompanied of|armed of|equipped of|equipped from|decorated of|flooded of"
        "|caused from|attacked of|signed of"
        "|headed of|followed from|affected of|married of|hit of|accompanied from|written of|composed with|led of",
        "another preposition belongs to this word",
        behind=_DET,
    ),
    phrases(
        "in spite|in front|in charge|in addition|in accordance|in search",
        "“of” or “to” is missing",
        behind=r" (?:the|his|her|its|their) ",
    ),
    phrases(
        "according the|according with|according by|according at|according a|according his", "“according to” is meant"
    ),
    phrases(
        "due that|regardless that|despite that|thanks that",
        "no clause follows this word",
        behind=r" (?:the|he|she|they)\b",
    ),
    phrases("in less|in more", "“than” is meant", behind=rf" of (?:one|an?|{AMOUNT})\b"),
    pair(
        "before|until",
        "two|three|four|five|six|seven|eight|nine|ten|many|several",
        "“ago” is meant",
        before=r"\b(?:died|killed|married|arrived|started|founded|opened|launched|moved|closed|elected|happened"
        r"|arrested|born"
        r"|discovered|bought|signed|built) ",
        behind=rf" (?:{TIMES})(?=[.,;]| (?:in|at|by|from|with)\b)",
    ),
    phrases(
        "times by|miles by|kilometers by|kilometres by|km by|euros by|dollars by|liters by|litres by"
        "|people by|persons by|times at"
        "|euros at|liters for|kilometers for",
        "“per” is meant",
        behind=r" (?:the )?(?:day|week|month|year|hour|second|minute|square|person|inhabitant)\b",
    ),
    pair(
        "of|to|with|from|against|by",
        "he|they|we",
        "the form of the object is meant",
        behind=r"(?=[.;]| (?:in|on|at|for|during|after|from|with|to)\b)",
    ),
    pair("the|a|an", "his|their|our|my", "two determiners", before=r"(?<![“‘\"] )", behind=r" [a-z]+"),
)
_NO_PASSIVE = "".join(
    rf"(?<!\b{word} )" for word in "be is as are was were been being get got also recently later not now".split()
)
_HIT = (
    "killed|murdered|criticised|criticized|defeated|defended|supported|accused|hugged|kissed|thanked|blamed|praised"
    "|rescued|arrested|interviewed|congratulated|wounded|stabbed|kidnapped|visited|attacked|met|saw|detained|injured"
    "|named|elected"
)
_COMPLEMENTS = sought(
    pair(
        "accused|warned|informed|suspected|convinced|afraid|sure|certain|aware|accuse|accuses|proof|evidence|fear|spoke"
        "|complained|reason|idea|fact|condemned|guilty|assured|talked|opinion",
        "of|about",
        "no “of” before a clause",
        behind=r" that (?:he|she|it|they|the|we|there)\b",
    ),
    pair(
        "question|questions|doubt|doubts|uncertainty|debate|discussion|clarity|dispute",
        "about|of|on|over",
        "“whether” is meant",
        behind=r" if (?:the|he|she|it|they|a)\b",
    ),
    pair(
        "accuse|accused|accuses|criticised|criticized",
        "that",
        "this verb takes no clause",
        behind=r" (?:the|he|she|they|it|his|her|its|their)\b",
    ),
    pair(
        f"{_HIT}|kill|arrest|defend|help|helped|find|visit|beat|support",
        "to",
        "no “to” before the object",
        before=_NO_PASSIVE,
        behind=r" (?:(?:him|her|them|me|us)(?=[.,;]| (?:in|on|at|with|for|after|because|during|and|when|while|near)\b)"
        rf"|the (?:{PERSONS})\b|[A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+ (?:as|for|in|on|with|of)\b)",
    ),
    pair(
        "told|asked|tell|informed|warned|interviewed",
        "to",
        "no “to” before the person",
        before=_NO_PASSIVE,
        behind=r" (?:(?:the )?(?:reporters|journalists|media|press|newspaper|agency|AFP|Reuters|BBC|television|newsmen)"
        r"|him|them|us|me|[A-Z][a-z]+ [A-Z][a-z]+ that)\b",
    ),
    pair(
        "explained|announced|declared|stated|suggested|confirmed|recommended|added|proposed|described|said"
        "|mentioned|explain"
        "|suggest|announce",
        "him|them|us|me|reporters|journalists",
        "“to” is missing before the person",
        behind=r" (?:that|how|why|what|the|about)\b",
    ),
    pair(
        "thanked|thanks",
        "for",
        "who is thanked is missing",
        before=r"\b(?:he|she|they|and|president|minister|mayor|leader|who|[A-Z][a-z]+|coach|[a-z]+-elect) "
        r"(?<!and thanks )",
        behind=r" (?:the|his|her|their|all)\b",
    ),
    pair(
        "allows|permits|enables|recommends|suggests|advises|avoids|avoid|avoided|forbids|prohibits|lets"
        "|refrain|refrained"
        "|succeeded|insisted|consider|risks|risked|finished|imagine|prevents|prevented|justifies|involves|avoiding",
        "to",
        "another form of the verb belongs behind this one",
        before=_NO_PASSIVE,
        behind=rf" (?:{DO})\b(?! back)",
    ),
    pair("let|lets", "him|her|them|us|me", "no “to” behind let", behind=rf" to (?:{DO})\b"),
    pair("without|despite", "to", "“-ing” is meant", behind=rf" (?:{DO})\b"),
    phrases(
        "answered to|answers to|entered to|approached to|exceeds to|exceeded to|joined to|reached to"
        "|visited to|contacted to"
        "|left from|violated to|attacked to|invaded to|influenced to|affects to|affected to|resembles to",
        "no preposition before the object",
        before=_NO_PASSIVE,
        behind=r" (?:the|his|her|its|their|this|that) (?:question|questions|country|city|party|president|rules|law"
        r"|limit|police"
        r"|hospital|school|house|building|capital|economy|population|village|town|people)\b",
    ),
    pair(
        "want|wants|wanted",
        "that",
        "“to” is meant",
        behind=r" (?:the [a-z]+|he|she|it|they|his [a-z]+|her [a-z]+|their [a-z]+) "
        r"(?:be|is|are|will|should|can|has|have|does|do|goes|stays|remains|comes|leaves|gets|pays|takes|makes"
        r"|gives|becomes)\b",
    ),
    phrases(
        "in order",
        "“in order to” is meant",
        behind=r" (?:of (?!being\b|ranking\b)[a-z]{4,}ing (?:the|an?|his|her|its|their)\b|that to\b)",
    ),
    phrases("able that|able of", "“to” is missing"),
    pair(
        "decided|managed|refused|intends|wants|unable|agreed|failed|able|plans|tried|hopes|promised",
        DO.replace("|be|", "|").replace("|increase|", "|").replace("|offer|", "|").replace("|win|", "|"),
        "“to” is missing",
        behind=r" (?:the|a|an|his|her|their|its|to|in|from|that|more)\b",
    ),
)
