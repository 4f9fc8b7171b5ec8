"""Quotation marks, encoding and typography: what cases of single rules can't say."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine import STAGES, Engine
from pipeline.ingest.record import from_text
from pipeline.model import Action, Options
from pipeline.rules.quotation.pairing import Pairing, pair
from pipeline.rules.quotation.places import places
from pipeline.rules.quotation.reading import read
from tests.promises import keeps_promises

FAMILIES = ("ENC", "QUO", "TYP")
ENGINE = Engine(Options(select=FAMILIES))
UNTRACED = Engine(Options(select=FAMILIES), stages=tuple(stage._replace(trace=None) for stage in STAGES))
# what damaged prose is made of: marks, spaces where they may and may not stand, words that reading goes by
MARKS = [
    *"“”\"‘’'«»„´″…—–-.,?!:",
    "''",
    "’’",
    ". . .",
    "??",
    "â€™",
    "â",
    "�",
    "&rdquo;",
    "u2019",
    " ",
    "  ",
    "\n\n",
]
WORDS = [
    " the people of the town ",
    " said Mr. Roe",
    " We ",
    " it",
    "s ",
    "n",
    "t ",
    "ve ",
    "We won",
    " 12",
    "’90s",
    "é",
]
PIECES = st.sampled_from([*MARKS, *WORDS])


def cleaned(text: str, engine: Engine = ENGINE) -> str:
    return engine.clean(from_text(text)).article.text


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
@settings(max_examples=400)
def test_whatever_is_damaged_comes_to_rest_and_can_be_undone(text):
    keeps_promises(ENGINE, from_text(text))


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
@settings(max_examples=400)
def test_the_looks_before_the_rules_miss_nothing_that_they_find(text):
    assert cleaned(text) == cleaned(text, UNTRACED)


OPENS = "“We came at dawn and saw nothing at all but the fog, and the boats had gone out long before that."
GOES_ON = "“Then the fog lifted,” she said."
ANOTHER = "Nobody else spoke of the fog that day."


def test_a_quotation_may_stay_open_before_a_paragraph_that_goes_on_with_it():
    assert cleaned(f"{OPENS}\n\n{GOES_ON}") == f"{OPENS}\n\n{GOES_ON}"


def test_a_quotation_is_closed_before_a_paragraph_that_does_not():
    assert cleaned(f"{OPENS}\n\n{ANOTHER}") == f"{OPENS}”\n\n{ANOTHER}"


def test_in_a_dialogue_with_other_damage_short_lines_are_closed_though_the_next_opens():
    lines = ["“It is late.", "“Go home, then ”said the baker.", "“I will.”", "“Good night.”"]
    told = cleaned("\n\n".join(lines)).split("\n\n")
    assert told[0] == "“It is late.”"
    assert told[2:] == lines[2:]


def test_where_low_marks_open_the_english_opener_closes():
    text = "He was called „the baker“ by the people, and she was called „the smith“ by all of them."
    assert cleaned(text) == "He was called “the baker” by the people, and she was called “the smith” by all of them."


def test_a_torn_possessive_is_mended_where_other_words_are_torn_beyond_doubt():
    doubtful = "Some of the boat ’s planks were gone."
    assert cleaned(f"They didn ’t say so. {doubtful}") == "They didn’t say so. Some of the boat’s planks were gone."


def test_a_paragraph_in_another_language_keeps_its_marks():
    english = "The people of the town said that they would not go to the meeting with the mayor."
    german = "Er hat gesagt, dass „die Brücke“ nicht für die Leute aus der Stadt gebaut wurde."
    assert cleaned(f"{english}\n\n{german}") == f"{english}\n\n{german}"


def test_what_stays_unbalanced_is_flagged_and_left():
    text = "She was approaching their “launch phases and thinking about careers as well"
    outcome = ENGINE.clean(from_text(text))
    (issue,) = outcome.report.issues
    assert (outcome.article.text, issue.rule, issue.action) == (text, "QUO020", Action.FLAGGED)


@pytest.mark.parametrize(
    ("text", "pairing"),
    [
        ("“We won,” he said. “It’s over.”", Pairing.CLOSED),
        ("“We won,” he said. “It’s over.", Pairing.OPEN),
        ("“The “best” day,” he said.", Pairing.CLOSED),
        ("“We won. “It is over,” he said.”", Pairing.BROKEN),
        ("We won,” he said.", Pairing.BROKEN),
        ("“We won,“ he said.", Pairing.BROKEN),
        ('A 12" pipe, he said, “burst.”', Pairing.CLOSED),
        ("The “what for”s went on.", Pairing.CLOSED),
    ],
)
def test_pairing(text, pairing):
    assert pair(text) is pairing


def test_the_reading_of_what_it_has_read_changes_nothing():
    damaged = "“I think this was misjudged, “said Roe. ”They do not have one ”and “ never will. “We do,” he said."
    told = damaged
    for decision in reversed(read(damaged, None)):
        told = told[: decision.act.start] + decision.act.new + told[decision.act.end :]
    assert told != damaged
    assert read(told, None) == []


def calls(text: str) -> int:
    """How many functions run while a text is cleaned: work without a clock."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    raw = from_text(text)
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        ENGINE.clean(raw)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    ["“", "' ", ". ", "“We won,“ he said. ", '"a', "He�s ", "??", "â€™ ", "’’", "word\u00a0", "said, ", '—"', "‘’a"],
)
def test_work_grows_in_proportion(unit):
    calls(unit * 10)  # patterns and caches are made once
    small, large = calls(unit * 200), calls(unit * 1_600)
    assert large <= 9 * small + 2_000


def test_places_grow_in_proportion():
    sentence = "“We won, “said Mr. Roe. It’s the ’best’ day, he told: them. "
    assert len(places(sentence * 50, low=False)) <= 50 * (len(places(sentence * 2, low=False)) / 2 + 1)
