"""ENC: characters written out in the notation of some file format."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from pipeline.facts import outline
from pipeline.model import Finding, Fix
from pipeline.page import Page
from pipeline.registry import rule


@rule("ENC002", "entity-unresolved", fix=Fix.SAFE, since="0.1")
def entity_unresolved(page: Page) -> Iterator[Finding]:
    """An HTML entity was left as it is written, once or twice escaped, or without its semicolon.

    Example
        &#8220;It&amp;rsquo;s AT&amp;T,&quot; he said
    becomes
        “It’s AT&T," he said

    Left alone
        Names that HTML does not know (R&D;), addresses, and lines that are code.
    """
    if "&" not in page.text:
        return
    in_code = _Lines(page.text).are_code
    for found in _ENTITY.finditer(page.text):
        character = _resolved(found)
        if character and not in_code(found.start()):
            yield Finding(*found.span(), "an HTML entity", character)


@rule("ENC005", "escape-in-text", fix=Fix.SAFE, since="0.1")
def escape_in_text(page: Page) -> Iterator[Finding]:
    r"""A character stands as JSON writes it, \u2019, often without its backslash.

    Example
        I donu2019t know, he said\u2026
    becomes
        I don’t know, he said…

    Left alone
        Code that is about escapes, and other words with a u and digits.
    """
    if "u2" not in page.text and "u00" not in page.text:
        return
    escapes = list(_ESCAPE.finditer(page.text))
    in_code = _Lines(page.text).are_code
    for found in escapes:
        character = chr(int(found["hex"], 16))
        if found["bare"] and found["glued"] is None and len(escapes) < 2:
            continue  # Menu2019 may be a name
        if not in_code(found.start()):
            yield Finding(*found.span(), "an escaped character", character, 0.98)


@rule("ENC006", "quoted-printable", fix=Fix.SAFE, since="0.1")
def quoted_printable(page: Page) -> Iterator[Finding]:
    """Bytes stand as e-mail writes them, =E2=80=99, and lines end in a lone =.

    Example
        Obama=E2=80=99s announce=
        ment
    becomes
        Obama’s announcement

    Left alone
        Formulas, addresses with parameters, and codes that are no UTF-8.
    """
    text = page.text
    if "=" not in text or not _QUOTED_PROOF.search(text):
        return
    for found in _QUOTED.finditer(text):
        if found["soft"] is not None:
            yield Finding(*found.span(), "a soft line break of quoted-printable", "", 0.95)
            continue
        data = bytes.fromhex(found[0].replace("=", ""))
        try:
            character = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        yield Finding(*found.span(), "bytes in quoted-printable", character, 0.99)


@rule("ENC010", "control-character", fix=Fix.SAFE, since="0.1")
def control_character(page: Page) -> Iterator[Finding]:
    r"""A control character without meaning stands in the text.

    Example
        The mayor\x00 spoke
    becomes
        The mayor spoke

    Left alone
        Line breaks and tabs, and controls that stand for a mark.
    """
    if not _CONTROL.search(page.fact(outline)):
        return
    for found in _CONTROL.finditer(page.text):
        yield Finding(*found.span(), "a control character", "")


_ENTITY = re.compile(
    r"&(?:amp;){0,4}(?:#(?P<dec>\d{2,7})|#[xX](?P<hex>[0-9a-fA-F]{2,6})|(?P<name>[A-Za-z]{2,31}\d{0,2}))(?P<end>;)?"
)
_BARE = frozenset(["lsquo", "rsquo", "ldquo", "rdquo", "quot", "nbsp", "ndash", "mdash", "hellip"])
_CODES = "20(?:1[0-9a-dA-D]|2[26]|3[23]|[aA][cC])|2122|2e3[abAB]|00[a-fA-F][0-9a-fA-F]"
_ESCAPE = re.compile(
    rf"(?:\\u|(?P<bare>(?:(?<![A-Z0-9\\])|(?<=\bI)|(?<=u20[0-9a-fA-F]{{2}}))u))(?P<hex>{_CODES})(?![0-9])(?P<glued>(?=[a-z]))?"
)
_QUOTED_PROOF = re.compile(r"=(?:E2=80=[0-9A-F]{2}|C[23]=[89AB][0-9A-F])")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+|(?P<soft>=\n)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CODE = re.compile(
    r"^[ \t]{2,}<|</(?:t[dhr]|li|div|span)>|[{}]|;\s*$|\(\)|::|->|=>|==|\\x[0-9a-f]{2}|['\"]\\u|`"
    r"|^\s*(?:def|var|let|const|import|return|print|#include)\b",
    re.MULTILINE,
)


def _resolved(found: re.Match[str]) -> str | None:
    """The character that an entity names; None where it names none."""
    if found["dec"] or found["hex"]:
        code = int(found["dec"]) if found["dec"] else int(found["hex"], 16)
        character = html.unescape(f"&#{code};")
        if character.isprintable() or character in "\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff":
            return character
        # a byte without a character is the last of a garbled mark: &acirc;&euro;&#157;
        before = found.string[found.start() - 1 : found.start()]
        return character if character in "\x81\x8d\x8f\x90\x9d" and (before == ";" or before > "\x7f") else None
    name = found["name"]
    if found["end"]:
        return html5.get(name + ";")
    return html5.get(name + ";") if name in _BARE else None


class _Lines:
    """Whether the line of a place looks like code, where escapes mean themselves; told once for each line.

    Of long lines, what lies within a thousand characters is looked at.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = -1
        self._code = False

    def are_code(self, at: int) -> bool:
        """Whether the line at a place is code; places come in order."""
        if not self._start <= at <= self._end:
            text = self._text
            start, end = text.rfind("\n", max(0, at - 1000), at) + 1, text.find("\n", at, at + 1000)
            self._start, self._end = max(start, at - 1000), min(end if end >= 0 else len(text), at + 1000)
            self._code = len(_CODE.findall(text[self._start : self._end])) >= 2
        return self._code
