"""Every rule: documented, and right on every case in its fixture file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.engine import Engine
from pipeline.model import Action, Fix, Hints, Options, RawArticle
from pipeline.opinion.asking import SecondOpinion
from pipeline.opinion.client import Said
from pipeline.opinion.setting import Setting
from pipeline.registry import load
from pipeline.sites import Sightings, host_of

FIXTURES = Path(__file__).parent.parent / "fixtures" / "rules"
RULES = [rule for rule in load() if rule.family != "INT"]


def cases(code: str) -> dict[str, list[dict]]:
    path = FIXTURES / f"{code}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def all_cases(kind: str) -> list:
    return [
        pytest.param(rule.code, case, id=f"{rule.code}-{number}")
        for rule in RULES
        for number, case in enumerate(cases(rule.code).get(kind, []), 1)
    ]


def opinion(case: dict) -> SecondOpinion:
    """The case's answer as that of a model; tests/test_opinion.py asks a real server."""
    setting = Setting("http://127.0.0.1", "model", ":memory:", doubt=(0, 1))
    return SecondOpinion(setting, lambda setting, question: Said(case["answer"], 0))


def run(code: str, case: dict):
    hints = Hints(url=case.get("url"), title=case.get("title"), language=case.get("language"))
    pins = {host_of(hints.url) or "": {"furniture": case["furniture"]}} if "furniture" in case else {}
    options = Options(select=(code,), fix=Fix.SUGGEST)
    engine = Engine(options, sites=Sightings().freeze(pins), opinion=opinion(case) if "answer" in case else None)
    return engine.clean(RawArticle(id="case", text=case["text"], hints=hints))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_has_three_hits_and_three_misses(rule):
    known = cases(rule.code)
    assert len(known.get("hit", [])) >= 3, f"fixtures/rules/{rule.code}.toml needs three hits"
    assert len(known.get("miss", [])) >= 3, f"fixtures/rules/{rule.code}.toml needs three misses"


@pytest.mark.parametrize(("code", "case"), all_cases("hit"))
def test_hit(code, case):
    outcome = run(code, case)
    found = [issue for issue in outcome.report.issues if issue.rule == code]
    assert found, f"{code} finds nothing in {case['text']!r}"
    assert outcome.article.text == case.get("fixed", case["text"])
    if "flags" in case:
        flagged = [i.text for i in found if i.action in (Action.FLAGGED, Action.SUGGESTED)]
        assert flagged == case["flags"]
    for name, value in case.get("fields", {}).items():
        learnt = getattr(outcome.article, name, None)
        learnt = list(learnt) if isinstance(learnt, tuple) else learnt
        if learnt is None:
            learnt = next((i.fields[name] for i in found if name in i.fields), None)
        assert learnt == value


@pytest.mark.parametrize(("code", "case"), all_cases("miss"))
def test_miss(code, case):
    outcome = run(code, case)
    assert outcome.article.text == case["text"]
    assert not [issue.text for issue in outcome.report.issues if issue.rule == code]
