"""Trains the small name tagger on open texts and writes tasks/extract/small_model.npz.

    python -m benchmarks.train_small_model SHARED [--hold-back FOLD --out FILE]

SHARED holds bench/entities, data/open-news and data/names. What is learnt from, with licences:
CrossNER politics (MIT), WikiGold and WNUT-17 (CC BY 4.0), UNER-EWT (CC BY-SA 4.0), labelled by
people; Groningen Meaning Bank texts, White House briefings (public domain), MASC newspaper texts
(MASC's open terms) and GUM texts (CC BY and alike), labelled by spaCy's medium model (MIT) and
our article rules; word vectors of that model; name lists under CC0, PDDL or written here.
Nothing of CoNLL-2003 is read. With `--hold-back` one document in five of every gold set is kept
out, for `python -m benchmarks.entities --weights FILE --fold FOLD` to measure. Takes about seven
CPU minutes; the same inputs give the same quality, the last digits depend on the machine.
"""

import argparse
import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.tagger_crf import move
from benchmarks.tagger_gradients import Batch, Floats, Known, Learner, shapes, split
from benchmarks.tagger_lists import word_lists, word_vectors
from benchmarks.tagger_packing import pack
from benchmarks.tagger_texts import Line, Renamer, gold_lines, machine_lines
from tasks.extract.tagger_tokens import LINE_END
from tasks.extract.tagger_weights import RECORD, WEIGHTS
from tasks.extract.tagger_words import Lexicon, key

SEED = 20260301
EPOCHS = 5
GOLD_TIMES = 3  # a gold line is read three times as often as a machine-labelled one
RENAMED = 0.25
LEAST_OFTEN = 6  # of a word that gets weights of its own
WORDS_IN_BATCH = 3_000
RATE = 2e-3
WARM_UP = 100
LONGEST_STEP = 1.0
DROP = 0.3


class Words(dict[str, int]):
    """Numbers words in the order in which they are met; a line's end is 0."""

    def __init__(self) -> None:
        super().__init__({LINE_END: 0})

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


def frequent_words(lines: list[Line]) -> dict[int, int]:
    """Return a row for the key of every word, in small letters, that the lines have often."""
    counts = Counter(word.lower() for line in lines for word in line.words)
    keys = sorted({key(word) for word, count in counts.items() if count >= LEAST_OFTEN})
    return {number: row for row, number in enumerate(keys, 1)}


def batches(
    lines: list[tuple[NDArray[np.int32], NDArray[np.int64]]], rng: np.random.Generator
) -> Iterator[Batch]:
    """Yield shuffled lines in batches, without end."""
    while True:
        order = rng.permutation(len(lines))
        some: list[int] = []
        count = 0
        for at in order:
            some.append(int(at))
            count += len(lines[at][0])
            if count >= WORDS_IN_BATCH:
                ids = np.concatenate([lines[n][0] for n in some])
                allowed = np.concatenate([lines[n][1] for n in some])
                starts = np.cumsum([0] + [len(lines[n][0]) for n in some])
                yield Batch(ids, allowed, starts.astype(np.int64), ids == 0)
                some, count = [], 0


def first_weights(weights: dict[str, Floats], rng: np.random.Generator) -> None:
    """Fill weights with small random numbers; offsets and steps stay 0."""
    for name, array in weights.items():
        if name in ("words", "prefixes", "suffixes", "shapes"):
            array[:] = rng.normal(0, 0.1, array.shape)
        elif name == "neighbours":
            array[:] = rng.normal(0, np.sqrt(2 / (3 * len(array))), array.shape)
        elif array.ndim == 2 and name != "steps":
            array[:] = rng.normal(0, np.sqrt(1 / len(array)), array.shape)


def train(
    lines: list[tuple[NDArray[np.int32], NDArray[np.int64]]], known: Known, frequent: int
) -> tuple[dict[str, Floats], list[Batch]]:
    """Return the averaged weights after EPOCHS, and a few batches to measure them on."""
    rng = np.random.default_rng(SEED)
    sizes = shapes(frequent, known.vectors.shape[1])
    count = sum(int(np.prod(size)) for size in sizes.values())
    flat, slope, mean, square, average = (np.zeros(count, np.float32) for _ in range(5))
    learner = Learner(split(flat, sizes), split(slope, sizes), known, rng, DROP)
    first_weights(learner.weights, rng)
    total = int(EPOCHS * sum(len(ids) for ids, _ in lines) / WORDS_IN_BATCH)
    print(f"{count:,} weights, {total:,} batches", flush=True)
    running = 0.0
    stream = batches(lines, rng)
    for number in range(1, total + 1):
        running += learner.learn(next(stream))
        length = float(np.sqrt(slope @ slope))
        if length > LONGEST_STEP:
            slope *= LONGEST_STEP / length
        rate = RATE * min(1.0, number / WARM_UP) * max(0.02, 1 - number / total)
        memory = min(0.998, number / (number + 10))
        move(flat, slope, mean, square, average, rate, number, memory)
        if number % 500 == 0:
            cpu = time.process_time()
            print(f"{number:>6} loss {running / 500:.4f} CPU {cpu:,.0f} s", flush=True)
            running = 0.0
    return split(average, sizes), [next(stream) for _ in range(20)]


def record(weights: Path, path: Path) -> None:
    """Write the weights' hash into the record that is read before they are loaded."""
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    old = path.read_text("utf-8").splitlines()
    new = [f'sha256 = "{digest}"' if line.startswith("sha256") else line for line in old]
    path.write_text("\n".join(new) + "\n", "utf-8")


def main() -> None:
    """Read, train, pack and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--hold-back", type=int, default=None)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    bench, names = options.shared / "bench" / "entities", options.shared / "data" / "names"
    gold = list(gold_lines(bench, options.hold_back))
    machine = list(machine_lines(bench, options.shared / "data" / "open-news"))
    print(f"{len(gold):,} gold lines, {len(machine):,} labelled by machine", flush=True)
    renamer = Renamer(names, SEED)
    mixed = [renamer.rename(line, RENAMED) for line in chain(gold * GOLD_TIMES, machine)]
    vector_rows, vectors, unit = word_vectors()
    lexicon = Lexicon(vector_rows, frequent_words(mixed), word_lists(names))
    words = Words()
    lines = [
        (np.array([*map(words.__getitem__, line.words), 0], np.int32),
         np.array([*line.allowed, 1], np.int64))
        for line in mixed
    ]  # fmt: skip
    rows, facts = lexicon.describe(list(words))
    known = Known(rows, facts, vectors * np.float32(unit))
    weights, some = train(lines, known, len(lexicon.frequent))
    pack(options.out, weights, some, known, lexicon, vectors, unit)
    if options.out == WEIGHTS:
        record(WEIGHTS, RECORD)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {time.process_time():,.0f} CPU s")


if __name__ == "__main__":
    main()
