"""What has to hold of every outcome, whatever the input: asked by many tests."""

from __future__ import annotations

import json

from pipeline import wire
from pipeline.document import undo
from pipeline.engine import Engine
from pipeline.model import Outcome, RawArticle


def keeps_promises(engine: Engine, raw: RawArticle) -> Outcome:
    """Clean an article and hold the outcome against every promise; the outcome."""
    outcome = engine.clean(raw)
    gives_source_and_article_back(raw.text, outcome)
    again = engine.clean(RawArticle(raw.id, outcome.article.text, raw.source, raw.hints, raw.metadata))
    assert again.article.text == outcome.article.text, "cleaning a cleaned article changed it"
    assert engine.clean(raw) == outcome, "the same input gave another output"
    return outcome


def gives_source_and_article_back(source: str, outcome: Outcome) -> None:
    """Source and report give the article, article and report give the source, by the lines alone."""
    article = json.loads(wire.dump(wire.article_record(outcome.article)))
    report = json.loads(wire.dump(wire.report_record(outcome.report)))
    made = [issue for issue in report["issues"] if issue["action"] in ("fixed", "removed")]
    at, parts = 0, []
    for issue in made:
        assert at <= issue["start"] <= issue["end"] <= len(source)
        assert issue["text"] == source[issue["start"] : issue["end"]]
        parts += source[at : issue["start"]], issue["replacement"] or ""
        at = issue["end"]
        if issue["out_start"] is None:
            assert issue["action"] == "removed"
            assert not issue["replacement"]
        else:
            assert article["text"][issue["out_start"] : issue["out_end"]] == issue["replacement"]
    assert "".join(parts) + source[at:] == article["text"]
    assert undo(article["text"], wire.changes(report)) == source
    for issue in report["issues"]:
        assert 0 <= issue["start"] <= issue["end"] <= len(source)
        if issue["action"] in ("flagged", "suggested") and issue["out_start"] is not None:
            assert 0 <= issue["out_start"] <= issue["out_end"] <= len(article["text"])
