"""Shards: articles, reports and quarantine of a unit of work, visible whole or not at all.

Files are written under names that begin with a dot and renamed when they are complete and on the
disk; the article file comes last, so that its presence means that the shard is done.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from pipeline import wire
from pipeline.errors import StoreError
from pipeline.model import Outcome, Quarantine
from pipeline.shards import FORMS, Line

FOLDERS = ("articles", "reports", "quarantine")
STATE = ".copydesk"  # receipts and the lock of a run's folder


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold a folder for one run. StoreError where another run holds it, or it cannot be written.

    The lock is the operating system's: it goes with the process, however that ends.
    """
    state = out / STATE
    try:
        state.mkdir(parents=True, exist_ok=True)
        file = (state / "lock").open("w")
    except OSError as error:
        raise StoreError(f"{out}: {error.strerror or error}; choose a folder that can be written") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(f"{out}: another run is writing here; wait for it or choose another folder") from error
        sweep(out)
        yield


def sweep(out: Path) -> None:
    """Take away what killed runs and workers have left half written. Only the holder of the lock may."""
    for folder in (*FOLDERS, STATE, "."):
        for path in (out / folder).glob(".*"):
            if path.is_file() and path.name.rsplit(".", 1)[-1].isdigit():
                path.unlink(missing_ok=True)


def paths(out: Path, shard: str, form: str) -> list[Path]:
    """The files of a shard, in the order of FOLDERS; quarantine is JSON lines in any form."""
    return [out / folder / f"{shard}.{'jsonl' if folder == 'quarantine' else form}" for folder in FOLDERS]


def publish(
    out: Path,
    shard: str,
    results: Iterable[Outcome | Quarantine],
    seen: Callable[[Line, Line], None] | None = None,
    form: str = "jsonl",
) -> int:
    """Write one shard below `out`; the number of records in quarantine.

    `seen` is given each article's and report's record. StoreError where the disk is full or may
    not be written; then nothing of the shard is visible.
    """
    refused = 0
    stages: list[_Stage] = []
    try:
        with ExitStack() as writers:
            writes = []
            for path in paths(out, shard, form):
                stages.append(_Stage(path))
                writes.append(writers.enter_context(FORMS[path.suffix[1:]].writer(stages[-1].file, path.parent.name)))
            keep_article, keep_report, refuse = writes
            for result in results:
                if isinstance(result, Quarantine):
                    refused += 1
                    refuse(wire.quarantine_record(result))
                    continue
                article, report = wire.article_record(result.article), wire.report_record(result.report)
                keep_article(article)
                keep_report(report)
                if seen:
                    seen(article, report)
        for stage in stages:
            stage.sync()
        for stage in reversed(stages):
            stage.show()
    except OSError as error:
        raise StoreError(f"{out}: {error.strerror or error}; nothing of shard {shard} was published") from error
    finally:
        for stage in stages:
            stage.drop()
    return refused


def replace(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that it is there whole or not at all. StoreError where it cannot be written."""
    with replacing(path) as file:
        file.writelines([data] if isinstance(data, bytes) else data)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when all went well. StoreError where it cannot be written."""
    stage = None
    try:
        stage = _Stage(path)
        yield stage.file
        stage.sync()
        stage.show()
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    finally:
        if stage:
            stage.drop()


class _Stage:
    """A file under another name, of which `sweep` knows that it may go, until it is complete and on the disk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._stage = path, path.with_name(f".{path.name}.{os.getpid()}")
        self.file: IO[bytes] = self._stage.open("wb")

    def sync(self) -> None:
        self.file.flush()
        os.fsync(self.file.fileno())

    def show(self) -> None:
        self._stage.replace(self._path)

    def drop(self) -> None:
        with suppress(OSError):  # a full disk refuses the rest of the buffer once more
            self.file.close()
        self._stage.unlink(missing_ok=True)
