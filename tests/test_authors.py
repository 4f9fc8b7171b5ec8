"""Who wrote an article, told from the lines that go, and which claims name nobody."""

from __future__ import annotations

import pytest

from pipeline.page import Page
from pipeline.rules.chrome import authors
from pipeline.rules.chrome.lines import lines
from pipeline.rules.chrome.looks import looks
from pipeline.rules.chrome.people import is_author

ARTICLE = (
    "The harbour bridge will close for a year from Monday, the city’s engineer told the council last night.",
    "Ferries will run every ten minutes instead, and the fare will stay as it is until the spring, she said.",
)
STANDFIRST = "Repairs to the oldest crossing of the river have been put off three times since the great storm."


def named(*text: str) -> tuple[str, ...]:
    """The authors of a page on which every line goes but the article's."""
    page = Page("\n".join(text))
    stays = {*ARTICLE, STANDFIRST}
    seen = page.fact(looks)
    going = {
        k: look.kind if look.kind in ("byline", "timestamp") else "page-furniture"
        for k, look in enumerate(seen)
        if text[k] not in stays
    }
    found = authors.find([line.text for line in page.fact(lines)], seen, going)
    return found[1] if found else ()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (("By Rosa Marchetti",), ("Rosa Marchetti",)),
        (("Rosa Marchetti", "March 3, 2021"), ("Rosa Marchetti",)),
        (("Rosa Marchetti", "Jens Ohlsen", "March 3, 2021"), ("Rosa Marchetti", "Jens Ohlsen")),
        (("Rosa Marchetti | Jens Ohlsen", "March 3, 2021"), ("Rosa Marchetti", "Jens Ohlsen")),
        (("3 March 2021 • Rosa Marchetti • 3 Minutes",), ("Rosa Marchetti",)),
        (("Von Rosa Marchetti, dpa",), ("Rosa Marchetti", "dpa")),
        (("Rosa Marchetti and AP", "March 3, 2021"), ("Rosa Marchetti", "AP")),
        (("dpa", "March 3, 2021"), ("dpa",)),
        (("HG24 Redaktion", "March 3, 2021"), ("HG24 Redaktion",)),
        (("HG-Redaktion", "March 3, 2021"), ("HG-Redaktion",)),
        (("Unsere Redaktion", "March 3, 2021"), ()),
        (("Getty Images", "March 3, 2021"), ()),
        (("Harbour Guy: three boats to look out for", "March 3, 2021"), ()),
        (("Ferry Times", "Ferry Times", "Ferry Times", "Weather"), ()),
    ],
)
def test_names_above_the_article(head, expected):
    assert named(*head, *ARTICLE) == expected


def test_a_name_below_the_standfirst():
    assert named(STANDFIRST, "Share", "Rosa Marchetti", "Picture gallery", *ARTICLE) == ("Rosa Marchetti",)


def test_a_person_of_the_article_is_no_author():
    article = [f"{line[:-1]}, which Rosa Marchetti had asked for, as Marchetti told the town." for line in ARTICLE]
    text = ("Rosa Marchetti", *article)
    page = Page("\n".join(text))
    assert authors.find(list(text), page.fact(looks), {0: "page-furniture"}) is None


@pytest.mark.parametrize(
    "claim",
    [
        *("admin", " Admin ", "News Desk", "Web Desk", "Staff Writer", "Redaktion", "Editors", "user4711", "—", ""),
        *("rosa@harbour.example", "https://harbour.example/rosa", "@rosa", "harbour.com", "Senior Reporter"),
    ],
)
def test_claims_that_name_nobody(claim):
    assert not is_author(claim)


@pytest.mark.parametrize("claim", ["Rosa Marchetti", "dpa", "AP", "Reuters Staff", "The Editorial Board", "山田太郎"])
def test_claims_that_name_somebody(claim):
    assert is_author(claim)
