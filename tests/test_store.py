"""Files that are there whole or not at all, locks that go with their process, and shards in both forms."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace as changed

import orjson
import pytest

from pipeline.batch import Job, in_process, processes, run
from pipeline.errors import StoreError
from pipeline.exports import to_parquet
from pipeline.model import CleanArticle, Outcome, Quarantine, Report
from pipeline.report.folder import Folder
from pipeline.shards import FORMS, read
from pipeline.store import locked, publish, replace, sweep
from tests.conftest import ROOT

INBOX = str(ROOT / "fixtures" / "inbox")
ARTICLE = CleanArticle("a1", None, "Title", ("R. Roe",), None, None, "en", "A text.")
# puts ever other files of a megabyte in one place: a hash, and what it is of
WRITER = """
import hashlib, os, sys
from pathlib import Path
from pipeline.store import replace
while True:
    body = os.urandom(1_000) * 1_000
    replace(Path(sys.argv[1]), [hashlib.sha256(body).digest(), body[:500_000], body[500_000:]])
"""
HOLDER = """
import sys, time
from pathlib import Path
from pipeline.store import locked
with locked(Path(sys.argv[1])):
    (Path(sys.argv[1]) / "held").touch()
    time.sleep(600)
"""


def start(code: str, *arguments) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT)


def is_whole(data: bytes) -> bool:
    return hashlib.sha256(data[32:]).digest() == data[:32] and len(data) == 1_000_032


def half_written(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob(".*") if path.is_file())


# --- replace


def test_kills_never_leave_half_a_file(tmp_path):
    path, chance, left = tmp_path / "state" / "file", random.Random(11), 0
    path.parent.mkdir()
    path.write_bytes(hashlib.sha256(b"\0" * 1_000_000).digest() + b"\0" * 1_000_000)
    seen = set()
    for _ in range(25):
        process = start(WRITER, path)
        time.sleep(chance.uniform(0.15, 0.4))
        process.kill()
        process.wait()
        data = path.read_bytes()
        assert is_whole(data)
        seen.add(data[:32])
        left = max(left, len(half_written(tmp_path)))
    assert len(seen) > 5, "the writers did not come to write"
    assert left, "no kill has met a write"


def test_readers_see_the_old_or_the_new(tmp_path):
    path, bad, count = tmp_path / "file", [], 0
    replace(path, hashlib.sha256(b"\0" * 1_000_000).digest() + b"\0" * 1_000_000)
    process = start(WRITER, path)
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        count += 1
        bad += [] if is_whole(path.read_bytes()) else [count]
    process.kill()
    process.wait()
    assert bad == []
    assert count > 50


def test_what_fails_on_the_way_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    replace(path, b"old")

    def breaking():
        yield b"new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        replace(path, breaking())
    assert path.read_bytes() == b"old"
    assert half_written(tmp_path) == []


def test_places_that_cannot_be_written_are_named(tmp_path):
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(StoreError, match="file"):
        replace(tmp_path / "file" / "below", b"new")
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(StoreError, match="folder"):
        replace(tmp_path / "folder", b"new")
    assert half_written(tmp_path) == []


# --- locks and leavings


def test_a_lock_goes_with_its_process(tmp_path):
    process = start(HOLDER, tmp_path)
    while not (tmp_path / "held").exists():
        time.sleep(0.02)
    with pytest.raises(StoreError, match="another run is writing here"), locked(tmp_path):
        pass
    process.kill()
    process.wait()
    with locked(tmp_path):
        pass


def test_threads_of_one_process_exclude_one_another(tmp_path):
    """A server that runs two flows at a time is one process."""
    refused = []

    def second():
        try:
            with locked(tmp_path):
                pass
        except StoreError as error:
            refused.append(error)

    with locked(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refused) == 1


def test_a_sweep_takes_half_written_files_and_nothing_else(tmp_path):
    for folder in ("articles", "reports", "quarantine", ".copydesk", "raw"):
        (tmp_path / folder).mkdir()
        for name in ("00000-abc.jsonl", ".00000-abc.jsonl.4711", ".00001-abc.parquet.17", ".hidden", ".note.txt"):
            (tmp_path / folder / name).write_bytes(b"x")
    (tmp_path / ".run.json.99").write_bytes(b"x")
    (tmp_path / "articles" / ".4711").mkdir()
    with locked(tmp_path):
        pass
    assert half_written(tmp_path) == sorted(
        [".hidden", ".note.txt"] * 5 + [".00000-abc.jsonl.4711", ".00001-abc.parquet.17"]
    )
    assert len(list(tmp_path.rglob("00000-abc.jsonl"))) == 5
    assert (tmp_path / "articles" / ".4711").is_dir()
    sweep(tmp_path / "empty")  # nothing there, nothing to do


def test_workers_end_with_the_run_that_started_them(tmp_path):
    """Killed alone, a run leaves workers behind; they must not hold the folder."""
    source = tmp_path / "in.jsonl"
    text = (ROOT / "fixtures" / "inbox" / "06-agency-derailment.txt").read_text("utf-8")
    source.write_text("".join(json.dumps({"text": f"{text}\n\nCopy {n}."}) + "\n" for n in range(2_000)))
    script = (
        "import sys; from pipeline.batch import Job, processes, run;"
        "run([sys.argv[1]], Job(sys.argv[2]), runner=processes(2), size=100_000)"
    )
    process = start(script, source, tmp_path / "out")
    until = time.monotonic() + 60
    while not list(tmp_path.glob("out/articles/*.jsonl")) and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 5
    while True:
        try:
            with locked(tmp_path / "out"):
                break
        except StoreError:
            assert time.monotonic() < until, "workers still hold the folder"
            time.sleep(0.05)


# --- shards


def outcomes(count: int):
    for number in range(count):
        yield Outcome(changed(ARTICLE, id=f"a{number}"), Report(f"a{number}", ()))
    yield Quarantine("in.jsonl", count + 1, "not JSON", "00")


@pytest.mark.parametrize("form", FORMS)
def test_a_shard_that_fails_is_not_there(tmp_path, form):
    def breaking():
        yield from outcomes(3)
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space left on device; nothing of shard 00000-x was published"):
        publish(tmp_path, "00000-x", breaking(), form=form)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert publish(tmp_path, "00000-x", outcomes(3), form=form) == 1
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == [
        f"articles/00000-x.{form}", "quarantine/00000-x.jsonl", f"reports/00000-x.{form}",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_shows_nothing_of_a_shard(tmp_path, form):
    script = (
        "import resource, signal, sys; from pathlib import Path; from pipeline.errors import StoreError;"
        "from pipeline.store import publish; from tests.test_store import outcomes;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))\n"
        "try: publish(Path(sys.argv[1]), 'x', outcomes(20_000), form=sys.argv[2])\n"
        "except StoreError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), form], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "File too large; nothing of shard x was published" in done.stdout
    assert done.stderr == ""
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """One run in each form."""
    folder = tmp_path_factory.mktemp("forms")
    for form in FORMS:
        run([INBOX], Job(str(folder / form), form=form), runner=in_process, size=20_000)
    return folder


def test_parquet_says_what_json_lines_say(both):
    lines, rows = (list(Folder(both / form).pairs()) for form in ("jsonl", "parquet"))
    assert len(lines) > 20
    assert rows == lines
    assert [list(pair.article) for pair in rows] == [list(pair.article) for pair in lines]
    assert list(Folder(both / "parquet").quarantine()) == list(Folder(both / "jsonl").quarantine())
    for name in ("report.html", "report.md", "report.sarif"):
        assert (both / "parquet" / name).read_bytes() == (both / "jsonl" / name).read_bytes()


def test_parquet_has_the_same_bytes_however_it_is_made(both, tmp_path):
    run([INBOX], Job(str(tmp_path), form="parquet"), runner=processes(2), size=20_000)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/*.parquet")}
    assert made == {path.relative_to(both / "parquet"): path.read_bytes() for path in both.glob("parquet/*/*.parquet")}
    assert all(receipt.resumed for receipt in run([INBOX], Job(str(tmp_path), form="parquet"), size=20_000).receipts)


def test_another_form_takes_the_place_of_the_first(tmp_path):
    run([INBOX], Job(str(tmp_path)))
    run([INBOX], Job(str(tmp_path), form="parquet"))
    assert {path.suffix for path in (tmp_path / "articles").iterdir()} == {".parquet"}
    assert len(list((tmp_path / "quarantine").iterdir())) == 1
    run([INBOX], Job(str(tmp_path)))
    assert {path.suffix for path in (tmp_path / "reports").iterdir()} == {".jsonl"}


@pytest.mark.parametrize("command", [("undo",), ("diff",)], ids=str)
def test_commands_read_both_forms(both, command):
    name = next(pair.article["id"] for pair in Folder(both / "jsonl").pairs() if pair.report["issues"])
    told = [
        subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *command, str(both / form), name],
            cwd=ROOT, capture_output=True, check=True,
        ).stdout
        for form in FORMS
    ]  # fmt: skip
    assert told[0] == told[1] != b""


def test_the_command_line_writes_parquet(tmp_path):
    (tmp_path / "a.txt").write_text("The council met on Tuesday.")
    command = [sys.executable, "-m", "pipeline.cli"]
    out = str(tmp_path / "out")
    subprocess.run(
        [*command, "clean", str(tmp_path / "a.txt"), "--out", out, "--format", "parquet"], cwd=ROOT, check=True
    )
    (path,) = (tmp_path / "out" / "articles").iterdir()
    (article,) = read(path)
    assert article["text"] == "The council met on Tuesday."
    assert orjson.loads((tmp_path / "out" / "run.json").read_bytes())["shards"][0]["name"] == path.name
    refused = subprocess.run(
        [*command, "clean", str(tmp_path / "a.txt"), "--format", "csv"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (refused.returncode, refused.stderr) == (2, "copydesk: format takes jsonl, parquet, not 'csv'\n")


def test_many_and_long_rows_come_in_groups(tmp_path):
    import pyarrow.parquet as parquet

    publish(tmp_path, "x", outcomes(1))
    (row,) = read(tmp_path / "articles" / "x.jsonl")
    sizes = [9_000_000 if number == 10 else 10 for number in range(2_500)]
    articles = ({**row, "id": str(number), "text": "x" * size} for number, size in enumerate(sizes))
    assert to_parquet(articles, tmp_path / "a.parquet") == 2_500
    found = parquet.ParquetFile(tmp_path / "a.parquet").metadata
    assert [found.row_group(n).num_rows for n in range(found.num_row_groups)] == [11, 1000, 1000, 489]
    assert [row["id"] for row in read(tmp_path / "a.parquet")] == [str(number) for number in range(2_500)]
