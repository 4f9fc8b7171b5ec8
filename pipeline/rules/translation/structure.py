"""MTA: signs in the build of a sentence that no lexicon is needed for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from pipeline.facts import paragraphs
from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import having, known, look, near, once, pair, present, seen


@rule("MTA010", "orphan-fragment", languages=("en",), since="0.1")
@once
def orphan_fragment(page: Page) -> Iterator[Finding]:
    """A sentence goes on in small letters behind a full stop, as if a piece had come loose.

    Example
        Washington will not respond to the demands. by point ”.

    A relative clause or a full stop that stands by itself is such a piece too.

    Left alone
        Abbreviations, initials, addresses, brand names in small letters, and ellipses.
    """
    text = page.text
    for found in near(text, _SMALL_START, _FRAGMENT):
        word = found["word"]
        before = found["before"]
        if (
            before in _ABBREVIATIONS
            or word in _SMALL_NAMES
            or (before.isalpha() and len(before) < 3)
            or _ADDRESS.match(text, found.start())
        ):
            continue
        end = _END.search(text, found.end())
        stop = min(end.start() if end else len(text), found.end() + 24)
        cut = text.rfind(" ", found.end(), stop) if stop == found.end() + 24 else stop
        message = "a fragment in small letters follows a full stop"
        yield Finding(found.start("before"), max(cut, found.end()), message, None, 0.85, None, {"kind": "fragment"})
    yield from seen(page, _LOOSE, "fragment", 0.8)
    for start, _ in page.fact(paragraphs):
        line = _SMALL_LINE.match(text, start) if text[start].islower() else None
        if line and text.endswith(_STOPS, 0, start):
            message = "a paragraph begins with a small letter"
            yield Finding(*line.span(), message, None, 0.8, None, {"kind": "fragment"})


@rule("MTA014", "missing-verb", languages=("en",), since="0.1")
@once
def missing_verb(page: Page) -> Iterator[Finding]:
    """A sentence has a subject and an object side by side, and no verb between them.

    Example
        The talks three open questions that divide the council; One of them, Ada Lund, whose house burnt down.

    Left alone
        Headlines, and nouns that stand before nouns (the summit two years ago).
    """
    message, fields = "a verb is missing between these words", {"kind": "missing-word"}
    for found in near(page.text, _COUNTED, _SUBJECT_COUNTED):
        if found["noun"].lower() not in _TIMES:
            yield Finding(*found.span(), message, None, 0.8, None, fields)
    yield from seen(page, _VERBLESS, "missing-word", 0.8)


@rule("MTA015", "missing-relative", languages=("en",), since="0.1")
@once
def missing_relative(page: Page) -> Iterator[Finding]:
    """A clause follows its noun without who, which or that, where English needs it.

    Example
        among allies around the world rely on guarantees

    Left alone
        Clauses whose relative is the object (the man we saw).
    """
    for found in seen(page, _NO_RELATIVE, "missing-word", 0.75):
        if not _OPENS.search(page.text, max(0, found.start - 40), found.start):
            yield found


@rule("MTA017", "inverted-order", languages=("en",), since="0.1")
@once
def inverted_order(page: Page) -> Iterator[Finding]:
    """Subject and verb stand in the order of a Germanic main clause, or the object before its verb.

    Example
        Last autumn had he thought of retiring; How the minister this knot is going to untie

    Left alone
        Questions, and inversion behind never, only, not and nor.
    """
    inverted = not _INVERTED.isdisjoint(page.fact(present))
    for found in near(page.text, _TODAY, _VERB_FIRST) if inverted else ():
        if not page.text[found.end() : found.end() + 80].split(".")[0].rstrip().endswith("?"):
            yield Finding(*found.span(), "the word order of another language", None, 0.85, None, {"kind": "word-order"})
    yield from seen(page, _OBJECT_FIRST, "word-order")


_SMALL_START = re.compile(r"\. [a-z]")
_STOPS = tuple(stop + end for stop in ".!?”" for end in ("\n", "\n\n"))
_FRAGMENT = re.compile(
    r"\b(?P<before>[A-Za-z’'-]+|\d{1,2}(?=\. (?:in|a|p)\b))\. (?P<word>[a-z][a-z’'-]*)(?=[\s,;”]|\.(?:[\s”]|$)|$)"
)
_END = re.compile(r"[.!?\n”,;]")
_ADDRESS = re.compile(r"\S*(?:www|http|@)")
_ABBREVIATIONS = frozenset(
    (
        "etc vs approx est Jr Sr Inc Ltd Co Corp St Mr Mrs Dr Prof Gen Col Lt Sgt Capt Gov Sen Rep Rev Hon No Nos vol "
        "pp al cf ca Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun max min avg dept fig "
        "ed eds pct Ave Blvd Rd Mt Ft oz lb lbs ft sq tel ext incl excl resp esp viz mph Bros"
    ).split()
)
_SMALL_NAMES = frozenset(
    "iphone ipad ebay ipod itunes imac iphones ios macos eharmony easyjet adidas de van von al bin da di e g i".split()
)
_SMALL_LINE = re.compile(
    r"(?:(?:the|an?|in|it|he|she|they|this|that|after|with|at|but|of|as|when|according) [a-z]+"
    r"|(?:president|minister|mayor|senator|governor|judge|chancellor|coach|actor|actress|singer|former) [A-Z][a-z]+)"
    r"(?= [^\n]{30,}[.”]$)",
    re.MULTILINE,
)
_LOOSE = (
    look(
        r"\. Who ",
        r"(?<=[a-z][.] )Who (?:have|has|had|are|were|was|is|will|did)\b(?=[^?\n]*?[.!\n])(?![^.!\n]*\?)",
        "a relative clause stands alone",
        "who",
    ),
    look(
        r"\. Where ",
        r"(?<=[a-z][.] )Where (?:the|an?|he|she|they) (?:[a-z-]+ ){0,2}(?:was|were|is|are|had|has)\b"
        r"[^.?!,\n—–]{8,140}\.(?=[\s”]|$)",
        "a relative clause stands alone",
        "where",
    ),
    look(
        r"\. (?:And|But) wh",
        r"(?<=[a-z][.] )(?:And|But) (?:which|who|whose) [^.?!\n]{8,140}\.(?=[\s”]|$)",
        "a relative clause stands alone",
        *product(("and", "but"), ("which", "who", "whose")),
    ),
    look(r"\. [.,]", r"(?<=[a-z])\. (?:\.(?= [A-Z“]|$)|, [a-z]+)", "a full stop or a comma stands alone"),
    known(
        "”",
        r"[.]” (?:there|it|this|that|in|at|but|and|if|we|you|for|with|because|when)\b"
        r"(?! (?:said|says|was|which))(?: [a-z]+)?",
        "a sentence begins with a small letter",
    ),
)
_TODAY = re.compile(
    r"(?:Last|This|Next|Already|Yesterday|Today|On (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|In (?:19|20)\d\d"
    r"|Meanwhile|Recently|Currently|Afterwards|At the moment|Since then)"
    r"(?: (?:week|month|year|autumn|spring|summer|winter|morning|evening|night))? "
    r"(?:(?:had|has|was|is|have|will|became|went|came|said) (?:he|she|they|it|we)"
    r"|(?:has|will|announced|decided|began|received|reported|confirmed) (?:the|his|her|their) [a-z]+)\b"
)
_INVERTED = having(
    (
        *product("had has was is have will became went came said".split(), "he she they it we".split()),
        *product("has will announced decided began received reported confirmed".split(), "the his her their".split()),
    )
)
_VERB_FIRST = re.compile(rf"(?:(?<=[.!?”] )|(?<=\n)|^){_TODAY.pattern}", re.MULTILINE)
_OBJECT_FIRST = (
    look(
        r"How [^.?!\n]{1,40} this ",
        r"\bHow (?:the [A-Z]?\w+|\[[^\]\n]+\]|[A-Z]\w+) this [a-z]+ (?:is|are|was)\b[^.?!,”\n]{0,40}"
        r"(?![^.!”\n]{0,80}\?)",
        "the word order of another language",
        "how",
    ),
    look(
        r"(?:Why|When|Where) (?:he|she|they|we|it|I|the [a-z]+) ",
        r"(?:(?<=[.!?”“] )|(?<=[“\n])|^)(?:Why|When|Where) (?:he|she|they|we|it|I|the [a-z]+) "
        r"(?:is|was|are|were|has|have|had|did|do|does|will|would|can|could|should|[a-z]+ed)\b[^?.!\n”]{0,80}\?",
        "a question in the order of a statement",
        "why",
        "when",
        "where",
    ),
    pair(
        "said|announced|declared|explained|confirmed|stressed",
        "also",
        "“also” stands before its verb",
        behind=r" (?:that|to)\b",
    ),
)
_COUNTED = re.compile(r"s (?:two|three|four|five|six|seven|several|many|both) ")
_SUBJECT_COUNTED = re.compile(
    r"(?:(?<=[.!?”] )|(?<=\n)|^)(?:The|These|Those|His|Her|Their|Our|Its) [a-z]{3,}"
    rf"{_COUNTED.pattern}(?:[a-z]+ )?(?P<noun>[a-z]+s)(?= (?:that|which|for|of|in|on|to|and|at|from)\b|[:,.])",
    re.MULTILINE,
)
_VERBLESS = (
    look(
        r"hat (?:\[|the [a-z]+ of )",
        r"\b[Ww]hat (?:\[[^\]\n]{2,30}\]|the [a-z]+) of (?:the )?[A-Z][a-z]+(?=[.”!?])",
        "a verb is missing between these words",
        "what",
    ),
    look(
        r" of (?:them|the [a-z]+), [A-Z]",
        r"\b(?:One|Some|Two|Three|Many|Most) of (?:them|the [a-z]+), [A-Z][\w’-]+(?: [A-Z][\w’-]+)*, (?:who|whose) "
        r"[^.,;:!?\n—–]{8,120}\.(?=[ \n]|$)",
        "the sentence ends before its verb",
        *product(("one", "some", "two", "three", "many", "most"), ["of"]),
    ),
)
_TIMES = frozenset("years days weeks months hours minutes times decades seasons miles".split())
_NO_RELATIVE = (
    pair(
        "rely|depend|live|belong|remain|consist|suffer|participate|refuse|oppose|insist|lack|fear",
        "on|in|from|to|upon",
        "“who” or “which” is missing",
        before=r"(?<=[a-z] )(?:allies|people|countries|residents|workers|families|nations|citizens|students|voters"
        r"|companies|members|patients|states) (?:around|across|in|of|from|throughout) (?:the )?"
        r"(?:(?!who|that|which|whose)[A-Za-z]+ ){1,2}",
    ),
)
# words that open a clause of its own, whose verb then follows rightly
_OPENS = re.compile(
    r"\b(?:that|said|says|say|because|while|as|and|where|when|if|but|whether|how|why|which|who|so|than|think|believe|know"
    r"|although|though|since|until|what|where)(?: [a-z’'-]+){0,2} $|[,;:—–“(] ?(?:[a-z]+ )?$"
)
