"""Identifies the language of many texts at once with py3langid's model in a compiled loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

SLICE_CHARS = 400  # more characters cost time and change one verdict in hundreds
ENOUGH_CHARS = 60  # below it a text is too short to tell, unless the page states its language
SURE = 0.6  # calibrated probability under which a stated language is believed instead
MIXED = 0.9  # both slices of a text must be this sure before it is called mixed


@dataclass(frozen=True)
class _Model:
    labels: list[str]
    prior: NDArray[np.float32]
    weights: NDArray[np.float32]  # feature x language
    moves: NDArray[np.uint32]  # flattened: row * 256 + byte -> state
    row: NDArray[np.uint16]  # state -> row
    feature: NDArray[np.int32]  # state -> feature, or -1


@lru_cache(maxsize=1)
def _model() -> _Model:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return _Model(
        labels=list(loaded.nb_classes),
        prior=np.asarray(loaded.nb_pc, dtype=np.float32),
        weights=np.ascontiguousarray(loaded.nb_ptc, dtype=np.float32),
        moves=np.asarray(loaded.tk_nextmove, dtype=np.uint32),
        row=np.asarray(loaded.tk_row, dtype=np.uint16),
        feature=np.asarray(loaded.tk_output, dtype=np.int32),
    )


def load() -> None:
    """Load the model, which takes longer than the languages of some thousand texts."""
    _model()


@lru_cache(maxsize=1)
def _kernel() -> "Callable[..., None]":
    from tasks.describe.language_kernel import score_texts

    return score_texts


def identify_languages(texts: pl.Series) -> tuple[list[str], NDArray[np.float32]]:
    """Return the language code and its probability for every text, in the texts' order.

    Gives what ``py3langid.classify`` with normalised probabilities gives for the first
    `SLICE_CHARS` characters. A text without letters gets probability 0.
    """
    model = _model()
    cut = texts.str.head(SLICE_CHARS)
    cut = pl.select(
        pl.when(cut.str.to_uppercase() == cut).then(cut.str.to_lowercase()).otherwise(cut)
    ).to_series()
    data, offsets = bytes_of(cut.str.normalize("NFC"))
    best = np.zeros(len(cut), dtype=np.int64)
    score = np.zeros(len(cut), dtype=np.float32)
    twins = _twins(model.labels)
    _kernel()(
        data, offsets, model.moves, model.row, model.feature, model.weights, model.prior, twins,
        best, score,
    )  # fmt: skip
    return [model.labels[i] for i in best.tolist()], score


def _twins(labels: Sequence[str]) -> NDArray[np.int64]:
    """For each label, the first column of the same name: one language in two scripts."""
    first: dict[str, int] = {}
    return np.array([first.setdefault(label, i) for i, label in enumerate(labels)], dtype=np.int64)


def bytes_of(texts: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the UTF-8 bytes of all texts in one array, and where each text starts and ends."""
    arrow = cast("pa.LargeStringArray", texts.fill_null("").to_arrow().cast(pa.large_string()))
    _, ends, data = arrow.buffers()
    offsets = np.frombuffer(memoryview(ends or bytes(8)), np.int64)[arrow.offset :]
    return np.frombuffer(memoryview(data or b""), np.uint8), offsets[: len(arrow) + 1]


def normal_code(stated: str | None) -> str | None:
    """Return a stated language as BCP 47 writes it (``en-GB``), or null when it is not a code."""
    parts = (stated or "").strip().replace("_", "-").split("-")
    if not parts[0].isalpha() or not parts[0].isascii() or len(parts[0]) not in (2, 3):
        return None
    region = next((p.upper() for p in parts[1:] if len(p) == 2 and p.isalpha()), None)
    script = next((p.title() for p in parts[1:] if len(p) == 4 and p.isalpha()), None)
    return "-".join(part for part in (parts[0].lower(), script, region) if part)
