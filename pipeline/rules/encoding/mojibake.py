"""ENC: bytes read in the wrong charset, where the way back is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pipeline.facts import outline, signs
from pipeline.model import Finding, Fix
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.encoding.tables import CHARSETS, CUT_1252_RE, GARBLED, GARBLED_RE, GBK_RE, PLACE, START, from_gbk


@rule("ENC001", "mojibake", fix=Fix.SAFE, since="0.1")
def mojibake(page: Page) -> Iterator[Finding]:
    r"""UTF-8 was read in another charset, once or more often.

    Marks are told by the exact characters that they become (in Windows-1252, Latin-1, MacRoman,
    Windows-1251, code pages 850 and 437, GBK, Shift-JIS); letters by ftfy's heuristics, line by
    line. A closing mark whose last character was dropped on the way is told as well.

    Example
        â€œFine,â€\x9d she said. ItвЂ™s a cafÃ©.
    becomes
        “Fine,” she said. It’s a café.

    Left alone
        São Paulo, SÃO PAULO, «Oui», Nguyễn: letters that belong to the languages they stand in.
    """
    marks = [] if page.fact(signs).isdisjoint(START) else list(_known(page.text))
    yield from marks
    if not marks and _SUSPECT.search(page.fact(outline)):
        yield from _by_ftfy(page.text)


@rule("ENC003", "windows-mark-as-control", fix=Fix.SAFE, since="0.1")
def windows_mark_as_control(page: Page) -> Iterator[Finding]:
    r"""A control character stands where Windows-1252 has a mark.

    Bytes of Windows-1252 were read as Latin-1, which has invisible controls in their place.

    Example
        \x93We won,\x94 he said. It\x92s done.
    becomes
        “We won,” he said. It’s done.

    Left alone
        Controls that Windows-1252 does not use, and those inside other mojibake.
    """
    if not _C1.search(page.fact(outline)):
        return
    for found in _C1.finditer(page.text):
        if found["c1"]:
            try:
                mark = found["c1"].encode("latin-1").decode("cp1252")
            except UnicodeDecodeError:
                continue
            yield Finding(*found.span(), "a control character stands for a mark", mark)


@rule("ENC004", "macintosh-mark-as-letter", fix=Fix.SAFE, since="0.1")
def macintosh_mark_as_letter(page: Page) -> Iterator[Finding]:
    """Õ, Ò, Ó and Ñ stand where MacRoman has quotation marks and dashes.

    Bytes of a Macintosh charset were read as Latin-1. The text counts as damaged only where such a
    capital stands inside or behind small letters, where no language has it, at least twice.

    Example
        ÒIslamÕs biggest inspiration,Ó he wrote
    becomes
        “Islam’s biggest inspiration,” he wrote

    Left alone
        Names and words that begin with these letters (Óscar, Ñuñoa), and words in capitals.
    """
    text = page.text
    if not _MAC_LETTER.search(page.fact(outline)) or len(_MAC_PROOF.findall(text)) < 2:
        return
    for found in _MAC_PLACE.finditer(text):
        yield Finding(*found.span(), "a MacRoman mark was read as a letter", _MAC[found[0]], 0.97)


# a line, or of a long one what ends before a space behind plain text: telling edits apart grows with the square
_STRETCH = re.compile(r"[^\n]{1,2000}(?:(?<=[!-~])(?= )|(?=\n)|\Z)|[^\n]{1,2000}")
_C1 = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|(?P<c1>[\x80-\x9f])")
_MAC = {"Õ": "’", "Ô": "‘", "Ò": "“", "Ó": "”", "Ñ": "—", "Ð": "–", "É": "…"}
_MAC_LETTER = re.compile("[ÕÔÒÓÑÐ]")
_MAC_PROOF = re.compile(
    r"(?<=[a-z])[ÕÑ](?=[a-z])|(?<=[a-z.,!?])Ó(?=[\s.,;:)]|$)|(?<![^\W_])Ò(?=[A-Za-z][a-z ’Õ])|(?<=s)Õ(?=\s)",
    re.MULTILINE,
)
_MAC_PLACE = re.compile(
    r"(?<=[A-Za-z0-9.,])Õ(?=[a-z\s.,;:!?)Ó]|$)|(?<![^\W_])Õ(?=\d\d|[a-z])"
    r"|(?<![^\W_])[ÒÔ](?=[A-Za-z0-9$ÔÒÉ’])|(?<=[A-Za-z0-9.,!?…%)Õ])Ó(?![A-Za-z])"
    r"|(?<=[a-z0-9.,!?ÓÕ])[ÑÐ](?=[A-Za-zÒ])|(?<=[a-z0-9.,!?ÓÕ] )[ÑÐ](?= [A-Za-zÒ])|(?<=[a-z,])É(?=\s|$|[a-z.?!ÓÕ])",
    re.MULTILINE,
)
# a letter that UTF-8's first bytes become, beside another character that is no ASCII
_SUSPECT = re.compile(
    "[\x80-\x9f\xc2-\xf4\u0102\u0103\u010e-\u0111\u0139\u013a\u0160\u0161\u0402-\u040f\u0420-\u0422\u0440\u0441"
    "\u2018-\u201e\u221a\u251c\u252c\u00c3\u03a3\u0393\uff83\uff82][\x80-\uffff]|[\x80-\uffff][\x80-\xbf]"
)


def _known(text: str) -> Iterator[Finding]:
    """Marks by their exact garbled forms, and all else that was read in the same charset."""
    proven = [charset for charset in CHARSETS if charset.proof.search(text)]
    for charset in proven:
        for found in charset.sequence.finditer(text):
            character = charset.decode(found[0])
            if character:
                yield Finding(*found.span(), f"UTF-8 read as {charset.name}", character)
    for found in GARBLED_RE.finditer(text):
        yield Finding(*found.span(), "a mark in the wrong charset", GARBLED[found[0]])
    if "â€" in text or "Ã¢â‚¬" in text:
        for found in CUT_1252_RE.finditer(text):
            if not GARBLED_RE.match(text, found.start()):
                yield Finding(*found.span(), "a closing mark whose last character was dropped", "”", 0.96)
    if "鈥" in text:
        yield from _gbk(text)


def _gbk(text: str) -> Iterator[Finding]:
    for found in GBK_RE.finditer(text):
        mark = from_gbk(found)
        if mark:
            yield Finding(*found.span(), "a mark read as GBK, with the letter behind it", mark, 0.99)
        elif found[0].startswith("鈥") and (found["tail"] == "?" or not found["tail"]):
            before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
            if before.isspace() and after.isspace():
                yield Finding(*found.span(), "a dash read as GBK and cut", "—", 0.85)
            else:
                lone = "”" if before and not before.isspace() else "“"
                yield Finding(*found.span(), "a mark read as GBK and cut", lone, 0.9)


def _by_ftfy(text: str) -> Iterator[Finding]:
    """What ftfy repairs, brought back as spans: only lines with a trace are shown to it."""
    if not (_SUSPECT.search(text) and PLACE.search(text)):
        return
    import ftfy
    from rapidfuzz.distance import Levenshtein

    for stretch in _STRETCH.finditer(text):
        line, at = stretch[0], stretch.start()
        if _SUSPECT.search(line):
            fixed = ftfy.fix_encoding(line)
            if fixed != line and "\n" not in fixed:
                for i1, i2, j1, j2 in _grouped(Levenshtein.opcodes(line, fixed)):
                    yield Finding(at + i1, at + i2, "letters in the wrong charset", fixed[j1:j2], 0.97)


def _grouped(opcodes: Iterable[Any]) -> Iterator[tuple[int, int, int, int]]:
    """Neighbouring edits as one: where they stand in the old and in the new text."""
    for equal, ops in groupby(opcodes, key=lambda op: op.tag == "equal"):
        if not equal:
            edits = list(ops)
            yield edits[0].src_start, edits[-1].src_end, edits[0].dest_start, edits[-1].dest_end
