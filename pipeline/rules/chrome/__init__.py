"""CHR: what the site put around the article."""

from pipeline.rules.chrome.dateline import learn

__all__ = ["learn"]
