"""TYP: line breaks. In the canonical form a blank line parts paragraphs and nothing else breaks prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule

_MEANT = "a line break between paragraphs"


@rule("TYP008", "line-breaks", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def line_breaks(page: Page) -> Iterator[Finding]:
    """Paragraphs are parted by something else than one blank line.

    Single line breaks between full lines become blank lines, runs of blank lines one; carriage
    returns, Unicode's line separators, and spaces at the ends of lines go.

    Example
        One paragraph.⏎Another.⏎⏎⏎A third.
    becomes
        One paragraph.⏎⏎Another.⏎⏎A third.

    Left alone
        Lines that are wrapped, which TYP014 joins; verse and lists of short lines; code.
    """
    text = page.text
    wrapped = page.fact(is_wrapped)
    verse = page.fact(_verse)
    for start, end in page.fact(_gaps):
        gap = text[start:end]
        if gap == "\n" and start in verse:
            continue
        if not start or end == len(text):
            yield Finding(start, end, "white space at the end of the text", "")
        elif gap != "\n\n" and (len(_ONE.findall(gap)) >= 2 or not wrapped or not _continues(text, end)):
            new = "\n\n" + _indent(gap)
            if new != gap:
                yield Finding(start, end, _MEANT, new)
    if text.strip(" \t") != text:
        yield from _ends(text)


@rule("TYP014", "wrapped-line", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def wrapped_line(page: Page) -> Iterator[Finding]:
    """A paragraph is broken into lines of about equal length.

    E-mail and terminals wrap text so; the breaks mean nothing.

    Example
        The mayor said on Tuesday that the bridge would stay closed⏎until spring.
    becomes
        The mayor said on Tuesday that the bridge would stay closed until spring.

    Left alone
        Verse, lists and tables, whose lines differ in length or begin anew.
    """
    if not page.fact(is_wrapped):
        return
    text = page.text
    for start, end in page.fact(_gaps):
        single = len(_ONE.findall(text[start:end])) == 1
        if single and start and end < len(text) and _continues(text, end):
            yield Finding(start, end, "a line break inside a paragraph", " ")


def _gaps(page: Page) -> list[tuple[int, int]]:
    """Spans of line breaks with all white space around them."""
    text = page.text
    found = []
    for gap in _BREAK.finditer(text):
        start = gap.start()
        while start and text[start - 1] in " \t\u00a0":
            start -= 1
        found.append((start, gap.end()))
    return found


def is_wrapped(page: Page) -> bool:
    """Whether lines are broken at a width: most full lines end near the longest, and go on in the next."""
    lines = page.text.replace("\r\n", "\n").split("\n")
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(pairs) < 3:
        return False
    width = sorted(len(a) for a, _ in pairs)[int(0.95 * (len(pairs) - 1))]
    if not 40 <= width <= 120:
        return False
    full = sum(len(a) + 1 + len(b.split(None, 1)[0]) > width - 2 for a, b in pairs)
    runs_on = sum(a.rstrip()[-1:] not in '.!?”":' for a, _ in pairs)
    return full >= 0.7 * len(pairs) and runs_on >= 0.5 * len(pairs)


def _verse(page: Page) -> frozenset[int]:
    """Offsets of single line breaks inside blocks of short lines that run on: verse, addresses, lists."""
    found: set[int] = set()
    parted = page.text.count("\n\n") >= 2  # blank lines part paragraphs, so single breaks are meant
    for block in _BLOCK.finditer(page.text):
        lines = block[0].split("\n")
        if len(lines) < 2 or max(map(len, lines)) > 64 or sum(map(len, lines)) > 48 * len(lines):
            continue
        if parted or sum(line.rstrip()[-1:] not in ".!?" for line in lines) >= 0.4 * len(lines):
            at = block.start()
            for line in lines[:-1]:
                at += len(line)
                found.add(at)
                at += 1
    return frozenset(found)


# possessive, so that a long line without a single break behind it is read once
_BLOCK = re.compile(r"^[^\n]++(?:\n[^\n]++)++", re.MULTILINE)
_BREAK = re.compile(r"[\r\n\x0b\x0c\u0085\u2028\u2029][ \t\u00a0\r\n\x0b\x0c\u0085\u2028\u2029]*")
_ONE = re.compile(r"\r\n|[\r\n\x0b\x0c\u0085\u2028\u2029]")
_LIST = re.compile(r"[-*•–—] |\d+[.)] |\w\) ")


def _indent(gap: str) -> str:
    """The indent behind the last break of a gap: four spaces and more may be code."""
    last = re.split(r"[\r\n\x0b\x0c\u0085\u2028\u2029]", gap)[-1]
    return last if len(last) >= 4 and not last.strip(" ") else ""


def _continues(text: str, end: int) -> bool:
    """Whether a wrapped line goes on behind the break."""
    return not _LIST.match(text, end)


def _ends(text: str) -> Iterator[Finding]:
    """Spaces before the first and behind the last word."""
    body = text.strip(" \t")
    if not body:
        yield Finding(0, len(text), "white space only", "")
        return
    lead = len(text) - len(text.lstrip(" \t"))
    tail = len(text.rstrip(" \t"))
    if lead and lead < 4:
        yield Finding(0, lead, "white space at the beginning of the text", "")
    if tail < len(text) and text[tail - 1] not in "\n\r":
        yield Finding(tail, len(text), "white space at the end of the text", "")
