"""copydesk: cleans scraped news and says what was done to it.

    >>> from pipeline import clean
    >>> outcome = clean("It was . . . a long night.")
    >>> outcome.article.text
    'It was … a long night.'

`clean` is the short way for one text; `pipeline.engine.Engine` is the way for many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Options, Outcome


def clean(text: str, options: Options | None = None) -> Outcome:
    """The canonical article and the issue report of one text.

    Everything is imported on the first call, so that importing the package costs nothing.
    """
    from pipeline.engine import Engine
    from pipeline.ingest.record import from_text
    from pipeline.model import Options

    return Engine(options or Options()).clean(from_text(text))
