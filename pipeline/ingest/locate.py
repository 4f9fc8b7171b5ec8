"""Which files the arguments mean: paths, folders, globs, URLs, standard input."""

from __future__ import annotations

import atexit
import glob
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ConfigError, SourceError

STDIN = "-"
_HIDDEN = (".", "_")  # a folder's files of these beginnings are left out, as by other dataset readers


class Item(NamedTuple):
    """A file to read: what the user calls it, where it lies, and its size in bytes."""

    uri: str
    path: str
    size: int


def locate(inputs: Iterable[str]) -> list[Item]:
    """All files that the inputs mean, each once: inputs in their order, folders and globs sorted by name.

    SourceError where an input does not exist; ConfigError where a URL's scheme is unknown.
    """
    found: dict[str, Item] = {}
    for given in inputs:
        for item in _expand(given):
            found.setdefault(item.path, item)
    return list(found.values())


def _expand(given: str) -> Iterator[Item]:
    if given == STDIN:
        yield _spooled()
    elif "://" in given:
        yield from _remote(given)
    elif os.path.isdir(given):
        yield from _folder(given)
    elif os.path.exists(given):
        yield _local(given)
    elif glob.has_magic(given):
        matched = sorted(path for path in glob.glob(given, recursive=True) if os.path.isfile(path))
        if not matched:
            raise SourceError(f"{given}: the pattern matches no file")
        yield from map(_local, matched)
    else:
        raise SourceError(f"{given}: no such file or folder; check the path")


def _local(path: str) -> Item:
    posix = Path(path).as_posix()
    return Item(posix, os.path.abspath(path), os.path.getsize(path))


def _folder(folder: str) -> Iterator[Item]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        for name in sorted(names):
            if not name.startswith(_HIDDEN) and os.path.isfile(os.path.join(root, name)):
                yield _local(os.path.join(root, name))


def _remote(url: str) -> Iterator[Item]:
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(url)
        entries = _entries(system, path)
    except ImportError as error:
        raise ConfigError(f"{url}: {error}") from error
    except ValueError as error:
        raise ConfigError(
            f"{url}: {error}; fsspec knows {', '.join(sorted(fsspec.available_protocols())[:12])} …"
        ) from error
    except OSError as error:
        raise SourceError(f"{url}: {error}; check the address and its rights") from error
    if not entries:
        raise SourceError(f"{url}: nothing there; check the address")
    for entry in entries:
        full = system.unstrip_protocol(entry["name"])
        yield Item(full, full, int(entry.get("size") or 0))


def _entries(system: Any, path: str) -> list[dict[str, Any]]:
    """The files of a path, a folder or a pattern, sorted; hidden ones left out."""
    if glob.has_magic(path):
        listing = system.glob(path, detail=True)
    elif system.isdir(path):
        listing = system.find(path, detail=True)
    else:
        return [system.info(path)]
    return [
        listing[name]
        for name in sorted(listing)
        if listing[name]["type"] == "file" and not name.rsplit("/", 1)[-1].startswith(_HIDDEN)
    ]


def _spooled() -> Item:
    """Standard input as a file of its own, so that it can be cut and read like any other."""
    with tempfile.NamedTemporaryFile(prefix="copydesk-stdin-", delete=False) as spool:
        atexit.register(Path(spool.name).unlink, missing_ok=True)
        while piece := sys.stdin.buffer.read(1 << 20):
            spool.write(piece)
        return Item(STDIN, spool.name, spool.tell())
