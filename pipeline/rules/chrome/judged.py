"""CHR: lines that only their place among others, or their return on other pages, tells."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.chrome.reading import doubts, share


@rule("CHR030", "page-furniture", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def page_furniture(page: Page) -> Iterator[Finding]:
    """A line stands among the fixtures of the page, not among the article's.

    Labels, teasers and promotions often have no word that tells them; where they stand does. A few
    small networks learnt from labelled pages weigh length, marks, capitals, the prose around and
    the known chrome around. The confidence is their mean probability. They are asked only about pages
    that show chrome by something else; lines in doubt are flagged and stay.

    Example
        A row of section names above the headline, teasers of other articles under the last
        paragraph.

    Left alone
        Pages of plain prose, the only paragraph of prose that is left, and quotations and datelines, unless
        the paragraphs around them all go: a reader who quotes.
    """
    yield from share(page, "page-furniture", "stands among the fixtures of the page")
    for start, end, probability in doubts(page):
        yield Finding(start, end, "may belong to the fixtures of the page", None, probability, Fix.NEVER)


@rule("CHR031", "site-furniture", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def site_furniture(page: Page) -> Iterator[Finding]:
    """A line comes again on other pages of the site.

    What a site prints on several pages with different articles is the site's. Seen within a run
    and, with `--memory`, in earlier runs; `copydesk sites` shows what has been learnt.

    Example
        The line “Weather, tides and ferries” on every page of one host.

    Left alone
        Lines of several prints of one article, and all lines of a site of which one page is known.
    """
    yield from share(page, "site-furniture", "comes again on other pages of the site")
