"""Real processes for the tests: a Dask scheduler and its workers, a Prefect server and its worker."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT


def until(what: Callable[[], object], seconds: float = 120.0, every: float = 0.1) -> object:
    """Wait for something to come true, and give it back."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(every)
    raise AssertionError(f"not within {seconds:.0f} s: {what}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(arguments: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of our own, ended with all that it started when the block is left."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            arguments,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
                **environment,
            },
            start_new_session=True,
        )
    try:
        yield process
    finally:
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, how)
                process.wait(10)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        process.wait()


@contextmanager
def dask_cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers in processes of their own, talking over TCP: its address, and the workers."""
    from contextlib import ExitStack

    told = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "30s"}
    with ExitStack() as stack:
        scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
        stack.enter_context(started([*scheduler, "--scheduler-file", str(told)], folder / "scheduler.log", **quiet))
        address = str(until(lambda: told.exists() and json.loads(told.read_text() or "{}").get("address")))
        processes = []
        for number in range(workers):
            worker = [*dask, "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
            worker += ["--name", f"w{number}", "--local-directory", str(folder / f"w{number}"), "--memory-limit", "0"]
            processes.append(stack.enter_context(started(worker, folder / f"worker{number}.log", **quiet)))
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        yield address, processes
