"""CHR: lines that tell about the article: who, when, pictures, the headline again."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.chrome.reading import share


@rule("CHR005", "byline", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def byline(page: Page) -> Iterator[Finding]:
    """A line names who wrote the article.

    The line goes and the names become the field `author`. “By admin” and the like name nobody. A name alone
    counts where a timestamp or a byline stands beside it, above the text.

    Example
        By Rosa Marchetti, Transport Correspondent

    Left alone
        Sentences that begin with “By”, names in the middle of the text, interview partners.
    """
    yield from share(page, "byline", "names the author")


@rule("CHR006", "timestamp", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def timestamp(page: Page) -> Iterator[Finding]:
    """A line says only when the article was published or changed.

    The day of publication becomes the field `date`.

    Example
        Fri. Jan 21st, 2022
        Updated 9:40 am, March 3, 2021

    Left alone
        Dates in the middle of the text, programmes and timetables, and a line with anything else on it.
    """
    yield from share(page, "timestamp", "says when it was published")


@rule("CHR007", "caption", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def caption(page: Page) -> Iterator[Finding]:
    """A line is the caption of a picture, by the credit at its end.

    Caption and credit go into the field `captions`.

    Example
        The bridge at dusk (Image: Harbour Press)

    Left alone
        Captions without a credit, which nothing tells from a sentence.
    """
    yield from share(page, "caption", "is a picture's caption")


@rule("CHR008", "credit", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def credit(page: Page) -> Iterator[Finding]:
    """A line is the credit of a picture.

    The credit goes into the report's fields.

    Example
        Photo: Rosa Marchetti/AP

    Left alone
        Sentences about photographers.
    """
    yield from share(page, "credit", "is a picture's credit")


@rule("CHR017", "repeated-headline", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def repeated_headline(page: Page) -> Iterator[Finding]:
    """A line repeats the headline.

    The headline is known from the source's hint, or stands above the text twice. Prints are compared with a
    tolerance for other marks and spacing.

    Example
        Harbour bridge to close for a year

    Left alone
        Subheads, and a first sentence that shares words with the headline.
    """
    yield from share(page, "repeated-headline", "repeats the headline")


@rule("CHR018", "repeated-caption", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def repeated_caption(page: Page) -> Iterator[Finding]:
    """A line repeats the caption beside it.

    Pages print a picture's alternative text and its caption one under the other.

    Example
        Mayor Rosa Marchetti at the bridge
        Mayor Rosa Marchetti opens the bridge © AP

    Left alone
        Lines that end like a sentence and are as long as one.
    """
    yield from share(page, "repeated-caption", "repeats the caption beside it")
