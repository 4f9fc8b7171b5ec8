"""TYP: spaces that are missing, too many, or of the wrong kind; hyphens left by line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.facts import UNKNOWN, language, outline
from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule


@rule("TYP002", "space-before-punctuation", fix=Fix.SAFE, since="0.1")
def space_before_punctuation(page: Page) -> Iterator[Finding]:
    """A space stands before a comma, a stop or another mark that closes up in English.

    Example
        Lisa Bonet , my sister
    becomes
        Lisa Bonet, my sister

    Left alone
        French spacing in French text, ` .NET`, ` :)`, ellipses, and lines of code.
    """
    for found in _BEFORE.finditer(page.text):
        if not is_english(page):
            return
        yield Finding(*found.span(), "no space before this mark", "")


@rule("TYP003", "space-lost-after-stop", fix=Fix.SAFE, since="0.1")
def space_lost_after_stop(page: Page) -> Iterator[Finding]:
    """Two sentences stand together without a space, as where a line break was lost, or a speaker behind a comma.

    Example
        marched on the capital.Witnesses said
    becomes
        marched on the capital. Witnesses said

    Left alone
        Addresses, file names, versions (Node.js, U.S.Army, e.g.The).
    """
    for found in _LOST.finditer(page.text):
        if not is_english(page):
            return
        if not _ADDRESS.search(page.text[max(0, found.start() - 30) : found.end() + 12].split("\n")[-1]):
            at = found.end()
            yield Finding(at, at, "a space is missing here", " ", 0.92)


@rule("TYP006", "no-break-space", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def no_break_space(page: Page) -> Iterator[Finding]:
    r"""A space that forbids a line break stands between ordinary words.

    Pages use it for layout; searches for the two words then miss them.

    Example
        tensions\u00a0with North Korea
    becomes
        tensions with North Korea

    Left alone
        Beside digits, initials and abbreviations, where setters put it on purpose; other languages.
    """
    if not _NO_BREAK_SPACE.search(page.fact(outline)):
        return
    plain = list(_NO_BREAK.finditer(page.text))
    places = _NO_BREAK_ANY.finditer(page.text) if len(plain) >= _SCATTERED else plain
    for found in places:
        if not is_english(page):
            return
        yield Finding(*found.span(), "a no-break space between words", " ")


@rule("TYP007", "hyphen-of-a-line-break", fix=Fix.SAFE, since="0.1")
def hyphen_of_a_line_break(page: Page) -> Iterator[Finding]:
    """A word that was broken at the end of a line kept its hyphen.

    Example
        misdemeanors and noncr- iminal violations
    becomes
        misdemeanors and noncriminal violations

    Left alone
        Hanging hyphens (low- to middle-income, Staats- oder Regierungschef) and dashes. Compounds with
        a lost space (merit- based) and other languages than English are suggested only: within a
        line most of their hyphens hang.
    """
    if not _HANGING.search(page.text):
        return
    for found in _BROKEN.finditer(page.text):
        first, second = found["first"], found["second"]
        inline = "\n" not in found["gap"]
        if second in _JOINS or (inline and (first in _JOINS or second.startswith(first))):
            continue
        hyphenated = f"{first}-{second}" in page.fact(_hyphenated) or first in _PREFIXES
        if inline and hyphenated:
            continue
        compound = inline and second in _SECONDS
        start, end = found.start("gap") - 1, found.end("gap")
        if compound or (inline and page.lasting(language).code not in ("en", UNKNOWN.code)):
            new = "-" if compound else ""
            yield Finding(start, end, "a hyphen from the end of a line, or a hanging one", new, 0.5, Fix.SUGGEST)
        else:
            yield Finding(start, end, "a hyphen from the end of a line", "-" if hyphenated else "", 0.85)


@rule("TYP009", "repeated-space", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def repeated_space(page: Page) -> Iterator[Finding]:
    """Two spaces or more, or a tab, stand between words.

    Example
        It was late.  Nobody came.
    becomes
        It was late. Nobody came.

    Left alone
        Indented lines and tables, whose spaces carry meaning.
    """
    if "  " not in page.text and "\t" not in page.text:
        return
    for found in _REPEATED.finditer(page.text):
        if not _is_table(page.text, found.start()):
            yield Finding(*found.span(), "more than one space", " ")


@rule("TYP010", "doubled-punctuation", fix=Fix.SAFE, since="0.1")
def doubled_punctuation(page: Page) -> Iterator[Finding]:
    """A comma, semicolon or stop stands twice.

    Example
        It was late,, and nobody came..
    becomes
        It was late, and nobody came.

    Left alone
        Ellipses, exclamations (!!), paths (../) and ranges (1..9).
    """
    for found in _DOUBLED.finditer(page.text):
        yield Finding(found.start() + 1, found.end(), "the mark stands twice", "")


# patterns begin with the characters to be changed, and look back from there: a search goes from one to the next
_BEFORE = re.compile(
    r"[ \u00a0](?=[ \u00a0,;:.!?])(?<=[A-Za-z0-9%)\]’”].)[ \u00a0]*"
    r"(?=[,;](?:\s|$)|:(?=\s[“\"‘'])|[.!?](?:\s|$|[”’\"']))(?![.] ?\.)(?!\.\.)"
)
_LOST = re.compile(
    r"[.!?](?<=(?:[a-z]{3}|[a-z]{2}[)”’]).)(?=[A-Z](?:[a-z]{2}|(?:(?<=[AI])|[a-z]) [a-z]))"
    r"|,(?<=[.!?\w][”’],)(?=[A-Za-z]{2})"
)
_ADDRESS = re.compile(r"https?:|www\.|@|/|\b\w+\.(?:com|org|net|gov|edu|co|io)\b|_|\(\)|\w+\.\w+\.\w+", re.IGNORECASE)
_NO_BREAK_SPACE = re.compile("[\u00a0\u202f\u2007]")
_NO_BREAK = re.compile(
    "[ \u00a0\u202f\u2007](?:(?<=[\u00a0\u202f\u2007])|(?= *[\u00a0\u202f\u2007]))"
    "(?:(?<=[a-z]{2}[,;:].)|(?<=[a-z]{3}.)|(?<= [a-z]{2}.)|(?<= a.)|(?<=[a-z]{4}[.!?].))"
    "[ \u00a0\u202f\u2007]*(?=[“‘]?[A-Za-z]{2})"
)
# where a text is strewn with them: everywhere but between digits, before units and behind abbreviations
_NO_BREAK_ANY = re.compile(
    "[ \u00a0\u202f\u2007](?:(?<=[\u00a0\u202f\u2007])|(?= *[\u00a0\u202f\u2007]))"
    "(?<!\\b[A-Z]\\..)(?<!\\b(?:Mr|Ms|Dr|St|No|pp)\\..)(?<!\\bMrs\\..)(?<!\\bp\\..)(?<![§№].)"
    "(?:(?<=[\u00a0\u202f\u2007])| *[\u00a0\u202f\u2007])[ \u00a0\u202f\u2007]*"
    "(?![%°€£]|(?<=\\d.)\\d{3}\\b|(?<=\\d.)[kmcµ]?[mgsVWJLlHhB]\\b)"
)
_SCATTERED = 3
_HANGING = re.compile(r"-(?<=[a-z]-)(?= ?[ \n][a-z])")
_BROKEN = re.compile(r"(?<![\w-])(?P<first>[A-Za-z]?[a-z]+)-(?P<gap>[ ]?\n|[ ])(?P<second>[a-z]{2,})(?![\w-])")
_COMPOUND = re.compile(r"[A-Za-z]+-[a-z]+(?![a-z])")
_JOINS = frozenset(
    (
        "to and or nor but versus vs as if in of on at by for with from the a an it is was are were be that "
        "which who what this these those he she they we you i not no so than then when where while until "
        "because und bis y e et o ou his her its their our my your has had have will would can could may "
        "might should do does did been being there here very just only also even both either neither all some "
        "any each every one two three such more most much many "
        "oder bzw sowie als wie noch en tot och eller og ed ni lub "
    ).split()
)
_SECONDS = frozenset(  # second parts of English compounds, which are whole words
    (
        "based related led free wide made style term old like level only time year driven minded style sized class "
        "owned friendly born bound proof range scale known looking paid run safe size speed tech type ups ever "
        "intended centred centered oriented focused backed funded shaped long high low down off out up over"
    ).split()
)
_PREFIXES = frozenset(
    (
        "anti co cross ex extra full half high ill low mid multi non off over part post pre pro quasi self "
        "semi sub ultra un well "
    ).split()
)
_REPEATED = re.compile(r"[ \t](?<=\S.)(?:(?<=\t)|[ \t])[ \t]*(?=\S)")
_DOUBLED = re.compile(r"[,;.](?:(?<=[\w’”)],),(?!,)|(?<=[\w’”)];);(?!;)|(?<=[a-z’”)]\.)\.(?=\s|$)(?!\.))")


def _hyphenated(page: Page) -> frozenset[str]:
    """The compounds that the text writes with a hyphen elsewhere."""
    return frozenset(_COMPOUND.findall(page.text))


def _is_table(text: str, at: int) -> bool:
    """Whether the line at `at` is set with spaces: three gaps and more, or an indent."""
    start, end = text.rfind("\n", max(0, at - 500), at) + 1, text.find("\n", at, at + 500)
    line = text[max(start, at - 500) : min(end if end >= 0 else len(text), at + 500)]
    return line[:1] in " \t" or len(re.findall(r"\S(?: {3,}|\t+)(?=\S)", line)) >= 2


def is_english(page: Page) -> bool:
    """Whether the article is English, as far as its text tells."""
    return page.lasting(language).code == "en"
