"""MTA: clauses that other languages build otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import known, look, once, pair, seen


@rule("MTA023", "missing-subject", languages=("en",), since="0.1")
@once
def missing_subject(page: Page) -> Iterator[Finding]:
    """A sentence begins with its verb, as in languages whose verbs tell who acts.

    Example
        The man fled to the coast. Was arrested there on Friday; “The bridge is safe” said.

    Left alone
        Questions, and sentences that begin with a participle (Asked about it, he left).
    """
    return seen(page, _BARE_VERBS, "missing-word")


@rule("MTA024", "adjective-behind-noun", languages=("en",), since="0.1")
@once
def adjective_behind_noun(page: Page) -> Iterator[Finding]:
    """The adjective of a nationality stands behind its noun.

    Example
        the government Italian said

    Left alone
        A new clause (he told the police Russian was spoken there), and titles.
    """
    return seen(page, _NATIONALITIES, "word-order")


@rule("MTA025", "conjunction-doubled", languages=("en",), since="0.1")
@once
def conjunction_doubled(page: Page) -> Iterator[Finding]:
    """Two clauses are joined twice, by a word in each, as Chinese and the languages of India do.

    Example
        Although the bridge was new, but it could not carry the lorries.

    Left alone
        But although; because … so that; although …, but not.
    """
    return seen(page, _CONJUNCTIONS, "function-word")


_DONE = (
    "arrested|born|killed|found|taken|sentenced|accused|charged|detained|released|elected|appointed|transferred|injured"
    "|hospitali[sz]ed|wounded|reported|said|expected|considered|known|married|been|become|confirmed|announced"
)
_DID = (
    "Said|Added|Declared|Announced|Stated|Explained|Recalled|Warned|Affirmed|Assured|Thinks|Believes|Says|Wants|Spoke|Went"
    "|Became|Died|Arrived|Remains|Worked|Lived"
)
_BARE_VERBS = (
    look(
        r"\. (?:Was|Were|Has|Had|Is|Are) ",
        r"(?<=[a-z]\. )(?:Was|Were|Has|Had|Is|Are) "
        rf"(?:(?:also|already|not|still|later|now|never|been|being) )*(?:{_DONE})\b(?![^.!\n]*\?)",
        "the subject is missing",
    ),
    known("”", r"” (?:said|says)[.]", "the speaker is missing"),
    look(
        rf"\. (?:{_DID}|Faced) ",
        rf"(?<=[a-z]\. )(?:{_DID}) (?:that|to|the|an?|his|her|in|on|at|from|about)\b"
        r"|(?<=[a-z]\. )Faced (?:up to \d+ years|charges)",
        "the subject is missing",
    ),
)
_NATIONS = (
    "Russian|American|British|French|German|Italian|Spanish|Portuguese|Ukrainian|Polish|Turkish|Chinese|Japanese|Korean|Indian"
    "|Iranian|Israeli|Palestinian|Syrian|Iraqi|Afghan|Mexican|Brazilian|Canadian|Australian|Dutch|Belgian|Swiss|Austrian"
    "|Swedish|Norwegian|Danish|Finnish|Greek|Egyptian|Saudi|African|European|Western|Hungarian|Romanian|Serbian|Czech|Irish"
    "|Lebanese|Argentine|Venezuelan|Colombian|Cuban"
)
_NATIONALITIES = (
    pair(
        "president|minister|government|army|embassy|capital|economy|parliament|team|club|player|coach|champion|league|bank"
        "|court|border|language|ambassador|troops|forces|allies|soldiers|citizens|company|companies|authorities|press|media"
        "|singer|actor|writer|politician|diplomat|striker|defender|midfielder|goalkeeper",
        _NATIONS,
        "the adjective stands before its noun",
        behind=r"(?=[.,;]| (?:is|was|has|had|were|are|have|said|will|in|of|at|on|from|who|that|to|with)\b"
        r"| [A-Z][a-z]+ [A-Z])",
    ),
)
_CONJUNCTIONS = (
    look(
        r"(?:Although|Even though|Though) ",
        r"(?:(?<=[.!?”“] )|(?<=[“\n])|^)(?:Although|Even though|Though) [^.,;:!?“”\n]{8,120}, but(?= (?!not\b))",
        "“although” and “but” say the same",
        "although",
        "though",
    ),
    look(
        r"Because [a-z]",
        r"(?:(?<=[.!?”“] )|(?<=[“\n])|^)Because [^.,;:!?“”\n]{8,100}, (?:so|therefore)(?= (?!that\b))",
        "“because” and “so” say the same",
        "because",
    ),
    pair(
        "but|yet|although",
        "however|but|nevertheless",
        "two conjunctions that say the same",
        behind=r"(?=,| (?:he|she|it|they|we|the|had|has|was|is)\b)",
    ),
)
