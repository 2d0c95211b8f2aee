"""Reads a file that is one HTML page."""

from collections.abc import Iterator

from tasks.ingest.reading import Reading
from tasks.ingest.row import Item
from tasks.ingest.text import whole_file


def read_html(reading: Reading) -> Iterator[Item]:
    """Yield the one page of an HTML file; its id is its path inside the source."""
    yield whole_file(reading, "text/html")
