"""The lexicon: every entry is well formed, finds its own example, and is told once."""

from __future__ import annotations

import pytest

from pipeline.facts import words
from pipeline.lexicon import load, read
from pipeline.lexicon.pattern import Matcher, compile_pattern
from pipeline.lexicon.tokens import tokenise
from pipeline.lexicon.words import noun, verb
from pipeline.page import Page

ENTRIES = list(read())


def found(pattern: str, text: str) -> list[str]:
    known = Page(text).fact(words)
    row = tokenise(text)
    matcher = Matcher([compile_pattern(pattern)])
    numbers = [number for number, _ in matcher.possible(text, known.different, known.pairs)]
    return [text[row[first].start : row[behind - 1].end] for _, first, behind in matcher.find(row, numbers)]


def test_every_entry_finds_its_example():
    lost = [entry.match for entry in ENTRIES if not found(entry.match, entry.example)]
    assert not lost, f"{len(lost)} entries do not match their examples: {lost[:10]}"


def test_no_entry_finds_what_it_proposes():
    wrong = [entry.match for entry in ENTRIES if entry.sure > 1 and found(entry.match, entry.likely)]
    assert not wrong, f"{len(wrong)} entries flag their own readings: {wrong[:10]}"


def test_no_pattern_stands_twice():
    patterns = [entry.match for entry in ENTRIES]
    assert len(patterns) == len(set(patterns))


def test_topics_that_entries_name_exist():
    topics = load().topics
    named = {word[1:] for entry in ENTRIES for word in entry.unless if word.startswith("@")}
    assert named <= set(topics)


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("zipper claims", "He has zipper claims.", ["zipper claims"]),
        ("the? city", "In the city and a city.", ["the city", "city"]),
        ("{verb:put} down the work", "They put down the work.", ["put down the work"]),
        ("{num} {..1} voices", "It had 31 clear voices.", ["31 clear voices"]),
        ("fire {..2} men", "fire and brave men; fire one two three men", ["fire and brave men"]),
        ("{name} grandson", "So Paulo Grandson said.", ["Paulo Grandson"]),
        ("^ how {any} this", "How Ann this did. And how Bob this.", ["How Ann this"]),
        ("consultation $", "A consultation. A consultation firm.", ["consultation"]),
        ("minister's", "The minister’s car", ["minister’s"]),
        ("two-party deal", "A two-party\ndeal; a two-party deal", ["two-party deal"]),
    ],
)
def test_patterns(pattern, text, matches):
    assert found(pattern, text) == matches


def test_a_pattern_needs_a_word():
    with pytest.raises(ValueError, match="no word to look it up under"):
        compile_pattern("{num} {any}")
    with pytest.raises(ValueError, match="unknown class"):
        compile_pattern("{colour} word")


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (verb("assist"), {"assist", "assists", "assisted", "assisting"}),
        (verb("carry"), {"carry", "carries", "carried", "carrying"}),
        (verb("take"), {"take", "takes", "took", "taken", "taking"}),
        (verb("close"), {"close", "closes", "closed", "closing"}),
        (noun("party"), {"party", "parties"}),
        (noun("box"), {"box", "boxes"}),
        (noun("key"), {"key", "keys"}),
    ],
)
def test_inflections(forms, expected):
    assert forms == expected
