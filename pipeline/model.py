"""What travels between the parts of copydesk: values, no behaviour.

Offsets everywhere are code points, half-open, in the text that is named beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, NoReturn, Self


class _Nothing(dict[str, Any]):
    """An empty mapping that stays empty, may be a default, and is itself again after pickling."""

    def __setitem__(self, key: str, value: Any) -> NoReturn:
        raise TypeError("this mapping is shared and stays empty")

    def __hash__(self) -> int:  # type: ignore[override]
        return 0

    def __reduce__(self) -> str:
        return "EMPTY"


EMPTY: Mapping[str, Any] = _Nothing()


class _Ranked(StrEnum):
    """Words in an order, each knowing its place."""

    rank: int

    def __new__(cls, word: str) -> Self:
        """The member and its rank, counted from 0."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.rank = len(cls.__members__)
        return member


class Severity(_Ranked):
    """How much a reader of the report should care, from least to most."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Fix(_Ranked):
    """What may be done about a finding, from least to most."""

    NEVER = "never"  # flag only
    SUGGEST = "suggest"  # propose; applied only on request
    SAFE = "safe"  # apply


class Action(StrEnum):
    """What was done about an issue."""

    FIXED = "fixed"
    REMOVED = "removed"
    SUGGESTED = "suggested"
    FLAGGED = "flagged"


class Verdict(StrEnum):
    """One word on an article for people who only filter."""

    CLEAN = "clean"
    REPAIRED = "repaired"
    SUSPECT = "suspect"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record came from, and what it takes to give its bytes back.

    `tail` is what the file format put behind the text (a text file's last line break); it is
    no part of the text, and `undo` gives it back.
    """

    uri: str = "-"
    line: int | None = None
    media_type: str = "text/plain"
    charset: str = "utf-8"
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the source claims about an article. Claims are weighed, not believed."""

    url: str | None = None
    title: str | None = None
    author: tuple[str, ...] = ()
    date: str | None = None
    language: str | None = None
    fetched_at: str | None = None
    dateline: str | None = None
    tags: tuple[str, ...] = ()
    captions: tuple[Mapping[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A record exactly as it was scraped. `html` waits for extraction while it is not None."""

    id: str
    text: str
    source: Source = Source()
    hints: Hints = Hints()
    metadata: Mapping[str, Any] = EMPTY
    html: str | None = None
    extracted: bool = False


class Finding(NamedTuple):
    """What a rule yields: a place in the text that it was given, and what it thinks of it.

    `replacement` None only flags. `fix` lowers the rule's own fix level for this one case; it can
    never raise it. `fields` holds what the rule learnt there, such as ``{"author": "R. Roe"}``.
    """

    start: int
    end: int
    message: str
    replacement: str | None = None
    confidence: float = 1.0
    fix: Fix | None = None
    fields: Mapping[str, Any] = EMPTY


@dataclass(frozen=True, slots=True)
class Issue:
    """What a reader of the report gets. `start`, `end` in the source, `out_*` in the article."""

    rule: str
    name: str
    severity: Severity
    action: Action
    confidence: float
    start: int
    end: int
    out_start: int | None
    out_end: int | None
    text: str
    replacement: str | None
    message: str
    fields: Mapping[str, Any] = EMPTY


@dataclass(frozen=True, slots=True)
class Report:
    """All issues of one article, in the order of the source."""

    id: str
    issues: tuple[Issue, ...]
    text: str | None = None  # the extracted text, where the source was HTML
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """The canonical article."""

    id: str
    url: str | None
    title: str | None
    author: tuple[str, ...]
    date: str | None
    dateline: str | None
    language: str
    text: str
    captions: tuple[Mapping[str, str | None], ...] = ()
    tags: tuple[str, ...] = ()
    story: str | None = None
    copy_of: str | None = None
    verdict: Verdict = Verdict.CLEAN
    scores: Mapping[str, float] = EMPTY
    source_sha256: str = ""
    rules: str = ""
    metadata: Mapping[str, Any] = EMPTY


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a run says about one article."""

    article: CleanArticle
    report: Report


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A record that could not be read, where it stands and why."""

    source: str
    line: int | None
    reason: str
    sha256: str
    id: str | None = None
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may cost. Each limit is documented in SECURITY.md."""

    text: int = 20_000_000  # code points of one article
    line: int = 64_000_000  # bytes of one input line
    passes: int = 5  # of one stage until it is quiet
    rounds: int = 4  # of the whole chain until it is quiet
    changed: float = 0.20  # share of an article that safe edits may change
    issues_per_rule: int = 200  # flags of one rule shown for one article


@dataclass(frozen=True, slots=True)
class Options:
    """How articles are cleaned; part of the resume key."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fix: Fix = Fix.SAFE  # the least certain level that is applied; NEVER applies nothing
    limits: Limits = field(default_factory=Limits)
