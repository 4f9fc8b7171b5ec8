"""MTA: what a language model doubts, where one is asked."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Finding, Severity
from pipeline.page import Page
from pipeline.registry import rule


@rule("MTA030", "second-opinion", severity=Severity.NOTE, languages=("en",), since="0.1")
def second_opinion(page: Page) -> Iterable[Finding]:
    """A language model that was asked for a second opinion doubts this expression.

    Off unless `--second-opinion` or the configuration names a server. Only articles on which the
    other translation rules are in doubt are shown to it, and only expressions count that stand in the
    article to the letter. The reason and the suggestion are the model's own words. A note never makes
    an article suspect.

    The engine enters these findings, for they cost time and may fail: a rule is a function of its page.

    Example
        Passengers mounted the stream train at the primary station.

    Left alone
        Sentences in which another rule is certain, and whatever an answer quotes that the article does not say.
    """
    return ()
