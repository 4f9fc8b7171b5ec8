"""What a page's markup says of its paragraphs: headlines, bare links, asides, captions.

The main text is found by structure; what is let through there is often told by a class name or by
a link that covers a whole paragraph. One walk over the tree notes both; `kept` then weighs the
paragraphs that were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

_PLAIN = re.compile(r"[\W_]+")
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|recirc\w*|newsletters?|sign-?up|subscribe|promos?|donat(?:e|ion)s?|disclosures?|affiliate"
    r"|read-?more|read-?next|up-?next|see-?also|more-?on|most-?read|most-?popular|trending|recommend(?:ed|ations?)"
    r"|teasers?|tooltip|author-?(?:bio|info|box|card|description)|bio|about-?author|copyright|share|sharing|follow"
    r"|comments?|cta)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BODY = re.compile(r"articleBody|(?:article|story)[-_]*body", re.IGNORECASE)
_LINES = ("p", "li", "h2", "h3", "h4", "h5", "h6", "div", "dd", "dt", "td")
_NAME = 400  # characters of class and id that are looked at; longer ones are generated
_HEAD = 3  # paragraphs at the top among which the headline may stand
_SHARE = 0.3  # of the text; more than this is no aside, whatever its class is called
_LINKED_WORDS = 3  # shorter bare links are names and labels
_LONG = 1_000  # letters; a longer part of the page is no aside, whatever its class is called
_MARKS = " \n\t\r\xa0[]()|»›→."
_MANY = 400  # elements; the same in elements, which bounds what nested asides cost
_CAPTIONS = 30
_CREDIT = re.compile(r"(?:credit|copyright|source|byline|photographer|attribution)", re.IGNORECASE)


def key(text: str) -> str:
    """Letters and digits of a text, in lower case: what stays of it in any layout."""
    return _PLAIN.sub("", text).casefold()


def _tight(text: str) -> str:
    """A text without its white space: cheaper than a key, for texts that differ in nothing else."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Markup:
    """Texts by what the markup says of them: keys of headlines, the others tight; captions of figures."""

    headlines: frozenset[str]
    linked: frozenset[str]
    asides: frozenset[str]
    captions: tuple[Mapping[str, str | None], ...]


def read(tree: Any, titles: Iterable[str | None]) -> Markup:
    """Note what the markup says; the tree stays as it is."""
    headlines = {key(title) for title in titles if title}
    headlines |= {key(_text(node)) for node in tree.xpath("//h1")[:3]}
    articles = tree.xpath("//article")
    part = articles[0] if len(articles) == 1 else tree
    linked = {_tight(_text(node)) for node in part.iter("a") if _alone(node)}
    return Markup(frozenset(headlines - {""}), frozenset(linked - {""}), frozenset(_asides(part)), _captions(tree))


def kept(paragraphs: list[str], seen: Markup) -> list[str]:
    """The paragraphs without repeated headlines, asides and bare links; all where too much would go."""
    head = {i for i, paragraph in enumerate(paragraphs[:_HEAD]) if key(paragraph) in seen.headlines}
    keys = [_tight(paragraph.removeprefix("- ")) for paragraph in paragraphs]
    size = sum(map(len, keys))
    aside = {i for i, k in enumerate(keys) if k in seen.asides}
    if sum(len(keys[i]) for i in aside) > _SHARE * size:
        aside = set()
    gone = head | aside
    end = len(keys)
    while end and (end - 1 in gone or keys[end - 1] in seen.linked):
        end -= 1
    if sum(map(len, keys[end:])) <= _SHARE * size:
        gone |= set(range(end, len(keys)))
    left = [paragraph for i, paragraph in enumerate(paragraphs) if i not in gone]
    return left or paragraphs


def join(tree: Any) -> None:
    """Put a body that advertisements cut in pieces back together, in place.

    Pieces are elements of one class, which names them body, in one article; extraction by structure
    would take the first and lose the others.
    """
    pieces: dict[tuple[Any, str], list[Any]] = {}
    for node in tree.iter("div", "section"):
        name = node.get("class") or ""
        if len(name) <= _NAME and _BODY.search(name):
            article = next(node.iterancestors("article"), None)
            if article is not None:
                pieces.setdefault((article, name), []).append(node)
    for first, *others in pieces.values():
        for other in others:
            if all(parent is not first for parent in other.iterancestors()):
                first.extend(list(other))


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _alone(link: Any) -> bool:
    """A link of some words that is all its paragraph says."""
    node, parent = link, link.getparent()
    while parent is not None and len(parent) == 1 and not (node.tail or "").strip(_MARKS):
        if (parent.text or "").strip(_MARKS):
            return False
        if parent.tag in ("p", "li", "div"):
            return len(_text(link).split()) >= _LINKED_WORDS
        node, parent = parent, parent.getparent()
    return False


def _asides(tree: Any) -> set[str]:
    found: set[str] = set()
    known: dict[str, bool] = {}
    for node in tree.iter("div", "aside", "section", "p", "ul", "span", "footer"):
        name = f"{node.get('class', '')} {node.get('id', '')}"
        if name not in known:
            known[name] = 2 < len(name) <= _NAME and _ASIDE.search(name) is not None
        if known[name] and sum(1 for _ in islice(node.iter(), _MANY)) < _MANY:
            whole = _tight("".join(node.itertext()))
            if len(whole) <= _LONG:
                found.add(whole)
                found.update(_tight("".join(line.itertext())) for line in _innermost(node))
    found.discard("")
    return found


def _innermost(node: Any) -> Iterator[Any]:
    """Lines that hold no other line: they share no text, so reading them all takes linear time."""
    return (line for line in node.iterdescendants(*_LINES) if next(line.iterdescendants(*_LINES), None) is None)


def _captions(tree: Any) -> tuple[Mapping[str, str | None], ...]:
    """Text and credit of the page's figures, the credit where the markup names it."""
    found: dict[str, str | None] = {}
    for node in (tree.xpath("//article//figcaption") or tree.xpath("//figcaption"))[:_CAPTIONS]:
        named = (part for part in node.iterdescendants() if _CREDIT.search(part.get("class") or ""))
        credit = next(map(_text, named), None)
        text = _text(node)
        if credit and text.endswith(credit):
            text = text.removesuffix(credit).strip()
        if text:
            found.setdefault(text, credit or None)
    return tuple({"text": text, "credit": credit} for text, credit in found.items())
