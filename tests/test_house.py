"""House rules: sizes, the direction of imports, generated documents, and a changelog that knows every rule."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from pipeline.registry import FAMILIES, load
from pipeline.report.rules_md import render
from tests.conftest import ROOT

SOURCES = sorted([*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "flows").rglob("*.py")])
FILE_LINES, FUNCTION_LINES = 350, 60

# a module may import what stands to its left
LAYERS = (
    ("arrays", "errors", "model", "watch"),
    ("document",),
    ("wire", "shards"),
    ("page",),
    ("facts", "registry", "lexicon", "opinion"),
    ("rules",),
    ("article", "settings", "sites"),
    ("memory",),
    ("engine",),
    ("ingest", "store", "exports"),
    ("report", "job"),
    ("batch", "feeds"),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_files_and_functions_are_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < FUNCTION_LINES, f"{node.name} is too long"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_public_things_have_docstrings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module says nothing of itself"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def imported(path: Path) -> set[str]:
    """Modules that run when the file is imported or its functions are called; not those for type checking only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "pipeline")], ids=relative)
def test_nothing_imports_up(path):
    parts = path.relative_to(ROOT / "pipeline").with_suffix("").parts
    own = parts[0]
    names = imported(path)
    assert not any(name.split(".")[0] in ("prefect", "flows") for name in names), "pipeline knows nothing of Prefect"
    if own == "__init__":
        return
    for name in names:
        pieces = name.split(".")
        if pieces[0] != "pipeline" or len(pieces) < 2 or pieces[1] not in LEVEL:
            continue
        assert own in LEVEL, f"{own} has no place among the layers of tests/test_house.py"
        assert LEVEL[pieces[1]] <= LEVEL[own], f"{'.'.join(parts)} imports {name}, which stands above it"


@pytest.mark.parametrize("rule", list(load()), ids=lambda rule: rule.code)
def test_a_rule_lives_where_its_code_says(rule):
    assert rule.check.__module__.startswith(f"pipeline.rules.{FAMILIES[rule.family]}")


def test_every_fixture_belongs_to_a_rule():
    for path in (ROOT / "fixtures" / "rules").glob("*.toml"):
        assert path.stem in load(), f"{path.name}: no such rule"
        tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_rules_document_is_generated():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == render(), "run `make docs`"


def test_the_changelog_knows_every_rule():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unknown = [rule.code for rule in load() if not re.search(rf"\b{rule.code}\b", text)]
    assert not unknown, f"the Rules section of CHANGELOG.md does not name {', '.join(unknown)}"
