"""Rounds the small model's weights to whole numbers and writes them as one .npz file."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.tagger_gradients import TABLES, Batch, Floats, Known, beside, from_beside
from tasks.extract.tagger_network import LAYERS, STEPS, WIDTH
from tasks.extract.tagger_words import Lexicon

SHARE = 0.9995  # of activations that the steps of a layer reach; the rest is cut to the last step
Packed = dict[str, NDArray[np.generic]]


def _whole(weights: Floats, unit: float | NDArray[np.float32]) -> NDArray[np.int8]:
    whole: NDArray[np.int8] = np.clip(np.rint(weights / unit), -127, 127).astype(np.int8)
    return whole


def _matrix(name: str, weights: Floats, offset: Floats, step: float) -> Packed:
    """Round a matrix, each column by its own unit; its input comes in steps of `step`."""
    unit = np.maximum(np.abs(weights).max(0), 1e-9) / np.float32(127)
    factor = (unit * np.float32(step)).astype(np.float32)
    return {
        f"{name}.whole": _whole(weights, unit), f"{name}.factor": factor, f"{name}.offset": offset,
    }  # fmt: skip


def _step(values: Floats) -> float:
    """Return the step by which STEPS reach nearly all positive values."""
    return float(np.quantile(values[values > 0], SHARE)) / STEPS


def activation_steps(
    weights: dict[str, Floats], batches: list[Batch], known: Known
) -> tuple[float, list[float]]:
    """Return the step of the words' rows and of the stream before each layer and at the end."""
    w = weights
    ids = np.concatenate([batch.ids for batch in batches])
    ends = np.concatenate([batch.ends for batch in batches])
    used, where = np.unique(ids, return_inverse=True)
    rows = known.rows[used]
    sums = known.vectors[rows[:, 0]] @ w["of_vector"] + known.facts[used] @ w["of_facts"]
    sums += w["word_offset"] + sum(w[t][rows[:, at]] for at, t in enumerate(TABLES, 1))
    word = np.maximum(sums, 0)
    mirror = np.arange(3 * WIDTH).reshape(3, WIDTH)[::-1].ravel()
    said = (word @ w["neighbours"])[where][:, mirror]
    inner = (~ends)[:, None]
    stream = np.maximum(from_beside(said) + w["first_offset"], 0) * inner
    steps = [_step(stream)]
    for number in range(LAYERS):
        heard = beside(stream) @ w[f"layer_{number}"] + w[f"offset_{number}"]
        stream = stream + np.maximum(heard, 0) * inner
        steps.append(_step(stream))
    return _step(word), steps


def _keyed(name: str, values: str, by_key: Mapping[int, int], kind: type[np.generic]) -> Packed:
    keys = np.array(sorted(by_key), np.int64)
    gaps = np.diff(keys, prepend=0).astype(np.uint32)
    return {name: gaps, values: np.array([by_key[int(k)] for k in keys]).astype(kind)}


def pack(
    path: Path,
    weights: dict[str, Floats],
    batches: list[Batch],
    known: Known,
    lexicon: Lexicon,
    vectors: NDArray[np.int8],
    vector_unit: float,
) -> None:
    """Write the weights as tasks.extract.tagger_weights.load reads them."""
    word_step, steps = activation_steps(weights, batches, known)
    unit = max(float(np.quantile(np.abs(weights[table]), 0.9999)) for table in TABLES) / 127
    none = np.zeros(WIDTH, np.float32)
    packed: Packed = {table: _whole(weights[table], unit) for table in TABLES}
    packed |= {
        "unit": np.array([unit], np.float32), "vectors": vectors, "steps": weights["steps"],
        "word_step": np.array([word_step], np.float32), "layer_steps": np.array(steps, np.float32),
        "layers": np.array([LAYERS]),
    }  # fmt: skip
    packed |= _matrix("of_vector", weights["of_vector"], weights["word_offset"], vector_unit)
    packed |= _matrix("of_facts", weights["of_facts"], none, 1.0)
    packed |= _matrix("neighbours", weights["neighbours"], weights["first_offset"], word_step)
    for number in range(LAYERS):
        layer, offset = weights[f"layer_{number}"], weights[f"offset_{number}"]
        packed |= _matrix(f"layer_{number}", layer, offset, steps[number])
    packed |= _matrix("out", weights["out"], weights["out_offset"], steps[-1])
    packed |= _keyed("vector_keys", "vector_rows", lexicon.vectors, np.uint16)
    packed |= _keyed("word_keys", "word_rows", lexicon.frequent, np.uint16)
    packed |= _keyed("list_keys", "list_bits", lexicon.listed, np.uint16)
    np.savez_compressed(path, **packed)  # type: ignore[arg-type]
