"""What the markup of a page tells of its paragraphs."""

from __future__ import annotations

import json

import pytest

from pipeline.engine import Engine
from pipeline.ingest.html import extract
from pipeline.model import Options, RawArticle

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
    ("inside", "code"),
    [
        (f"<h1>Forty boats, no moorings</h1><p>FORTY boats – no moorings</p>{BODY}", "CHR017"),
        (f"{BODY}<p>Leave a Reply</p>", "CHR001"),
    ],
    ids=["headline", "reply form"],
)
def test_what_extraction_lets_through_stands_in_the_report(inside, code):
    """Extraction takes nothing away that the chrome rules could report."""
    outcome = Engine(Options()).clean(article(inside))
    assert outcome.article.text.split("\n\n") == list(PROSE)
    assert code in {issue.rule for issue in outcome.report.issues}


@pytest.mark.parametrize(
    ("inside", "stays"),
    [
        (f"{BODY}<p>No.</p>{BODY}", "No."),
        (
            f"{BODY}<p>It was <a href='/a'>reported last year</a> that they would.</p>",
            "It was reported last year that they would.",
        ),
    ],
    ids=["short paragraph", "a link in prose"],
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


def test_structured_data_survives_where_the_body_is_drawn_by_a_script():
    linked = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(PROSE)})
    assert PROSE[1] in article("<script>draw()</script>", f'<script type="application/ld+json">{linked}</script>').text
