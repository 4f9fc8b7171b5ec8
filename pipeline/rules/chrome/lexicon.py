"""The phrases that sites print around an article, looked up by whole line or by its beginning."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.facts import letters
from pipeline.rules.chrome.lines import key

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "other")
SURE, WEAK, START = 3, 1, 2
_QUOTES = frozenset('"“”„«»「」')
_WORDS = Path(__file__).parent / "words"
LONGEST_START = 14  # words of the longest line that any beginning may decide
_TELLING = 16  # code points from which a beginning decides longer lines too: the first words of a notice
_NOTICE = 80  # words of the longest notice, and code points in which its first words stand


class Phrase(NamedTuple):
    """A kind of chrome and how far the phrase alone decides it: SURE, START or WEAK."""

    kind: str
    level: int


class Lexicon(NamedTuple):
    """Whole lines by key; beginnings by their first word, of labels and, `openings`, of paragraphs too; what a site
    says of itself anywhere in a line, by its longest word; single labels that make up bars."""

    whole: dict[str, Phrase]
    starts: dict[str, list[tuple[str, str]]]
    openings: dict[str, list[tuple[str, str]]]
    within: dict[str, list[tuple[str, str]]]
    telling: frozenset[str]  # the words of `within`
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
        if tokens[0] in self.starts and (begun := self._begun(line_key, self.starts)):
            return begun
        if 2 <= len(tokens) <= 12 and all(token.strip(",|•·/") in self.labels for token in tokens):
            return Phrase("share-bar", SURE)
        return None

    def notice(self, text: str, words: Collection[str], size: int) -> Phrase | None:
        """What a paragraph is in which the site speaks of itself, by its first words or by a phrase inside; None
        elsewhere and where somebody is quoted. `words` are its words in small letters, `size` their number."""
        if size > _NOTICE:
            return None
        if size > LONGEST_START and text[:_NOTICE].split(None, 1)[0].casefold() in self.openings:
            begun = self._begun(key(text[:_NOTICE]), self.openings)
            if begun:
                return begun
        if self.telling.isdisjoint(words) or not _QUOTES.isdisjoint(text):
            return None
        line_key = key(text)
        told = [phrase for word in words for phrase in self.within.get(word, ())]
        return next((Phrase(kind, START) for phrase, kind in told if phrase in line_key), None)

    def _begun(self, line_key: str, starts: Mapping[str, list[tuple[str, str]]]) -> Phrase | None:
        """What a line's beginning tells."""
        for start, kind in starts.get(line_key.split(" ", 1)[0], ()):
            if line_key.startswith(start):
                return Phrase(kind, START)
        return None


@cache
def lexicon() -> Lexicon:
    """The phrases of all languages; a page is often furnished in another than its article's."""
    whole: dict[str, Phrase] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    within: dict[str, list[tuple[str, str]]] = {}
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
            for phrase in lists.get("within", ()):
                within.setdefault(max(letters(phrase), key=len), []).append((phrase, kind))
            if kind == "share-bar":
                labels |= {key(phrase) for phrase in lists.get("weak", ()) if " " not in phrase}
    openings = {word: [begun for begun in known if len(begun[0]) >= _TELLING] for word, known in starts.items()}
    openings = {word: known for word, known in openings.items() if known}
    # a first word may carry a mark that splitting leaves on it
    labels -= {"line", "link", "like", "x"}
    return Lexicon(whole, starts, openings, within, frozenset(within), frozenset(labels))


@cache
def marks() -> dict[str, Any]:
    """Words by which bylines, timestamps, captions and credits are told."""
    return tomllib.loads((_WORDS / "marks.toml").read_text(encoding="utf-8"))


def _read(language: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_WORDS / f"{language}.toml").read_text(encoding="utf-8"))
