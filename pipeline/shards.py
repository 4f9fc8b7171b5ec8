"""Shard files: articles or reports as lines of JSON, or as rows of Parquet that say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, NamedTuple

import orjson

from pipeline.errors import ConfigError
from pipeline.wire import dump

Line = dict[str, Any]
_ROWS, _SIZE = 1_000, 8_000_000  # rows, and code points of texts, that are held at most


Write = Callable[[Line], object]  # takes the records of one folder, in their order


@contextmanager
def _to_lines(file: IO[bytes], _folder: str) -> Iterator[Write]:
    yield lambda record: file.write(dump(record))


@contextmanager
def to_rows(file: IO[bytes], folder: str) -> Iterator[Write]:
    """Rows of `articles` or `reports` into an open file, complete when the context ends well.

    What holds anything (scores, metadata, fields of an issue) becomes JSON in a string.
    """
    import pyarrow as arrow
    from pyarrow import parquet

    schema = _schema(folder)
    writer = parquet.ParquetWriter(file, schema, compression="zstd")
    rows: list[Line] = []
    size = 0

    def flush() -> None:
        nonlocal size
        writer.write_table(arrow.Table.from_pylist(rows, schema))
        rows.clear()
        size = 0

    def write(record: Line) -> None:
        nonlocal size
        rows.append(_packed(record))
        size += len(record.get("text") or "")
        if len(rows) >= _ROWS or size >= _SIZE:
            flush()

    try:
        yield write
        if rows:
            flush()
        writer.close()
    finally:
        writer.is_open = False  # given up, it would write its footer when it is collected, into a closed file


def _lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def _rows(path: Path) -> Iterator[Line]:
    require_parquet()
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=256):
            yield from map(_unpacked, batch.to_pylist())


class Form(NamedTuple):
    """A way to write and read shards."""

    writer: Callable[[IO[bytes], str], AbstractContextManager[Write]]
    read: Callable[[Path], Iterator[Line]]


FORMS = {"jsonl": Form(_to_lines, _lines), "parquet": Form(to_rows, _rows)}  # by the ending of their files


def files(folder: Path) -> list[Path]:
    """The shard files in a folder, in order; no half-written ones."""
    return sorted(path for path in folder.glob("[!.]*") if path.suffix[1:] in FORMS)


def read(path: Path) -> Iterator[Line]:
    """The records of a shard file, as they were written. ConfigError where its reader is not installed."""
    return FORMS[path.suffix[1:]].read(path)


def require_parquet() -> None:
    """ConfigError where Parquet can be neither written nor read."""
    if find_spec("pyarrow") is None:
        raise ConfigError("Parquet needs the extra copydesk[parquet]; install it, or keep to jsonl")


def _packed(record: Line) -> Line:
    if "issues" in record:
        return {**record, "issues": [{**issue, "fields": _json(issue["fields"])} for issue in record["issues"]]}
    return {**record, "scores": _json(record["scores"]), "metadata": _json(record["metadata"])}


def _unpacked(row: Line) -> Line:
    if "issues" in row:
        if row["text"] is None:
            del row["text"]
        for issue in row["issues"]:
            issue["fields"] = orjson.loads(issue["fields"])
        return row
    return {**row, "scores": orjson.loads(row["scores"]), "metadata": orjson.loads(row["metadata"])}


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _schema(folder: str) -> Any:
    """The columns of a folder's files, in the order in which JSON lines have them."""
    import pyarrow as arrow

    text, number = arrow.string(), arrow.int64()
    texts = arrow.list_(text)
    if folder == "reports":
        source = [("uri", text), ("line", number), ("media_type", text), ("charset", text), ("tail", text)]
        issue = [
            *((name, text) for name in ("rule", "name", "severity", "action")),
            ("confidence", arrow.float64()),
            *((name, number) for name in ("start", "end", "out_start", "out_end")),
            *((name, text) for name in ("text", "replacement", "message", "fields")),
        ]
        issues = arrow.list_(arrow.struct(issue))
        return arrow.schema([("id", text), ("source", arrow.struct(source)), ("text", text), ("issues", issues)])
    caption = arrow.struct([("text", text), ("credit", text)])
    lists = {"author": texts, "tags": texts, "captions": arrow.list_(caption)}
    names = (
        "id url title author date dateline language text captions tags story copy_of verdict scores source_sha256 "
        "rules metadata"
    )
    return arrow.schema([(name, lists.get(name, text)) for name in names.split()])
