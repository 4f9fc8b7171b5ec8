"""The flow on a Dask cluster of real processes over TCP, whole and with a worker killed on the way."""

from __future__ import annotations

import json
import signal
import threading
from pathlib import Path

import pytest

from pipeline.batch import Job, in_process, run
from tests.cluster import dask_cluster, until
from tests.conftest import ROOT
from tests.test_flows import INBOX, tree

pytest.importorskip("prefect_dask")


@pytest.fixture
def archive(tmp_path) -> Path:
    """Some 600 articles of the inbox's kinds, enough for units that can be caught at work."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "fixtures" / "inbox").glob("0[1-7]*.txt"))]
    path = tmp_path / "archive.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(600):
            file.write(json.dumps({"id": f"a{number:04}", "text": texts[number % len(texts)]}) + "\n")
    return path


def test_two_workers_and_one_of_them_killed(archive, prefect_server, tmp_path):
    from flows.clean import clean_articles

    library = {}
    for name, given in (("inbox", INBOX), ("archive", str(archive))):
        run([given], Job(str(tmp_path / name)), runner=in_process, size=100_000)
        library[name] = tree(tmp_path / name)

    with dask_cluster(tmp_path, workers=2) as (address, workers):
        out = tmp_path / "whole"
        clean_articles([INBOX], str(out), unit_bytes=100_000, runner="dask", address=address)
        assert tree(out) == library["inbox"]

        out, killed = tmp_path / "killed", []

        def kill() -> None:
            until(lambda: len(list(out.glob("articles/*.jsonl"))) >= 2, every=0.01)
            until(lambda: list(out.glob(f"articles/.*.{workers[0].pid}")), every=0.001)
            workers[0].send_signal(signal.SIGKILL)
            killed.append(len(list(out.glob("articles/*.jsonl"))))

        killer = threading.Thread(target=kill)
        killer.start()
        clean_articles([str(archive)], str(out), unit_bytes=100_000, runner="dask", address=address)
        killer.join()
        assert workers[0].wait(10) == -signal.SIGKILL
        assert killed[0] < len(library["archive"]) // 3, "the worker was killed when all was done"
        assert tree(out) == library["archive"]
        # what the killed worker had half written is swept away by the next run, which does nothing again
        clean_articles([str(archive)], str(out), unit_bytes=100_000, runner="dask", address=address)
        assert tree(out) == library["archive"]
        assert all(shard["resumed"] for shard in json.loads((out / "run.json").read_bytes())["shards"])
        assert not list(out.glob("*/.0*"))
