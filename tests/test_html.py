"""What the markup of a page tells of its paragraphs."""

from __future__ import annotations

import gzip
import json
from itertools import islice

import pytest

from pipeline.engine import Engine
from pipeline.ingest.html import extract, parse
from pipeline.ingest.maintext import any_text, main_text
from pipeline.model import Options, RawArticle
from tests.conftest import SHARED

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


def whole(inside: str) -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>Herring</title></head><body>{inside}</body></html>"


ARTICLE = f"<article><h1>Herring</h1>{BODY}</article>"
READERS = "<p>I remember the year in which there was not one, and we sat at the quay all the same.</p>"


@pytest.mark.parametrize(
    ("inside", "missing"),
    [
        (ARTICLE, "Subscribe"),
        (f"<div class='text'>{BODY}<div id='comments'>{READERS}</div></div>", "not one"),
        (f"<div class='text'>{BODY}<ul class='comments-list'><li>{READERS}</li></ul></div>", "not one"),
        (f"<div class='text'>{BODY}<ol id='disqus_thread'><li>{READERS}</li></ol></div>", "Subscribe"),
        (
            f"<div class='text'>{BODY}<div class='article-comments'><div class='comment'>{READERS}</div></div></div>",
            "not one",
        ),
        (f"<div class='text'>{BODY}<section class='commentary'>{READERS}</section></div>", "Subscribe"),
        (f"<div class='text'>{BODY}<div class='infinite-scroll'><h2>Next</h2>{READERS}</div></div>", "not one"),
        (f"<div class='text infinite-scroll'><h1>Herring</h1>{BODY}{READERS}</div>", "Subscribe"),
        (f"<div class='text'>{BODY}<div class='elementor-share-buttons'>{READERS}</div></div>", "not one"),
        (f"<form><div class='text'>{BODY}</div></form><form>{READERS}</form>", "not one"),
        (f"{ARTICLE}<aside>{READERS}<aside>{READERS}</aside></aside><aside>{READERS}</aside>", "not one"),
        (f"<nav>{READERS}</nav>{ARTICLE}<script>{{}}</script>after<table><tr><td>7<td>boats</table>", "not one"),
    ],
)
def test_what_is_attempted_is_what_the_library_does(inside, missing):
    """What is done step by step for speed gives what the library gives as a whole."""
    text = main_text(parse(whole(inside)), whole(inside))
    assert text == any_text(parse(whole(inside)))
    assert PROSE[1] in text
    assert missing not in text


@pytest.mark.parametrize(("teasers", "kept"), [(2, False), (60, True)], ids=["most of the page", "little of the page"])
def test_a_text_that_is_little_of_the_page_is_looked_for_again(teasers, kept):
    inside = f"{BODY}<div class='teaser'>{READERS}</div>" + f"<div class='teaser'><p>{PROSE[2]}</p></div>" * teasers
    text = main_text(parse(whole(f"<article>{inside}</article>")), "")
    assert text == any_text(parse(whole(f"<article>{inside}</article>")))
    assert ("not one" in text) == kept


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Forty boats.</p>",
        f'<script type="application/ld+json">{{"@type": "DiscussionForumPosting"}}</script><div id="comments">{BODY}</div>',
    ],
    ids=["short", "readers' thread"],
)
def test_where_the_library_would_try_more_it_is_asked(inside):
    assert main_text(parse(whole(inside)), whole(inside)) is None


@pytest.mark.skipif(not (SHARED / "bench/html").is_dir(), reason="no pages here")
@pytest.mark.parametrize("name", ["aeb", "naeb"])
def test_what_is_attempted_is_what_the_library_does_on_real_pages(name):
    with gzip.open(SHARED / f"bench/html/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [json.loads(line)["html"] for line in islice(lines, 0, 90, 6)]
    told = [(main_text(parse(page), page), any_text(parse(page))) for page in pages]
    assert sum(first is not None for first, _ in told) > 10
    assert all(first in (None, text) for first, text in told)


@pytest.mark.parametrize(
    "page",
    [
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "//www.w3.org/TR/xhtml1.dtd"><html><body>%s</body></html>',
        "<html lang='en'/>\n<body>%s</body></html>",
        "<html><body>\ufffe\x00\x0b%s\ud83d</body></html>",
        "  \n<!-- made by hand --><html xmlns='http://www.w3.org/1999/xhtml'><body>%s</body></html>",
        "<body>%s",
    ],
    ids=["doctype with a slash", "closed at once", "what is no character", "a comment first", "no root"],
)
def test_broken_beginnings_lose_nothing(page):
    text = extract(RawArticle("1", "", html=page % ARTICLE)).text
    assert [line for line in PROSE if line in text] == list(PROSE)


@pytest.mark.parametrize(
    "around",
    ["&#1;<q>%s</q>&#x1F;<script>0</script>&#xfffe;x", "<ul><li>" * 900 + "%s", "<form>&#11;<p>%s</form>&#12;"],
    ids=["what is no character", "lists in lists", "a form"],
)
def test_what_the_library_stumbles_on_loses_nothing(around):
    text = extract(RawArticle("1", "", html=whole(around % BODY))).text
    assert [line for line in PROSE if line in text] == list(PROSE)
