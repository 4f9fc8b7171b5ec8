"""HTML pages: bytes to text, main text, and what the page claims of itself.

trafilatura finds the main text (its fast mode, which is both the quickest and, on the pages of
docs/quality.md, the most exact); what the markup tells of paragraphs is weighed after it; the chrome
rules see the rest.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from pipeline.errors import Unreadable
from pipeline.ingest import markup
from pipeline.ingest.claims import claims
from pipeline.ingest.maintext import any_text, main_text
from pipeline.ingest.text import decode
from pipeline.model import Hints, RawArticle

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])  # neither these nor references to them may stand in a tree
_REFERENCES = re.compile(
    rb"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    rb"|[xX]0*(?:[1-8bcefBCEF]|1[\da-fA-F]|[fF]{3}[efEF])(?![\da-fA-F]));?"
)
_UNSOUND = re.compile(r"<\s*!\s*doctype[^>]*/|<html[^>]*/>", re.IGNORECASE)  # beginnings that lose the page
_LIGHTER = ("nav", "iframe", "button", "select", "canvas", "style", "svg")


def decode_page(data: bytes) -> tuple[str, str]:
    """(page, charset): a byte order mark, then UTF-8, then what the page declares, then a guess."""
    found = _DECLARED.search(data[:4096])
    return decode(data, found[1].decode("ascii", "replace") if found else None)


def extract(raw: RawArticle) -> RawArticle:
    """The article of a page: text with blank lines between paragraphs, hints completed by the page's claims.

    Unreadable where the page holds no text.
    """
    page = raw.html or ""
    tree = parse(page)
    if tree is None:
        raise Unreadable("this is no HTML page")
    claimed = claims(tree, raw.hints.url)
    _lighter(tree)
    hints = _merged(raw.hints, replace(claimed, captions=markup.captions(tree)))
    markup.join(tree)
    text = main_text(tree, page)
    if text is None:
        tree = parse(page)
        _lighter(tree, data=True)
        markup.join(tree)
        text = any_text(tree)
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


def parse(page: str) -> Any:
    """The tree of a page, as trafilatura makes it but of any depth; None where this is no page."""
    from lxml import etree, html
    from trafilatura.utils import repair_faulty_html

    beginning = page[:50].lower()
    if _UNSOUND.search(page, 0, 4096):
        page = repair_faulty_html(page, beginning)
    for mark in "\ufffe\uffff":
        page = page.replace(mark, "") if mark in page else page  # looking takes a tenth of replacing
    data = _REFERENCES.sub(b"", page.encode("utf-8", "surrogatepass").translate(None, _CONTROLS))
    try:
        tree = html.fromstring(data, parser=_parser())
    except (etree.LxmlError, ValueError):  # an empty page
        return None
    return None if "html" not in beginning and len(tree) < 2 else tree


@cache
def _parser() -> Any:
    """A parser of any depth; that all its elements are of one class spares a call for each that is looked at."""
    from lxml import etree, html

    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser


def _lighter(tree: Any, data: bool = False) -> None:
    """Take out what draws, runs and navigates, in place; with `data` the claims stay, for they may hold the article."""
    from lxml import etree

    for node in tree.iter("script") if data else ():
        if node.get("type") != "application/ld+json":
            node.tag = "style"
    etree.strip_elements(tree, *_LIGHTER, *(() if data else ("script", "head")), with_tail=False)


def _merged(given: Hints, claimed: Hints) -> Hints:
    """The record's own hints, completed by what the page claims."""
    values = {name: getattr(given, name) or getattr(claimed, name) for name in Hints.__slots__}
    return Hints(**values)
