"""The phrases that sites print around an article, looked up by whole line or by its beginning."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.rules.chrome.lines import key

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "other")
SURE, WEAK, START = 3, 1, 2
_WORDS = Path(__file__).parent / "words"
LONGEST_START = 14  # words of the longest line that a beginning may decide


class Phrase(NamedTuple):
    """A kind of chrome and how far the phrase alone decides it: SURE, START or WEAK."""

    kind: str
    level: int


class Lexicon(NamedTuple):
    """Whole lines by key; beginnings by their first word; single labels that make up bars."""

    whole: dict[str, Phrase]
    starts: dict[str, list[tuple[str, str]]]
    labels: frozenset[str]

    def find(self, line_key: str, words: int) -> Phrase | None:
        """What the line is by its key, None where the lexicon does not know it."""
        found = self.whole.get(line_key)
        if found or words > LONGEST_START:
            return found
        for mark in (" - ", " | ", " · ", " • "):
            if mark in line_key:
                parts = [self.whole.get(part.strip()) for part in line_key.split(mark)]
                if all(parts) and parts[0]:
                    return Phrase(parts[0].kind, SURE)
        tokens = line_key.split(" ", 12)
        for start, kind in self.starts.get(tokens[0], ()):
            if line_key.startswith(start):
                return Phrase(kind, START)
        if 2 <= len(tokens) <= 12 and all(token.strip(",|•·/") in self.labels for token in tokens):
            return Phrase("share-bar", SURE)
        return None


@cache
def lexicon() -> Lexicon:
    """The phrases of all languages; a page is often furnished in another than its article's."""
    whole: dict[str, Phrase] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    labels: set[str] = set()
    for language in LANGUAGES:
        for kind, lists in _read(language).items():
            for level, name in ((SURE, "sure"), (WEAK, "weak")):
                for phrase in lists.get(name, ()):
                    known = whole.get(key(phrase))
                    if known is None or known.level < level:
                        whole[key(phrase)] = Phrase(kind, level)
            for phrase in lists.get("starts", ()):
                starts.setdefault(phrase.split()[0], []).append((phrase, kind))
            if kind == "share-bar":
                labels |= {key(phrase) for phrase in lists.get("weak", ()) if " " not in phrase}
    # a first word may carry a mark that splitting leaves on it
    labels -= {"line", "link", "like", "x"}
    return Lexicon(whole, starts, frozenset(labels))


@cache
def marks() -> dict[str, Any]:
    """Words by which bylines, timestamps, captions and credits are told."""
    return tomllib.loads((_WORDS / "marks.toml").read_text(encoding="utf-8"))


def _read(language: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_WORDS / f"{language}.toml").read_text(encoding="utf-8"))
