"""The joint judgement of a page's quotation marks, shared out to the rules by their codes.

Paragraphs are judged with their neighbours and with what the document shows of its house: its
language, whether it holds code, which marks open, and whether quotations run on over paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.facts import code_lines, is_code_document, is_english, outline
from pipeline.model import Finding, Fix
from pipeline.page import Page
from pipeline.rules.quotation import singles
from pipeline.rules.quotation.marks import MARK, OPEN, SHUT
from pipeline.rules.quotation.pairing import Pairing, pair
from pipeline.rules.quotation.reading import Decision, read, sureness

_ANY = re.compile("[“”\"„‟«»＂〝〞〟″'‘’`´]")
_ABROAD = re.compile("[„‟«»]")
_LETTERS_ABROAD = re.compile("[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff]")
# marks inside mean themselves: code, marks that are spoken of, heights and lap times
_CODE_SPAN = re.compile(
    r"\d[’'′] ?\d{1,2}(?:[½¼¾]|\.\d+)?(?:[”“]|’’|''|(?<=\d)[\"″](?=\d))(?![A-Za-z])"
    r"|(?<![`\w])`(?![`\s])[^`\n]{0,119}[^`\s]`(?![`\w])"
    r"|[“”\"‘’'] (?:and|or) [“”\"‘’'](?=[\s,.;)])"
)
_CODE_SPAN_SIGN = re.compile(r"[“”\"‘’'′`](?:(?<=\d.) ?\d|(?<=`)|(?= (?:and|or) [“”\"‘’']))")
# shift held too long, or two singles where a database wrote one: don"t, it''s
_FOR_APOSTROPHE = re.compile(
    r"[\"“”'](?:(?<!')|(?<=')')(?:(?:(?<=n[^'])|(?<=n''))(?=t\b)|(?:(?<=[a-z][^'])|(?<=[a-z]''))(?=(?:re|ve|ll)\b)"
    r"|(?:(?<=\bit[^'])|(?<=[a-z]''))(?=s\b))"
)
_LINE = re.compile(r"[^\n]+")
_STRAIGHT = re.compile('"')
_STRAIGHT_SHUT = re.compile(r'"(?<=[^\s(\[—–-]")')
# where curling by the left side alone may err: inches, doubled marks, a closing mark that jumped the space
_DOUBTFUL = re.compile(r'"(?:(?<=[\d½¼¾“”"]")|(?=[“”"])|(?<=[.,!?;:…] ")(?=[a-z]))')
_SURE, _SURE_LOST = 0.5, 0.52  # confidence from which a decision is applied
_PLAIN = 0.99  # confidence of a straight mark in a paragraph whose marks all stand clearly and pair
_SPAN = 4  # paragraphs over which a quotation may run without marks of its own at their beginnings
_SHORT = 160  # characters; a longer paragraph may well leave its quotation open for the next
_CARRIED, _CUT = 1.0, 3.0  # what it costs to end open before a paragraph that opens, by that

Shares = dict[str, list[Finding]]


class House(NamedTuple):
    """What the document shows of how it sets quotations."""

    english: bool | None
    low: bool  # „ opens, so “ closes
    runs_on: bool  # quotations are carried over paragraphs, each with a mark of its own
    damaged: bool  # some paragraph's marks are unsound
    torn: bool  # apostrophes are torn from their words
    loses: bool  # contractions lose their apostrophe
    talks: bool  # most paragraphs open a quotation, so the next that does is another speaker's


class Paragraph(NamedTuple):
    """A line of the text, where it starts there, and what its doubles look like."""

    start: int
    text: str
    opens: bool  # it begins with a mark
    next_opens: bool
    curled: str  # with straight doubles curled by what stands left of them; empty where it has no doubles
    pairing: Pairing


def judged(page: Page) -> Shares:
    """All findings on the page's marks, by rule code."""
    shares: Shares = {}
    text = page.text
    loses = singles.loses(text)
    if not (loses or _ANY.search(page.fact(outline))) or page.fact(is_code_document):
        return shares
    paragraphs = _paragraphs(text)
    house = _house(text, paragraphs, loses)
    if house.english is False:
        return shares
    coded = page.fact(code_lines)
    for paragraph in paragraphs:
        own = paragraph.text
        if not (_ANY.search(own) or (house.loses and singles.loses(own))) or paragraph.start in coded:
            continue
        if _is_foreign(own, house):
            continue
        for code, finding in _judge(paragraph, house):
            shares.setdefault(code, []).append(finding)
    return shares


def _paragraphs(text: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    next_opens = False
    for line in reversed(list(_LINE.finditer(text))):
        own = line[0]
        curled = _STRAIGHT_SHUT.sub(SHUT, own).replace('"', OPEN) if '"' in own else own
        curled, pairing = (curled, pair(curled)) if MARK.search(curled) else ("", Pairing.CLOSED)
        opens = own[0] in '“"'
        found.append(Paragraph(line.start(), own, opens, next_opens, curled, pairing))
        next_opens = opens
    return _joined(found[::-1])


def _joined(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs, those that hold the two ends of one quotation counted as paired."""
    for number, paragraph in enumerate(paragraphs):
        if paragraph.pairing is not Pairing.OPEN or paragraph.next_opens:
            continue
        for at in range(number + 1, min(number + _SPAN, len(paragraphs))):
            other = paragraphs[at]
            if other.curled:
                if other.pairing is Pairing.BROKEN and pair(OPEN + other.curled) is Pairing.CLOSED:
                    paragraphs[number] = paragraph._replace(pairing=Pairing.CLOSED)
                    paragraphs[at] = other._replace(pairing=Pairing.CLOSED)
                break
    return paragraphs


def _house(text: str, paragraphs: list[Paragraph], loses: bool) -> House:
    carries = starts = 0
    damaged = False
    for paragraph in paragraphs:
        if paragraph.curled:
            starts += paragraph.opens
            damaged = damaged or paragraph.pairing is Pairing.BROKEN
            carries += paragraph.next_opens and paragraph.pairing is Pairing.OPEN
    runs_on, talks = carries > max(1, 0.25 * starts), starts > 0.5 * len(paragraphs)
    return House(is_english(text), "„" in text, runs_on, damaged, singles.tears(text), loses, talks)


def _is_foreign(text: str, house: House) -> bool:
    """Whether a paragraph is in another language than English, or its marks may well be."""
    if house.english:
        # dialect borrows `de` and `dat`; only letters that English lacks make a paragraph foreign
        return len(_LETTERS_ABROAD.findall(text[:2000])) >= 2 and is_english(text) is False
    own = is_english(text)
    # of too few words to tell, marks of other languages say whose they are
    return own is False or (own is None and _ABROAD.search(text) is not None)


def _judge(paragraph: Paragraph, house: House) -> Iterator[tuple[str, Finding]]:
    """The findings of one paragraph."""
    text, offset = paragraph.text, paragraph.start
    if _CODE_SPAN_SIGN.search(text):
        text = _CODE_SPAN.sub(lambda span: "x" * len(span[0]), text)
    doubles: list[tuple[str, Finding]] = []
    if paragraph.pairing is Pairing.BROKEN:
        for found in _FOR_APOSTROPHE.finditer(text):
            start, end = found.span()
            yield "QUO010", Finding(offset + start, offset + end, "a double mark for an apostrophe", "’", 0.9)
        text = _FOR_APOSTROPHE.sub(lambda mark: "’" if len(mark[0]) == 1 else "xx", text)
    if paragraph.curled:
        sound = paragraph.pairing.holds(paragraph.next_opens and not house.damaged)
        if sound and text == paragraph.text and not _DOUBTFUL.search(text):
            doubles = list(_curled(paragraph))
        else:
            doubles = list(_read(text, offset, paragraph.next_opens, house))
        yield from doubles
    taken = [(finding.start, finding.end) for _, finding in doubles if finding.replacement is not None]
    yield from _singles(text, offset, taken, house)


def _curled(paragraph: Paragraph) -> Iterator[tuple[str, Finding]]:
    """The straight doubles of a paragraph in which each mark stands clearly and all pair, here or with the next."""
    for found in _STRAIGHT.finditer(paragraph.text):
        at = paragraph.start + found.start()
        yield "QUO001", Finding(at, at + 1, _MESSAGES["QUO001"], paragraph.curled[found.start()], _PLAIN)


def _read(text: str, offset: int, next_opens: bool, house: House) -> Iterator[tuple[str, Finding]]:
    """What the cheapest reading of a paragraph changes; what stays open is flagged."""
    cut = house.damaged and house.talks and not house.runs_on and len(text) < _SHORT
    pairing = pair(text)
    if pairing.holds(next_opens and not cut):
        return
    edits = 0
    for decision in read(text, (_CUT if cut else _CARRIED) if next_opens else None, house.low):
        found = _of_double(text, offset, decision, house.low)
        edits += found[1].fix is None
        yield found
    if not edits and not pairing.holds(next_opens):
        yield "QUO020", _unbalanced(text, offset)


def _singles(text: str, offset: int, taken: list[tuple[int, int]], house: House) -> Iterator[tuple[str, Finding]]:
    """The turns of single marks that no double's change touches."""
    ends = [end for _, end in taken]
    turns = [*singles.turns(text, house.torn), *(singles.lost(text) if house.loses else ())]
    for turn in sorted(turns):
        start, end = offset + turn.start, offset + turn.end
        beside = bisect_right(ends, start)  # the first double that ends behind the turn's start
        if beside < len(taken) and taken[beside][0] < end:
            continue
        code, message = _OF_SINGLE[turn.kind]
        yield code, Finding(start, end, message, turn.new, turn.sure)


def _of_double(text: str, offset: int, decision: Decision, low: bool) -> tuple[str, Finding]:
    """A decision as a rule's finding."""
    act, sure = decision.act, sureness(decision.margin)
    code = _code(act.kind, MARK.findall(text, act.start, act.end), act.new, low)
    # a mark that stands is wrong as it is; one that is put in or taken away needs more
    fix = None if sure >= (_SURE if act.kind in ("open", "shut", "both") else _SURE_LOST) else Fix.SUGGEST
    return code, Finding(offset + act.start, offset + act.end, _MESSAGES[code], act.new, sure, fix)


def _code(kind: str, marks: list[str], new: str, low: bool) -> str:
    """Which rule a decision belongs to, by what was wrong with the marks."""
    if kind in ("lost-open", "lost-shut"):
        return "QUO006"
    if kind == "stray":
        return "QUO005"
    if len(marks) > (kind == "both") + 1:
        return "QUO008"
    wanted = MARK.findall(new)
    if not marks or any(mark not in (OPEN, SHUT, '"', "＂") for mark in marks):
        return "QUO007"
    if any(mark in '"＂' for mark in marks):
        return "QUO001"
    if kind == "both" and len(marks) == 1:
        return "QUO006"
    if marks == wanted:
        return "QUO004"
    if low and marks == [OPEN]:
        return "QUO007"  # the closing mark of „…“
    return "QUO002" if wanted[0] == SHUT else "QUO003"


def _unbalanced(text: str, offset: int) -> Finding:
    """The first mark without a partner, as far as counting tells."""
    depth, last = 0, 0
    for found in re.finditer(f'[{OPEN}{SHUT}"]', text):
        if found[0] == SHUT and depth == 0:
            last = found.start()
            break
        depth += 1 if found[0] == OPEN else -1
        last = found.start() if found[0] == OPEN or not last else last
    return Finding(offset + last, offset + min(last + 1, len(text)), _MESSAGES["QUO020"], None, 0.6)


_MESSAGES = {
    "QUO001": "a straight mark where a quotation opens or closes",
    "QUO002": "an opening mark closes the quotation here",
    "QUO003": "a closing mark opens the quotation here",
    "QUO004": "the space is on the wrong side of the mark",
    "QUO005": "a mark that neither opens nor closes a quotation",
    "QUO006": "the quotation's other mark is missing here",
    "QUO007": "a mark of another style",
    "QUO008": "one mark would do",
    "QUO020": "a mark here has no partner, and more than one place could be meant",
}
_OF_SINGLE = {
    "straight": ("QUO010", "a straight apostrophe or single mark"),
    "turned": ("QUO011", "a single mark that is turned the wrong way"),
    "spaced": ("QUO012", "the apostrophe was torn from its word"),
    "lost": ("QUO013", "an apostrophe is missing"),
}
