"""The probability that an article is a machine-translated or spun copy."""

from __future__ import annotations

import math

from pipeline.facts import language
from pipeline.page import Page
from pipeline.rules.translation.lexical import hits, tokens


def scores(page: Page) -> dict[str, float]:
    """`translated`: from hits of the lexicon by strength, for each 1,000 words, through a logistic."""
    if page.lasting(language).code != "en":
        return {}
    words = sum(token.low[0].isalnum() for token in page.fact(tokens))
    if words < 30:
        return {}
    weighed = sum((0.5, 1.5, 3.0)[hit.entry.sure - 1] for hit in page.fact(hits))
    return {"translated": round(1 / (1 + math.exp(3.0 - weighed * 400 / (words + 200))), 4)}
