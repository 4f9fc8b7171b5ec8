"""INT: what the engine itself has to say about an article."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Finding, Severity
from pipeline.page import Page
from pipeline.registry import rule


@rule("INT001", "not-settling", severity=Severity.ERROR, since="0.1")
def not_settling(page: Page) -> Iterable[Finding]:
    """A stage went on finding things to change in its own repairs.

    The stage is undone for this article, so that a second run can never disagree with a first.
    This is a defect of a rule, not of the article: please report it with the text.

    Example
        A rule that adds a space which another rule takes away.

    Left alone
        Every article whose stages come to rest within the passes that SECURITY.md names.
    """
    return ()


@rule("INT002", "rule-failed", severity=Severity.ERROR, since="0.1")
def rule_failed(page: Page) -> Iterable[Finding]:
    """A rule raised an exception; its findings for this article are missing.

    All other rules have run. `fields.rule` names the one that failed.

    Example
        MTA001 failed with IndexError: list index out of range

    Left alone
        Everything that the other rules found.
    """
    return ()


@rule("INT003", "too-much-changed", severity=Severity.ERROR, since="0.1")
def too_much_changed(page: Page) -> Iterable[Finding]:
    """Safe edits would have changed more of the article than a repair may.

    Nothing is applied and all repairs are reported as suggestions: this is probably another kind
    of text than a news article. Removed chrome and repaired encodings do not count.

    Example
        A table of contents whose every second character is a dot.

    Left alone
        Articles of which at most a fifth changes.
    """
    return ()


@rule("INT004", "no-second-opinion", severity=Severity.NOTE, since="0.1")
def no_second_opinion(page: Page) -> Iterable[Finding]:
    """A second opinion was wanted on this article and is not to be had.

    The article stands as it would without one. The message says why: the server is silent, slow or
    incomprehensible, or the run has spent what it may ask. The next run asks again.

    Example
        the server cannot be asked: no answer in time

    Left alone
        Articles on which the translation rules are in no doubt, and runs without a second opinion.
    """
    return ()
