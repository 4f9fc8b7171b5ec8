"""COH: what does not agree within the article: names spelt two ways, repeated or cut text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, islice
from typing import NamedTuple

from rapidfuzz import fuzz

from pipeline.facts import paragraphs, words
from pipeline.model import Finding, Severity
from pipeline.page import Page
from pipeline.registry import rule

_MUCH = 75  # per cent of letters that two spellings after the same given name share
_NAMES = 400  # names of an article that are compared; their pairs grow with the square


@rule("COH001", "name-spelt-two-ways", languages=("en", "es", "fr", "it", "nl", "pt"), since="0.1")
def name_spelt_two_ways(page: Page) -> Iterator[Finding]:
    """One name is spelt in two ways, as when it went through another alphabet or language.

    The rarer spelling is flagged; of equally frequent ones the later. Two spellings count as one
    name where they differ only in letters that transliterations swap (y/j, w/v, sz/sh, doubled
    letters), or where they are much alike and follow the same given name.

    Example
        Tatiana Stanovaya said … Stanovaja added

    Left alone
        People with different given names (Anna Clark, Tom Clarke), inflected forms (Vienna,
        Viennese), pairs that are both ordinary (Maria, Mario), names that come after 400 others, and
        languages that capitalise nouns or inflect names.
    """
    likely = _alike(page)
    names = _names(page) if likely else {}
    for first, second in likely:
        one, two = names.get(first), names.get(second)
        if one is None or two is None or not _one_name(one, two):
            continue
        kept, rare = sorted((one, two), key=lambda name: (-len(name.places), name.places[0]))
        fields = {"names": [kept.word, rare.word], "suggestion": kept.word}
        for start, end in rare.places:
            yield Finding(start, end, f"{rare.word} is elsewhere spelt {kept.word}", None, 0.9, None, fields)


@rule("COH002", "repeated-paragraph", since="0.1")
def repeated_paragraph(page: Page) -> Iterator[Finding]:
    """A paragraph stands in the article twice.

    Scrapers collect teasers, pull quotes and print versions together with the text.

    Example
        The council voted nine to two on Tuesday to close the pool for good. […] The council voted
        nine to two on Tuesday to close the pool for good.

    Left alone
        Refrains and labels: a paragraph needs eight words to count.
    """
    seen: dict[str, int] = {}
    for (start, end), line in zip(page.fact(paragraphs), page.fact(words).lines, strict=True):
        if len(line) >= 8 and seen.setdefault(" ".join(line), start) != start:
            yield Finding(start, end, "the same paragraph stands further up")


@rule("COH003", "text-cut-short", severity=Severity.NOTE, since="0.1")
def text_cut_short(page: Page) -> Iterator[Finding]:
    """The last paragraph breaks off in the middle of a sentence.

    Feeds and paywalls hand over the beginning of an article only.

    Example
        The ministry said on Friday that it would not […]

    Left alone
        Articles whose paragraphs mostly end without a stop, such as lists and tables; addresses and end signs (■).
    """
    spans = page.fact(paragraphs)
    if len(spans) < 3:
        return
    start, end = spans[-1]
    last = page.text[start:end].rstrip()
    cut = _CUT.search(last)
    if cut is None:
        ended = sum(page.text[s:e].rstrip().endswith(_STOPS) for s, e in spans[:-1])
        if (
            last.endswith(_STOPS)
            or _ADDRESS.search(last)
            or last.split()[-1].isupper()
            or len(last.split()) < 8
            or ended < 0.8 * (len(spans) - 1)
        ):
            return
        cut = _LAST_WORD.search(last)
    if cut:
        yield Finding(start + cut.start(), start + len(last), "the text breaks off here", None, 0.7)


class _Name(NamedTuple):
    """A capitalised word as it occurs in the article, and the given names before it."""

    word: str
    places: list[tuple[int, int]]
    before: set[str]
    in_sentence: int


_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(
    r"(?:(?P<given>[^\W\d_a-z][\w’'-]+|[A-Z]\.)[ ])?(?<![\w’'-])(?P<name>[^\W\d_a-z][^\W\d_]{3,})(?![\w-])"
)
_CAPITAL = re.compile(r"[A-Z\u00c0-\u1fff\u2c00-\U0010ffff][^\W\d_]{3,}")  # and a little more: quickly
_TITLES = frozenset(
    (
        "The A An And But In On At For From To Of By With As If When While After Before Since Mr Mrs Ms Dr "
        "Sir Dame Lord Lady President Minister Senator Governor Mayor Judge Justice General Colonel Captain "
        "Sergeant Officer Chief Prince King Queen Pope Professor Coach Secretary Chancellor Premier Rev Both "
        "Only Even Then So"
    ).split()
)
_SMALL_TITLES = frozenset(map(str.lower, _TITLES))
_STOPS = (".", "!", "?", "”", "’", '"', "'", "…", ":", ")", "»", "“", "。", "！", "？", "」", *"■♦●◆▪◼□#*")
_ADDRESS = re.compile(r"\S@\S|https?://|^\W*\w+\W*$|\w\.[a-z]{2,}\S*$")
_CUT = re.compile(r"(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\))\s*$")
_LAST_WORD = re.compile(r"\S+$")
# what transliterations of one name swap, applied in this order
_SWAPS = tuple(
    (re.compile(old), new)
    for old, new in (
        ("sch|sz|sh", "š"),
        ("tch|tsch|cz|ch|ć|č", "č"),
        ("zh|ž|ż", "ž"),
        ("ph", "f"),
        ("th", "t"),
        ("kh", "h"),
        ("ck|qu|q|k|c", "k"),
        ("ou|oo|u", "u"),
        ("[yj]+", "i"),
        ("ie|ei|ii|ee", "i"),
        ("w", "v"),
        ("x", "ks"),
        ("ae", "e"),
        ("aa", "a"),
        (r"(.)\1", r"\1"),
        ("(?<=l)e$", ""),
        ("(?<=[aeou])[dt]$", ""),
        ("^g(?=[nrlao])", "h"),
        ("^b(?=[aeiou])", "v"),
    )
)
_ENDINGS = re.compile(r"(?:s|n|an|ian|ese|ish|ic|i|es|ns|ans|ians|y|ie|er|ers|man|men|a|in|ed|ing|al|ist|ists|ism)$")


def _alike(page: Page) -> list[tuple[str, str]]:
    """Pairs of capitalised words that may be one name: of one skeleton, or with the same word before them.

    Most articles have none, and nothing more is asked of them.
    """
    capitalised = dict.fromkeys(_CAPITAL.findall(page.text))
    names = list(islice((word for word in capitalised if not word.isupper()), _NAMES))
    by_small = {word.lower(): word for word in names}
    groups: dict[str, list[str]] = {}
    for word in names:
        groups.setdefault(_skeleton(word), []).append(word)
    found = {pair for group in groups.values() if group[1:] for pair in combinations(sorted(group), 2)}
    followers: dict[str, list[str]] = {}
    for given, small in page.fact(words).pairs:
        if small in by_small and given not in _SMALL_TITLES:
            followers.setdefault(given, []).append(by_small[small])
    for group in followers.values():
        found.update(pair for pair in combinations(sorted(group), 2) if _resemble(*pair))
    return sorted(found)


def _resemble(first: str, second: str) -> bool:
    """Whether two words are much alike, as they are and with all that transliterations swap made one."""
    if first[:1] != second[:1] and _skeleton(first)[:1] != _skeleton(second)[:1]:
        return False
    if fuzz.ratio(first.lower(), second.lower()) < _MUCH:
        return False
    return fuzz.ratio(_skeleton(first), _skeleton(second)) >= _MUCH


def _names(page: Page) -> dict[str, _Name]:
    """Capitalised words of four letters and more that nowhere stand in small letters, by spelling."""
    found: dict[str, _Name] = {}
    for match in _CAPITALISED.finditer(page.text):
        word = match["name"]
        if word.isupper():
            continue
        name = found.get(word) or _Name(word, [], set(), 0)
        name.places.append(match.span("name"))
        given = match["given"]
        first = match.start() if given else match.start("name")
        inside = page.text[max(0, first - 2) : first].strip().isalnum()
        if given and inside and given not in _TITLES:
            name.before.add(given)  # at the start of a sentence it may be any word
        found[word] = name._replace(in_sentence=name.in_sentence + (inside or bool(given)))
    small = {word for word in _WORD.findall(page.text) if word.islower()}
    return {word: name for word, name in found.items() if word.lower() not in small}


def _one_name(one: _Name, two: _Name) -> bool:
    """Whether two spellings are those of one name."""
    first, second = one.word.lower(), two.word.lower()
    if (
        max(len(first), len(second)) < 5
        or abs(len(first) - len(second)) > 2
        or not (one.in_sentence or two.in_sentence)
    ):
        return False
    if _inflected(first, second):
        return False
    if one.before and two.before and not one.before & two.before:
        return False
    if _skeleton(first) == _skeleton(second):
        return True
    return bool(one.before & two.before) and _resemble(one.word, two.word)


def _inflected(first: str, second: str) -> bool:
    """Whether the words are forms of one stem, such as Vienna and Viennese, or Maria and Mario."""
    short, long = sorted((first, second), key=len)
    common = next((at for at, mark in enumerate(short) if mark != long[at]), len(short))
    rest_short, rest_long = short[common:], long[common:]
    if len(rest_short) == len(rest_long) == 1:
        return {rest_short, rest_long} <= set("aeio") | {"s"}
    return len(rest_short) <= 1 and bool(_ENDINGS.fullmatch(rest_long))


@lru_cache(maxsize=50_000)
def _skeleton(word: str) -> str:
    """The word with all that transliterations swap made one."""
    word = word.lower()
    for old, new in _SWAPS:
        word = old.sub(new, word)
    return word
