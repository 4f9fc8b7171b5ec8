"""Timestamps: lines that only say when, and the day that they name."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from pipeline.rules.chrome.lexicon import marks

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_CJK = re.compile(r"(?P<y>(?:19|20)\d\d) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日")
_DIGITAL = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./-]) ?(?P<b>\d{1,2})(?P=sep) ?(?P<y>(?:19|20)\d\d(?!/)|\d\d(?![\d/]))"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)")
_DAY_FIRST = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª)?[. ]{0,2}(?:de |of |d')?"
_LONGEST = 200  # code points of a line that are searched for a date
_MOST = 22  # words of the longest timestamp


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in marks()["months"].items() for name in names}


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    month = rf"(?P<m>{names})(?![^\W\d_])\.?"
    year = r"(?:de |del )?(?P<y>(?:19|20)\d\d)(?!\d)"
    return (
        re.compile(rf"{_DAY_FIRST}{month},? ?{year}", re.IGNORECASE),
        re.compile(rf"(?<![^\W\d_]){month} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? ?{year}", re.IGNORECASE),
    )


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    time = marks()["time"]
    return frozenset(time["words"]) | frozenset(_months()), frozenset(time["relative"])


@cache
def time_words() -> frozenset[str]:
    """All words that a line may have that says only when."""
    return frozenset().union(*_words())


def is_timestamp(text: str) -> bool:
    """Whether the line says only when something was published or changed."""
    if len(text) > _LONGEST:
        return False
    tokens = _TOKEN.findall(text.casefold())
    if not tokens or len(tokens) > _MOST:
        return False
    plain, relative = _words()
    numbers = sum(token.isdecimal() for token in tokens)
    if not all(token.isdecimal() or token in plain or token in relative for token in tokens):
        return False
    if not numbers:
        return False
    if first_day(text) or _CLOCK.search(text):
        return numbers < len(tokens) or bool(_ISO.search(text) or _DIGITAL.search(text) or _CLOCK.search(text))
    months = _months()
    if any(token in months and len(token) > 2 for token in tokens):
        return True
    return any(token in relative and len(token) > 2 for token in tokens) and len(tokens) >= 2 and numbers <= 2


def unglued(text: str) -> str:
    """The text with a space where flattening ran two words together: "RoeReporter", "2021Updated"."""
    return _GLUED.sub(" ", text[:_LONGEST])


_GLUED = re.compile(
    r"(?<=[^\W\d_A-ZÀ-ÝŒ])(?=[A-ZÀ-Ý])(?<!Mc)(?<!Mac)(?<!De)(?<!Le)(?<!La)(?<!Di)|(?<=(?:19|20)\d\d)(?=\d{1,2}[:.]|[^\W\d_])"
)


def first_day(text: str, month_first: bool = False) -> str | None:
    """The first complete day that the text names, as ISO date; None where there is none.

    `month_first` says how 03/04/2021 is read. Days that no calendar has are passed over.
    """
    if not _DIGIT.search(text):
        return None
    text = unglued(text)
    found: list[tuple[int, str]] = []
    for pattern in (_ISO, _CJK, *_named()):
        for match in pattern.finditer(text):
            month = match["m"].casefold()
            day = _day(match["y"], month if month.isdecimal() else _months()[month], match["d"])
            if day:
                found.append((match.start(), day))
                break
    for match in _DIGITAL.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        swap = match["sep"] == "/" and second <= 12 and (month_first and first <= 12)
        swap = swap or (second > 12 and first <= 12)
        day = _day(match["y"], first if swap else second, second if swap else first)
        if day:
            found.append((match.start(), day))
            break
    return min(found)[1] if found else None


def _day(year: str, month: int | str, day: str | int) -> str | None:
    number = int(year)
    if number < 100:
        number += 2000 if number < 70 else 1900
    try:
        return date(number, int(month), int(day)).isoformat()
    except ValueError:
        return None


def is_update(text: str) -> bool:
    """Whether the line tells of a change, not of the publication."""
    flat = text.casefold()
    return any(flat.startswith(word) for word in marks()["time"]["updated"])
