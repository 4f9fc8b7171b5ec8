"""Chrome: what must hold on every page, whatever the rules find."""

from __future__ import annotations

import json
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine import Engine
from pipeline.model import Action, Hints, Options, RawArticle
from pipeline.page import Page
from pipeline.rules.chrome import learned
from pipeline.rules.chrome.anchors import Sentence
from pipeline.rules.chrome.lines import cuts, lines
from pipeline.rules.chrome.view import View
from tests.conftest import SHARED

SEED = SHARED / "seed"
ENGINE = Engine(Options(select=("CHR",)))
PARAGRAPHS = (
    "The harbour bridge will close for a year from Monday, the city’s engineer told the council last night.",
    "Ferries will run every ten minutes instead, and the fare will stay as it is until the spring, she said.",
    "“Nobody asked the pilots, and nobody asked the fish,” said the harbour master, Lena Ohlsen, on the quay.",
    "Four members voted against the plan, among them the mayor’s brother, who owns the fish market.",
)
FURNITURE = (
    "Skip to main content", "Home", "News", "Share on Facebook", "By Rosa Marchetti", "March 3, 2021", "4 min read",
    "Advertisement", "READ MORE: Tunnel under the bay to open in May", "Related stories", "Leave a Reply", "17",
    "Pilots want a second lighthouse", "The old piers in the fog © AP", "© 2021 Harbour Media. All rights reserved.",
)  # fmt: skip


def clean(text: str, **hints: str):
    return ENGINE.clean(RawArticle("page", text, hints=Hints(**hints)))


@pytest.mark.skipif(not SEED.exists(), reason="the article that the project was asked for with is not here")
def test_the_seed_article_loses_its_chrome_and_keeps_its_text():
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    article = clean((SEED / "article.txt").read_text(encoding="utf-8").rstrip("\n")).article
    for chrome in ("Fri. Jan 21st, 2022", "Source link", "By admin", "Leave a Reply", "© AP", "will not be published"):
        assert chrome not in article.text
    assert article.text.startswith("In Moscow, the hope is")
    assert article.text.endswith("“Absolutely nothing in our hands.”")
    assert "\n\n\n" not in article.text
    assert (article.date, article.author) == (expected["fields"]["date"], ())
    assert expected["fields"]["captions"][0]["contains"] in article.captions[0]["text"]
    assert article.captions[0]["credit"] == "AP"


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=8), st.sampled_from(["\n\n", "\n", "\n\n\n"]))
@settings(max_examples=60, deadline=None)
def test_plain_prose_never_loses_a_line(paragraphs, between):
    text = between.join(paragraphs)
    assert clean(text).article.text == text


@given(
    st.lists(st.sampled_from(FURNITURE), max_size=8),
    st.sampled_from(("", "Advertisement", "READ MORE: Tunnel under the bay to open in May", "The old piers © AP")),
    st.lists(st.sampled_from(FURNITURE), max_size=8),
    st.sampled_from(["\n\n", "\n"]),
)
@settings(max_examples=150, deadline=None)
def test_a_cleaned_page_stays_as_it_is_and_keeps_its_prose(head, inside, tail, between):
    middle = (*PARAGRAPHS[:2], *filter(None, [inside]), *PARAGRAPHS[2:])
    outcome = clean(between.join((*head, *middle, *tail)))
    assert not [issue for issue in outcome.report.issues if issue.rule.startswith("INT")]
    again = clean(outcome.article.text)
    assert again.article.text == outcome.article.text
    left = outcome.article.text.split(between)
    assert [line for line in left if line in PARAGRAPHS] == list(PARAGRAPHS)


@pytest.mark.parametrize("label", FURNITURE)
def test_a_label_printed_over_and_over_takes_no_paragraph_along(label):
    middle = (*PARAGRAPHS[:2], "READ MORE: Tunnel under the bay to open in May", *PARAGRAPHS[2:])
    for page in ((*middle, *[label] * 8), (*[label] * 8, *middle), (*[label] * 8, *middle, *[label] * 8)):
        left = clean("\n\n".join(page)).article.text.split("\n\n")
        assert [line for line in left if line in PARAGRAPHS] == list(PARAGRAPHS)


@given(st.lists(st.tuples(st.sampled_from(["a", "bb", "c c"]), st.sampled_from(["\n", "\n\n", " \n\n\n"]))), st.data())
@settings(max_examples=200, deadline=None)
def test_cutting_whole_lines_leaves_the_widest_gap_and_no_hole(pieces, data):
    text = "".join(line + gap for line, gap in pieces)
    page = Page(text)
    every = page.fact(lines)
    doomed = data.draw(st.sets(st.integers(0, max(0, len(every) - 1)))) & set(range(len(every)))
    spans = sorted(cuts(page, doomed).values())
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
    at, kept = 0, ""
    for start, end in spans:
        kept += text[at:start]
        at = end
    kept += text[at:]
    stay = [line.text for k, line in enumerate(every) if k not in doomed]
    assert [line.text for line in Page(kept).fact(lines)] == stay
    if 0 in doomed and stay:
        assert not kept[0].isspace()
    if doomed and len(every) - 1 in doomed and stay:
        assert not kept[-1].isspace()


def test_lines_in_doubt_are_flagged_and_stay(monkeypatch):
    monkeypatch.setattr(learned, "judge", lambda table: np.full(len(table), 0.55))
    outcome = clean("\n".join(("Skip to main content", "Pilots want a second lighthouse", *PARAGRAPHS[:2])))
    flagged = [(issue.rule, issue.text) for issue in outcome.report.issues if issue.action is Action.FLAGGED]
    lines_left = ["Pilots want a second lighthouse", *PARAGRAPHS[:2]]
    assert flagged == [("CHR030", line) for line in lines_left]
    assert outcome.article.text == "\n".join(lines_left)


def test_how_probable_a_line_has_to_be_to_go():
    text = ["Skip to main content", "Pilots want a second lighthouse", "Harbour news in brief", *PARAGRAPHS[:3]]
    page = Page("\n".join(text))
    view = View(page, list(range(len(text))))
    going, doubted = learned.decide(view, {0: Sentence("navigation", 0.97)}, [0.99, 0.55, 0.8, 0.7, 0.98, 0.99])
    assert sorted(going) == [2, 4]
    assert doubted == {1: 0.55, 3: 0.7}  # the quotation, last, is never taken and never doubted


def test_speech_goes_only_among_paragraphs_that_go():
    text = ["Skip to main content", *PARAGRAPHS[:2], PARAGRAPHS[3], *PARAGRAPHS[:3], PARAGRAPHS[3], PARAGRAPHS[0]]
    view = View(Page("\n".join(text)), list(range(len(text))))
    gone = {0: Sentence("navigation", 0.97)}
    beside = [0.99, *(0.01,) * 4, 0.01, 0.99, 0.99, 0.99]
    among = [0.99, *(0.01,) * 3, *(0.99,) * 5]
    assert sorted(learned.decide(view, gone, beside)[0]) == [7, 8]
    assert sorted(learned.decide(view, gone, among)[0]) == [4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    "text", ["x" * 300_000, "\n".join("a b" for _ in range(20_000)), "By " * 60_000, "Photo: " * 30_000, "© " * 50_000]
)
def test_hostile_pages_come_through(text):
    assert clean(text).article.text.strip()


def test_no_order_of_equal_pages_changes_a_verdict():
    pages = ["\n".join((*FURNITURE[:k], *PARAGRAPHS, *FURNITURE[k:])) for k in range(len(FURNITURE))]
    once = [clean(page).article.text for page in pages]
    order = list(range(len(pages)))
    random.Random(3).shuffle(order)
    again = {k: clean(pages[k]).article.text for k in order}
    assert [again[k] for k in range(len(pages))] == once
