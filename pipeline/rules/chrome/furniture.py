"""CHR: fixtures of a page: links, advertisements, navigation, players, notices."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.chrome.reading import share


@rule("CHR004", "related-links", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def related_links(page: Page) -> Iterator[Finding]:
    """A line leads to another article of the site.

    Headings of link lists and teasers with a marker, such as “Read more:”.

    Example
        READ MORE: Harbour bridge to close for a year

    Left alone
        Short labels without a neighbour of this kind in the middle of the text.
    """
    yield from share(page, "related-links", "leads to other articles")


@rule("CHR009", "copyright-notice", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def copyright_notice(page: Page) -> Iterator[Finding]:
    """A line claims the copyright of the page.

    The sign or the word with a year, or the claim of all rights.

    Example
        © 2021 Harbour Media Ltd. All rights reserved.

    Left alone
        Sentences about copyright, and a picture's credit, which is kept as a field.
    """
    yield from share(page, "copyright-notice", "claims the page's copyright")


@rule("CHR012", "tag-list", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def tag_list(page: Page) -> Iterator[Finding]:
    """A line lists the article's keywords.

    The tags go into the article's field `tags`.

    Example
        Tags: harbour, bridges, traffic

    Left alone
        Sentences that begin with a word such as “Topics”.
    """
    yield from share(page, "tag-list", "lists keywords")


@rule("CHR013", "reading-time", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def reading_time(page: Page) -> Iterator[Finding]:
    """A line says how long the article takes to read.

    Only the site computes that; the number changes with the design of the page.

    Example
        4 min read

    Left alone
        Recipes and timetables: “4 minutes” in a sentence.
    """
    yield from share(page, "reading-time", "says how long it takes to read")


@rule("CHR014", "source-link", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def source_link(page: Page) -> Iterator[Finding]:
    """A line links to where the copy was taken from.

    Copies end in “Source link” or name the first publisher. Name and address go into the fields `source`
    and `url`.

    Example
        Source link
        Source: Harbour Gazette

    Left alone
        Sentences that quote a source.
    """
    yield from share(page, "source-link", "links to the source of a copy")


@rule("CHR015", "advertisement", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def advertisement(page: Page) -> Iterator[Finding]:
    """A line marks an advertisement.

    The advertisement itself is gone; its label and the note that the story goes on have stayed.

    Example
        Advertisement
        Story continues below

    Left alone
        Articles about advertising.
    """
    yield from share(page, "advertisement", "marks an advertisement")


@rule("CHR016", "counter", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def counter(page: Page) -> Iterator[Finding]:
    """A line holds only a number or a sign.

    Counts of comments and shares, bullets and separators between chrome.

    Example
        17

    Left alone
        Numbers between paragraphs: tables, scores, and a row of marks that divides sections.
    """
    yield from share(page, "counter", "holds only a number or a sign")


@rule("CHR019", "navigation", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def navigation(page: Page) -> Iterator[Finding]:
    """A line is a link of the site's navigation.

    Section names, menus and jump marks.

    Example
        Skip to main content
        Back to top

    Left alone
        A section's name alone between paragraphs, where it may be a subhead.
    """
    yield from share(page, "navigation", "belongs to the navigation")


@rule("CHR021", "player-label", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def player_label(page: Page) -> Iterator[Finding]:
    """A line is a button or a message of a video or audio player.

    Players leave their labels behind when the page is flattened.

    Example
        Play Video
        Listen to this article

    Left alone
        Sentences about players and videos.
    """
    yield from share(page, "player-label", "belongs to a player")
