"""Works out how wrong the small model is on a batch, and which way each weight should move."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.tagger_crf import add_rows, expected_labels
from tasks.extract.tagger_labels import LABELS, may_follow
from tasks.extract.tagger_network import LAYERS, WIDTH
from tasks.extract.tagger_words import FACTS, PREFIXES, SHAPES, SUFFIXES

Floats = NDArray[np.float32]
TABLES = ("words", "prefixes", "suffixes", "shapes")


@dataclass(frozen=True)
class Batch:
    """Lines laid end to end, a line's end after each: word numbers, right labels, where lines
    begin (and where the last ends), and which words are line ends."""

    ids: NDArray[np.int32]
    allowed: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.bool_]


@dataclass(frozen=True)
class Known:
    """Every word of the training texts: its rows and facts (Lexicon.describe), and its vector."""

    rows: NDArray[np.int32]
    facts: Floats
    vectors: Floats


def shapes(frequent: int, vector_width: int) -> dict[str, tuple[int, ...]]:
    """Return the name and shape of every array of weights."""
    found: dict[str, tuple[int, ...]] = {
        "words": (frequent + 1, WIDTH), "prefixes": (PREFIXES, WIDTH),
        "suffixes": (SUFFIXES, WIDTH), "shapes": (SHAPES, WIDTH),
        "of_vector": (vector_width, WIDTH), "of_facts": (FACTS, WIDTH), "word_offset": (WIDTH,),
        "neighbours": (WIDTH, 3 * WIDTH), "first_offset": (WIDTH,),
    }  # fmt: skip
    for number in range(LAYERS):
        found |= {f"layer_{number}": (3 * WIDTH, WIDTH), f"offset_{number}": (WIDTH,)}
    return found | {"out": (WIDTH, LABELS), "out_offset": (LABELS,), "steps": (LABELS, LABELS)}


def split(flat: Floats, sizes: dict[str, tuple[int, ...]]) -> dict[str, Floats]:
    """Return views of one long array, by name."""
    parts, start = {}, 0
    for name, size in sizes.items():
        stop = start + int(np.prod(size))
        parts[name] = flat[start:stop].reshape(size)
        start = stop
    return parts


def beside(rows: Floats) -> Floats:
    """Put the rows before and after each row beside it."""
    width = rows.shape[1]
    wide = np.zeros((len(rows), 3 * width), np.float32)
    wide[1:, :width] = rows[:-1]
    wide[:, width : 2 * width] = rows
    wide[:-1, 2 * width :] = rows[1:]
    return wide


def from_beside(wide: Floats) -> Floats:
    """Add up what `beside` spread: its transpose."""
    width = wide.shape[1] // 3
    rows = wide[:, width : 2 * width].copy()
    rows[:-1] += wide[1:, :width]
    rows[1:] += wide[:-1, 2 * width :]
    return rows


@dataclass
class Learner:
    """Weights, their gradient, and chance: a share of what passes between layers is left out."""

    weights: dict[str, Floats]
    gradient: dict[str, Floats]
    known: Known
    rng: np.random.Generator
    drop: float
    drop_word: float = 0.08

    def _kept(self, size: tuple[int, ...]) -> Floats:
        kept = self.rng.random(size, dtype=np.float32) >= self.drop
        return (kept / np.float32(1 - self.drop)).astype(np.float32)

    def learn(self, batch: Batch) -> float:
        """Fill the gradient from one batch; returns the loss a word (CRF, in nats)."""
        w, g = self.weights, self.gradient
        used, found = np.unique(batch.ids, return_inverse=True)
        where = found.astype(np.int64, copy=False)
        rows = self.known.rows[used].copy()
        rows[self.rng.random(len(rows)) < self.drop_word, 1] = 0
        vectors, facts = self.known.vectors[rows[:, 0]], self.known.facts[used]
        sums = vectors @ w["of_vector"] + facts @ w["of_facts"] + w["word_offset"]
        for at, table in enumerate(TABLES, 1):
            sums += w[table][rows[:, at]]
        gate = self._kept(sums.shape) * (sums > 0)
        word = sums * gate
        said = _single((word @ w["neighbours"])[where])
        inner = (~batch.ends)[:, None]
        gates, reads, keeps = [], [], []
        stream = from_beside(said[:, _mirror()]) + w["first_offset"]
        gates.append((stream > 0) & inner)
        stream = stream * gates[0]
        for number in range(LAYERS):
            keeps.append(self._kept(stream.shape))
            reads.append(beside(stream * keeps[-1]))
            heard = reads[-1] @ w[f"layer_{number}"] + w[f"offset_{number}"]
            gates.append((heard > 0) & inner)
            stream = stream + heard * gates[-1]
        labels = _single(stream @ w["out"] + w["out_offset"])
        loss, wrong, steps = _wrong(labels, w["steps"], batch)
        g["steps"][:] = steps
        g["out"][:], g["out_offset"][:] = stream.T @ wrong, wrong.sum(0)
        back = _single(wrong @ w["out"].T)
        for number in reversed(range(LAYERS)):
            own = back * gates[number + 1]
            g[f"layer_{number}"][:], g[f"offset_{number}"][:] = reads[number].T @ own, own.sum(0)
            heard = _single(own @ w[f"layer_{number}"].T)
            back = _single(back + from_beside(heard) * keeps[number])
        back = _single(back * gates[0])
        g["first_offset"][:] = back.sum(0)
        spread = np.zeros((len(used), 3 * WIDTH), np.float32)
        add_rows(spread, where, beside(back)[:, _mirror()])
        g["neighbours"][:] = word.T @ spread
        own = (spread @ w["neighbours"].T) * gate
        g["of_vector"][:], g["of_facts"][:] = vectors.T @ own, facts.T @ own
        g["word_offset"][:] = own.sum(0)
        for at, table in enumerate(TABLES, 1):
            add_rows(g[table], rows[:, at].astype(np.int64), own)
        return loss


def _single(values: NDArray[np.floating]) -> Floats:
    """The same values, known to be of single precision."""
    return values.astype(np.float32, copy=False)


def _mirror() -> NDArray[np.int64]:
    """Columns that swap what is said to the left and to the right neighbour."""
    columns = np.arange(3 * WIDTH).reshape(3, WIDTH)
    return columns[::-1].ravel()


def _wrong(labels: Floats, steps: Floats, batch: Batch) -> tuple[float, Floats, Floats]:
    """Return the loss a word and its slope by label weights and by steps."""
    count = len(labels)
    likely = np.exp(labels - labels.max(1, keepdims=True))
    follow = (np.exp(steps) * may_follow()).astype(np.float32)
    every = np.full_like(batch.allowed, -1)
    free, expected, free_steps = expected_labels(likely, every, batch.starts, follow)
    tied, wanted, tied_steps = expected_labels(likely, batch.allowed, batch.starts, follow)
    slope = (expected - wanted) / np.float32(count)
    return (free - tied) / count, slope, (free_steps - tied_steps) / np.float32(count)
