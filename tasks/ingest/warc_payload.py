"""Takes a WARC record's payload out of its HTTP wrapping, and reads its stated type."""

import io

from tasks.ingest.stream import GZIP_MAGIC
from tasks.ingest.warc_records import Record


class PayloadError(ValueError):
    """A payload is cut off or its wrapping is damaged."""


def stated_type(record: Record) -> tuple[str | None, str | None]:
    """Return (media type, charset) as the HTTP head states them, else the record's own head."""
    head = record.http_headers
    value = (record.headers if head is None else head).get("content-type", "")
    media_type, _, parameters = value.partition(";")
    name, _, charset = parameters.partition("=")
    found = charset.strip(" \"'") if name.strip().lower() == "charset" else None
    return media_type.strip().lower() or None, found or record.charset


def head_damage(record: Record) -> str | None:
    """Return what is wrong with the HTTP head of a record that should have one, or None."""
    if "application/http" not in record.headers.get("content-type", ""):
        return None
    return "its HTTP head is damaged or cut off" if record.status is None else None


def payload(record: Record, limit: int) -> bytes | None:
    """Return a record's payload, or None when it is longer than `limit`.

    Chunked transfer and gzip, deflate or brotli coding are undone where they are really there:
    many archives keep the header after decoding the body. Raises PayloadError for a record that
    is cut off.
    """
    try:
        data = record.body.read(limit + 1)
    except (OSError, ValueError) as error:
        raise PayloadError(f"damaged ({error})") from error
    if len(data) > limit:
        return None
    if len(data) < record.length:
        raise PayloadError(f"cut off: {len(data):,} of {record.length:,} bytes are there")
    if record.http_headers is None:
        return data
    data = _unchunked(data, record.http_headers.get("transfer-encoding", ""))
    return _uncoded(data, record.http_headers.get("content-encoding", ""), limit)


def _unchunked(data: bytes, coding: str) -> bytes:
    from fastwarc.stream_io import ChunkedReader

    size, _, _ = data[:20].partition(b"\r\n")
    if "chunked" not in coding.lower() or not size or size.strip(b"0123456789abcdefABCDEF"):
        return data
    try:
        return ChunkedReader(io.BytesIO(data)).read()
    except (OSError, ValueError) as error:
        raise PayloadError(f"damaged chunks ({error})") from error


def _uncoded(data: bytes, coding: str, limit: int) -> bytes | None:
    from fastwarc.stream_io import BrotliReader, GzipReader

    coding = coding.strip().lower()
    packed = io.BytesIO(data)
    reader: BrotliReader | GzipReader
    if coding in {"gzip", "x-gzip"} and data.startswith(GZIP_MAGIC):
        reader = GzipReader(packed)
    elif coding == "deflate" and data.startswith(b"\x78"):
        reader = GzipReader(packed, zlib=True)
    elif coding == "br" and not data.lstrip().startswith(b"<"):
        reader = BrotliReader(packed)
    else:
        return data
    try:
        plain = reader.read(limit + 1)
    except (OSError, ValueError) as error:
        raise PayloadError(f"damaged {coding} coding ({error})") from error
    return None if len(plain) > limit else plain
