"""Deployments of prefect.yaml on a real server with a real worker: by hand, on schedule, and the server gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.batch import Job, in_process, run
from tests.cluster import free_port, started, until
from tests.conftest import ROOT
from tests.feed_server import item, rss, says, serving
from tests.test_flows import tree

PREFECT = [sys.executable, "-m", "prefect"]


class Server:
    """A running Prefect server, asked over its API."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, environment: dict[str, str]) -> None:
        self.process, self.environment = process, environment
        self.api = f"http://127.0.0.1:{port}/api"

    def ask(self, path: str, body: object = None) -> object:
        request = urllib.request.Request(
            self.api + path,
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            if error.code != 503:  # too busy for the moment: what this says to its own client too, which asks again
                raise
            time.sleep(1)
            return self.ask(path, body)

    def answers(self) -> bool:
        try:
            return self.ask("/health") is True
        except OSError:
            return False

    def prefect(self, *arguments: str) -> str:
        done = subprocess.run(
            [*PREFECT, "--no-prompt", *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, **self.environment},
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def runs(self, deployment: str, *states: str) -> list[dict]:
        wanted = {
            "deployments": {"name": {"any_": [deployment]}},
            "flow_runs": {"state": {"type": {"any_": list(states)}}} if states else {},
            "sort": "EXPECTED_START_TIME_ASC",
        }
        return self.ask("/flow_runs/filter", wanted)  # type: ignore[return-value]

    def ended(self, deployment: str, known: int = 0) -> dict:
        """The next run of a deployment that has come to its end; those that were cancelled had no beginning."""
        ends = ("COMPLETED", "FAILED", "CRASHED")
        runs = until(lambda: (found := self.runs(deployment, *ends)) and len(found) > known and found, 180, 0.5)
        return runs[-1]  # type: ignore[index]

    def artifacts(self) -> dict[str, object]:
        found = self.ask("/artifacts/filter", {"sort": "CREATED_DESC", "limit": 200})
        return {artifact["key"]: artifact["data"] for artifact in reversed(found)}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home, port = tmp_path_factory.mktemp("server"), free_port()
    environment = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_CLIENT_MAX_RETRIES": "2",  # a lost server is given up in half a minute, by default in two
        "PWD": str(ROOT),
    }
    serve = [*PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    with started(serve, home / "server.log", **environment) as process:
        running = Server(process, port, environment)
        until(running.answers, 180, 0.3)
        running.prefect("work-pool", "create", "copydesk", "--type", "process")
        running.prefect("deploy", "--all")
        # its hour may strike while the tests run, and its feed is only an example
        running.prefect("deploy", "--name", "feeds", "--cron", "7 4 29 2 *")
        worker = [*PREFECT, "worker", "start", "--pool", "copydesk"]
        with started(worker, home / "worker.log", **environment):
            yield running


def library(folder: Path, given: str) -> dict[str, bytes]:
    run([given], Job(str(folder)), runner=in_process)
    return tree(folder)


def test_by_hand_on_schedule_and_with_the_server_gone(server, tmp_path):
    expected = library(tmp_path / "library", "fixtures/inbox")

    # as it stands in prefect.yaml: time, time zone, one run at a time
    told = server.ask("/deployments/name/clean%20articles/inbox")
    assert told["schedules"][0]["schedule"]["cron"] == "30 5 * * *"
    assert told["concurrency_limit"] == 1 or told["global_concurrency_limit"]["limit"] == 1
    assert told["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    planned = until(lambda: server.runs("inbox", "SCHEDULED"), 60)
    for when in (plan["expected_start_time"] for plan in planned):
        there = datetime.fromisoformat(when).astimezone(ZoneInfo("Europe/London"))
        assert (there.hour, there.minute) == (5, 30)

    # by hand
    server.prefect("deployment", "run", "clean articles/inbox", "--param", f'out="{tmp_path}/hand"')
    done = server.ended("inbox")
    assert done["state_type"] == "COMPLETED", done["state"]
    assert done["name"] == f"clean into {tmp_path}/hand"
    assert tree(tmp_path / "hand") == expected
    left = server.artifacts()
    assert left["progress"] == 100.0
    assert left["issue-report"] == (tmp_path / "hand" / "report.md").read_text(encoding="utf-8")
    stages = {row["stage"]: row["issues"] for row in json.loads(left["stages"])}
    counts = json.loads((tmp_path / "hand" / "run.json").read_bytes())["counts"]["rules"]
    assert stages["quotation"] == sum(sum(found.values()) for code, found in counts.items() if code[:3] == "QUO")

    # two that meet: the second is cancelled, not queued
    given = {"parameters": {"out": f"{tmp_path}/met", "memory": None}}
    pair = [server.ask(f"/deployments/{told['id']}/create_flow_run", given)["id"] for _ in range(2)]
    until(lambda: server.runs("inbox", "CANCELLED"))
    done = server.ended("inbox", 1)
    assert done["state_type"] == "COMPLETED", done["state"]
    assert {done["id"], server.runs("inbox", "CANCELLED")[0]["id"]} == set(pair)
    assert tree(tmp_path / "met") == expected

    # on schedule, the time brought forward
    out = f'out="{tmp_path}/schedule"'
    server.prefect("deploy", "--name", "inbox", "--interval", "15", "--param", out)
    done = server.ended("inbox", 2)
    assert done["auto_scheduled"]
    assert done["state_type"] == "COMPLETED", done["state"]
    server.prefect("deploy", "--name", "inbox", "--cron", "30 5 1 1 *", "--param", out)
    assert tree(tmp_path / "schedule") == expected

    # feeds by hand; nothing listens at the second address, so that its host is tried again and given up
    with serving() as feeds:
        feeds.routes["/feed"] = says(rss(item(1)))
        given = {
            "feeds": [f"{feeds.address}/feed", f"{feeds.address}/gone"],
            "out": str(tmp_path / "news"),
            "allow_networks": ["127.0.0.1/32"],
            "delay": 0,
        }
        server.prefect("deployment", "run", "clean feeds/feeds", "--params", json.dumps(given))
        done = server.ended("feeds")
        assert done["state_type"] == "COMPLETED", done["state"]
        assert feeds.asked("/feed") == 1
    assert len(list((tmp_path / "news" / "articles").glob("*.jsonl"))) == 1

    # the server dies while units are under way: said, and the run ends without it
    archive = tmp_path / "archive.jsonl"
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "fixtures" / "inbox").glob("0*.txt"))]
    records = ({"id": f"a{number:04}", "text": texts[number % len(texts)]} for number in range(800))
    archive.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    run([str(archive)], Job(str(tmp_path / "plain")), runner=in_process)
    log = tmp_path / "flow.log"
    command = [sys.executable, "-m", "flows.clean", str(archive), "--out", str(tmp_path / "orphan")]
    with started(command, log, **server.environment) as flow:
        until(lambda: list((tmp_path / "orphan").glob("articles/.*")), every=0.02)
        os.killpg(server.process.pid, signal.SIGKILL)
        assert flow.wait(240) == 0, log.read_text()
    assert "no Prefect server" in log.read_text()
    assert tree(tmp_path / "orphan") == tree(tmp_path / "plain")
