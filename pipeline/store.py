"""Shards: articles, reports and quarantine of a unit of work, visible whole or not at all.

Files are written under names that begin with a dot and renamed when they are complete and on the
disk; the article file comes last, so that its presence means that the shard is done.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from pipeline import wire
from pipeline.errors import StoreError
from pipeline.model import Outcome, Quarantine

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


def publish(
    out: Path,
    shard: str,
    results: Iterable[Outcome | Quarantine],
    seen: Callable[[dict[str, Any], dict[str, Any]], None] | None = None,
) -> int:
    """Write one shard below `out`; the number of records in quarantine.

    `seen` is given each article's and report's record. StoreError where the disk is full or may
    not be written; then nothing of the shard is visible.
    """
    refused = 0
    stages: dict[str, tuple[Path, IO[bytes]]] = {}
    try:
        for folder in FOLDERS:
            (out / folder).mkdir(parents=True, exist_ok=True)
            stage = out / folder / f".{shard}.{os.getpid()}"
            stages[folder] = (stage, stage.open("wb"))
        for result in results:
            if isinstance(result, Quarantine):
                refused += 1
                stages["quarantine"][1].write(wire.quarantine_line(result))
                continue
            article, report = wire.article_record(result.article), wire.report_record(result.report)
            stages["articles"][1].write(wire.dump(article))
            stages["reports"][1].write(wire.dump(report))
            if seen:
                seen(article, report)
        for _, file in stages.values():
            _sync(file)
        for folder in ("quarantine", "reports", "articles"):
            stages[folder][0].replace(out / folder / f"{shard}.jsonl")
    except OSError as error:
        raise StoreError(f"{out}: {error.strerror or error}; nothing of shard {shard} was published") from error
    finally:
        for stage, file in stages.values():
            with suppress(OSError):  # a full disk refuses the rest of the buffer once more
                file.close()
            stage.unlink(missing_ok=True)
    return refused


def replace(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that it is there whole or not at all. StoreError where it cannot be written."""
    stage = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with stage.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            _sync(file)
        stage.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    finally:
        stage.unlink(missing_ok=True)


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
