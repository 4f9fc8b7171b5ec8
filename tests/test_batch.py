"""Runs: the same bytes however they are done, nothing lost or doubled however they end."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.batch import Job, in_process, processes, results, run
from pipeline.errors import StoreError
from pipeline.model import Options
from pipeline.store import locked
from tests.conftest import ROOT

INBOX = ROOT / "fixtures" / "inbox"
SMALL = 20_000  # bytes of a unit, so that a few articles make several


def published(out: Path) -> dict[str, bytes]:
    """All that a run leaves, without what tells the time."""
    found = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and name not in ("run.json", ".copydesk/lock"):
            found[name] = path.read_bytes()
    manifest = json.loads((out / "run.json").read_bytes())
    manifest.pop("seconds")
    for shard in manifest["shards"]:
        shard.pop("seconds"), shard.pop("resumed")
    found["run.json"] = json.dumps(manifest).encode()
    return found


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    """A file of 300 records made of the inbox's articles."""
    path = tmp_path_factory.mktemp("many") / "in.jsonl"
    texts = [p.read_text(encoding="utf-8") for p in sorted(INBOX.glob("*.txt")) if p.stat().st_size]
    rows = [{"id": f"r{n}", "text": texts[n % len(texts)] + f"\n\nRecord {n} ends here."} for n in range(300)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def expected(many, tmp_path_factory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("expected") / "out"
    run([str(many)], Job(str(out)), runner=in_process, size=SMALL)
    return published(out)


def test_two_workers_give_the_bytes_of_one(many, expected, tmp_path):
    run([str(many)], Job(str(tmp_path)), runner=processes(2), size=SMALL)
    assert published(tmp_path) == expected


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "random", "LC_ALL": "C", "LANG": "C"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/New_York"},
        {"LC_ALL": "de_DE.UTF-8"},
    ],
    ids=str,
)
def test_the_environment_changes_nothing(environment, tmp_path):
    outs = []
    for name, extra in (("a", {}), ("b", environment)):
        out = tmp_path / name
        command = [sys.executable, "-m", "pipeline.cli", "clean", "fixtures/inbox", "--out", str(out)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, check=True, capture_output=True)
        outs.append(published(out))
    assert outs[0] == outs[1]


def test_order_changes_no_article(many, tmp_path):
    rows = many.read_bytes().splitlines(keepends=True)[:60]
    shuffled = list(rows)
    random.Random(4).shuffle(shuffled)
    found = []
    for name, lines in (("a", rows), ("b", shuffled)):
        (tmp_path / f"{name}.jsonl").write_bytes(b"".join(lines))
        run([str(tmp_path / f"{name}.jsonl")], Job(str(tmp_path / name)), size=SMALL)
        articles = [
            line for p in sorted((tmp_path / name / "articles").iterdir()) for line in p.read_bytes().splitlines()
        ]
        found.append(sorted(articles))
    assert found[0] == found[1]


def test_a_second_run_does_nothing_again(many, expected, tmp_path):
    first = run([str(many)], Job(str(tmp_path)), size=SMALL)
    again = run([str(many)], Job(str(tmp_path)), size=SMALL)
    assert not any(receipt.resumed for receipt in first.receipts)
    assert all(receipt.resumed for receipt in again.receipts)
    assert published(tmp_path) == expected


def test_other_rules_make_other_shards(many, tmp_path):
    run([str(many)], Job(str(tmp_path)), size=SMALL)
    before = {path.name for path in (tmp_path / "articles").iterdir()}
    summary = run([str(many)], Job(str(tmp_path), Options(select=("QUO",))), size=SMALL)
    after = {path.name for path in (tmp_path / "articles").iterdir()}
    assert not before & after
    assert not any(receipt.resumed for receipt in summary.receipts)


def test_changed_input_replaces_only_its_own_shards(many, tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(many.read_bytes())
    out = tmp_path / "out"
    run([str(source)], Job(str(out)), size=SMALL)
    source.write_bytes(many.read_bytes() + b'{"id": "new", "text": "A new record."}\n')
    summary = run([str(source)], Job(str(out)), size=SMALL)
    assert sum(not receipt.resumed for receipt in summary.receipts) == 1
    ids = [json.loads(line)["id"] for p in (out / "articles").iterdir() for line in p.read_bytes().splitlines()]
    assert len(ids) == len(set(ids)) == 301


def test_kills_lose_and_double_nothing(many, expected, tmp_path):
    """The run is killed at random moments until it comes through; the tree is that of an undisturbed one."""
    chance = random.Random(7)
    script = (
        "import sys; from pipeline.batch import Job, processes, run;"
        f"run([sys.argv[1]], Job(sys.argv[2]), runner=processes(2), size={SMALL})"
    )
    kills = 0
    for _ in range(200):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(many), str(tmp_path)], cwd=ROOT, start_new_session=True
        )
        try:
            process.wait(timeout=chance.uniform(0.3, 1.2) if kills < 8 else None)
            break
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
            for path in tmp_path.glob("articles/*.jsonl"):
                for line in path.read_bytes().splitlines():
                    json.loads(line)  # whole or not there at all
    assert process.returncode == 0
    assert kills >= 3
    assert published(tmp_path) == expected


def test_two_runs_on_one_folder_do_not_meet(many, tmp_path):
    with locked(tmp_path), pytest.raises(StoreError, match="another run is writing here"):
        run([str(many)], Job(str(tmp_path)), size=SMALL)
    assert run([str(many)], Job(str(tmp_path)), size=SMALL).tally.articles == 300


def test_an_output_that_cannot_be_written_is_explained(many, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="choose a folder that can be written"):
        run([str(many)], Job(str(tmp_path / "file")), size=SMALL)


def test_a_full_disk_loses_nothing(many, expected, tmp_path):
    """Files may not grow beyond a limit, as on a full disk; what fails is told, and a later run completes it."""
    script = (
        "import resource, signal, sys; from pipeline.batch import Job, run;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, resource.RLIM_INFINITY));"
        "from pipeline.errors import StoreError\n"
        f"try: summary = run([sys.argv[1]], Job(sys.argv[2]), size={SMALL}); print('failed', len(summary.failed))\n"
        "except StoreError as error: print('refused', error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(many), str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(("failed", "refused"))
    assert "File too large" in done.stdout or done.stdout.startswith("failed")
    run([str(many)], Job(str(tmp_path)), size=SMALL)
    assert published(tmp_path) == expected


def test_an_input_that_vanishes_fails_its_unit_only(many, tmp_path):
    lost = tmp_path / "lost.txt"
    lost.write_text("A text that will be gone.")

    def vanishing(job, units):
        units = list(units)
        lost.unlink()
        return in_process(job, units)

    summary = run([str(lost), str(many)], Job(str(tmp_path / "out")), runner=vanishing, size=SMALL)
    assert [receipt.number for receipt in summary.failed] == [0]
    assert "No such file" in summary.failed[0].error


def test_a_killed_worker_costs_nothing(many, expected, tmp_path):
    killed = []

    def kill_one(receipt, total):
        if not killed:
            killed.append(multiprocessing.active_children()[0])
            os.kill(killed[0].pid, signal.SIGKILL)

    run([str(many)], Job(str(tmp_path)), runner=processes(2), size=SMALL, seen=kill_one)
    assert killed[0].exitcode == -signal.SIGKILL
    assert published(tmp_path) == expected


def test_a_unit_that_kills_its_workers_fails_alone(many, tmp_path, monkeypatch):
    def deadly(job, unit):
        if unit.number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return results(job, unit)

    monkeypatch.setattr(batch, "results", deadly)  # the workers are forked, so they have it too
    summary = run([str(many)], Job(str(tmp_path)), runner=processes(2), size=SMALL)
    assert [receipt.number for receipt in summary.failed] == [1]
    assert "killed twice" in summary.failed[0].error
    assert len(summary.receipts) > 2


def test_memory_does_not_grow_with_the_input(tmp_path):
    """Peak memory over 24 MB of input stays near that over 3 MB."""
    peaks = []
    for size in (3, 24):
        path = tmp_path / f"{size}.jsonl"
        row = json.dumps({"text": "The council met on Tuesday to talk about the pool. " * 60}) + "\n"
        path.write_text("".join(row.replace("Tuesday", f"day {n}", 1) for n in range(size * 1_000_000 // len(row))))
        script = (
            "import resource, sys; from pipeline.batch import Job, run; from pipeline.model import Options;"
            "run([sys.argv[1]], Job(sys.argv[2], Options(select=('TYP',))), size=1_000_000);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(path), str(tmp_path / f"out{size}")],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        peaks.append(int(done.stdout))
    assert peaks[1] < peaks[0] * 1.5


def test_time_is_told_in_the_manifest_only(many, tmp_path):
    run([str(many)], Job(str(tmp_path)), size=SMALL)
    today = time.strftime("%Y-%m-%d")
    for path in tmp_path.rglob("*.jsonl"):
        assert today.encode() not in path.read_bytes()
