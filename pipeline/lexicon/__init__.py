"""The lexicon of translation artefacts: entries, topics, and the one matcher over them all.

Entries are JSON lines in `data/`: files for groups of pivot languages (`germanic`, `romance`, `other`, `calques`),
for set phrases of news in any of them (`newsroom`), and for what word-swapping spinners leave (`spin`, `collocations`,
`spun`):

    {"match": "zipper claims", "pivot": "af", "kind": "wrong-sense", "likely": "a string of demands",
     "why": "Afrikaans rits is both zipper and string", "example": "…", "unless": ["@fashion", "patent"],
     "needs": [], "sure": 3}

`sure`: 3 a copy editor would sign it anywhere, 2 very likely wrong, 1 a hint, which stands as often in
news and is not looked for: the score gave it no weight. `unless`: words or @topics that make the phrase
plausible wherever they stand in the article. `needs`: words of which one must stand in the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

import orjson

from pipeline.lexicon.pattern import Matcher, compile_pattern

KINDS = frozenset(
    "wrong-sense synonym idiom title institution word-order function-word untranslated number fragment".split()
)


class Entry(NamedTuple):
    """One line of the lexicon."""

    match: str
    pivot: str
    kind: str
    likely: str
    why: str
    example: str
    sure: int
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Lexicon(NamedTuple):
    """The entries that are looked for, their matcher, and the words of each topic."""

    entries: tuple[Entry, ...]
    matcher: Matcher
    topics: dict[str, frozenset[str]]


@cache
def load() -> Lexicon:
    """The lexicon, compiled once. ValueError names a line that is not well formed."""
    entries = tuple(entry for entry in read() if entry.sure > 1)
    topics = orjson.loads(_data("topics.json"))
    return Lexicon(
        entries,
        Matcher(compile_pattern(entry.match) for entry in entries),
        {name: frozenset(words.split()) for name, words in topics.items()},
    )


def read() -> Iterator[Entry]:
    """All entries, file by file."""
    folder = resources.files(__package__) / "data"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".jsonl"):
            for number, line in enumerate(path.read_bytes().splitlines(), 1):
                if line.strip():
                    yield _entry(line, f"{path.name}:{number}")


def _entry(line: bytes, place: str) -> Entry:
    told = orjson.loads(line)
    try:
        told["unless"], told["needs"] = tuple(told.get("unless", ())), tuple(told.get("needs", ()))
        entry = Entry(**{name: told[name] for name in Entry._fields})
    except KeyError as error:
        raise ValueError(f"{place}: the entry has no {error}") from error
    unknown = told.keys() - set(Entry._fields)
    if unknown:
        raise ValueError(f"{place}: {', '.join(sorted(unknown))} means nothing here")
    if entry.kind not in KINDS or entry.sure not in (1, 2, 3):
        raise ValueError(f"{place}: kind {entry.kind!r} or sure {entry.sure!r} is not known")
    return entry


def _data(name: str) -> bytes:
    return (resources.files(__package__) / "data" / name).read_bytes()
