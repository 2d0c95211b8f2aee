"""Opens a file as a stream of unpacked bytes and stops when it unpacks to more than allowed."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pyarrow as pa

from tasks.ingest.limits import MIB, ReadLimits

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
CHUNK = MIB


class ExpansionError(ValueError):
    """A compressed file unpacks to more than the limits allow."""


class _Unpacked(io.RawIOBase):
    """Hands an Arrow decompression stream to `io.BufferedReader` and counts what comes out."""

    def __init__(self, stream: pa.NativeFile, allowed: int, told: str) -> None:
        self._stream, self._left, self._told = stream, allowed, told

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = int(self._stream.readinto(buffer))
        self._left -= count
        if self._left < 0:
            raise ExpansionError(self._told)
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


def compression_of(head: bytes) -> Literal["gzip", "zstd"] | None:
    """Return "gzip" or "zstd" when these first bytes of a file say so, else None."""
    if head.startswith(GZIP_MAGIC):
        return "gzip"
    return "zstd" if head.startswith(ZSTD_MAGIC) else None


def _unpack(
    path: Path, compression: Literal["gzip", "zstd"], limits: ReadLimits
) -> io.BufferedReader:
    size = path.stat().st_size
    allowed = limits.expanded_bytes(size)
    told = (
        f"{path.name}: {size:,} bytes of {compression} unpack to more than {allowed:,} bytes "
        f"(limits: {limits.ratio_free_bytes:,} bytes or {limits.max_expansion_ratio:g} times its "
        f"size, at most {limits.max_expanded_bytes:,} bytes)"
    )
    stream = pa.input_stream(str(path), compression=compression, buffer_size=CHUNK)
    return io.BufferedReader(_Unpacked(stream, allowed, told), CHUNK)


def _plain(path: Path) -> io.BufferedReader:
    return io.BufferedReader(io.FileIO(path), CHUNK)


@contextmanager
def open_stream(path: Path, limits: ReadLimits) -> Iterator[io.BufferedReader]:
    """Open a plain, gzip or zstd file for reading its unpacked bytes.

    Reading raises ExpansionError past the limits, and OSError where the packed data is cut off
    or damaged (Arrow checks both, unlike the zstandard package, which ends quietly).
    """
    with path.open("rb") as file:
        compression = compression_of(file.read(4))
    stream = _unpack(path, compression, limits) if compression else _plain(path)
    with stream:
        yield stream


def bounded_lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield (line number from 1, line, whole); a longer line is cut at `limit` and not whole.

    The rest of a cut line is read past in chunks, so that memory stays bounded.
    """
    number = 0
    while line := stream.readline(limit):
        number += 1
        whole = len(line) < limit or line.endswith(b"\n")
        if not whole:
            while (rest := stream.readline(CHUNK)) and not rest.endswith(b"\n"):
                pass
        yield number, line, whole


def read_whole(path: Path, limits: ReadLimits) -> bytes | None:
    """Return a file's unpacked bytes, or None when there are more than one document may have."""
    with open_stream(path, limits) as stream:
        data = stream.read(limits.max_document_bytes + 1)
    return None if len(data) > limits.max_document_bytes else data
