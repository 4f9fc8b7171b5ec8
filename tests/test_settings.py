"""Configuration: where it is found, what wins, what is refused with which words, and that it acts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from pipeline.batch import Job, run
from pipeline.errors import ConfigError
from pipeline.model import Fix, Options, Severity
from pipeline.report.folder import Folder
from pipeline.settings import settings
from tests.conftest import ROOT

WHOLE = """
select = ["QUO", "enc"]
ignore = "QUO020, TYP"
fix = "suggested"
workers = 2
memory = "state/sites.db"
fail-on = "warning"
strict = true

[limits]
text = 5_000
changed = 0.5

[sites."www.Quay.example"]
furniture = ["Read our guide"]
keep = ["Tides today"]
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder below which no configuration lies, as the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_says_everything(desk):
    (desk / "copydesk.toml").write_text(WHOLE)
    found = settings()
    assert found.options.select == ("QUO", "ENC")
    assert found.options.ignore == ("QUO020", "TYP")
    assert found.options.fix is Fix.SUGGEST
    assert (found.options.limits.text, found.options.limits.changed, found.options.limits.passes) == (5_000, 0.5, 5)
    assert (found.workers, found.fail_on, found.strict) == (2, Severity.WARNING, True)
    assert Path(found.memory) == desk / "state" / "sites.db"
    assert found.sites == {"quay.example": {"furniture": ("Read our guide",), "keep": ("Tides today",)}}


def test_what_is_given_wins_over_the_file(desk):
    (desk / "copydesk.toml").write_text(WHOLE)
    found = settings(select="CHR", memory="here.db", workers=None)
    assert found.options.select == ("CHR",)
    assert found.memory == "here.db"
    assert found.workers == 2


def test_the_nearest_file_counts_and_a_pyproject_without_our_table_does_not(desk, monkeypatch):
    (desk / "copydesk.toml").write_text('select = ["ENC"]')
    inner = desk / "a" / "b"
    inner.mkdir(parents=True)
    (desk / "a" / "pyproject.toml").write_text("[tool.other]\nselect = 1")
    monkeypatch.chdir(inner)
    assert settings().options.select == ("ENC",)
    (desk / "a" / "pyproject.toml").write_text('[tool.copydesk]\nselect = "TYP"')
    assert settings().options.select == ("TYP",)


def test_without_a_file_the_defaults_stand(desk):
    assert settings() == settings(workers=1, fix="safe", select="", strict=False)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("selct = []", "copydesk.toml: unknown key 'selct'; did you mean 'select'?"),
        ("select = 3", "select takes a list of strings, not 3"),
        ('fix = "all"', "fix takes safe, suggested, none, not 'all'"),
        ("fix = []", "fix takes safe, suggested, none, not []"),
        ("workers = 0", "workers takes a whole number from 1, not 0"),
        ("workers = true", "workers takes a whole number from 1, not True"),
        ('strict = "yes"', "strict takes true or false, not 'yes'"),
        ('fail-on = "panic"', "fail-on takes note, warning, error, not 'panic'"),
        ("memory = 1", "memory takes the name of a file, not 1"),
        ("[limits]\nchanged = 2", "[limits]: changed takes a share from 0 to 1, not 2"),
        ("[limits]\ntext = -1", "[limits]: text takes a whole number from 1, not -1"),
        ("[limits]\nwords = 1", "[limits]: unknown key 'words'; there are text, line"),
        ("limits = 1", "[limits] is a table, not 1"),
        ("sites = 1", "[sites] is a table, not 1"),
        ('[sites]\n"a.example" = 1', '[sites."a.example"] is a table, not 1'),
        ('[sites."a.example"]\nfurnitur = []', "unknown key 'furnitur'; did you mean 'furniture'?"),
        ('[sites."a.example"]\nkeep = "x"', "keep takes a list of strings, not 'x'"),
        ("select = [", "copydesk.toml: not TOML"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(desk, written, told):
    (desk / "copydesk.toml").write_text(written)
    with pytest.raises(ConfigError) as refused:
        settings()
    assert told in str(refused.value)
    assert "\n" not in str(refused.value).partition("not TOML")[0]


def test_a_named_file_has_to_be_there_and_to_speak_of_copydesk(desk):
    with pytest.raises(ConfigError, match="name another file with --config"):
        settings("nowhere.toml")
    (desk / "pyproject.toml").write_text("[project]")
    with pytest.raises(ConfigError, match=r"no table \[tool.copydesk\]"):
        settings("pyproject.toml")


def page(folder: Path) -> str:
    text = "Read our guide\n\nThe bridge will close for a year, the city’s engineer told the council last night.\n"
    (folder / "in.jsonl").write_text(json.dumps({"id": "p", "url": "https://quay.example/1", "text": text}) + "\n")
    return str(folder / "in.jsonl")


def test_pinned_furniture_goes_and_another_pin_is_another_run(desk):
    source, out = page(desk), desk / "out"
    pins = {"quay.example": {"furniture": ("Read our guide",)}}
    run([source], Job(str(out), pins=pins))
    (pair,) = Folder(out).pairs()
    assert "guide" not in pair.article["text"]
    assert [issue["rule"] for issue in pair.report["issues"] if "guide" in issue["text"]] == ["CHR031"]
    run([source], Job(str(out), pins={}))
    (pair,) = Folder(out).pairs()
    assert pair.article["text"].startswith("Read our guide")
    assert orjson.loads((out / "run.json").read_bytes())["sites"] == {}


def test_a_line_that_is_kept_stays_whatever_a_rule_thinks(desk):
    text = "The bridge will close for a year, the engineer told the council last night.\n\nLeave a Reply\n\nSource link"
    source = desk / "in.jsonl"
    source.write_text(json.dumps({"id": "p", "url": "https://www.quay.example/1", "text": text}) + "\n")
    for options in (Options(), Options(ignore=("CHR031",))):
        run([str(source)], Job(str(desk / "out"), options, pins={"quay.example": {"keep": ("Leave a reply",)}}))
        (pair,) = Folder(desk / "out").pairs()
        assert pair.article["text"].split("\n\n")[1:] == ["Leave a Reply"]
        assert "Leave a Reply" not in [issue["text"].strip() for issue in pair.report["issues"]]


def test_the_command_line_asks_the_file(desk):
    (desk / "copydesk.toml").write_text('[sites."quay.example"]\nfurniture = ["Read our guide"]')
    command = [sys.executable, "-m", "pipeline.cli", "clean", page(desk)]
    done = subprocess.run(
        command, check=True, cwd=desk, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.stdout.decode().startswith("The bridge will close")
    (desk / "copydesk.toml").write_text("sits = 1")
    done = subprocess.run(
        command, check=False, cwd=desk, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("copydesk: ")
