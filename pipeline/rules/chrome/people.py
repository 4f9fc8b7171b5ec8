"""Bylines: lines that name who wrote the article, and the names on them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.rules.chrome.dates import first_day, is_timestamp, time_words
from pipeline.rules.chrome.lexicon import marks
from pipeline.rules.chrome.lines import key

_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_STOP = re.compile(
    r"\d|[|•·@(\[–—:<>]|https?:| - |/ ?(?=[A-Z]{2})"
    r"|\b(?:[Pp]ublished|[Uu]pdated|[Pp]osted|[Vv]eröffentlicht|[Pp]ublié|[Pp]ublicado|[Pp]ubblicato)\b"
)
# who else had a hand in it, and for whom: "mit AP", "For The Gazette", "Jane Roe The Associated Press"
_OTHERS = re.compile(
    r"(?<=\w)\s+(?:(?:with|mit|avec|con|com|met|for|For|für|pour|para|per|voor|in)\s+(?=[^a-z]|agenc)|The (?=[A-Z]))"
)
_LONGEST = 160  # code points of a byline
_MOST = 14  # its words


class Byline(NamedTuple):
    """What a line says of who wrote: the names (none where it is nobody), and whether it names the role "by"."""

    names: tuple[str, ...]
    led: bool


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in marks()["byline"].items()}


@cache
def _leads() -> re.Pattern[str]:
    leads = sorted(marks()["byline"]["leads"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, leads))})(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)


@cache
def _openings() -> frozenset[str]:
    """First words of all leads: most lines begin otherwise."""
    return frozenset(_FIRST.match(lead)[0] for lead in marks()["byline"]["leads"])  # type: ignore[index]


def byline(text: str) -> Byline | None:
    """The byline that the line is, with a word such as "By" before the name; else None."""
    if len(text) > _LONGEST:
        return None
    text = text.lstrip("•–—-| ")
    opening = _FIRST.match(text)
    if not opening or opening[0].lower() not in _openings():
        return None
    lead = _leads().match(text)
    if not lead:
        return None
    rest = text[lead.end() :]
    if len(rest.split()) > _MOST or rest.rstrip().endswith(("?", "!", ":")):
        return None
    words = _vocabulary()
    if key(rest) in words["nobody"]:
        return Byline((), True)
    if lead[0].strip(" :").casefold() in words["plain"] and ":" not in lead[0]:
        return None
    found = names(rest)
    return Byline(found, True) if found and _mostly_capitals(rest) else None


def names(text: str) -> tuple[str, ...]:
    """The people or agencies named in a byline behind its lead; roles and nobodies left out."""
    words = _vocabulary()
    for ends in (_STOP, _OTHERS):
        stop = ends.search(text)
        text = text[: stop.start()] if stop and stop.start() else text
    found: list[str] = []
    for part in _split(text):
        tokens = part.split()
        if found and tokens and is_role(tokens[-1]):
            break
        while len(tokens) > 2 and (is_role(tokens[-1]) or tokens[-1].casefold() in time_words()):
            tokens.pop()
        if not tokens or len(tokens) > 6:
            break
        if all(token.casefold() in words["roles"] for token in tokens) or key(part) in words["nobody"]:
            break
        if not is_name(" ".join(tokens)) and not is_agency(part):
            break
        found.append(" ".join(tokens).strip(" ,.;") if not tokens[-1].endswith("Jr.") else " ".join(tokens))
    return tuple(dict.fromkeys(found))


def is_agency(text: str) -> bool:
    """Whether the text is the name of a news agency, which signs like an author."""
    return key(text) in _vocabulary()["agencies"]


def is_picture_agency(text: str) -> bool:
    """Whether the text is the name of an agency that sells pictures and writes nothing."""
    return key(text) in marks()["caption"]["agencies"] and not is_agency(text)


def is_newsroom(text: str) -> bool:
    """Whether the text is a newsroom with the short name of its house, which signs like an author: "HG24 Redaktion"."""
    house, _, last = text.strip().replace("-", " ").rpartition(" ")
    short = len(house) > 1 and house.isalnum() and (house.isupper() or house[-1].isdecimal())
    return short and last.casefold() in _vocabulary()["newsrooms"]


def is_role(word: str) -> bool:
    """Whether the word tells of a post, not a person."""
    return word.casefold().strip(".,").rpartition("-")[2] in _vocabulary()["roles"]


@cache
def _joins() -> re.Pattern[str]:
    joins = "|".join(re.escape(word) for word in marks()["byline"]["joins"])
    return re.compile(rf"\s*[,;/]\s*(?:(?:{joins})\s+)?|\s+(?:{joins})\s+")


def _split(text: str) -> list[str]:
    return [part for part in _joins().split(text.strip()) if part]


def is_name(text: str) -> bool:
    """Whether the words look like one name: capitals and particles, at most one word of other form."""
    tokens = text.split()
    if not 1 <= len(tokens) <= 6 or len(text) > 60:
        return False
    particles = _vocabulary()["particles"]
    big = 0
    for token in tokens:
        if not _WORD.fullmatch(token.strip(",.\"'“”()")):
            return False
        if token[0].isupper() or (len(token) > 1 and token[1].isupper()):
            big += 1
        elif token.casefold() not in particles:
            return False
    return big >= 1


def is_bare_name(text: str) -> bool:
    """Whether the whole line may be a person's name and nothing else."""
    tokens = text.split()
    if not 2 <= len(tokens) <= 4 or not is_name(text):
        return False
    roles = _vocabulary()["roles"]
    return not any(token.casefold() in roles for token in tokens)


def leading_name(line: str) -> tuple[str, ...]:
    """The names at the beginning of a line that goes on with a role, a time or a mark, or ends there."""
    stop = _AFTER.search(line)
    tokens = (line[: stop.start()] if stop else line).split()
    while tokens and (tokens[-1].casefold().strip(".,:") in time_words() or (len(tokens) > 2 and is_role(tokens[-1]))):
        tokens.pop()
    half = len(tokens) // 2
    if half > 1 and tokens[:half] == tokens[half:]:
        tokens = tokens[:half]
    if not 2 <= len(tokens) <= 9 or tokens[0].casefold() in time_words():
        return ()
    parts = [part for part in _joins().split(" ".join(tokens)) if part]
    for part in parts:
        words = part.split()
        if len(parts) > 1 and is_agency(part):
            continue
        if not 2 <= len(words) <= 4 or not is_name(part) or any(is_role(word) for word in words):
            return ()
        if not (words[0][0].isupper() and words[-1][0].isupper()):
            return ()
    return tuple(dict.fromkeys(parts))


def is_signature(text: str) -> bool:
    """Whether the line is names and the day on which they wrote: "Jane Roe - 24 January 2020"."""
    if ("20" not in text and "19" not in text) or not leading_name(text):
        return False
    stop = _AFTER.search(text)
    rest = text[stop.start() :].strip("|·•- –") if stop else ""
    return is_timestamp(rest) and first_day(text) is not None


_AFTER = re.compile(r"\s*(?:[|·•@\[(]|\d| - | – |,? [A-Z]{2,}\b\.?\s*/|/ )")


def _mostly_capitals(rest: str) -> bool:
    stop = _STOP.search(rest)
    tokens = _WORD.findall(rest[: stop.start()] if stop else rest)
    words = _vocabulary()
    small = words["particles"] | words["roles"] | words["joins"]
    fit = sum(1 for token in tokens if token[0].isupper() or token.casefold() in small)
    return 4 * fit >= 3 * len(tokens)


def is_author(claim: str) -> bool:
    """Whether what a source claims may name an author: no account, no post alone, no address."""
    words = _vocabulary()
    told = key(claim)
    if not _FIRST.search(told) or told in words["nobody"] or _ADDRESS.search(claim):
        return False
    return not all(word.strip(_EDGES) in words["nobody"] or is_role(word) for word in told.split())


_EDGES = ".,:;-"
_ADDRESS = re.compile(r"https?:|www\.|@|^\S+\.(?:com|org|net|co)\b\S*$|^\S*\d\S*$")
