"""Captions and credits: what stands under a picture, and whose it is."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.rules.chrome.lexicon import marks

_LONGEST = 600  # code points of the longest caption
_CREDIT, _LABEL = 90, 70  # of the longest credit at its end, and of the label before that
_SIGN = re.compile(r"[©Ⓒ]\s*")
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,80})[)\]][.\s]*$")
_SENTENCE_END = (".", "!", "?", "…", "”", '"', "»")


class Picture(NamedTuple):
    """A caption and its credit; the caption is empty where the line is only a credit."""

    caption: str
    credit: str


@cache
def _credit_words() -> re.Pattern[str]:
    words = "|".join(
        map(re.escape, sorted((w.rstrip(":") for w in marks()["caption"]["credits"]), key=len, reverse=True))
    )
    return re.compile(rf"(?:{words})", re.IGNORECASE)


@cache
def _labelled() -> re.Pattern[str]:
    """A label with its colon, "Photo by", or "Image Credits:" in front of whose it is."""
    words = _credit_words().pattern
    by = "by|courtesy of|via|von|par|por|di|door"
    return re.compile(
        rf"(?<![^\W\d_])(?:{words})(?:[ -](?:{words}))?(?:/(?:{words}))?(?:\s*:\s*|\s+(?:{by})\s+)",
        re.IGNORECASE,
    )


@cache
def _agency() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(marks()["caption"]["agencies"], key=len, reverse=True)))
    return re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])", re.IGNORECASE)


@cache
def credit_words() -> frozenset[str]:
    """Words of which a caption or credit without a sign has at least one."""
    words = [*marks()["caption"]["credits"], *marks()["caption"]["agencies"]]
    return frozenset(part for word in words for part in re.findall(r"[^\W\d_]{2,}", word))


def picture(text: str) -> Picture | None:
    """The caption or credit that the line is by its own marks; None where it has none."""
    if len(text) > _LONGEST or len(text) < 4:
        return None
    return _signed(text) or _bracketed(text) or _with_label(text) or _slashed(text)


def _signed(text: str) -> Picture | None:
    signs = list(_SIGN.finditer(text))
    if not signs:
        return None
    found = signs[-1]
    caption, credit = text[: found.start()].strip(" -–|"), text[found.end() :].strip(" .")
    if re.search(r"\d{4}|rights|reserved|rechte|droits|derechos|direitos|diritti|rechten", credit, re.IGNORECASE):
        return None
    if not credit or len(credit) > 80 or len(credit.split()) > 9:
        return None
    return Picture(caption, credit)


def _bracketed(text: str) -> Picture | None:
    found = _BRACKET.search(text)
    if not found:
        return None
    inside, before = found[1], text[: found.start()].rstrip()
    label = _labelled().match(inside)
    if label:
        return Picture(before, inside[label.end() :].strip(" .:"))
    agency = _agency().search(inside)
    if agency and agency[0] == inside:
        # "… said on Friday. (AP)" closes an agency's report
        return None if before.endswith(".") else Picture(before, inside)
    if (agency and "/" in inside) or (_credit_words().match(inside) and len(inside.split()) <= 6):
        return Picture(before, inside.strip(" .:"))
    return None


def _with_label(text: str) -> Picture | None:
    found = _labelled().search(text, max(0, len(text) - _CREDIT - _LABEL))
    if not found or len(text) - found.end() > _CREDIT:
        return None
    before = text[: found.start()].rstrip(" -–|,;")
    credit = text[found.end() :].strip(" .")
    if not credit or len(credit.split()) > 9 or credit.endswith("?"):
        return None
    colon = ":" in found[0]
    if before and not before.endswith(_SENTENCE_END) and not colon:
        return None
    if not colon and not credit[0].isupper():
        return None
    return Picture(before, credit)


def _slashed(text: str) -> Picture | None:
    """ "… on Friday. REUTERS/Jane Roe" and "Jane Roe/Getty Images"."""
    tail = text[-_CREDIT:]
    slash = tail.rfind("/")
    if slash < 0:
        return None
    at = max(tail.rfind(mark, 0, slash) for mark in (". ", "! ", "? ", "” ", "| ", "– ", "- ", " – "))
    credit = tail[at + 1 :].strip(" |–-") if at >= 0 else tail
    if at < 0 and len(text) > _CREDIT:
        return None
    if len(credit.split()) > 7 or not _agency().search(credit) or credit.endswith("?"):
        return None
    if not credit[:1].isupper():
        return None
    return Picture(text[: len(text) - len(tail) + at + 1].strip() if at >= 0 else "", credit.strip(" ."))
