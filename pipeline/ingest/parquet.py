"""Parquet files: a row is a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any

from pipeline.errors import SourceError, Unreadable
from pipeline.ingest.record import from_mapping
from pipeline.model import Limits, RawArticle, Source

_ROWS = 256  # rows in memory at a time


def rows(stream: IO[bytes], uri: str, limits: Limits) -> Iterator[RawArticle | Unreadable]:
    """The articles of a file, row by row; an Unreadable stands for a row that is none."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise SourceError(f"{uri}: reading Parquet needs the extra copydesk[parquet]: {error}") from error
    number = 0
    for batch in parquet.ParquetFile(stream).iter_batches(batch_size=_ROWS):
        for row in batch.to_pylist():
            number += 1
            try:
                raw = from_mapping({name: _plain(value) for name, value in row.items()}, _source(uri, number))
                if len(raw.html or raw.text) > limits.text:
                    raise Unreadable(f"the text is longer than {limits.text:,} characters")
                yield raw
            except Unreadable as error:
                yield error


def _source(uri: str, number: int) -> Source:
    return Source(uri, number, "application/vnd.apache.parquet")


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value
