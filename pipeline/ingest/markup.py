"""What a page's markup says beyond its main text: bodies cut in pieces, captions and their credits.

Nothing is taken away here. Headlines, teasers and promotion that extraction lets through are for the
chrome rules, whose removals stand in the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_BODY = re.compile(r"articleBody|(?:article|story)[-_]*body", re.IGNORECASE)
_NAME = 400  # characters of class and id that are looked at; longer ones are generated
_CAPTIONS = 30
_CREDIT = re.compile(r"(?:credit|copyright|source|byline|photographer|attribution)", re.IGNORECASE)


def join(tree: Any) -> None:
    """Put a body that advertisements cut in pieces back together, in place.

    Pieces are elements of one class, which names them body, in one article; extraction by structure
    would take the first and lose the others.
    """
    pieces: dict[tuple[Any, str], list[Any]] = {}
    for node in tree.iter("div", "section"):
        name = node.get("class")
        if name and _names_body(name):
            article = next(node.iterancestors("article"), None)
            if article is not None:
                pieces.setdefault((article, name), []).append(node)
    for first, *others in pieces.values():
        for other in others:
            if all(parent is not first for parent in other.iterancestors()):
                first.extend(list(other))


@lru_cache(maxsize=4_096)  # the pages of a site name things alike
def _names_body(name: str) -> bool:
    return len(name) <= _NAME and _BODY.search(name) is not None


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def captions(tree: Any) -> tuple[Mapping[str, str | None], ...]:
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
