"""MTA: signs in the build of a sentence that no lexicon is needed for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule


def _once(check: Callable[[Page], Iterator[Finding]]) -> Callable[[Page], tuple[Finding, ...]]:
    """The check as a fact: the rule and the score ask for the same findings."""

    def found(page: Page) -> tuple[Finding, ...]:
        return tuple(check(page))

    @wraps(check)
    def shared(page: Page) -> tuple[Finding, ...]:
        return page.fact(found)

    return shared


@rule("MTA010", "orphan-fragment", languages=("en",), since="0.1")
@_once
def orphan_fragment(page: Page) -> Iterator[Finding]:
    """A sentence goes on in small letters behind a full stop, as if a piece had come loose.

    Example
        Washington will not respond to the demands. by point ”.

    Left alone
        Abbreviations, initials, addresses, brand names in small letters, and ellipses.
    """
    text = page.text
    for found in _FRAGMENT.finditer(text):
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
    for found in _LOOSE_RELATIVE.finditer(text):
        yield Finding(*found.span(), "a relative clause stands alone", None, 0.8, None, {"kind": "fragment"})


@rule("MTA011", "doubled-word", languages=("en",), since="0.1")
@_once
def doubled_word(page: Page) -> Iterator[Finding]:
    """A word stands twice in a row, or on both sides of `and`.

    Translators give two words of the source the same word.

    Example
        accommodation accommodation for the winter; serious and serious injuries

    Left alone
        had had, that that, very very, names (Walla Walla), and repetition in quotations.
    """
    for found in _DOUBLED.finditer(page.text):
        word = found["word"].lower()
        named = found["word"][0].isupper() and word not in _HOUSES
        heaps = " and " in found[0] and (
            (word.endswith("s") and not word.endswith(("ous", "ss")))
            or "," in page.text[found.start() - 2 : found.start()]
        )
        if word in _MAY_DOUBLE or named or heaps or _is_quoted(page.text, found.start()):
            continue
        yield Finding(*found.span(), f"“{word}” stands twice", None, 0.9, None, {"kind": "doubled"})


@rule("MTA012", "article-anomaly", languages=("en",), since="0.1")
@_once
def article_anomaly(page: Page) -> Iterator[Finding]:
    """The indefinite article does not fit the sound of the word behind it, or two articles meet.

    Blind replacement of a word leaves the article of the old one.

    Example
        the end of a era; the a plan

    Left alone
        Words whose sound differs from their spelling (an hour, a European, an MP), letters and names.
    """
    for found in _ARTICLE.finditer(page.text):
        article, word = found["article"].lower(), found["word"]
        wrong = _VOWEL_SOUND.match(word) if article == "a" else _CONSONANT_SOUND.match(word)
        letter = found["article"] == "A" and not _begins(page.text, found.start())  # a strep A infection
        if not wrong or letter or word.isupper() or (found["article"][0] == "A" and word[0].isupper()):
            continue
        right = "an" if article == "a" else "a"
        yield Finding(*found.span(), f"“{right} {word}” is meant", None, 0.85, None, {"kind": "article"})
    for found in _TWO_ARTICLES.finditer(page.text):
        yield Finding(*found.span(), "two articles in a row", None, 0.9, None, {"kind": "article"})


@rule("MTA013", "pivot-number", languages=("en",), since="0.1")
@_once
def pivot_number(page: Page) -> Iterator[Finding]:
    """A number, a sum or a time is written as another language writes it.

    Example
        68,700 million dollars; $ 2.1 billion; at 2: 6 in the morning; 1 thousand 200 men

    Left alone
        Scores, ratios, tables, and currency signs that stand behind the number at home.
    """
    for sign, pattern, message in _NUMBERS:
        if sign not in page.text:
            continue
        for found in pattern.finditer(page.text):
            yield Finding(*found.span(), message, None, 0.85, None, {"kind": "number"})


@rule("MTA014", "missing-verb", languages=("en",), since="0.1")
@_once
def missing_verb(page: Page) -> Iterator[Finding]:
    """A sentence has a subject and an object side by side, and no verb between them.

    Example
        The negotiations two fundamental goals that defined his rule

    Left alone
        Headlines, and nouns that stand before nouns (the summit two years ago).
    """
    for found in _NO_VERB.finditer(page.text):
        if found["noun"] and found["noun"].lower() in _TIMES:
            continue
        yield Finding(*found.span(), "a verb is missing between these words", None, 0.8, None, {"kind": "missing-word"})


@rule("MTA015", "missing-relative", languages=("en",), since="0.1")
@_once
def missing_relative(page: Page) -> Iterator[Finding]:
    """A clause follows its noun without who, which or that, where English needs it.

    Example
        among allies around the world rely on guarantees

    Left alone
        Clauses whose relative is the object (the man we saw).
    """
    for found in _NO_RELATIVE.finditer(page.text):
        if _OPENS.search(page.text, max(0, found.start() - 40), found.start()):
            continue
        yield Finding(*found.span(), "“who” or “which” is missing", None, 0.75, None, {"kind": "missing-word"})


@rule("MTA017", "inverted-order", languages=("en",), since="0.1")
@_once
def inverted_order(page: Page) -> Iterator[Finding]:
    """Subject and verb stand in the order of a Germanic main clause, or the object before its verb.

    Example
        Last autumn had he thought of retiring; How the minister this knot is going to untie

    Left alone
        Questions, and inversion behind never, only, not and nor.
    """
    for found in _INVERTED.finditer(page.text):
        if not page.text[found.end() : found.end() + 80].split(".")[0].rstrip().endswith("?"):
            yield Finding(*found.span(), "the word order of another language", None, 0.85, None, {"kind": "word-order"})


@rule("MTA018", "dash-for-quotation", languages=("en",), since="0.1")
@_once
def dash_for_quotation(page: Page) -> Iterator[Finding]:
    """A dash hands over from a quotation to its speaker, as Slavic and Spanish print does.

    Example
        “We will stay”, - Bilash told the briefing.

    Left alone
        Dashes between words, and speeches that begin with a dash.
    """
    for found in _DASH_SPEECH.finditer(page.text):
        yield Finding(*found.span(), "a dash before the speaker", None, 0.85, None, {"kind": "untranslated"})


@rule("MTA016", "glued-words", languages=("en",), since="0.1")
@_once
def glued_words(page: Page) -> Iterator[Finding]:
    """Two words stand together without a space.

    Example
        The ministry statedthat nobody was hurt

    Left alone
        Compounds and names.
    """
    for found in _GLUED.finditer(page.text):
        yield Finding(*found.span(), "two words without a space", None, 0.9, None, {"kind": "untranslated"})


_PARAGRAPH = 2_000  # code points before a place in which an open quotation is looked for
_FRAGMENT = re.compile(
    r"\b(?P<before>[A-Za-z’'-]+|\d{1,2}(?=\. (?:in|a|p)\b))\. (?P<word>[a-z][a-z’'-]*)(?=[\s,;”]|\.(?:[\s”]|$)|$)"
)
_END = re.compile(r"[.!?\n”,;]")
_ADDRESS = re.compile(r"\S*(?:www|http|@)")
_ABBREVIATIONS = frozenset(
    (
        "etc vs approx est Jr Sr Inc Ltd Co Corp St Mr Mrs Dr Prof Gen Col Lt Sgt Capt Gov Sen Rep Rev Hon No Nos vol "
        "pp al cf ca Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun max min avg dept fig "
        "ed eds pct Ave Blvd Rd Mt Ft oz lb lbs ft sq tel ext incl excl resp esp viz mph"
    ).split()
)
_SMALL_NAMES = frozenset(
    "iphone ipad ebay ipod itunes imac iphones ios macos eharmony easyjet adidas de van von al bin da di e g i".split()
)
_DOUBLED = re.compile(r"(?<![\w’'-])(?P<word>[A-Za-z]{5,}) (?:and )?(?P=word)(?![\w’'-])")
_HOUSES = frozenset("university ministry street hospital council party bank college court club museum school".split())
_MAY_DOUBLE = frozenset(
    (
        "had that very many really long far never again more bye night there now hear ha haha blah knock tut "
        "boom so too yes no please well sing come old years out over miles hours days round through on and "
        "less fewer better worse higher lower back side step little quack woof chop hot big small good cha "
        "can is was what who which it her him dear help go one two three only all "
    ).split()
)
_ARTICLE = re.compile(r"(?<![\w.’'-])(?P<article>[Aa]n?) (?P<word>[A-Za-z]{3,})(?![\w.’'])")
# words that sound with a vowel, and with a consonant, where only sure cases count
_VOWEL_SOUND = re.compile(
    r"(?:a(?!aa)|e(?!u|we)|i(?!i)|o(?!n[ce]|uija)|u(?=mb|nc|nd|nf|ng|nh|nj|nk|nl|np|nr|ns|nt|nu|nw|p|gl|lt|tt|sh)"
    r"|hour|honest|honou?r|heir)[a-z]",
    re.IGNORECASE,
)
_CONSONANT_SOUND = re.compile(
    r"(?!hono|honest|hour|heir|hist|hote|herb|habit|hero|horr|hyst|hall|[fhlmnrsx]-|(?-i:[A-Z]{2}))[b-df-hj-np-tv-z][a-z]"
    r"|(?:uni(?!n|m)|euro|one-|once|usu|user|used|useful|useless|utili|unic)[a-z]",
    re.IGNORECASE,
)
_TWO_ARTICLES = re.compile(r"(?<![\w.’'-])(?:the an?|an? the|a an|an a) (?=[a-z]{3})")
# a string without which the pattern cannot be there, the pattern, the message
_NUMBERS = (
    ("llion", re.compile(r"(?<![\d.,])\d{1,3},\d{3} (?:million|billion)\b"), "English would say billions or trillions"),
    (
        " ",
        re.compile(r"[$€£] \d[\d,.]*(?: (?:million|billion|trillion|thousand))?"),
        "a space behind the currency sign",
    ),
    (": ", re.compile(r"\b\d{1,2}: \d{1,2}\b(?!\d)"), "a time or a score with a space in it"),
    (" thousand ", re.compile(r"\b\d+ thousand \d{3}\b"), "a number in words and figures"),
    (" 100 million", re.compile(r"\b\d[\d.,]* 100 million\b"), "a unit of a hundred million was kept"),
    (
        " ",
        re.compile(r"\b\d+ (?:lakh|crore)s? (?:dollars?|euros?|pounds?)\b"),
        "an Indian number with a foreign currency",
    ),
    ("%", re.compile(r"(?<![\w%])%\d+(?:[.,]\d+)?\b"), "the percent sign stands before the number"),
    (
        ",",
        re.compile(
            r"(?<![\d,.])\d{1,3},\d{1,2}"
            r"(?= ?(?:percent|per cent|%|euros\b|dollars\b|degrees\b|million (?:dollars|euros)))"
        ),
        "a decimal comma",
    ),
    ("magnitude ", re.compile(r"\bmagnitude (?:of )?\d,\d\b"), "a decimal comma"),
    (" of frost", re.compile(r"-\d+ degrees of frost\b"), "frost and minus say the same"),
)
_LOOSE_RELATIVE = re.compile(
    r"(?<=[a-z][.] )Who (?:have|has|had|are|were|was|is|will|did)\b(?=[^?\n]*?[.!\n])(?![^.!\n]*\?)"
)
_DASH_SPEECH = re.compile(
    r"(?<=[”\"’,] )- (?:[A-Z][\w’-]+|he|she) "
    r"(?:said|told|noted|added|stressed|declared|explained|emphasi[sz]ed|reported)\b"
    r"|(?<=[a-z]- )(?:he|she) (?:said|declared|noted|added|told)\b"
)
_INVERTED = re.compile(
    r"(?:(?<=[.!?”] )|(?<=\n)|^)(?:Last|This|Next|Already|Yesterday|Today) "
    r"(?:(?:week|month|year|autumn|spring|summer|winter|morning|evening|night) )?"
    r"(?:had|has|was|is|have|will|became|went|came|said) (?:he|she|they|it|we)\b"
    r"|\bHow (?:the [A-Z]?\w+|\[[^\]\n]+\]|[A-Z]\w+) this [a-z]+ (?:is|are|was)\b[^.?!,”\n]{0,40}",
    re.MULTILINE,
)
_NO_VERB = re.compile(
    r"(?:(?<=[.!?”] )|(?<=\n)|^)(?:The|These|Those|His|Her|Their|Our|Its) [a-z]{3,}s "
    r"(?:two|three|four|five|six|seven|several|many|both) (?:[a-z]+ )?(?P<noun>[a-z]+s)"
    r"(?= (?:that|which|for|of|in|on|to|and|at|from)\b|[:,.])"
    r"|\b[Ww]hat (?:\[[^\]\n]{2,30}\]|the [a-z]+) of (?:the )?[A-Z][a-z]+(?=[.”!?])",
    re.MULTILINE,
)
_TIMES = frozenset("years days weeks months hours minutes times decades seasons miles".split())
_RELY = (
    "rely|depend|live|belong|remain|consist|suffer|participate|refuse|oppose|insist|hope|want|need|seek|face|lack|fear"
)
_NO_RELATIVE = re.compile(
    r"(?<=[a-z] )(?:allies|people|countries|residents|workers|families|nations|citizens|students|voters|companies"
    r"|members|patients|states) (?:around|across|in|of|from|throughout) (?:the )?"
    r"(?:(?!who|that|which|whose)[A-Za-z]+ ){1,2}"
    rf"(?:{_RELY}) (?:on|in|from|to|upon)\b"
)
# words that open a clause of its own, whose verb then follows rightly
_OPENS = re.compile(
    r"\b(?:that|said|says|say|because|while|as|and|where|when|if|but|whether|how|why|which|who|so|than|think|believe|know"
    r"|although|though|since|until|what|where)(?: [a-z’'-]+){0,2} $|[,;:—–“(] ?(?:[a-z]+ )?$"
)
_GLUED = re.compile(
    r"\b(?:stated|said|added|noted|announced|claimed|believes|reported|declared|explained|told|knows|says|states|because)"
    r"(?:that|the)\b"
)


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation is open at a place of its paragraph: people repeat themselves."""
    start = text.rfind("\n", max(0, at - _PARAGRAPH), at) + 1 or max(0, at - _PARAGRAPH)
    return text.count("“", start, at) > text.count("”", start, at)


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at a place."""
    return text[max(0, at - 4) : at].rstrip(" “‘\"'")[-1:] in ("", "\n", ".", "!", "?")
