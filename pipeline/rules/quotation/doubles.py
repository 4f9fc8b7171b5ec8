"""QUO: double quotation marks. Each rule gives out its share of the joint judgement."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.quotation.judgement import judged


@rule("QUO001", "straight-mark", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def straight_mark(page: Page) -> Iterable[Finding]:
    """A straight double mark stands where a quotation opens or closes.

    Typewriters had one mark for both ends. Which end it is follows from the whole paragraph.

    Example
        "We won," he said. "It's done."
    becomes
        “We won,” he said. “It’s done.”

    Left alone
        Inches (a 12" pipe), code, and text in other languages.
    """
    return page.fact(judged).get("QUO001", ())


@rule("QUO002", "opening-quote-closes", fix=Fix.SAFE, since="0.1")
def opening_quote_closes(page: Page) -> Iterable[Finding]:
    """An opening mark stands where a quotation closes.

    Translators and some page systems curl marks anew by the space before them, so that a mark
    behind a space always opens.

    Example
        “I think this was misjudged, “said Judy Dempsey.
    becomes
        “I think this was misjudged,” said Judy Dempsey.

    Left alone
        Quotations inside quotations, and the mark that opens each paragraph of a long one.
    """
    return page.fact(judged).get("QUO002", ())


@rule("QUO003", "closing-quote-opens", fix=Fix.SAFE, since="0.1")
def closing_quote_opens(page: Page) -> Iterable[Finding]:
    """A closing mark stands where a quotation opens.

    Example
        He told reporters, ”We have a plan.”
    becomes
        He told reporters, “We have a plan.”

    Left alone
        Closing marks behind which a word follows at once, where nothing is open (feet, inches).
    """
    return page.fact(judged).get("QUO003", ())


@rule("QUO004", "quote-spacing", fix=Fix.SAFE, since="0.1")
def quote_spacing(page: Page) -> Iterable[Finding]:
    """The space is on the inner side of a quotation mark, or missing on its outer side.

    Example
        is a major breakthrough ”for Russia
    becomes
        is a major breakthrough” for Russia

    Left alone
        Marks beside dashes and brackets, and French spacing in French text.
    """
    return page.fact(judged).get("QUO004", ())


@rule("QUO005", "stray-mark", fix=Fix.SAFE, since="0.1")
def stray_mark(page: Page) -> Iterable[Finding]:
    """A mark stands inside a quotation and neither opens nor closes one.

    Translators open the quotation again at the next sentence.

    Example
        “In reality, no one knows. “It is clear that he will not get everything,” she added.
    becomes
        “In reality, no one knows. It is clear that he will not get everything,” she added.

    Left alone
        Marks that have a partner, and paragraphs in which two readings cost about the same.
    """
    return page.fact(judged).get("QUO005", ())


@rule("QUO006", "lost-mark", fix=Fix.SAFE, since="0.1")
def lost_mark(page: Page) -> Iterable[Finding]:
    """A quotation's opening or closing mark is missing, and one place is clearly meant.

    Example
        “Indeed, replied Elizabeth, “I am sorry for him.”
    becomes
        “Indeed,” replied Elizabeth, “I am sorry for him.”

    Left alone
        Quoted words whose end could be anywhere; QUO020 flags them.
    """
    return page.fact(judged).get("QUO006", ())


@rule("QUO007", "mark-of-another-style", fix=Fix.SAFE, since="0.1")
def mark_of_another_style(page: Page) -> Iterable[Finding]:
    """Marks of another language or of plain ASCII stand in English prose.

    Example
        ''Oh, my God!'' I gasped. „What is it?“ She said «nothing».
    becomes
        “Oh, my God!” I gasped. “What is it?” She said “nothing”.

    Left alone
        Passages in those languages, literals in code (``name``), feet and inches (5'2'').
    """
    return page.fact(judged).get("QUO007", ())


@rule("QUO008", "doubled-mark", fix=Fix.SAFE, since="0.1")
def doubled_mark(page: Page) -> Iterable[Finding]:
    """Two marks stand where one would do.

    Example
        at the trial. “”This is a very unfair thing,” he said.
    becomes
        at the trial. “This is a very unfair thing,” he said.

    Left alone
        A mark that closes one quotation and another that opens the next.
    """
    return page.fact(judged).get("QUO008", ())


@rule("QUO020", "unbalanced-quotation", since="0.1")
def unbalanced_quotation(page: Page) -> Iterable[Finding]:
    """A mark has no partner, and it is not clear where the other one belongs.

    Example
        approaching their “launch phases and thinking about careers

    Left alone
        Paragraphs that end open because the next one goes on with a mark of its own.
    """
    return page.fact(judged).get("QUO020", ())
