"""What the markup of a page tells of its paragraphs."""

from __future__ import annotations

import json

import pytest

from pipeline.ingest.html import extract
from pipeline.ingest.markup import Markup, kept
from pipeline.model import RawArticle

PROSE = (
    "The harbour office counted forty boats on Monday, twice as many as in the same week of the year before.",
    "Most of them had come for the herring, which arrived early and in numbers that nobody at the quay remembered.",
    "“We have no more moorings,” the harbour master said, and pointed at the boats that were tied to other boats.",
    "The council wants to decide in June whether the old mole is to be repaired before the next season begins.",
)
BODY = "".join(f"<p>{line}</p>" for line in PROSE)


def article(inside: str, head: str = "") -> RawArticle:
    page = f"<html lang='en'><head><title>Herring | The Quay</title>{head}</head><body><article>{inside}</article></body></html>"
    return extract(RawArticle("1", "", html=page))


@pytest.mark.parametrize(
    "inside",
    [
        f"<h1>Forty boats, no moorings</h1>{BODY}",
        f"<div class='newsletter-promo'><p>Get the harbour news by post each week, free of charge.</p></div>{BODY}",
        f"{BODY}<div class='author-bio'><p>Ada Pell has written about harbours and fish since 2009.</p></div>",
        f"{BODY}<p><a href='/a'>Why the old mole leaks every winter</a></p><p><a href='/b'>Herring through the years</a></p>",
        f"<h1>Forty boats, no moorings</h1><p>FORTY boats – no moorings</p>{BODY}",
    ],
    ids=["headline", "promotion", "about the author", "teasers at the end", "headline in other marks"],
)
def test_what_the_markup_calls_chrome_goes(inside):
    assert article(inside).text.split("\n\n") == list(PROSE)


@pytest.mark.parametrize(
    ("inside", "stays"),
    [
        (f"{BODY}<p>No.</p>{BODY}", "No."),
        (
            f"{BODY}<p>It was <a href='/a'>reported last year</a> that they would.</p>",
            "It was reported last year that they would.",
        ),
        (f"<div class='promotion-league'>{BODY}<p>Rovers went up.</p></div>", "Rovers went up."),
        (f"<div class='related'>{BODY}</div>", PROSE[2]),
    ],
    ids=["short paragraph", "a link in prose", "a longer word", "all of the text"],
)
def test_what_only_looks_like_chrome_stays(inside, stays):
    assert stays in article(inside).text.split("\n\n")


def test_a_body_cut_in_pieces_is_read_whole():
    first = "".join(f"<p>{line}</p>" for line in PROSE[:2]) * 2
    second = "".join(f"<p>{line}</p>" for line in PROSE[2:]) * 2
    pieces = "<div><div class='article__body'>%s</div></div><div class='ad'>x</div><div><div class='article__body'>%s</div></div>"
    text = article(pieces % (first, second)).text
    assert [line for line in PROSE if line in text] == list(PROSE)
    assert text.index(PROSE[0]) < text.index(PROSE[3])


def test_captions_and_credits_become_fields():
    figure = (
        "<figure><img src='a.jpg'><figcaption>Boats at the quay "
        "<span class='photo-credit'>Ada Pell / The Quay</span></figcaption></figure>"
        "<figure><img src='b.jpg'><figcaption>The old mole</figcaption></figure>"
    )
    raw = article(figure + BODY)
    assert raw.hints.captions == (
        {"text": "Boats at the quay", "credit": "Ada Pell / The Quay"},
        {"text": "The old mole", "credit": None},
    )
    assert "Boats at the quay" not in raw.text


def test_a_text_that_is_all_headline_stays():
    seen = Markup(frozenset({"herring"}), frozenset(), frozenset(), ())
    assert kept(["Herring"], seen) == ["Herring"]


def test_bare_links_go_at_the_end_only():
    seen = Markup(frozenset(), frozenset({"Whattheherringwant", "Whythemoleleaks"}), frozenset(), ())
    paragraphs = ["What the herring want", *PROSE, "Why the mole leaks"]
    assert kept(paragraphs, seen) == ["What the herring want", *PROSE]


def test_a_page_of_links_keeps_them():
    seen = Markup(frozenset(), frozenset({"Whattheherringwant", "Whythemoleleaks"}), frozenset(), ())
    paragraphs = ["Herring today", "What the herring want", "Why the mole leaks"]
    assert kept(paragraphs, seen) == paragraphs


def test_structured_data_survives_where_the_body_is_drawn_by_a_script():
    linked = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(PROSE)})
    assert PROSE[1] in article("<script>draw()</script>", f'<script type="application/ld+json">{linked}</script>').text
