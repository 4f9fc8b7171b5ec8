"""CHR: what a site asks its readers to do: reply, share, sign up, subscribe, follow."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, Fix, Severity
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.chrome.reading import share


@rule("CHR001", "reply-form", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def reply_form(page: Page) -> Iterator[Finding]:
    """A line belongs to the site's comment form.

    Comment forms repeat under every article: their heading, their field labels and the promise about the
    e-mail address. The line goes whole, with its line break.

    Example
        Leave a Reply
        Your email address will not be published. Required fields are marked *

    Left alone
        Sentences about comments and replies, and a label such as “Comments” that stands alone between
        paragraphs.
    """
    yield from share(page, "reply-form", "belongs to the comment form")


@rule("CHR002", "share-bar", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def share_bar(page: Page) -> Iterator[Finding]:
    """A line is a button of the site's share bar.

    Names of networks and their verbs, alone on a line or in a row.

    Example
        Share on Facebook
        Facebook Twitter WhatsApp Email

    Left alone
        A network's name alone between paragraphs, where it may be a subhead.
    """
    yield from share(page, "share-bar", "belongs to the share bar")


@rule("CHR003", "newsletter-prompt", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def newsletter_prompt(page: Page) -> Iterator[Finding]:
    """A line asks the reader to sign up for a newsletter.

    Prompts, their buttons and the consent beneath them, where the line is short and begins like one.

    Example
        Sign up for our morning briefing
        Enter your email address

    Left alone
        Articles about newsletters: whole sentences of more than fourteen words stay.
    """
    yield from share(page, "newsletter-prompt", "asks for a newsletter subscription")


@rule("CHR010", "paywall-notice", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def paywall_notice(page: Page) -> Iterator[Finding]:
    """A line sells access to the article or asks the reader to log in.

    Such lines say nothing about the news, only that the site keeps some of it back.

    Example
        Already a subscriber? Log in

    Left alone
        Business news about subscribers: sentences of more than fourteen words stay.
    """
    yield from share(page, "paywall-notice", "sells access or asks to log in")


@rule("CHR011", "cookie-notice", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def cookie_notice(page: Page) -> Iterator[Finding]:
    """A line belongs to a cookie banner, a privacy notice or the legal footer.

    Also the notes that stand where an embedded post or video was not loaded.

    Example
        We use cookies to improve your experience.
        Privacy Policy

    Left alone
        Articles on data protection: sentences of more than fourteen words stay.
    """
    yield from share(page, "cookie-notice", "belongs to a cookie or privacy notice")


@rule("CHR020", "follow-prompt", severity=Severity.NOTE, fix=Fix.SAFE, since="0.1")
def follow_prompt(page: Page) -> Iterator[Finding]:
    """A line asks the reader to follow the site or to load its app.

    Prompts of this kind name a network or an app and nothing else.

    Example
        Follow us on Twitter

    Left alone
        Sentences about people who follow somebody.
    """
    yield from share(page, "follow-prompt", "asks the reader to follow")
