"""The command line: what it prints is what it writes, and it leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from pipeline.report.folder import Folder
from tests.conftest import ROOT

NEWS = (
    "The harbour bridge will close for a year from Monday, the city’s engineer told the council last night.",
    "Ferries will run every ten minutes instead, and the fare will stay as it is until the spring, she said.",
)
LINE = "Weather, tides and ferries of the whole coast"


def copydesk(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(
        command, check=False, cwd=ROOT, input=stdin, capture_output=True, env={**os.environ, **environment}
    )


def pages(path: Path) -> Path:
    """Two pages of one site that share a line and nothing else."""
    rows = [
        {"id": f"p{n}", "url": f"https://quay.example/{n}", "text": f"{LINE}\n\n{news} It was the {n}. time."}
        for n, news in enumerate(NEWS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_what_is_printed_is_what_would_be_written(tmp_path):
    source = str(pages(tmp_path / "in.jsonl"))
    printed = copydesk("clean", source)
    assert printed.returncode == 0, printed.stderr
    assert copydesk("clean", source, "--out", str(tmp_path / "out")).returncode == 0
    written = [pair.article["text"] for pair in Folder(tmp_path / "out").pairs()]
    assert printed.stdout.decode() == "\n---\n".join(written) + "\n"
    assert LINE not in printed.stdout.decode()


def test_standard_input_leaves_no_file_behind(tmp_path):
    done = copydesk("clean", "-", stdin=b"It was . . . late.", TMPDIR=str(tmp_path))
    assert done.stdout.decode() == "It was … late.\n"
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_no_file_behind(tmp_path):
    out = tmp_path / "out"
    copydesk("clean", str(pages(tmp_path / "in.jsonl")), "--out", str(out))
    failed = copydesk("export", str(out), "--to", "docx", "--output", str(tmp_path / "x" / "a"))
    assert failed.returncode == 2
    assert (
        failed.stderr.decode() == "copydesk: no export format 'docx'; there are ninjs, jsonld, markdown and parquet\n"
    )
    assert list((tmp_path / "x").iterdir()) == []


def test_a_level_that_does_not_exist_is_one_line(tmp_path):
    failed = copydesk("clean", str(pages(tmp_path / "in.jsonl")), "--fix", "all")
    assert (failed.returncode, failed.stderr.decode()) == (
        2,
        "copydesk: fix takes safe, suggested, none, not 'all'\n",
    )


def test_articles_that_share_an_id_are_told_apart_and_both_come_back(tmp_path):
    source, out = tmp_path / "in.jsonl", str(tmp_path / "out")
    rows = [
        {"id": "a", "text": "First . It rained."},
        {"id": "a", "text": "Second . It snowed."},
        {"id": "ab", "text": "Third."},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert copydesk("clean", str(source), "--out", out).returncode == 0
    refused = copydesk("undo", out, "a")
    assert refused.returncode == 2
    names = refused.stderr.decode().partition("begin so: ")[2].removesuffix("; name one of them\n").split(", ")
    assert len(names) == 2
    given_back = {copydesk("undo", out, name).stdout.decode() for name in names}
    assert given_back == {"First . It rained.", "Second . It snowed."}
    assert copydesk("undo", out, "ab").stdout.decode() == "Third."
