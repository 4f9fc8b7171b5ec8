"""QUO: single marks and apostrophes. Each rule gives out its share of the joint judgement."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.quotation.judgement import judged


@rule("QUO010", "straight-single", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def straight_single(page: Page) -> Iterable[Finding]:
    """A straight single mark stands for an apostrophe or for a single quotation mark.

    Example
        'Tis the players' day, he said, and 'nobody' can't come.
    becomes
        ’Tis the players’ day, he said, and ‘nobody’ can’t come.

    Left alone
        Feet and minutes (a 12' ladder), code, and other languages.
    """
    return page.fact(judged).get("QUO010", ())


@rule("QUO011", "apostrophe-turned", fix=Fix.SAFE, since="0.1")
def apostrophe_turned(page: Page) -> Iterable[Finding]:
    """A single mark is turned the wrong way.

    Word processors open a single mark behind a space and sometimes inside words.

    Example
        Taylor Swift‘s tour, the ‘90s, rock ‘n’ roll
    becomes
        Taylor Swift’s tour, the ’90s, rock ’n’ roll

    Left alone
        Single marks that open a quotation which is closed further on.
    """
    return page.fact(judged).get("QUO011", ())


@rule("QUO012", "spaced-apostrophe", fix=Fix.SAFE, since="0.1")
def spaced_apostrophe(page: Page) -> Iterable[Finding]:
    """A space tears an apostrophe from its word.

    Example
        NPR ’s Feng said he hadn’ t seen it
    becomes
        NPR’s Feng said he hadn’t seen it

    Left alone
        Elisions of dialect that stand alone: with ’s hat on, as ’t is.
    """
    return page.fact(judged).get("QUO012", ())


@rule("QUO013", "lost-apostrophe", fix=Fix.SAFE, since="0.1")
def lost_apostrophe(page: Page) -> Iterable[Finding]:
    """A contraction lost its apostrophe.

    Example
        I didnt hear you, and you dont care.
    becomes
        I didn’t hear you, and you don’t care.

    Left alone
        Other words (cant, wont, its, were, shell) and names (Jony Ive).
    """
    return page.fact(judged).get("QUO013", ())
