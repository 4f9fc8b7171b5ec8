"""From a finished document to the canonical article and its report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.document import Change, Document
from pipeline.model import (
    Action,
    CleanArticle,
    Fix,
    Issue,
    Outcome,
    RawArticle,
    Report,
    Severity,
    Verdict,
)
from pipeline.rules.chrome.people import is_author

if TYPE_CHECKING:
    from pipeline.engine import Applied, Engine

_NOT_COUNTED = ("CHR", "ENC")  # families whose edits may change any share of an article
_FEW = 20  # code points that may always change, so that a headline can be repaired
_SUSPECT = 0.9  # scores.translated from which an article is suspect without any other sign


def changed_share(doc: Document, ledger: Sequence[Applied]) -> float:
    """The share of the source that edits changed, those of chrome, encoding and white space aside."""
    if sum(max(change.end - change.start, len(change.new)) for change in doc.changes) <= _FEW:
        return 0.0
    changed = 0
    for change in doc.changes:
        makers = {ledger[maker].rule.family for maker in change.makers if isinstance(maker, int)}
        if makers <= set(_NOT_COUNTED):
            continue
        size = _size(doc.raw[change.start : change.end], change.new)
        # where an entity became a mark that was then turned, only the mark counts
        changed += min(size, len(change.new)) if makers & set(_NOT_COUNTED) else size
    return changed / len(doc.raw) if changed > _FEW else 0.0


def _size(old: str, new: str) -> int:
    """How many characters differ between two short texts, white space not counted."""
    old, new = "".join(old.split()), "".join(new.split())
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return max(len(old), len(new))


def assemble(
    raw: RawArticle,
    doc: Document,
    ledger: Sequence[Applied],
    flags: Iterable[Applied],
    scores: Mapping[str, float],
    told: Mapping[str, Any],
    language: str | None,
    engine: Engine,
) -> Outcome:
    """The article and the report of a finished document."""
    fixed = [_of_change(doc, change, ledger) for change in doc.changes]
    flagged = _capped([_of_flag(doc, flag) for flag in flags], engine.options.limits.issues_per_rule)
    issues = tuple(sorted([*fixed, *flagged], key=lambda i: (i.start, i.end, i.out_start or 0, i.rule, i.message)))
    learnt = _learnt(issues, raw, told)
    article = CleanArticle(
        id=raw.id,
        url=learnt["url"],
        title=learnt["title"],
        author=learnt["author"],
        date=learnt["date"],
        dateline=learnt["dateline"],
        language=language or "und",
        text=doc.text,
        captions=learnt["captions"],
        tags=learnt["tags"],
        verdict=_verdict(issues, scores, doc.text),
        scores=scores,
        source_sha256=hashlib.sha256((raw.text + raw.source.tail).encode("utf-8", "surrogatepass")).hexdigest(),
        rules=engine.fingerprint,
        metadata=raw.metadata,
    )
    return Outcome(article, Report(raw.id, issues, raw.text if raw.extracted else None, raw.source))


def _of_change(doc: Document, change: Change, ledger: Sequence[Applied]) -> Issue:
    made = [ledger[maker] for maker in change.makers if isinstance(maker, int)]
    # what removes text has the last word on it; else the first repair names the change
    rule, finding = made[0] if change.new else made[-1]
    fields, confidence = finding.fields, finding.confidence
    if len(made) > 1:
        fields = {name: value for other in made for name, value in other.finding.fields.items()}
        also = [code for code in dict.fromkeys(other.rule.code for other in made) if code != rule.code]
        if also:
            fields["also"] = also
        confidence = min(other.finding.confidence for other in made)
    return Issue(
        rule=rule.code,
        name=rule.name,
        severity=rule.severity,
        action=Action.FIXED if change.new else Action.REMOVED,
        confidence=confidence,
        start=change.start,
        end=change.end,
        out_start=change.out_start if change.new else None,
        out_end=change.out_end if change.new else None,
        text=doc.raw[change.start : change.end],
        replacement=change.new,
        message=finding.message,
        fields=fields,
    )


def _of_flag(doc: Document, flag: Applied) -> Issue:
    rule, finding = flag
    start, end = doc.to_source(finding.start, finding.end)
    suggested = finding.replacement is not None and flag.level is not Fix.NEVER
    return Issue(
        rule=rule.code,
        name=rule.name,
        severity=rule.severity,
        action=Action.SUGGESTED if suggested else Action.FLAGGED,
        confidence=finding.confidence,
        start=start,
        end=end,
        out_start=finding.start,
        out_end=finding.end,
        text=doc.raw[start:end],
        replacement=finding.replacement if suggested else None,
        message=finding.message,
        fields=finding.fields,
    )


def _capped(issues: list[Issue], limit: int) -> list[Issue]:
    """At most `limit` flags of each rule; the last one shown says how many were left out."""
    by_rule: dict[str, list[Issue]] = {}
    for issue in issues:
        by_rule.setdefault(issue.rule, []).append(issue)
    kept: list[Issue] = []
    for found in by_rule.values():
        more = len(found) - limit
        if more > 0:
            last = found[limit - 1]
            told = {name: getattr(last, name) for name in Issue.__slots__}
            told["message"] = f"{last.message} (and {more} more of this rule)"
            found = [*found[: limit - 1], Issue(**told)]
        kept += found
    return kept


def _learnt(issues: Iterable[Issue], raw: RawArticle, told: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of the article: what the source's hints claim, completed by what rules learnt."""
    hints = raw.hints
    author = [name for name in hints.author if is_author(name)]
    tags, captions = list(hints.tags), list(hints.captions)
    known: dict[str, Any] = {"url": hints.url, "title": hints.title, "date": _day(hints.date)}
    known["dateline"] = hints.dateline or told.get("dateline")
    for issue in issues:
        told = issue.fields
        for name in ("url", "title", "date", "dateline"):
            if known[name] is None and told.get(name):
                known[name] = told[name]
        author += _several(told.get("author"))
        tags += _several(told.get("tags"))
        if told.get("caption"):
            captions.append({"text": told["caption"], "credit": told.get("credit")})
    unique: dict[str, Mapping[str, Any]] = {str(c.get("text")): c for c in reversed(captions)}
    known["author"] = tuple(dict.fromkeys(author))
    known["tags"] = tuple(tag for tag in dict.fromkeys(tags) if tag not in known["author"])  # some pages tag writers
    known["captions"] = tuple(reversed(unique.values()))
    return known


def _several(value: Any) -> list[str]:
    if not value:
        return []
    return [value] if isinstance(value, str) else list(value)


def _day(date: str | None) -> str | None:
    """The day of a claimed ISO date and time; other forms as they came."""
    if date and len(date) > 10 and date[4:5] == date[7:8] == "-" and date[10] in "T ":
        return date[:10]
    return date


def _verdict(issues: Iterable[Issue], scores: Mapping[str, float], text: str) -> Verdict:
    changed = flagged = 0
    for issue in issues:
        if issue.rule == "INT003":
            return Verdict.REJECTED
        changed += issue.action in (Action.FIXED, Action.REMOVED)
        flagged += issue.rule.startswith("MTA") and issue.severity is not Severity.NOTE
    if not text.strip():
        return Verdict.REJECTED
    if flagged >= 2 or scores.get("translated", 0.0) >= _SUSPECT:
        return Verdict.SUSPECT
    return Verdict.REPAIRED if changed else Verdict.CLEAN
