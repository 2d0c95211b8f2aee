"""Collects what the small model knows of words before it learns: vectors and lists of names."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tasks.extract.spacy_model import DEFAULT_PACKAGE
from tasks.extract.spacy_model import load as load_spacy
from tasks.extract.tagger_tokens import TOKEN
from tasks.extract.tagger_words import LISTS, SortedKeys, key

TABLES = Path(__file__).parents[1] / "tasks" / "extract" / "tables"
SMALL = frozenset({"of", "the", "and", "for", "in", "at", "de", "la", "al", "van", "von", "bin"})
OPEN_COMPANIES = "nasdaq|nyse|s-and-p"  # PDDL 1.0
OPEN_CLUBS = "openfootball"  # CC0 1.0
VECTOR_WIDTH = 96  # of 300; two thirds of what the vectors tell apart


def word_vectors() -> tuple[SortedKeys, NDArray[np.int8], float]:
    """Return rows by word key, the rows of spaCy md's vectors (MIT licence), and their unit.

    The vectors are turned onto their 96 strongest directions and rounded to 8 bits. Row 0 is
    for words that have none.
    """
    vocabulary = load_spacy(DEFAULT_PACKAGE).vocab
    full = np.asarray(vocabulary.vectors.data, np.float32)
    centred = full - full.mean(0)
    _, _, turns = np.linalg.svd(centred.T @ centred)
    # a direction and its opposite are the same: choose one, so that every run chooses it
    turns *= np.sign(turns[np.arange(len(turns)), np.abs(turns).argmax(1)])[:, None]
    narrow = centred @ turns[:VECTOR_WIDTH].T
    narrow /= narrow.std()
    unit = float(np.quantile(np.abs(narrow), 0.9999)) / 127
    whole = np.clip(np.rint(narrow / unit), -127, 127).astype(np.int8)
    rows: dict[int, int] = {}
    for number, row in vocabulary.vectors.key2row.items():
        word = vocabulary.strings[number]
        if TOKEN.fullmatch(word):
            rows.setdefault(key(word), int(row) + 1)
    keys = np.array(sorted(rows), np.int64)
    known = SortedKeys(keys, np.array([rows[int(k)] for k in keys], np.int32))
    return known, np.vstack([np.zeros((1, VECTOR_WIDTH), np.int8), whole]), unit


def _words(names: Iterable[str]) -> set[str]:
    parts = (part for name in names for part in name.lstrip("?").replace("-", " ").split())
    return {part for part in parts if part not in SMALL}


def _strings(value: object) -> Iterator[str]:
    """Yield every string in nested TOML, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _toml(name: str) -> dict[str, list[str]]:
    return tomllib.loads((TABLES / name).read_text("utf-8"))


def word_lists(names: Path) -> dict[int, int]:
    """Return, by word key, one bit for each list of LISTS that a word is in.

    `names` is the folder of the open name tables. Only rows under CC0, PDDL and our own are
    taken; those with share-alike or unclear terms are left out.
    """
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as lines:
        countries = list(csv.DictReader(lines))
    parts = pl.read_parquet(names / "name-parts.parquet")
    orgs = pl.read_parquet(names / "orgs.parquet")
    family_first = _toml("family_first.toml")

    def column(*wanted: str) -> set[str]:
        return _words(x for row in countries for name in wanted for x in row[name].split(";"))

    def owners(source: str) -> set[str]:
        found = orgs.filter(pl.col("source").str.contains(source))["name"].to_list()
        return {word for word in _words(found) if word[:1].isupper()}

    lists = {
        "country": column("name", "aliases"),
        "demonym": column("demonyms"),
        "capital": column("capitals"),
        "region": _words(_strings(_toml("regions.toml"))),
        "title": _words(_strings(list(_toml("titles.toml").values()))),
        "given": _words(parts.filter(kind="given")["name"].to_list()),
        "family": _words(parts.filter(pl.col("kind") != "given")["name"].to_list()),
        "club": owners(OPEN_CLUBS),
        "company": owners(OPEN_COMPANIES),
        "family_first": _words([*family_first["korean"], *family_first["chinese"]]),
    }
    bits: dict[int, int] = {}
    for place, name in enumerate(LISTS):
        for word in lists[name]:
            bits[key(word)] = bits.get(key(word), 0) | 1 << place
    return bits
