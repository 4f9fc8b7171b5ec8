"""Headlines and captions that a page prints twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.model import EMPTY
from pipeline.rules.chrome.view import View

_SAME = 92.0  # rapidfuzz ratio from which two prints are one headline
_ALIKE = 80.0  # token-set ratio from which a line repeats its neighbour's caption


def repeats(view: View, going: Mapping[int, Any]) -> dict[int, tuple[str, Mapping[str, Any]]]:
    """Lines that repeat the headline or a caption, by index, with what they tell."""
    found: dict[int, tuple[str, Mapping[str, Any]]] = {}
    _headlines(view, found)
    _captions(view, going, found)
    return found


def _headlines(view: View, found: dict[int, tuple[str, Mapping[str, Any]]]) -> None:
    first = view.prose[0]
    if view.title:
        from rapidfuzz import fuzz

        flat = " ".join(view.title.casefold().split())
        for index in range(min(first, 40)):
            line = " ".join(view.text[index].casefold().split())
            if abs(len(line) - len(flat)) <= 0.5 * len(flat) and fuzz.ratio(line, flat) >= _SAME:
                found[index] = ("repeated-headline", {"title": view.title})
        return
    by_key: dict[str, list[int]] = {}
    for index in range(min(first, 60)):
        look = view.seen[index]
        if look.kind is None and 4 <= look.words <= 24:
            by_key.setdefault(look.key, []).append(index)
    for same in by_key.values():
        if len(same) > 1:
            for index in same:
                found[index] = ("repeated-headline", {"title": view.text[same[0]]})


def _captions(view: View, going: Mapping[int, Any], found: dict[int, tuple[str, Mapping[str, Any]]]) -> None:
    for index, look in enumerate(view.seen):
        if look.kind != "caption" or index not in going or not look.picture:
            continue
        from rapidfuzz import fuzz

        for other in (index - 1, index + 1):
            if not 0 <= other < len(view) or other in going or view.seen[other].prose or view.seen[other].words < 3:
                continue
            if fuzz.token_set_ratio(view.text[other].casefold(), look.picture.caption.casefold()) >= _ALIKE:
                found[other] = ("repeated-caption", EMPTY)
