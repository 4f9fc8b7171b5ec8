"""Headlines and captions that a page prints twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.model import EMPTY
from pipeline.page import Page
from pipeline.rules.chrome.lines import lines
from pipeline.rules.chrome.looks import Look, looks

_SAME = 92.0  # rapidfuzz ratio from which two prints are one headline
_ALIKE = 80.0  # token-set ratio from which a line repeats its neighbour's caption


def repeats(page: Page, first: int, going: Mapping[int, Any]) -> dict[int, tuple[str, Mapping[str, Any]]]:
    """Lines that repeat the headline or a caption, by index, with what they tell."""
    seen = page.fact(looks)
    found: dict[int, tuple[str, Mapping[str, Any]]] = {}
    _headlines(page, seen, first, found)
    _captions(page, seen, going, found)
    return found


def _headlines(page: Page, seen: list[Look], first: int, found: dict[int, tuple[str, Mapping[str, Any]]]) -> None:
    from rapidfuzz import fuzz

    title = page.hints.title
    text = page.fact(lines)
    if title:
        flat = " ".join(title.casefold().split())
        for index in range(min(first, 40)):
            line = " ".join(text[index].text.casefold().split())
            if abs(len(line) - len(flat)) <= 0.5 * len(flat) and fuzz.ratio(line, flat) >= _SAME:
                found[index] = ("repeated-headline", {"title": title})
        return
    heads = [k for k in range(min(first, 60)) if seen[k].kind is None and 4 <= seen[k].words <= 24]
    by_key: dict[str, list[int]] = {}
    for index in heads:
        by_key.setdefault(seen[index].key, []).append(index)
    for same in by_key.values():
        if len(same) > 1:
            for index in same:
                found[index] = ("repeated-headline", {"title": text[same[0]].text})


def _captions(
    page: Page, seen: list[Look], going: Mapping[int, Any], found: dict[int, tuple[str, Mapping[str, Any]]]
) -> None:
    from rapidfuzz import fuzz

    text = page.fact(lines)
    for index, look in enumerate(seen):
        if look.kind != "caption" or index not in going or not look.picture:
            continue
        for other in (index - 1, index + 1):
            if not 0 <= other < len(seen) or other in going or seen[other].prose or seen[other].words < 3:
                continue
            if fuzz.token_set_ratio(text[other].text.casefold(), look.picture.caption.casefold()) >= _ALIKE:
                found[other] = ("repeated-caption", EMPTY)
