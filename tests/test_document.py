"""The document: composition of edits, the way back, and the mapping of places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Edit, redo, undo

TEXT = st.text(alphabet="ab “”\n😀́", max_size=30)


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """A text and up to five batches of edits, each in the coordinates of what came before."""
    raw = draw(TEXT)
    text, batches = raw, []
    for batch_no in range(draw(st.integers(0, 5))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
        batch = [
            Edit(start, end, draw(st.text(alphabet="xyz", max_size=3)), f"R{batch_no}.{number}")
            for number, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))
        ]
        batches.append(batch)
        text = naive(text, batch)
    return raw, batches


def naive(text: str, edits: list[Edit]) -> str:
    """Edits applied one by one from the left, insertions in the order given."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += text[at : edit.start], edit.new
        at = edit.end
    return "".join(parts) + text[at:]


def grown(raw: str, batches: list[list[Edit]]) -> Document:
    document = Document(raw)
    for batch in batches:
        document = document.apply(batch)
    return document


@given(histories())
def test_text_equals_naive_application(history):
    raw, batches = history
    text = raw
    for batch in batches:
        text = naive(text, batch)
    assert grown(raw, batches).text == text


@given(histories())
def test_undo_and_redo_are_exact(history):
    raw, batches = history
    document = grown(raw, batches)
    assert redo(raw, document.changes) == document.text
    back = [(c.start, c.end, c.out_start, c.out_end, raw[c.start : c.end]) for c in document.changes]
    assert undo(document.text, back) == raw


@given(histories())
def test_changes_are_disjoint_ordered_in_bounds_and_named(history):
    raw, batches = history
    document = grown(raw, batches)
    made = {edit.maker for batch in batches for edit in batch}
    at = out_at = 0
    for change in document.changes:
        assert at <= change.start <= change.end <= len(raw)
        assert out_at <= change.out_start <= change.out_end <= len(document.text)
        assert raw[at : change.start] == document.text[out_at : change.out_start]
        assert document.text[change.out_start : change.out_end] == change.new
        assert change.makers and set(change.makers) <= made
        assert raw[change.start : change.end] != change.new
        at, out_at = change.end, change.out_end


@given(histories())
def test_untouched_characters_map_to_themselves(history):
    raw, batches = history
    document = grown(raw, batches)
    for at in range(len(document.text)):
        start, end = document.to_source(at, at + 1)
        touched = next((c for c in document.changes if c.out_start <= at < c.out_end), None)
        if touched:
            assert (start, end) == (touched.start, touched.end)
        else:
            assert end == start + 1
            assert raw[start] == document.text[at]
            assert document.to_output(start, end) == (at, at + 1)


@given(histories())
def test_removed_source_has_no_place_in_the_output(history):
    raw, batches = history
    document = grown(raw, batches)
    for change in document.changes:
        if change.start < change.end and not change.new:
            assert document.to_output(change.start, change.end) is None


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlaps"):
        Document("abcdef").apply([Edit(0, 3, "x"), Edit(2, 4, "y")])
    with pytest.raises(ValueError, match="leaves the text"):
        Document("abc").apply([Edit(2, 9, "x")])


def test_a_second_edit_inside_a_first_becomes_one_change():
    document = Document("say â€œyesâ€\x9d now").apply([Edit(4, 7, "“", "ENC"), Edit(10, 13, "”", "ENC2")])
    assert document.text == "say “yes” now"
    document = document.apply([Edit(8, 9, "“", "QUO")])
    last = document.changes[-1]
    assert (last.start, last.end, last.new, last.makers) == (10, 13, "“", ("ENC2", "QUO"))


def test_an_edit_that_is_taken_back_leaves_no_change():
    document = Document("abc").apply([Edit(1, 2, "x", "A")]).apply([Edit(1, 2, "b", "B")])
    assert document.text == "abc"
    assert document.changes == ()


def test_a_span_across_a_deletion_maps_tightly():
    document = Document("one two three").apply([Edit(3, 7, "", "A")])
    assert document.text == "one three"
    assert document.to_source(0, 3) == (0, 3)
    assert document.to_source(3, 9) == (7, 13)
    assert document.to_source(0, 9) == (0, 13)
    assert document.to_output(4, 7) is None
