"""Reads the small model's weights, if they are the ones that it was measured with."""

import hashlib
import io
import tomllib
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from tasks.extract.recogniser import PayloadError
from tasks.extract.tagger_network import Matrix, Network
from tasks.extract.tagger_words import Lexicon, SortedKeys

WEIGHTS = Path(__file__).parent / "small_model.npz"
RECORD = Path(__file__).parent / "tables" / "small_model.toml"
Arrays = dict[str, NDArray[np.generic]]


def checked(weights: Path, record: Path) -> bytes:
    """Return the bytes of a weights file. Raises PayloadError when they are not the recorded."""
    data = weights.read_bytes() if weights.is_file() else b""
    found = hashlib.sha256(data).hexdigest()
    if found != tomllib.loads(record.read_text("utf-8"))["sha256"]:
        raise PayloadError(f"{weights} is not the file this project trusts ({found[:12]})")
    return data


def version(record: Path = RECORD) -> str:
    """Return the model's version as `mentions.model` says it."""
    return str(tomllib.loads(record.read_text("utf-8"))["version"])


def load(data: bytes) -> tuple[Network, Lexicon, NDArray[np.float32]]:
    """Unpack weights: the network, what it knows of words, and the weights of label pairs."""
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        arrays = cast(Arrays, {name: stored[name] for name in stored.files})
    network = Network(
        words=cast(NDArray[np.int8], arrays["words"]),
        prefixes=cast(NDArray[np.int8], arrays["prefixes"]),
        suffixes=cast(NDArray[np.int8], arrays["suffixes"]),
        shapes=cast(NDArray[np.int8], arrays["shapes"]),
        unit=np.float32(arrays["unit"][0]),
        vectors=cast(NDArray[np.int8], arrays["vectors"]),
        of_vector=_matrix(arrays, "of_vector"),
        of_facts=_matrix(arrays, "of_facts"),
        word_step=np.float32(arrays["word_step"][0]),
        neighbours=_matrix(arrays, "neighbours"),
        layer_steps=arrays["layer_steps"].astype(np.float32),
        layers=tuple(_matrix(arrays, f"layer_{n}") for n in range(int(arrays["layers"][0]))),
        out=_matrix(arrays, "out"),
    )
    lexicon = Lexicon(
        vectors=SortedKeys(_keys(arrays["vector_keys"]), arrays["vector_rows"]),
        frequent=_by_key(arrays["word_keys"], arrays["word_rows"]),
        listed=_by_key(arrays["list_keys"], arrays["list_bits"]),
    )
    return network, lexicon, arrays["steps"].astype(np.float32)


def _matrix(arrays: Arrays, name: str) -> Matrix:
    return Matrix(
        np.ascontiguousarray(arrays[f"{name}.whole"].astype(np.float32)),
        arrays[f"{name}.factor"].astype(np.float32),
        arrays[f"{name}.offset"].astype(np.float32),
    )


def _by_key(gaps: NDArray[np.generic], values: NDArray[np.generic]) -> dict[int, int]:
    return dict(zip(_keys(gaps).tolist(), values.tolist(), strict=True))


def _keys(gaps: NDArray[np.generic]) -> NDArray[np.int64]:
    """Undo the packing: keys are stored in order, as the gaps between them, which pack well."""
    return np.cumsum(gaps.astype(np.int64))
