"""Reads a file that is one document of plain text."""

from collections.abc import Iterator

from tasks.ingest.decode import UndecodableError, decode
from tasks.ingest.reading import Reading
from tasks.ingest.row import Item
from tasks.ingest.stream import read_whole


def read_text(reading: Reading) -> Iterator[Item]:
    """Yield the one document of a text file; its id is its path inside the source."""
    yield whole_file(reading, "text/plain")


def whole_file(reading: Reading, media_type: str) -> Item:
    """Return a file as one document of this media type, or the problem with it."""
    limit = reading.limits.max_document_bytes
    data = read_whole(reading.path, reading.limits)
    if data is None:
        return reading.problem(
            "document_size", f"more than {limit:,} bytes, the limit for one document; split it"
        )
    try:
        decoded = decode(data, html=media_type == "text/html")
    except UndecodableError as error:
        return reading.problem(
            "decodable", f"{error}; save it as UTF-8 text, or take it out if it is no text"
        )
    if not decoded.text.strip():
        return reading.problem("not_empty", "the file holds no text; fill it or take it out")
    return reading.document(
        decoded.text,
        data,
        media_type,
        native_id=reading.source.native_path,
        native_basis="path",
        charset=decoded.charset,
        damage=decoded.damage,
    )
