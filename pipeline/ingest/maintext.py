"""The main text of a parsed page, by trafilatura in its fast mode.

Of that mode most pages need the first attempt alone, a few a second one with looser rules. Both are made here from
the library's own parts, on the one tree that there is; the library itself copies the tree four times and measures
every short page anew. Where it would try yet other ways, it is asked as a whole. Text and order of steps are those of
`trafilatura.core` 2.3, which tests/test_html.py holds this to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from functools import cache, lru_cache
from typing import Any

_SHORT = 250  # characters below which the library falls back on all paragraphs of the page
_LITTLE = 0.2  # share of the page's text below which it tries again with looser rules …
_LONG = 3_000  # … unless there are as many characters as this
_LONGER = 1.5  # times the first text that the second must have
_THREAD = "DiscussionForumPosting"  # what readers write is the text of such a page, and is kept


def main_text(tree: Any, page: str) -> str | None:
    """The text that one or two attempts find; None where the library would try other ways. Spends the tree."""
    if _THREAD in page:
        return None
    from trafilatura.xml import xmltotxt

    _prune(tree)
    whole = copy(tree)
    try:
        body, text = _attempt(tree, _options())
        if len(text) < _SHORT:
            return None
        if len(text) < _LONG and _is_little(text, whole):
            second, more = _attempt(whole, _options(loose=True))
            body = second if len(more) > max(_SHORT - 1, _LONGER * len(text)) else body
        return _paragraphs(xmltotxt(body, include_formatting=False))
    except (TypeError, ValueError, RecursionError):  # the library knows a way round what it stumbles on
        return None


def _attempt(tree: Any, options: Any) -> tuple[Any, str]:
    """The body that the library's rules find and its text."""
    from trafilatura.htmlprocessing import convert_tags, tree_cleaning
    from trafilatura.main_extractor import extract_content

    body, text = extract_content(convert_tags(tree_cleaning(tree, options), options), options)
    return body, text


def any_text(tree: Any) -> str:
    """The text that the library finds with all its attempts, else all text of the page."""
    import trafilatura

    with suppress(RecursionError):  # lists in lists, hundreds deep
        found = trafilatura.bare_extraction(tree, options=_options())
        if text := _paragraphs(getattr(found, "text", None) or ""):
            return text
    return _all_text(tree)


def _paragraphs(text: str) -> str:
    """The lines that are not blank, with a blank line between them."""
    return "\n\n".join(filter(None, (line.rstrip(" \t").lstrip() for line in text.split("\n")))).strip()


def _all_text(tree: Any) -> str:
    """All visible text, where no main text is found: the chrome rules sort it out."""
    from lxml.etree import strip_elements

    strip_elements(tree, "script", "style", "noscript", "template", with_tail=False)
    body = tree.find("body")
    lines = (body if body is not None else tree).itertext()
    return "\n\n".join(" ".join(line.split()) for line in lines if line.strip())


@cache
def _options(loose: bool = False) -> Any:
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", fast=True, comments=False, recall=loose)


def _prune(tree: Any) -> None:
    """Take out comments and the stories that follow an endless page, in place.

    The library asks each of its expressions about every container, with a call for every name; here only those
    whose names hold a word of the expressions are asked about.
    """
    from trafilatura.xml import delete_element

    named = _named()
    suspects = [
        node
        for node in tree.iter("div", "section", "aside", "details", "ol", "ul")
        if named(node.get("class") or "") or named(node.get("id") or "")
    ]
    for is_meant in _expressions() if suspects else ():
        for node in [node for node in suspects if is_meant(node)]:
            delete_element(node)


@cache
def _expressions() -> list[Any]:
    """The library's expressions for what is pruned, each made to be asked about a single element."""
    from lxml.etree import XPath
    from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REGEXP_NS, REMOVE_COMMENTS_AND_LISTS_XPATH

    paths = [every.path.strip() for every in (*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH)]
    return [XPath(path.replace(".//*", "self::*", 1), namespaces={"re": REGEXP_NS}) for path in paths]


@cache
def _named() -> Callable[[str], bool]:
    """Whether a name holds what any of the expressions looks for in names."""
    literals = re.findall(r"'([^']*)'", " ".join(expression.path for expression in _expressions()))
    search = re.compile("|".join(f"(?:{literal})" for literal in dict.fromkeys(literals))).search
    return lru_cache(maxsize=4_096)(lambda name: search(name) is not None)  # the pages of a site name things alike


def _is_little(text: str, tree: Any) -> bool:
    """Whether the text is so little of the page that the library would try again with looser rules."""
    from lxml.etree import strip_elements
    from trafilatura.baseline import html2txt

    if len(text) >= _LITTLE * _most(tree):  # html2txt, which knows, takes ten times as long
        return False
    tree = copy(tree)
    strip_elements(tree, "aside", "footer", with_tail=False)  # which html2txt passes over
    return len(text) < _LITTLE * _most(tree) and len(text) < _LITTLE * len(html2txt(tree))


def _most(tree: Any) -> int:
    """The most characters that html2txt can tell: all words, with spaces around each element."""
    return len(" ".join(tree.text_content().split())) + 2 * int(tree.xpath("count(.//*)"))
