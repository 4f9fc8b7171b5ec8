"""HTML pages: bytes to text, main text, and what the page claims of itself.

trafilatura finds the main text (its fast mode, which is both the quickest and, on the pages of
docs/quality.md, the most exact); what the markup tells of paragraphs is weighed after it; the chrome
rules see the rest.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pipeline.errors import Unreadable
from pipeline.ingest import markup
from pipeline.ingest.claims import claims
from pipeline.ingest.text import decode
from pipeline.model import Hints, RawArticle

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DEPTH = 200  # elements; lxml silently drops text nested deeper than 256
_TOO_DEEP = "boolean(" + "/*" * _DEPTH + ")"
_LIGHTER = (
    "//nav | //iframe | //button | //select | //canvas | //style | //svg | //script[not(@type='application/ld+json')]"
)
_LINES = re.compile(r"[ \t]*\n\s*")


def decode_page(data: bytes) -> tuple[str, str]:
    """(page, charset): a byte order mark, then UTF-8, then what the page declares, then a guess."""
    found = _DECLARED.search(data[:4096])
    return decode(data, found[1].decode("ascii", "replace") if found else None)


def extract(raw: RawArticle) -> RawArticle:
    """The article of a page: text with blank lines between paragraphs, hints completed by the page's claims.

    Unreadable where the page holds no text.
    """
    tree = _parse(raw.html or "")
    if tree is None:
        raise Unreadable("this is no HTML page")
    claimed = claims(tree, raw.hints.url)
    _lighter(tree)
    hints = _merged(raw.hints, replace(claimed, captions=markup.captions(tree)))
    markup.join(tree)
    text = _main_text(tree) or _all_text(tree)
    if not text:
        raise Unreadable("no text in the page; it may be drawn by a script")
    return replace(raw, text=text, html=None, extracted=True, hints=hints)


def fragment_text(fragment: str) -> str:
    """All text of a piece of HTML, a blank line between blocks; text without markup as it is."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    from lxml import html

    try:
        tree = html.fragment_fromstring(fragment.replace("\0", ""), create_parent="div")
    except Exception:  # what is no markup at all
        return fragment.strip()
    parts: list[str] = []
    _collect(tree, parts)
    lines = "".join(parts).split("\n")
    return "\n\n".join(" ".join(line.split()) for line in lines if line.strip())


def _collect(node: Any, parts: list[str]) -> None:
    """Text in document order; blocks and breaks end lines."""
    from lxml import etree

    for event, element in etree.iterwalk(node, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _UNSEEN or not name:
            if event == "end" and element.tail:
                parts.append(element.tail.replace("\n", " "))
            continue
        if name in _BLOCKS or name == "br":
            parts.append("\n")
        if event == "start" and element.text and not any(a.tag in _UNSEEN for a in element.iterancestors()):
            parts.append(element.text.replace("\n", " "))
        if event == "end" and element.tail and element is not node:
            parts.append(element.tail.replace("\n", " "))


_UNSEEN = frozenset("script style noscript template head iframe object svg".split())
_BLOCKS = frozenset(
    (
        "p div h1 h2 h3 h4 h5 h6 li ul ol table tr blockquote figure figcaption section article header footer pre hr "
        "dd dt"
    ).split()
)


def _parse(page: str) -> Any:
    import trafilatura

    page = page.replace("\0", "")
    tree = trafilatura.load_html(page)
    if tree is not None and tree.xpath(_TOO_DEEP):
        from lxml import html

        parser = html.HTMLParser(huge_tree=True, remove_comments=True)
        tree = html.fromstring(page, parser=parser)
    return tree


def _lighter(tree: Any) -> None:
    """Take out what draws, runs and navigates, in place; structured data stays, for it may hold the article."""
    for node in tree.xpath(_LIGHTER):
        if node.getparent() is not None:
            node.drop_tree()


def _main_text(tree: Any) -> str:
    import trafilatura

    document = trafilatura.bare_extraction(
        tree, fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    text = getattr(document, "text", None) or ""
    return _LINES.sub("\n\n", text).strip()


def _all_text(tree: Any) -> str:
    """All visible text, where no main text is found: the chrome rules sort it out."""
    for node in tree.xpath("//script | //style | //noscript | //template"):
        node.drop_tree()
    body = tree.find("body")
    lines = (body if body is not None else tree).itertext()
    return "\n\n".join(" ".join(line.split()) for line in lines if line.strip())


def _merged(given: Hints, claimed: Hints) -> Hints:
    """The record's own hints, completed by what the page claims."""
    values = {name: getattr(given, name) or getattr(claimed, name) for name in Hints.__slots__}
    return Hints(**values)
