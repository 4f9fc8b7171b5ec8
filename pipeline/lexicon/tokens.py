"""Words and marks of a text, as the lexicon's patterns see them."""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

# letters with inner apostrophes and hyphens, abbreviations such as U.S., numbers, single marks
_TOKEN = re.compile(
    r"(?P<abbreviation>(?:[A-Za-z]\.){2,}|\b[A-Z]\.(?= ?[A-Z])|\b(?:Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Lt|Gen|Col|Sgt|Jan|Feb"
    r"|Aug|Sept|Oct|Nov|Dec)\.)|[^\W_]+(?:[’'‘.,][^\W_]+|-[^\W_]+)*|[^\w\s]|\n+",
)
_SPLIT = re.compile(r"(?<=[A-Za-z])[.,](?=[A-Za-z])")


class Token(NamedTuple):
    """A token: its place in the text, its lower-case form, and what it looks like."""

    start: int
    end: int
    low: str
    capital: bool
    first: bool  # of a sentence


_new = tuple.__new__  # Token(…) checks its arguments again, for half of the time that reading takes


def tokenise(text: str, start: int = 0, end: int = sys.maxsize) -> list[Token]:
    """The tokens of `[start, end)` of a text, in order; a line break is a token of its own and ends a sentence."""
    tokens: list[Token] = []
    first = True
    for found in _TOKEN.finditer(text, start, end):
        word = found[0]
        start = found.start()
        if word.isalpha():  # most tokens: the short way
            low = word.lower()
            tokens.append(_new(Token, (start, start + len(word), low, low != word and word[0].isupper(), first)))
            first = False
            continue
        if word[0] == "\n":
            tokens.append(Token(start, found.end(), "\n", False, False))
            first = True
            continue
        if "." in word[1:] and found["abbreviation"] is None and _SPLIT.search(word):
            for part in re.finditer(r"[^.,]+|[.,]", word):
                tokens.append(_token(part[0], start + part.start(), first))
                first = part[0] == "."
            continue
        low = word.lower()
        if "’" in low or "‘" in low:
            low = low.replace("’", "'").replace("‘", "'")
        tokens.append(Token(start, found.end(), low.rstrip(".") or low, word[0].isupper(), first))
        if word[0].isalnum():
            first = False
        elif word in ".!?":
            first = True
    return tokens


def _token(word: str, start: int, first: bool) -> Token:
    return Token(start, start + len(word), word.lower(), word[0].isupper(), first)
