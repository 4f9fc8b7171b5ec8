"""Exports: valid in the formats that they claim."""

from __future__ import annotations

import json

import jsonschema
import pytest

from pipeline.batch import Job, run
from pipeline.errors import ConfigError
from pipeline.exports import export, jsonld, markdown, ninjs, to_parquet
from pipeline.report.folder import Folder
from tests.conftest import ROOT, SHARED


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "out"
    run([str(ROOT / "fixtures" / "inbox")], Job(str(out)))
    return [pair.article for pair in Folder(out).pairs()]


def test_ninjs_is_valid(articles):
    path = SHARED / "corpora" / "ninjs-schema_3.1.json"
    if not path.exists():
        pytest.skip("no schema beside the checkout")
    schema = json.loads(path.read_text())
    assert articles
    for article in articles:
        jsonschema.validate(ninjs(article), schema)


def test_ninjs_keeps_text_and_fields(articles):
    article = next(a for a in articles if a["captions"])
    item = ninjs(article)
    assert item["bodies"][0]["value"] == article["text"]
    assert item["associations"][0]["descriptions"][0]["value"] == article["captions"][0]["text"]


def test_jsonld_leaves_out_what_is_unknown(articles):
    for article in articles:
        item = jsonld(article)
        assert item["articleBody"] == article["text"]
        assert None not in item.values()


def test_markdown_escapes_what_would_be_markup():
    article = {
        "id": "1", "url": None, "author": ["A"], "date": None, "dateline": None, "language": "en", "tags": [],
        "title": "A *b*", "text": "<x> # y\n\n[z](u)",
    }  # fmt: skip
    assert (
        markdown(article)
        == '---\nid: "1"\nauthor: ["A"]\nlanguage: "en"\n---\n\n# A \\*b\\*\n\n\\<x\\> \\# y\n\n\\[z\\](u)\n'
    )


def test_parquet_holds_every_article(articles, tmp_path):
    import pyarrow.parquet as parquet

    assert to_parquet(articles, tmp_path / "a.parquet") == len(articles)
    assert [row["text"] for row in parquet.read_table(tmp_path / "a.parquet").to_pylist()] == [
        a["text"] for a in articles
    ]


def test_an_unknown_format_is_an_error(articles):
    with pytest.raises(ConfigError, match="no export format 'docx'"):
        list(export(articles, "docx"))
