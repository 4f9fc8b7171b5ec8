"""The probability that an article is a machine-translated or spun copy."""

from __future__ import annotations

import math
from functools import cache
from importlib import resources

import orjson

from pipeline.facts import language, words
from pipeline.page import Page
from pipeline.rules.translation import agreement, clauses, formats, people, seams, structure, wording
from pipeline.rules.translation.lexical import hits
from pipeline.rules.translation.style import articles, genitives, hints

SIGNS = (
    structure.orphan_fragment, structure.missing_verb, structure.missing_relative, structure.inverted_order,
    wording.doubled_word, wording.article_anomaly, wording.glued_words,
    formats.pivot_number, formats.dash_for_quotation, formats.pivot_date,
    agreement.number_agreement, agreement.verb_form,
    clauses.missing_subject, clauses.adjective_behind_noun, clauses.conjunction_doubled,
    people.pronoun_contradicts_name, seams.capital_within_sentence, seams.subject_named_twice,
)  # fmt: skip
_FEW = 30  # words below which a text tells nothing
_SMOOTH = 200  # words added to the length, so that one hit in a short text does not weigh as ten in a long one


def scores(page: Page) -> dict[str, float]:
    """`translated`: a logistic over the evidence; its weights come from bench/train_translation.py."""
    if page.lasting(language).code != "en":
        return {}
    found = evidence(page)
    if found is None:
        return {}
    told = weights()
    total = told["bias"] + sum(told[name] * value for name, value in found.items())
    return {"translated": round(1 / (1 + math.exp(-total)), 4)}


def evidence(page: Page) -> dict[str, float] | None:
    """What speaks for a copy, by name: hits by strength, signs in the build of sentences, style; None if too short.

    Counts are log(1 + n), n the number in about 400 words: the tenth hit tells less than the first.
    """
    length = len(page.fact(words).row)
    if length < _FEW:
        return None
    found = page.fact(hits)
    counts = {
        "likely": len(found),
        "sure": sum(hit.entry.sure == 3 for hit in found),
        "build": sum(1 for sign in SIGNS for _ in sign(page)),
        "style": hints(page),
    }
    told = {name: math.log1p(count * 2 * _SMOOTH / (length + _SMOOTH)) for name, count in counts.items()}
    return told | {"genitives": genitives(page), "articles": articles(page)}


@cache
def weights() -> dict[str, float]:
    """The bias and a weight for each kind of evidence, as committed."""
    told: dict[str, float] = orjson.loads((resources.files(__package__) / "weights.json").read_bytes())
    return told
