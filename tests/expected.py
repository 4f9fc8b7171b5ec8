"""Holding an outcome against an expectation written by hand, in the form of the seed's."""

from __future__ import annotations

import re
from typing import Any

from pipeline.model import Action, Outcome

FLAGS = (Action.FLAGGED, Action.SUGGESTED)


def check(outcome: Outcome, expected: dict[str, Any], spans: int = 0, elsewhere: int = 2) -> list[str]:
    """What is wrong with the outcome, a line each.

    `spans`: how many of the expected translation spans must be flagged; `elsewhere`: how many
    translation flags may stand outside them.
    """
    article = outcome.article
    problems = [f"missing: {text!r}" for text in expected.get("text_must_contain", []) if text not in article.text]
    problems += [f"still there: {t!r}" for t in expected.get("text_must_not_contain", []) if t in article.text]
    for name, value in expected.get("fields", {}).items():
        problems += _field(name, getattr(article, name), value)
    if expected.get("unchanged"):
        problems += [f"changed: {i.rule} {i.text!r}" for i in outcome.report.issues if i.action not in FLAGS]
    if expected.get("every_paragraph_balanced_or_flagged") and article.language == "en":
        problems += _unbalanced(outcome)
    wanted = [entry["span"] for entry in expected.get("flagged_translation_spans", [])]
    found, stray = translation(outcome, wanted)
    if len(found) < spans:
        problems.append(
            f"{len(found)} of {len(wanted)} translation spans flagged; missing {sorted(set(wanted) - found)}"
        )
    if len(stray) > elsewhere:
        problems.append(f"flagged elsewhere: {stray}")
    for pair in expected.get("flagged_name_variants", []):
        if not any(i.rule == "COH001" and set(pair) == set(i.fields.get("names", ())) for i in outcome.report.issues):
            problems.append(f"not flagged as one name: {pair}")
    return problems


def _field(name: str, got: Any, wanted: Any) -> list[str]:
    if name == "captions":
        problems = []
        for caption in wanted:
            text = caption.get("contains") or caption.get("text")
            fits = [c for c in got if text in c["text"] and c.get("credit") == caption.get("credit")]
            if not fits:
                problems.append(f"no caption with {caption}; there are {[dict(c) for c in got]}")
        return problems
    got = list(got) if isinstance(got, tuple) else got
    return [] if got == wanted else [f"{name} is {got!r}, not {wanted!r}"]


def _unbalanced(outcome: Outcome) -> list[str]:
    """Paragraphs whose curly doubles do not pair and that no QUO issue mentions."""
    text, problems, at = outcome.article.text, [], 0
    flagged = [i for i in outcome.report.issues if i.rule.startswith("QUO") and i.action in FLAGS]
    paragraphs = text.split("\n\n")
    for number, paragraph in enumerate(paragraphs):
        depth = 0
        for mark in re.sub(r"(?<=\d)[”″]", "", paragraph):  # inches
            depth += (mark == "“") - (mark == "”")
            if depth not in (0, 1):
                break
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        carried = depth == 1 and following.startswith("“")
        start, end = at, at + len(paragraph)
        told = any(i.out_start is not None and i.out_start < end and i.out_end > start for i in flagged)
        if depth != 0 and not carried and not told:
            problems.append(f"unbalanced and not flagged: {paragraph!r}")
        at = end + 2
    return problems


def translation(outcome: Outcome, wanted: list[str]) -> tuple[set[str], list[str]]:
    """Which expected spans a translation flag overlaps, and the flags that overlap none."""
    text = outcome.article.text
    places = {span: text.find(span) for span in wanted}
    found, stray = set(), []
    for issue in outcome.report.issues:
        if not issue.rule.startswith("MTA") or issue.action not in FLAGS or issue.out_start is None:
            continue
        hits = [s for s, at in places.items() if at >= 0 and issue.out_start < at + len(s) and at < issue.out_end]
        found.update(hits)
        if not hits:
            stray.append(issue.text)
    return found, stray
