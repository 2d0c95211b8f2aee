"""Knows countries, their people and capitals, and the other places that news names often."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

TABLES = Path(__file__).parent / "tables"
CAPITALISED = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Place:
    """What a surface names: a country, a part of one, a people, a city or a region.

    `certain` is False for a surface that often names something else (Georgia, Jordan). `kind` is
    the mention's kind, `iso` an ISO 3166-1 or 3166-2 code.
    """

    name: str
    type: str
    kind: str
    iso: str | None = None
    wikidata_id: str | None = None
    certain: bool = True


def _names(cell: str) -> list[str]:
    return [name for name in cell.split(";") if name]


def _countries() -> Iterator[tuple[str, Place]]:
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["name"].removeprefix("?")
            country = Place(name, "GPE", "full", row["iso3166"], row["wikidata_id"] or None)
            yield row["name"], country
            for alias in _names(row["aliases"]):
                yield alias, replace(country, kind="alias")
            people = _names(row["demonyms"])
            for demonym in people:
                group = people[0].removeprefix("?")
                yield demonym, Place(group, "NORP", "demonym", row["iso3166"])
            for capital in _names(row["capitals"]):
                first = _names(row["capitals"])[0].removeprefix("?")
                yield (
                    capital,
                    Place(first, "GPE", "full" if capital.removeprefix("?") == first else "alias"),
                )


def _regions() -> Iterator[tuple[str, Place]]:
    tables = tomllib.loads((TABLES / "regions.toml").read_text("utf-8"))
    for iso, names in cast(dict[str, list[str]], tables["part_of_country"]).items():
        first = names[0].removeprefix("?")
        for name in names:
            yield name, Place(first, "GPE", "full" if name == names[0] else "alias", iso)
    for group, kind in (("region", "LOC"), ("city", "GPE")):
        for name in cast(list[str], tables[group]["names"]):
            yield name, Place(name.removeprefix("?"), kind, "full")


def _organisations() -> Iterator[tuple[str, Place]]:
    tables = tomllib.loads((TABLES / "organisations.toml").read_text("utf-8"))
    for name, aliases in cast(dict[str, list[str]], tables["organisations"]).items():
        yield name, Place(name, "ORG", "full")
        for alias in aliases:
            short = alias.removeprefix("?").replace(".", "")
            yield alias, Place(name, "ORG", "acronym" if short.isupper() else "alias")


@cache
def places() -> dict[str, Place]:
    """Return every surface of the tables with what it names; the first table to say so wins."""
    known: dict[str, Place] = {}
    for surface, place in (*_countries(), *_regions(), *_organisations()):
        plain = surface.removeprefix("?")
        known.setdefault(plain, replace(place, certain=plain == surface))
    return known


@cache
def country_of_code() -> dict[str, Place]:
    """Return the full entry of each country by its ISO 3166-1 code."""
    return {p.iso: p for p in places().values() if p.iso and p.kind == "full" and p.type == "GPE"}


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for surface in places():
        if first := CAPITALISED.match(surface):
            index.setdefault(first[0], []).append(surface)
    return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in index.items()}


def find_places(text: str) -> Iterator[tuple[int, int, Place]]:
    """Yield (start, end, place) for every surface of the tables in a text; the longest wins."""
    index, known = _by_first_word(), places()
    reached = 0
    for word in CAPITALISED.finditer(text):
        start = word.start()
        if start < reached:
            continue
        for surface in index.get(word[0], ()):
            end = start + len(surface)
            if text.startswith(surface, start) and not text[end : end + 1].isalnum():
                yield start, end, known[surface]
                reached = end
                break
