"""Measures how much two texts share, from small samples of their five-word sequences."""

from collections.abc import Iterable

import numpy as np
import polars as pl
from numpy.typing import NDArray

SAMPLE = 128  # sequences kept of each text: an error near 0.03 at a share of 0.1
Sketch = NDArray[np.uint64]


def sketches(keys: Iterable[str], texts: pl.Series) -> dict[str, Sketch]:
    """Return each text's `SAMPLE` smallest sequence hashes, sorted (a bottom-k sketch)."""
    from tasks.identify.sharing_kernel import hash_sequences

    lowered = texts.str.to_lowercase()
    lengths = lowered.str.len_bytes().to_numpy().astype(np.int64)
    offsets = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths)))
    data = np.frombuffer("".join(lowered.to_list()).encode() or b" ", dtype=np.uint8)
    hashes, counts = hash_sequences(data, offsets)
    found: dict[str, Sketch] = {}
    for place, key in enumerate(keys):
        start = int(offsets[place])  # a text has fewer sequences than bytes
        distinct = np.unique(hashes[start : start + int(counts[place])])
        found[key] = distinct[:SAMPLE].copy()
    return found


def most_shared(one: Sketch, other: Sketch) -> float:
    """Return the larger of the two containments: the share of one text that the other has too.

    Both samples are cut at the same hash, so that each keeps the same random part of its text
    (Broder's coordinated sampling). Where a cut leaves nothing to compare, the answer is 1.
    """
    if not len(one) or not len(other):
        return 0.0 if len(one) or len(other) else 1.0
    cuts = [sample[-1] for sample in (one, other) if len(sample) == SAMPLE]
    cut = min(cuts) if cuts else np.uint64(2**64 - 1)
    a, b = one[one <= cut], other[other <= cut]
    if not len(a) or not len(b):
        return 1.0
    return float(np.isin(a, b, assume_unique=True).sum() / min(len(a), len(b)))
