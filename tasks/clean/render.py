"""Renders HTML pages to lines of text, and remembers for each line where in the DOM it stood."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numba
import numpy as np
import polars as pl
import pyarrow as pa
from lxml import etree
from numpy.typing import NDArray

from tasks.clean import rows
from tasks.clean.ledger import string_buffer
from tasks.clean.markup.note import gathered
from tasks.clean.markup.notes import notes
from tasks.clean.markup.slim import room_for, slim
from tasks.clean.markup.tags import START, read_tags
from tasks.clean.markup.walk import BEGIN, CELL_MARK, END, LINK_CHARS, PATH, Walked, walk
from tasks.clean.page_metadata import page_metadata

BATCH_BYTES = 1 << 21  # of markup walked at once: enough to forget the calls, little to keep
DEEPEST = 1000
"""Parsers and the code behind them call themselves for every level: far above this they crash."""
_ODD = bytes.maketrans(bytes([CELL_MARK]), b" ")
_LOST = b"&#xFFFD;"  # what the writer of XML makes of a control character; others it writes as is


@dataclass(frozen=True)
class Rendered:
    """Pages as text, the place of each of its lines (rows.BLOCKS), and what they state (JSON).

    Blocks are in order and do not overlap. A page without any element renders to nothing, and so
    does one that is `deep`: nested deeper than DEEPEST.
    """

    text: pl.Series
    blocks: pl.Series
    stated: pl.Series
    deep: pl.Series


def render(pages: pl.Series) -> Rendered:
    """Return what HTML pages show and state. No page may be null."""
    found = [_rendered(batch) for batch in _batches(pages)]
    return Rendered(
        pl.concat([one.text for one in found]) if found else pl.Series(dtype=pl.String),
        pl.concat([one.blocks for one in found]) if found else pl.Series(dtype=rows.BLOCKS),
        pl.concat([one.stated for one in found]) if found else pl.Series(dtype=pl.String),
        pl.concat([one.deep for one in found]) if found else pl.Series(dtype=pl.Boolean),
    )


def _batches(pages: pl.Series) -> Iterator[list[bytes | None]]:
    """Parse pages and yield their repaired markup, null for deep ones, megabytes at a time."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )  # a table of ids is asked by nobody
    data, at = string_buffer(pages)
    room = room_for(int(np.diff(at).max(initial=0)))
    batch: list[bytes | None] = []
    size = 0
    for begin, end in pairwise(at.tolist()):
        batch.append(_repaired(data[begin:end], parser, room))
        size += len(batch[-1] or b"")
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _repaired(
    page: NDArray[np.uint8], parser: etree.HTMLParser, room: NDArray[np.uint8]
) -> bytes | None:
    """Return a page as well-formed markup, without comments and doctype; null if it is deep."""
    if _is_odd(page):
        page = np.frombuffer(page.tobytes().translate(_ODD, b"\0"), np.uint8)
    html, depth = slim(page, room)
    if depth > DEEPEST:
        return None
    tree = etree.fromstring(html, parser) if html.strip() else None
    if tree is None:
        return b""
    tree.getroottree().docinfo.clear()  # that of XHTML would make the writer add attributes
    markup = etree.tostring(tree, encoding="utf-8")
    return etree.tostring(tree, method="c14n") if _LOST in markup else markup


@numba.njit(cache=True)
def _is_odd(page: NDArray[np.uint8]) -> bool:
    """Tell whether a page holds a null character or a cell's mark, which parsers or we misread."""
    odd = 0
    for byte in page:
        odd += (byte == 0) | (byte == CELL_MARK)
    return odd > 0


def _rendered(batch: list[bytes | None]) -> Rendered:
    parsed = [page or b"" for page in batch]
    markup = b"".join(parsed)
    data = np.frombuffer(markup, np.uint8)
    tags = read_tags(data)
    page_at = np.cumsum([0] + [len(page) for page in parsed])
    pages = np.searchsorted(tags.tags[:-1, START], page_at)
    noted, note_ends = notes(data, tags, pages)
    stated = [
        page_metadata(gathered(markup, noted[begin:end].tolist()))
        for begin, end in pairwise([0, *note_ends.tolist()])
    ]
    walked = walk(data, tags, pages)
    deep = pl.Series([page is None for page in batch], dtype=pl.Boolean)
    return Rendered(_texts(walked), _blocks(walked), pl.Series(stated, dtype=pl.String), deep)


def _texts(walked: Walked) -> pl.Series:
    return _strings(walked.text, np.append(0, walked.text_ends))


def _strings(letters: NDArray[np.uint8], at: NDArray[np.int64]) -> pl.Series:
    """Return the stretches of bytes that begin, and end, at these places."""
    buffers = (pa.py_buffer(at.data), pa.py_buffer(letters.data))
    return pl.Series(pa.LargeStringArray.from_buffers(len(at) - 1, *buffers), dtype=pl.String)


def _blocks(walked: Walked) -> pl.Series:
    paths = _strings(walked.paths[: walked.path_begins[-1]], walked.path_begins)
    if (walked.paths[: walked.path_begins[-1]] >= 128).any():
        paths = paths.map_elements(_lower, pl.String)
    lines = walked.lines
    columns = {
        "char_start": lines[:, BEGIN],
        "char_end": lines[:, END],
        "path": paths.gather(lines[:, PATH]),
        "link_chars": lines[:, LINK_CHARS],
    }
    told = pl.DataFrame(columns).to_struct().to_arrow(compat_level=pl.CompatLevel.oldest())
    ends = pa.array(np.append(0, walked.line_ends))
    return pl.Series(pa.LargeListArray.from_arrays(ends, told)).cast(rows.BLOCKS)


def _lower(path: str) -> str:
    """Return a path whose words are in lower case, beyond ASCII, too."""
    if path.isascii():
        return path
    names = (name.partition(".") for name in path.split(">"))
    return ">".join(f"{tag}{point}{words.lower()}" for tag, point, words in names)
