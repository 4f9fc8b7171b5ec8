"""Bytes of a file, local or remote, decompressed where they are compressed."""

from __future__ import annotations

import gzip
import io
from typing import IO, Any, cast

from pipeline.errors import SourceError

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_BUFFER = 1 << 17  # bytes; a line that holds a page is longer than the usual buffer by far


def open_raw(path: str) -> IO[bytes]:
    """The file's own bytes. SourceError where it cannot be opened."""
    try:
        if "://" in path:
            import fsspec

            # stores differ in what their files can do (S3: no readline with a limit); a buffer makes them alike
            return cast(IO[bytes], io.BufferedReader(fsspec.open(path, "rb").open(), _BUFFER))
        return open(path, "rb", _BUFFER)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}; check the path and its rights") from error


def compression(head: bytes) -> str | None:
    """What a file's first bytes say of its compression: gzip, zstd or nothing."""
    if head.startswith(GZIP):
        return "gzip"
    return "zstd" if head.startswith(ZSTD) else None


def decompressed(raw: IO[bytes], how: str | None) -> IO[bytes]:
    """The bytes behind the compression, as a stream that never holds the whole."""
    if how == "gzip":
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    if how == "zstd":
        import zstandard

        reader: Any = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(raw, read_across_frames=True)
        return cast(IO[bytes], io.BufferedReader(reader))
    return raw
