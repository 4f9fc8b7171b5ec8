"""The joint judgement of a page's quotation marks, shared out to the rules by their codes.

Paragraphs are judged with their neighbours and with what the document shows of its house: its
language, whether it holds code, which marks open, and whether quotations run on over paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.facts import is_code_document, looks_like_code
from pipeline.model import Finding, Fix
from pipeline.page import Page
from pipeline.rules.quotation import singles
from pipeline.rules.quotation.marks import MARK, OPEN, SHUT, is_english, is_foreign
from pipeline.rules.quotation.reading import Decision, is_sound, read, sureness

_ANY = re.compile("[“”\"„‟«»＂〝〞〟″'‘’`´]")
_ABROAD = re.compile("[„‟«»]")
# marks inside mean themselves: code, marks that are spoken of, heights and lap times
_CODE_SPAN = re.compile(
    r"\d[’'′] ?\d{1,2}(?:[½¼¾]|\.\d+)?(?:[”“]|’’|''|(?<=\d)[\"″](?=\d))(?![A-Za-z])"
    r"|(?<![`\w])`(?![`\s])[^`\n]{0,119}[^`\s]`(?![`\w])"
    r"|[“”\"‘’'] (?:and|or) [“”\"‘’'](?=[\s,.;)])"
)
# shift held too long: don"t, it"s
_FOR_APOSTROPHE = re.compile(r"[\"“”](?:(?<=n.)(?=t\b)|(?<=[a-z].)(?=(?:re|ve|ll)\b)|(?<=\bit.)(?=s\b))")
_STRAIGHT = re.compile(r'(?P<left>"(?<=[^\s(\[—–-]"))|"')
_SURE, _SURE_LOST = 0.5, 0.52  # confidence from which a decision is applied
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
    talks: bool  # most paragraphs open a quotation, so the next that does is another speaker's


def judged(page: Page) -> Shares:
    """All findings on the page's marks, by rule code."""
    shares: Shares = {}
    text = page.text
    if not (_ANY.search(text) or singles.loses(text)) or page.fact(is_code_document):
        return shares
    spans = [found.span() for found in re.finditer(r"[^\n]+", text)]
    paragraphs = [text[start:end] for start, end in spans]
    opens = [paragraph[0] in '“"' for paragraph in paragraphs] + [False]
    house = _house(text, paragraphs, opens)
    if house.english is False:
        return shares
    for number, paragraph in enumerate(paragraphs):
        if (
            not (_ANY.search(paragraph) or singles.loses(paragraph))
            or looks_like_code(paragraph)
            or is_foreign(paragraph, house.english)
        ):
            continue
        if house.english is not True and _ABROAD.search(paragraph) and is_english(paragraph) is not True:
            continue  # too few words to tell whose marks these are
        offset = spans[number][0]
        masked = _CODE_SPAN.sub(lambda span: "x" * len(span[0]), paragraph)
        for found in _FOR_APOSTROPHE.finditer(masked):
            at = offset + found.start()
            shares.setdefault("QUO010", []).append(Finding(at, at + 1, "a double mark for an apostrophe", "’", 0.9))
        masked = _FOR_APOSTROPHE.sub("’", masked)
        for code, finding in _paragraph(masked, opens[number + 1], house):
            moved = finding._replace(start=finding.start + offset, end=finding.end + offset)
            shares.setdefault(code, []).append(moved)
    return shares


def _house(text: str, paragraphs: list[str], opens: list[bool]) -> House:
    carries = starts = 0
    damaged = False
    for number, paragraph in enumerate(paragraphs):
        if not MARK.search(paragraph):
            continue
        curled = _STRAIGHT.sub(lambda found: SHUT if found["left"] else OPEN, paragraph)
        starts += opens[number]
        sound = is_sound(curled, True)
        damaged = damaged or not sound
        carries += sound and opens[number + 1] and not is_sound(curled, False)
    runs_on, talks = carries > max(1, 0.25 * starts), starts > 0.5 * len(paragraphs)
    return House(is_english(text), "„" in text, runs_on, damaged, singles.tears(text), talks)


def _paragraph(text: str, next_opens: bool, house: House) -> Iterator[tuple[str, Finding]]:
    """The findings of one paragraph, in its own offsets."""
    taken: list[tuple[int, int]] = []
    cut = house.damaged and house.talks and not house.runs_on and len(text) < _SHORT
    if MARK.search(text) and not is_sound(text, next_opens and not cut):
        carried = (_CUT if cut else _CARRIED) if next_opens else None
        edits = 0
        for decision in read(text, carried, house.low):
            found = _of_double(text, decision, house.low)
            if found:
                edits += found[1].fix is None
                taken.append((found[1].start, found[1].end))
                yield found
        if not edits and not is_sound(text, next_opens):
            yield "QUO020", _unbalanced(text)
    ends = [end for _, end in taken]
    for turn in sorted([*singles.turns(text, house.torn), *singles.lost(text)]):
        beside = bisect_right(ends, turn.start)  # the first double that ends behind the turn's start
        if beside < len(taken) and taken[beside][0] < turn.end:
            continue
        code, message = _OF_SINGLE[turn.kind]
        yield code, Finding(turn.start, turn.end, message, turn.new, turn.sure)


def _of_double(text: str, decision: Decision, low: bool) -> tuple[str, Finding] | None:
    """A decision as a rule's finding; None where it leaves things as they are."""
    act, sure = decision.act, sureness(decision.margin)
    old = text[act.start : act.end]
    if act.new == old or act.kind in ("", "left", "prime"):
        return None
    marks = MARK.findall(old)
    code = _code(act.kind, marks, act.new, low)
    # a mark that stands is wrong as it is; one that is put in or taken away needs more
    fix = None if sure >= (_SURE if act.kind in ("open", "shut", "both") else _SURE_LOST) else Fix.SUGGEST
    return code, Finding(act.start, act.end, _MESSAGES[code], act.new, sure, fix)


def _code(kind: str, marks: list[str], new: str, low: bool) -> str:
    """Which rule a decision belongs to, by what was wrong with the marks."""
    if kind in ("lost-open", "lost-shut"):
        return "QUO006"
    if kind == "stray":
        return "QUO005"
    if len(marks) > (kind == "both") + 1:
        return "QUO008"
    wanted = MARK.findall(new)
    if any(mark not in (OPEN, SHUT, '"', "＂") for mark in marks):
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


def _unbalanced(text: str) -> Finding:
    """The first mark without a partner, as far as counting tells."""
    depth, last = 0, 0
    for found in re.finditer(f'[{OPEN}{SHUT}"]', text):
        if found[0] == SHUT and depth == 0:
            last = found.start()
            break
        depth += 1 if found[0] == OPEN else -1
        last = found.start() if found[0] == OPEN or not last else last
    return Finding(last, min(last + 1, len(text)), _MESSAGES["QUO020"], None, 0.6)


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
