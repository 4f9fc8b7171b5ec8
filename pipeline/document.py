"""The way back from every change: the one place where offsets are calculated.

A Document holds the source text and the changes that lead to its current text. Edits are given in
the coordinates of the current text and composed with what is there; changes are kept in the
coordinates of the source. Composing is linear in the text and the number of edits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `[start, end)` of the current text by `new`, on behalf of `maker`."""

    start: int
    end: int
    new: str
    maker: object = None


class Change(NamedTuple):
    """`[start, end)` of the source became `[out_start, out_end)` of the current text.

    `makers` are those of all edits that went into it, in the order they were applied.
    """

    start: int
    end: int
    out_start: int
    out_end: int
    new: str
    makers: tuple[object, ...] = ()


class Document:
    """A source text, its current text and all changes between them. Never altered in place."""

    __slots__ = ("changes", "raw", "text")

    def __init__(self, raw: str, text: str | None = None, changes: tuple[Change, ...] = ()) -> None:
        self.raw = raw
        self.text = raw if text is None else text
        self.changes = changes

    def apply(self, edits: Iterable[Edit]) -> Document:
        """A new Document with the edits applied.

        Edits must lie in the current text and must not overlap; ValueError if they do. Insertions
        at one point are applied in the order given.
        """
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        if not ordered:
            return self
        _check(ordered, len(self.text))
        changes = tuple(_settle(self.raw, self.changes, ordered))
        return Document(self.raw, redo(self.raw, changes), changes)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of `[start, end)` of the current text, as tight as can be.

        A span that touches changed text takes in all of the change's source.
        """
        if start >= end:
            point = self._source_of(start)[0]
            return point, point
        return self._source_of(start)[0], self._source_of(end - 1)[1]

    def to_output(self, start: int, end: int) -> tuple[int, int] | None:
        """The place in the current text of `[start, end)` of the source; None if removed."""
        if start >= end:
            point = self._output_of(start)[0]
            return point, point
        first, last = self._output_of(start)[0], self._output_of(end - 1)[1]
        return (first, last) if last > first else None

    def _source_of(self, at: int) -> tuple[int, int]:
        """The source span of the character at `at`, the whole change where it was changed."""
        index = bisect_right(self.changes, at, key=lambda change: change.out_start) - 1
        while index >= 0 and self.changes[index].out_end <= self.changes[index].out_start:
            if self.changes[index].out_start < at:
                break
            index -= 1  # a deletion right before the character
        if index >= 0 and at < self.changes[index].out_end:
            return self.changes[index].start, self.changes[index].end
        # behind every change that ends at or before the character, deletions at it included
        index = bisect_right(self.changes, at, key=lambda change: change.out_end) - 1
        shift = self.changes[index].end - self.changes[index].out_end if index >= 0 else 0
        return at + shift, at + shift + 1

    def _output_of(self, at: int) -> tuple[int, int]:
        index = bisect_right(self.changes, at, key=lambda change: change.start) - 1
        while index >= 0 and self.changes[index].start == self.changes[index].end == at:
            index -= 1  # an insertion before the character
        if index >= 0 and at < self.changes[index].end:
            return self.changes[index].out_start, self.changes[index].out_end
        index = bisect_right(self.changes, at, key=lambda change: change.end) - 1
        shift = self.changes[index].out_end - self.changes[index].end if index >= 0 else 0
        return at + shift, at + shift + 1


def redo(raw: str, changes: Sequence[Change]) -> str:
    """The text that the changes make of the source."""
    parts: list[str] = []
    at = 0
    for change in changes:
        parts += raw[at : change.start], change.new
        at = change.end
    parts.append(raw[at:])
    return "".join(parts)


def undo(clean: str, changes: Sequence[tuple[int, int, int, int, str]]) -> str:
    """The source again: each change gives (start, end, out_start, out_end, old text)."""
    parts: list[str] = []
    at = 0
    for _, _, out_start, out_end, old in changes:
        parts += clean[at:out_start], old
        at = out_end
    parts.append(clean[at:])
    return "".join(parts)


def _check(edits: Sequence[Edit], size: int) -> None:
    at = 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= size:
            raise ValueError(f"edit {edit.start}:{edit.end} overlaps another or leaves the text of {size}")
        at = edit.end


class _Cluster:
    """Changes and edits that touch one another and become one change."""

    __slots__ = ("end", "makers", "new", "out_end", "out_start", "start")

    def __init__(self, start: int, end: int, out_start: int, out_end: int) -> None:
        self.start, self.end = start, end  # in the source
        self.out_start, self.out_end = out_start, out_end  # in the text before these edits
        self.new: list[str] = []
        self.makers: list[object] = []


def _settle(raw: str, changes: Sequence[Change], edits: Sequence[Edit]) -> Iterable[Change]:
    """Merge edits into changes, left to right; both are ordered and disjoint."""
    if not changes:
        yield from _first(raw, edits)
        return
    drift = 0
    for cluster in _clusters(raw, changes, edits):
        if isinstance(cluster, Change):
            start, end, out_start, out_end, new, makers = cluster
            yield Change(start, end, out_start + drift, out_end + drift, new, makers)
            continue
        new = "".join(cluster.new)
        out_start = cluster.out_start + drift
        drift += len(new) - (cluster.out_end - cluster.out_start)
        if raw[cluster.start : cluster.end] != new:  # else the edits took each other back
            makers = tuple(dict.fromkeys(cluster.makers))
            yield Change(cluster.start, cluster.end, out_start, out_start + len(new), new, makers)


def _first(raw: str, edits: Sequence[Edit]) -> Iterable[Change]:
    """Edits of a text that has not been changed before."""
    drift = 0
    for start, end, new, maker in edits:
        if raw[start:end] != new:
            yield Change(start, end, start + drift, start + drift + len(new), new, (maker,))
            drift += len(new) - (end - start)


def _clusters(raw: str, changes: Sequence[Change], edits: Sequence[Edit]) -> Iterable[_Cluster | Change]:
    """Changes that no edit touches, as they are, and edits with the changes that they touch."""
    c = e = 0
    shift = 0  # source offset minus text offset, behind the last change seen
    while c < len(changes) or e < len(edits):
        if e == len(edits) or (c < len(changes) and _before(changes[c], edits[e])):
            change = changes[c]
            shift = change.end - change.out_end
            c += 1
            yield change
            continue
        first = edits[e]
        cluster = _Cluster(first.start + shift, first.start + shift, first.start, first.start)
        members_from = c
        reach = first.start
        edits_from = e
        # take in whatever overlaps, until nothing does
        while True:
            if e < len(edits) and (e == edits_from or edits[e].start < reach):
                reach = max(reach, edits[e].end)
                e += 1
            elif c < len(changes) and _joins(changes[c], edits[e - 1], reach):
                reach = max(reach, changes[c].out_end)
                c += 1
            else:
                break
        _fill(cluster, raw, changes[members_from:c], edits[edits_from:e], reach, shift)
        shift = changes[c - 1].end - changes[c - 1].out_end if c > members_from else shift
        yield cluster


def _before(change: Change, edit: Edit) -> bool:
    """Whether the change lies wholly before the edit and stays a change of its own."""
    if change.out_end < edit.start:
        return True
    if change.out_end > edit.start:
        return False
    # they touch: only an insertion at a deletion, or behind an insertion, has to join
    insertion = edit.start == edit.end
    return not (insertion and (change.out_start == change.out_end or change.start == change.end))


def _joins(change: Change, last: Edit, reach: int) -> bool:
    if change.out_start < reach:
        return True
    if change.out_start > reach:
        return False
    insertion = last.start == last.end == reach
    return insertion and (change.out_start == change.out_end or change.start == change.end)


def _fill(
    cluster: _Cluster, raw: str, changes: Sequence[Change], edits: Sequence[Edit], reach: int, shift: int
) -> None:
    """Write out the text that the cluster's changes and edits make together."""
    if not changes:  # one edit in text that is as it came
        cluster.end, cluster.out_end = reach + shift, reach
        cluster.new.append(edits[0].new)
        cluster.makers.append(edits[0].maker)
        return
    first, last = changes[0], changes[-1]
    start = min(edits[0].start, first.out_start)
    cluster.out_start, cluster.out_end = start, reach
    cluster.start = first.start if first.out_start <= start else start + shift
    cluster.end = last.end + (reach - last.out_end)
    old: list[str] = []
    at, source = start, cluster.start
    for change in changes:
        old += raw[source : source + change.out_start - at], change.new
        at, source = change.out_end, change.end
        cluster.makers += change.makers
    old.append(raw[source : source + reach - at])
    text = "".join(old)
    at = start
    for edit in edits:
        cluster.new += text[at - start : edit.start - start], edit.new
        at = edit.end
        cluster.makers.append(edit.maker)
    cluster.new.append(text[at - start :])
