"""The flow gives the same bytes as the command line and the library, and leaves its artifacts."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from pipeline.batch import Job, in_process, processes, run
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


@pytest.fixture(scope="module")
def prefect_server(tmp_path_factory):
    os.environ["PREFECT_HOME"] = str(tmp_path_factory.mktemp("prefect"))
    os.environ["PREFECT_LOGGING_LEVEL"] = "WARNING"
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    os.environ["DO_NOT_TRACK"] = "1"
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


def test_processes_give_the_same_bytes(expected, tmp_path):
    run([INBOX], Job(str(tmp_path / "out")), runner=processes(2), size=20_000)
    assert tree(tmp_path / "out") == expected


def test_the_flow_gives_the_same_bytes_and_leaves_artifacts(expected, prefect_server, tmp_path, monkeypatch):
    from prefect.client.orchestration import get_client

    from flows import clean
    from flows.runners import task_runner

    monkeypatch.setattr(clean, "run", lambda inputs, job, runner: run(inputs, job, runner=runner, size=20_000))
    out = tmp_path / "out"
    counts = clean.clean_articles.with_options(task_runner=task_runner("inline"))([INBOX], str(out))
    assert tree(out) == expected
    assert counts["articles"] == sum(
        data.count(b"\n") for name, data in expected.items() if name.startswith("articles")
    )

    async def artifacts():
        async with get_client() as client:
            answer = await client._client.post("/artifacts/filter", json={"limit": 50, "sort": "CREATED_DESC"})
            return {artifact["key"]: artifact["data"] for artifact in answer.json()}

    left = asyncio.run(artifacts())
    assert set(left) == {"issue-report", "issues-by-rule"}
    assert left["issue-report"].startswith("# copydesk report")
    assert "CHR001" in left["issues-by-rule"]


def test_a_missing_runner_is_explained():
    from flows.runners import task_runner
    from pipeline.errors import ConfigError

    with pytest.raises(ConfigError, match="--address"):
        task_runner("dask")
    with pytest.raises(ConfigError, match="no runner 'spark'"):
        task_runner("spark")
