"""Single marks: apostrophes, elisions, primes, and quotations in single marks.

Straight and turned singles are judged one by one from what stands beside them; whether a word is
quoted follows from a closing mark further on in the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.rules.quotation.marks import SPACE

APOSTROPHE = "’"


class Turn(NamedTuple):
    """A single mark that should read otherwise."""

    start: int
    end: int
    new: str
    kind: str
    sure: float


_SINGLE = re.compile("['‘’`´]")
_NOT_CURLED = re.compile("['‘`´]")  # apostrophes and closing marks that are curled stay as they are
_SUFFIX = r"(?:s|t|re|ve|ll|d|m|S|T|RE|VE|LL|D|M)"
_NEAR, _FAR = 40, 2_000  # code points that are looked at before a mark, and for a closing one
_LAST_WORD = re.compile(r"[A-Za-z]+$")
_MINUTES = re.compile(r"' ?\d{1,2}(?:[½¼¾]|\.\d+)?(?:\"|''|″|(?!\w))")
_GAP = rf"(?:[{SPACE}]+['’‘][{SPACE}]*|['’‘][{SPACE}]+)"
# torn apostrophes that nothing else can be: behind pronouns and n, or before a lone s
_TORN = re.compile(
    rf"(?<=n){_GAP}(?=t\b)|(?<=\b[Ii]){_GAP}(?=(?:m|ve|ll|d)\b)"
    rf"|(?:(?<=\b[Yy]ou)|(?<=\b[Ww]e)|(?<=\b[Tt]hey)|(?<=\b[Tt]hese)|(?<=\b[Ww]ho)){_GAP}(?=(?:re|ve|ll|d)\b)"
    rf"|(?:(?<=\b[Ii]t)|(?<=\b[Hh]e)|(?<=\b[Ss]he)|(?<=\b[Tt]hat)|(?<=\b[Tt]here)|(?<=\b[Ww]hat)|(?<=\b[Ww]ho)|(?<=\b[Ll]et))"
    rf"{_GAP}(?=(?:s|ll|d|re)\b)"
    rf"|(?<=[A-Za-z])['’‘][{SPACE}]+(?=s\b(?![’'‘]))"
)
# contractions cut in two as corpora cut words: was n't, ca n't; from the mark, back over the n and its space
_CUT = re.compile(
    rf"['’‘](?<=[{SPACE}]n.)(?=t\b)(?:(?<=\b(?:is|do|ca|wo|ai)...)|(?<=\b(?:was|are|did|has|had)...)"
    r"|(?<=\b(?:does|were|have|must|need)...)|(?<=\b(?:could|would)...)|(?<=\bshould...))"
)
# a torn possessive behind a name; behind other words only where the text tears elsewhere too
_TORN_NAME = re.compile(rf"(?<=[A-Za-z])[{SPACE}]+['’‘][{SPACE}]*(?=s (?!(?:a|an|the|not|been)\b)[A-Za-z\d]|s[.,;])")
# a noun with its article: what follows it with ’s is its possession
_OWNER = re.compile(
    r"\b(?:the|a|an|this|that|his|her|its|our|my|your|their|every|each|another)(?: [a-z]{3,})? "
    r"(?!(?:with|from|into|upon|that|when|where|which|while|and|but|for|was|were|had|has|have|are|not|you|she|they|who|what|if)$)"
    r"[a-z]{3,}$"
)
# words that begin with an apostrophe for a letter or more that is not spoken
ELISION = (
    r"(?:em|tis|twas|twere|twill|twould|til|tain’t|tain't|pon|fo|un|uns|ere|ll|ud|ud've|uz|kase|cos|coz"
    r"|cuz|nuff|nother|scuse|spose|gainst|neath|twixt|tween|isself|erself|imself|igh|arf|alf|ome|ouse|orse|appen"
    r"|fraid|nless|t|s|d|m|n|bliged|scription|ceptin|ithout|thout)\b"
    r"|\d\ds\b"
)
_ELIDED = re.compile(ELISION)
# those that are words themselves, which may be quoted
ELISION_OR_WORD = r"(?:till|fore|cause|member|specially|stead|less|bout|round|way|deed|low|most|count)\b"
_ELIDED_OR_NOT = re.compile(ELISION_OR_WORD)
_FEW_WORDS = re.compile(r"\w[\w -]{0,40}[^\Ws]['’](?=[\s.,;:!?)]|$)")  # quoted to the end
ELISION_CAPITAL = (
    r"(?:Tis|Twas|Twere|Twill|Twould|Em|Til|Pon|Fore|Un|Ere|Cause|Cos|Nuff|Scuse|Spose|Bout|Tain)\b|St!|E(?:’|')"
)
_ELIDED_CAPITAL = re.compile(ELISION_CAPITAL)
_MAYBE = re.compile(
    r"(?:e|er|im|is|ad|as|ave|ow|elp|ead|eard|and|ard|all|ell|air|ope|alfway|oo|at|old|it|eavy|ill|undred|orrible)\b"
)
# words that end with one: a closing mark behind them says nothing
_CLIPPED = re.compile(
    r"\b(?:[a-z]+in|an|o|th|ol|en|mo|lan|sho|po|do|wi|don|doan|ain|soun|mus|jes|jis|las|han|roun|col|tol|kep|wan|t|fo|yo|ag)$",
    re.IGNORECASE,
)
_IN = frozenset(  # words that end so themselves
    (
        "in again certain uncertain britain spain train rain pain main plain remain captain mountain putin "
        "stalin berlin dublin skin thin begin within margin origin martin kevin justin robin latin protein "
        "cabin login coin join chain brain gain vitamin win twin spin chin fin pin sin tin bin gin kin "
        "villain fountain curtain bargain explain complain contain maintain obtain retain sustain entertain "
        "domain stain strain drain grain vein ruin basin cousin resin satin cumin virgin heroin aspirin "
        "penguin admin bitcoin lenin chaplin franklin benjamin austin rubin ein "
    ).split()
)
# contractions that are no other word without their apostrophe
_LOST = {
    word.replace("’", ""): word
    for word in (
        "didn’t don’t doesn’t isn’t wasn’t weren’t aren’t couldn’t wouldn’t shouldn’t hasn’t haven’t hadn’t "
        "you’re they’re you’ve they’ve I’m I’ve"
    ).split()
}
_LOST_FORM = re.compile(rf"(?<![’'‘])\b(?:{'|'.join(sorted(_LOST))})\b", re.IGNORECASE)


_NT = re.compile(
    r"nt\b(?:(?<=\b[Dd]idnt)|(?<=\b[Dd]oesnt)|(?<=\b[Ii]snt)|(?<=\b[Ww]asnt)|(?<=\b[Aa]rent)|(?<=\b[Ww]erent)|(?<=\b[Cc]ouldnt)"
    r"|(?<=\b[Ww]ouldnt)|(?<=\b[Ss]houldnt)|(?<=\b[Hh]asnt)|(?<=\b[Hh]avent)|(?<=\b[Hh]adnt)|(?<=\b[Dd]ont))"
)
# what `lost` finds, each by a pattern of its own that begins with one character, which is what makes them fast
_SIGNS_OF_LOSS = (
    _NT,
    re.compile(r"I(?<=\bI)(?:m|ve)\b"),
    re.compile(r"y(?:(?<=\by)ou|(?<=\b[Tt]hey))[rv]e\b"),
    re.compile(r"You[rv]e\b"),
)


def turns(text: str, torn: bool = False) -> Iterator[Turn]:
    """The singles of a paragraph that should read otherwise.

    `torn`: whether the document tears apostrophes from their words, so that more of them are mended.
    """
    torn_ones = list(_spaced(text, torn)) if _APART.search(text) else []
    yield from torn_ones
    if not _NOT_CURLED.search(text):
        return
    spaced = {at for turn in torn_ones for at in range(turn.start, turn.end)}
    quoted: list[int] = []
    for found in _SINGLE.finditer(text):
        at, mark = found.start(), found[0]
        if at in spaced or _doubled(text, at):
            continue
        if mark in "`´":
            if text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha():
                yield Turn(at, at + 1, APOSTROPHE, "straight", 0.95)
            elif mark == "`" and _ANCIENT.match(text, at):
                quoted.append(at)
                yield Turn(at, at + 1, "‘", "straight", 0.9)
            continue
        new, sure = _judge(text, at, mark, quoted)
        if new and new != mark:
            yield Turn(at, at + 1, new, "straight" if mark == "'" else "turned", sure)


def _spaced(text: str, torn: bool) -> Iterator[Turn]:
    """Apostrophes torn from their word: don ’t, NPR ’s, hadn' t."""
    for found in _TORN.finditer(text):
        yield Turn(*found.span(), APOSTROPHE, "spaced", 0.95)
    for found in _CUT.finditer(text):
        yield Turn(found.start() - 2, found.end(), "n’", "spaced", 0.95)
    for found in _TORN_NAME.finditer(text):
        word = _LAST_WORD.search(text, max(0, found.start() - _NEAR), found.start())
        if (
            word
            and (
                torn
                or _OWNER.search(text[max(0, found.start() - 60) : found.start()])
                or (word[0][0].isupper() and len(word[0]) > 1)
            )
            and not _TORN.match(text, found.start())
        ):
            yield Turn(*found.span(), APOSTROPHE, "spaced", 0.9)


def tears(text: str) -> bool:
    """Whether a text tears apostrophes from their words beyond doubt."""
    return _APART.search(text) is not None and (_TORN.search(text) or _CUT.search(text)) is not None


# a name in front, or a verb behind that no pronoun with `have` or `am` takes
_IS_NAME = re.compile(r"\b[A-Z][a-z]+ (?:Im|Ive)\b|\b(?:Im|Ive) (?:said|says|told|is|was|has|who|had)\b")


def loses(text: str) -> bool:
    """Whether a contraction without its apostrophe may stand in a text."""
    return any(sign.search(text) for sign in _SIGNS_OF_LOSS)


def lost(text: str) -> Iterator[Turn]:
    """Contractions that lost their apostrophe and are no other word."""
    for found in _LOST_FORM.finditer(text):
        whole = _LOST.get(found[0].lower()) or _LOST.get(found[0])
        if not whole or (found[0].lower() in ("im", "ive") and found[0] not in ("Im", "Ive")):
            continue
        if found[0] in ("Im", "Ive") and _IS_NAME.search(text[max(0, found.start() - 24) : found.end() + 7]):
            continue
        if found[0].isupper() and len(found[0]) > 1 and not text.isupper():
            continue
        word = whole if found[0][0].islower() else whole[0].upper() + whole[1:]
        yield Turn(*found.span(), word, "lost", 0.9)


def _doubled(text: str, at: int) -> bool:
    """Whether the mark is half of a double in single clothes."""
    mark = text[at]
    first = at if text[at + 1 : at + 2] == mark else at - 1
    if mark == "'" and _ELIDED_CAPITAL.match(text, first + 2):
        return False  # a quotation that opens with an elision
    return mark != "’" and (text[at + 1 : at + 2] == mark or text[at - 1 : at] == mark) and mark in "'‘"


def _judge(text: str, at: int, mark: str, quoted: list[int]) -> tuple[str, float]:
    """(mark, confidence) that should stand here; an empty mark leaves it."""
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if left.isdigit() and mark == "'" and (_MINUTES.match(text, at) or right in '"″'):
        return "", 0.0  # feet and inches, minutes and seconds
    if left.isdigit() and mark == "'" and not right.isalpha() and not quoted:
        return "", 0.0  # feet, minutes
    if left.isalnum() and right.isalnum():
        return APOSTROPHE, 0.99
    opens = not left or left.isspace() or left in '([{—–-/“"‘'
    if opens and right and not right.isspace() and right not in ".,;:!?)":
        return _at_start(text, at, mark, quoted)
    if left and not left.isspace():
        if quoted and (left in ".,!?…" or not _closes_later(text, at) or left != "s"):
            quoted.pop()
        return APOSTROPHE, 0.95
    return "", 0.0


def _at_start(text: str, at: int, mark: str, quoted: list[int]) -> tuple[str, float]:
    """A single at the start of a word: an elision or an opening mark."""
    if mark == "'" and text[at + 1 : at + 2] == "'":
        quoted.append(at)
        return "‘", 0.9
    if text[at - 1 : at] == "-" and text[at - 2 : at - 1].isalpha():
        return APOSTROPHE, 0.9
    if _ELIDED.match(text, at + 1) or (mark != "‘" and _ELIDED_CAPITAL.match(text, at + 1)):
        return APOSTROPHE, 0.95
    if mark == "’":
        return "", 0.0  # an apostrophe that was curled on purpose stays
    if _ELIDED_OR_NOT.match(text, at + 1):
        if not _FEW_WORDS.match(text, at + 1):
            return APOSTROPHE, 0.95
        quoted.append(at)
        return "‘", 0.8
    doubtful = bool(_MAYBE.match(text, at + 1))
    if _is_closed(text, at, doubtful):
        quoted.append(at)
        return "‘", 0.95
    if mark != "'":
        return (APOSTROPHE, 0.85) if _ELIDED_CAPITAL.match(text, at + 1) else ("", 0.0)
    if text[at + 1 : at + 2].isupper() and text[max(0, at - 2) : at].strip()[-1:] in ",:":
        return "‘", 0.8  # a quotation that the next paragraph goes on with
    return APOSTROPHE, 0.85


def is_clipped(text: str, at: int) -> bool:
    """Whether the word that ends here ends with an apostrophe in dialect: doin’, o’, an’."""
    found = _CLIPPED.search(text, max(0, at - 16), at)
    return found is not None and found[0].lower() not in _IN


def _is_closed(text: str, at: int, doubtful: bool) -> bool:
    """Whether a quotation that opens here is closed further on; a doubtful one only behind a stop."""
    rest = text[at + 1 : at + _FAR]
    for found in _CLOSING.finditer(rest):
        before = rest[: found.start()]
        if before[-1:] in ".,!?…—":
            return True
        if doubtful or is_clipped(rest, found.start()):
            continue
        plural = before.endswith("s") and not before.endswith(("ss", "us", "is"))
        if plural and not _ENDS.match(rest, found.end()) and _CLOSING.search(rest, found.end()):
            continue  # a plural's apostrophe, since another mark closes later
        return True
    return False


_APART = re.compile(rf"['‘’](?:(?<=[{SPACE}].)|(?=[{SPACE}])|(?<=[{SPACE}]n.))[{SPACE}]*{_SUFFIX}\b")
_ANCIENT = re.compile(r"(?<![\w`])`(?![`\s])[^`\n]{1,600}?[\w.,!?]'(?!\w)")  # `word' as typewriters had it
_CLOSING = re.compile(r"(?<=[\w.,!?…%)\]”\"—-])['’](?=[\s.,;:!?)\]”\"—–-]|$)")
_ENDS = re.compile(r"[.,;:!?)”\"—]|$")


def _closes_later(text: str, at: int) -> bool:
    return _CLOSING.search(text, at + 1, at + _FAR) is not None
