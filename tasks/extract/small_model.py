"""Recognises names with the small model that this project trains and ships."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.extract.chunks import chunks
from tasks.extract.recogniser import Span
from tasks.extract.tagger_labels import ALONE, BEGINS, ENDS, NEVER, TYPES, best_labels, may_follow
from tasks.extract.tagger_network import WIDTH, Floats, Network
from tasks.extract.tagger_tokens import LINE_END, tokenise
from tasks.extract.tagger_weights import RECORD, WEIGHTS, checked, load, version
from tasks.extract.tagger_words import Lexicon

MODEL_SCORE = 0.8  # share of its names that test sets have too
WORDS_AT_ONCE = 2_000  # what one pass of the network holds fits the processor's cache
WORDS_REMEMBERED = 30_000  # their rows take 45 MiB
ROOM = 8_192  # rows beyond those, for the words of the last batch
SPACE = -1


class WordRows(dict[str, int]):
    """Gives each different word a row of one table, and works out the rows of new words."""

    def __init__(self, network: Network, lexicon: Lexicon) -> None:
        super().__init__({LINE_END: 0})
        self._network, self._lexicon = network, lexicon
        self._new = [LINE_END]
        self._made = 0
        # zeros take no memory until they are written, so that the table need not grow by copying
        self._table = np.zeros((WORDS_REMEMBERED + ROOM, 3 * WIDTH), np.float32)

    def __missing__(self, word: str) -> int:
        if word.isspace():
            self[word] = SPACE
            return SPACE
        row = self[word] = self._made + len(self._new)
        self._new.append(word)
        return row

    def table(self) -> Floats:
        """Return a table with the rows of all words asked for so far."""
        total = self._made + len(self._new)
        if total > len(self._table):
            larger = np.zeros((total + ROOM, 3 * WIDTH), np.float32)
            larger[: self._made] = self._table[: self._made]
            self._table = larger
        if self._new:
            self._table[self._made : total] = self._network.word_rows(self._lexicon, self._new)
            self._made, self._new = total, []
        return self._table


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text as the network reads it; its last word is a line's end of our own."""

    text: int
    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class SmallRecogniser:
    """The small model: word rows, a few layers over neighbours, the best labels of each line."""

    languages = frozenset({"en"})

    def __init__(self, weights: Path = WEIGHTS, record: Path | None = RECORD) -> None:
        """Load weights; those without a record are not compared with any hash."""
        data = checked(weights, record) if record else weights.read_bytes()
        self._network, self._lexicon, steps = load(data)
        self._steps = np.where(may_follow(), steps, NEVER).astype(np.float32)
        self._rows = WordRows(self._network, self._lexicon)
        self.name = f"small {version(record)}" if record else f"small {weights.name}"

    def extract(self, texts: list[str]) -> list[list[Span]]:
        """Return the spans of each text, in its own offsets.

        What a text gives does not depend on the texts beside it: every line is read alone.
        """
        spans: list[list[Span]] = [[] for _ in texts]
        for pieces in self._batches(texts):
            for text, span in self._read(pieces):
                spans[text].append(span)
        return spans

    def _batches(self, texts: list[str]) -> Iterator[list[Piece]]:
        waiting: list[Piece] = []
        count = 0
        for index, text in enumerate(texts):
            for offset, part in chunks(text):
                waiting.append(self._piece(index, offset, part))
                count += len(waiting[-1].ids)
                if count >= WORDS_AT_ONCE:
                    yield waiting
                    waiting, count = [], 0
                    if len(self._rows) > WORDS_REMEMBERED:
                        self._rows = WordRows(self._network, self._lexicon)
        if waiting:
            yield waiting

    def _piece(self, index: int, offset: int, text: str) -> Piece:
        words, ends = tokenise(text)
        words.append(LINE_END)
        ids = np.fromiter(map(self._rows.__getitem__, words), np.int32, len(words))
        starts = np.concatenate([[0], ends])
        ends = np.append(ends, len(text))
        kept = np.flatnonzero(ids >= 0)
        return Piece(index, ids[kept], starts[kept] + offset, ends[kept] + offset)

    def _read(self, pieces: list[Piece]) -> Iterator[tuple[int, Span]]:
        ids = np.concatenate([piece.ids for piece in pieces])
        breaks = ids == 0
        weights = self._network.weigh(ids, self._rows.table(), breaks)
        labels = best_labels(weights, self._steps, breaks).astype(np.int16)
        part = np.where(labels > 0, (labels - 1) % 4, -1)
        first = np.flatnonzero((part == BEGINS) | (part == ALONE))
        last = np.flatnonzero((part == ENDS) | (part == ALONE))
        starts = np.concatenate([piece.starts for piece in pieces])[first].tolist()
        ends = np.concatenate([piece.ends for piece in pieces])[last].tolist()
        kinds = ((labels[first] - 1) // 4).tolist()
        owner = np.repeat([piece.text for piece in pieces], [len(piece.ids) for piece in pieces])
        for text, start, end, kind in zip(owner[first].tolist(), starts, ends, kinds, strict=True):
            yield text, Span(start, end, TYPES[kind], MODEL_SCORE)
