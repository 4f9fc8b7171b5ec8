"""LNG: the language of the article and of its passages."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import UNKNOWN, by_function_words, language, paragraphs, speaks
from pipeline.model import Finding, Severity
from pipeline.page import Page
from pipeline.registry import rule

_SURE = 0.9  # probability below which langdetect's answer contradicts nobody
# ISO 639-1 codes that name one written language, or that langdetect cannot tell apart
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "mo": "ro", "tl": "fil", "bs": "hr", "sr": "hr", "ms": "id"}


@rule("LNG001", "language-unlike-claim", since="0.1")
def language_unlike_claim(page: Page) -> Iterator[Finding]:
    """The source claims another language than the text is written in.

    Feeds and page templates often declare the site's language for every article. The article
    carries the language of its text; the claim stands here.

    Example
        A record with `"language": "en"` whose text is German.

    Left alone
        Regional forms (`en-GB` and English), and texts too short to tell.
    """
    claim = (page.hints.language or "").lower().replace("_", "-").split("-")[0]
    found = page.lasting(language)
    if not claim or len(claim) != 2 or found.code == UNKNOWN.code or found.probability < _SURE:
        return
    if _SAME.get(claim, claim) != _SAME.get(found.code, found.code):
        start, end = next(iter(page.fact(paragraphs)), (0, 0))
        fields = {"claimed": claim, "found": found.code}
        yield Finding(
            start, end, f"the source says {claim!r}, the text is {found.code!r}", None, found.probability, None, fields
        )


@rule("LNG002", "foreign-passage", severity=Severity.NOTE, since="0.1")
def foreign_passage(page: Page) -> Iterator[Finding]:
    """A whole paragraph is in another language than the article.

    Pages that carry two language versions, and translators that skip a paragraph, leave such
    passages behind.

    Example
        An English report with one paragraph left in Spanish.

    Left alone
        Foreign words, titles and short quotations: a paragraph needs forty words to be judged.
    """
    main = page.lasting(language)
    if main.code == UNKNOWN.code:
        return
    for start, end in page.fact(paragraphs):
        if end - start < 200 or speaks(page.text[start:end], main.code):
            continue
        passage = by_function_words(page.text[start:end])
        if passage is not None and passage.code != main.code:
            fields = {"found": passage.code, "article": main.code}
            yield Finding(
                start, end, f"a paragraph in {passage.code!r} in an article in {main.code!r}", None, 0.9, None, fields
            )
