"""The flow gives the same bytes as the command line and the library, and leaves its artifacts."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from pipeline.batch import Job, in_process, processes, run
from pipeline.engine import STAGES
from tests.cluster import started, until
from tests.conftest import ROOT

INBOX = str(ROOT / "fixtures" / "inbox")


def tree(folder: Path) -> dict[str, bytes]:
    """All that a run publishes, without what tells the time."""
    found = {}
    for part in ("articles", "reports", "quarantine"):
        for path in sorted((folder / part).glob("*.jsonl")):
            found[f"{part}/{path.name}"] = path.read_bytes()
    for name in ("report.html", "report.md", "report.sarif"):
        found[name] = (folder / name).read_bytes()
    return found


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("library") / "out"
    run([INBOX], Job(str(out)), runner=in_process, size=20_000)
    return tree(out)


def test_processes_give_the_same_bytes(expected, tmp_path):
    run([INBOX], Job(str(tmp_path / "out")), runner=processes(2), size=20_000)
    assert tree(tmp_path / "out") == expected


def test_the_flow_gives_the_same_bytes_and_leaves_artifacts(expected, prefect_server, tmp_path):
    from prefect.client.orchestration import get_client

    from flows.clean import clean_articles

    out = tmp_path / "out"
    counts = clean_articles([INBOX], str(out), unit_bytes=20_000)
    assert tree(out) == expected
    assert counts["articles"] == sum(
        data.count(b"\n") for name, data in expected.items() if name.startswith("articles")
    )

    async def artifacts():
        async with get_client() as client:
            answer = await client._client.post("/artifacts/filter", json={"limit": 50, "sort": "CREATED_DESC"})
            return {artifact["key"]: artifact["data"] for artifact in answer.json()}

    left = asyncio.run(artifacts())
    assert set(left) == {"progress", "issue-report", "issues-by-rule", "stages", "worst-articles"}
    assert left["progress"] == 100.0
    assert [row["stage"] for row in json.loads(left["stages"])] == [stage.name for stage in STAGES]
    assert left["issue-report"].startswith("# copydesk report")
    assert "CHR001" in left["issues-by-rule"]


def test_a_missing_runner_is_explained():
    from flows.runners import task_runner
    from pipeline.errors import ConfigError

    with pytest.raises(ConfigError, match="--address"), task_runner("dask"):
        pass
    with pytest.raises(ConfigError, match="no runner 'spark'"), task_runner("spark"):
        pass


def test_a_cluster_elsewhere_needs_a_server_that_it_can_reach(prefect_server):
    from flows.runners import task_runner
    from pipeline.errors import ConfigError

    with pytest.raises(ConfigError, match="PREFECT_API_URL"), task_runner("dask", address="tcp://192.0.2.7:8786"):
        pass


def test_flow_in_processes_gives_the_same_bytes(expected, prefect_server, tmp_path):
    from flows.clean import clean_articles

    out = tmp_path / "out"
    clean_articles([INBOX], str(out), unit_bytes=20_000, runner="processes", workers=2)
    assert tree(out) == expected


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=300,
    )


def test_flow_and_command_line_give_the_bytes_of_the_library_and_without_a_server_too(tmp_path):
    run([INBOX], Job(str(tmp_path / "library")))
    expected = tree(tmp_path / "library")
    done = command("pipeline.cli", "clean", INBOX, "--out", str(tmp_path / "cli"))
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "cli") == expected
    # nothing listens on port 9: the flow says so and goes on without Prefect
    done = command("flows.clean", INBOX, "--out", str(tmp_path / "flow"), PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 0, done.stderr
    assert "no Prefect server" in done.stderr
    assert tree(tmp_path / "flow") == expected


def test_a_memory_of_sites_gives_the_bytes_of_the_command_line(prefect_server, tmp_path):
    from flows.clean import clean_articles

    masthead = "Harbour Gazette, since 1871"
    stories = (
        "The ferry to Lunn sails again from Monday, said the harbour master, after a winter in the dock at Ardle.",
        "Rain has filled the upper reservoir, and the ban on hoses that began in June is lifted, the council said.",
    )
    for day, story in enumerate(stories):
        record = {"id": f"p{day}", "url": f"https://gazette.example/{day}", "text": f"{masthead}\n{story}"}
        (tmp_path / f"day{day}.jsonl").write_text(json.dumps(record) + "\n")
    for day in ("day0", "day1"):
        given = str(tmp_path / f"{day}.jsonl")
        memory = str(tmp_path / "cli.sqlite")
        done = command("pipeline.cli", "clean", given, "--out", str(tmp_path / f"cli-{day}"), "--memory", memory)
        assert done.returncode == 0, done.stderr
        clean_articles([given], str(tmp_path / f"flow-{day}"), memory=str(tmp_path / "flow.sqlite"))
        assert tree(tmp_path / f"flow-{day}") == tree(tmp_path / f"cli-{day}")
    articles = {name: data for name, data in tree(tmp_path / "flow-day1").items() if name.startswith("articles")}
    assert [json.loads(data)["text"] for data in articles.values()] == [stories[1]]


def test_the_temporary_server_serves_workers_too_and_goes_with_a_run_that_is_killed(expected, tmp_path):
    archive = tmp_path / "archive.jsonl"
    text = (ROOT / "fixtures" / "inbox" / "06-agency-derailment.txt").read_text("utf-8")
    archive.write_text("".join(json.dumps({"id": f"a{number}", "text": text}) + "\n" for number in range(400)), "utf-8")
    arguments = [sys.executable, "-m", "flows.clean", str(archive), "--out", str(tmp_path / "out"), "--workers", "2"]
    with started(arguments, tmp_path / "log", PREFECT_HOME=str(tmp_path)) as flow:
        until(lambda: list((tmp_path / "out").glob("articles/.*")), every=0.02)
        below = psutil.Process(flow.pid).children(recursive=True)
        assert len([process for process in below if "flows.server" in process.cmdline()]) == 1
        assert not [process for process in below if "uvicorn" in process.cmdline()]
        flow.kill()
        assert not psutil.wait_procs(below, timeout=60)[1]


def test_a_failed_shard_does_not_fail_the_others(prefect_server, tmp_path):
    from flows.clean import UnitFailed, clean_articles

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("a", "b", "c"):
        (inbox / f"{name}.txt").write_text(f"The mayor of {name} said so on Monday.\n" * 3)
    out = tmp_path / "out"
    clean_articles([str(inbox)], str(out), unit_bytes=10)
    whole = tree(out)
    # a folder stands where the second shard has to go
    shard = next((out / "articles").glob("00001-*"))
    shard.unlink()
    blocked = out / "articles" / shard.name
    blocked.mkdir()
    (out / ".copydesk" / f"{shard.stem}.json").unlink()
    (blocked / "in the way").touch()
    with pytest.raises(UnitFailed, match="1 of 3 shards failed"):
        clean_articles([str(inbox)], str(out), unit_bytes=10)
    (blocked / "in the way").unlink()
    blocked.rmdir()
    assert [path.name[:5] for path in sorted((out / "articles").glob("*.jsonl"))] == ["00000", "00002"]
    clean_articles([str(inbox)], str(out), unit_bytes=10)
    assert tree(out) == whole


def test_two_runs_into_one_folder_meet_the_lock(prefect_server, tmp_path):
    from flows.clean import clean_articles
    from pipeline.errors import StoreError
    from pipeline.store import locked

    with locked(tmp_path / "out"), pytest.raises(StoreError, match="another run is writing here"):
        clean_articles([INBOX], str(tmp_path / "out"))
