"""Tells what format a file has: by its first bytes, and by its name where those leave it open."""

import re
from pathlib import Path, PurePosixPath

import orjson

from tasks.ingest.limits import ReadLimits
from tasks.ingest.stream import open_stream

FORMATS = ("text", "html", "jsonl", "json", "parquet", "warc", "feed")
HEAD_BYTES = 65_536

_BY_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    "": "text",
}
_PACKED = {".gz", ".zst", ".zstd"}
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"BZh")
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_OBJECT = re.compile(r'\{\s*(?:"|\}|$)')
_ARRAY = re.compile(r"\[\s*(?:\{|\]|$)")


def byte_order_mark(head: bytes) -> str | None:
    """Return the Python codec that a byte order mark names, or None where there is none."""
    return next((codec for mark, codec in _MARKS if head.startswith(mark)), None)


def suffix_of(name: str) -> str:
    """Return the suffix that tells the format, lower case: ``.jsonl`` for ``news.JSONL.gz``."""
    path = PurePosixPath(name.lower())
    while path.suffix in _PACKED:
        path = path.with_suffix("")
    return path.suffix


def _first_line_is_record(text: str) -> bool:
    line, newline, _ = text.partition("\n")
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return not newline  # one long line, of which this is the head
    return True


def _sniff_text(text: str, suffix: str) -> str | None:
    start = text.lstrip()
    if start.startswith("WARC/"):
        return "warc"
    if start.startswith("<"):
        if _FEED.search(start[:2048]) and not _HTML.match(start):
            return "feed"
        if _HTML.search(start[:2048]):
            return "html"
    if _ARRAY.match(start) and suffix in {".json", ".jsonl", ".ndjson"}:
        return "json"
    if _OBJECT.match(start):
        pretty = suffix == ".json" and not _first_line_is_record(start)
        return "json" if pretty else "jsonl"
    return _BY_SUFFIX.get(suffix)


def sniff(head: bytes, name: str) -> str | None:
    """Return one of `FORMATS` for the first unpacked bytes and the name of a file, or None.

    None means that nothing here reads it: a picture, a PDF, an archive, a foreign suffix.
    """
    suffix = suffix_of(name)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_BINARY) or head[257:262] == b"ustar":
        return None
    codec = byte_order_mark(head) or "latin-1"  # every marker looked for is ASCII
    if b"\x00" in head and codec == "latin-1" and suffix == "":
        return None
    return _sniff_text(head.decode(codec, "replace"), suffix)


def sniff_file(path: Path, limits: ReadLimits) -> str | None:
    """Return the format of a file, looking inside gzip and zstd. Raises OSError if unreadable.

    A packed file that cannot be unpacked is told by its name; its reader will say what is wrong.
    """
    try:
        with open_stream(path, limits) as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        with path.open("rb"):  # still raises when the file itself cannot be opened
            head = b""
    return sniff(head, path.name)
