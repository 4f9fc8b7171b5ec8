"""The score of an article, and what context does to the lexicon's phrases."""

from __future__ import annotations

import re
import tomllib

import pytest

from pipeline.engine import Engine
from pipeline.ingest.record import from_text
from pipeline.model import Options
from pipeline.page import Page
from pipeline.rules.translation import agreement, clauses, formats, structure
from pipeline.rules.translation.lexical import hits
from pipeline.rules.translation.near import Look, look, near, seen
from pipeline.rules.translation.score import scores, weights
from tests.conftest import ROOT

CLEAN = (
    "The council voted on Tuesday to close the swimming pool in Harrow Lane for six months while the roof is "
    "repaired. Officials said the work would cost about two million pounds, and that schools had been told. "
    "Parents who had collected signatures against the plan said they were not surprised, but they were angry."
)
COPY = (
    "The overseas minister stated that the in line with court docket papers the police opened hearth on the crowd. "
    "Booster pictures fell, coronavirus instances rose and the dying toll reached 40, the White Home said. "
    "It was the primary time that the Nationwide Guard was called, and the chief monetary officer resigned."
)


def test_a_copy_scores_higher_than_clean_prose():
    copy, clean = scores(Page(COPY))["translated"], scores(Page(CLEAN))["translated"]
    assert clean < 0.5 < 0.9 < copy


def test_short_texts_and_other_languages_have_no_score():
    assert scores(Page("The council voted on Tuesday.")) == {}
    german = (
        "Der Rat hat am Dienstag beschlossen, dass das Bad in der Gasse für sechs Monate geschlossen wird, und zwar "
    )
    assert scores(Page(german * 3)) == {}


def test_more_evidence_never_lowers_the_score():
    assert all(value >= 0 for name, value in weights().items() if name != "bias")


def test_a_copy_is_suspect_and_keeps_its_words():
    outcome = Engine(Options(select=("MTA",))).clean(from_text(COPY))
    assert outcome.article.verdict == "suspect"
    assert outcome.article.text == COPY


def test_the_subject_of_the_article_makes_a_phrase_right():
    suit = "The jury found that the rival had infringed three zipper claims in a patent owned by the inventor."
    assert hits(Page(suit)) == []
    assert [hit.entry.match for hit in hits(Page("The party sent zipper claims to the mayor."))] != []


LOOKS = [
    value
    for module in (agreement, clauses, formats, structure)
    for group in vars(module).values()
    if isinstance(group, tuple)
    for value in group
    if isinstance(value, Look)
]


def prose() -> str:
    """All cases of the translation rules and the harmless prose, on one page."""
    cases = [tomllib.loads(path.read_text("utf-8")) for path in sorted((ROOT / "fixtures/rules").glob("MTA0*.toml"))]
    texts = [case["text"] for file in cases for kind in ("hit", "miss") for case in file[kind]]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "fixtures/harmless").glob("*.txt"))]
    return "\n\n".join(texts)


def test_signs_lose_nothing():
    text = prose()
    page = Page(text)
    found = 0
    for one in LOOKS:
        spans = [match.span() for match in one.pattern.finditer(text)]
        assert [(f.start, f.end) for f in seen(page, (one,), "")] == spans, one.pattern.pattern
        found += bool(spans)
    assert len(LOOKS) > 40
    assert found > 30, "most looks find something in their own cases"


@pytest.mark.parametrize("gap", [0, 1, 119, 120, 121, 299, 300, 301, 1000])
def test_what_stands_beside_a_sign_is_found_once(gap):
    text = ("in May." + " " * gap) * 5
    pattern = re.compile(r"\bin May\b")
    assert len(list(near(text, re.compile(" May"), pattern))) == 5
    assert len(list(seen(Page(text), (look(" May", pattern.pattern, ""),), ""))) == 5
