"""The ledger's quick proof: some hundred documents at once, on the bytes of their texts."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

ASCII_SPACE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
FENCE = b"\xff"  # between documents; no UTF-8 text holds this byte

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]


def agrees(versions: pl.DataFrame, blocks: pl.DataFrame) -> bool:
    """Tell whether every ledger balances and every block's text is at its place.

    versions: text and source_text, never null. blocks: at (row in versions), char_start, char_end
    and text, sorted. True is a proof; after a False, `ledger.prove` looks at each document.
    """
    chars = versions["source_text"].str.len_chars().to_numpy().astype(np.int64)
    at = blocks["at"].to_numpy()
    starts = blocks["char_start"].to_numpy().astype(np.int64)
    ends = blocks["char_end"].to_numpy().astype(np.int64)
    if np.any(starts < 0) or np.any(starts > ends) or np.any(ends > chars[at]):
        return False
    first = np.concatenate([[0], np.cumsum(chars + 1)])[:-1]  # one more for each fence
    source = _fenced(versions["source_text"])
    low, high = (_byte_places(source, edge + first[at]) for edge in (starts, ends))
    if np.any(low[1:] < high[:-1]):
        return False
    runs = np.diff(np.concatenate([[0], np.stack([low, high], 1).ravel(), [len(source)]]))
    kept = np.repeat(np.arange(len(runs)) % 2 == 0, runs)
    if not _is_text(source[~kept], high - low, blocks["text"]):
        return False
    return _solid(source[kept]) == _solid(_fenced(versions["text"]))


def _fenced(texts: pl.Series) -> Bytes:
    return np.frombuffer(FENCE.join(texts.cast(pl.Binary).to_list()), np.uint8)


def _byte_places(data: Bytes, chars: Places) -> Places:
    """Return where in UTF-8 data the characters of the given numbers begin."""
    inner = np.flatnonzero(data.view(np.int8) < -64)  # bytes that go on a character
    begun = inner - np.arange(len(inner))  # characters that begin before each of them
    return chars + np.searchsorted(begun, chars, side="right")


def _is_text(cut: Bytes, lengths: Places, texts: pl.Series) -> bool:
    """Tell whether bytes end to end are these texts: same lengths and, joined, the same bytes."""
    if not np.array_equal(texts.str.len_bytes().to_numpy(), lengths):
        return False
    return cut.tobytes() == b"".join(texts.cast(pl.Binary).to_list())


def _solid(data: Bytes) -> bytes:
    """Return UTF-8 data without the characters for which `str.isspace` is true."""
    padded = np.concatenate([data, np.zeros(2, np.uint8)])
    lead = np.flatnonzero(data >= 0xC2)
    a, b, c = padded[lead], padded[lead + 1], padded[lead + 2]
    two = (a == 0xC2) & ((b == 0x85) | (b == 0xA0))
    general = (b == 0x80) & ((c <= 0x8A) | (c == 0xA8) | (c == 0xA9) | (c == 0xAF))
    three = (a == 0xE1) & (b == 0x9A) & (c == 0x80)
    three |= (a == 0xE2) & (general | ((b == 0x81) & (c == 0x9F)))
    three |= (a == 0xE3) & (b == 0x80) & (c == 0x80)
    if two.any() or three.any():
        gone = [lead[two], lead[two] + 1, lead[three], lead[three] + 1, lead[three] + 2]
        data = np.delete(data, np.concatenate(gone))
    return data.tobytes().translate(None, ASCII_SPACE)
