"""The engine: order, coming to rest, and what a bad rule costs."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine import STAGES, Engine
from pipeline.errors import ConfigError
from pipeline.ingest.record import from_text
from pipeline.model import Action, Finding, Fix, Hints, Options, RawArticle, Severity, Verdict
from pipeline.page import Page
from pipeline.registry import Ruleset, load, rule
from tests.promises import keeps_promises

DOC = "A fact.\n\nExample\n    a\n\nLeft alone\n    b\n"


def make(code: str, check, fix: Fix = Fix.SAFE, **more):
    check.__doc__ = DOC
    return rule(code, f"test-{code.lower()}", fix=fix, since="0.1", **more)(check)


def replace(pattern: str, new: str):
    def check(page: Page) -> Iterable[Finding]:
        for found in re.finditer(pattern, page.text):
            yield Finding(*found.span(), f"{pattern} is wrong", new)

    return check


def engine(*rules, **options) -> Engine:
    internal = load().family("INT")
    untraced = tuple(stage._replace(trace=None, scores=None) for stage in STAGES)
    return Engine(Options(**options), rules=Ruleset([*rules, *internal]), stages=untraced)


def codes(outcome) -> list[str]:
    return [issue.rule for issue in outcome.report.issues]


def test_a_later_stage_works_on_what_an_earlier_one_left():
    outcome = engine(make("ENC901", replace("a", "b")), make("QUO901", replace("b", "c"))).clean(from_text("x a x"))
    assert outcome.article.text == "x c x"
    (issue,) = outcome.report.issues
    assert (issue.rule, issue.text, issue.replacement, issue.fields["also"]) == ("ENC901", "a", "c", ["QUO901"])


def test_an_earlier_stage_looks_again_at_what_a_later_one_made():
    outcome = engine(make("ENC901", replace("zz", "")), make("TYP901", replace("-", ""))).clean(
        from_text("a long enough text with z-z in it and more")
    )
    assert outcome.article.text == "a long enough text with  in it and more"


def test_a_rule_that_raises_costs_only_its_own_findings():
    def broken(page: Page) -> Iterable[Finding]:
        yield Finding(0, 1, "seen before the fault", "?")
        raise IndexError("out of range")

    outcome = engine(make("QUO901", broken), make("QUO902", replace("b", "c"))).clean(from_text("a b"))
    assert outcome.article.text == "a c"
    assert codes(outcome) == ["INT002", "QUO902"]
    assert outcome.report.issues[0].fields == {"rule": "QUO901"}


def test_a_stage_that_does_not_come_to_rest_is_undone():
    def grow(page: Page) -> Iterable[Finding]:
        yield Finding(0, 0, "one more", "x")

    outcome = engine(make("QUO901", grow), make("TYP901", replace("b", "c"))).clean(from_text("a b"))
    assert outcome.article.text == "a c"
    assert "INT001" in codes(outcome)
    assert "QUO901" not in codes(outcome)


def test_stages_that_undo_each_other_leave_the_text_as_it_came():
    outcome = engine(make("ENC901", replace("b", "a")), make("QUO901", replace("a", "b"))).clean(from_text("x a x"))
    assert outcome.article.text == "x a x"
    assert codes(outcome) == ["INT001"]
    assert outcome.report.issues[0].severity is Severity.ERROR


def test_too_much_changed_means_nothing_is_applied():
    text = "ab" * 100
    outcome = engine(make("QUO901", replace("a", "“"))).clean(from_text(text))
    assert outcome.article.text == text
    assert outcome.article.verdict is Verdict.REJECTED
    assert codes(outcome).count("QUO901") == 100
    assert {issue.action for issue in outcome.report.issues if issue.rule == "QUO901"} == {Action.SUGGESTED}
    assert "INT003" in codes(outcome)


def test_chrome_may_take_any_share():
    outcome = engine(make("CHR901", replace("a", ""))).clean(from_text("ab" * 100))
    assert outcome.article.text == "b" * 100
    assert {issue.action for issue in outcome.report.issues} == {Action.REMOVED}


@pytest.mark.parametrize(
    ("level", "fix", "text", "action"),
    [
        (Fix.SAFE, Fix.SAFE, "x b x", Action.FIXED),
        (Fix.SAFE, Fix.NEVER, "x a x", Action.SUGGESTED),
        (Fix.SUGGEST, Fix.SAFE, "x a x", Action.SUGGESTED),
        (Fix.SUGGEST, Fix.SUGGEST, "x b x", Action.FIXED),
        (Fix.NEVER, Fix.SUGGEST, "x a x", Action.FLAGGED),
    ],
)
def test_fix_levels(level, fix, text, action):
    outcome = engine(make("QUO901", replace("a", "b"), level), fix=fix).clean(from_text("x a x"))
    assert outcome.article.text == text
    assert [issue.action for issue in outcome.report.issues] == [action]


def test_of_overlapping_edits_the_first_wins_and_the_rest_wait():
    outcome = engine(make("QUO901", replace("ab", "1")), make("QUO902", replace("bc|1c", "2"))).clean(from_text("abc"))
    assert outcome.article.text == "2"


def test_flags_are_capped_and_say_so():
    outcome = engine(make("MTA901", replace("a", None), Fix.NEVER)).clean(from_text("a " * 500))
    flagged = [issue for issue in outcome.report.issues if issue.rule == "MTA901"]
    assert len(flagged) == 200
    assert flagged[-1].message == "a is wrong (and 300 more of this rule)"


def test_rules_of_other_languages_keep_quiet():
    german = (
        "Der Rat hat am Dienstag beschlossen, das Bad zu schließen, und die Bürger sind damit nicht einverstanden. " * 3
    )
    english = make("QUO901", replace("a", "b"), languages=("en",))
    assert engine(english).clean(from_text(german)).article.text == german


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), {"QUO901", "QUO902", "TYP901"}),
        (("QUO",), (), {"QUO901", "QUO902"}),
        (("QUO",), ("QUO902",), {"QUO901"}),
        (("QUO902",), ("QUO",), {"QUO902"}),
        (("ALL",), ("QUO",), {"TYP901"}),
        (("DUP",), (), set()),
    ],
)
def test_selectors(select, ignore, expected):
    made = [make(code, replace("a", "b")) for code in ("QUO901", "QUO902", "TYP901")]
    assert {rule.code for rule in Ruleset(made).select(select, ignore)} == expected


def test_a_selector_that_fits_nothing_is_an_error():
    with pytest.raises(ConfigError, match="no rule code begins with 'QUX'"):
        load().select(("QUX",))


def test_an_undocumented_rule_is_refused():
    def check(page: Page) -> Iterable[Finding]:
        """A fact without examples."""
        return ()

    with pytest.raises(TypeError, match="section 'Example'"):
        rule("QUO901", "test", since="0.1")(check)


@given(st.text(alphabet="ab .,“”‘’\"'\n\u00a0?!CD&;#…-—0", max_size=120))
def test_every_promise_holds_on_any_text(text):
    keeps_promises(EVERYTHING, from_text(text))


EVERYTHING = Engine()


def test_writers_among_the_tags_of_a_page_are_no_tags():
    hints = Hints(author=("Ada Lovell",), tags=("Ada Lovell", "ferries", "Ferries", "ferries"))
    article = Engine().clean(RawArticle("a", "The last ferry sailed at noon.", hints=hints)).article
    assert article.author == ("Ada Lovell",)
    assert article.tags == ("ferries", "Ferries")
