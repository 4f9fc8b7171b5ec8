"""CHR: what the site put around the article."""

from pipeline.rules.chrome.dateline import learn
from pipeline.rules.chrome.reading import trace

__all__ = ["learn", "trace"]
