"""Whole articles: the seed, the inbox, prose that must not change, and strings made to break things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.engine import Engine
from pipeline.ingest import read
from pipeline.ingest.record import from_text
from pipeline.model import Action, Options, Quarantine
from tests.conftest import ROOT, SHARED
from tests.expected import check, translation
from tests.promises import keeps_promises

ENGINE = Engine()
INBOX = ROOT / "fixtures" / "inbox"
EXPECTED = ROOT / "fixtures" / "expected"
HARMLESS = sorted((ROOT / "fixtures" / "harmless").glob("*.txt"))
# alone, a paragraph of these is a quotation left open, or lines that nothing shows to be verse
NEEDS_NEIGHBOURS = {"multi_paragraph_quotation", "poetry_and_lyrics"}
needs_seed = pytest.mark.skipif(not (SHARED / "seed").exists(), reason="the seed article is not beside the checkout")
needs_corpora = pytest.mark.skipif(not (SHARED / "corpora").exists(), reason="no corpora beside the checkout")


@needs_seed
def test_the_seed_article_shows_what_it_must():
    (raw,) = read(SHARED / "seed" / "article.txt")
    outcome = keeps_promises(ENGINE, raw)
    problems = check(outcome, json.loads((SHARED / "seed" / "expected.json").read_text()), spans=8, elsewhere=2)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", sorted(EXPECTED.glob("*.json")), ids=lambda path: path.stem)
def test_the_inbox_comes_out_as_written_by_hand(path: Path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    source = next(p for p in INBOX.glob(f"{path.stem}.*"))
    records = list(read(source))
    refused = [record for record in records if isinstance(record, Quarantine)]
    wanted = expected.get("quarantined")
    if wanted is True:
        assert len(refused) == len(records) == 1
        return
    assert [record.line for record in refused] == [entry["line"] for entry in wanted or []]
    by_id = expected.get("records")
    problems = []
    for raw in (record for record in records if not isinstance(record, Quarantine)):
        outcome = keeps_promises(ENGINE, raw)
        problems += check(outcome, by_id[raw.id] if by_id else expected)
        whole = path.with_suffix(".txt")
        if whole.exists() and outcome.article.text != whole.read_text(encoding="utf-8").rstrip("\n"):
            problems.append(f"the text differs from {whole.name}")
    assert not problems, "\n".join(problems)


def test_translation_flags_over_the_whole_inbox():
    """The copies were written without sight of the lexicon: what is found there is a floor, what is flagged beside it a fault."""
    wanted = found = 0
    stray = []
    for path in sorted(EXPECTED.glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        source = next(p for p in INBOX.glob(f"{path.stem}.*"))
        for raw in (record for record in read(source) if not isinstance(record, Quarantine)):
            own = expected["records"][raw.id] if "records" in expected else expected
            spans = [entry["span"] for entry in own.get("flagged_translation_spans", [])]
            hits, beside = translation(ENGINE.clean(raw), spans)
            wanted, found, stray = wanted + len(spans), found + len(hits), stray + beside
    assert found >= 0.15 * wanted, f"{found} of {wanted}"
    assert len(stray) <= 0.2 * found, stray


@pytest.mark.parametrize("path", HARMLESS, ids=lambda path: path.stem)
def test_harmless_prose_comes_out_byte_for_byte(path: Path):
    (raw,) = read(path)
    outcome = keeps_promises(ENGINE, raw)
    assert outcome.article.text == raw.text
    if path.stem in NEEDS_NEIGHBOURS:
        return
    for paragraph in raw.text.split("\n\n"):
        assert keeps_promises(ENGINE, from_text(paragraph)).article.text == paragraph


def test_harmless_prose_is_hardly_flagged():
    words, flags = 0, []
    for path in HARMLESS:
        (raw,) = read(path)
        words += len(raw.text.split())
        issues = ENGINE.clean(raw).report.issues
        flags += [f"{path.stem} {i.rule} {i.text!r}" for i in issues if i.action in (Action.FLAGGED, Action.SUGGESTED)]
    assert len(HARMLESS) >= 20
    assert len(flags) <= words / 1000, "\n".join(flags)


@needs_corpora
def test_naughty_strings_keep_every_promise():
    strings = json.loads((SHARED / "corpora" / "blns.json").read_text(encoding="utf-8"))
    for text in strings:
        keeps_promises(ENGINE, from_text(text))
    keeps_promises(ENGINE, from_text("\n\n".join(strings)))


@pytest.mark.parametrize("family", ["ENC", "CHR", "QUO", "TYP", "LNG", "MTA", "COH", "DUP"])
def test_every_family_can_run_alone(family):
    engine = Engine(Options(select=(family,)))
    for path in sorted(INBOX.glob("*.txt")):
        for raw in read(path):
            if not isinstance(raw, Quarantine):
                outcome = keeps_promises(engine, raw)
                assert {i.rule[:3] for i in outcome.report.issues} <= {family, "INT"}
